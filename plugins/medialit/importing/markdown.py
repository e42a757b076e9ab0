"""The tree that trafilatura makes of an article, as Markdown blocks.

The tree is TEI-like: head, p, list, item, quote, table, row, cell, and inline hi, ref, lb, del, code. Signs that
Markdown would read are escaped, so that the text on the site is the text of the page; pictures are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

_INLINE = frozenset({"hi", "ref", "lb", "del", "graphic", "code"})
_EMPHASIS = {"#b": "**", "#i": "*", "#u": ""}
_DEEPEST = 60  # levels of a tree; what lies deeper is read as text
# What Python-Markdown and the extensions of the starter site read anywhere in a line, and at the beginning of one.
_SIGNS = re.compile(r"[\\`*_\[\]{]|<(?=[A-Za-z/!?])|&(?=#?\w+;)")
_ENTITIES = {"<": "&lt;", "&": "&amp;"}
_BLOCK_START = re.compile(r"^(?:[>#]|~~~|[-+:](?=\s|$)|[=-][=\- ]*$|\d{1,9}[.)](?=\s|$)|!!!|\?\?\?)")


def escaped(text: str) -> str:
    """Running text whose signs mean themselves."""
    return _SIGNS.sub(lambda sign: _ENTITIES.get(sign[0], f"\\{sign[0]}"), text)


def _guarded(line: str) -> str:
    """A line whose first signs, such as "1." or "#", begin no block."""
    found = _BLOCK_START.match(line)
    if found is None:
        return line
    sign, rest = found[0], line[found.end() :]
    if sign[0].isdigit():
        return f"{sign[:-1]}\\{sign[-1]}{rest}"
    return f"\\{line}" if sign[0] in ">#-+!" else f"&#{ord(sign[0])};{line[1:]}"


def blocks_of(body: Any) -> Iterator[tuple[str, str]]:
    """Kind ("paragraph", "heading", "list", "quote", "table") and Markdown of every block of the body."""
    yield from _within(body, 0)


def _block(element: Any, depth: int) -> Iterator[tuple[str, str]]:
    if depth > _DEEPEST:
        yield from _paragraph([escaped(" ".join("".join(element.itertext()).split()))])
        return
    match element.tag:
        case "head":
            text = re.sub(r"(#+)$", r"\\\1", _one_line(_contents(element, depth)))
            level = str(element.get("rend") or "h2")[1:2]
            if text:
                yield "heading", f"{'#' * min(6, max(2, int(level) if level.isdigit() else 2))} {text}"
        case "list":
            if items := list(_items(element, depth)):
                yield "list", "\n".join(items)
        case "quote":
            inner = [markdown for _, markdown in _within(element, depth)]
            if inner:
                yield "quote", "\n".join(f"> {line}".rstrip() for line in "\n\n".join(inner).split("\n"))
        case "table":
            if rows := [_row(row, depth) for row in element.iter("row")]:
                yield "table", _table(rows)
        case _:
            yield from _within(element, depth)


def _within(element: Any, depth: int) -> Iterator[tuple[str, str]]:
    """The blocks inside an element, and its running text as paragraphs."""
    loose = [_line(element.text)]
    for child in element:
        if child.tag in _INLINE:
            loose.append(_inline(child, depth + 1))
        elif isinstance(child.tag, str):
            yield from _paragraph(loose)
            loose = []
            yield from _block(child, depth + 1)
        loose.append(_line(child.tail))
    yield from _paragraph(loose)


def _paragraph(pieces: list[str]) -> Iterator[tuple[str, str]]:
    if text := _tidy("".join(pieces)):
        yield "paragraph", "\n".join(map(_guarded, text.split("\n")))


def _items(element: Any, depth: int) -> Iterator[str]:
    """The items of a list on a line each; those of lists inside it follow as its own."""
    numbered = element.get("rend") == "ol"
    for number, item in enumerate(element.iter("item"), 1):
        if text := _one_line(_contents(item, depth, without="list")):
            yield f"{f'{number}.' if numbered else '-'} {_guarded(text)}"


def _row(row: Any, depth: int) -> list[str]:
    return [_one_line(_contents(cell, depth)).replace("|", "\\|") for cell in row.iter("cell")]


def _table(rows: list[list[str]]) -> str:
    width = max(map(len, rows))
    lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])


def _contents(element: Any, depth: int, without: str = "") -> str:
    """The running text inside an element, its blocks' too."""
    if depth > _DEEPEST:
        return escaped(" ".join("".join(element.itertext()).split()))
    pieces = [_line(element.text)]
    for child in element:
        if isinstance(child.tag, str) and child.tag != without:
            text = _inline(child, depth + 1)
            pieces.append(text if child.tag in _INLINE else f" {text} ")
        pieces.append(_line(child.tail))
    return "".join(pieces)


def _inline(element: Any, depth: int) -> str:
    if element.tag == "lb":
        return "\n"
    if element.tag == "graphic":
        return ""
    text = _contents(element, depth)
    inner = text.strip()
    before, behind = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    if not inner:
        return text
    if element.tag == "ref" and (target := _target(element.get("target"))):
        return f"{before}[{inner}]({f'<{target}>' if '(' in target or ')' in target else target}){behind}"
    if element.tag == "hi" and (sign := _EMPHASIS.get(str(element.get("rend")), "")) and sign[0] not in inner:
        return f"{before}{sign}{inner}{sign}{behind}"
    return text


def _target(address: str | None) -> str | None:
    """The address of a link, if it leads to the web."""
    address = (address or "").strip()
    try:
        leads = urlsplit(address).scheme in ("http", "https")
    except ValueError:
        return None
    return address if leads and not re.search(r"[\s<>\"'\[\]\\`*|]", address) else None


def _line(text: str | None) -> str:
    return escaped(re.sub(r"\s+", " ", text)) if text else ""


def _tidy(text: str) -> str:
    """The text without white space at the ends of its lines, and without empty lines."""
    return "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)


def _one_line(text: str) -> str:
    return " ".join(text.split())
