"""Quotation marks: a table of hard cases, and what holds for any text."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from medialit.text.quotations import Quotation, find_quotations

GOLDEN = Path(__file__).parents[1] / "golden" / "quotations.yml"
CASES = yaml.safe_load(GOLDEN.read_text("utf-8"))
MARKS = "“”„\"«»‘’'"


def blocks_of(text: str) -> list[tuple[int, int, bool]]:
    return [(m.start(), m.end(), m[0].startswith(">")) for m in re.finditer(r"(?:.|(?<!\n)\n(?!\n))+", text)]


def quotations(text: str) -> list[Quotation]:
    return list(find_quotations(text, blocks_of(text)))


def marked(text: str) -> str:
    for quotation in reversed(quotations(text)):
        inside = text[quotation.start : quotation.end]
        text = f"{text[: quotation.start]}⟦{inside}⟧{text[quotation.end :]}"
    return text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_hard_cases(case: dict[str, str]) -> None:
    assert marked(re.sub("[⟦⟧]", "", case["text"])) == case["text"]


def test_the_table_has_every_mark() -> None:
    assert len(CASES) >= 40
    assert len({case["about"] for case in CASES}) == len(CASES)
    assert set(MARKS) <= set("".join(case["text"] for case in CASES))


@pytest.mark.parametrize(
    ("text", "inner"),
    [("She said “we won”.", "we won"), ("She said “we won.", "we won."), ("> We won", "> We won")],
    ids=["closed", "left open", "block quote"],
)
def test_the_inner_part_has_no_marks(text: str, inner: str) -> None:
    (quotation,) = quotations(text)
    assert text[quotation.inner_start : quotation.inner_end] == inner


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We won.\n\n“We lost,” she said.", [False, True]),
        ("‘We won.\n\n‘We lost.\n\n‘It rained,’ she said.", [False, True, True]),
        ("“We won.”\n\n“We lost,” she said.", [False, False]),
        ("“We won.\n\nShe said “we lost”.", [False, False]),
        ("“We won.\n\nIt rained.\n\n“We lost,” she said.", [False, False]),
        ('“We won.\n\n"We lost," she said.', [False, False]),
        ("“We won.\n\n> It rained\n\n“We lost,” she said.", [False, False, False]),
    ],
    ids=["reopened", "twice", "closed", "not at the start", "a paragraph between", "another mark", "block quote"],
)
def test_what_continues_a_quotation(text: str, expected: list[bool]) -> None:
    assert [quotation.continues for quotation in quotations(text)] == expected


@given(st.text(st.sampled_from(f"{MARKS}>asn6 .,:-—\n"), max_size=80))
def test_quotations_are_ordered_disjoint_and_inside_blocks(text: str) -> None:
    blocks, found = blocks_of(text), quotations(text)
    for before, after in pairwise(found):
        assert before.end <= after.start
    for quotation in found:
        assert any(start <= quotation.start < quotation.end <= end for start, end, _ in blocks)
        assert quotation.start <= quotation.inner_start <= quotation.inner_end <= quotation.end


@given(st.text(st.sampled_from(f"{MARKS}asn6 .,"), max_size=40), st.text(st.sampled_from("ab .,"), max_size=10))
def test_a_paragraph_without_marks_changes_nothing_before_it(text: str, more: str) -> None:
    assert quotations(f"{text}\n\nx{more}")[: len(quotations(text))] == quotations(text)


@pytest.mark.parametrize(
    ("piece", "marks"),
    [
        ('"', 1_000_000),
        (" “", 100_000),
        ("‘a ", 100_000),
        (" 'as' a", 100_000),
        ("as’ a", 100_000),
        ('"5" a ‘as’ a ', 100_000),
        ("“a\n\n", 100_000),
    ],
    ids=["straight", "never closed", "single", "possessives", "only possessives", "in doubt", "reopened"],
)
def test_the_time_is_linear(piece: str, marks: int) -> None:
    text = piece * (marks // sum(piece.count(mark) for mark in MARKS))
    blocks = blocks_of(text) if "\n" in piece else [(0, len(text), False)]
    start = time.process_time()
    found = sum(1 for _ in find_quotations(text, blocks))
    assert time.process_time() - start < 2
    assert found == 0 if piece in ("‘a ", "as’ a") else found > 0
