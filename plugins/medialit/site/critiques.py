"""What the critique page of an article shows, section by section. The page has no second copy of the text."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from medialit.rules.model import Family
from medialit.site import words
from medialit.site.charts import range_chart, voices_chart
from medialit.site.collection import Collection, Entry
from medialit.site.coverage import FAMILIES, FEWEST_WORDS, compared
from medialit.site.downloads import FILES
from medialit.site.headlines import lab_of
from medialit.site.notes import Note, filters_of, notes_of
from medialit.site.passage import passage_of
from medialit.site.questions import claims_of, questions_of
from medialit.site.quiz import quiz_of
from medialit.site.reading import reading_of
from medialit.site.trust import fired, review_of

SECTIONS = (
    ("notice", "What to notice"),
    ("sources", "Who speaks"),
    ("claims", "Claims to check"),
    ("well", "What it does well"),
    ("compare", "Compare"),
    ("discuss", "Discuss"),
    ("limits", "Limits"),
)
_LONGEST_CLAIM = 400  # characters


def context_of(entry: Entry, collection: Collection) -> dict[str, Any]:
    """The names that the template of the critique page uses."""
    critique, front = entry.critique, entry.article.front
    notes = notes_of(entry)
    standing = [note for note in notes if not note.dismissed]
    asked = [note for note in standing if note.rule.tier != "craft"]
    families: dict[Family, list[Note]] = {}
    for family in words.FAMILIES:
        if in_family := [note for note in asked if note.rule.family == family]:
            families[family] = in_family
    reading, coverage = reading_of(critique), compared(entry, collection)
    return {
        "entry": entry,
        "front": front,
        "readability": critique.readability,
        "sections": SECTIONS,
        "known": collection.rules,
        # What to notice
        "families": families,
        "filters": filters_of(notes),
        "credited": sum(bool(note.credited) for note in asked),
        "uncredited": sum(not note.credited for note in asked),
        # Who speaks
        "ledger": entry.ledger,
        "voices": voices_chart(entry.ledger),
        # Claims to check
        "claims": [
            (claim, words.quote(critique.document.text[claim.start : claim.end], _LONGEST_CLAIM))
            for claim in claims_of(critique)
        ],
        # What it does well
        "craft": [note for note in standing if note.rule.tier == "craft"],
        # Compare
        "coverage": coverage,
        "measured": [family for family in FAMILIES if any(one.rates and one.rates[family] for one in coverage)],
        "story": front.story if front.story in collection.stories else None,
        "fewest_words": FEWEST_WORDS,
        # Discuss
        "questions": questions_of(entry),
        "lab": lab_of(entry),
        "quiz": quiz_of(entry),
        "passage": passage_of(entry),
        # Limits
        "fired": fired(entry, notes),
        "reviewed": review_of(entry, notes),
        "reading": reading,
        "range_chart": range_chart(reading.grades),
        "downloads": FILES,
        "mistakes_to": _with_subject(collection.mistakes_to, front.title),
    }


def _with_subject(address: str, title: str) -> str:
    """Where to report a mistake; an e-mail gets the article's title as its subject."""
    return f"{address}?subject={quote(title)}" if address.startswith("mailto:") and "?" not in address else address
