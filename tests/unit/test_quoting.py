"""Quotation marks that keep a distance: whose words they are, and what they cost."""

from __future__ import annotations

import time

import pytest
from medialit import Flag, analyze


def scare_quotes(text: str) -> list[Flag]:
    return [flag for flag in analyze(text).flags if flag.rule.id == "certainty.scare-quotes"]


def test_the_distance_is_the_writers() -> None:
    (flag,) = scare_quotes("A harbour for nobody\n\nThe mill’s “friends” stayed away when the roof fell in.")
    assert (flag.voice, flag.speaker, flag.counted) == ("author", None, True)


def test_in_a_headline_it_is_the_headlines() -> None:
    (flag,) = scare_quotes("Council keeps its “promise” again\n\nThe pool has closed. It rained on Monday.")
    assert flag.voice == "headline"


@pytest.mark.parametrize(
    "text",
    [
        "Moreau said the “experts” were wrong.",
        "“Their plan is a slow reform of the harbour,” said Lind. The “reform” has begun.",
        "The plan is “slow and unfair to those who fish”. The “plan” has begun.",
        "The “Old Mill” is open.",
        "They sold a “ghost forest” to the town.",
    ],
    ids=["said", "said-before", "longer-quotation", "name", "new-term"],
)
def test_citing_is_no_distance(text: str) -> None:
    assert scare_quotes(text) == []


@pytest.mark.parametrize("piece", ["The “plan” is off. ", "the “plan” and ", "“", "the “plan”, “a b c d e f”, "])
def test_the_time_is_linear(piece: str) -> None:
    def seconds(count: int) -> float:
        begin = time.process_time()
        scare_quotes("A title\n\n" + piece * count)
        return time.process_time() - begin

    seconds(10)  # loads the rules
    assert seconds(2000) < 12 * max(seconds(500), 0.05)
