"""What a rule found: a hit at first, and a flag once voices, genre and overlaps have been considered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from medialit.rules.model import Rule, Voice
from medialit.text.document import Span

Company = Literal["sentence", "nearby"]


class Hit(NamedTuple):
    """Words that raise a rule's question.

    `reason` says what is special about this instance, where that is known. `voice` says whose words they are where
    the place alone does not tell: marks of distance are the writer's, though they look like a quotation. With `company`
    the words raise the question only beside other flags of the family (see `Cue.company`).
    """

    rule: str
    start: int
    end: int
    scope: Literal["text", "article"] = "text"
    reason: str | None = None
    voice: Voice | None = None
    company: Company | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """A question about some words. Flag N of a critique is the N-th, from 1, everywhere.

    `speaker` is who said words of voice "quoted" or "attributed", where the text names one. A flag of scope "article"
    spans the whole text and is never a mark. `count` says how often the same words raise the same rule's question;
    the repeats have no flag of their own, and `repeats` says where they stand. `note` and `asked` are an educator's:
    what they say of the flag (why it is set aside, if it is), and their own question.
    """

    rule: Rule
    start: int
    end: int
    voice: Voice
    speaker: str | None = None
    scope: Literal["text", "article"] = "text"
    origin: Literal["rule", "educator"] = "rule"
    status: Literal["open", "confirmed", "dismissed"] = "open"
    reason: str | None = None
    repeats: tuple[Span, ...] = ()
    note: str | None = None
    asked: str | None = None

    @property
    def question(self) -> str:
        """What a reader is asked: the educator's own question, or else the rule's."""
        return self.asked or self.rule.question

    @property
    def count(self) -> int:
        """How often the words occur, this place included."""
        return 1 + len(self.repeats)

    @property
    def counted(self) -> bool:
        """Whether the flag is part of the counts: the writer's own words, neither a note nor praise, nor set aside."""
        own = self.voice in ("author", "headline")
        return own and self.rule.tier in ("ask", "notice") and self.status != "dismissed"
