"""Documents: folding code point for code point, and what stands at a position."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from medialit.text.document import Block, Document, Span, fold

TEXT = "Pool Vote\n\nIt rained. It “snowed”.\n\nThe end"
DOCUMENT = Document(
    "x", TEXT, (Block(0, 9, "title"), Block(11, 34), Block(36, 43)), Span(0, 9)
)  # fmt: skip
ALL = [chr(point) for point in range(sys.maxunicode + 1) if not 0xD800 <= point < 0xE000]


def test_folding_keeps_the_length_of_every_code_point() -> None:
    whole = "".join(ALL)
    assert len(fold(whole)) == len(whole)
    assert [char for char in ALL[:0x30000] if len(fold(char)) != 1] == []


def test_folding_keeps_every_code_point_in_its_place() -> None:
    # With and without a letter that lower-cases to two code points, which takes the slow way.
    chars = [char for char in ALL[:0x3000] if char != "İ"]
    assert [*fold("".join(chars))] == [fold(char) for char in chars]
    assert [*fold("İ" + "".join(chars))][1:] == [fold(char) for char in chars]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("İSTANBUL’S", "İstanbul's"),
        ("STRAẞE", "straße"),
        ("ﬁx ŒUVRE ǅ", "ﬁx œuvre ǆ"),
        ("ΣΟΦΟΣ", "σοφος"),
        ("“Don’t” ‘go’", "\"don't\" 'go'"),
        ("A\u00a0B\u202fC\tD\nE\rF", "a b c d e f"),
        ("co‑op and co‐op", "co-op and co-op"),
        ("E\u0301 😀 𝐀", "e\u0301 😀 𝐀"),
    ],
    ids=[
        "dotted I",
        "capital sharp s",
        "ligatures",
        "sigma",
        "quotation marks",
        "spaces",
        "hyphens",
        "marks and emoji",
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("position", "block", "sentence"),
    [
        (0, 0, 0), (8, 0, 0), (9, None, None), (10, None, None), (11, 1, 1), (20, 1, 1), (21, 1, None), (22, 1, 2),
        (33, 1, 2), (34, None, None), (35, None, None), (36, 2, 3), (42, 2, 3), (43, None, None), (1000, None, None),
        (-1, None, None),
    ],
)  # fmt: skip
def test_what_stands_at_a_position(position: int, block: int | None, sentence: int | None) -> None:
    assert DOCUMENT.block_index(position) == block
    assert DOCUMENT.block_at(position) == (None if block is None else DOCUMENT.blocks[block])
    assert DOCUMENT.sentence_index(position) == sentence
    assert DOCUMENT.sentence_at(position) == (None if sentence is None else DOCUMENT.sentences[sentence])
    assert DOCUMENT.in_title(position) == (block == 0)


def test_sentences_and_quotations_are_those_of_the_blocks() -> None:
    assert [DOCUMENT.words_of(s) for s in DOCUMENT.sentences] == [
        "Pool Vote", "It rained.", "It “snowed”.", "The end",
    ]  # fmt: skip
    assert [TEXT[q.start : q.end] for q in DOCUMENT.quotations] == ["“snowed”"]


def test_a_document_without_blocks_has_nothing_anywhere() -> None:
    empty = Document("x", "", ())
    assert empty.sentence_at(0) is None
    assert empty.block_at(0) is None
    assert not empty.in_title(0)
    assert (empty.sentences, empty.quotations, empty.folded) == ((), (), "")


@pytest.mark.parametrize(
    ("one", "other", "covers", "touches"),
    [
        ((2, 5), (2, 5), True, True),
        ((2, 5), (3, 4), True, True),
        ((2, 5), (4, 6), False, True),
        ((2, 5), (5, 6), False, False),
        ((2, 5), (0, 2), False, False),
        ((2, 5), (1, 6), False, True),
    ],
)
def test_spans(one: tuple[int, int], other: tuple[int, int], covers: bool, touches: bool) -> None:
    assert Span(*one).covers(other) == covers
    assert Span(*one).touches(other) == touches
