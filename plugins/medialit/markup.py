"""The Python-Markdown extension: gives the engine the text that readers will see, and marks what it finds in it.

It runs last of all tree processors, reads the text runs of each block into one linear text with a map back to where
every character came from, has that text analysed, and puts `<mark>` elements around the flagged words. The HTML is
never parsed again, and without the marks it is exactly what it would have been.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree  # noqa: N813 - as Python-Markdown calls it
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import Any, NamedTuple

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from medialit.critique import Critique, Flag
from medialit.text.document import Block, BlockKind, Document, Reference, Span

_PLACEHOLDER = re.compile("\x02([^\x02\x03]*)\x03")
_STASHED = "wzxhzdk:"  # markdown.util.HTML_PLACEHOLDER
_ENTITY = re.compile(r"&#?\w+;")
_SKIPPED = frozenset("code pre kbd samp script style math svg img iframe object video audio".split())
_SKIPPED_CLASSES = frozenset({"arithmatex", "headerlink", "footnote-backref", "footnote-ref"})
_KINDS: dict[str, BlockKind] = {
    "p": "paragraph", "li": "list-item", "dt": "list-item", "dd": "list-item", "blockquote": "quote",
    "td": "table-cell", "th": "table-cell", "figcaption": "caption", "caption": "caption", "summary": "caption",
    **{f"h{level}": "heading" for level in range(1, 7)},
}  # fmt: skip
_RESERVED_CLASS = re.compile(r"^(?:ml|md)-")
_RESERVED_ID = re.compile(r"^(?:flag-|note-|ref-|__)")
# A priority below every built-in processor (unescape has 0) and those of MkDocs.
_PRIORITY = -10


class _Piece(NamedTuple):
    """Where a stretch of the linear text came from: a slot ("text" or "tail") of an element, from `source` on.

    An atomic piece is a placeholder that stands for its characters and cannot be divided.
    """

    start: int
    end: int
    element: etree.Element
    slot: str
    source: int
    source_end: int
    atomic: bool


class _Part(NamedTuple):
    """A stretch of one slot that belongs to a flag."""

    start: int
    end: int
    number: int
    first: bool
    last: bool


@dataclass
class LinearText:
    """The text of a tree: what was read, where it came from, and what does not belong into an article."""

    pieces: list[_Piece] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    reserved: list[str] = field(default_factory=list)
    title: etree.Element | None = None
    raw_html: bool = False
    _texts: list[str] = field(default_factory=list)
    _length: int = 0

    @property
    def text(self) -> str:
        """The texts of the blocks, joined by blank lines."""
        return "\n\n".join(self._texts)

    def append(self, text: str, kind: BlockKind) -> int:
        """Add a block; where it begins."""
        begin = self._length + (2 if self._texts else 0)
        self._texts.append(text)
        self._length = begin + len(text)
        self.blocks.append(Block(begin, self._length, kind))
        return begin


class _Frame(NamedTuple):
    """An element whose children are being read. `begin` is where its text begins in the block."""

    element: etree.Element
    kind: BlockKind
    outer: BlockKind
    children: Iterator[etree.Element]
    begin: int


class _Run(NamedTuple):
    """Characters of the block being read, and where they came from."""

    text: str
    element: etree.Element
    slot: str
    source: int
    source_end: int
    atomic: bool


class _Reader:
    """Walks a tree once and fills a LinearText."""

    def __init__(self, md: Markdown, title: str | None) -> None:
        self._md = md
        self._linear = LinearText()
        self._runs: list[_Run] = []  # of the block being read, white space at its ends included
        self._size = 0
        self._references: list[tuple[int, int, str]] = []  # places in the block being read
        self._kind: BlockKind = "paragraph"
        if title is not None:
            element = etree.Element("h1")
            element.text = title
            self._linear.append(title, "title")
            self._linear.pieces.append(_Piece(0, len(title), element, "text", 0, len(title), False))
            self._linear.title = element

    def read(self, root: etree.Element) -> LinearText:
        """The text of a tree. An explicit stack, since articles may nest deeply."""
        stack = [self._enter(root, "paragraph", "paragraph")]
        while stack:
            frame = stack[-1]
            self._kind = frame.kind
            child = next(frame.children, None)
            if child is None:
                self._leave(stack.pop())
            elif self._skips(child):
                self._check_attributes(child)
                if child.tag == "sup" and len(child):
                    self._references.append((self._size, self._size, child[0].get("href") or ""))
                self._run(child, "tail")
            else:
                stack.append(self._enter(child, self._kind_of(child, frame.kind), frame.kind))
        self._close()
        return self._linear

    def _enter(self, element: etree.Element, kind: BlockKind, outer: BlockKind) -> _Frame:
        self._check_attributes(element)
        if self._md.is_block_level(element.tag):
            self._close()
        self._kind = kind
        frame = _Frame(element, kind, outer, iter(list(element)), self._size)
        self._run(element, "text")
        return frame

    def _leave(self, frame: _Frame) -> None:
        element = frame.element
        if self._md.is_block_level(element.tag):
            self._close()
        elif element.tag == "a" and (target := element.get("href")):
            self._references.append((min(frame.begin, self._size), self._size, self._decoded(target)))
        self._kind = frame.outer
        self._run(element, "tail")

    def _kind_of(self, element: etree.Element, outer: BlockKind) -> BlockKind:
        """Paragraphs, headings and lists inside a quotation, a footnote, a cell or a list item are part of it."""
        if "footnote" in (element.get("class") or "").split():
            return "footnote"
        kind = _KINDS.get(element.tag)
        if kind is None or outer in ("quote", "footnote", "table-cell"):
            return outer
        return outer if kind == "paragraph" and outer == "list-item" else kind

    def _skips(self, element: etree.Element) -> bool:
        if not isinstance(element.tag, str) or element.tag in _SKIPPED:
            return True
        if element.tag == "sup" and (element.get("id") or "").startswith("fnref"):
            return True
        return any(name in _SKIPPED_CLASSES for name in (element.get("class") or "").split())

    def _check_attributes(self, element: etree.Element) -> None:
        """Take away classes and ids that are ours alone, and remember them as errors of the article."""
        classes = (element.get("class") or "").split()
        if reserved := [name for name in classes if _RESERVED_CLASS.match(name)]:
            self._linear.reserved += reserved
            element.set("class", " ".join(name for name in classes if name not in reserved))
        if (identifier := element.get("id")) and _RESERVED_ID.match(identifier):
            self._linear.reserved.append(identifier)
            del element.attrib["id"]

    def _run(self, element: etree.Element, slot: str) -> None:
        """Add the characters of a slot to the block being read."""
        value: str | None = getattr(element, slot)
        if not value:
            return
        position = 0
        for mark in _PLACEHOLDER.finditer(value):
            self._add(value[position : mark.start()], element, slot, position, mark.start(), False)
            self._add(self._stands_for(mark[1]), element, slot, mark.start(), mark.end(), True)
            position = mark.end()
        self._add(value[position:], element, slot, position, len(value), False)

    def _add(self, text: str, element: etree.Element, slot: str, start: int, end: int, atomic: bool) -> None:
        if text:
            self._runs.append(_Run(text, element, slot, start, end, atomic))
            self._size += len(text)

    def _stands_for(self, content: str) -> str:
        """The characters that a placeholder stands for: an entity's; none for raw HTML."""
        if content == "amp":
            return "&"
        number = content.removeprefix(_STASHED)
        stash = self._md.htmlStash.rawHtmlBlocks
        raw = stash[int(number)] if number != content and number.isdigit() and int(number) < len(stash) else ""
        if isinstance(raw, str) and _ENTITY.fullmatch(raw):
            return html.unescape(raw)
        self._linear.raw_html = True
        return "\n" if isinstance(raw, str) and raw[:3].lower() == "<br" else ""

    def _decoded(self, target: str) -> str:
        return _PLACEHOLDER.sub(lambda mark: self._stands_for(mark[1]), html.unescape(target))

    def _close(self) -> None:
        """End the block being read: white space at its ends is left out, every run gets its place in the text."""
        runs, references = self._runs, self._references
        self._runs, self._references, self._size = [], [], 0
        whole = "".join(run.text for run in runs)
        left, right = len(whole) - len(whole.lstrip()), len(whole.rstrip())
        if left >= right:
            return
        begin = self._linear.append(whole[left:right], self._kind) - left
        position = 0
        for text, element, slot, source, source_end, atomic in runs:
            first, last = max(position, left), min(position + len(text), right)
            if first < last:
                if not atomic:
                    source, source_end = source + first - position, source + last - position
                self._linear.pieces.append(
                    _Piece(begin + first, begin + last, element, slot, source, source_end, atomic)
                )
            position += len(text)
        for start, end, target in references:
            start, end = (begin + min(max(place, left), right) for place in (start, end))
            self._linear.references.append(Reference(start, end, target))


