"""Who speaks in an article, and how many of its words are whose."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from medialit.critique import Critique
from medialit.detect.evidence import Attribution, Evidence
from medialit.readability import WORD
from medialit.site.words import host

# "I think", "if you ask": the writer speaks, or speaks to the reader.
_SPEAKING = re.compile(r"(?:if )?(?:i|we|you)(?:[’'](?:d|m|ve|re|ll))?", re.IGNORECASE)


@dataclass(slots=True)
class Source:
    """One source of an article with its words, quoted and reported in the writer's own."""

    name: str
    named: bool
    number: int
    role: str = ""
    quoted: int = 0
    reported: int = 0
    paragraph: int | None = None
    linked: list[str] = field(default_factory=list)  # hosts that the sentences of its attributions link to

    @property
    def words(self) -> int:
        """All words that are this source's."""
        return self.quoted + self.reported


@dataclass(slots=True)
class Ledger:
    """The sources in the order of their first mention, and the words of the body by voice."""

    sources: list[Source] = field(default_factory=list)
    total: int = 0
    quoted: int = 0
    reported: int = 0

    @property
    def writer(self) -> int:
        """The words that are nobody else's."""
        return self.total - self.quoted - self.reported


def _positions(ranges: Iterable[tuple[int, int]], text: str) -> list[int]:
    return [match.start() for start, end in ranges for match in WORD.finditer(text, start, end)]


def ledger_of(critique: Critique) -> Ledger:
    """The source ledger. No word counts twice: the first attribution that holds it has it."""
    document, text = critique.document, critique.document.text
    places = _positions(((b.start, b.end) for b in document.blocks if b.kind != "title"), text)
    in_quotes = [False] * len(places)
    for quotation in document.quotations:
        first, last = bisect_left(places, quotation.start), bisect_left(places, quotation.end)
        in_quotes[first:last] = [True] * (last - first)
    taken = [False] * len(places)
    ledger = Ledger(total=len(places))
    by_name: dict[str, Source] = {}
    numbers = {name: number for number, name in enumerate(critique.first_mentions, 1)}
    evidence = Evidence(document, critique.metadata, critique.attributions, critique.claims)
    for attribution in critique.attributions:
        name = attribution.credited(text)
        # "It is feared that" credits nobody, and what a source only speaks of is not what it says: the writer's words.
        if not name or not attribution.theirs or _SPEAKING.fullmatch(name):
            continue
        key = name.casefold()
        source = by_name.get(key)
        if source is None:
            source = by_name[key] = Source(name, attribution.named, numbers[key])
            source.paragraph = critique.paragraph_at(critique.first_mentions[key].start)
            ledger.sources.append(source)
        source.named = source.named or attribution.named
        source.role = source.role or attribution.role or ""
        source.linked += [name for name in _linked(attribution, evidence) if name not in source.linked]
        for start, end in attribution.content:
            for place in range(bisect_left(places, start), bisect_left(places, end)):
                if taken[place]:
                    continue
                taken[place] = True
                if in_quotes[place]:
                    source.quoted += 1
                    ledger.quoted += 1
                else:
                    source.reported += 1
                    ledger.reported += 1
    return ledger


def _linked(attribution: Attribution, evidence: Evidence) -> list[str]:
    """Where the sentences of an attribution lead, in order and without repeats."""
    sentences = [evidence.document.sentence_at(span.start) for span in (attribution.cue, *attribution.content)]
    targets = [r.target for sentence in sorted(filter(None, sentences)) for r in evidence.references_in(sentence)]
    return list(dict.fromkeys(host(target) if "://" in target else "a note" for target in targets))
