"""How hard a text is to read, by the published formulas, over our own sentences and words.

The formulas see the length of sentences and words and nothing else, and they disagree by several grades: a page shows
their range, never one number alone.

The one number that there is for sorting, `grade`, is their mean, with Flesch reading ease as one of them, read as a
grade by its published table. The errors of the formulas differ (some count letters, some syllables, some unfamiliar
words), and a mean evens them out; a median of six is the mean of the middle two and throws the others' evidence away.
So does leaving out reading ease, which orders versions of one text best of all. The formulas weigh the same: weights
fitted to some set of graded texts would describe that set.

What is known about *words* is what textstat knows, so that scores equal textstat's own wherever the two count the same
sentences and words (`tests/unit/test_readability.py` compares them):

- syllables: the first pronunciation in the CMU dictionary, else Pyphen's hyphens plus one;
- difficult words: all that are not in textstat's copy of the Dale–Chall list; names and numbers are difficult then.

textstat itself is not imported: that takes 0.3 s and NLTK, which loads the dictionary in another second, or downloads
it. Its word list and Pyphen are used, and syllables come from `data/cmudict/syllables.txt`. Nothing is read before the
first text is scored: that one takes 0.1 s, the next run at 1.8 million words per second of processor time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

# Below these the formulas say more about chance than about the text. SMOG was made for samples of 30 sentences.
FEWEST_WORDS = 100
FEWEST_SENTENCES = 3
FEWEST_SENTENCES_SMOG = 30

# Silent reading of English non-fiction by adults: Brysbaert, "How many words do we read per minute?", Journal of Memory
# and Language 109 (2019).
WORDS_A_MINUTE = 238

# Whose data the counts of words come from, besides our own.
WORD_PACKAGES = ("pyphen", "textstat")

_SYLLABLES_FILE = Path(__file__).parent / "data" / "cmudict" / "syllables.txt"
_TOKENS_REMEMBERED = 100_000

# A word may hold one mark between letters ("don't", "well-known", "U.S", "3.5", "AT&T"); an address is one word.
WORD = re.compile(
    r"(?:https?://|www\.)\S+|(?=[^\W_])[\w\u00ad\u0300-\u036f]+(?:[-‐‑.,:/&@’'][^\W_][\w\u00ad\u0300-\u036f]*)*"
)
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
# An apostrophe stays in contractions and possessives only, and no other mark stays: textstat looks words up like this.
_NOT_LOOKED_UP = re.compile(r"'(?!t|s|d|ve|ll|re)|[^\w']")


@dataclass(frozen=True, slots=True)
class Readability:
    """Counts and scores of a text.

    `scores` holds US school grades by formula, in the order of `FORMULAS`; None where the formula does not apply.
    `grade_low` and `grade_high` are the range of those that apply, and `grade` is their mean with reading ease read as
    a grade, never outside that range. Flesch reading ease itself is no grade: 100 is very easy, 0 very hard. All are
    None in a text of fewer than 100 words or 3 sentences, SMOG also below 30 sentences. Scores are rounded to one
    decimal; those of very easy texts can be below 0.
    """

    words: int
    sentences: int
    syllables: int
    flesch_reading_ease: float | None
    scores: Mapping[str, float | None]
    grade: float | None
    grade_low: float | None
    grade_high: float | None

    @property
    def minutes(self) -> int:
        """Minutes of silent reading at 238 words a minute, at least 1."""
        return max(1, round(self.words / WORDS_A_MINUTE))


class _Counts(NamedTuple):
    """What the formulas need to know of a text, or of one token of it."""

    words: int
    syllables: int
    letters: int  # letters and digits in words
    characters: int  # all that is not white space
    polysyllables: int  # words of three syllables or more
    complex: int  # those of them that are not on the Dale–Chall list
    difficult: int  # words that are not on the Dale–Chall list


@cache
def _dictionary() -> dict[str, int]:
    """Syllables of the words of the CMU dictionary, in lower case."""
    found: dict[str, int] = {}
    with _SYLLABLES_FILE.open(encoding="utf-8") as lines:
        for line in lines:
            count, *words = line.split()
            found.update(dict.fromkeys(words, int(count)))
    return found


@cache
def _hyphens() -> Callable[[str], Sequence[int]]:
    """Pyphen's places for a hyphen, of a word."""
    from pyphen import Pyphen

    positions: Callable[[str], Sequence[int]] = Pyphen(lang="en_US").positions
    return positions


