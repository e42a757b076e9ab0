"""The record of a critique: its schema, JSON, and what people read in a terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import medialit
import pytest
from hypothesis import given
from hypothesis import strategies as st
from medialit import Engine, Metadata, analyze, load_rules
from medialit.export.record import error_of, record_of
from medialit.export.text import lines_of
from medialit.text.plain import read_plain, read_text_file

SCHEMA = json.loads((Path(medialit.__file__).parent / "data" / "critique.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
ENGINE = Engine(load_rules()[0])
TEXTS = {
    "empty": "",
    "short": "It rained.",
    "headline and body": "Is the Pool a Disaster?\n\nThe pool is shameful. It was shameful to build it.",
    "speakers": "“The plan is shameful,” said Ana Reyle, an engineer. Officials said it was shameful.",
    "credited to nobody": "It is believed that the bridge will never open. Some 43 percent of visitors left.",
    "signs": "😀 “It never worked,” said Élise\r\nMoreau — naïve? \u2028\u0301 ﬁn.",
    "long": "The mayor opened the bridge on Monday and thanked the workers of the town. " * 20,
}


def keys_of(part: str) -> dict[str, Any]:
    found: dict[str, Any] = SCHEMA["$defs"][part]["properties"]
    return found


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_records_fit_the_schema_and_survive_json(text: str) -> None:
    record = record_of(analyze(text, Metadata("news")))
    VALIDATOR.validate(record)
    assert json.loads(json.dumps(record)) == record
    assert json.loads(json.dumps(record, ensure_ascii=False)) == record
    assert record["text"] == text


@given(st.text(max_size=60))
def test_any_text_has_a_record(text: str) -> None:
    VALIDATOR.validate(record_of(ENGINE.analyze(read_text_file(text, "x"))))


def test_a_record_says_all_that_was_found() -> None:
    found = analyze(TEXTS["headline and body"] + " " + TEXTS["speakers"])
    record = record_of(found)
    assert (record["schema"], record["id"], record["title"]) == (1, "text", [0, 23])
    assert [flag["rule"] for flag in record["flags"]] == [flag.rule.id for flag in found.flags]
    assert {flag["voice"] for flag in record["flags"]} >= {"author", "headline", "quoted"}
    assert "Ana Reyle" in [flag["speaker"] for flag in record["flags"]]
    assert any(flag["repeats"] for flag in record["flags"])
    assert [item["speaker"] for item in record["attributions"]] == [a.speaker for a in found.attributions]
    assert len(record["claims"]) == len(found.claims) > 0
    assert len(record["sentences"]) == len(found.document.sentences)
    assert record["readability"]["words"] == found.readability.words


def test_the_schema_names_every_key_that_is_written() -> None:
    record = record_of(analyze(TEXTS["headline and body"] + " " + TEXTS["speakers"]))
    assert set(record) == set(SCHEMA["oneOf"][1]["properties"])
    for part, written in (("flag", "flags"), ("attribution", "attributions"), ("claim", "claims")):
        assert set(record[written][0]) == set(keys_of(part))
    assert set(record["readability"]) == set(keys_of("readability"))


@pytest.mark.parametrize(
    "change",
    [
        {"schema": 2},
        {"text": None},
        {"title": [1]},
        {"flags": [{}]},
        {"sentences": [{"start": -1, "end": 2}]},
        {"claims": [{"start": 0, "end": 1, "checkable": 2, "sourcing": "sourced"}]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_schema_refuses_what_is_no_record(change: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid({**record_of(analyze(TEXTS["speakers"])), **change})


def test_a_document_that_can_not_be_analysed() -> None:
    record = error_of("x", "no JSON")
    VALIDATOR.validate(record)
    assert record == {"schema": 1, "id": "x", "error": "no JSON"}


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_lines() -> None:
    head, *lines = lines_of(analyze(TEXTS["headline and body"] + " " + TEXTS["speakers"]))
    assert head.startswith("text: 2")
    assert "question" in head
    numbered = [line for line in lines if not line.startswith(" " * 6)]
    assert [int(line.split()[0]) for line in numbered] == [*range(1, len(numbered) + 1)]
    assert len(lines) >= 2 * len(numbered) > 0, "each with its question below"
    assert max(map(len, lines)) <= 80
    shown = "\n".join(lines)
    assert "“shameful” (2 times)" in shown
    assert "[the headline]" in shown
    assert "[quoted: Ana Reyle]" in shown
    assert "[reported: Officials]" in shown
    assert "the whole text" in shown


@pytest.mark.parametrize(("text", "head"), [
    ("", "x: 0 words, too short for a reading range, 0 questions"),
    ("The dog never listens.", "x: 4 words, too short for a reading range, 1 question"),
])  # fmt: skip
def test_the_line_on_the_document(text: str, head: str) -> None:
    rules = {"words.absolute": load_rules()[0]["words.absolute"]}
    assert next(lines_of(Engine(rules).analyze(read_plain(text, "x")))) == head


def test_a_long_text_has_a_reading_range() -> None:
    head = next(lines_of(analyze(TEXTS["long"])))
    assert head.startswith("text: 280 words, grades ")


@given(st.lists(st.sampled_from(["never", "Ana\nReyle said", "\x1b[31m", "\r\n", "\0", "“", "”", "\x85", "some say"])))
def test_every_line_is_one_line(pieces: list[str]) -> None:
    for line in lines_of(ENGINE.analyze(read_plain(" ".join(pieces), "x"))):
        assert line.isprintable()
        assert len(line) <= 100, "one with a long name of a speaker"


def test_long_words_are_shortened() -> None:
    (line,) = [x for x in lines_of(analyze("“" + "The regime, " * 3 + "never " * 60 + "again.")) if "…" in x][:1] or [
        ""
    ]
    assert len(line) <= 80
