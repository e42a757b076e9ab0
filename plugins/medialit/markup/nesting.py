"""How deep the HTML tags of an author stand in one another: the sanitiser's time grows with the square of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

DEEPEST = 500  # elements; browsers go no deeper than 512

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)")
# What holds nothing, and what ends by itself where the next of its kind begins.
_NOT_DEEPER = frozenset(
    "area base br col embed hr img input link meta source track wbr "
    "p li dt dd tr td th thead tbody tfoot colgroup option optgroup rp rt".split()
)


def is_too_deep(blocks: Iterable[str]) -> bool:
    """Whether the raw HTML of a text goes too deep."""
    depth = 0
    for block in blocks:
        for closing, name in _TAG.findall(block):
            if name.lower() not in _NOT_DEEPER:
                depth = max(0, depth - 1) if closing else depth + 1
            if depth > DEEPEST:
                return True
    return False
