"""Where quoted words stand in a text: exactly one place, or an error that names the candidates. Never a guess."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from medialit.text.document import Document, Span, plain_marks

_CONTEXT = 30  # code points shown on either side of a candidate
_SLACK = 3  # white space allowed between a quote and its prefix or suffix
_SHOWN = 5  # candidates named in a message
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
