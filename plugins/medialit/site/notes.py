"""A flag as its note shows it, on the article, the critique and the technique pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from medialit.markup.marks import classes_of
from medialit.rules.hits import Flag
from medialit.rules.model import Rule
from medialit.site import words
from medialit.site.collection import Entry


@dataclass(frozen=True, slots=True)
class Note:
    """One flag in the words of a page. `classes` are those of its mark, `decision` and `remark` a reviewer's.

    `marked` is whether its mark stands in the text.
    """

    number: int
    rule: Rule
    classes: str
    question: str
    words: str
    reason: str
    times: str
    whose: str
    sort: str
    marked_by: str
    credited: str
    whole_article: bool
    marked: bool
    counted: bool
    dismissed: bool
    decision: str
    remark: str


def note_of(number: int, flag: Flag, text: str, reviewer: str | None = None, *, marked: bool = True) -> Note:
    """The note of one flag of a text, which somebody may have reviewed."""
    voiced = flag.voice in ("quoted", "attributed")
    whole = flag.scope == "article"
    whose = words.whose_words(flag)
    return Note(
        number=number,
        rule=flag.rule,
        classes=classes_of(flag),
        question=flag.question,
        words="" if whole else words.quote(text[flag.start : flag.end]),
        reason=flag.reason or "",
        times=words.times(flag.count) if flag.count > 1 else "",
        whose="The whole article" if whole else whose,
        sort=words.sort_of_flag(flag),
        marked_by=words.marked_by(flag, reviewer),
        credited=whose if voiced else "",
        whole_article=whole,
        marked=marked and not whole,
        counted=flag.counted,
        dismissed=flag.status == "dismissed",
        decision=words.decision(flag, reviewer),
        remark=flag.note or "",
    )


@lru_cache(maxsize=2)  # several pages are made of them, one after the other
def notes_of(entry: Entry) -> list[Note]:
    """The notes of an article, in the order of their numbers."""
    text, review = entry.text, entry.article.front.review
    by = review.by if review else None
    return [note_of(number, flag, text, by, marked=entry.marked) for number, flag in entry.numbered()]


def by_rule(notes: Iterable[Note]) -> list[tuple[Rule, list[Note]]]:
    """The notes grouped by rule, in the order in which the rules first occur."""
    groups: dict[str, list[Note]] = {}
    for note in notes:
        groups.setdefault(note.rule.id, []).append(note)
    return [(own[0].rule, own) for own in groups.values()]


@dataclass(frozen=True, slots=True)
class Filter:
    """A check box over the text and how many flags it governs."""

    id: str
    name: str
    classes: str
    count: int
    on: bool = True


@dataclass(frozen=True, slots=True)
class Filters:
    """The check boxes of an article in their three groups; boxes that would govern nothing are left out."""

    questions: tuple[Filter, ...]
    uncounted: tuple[Filter, ...]
    credit: tuple[Filter, ...]
    total: int


def filters_of(notes: Iterable[Note]) -> Filters:
    """The filters for an article's notes. Words of people quoted obey their own box besides that of their family."""
    counts: dict[str, int] = dict.fromkeys((*words.FILTERS, "note", "craft", "quoted", "dismissed"), 0)
    present: set[str] = set()
    group = {family: name for name, (_, families) in words.FILTERS.items() for family in families}
    total = 0
    for note in notes:
        name = "note" if note.rule.tier == "note" else group.get(note.rule.family, "craft")
        name = "quoted" if note.credited else "dismissed" if note.dismissed else name
        present.add(name)
        counts[name] += 1
        total += note.counted
    questions = tuple(
        Filter(name, label, f"ml-{name}", counts[name]) for name, (label, _) in words.FILTERS.items() if name in present
    )
    rest = {
        "note": Filter("note", "Hedges and style", "ml-certainty ml-note", counts["note"]),
        "quoted": Filter("quoted", "Words of people quoted", "ml-quoted", counts["quoted"], on=False),
        "dismissed": Filter("dismissed", "Set aside in review", "ml-dismissed", counts["dismissed"]),
        "craft": Filter("craft", "Done well", "ml-craft", counts["craft"]),
    }
    return Filters(
        questions,
        tuple(rest[name] for name in ("note", "quoted", "dismissed") if name in present),
        tuple(rest[name] for name in ("craft",) if name in present),
        total,
    )
