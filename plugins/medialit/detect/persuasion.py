"""Questions that are asked to be agreed with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medialit.detect.evidence import Evidence
from medialit.rules.hits import Hit
from medialit.text.document import Document, Span

_QUESTION_WORD = (
    r"(?:how|what|why|who|whom|whose|when|where|which|is|are|was|were|isn't|aren't|wasn't|weren't|do|does|did|don't|"
    r"doesn't|didn't|can|can't|could|couldn't|would|wouldn't|should|shouldn't|will|won't|shall|has|hasn't|have|haven't|"
    r"had|hadn't|must|mustn't|cannot)\b"
)
_START = re.compile(rf"[\"'(\[ ]*(?:(?:and|but|so|or|then|well|yet|now|still|again)\b[, ]*)*(?={_QUESTION_WORD})")
_ENUMERATED = re.compile(
    r"\W*(?:and |but )?(?:first|second|third|fourth|finally|last|lastly|thirdly|secondly|firstly),? "
)
_JOINT = re.compile(rf"(?:[:;–—] ?|, ?(?:and |but |so |or )?|\b(?:and|but|so) )(?={_QUESTION_WORD})")
_TAG = re.compile(
    r", (?:(?:is|are|was|were|do|does|did|has|have|can|could|will|would|should)(?:n't)? "
    r"(?:it|he|she|they|we|you|i|there)|right|no|eh)\?$"
)
# What makes a question lean: denial, "any" and "ever", insistence, a blurred "they", what could or must be, degree.
_LEANING = re.compile(
    r"\b(?:not|no|never|nothing|nobody|none|\w+n't|any|anyone|anybody|anything|anywhere|ever|even|really|possibly|"
    r"actually|else|such|still|simply|just|honestly|truly|seriously|they|them|their|these|those|must|would|could|can|"
    r"cannot|how (?:is it|long|many|much|often|dare)|so (?:many|much|often|long|few|little)|supposed|wrong|we|us|our|"
    r"want|believe|trust|expect|deserve|afford)\b"
)
_WORD = re.compile(r"[\w'-]+")
_ENDS = re.compile(r"\?[\"')\]]*$")
_LABEL = re.compile(r"^(?:Q|A|[A-Z][\w.'’ -]{1,30}): ", re.MULTILINE)
_FORM = re.compile(r"\b(?:poll|survey|subscribe|sign up|newsletter|click|vote below|comments?|email)\b")
_FEWEST_WORDS, _FEWEST_WORDS_UNLESS_LEANING = 4, 10
_FEWEST_LABELS = 4  # so many "NAME: " at the beginnings of lines are the turns of an interview


def _begin(folded: str) -> int | None:
    """Where the question itself begins in its sentence; None if the sentence only ends like one."""
    if start := _START.match(folded):
        return start.end()
    if joint := _JOINT.search(folded):
        return joint.end()
    return 0 if _TAG.search(folded) else None


def _leads(folded: str, begin: int) -> bool:
    """Whether the question in a sentence is worded to push an answer, or too long to be a plain request for facts."""
    leaning = _LEANING.search(folded, begin) or _ENUMERATED.match(folded)
    return len(_WORD.findall(folded, begin)) >= (_FEWEST_WORDS if leaning else _FEWEST_WORDS_UNLESS_LEANING)


def _is_form(document: Document, index: int, question: str) -> bool:
    """Whether a question belongs to a poll or an advertisement: those are asked twice, or say what to click."""
    around = document.sentences[max(0, index - 1) : index] + document.sentences[index + 1 : index + 2]
    neighbours = [document.folded[span.start : span.end] for span in around]
    return bool(_FORM.search(question)) or any(question in words or _FORM.search(words) for words in neighbours)


def rhetorical_questions(evidence: Evidence) -> Iterator[Hit]:
    """Leading questions in the running text that no named source answers; flagged from the question word."""
    document = evidence.document
    if evidence.metadata.type == "interview" or len(_LABEL.findall(document.text)) >= _FEWEST_LABELS:
        return
    for index, sentence in enumerate(document.sentences):
        block = document.block_at(sentence.start)
        if block is None or block.kind not in ("paragraph", "list-item"):
            continue
        folded = document.folded[sentence.start : sentence.end]
        mark = _ENDS.search(folded)
        if not mark or (begin := _begin(folded)) is None:
            continue
        question = Span(sentence.start + begin, sentence.end)
        if document.quotation_at(sentence.start + mark.start()) or not _leads(folded, begin):
            continue
        if any(a.named for a in evidence.attributions_in(index + 1)) or evidence.attributions_in(index):
            continue
        if not _is_form(document, index, folded[begin:]):
            yield Hit("persuasion.rhetorical-question", *question)
