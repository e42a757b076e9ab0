"""Which sentences state a checkable fact, and whether the text says where it comes from.

Checkability is a sum of signs from the literature on check-worthiness (Hassan et al. 2017, ClaimBuster;
Konstantinovskiy et al. 2018, Full Fact): quantities, events, comparisons, causes and names speak for it; questions,
predictions, opinion, hedges and talk to the reader against.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from medialit.detect.evidence import Attribution, Claim, Evidence, Sourcing
from medialit.detect.reporting import find_cues
from medialit.rules.hits import Hit
from medialit.text.document import Document, Span

# (weight, expression on folded text)
_SIGNS = [
    (0.35, r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|million|billion|"
           r"trillion|half|third|quarter|twice|doubled?|tripled?|percent|majority|dollars?)\b"),
    (0.15, r"\b(?:more|less|fewer|higher|lower|larger|smaller|bigger|longer|worse|better|faster|further)\b|"
           r"\b(?:most|least|largest|biggest|highest|lowest|worst|best|first|last|record|only|never before|ever)\b"),
    (0.10, r"\b(?:caused?|causes|led to|because|due to|result(?:s|ed)?|thanks to|since|so that)\b"),
    (0.20, r"\b(?!need|indeed|united|agreed)\w{2,}ed\b|\b(?:was|were|had|has|have|did|went|came|took|gave|made|got|met|"
           r"sold|sent|won|lost|fell|rose|grew|cut|built|bought|brought|began|broke|spent|paid|left|held|kept|ran|shut|"
           r"struck|became|wrote|spoke|found|put|said|voted)\b"),
    (0.05, r"\b(?:is|are|been|being|'s|'re) (?:\w+ly )?\w+ing\b|, (?:offer|provid|giv|send|sell|leav|forc|mak|caus|"
           r"tak|kill|mov|pay|work)ing\b"),
    (0.05, r"\b(?:is|are|costs?|contains?|includes?|owns?|employs?|runs?|supplies|produces?|requires?|allows?|"
           r"receives?|provides?|faces?|spends?|pays?|lives?)\b"),
    (0.25, r"\b(?:taxe?s?|budget|deficit|debt|jobs?|unemployment|economy|wages?|income|inflation|prices?|funds?|"
           r"funding|spending|bill|law|laws|act|amendment|treaty|court|congress|senate|legislature|parliament|council|policy|"
           r"program|programme|plan|schools?|students|teachers|hospitals?|patients|health care|insurance|medicare|"
           r"medicaid|social security|police|crime|prison|troops|war|weapons|oil|energy|gas|trade|exports|imports|"
           r"immigrants|voters?|election|companies|industry|workers|families|population|year|years|century|months)\b"),
    (-0.30, r"\?[\"')\]]*$"),
    (-0.05, r"\b(?:will|would|could|should|may|might|must|can|shall|'ll|'d)\b"),
    (-0.25, r"\b(?:should|must|ought|let us|let's|need to|have to|i believe|i think|i want|i hope|i know|i feel|"
            r"in my view|we want|we believe|deserves?)\b"),
    (-0.10, r"\b(?:i|we|you|me|us|my|our|your)\b"),
    (-0.25, r"\b(?:thank|thanks|god|bless|welcome|congratulations|please|good (?:morning|evening|night)|ladies|"
            r"gentlemen|honou?r|proud|grateful|dream|spirit|hearts?|faith|prayers?|wish|tonight)\b"),
    (-0.15, r"\b(?:seems?|appears?|perhaps|maybe|probably|possibly|arguably|no telling|anyone's guess|kind of)\b"),
    (-0.10, r"^(?:if|this means|that means|of course|imagine|think|consider|remember|look|well|so|now|and so|let)\b"),
]  # fmt: skip
_COMPILED = [(weight, re.compile(expression)) for weight, expression in _SIGNS]
_BASE = 0.25
_NAME = re.compile(r"(?<=[\w,;:] )[A-Z][\w’'-]+")
_WORD = re.compile(r"\w[\w’'-]*")
_SHORTEST = 4  # words; below, a sentence states nothing that can be checked
_LONGEST = 1500  # code points looked at, however long the sentence

_WITHOUT_NUMBERS = 0.65  # from here on an article's sentence without a number needs a source
CHECKABLE = 0.5  # from here on a sentence is shown as a claim to check

_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_FIGURE = r"(?<![\d,.])\b\d[\d,.]*"  # from its first digit, so that long lists of digits cost no time
_STATISTIC = re.compile(
    r"(?:[$£€¥] ?\d[\d,.]*(?: ?(?:bn|m|k|million|billion|trillion|thousand))?\b"
    rf"|{_FIGURE}(?: ?(?:percent|per cent|%|percentage points|million|billion|trillion|thousand|bn))"
    r"(?: (?:dollars|euros|pounds|people|jobs|homes|tons|tonnes))?"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+) (?:in|out of) (?:every )?"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b"
    r"|\b(?:half|a third|two thirds|two-thirds|a quarter|three quarters|three-quarters) of (?:all |the )?"
    r"(?!its|his|her|their|our|my|it|them|us|that|this)\w+"
    r"|\b(?:hundreds|thousands|millions|billions|dozens) of \w+"
    r"|\b(?:doubled|tripled|quadrupled|halved)\b"
    rf"|{_FIGURE} (?:people|residents|families|jobs|homes|children|students|workers|voters|households|patients|"
    r"pupils|visitors|cases|deaths|tons|tonnes|customers|businesses)\b)"
)  # fmt: skip
_NO_STATISTIC_BEFORE = re.compile(rf"(?:\b(?:aged?|{_MONTH}|at|room|number|no\.?|route|chapter|page|act|section) )$")


def checkability(document: Document, sentence: Span) -> float:
    """How checkable a sentence is, from 0 (opinion, question, talk) to 1 (figures, events, comparisons)."""
    end = min(sentence.end, sentence.start + _LONGEST)
    words = _WORD.findall(document.text, sentence.start, end)
    if len(words) < _SHORTEST:
        return 0.0
    folded = document.folded[sentence.start : end]
    score = _BASE + sum(weight for weight, sign in _COMPILED if sign.search(folded))
    score += 0.1 * (len(words) >= 10) + 0.1 * (len(words) >= 20)
    names = len(_NAME.findall(document.text, sentence.start, end))
    score += min(0.25, 0.1 * names)
    return round(min(1.0, max(0.0, score)), 2)


def _state(attribution: Attribution) -> Sourcing:
    return "sourced" if attribution.named else "unnamed"


_QUANTITY = re.compile(r"(?<![\w-])\d|" + _STATISTIC.pattern)
_LONG_QUOTATION = 25  # code points; shorter ones are terms, titles and scare quotes
_CONTINUES = re.compile(
    r"(?:he|she|they|it|his|her|their|its|both|"
    r"the (?:report|study|survey|letter|plan|agency|group|company|council|statement|review|audit|document|figures?|"
    r"paper|budget))\b"
)


def find_claims(document: Document, attributions: tuple[Attribution, ...]) -> tuple[Claim, ...]:
    """The sentences that state something checkable, in order, with their sourcing.

    A source is in reach where it stands in the sentence itself, or in the sentence before it in the same paragraph if
    this one goes on about it (a pronoun, "the report"). A link or a footnote in the sentence counts as a source.
    """
    evidence = Evidence(document, None, attributions, ())  # type: ignore[arg-type]
    found: list[Claim] = []
    before: tuple[int | None, Attribution | None] = (None, None)  # block and attribution of the sentence before
    for index, sentence in enumerate(document.sentences):
        block = document.block_index(sentence.start)
        kind = document.blocks[block].kind if block is not None else "paragraph"
        touching = evidence.attributions_in(index)
        own = [a for a in touching if a.theirs or not a.source]
        credited = next((a for a in own if a.source), own[0] if own else None)
        sourcing: Sourcing = "unsourced"
        if credited:
            sourcing = _state(credited)
        elif any(q.end - q.start > _LONG_QUOTATION for q in document.quotations_in(sentence)):
            sourcing = "unnamed"  # somebody's words, whoever it is
        elif evidence.references_in(sentence):
            sourcing = "sourced"
        elif before[1] and before[1].source and before[0] == block and _CONTINUES.match(
            document.folded, sentence.start, sentence.end
        ):  # fmt: skip
            credited = before[1]
            sourcing = _state(credited)
        before = (block, credited)
        if document.in_title(sentence.start) or kind in ("heading", "caption", "table-cell"):
            continue
        if sourcing == "unsourced" and touching and not _QUANTITY.search(document.folded, sentence.start, sentence.end):
            # "Lopez criticised the plan" tells of somebody's words, and says whose.
            credited = next((a for a in touching if a.source), touching[0])
            sourcing = _state(credited)
        checkable = checkability(document, sentence)
        # In an article, what nobody would check needs no source; a sentence by itself gets its score in any case.
        least = 0.01
        if sourcing == "unsourced" and document.kind == "article":
            numbers = _QUANTITY.search(document.folded, sentence.start, sentence.end)
            least = CHECKABLE if numbers else _WITHOUT_NUMBERS
            if not numbers and checkable >= least and find_cues(document, sentence):
                continue  # what somebody says, wants or promises, in words that are no attribution
        if checkable >= least:
            found.append(Claim(sentence.start, sentence.end, checkable, sourcing, credited))
    return tuple(found)


def unsourced_claims(evidence: Evidence) -> Iterator[Hit]:
    """Whole sentences that state a checkable fact with no source in reach."""
    for claim in evidence.claims:
        if claim.sourcing == "unsourced" and claim.checkable >= CHECKABLE:
            yield Hit("sourcing.unsourced-claim", claim.start, claim.end)


def unsourced_numbers(evidence: Evidence) -> Iterator[Hit]:
    """Statistics in sentences with no source in reach; dates, ages and numbering left out."""
    document = evidence.document
    for claim in evidence.claims:
        if claim.sourcing != "unsourced":
            continue
        for number in _STATISTIC.finditer(document.folded, claim.start, claim.end):
            if not _NO_STATISTIC_BEFORE.search(document.folded[max(claim.start, number.start() - 20) : number.start()]):
                yield Hit("sourcing.unsourced-number", *number.span())
