"""What Markdown source holds that readers do not see: parts of lines, and whole regions of them.

Nothing here decides how a text is parsed. These are the places that the alignment of a text with its source (see
`source.py`) may step over; whether it does is told by the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TARGET = r"\(\s*+(?:<[^>\n]*>|(?:[^\s()<]|\((?:[^\s()]|\([^\s()]*\))*\))*+)(?:\s++(?:\"[^\"]*\"|'[^']*'))?\s*\)"
_LABEL = r"[ \t]?\[[^\[\]]*\]"
# By the character they begin with. Lengths are bounded where the end could be far away and is looked for often.
_UNITS: dict[str, tuple[re.Pattern[str], ...]] = {
    "]": (re.compile(rf"\]{_TARGET}"), re.compile(rf"\]{_LABEL}")),
    "!": (re.compile(rf"!\[(?:[^\[\]]|\[[^\[\]]*\])*+\](?:{_TARGET}|{_LABEL})?"),),
    "[": (re.compile(r"\[\^[^\[\]\n]*\]"),),
    "`": (re.compile(r"(`++)(?:(?!\n[ \t]*\n).){1,2000}?(?<!`)\1(?!`)", re.DOTALL),),
    "<": (
        re.compile(r"<!--.{0,4000}?-->", re.DOTALL),
        re.compile(r"</?[A-Za-z][^<>]{0,2000}>"),
        re.compile(r"<(?:\?|!)[^<>]{0,2000}>"),
    ),
    "{": (re.compile(r"\{:?[ \t]*[#.\w][^{}\n]*\}"),),
    "\\": (re.compile(r"\\(?=[!-/:-@\[-`{-~])"),),
}
_QUOTE = re.compile(r"(?:[ \t]*>[ \t]?)+")
_NUMBER = re.compile(r"\d{1,9}[.)](?=[ \t])")
_BEFORE_MARK = re.compile(r"[ \t>|:*+#-]*$")
# Single characters that are markup more often than text, where the text does not have them.
MARKERS = frozenset("*_[]()#>|:~=^+-{}<!`\\'\"")


def units_at(source: str, position: int) -> Iterator[int]:
    """The ends of the inline markup that may begin at a position: link targets, images, code, tags, attributes."""
    for pattern in _UNITS.get(source[position], ()):
        if match := pattern.match(source, position):
            yield match.end()


def quote_marks_at(source: str, position: int) -> Iterator[int]:
    """The end of the marks of a block quotation, where a line begins with them at a position."""
    if (position == 0 or source[position - 1] == "\n") and (match := _QUOTE.match(source, position)):
        yield match.end()


def list_number_at(source: str, position: int) -> Iterator[int]:
    """The end of a list item's number ("12."), where one begins at a position."""
    if match := _NUMBER.match(source, position):
        line = source.rfind("\n", 0, position) + 1
        if _BEFORE_MARK.match(source, line, position):
            yield match.end()


class Hidden(NamedTuple):
    """Regions of whole lines, by where they begin: those that readers never see, and those of footnotes."""

    regions: dict[int, int]
    footnotes: dict[int, int]


_FENCE = re.compile(r"[ >]*(`{3,}|~{3,})[^`\n]*$")
_REFERENCE = re.compile(r" {0,3}\[(?!\^)[^\[\]]+\]:[ \t]*\S+")
_ABBREVIATION = re.compile(r" {0,3}\*\[[^\]]+\]:")
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\[\]]*\]:")
_RULE = re.compile(r"[ \t|:=*_>-]+$")
_LIST = re.compile(r" *(?:[-*+]|\d{1,9}[.)]|:)[ \t]")
_INDENTED = re.compile(r"(?: {4}|\t)")
_TAG = re.compile(
    r" {0,3}<(address|article|aside|blockquote|center|details|dialog|div|dl|fieldset|figure|footer|form|h[1-6]|header|"
    r"iframe|main|math|nav|ol|p|pre|script|section|style|svg|table|template|textarea|ul|video|object|canvas)\b([^>]*)>",
    re.IGNORECASE,
)
# Lines that end a paragraph, or a footnote, without a blank one before them: headings, quotations, rules.
_OTHER_BLOCK = re.compile(r"#| {0,3}>| {0,3}(?:(?:- {0,2}){3,}|(?:_ {0,2}){3,}|(?:\* {0,2}){3,})$")
_HEADING = re.compile(r"# *(.*?) *#*$")


