"""The figures on labelled texts, in the place that a page gives them."""

from __future__ import annotations

import json

import pytest
from builder import GOOD, build_site, write

MARK = "<!-- medialit: evaluation -->"
PAGE = f"# Home\n\nBefore.\n\n{MARK}\n\nAfter.\n\n    {MARK}\n"
FIGURE = {"task": "polnear", "metric": "sentence F1", "ours": 0.8, "peer": "other", "peer_figure": 0.7}
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
    assert [message[: len(start)] for message, start in zip(built.warnings, warned, strict=True)] == warned
