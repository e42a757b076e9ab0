"""The analysis of one text: flags, attributions, claims, readability. Text in, a Critique out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from medialit.company import in_company
from medialit.detect import ARTICLE_DETECTORS, DETECTORS
from medialit.detect.attribution import find_attributions
from medialit.detect.claims import find_claims
from medialit.detect.evidence import Attribution, Claim, Evidence
from medialit.detect.sourcenouns import SourceNouns
from medialit.readability import Readability, score
from medialit.rules.hits import Company, Flag, Hit
from medialit.rules.matcher import Matcher
from medialit.rules.model import Rule, Voice
from medialit.text.dates import has_date_near, is_dated
from medialit.text.document import Document, Metadata, Span

_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety|hundred|thousand|million|billion)\b"
)


@dataclass(frozen=True)
class Critique:
    """All that the engine found in one document."""

    document: Document
    metadata: Metadata
    flags: tuple[Flag, ...]
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    readability: Readability

    @property
    def text(self) -> str:
        """The text of the document."""
        return self.document.text

    def around(self, flag: Flag) -> Span:
        """The sentence that holds a flag; where it is in none, the block, or else the flag itself."""
        around = self.document.sentence_at(flag.start) or self.document.block_at(flag.start)
        return Span(around.start, around.end) if around else Span(flag.start, flag.end)

    @cached_property
    def first_mentions(self) -> dict[str, Span]:
        """Where each source stands first, in order, by name or phrase in lower case. Source N is the N-th, from 1."""
        found: dict[str, Span] = {}
        for attribution in self.attributions:
            if attribution.theirs and (name := attribution.credited(self.document.text)):
                found.setdefault(name.casefold(), attribution.mention or attribution.source or attribution.cue)
        return found

    @cached_property
    def paragraphs(self) -> tuple[tuple[Span, Readability], ...]:
        """The running paragraphs of the body with their readability."""
        document = self.document
        found = []
        for block in (b for b in document.blocks if b.kind == "paragraph"):
            index = document.sentence_index(block.start)
            sentences = []
            while index is not None and index < len(document.sentences) and document.sentences[index].end <= block.end:
                sentences.append(document.sentences[index])
                index += 1
            found.append((Span(block.start, block.end), score(document.text, sentences)))
        return tuple(found)

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [block.start for block in self.document.blocks if block.kind == "paragraph"]

    def paragraph_at(self, position: int) -> int | None:
        """The number, from 1, of the running paragraph that holds a position; None in headings, lists and tables."""
        block = self.document.block_at(position)
        if block is None or block.kind != "paragraph":
            return None
        return bisect_left(self._paragraph_starts, block.start) + 1


class Voices:
    """Whose words stand at a place: looked up in the quotations and in what is attributed indirectly."""

    def __init__(self, document: Document, attributions: Iterable[Attribution]) -> None:
        self._document = document
        spans = [(span, a) for a in attributions for span in a.content]
        spans.sort(key=lambda item: item[0])
        self._attributed = spans
        self._attributed_starts = [span.start for span, _ in spans]
        self._quotes = document.quotations
        self._quote_starts = [quote.start for quote in self._quotes]

    def _attribution_at(self, position: int) -> Attribution | None:
        index = bisect_right(self._attributed_starts, position) - 1
        # Contents of one sentence may overlap those of a quotation: look a few back.
        near = [a for span, a in self._attributed[max(0, index - 3) : index + 1] if span.start <= position < span.end]
        # "Lopez said it was reportedly sold": hers before nobody's; of two speakers the inner one.
        return next((a for a in reversed(near) if a.source and a.theirs), near[-1] if near else None)

    def at(self, start: int, end: int) -> tuple[Voice, str | None]:
        """The voice of some words, and the speaker where the text names one."""
        index = bisect_right(self._quote_starts, start) - 1
        # Quoted are words inside a quotation, and longer ones that begin in it and mostly lie in it.
        if index >= 0 and 2 * (min(end, self._quotes[index].end) - start) > end - start:
            attribution = self._attribution_at(start)
            return "quoted", attribution.speaker if attribution else None
        if self._document.in_title(start):
            return "headline", None
        attribution = self._attribution_at(start)
        # Words credited to nobody ("it is feared that …") remain the writer's, and so does a whole sentence.
        theirs = attribution and attribution.source and attribution.theirs
        if attribution and theirs and end <= max(span.end for span in attribution.content):
            return "attributed", attribution.speaker
        return "author", None


class _Clearances:
    """Whether the text itself answers a rule's question at a place. Each sentence is looked at once."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._numbers: dict[int, tuple[int, int]] = {}  # by sentence: where its first number ends and its last begins

    @cached_property
    def _named(self) -> list[int]:
        """The sentences that a named source has a part in."""
        evidence = self._evidence
        sentences = range(len(evidence.document.sentences))
        return [index for index in sentences if any(a.named for a in evidence.attributions_in(index))]

    @cached_property
    def _dated(self) -> bool:
        return self._evidence.metadata.date is not None or is_dated(self._evidence.document)

    def _number_around(self, index: int, start: int, end: int) -> bool:
        if index not in self._numbers:
            found = list(_NUMBER.finditer(self._evidence.document.folded, *self._evidence.document.sentences[index]))
            self._numbers[index] = (found[0].end(), found[-1].start()) if found else (end + 1, -1)
        first_end, last_start = self._numbers[index]
        return first_end <= start or last_start >= end

    def hold(self, rule: Rule, start: int, end: int) -> bool:
        document = self._evidence.document
        if "date" in rule.cleared_by and (self._dated or has_date_near(document, start, end)):
            return True
        index = document.sentence_index(start)
        if index is None:
            return False
        if "link" in rule.cleared_by and self._evidence.references_in(document.sentences[index]):
            return True
        if "source" in rule.cleared_by and any(a.source and a.theirs for a in self._evidence.attributions_in(index)):
            return True
        if "number" in rule.cleared_by and self._number_around(index, start, end):
            return True
        if "named-source" in rule.cleared_by:
            block = document.block_at(start)
            place = bisect_left(self._named, index)
            if block and place < len(self._named):
                return document.sentences[self._named[place]].start < block.end
        return False


