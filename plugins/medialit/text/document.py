"""A text as the engine sees it: blocks over one linear string.

Every position anywhere in medialit is a pair of Unicode code point offsets into
`Document.text`, and `text[start:end]` is what a reader is shown.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from medialit.text.quotations import Quotation, find_quotations
from medialit.text.sentences import split_sentences

BlockKind = Literal["title", "paragraph", "heading", "list-item", "quote", "table-cell", "caption", "footnote"]
DocumentKind = Literal["article", "sentence", "headline"]

# One code point for one code point, so that offsets in the folded text are offsets in the text.
_FOLD_ASCII = (("\n", " "), ("\r", " "), ("\t", " "))
_FOLD = (("’", "'"), ("‘", "'"), ("ʼ", "'"), ("“", '"'), ("”", '"'), ("‐", "-"), ("‑", "-"), ("\u00a0", " "),
         ("\u202f", " "), *_FOLD_ASCII)  # fmt: skip


class Span(NamedTuple):
    """A half-open range of code points, `text[start:end]`."""

    start: int
    end: int

    def covers(self, other: tuple[int, int]) -> bool:
        """Whether the other span lies inside this one."""
        return self.start <= other[0] and other[1] <= self.end

    def touches(self, other: tuple[int, int]) -> bool:
        """Whether the two spans share a code point."""
        return self.start < other[1] and other[0] < self.end


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that a reader sees as one piece: a paragraph, a heading, a list item, a table cell."""

    start: int
    end: int
    kind: BlockKind = "paragraph"


@dataclass(frozen=True, slots=True)
class Reference:
    """Where the text points to something outside it: the words of a link, or the (empty) place of a footnote mark."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a text besides its words. None means that it was not given; `lang` is a language tag."""

    type: str | None = None
    date: dt.date | None = None
    author: str | None = None
    outlet: str | None = None
    url: str | None = None
    lang: str = "en"


@dataclass(frozen=True)
class Document:
    """One text, its blocks in order, and what is derived from them once: folded text, sentences, quotations."""

    id: str
    text: str
    blocks: tuple[Block, ...]
    title: Span | None = None
    kind: DocumentKind = "article"
    references: tuple[Reference, ...] = ()
    gaps: tuple[int, ...] = ()  # places where readers see something that is no running text: code, a footnote's mark

    @cached_property
    def folded(self) -> str:
        """The text in lower case with plain quotation marks and spaces, code point for code point."""
        return fold(self.text)

    @cached_property
    def ascii(self) -> bytes:
        """The folded text with one byte a code point."""
        return as_ascii(self.folded)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences of all blocks in order; a sentence never crosses a block."""
        return tuple(Span(*s) for b in self.blocks for s in split_sentences(self.text, b.start, b.end))

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """The outermost quotations, quotation marks included, in order."""
        return tuple(find_quotations(self.text, [(b.start, b.end, b.kind == "quote") for b in self.blocks]))

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [b.start for b in self.blocks]

    def drop_foldings(self) -> None:
        """Forget what only the analysis needs; it is made again if somebody asks."""
        for name in ("folded", "ascii"):
            vars(self).pop(name, None)

    def sentence_index(self, position: int) -> int | None:
        """Index of the sentence that holds a position, or None between sentences."""
        index = bisect_right(self._sentence_starts, position) - 1
        return index if index >= 0 and position < self.sentences[index].end else None

    def sentence_at(self, position: int) -> Span | None:
        """The sentence that holds a position, or None between sentences."""
        index = self.sentence_index(position)
        return None if index is None else self.sentences[index]

    def block_index(self, position: int) -> int | None:
        """Index of the block that holds a position, or None between blocks."""
        index = bisect_right(self._block_starts, position) - 1
        return index if index >= 0 and position < self.blocks[index].end else None

    def block_at(self, position: int) -> Block | None:
        """The block that holds a position, or None between blocks."""
        index = self.block_index(position)
        return None if index is None else self.blocks[index]

    @cached_property
    def _quotation_starts(self) -> list[int]:
        return [q.start for q in self.quotations]

    def quotation_at(self, position: int) -> Quotation | None:
        """The quotation that holds a position."""
        index = bisect_right(self._quotation_starts, position) - 1
        return self.quotations[index] if index >= 0 and position < self.quotations[index].end else None

    def quotations_in(self, span: tuple[int, int]) -> tuple[Quotation, ...]:
        """The quotations that share a code point with a span."""
        first = max(0, bisect_right(self._quotation_starts, span[0]) - 1)
        if first < len(self.quotations) and self.quotations[first].end <= span[0]:
            first += 1
        return self.quotations[first : bisect_left(self._quotation_starts, span[1])]

    def in_title(self, position: int) -> bool:
        """Whether a position lies in the headline."""
        return self.title is not None and self.title.start <= position < self.title.end

    def words_of(self, span: tuple[int, int]) -> str:
        """The words at a span, exactly as they stand."""
        return self.text[span[0] : span[1]]


_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def as_ascii(text: str) -> bytes:
    """A text with one byte a code point: "x" for letters and digits beyond ASCII, "~" for other signs."""
    if text.isascii():
        return text.encode()
    return _NOT_ASCII.sub(lambda match: "x" if match[0].isalnum() else "~", text).encode("ascii")


def fold(text: str) -> str:
    """Lower case and plain punctuation without changing the number of code points."""
    lowered = text.lower()
    if len(lowered) != len(text):  # "İ" lowers to two code points: leave such letters as they are
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return plain_marks(lowered)


def plain_marks(text: str) -> str:
    """Plain quotation marks, hyphens and spaces for typographic ones, code point for code point."""
    for mark, plain in _FOLD_ASCII if text.isascii() else _FOLD:
        text = text.replace(mark, plain)
    return text
