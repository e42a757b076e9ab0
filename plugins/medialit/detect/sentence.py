"""One sentence whose attributions are looked for: its quotations, and what has been found in it so far."""

from __future__ import annotations

import re
from functools import cached_property

from medialit.detect.evidence import Attribution, AttributionKind
from medialit.detect.sourcephrases import Source
from medialit.text.document import Document, Span
from medialit.text.quotations import Quotation

_REACH = 300  # code points
_LEFTOVER = re.compile(r"(?:that|has|have|had|also|only|then|later|did|does|,|\s)+\b\s*", re.IGNORECASE)
_LONG_WORD = re.compile(r"\b[^\W\d_]{4,}")
_LETTER = re.compile(r"\w")
_WORD = re.compile(r"[\w’'.-]+")


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space and separating punctuation at its ends."""
    while start < end and (text[start].isspace() or text[start] in ",;:–—-"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:–—-"):
        end -= 1
    return Span(start, end)


class Sentence:
    """One sentence with its quotations, and the attributions found in it so far."""

    def __init__(self, document: Document, span: Span) -> None:
        self.document, self.span = document, span
        self.quotes: list[Quotation] = [q for q in document.quotations_in(span) if q.kind == "marks"]
        self.found: list[Attribution] = []

    @cached_property
    def capitalised(self) -> bool:
        """Whether the sentence is written like a headline, each word of it with a capital."""
        words = _LONG_WORD.findall(self.document.text, self.span.start, min(self.span.end, self.span.start + _REACH))
        return bool(sum(word[0].isupper() for word in words) > 0.8 * len(words))

    def quoted(self, at: int) -> bool:
        """Whether a place lies inside quotation marks."""
        quotation = self.document.quotation_at(at)
        return quotation is not None and quotation.kind == "marks"

    def add(self, cue: Span, source: Source | None, contents: tuple[Span, ...], theirs: bool = True) -> None:
        """Note an attribution, if there are words that it is about."""
        if not contents:
            return
        self.found.append(
            Attribution(
                cue, source.span if source else None, contents, self._kind(contents), bool(source and source.named),
                source.speaker if source else None, source.role if source else None, theirs,
                source.mention if source else None,
            )
        )  # fmt: skip

    def _kind(self, contents: tuple[Span, ...]) -> AttributionKind:
        inside = [q for q in self.quotes if any(span.touches((q.start, q.end)) for span in contents)]
        if not inside:
            return "indirect"
        text = self.document.text
        quoted = sum(len("".join(_WORD.findall(text, q.start, q.end))) for q in inside)
        rest = sum(len("".join(_WORD.findall(text, *span))) for span in contents) - quoted
        return "direct" if rest <= max(4, quoted // 20) else "mixed"

    def rest(self, taken: list[Span], begin: int, end: int) -> tuple[Span, ...]:
        """What remains of a stretch without cue and source, in parts of at least one word."""
        text, parts, position = self.document.text, [], begin
        for span in sorted(taken):
            if span.start > position:
                parts.append((position, span.start))
            position = max(position, span.end)
        parts.append((position, end))
        found = []
        for start, stop in parts:
            span = trimmed(text, start, max(start, stop))
            if lead := _LEFTOVER.match(text, span.start, span.end):
                span = trimmed(text, lead.end(), span.end)
            if _LETTER.search(text, span.start, span.end):
                found.append(span)
        return tuple(found)
