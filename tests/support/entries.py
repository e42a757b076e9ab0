"""Entries made by the real engine from a small invented article, for tests of what pages show."""

from __future__ import annotations

from functools import cache

from medialit.article import parse_article
from medialit.critique import Engine
from medialit.decisions import with_review
from medialit.rules.loader import load_rules
from medialit.site.collection import Entry
from medialit.text.plain import read_text_file

HEAD = "title: Pool to close\nrights: Invented for a test; CC0.\ntype: news\ndate: 2026-03-01\n"
BODY = """\
The shameful plan will cost £2 million, and experts say that it is doomed. Everyone knows that the regime is to blame.

The council met on Tuesday evening in the old hall by the harbour. Its members sat until eleven and then went home.

“It is a disgraceful betrayal by cowards,” said Ana Ruiz, a swimmer. Ruiz said that she would write to the paper.

The hall was built in the last century by the fishermen of the town. It has two doors and a long wooden table inside.

So how long will it be before they close the library too?
"""


@cache
def _engine() -> Engine:
    return Engine(load_rules()[0])


def entry(body: str = BODY, slug: str = "pool", title: str = "Pool to close", head: str = "") -> Entry:
    """The entry of a text, one paragraph after the other; `head` is more front matter, as YAML."""
    article = parse_article(f"---\n{HEAD.replace('Pool to close', title)}{head}---\n{body}", slug, f"{slug}.md")
    critique = _engine().analyze(read_text_file(f"{title}\n\n{body}", slug), article.metadata)
    critique, problems = with_review(article, critique, _engine().rules)
    assert problems == []
    return Entry(article, critique)
