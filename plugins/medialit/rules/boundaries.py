"""Where words, phrases and clauses begin and end around a cue."""

from __future__ import annotations

import re
import unicodedata

from medialit.text.document import Span

REACH = 300  # code points that a pattern may look at, before or after
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


def phrase_end(folded: str, text: str, start: int, end: int) -> int:
    """Where the phrase that goes on at `start` ends, at the latest at `end`."""
    stop = start
    words = list(_WORD.finditer(folded, start, min(end, start + REACH)))[: _LONGEST_PHRASE + 1]
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
    before, after = max(sentence.start, start - REACH), min(sentence.end, end + REACH)
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


def begins_word(folded: str, start: int) -> bool:
    """Whether no word goes on at a position: not in "pre-war" or "o'clock"."""
    before = folded[start - 1 : start]
    if before in ("", " "):
        return True
    inside = before == "'" and start > 1 and folded[start - 2].isalnum()
    return not (before.isalnum() or before in "-_" or inside or _is_mark(before))


def ends_word(folded: str, end: int, *, hyphen: bool = False) -> bool:
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


def at_clause_start(folded: str, sentence: Span, start: int, end: int) -> bool:
    """Whether a cue is first in its sentence or clause, or stands between commas."""
    before = folded[max(sentence.start, start - 20) : start]
    if start - sentence.start <= 20 and not any(char.isalnum() for char in before):
        return True
    if _CLAUSE_MARK.search(before):
        return True
    after = folded[end : end + 2]
    return before.rstrip().endswith(",") and (after[:1] in ',;:.?!…–—)"' or after in (" –", " —"))
