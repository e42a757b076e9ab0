"""Where quoted words stand in a text: exactly one place, or an error that names the candidates. Never a guess."""

from __future__ import annotations

import contextlib
import difflib
import re
from collections.abc import Iterator
from typing import NamedTuple

from medialit.plaintext import is_plain
from medialit.text.document import Document, Span, plain_marks

_CONTEXT = 30  # code points shown on either side of a candidate
_SLACK = 3  # white space allowed between a quote and its prefix or suffix
_SHOWN = 5  # candidates named in a message
_AROUND = (1, 2, 3, 5, 8)  # words in front of and behind a place that may tell it from others
_LONGEST = 1000  # code points of a quote
_WINDOWS = 2000  # stretches looked at for words that resemble a quote


class AnchorError(ValueError):
    """Words that stand nowhere, or in several places. `place` is where they are asked for: ("confirm", 0)."""

    def __init__(self, problem: str, place: tuple[str | int, ...] = ()) -> None:
        self.place, self.problem = place, problem
        super().__init__(problem)


def comparable(text: str) -> str:
    """The text with plain marks and spaces, code point for code point, so that ' finds ’ and a space a line break."""
    return plain_marks(text).replace("\n", " ")


def place_of(
    document: Document,
    quote: str,
    prefix: str | None = None,
    suffix: str | None = None,
    occurrence: int | None = None,
) -> Span:
    """Where the words stand. Raises AnchorError.

    `prefix` and `suffix` are words right before and behind; `occurrence` is which of the places left, from 1.
    """
    text, words = comparable(document.text), comparable(quote)
    found = list(_occurrences(text, words))
    if prefix:
        before = comparable(prefix).strip()
        found = [at for at in found if text[max(0, at - len(before) - _SLACK) : at].rstrip().endswith(before)]
    if suffix:
        behind = comparable(suffix).strip()
        ends = ((at, at + len(words)) for at in found)
        found = [at for at, end in ends if text[end : end + len(behind) + _SLACK].lstrip().startswith(behind)]
    if not found:
        where = " there" if prefix or suffix else ""
        raise AnchorError(f"the article has no words “{quote}”{where}{_resembling(text, words)}")
    if occurrence is not None:
        if occurrence > len(found):
            raise AnchorError(f"there is no occurrence {occurrence} of “{quote}”; the article has {len(found)}")
        found = [found[occurrence - 1]]
    if len(found) > 1:
        listed = "; ".join(
            f"{number}: {_in_context(document.text, at, len(words))}" for number, at in enumerate(found[:_SHOWN], 1)
        )
        more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        raise AnchorError(f"“{quote}” stands {len(found)} times; add prefix, suffix or occurrence ({listed}{more})")
    return Span(found[0], found[0] + len(words))


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _in_context(text: str, at: int, length: int) -> str:
    before, words, behind = text[max(0, at - _CONTEXT) : at], text[at : at + length], text[at + length :][:_CONTEXT]
    return f"“…{before}[{words}]{behind}…”"


def _resembling(text: str, words: str) -> str:
    """Up to two stretches of the text that resemble the words, for a message."""
    wanted, tokens = words.split()[:12], text.split()
    if not wanted:
        return ""
    starts = (at for at, token in enumerate(tokens) if token[:1] == wanted[0][:1])
    windows = sorted({" ".join(tokens[at : at + len(wanted)]) for at in starts})[:_WINDOWS]
    near = difflib.get_close_matches(" ".join(wanted), windows, 2, cutoff=0.6)
    return f"; the nearest are {' and '.join(f'“{stretch}”' for stretch in near)}" if near else ""


class Anchor(NamedTuple):
    """What `place_of` needs to find a place: exact words, and what tells them from equal ones."""

    quote: str
    prefix: str | None = None
    suffix: str | None = None
    occurrence: int | None = None


def anchor_for(document: Document, span: tuple[int, int]) -> Anchor:
    """An anchor that leads to some words, or to the longest stretch of them that can be written on one line.

    Words around them are preferred to a number, which is soon wrong when the text changes. Raises AnchorError.
    """
    offset, length = _writable(document.text[slice(*span)])
    if not length:
        raise AnchorError(f"the words “{document.text[slice(*span)]}” can't be written on one line")
    place = Span(span[0] + offset, span[0] + offset + length)
    quote = _on_one_line(document.text[place.start : place.end])
    block = document.block_at(place.start)
    before = document.text[block.start if block else place.start : place.start]
    behind = document.text[place.end : block.end if block else place.end]
    for prefix, suffix in ((None, None), *_contexts(before, behind)):
        with contextlib.suppress(AnchorError):
            if place_of(document, quote, prefix, suffix) == place:
                return Anchor(quote, prefix, suffix)
    found = list(_occurrences(comparable(document.text), comparable(quote)))
    return Anchor(quote, occurrence=found.index(place.start) + 1)


def _writable(words: str) -> tuple[int, int]:
    """Where the longest stretch begins that can be written on one line, and how long it is: plain characters, and
    single spaces or what counts as one.
    """
    stretches = []
    for match in re.finditer(r"\S(?:\s?\S)*", words):
        begin = match.start()
        for at in range(match.start(), match.end() + 1):
            if at == match.end() or not (comparable(words[at]) == " " or _plain_word(words[at])):
                stretches.append((begin, min(at, begin + _LONGEST)))
                begin = at + 1
    trimmed = [(begin + len(text) - len(text.lstrip()), len(text.strip()))
               for begin, text in ((begin, words[begin:end]) for begin, end in stretches)]  # fmt: skip
    return max(trimmed, key=lambda stretch: stretch[1], default=(0, 0))


def _plain_word(words: str) -> bool:
    return all(is_plain(char) and not char.isspace() for char in words)


def _on_one_line(words: str) -> str:
    return " ".join(words.split())


def _contexts(before: str, behind: str) -> Iterator[tuple[str | None, str | None]]:
    """More and more of the words around a place: those in front of it, those behind it, both."""
    words_before, words_behind = before.split(), behind.split()
    for count in _AROUND:
        prefix, suffix = " ".join(words_before[-count:]), " ".join(words_behind[:count])
        sides = [side if side and _plain_word("".join(side.split())) else None for side in (prefix, suffix)]
        yield from ((sides[0], None), (None, sides[1]), (sides[0], sides[1]))
