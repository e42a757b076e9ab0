"""The words by which a text says that something is somebody's: found in one pass, with what each may take."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml
from ahocorasick_rs import AhoCorasick

from medialit.detect.sourcephrases import DETERMINERS
from medialit.rules.inflect import inflections
from medialit.text.document import Document, Span

_ONLY_VERBS = frozenset(
    "show find reveal say tell write describe criticize criticise accuse announce believe think know explain "
    "argue add insist admit deny agree acknowledge suggest warn predict recommend ask denounce condemn defend "
    "reject propose inform decide expect".split()
)
_PRONOUN_SUBJECTS = frozenset(
    "he she it they we you i who this that which everyone nobody some many most others all both".split()
)
_OTHER_VERBS = frozenset("raise raises has have had sparked drew made make makes fuel fuels".split())
_MODALS = frozenset(
    "will would can could may might must shall should did do does didn't don't doesn't to also often".split()
)
_PLURALS = frozenset(
    "they we you i people police men women who some many most others media both all few several".split()
)
_NOUN_BEFORE = frozenset("of for in on at by with from about and or such early recent latest final full new".split())
# Prepositions by now: "considering the war", "regarding the plan".
_OTHER_WORDS = ("considering", "regarding")
_FILE = Path(__file__).with_name("reporting.yml")


@dataclass(frozen=True, slots=True)
class Word:
    """A reporting word: the kinds of complement it can have, and whether the form is an -ing form."""

    kinds: frozenset[str]
    lemma: str
    participle: bool


class Cue(NamedTuple):
    """A reporting word at a place of a text."""

    start: int
    end: int
    word: Word


@cache
def _lexicon() -> tuple[list[Word], AhoCorasick]:
    data: dict[str, list[str]] = yaml.load(_FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    forms: dict[str, dict[str, set[str]]] = {}
    lemmas: dict[str, str] = {}
    for kind, words in data.items():
        for lemma in words:
            for form in (lemma,) if kind == "attitude" else inflections(lemma, "nouns" if kind == "nouns" else "verbs"):
                forms.setdefault(form, {}).setdefault(kind, set()).add(lemma)
                lemmas.setdefault(form, lemma)
    for form in _OTHER_WORDS:
        forms.pop(form, None)
    listed, known = sorted(forms), set(lemmas.values())
    entries = [
        Word(frozenset(forms[form]), lemmas[form], form.split(" ")[0].endswith("ing") and form not in known)
        for form in listed
    ]
    return entries, AhoCorasick(listed)


def _ends_here(beside: str, joints: str) -> bool:
    """Whether a word ends where a sign stands beside it, or nothing."""
    return beside in ("", " ") or not (beside.isalnum() or beside in joints)


class ReportingWords:
    """The reporting words of a document, also those that are part of longer ones."""

    def __init__(self, document: Document) -> None:
        words, automaton = _lexicon()
        folded = document.folded
        self._cues = [
            Cue(start, end, words[index])
            for index, start, end in automaton.find_matches_as_indexes(folded, overlapping=True)
            if _ends_here(folded[start - 1 : start], "-_'’") and _ends_here(folded[end : end + 1], "-_")
        ]
        self._cues.sort(key=lambda cue: (cue.start, -cue.end))

    def inside(self, span: Span) -> list[Cue]:
        """Those of a span in order, the longest where several begin at one place."""
        kept: list[Cue] = []
        end = span.start
        for cue in self._cues[bisect_left(self._cues, (span.start,)) : bisect_left(self._cues, (span.end,))]:
            if cue.start >= end and cue.end <= span.end:
                kept.append(cue)
                end = cue.end
        return kept


def may_be_noun(form: str, lemma: str) -> bool:
    """Whether a form is a noun as well: "claim", "reports"."""
    return form in (lemma, f"{lemma}s") and lemma not in _ONLY_VERBS and " " not in lemma


def has_verbs_subject(form: str, lemma: str, before: str, *, name: bool = False) -> bool:
    """Whether the word before a form that may be a noun fits a verb: "critics claim", "she reports", "Evans claims"."""
    if name and form != lemma:
        return True
    if before in DETERMINERS or before in _NOUN_BEFORE or before.endswith(("'s", "’s")):
        return before in _PRONOUN_SUBJECTS
    if before.endswith("ed") or before in _OTHER_VERBS:
        return False
    if before in _MODALS:
        return True
    if form == lemma:
        return before.endswith("s") or before in _PLURALS
    return not before.endswith("s") or before in _PRONOUN_SUBJECTS or before.endswith("ss")
