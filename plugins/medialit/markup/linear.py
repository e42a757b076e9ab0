"""The text of a tree as its readers will see it, with a map back to where every character came from."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree  # noqa: N813 - as Python-Markdown calls it
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from markdown import Markdown

from medialit.markup.reserved import is_reserved_id
from medialit.text.document import Block, BlockKind, Reference

# A placeholder, or half of one: where emphasis begins inside it, Python-Markdown tears it apart.
# Behind one that stands for an ampersand the rest of an entity may follow: so mail addresses are written.
_PLACEHOLDER = re.compile("\x02amp\x03(#?[0-9A-Za-z]+;)|\x02([^\x02\x03]*)\x03|[\x02\x03]")
_STASHED = "wzxhzdk:"  # markdown.util.HTML_PLACEHOLDER
_ENTITY = re.compile(r"&#?\w+;")
_ENTITIES = re.compile(rf"(?:{_ENTITY.pattern})+")
_SKIPPED = frozenset("code pre kbd samp script style math svg img iframe object video audio".split())
_SKIPPED_CLASSES = frozenset({"arithmatex", "headerlink", "footnote-backref", "footnote-ref"})
_KINDS: dict[str, BlockKind] = {
    "p": "paragraph", "li": "list-item", "dt": "list-item", "dd": "list-item", "blockquote": "quote",
    "td": "table-cell", "th": "table-cell", "figcaption": "caption", "caption": "caption", "summary": "caption",
    **{f"h{level}": "heading" for level in range(1, 7)},
}  # fmt: skip


class Piece(NamedTuple):
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


@dataclass
class LinearText:
    """The text of a tree: what was read, where it came from, and what does not belong into an article."""

    pieces: list[Piece] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)  # places where something was skipped
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


class TreeReader:
    """Walks a tree once and fills a LinearText."""

    def __init__(self, md: Markdown, title: str | None) -> None:
        self._md = md
        self._linear = LinearText()
        self._runs: list[_Run] = []  # of the block being read, white space at its ends included
        self._size = 0
        self._references: list[tuple[int, int, str]] = []  # places in the block being read
        self._gaps: list[int] = []
        self._kind: BlockKind = "paragraph"
        if title is not None:
            element = etree.Element("h1")
            element.text = title
            self._linear.append(title, "title")
            self._linear.pieces.append(Piece(0, len(title), element, "text", 0, len(title), False))
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
                if child.tag == "sup" and len(child):
                    self._references.append((self._size, self._size, child[0].get("href") or ""))
                self._gaps.append(self._size)
                self._run(child, "tail")
            else:
                stack.append(self._enter(child, self._kind_of(child, frame.kind), frame.kind))
        self._close()
        return self._linear

    def _enter(self, element: etree.Element, kind: BlockKind, outer: BlockKind) -> _Frame:
        if self._md.is_block_level(element.tag):
            self._close()
        self._kind = kind
        if (identifier := element.get("id")) and is_reserved_id(identifier):
            element.set("id", f"section-{identifier}")  # a heading "Note 1" must not take the place of a note
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

    def _run(self, element: etree.Element, slot: str) -> None:
        """Add the characters of a slot to the block being read."""
        value: str | None = getattr(element, slot)
        if not value:
            return
        if _STASHED in value and value != (divided := _PLACEHOLDER.sub(self._divided, value)):
            value = divided
            setattr(element, slot, value)
        position = 0
        for mark in _PLACEHOLDER.finditer(value):
            self._add(value[position : mark.start()], element, slot, position, mark.start(), False)
            self._add(self._stands_for(mark), element, slot, mark.start(), mark.end(), True)
            position = mark.end()
        self._add(value[position:], element, slot, position, len(value), False)

    def _add(self, text: str, element: etree.Element, slot: str, start: int, end: int, atomic: bool) -> None:
        if text:
            self._runs.append(_Run(text, element, slot, start, end, atomic))
            self._size += len(text)

    def _stands_for(self, placeholder: re.Match[str]) -> str:
        """The characters that a placeholder stands for: an entity's; none for raw HTML, or for half a placeholder."""
        entity, content = placeholder.groups()
        if entity is not None:
            return html.unescape(f"&{entity}")
        if content is None:
            return ""
        if content == "amp":
            return "&"
        raw = self._stashed(content)
        if _ENTITIES.fullmatch(raw):
            return html.unescape(raw)
        self._linear.raw_html = True
        return "\n" if raw[:3].lower() == "<br" else ""

    def _divided(self, placeholder: re.Match[str]) -> str:
        """A placeholder for each of the characters that one stands for: a mark may end between two of them."""
        raw = self._stashed(placeholder[2])
        entities = _ENTITY.findall(raw) if _ENTITIES.fullmatch(raw) else []
        return "".join(map(self._md.htmlStash.store, entities)) if len(entities) > 1 else placeholder[0]

    def _stashed(self, content: str | None) -> str:
        """What Python-Markdown keeps behind a placeholder, if that is a string."""
        number = content.removeprefix(_STASHED) if content else ""
        stash = self._md.htmlStash.rawHtmlBlocks
        raw = stash[int(number)] if number != content and number.isdecimal() and int(number) < len(stash) else ""
        return raw if isinstance(raw, str) else ""

    def _decoded(self, target: str) -> str:
        return _PLACEHOLDER.sub(self._stands_for, html.unescape(target))

    def _close(self) -> None:
        """End the block being read: white space at its ends is left out, every run gets its place in the text."""
        runs, references, gaps = self._runs, self._references, self._gaps
        self._runs, self._references, self._gaps, self._size = [], [], [], 0
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
                    Piece(begin + first, begin + last, element, slot, source, source_end, atomic)
                )
            position += len(text)
        self._linear.gaps += (begin + min(max(gap, left), right) for gap in gaps)
        for start, end, target in references:
            start, end = (begin + min(max(place, left), right) for place in (start, end))
            self._linear.references.append(Reference(start, end, target))
