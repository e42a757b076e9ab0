"""Documents from plain text: `.txt` files and `.jsonl` records. The text is used unchanged."""

from __future__ import annotations

import re

from medialit.text.document import Block, Document, DocumentKind, Span

# A line end is atomic: "\r\n" is never two of them. The search starts at one, so that runs of spaces cost no time.
_LINE_END = re.compile(r"(?>\r\n|\r|\n)")
_BLANK_LINE = re.compile(r"(?>\r\n|\r|\n)(?:[^\S\r\n]*+(?>\r\n|\r|\n))+")


def _pieces(text: str, start: int, end: int, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    """Spans between separators from `start` to `end`, without surrounding white space, none empty."""
    pieces = []
    position = start
    ends = [(m.start(), m.end()) for m in separator.finditer(text, start, end)] + [(end, end)]
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
    before, after = title or (0, 0)
    blocks = [Block(title[0], title[1], "title")] if title and title[0] < title[1] else []
    above, below = _pieces(text, 0, before, _BLANK_LINE), _pieces(text, after, len(text), _BLANK_LINE)
    if len(above) < 2 and len(below) < 2:
        above, below = _pieces(text, 0, before, _LINE_END), _pieces(text, after, len(text), _LINE_END)
    blocks = [*(Block(*piece) for piece in above), *blocks, *(Block(*piece) for piece in below)]
    return Document(id=id, text=text, blocks=tuple(blocks), title=Span(*title) if title else None, kind=kind)


def read_text_file(text: str, id: str) -> Document:  # noqa: A002
    """A Document of a `.txt` file: its first line is the title if a blank line follows and it ends in no full stop."""
    end = _LINE_END.search(text)
    first = text[: end.start()] if end else ""
    title = None
    if end and (words := first.strip()) and not words.endswith(".") and _BLANK_LINE.match(text, end.start()):
        title = (first.index(words), first.index(words) + len(words))
    return read_plain(text, id, title=title)