def _is_attribution(evidence: Evidence, rule: Rule, hit: Hit) -> bool:
    """Whether a hit stands on the reporting word or the source of an attribution of the kind that the rule is about."""
    index = evidence.document.sentence_index(hit.start)
    near = evidence.attributions_in(index) if index is not None else []
    return any(
        span is not None and span.touches((hit.start, hit.end))
        for attribution in near
        if rule.attribution == "any" or attribution.source is None
        for span in (attribution.cue, attribution.source)
    )


def _one_a_place(flags: list[Flag], evidence: Evidence) -> list[Flag]:
    """Of flags of one family on the same words the longest; but a flag on a whole sentence gives way to exact ones."""
    sentences = set(evidence.document.sentences)
    kept: list[Flag] = []
    exact: dict[str, list[Flag]] = {}
    whole: dict[str, list[Flag]] = {}
    for flag in flags:
        if flag.scope == "article":
            kept.append(flag)
        else:
            group = whole if Span(flag.start, flag.end) in sentences else exact
            group.setdefault(flag.rule.family, []).append(flag)
    taken: dict[str, list[Span]] = {}  # disjoint, in order
    for family, flags_of_words in exact.items():
        places = taken.setdefault(family, [])
        for flag in sorted(flags_of_words, key=lambda flag: (flag.start - flag.end, *_order(flag))):
            at = bisect_left(places, (flag.start, flag.end))
            before, after = places[max(0, at - 1) : at], places[at : at + 1]
            if not any(place.touches((flag.start, flag.end)) for place in (*before, *after)):
                kept.append(flag)
                insort(places, Span(flag.start, flag.end))
    for family, flags_of_sentences in whole.items():
        places = taken.get(family, [])
        previous: Flag | None = None
        for flag in flags_of_sentences:
            at = bisect_left(places, (flag.end,)) - 1
            if (at < 0 or places[at].end <= flag.start) and not (previous and previous.start == flag.start):
                kept.append(flag)
                previous = flag
    return kept


