"""Whose words: one readable case a file in `voices/`. Each says what a careful reader would say of a short text.

A case gives `text` (and `title`, put before it; `block_quote`, words of the paragraph that is a block quote) and some of
`attributions`, `no_attribution`, `voices`, `quotations`, `claims`, `no_flags`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from medialit.critique import Engine, Voices
from medialit.detect.attribution import find_attributions
from medialit.detect.claims import find_claims
from medialit.detect.evidence import Attribution, Evidence
from medialit.rules.loader import load_rules
from medialit.text.document import Document, Metadata, Span
from medialit.text.plain import read_plain

FILES = sorted((Path(__file__).parent / "voices").glob("*.yml"))
KEYS = {"about", "kind", "title", "text", "block_quote"}
EXPECTATIONS = {"attributions", "no_attribution", "voices", "quotations", "claims", "no_flags"}
PLANNED = {"certainty.scare-quotes"}  # rules that are described and not built yet: they must not fire once they are
KEYS_OF = {
    "attributions": {"speaker", "named", "cue", "content", "kind"},
    "voices": {"words", "voice", "speaker"},
    "claims": {"words", "sourcing"},
}


def _case(path: Path) -> dict[str, Any]:
    case: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return case


@cache
def _engine() -> Engine:
    return Engine(load_rules()[0])


def _document(case: dict[str, Any]) -> Document:
    text, title = case["text"].strip(), case.get("title")
    if title:
        text = f"{title}\n\n{text}"
    document = read_plain(text, "x", kind=case.get("kind", "article"), title=(0, len(title)) if title else None)
    if words := case.get("block_quote"):
        place = _place(document, words)
        blocks = [replace(b, kind="quote") if b.start <= place.start < b.end else b for b in document.blocks]
        document = replace(document, blocks=tuple(blocks))
    return document


def _place(document: Document, words: str) -> Span:
    """Where words stand first."""
    assert words in document.text, f"not in the text: {words}"
    start = document.text.index(words)
    return Span(start, start + len(words))


def _plain(words: str | None) -> str | None:
    return None if words is None else " ".join(words.split())


def _fits(expected: dict[str, Any], item: Attribution, document: Document) -> bool:
    return (
        ("speaker" not in expected or _plain(item.speaker) == expected["speaker"])
        and ("named" not in expected or item.named == expected["named"])
        and ("kind" not in expected or item.kind == expected["kind"])
        and ("cue" not in expected or expected["cue"].lower() in document.words_of(item.cue).lower())
        and all(
            any(span.covers(_place(document, words)) for span in item.content) for words in expected.get("content", [])
        )
    )


def _shown(item: Attribution, document: Document) -> str:
    content = " … ".join(document.words_of(span) for span in item.content)
    return f"{_plain(item.speaker)} (named: {item.named}) | {document.words_of(item.cue)} | {item.kind} | {content}"


def _problems(case: dict[str, Any]) -> list[str]:
    """What is not as the case says, one line each."""
    document = _document(case)
    attributions = find_attributions(document)
    problems = []
    rest = iter(attributions)
    for expected in case.get("attributions", []):
        if not any(_fits(expected, item, document) for item in rest):
            problems.append(f"no attribution {expected}; found: {[_shown(item, document) for item in attributions]}")
            break
    for words in case.get("no_attribution", []):
        place = _place(document, words)
        problems += [f"taken for a cue: {_shown(a, document)}" for a in attributions if place.touches(a.cue)]
    voices = Voices(document, attributions)
    for expected in case.get("voices", []):
        voice, speaker = voices.at(*_place(document, expected["words"]))
        if voice != expected["voice"] or ("speaker" in expected and _plain(speaker) != expected["speaker"]):
            problems.append(f"voice at “{expected['words']}” is {voice} of {speaker}, not {expected}")
    if "quotations" in case:
        found = [document.text[quotation.start : quotation.end] for quotation in document.quotations]
        if found != case["quotations"]:
            problems.append(f"quotations are {found}")
    claims = find_claims(Evidence(document, Metadata(), attributions))
    for expected in case.get("claims", []):
        place = _place(document, expected["words"])
        sourcing = next((c.sourcing for c in claims if c.start <= place.start < c.end), "no claim")
        if sourcing != expected["sourcing"]:
            problems.append(f"the claim with “{expected['words']}” is {sourcing}, not {expected['sourcing']}")
    if "no_flags" in case:
        flags = _engine().analyze(document).flags
        fired = [f for f in flags if f.rule.id in case["no_flags"]]
        problems += [f"{f.rule.id} fired on “{document.text[f.start : f.end]}”" for f in fired]
    return problems


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_voices(path: Path) -> None:
    problems = _problems(_case(path))
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_case_is_well_formed(path: Path) -> None:
    case = _case(path)
    assert case["about"] and case["text"].strip()
    assert set(case) <= KEYS | EXPECTATIONS
    assert set(case) & EXPECTATIONS
    for part, keys in KEYS_OF.items():
        assert all(set(item) <= keys for item in case.get(part, []))
    assert set(case.get("no_flags", [])) <= set(_engine().rules) | PLANNED


def test_there_are_enough_cases() -> None:
    assert len(FILES) >= 60
    assert len({_case(path)["about"] for path in FILES}) == len(FILES)
