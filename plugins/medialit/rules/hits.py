"""What a rule found, before voices, genre and overlaps have been considered."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Hit(NamedTuple):
    """Words that raise a rule's question. `reason` says what is special about this instance, where that is known."""

    rule: str
    start: int
    end: int
    scope: Literal["text", "article"] = "text"
    reason: str | None = None
