"""Cues that are flagged only beside other flags of their family."""

from __future__ import annotations

import time
from typing import Any

import pytest
from medialit import Critique, Engine
from medialit.rules.loader import RuleSet
from medialit.rules.model import Rule
from medialit.text.plain import read_text_file


def rule_of(*cues: dict[str, Any], id: str = "words.test", **fields: Any) -> Rule:  # noqa: A002
    return Rule.model_validate(
        {
            "id": id, "name": "Test", "family": id.split(".")[0], "tier": "notice", "question": "Why?",
            "definition": "d", "why": "w", "fine": "f", "sources": ["s"], "cues": cues,
            "must_flag": ["a"] * 5, "must_pass": ["a"] * 5, **fields,
        }
    )  # fmt: skip


STRONG = {"phrases": ["dire", "vile"]}


def critique_of(text: str, company: str = "nearby", *others: Rule) -> Critique:
    rule = rule_of(STRONG, {"phrases": ["crisis", "threat"], "company": company})
    return Engine(RuleSet([rule, *others])).analyze(read_text_file(text, "x"))


def words(critique: Critique) -> list[str]:
    return [critique.document.text[flag.start : flag.end] for flag in critique.flags]


@pytest.mark.parametrize(
    ("text", "sentence", "nearby"),
    [
        ("A crisis came.", [], []),
        ("A dire crisis came.", ["dire", "crisis"], ["dire", "crisis"]),
        ("A crisis came, and it was dire.", ["crisis", "dire"], ["crisis", "dire"]),
        ("A crisis came. It was dire.", ["dire"], ["crisis", "dire"]),
        ("It was dire. A crisis came.", ["dire"], ["dire", "crisis"]),
        ("It was dire. It rained. A crisis came.", ["dire"], ["dire"]),
        ("A crisis and a threat came.", [], []),
        ("A crisis came.\n\nIt was dire.", ["dire"], ["crisis", "dire"]),
    ],
)
def test_company(text: str, sentence: list[str], nearby: list[str]) -> None:
    assert words(critique_of(text, "sentence")) == sentence
    assert words(critique_of(text, "nearby")) == nearby


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The plan is dire,” said Ana Reyle. A crisis came.", ["dire"]),
        ("“The plan is dire, a crisis,” said Ana Reyle.", ["dire", "crisis"]),
        ("“The plan is dire,” said Ana Reyle. “It is a crisis,” said Bo Lund.", ["dire"]),
        ("Dire Plan\n\nA crisis came.", ["Dire", "crisis"]),
    ],
)
def test_company_is_of_the_same_voice(text: str, expected: list[str]) -> None:
    assert words(critique_of(text)) == expected


def test_company_is_of_the_same_family() -> None:
    text = "A crisis came, and many were late."
    many = {"phrases": ["many"]}
    assert words(critique_of(text, "nearby", rule_of(many, id="words.many"))) == ["crisis", "many"]
    assert words(critique_of(text, "nearby", rule_of(many, id="certainty.many"))) == ["many"]
    assert words(critique_of(text, "nearby", rule_of(many, id="words.many", companion=False))) == ["many"]


def test_words_are_no_company_for_themselves() -> None:
    dire = rule_of({"phrases": ["dire crisis"]}, id="words.dire")
    assert words(critique_of("A dire crisis came.", "nearby", dire)) == ["dire crisis"]
    both = rule_of({"phrases": ["crisis"]}, {"phrases": ["crisis"], "company": "nearby"})
    assert words(Engine(RuleSet([both])).analyze(read_text_file("A crisis came.", "x"))) == ["crisis"]


@pytest.mark.parametrize(
    ("text", "company", "reason"),
    [
        ("A dire crisis came.", "sentence", "Can be a plain word; here “dire” stands in the same sentence."),
        ("A crisis came. Vile and dire.", "nearby", "Can be a plain word; here “vile” and “dire” stand close by."),
    ],
)
def test_the_reason_names_the_company(text: str, company: str, reason: str) -> None:
    flags = critique_of(text, company).flags
    assert [flag.reason for flag in flags if flag.reason] == [reason]


def test_a_sentence_full_of_company_takes_linear_time() -> None:
    def seconds(words: int) -> float:
        text = "A " + "dire crisis and vile threat, " * words
        begin = time.process_time()
        critique_of(text)
        return time.process_time() - begin

    seconds(10)
    assert seconds(4000) < 25 * max(seconds(400), 0.01)