@cache
def _easy_words() -> frozenset[str]:
    """The Dale–Chall list of familiar words, from textstat's data."""
    spec = find_spec("textstat")
    if spec is None or not spec.origin:
        raise ModuleNotFoundError("readability needs textstat's word list: pip install textstat", name="textstat")
    words = (Path(spec.origin).parent / "resources" / "en" / "easy_words.txt").read_text("utf-8")
    return frozenset(words.split())


def is_familiar(word: str) -> bool:
    """Whether a word in lower case is on the Dale–Chall list of words that children know."""
    return word in _easy_words()


def _looked_up(word: str) -> str:
    return _NOT_LOOKED_UP.sub("", word.replace("’", "'")).lower()


def _syllables(key: str) -> int:
    """Syllables of a word in the form of `_looked_up`."""
    known = _dictionary().get(key)
    return len(_hyphens()(key)) + 1 if known is None else known


def count_syllables(word: str) -> int:
    """Syllables of one English word, as textstat counts them; curly apostrophes are read as straight ones."""
    key = _looked_up(word)
    return _syllables(key) if key else 0


class _Remembered(dict[str, int]):
    """The counts of tokens met before, each as one number with so many bits a count: sums of such numbers are fast."""

    BITS = 48  # more than any text has characters

    def __missing__(self, token: str) -> int:
        if len(self) >= _TOKENS_REMEMBERED:
            self.clear()
        packed = 0
        for count in reversed(_count_token(token)):
            packed = (packed << self.BITS) + count
        self[token] = packed
        return packed

    def total(self, tokens: Iterable[str]) -> _Counts:
        """The counts of tokens together."""
        packed = sum(map(self.__getitem__, tokens))
        return _Counts(*((packed >> at * self.BITS) & ((1 << self.BITS) - 1) for at in range(len(_Counts._fields))))


_remembered = _Remembered()


def _count_token(token: str) -> _Counts:
    """The counts of what stands between two spaces."""
    words = syllables = letters = polysyllables = hard = difficult = 0
    for word in WORD.findall(token):
        key = _looked_up(word)
        count = _syllables(key)
        familiar = key in _easy_words()
        words += 1
        syllables += count
        letters += len(key) - key.count("'")
        polysyllables += count >= 3
        hard += count >= 3 and not familiar
        difficult += not familiar
    return _Counts(words, syllables, letters, len(token), polysyllables, hard, difficult)


def _flesch_reading_ease(c: _Counts, sentences: int) -> float:
    """Flesch 1948."""
    return 206.835 - 1.015 * c.words / sentences - 84.6 * c.syllables / c.words


# Flesch, The Art of Readable Writing (1949): the middle of each band of reading ease, and the middle of its grades
# (fifth, sixth, seventh, eighth and ninth, high school, college, and after).
_EASE_AND_GRADE = ((95, 5), (85, 6), (75, 7), (65, 8.5), (55, 11), (40, 14.5), (15, 17))


def _grade_of_ease(ease: float) -> float:
    """Flesch reading ease as a grade: on the straight lines through the middles of Flesch's bands."""
    pairs = list(pairwise(_EASE_AND_GRADE))
    (easier, low), (harder, high) = next((pair for pair in pairs if ease >= pair[1][0]), pairs[-1])
    return low + (easier - ease) * (high - low) / (easier - harder)


def _flesch_kincaid(c: _Counts, sentences: int) -> float:
    """Kincaid, Fishburne, Rogers and Chissom 1975."""
    return 0.39 * c.words / sentences + 11.8 * c.syllables / c.words - 15.59


def _gunning_fog(c: _Counts, sentences: int) -> float:
    """Gunning 1952; complex words are those of three syllables or more that are not on the Dale–Chall list."""
    return 0.4 * (c.words / sentences + 100 * c.complex / c.words)


