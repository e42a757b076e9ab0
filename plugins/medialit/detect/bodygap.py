"""What a headline says and the body does not: numbers, full names, strong words.

A headline is compressed, so the comparison is lenient wherever the two may say the same: figures may be rounded or
spelt out; a name is there if a part of it is, or a word that begins like it (Ardesia, Ardesian), or the words that an
abbreviation stands for; a strong word is there if the body has one that says about the same (`bodygap.yml`). Names of
one word are left alone: France is there where Paris is, a faith where its book is, and a surname may be the writer's.
The body is read a fixed number of times, however long the headline is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from medialit.detect.evidence import Evidence
from medialit.detect.figures import Figure, find_figures
from medialit.rules.hits import Hit
from medialit.rules.inflect import is_common_word
from medialit.text.document import Document, Span

_FILE = Path(__file__).with_name("bodygap.yml")
_FEWEST = 3  # "one" and "two" are often no figures: "one day", "a tale of two cities"
_ROUNDED = 0.05  # a rounded figure lies this near
_SPAN_OF_YEARS = re.compile(r"[ -]years?\b")  # which the body may give by its dates
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_AT_LEAST = re.compile(r"\b(?:over|more than|at least|above|top|tops|exceeds?) [$€£]?$")
_FAR_ABOVE = 0.25  # what is this much above "over 600" is another figure
_LONG_DIGITS = re.compile(r"\d{31,}")

_WORD = re.compile(r"[^\W_]+(?:['.&-][^\W_]+)*\.?")
_PLAIN_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"'s?$")
_OUTLET = re.compile(r" \| ")  # "Ferry Stops | The Quillport Post"
_NAME_MARKS = re.compile(r"[.&-]")
_LEAST_SHARED, _MOST_SHARED = 4, 12  # letters at which two forms of a name are taken for one
_LONGEST_ABBREVIATION = 6
_SMALL_WORDS = frozenset("of the and for in".split())  # often without a letter in an abbreviation
_QUOTED_AT_MOST = 140  # characters of the body in a reason


class _Lexicon(NamedTuple):
    strong: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]  # the words looked for, and all that will do
    same_names: tuple[frozenset[str], ...]
    no_names: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    data: dict[str, Any] = yaml.load(_FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)

    def pattern(words: list[str]) -> re.Pattern[str]:
        forms = (re.escape(word[:-1]) + r"[\w'-]*" if word.endswith("-") else re.escape(word) for word in words)
        return re.compile("|".join(forms))

    return _Lexicon(
        tuple((pattern(group["words"]), pattern(group["words"] + group["also"])) for group in data["strong"]),
        tuple(map(frozenset, data["same_names"])),
        frozenset(data["no_names"]),
    )


def _bare(word: str) -> str:
    """A word without the full stop behind it and its possessive ending."""
    return _POSSESSIVE.sub("", word if "." in word[:-1] else word.rstrip("."))


class _Body:
    """What the body has, looked up and not searched."""

    def __init__(self, document: Document, start: int) -> None:
        self._folded = document.folded
        self._start = start

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words, without possessives; hyphenated ones also in parts."""
        body = self._folded[self._start :]
        words = set(_WORD.findall(body))
        marked = {word for word in words if "'" in word or word[-1] == "."}
        return frozenset({*(words - marked), *map(_bare, marked), *_PLAIN_WORD.findall(body)})

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        lengths = range(_LEAST_SHARED, _MOST_SHARED + 1)
        return frozenset(word[:length] for word in self.words for length in (3, *lengths))

    @cached_property
    def _initials(self) -> frozenset[str]:
        """The initials of every two to six words in a row, small words counted or not."""
        found: set[str] = set()
        words = _PLAIN_WORD.findall(self._folded, self._start)
        for skipped in (frozenset[str](), _SMALL_WORDS):
            letters = "".join(word[0] for word in words if word not in skipped)
            sizes = range(2, _LONGEST_ABBREVIATION + 1)
            found.update(letters[at : at + size] for size in sizes for at in range(len(letters) - size + 1))
        return frozenset(found)

    @cached_property
    def has_years(self) -> bool:
        """Whether it names a year."""
        return _YEAR.search(self._folded, self._start) is not None

    @cached_property
    def _values(self) -> list[float]:
        return sorted(figure.value for figure in find_figures(self._folded, self._start, len(self._folded)))

    def has_figure(self, figure: Figure, at_least: bool) -> bool:
        """Whether a figure is there, or one that rounds to it, or one that it is the lower bound of."""
        near = min(figure.step / 2, _ROUNDED * figure.value)
        above = _FAR_ABOVE * figure.value if at_least else near
        at = bisect_left(self._values, figure.value - near)
        return at < len(self._values) and self._values[at] <= figure.value + above

    def has_name(self, name: str) -> bool:
        """Whether a name is there, in any form that is surely the same."""
        low = name.lower()
        letters = low.replace(".", "")
        if low in self.words or letters in self.words or letters.rstrip("s") in self._beginnings:
            return True
        if any(names & self.words for names in _lexicon().same_names if letters in names):
            return True
        if any(part in self.words for part in _PLAIN_WORD.findall(low) if len(part) >= _LEAST_SHARED):
            return True
        if name.isupper() and len(letters) <= _LONGEST_ABBREVIATION and letters in self._initials:
            return True
        return letters[: min(_MOST_SHARED, max(_LEAST_SHARED, len(letters) - 3))] in self._beginnings

    @cached_property
    def strong(self) -> frozenset[int]:
        """The groups of strong words of which there is one."""
        groups = enumerate(_lexicon().strong)
        return frozenset(number for number, (_, will_do) in groups if any(map(will_do.fullmatch, self.words)))


