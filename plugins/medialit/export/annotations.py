"""Flags as W3C Web Annotations (the Web Annotation Data Model of 2017), for annotation tools.

Every mark is one annotation with two targets: the words on the article's page (TextQuoteSelector) and the place in its
plain text (TextPositionSelector, in code points of `text.txt`). Words with something between them that is no text, such
as code or the mark of a footnote, have only the second. A flag of the whole article has the page for a target.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from medialit import __version__
from medialit.critique import Critique
from medialit.rules.hits import Flag
from medialit.text.document import Document, Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # code points of context on either side; more where they don't tell the words from others
_MOST = 256


@dataclass(frozen=True)
class _Source:
    """What the annotations of a document are about, as addresses: its page, its text, and the annotations."""

    page: str
    text: str
    own: str


def page_of(critique: Critique, base: str | None = None) -> dict[str, Any]:
    """The AnnotationPage of a critique. `base` is the address of the article's page, ending in "/".

    With none, the document is named by a URN, and its text by the same with "#text".
    """
    document = critique.document
    urn = f"urn:medialit:{quote(document.id, safe='')}"
    source = (
        _Source(base, f"{base}text.txt", f"{base}annotations.json")
        if base is not None
        else _Source(urn, f"{urn}#text", f"{urn}#annotations")
    )
    around = surroundings(document, {place for flag in critique.flags for place in _places(flag)})
    items = [
        _annotation(number, flag, list(_targets(document, flag, around, source)), source)
        for number, flag in enumerate(critique.flags, 1)
    ]
    return {"@context": CONTEXT, "id": source.own, "type": "AnnotationPage", "items": items}


def _places(flag: Flag) -> tuple[Span, ...]:
    return (Span(flag.start, flag.end), *flag.repeats) if flag.scope == "text" else ()


def _annotation(number: int, flag: Flag, targets: list[dict[str, Any]], source: _Source) -> dict[str, Any]:
    annotation: dict[str, Any] = {
        "id": f"{source.own}{'-' if '#' in source.own else '#annotation-'}{number}",
        "type": "Annotation",
        "motivation": "commenting" if flag.rule.tier == "craft" else "questioning",
        "body": list(_bodies(flag)),
        "target": targets or source.page,
    }
    if flag.origin == "rule":
        annotation["generator"] = {"type": "Software", "name": f"medialit {__version__}"}
    return annotation


def _bodies(flag: Flag) -> Iterator[dict[str, str]]:
    said = [("questioning", flag.question), ("describing", flag.reason), ("commenting", flag.note)]
    tags = [flag.rule.id, flag.rule.tier, flag.voice, *([flag.status] if flag.status != "open" else [])]
    for purpose, value in [*said, *(("tagging", tag) for tag in tags)]:
        if value:
            yield {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _targets(
    document: Document, flag: Flag, around: dict[Span, tuple[str, str]], source: _Source
) -> Iterator[dict[str, Any]]:
    for place in _places(flag):
        prefix, suffix = around[place]
        if bisect_right(document.gaps, place.start) == bisect_left(document.gaps, place.end):
            selector = {"type": "TextQuoteSelector", "exact": document.words_of(place)}
            selector |= {"prefix": prefix} if prefix else {}
            selector |= {"suffix": suffix} if suffix else {}
            yield {"source": source.page, "selector": selector}
        position = {"type": "TextPositionSelector", "start": place.start, "end": place.end}
        yield {"source": source.text, "selector": position}


def surroundings(document: Document, places: Iterable[Span]) -> dict[Span, tuple[str, str]]:
    """What stands before and behind each place in its own block, as much as tells the places from one another.

    Blocks are set apart on a page in ways that a quotation can't tell, and code or a footnote's mark stands on the page
    alone: nothing that is returned goes across either.
    """
    text = document.text
    found: dict[Span, tuple[str, str]] = {}
    left, around = list(places), _AROUND
    while left:
        cut = {place: _cut(document, place, around) for place in left}
        alike = Counter((*cut[place], document.words_of(place)) for place in left)
        for place in left:
            if around >= _MOST or alike[(*cut[place], text[place.start : place.end])] == 1:
                found[place] = cut[place]
        left, around = [place for place in left if place not in found], 2 * around
    return found


def _cut(document: Document, place: Span, around: int) -> tuple[str, str]:
    block = document.block_at(place.start)
    first, last = (block.start, block.end) if block else place
    gaps = document.gaps
    before, behind = bisect_right(gaps, place.start) - 1, bisect_left(gaps, place.end)
    if before >= 0:
        first = max(first, gaps[before])
    if behind < len(gaps):
        last = min(last, gaps[behind])
    start, end = max(first, place.start - around), min(last, place.end + around)
    return document.text[start : place.start], document.text[place.end : end]
