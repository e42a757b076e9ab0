"""What the critique page says about how hard a text is to read."""

from __future__ import annotations

from dataclasses import dataclass

from medialit.critique import Critique
from medialit.readability import FEWEST_SENTENCES_SMOG, FEWEST_WORDS, Readability, hardest_words
from medialit.site import words

# Shorter paragraphs are passed over: one long name would make them the hardest.
_FEWEST_WORDS_PARAGRAPH = 20


@dataclass(frozen=True, slots=True)
class Reading:
    """Grades by formula, the hardest paragraph and words, and what the formulas cannot do here."""

    grades: dict[str, float]
    summary: str
    hardest_paragraph: str
    hardest_words: tuple[str, ...]
    limits: tuple[str, ...]


def _load(readability: Readability) -> float:
    """The part of Flesch–Kincaid that differs between paragraphs: long sentences, long words."""
    sentences, count = max(1, readability.sentences), max(1, readability.words)
    return 0.39 * count / sentences + 11.8 * readability.syllables / count


def _hardest_paragraph(critique: Critique) -> str:
    long = [
        (_load(own), -number, own)
        for number, (_, own) in enumerate(critique.paragraphs, 1)
        if own.words >= _FEWEST_WORDS_PARAGRAPH
    ]
    if len(long) < 2:
        return ""
    _, minus, own = max(long, key=lambda item: item[:2])
    sentences = "one sentence" if own.sentences == 1 else words.plural(own.sentences, "sentence")
    return (
        f"number {-minus}, {sentences} with {words.plural(own.words, 'word')} "
        f"of {own.syllables / own.words:.1f} syllables each, on average."
    )


def reading_of(critique: Critique) -> Reading:
    """The reading range of a text in words."""
    readability = critique.readability
    grades = {name: grade for name, grade in readability.scores.items() if grade is not None}
    limits = []
    if grades:
        low, high = min(grades.values()), max(grades.values())
        summary = (
            f"{words.plural(len(grades), 'formula')} put this text between grade {low:.1f} and grade {high:.1f} of US "
            "schools. They count the length of sentences and words. They know nothing about the topic, the argument or "
            "the reader."
        )
        if readability.scores.get("SMOG", 0) is None:
            limits.append(
                f"SMOG is left out: it is made for {FEWEST_SENTENCES_SMOG} sentences or more, and this text has "
                f"{readability.sentences}."
            )
        limits.append("Formulas differ by several grades on the same text, which is why this is a range and no score.")
    else:
        summary = (
            f"With {words.plural(readability.words, 'word')} the text is too short for the formulas, "
            f"which need at least {FEWEST_WORDS} words to say anything."
        )
    document = critique.document
    body = [sentence for sentence in document.sentences if not document.in_title(sentence.start)]
    return Reading(
        grades,
        summary,
        _hardest_paragraph(critique),
        tuple(hardest_words(document.text, body)),
        tuple(limits),
    )
