"""Questions that are asked to be agreed with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medialit.detect.evidence import Evidence
from medialit.rules.hits import Hit

_START = re.compile(
    r"(?:how|what|why|who|whom|whose|when|where|which|is|are|was|were|isn't|aren't|wasn't|do|does|did|don't|doesn't|"
    r"didn't|can|can't|could|couldn't|would|wouldn't|should|shouldn't|will|won't|has|have|haven't|hasn't|had|must)\b"
)
_JOINT = re.compile(r"(?:^|[,:;–—] ?|\b(?:and|but|so|or) )(?=[a-z])")
_ENDS = re.compile(r"\?[\"')\]]*$")


def rhetorical_questions(evidence: Evidence) -> Iterator[Hit]:
    """Questions in the running text that no named source answers; flagged from the question word."""
    document = evidence.document
    for index, sentence in enumerate(document.sentences):
        block = document.block_at(sentence.start)
        if block is None or block.kind not in ("paragraph", "list-item"):
            continue
        folded = document.folded[sentence.start : sentence.end]
        if not _ENDS.search(folded):
            continue
        following = evidence.attributions_in(index + 1)
        if any(attribution.named for attribution in following) or evidence.attributions_in(index):
            continue
        starts = (joint.end() for joint in _JOINT.finditer(folded) if _START.match(folded, joint.end()))
        yield Hit("persuasion.rhetorical-question", sentence.start + next(starts, 0), sentence.end)