class _Marker:
    """Puts the marks of a critique into a tree."""

    def __init__(self, linear: LinearText, flags: list[tuple[int, Flag]], sentences: set[Span], notes: bool) -> None:
        self._linear, self._flags, self._notes = linear, dict(flags), notes
        self._whole = {number for number, flag in flags if (flag.start, flag.end) in sentences}
        self._outer = _with_flags_inside(flags)
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
            if part.last and self._notes:
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

    def _classes(self, number: int) -> str:
        flag = self._flags[number]
        classes = [f"ml-{flag.rule.family}"]
        if flag.rule.tier == "note":
            classes.append("ml-note")
        if flag.voice in ("quoted", "attributed"):
            classes.append("ml-quoted")
        return " ".join(classes)

    def _element(self, part: _Part) -> etree.Element:
        flag = self._flags[part.number]
        classes = f"ml-flag {self._classes(part.number)}"
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
        return etree.Element(
            "a",
            {
                "class": f"ml-ref {self._classes(number)}",
                "id": f"ref-{number}",
                "href": f"#note-{number}",
                "data-n": str(number),
                "data-flag": str(number),
                "role": "doc-noteref",
                "aria-label": f"Note {number}: {self._flags[number].rule.name}",
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


class _MedialitProcessor(Treeprocessor):
    """Reads the finished tree, has it analysed, marks it."""

    def __init__(self, md: Markdown, extension: MedialitExtension) -> None:
        super().__init__(md)
        self._extension = extension

    def run(self, root: etree.Element) -> None:
        extension = self._extension
        if not extension.active:
            return
        title = extension.title
        if title is not None and len(root) and root[0].tag == "h1":
            heading = _Reader(self.md, None).read(root[0]).text
            if heading.strip() == title.strip():
                root.remove(root[0])
        linear = _Reader(self.md, title).read(root)
        span = Span(0, len(title)) if title is not None else None
        document = Document(extension.id, linear.text, tuple(linear.blocks), span, "article", tuple(linear.references))
        critique = extension.analyze(document)
        extension.critique, extension.linear = critique, linear
        flags = [(n, flag) for n, flag in enumerate(critique.flags, 1) if flag.scope == "text"]
        marker = _Marker(linear, flags, set(document.sentences), extension.notes)
        marker.mark([root] if linear.title is None else [linear.title, root])
        marker.place_behind_links(root)


class MedialitExtension(Extension):
    """Marks what medialit finds in a text.

    For each text set `id`, `title` (None: there is none apart from the body) and `analyze`; after the conversion
    `critique` and `linear` hold what was found and `title_html` the marked headline. With `notes`, every mark is
    followed by an empty link to `#note-N`.
    """

    def __init__(self, *, analyze: Callable[[Document], Critique] | None = None, notes: bool = False) -> None:
        super().__init__()
        self.analyze = analyze or _analyze
        self.notes = notes
        self.active = True
        self.id = "text"
        self.title: str | None = None
        self.critique: Critique | None = None
        self.linear: LinearText | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the tree processor, last of all."""
        md.treeprocessors.register(_MedialitProcessor(md, self), "medialit", _PRIORITY)

    @property
    def title_html(self) -> str:
        """The marked headline, without a tag around it."""
        if self.linear is None or self.linear.title is None:
            return ""
        whole = etree.tostring(self.linear.title, encoding="unicode", method="html")
        return whole.removeprefix("<h1>").removesuffix("</h1>")


def _analyze(document: Document) -> Critique:
    from medialit import analyze

    return analyze(document)


def makeExtension(**options: Any) -> MedialitExtension:  # noqa: N802
    """What Python-Markdown calls for `extensions=["medialit"]`."""
    return MedialitExtension(**options)
