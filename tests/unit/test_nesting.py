"""Tags of an author that stand in one another by the hundred are counted; those beside one another are not."""

from __future__ import annotations

import pytest
from markdown import Markdown
from medialit.markup import MedialitExtension
from medialit.markup.nesting import DEEPEST


def problem(text: str) -> str | None:
    extension = MedialitExtension()
    extension.careful = True
    made = Markdown(extensions=["md_in_html", extension]).convert(text)
    assert made or extension.problem
    return extension.problem


@pytest.mark.parametrize("tag", ["div", "section", "x"])
def test_tags_in_one_another(tag: str) -> None:
    for depth, found in ((DEEPEST, False), (DEEPEST + 1, True)):
        whole = f"<div>{f'<{tag}>' * (depth - 1)}a{f'</{tag}>' * (depth - 1)}</div>"
        assert (problem(whole) is not None) is found
    assert "HTML tags in one another" in (problem("<div>\n\n" * (DEEPEST + 1)) or "")


@pytest.mark.parametrize(
    "text",
    [
        "<div>a</div>\n\n" * (2 * DEEPEST),
        "<div>" + "<p>a<br><img src='a.png'>" * (2 * DEEPEST) + "</div>",
        "<ul>" + "<li>a" * (2 * DEEPEST) + "</ul>",
        "a <b>c</b> " * (2 * DEEPEST),
        "</div>\n\n<div>a</div>\n\n" * (2 * DEEPEST),
    ],
)
def test_tags_beside_one_another(text: str) -> None:
    assert problem(text) is None
