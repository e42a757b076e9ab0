"""Whom "she said" means: pronouns and second mentions, resolved to speakers named before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from medialit.detect.evidence import Attribution
from medialit.detect.sourcephrases import PRONOUNS
from medialit.text.document import Document

_CANDIDATES = 3  # speakers that a pronoun may reach back over
# Words that begin a sentence or a title, and no name.
_NOT_FIRST_NAMES = frozenset("The A An In On At For But And If When Mr Mrs Ms Dr This That Its Their His Her".split())
_TITLE = re.compile(r"(Mr|Mrs|Ms|Miss|Madam)\b")
_FULL_NAME = re.compile(r"[A-Z][\w’-]{1,60}+(?:\s[A-Z][\w’.-]{0,60}+)+")


def resolve_speakers(document: Document, found: Iterable[Attribution]) -> Iterator[Attribution]:
    """Speakers of "she said" and "Lopez added": the nearest fitting one before.

    Whether a person is "he" or "she" is learnt from titles ("Mrs Adair"), from "her deputy" behind them, and from each
    pronoun that has been resolved.
    """
    people: dict[str, Attribution] = {}  # named speakers by their last word, the latest last
    gender: dict[str, str] = {}
    last: Attribution | None = None
    full_names = _full_names(document)
    for item in found:
        speaker = item.speaker or ""
        low = speaker.lower()
        if low in ("he", "she"):
            fitting = [key for key in reversed(people) if gender.get(key, low) == low]
            known = [key for key in fitting[:_CANDIDATES] if gender.get(key) == low]
            chosen = next(iter(known or fitting), None)
            if chosen:
                gender[chosen] = low
                item = _credited(item, people[chosen])
                people[chosen] = people.pop(chosen)
            elif name := _named_before(document, item.cue.start):
                item = replace(item, speaker=name, named=True)
                people[name.split()[-1]] = item
                gender[name.split()[-1]] = low
        elif low in ("they", "it", "who") and last:
            item = _credited(item, last)
        elif speaker and item.named:
            key = speaker.split()[-1]
            if key == speaker and key not in people and (full := full_names.get(key)) and full[0] < item.cue.start:
                item = replace(item, speaker=full[1])
            owner = (item.role or "").split(" ")[0].lower()
            if owner in ("her", "his") and people:
                gender.setdefault(next(reversed(people)), "she" if owner == "her" else "he")
            if title := _TITLE.match(speaker):
                gender[key] = "he" if title[1] == "Mr" else "she"
            if key in people:
                item = _credited(item, people.pop(key))
            people[key] = item
        if item.speaker and item.speaker.lower() not in PRONOUNS:
            last = item
        yield item


def _full_names(document: Document) -> dict[str, tuple[int, str]]:
    """Where each full name of two words or more first stands, and the name, by its last word."""
    names: dict[str, tuple[int, str]] = {}
    for match in _FULL_NAME.finditer(document.text, document.title.end if document.title else 0):
        words = match[0].split()
        if words[0] not in _NOT_FIRST_NAMES:
            names.setdefault(words[-1], (match.start(), match[0] if "\n" not in match[0] else " ".join(words)))
    return names


def _named_before(document: Document, position: int) -> str | None:
    """The last full name in the sentence before a position, or in the beginning of its own."""
    index = document.sentence_index(position)
    if index is None:
        return None
    start = document.sentences[max(0, index - 1)].start
    names = _FULL_NAME.findall(document.text, start, position)
    return " ".join(names[-1].split()) if names else None


def _credited(item: Attribution, earlier: Attribution) -> Attribution:
    """An attribution with the speaker of an earlier one."""
    return replace(item, named=earlier.named, speaker=earlier.speaker, role=item.role or earlier.role)
