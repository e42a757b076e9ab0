"""A short passage to try alone: shown clean, with the numbers of its notes to look up afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from medialit.site.collection import Entry
from medialit.text.document import Span

_SHORTEST, _LONGEST = 25, 110  # words


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, its number, and the numbers of the flags that ask something about the writer's words in it."""

    text: str
    paragraph: int
    notes: tuple[int, ...]


def _notes_in(entry: Entry, span: Span) -> list[tuple[int, str]]:
    return [
        (number, flag.rule.family)
        for number, flag in entry.numbered()
        if flag.counted and flag.scope == "text" and span.start <= flag.start < span.end
    ]


@lru_cache(maxsize=2)  # several pages are made of them, one after the other
def passage_of(entry: Entry) -> Passage | None:
    """The paragraph of 25 to 110 words that raises the most kinds of questions, the later of equals.

    Where the rules ask nothing in any of them it is the longest. None where no paragraph has such a length.
    """
    fit = [
        (number, span, own.words)
        for number, (span, own) in enumerate(entry.critique.paragraphs, 1)
        if _SHORTEST <= own.words <= _LONGEST
    ]
    if not fit:
        return None
    found = {number: _notes_in(entry, span) for number, span, _ in fit}

    def richness(item: tuple[int, Span, int]) -> tuple[int, int, int, int]:
        notes = found[item[0]]
        return len({family for _, family in notes}), len(notes), 0 if any(found.values()) else item[2], item[0]

    number, span, _ = max(fit, key=richness)
    text = " ".join(entry.critique.document.words_of(span).split())
    return Passage(text, number, tuple(note for note, _ in found[number]))
