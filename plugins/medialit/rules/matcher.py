"""Finds the cues of all rules in one pass over a text.

The words by which cues are found go into one Aho-Corasick automaton, so the time hardly depends on their number;
only where such a word stands are its surroundings looked at, and never beyond the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ahocorasick_rs import AhoCorasick

from medialit.rules.hits import Hit
from medialit.rules.inflect import inflections
from medialit.rules.model import Cue, Rule
from medialit.rules.patterns import (
    PatternError,
    anchors,
    anywhere,
    compiled,
    right_after,
    right_before,
)
from medialit.text.document import Document, Span

_REACH = 300  # code points that a pattern may look at, before or after
_WORD = re.compile(r"[\w'-]+(?:[.,]\d+)*|[^\w\s]")
# Where a phrase ends: punctuation, a coordinator or a subordinator, or "to" before a verb.
_PHRASE_STOPS = frozenset(
    "and or but nor yet because if when while which who whom whose that unless until although though since so "
    "as before after whereas where whether than".split()
)
_AFTER_PREPOSITION = frozenset(
    "the a an this that these those his her its our their my your all any some every each".split()
)
_LONGEST_PHRASE = 12  # words
_CLAUSE_MARK = re.compile(r"(?:[;:–—(\"]|\b(?:and|but|or|so|that|because)) ?$")


def phrase_end(folded: str, text: str, start: int, end: int) -> int:
    """Where the phrase that goes on at `start` ends, at the latest at `end`."""
    stop = start
    words = list(_WORD.finditer(folded, start, min(end, start + _REACH)))[: _LONGEST_PHRASE + 1]
    for number, word in enumerate(words[:_LONGEST_PHRASE]):
        if not (word[0][0].isalnum()) or word[0] in _PHRASE_STOPS:
            break
        if word[0] == "to" and number + 1 < len(words):
            following = words[number + 1]
            if following[0] not in _AFTER_PREPOSITION and not text[following.start()].isupper():
                break
        stop = word.end()
    return stop


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """The compiled conditions of a cue; None where there is none."""

    preceded: Any
    not_preceded: Any
    followed: Any
    not_followed: Any
    has: Any
    lacks: Any

    @classmethod
    def of(cls, cue: Cue) -> _Surroundings:
        def build(expression: str) -> Any:
            return compiled(expression) if expression else None

        return cls(
            build(right_before(cue.preceded_by)),
            build(right_before(cue.not_preceded_by)),
            build(right_after(cue.followed_by)),
            build(right_after(cue.not_followed_by)),
            build(anywhere(cue.sentence_has)),
            build(anywhere(cue.sentence_lacks)),
        )

    def hold(self, folded: str, sentence: Span, start: int, end: int) -> bool:
        if self.preceded or self.not_preceded:
            before = folded[max(sentence.start, start - _REACH) : start].encode()
            if self.preceded and not self.preceded.search(before):
                return False
            if self.not_preceded and self.not_preceded.search(before):
                return False
        if self.followed or self.not_followed:
            after = folded[end : min(sentence.end, end + _REACH)].encode()
            if self.followed and not self.followed.match(after):
                return False
            if self.not_followed and self.not_followed.match(after):
                return False
        if self.has or self.lacks:
            # A sentence may be as long as the text: look at what is near.
            near = folded[max(sentence.start, start - _REACH) : min(sentence.end, end + _REACH)].encode()
            if self.has and not self.has.search(near):
                return False
            if self.lacks and self.lacks.search(near):
                return False
        return True


@dataclass(frozen=True, slots=True)
class _Entry:
    """One way of being found: a literal phrase, or (with `pattern`) the beginning of a pattern."""

    rule: str
    cue: Cue
    surroundings: _Surroundings
    pattern: Any = None


def _forms(cue: Cue) -> Iterator[str]:
    yield from cue.phrases
    for word_class in ("nouns", "verbs", "adjectives"):
        for lemma in getattr(cue, word_class):
            yield from inflections(lemma, word_class)


def check_rule(rule: Rule) -> tuple[tuple[str | int, ...], str] | None:
    """What is wrong with the expressions of a rule, and where; None if all is well."""
    for number, cue in enumerate(rule.cues):
        for field in (
            "patterns", "preceded_by", "not_preceded_by", "followed_by", "not_followed_by", "sentence_has",
            "sentence_lacks",
        ):  # fmt: skip
            for item, expression in enumerate(getattr(cue, field)):
                place = ("cues", number, field, item)
                try:
                    compiled(expression)
                except PatternError as error:
                    reason = error.args[0]
                    reason = reason.decode() if isinstance(reason, bytes) else reason
                    return place, f"'{expression}' is no RE2 expression: {reason}"
                if field == "patterns" and not anchors(expression):
                    return place, f"the pattern '{expression}' must begin with a word or a group such as (many|most)"
    return None


class Matcher:
    """The cues of a set of rules, compiled once."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        entries: dict[str, list[_Entry]] = {}
        exceptions: dict[str, list[str]] = {}
        for rule in rules:
            for cue in rule.cues:
                surroundings = _Surroundings.of(cue)
                for form in sorted(set(_forms(cue))):
                    entries.setdefault(form.lower(), []).append(_Entry(rule.id, cue, surroundings))
                for expression in cue.patterns:
                    pattern = compiled(expression)
                    for anchor in anchors(expression):
                        entries.setdefault(anchor, []).append(_Entry(rule.id, cue, surroundings, pattern))
            for phrase in rule.exceptions:
                exceptions.setdefault(phrase.lower(), []).append(rule.id)
        words = sorted({*entries, *exceptions})
        self._entries = [(entries.get(word, []), exceptions.get(word, [])) for word in words]
        self._automaton = AhoCorasick(words) if words else None

    def find(self, document: Document) -> list[Hit]:
        """Every cue in the document, in order; overlaps and repeats included."""
        if self._automaton is None:
            return []
        folded, hits = document.folded, []
        excepted: dict[str, list[Span]] = {}
        found: list[tuple[int, int, bool, list[_Entry]]] = []
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if start and (folded[start - 1].isalnum() or folded[start - 1] in "-_"):
                continue
            entries, rules = self._entries[index]
            whole = self._ends_word(folded, end)
            if whole:
                for rule in rules:
                    excepted.setdefault(rule, []).append(Span(start, end))
            if entries:
                found.append((start, end, whole, entries))
        for spans in excepted.values():
            spans.sort()
        for start, end, whole, entries in found:
            sentence = document.sentence_at(start)
            if sentence is None or end > sentence.end:
                continue
            for entry in entries:
                hit = self._check(document, sentence, start, end, whole, entry)
                if hit and not _is_excepted(excepted.get(entry.rule), hit):
                    hits.append(hit)
        hits.sort(key=lambda hit: (hit.start, -hit.end, hit.rule))
        return hits

    @staticmethod
    def _ends_word(folded: str, end: int) -> bool:
        after = folded[end : end + 2]
        if not after:
            return True
        return not (after[0].isalnum() or after[0] == "_" or after == "'t" or (after[0] == "-" and after[1:].isalnum()))

    @staticmethod
    def _check(document: Document, sentence: Span, start: int, end: int, whole: bool, entry: _Entry) -> Hit | None:
        folded, cue = document.folded, entry.cue
        if entry.pattern is not None:
            match = entry.pattern.match(window := folded[start : min(sentence.end, start + _REACH)].encode())
            if not match:
                return None
            end = start + len(window[: match.end()].decode())
            if folded[end - 1].isalnum() and end < len(folded) and (folded[end].isalnum() or folded[end] == "_"):
                return None
        elif not whole:
            return None
        if not cue.names and _looks_like_a_name(document, sentence, start, end):
            return None
        if cue.position == "clause-start" and not _at_clause_start(folded, sentence, start, end):
            return None
        if not entry.surroundings.hold(folded, sentence, start, end):
            return None
        if cue.extend == "phrase":
            end = max(end, phrase_end(folded, document.text, end, sentence.end))
        elif cue.extend == "sentence":
            start, end = sentence
        return Hit(entry.rule, start, end)


