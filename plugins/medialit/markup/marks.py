"""Marks in a tree: `<mark>` elements around the words of every flag, whatever inline markup these words cross."""

from __future__ import annotations

import xml.etree.ElementTree as etree  # noqa: N813 - as Python-Markdown calls it
from bisect import bisect_right
from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from medialit.markup.linear import LinearText
from medialit.rules.hits import Flag
from medialit.text.document import Span


class _Part(NamedTuple):
    """A stretch of one slot that belongs to a flag, or the (empty) place where a source is first mentioned."""

    start: int
    end: int
    number: int
    first: bool
    last: bool
    source: bool = False


def classes_of(flag: Flag) -> str:
    """The classes that a flag's mark, number and note share: hue, pattern and filter hang on them."""
    classes = [f"ml-{flag.rule.family}"]
    if flag.rule.tier == "note":
        classes.append("ml-note")
    if flag.voice in ("quoted", "attributed"):
        classes.append("ml-quoted")
    if flag.status != "open":
        classes.append(f"ml-{flag.status}")
    return " ".join(classes)


class Marker:
    """Puts the marks of a critique into a tree."""

    def __init__(
        self,
        linear: LinearText,
        flags: list[tuple[int, Flag]],
        sentences: set[Span],
        notes: bool,
        sources: Iterable[int] = (),
    ) -> None:
        self._linear, self._flags, self._notes = linear, dict(flags), notes
        self._sources = list(sources)
        self._whole = {number for number, flag in flags if (flag.start, flag.end) in sentences}
        self._outer = _with_flags_inside([(n, flag) for n, flag in flags if flag.status != "dismissed"])
        self._starts = [piece.start for piece in linear.pieces]
        self._behind: dict[etree.Element, list[etree.Element]] = {}  # references by the link they go behind

    def mark(self, roots: list[etree.Element]) -> None:
        """Wrap the words of every flag, wherever below the roots they stand."""
        slots: dict[tuple[etree.Element, str], list[_Part]] = {}
        for number, flag in self._flags.items():
            parts = self._parts(flag)
            for index, (element, slot, start, end) in enumerate(parts):
                part = _Part(start, end, number, index == 0, index == len(parts) - 1)
                slots.setdefault((element, slot), []).append(part)
        for number, position in enumerate(self._sources, 1):
            if place := self._place(position):
                element, slot, at = place
                slots.setdefault((element, slot), []).append(_Part(at, at, number, True, True, source=True))
        if not slots:
            return
        touched = {element for element, _ in slots}
        order: list[tuple[etree.Element, list[etree.Element], etree.Element | None]] = []
        stack: list[tuple[etree.Element, etree.Element | None]] = [(root, None) for root in roots]
        while stack:
            parent, link = stack.pop()
            children = list(parent)
            link = parent if link is None and parent.tag == "a" else link
            stack += [(child, link) for child in children]
            if parent in touched or any(child in touched for child in children):
                order.append((parent, children, link))
        # Children first: what a link's words refer to goes behind the link.
        for parent, children, link in reversed(order):
            self._rebuild(parent, children, link, slots)

    def _parts(self, flag: Flag) -> list[tuple[etree.Element, str, int, int]]:
        """The stretches of slots that a flag covers, neighbours joined."""
        parts: list[tuple[etree.Element, str, int, int]] = []
        pieces = self._linear.pieces
        index = max(0, bisect_right(self._starts, flag.start) - 1)
        while index < len(pieces) and pieces[index].start < flag.end:
            piece = pieces[index]
            index += 1
            if piece.end <= flag.start or (piece.atomic and piece.source_end - piece.source == 0):
                continue
            start, end = piece.source, piece.source_end
            if not piece.atomic:
                start += max(0, flag.start - piece.start)
                end -= max(0, piece.end - flag.end)
            if parts and parts[-1][0] is piece.element and parts[-1][1] == piece.slot and parts[-1][3] == start:
                start = parts.pop()[2]
            parts.append((piece.element, piece.slot, start, end))
        return parts

    def _place(self, position: int) -> tuple[etree.Element, str, int] | None:
        """The slot that holds a position of the text, and the place in it."""
        index = bisect_right(self._starts, position) - 1
        piece = self._linear.pieces[index] if index >= 0 else None
        if piece is None or position >= piece.end:
            return None
        return piece.element, piece.slot, piece.source + (0 if piece.atomic else position - piece.start)

    def _rebuild(
        self,
        parent: etree.Element,
        children: list[etree.Element],
        link: etree.Element | None,
        slots: dict[tuple[etree.Element, str], list[_Part]],
    ) -> None:
        """Give an element its children again, with the marks in its own text and in the tails of its children."""
        new: list[etree.Element] = []
        if parts := slots.get((parent, "text")):
            parent.text, new = self._marked(parent.text or "", parts, link)
        for child in children:
            new.append(child)
            if parts := slots.get((child, "tail")):
                child.tail, marks = self._marked(child.tail or "", parts, link)
                new += marks
        for child in children:
            parent.remove(child)
        parent.extend(new)

    def _marked(
        self, value: str, parts: list[_Part], link: etree.Element | None
    ) -> tuple[str | None, list[etree.Element]]:
        """A slot's text with its marks: the text before the first one, and the elements."""
        holder = etree.Element("holder")
        opened: list[tuple[_Part | None, etree.Element]] = [(None, holder)]
        position = 0

        def write(until: int) -> None:
            nonlocal position
            container = opened[-1][1]
            text = value[position:until]
            if len(container):
                container[-1].tail = (container[-1].tail or "") + text
            else:
                container.text = (container.text or "") + text
            position = until

        def close(part: _Part) -> None:
            write(part.end)
            opened.pop()
            if part.last and self._notes and not part.source:
                if link is None:
                    opened[-1][1].append(self._reference(part.number))
                else:
                    self._behind.setdefault(link, []).append(self._reference(part.number))

        for part in _nested(parts, len(value)):
            while (innermost := opened[-1][0]) and innermost.end <= part.start:
                close(innermost)
            write(part.start)
            element = self._element(part)
            opened[-1][1].append(element)
            opened.append((part, element))
        while innermost := opened[-1][0]:
            close(innermost)
        write(len(value))
        return holder.text, list(holder)

    def _element(self, part: _Part) -> etree.Element:
        if part.source:
            return etree.Element("span", {"class": "ml-source", "id": f"source-{part.number}"})
        flag = self._flags[part.number]
        classes = f"ml-flag {classes_of(flag)}"
        if part.number in self._whole:
            classes += " ml-whole"
        if part.number in self._outer:
            classes += " ml-outer"
        attributes = {"class": classes}
        if part.first:
            attributes["id"] = f"flag-{part.number}"
        attributes |= {"data-rule": flag.rule.id, "data-voice": flag.voice, "data-flag": str(part.number)}
        return etree.Element("mark", attributes)

    def _reference(self, number: int) -> etree.Element:
        """The link from marked words to their note. It is empty, so that it adds nothing to the text."""
        flag = self._flags[number]
        state = ", set aside" if flag.status == "dismissed" else ""
        return etree.Element(
            "a",
            {
                "class": f"ml-ref {classes_of(flag)}",
                "id": f"ref-{number}",
                "href": f"#note-{number}",
                "data-n": str(number),
                "data-flag": str(number),
                "role": "doc-noteref",
                "aria-label": f"Note {number}: {flag.rule.name}{state}",
            },
        )

    def place_behind_links(self, root: etree.Element) -> None:
        """Put the references of flags inside links behind these links, since links cannot be nested."""
        if not self._behind:
            return
        for parent in list(root.iter()):
            if not any(child in self._behind for child in parent):
                continue
            children = []
            for child in list(parent):
                parent.remove(child)
                children.append(child)
                if references := self._behind.get(child):
                    references[-1].tail, child.tail = child.tail, None
                    children += references
            parent.extend(children)


def _with_flags_inside(flags: list[tuple[int, Flag]]) -> set[int]:
    """The numbers of the flags in which another flag begins."""
    return {number for (number, flag), (_, following) in pairwise(flags) if following.start < flag.end}


def _nested(parts: list[_Part], end: int) -> list[_Part]:
    """The parts so cut that each two are nested or apart: at a partial overlap the later one is split."""
    waiting = [((part.start, -part.end, part.number), part) for part in parts]
    heapify(waiting)
    ends = [end]
    result = []
    while waiting:
        _, part = heappop(waiting)
        while len(ends) > 1 and ends[-1] <= part.start:
            ends.pop()
        if part.end > ends[-1]:
            rest = part._replace(start=ends[-1], first=False)
            heappush(waiting, ((rest.start, -rest.end, rest.number), rest))
            part = part._replace(end=ends[-1], last=False)
        result.append(part)
        ends.append(part.end)
    return result
