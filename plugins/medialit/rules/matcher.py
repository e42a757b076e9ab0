"""Finds the cues of all rules in one pass over a text.

The words by which cues are found go into one Aho-Corasick automaton, so the time hardly depends on their number;
only where such a word stands are its surroundings looked at, and never beyond the sentence.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from medialit.rules.hits import Hit
from medialit.rules.inflect import inflections
from medialit.rules.model import Cue, Rule
from medialit.rules.patterns import (
    Condition,
    PatternError,
    anchors,
    anywhere,
    compiled,
    has_capitals,
    right_after,
    right_before,
)
from medialit.text.document import Document, Span, fold

# RE2's instructions, of one expression and of a rule; the largest that ship have a half and a fifth of that. What RE2
# can't keep in its memory takes time in proportion to them.
_LARGEST_ONE, _LARGEST = 3_000, 150_000
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
_CLAUSE_MARK = re.compile(r"(?:[;:–—(«] ?|(?<!\S)[\"']|\b(?:and|but|or|so|that|because) )$")
_CLAUSE_EDGE = re.compile(
    r"[;:–—()\[\]«»\"]| -+ |, (?:and|but|or|nor|yet|so|because|which|who|while|although|though|whereas|unless) "
)
_CLAUSE_TRIM = " ,.!?'…"
_MORE_SPACES = re.compile("(?<= ) +")


def phrase_end(folded: str, text: str, start: int, end: int) -> int:
    """Where the phrase that goes on at `start` ends, at the latest at `end`."""
    stop = start
    words = list(_WORD.finditer(folded, start, min(end, start + _REACH)))[: _LONGEST_PHRASE + 1]
    for number, word in enumerate(words[:_LONGEST_PHRASE]):
        if not (word[0][0].isalnum()) or word[0] in _PHRASE_STOPS:
            break
        if word[0] == "to" and number + 1 < len(words):
            following = words[number + 1]
            first = text[following.start()]
            if following[0] not in _AFTER_PREPOSITION and not first.isupper() and not first.isdigit():
                break
        stop = word.end()
    return stop


def clause_around(folded: str, sentence: Span, start: int, end: int) -> Span:
    """The clause that holds the words from `start` to `end`, at most some hundred code points to either side."""
    before, after = max(sentence.start, start - _REACH), min(sentence.end, end + _REACH)
    before = max((edge.end() for edge in _CLAUSE_EDGE.finditer(folded, before, start)), default=before)
    if edge := _CLAUSE_EDGE.search(folded, end, after):
        after = edge.start()
    # A window that ends inside a word leaves that word out.
    while sentence.start < before < start and folded[before - 1].isalnum():
        before += 1
    while end < after < sentence.end and folded[after - 1].isalnum() and folded[after].isalnum():
        after -= 1
    while before < start and folded[before] in _CLAUSE_TRIM:
        before += 1
    while after > end and folded[after - 1] in _CLAUSE_TRIM:
        after -= 1
    return Span(before, after)


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
            before = folded[max(sentence.start, start - _REACH) : start].encode()
            if self._preceded and not self._preceded.holds(before):
                return False
            if self._not_preceded and self._not_preceded.holds(before):
                return False
        if self._followed or self._not_followed:
            after = folded[end : min(sentence.end, end + _REACH)].encode()
            if self._followed and not self._followed.holds(after):
                return False
            if self._not_followed and self._not_followed.holds(after):
                return False
        if (self._has or self._lacks) and not _in_words(
            self._has, self._lacks, folded, sentence, start - _REACH, end + _REACH
        ):
            return False
        if not (self._near_has or self._near_lacks):
            return True
        around = _with_neighbours(document, sentence)
        return _in_words(self._near_has, self._near_lacks, folded, around, start - 2 * _REACH, end + 2 * _REACH)

    def following_end(self, folded: str, sentence: Span, end: int) -> int:
        """Where the words that must follow a cue end, given that they follow it."""
        after = folded[end : min(sentence.end, end + _REACH)].encode()
        match = compiled(self._following, capture=True).match(after)
        return end + len(after[: match.end(1)].decode(errors="ignore"))


def _in_words(has: Condition | None, lacks: Condition | None, folded: str, span: Span, start: int, end: int) -> bool:
    """Whether one condition holds in a span and the other does not; of a long span, only what is near is looked at."""
    words = folded[max(span.start, start) : min(span.end, end)].encode()
    return bool((not has or has.holds(words)) and not (lacks and lacks.holds(words)))


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


def check_rule(rule: Rule) -> tuple[tuple[str | int, ...], str] | None:
    """What is wrong with the expressions of a rule, and where; None if all is well."""
    size = 0
    for number, cue in enumerate(rule.cues):
        for field in (
            "patterns", "preceded_by", "not_preceded_by", "followed_by", "not_followed_by", "sentence_has",
            "sentence_lacks", "near_has", "near_lacks",
        ):  # fmt: skip
            for item, expression in enumerate(getattr(cue, field)):
                place = ("cues", number, field, item)
                try:
                    large = compiled(expression).programsize > _LARGEST_ONE
                except PatternError as error:
                    reason = error.args[0]
                    reason = reason.decode() if isinstance(reason, bytes) else reason
                    return place, f"'{expression}' is no RE2 expression: {reason}"
                if large:
                    return place, f"'{expression[:60]}' is too large; let it repeat less, or make it two"
                if has_capitals(expression):
                    return place, f"'{expression}' has capital letters; write it in lower case, which matches both"
                if field == "patterns" and not anchors(expression):
                    return place, f"the pattern '{expression}' must begin with a word or a group such as (many|most)"
        try:
            size += Surroundings(cue).compile()
        except PatternError:
            return ("cues", number), "the expressions around this cue are too large together; shorten them"
        size += sum(compiled(expression).programsize for expression in cue.patterns)
        if size > _LARGEST:
            return ("cues", number), "the expressions of this rule are too many or too large; make it two rules"
    return None


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
        looked_at = folded[start : part.end + _REACH]
        excepted: dict[str, list[Span]] = {}
        found: list[tuple[int, int, bool, list[_Entry]]] = []
        for index, begin, stop in self._automaton.find_matches_as_indexes(looked_at, overlapping=True):
            begin += start
            if not _begins_word(folded, begin):
                continue
            stop += start
            entries, rules = self._entries[index]
            whole = _ends_word(folded, stop)
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
        match = compiled(entry.pattern).match(window := folded[start : min(sentence.end, start + _REACH)].encode())
        if not match:
            return None
        end = start + len(window[: match.end()].decode(errors="ignore"))
        if end == start or (folded[end - 1].isalnum() and not _ends_word(folded, end, hyphen=True)):
            return None
    if _is_excepted(excepted, start, end):
        return None
    if not cue.names and _looks_like_a_name(document, sentence, start, end):
        return None
    if cue.position == "clause-start" and not _at_clause_start(folded, sentence, start, end):
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


def _with_neighbours(document: Document, sentence: Span) -> Span:
    """From the sentence before to the one after, at most."""
    index = document.sentence_index(sentence.start) or 0
    around = document.sentences[max(0, index - 1) : index + 2]
    return Span(around[0].start, around[-1].end)


def _is_of(lang: str, language: str) -> bool:
    """Whether a language tag is the other one or a variety of it: "en-GB" and "en-GB-scotland" are of "en-GB"."""
    return f"{lang}-".lower().startswith(f"{language}-".lower())


def _begins_word(folded: str, start: int) -> bool:
    """Whether no word goes on at a position: not in "pre-war" or "o'clock"."""
    before = folded[start - 1 : start]
    if before in ("", " "):
        return True
    inside = before == "'" and start > 1 and folded[start - 2].isalnum()
    return not (before.isalnum() or before in "-_" or inside or _is_mark(before))


def _ends_word(folded: str, end: int, *, hyphen: bool = False) -> bool:
    """Whether the word that ends at a position goes no further; with `hyphen`, one may follow."""
    if folded[end : end + 1] in ("", " "):
        return True
    after = folded[end : end + 2]
    if after[0] == "-":
        return hyphen or not after[1:].isalnum()
    return not (after[0].isalnum() or after[0] == "_" or after == "'t" or _is_mark(after[0]))


def _is_mark(char: str) -> bool:
    """Whether a character is an accent that belongs to the letter before it."""
    return not char.isascii() and unicodedata.category(char).startswith("M")


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


def _at_clause_start(folded: str, sentence: Span, start: int, end: int) -> bool:
    """Whether a cue is first in its sentence or clause, or stands between commas."""
    before = folded[max(sentence.start, start - 20) : start]
    if start - sentence.start <= 20 and not any(char.isalnum() for char in before):
        return True
    if _CLAUSE_MARK.search(before):
        return True
    after = folded[end : end + 2]
    return before.rstrip().endswith(",") and (after[:1] in ',;:.?!…–—)"' or after in (" –", " —"))