def _without_repeats(flags: list[Flag], document: Document) -> list[Flag]:
    """The first of the flags of one rule on the same words in the same voice, with the places of the others."""
    groups: dict[tuple[str, str, Voice, str | None], list[Flag]] = {}
    for flag in flags:
        words = document.folded[flag.start : flag.end]
        groups.setdefault((flag.rule.id, words, flag.voice, flag.speaker), []).append(flag)
    kept = []
    for first, *rest in groups.values():
        if rest:
            repeats = tuple(Span(flag.start, flag.end) for flag in rest)
            first = replace(first, repeats=repeats)
        kept.append(first)
    return kept


def _few_a_paragraph(flags: list[Flag], document: Document) -> list[Flag]:
    seen: dict[tuple[str, int | None], int] = {}
    kept = []
    for flag in flags:
        if limit := flag.rule.most_per_paragraph:
            place = (flag.rule.id, document.block_index(flag.start))
            seen[place] = seen.get(place, 0) + 1
            if seen[place] > limit:
                continue
        kept.append(flag)
    return kept


class Engine:
    """The rules in force, compiled once; call `analyze` for each document."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self.rules = rules
        self._matcher = Matcher(rules.values())
        self._source_nouns = SourceNouns(rules.values())
        named = [(rule, rule.detector) for rule in rules.values() if rule.detector]
        self._detectors = [(rule, DETECTORS[name]) for rule, name in named if name in DETECTORS]
        self._article_detectors = [(rule, ARTICLE_DETECTORS[name]) for rule, name in named if name in ARTICLE_DETECTORS]

    def analyze(self, document: Document, metadata: Metadata | None = None) -> Critique:
        """All that the rules, the attribution and the formulas find in a document."""
        metadata = metadata or Metadata()
        evidence = Evidence(document, metadata)
        evidence.attributions = find_attributions(document, evidence.reporting_words)
        evidence.claims = find_claims(evidence)
        hits = [*self._matcher.find(document, metadata.lang), *self._source_nouns.find(evidence)]
        for rule, detector in self._detectors:
            hits += [hit._replace(rule=rule.id) for hit in detector(evidence) if hit.start < hit.end]
        flags = self._flags(evidence, hits)
        hits = [hit._replace(rule=rule.id) for rule, look in self._article_detectors for hit in look(evidence, flags)]
        flags = in_order((*flags, *self._flags(evidence, hits)))
        body = [s for s in document.sentences if not document.in_title(s.start)] or document.sentences
        return Critique(document, metadata, flags, evidence.attributions, evidence.claims, score(document.text, body))

    def _flags(self, evidence: Evidence, hits: list[Hit]) -> tuple[Flag, ...]:
        document = evidence.document
        voices = Voices(document, evidence.attributions)
        clearances = _Clearances(evidence)
        found: list[tuple[Flag, Company | None]] = []
        for hit in sorted(dict.fromkeys(hits), key=lambda hit: (hit.start, -hit.end, hit.rule)):
            voice: Voice
            speaker: str | None
            rule = self.rules[hit.rule]
            if rule.genres and evidence.metadata.type not in rule.genres:
                continue
            if rule.attribution and not _is_attribution(evidence, rule, hit):
                continue
            if hit.scope == "article" or hit.voice:
                voice, speaker = hit.voice or "author", None
            else:
                voice, speaker = voices.at(hit.start, hit.end)
            if rule.tier == "craft" and voice == "attributed":
                voice, speaker = "author", None  # that a source is named is the writer's doing
            if voice not in rule.voices or clearances.hold(rule, hit.start, hit.end):
                continue
            flag = Flag(rule, hit.start, hit.end, voice, speaker, hit.scope, reason=hit.reason)
            found.append((flag, hit.company))
        flags = _one_a_place(in_company(found, document), evidence)
        flags.sort(key=_order)
        flags = _without_repeats(_few_a_paragraph(flags, document), document)
        return in_order(flags)


def in_order(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """The flags as they are numbered: by start, the longest first, then by rule."""
    return tuple(sorted(flags, key=_order))


def _order(flag: Flag) -> tuple[int, int, str]:
    return flag.start, -flag.end, flag.rule.id
