"""How far to trust the marks of one article: what a person decided about them, and how often their rules are right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from medialit.precision import Precision, measurements
from medialit.rules.model import Rule
from medialit.site.collection import Entry
from medialit.site.notes import Note, by_rule


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that marked something here, how often, and its measured precision; None where it is not measured yet."""

    rule: Rule
    times: int
    precision: Precision | None


def fired(entry: Entry, notes: Iterable[Note]) -> list[Fired]:
    """The rules that marked something in an article, those that did so most often first."""
    found = {number for number, flag in entry.numbered() if flag.origin == "rule"}
    groups = by_rule(note for note in notes if note.number in found)
    made = [Fired(rule, len(own), measurements().of(rule)) for rule, own in groups]
    return sorted(made, key=lambda one: -one.times)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a person decided: how many marks they confirmed and added, which they set aside, how many are open."""

    by: str
    date: dt.date
    confirmed: int
    added: int
    dismissed: tuple[Note, ...]
    open: int


def review_of(entry: Entry, notes: Iterable[Note]) -> Reviewed | None:
    """The review of an article; None where nobody has looked at its marks."""
    review = entry.article.front.review
    if review is None:
        return None
    flags = entry.flags
    return Reviewed(
        review.by,
        review.date,
        confirmed=sum(flag.status == "confirmed" and flag.origin == "rule" for flag in flags),
        added=sum(flag.origin == "educator" for flag in flags),
        dismissed=tuple(note for note in notes if note.dismissed),
        open=sum(flag.status == "open" for flag in flags),
    )
