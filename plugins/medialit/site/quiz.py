"""The quiz of an article: a teacher's own questions, then some made from the marks that a person has confirmed.

A made question shows a few passages of the article and asks of which one a reader would put the technique's question
to the writer. One passage holds the confirmed words. The others are words of people quoted, passages in which nothing
is marked at all, and, where these are few, passages that raise a question of another family. A reasoned "it depends"
is always accepted: even trained readers agree only moderately.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from medialit.readability import WORD
from medialit.rules.hits import Flag
from medialit.site import words
from medialit.site.collection import Entry
from medialit.site.questions import quoted
from medialit.text.document import Document, Span

_MADE = 5  # questions made from marks
_PASSAGES = 4  # to choose from
_REACH = 6  # words shown on either side of marked ones
_PLAIN = 12  # words of a passage without a mark
_ENOUGH = 6  # passages without a mark, so that they don't come again in every question
_LONGEST_MARK = 14  # words; longer marks would give themselves away


@dataclass(frozen=True, slots=True)
class Option:
    """A passage to choose: its letter, whether it is right, and why or why not."""

    letter: str
    text: str
    right: bool
    why: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question of the quiz. `note` is the number of the confirmed flag; None in a teacher's own question."""

    question: str
    options: tuple[Option, ...]
    explanation: str
    note: int | None = None

    @property
    def letters(self) -> str:
        """The letters of the right options."""
        return words.listed([option.letter for option in self.options if option.right], "or", quoted=False)


def _own(entry: Entry) -> Iterator[Item]:
    lesson = entry.article.front.lesson
    for own in lesson.quiz if lesson else ():
        options = tuple(
            Option(chr(ord("A") + at), text, at + 1 in own.answer, "") for at, text in enumerate(own.options)
        )
        yield Item(own.question, options, own.explanation or "")


def _window(document: Document, span: Span, reach: int) -> Span:
    """The span with some words on either side, within its sentence."""
    sentence = document.sentence_at(span.start) or span
    places = [match.span() for match in WORD.finditer(document.text, *sentence)]
    before = [start for start, _ in places if start < span.start][-reach:]
    after = [end for _, end in places if end > span.end][:reach]
    return Span(min([*before, span.start]), max([*after, span.end]))


def _shown(document: Document, span: Span) -> str:
    sentence = document.sentence_at(span.start) or span
    left = "… " if span.start > sentence.start else ""
    right = " …" if span.end < sentence.end else ""
    return f"{left}{' '.join(document.words_of(span).split())}{right}"


def _plain_passages(entry: Entry) -> list[Span]:
    """Pieces of sentences in which nothing is marked and nobody is quoted, in the order of the text."""
    document = entry.critique.document
    marked = {
        sentence
        for flag in entry.flags
        if flag.scope == "text"
        for place in (Span(flag.start, flag.end), *flag.repeats)
        for sentence in (document.sentence_at(place.start), document.sentence_at(place.end - 1))
    }
    found = []
    for sentence in document.sentences:
        block = document.block_at(sentence.start)
        if sentence in marked or block is None or block.kind != "paragraph" or document.quotations_in(sentence):
            continue
        places = [match.span() for match in WORD.finditer(document.text, *sentence)]
        if _PLAIN <= len(places) <= _PLAIN + 2:
            found.append(sentence)
        elif len(places) > _PLAIN:
            # Somewhere in the sentence, as marked words are: a passage must not stand out by how it begins.
            first = sentence.start * 7 % (len(places) - _PLAIN)
            found.append(Span(places[first][0] if first else sentence.start, places[first + _PLAIN - 1][1]))
    return found


def _quoted_passages(entry: Entry, family: str) -> list[tuple[Span, str]]:
    """Words that the writer quotes and that raise a question of the same family, with their speakers."""
    document = entry.critique.document
    found = []
    for flag in entry.flags:
        quotation = document.quotation_at(flag.start)
        if flag.voice == "quoted" and flag.rule.family == family and flag.status != "dismissed" and quotation:
            window = _window(document, Span(flag.start, flag.end), _REACH)
            inside = Span(max(window.start, quotation.start), min(window.end, quotation.end))
            found.append((inside, flag.speaker or "somebody whom the text does not name"))
    return found


def _other_passages(entry: Entry, flag: Flag, right: Span) -> list[tuple[Span, str]]:
    """Confirmed words of the writer that raise a question of another family, away from the right passage."""
    document = entry.critique.document
    found: list[tuple[Span, str]] = []
    for _, other in _fit(entry):
        window = _window(document, Span(other.start, other.end), _REACH)
        taken = [right, *(span for span, _ in found)]
        if other.rule.family != flag.rule.family and not any(window.touches(span) for span in taken):
            name = words.sentence_case(words.typographic(other.rule.name))
            found.append((window, f"Something else is marked here: {name}."))
    return found


def _fit(entry: Entry) -> list[tuple[int, Flag]]:
    """Confirmed marks on a few of the writer's own words, one of each technique."""
    document = entry.critique.document
    found: dict[str, tuple[int, Flag]] = {}
    for number, flag in entry.numbered():
        if not (flag.status == "confirmed" and flag.counted and flag.scope == "text"):
            continue
        if len(WORD.findall(document.text, flag.start, flag.end)) <= _LONGEST_MARK:
            found.setdefault(flag.rule.id, (number, flag))
    return list(found.values())


def _made(entry: Entry) -> Iterator[Item]:
    document, slug = entry.critique.document, entry.slug
    fit = _fit(entry)[:_MADE]
    if not fit:
        return
    plain = [(span, "Nothing is marked here.") for span in _plain_passages(entry)]
    review = entry.article.front.review
    for at, (number, flag) in enumerate(fit):
        right = _window(document, Span(flag.start, flag.end), _REACH)
        wrong = [
            (span, f"{words.capitalise(who)} says that, not the writer.")
            for span, who in _quoted_passages(entry, flag.rule.family)[:1]
        ]
        others = plain if len(plain) >= _ENOUGH else plain + _other_passages(entry, flag, right)
        # Each question begins at another passage, so that they don't all have the same.
        start = at * (_PASSAGES - 1)
        turned = [others[(start + step) % len(others)] for step in range(len(others))]
        wrong += turned[: _PASSAGES - 1 - len(wrong)]
        if len(wrong) < 2:
            continue
        name = words.sentence_case(words.typographic(flag.rule.name))
        said = f"{quoted(document.words_of((flag.start, flag.end)))}: {name}."
        definition = words.typographic(flag.rule.definition)
        chosen = [(right, True, words.capitalise(f"{name}.") if right == (flag.start, flag.end) else said)]
        chosen += [(span, False, why) for span, why in wrong]
        chosen.sort(key=lambda one: zlib.crc32(f"{slug} {number} {one[0].start}".encode()))
        options = tuple(
            Option(chr(ord("A") + place), _shown(document, span), is_right, why)
            for place, (span, is_right, why) in enumerate(chosen)
        )
        by = f" Confirmed · {review.by}." if review and flag.origin == "rule" else ""
        yield Item(
            f"Of which passage would you ask the writer: “{words.nested_question(flag.question)}”",
            options,
            f"{definition}{by} {flag.note or ''}".strip(),
            number,
        )


@lru_cache(maxsize=2)  # several pages are made of them, one after the other
def quiz_of(entry: Entry) -> list[Item]:
    """The quiz of an article, the teacher's own questions first; empty where nobody has written or confirmed any."""
    return [*_own(entry), *_made(entry)]
