"""What a headline does that no list of words can say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medialit.detect.evidence import Evidence
from medialit.readability import is_familiar
from medialit.rules.hits import Hit

_SHOUTED = re.compile(r"\b[A-Z]{4,}\b(?:\s+[A-Z]{2,}\b)*|!+")
# Abbreviations longer than five letters, and shorter ones that are everyday words.
_ABBREVIATIONS = frozenset(
    "AIDS ASEAN EUROPOL FIDESZ FRONTEX INTERPOL MERCOSUR NASCAR NASDAQ NORAD OECD SALT START SWIFT UNAIDS "
    "UNESCO UNHCR UNICEF USAID WADA".split()
)
_LONGEST_ABBREVIATION = 5
# A question that has lost its mark: the verb stands before the one that it is about. "Will" and "May" can be names, and
# "Do not" is an order.
_ASKED = re.compile(
    r"\W*(?:(?:just|so|poll|quiz|and),?:? )?(?:"
    r"(?:are|is|am|was|were|do|does|did|can|could|should|would|have|has) "
    r"(?:i|you|your|we|our|it|he|she|they|there|the|this|that|these|those|a|an|any|anyone|people|my|[a-z]+s)\b"
    r"|should (?:\S+ ){1,4}be\b"
    r"|will (?:you|your|we|i|it|they|this|these|the|a|there)\b"
    r"|(?:what|which|who|whom|whose|where|when|why|how)(?: \S+){0,8}? "
    r"(?:are|is|was|were|do|does|did|can|could|should|would|will|have|has) "
    r"(?:i|you|your|we|our|it|he|she|they|there|this|that|these|those|people|my|be)\b"
    r"|(?:what|which|who|where|how|why) (?:are|is|was|were|do|does|did|can|could|should|would|gets|said)\b"
    r"|which (?!way\b)|(?:what|who|where|how)'s\b)"
)
_QUOTE_MARKS = " \t”\"’'"


def _shouts(run: str) -> bool:
    """Whether a run of capitals or exclamation marks is more than abbreviations in a row."""
    words = [word for word in run.split() if word not in _ABBREVIATIONS]
    return "!" in run or any(len(word) > _LONGEST_ABBREVIATION or _is_everyday(word) for word in words)


def _is_everyday(word: str) -> bool:
    return len(word) >= 4 and is_familiar(word.lower())


def shouting(evidence: Evidence) -> Iterator[Hit]:
    """Words in capitals, and exclamation marks."""
    title = evidence.document.title
    if not title:
        return
    text = evidence.document.text
    whole = text[title.start : title.end]
    all_capitals = whole.isupper() and len(whole.split()) > 2
    for match in _SHOUTED.finditer(text, title.start, title.end):
        if all_capitals or _shouts(match[0]):
            yield Hit("headline.shouting", *match.span())
            if all_capitals:
                return


def question(evidence: Evidence) -> Iterator[Hit]:
    """A headline that asks instead of telling, with a question mark or without."""
    title = evidence.document.title
    if not title:
        return
    words = evidence.document.words_of(title)
    start, end = title.start + len(words) - len(words.lstrip()), title.start + len(words.rstrip())
    if _ASKED.match(evidence.document.folded, start, end) or words.rstrip(_QUOTE_MARKS).endswith("?"):
        yield Hit("headline.question", start, end)