def hidden_in(source: str, start: int = 0, title: str | None = None) -> Hidden:
    """The regions of the source from `start` on. A first heading that says the title again is one of them."""
    regions: dict[int, int] = {}
    footnotes: dict[int, int] = {}
    lines = _lines(source, start)
    index, in_list, blank, first = 0, False, True, True
    while index < len(lines):
        begin, end = lines[index]
        line = source[begin:end].rstrip("\n")
        until, into = index + 1, regions
        if not line.strip():
            index, blank = until, True
            continue
        if fence := _FENCE.match(line):
            until = _fence_end(source, lines, index, fence[1])
        elif _FOOTNOTE.match(line):
            until, into = _footnote_end(source, lines, index), footnotes
        elif blank and not in_list and _INDENTED.match(line):
            until = _indented_end(source, lines, index)
        elif line.lstrip().startswith("<!--"):
            until = _comment_end(source, lines, index)
        elif (tag := _TAG.match(line)) and "markdown" not in tag[2]:
            until = _element_end(source, lines, index, tag[1])
        elif not (
            _REFERENCE.match(line)
            or _ABBREVIATION.match(line)
            or _RULE.fullmatch(line)
            or (first and title and (heading := _HEADING.fullmatch(line)) and heading[1] == title.strip())
        ):
            until = index
        if until > index:
            into[begin] = lines[until - 1][1]
        if _LIST.match(line):
            in_list = True
        elif blank and not line.startswith((" ", "\t")):
            in_list = False
        index, blank, first = max(until, index + 1), False, False
    return Hidden(regions, footnotes)


def _lines(source: str, start: int) -> list[tuple[int, int]]:
    """Begin and end of every line, its line break included."""
    lines = []
    while start < len(source):
        end = source.find("\n", start) + 1 or len(source)
        lines.append((start, end))
        start = end
    return lines


def _is_blank(source: str, line: tuple[int, int]) -> bool:
    return not source[line[0] : line[1]].strip()


def _fence_end(source: str, lines: list[tuple[int, int]], index: int, fence: str) -> int:
    """The line behind the closing fence; the opening one itself where nothing closes it."""
    close = re.compile(rf"[ >]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*\n?")
    for later in range(index + 1, len(lines)):
        if close.fullmatch(source, *lines[later]):
            return later + 1
    return index


def _footnote_end(source: str, lines: list[tuple[int, int]], index: int) -> int:
    """The line behind a footnote: it goes on in lazy lines, and in indented ones behind blank lines."""
    end, blank = index + 1, False
    for later in range(index + 1, len(lines)):
        line = source[slice(*lines[later])]
        if _is_blank(source, lines[later]):
            blank = True
            continue
        if _FOOTNOTE.match(line) or _OTHER_BLOCK.match(line) or (blank and not _INDENTED.match(line)):
            break
        end, blank = later + 1, False
    return end


def _indented_end(source: str, lines: list[tuple[int, int]], index: int) -> int:
    end = index + 1
    for later in range(index + 1, len(lines)):
        if _INDENTED.match(source, lines[later][0]):
            end = later + 1
        elif not _is_blank(source, lines[later]):
            break
    return end


def _comment_end(source: str, lines: list[tuple[int, int]], index: int) -> int:
    """The line behind a comment, where nothing but white space follows it on its line."""
    begin = source.index("<!--", lines[index][0])
    close = source.find("-->", begin)
    if close < 0:
        return index
    later = index
    while lines[later][1] <= close:
        later += 1
    return later + 1 if not source[close + 3 : lines[later][1]].strip() else index


def _element_end(source: str, lines: list[tuple[int, int]], index: int, tag: str) -> int:
    """The line behind the end tag that belongs to an element; its own line where there is none."""
    depth, begin = 0, lines[index][0]
    for step in re.compile(rf"<(/?){tag}\b[^>]*>", re.IGNORECASE).finditer(source, begin):
        depth += -1 if step[1] else 1
        if depth == 0:
            later = index
            while lines[later][1] < step.end():
                later += 1
            return later + 1 if not source[step.end() : lines[later][1]].strip() else index
    return index
