"""Looking through a text by RE2 finds what Python's `re` finds, at the same places."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from medialit.detect.quantities import quantities, statistics
from medialit.text.document import Span
from medialit.text.plain import read_plain
from medialit.text.scan import Scan, inside

ALPHABET = st.text(alphabet="ab12 ,.-£$é😀“”\n%", max_size=60)


@given(ALPHABET)
def test_a_scan_finds_whatever_the_exact_expression_finds(text: str) -> None:
    expression = r"(?<![\w-])\d+|£ ?\d|\bab(?=é|,)"
    document = read_plain(text, "x", kind="sentence")
    spans = Scan(expression).spans(document)
    starts = {match.start() for match in re.finditer(expression, document.folded)}
    covered = {place for span in spans for place in range(span.start, span.end)}
    assert starts <= covered


def test_offsets_are_those_of_the_text() -> None:
    text = "Café 😀 paid £2.4 million, naïve.\nTwo in five; aged 31; EB-5; doubled."
    document = read_plain(text, "x", kind="sentence")
    assert [text[slice(*s)] for s in statistics(document)] == ["£2.4 million", "Two in five", "doubled"]
    bullets = read_plain("• 12 of •34 and “56”", "x", kind="sentence")
    assert [bullets.text[s.start] for s in quantities(bullets)] == ["1", "3", "5"]
    assert "EB-5" not in " ".join(text[s.start - 3 : s.end] for s in quantities(document))


@pytest.mark.parametrize(("whole", "count"), [((0, 10), 2), ((0, 4), 1), ((5, 5), 0), ((3, 8), 0)])
def test_inside(whole: tuple[int, int], count: int) -> None:
    assert len(inside([Span(1, 3), Span(6, 9)], Span(*whole))) == count