def _is_excepted(spans: list[Span] | None, hit: Hit) -> bool:
    """Whether a hit begins inside an exception phrase; one that begins with it must be at least as long."""
    if not spans:
        return False
    index = bisect_right(spans, (hit.start, 1 << 62))
    # Exception phrases are short: one that takes in the hit begins a few places before it.
    near = spans[max(0, index - 4) : index]
    return any(span.end > hit.start and (span.start < hit.start or span.end >= hit.end) for span in near)


def _looks_like_a_name(document: Document, sentence: Span, start: int, end: int) -> bool:
    """Whether a cue is written with a capital where the sentence does not ask for one."""
    text = document.text
    if not text[start].isupper() or document.in_title(start):
        return False
    words = text[start:end]
    if len(words) > 4 and words.isupper():
        return False  # emphasis
    before = text[sentence.start : start].rstrip()
    return bool(before) and before[-1] not in "“\"‘'«:([—–"


def _at_clause_start(folded: str, sentence: Span, start: int, end: int) -> bool:
    """Whether a cue is first in its sentence or clause, or stands between commas."""
    before = folded[max(sentence.start, start - 20) : start]
    if start - sentence.start <= 2 and not any(char.isalnum() for char in before):
        return True
    if _CLAUSE_MARK.search(before):
        return True
    return before.rstrip().endswith(",") and folded[end : end + 1] in ",;.–—)"
