"""What is printed for a class: a worksheet without marks for students, and a key with marks and answers for teachers.

Both are pages of their own beside the article, outside the theme: made for paper, without scripts, not in search.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from medialit.critique import Critique
from medialit.detect.evidence import Claim
from medialit.site import urls
from medialit.site.collection import Entry
from medialit.site.headlines import lab_of
from medialit.site.notes import notes_of
from medialit.site.pages import render
from medialit.site.passage import passage_of
from medialit.site.questions import Question, claims_of, questions_of, quoted
from medialit.site.quiz import quiz_of
from medialit.site.sanitise import without_marks

_CLAIMS, _QUESTIONS, _QUIZ, _SOURCES = 3, 4, 3, 6
_LONGEST_CLAIM = 260  # characters
_STEPS = {"mark": 8, "who speaks": 6, "claims": 8, "headline": 5, "discuss": 10}  # minutes
_SHORTEST_LESSON = 12  # minutes for all steps but reading; less is too little for all of them

_OWN_REF = re.compile(r'<a\b[^>]*class="(ml-ref [^"]*)"(?:[^>"]|"[^"]*")*data-n="([^"]*)"(?:[^>"]|"[^"]*")*></a>')
_WAY_BACK = re.compile(r'<a\b(?:[^<>"]|"[^"]*")*\bclass="footnote-backref"(?:[^<>"]|"[^"]*")*>[^<]*</a>')
_LINK = re.compile(r'<a\b(?:[^<>"]|"[^"]*")*>')
_IMAGE = re.compile(r'(<img\b(?:[^<>"]|"[^"]*")*?\bsrc=")(?![a-z][a-z0-9+.-]*:|/|#)', re.IGNORECASE)
_ID = re.compile(r'(<[a-z][a-z0-9]*\b(?:[^<>"]|"[^"]*")*?) id="[^"]*"')


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the lesson and its minutes."""

    name: str
    minutes: int


def steps_of(entry: Entry) -> list[Step]:
    """The parts of a lesson with the worksheet; they fill the lesson's time, if a teacher gives one that is enough."""
    lesson = entry.article.front.lesson
    reading = entry.readability.minutes + 1
    rest = (lesson.minutes - reading) if lesson and lesson.minutes else 0
    usual = sum(_STEPS.values())
    minutes = dict(_STEPS)
    if rest >= _SHORTEST_LESSON:
        minutes = {name: max(1, usually * rest // usual) for name, usually in _STEPS.items()}
        minutes["discuss"] += rest - sum(minutes.values())
    return [Step("read clean", reading), *(Step(name, own) for name, own in minutes.items())]


def _claims_to_check(critique: Critique) -> list[Claim]:
    """Three claims in the order of the text: one of each sourcing where there are, then those easiest to check."""
    fit = [claim for claim in claims_of(critique) if claim.end - claim.start <= _LONGEST_CLAIM]
    fit.sort(key=lambda claim: (-claim.checkable, claim.start))
    chosen = [next((c for c in fit if c.sourcing == kind), None) for kind in ("unsourced", "unnamed", "sourced")]
    kept = [claim for claim in chosen if claim]
    kept += [claim for claim in fit if claim not in kept][: _CLAIMS - len(kept)]
    return sorted(kept, key=lambda claim: claim.start)


def _to_discuss(entry: Entry) -> list[Question]:
    """The teacher's own questions first, then the first and the last ones made."""
    asked = questions_of(entry)
    own = [question for question in asked if question.own]
    made = [question for question in asked if not question.own]
    room = max(0, _QUESTIONS - len(own))
    return [*own, *made[: max(0, room - 2)], *made[-2:][-room:]] if room else own


def on_paper(body: str, *, marked: bool) -> str:
    """The HTML of an article's text for a sheet: no links, no ids, pictures found from one folder below.

    With `marked`, marks stay and the numbers of their notes are printed behind them.
    """
    numbered = r'<sup class="\1">\2</sup>'
    body = _OWN_REF.sub(numbered, body) if marked else without_marks(body)
    body = _WAY_BACK.sub("", body)
    body = _LINK.sub('<span class="link">', body).replace("</a>", "</span>")
    return _ID.sub(r"\1", _IMAGE.sub(r"\1../", body))


def _context(entry: Entry) -> dict[str, Any]:
    document = entry.critique.document
    return {
        "entry": entry,
        "front": entry.article.front,
        "readability": entry.readability,
        "sources": sorted(entry.ledger.sources, key=lambda source: not source.named)[:_SOURCES],
        "claims": [
            (claim, quoted(document.words_of((claim.start, claim.end)), _LONGEST_CLAIM))
            for claim in _claims_to_check(entry.critique)
        ],
        "lab": lab_of(entry),
        "questions": _to_discuss(entry),
        "quiz": quiz_of(entry)[:_QUIZ],
        "passage": passage_of(entry),
    }


def worksheet_html(entry: Entry, body: str) -> str:
    """The worksheet of an article, a whole HTML page. `body` is the sanitised HTML of its text, marked or not."""
    return _worksheet(entry, body, _context(entry))


def key_html(entry: Entry, body: str) -> str:
    """The teacher key of an article, a whole HTML page."""
    return _key(entry, body, _context(entry))


def _worksheet(entry: Entry, body: str, context: dict[str, Any]) -> str:
    text = Markup(on_paper(body, marked=False))  # noqa: S704
    return render("worksheet.html", urls.worksheet_url(entry.slug), text=text, **context)


def _key(entry: Entry, body: str, context: dict[str, Any]) -> str:
    return render(
        "key.html",
        urls.key_url(entry.slug),
        text=Markup(on_paper(body, marked=True)),  # noqa: S704
        notes=[note for note in notes_of(entry) if not note.dismissed],
        steps=steps_of(entry),
        ledger=entry.ledger,
        **context,
    )


def sheets_of(entry: Entry, body: str) -> tuple[tuple[str, str], ...]:
    """Worksheet and key of an article, given with the HTML of its text, as files with their addresses."""
    context = _context(entry)
    return (
        (f"{urls.worksheet_url(entry.slug)}index.html", _worksheet(entry, body, context)),
        (f"{urls.key_url(entry.slug)}index.html", _key(entry, body, context)),
    )
