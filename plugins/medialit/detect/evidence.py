"""What the detectors know of a text: its parts, who speaks in it, what it claims."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from medialit.detect.reporting import Cue, ReportingWords
from medialit.text.document import Document, Metadata, Reference, Span

AttributionKind = Literal["direct", "indirect", "mixed"]
Sourcing = Literal["sourced", "unnamed", "unsourced"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words that the text says are somebody's.

    `cue` is the reporting word ("said"), `source` the phrase for who speaks (None: nobody is given), `content` the
    parts of what is said, `speaker` the source's name or phrase as a reader would credit it, `role` what the text
    says they are, `mention` the phrase that a source "who" takes up. `theirs` is false where the content is not what
    they say, but what they speak of ("Lopez criticised the plan") or what nobody is named for.
    """

    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    kind: AttributionKind
    named: bool
    speaker: str | None
    role: str | None = None
    theirs: bool = True
    mention: Span | None = None

    def credited(self, text: str) -> str:
        """Whom a reader would credit: the speaker, or else the words of the source; empty where nobody is given."""
        return " ".join((self.speaker or (text[slice(*self.source)] if self.source else "")).split())


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that states a checkable fact, how checkable it is (0-1), and whether somebody stands behind it."""

    start: int
    end: int
    checkable: float
    sourcing: Sourcing
    attribution: Attribution | None = None


@dataclass
class Evidence:
    """A document with what has been found in it so far."""

    document: Document
    metadata: Metadata
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()

    @cached_property
    def _reference_starts(self) -> list[int]:
        return [reference.start for reference in self.document.references]

    def references_in(self, span: tuple[int, int]) -> tuple[Reference, ...]:
        """The links and footnote marks that begin inside a span, or right at its end."""
        starts = self._reference_starts
        return self.document.references[bisect_left(starts, span[0]) : bisect_right(starts, span[1])]

    @cached_property
    def reporting_words(self) -> ReportingWords:
        """All words by which the text says that something is somebody's."""
        return ReportingWords(self.document)

    def cues_in(self, span: Span) -> list[Cue]:
        """The reporting words in a span, quoted ones among them."""
        return self.reporting_words.inside(span)

    @cached_property
    def _by_sentence(self) -> dict[int, list[Attribution]]:
        found: dict[int, list[Attribution]] = {}
        for attribution in self.attributions:
            for span in {attribution.cue, *attribution.content}:
                first = self.document.sentence_index(span.start)
                last = self.document.sentence_index(max(span.start, span.end - 1))
                if first is not None:
                    for index in range(first, (first if last is None else last) + 1):
                        there = found.setdefault(index, [])
                        if not there or there[-1] is not attribution:
                            there.append(attribution)
        return found

    def attributions_in(self, sentence_index: int) -> list[Attribution]:
        """The attributions whose cue or content touches a sentence."""
        return self._by_sentence.get(sentence_index, [])
