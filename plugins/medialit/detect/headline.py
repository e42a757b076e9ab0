"""What a headline does that no list of words can say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medialit.detect.evidence import Evidence
from medialit.rules.hits import Hit

_SHOUTED = re.compile(r"\b[A-Z]{4,}\b(?:\s+[A-Z]{2,}\b)*|!+")
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_NUMBER_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_QUOTE_MARKS = " \t”\"’'"


def shouting(evidence: Evidence) -> Iterator[Hit]:
    """Words in capitals, and exclamation marks. One run of capitals of up to five letters may be an acronym."""
    title = evidence.document.title
    if not title:
        return
    text = evidence.document.text
    whole = text[title.start : title.end]
    all_capitals = whole.isupper() and len(whole.split()) > 2
    for match in _SHOUTED.finditer(text, title.start, title.end):
        if all_capitals or "!" in match[0] or " " in match[0] or len(match[0]) > 5:
            yield Hit("headline.shouting", *match.span())
            if all_capitals:
                return


def question(evidence: Evidence) -> Iterator[Hit]:
    """A headline that asks instead of telling."""
    title = evidence.document.title
    if title and evidence.document.words_of(title).rstrip(_QUOTE_MARKS).endswith("?"):
        yield Hit("headline.question", title.start, title.end)


def body_gap(evidence: Evidence) -> Iterator[Hit]:
    """A number in the headline that the body does not have, in digits or in words."""
    document = evidence.document
    if not document.title or document.title.end >= len(document.text.rstrip()):
        return
    body = document.folded[document.title.end :]
    numbers = {number.replace(",", "") for number in _NUMBER.findall(body)}
    for match in _NUMBER.finditer(document.text, document.title.start, document.title.end):
        plain = match[0].replace(",", "")
        small = plain.isdigit() and len(plain) < 3 and int(plain) < len(_NUMBER_WORDS)
        spelt = _NUMBER_WORDS[int(plain)] if small else None
        if plain in numbers or (spelt and re.search(rf"\b{spelt}\b", body)):
            continue
        yield Hit("headline.body-gap", *match.span(), reason=f"The body has no “{match[0]}”.")
