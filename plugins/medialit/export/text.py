"""The analysis of one document for people to read in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from medialit.critique import Critique

WHOSE = {"author": "the writer's words", "headline": "the headline", "quoted": "quoted", "attributed": "reported"}


def shortened(words: str, longest: int = 90) -> str:
    """The words on one line, without characters that could upset a terminal."""
    words = "".join(char if char.isprintable() else "\ufffd" for char in " ".join(words.split()))
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def lines_of(critique: Critique) -> Iterator[str]:
    """One line a flag, under a line on the document."""
    document, readability = critique.document, critique.readability
    counted = sum(flag.counted for flag in critique.flags)
    range_ = (
        f"grades {readability.grade_low:.0f}-{readability.grade_high:.0f}"
        if readability.grade_low is not None and readability.grade_high is not None
        else "too short for a reading range"
    )
    questions = f"{counted} question" + ("" if counted == 1 else "s")
    yield f"{document.id}: {readability.words} words, {range_}, {questions}"
    for number, flag in enumerate(critique.flags, 1):
        words = "the whole text" if flag.scope == "article" else f"“{shortened(document.text[flag.start : flag.end])}”"
        whose = "" if flag.scope == "article" or flag.voice == "author" else f" [{WHOSE[flag.voice]}"
        if whose:
            whose += f": {shortened(flag.speaker)}]" if flag.speaker else "]"
        times = f" ({flag.count} times)" if flag.count > 1 else ""
        yield f"  {number:>3} {flag.rule.id:<28} {words}{times}{whose} {flag.rule.question}"
