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
_CLOSERS = {"“": "”", "„": "“”", '"': '"', "«": "»", "‘": "’", "'": "'", "”": "”"}
_SINGLE = "‘’'"
_OPENING_CONTEXT = frozenset("([{—–-/“\"«‘'…")
# Words that begin with an apostrophe.
_ELISION = re.compile(r"(?:\d0s\b|\d\ds?\b|(?:tis|twas|em|til|till|cause|cos|bout|round|n|neath)\b)", re.IGNORECASE)


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
    after = text[at + 1] if at + 1 < end else " "
    if mark in "“„«":
        return True
    before = text[at - 1] if at > start else " "
    free = before.isspace() or before in _OPENING_CONTEXT
    if after.isspace() or not free:
        return False
    if mark in "‘'":
        return not _ELISION.match(text, at + 1)
    if mark == "’":
        return False
    return mark in '"”'


def _closes(text: str, at: int, start: int, end: int) -> bool:
    """Whether the mark at a position can end a quotation."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if text[at] in "”»“":
        return True
    if before.isspace() or after.isalnum():
        return False
    possessive = before in "sS" and after == " " and at + 2 < end and text[at + 2].islower()  # dogs’ tails
    return text[at] not in "’'" or not possessive


def _in_block(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """(position of the opening mark, end, whether it was closed) of each outermost quotation of one block."""
    marks = [m.start() for m in _MARK.finditer(text, start, end)]
    last_single = {
        mark: max((at for at in marks if text[at] == mark and _closes(text, at, start, end)), default=-1)
        for mark in "’'"
    }
    opened: int | None = None
    for at in marks:
        mark = text[at]
        if opened is None:
            if not _opens(text, at, start, end):
                continue
            # A single mark that nothing closes is an apostrophe.
            if mark in _SINGLE and last_single[_CLOSERS[mark]] <= at + 1:
                continue
            opened = at
        elif mark in _CLOSERS[text[opened]] and at > opened and _closes(text, at, start, end):
            yield opened, at + 1, True
            opened = None
    if opened is not None:
        yield opened, end, False


def find_quotations(text: str, blocks: Iterable[tuple[int, int, bool]]) -> Iterator[Quotation]:
    """The outermost quotations of blocks given as (start, end, whether it is a block quote), in order."""
    pending = ""  # the opening mark of a quotation that the previous block left open
    for start, end, is_quote in blocks:
        if is_quote:
            pending = ""
            yield Quotation(start, end, start, end, "block")
            continue
        reopened, pending = pending, ""
        for opened, stop, closed in _in_block(text, start, end):
            continues = bool(reopened) and opened == start and text[opened] == reopened
            yield Quotation(opened, stop, opened + 1, stop - 1 if closed else stop, "marks", continues)
            pending = "" if closed else text[opened]
