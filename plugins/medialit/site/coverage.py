"""The same event in other articles, side by side: how each begins, whom it hears, what the rules ask of it.

Nothing here is ranked or added up over articles: an article that argues has other figures than one that reports.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from medialit.rules.hits import Flag
from medialit.rules.model import Family
from medialit.site import words
from medialit.site.collection import Collection, Entry

FEWEST_WORDS = 100  # of the writer's own; below, a figure for every hundred would be made of one or two marks
MOST = 3  # articles beside this one
_SHORTEST_LEAD = 6  # words; a shorter paragraph is a place, a name or "For immediate release"
_LONGEST_LEAD = 320  # characters
_SOURCES = 6
# A headline's words are not among those of the body.
FAMILIES: tuple[Family, ...] = tuple(family for family in words.FAMILIES if family != "headline")


@dataclass(frozen=True, slots=True)
class Coverage:
    """One article in the comparison. `rates` holds marks for every 100 of the writer's own words, by family."""

    entry: Entry
    here: bool
    lead: str
    named: tuple[str, ...]
    more_named: int
    unnamed: int
    writer: int
    rates: dict[Family, float] | None


def lead_of(entry: Entry, longest: int = _LONGEST_LEAD) -> str:
    """The first paragraph of some length, cut behind a sentence or else a word; empty where there is none."""
    critique = entry.critique
    if not critique.paragraphs:
        return ""
    long = (span for span, own in critique.paragraphs if own.words >= _SHORTEST_LEAD)
    start, end = next(long, critique.paragraphs[0][0])
    text = critique.document.text
    if end - start <= longest:
        return " ".join(text[start:end].split())
    ends = [sentence.end for sentence in critique.document.sentences if start < sentence.end <= start + longest]
    if ends:
        return f"{' '.join(text[start : ends[-1]].split())} …"
    return f"{' '.join(text[start : start + longest].split()[:-1])} …"


def family_counts(entry: Entry) -> Counter[Family]:
    """The marks on the writer's own words in the body, by family: questions and credit, not notes on style."""
    return Counter(
        flag.rule.family
        for flag in entry.flags
        if flag.voice == "author" and flag.scope == "text" and (flag.counted or _is_credit(flag))
    )


def _is_credit(flag: Flag) -> bool:
    return flag.rule.tier == "craft" and flag.status != "dismissed"


def per_hundred(count: int, of: int) -> float:
    """A rate per 100 words."""
    return 100 * count / of if of else 0.0


def rates_of(entry: Entry) -> dict[Family, float] | None:
    """Marks for every 100 of the writer's own words, by family; None where the writer has fewer than 100 words."""
    counts, own = family_counts(entry), entry.ledger.writer
    return {family: per_hundred(counts[family], own) for family in FAMILIES} if own >= FEWEST_WORDS else None


def coverage_of(entry: Entry, here: bool = False) -> Coverage:
    """An article as the comparison shows it."""
    named = [words.capitalise(source.name) for source in entry.ledger.sources if source.named]
    return Coverage(
        entry,
        here,
        lead_of(entry),
        tuple(named[:_SOURCES]),
        max(0, len(named) - _SOURCES),
        len(entry.ledger.sources) - len(named),
        entry.ledger.writer,
        rates_of(entry),
    )


def others_of(entry: Entry, collection: Collection) -> list[Entry]:
    """The articles to put beside one: those a teacher names, then those of the same story that are nearest in time."""
    front = entry.article.front
    named = front.lesson.compare if front.lesson else ()
    found = {slug: collection.by_slug[slug] for slug in named if slug in collection.by_slug}

    def distance(other: Entry) -> tuple[int, str]:
        date = other.article.front.date
        return abs((date - front.date).days) if date and front.date else dt.timedelta.max.days, other.slug

    for other in sorted(collection.by_story.get(front.story or "", ()), key=distance)[: MOST + 1]:
        found.setdefault(other.slug, other)
    found.pop(entry.slug, None)
    return list(found.values())[:MOST]


def compared(entry: Entry, collection: Collection) -> list[Coverage]:
    """An article beside the others on its event, by date, those without one last; empty where there is no other."""
    others = others_of(entry, collection)
    if not others:
        return []
    found = [coverage_of(entry, here=True), *map(coverage_of, others)]
    return sorted(found, key=lambda one: (one.entry.article.front.date or dt.date.max, not one.here, one.entry.slug))
