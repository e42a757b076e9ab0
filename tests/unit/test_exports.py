"""Tables, lists and annotations of what was found."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from medialit import analyze
from medialit.article import parse_article
from medialit.critique import Critique
from medialit.decisions import with_review
from medialit.export.annotations import CONTEXT, page_of, surroundings
from medialit.export.formats import FORMATS
from medialit.export.table import COLUMNS, _inert, table_of
from medialit.rules.loader import load_rules
from medialit.text.document import Block, Document, Span
from medialit.text.plain import read_plain
from medialit.yamlfile import DataError

TEXT = (
    "A shameful night\n\nIt was a shameful vote, said Ana Lopez. Experts say the vote was shameful.\n\n"
    "=1+1 is shameful, “and a disaster”, they say.\n\nIt was a shameful vote, said Ana Lopez."
)


@pytest.fixture(scope="module")
def critique() -> Critique:
    return analyze(read_plain(TEXT, "a b/ü", title=(0, 16)))


def rows(critique: Critique) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(table_of([critique])), newline="")))


def test_the_table_has_a_line_for_every_flag(critique: Critique) -> None:
    found = rows(critique)
    assert tuple(found[0]) == COLUMNS
    assert [int(row["flag"]) for row in found] == list(range(1, len(critique.flags) + 1))
    for row, flag in zip(found, critique.flags, strict=True):
        assert row["rule"] == flag.rule.id
        assert (int(row["start"]), int(row["end"])) == (flag.start, flag.end)
        if flag.scope == "text":
            assert row["words"].removeprefix("'") == TEXT[flag.start : flag.end]
    assert all(line.endswith("\r\n") for line in table_of([critique]))


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\n+1", "＝1", "\u00a0=1"])
def test_nothing_begins_a_formula(words: str) -> None:
    assert _inert(words) == f"'{words}"


@given(st.text())
def test_a_cell_is_the_words_or_inert(words: str) -> None:
    cell = _inert(words)
    assert isinstance(cell, str)
    assert cell in (words, f"'{words}")
    assert not cell.strip().startswith(tuple("=+-@＝＋－＠"))


def test_words_that_are_formulas_in_a_whole_table() -> None:
    text = "=HYPERLINK was a shameful vote, experts say."
    found = [row for row in rows(analyze(read_plain(text, "=cmd"))) if row["words"]]
    assert found
    assert all(row["article"] == "'=cmd" for row in found)


def selectors(page: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    targets = [target for item in page["items"] if item["target"] != page["id"] for target in item["target"]
               if isinstance(target, dict)]  # fmt: skip
    return [target["selector"] for target in targets if target["selector"]["type"] == kind]


def test_annotations_are_what_the_model_of_w3c_asks_for(critique: Critique) -> None:
    page = page_of(critique, "https://example.org/site/articles/x/")
    assert (page["@context"], page["type"]) == (CONTEXT, "AnnotationPage")
    assert page["id"] == "https://example.org/site/articles/x/annotations.json"
    assert len(page["items"]) == len(critique.flags)
    ids = [item["id"] for item in page["items"]]
    assert len(set(ids)) == len(ids)
    motivations = {"questioning", "commenting", "describing", "tagging"}
    for item, flag in zip(page["items"], critique.flags, strict=True):
        assert item["type"] == "Annotation"
        assert item["motivation"] in motivations
        assert {body["purpose"] for body in item["body"]} <= motivations
        assert flag.question in [body["value"] for body in item["body"]]
        assert flag.rule.id in [body["value"] for body in item["body"] if body["purpose"] == "tagging"]
        if flag.scope == "article":
            assert item["target"] == "https://example.org/site/articles/x/"
            continue
        sources = {target["source"] for target in item["target"]}
        assert sources == {"https://example.org/site/articles/x/", "https://example.org/site/articles/x/text.txt"}


def test_selectors_point_to_the_words(critique: Critique) -> None:
    page = page_of(critique)
    quotes, positions = selectors(page, "TextQuoteSelector"), selectors(page, "TextPositionSelector")
    assert len(quotes) == len(positions) > 5
    for quoted, position in zip(quotes, positions, strict=True):
        start, end = position["start"], position["end"]
        assert TEXT[start:end] == quoted["exact"]
        assert TEXT[:start].endswith(quoted.get("prefix", ""))
        assert TEXT[end:].startswith(quoted.get("suffix", ""))
        assert "\n" not in quoted.get("prefix", "") + quoted.get("suffix", "")
    repeats = sum(flag.count for flag in critique.flags if flag.scope == "text")
    assert len(quotes) == repeats


def test_names_without_an_address_are_urns(critique: Critique) -> None:
    page = page_of(critique)
    assert page["id"] == "urn:medialit:a%20b%2F%C3%BC#annotations"
    assert page["items"][0]["id"] == "urn:medialit:a%20b%2F%C3%BC#annotations-1"


def test_an_educators_flag_names_no_program() -> None:
    review = 'review:\n  by: A\n  date: 2026-04-02\n  add: [{quote: "vote", question: "Whose vote?", note: "Ask."}]\n'
    article = parse_article(f"---\ntitle: A\nrights: B\n{review}---\nThe vote is over.\n", "a", "a.md")
    critique, faults = with_review(article, analyze(read_plain("The vote is over.", "a")), load_rules()[0])
    assert faults == []
    own = next(item for item in page_of(critique)["items"] if "generator" not in item)
    assert {"Whose vote?", "Ask.", "confirmed"} <= {body["value"] for body in own["body"]}


def test_surroundings_tell_places_apart_and_stay_in_their_block() -> None:
    same = "The same words stand here again and again and again. "
    text = f"{same}One shameful end.\n\n{same}Two shameful end."
    second = len(same) + len("One shameful end.\n\n")
    document = Document("x", text, (Block(0, second - 2), Block(second, len(text))))
    places = [Span(at, at + 8) for at in range(len(text)) if text.startswith("shameful", at)]
    around = surroundings(document, places)
    assert len(set(around.values())) == 2
    assert all("\n" not in before + behind for before, behind in around.values())
    assert around[places[0]] == (text[places[0].start - 32 : places[0].start], " end.")


def test_surroundings_stop_at_what_is_no_text() -> None:
    text = "One word before, a shameful vote, and words behind."
    at = text.index("shameful")
    document = Document("x", text, (Block(0, len(text)),), gaps=(8, at + 13))
    assert surroundings(document, [Span(at, at + 8)]) == {Span(at, at + 8): (text[8:at], text[at + 8 : at + 13])}


def test_many_flags_take_time_in_proportion() -> None:
    import time

    def seconds(copies: int) -> float:
        text = "The vote was a shameful mess, and no one knows why that is.\n\n" * copies
        starts = range(text.index("shameful"), len(text), len(text) // copies)
        blocks = tuple(Block(start - 15, start + 44) for start in starts)
        document = Document("x", text, blocks)
        begun = time.process_time()
        surroundings(document, [Span(start, start + 8) for start in starts])
        return time.process_time() - begun

    def least(copies: int) -> float:
        return min(seconds(copies) for _ in range(3))  # what else the process does may cost one run some time

    assert least(8000) < 16 * max(least(1000), 0.005)


@pytest.mark.parametrize("name", FORMATS)
def test_formats_with_none_one_and_many(name: str, critique: Critique) -> None:
    for count in (0, 1, 3):
        results = [*(("x", critique) for _ in range(count)), ("bad", DataError("bad.md", 3, "no good"))]
        written = "".join(FORMATS[name](results))
        if name in ("json", "w3c"):
            listed = json.loads(written)
            assert len([one for one in listed if "error" not in one]) == count
        if name == "json":
            assert listed[-1] == {"schema": 1, "id": "bad", "error": "bad.md:3: no good"}
        if name == "jsonl":
            assert [json.loads(line)["id"] for line in written.splitlines()] == ["a b/ü"] * count + ["bad"]
        if name == "csv":
            assert len(list(csv.reader(io.StringIO(written, newline="")))) == 1 + count * len(critique.flags)
    assert "".join(FORMATS["w3c"]([])) == "[]\n"
