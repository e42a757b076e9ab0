"""Claims and numbers with nobody behind them, as flags: what a reader would really ask about, and no more."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

from medialit.detect.claims import asks_for_source
from medialit.detect.evidence import Claim, Evidence
from medialit.detect.quantities import quantities, statistics
from medialit.rules.hits import Hit
from medialit.text.document import Document, Span
from medialit.text.scan import inside

# What the writer saw, did or thinks is the writer's own: nobody else need stand behind it.
_OWN = re.compile(r"\b(?:i|me|my|i'm|i've|i'd|i'll|we|us|our|ours|we're|we've|we'd|we'll|you|your|let's)\b")
# What weighs, explains or looks ahead states no fact that could be looked up.
_WEIGHS = re.compile(
    r"(?:and |but |so |yet |still, )?(?:recall|judging (?:by|from)|no wonder|clearly|perhaps|maybe|of course|no doubt|"
    r"surely|obviously|it (?:matters|seems|turns out|is (?:time|no|hard|easy|clear|worth|not))|the (?:\w+ )?(?:idea|"
    r"tragedy|truth|point|problem|trouble|irony|lesson|question|notion|explanation|reason|answer|real|most obvious|"
    r"only thing|first order|civility|result|upshot)\b)"
)
_AHEAD = re.compile(r"\b(?:will|would|could|may|might|should|must|can|shall|going to|needs? to|ha(?:s|ve) to)\b|'ll\b")
_EVENT = re.compile(
    r"\b(?:\w+[^\Wet]ed|\w+[^\Wi]ted|was|were|had|did|has|went|came|took|gave|made|got|met|sold|sent|won|lost|fell|rose|"
    r"grew|built|bought|brought|began|broke|spent|paid|left|held|kept|became|wrote|found|"
    r"runs?|costs?|owns?|employs?|contains?|includes?|supplies|supply|produces?|makes?|sells?|buys?|pays?|spends?|uses?)\b"
)
_HAPPENING = re.compile(
    r"\b(?:is|are|'s|'re) (?:\w+ly |now |also )?\w+ing\b|, \w+ing (?:to|that|a|the|its|his|her|their)\b"
)
_IS_SOMETHING = re.compile(
    r"(?:it|this|that|these|those|he|she|they)(?:'s| is|'re| are| was| were)(?: been)? (?:an?|the|one|not|prob)"
)
_SOFTENED = re.compile(r"\b(?:probably|perhaps|maybe|arguably|seemingly|notice|imagine|supposedly)\b")
_ENDS = re.compile(r"[.][\"'”’)\]]*$")
_BEGINS = re.compile(r"[\"'“‘(\[]?[A-Z0-9$£€]")
_NO_LETTERS = bytes(set(range(256)) - set(string.ascii_letters.encode()))
_FEWEST_LETTERS = 0.6  # of a sentence's characters; below it is a row of a table, a caption, an address
_NO_PROSE = re.compile(
    r"\((?:ap|afp|upi|reuters|tns|cnn)\)|https?:|www\.|pic\.twitter|@\w|\||~~|hide caption|photos?:|•"
)
# A number with these about it says where it comes from, or is no measurement but a limit, a price, a proposal.
_COUNTED_BY = re.compile(
    r"\b(?:polls?|polling|polled|surveys?|surveyed|reports?|stud(?:y|ies)|census|data|figures|statistics|estimates?|"
    r"estimated|projections?|projects?|margin of error|sample|respondents|tally|count|"
    r"counted|audit|index|records?|filings?|slide)\b"
)
_LIMIT = re.compile(r" (?:or|and) (?:less|fewer|more|over|under)\b|age points?\b")
_LIMIT_BEFORE = re.compile(
    r"\b(?:up to|at least|no more than|less than|under|over|even|minimum of|fined|fine of|plus or minus) $"
)


def unsourced_claims(evidence: Evidence) -> Iterator[Hit]:
    """Whole sentences that state a checkable fact with no source in reach."""
    document = evidence.document
    # Of an article, claims that ask for no source are out already.
    numbers = None if document.kind == "article" else quantities(document)
    for claim in evidence.claims:
        sentence = Span(claim.start, claim.end)
        if claim.sourcing != "unsourced" or not _is_statement(evidence, claim):
            continue
        if numbers is None or asks_for_source(evidence, sentence, claim.checkable, bool(inside(numbers, sentence))):
            yield Hit("sourcing.unsourced-claim", *sentence)


def unsourced_numbers(evidence: Evidence) -> Iterator[Hit]:
    """Statistics in sentences with no source in reach; limits, tables and what a named count gives are left out."""
    document = evidence.document
    everywhere = statistics(document)
    for claim in evidence.claims:
        if claim.sourcing != "unsourced" or not everywhere or not _is_prose(document, claim):
            continue
        folded = document.folded
        if _COUNTED_BY.search(folded, claim.start, claim.end):
            continue
        for number in inside(everywhere, Span(claim.start, claim.end)):
            limited = _LIMIT.match(folded, number.end) or _LIMIT_BEFORE.search(
                folded[max(claim.start, number.start - 20) : number.start]
            )
            if not limited:
                yield Hit("sourcing.unsourced-number", *number)


def _is_prose(document: Document, claim: Claim) -> bool:
    """Whether a sentence is one, and no row of a table, caption or address."""
    words = document.text[claim.start : claim.end]
    letters = len(words.encode("ascii", "ignore").translate(None, _NO_LETTERS))
    return letters >= _FEWEST_LETTERS * len(words) and not _NO_PROSE.search(words.lower())


def _is_statement(evidence: Evidence, claim: Claim) -> bool:
    """Whether a sentence says how things are or were, as something that anybody could look up."""
    document = evidence.document
    folded = document.folded
    if not _is_prose(document, claim):
        return False
    whole = _BEGINS.match(document.text, claim.start) and _ENDS.search(
        document.text, max(claim.start, claim.end - 6), claim.end
    )
    if document.kind == "article" and not whole:
        return False
    place = (claim.start, claim.end)
    if any(expression.search(folded, *place) for expression in (_OWN, _SOFTENED, _COUNTED_BY)):
        return False
    # What somebody calls for, criticises or answers is told of them, and says whose it is.
    if any(cue.word.kinds - {"nouns"} and not cue.word.participle for cue in evidence.cues_in(Span(*place))):
        return False
    if any(expression.match(folded, *place) for expression in (_WEIGHS, _IS_SOMETHING)):
        return False
    ahead = _AHEAD.search(folded, *place)
    before = ahead.start() if ahead else claim.end
    return bool(_EVENT.search(folded, claim.start, before) or _HAPPENING.search(folded, claim.start, before))
