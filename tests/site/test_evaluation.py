"""The figures on labelled texts and those of each rule, in the place that a page gives them."""

from __future__ import annotations

import json

import pytest
from builder import GOOD, build_site, write
from medialit.precision import measurements
from medialit.rules.loader import built_in

MARK = "<!-- medialit: evaluation -->"
PAGE = f"# Home\n\nBefore.\n\n{MARK}\n\nAfter.\n\n    {MARK}\n"
FIGURE = {
    "task": "polnear",
    "metric": "sentence F1",
    "ours": 0.8,
    "peer": {"name": "other", "figure": 0.7},
    "trained": None,
}
RECORD = {"engine": "9.9", "date": "2026-03-01", "data": [{"task": "polnear", "documents": 2}], "figures": [FIGURE]}


@pytest.mark.parametrize(
    ("file", "tables", "warned"),
    [(None, 0, []), (json.dumps(RECORD), 1, []), ("{", 0, ["site_config/evaluation.json:1: no JSON"])],
    ids=["missing", "good", "malformed"],
)
def test_figures(tmp_path, file, tables, warned):
    files = {"content/index.md": PAGE, "content/articles/a.md": f"{GOOD}\n{MARK}\n"}
    built = build_site(write(tmp_path, files | ({"site_config/evaluation.json": file} if file else {})))
    html = built.html("")
    assert built.failed is None
    assert html.count('class="ml-evaluation"') == tables
    assert MARK not in html
    assert "&lt;!-- medialit: evaluation" in html  # as code, it is left alone
    assert 'class="ml-evaluation"' not in built.html("articles/a")
    warned = [*warned, "content/articles/a.md:10: the comment can't be read"]  # in an article it has no place
    assert [message[: len(start)] for message, start in zip(built.warnings, warned, strict=True)] == warned


def test_precision(tmp_path):
    mark = "<!-- medialit: precision -->"
    built = build_site(write(tmp_path, {"content/index.md": f"# Limits\n\n{mark}\n", "content/articles/a.md": GOOD}))
    html = built.html("")
    assert (built.failed, built.warnings) == (None, [])
    assert html.count('class="ml-evaluation"') == 1
    assert mark not in html
    named = [f'href="techniques/{rule.family}/{rule.slug}/"' for rule in built_in() if rule.enabled]
    assert measurements().rules == {} or all(link in html for link in named)
