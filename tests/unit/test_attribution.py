"""Who says what: a table of simple cases, and what holds for any text."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from medialit.detect.attribution import find_attributions
from medialit.detect.sourcephrases import is_named
from medialit.text.plain import read_text_file

GOLDEN = Path(__file__).parents[1] / "golden" / "attributions.yml"
CASES: list[dict[str, Any]] = yaml.safe_load(GOLDEN.read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_simple_cases(case: dict[str, Any]) -> None:
    document = read_text_file(case["text"], "x")
    found = []
    for expected, item in zip([*case["found"], {}, {}, {}], find_attributions(document), strict=False):
        shown: dict[str, Any] = {
            "speaker": item.speaker,
            "content": [document.words_of(span) for span in item.content],
        }
        if item.kind != "indirect":
            shown["kind"] = item.kind
        if item.named == (item.speaker is None) or "named" in expected:
            shown["named"] = item.named
        if "role" in expected:
            shown["role"] = item.role
        if "source" in expected:
            shown["source"] = item.source and document.words_of(item.source)
        found.append(shown)
    assert found == case["found"]


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 30
    assert len({case["about"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_line_breaks_change_nobody(case: dict[str, Any]) -> None:
    def speakers(text: str) -> list[str | None]:
        return [item.speaker for item in find_attributions(read_text_file(text, "x"))]

    text = f"It rained.\n\n{case['text']}"
    assert speakers(text) == speakers(text.replace("\n", "\r\n"))
    assert speakers(text) == speakers(text.replace("Ana Reyle", "Ana\nReyle"))


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Ana Reyle", True),
        ("council engineer Ana Reyle", True),
        ("Reyle", True),
        ("the Water Board", True),
        ("Élise Moreau", True),
        ("Experts", False),
        ("Police sources", False),
        ("The officials", False),
        ("an official", False),
        ("She", False),
        ("", False),
    ],
)
def test_named(phrase: str, expected: bool) -> None:
    assert is_named(phrase) == expected


WORDS = """Ana Reyle said told according_to that the council experts believed it_is she argued and an_engineer
, . ? “ ” " ‘ ’ : — ( )""".split()


@given(st.lists(st.sampled_from([*WORDS, "\n\n", "\r\n"]), max_size=40))
def test_spans_lie_in_the_sentence_of_their_cue_or_its_quotation(words: list[str]) -> None:
    text = " ".join(words).replace("_", " ")
    document = read_text_file(text, "x")
    for item in find_attributions(document):
        assert item.content
        for span in (item.cue, *item.content, *([item.source] if item.source else [])):
            assert 0 <= span.start < span.end <= len(text)
            assert document.sentence_at(span.start)
        assert item.named <= bool(item.speaker)
        assert item.speaker is None or "\n" not in item.speaker


@pytest.mark.parametrize(
    "piece",
    [
        "argued argued ",
        "said and ",
        "“No,” said Ana. ",
        "Ana said. ",
        "according to ",
        '"no" of it argued ',
        "it is said ",
    ],
)
def test_the_time_is_linear(piece: str) -> None:
    document = read_text_file(piece * (60_000 // len(piece)), "x")
    assert document.sentences
    assert document.quotations or '"' not in piece
    start = time.process_time()
    find_attributions(document)
    assert time.process_time() - start < 2
