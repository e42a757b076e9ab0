"""What the critique page says about how hard a text is to read."""

from __future__ import annotations

from dataclasses import dataclass

from medialit.critique import Critique
from medialit.readability import FEWEST_SENTENCES_SMOG, FEWEST_WORDS, Readability, count_syllables, hardest_words
from medialit.site import words

# Shorter paragraphs are passed over: one long name would make them the hardest.
_FEWEST_WORDS_PARAGRAPH = 20


# What each formula counts, besides the words of a sentence.
_COUNTS = {
    "Flesch–Kincaid": "syllables of a word",
    "Gunning fog": "the share of words of three syllables or more that are not on a list of familiar words",
    "SMOG": "words of three syllables or more in 30 sentences; it does not count the words of a sentence",
    "Coleman–Liau": "letters of a word",
    "ARI": "characters of a word",
    "Dale–Chall": "the share of words that are not on a list of 3,000 that ten-year-olds know",
}


@dataclass(frozen=True, slots=True)
class Hard:
    """A paragraph that is harder than most: its number, how it begins, its sentences, words and syllables."""

    number: int
    begins: str
    sentences: int
    words_a_sentence: float
    syllables_a_word: float


@dataclass(frozen=True, slots=True)
class Reading:
    """Grades by formula, the hardest paragraph and words, and what the formulas cannot do here."""

    grades: dict[str, float]
    summary: str
    figures: str
    formulas: tuple[tuple[str, str], ...]
    hardest_paragraphs: tuple[Hard, ...]
    hardest_words: tuple[tuple[str, int], ...]
    limits: tuple[str, ...]


def _load(readability: Readability) -> float:
    """The part of Flesch–Kincaid that differs between paragraphs: long sentences, long words."""
    sentences, count = max(1, readability.sentences), max(1, readability.words)
    return 0.39 * count / sentences + 11.8 * readability.syllables / count


def _hardest_paragraphs(critique: Critique) -> tuple[Hard, ...]:
    """The three that weigh most, the heaviest first; none where there are too few to choose from."""
    long = [
        (_load(own), -number, span, own)
        for number, (span, own) in enumerate(critique.paragraphs, 1)
        if own.words >= _FEWEST_WORDS_PARAGRAPH
    ]
    if len(long) < 2:
        return ()
    hardest = sorted(long, key=lambda item: item[:2], reverse=True)[: min(3, len(long) - 1)]
    return tuple(
        Hard(
            -minus,
            " ".join(critique.document.words_of(span).split()[:7]),
            own.sentences,
            own.words / max(1, own.sentences),
            own.syllables / own.words,
        )
        for _, minus, span, own in hardest
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
    figures = (
        f"{words.plural(readability.sentences, 'sentence')} of "
        f"{readability.words / max(1, readability.sentences):.1f} words on average, and "
        f"{readability.syllables / max(1, readability.words):.2f} syllables a word"
    )
    if readability.flesch_reading_ease is not None:
        figures += f"; Flesch reading ease {readability.flesch_reading_ease:.0f} (100 is very easy, 0 very hard)"
    document = critique.document
    body = [sentence for sentence in document.sentences if not document.in_title(sentence.start)]
    return Reading(
        grades,
        summary,
        figures,
        tuple((name, _COUNTS[name]) for name in grades),
        _hardest_paragraphs(critique),
        tuple((word, count_syllables(word)) for word in hardest_words(document.text, body)),
        tuple(limits),
    )
