"""Which sentences state a checkable fact, and whether the text says where it comes from."""

from __future__ import annotations

import re

from medialit.detect.checkability import checkability
from medialit.detect.evidence import Attribution, Claim, Evidence, Sourcing
from medialit.detect.quantities import quantities
from medialit.text.document import Span
from medialit.text.scan import inside

_WITHOUT_NUMBERS = 0.8  # from here on an article's sentence without a number needs a source
CHECKABLE = 0.5  # from here on a sentence is shown as a claim to check


def _state(attribution: Attribution) -> Sourcing:
    return "sourced" if attribution.named else "unnamed"


_LONG_QUOTATION = 25  # code points; shorter ones are terms, titles and scare quotes
_CONTINUES = re.compile(
    r"(?:he|she|they|it|his|her|their|its|both|"
    r"the (?:report|study|survey|letter|plan|agency|group|company|council|statement|review|audit|document|figures?|"
    r"paper|budget))\b"
)


def find_claims(evidence: Evidence) -> tuple[Claim, ...]:
    """The sentences that state something checkable, in order, with their sourcing.

    A source is in reach where it stands in the sentence itself, or in the sentence before it in the same paragraph if
    this one goes on about it (a pronoun, "the report"). A link or a footnote in the sentence counts as a source. In an
    article, a sentence without a source is left out where nobody would ask for one.
    """
    document = evidence.document
    everywhere = quantities(document)
    found: list[Claim] = []
    before: tuple[int | None, Attribution | None] = (None, None)  # block and attribution of the sentence before
    for index, sentence in enumerate(document.sentences):
        block = document.block_index(sentence.start)
        kind = document.blocks[block].kind if block is not None else "paragraph"
        sourcing, credited = _sourcing(evidence, index, before[1] if before[0] == block else None)
        before = (block, credited)
        if document.in_title(sentence.start) or kind in ("heading", "caption", "table-cell"):
            continue
        numbers = inside(everywhere, sentence)
        if sourcing == "unsourced":
            sourcing, credited = _spoken_of(evidence.attributions_in(index), numbers)
        checkable = checkability(document, sentence)
        open_claim = sourcing == "unsourced" and document.kind == "article"
        if checkable and (not open_claim or asks_for_source(evidence, sentence, checkable, bool(numbers))):
            found.append(Claim(sentence.start, sentence.end, checkable, sourcing, credited))
    return tuple(found)


def _sourcing(evidence: Evidence, index: int, previous: Attribution | None) -> tuple[Sourcing, Attribution | None]:
    """Who stands behind a sentence; `previous` is the attribution of the one before it in its paragraph."""
    document, sentence = evidence.document, evidence.document.sentences[index]
    own = [a for a in evidence.attributions_in(index) if a.theirs or not a.source]
    if credited := next((a for a in own if a.source), own[0] if own else None):
        return _state(credited), credited
    if any(q.end - q.start > _LONG_QUOTATION for q in document.quotations_in(sentence)):
        return "unnamed", None  # somebody's words, whoever it is
    if evidence.references_in(sentence):
        return "sourced", None
    if previous and previous.source and _CONTINUES.match(document.folded, *sentence):
        return _state(previous), previous
    return "unsourced", None


def _spoken_of(attributions: list[Attribution], numbers: list[Span]) -> tuple[Sourcing, Attribution | None]:
    """Who stands behind words spoken of: "Lopez criticised the plan" tells of somebody's words, and says whose.

    A number counts as theirs only where it stands in these words.
    """
    sourced = [a for a in attributions if a.source]
    spans = [span for attribution in sourced if attribution.named for span in attribution.content]
    if not sourced or any(not any(s.start <= start < s.end for s in spans) for start, _ in numbers):
        return "unsourced", None
    return _state(sourced[0]), sourced[0]


def asks_for_source(evidence: Evidence, sentence: Span, checkable: float, numbers: bool) -> bool:
    """Whether readers of an article would ask where a sentence comes from."""
    if numbers:
        return checkable >= CHECKABLE
    # What somebody says, wants or promises, in words that are no attribution, is no fact to look up.
    return checkable >= _WITHOUT_NUMBERS and all(cue.word.participle for cue in evidence.cues_in(sentence))
