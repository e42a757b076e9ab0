"""Words between HTML tags, which no rule reads, are counted and told of; what is read, or no running text, is not."""

from __future__ import annotations

import pytest
from entries import HEAD
from markdown import Markdown
from medialit.article import parse_article
from medialit.markup import MedialitExtension
from medialit.sources import STARTER_EXTENSIONS


def complaints(body: str) -> list[str]:
    extension = MedialitExtension()
    Markdown(extensions=[*STARTER_EXTENSIONS, "fenced_code", extension]).convert(body)
    article = parse_article(f"---\n{HEAD}---\n{body}", "pool", "pool.md")
    return [str(problem) for problem in article.unread(*extension.unread)]


TOLD = 'between HTML tags, where no rule reads them; write Markdown instead, or put markdown="1" into the outermost tag'


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("<p>A shameful plan.</p>\n", 7, "3 words stand"),
        ("Read.\n\n<div>\n<b>Never</b>\n</div>\n", 10, "1 word stands"),
        ("Read.\n\n<p>Left open <b>\n\nAll of *this*\n\nis kept as it is.\n", 9, "10 words stand"),
        ("<div><!-- a comment --><p>One&nbsp;two.</p></div>\n\nRead.\n\n<p>Three.</p>\n", 7, "3 words stand"),
        ("<figure><img src='a.png'><figcaption>Señora Ñúñez</figcaption></figure>\n", 7, "2 words stand"),
    ],
)
def test_words_between_tags_are_told(body: str, line: int, words: str) -> None:
    assert complaints(body) == [f"pool.md:{line}: {words} {TOLD}"]


def test_a_text_that_is_all_code_is_told() -> None:
    told = "words stand in code, where no rule reads them; take away the spaces that the lines begin with"
    assert complaints("\n    A *shameful* plan.\n\n    It failed.\n") == [f"pool.md:8: 5 {told}"]
    assert complaints("    A plan.\n\nIt failed.\n") == []


@pytest.mark.parametrize(
    "body",
    [
        "A <span>shameful</span> plan, <kbd>Ctrl</kbd> & <b>more</b>.\n",
        "<!-- A comment -->\n\nRead.\n",
        '<div markdown="1">\nA *shameful* plan.\n</div>\n',
        '<p markdown="1">A *shameful* plan.</p>\n',
        "```python\nprint('a word')\n```\n",
        "<hr>\n\n<pre>as it is</pre>\n\n<svg><title>A drawing</title></svg>\n\n<p>&mdash; 5 %</p>\n",
        "<style>p { color: red }</style>\n\n<script>not closed",
        "Read &amp; write [this](https://example.org/a) <https://example.org/b>\n",
    ],
)
def test_what_is_read_or_no_running_text_is_not(body: str) -> None:
    assert complaints(body) == []
