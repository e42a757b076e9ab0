"""Dates as newspapers write them, in folded text: "4 May 2019", "May 4, 2019", "2019-05-04", "4 May", "in 2019"."""

from __future__ import annotations

import re

from medialit.text.document import Block, Document, Span

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan\.?|feb\.?|mar\.|apr\.?|aug\.?|sept?\.?|oct\.?|nov\.?|dec\.?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:1[89]|20)\d\d"
_DAY_MONTH = rf"(?:{_DAY}(?: of)? {_MONTH}|{_MONTH} {_DAY})(?![\w,]?\d)"
_FULL = re.compile(rf"\b(?:{_DAY_MONTH},? {_YEAR}|{_YEAR}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR})\b")
_OF_THE_YEAR = re.compile(rf"\b{_DAY_MONTH}")
_BESIDE_AFTER = re.compile(
    rf"[ ,(–—-]*(?:(?:in|on|of|from|since) )?(?:the )?(?:{_DAY_MONTH}|{_MONTH} {_YEAR}|{_YEAR})\b"
)
_BESIDE_BEFORE = re.compile(rf"\b(?:{_DAY_MONTH}|{_MONTH} {_YEAR}|{_YEAR})[ ,(–—-]*(?:of )?$")
_REACH = 40  # code points in which a date stands right beside a place
_SHORT = 120  # code points; a block of this length may be a line such as "Published 4 May 2019"
_OPENING = 2  # blocks at the beginning that may date a text


def is_dated(document: Document) -> bool:
    """Whether a text says when it is from: a full date in its opening, or in a short line at its end."""

    def has_date(block: Block) -> bool:
        return _FULL.search(document.folded, block.start, block.end) is not None

    body = [block for block in document.blocks if block.kind != "title"]
    return any(map(has_date, body[:_OPENING])) or any(has_date(b) for b in body[-1:] if b.end - b.start <= _SHORT)


def has_date_near(document: Document, start: int, end: int) -> bool:
    """Whether a date stands right beside some words, or the day and month somewhere in their sentence."""
    sentence = document.sentence_at(start) or Span(start, end)
    folded = document.folded
    return bool(
        _BESIDE_AFTER.match(folded, end, min(sentence.end, end + _REACH))
        or _BESIDE_BEFORE.search(folded, max(sentence.start, start - _REACH), start)
        or _OF_THE_YEAR.search(folded, max(sentence.start, start - 5 * _REACH), min(sentence.end, end + 5 * _REACH))
    )
