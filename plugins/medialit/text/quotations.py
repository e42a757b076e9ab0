"""Quotation marks: which words of a text stand inside them.

Outermost quotations only, for “ ”, " ", « », „ “, ‘ ’ and ' '. Apostrophes, possessives (dogs’), decades (’90s) and
feet and inches are no quotation marks. A quotation left open ends with its paragraph; where the next paragraph opens
with the same mark again, it goes on there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_MARK = re.compile("[“”„\"«»‘’']")
_CLOSERS = {"“": "”“", "„": "“”", '"': '"', "«": "»", "‘": "’", "'": "'", "”": "”"}
_SINGLE = "‘’'"
# Two single marks typed for a double one: read as that and a character that changes no position.
_FILLER = "\u2060"
_DOUBLED = (("''", f'"{_FILLER}'), ("``", f'"{_FILLER}'), ("‘‘", f"“{_FILLER}"), ("’’", f"”{_FILLER}"))
_OPENING_CONTEXT = frozenset("([{—–-/“\"«‘'…")
# Words that begin with an apostrophe, and endings of words that end with one: workers’, goin’, ol’.
_ELISION = re.compile(r"(?:\d0s\b|\d\ds?\b|(?:tis|twas|em|til|till|cause|cos|bout|round|n|neath)\b)", re.IGNORECASE)
_DROPPED = re.compile(r"(?:s|in|\b(?:ol|o|th|an))$", re.IGNORECASE)


class Quotation(NamedTuple):
    """Quoted words with their marks (`text[start:end]`); `inner_*` without them.

    `kind` is "marks" or "block" (a block quote); `continues` says that it carries on the quotation before it.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    kind: str = "marks"
    continues: bool = False


def _opens(text: str, at: int, start: int, end: int) -> bool:
    """Whether the mark at a position can begin a quotation."""
    mark = text[at]
    if mark in "„«":
        return True
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if mark == "“":
        return before.isspace() or not after.isspace()
    if mark in "’»" or after.isspace() or not (before.isspace() or before in _OPENING_CONTEXT):
        return False
    return mark not in _SINGLE or not _ELISION.match(text, at + 1)


def _closes(text: str, at: int, start: int, end: int) -> bool | None:
    """Whether the mark at a position can end a quotation; None if it may as well be an apostrophe or inches."""
    mark = text[at]
    if mark == "»":
        return True
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if mark == "“":  # of „…“, or typed in place of ”
        return not before.isspace() and not after.isalnum()
    if mark != "”" and (before.isspace() or after.isalnum()):
        return False
    more = after == " " and at + 2 < end and text[at + 2].isalnum()
    if mark not in "’'":
        return None if more and before.isdigit() else True  # a 12" pipe
    if before in "nN" and at - 2 >= start and text[at - 2] in _SINGLE:  # rock ’n’ roll
        return False
    return None if more and (before.isdigit() or _DROPPED.search(text, max(start, at - 3), at)) else True


def _in_block(text: str, start: int, end: int, next_mark: str) -> Iterator[tuple[int, int, bool]]:
    """(position of the opening mark, end, whether it was closed) of each outermost quotation of one block.

    A mark that may close a quotation and may be an apostrophe closes it if no better one comes before the next opening
    mark: then the search goes on behind it. `next_mark` is the mark that the next block begins with.
    """
    marks = [m.start() for m in _MARK.finditer(text, start, end)]
    last_single = {
        mark: next(
            (at for at in reversed(marks) if text[at] == mark and _closes(text, at, start, end) is not False), -1
        )
        for mark in "’'"
    }
    opened, goes_on = -1, False  # place of the opening mark; whether the next block may go on with the quotation
    doubtful = -1  # index of the first mark that may close it
    index = 0
    while True:
        if index == len(marks):
            if opened >= 0 and (doubtful < 0 or goes_on):
                yield opened, end, False
                return
            if opened < 0:
                return
            yield opened, marks[doubtful] + 1, True
            index, opened, doubtful = doubtful + 1, -1, -1
            continue
        at = marks[index]
        mark = text[at]
        if opened < 0:
            if _opens(text, at, start, end):
                lead = text[max(start, at - 3) : at].rstrip()[-1:]
                goes_on = mark == next_mark and (lead == "" or lead in ",:")
                # A single mark that nothing closes is an apostrophe.
                if mark not in _SINGLE or last_single[_CLOSERS[mark]] > at + 1 or goes_on:
                    opened = at
        elif mark in _CLOSERS[text[opened]] and (closes := _closes(text, at, start, end)) is not False:
            if closes:
                yield opened, at + 1, True
                opened, doubtful = -1, -1
            elif doubtful < 0:
                doubtful = index
        elif doubtful >= 0 and mark == text[opened] and _opens(text, at, start, end):
            yield opened, marks[doubtful] + 1, True
            index, opened, doubtful = doubtful, -1, -1
        index += 1


def find_quotations(text: str, blocks: Iterable[tuple[int, int, bool]]) -> Iterator[Quotation]:
    """The outermost quotations of blocks given as (start, end, whether it is a block quote), in order."""
    blocks = list(blocks)
    for typed, mark in _DOUBLED:
        text = text.replace(typed, mark)
    pending = ""  # the opening mark of a quotation that the previous block left open
    for number, (start, end, is_quote) in enumerate(blocks):
        if is_quote:
            pending = ""
            yield Quotation(start, end, start, end, "block")
            continue
        following = blocks[number + 1] if number + 1 < len(blocks) else (0, 0, True)
        next_mark = text[following[0] : following[0] + 1]
        if following[2] or next_mark not in _CLOSERS or not _opens(text, following[0], following[0], following[1]):
            next_mark = ""
        reopened, pending = pending, ""
        for opened, stop, closed in _in_block(text, start, end, next_mark):
            continues = opened == start and text[opened] == reopened
            inner_start, inner_stop = opened + 1, stop - 1 if closed else stop
            inner_start += text[inner_start : inner_start + 1] == _FILLER
            stop += closed and text[stop : stop + 1] == _FILLER
            yield Quotation(opened, stop, inner_start, inner_stop, "marks", continues)
            pending = "" if closed else text[opened]
