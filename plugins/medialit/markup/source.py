"""Where the words of a text stand in the Markdown that it was made from.

Python-Markdown keeps no positions, so the text is aligned with its source afterwards: one walk through both, from
beginning to end, that matches characters and steps over markup, and never goes back. The source is read plainly as
long as the two agree. Where they part, the cheapest way is looked for on which they agree again (Dijkstra's
algorithm within a window): stepping over markup costs little, leaving out words of either costs much. Words are never
looked up, so that of two equal ones each gets its own place.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from medialit.markup.syntax import MARKERS, hidden_in, list_number_at, quote_marks_at, units_at
from medialit.text.document import Block, Document

# Prices of what does not fit. Only their order matters: markup, then white space, letters, lines, the block.
_MARKER, _SPACE, _CASE, _LETTER, _MISSING, _LINE, _BLOCK = 1, 2, 3, 5, 7, 12, 40
_INSIDE = 2  # for reading what is taken to be hidden
_EDGE = 8  # for ending a block in the middle of a line
_BLANK_LINE = 8  # for going on behind a blank line within a block
_ENOUGH = 16  # characters that agree and hold no markup: the way is found
_WINDOW = 60  # characters of the text that are looked ahead otherwise; the way is then taken for a third of them
_STEPS = 4000  # states looked at before a block is given up

# What may begin markup or end a line: there, reading plainly could be wrong though the characters agree.
_SPECIAL = re.compile(r"[\\\[\]`<&{\n]|!(?=\[)")
_PLAIN = re.compile(rf"(?:(?!!\[)[^\\\[\]`<&{{\n]){{{_ENOUGH}}}")
_ENTITY = re.compile(r"&#?\w+;")
_SPACES = re.compile(r"\s+")
_BLANK = re.compile(r"\n[ \t>]*\n")
# What smarty and its like make of plain characters, by what they make.
_SPELLINGS = {
    **dict.fromkeys("“”„‟«»", ('"',)), **dict.fromkeys("‘’‚‛‹›", ("'",)),
    "«": ('"', "<<"), "»": ('"', ">>"), "–": ("--",), "—": ("---", "--"), "…": ("...",),
}  # fmt: skip


class Place(NamedTuple):
    """A stretch of a file: lines and columns from 1, columns in code points, the end behind the last character.

    Where only the line is known, the columns are None.
    """

    line: int
    column: int | None
    end_line: int
    end_column: int | None

    @property
    def exact(self) -> bool:
        """Whether the words stand exactly there."""
        return self.column is not None


class SourceMap:
    """The places of a document's characters in the file it was made from, its line ends being plain line feeds."""

    def __init__(self, document: Document, source: str, body: int, title: tuple[int, int] | None = None) -> None:
        """`body` is where the Markdown begins in `source`, `title` where the title stands in its front matter."""
        self._document, self._source, self._body = document, source, body
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", source))]
        length = len(document.text)
        self._starts, self._ends = [-1] * length, [-1] * length
        hidden = hidden_in(source, body, document.text[slice(*document.title)] if document.title else None)
        numbers: dict[str, list[int]] = {"title": [], "footnote": [], "body": []}
        for number, block in enumerate(document.blocks):
            numbers[block.kind if block.kind in numbers else "body"].append(number)
        self._align(numbers["title"], *(title or (body, body)), {}, frozenset())
        # Where there are footnotes, what defines them is no part of the body, and the rest none of them.
        elsewhere = frozenset(hidden.footnotes if numbers["footnote"] else ())
        self._align(numbers["body"], body, len(source), hidden.regions | hidden.footnotes, elsewhere)
        gaps = _gaps(hidden.footnotes, body, len(source))
        self._align(numbers["footnote"], body, len(source), gaps, frozenset(gaps))

    def _align(
        self, numbers: Sequence[int], begin: int, end: int, hidden: dict[int, int], elsewhere: frozenset[int]
    ) -> None:
        if numbers:
            blocks = [self._document.blocks[number] for number in numbers]
            places = (self._starts, self._ends)
            _Walk(self._document.text, blocks, self._source, begin, end, hidden, elsewhere, *places).run()

    def offset(self, position: int) -> int | None:
        """Where a character of the text stands in the source, None where that is not known."""
        start = self._starts[position]
        return start if start >= 0 else None

    def extent(self, block: int) -> tuple[int, int]:
        """Where the N-th block begins and ends in the source; of one that is not found, where it has to be."""
        span = self._document.blocks[block]
        known = [at for at in range(span.start, span.end) if self._starts[at] >= 0]
        if known:
            return self._starts[known[0]], self._ends[known[-1]]
        before = max((end for end in self._ends[: span.start] if end >= 0), default=0)
        spaces = _SPACES.match(self._source, max(before, self._body))
        begin = spaces.end() if spaces else max(before, self._body)
        return begin, begin

    def place(self, start: int, end: int) -> Place:
        """The place of some words; of words that markup divides, that of their first piece."""
        begin = self._starts[start] if start < len(self._starts) else -1
        if begin < 0:
            line = self.line(self._near(start))
            return Place(line, None, line, None)
        last = start
        while last + 1 < end and self._starts[last + 1] == self._ends[last]:
            last += 1
        line, stop = self.line(begin), self._ends[last]
        end_line = self.line(stop)
        return Place(line, self._column(begin, line), end_line, self._column(stop, end_line))

    def line(self, offset: int) -> int:
        """The line of the source that holds an offset, from 1."""
        return bisect_right(self._line_starts, offset)

    def in_one_cell(self, start: int, end: int) -> bool:
        """Whether neither a line nor a cell of a table ends between two offsets of the source."""
        return not re.search(r"[|\n]", self._source[start:end])

    def _column(self, offset: int, line: int) -> int:
        return offset - self._line_starts[line - 1] + 1

    def _near(self, position: int) -> int:
        """Where the block of a position begins in the source."""
        block = self._document.block_index(position)
        return self._body if block is None else self.extent(block)[0]


