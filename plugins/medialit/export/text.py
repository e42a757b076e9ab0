"""The analysis of one document for people to read in a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from medialit.critique import Critique

_WIDTH = 80  # columns
_LEAST = 24  # characters of words that are shown whatever else has to be
_INDENT = " " * 6

WHOSE = {"author": "the writer's words", "headline": "the headline", "quoted": "quoted", "attributed": "reported"}


def shortened(words: str, longest: int = 90) -> str:
    """The words on one line, without characters that could upset a terminal."""
    words = "".join(char if char.isprintable() else "\ufffd" for char in " ".join(words.split()))
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def lines_of(critique: Critique) -> Iterator[str]:
    """A line for each flag and one for its question, under a line on the document."""
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
        before, behind = f"  {number:>3} {flag.rule.id:<28} ", ""
        if flag.count > 1:
            behind += f" ({flag.count} times)"
        if flag.scope == "text" and flag.voice != "author":
            behind += f" [{WHOSE[flag.voice]}{f': {shortened(flag.speaker, _LEAST)}' if flag.speaker else ''}]"
        if flag.scope == "article":
            words = "the whole text"
        else:
            room = max(_LEAST, _WIDTH - len(before) - len(behind) - 2)
            words = f"“{shortened(document.text[flag.start : flag.end], room)}”"
        yield before + words + behind
        yield from textwrap.wrap(flag.rule.question, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT)
