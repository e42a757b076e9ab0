"""Sources that the text knows by a noun only ("experts", "an official"): the `said_by` cues of rule files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from medialit.detect.evidence import Attribution, Evidence
from medialit.rules.hits import Hit
from medialit.rules.inflect import inflections
from medialit.rules.model import Rule
from medialit.rules.surroundings import Surroundings
from medialit.text.document import Document, Span

_WORD = re.compile(r"[\w'-]+|[^\w\s]")
# What comes behind the noun that heads a phrase: "sources close to the mayor", "critics of the plan".
_BEHIND_HEAD = frozenset(
    "of in at on from for with within inside around near about to by close familiar loyal opposed briefed privy who "
    "whom whose which that working involved there here alike".split()
)
_GAP = 30  # code points between source and reporting word that a flag may run over


class SourceNouns:
    """The `said_by` nouns of a set of rules, by form."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._entries: dict[str, list[tuple[str, Surroundings]]] = {}
        for rule in rules:
            for cue in rule.cues:
                surroundings = Surroundings(cue)
                for form in sorted({form for noun in cue.said_by for form in inflections(noun, "nouns")}):
                    self._entries.setdefault(form, []).append((rule.id, surroundings))

    def find(self, evidence: Evidence) -> Iterator[Hit]:
        """A hit for every attribution whose source names nobody and is headed by one of the nouns."""
        document = evidence.document
        for attribution in evidence.attributions:
            if attribution.source is None or attribution.named or not attribution.theirs:
                continue
            head = _head(document, attribution.source)
            sentence = document.sentence_at(head.start) if head else None
            if head is None or sentence is None:
                continue
            for rule, surroundings in self._entries.get(document.folded[head.start : head.end], ()):
                if surroundings.hold(document, sentence, head.start, head.end):
                    yield Hit(rule, *_flagged(document, attribution, sentence))


def _head(document: Document, source: Span) -> Span | None:
    """The noun that heads a noun phrase."""
    head = None
    for word in _WORD.finditer(document.folded, *source):
        if head and (word[0] in _BEHIND_HEAD or not word[0][0].isalnum()):
            break
        head = Span(*word.span())
    return head


def _flagged(document: Document, attribution: Attribution, sentence: Span) -> Span:
    """The source with its reporting word, where they stand together."""
    source, cue = attribution.source or attribution.cue, attribution.cue
    first, last = min(source, cue), max(source, cue)
    together = last.start - first.end <= _GAP and "," not in document.text[first.end : last.start]
    span = Span(first.start, last.end) if together else source
    return Span(max(span.start, sentence.start), min(span.end, sentence.end))
