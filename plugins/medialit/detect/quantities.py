"""Numbers in a text: every quantity, and those that are statistics, which somebody must have counted or measured."""

from __future__ import annotations

import re

from medialit.text.document import Document, Span
from medialit.text.scan import Scan

_FIGURE = r"(?<![\d,.])\b\d[\d,.]*"  # from its first digit, so that long lists of digits cost no time
_STATISTIC = (
    r"[$£€¥] ?\d[\d,.]*(?: ?(?:bn|m|k|million|billion|trillion|thousand))?\b"
    rf"|{_FIGURE}(?: ?(?:percent|per cent|%|percentage points|million|billion|trillion|thousand|bn))"
    r"(?: (?:dollars|euros|pounds|people|jobs|homes|tons|tonnes))?"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+) (?:in|out of) (?:every )?"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b"
    r"|\b(?:half|a third|two thirds|two-thirds|a quarter|three quarters|three-quarters) of (?:all |the )?"
    r"(?!its|his|her|their|our|my|it|them|us|that|this)\w+"
    r"|\b(?:hundreds|thousands|millions|billions|dozens) of \w+"
    r"|\b(?:doubled|tripled|quadrupled|halved)\b"
    rf"|{_FIGURE} (?:people|residents|families|jobs|homes|children|students|workers|voters|households|patients|"
    r"pupils|visitors|cases|deaths|tons|tonnes|customers|businesses)\b"
)
_QUANTITY = rf"(?<![\w-])\d|{_STATISTIC}"
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_NO_STATISTIC_BEFORE = re.compile(rf"(?:\b(?:aged?|{_MONTH}|at|room|number|no\.?|route|chapter|page|act|section) )$")


class _Numbers:
    """An expression for numbers: looked for everywhere, tried exactly where something was found."""

    def __init__(self, expression: str) -> None:
        self._exact, self._scan = re.compile(expression), Scan(expression)

    def of(self, document: Document) -> list[Span]:
        # The exact match may begin behind a sign that only looks like one of money.
        found = (self._exact.search(document.folded, *span) for span in self._scan.spans(document))
        return [Span(*match.span()) for match in found if match]


_QUANTITIES, _STATISTICS = _Numbers(_QUANTITY), _Numbers(_STATISTIC)


def quantities(document: Document) -> list[Span]:
    """The numbers of a document in order, in digits or as a share."""
    return _QUANTITIES.of(document)


def statistics(document: Document) -> list[Span]:
    """The statistics of a document in order: sums, shares, counts of people; no dates, ages or numbering."""
    return [
        span
        for span in _STATISTICS.of(document)
        if not _NO_STATISTIC_BEFORE.search(document.folded[max(0, span.start - 20) : span.start])
    ]