def _smog(c: _Counts, sentences: int) -> float | None:
    """McLaughlin 1969, None below the 30 sentences it was made for."""
    if sentences < FEWEST_SENTENCES_SMOG:
        return None
    return float(3.1291 + 1.043 * (30 * c.polysyllables / sentences) ** 0.5)


def _coleman_liau(c: _Counts, sentences: int) -> float:
    """Coleman and Liau 1975; letters and digits count."""
    return 5.8 * c.letters / c.words - 29.6 * sentences / c.words - 15.8


def _automated(c: _Counts, sentences: int) -> float:
    """Senter and Smith 1967; every character but white space counts."""
    return 4.71 * c.characters / c.words + 0.5 * c.words / sentences - 21.43


def _dale_chall(c: _Counts, sentences: int) -> float:
    """Dale and Chall 1948 as a grade: the middle of the band of grades that their table gives for the score."""
    percent = 100 * c.difficult / c.words
    raw = 0.1579 * percent + 0.0496 * c.words / sentences + (3.6365 if percent > 5 else 0)
    bands = ((5, 4), (6, 5.5), (7, 7.5), (8, 9.5), (9, 11.5), (10, 14))
    return next((grade for below, grade in bands if raw < below), 16)


FORMULAS: Mapping[str, Callable[[_Counts, int], float | None]] = {
    "Flesch–Kincaid": _flesch_kincaid,
    "Gunning fog": _gunning_fog,
    "SMOG": _smog,
    "Coleman–Liau": _coleman_liau,
    "ARI": _automated,
    "Dale–Chall": _dale_chall,
}


def score(text: str, sentences: Sequence[tuple[int, int]]) -> Readability:
    """The readability of the sentences of a text.

    `sentences` are code point spans into `text`; what lies outside them is not counted, nor are those without a word.
    Raises ModuleNotFoundError if textstat is not installed.
    """
    tokens: list[str] = []
    number = 0
    for start, end in sentences:
        if _LETTER_OR_DIGIT.search(text, start, end):
            tokens += text[start:end].split()
            number += 1
    counts = _remembered.total(tokens)
    if counts.words < FEWEST_WORDS or number < FEWEST_SENTENCES:
        nothing = dict.fromkeys(FORMULAS)
        return Readability(counts.words, number, counts.syllables, None, nothing, None, None, None)
    exact = {name: formula(counts, number) for name, formula in FORMULAS.items()}
    grades = [grade for grade in exact.values() if grade is not None]
    ease = _flesch_reading_ease(counts, number)
    middle = fmean([*grades, _grade_of_ease(ease)])
    return Readability(
        counts.words,
        number,
        counts.syllables,
        _rounded(ease),
        {name: _rounded(grade) for name, grade in exact.items()},
        _rounded(min(max(middle, min(grades)), max(grades))),
        _rounded(min(grades)),
        _rounded(max(grades)),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 1)


@lru_cache(maxsize=_TOKENS_REMEMBERED)
def _hardness(word: str) -> int:
    """Syllables of a word in lower case that is not on the Dale–Chall list; 0 for all others."""
    return _syllables(word) if word.isalpha() and word.islower() and word not in _easy_words() else 0


def hardest_words(text: str, sentences: Sequence[tuple[int, int]], n: int = 8) -> list[str]:
    """The up to `n` words of most syllables that are not on the Dale–Chall list, the hardest first.

    Only words in lower case of three syllables or more: names are not hard in the sense that a reader could look them
    up. Of forms of one word ("responsible", "responsibly") the hardest stands for all.
    """
    found: dict[str, int] = {}
    for start, end in sentences:
        for word in WORD.findall(text, start, end):
            if word not in found:
                found[word] = _hardness(word)
    hardest: list[str] = []
    for word in sorted(found, key=lambda word: (-found[word], -len(word), word)):
        if found[word] < 3 or len(hardest) == n:
            break
        if not any(_same_stem(word, other) for other in hardest):
            hardest.append(word)
    return hardest


def _same_stem(one: str, other: str) -> bool:
    """Whether two words of several syllables agree but for their endings."""
    stem = min(len(one), len(other)) - 3
    return one[:stem] == other[:stem]
