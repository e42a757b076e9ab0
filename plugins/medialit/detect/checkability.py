"""How checkable a sentence is: a sum of signs, turned into a figure between 0 and 1.

The signs are those of the literature on check-worthiness (Hassan et al. 2017, ClaimBuster; Konstantinovskiy et al.
2018, Full Fact; Ni et al. 2024, AFaCTA): quantities, events, public acts, names and comparisons speak for a checkable
fact; questions, wishes, advice, predictions, ceremony and talk to the reader speak against it. Each adds its weight to
the log-odds. The weights are round numbers, set by hand and looked at on labelled speeches; none is learnt.
"""

from __future__ import annotations

import math
import re
from functools import cache
from typing import Any

import re2

from medialit.text.document import Document, Span

# (weight, expression on folded text)
_SIGNS = [
    # Quantities, and large or exact ones
    (1.00, r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|dozens?|"
           r"hundreds?|thousands?|million|billion|trillion|half|third|quarter|twice|doubled?|tripled?|percent|majority|"
           r"dollars?|number one)\b"),
    (1.00, r"\d|\b(?:million|billion|trillion|percent|per cent|thousand|hundred)\b"),
    # Comparison, record, cause
    (0.25, r"\b(?:more|less|fewer|higher|lower|larger|smaller|bigger|longer|worse|better|faster|further)\b"),
    (0.50, r"\b(?:most|least|largest|biggest|highest|lowest|worst|best|first|last|record|only|never before|ever|"
           r"all-time|second to none)\b"),
    (0.25, r"\b(?:caused?|causes|led to|because|due to|result(?:s|ed)?|thanks to|since|so that)\b"),
    # Events (words in -ed, but not "need", "agreed", "united"), public acts among them, and what is under way
    (1.00, r"\b(?:\w+[^\Wet]ed|\w+[^\Wi]ted|\w+[^\Wn]ited)\b|\b(?:was|were|had|did|went|came|took|gave|made|got|met|"
           r"sold|sent|won|lost|fell|rose|grew|cut|built|bought|brought|began|broke|spent|paid|left|held|kept|ran|shut|struck|"
           r"became|wrote|spoke|found|said|voted|stood|led|chose|gone|done|seen|given|taken|been|grown|shown)\b"),
    (0.75, r"\b(?:voted|passed|signed|enacted|increased|decreased|reduced|raised|cut|created|opened|closed|launched|"
           r"supported|opposed|vetoed|proposed|invested|hired|built|lost)\b"),
    (0.50, r"\b(?:is|are|been|being|'s|'re|am|'m) (?:\w+ly |now |also )?\w+ing\b|, (?:offer|provid|giv|send|sell|leav|"
           r"forc|mak|caus|tak|kill|mov|pay|work)ing\b"),
    # What is on public record, and when
    (1.00, r"\b(?:taxe?s?|budget|deficit|debt|jobs?|unemployment|economy|wages?|income|inflation|prices?|funds?|"
           r"funding|spending|bill|law|laws|act|amendment|treaty|court|congress|senate|legislature|parliament|council|"
           r"policy|program|programme|plan|schools?|students|teachers|hospitals?|patients|health care|insurance|"
           r"medicare|medicaid|social security|police|crime|prison|troops|war|weapons|oil|energy|gas|trade|exports|"
           r"imports|voters?|election|companies|industry|workers|families|population)\b"),
    (0.50, r"\b(?:department|agency|commission|administration|university|federal|county|district|board|part(?:y|ies)|"
           r"bipartisan|rates?|average|study|report|statistics|percentage|number of)\b"),
    (0.25, r"\b(?:years?|century|months?|decades?|yesterday|last (?:week|night)|ago|since)\b"),
    # Questions, what may or will be, what ought to be
    (-1.50, r"\?[\"')\]]*$"),
    (-0.25, r"\b(?:would|could|may|might|can|shall|'d)\b"),
    (-0.50, r"\b(?:will|'ll|won't|going to|intends? to|plans? to)\b"),
    (-0.50, r"\b(?:if|unless|whether)\b"),
    (-0.50, r"^to\b|\bhow to\b|\bin order to\b"),
    (-1.25, r"\b(?:should|must|ought|let us|let's|needs? to|ha(?:ve|s) to|got to|deserves?|it's time|it is time)\b"),
    (-0.25, r"\b(?:not|no)\b|n't\b"),
    (-0.25, r"\b(?:seems?|appears?|perhaps|maybe|probably|possibly|arguably|no telling|anyone's guess|kind of)\b"),
    # The speaker's mind, talk to the listener, ceremony, abstractions
    (-0.50, r"\b(?:i believe|i think|i want|i hope|i feel|in my view|we want|we believe|i'd like|i would like|i know|"
            r"i'm)\b"),
    (-0.50, r"\b(?:i|me|my|i'm|i've)\b"),
    (-0.50, r"\b(?:you|your)\b"),
    (-0.50, r"^(?:that|this|it|there)\b"),
    (-0.75, r"\b(?:thank|thanks|god|bless|welcome|congratulations|please|good (?:morning|evening|night)|ladies|"
            r"gentlemen|honou?r|proud|grateful|dream|spirit|hearts?|faith|prayers?|wish|tonight|hope|love|great|wonderful|"
            r"important|future|together|believe|freedom)\b"),
    (-0.50, r"\b(?:opportunit(?:y|ies)|challenges?|values?|commitment|courage|strength|potential|promise|vision|duty|"
            r"responsibility|things?|moment|stor(?:y|ies)|journey|principles?|leadership|chance|success|path|kind|sort|"
            r"point|reason|question|words|mission|way|ideas?|matters?|character|legacy|optimism)\b"),
]  # fmt: skip
_BASE = -0.25
_PER_NAME, _NAMES = 0.5, 3  # weight of a capitalised word inside the sentence, and how many count
_LENGTHS = ((10, 0.5), (20, 0.25))  # from so many words on, so much more
# A capital, then what stands before it: so a search skips to capitals.
_NAME = re.compile(r"[A-Z](?<=[\w,;:] [A-Z])(?!(?<=I)\b)[\w’'-]+")
_WORD = re.compile(r"\w[\w’'-]*")
_SHORTEST = 4  # words; below, a sentence states nothing that can be checked
_LONGEST = 1500  # code points looked at, however long the sentence


@cache
def _signs() -> Any:
    """All signs as one RE2 set, which finds those that a sentence has in one pass."""
    options = re2.Options()
    options.max_mem = 64 << 20  # so that no sentence is too much for it
    signs = re2.Set.SearchSet(options)
    for _, expression in _SIGNS:
        signs.Add(expression)
    signs.Compile()
    return signs


def checkability(document: Document, sentence: Span) -> float:
    """How checkable a sentence is, from 0 (opinion, question, talk) to 1 (figures, events, comparisons)."""
    end = min(sentence.end, sentence.start + _LONGEST)
    words = len(_WORD.findall(document.text, sentence.start, end))
    if words < _SHORTEST:
        return 0.0
    folded = document.folded[sentence.start : end]
    found = _signs().Match(folded) or ()
    odds = _BASE + sum(_SIGNS[sign][0] for sign in found)
    odds += sum(weight for least, weight in _LENGTHS if words >= least)
    odds += _PER_NAME * min(_NAMES, len(_NAME.findall(document.text, sentence.start, end)))
    return round(1 / (1 + math.exp(-odds)), 3)
