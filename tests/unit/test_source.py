"""Where the words of a text stand in its Markdown, one case for each way that Markdown has of hiding them."""

from __future__ import annotations

import time

import pytest
from markdown import Markdown
from medialit.critique import Critique
from medialit.markup import MedialitExtension
from medialit.markup.source import SourceMap
from medialit.readability import score
from medialit.sources import STARTER_EXTENSIONS
from medialit.text.document import Document, Metadata
from positions import mapped


def told(source: str, words: str) -> str:
    """Line, column, end line, end column of some words that the text has once, and the source that stands there."""
    document, positions = mapped(source)
    assert document.text.count(words) == 1, document.text
    start = document.text.index(words)
    place = positions.place(start, start + len(words))
    lines = source.split("\n")
    if place.column is None or place.end_column is None:
        return f"about {place.line}"
    shown = lines[place.line - 1][place.column - 1 :]
    if place.line == place.end_line:
        shown = shown[: place.end_column - place.column]
    return f"{place.line}:{place.column} {shown}"


@pytest.mark.parametrize(
    ("source", "words", "where"),
    [
        ("A shameful vote.", "shameful", "1:3 shameful"),
        ("One.\n\nTwo\nand shameful.", "shameful", "4:5 shameful"),
        ("A *shameful* vote.", "shameful", "1:4 shameful"),
        ("A **very *shameful* vote**.", "shameful", "1:11 shameful"),
        ("## A shameful vote ##", "shameful", "1:6 shameful"),
        ("A shameful vote\n======", "shameful", "1:3 shameful"),
        ("- one\n- two\n    1. shameful", "shameful", "3:8 shameful"),
        ("> one\n> > shameful\n> > end", "shameful", "2:5 shameful"),
        ("| a | b |\n|---|:-:|\n| c \\| d | *shameful* |", "shameful", "3:13 shameful"),
        ("[A shameful](https://example.org/a_(shameful) \"shameful\") vote", "vote", "1:59 vote"),
        ("[A *shameful*][x] vote\n\n[x]: https://example.org/", "vote", "1:19 vote"),
        ("![shameful](a.png) a shameful vote", "shameful", "1:22 shameful"),
        ("`shameful` a shameful vote", "shameful", "1:14 shameful"),
        ("<!-- shameful -->\nA shameful vote", "shameful", "2:3 shameful"),
        ("<div>A shameful vote</div>\n\nA shameful vote", "shameful", "3:3 shameful"),
        ("```\nA shameful vote\n```\n\nA shameful vote", "shameful", "5:3 shameful"),
        ("Code:\n\n    A shameful vote\n\nA shameful vote", "shameful", "5:3 shameful"),
        ("AT&amp;T&nbsp;&mdash; shameful", "shameful", "1:23 shameful"),
        ("\"It's\" -- he said... shameful", "shameful", "1:22 shameful"),
        ("It's \"shameful stuff\" -- no", "“shameful stuff” – no", "1:6 \"shameful stuff\" -- no"),
        ("A<br>shameful <b>vote</b>", "shameful", "1:6 shameful"),
        ("Note[^1] and more.[^2]\n\n[^2]: Last one.\n[^1]: A shameful vote\n\n    and its end\n\nText.", "its end", "6:9 its end"),
        ("Note[^1] and more.[^2]\n\n[^2]: Last one.\n[^1]: A shameful vote.\n\nText.", "shameful", "4:9 shameful"),
        ("Term\n:   A shameful thing", "shameful", "2:7 shameful"),
        ("<div markdown=\"1\">\n\nA shameful vote\n\n</div>", "shameful", "3:3 shameful"),
        ("A \\*shameful\\* vote", "shameful", "1:5 shameful"),
        ("😀 cafe\u0301 shameful", "shameful", "1:9 shameful"),
        ("Tab\tthen\tshameful", "shameful", "1:10 shameful"),
        ("The HTML is shameful\n\n*[HTML]: shameful", "shameful", "1:13 shameful"),
        ("Write to <a@example.org> of shameful things", "shameful", "1:29 shameful"),
        ("So *very* shameful a vote", "very shameful", "1:5 very"),
        ("[TOC]\n\n# A shameful head\n\nText", "Text", "5:1 Text"),
    ],
)  # fmt: skip
def test_the_place_of_words(source: str, words: str, where: str) -> None:
    assert told(source, words) == where


def test_of_two_equal_words_each_has_its_own_place() -> None:
    document, positions = mapped("A shameful *vote*, a `shameful` [shameful](x 'shameful')\n\n- shameful")
    found, at = [], document.text.find("shameful")
    while at >= 0:
        place = positions.place(at, at + 8)
        found.append((place.line, place.column))
        at = document.text.find("shameful", at + 1)
    assert found == [(1, 3), (1, 34), (3, 3)]


def test_what_is_not_in_the_source_has_the_line_of_its_block() -> None:
    document, _ = mapped("Begin.\n\nMade by a macro, and no word of it written here.\n\nIt ends.")
    positions = SourceMap(document, "Begin.\n\n{{ macro }}\n\nIt ends.", 0)
    made = document.text.index("macro")
    assert positions.place(made, made + 5) == (3, None, 3, None)
    end = document.text.index("ends")
    assert positions.place(end, end + 4) == (5, 4, 5, 8)


def test_a_heading_that_says_the_title_again_is_not_taken_for_the_text() -> None:
    document, positions = mapped("# A shameful vote\n\nA shameful vote is held.", "A shameful vote")
    start = document.text.rindex("shameful")
    assert positions.place(start, start + 8)[:2] == (3, 3)


def test_mail_addresses_and_neighbouring_quotation_marks_are_read_as_they_are_shown() -> None:
    assert mapped("Write to <a@example.org>.")[0].text == "Write to a@example.org."
    assert mapped("\"'No' is it,\" she said.")[0].text == "“‘No’ is it,” she said."


@pytest.mark.parametrize(
    "source",
    ["*a **b " * 400, "[x](" * 500, "`" * 3000, "<div>" * 300, "> " * 1000 + "x", "&amp;" * 1500, "* [TOC]\n\n" * 40, "{" * 3000, "![" * 500],
    ids=["emphasis", "links", "ticks", "divs", "quotes", "entities", "contents", "braces", "images"],
)  # fmt: skip
def test_odd_markdown_takes_no_long_time(source: str) -> None:
    documents: list[Document] = []

    def keep(document: Document) -> Critique:
        documents.append(document)
        return Critique(document, Metadata(), (), (), (), score("", []))

    try:
        Markdown(extensions=[*STARTER_EXTENSIONS, MedialitExtension(analyze=keep)]).convert(source)
    except RecursionError:
        pytest.skip("Python-Markdown itself gives up")
    began = time.process_time()
    SourceMap(documents[0], source, 0)
    assert time.process_time() - began < 3
