"""Plain texts as documents: title, paragraphs, line ends, offsets."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from medialit.text.plain import read_plain, read_text_file


def blocks(text: str) -> list[tuple[str, str]]:
    document = read_text_file(text, "x")
    assert document.text == text
    return [(block.kind, text[block.start : block.end]) for block in document.blocks]


def title(words: str) -> tuple[str, str]:
    return "title", words


def paragraph(words: str) -> tuple[str, str]:
    return "paragraph", words


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pool Vote Tonight\n\nIt rained.", [title("Pool Vote Tonight"), paragraph("It rained.")]),
        ("It rained.\n\nThen it snowed.", [paragraph("It rained."), paragraph("Then it snowed.")]),
        ("Pool Vote Tonight\nIt rained.", [paragraph("Pool Vote Tonight"), paragraph("It rained.")]),
        ("Will it rain?\n\nIt did.", [title("Will it rain?"), paragraph("It did.")]),
        ("“It rained.”\n\nIt did.", [title("“It rained.”"), paragraph("It did.")]),
        ("  Pool Vote \t\n \t \nIt rained.", [title("Pool Vote"), paragraph("It rained.")]),
        ("Pool Vote\n\u00a0\nIt rained.", [title("Pool Vote"), paragraph("It rained.")]),
        ("\nPool Vote\n\nIt rained.", [paragraph("Pool Vote"), paragraph("It rained.")]),
        ("One.\ntwo\n\nThree.", [paragraph("One.\ntwo"), paragraph("Three.")]),
        ("One.\nTwo.\nThree.", [paragraph("One."), paragraph("Two."), paragraph("Three.")]),
        ("Title\n\nOne.\nTwo.", [title("Title"), paragraph("One."), paragraph("Two.")]),
        ("Title\n\nOne.\ntwo\n\nThree.", [title("Title"), paragraph("One.\ntwo"), paragraph("Three.")]),
        ("One.\n\n\n\n  Two.\n\n", [paragraph("One."), paragraph("Two.")]),
        ("Title\n\n", [title("Title")]),
        ("One", [paragraph("One")]),
        ("", []),
        (" \n\n\t\n", []),
    ],
    ids=[
        "title", "full stop", "no blank line", "question", "quoted full stop", "spaces around", "hard space",
        "blank line first", "newline in a paragraph", "single newlines", "single newlines below a title",
        "blank lines below a title", "many blank lines", "only a title", "one word", "empty", "only white space",
    ],
)  # fmt: skip
def test_titles_and_paragraphs(text: str, expected: list[tuple[str, str]], end: str) -> None:
    assert blocks(text.replace("\n", end)) == [(kind, words.replace("\n", end)) for kind, words in expected]


def test_a_given_title_takes_the_place_of_the_rule() -> None:
    text = "Quillport, Monday\n\nPool vote tonight.\n\nIt rained."
    document = read_plain(text, "x", title=(19, 37))
    assert [(b.kind, text[b.start : b.end]) for b in document.blocks] == [
        ("paragraph", "Quillport, Monday"),
        ("title", "Pool vote tonight."),
        ("paragraph", "It rained."),
    ]
    assert document.title == (19, 37)


def test_without_a_given_title_there_is_none() -> None:
    assert read_plain("Pool Vote\n\nIt rained.", "x").title is None


def test_an_empty_title_is_no_block() -> None:
    assert [b.kind for b in read_plain("It rained.", "x", title=(0, 0)).blocks] == ["paragraph"]


def test_a_headline_is_all_title() -> None:
    document = read_plain("Pool Vote.\n\nTonight", "x", kind="headline")
    assert [(b.start, b.end, b.kind) for b in document.blocks] == [(0, 19, "title")]
    assert document.in_title(0)
    assert document.in_title(18)


@given(st.text(st.sampled_from("aB. \t\r\n\u00a0\x85é😀"), max_size=60))
def test_blocks_leave_out_nothing_but_white_space(text: str) -> None:
    document = read_text_file(text, "x")
    position, left = 0, ""
    for block in document.blocks:
        assert position <= block.start < block.end
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        left += text[position : block.start]
        position = block.end
    assert not (left + text[position:]).strip()


@pytest.mark.parametrize(
    "text", ["a" + " " * 300_000 + "b", " " * 300_000, "\n \t" * 100_000], ids=["inside", "only spaces", "blank lines"]
)
def test_white_space_costs_linear_time(text: str) -> None:
    start = time.process_time()
    assert len(read_text_file(text, "x").blocks) == len(text.split()[:1])
    assert time.process_time() - start < 1
