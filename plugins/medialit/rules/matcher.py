"""Finds the cues of all rules in one pass over a text.

The words by which cues are found go into one Aho-Corasick automaton, so the time hardly depends on their number;
only where such a word stands are its surroundings looked at, and never beyond the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from medialit.rules.boundaries import REACH, at_clause_start, begins_word, clause_around, ends_word, phrase_end
from medialit.rules.hits import Hit
from medialit.rules.inflect import inflections
from medialit.rules.model import Cue, Rule
from medialit.rules.patterns import anchors, compiled
from medialit.rules.surroundings import Surroundings
from medialit.text.document import Document, Span, fold

_MORE_SPACES = re.compile("(?<= ) +")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One way of being found: a literal phrase, or (with `pattern`) the beginning of a pattern."""

    rule: str
    cue: Cue
    surroundings: Surroundings
    pattern: str | None = None


def _forms(cue: Cue) -> Iterator[str]:
    yield from cue.phrases
    for word_class in ("nouns", "verbs", "adjectives"):
        for lemma in getattr(cue, word_class):
            yield from inflections(lemma, word_class)


def _even(document: Document) -> tuple[Document, Callable[[int], int]]:
    """The document with every run of white space as one space, and what turns its positions back.

    Blocks are left out; sentences and title are those of the document.
    """
    folded = document.folded
    if not any("  " in folded[start:end] for start, end in document.sentences):
        return document, lambda position: position
    kept: list[tuple[int, int]] = []
    ends, places, shifts, total, begin = [], [], [0], 0, 0
    for run in _MORE_SPACES.finditer(folded):
        kept.append((begin, run.start()))
        begin = run.end()
        ends.append(run.end())
        places.append(run.start() - total)
        total += run.end() - run.start()
        shifts.append(total)
    kept.append((begin, len(folded)))

    def there(span: Span) -> Span:
        start, last = (at - shifts[bisect_right(ends, at)] for at in (span.start, max(span.start, span.end - 1)))
        return Span(start, last + 1)

    def back(position: int) -> int:
        return position + shifts[bisect_right(places, position)]

    title = there(document.title) if document.title else None
    even = Document(document.id, "".join(document.text[slice(*part)] for part in kept), (), title, document.kind)
    even.__dict__["folded"] = "".join(folded[slice(*part)] for part in kept)
    even.__dict__["sentences"] = tuple(there(sentence) for sentence in document.sentences)
    return even, back


class _Cues:
    """The cues and exception phrases of some rules, found by the words in an automaton."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        entries: dict[str, list[_Entry]] = {}
        exceptions: dict[str, list[str]] = {}
        for rule in rules:
            for cue in rule.cues:
                surroundings = Surroundings(cue)
                entry = _Entry(rule.id, cue, surroundings)
                for form in {fold(form) for form in _forms(cue)}:
                    entries.setdefault(form, []).append(entry)
                for expression in cue.patterns:
                    entry = _Entry(rule.id, cue, surroundings, expression)
                    for anchor in anchors(expression):
                        entries.setdefault(anchor, []).append(entry)
            for phrase in rule.exceptions:
                exceptions.setdefault(fold(phrase), []).append(rule.id)
        words = sorted({*entries, *exceptions})
        self._entries = [(entries.get(word, []), exceptions.get(word, [])) for word in words]
        self._automaton = AhoCorasick(words) if words else None

    def hits(self, document: Document, part: Span, lang: str) -> Iterator[Hit]:
        """The cues that begin in a part of a document."""
        if self._automaton is None:
            return
        folded, start = document.folded, part.start
        looked_at = folded[start : part.end + REACH]
        excepted: dict[str, list[Span]] = {}
        found: list[tuple[int, int, bool, list[_Entry]]] = []
        for index, begin, stop in self._automaton.find_matches_as_indexes(looked_at, overlapping=True):
            begin += start
            if not begins_word(folded, begin):
                continue
            stop += start
            entries, rules = self._entries[index]
            whole = ends_word(folded, stop)
            if whole:
                for rule in rules:
                    excepted.setdefault(rule, []).append(Span(begin, stop))
            if entries:
                found.append((begin, stop, whole, entries))
        for spans in excepted.values():
            spans.sort()
        for begin, stop, whole, entries in found:
            sentence = document.sentence_at(begin)
            if sentence is None or stop > sentence.end or begin >= part.end:
                continue
            for entry in entries:
                if entry.pattern is None and not whole:
                    continue
                if entry.cue.not_in and any(_is_of(lang, language) for language in entry.cue.not_in):
                    continue
                if hit := _check(document, sentence, begin, stop, entry, excepted.get(entry.rule)):
                    yield hit


class Matcher:
    """The cues of a set of rules, compiled once."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        rules = list(rules)
        self._anywhere = _Cues(rule for rule in rules if not _is_of_headlines(rule))
        self._of_headlines = _Cues(rule for rule in rules if _is_of_headlines(rule))

    def find(self, document: Document, lang: str = "en") -> list[Hit]:
        """Every cue in the document, in order; overlaps and repeats included. `lang` is the document's language tag."""
        document, back = _even(document)
        hits = [*self._anywhere.hits(document, Span(0, len(document.folded)), lang)]
        if document.title:
            hits += self._of_headlines.hits(document, document.title, lang)
        hits = [hit._replace(start=back(hit.start), end=back(hit.end - 1) + 1) for hit in hits]
        hits.sort(key=lambda hit: (hit.start, -hit.end, hit.rule))
        return hits


