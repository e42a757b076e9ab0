"""Fast looks through a whole text: RE2 over one ASCII byte a code point, so that its offsets are those of the text.

Python's `re` tries an alternation of many words at every character; RE2 reads the text once, whatever is asked. What
RE2 can't express (looking around) is left out of the look, and the exact expression is tried only where it found
something.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

import re2

from medialit.text.document import Document, Span, as_ascii

_AROUND = re.compile(r"\(\?<?[=!]")


def inside(spans: Sequence[Span], whole: Span) -> list[Span]:
    """Of spans in order, those that begin inside another one and end there."""
    first, last = bisect_left(spans, (whole.start,)), bisect_left(spans, (whole.end,))
    return [span for span in spans[first:last] if span.end <= whole.end]


class Scan:
    """Where an expression may match in the folded text of documents, or (`cased`) in their text as it stands."""

    def __init__(self, expression: str, cased: bool = False) -> None:
        self._cased = cased
        options = re2.Options()
        options.max_mem = 64 << 20
        options.never_capture = True
        self._pattern: Any = re2.compile(as_ascii(_without_looking_around(expression)), options)

    def spans(self, document: Document) -> list[Span]:
        """All places in order, apart from each other. Empty matches are left out."""
        text = as_ascii(document.text) if self._cased else document.ascii
        places = (match.span() for match in self._pattern.finditer(text))
        return [Span(start, end) for start, end in places if start < end]


def _without_looking_around(expression: str) -> str:
    """The expression without its look-arounds, which matches wherever the whole one does, and more."""
    kept, place = [], 0
    while found := _AROUND.search(expression, place):
        kept.append(expression[place : found.start()])
        depth, place = 1, found.end()
        while depth:
            char = expression[place]
            if char == "\\":
                place += 1
            elif char == "[":
                place = expression.index("]", place + 2)
            depth += (char == "(") - (char == ")")
            place += 1
    return "".join(kept) + expression[place:]