def nearest_sentence(document: Document, title: Span, sentences: Iterable[Span]) -> Span | None:
    """The sentence that shares most words of four letters or more with the headline, the first of several."""

    def beginnings(span: Span) -> set[str]:
        return {word[:6] for word in _PLAIN_WORD.findall(document.folded, *span) if len(word) >= _LEAST_SHARED}

    asked = beginnings(title)
    return max(sentences, key=lambda sentence: len(asked & beginnings(sentence)), default=None)


class _Passages:
    """The sentences of the body that are nearest to the headline."""

    def __init__(self, document: Document, title: Span) -> None:
        self._document = document
        self._title = title
        self._sentences = [sentence for sentence in document.sentences if sentence.start >= title.end]

    def _nearest(self, sentences: list[Span]) -> str:
        found = nearest_sentence(self._document, self._title, sentences)
        words = " ".join(self._document.words_of(found).split()) if found else ""
        return words if len(words) <= _QUOTED_AT_MOST else words[:_QUOTED_AT_MOST].rsplit(" ", 1)[0] + " …"

    @cached_property
    def nearest(self) -> str:
        """The sentence that shares most words with the headline, the first of several."""
        return self._nearest(self._sentences)

    @cached_property
    def nearest_with_figure(self) -> str:
        """The same, of the sentences with a number; of all, if none has one."""
        folded = self._document.folded
        return self._nearest([s for s in self._sentences if next(find_figures(folded, *s), None)]) or self.nearest


def _missing_figures(evidence: Evidence, title: Span, body: _Body) -> Iterator[Span]:
    folded, date = evidence.document.folded, evidence.metadata.date
    for figure in find_figures(folded, *title):
        if figure.loose or (not figure.digits and figure.value < _FEWEST):
            continue
        # The body of an article of 2026 need not say that it is 2026.
        if figure.may_be_a_year and (date is None or abs(figure.value - date.year) <= 1):
            continue
        if body.has_years and _SPAN_OF_YEARS.match(folded, figure.span.end, title.end):
            continue
        at_least = _AT_LEAST.search(folded[max(title.start, figure.span.start - 20) : figure.span.start]) is not None
        if not body.has_figure(figure, at_least):
            yield figure.span
    for digits in _LONG_DIGITS.finditer(folded, *title):
        if digits[0] not in body.words:
            yield Span(*digits.span())


def _in_title_case(words: list[str]) -> bool:
    """Whether most words are written with capitals, so that a capital does not make a name."""
    long = [word for word in words if len(word) >= _LEAST_SHARED and word.isalpha()]
    return sum(word[0].isupper() for word in long) > 0.6 * len(long)


def _is_name(word: str, capitals_tell: bool) -> bool:
    parts = {word.lower(), *_PLAIN_WORD.findall(word.lower())}
    # "An", "Up": a name of two letters is an abbreviation.
    if len(word) < 2 or not (word.isupper() if len(word) == 2 else word[0].isupper()):
        return False
    if not _NAME_MARKS.sub("", word).isalpha():
        return False
    return parts.isdisjoint(_lexicon().no_names) and (capitals_tell or not any(map(is_common_word, parts)))


def _missing_names(document: Document, title: Span, body: _Body) -> Iterator[Span]:
    """Names of two words or more of which the body has no part: neither the first name nor the last."""
    text = document.text
    if text[slice(*title)].isupper():
        return
    places = [Span(m.start(), m.start() + len(_bare(m[0]))) for m in _WORD.finditer(document.folded, *title)]
    title_case = _in_title_case([document.words_of(place) for place in places])
    name: list[Span] = []
    end = title.start
    for place in [*places, Span(title.end, title.end)]:
        between = text[end : place.start]
        first = between.strip(" ’'s") != "" or end == title.start
        word = document.words_of(place)
        named = place.start < title.end and _is_name(word, capitals_tell=not (title_case or first))
        if name and (first or not named):
            # "Orla Dunmore: Why I left" is by her; the body says "I".
            if len(name) > 1 and ":" not in between and not any(body.has_name(document.words_of(one)) for one in name):
                yield Span(name[0].start, name[-1].end)
            name = []
        if named:
            name.append(place)
        end = place.end


def _missing_strong_words(document: Document, title: Span, body: _Body) -> Iterator[Span]:
    for match in _WORD.finditer(document.folded, *title):
        word = _bare(match[0])
        groups = [number for number, (strong, _) in enumerate(_lexicon().strong) if strong.fullmatch(word)]
        if groups and word not in body.words and body.strong.isdisjoint(groups):
            yield Span(match.start(), match.start() + len(word))


def body_gap(evidence: Evidence) -> Iterator[Hit]:
    """A number, name or strong word of the headline that the body does not have, with the passage nearest to it."""
    document, title = evidence.document, evidence.document.title
    if not title or title.end >= len(document.text.rstrip()):
        return
    body, passages = _Body(document, title.end), _Passages(document, title)
    if outlet := _OUTLET.search(document.text, *title):
        title = Span(title.start, outlet.start())
    figures = {*_missing_figures(evidence, title, body)}
    words = {*_missing_names(document, title, body), *_missing_strong_words(document, title, body)}
    for span in sorted(figures | words):
        nearest = passages.nearest_with_figure if span in figures else passages.nearest
        reason = f"The headline has “{document.words_of(span)}”; the body does not."
        yield Hit("headline.body-gap", *span, reason=f"{reason} Nearest there: “{nearest}”" if nearest else reason)