def _is_of_headlines(rule: Rule) -> bool:
    return rule.voices == ("headline",)


def _check(
    document: Document, sentence: Span, start: int, end: int, entry: _Entry, excepted: list[Span] | None
) -> Hit | None:
    """The hit that words make which an entry was found by, if they make one."""
    folded, cue = document.folded, entry.cue
    if entry.pattern is not None:
        match = compiled(entry.pattern).match(window := folded[start : min(sentence.end, start + REACH)].encode())
        if not match:
            return None
        end = start + len(window[: match.end()].decode(errors="ignore"))
        if end == start or (folded[end - 1].isalnum() and not ends_word(folded, end, hyphen=True)):
            return None
    if _is_excepted(excepted, start, end):
        return None
    if not cue.names and _looks_like_a_name(document, sentence, start, end):
        return None
    if cue.position == "clause-start" and not at_clause_start(folded, sentence, start, end):
        return None
    if not entry.surroundings.hold(document, sentence, start, end):
        return None
    if cue.extend == "phrase":
        end = max(end, phrase_end(folded, document.text, end, sentence.end))
    elif cue.extend == "clause":
        start, end = clause_around(folded, sentence, start, end)
    elif cue.extend == "following":
        end = entry.surroundings.following_end(folded, sentence, end)
    elif cue.extend == "sentence":
        start, end = sentence
    elif cue.extend == "start":
        start = sentence.start
    return Hit(entry.rule, start, end, company=cue.company)


def _is_of(lang: str, language: str) -> bool:
    """Whether a language tag is the other one or a variety of it: "en-GB" and "en-GB-scotland" are of "en-GB"."""
    return f"{lang}-".lower().startswith(f"{language}-".lower())


def _is_excepted(spans: list[Span] | None, start: int, end: int) -> bool:
    """Whether a cue begins inside an exception phrase; one that begins with it must be at least as long."""
    if not spans:
        return False
    index = bisect_right(spans, (start, 1 << 62))
    # Exception phrases are short: one that takes in the cue begins a few places before it.
    near = spans[max(0, index - 4) : index]
    return any(span.end > start and (span.start < start or span.end >= end) for span in near)


def _looks_like_a_name(document: Document, sentence: Span, start: int, end: int) -> bool:
    """Whether a cue is written with a capital where the sentence does not ask for one."""
    text = document.text
    if not text[start].isupper() or document.in_title(start):
        return False
    words = text[start:end]
    if len(words) > 4 and words.isupper():
        return False  # emphasis
    before = text[max(sentence.start, start - 4) : start].rstrip()
    return bool(before) and before[-1] not in "“\"‘'«:([—–"
