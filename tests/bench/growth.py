"""How the time of an analysis grows with the text and with the number of cues; in this process, in CPU time."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator

from medialit.critique import Engine
from medialit.rules.loader import RuleSet, built_in
from medialit.rules.model import Rule
from medialit.text.document import Document
from medialit.text.plain import read_plain
from texts import body

_WORDS = ("phrases", "nouns", "verbs", "adjectives")


def copies_of_rules(copies: int) -> Iterator[Rule]:
    """The built-in rules with cues, so many times over, each time with other words."""
    for letter in "qxzv"[:copies]:
        for rule in built_in():
            cues = tuple(
                cue.model_copy(
                    update={name: tuple(word + letter for word in getattr(cue, name)) for name in _WORDS}
                    | {"patterns": ()}
                )
                for cue in rule.cues
                if any(getattr(cue, name) for name in _WORDS)
            )
            if rule.enabled and cues and not rule.detector:
                yield rule.model_copy(update={"id": f"{rule.id}-{letter}", "cues": cues})


def engine(copies: int = 0) -> Engine:
    """The built-in rules, and copies of them besides."""
    return Engine(RuleSet([*(rule for rule in built_in() if rule.enabled), *copies_of_rules(copies)]))


def document(paragraphs_of: int) -> Document:
    """A text as long as so many articles."""
    return read_plain("\n\n".join(map(body, range(paragraphs_of))), "x")


def ratio(slow: Callable[[], object], fast: Callable[[], object], runs: int) -> list[float]:
    """How many times the CPU time of one call another takes, in so many pairs, one right after the other."""

    def seconds(call: Callable[[], object]) -> float:
        start = time.process_time()
        call()
        return time.process_time() - start

    fast(), slow()  # what is loaded and compiled on first use
    return [seconds(slow) / seconds(fast) for _ in range(runs)]


def twice_the_text(runs: int = 5) -> list[float]:
    """Time for twice the text, as a multiple of that for the text. Documents are made anew: they remember."""
    ours = engine()
    return ratio(lambda: ours.analyze(document(40)), lambda: ours.analyze(document(20)), runs)


def five_times_the_cues(runs: int = 5) -> list[float]:
    """Time with five times the cues, as a multiple of that with the built-in ones."""
    many, usual = engine(4), engine()
    return ratio(lambda: many.analyze(document(20)), lambda: usual.analyze(document(20)), runs)


def shown(ratios: list[float]) -> str:
    """Median and spread."""
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
