"""Documents from plain text: `.txt` files and `.jsonl` records. The text is used unchanged."""

from __future__ import annotations

import re

from medialit.text.document import Block, Document, DocumentKind, Span

_BLANK_LINE = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n)){2,}")
_LINE_END = re.compile(r"[ \t]*(?:\r\n|\r|\n)")


def _pieces(text: str, start: int, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    """Spans between separators from `start` on, without surrounding white space, none empty."""
    pieces = []
    position = start
    ends = [(m.start(), m.end()) for m in separator.finditer(text, start)] + [(len(text), len(text))]
    for stop, resume in ends:
        piece = text[position:stop]
        left = len(piece) - len(piece.lstrip())
        if stripped := piece.strip():
            pieces.append((position + left, position + left + len(stripped)))
        position = resume
    return pieces


def read_plain(text: str, id: str, *, kind: DocumentKind = "article", title: tuple[int, int] | None = None) -> Document:  # noqa: A002
    """A Document of plain text whose title, if any, is given by its span.

    Paragraphs part at blank lines, or at single newlines where there are none.
    A record of kind "headline" is all title.
    """
    if kind == "headline":
        title = (0, len(text))
    body_start = title[1] if title else 0
    blocks = [Block(title[0], title[1], "title")] if title and title[0] < title[1] else []
    separator = _BLANK_LINE if len(_pieces(text, body_start, _BLANK_LINE)) > 1 else _LINE_END
    blocks += [Block(start, end) for start, end in _pieces(text, body_start, separator)]
    return Document(id=id, text=text, blocks=tuple(blocks), title=Span(*title) if title else None, kind=kind)


def read_text_file(text: str, id: str) -> Document:  # noqa: A002
    """A Document of a `.txt` file: its first line is the title if a blank line follows and it ends in no full stop."""
    first = re.match(r"[ \t]*(\S[^\r\n]*?)[ \t]*(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)", text)
    title = first.span(1) if first and not first[1].endswith(".") else None
    return read_plain(text, id, title=title)