def _gaps(regions: dict[int, int], begin: int, end: int) -> dict[int, int]:
    """What lies between some regions, and the labels "[^1]:" that they begin with are left to the walk."""
    gaps = {}
    for start, stop in sorted(regions.items()):
        if begin < start:
            gaps[begin] = start
        begin = stop
    if begin < end:
        gaps[begin] = end
    return gaps


class _Walk:
    """One walk through some blocks of a text and a stretch of source. States are pairs (place in text, in source).

    `elsewhere` says which of the hidden regions are surely no part of it.
    """

    def __init__(
        self,
        text: str,
        blocks: Sequence[Block],
        source: str,
        begin: int,
        end: int,
        hidden: dict[int, int],
        elsewhere: frozenset[int],
        starts: list[int],
        ends: list[int],
    ) -> None:
        self._text, self._source, self._blocks, self._hidden = text, source, blocks, hidden
        self._begin, self._end, self._elsewhere = begin, end, elsewhere
        self._starts, self._ends = starts, ends
        self._done = len(text) + 1  # the place behind the last block
        self._following = {one.end: other.start for one, other in pairwise(blocks)}
        self._following[blocks[-1].end] = self._done
        self._first = {block.start: block.end for block in blocks}
        self._block_ends = [block.end for block in blocks]

    def run(self) -> None:
        """Fill in the places."""
        at, place = self._blocks[0].start, self._begin
        while at != self._done:
            at, place = self._plainly(at, place)
            way = self._way(at, place)
            if way is None:  # give the rest of the block up
                at = self._following[at if at in self._following else self._block_end(at)]
                continue
            for (i, j), (next_i, next_j) in pairwise(way):
                if next_i > i and next_j > j and i not in self._following:
                    self._pair(i, next_i, j, next_j)
            at, place = way[-1]

    def _pair(self, i: int, next_i: int, j: int, next_j: int) -> None:
        """Note that characters of the text are those of a stretch of source: one by one, or the first one for all."""
        if next_i - i == next_j - j:
            self._starts[i:next_i] = range(j, next_j)
            self._ends[i:next_i] = range(j + 1, next_j + 1)
        else:
            self._starts[i:next_i] = [j, *[next_j] * (next_i - i - 1)]
            self._ends[i:next_i] = [next_j] * (next_i - i)

    def _block_end(self, at: int) -> int:
        return self._block_ends[bisect_right(self._block_ends, at)]

    def _plainly(self, at: int, place: int) -> tuple[int, int]:
        """Match as far as text and source are the same and hold nothing special."""
        if at in self._following or place in self._hidden or place >= self._end:
            return at, place
        special = _SPECIAL.search(self._source, place, self._end)
        stop = special.start() if special else self._end
        length = min(stop - place, self._block_end(at) - at)
        if self._text[at : at + length] != self._source[place : place + length]:
            pairs = zip(self._text[at : at + length], self._source[place : place + length], strict=False)
            length = next(n for n, (one, other) in enumerate(pairs) if one != other)
        self._pair(at, at + length, place, place + length)
        return at + length, place + length

    def _found(self, at: int, place: int) -> bool:
        """Whether text and source clearly agree from here on."""
        return (
            at not in self._following
            and place < self._end
            and self._text[at] == self._source[place]
            and place not in self._hidden
            and _PLAIN.match(self._source, place, self._end) is not None
            and self._text[at : at + _ENOUGH] == self._source[place : place + _ENOUGH]
            and self._block_end(at) - at >= _ENOUGH
        )

    def _way(self, at: int, place: int) -> list[tuple[int, int]] | None:
        """The cheapest way from where text and source part to where they agree again."""
        start = (at, place)
        came: dict[tuple[int, int], tuple[int, int]] = {}
        best = {start: 0}
        waiting = [(0, 0, start)]
        order = 0
        while waiting and order < _STEPS * 8:
            price, _, state = heappop(waiting)
            if price > best[state]:
                continue
            far = state[0] >= at + _WINDOW and state[0] != self._done
            if far or state[0] == self._done or (state != start and self._found(*state)):
                way = [state]
                while state != start:
                    way.append(state := came[state])
                while far and len(way) > 2 and way[0][0] > at + _WINDOW // 3:
                    del way[0]
                return way[::-1]
            if len(came) > _STEPS:
                return None
            for cost, i, j in self._moves(*state):
                following = (i, j)
                if following not in best or price + cost < best[following]:
                    best[following] = price + cost
                    came[following] = state
                    order += 1
                    heappush(waiting, (price + cost, order, following))
        return None

    def _moves(self, i: int, j: int) -> list[tuple[int, int, int]]:
        """What may follow a state: price, place in the text, place in the source. The likelier of two come first."""
        source, end = self._source, self._end
        moves: list[tuple[int, int, int]] = []
        toll = 0
        if j in self._elsewhere:
            return [(0, i, self._hidden[j])]
        if hidden := self._hidden.get(j):
            moves.append((0, i, hidden))
            toll = _INSIDE
        at_end = i in self._following
        if at_end:
            edge = j >= end or source[j] in "\n|" or source[j - 1] in "\n|"
            moves.append((0 if edge else _EDGE, self._following[i], j))
        if j < end:
            char = source[j]
            units = [(0, i, stop) for stop in (*units_at(source, j), *quote_marks_at(source, j)) if stop <= end]
            moves += units
            if not at_end:
                moves += [(price + toll, next_i, next_j) for price, next_i, next_j in self._matches(i, j)]
            if char.isspace():
                stop = self._behind_spaces(j)
                between = at_end or i in self._first
                blank = _BLANK.search(source, j, stop) is not None
                moves.append((toll + (0 if between else _BLANK_LINE if blank else _SPACE), i, stop))
            elif char in MARKERS:
                price = max(toll, _INSIDE if units else 0) + _MARKER
                run = j + 1
                while run < end and source[run] == char:
                    run += 1
                moves += [(price, i, stop) for stop in {run, j + 1}]
            else:
                moves += [(toll + _MARKER, i, stop) for stop in list_number_at(source, j)]
                moves.append((toll + _LETTER, i, j + 1))
            line = source.find("\n", j, end)
            moves.append((toll + _LINE, i, line + 1 if line >= 0 else end))
        if not at_end:
            moves.append((_SPACE if self._text[i].isspace() else _MISSING, i + 1, j))
            moves.append((_BLOCK, self._block_end(i), j))
        return moves

    def _behind_spaces(self, j: int) -> int:
        """The end of a run of white space, which stops where a hidden region begins."""
        match = _SPACES.match(self._source, j, self._end)
        stop = match.end() if match else j
        line = j
        while (line := self._source.find("\n", line, stop) + 1) > 0:
            if line in self._hidden:
                return line
        return stop

    def _matches(self, i: int, j: int) -> list[tuple[int, int, int]]:
        text, source = self._text, self._source
        wanted, char = text[i], source[j]
        found = []
        if char == "&" and (entity := _ENTITY.match(source, j, self._end)):
            stands_for = html.unescape(entity[0])
            if text.startswith(stands_for, i):
                found.append((0, i + len(stands_for), entity.end()))
        if wanted == char and char != "\n":
            found.append((0, i + 1, j + 1))
        if wanted.isspace():
            if char.isspace() and (spaces := _SPACES.match(text, i)):
                stop = self._behind_spaces(j)
                blank = _BLANK.search(source, j, stop) is not None
                found.append((_BLANK_LINE if blank else 0, min(spaces.end(), self._block_end(i)), stop))
        elif wanted != char:
            spellings = [s for s in _SPELLINGS.get(wanted, ()) if source.startswith(s, j, self._end)]
            found += [(0, i + 1, j + len(spelling)) for spelling in spellings]
            if not spellings and wanted.lower() == char.lower():
                found.append((_CASE, i + 1, j + 1))
        return found
