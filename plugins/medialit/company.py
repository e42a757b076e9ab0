"""Words that are plain by themselves, and loaded where the same speaker is already judging."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from medialit.rules.hits import Company, Flag
from medialit.text.document import Document

_SHOWN = 3  # companions that a reason names


def _speaker(flag: Flag) -> tuple[str, str | None]:
    """Whose judgement a flag is part of; the headline is the writer's."""
    return ("author", None) if flag.voice == "headline" else (flag.voice, flag.speaker)


def _reason(words: Iterable[str], company: Company) -> str:
    quoted = [f"“{word}”" for word in dict.fromkeys(words)][:_SHOWN]
    named = quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
    where = "in the same sentence" if company == "sentence" else "close by"
    return f"Can be a plain word; here {named} {'stands' if len(quoted) == 1 else 'stand'} {where}."


def in_company(found: Iterable[tuple[Flag, Company | None]], document: Document) -> list[Flag]:
    """The flags that need no company, and those that have it, with the reason; in the order given.

    Company is a flag of the same family and speaker, on other words, that needs none itself; see `Rule.companion`.
    Takes time in proportion to the flags: each looks at a few of its own sentence and of the two beside it.
    """
    found = list(found)
    alone: dict[tuple[str, tuple[str, str | None], int], list[Flag]] = {}
    for flag, company in found:
        index = document.sentence_index(flag.start)
        if company is None and flag.rule.companion and index is not None and flag.scope == "text":
            alone.setdefault((flag.rule.family, _speaker(flag), index), []).append(flag)
    kept = []
    for flag, company in found:
        if company is None:
            kept.append(flag)
            continue
        index = document.sentence_index(flag.start)
        if index is None:
            continue
        near = (index,) if company == "sentence" else (index, index - 1, index + 1)
        others = [
            other
            for place in near
            for other in _around(alone.get((flag.rule.family, _speaker(flag), place), []), flag.start)
            if other.end <= flag.start or flag.end <= other.start
        ]
        if others:
            reason = _reason((document.folded[other.start : other.end] for other in others), company)
            kept.append(replace(flag, reason=reason))
    return kept


def _around(flags: list[Flag], position: int) -> list[Flag]:
    """The few flags of a sentence that lie nearest to a position: a sentence may be as long as the text."""
    at = bisect_left(flags, position, key=lambda flag: flag.start)
    return flags[max(0, at - _SHOWN) : at + _SHOWN + 1]
