"""What the whole article lacks, or does well: nothing here looks at single words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from medialit.detect.evidence import Attribution, Evidence
from medialit.rules.hits import Hit
from medialit.text.document import Document, Span
from medialit.text.scan import Scan

_TRAIL_FROM = 300  # words; a shorter text need not lead anywhere
_DOCUMENT = (
    r"(?:report|study|survey|poll|census|review|audit|inquiry|white paper|ruling|judge?ment|indictment|lawsuit|"
    r"affidavit|filings?|memo|treaty|database|documentary|guidelines|minutes|transcript|statistics|press release)"
)
_MONTH_OR_DAY = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
_NAME = rf"(?!{_MONTH_OR_DAY}\b)[A-Z][\w.&-]*(?: (?:(?:of|for|on|and) (?:the )?)?[A-Z][\w.&-]*){{0,6}}"
# A document that can be looked for: by whom it is, of which year, under which title, or where it came out.
_NAMED_DOCUMENT = re.compile(
    # "a Lake Institute report", "the Lantern's 2019 survey", "the Port Lindle Water Act"
    rf"(?<=\w ){_NAME}(?:[’']s?)? (?:\d{{4}} |new |latest |recent |annual |own |draft |final |court |household |"
    r"preliminary |interim |official |internal )?"
    rf"{_DOCUMENT}\b"
    rf"|(?<=\w ){_NAME} (?:Act|Treaty|Report|Review|Index|Census)\b(?! [A-Z]|-)"
    # "a report by the Lake Institute", "an audit carried out by the Water Board", "published in the journal Sea"
    rf"|\b(?:{_DOCUMENT}|analysis|paper)s? (?:\w+ (?:out )?)?(?:by|from) (?:the |\w+[’']s ){{0,2}}"
    rf"(?!{_MONTH_OR_DAY}\b)[A-Z]\w"
    r"|\bpublished (?:\w+ )?in (?:the )?(?:journal|magazine) [A-Z]"
    # "the 2019 audit", "the census of 2011", "a report called “Clear Water”"
    rf"|\b(?:1[89]|20)\d\d {_DOCUMENT}\b|\b{_DOCUMENT} of (?:1[89]|20)\d\d\b"
    rf"|\b{_DOCUMENT},? (?:called|titled|entitled|named|headed) [“\"‘'*A-Z]"
    r"|\b(?:book|article|essay),? (?:called )?[“\"‘'*]+[A-Z]|\b(?:1[89]|20)\d\d (?:book|article|essay|paper)\b"
    r"|\bhttps?://|\bwww\."
)
# Every named document holds one of these words, and names stand near it.
_ANY_DOCUMENT = Scan(
    rf"\b(?:{_DOCUMENT}|act|index|analysis|paper|published|book|article|essay|https?|www)|\b(?:1[89]|20)\d\d "
)
_NAME_REACH = 120  # code points
_MAY_BE_NAMED = Scan(_NAMED_DOCUMENT.pattern, cased=True)
_VOICES_FROM = 4  # statements; fewer may well come from one source


def missing_metadata(evidence: Evidence) -> Iterator[Hit]:
    """No author, date or outlet."""
    known = evidence.metadata
    missing = [
        name for name, value in (("author", known.author), ("date", known.date), ("outlet", known.outlet)) if not value
    ]
    if missing and evidence.document.kind == "article":
        listed = ", ".join(missing[:-1]) + (" and " if len(missing) > 1 else "") + missing[-1]
        yield Hit("context.missing-metadata", 0, len(evidence.document.text), "article", f"Not given: {listed}.")


def no_trail(evidence: Evidence) -> Iterator[Hit]:
    """No link and no document named anywhere in a long text, so that nothing in it can be followed up."""
    document = evidence.document
    if document.kind != "article" or document.references or len(document.text.split()) <= _TRAIL_FROM:
        return
    if not _names_a_document(document):
        reason = "No link, no footnote and no document named in the whole text."
        yield Hit("context.no-trail", 0, len(document.text), "article", reason)


def _names_a_document(document: Document) -> bool:
    candidates = _MAY_BE_NAMED.spans(document)
    if not candidates:
        return False
    near = (Span(max(0, word.start - _NAME_REACH), word.end + _NAME_REACH) for word in _ANY_DOCUMENT.spans(document))
    return any(
        _NAMED_DOCUMENT.search(document.text, *span)
        for span in near
        if any(span.touches(candidate) for candidate in _beside(candidates, span.start))
    )


def _beside(spans: list[Span], position: int) -> list[Span]:
    """Of spans in order, the last that begins before a position and the first that does not."""
    at = bisect_left(spans, (position,))
    return spans[max(0, at - 1) : at + 1]


def one_voice(evidence: Evidence) -> Iterator[Hit]:
    """All that is credited to anybody comes from one source."""
    document = evidence.document
    if document.kind != "article":
        return
    speakers = [_speaker(a, document.text) for a in evidence.attributions if a.source and a.theirs]
    if len(speakers) >= _VOICES_FROM and len({key for _, key in speakers}) == 1:
        # The fullest form of the name; of several the first.
        name = max((name for name, _ in speakers), key=len)
        reason = f"All {len(speakers)} attributed statements come from {name}."
        yield Hit("sourcing.one-voice", 0, len(document.text), "article", reason)


def _speaker(attribution: Attribution, text: str) -> tuple[str, str]:
    """The name of a speaker, and what stands for it in comparisons: a person's last name, or else the whole phrase."""
    name = attribution.credited(text)
    folded = name.casefold()
    return name, folded.split()[-1] if attribution.named and folded else folded
