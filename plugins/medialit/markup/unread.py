"""Words that no rule reads: those between HTML tags, which Python-Markdown passes on as they are, and those in code."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree  # noqa: N813 - as Python-Markdown calls it
from collections.abc import Iterable
from typing import NamedTuple

# What is no running text, or never shown. What is not closed goes on to the end.
_PASSED = re.compile(
    r"<(script|style|pre|code|svg|math|template|textarea)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[!?][^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<[^<>]*>")
_ENTITY = re.compile(r"&#?\w+;")
_WORD = re.compile(r"[^\W\d_]+")
_SOUGHT = 200  # characters of a line: enough to find it by


class Unread(NamedTuple):
    """How many words of a text no rule reads, how the line of the first of them begins, whether they are in code."""

    words: int = 0
    line: str = ""
    in_code: bool = False


def unread_in(blocks: Iterable[str]) -> Unread:
    """What stands in the raw HTML of a text."""
    words, line = 0, ""
    for block in blocks:
        found = _WORD.findall(_ENTITY.sub(" ", _TAG.sub(" ", _PASSED.sub(" ", block))))
        if found and not words:
            line = next((line for line in block.splitlines() if found[0] in line), block)
        words += len(found)
    return Unread(words, line[:_SOUGHT])


def in_code(root: etree.Element) -> Unread:
    """What stands in the code blocks of a tree."""
    text = "\n".join("".join(block.itertext()) for block in root.iter("pre")).strip()
    return Unread(len(_WORD.findall(text)), text.partition("\n")[0][:_SOUGHT], True)
