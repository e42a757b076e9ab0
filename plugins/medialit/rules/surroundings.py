"""The conditions that a rule puts on what stands around a cue."""

from __future__ import annotations

from medialit.rules.boundaries import REACH
from medialit.rules.model import Cue
from medialit.rules.patterns import Condition, anywhere, compiled, right_after, right_before
from medialit.text.document import Document, Span


class Surroundings:
    """The conditions of a cue; None where there is none."""

    def __init__(self, cue: Cue) -> None:
        def condition(expression: str, at_start: bool = False) -> Condition | None:
            return Condition(expression, at_start) if expression else None

        self._following = right_after(cue.followed_by)
        self._preceded = condition(right_before(cue.preceded_by))
        self._not_preceded = condition(right_before(cue.not_preceded_by))
        self._followed = condition(self._following, at_start=True)
        self._not_followed = condition(right_after(cue.not_followed_by), at_start=True)
        self._has = condition(anywhere(cue.sentence_has))
        self._lacks = condition(anywhere(cue.sentence_lacks))
        self._near_has = condition(anywhere(cue.near_has))
        self._near_lacks = condition(anywhere(cue.near_lacks))

    def compile(self) -> int:
        """Compile all of them now; their size in RE2's instructions. Raises PatternError."""
        conditions = [condition for condition in vars(self).values() if isinstance(condition, Condition)]
        for condition in conditions:
            condition.holds(b"")
        return sum(condition.size for condition in conditions)

    def hold(self, document: Document, sentence: Span, start: int, end: int) -> bool:
        """Whether all hold for words at a place of a sentence; only `near_*` look at the sentences beside it."""
        folded = document.folded
        if self._preceded or self._not_preceded:
            before = folded[max(sentence.start, start - REACH) : start].encode()
            if self._preceded and not self._preceded.holds(before):
                return False
            if self._not_preceded and self._not_preceded.holds(before):
                return False
        if self._followed or self._not_followed:
            after = folded[end : min(sentence.end, end + REACH)].encode()
            if self._followed and not self._followed.holds(after):
                return False
            if self._not_followed and self._not_followed.holds(after):
                return False
        if (self._has or self._lacks) and not _in_words(
            self._has, self._lacks, folded, sentence, start - REACH, end + REACH
        ):
            return False
        if not (self._near_has or self._near_lacks):
            return True
        around = _with_neighbours(document, sentence)
        return _in_words(self._near_has, self._near_lacks, folded, around, start - 2 * REACH, end + 2 * REACH)

    def following_end(self, folded: str, sentence: Span, end: int) -> int:
        """Where the words that must follow a cue end, given that they follow it."""
        after = folded[end : min(sentence.end, end + REACH)].encode()
        match = compiled(self._following, capture=True).match(after)
        return end + len(after[: match.end(1)].decode(errors="ignore"))


def _in_words(has: Condition | None, lacks: Condition | None, folded: str, span: Span, start: int, end: int) -> bool:
    """Whether one condition holds in a span and the other does not; of a long span, only what is near is looked at."""
    words = folded[max(span.start, start) : min(span.end, end)].encode()
    return bool((not has or has.holds(words)) and not (lacks and lacks.holds(words)))


def _with_neighbours(document: Document, sentence: Span) -> Span:
    """From the sentence before to the one after, at most."""
    index = document.sentence_index(sentence.start) or 0
    around = document.sentences[max(0, index - 1) : index + 2]
    return Span(around[0].start, around[-1].end)
