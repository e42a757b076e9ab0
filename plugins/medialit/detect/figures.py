"""The numbers of a text, in digits or in words, as values that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from medialit.text.document import Span

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = "third fourth fifth sixth seventh eighth ninth tenth".split()
# What "half", "a dozen" and "the third" may stand for in the body: never asked for in a headline.
_LOOSE = {word: value for value, word in enumerate(_ORDINALS, 3)} | {"dozen": 12, "half": 50, "quarter": 25}
_VALUES = (
    {word: value for value, word in enumerate(_UNITS)} | {word: 10 * n for n, word in enumerate(_TENS, 2)} | _LOOSE
)
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "k": 1e3, "m": 1e6,
           "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12}  # fmt: skip
_SCALE = rf"(?:[ -]?({'|'.join(_SCALES)})\b)?"
_COMPOUND = rf"(?:{'|'.join(_TENS)})-(?:{'|'.join(_UNITS[1:10])})"
_FIGURE = re.compile(
    rf"(?<![\w.])[$€£]?(\d[\d,]*(?:\.\d+)?){_SCALE}"
    rf"|\b(?:({_COMPOUND}|{'|'.join(_VALUES)})\b{_SCALE}|(hundred|thousand|million|billion|trillion)\b)"
)
_LONGEST = 30  # characters; a longer row of digits is no quantity


@dataclass(frozen=True, slots=True)
class Figure:
    """A number: where its digits or words stand, its value, and what its last digit that is not zero counts."""

    span: Span
    value: float
    step: float
    digits: bool
    loose: bool

    @property
    def may_be_a_year(self) -> bool:
        """Whether it is written like a year of our time."""
        return self.digits and self.span.end - self.span.start == 4 and 1900 <= self.value < 2100


def find_figures(folded: str, start: int, end: int) -> Iterator[Figure]:
    """The numbers between two places of a text in lower case."""
    for match in _FIGURE.finditer(folded, start, end):
        digits, digits_scale, word, word_scale, alone = match.groups()
        scale = _SCALES.get(digits_scale or word_scale or alone or "", 1.0)
        if digits:
            plain = digits.replace(",", "")
            if len(plain) > _LONGEST:
                continue
            whole, _, decimals = plain.partition(".")
            step = 10.0 ** -len(decimals) if decimals else 10.0 ** (len(whole) - len(whole.rstrip("0")))
            span = Span(match.start(1), match.start(1) + len(digits.rstrip(",")))
            yield Figure(span, float(plain) * scale, step * scale, digits=True, loose=False)
        else:
            ten, _, unit = (word or "one").partition("-")
            value = _VALUES[ten] + (_VALUES[unit] if unit else 0)
            span = Span(*match.span(3 if word else 5))
            yield Figure(span, value * scale, scale, digits=False, loose=ten in _LOOSE or not word)
