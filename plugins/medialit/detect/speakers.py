"""Phrases for who speaks, found beside a reporting word."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from medialit.detect.sourcephrases import (
    CLAUSE_WORDS,
    DETERMINERS,
    NOT_LAST,
    PREPOSITIONS,
    PRONOUNS,
    Source,
    is_named,
    read_source,
)
from medialit.text.document import Document, Span

_REACH = 300  # code points looked at on either side of a reporting word
# A full stop belongs to a word inside it ("U.S") and behind a title or an initial ("Mr. Brandt", "J. Orlov").
_TOKEN = re.compile(
    r"\d+(?:,\d+)+|(?:[A-Z]\.)+(?=\s)|[A-Z][a-z]{0,3}\.(?=\s[A-Z(])|\w[\w’'&/-]*(?:\.\w[\w’'&/-]*)*|[^\w\s]"
)
_LONGEST_PHRASE, _LONGEST_SUBJECT, _LONGEST_OPENING = 16, 10, 15  # words
_LONGEST_DESCRIPTION = 40

# Between subject and verb: auxiliaries, negation, adverbs.
_AUXILIARIES = frozenset(
    "has have had 's ’s 've ’ve 'd ’d is are was were be been being am 'm ’m 're ’re will would 'll ’ll can could "
    "may might must shall should do does did don't doesn't didn't don’t doesn’t didn’t hasn't haven't hadn't "
    "hasn’t haven’t hadn’t isn't aren't wasn't weren't isn’t aren’t wasn’t weren’t won't wouldn't won’t wouldn’t "
    "can't couldn't can’t couldn’t not never also then later even once only just still now since already again "
    "soon often always sometimes long further both all instead himself herself themselves itself forced obliged "
    "quick hastened going continued continues went goes on seemed seems began begins started starts to ever yet "
    "first quite rather more".split()
)
# Verbs that end the way a noun phrase cannot: the phrase begins after them.
_FINITE = frozenset(
    "that's it's there's he's she's what's that’s it’s there’s he’s she’s what’s "
    "is are was were has have had will would can could may might must should do does did said says".split()
)
_AFTER_STOP = frozenset(
    "in on at during after before when while as to that who whom whose which about because but if following since "
    "last this earlier later yesterday today tomorrow monday tuesday wednesday thursday friday saturday sunday".split()
)
_PROFILE_START = re.compile(r"(?:the|a|an|its|his|her|their|who|whose|one|[a-z\d])")
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today".split())
_PERIODS = frozenset("week month year night summer winter spring autumn fall".split())
_ASIDE_ENDS = {")": "(", "—": "—", "–": "–", "-": "-"}
_LONGEST_ASIDE = 25  # words
_AMOUNTS = frozenset(
    "half two-thirds three-quarters one-third one-quarter eleven twelve twenty thirty forty fifty".split()
)
_ALONE = PRONOUNS - {"who", "you", "it"}  # pronouns that are a whole phrase
_CLAUSE_OPENERS = CLAUSE_WORDS - {"and", "or"}
_BEFORE_PHRASE = PREPOSITIONS - {"of"}
_PHRASE_OPENERS = DETERMINERS | PRONOUNS
_DESCRIPTION_OPENERS = DETERMINERS | {"who", "whose"}
_TIME_ENDS = _AFTER_STOP | {"week", "month", "year"}
_INSIDE_NAME = DETERMINERS | {"of"}
_NO_NOUN = _FINITE | CLAUSE_WORDS
_NOT_FIRST = NOT_LAST - DETERMINERS
_ASIDE_OPENERS = PREPOSITIONS | {"after", "when", "while", "as"}
_VERBAL = _FINITE | _AUXILIARIES
_LEADING_ADVERB = frozenset(
    "but and or yet so still meanwhile instead however then later also indeed though even".split()
)


class _Token(NamedTuple):
    start: int
    end: int
    text: str
    folded: str


def _tokens(document: Document, start: int, end: int, most: int | None = None) -> list[_Token]:
    """The words and signs of a stretch, or the first of them."""
    text, folded = document.text, document.folded
    places = [match.span() for match in islice(_TOKEN.finditer(text, start, end), most)]
    return [_Token(first, last, text[first:last], folded[first:last]) for first, last in places]


def subject_before(document: Document, begin: int, end: int) -> Source | None:
    """The noun phrase whose verb begins at `end`, looked for back to `begin`."""
    begin = max(begin, end - _REACH)
    tokens = _tokens(document, begin, end)
    last = len(tokens)
    while last and (tokens[last - 1].folded in _AUXILIARIES or _is_adverb(tokens[last - 1])):
        last -= 1
    bare = last == 0 or tokens[last - 1].folded in ("and", "but")
    if bare and last < len(tokens) and tokens[last].folded in ("both", "all"):
        last += 1  # "Both vowed to stay"
    if last == 0:
        return None
    last = _before_aside(tokens, _before_time(tokens, last))
    if last == 0:
        return None
    if tokens[last - 1].folded in ("who", "which", "that") and last > 1:
        whom = _antecedent(document, tokens[: last - 1])
        return whom and whom._replace(span=Span(tokens[last - 1].start, tokens[last - 1].end), mention=whom.span)
    if tokens[last - 1].text == ",":
        return _with_apposition(document, tokens[: last - 1])
    span = _phrase_back(tokens, last)
    return read_source(document, span, None) if span else None


def _before_time(tokens: list[_Token], last: int) -> int:
    """Where the subject ends in "Beck on Wednesday called", "the mayor last week said"."""
    if last >= 3 and tokens[last - 1].folded in _DAYS:
        return last - 2 if tokens[last - 2].folded == "on" else last - 1
    if last >= 3 and tokens[last - 1].folded in _PERIODS and tokens[last - 2].folded in ("last", "this"):
        return last - 2
    return last


def _before_aside(tokens: list[_Token], last: int) -> int:
    """Where the subject ends before an aside in brackets or between dashes: "Lopez (East Ward) said"."""
    if last < 3 or tokens[last - 1].text not in _ASIDE_ENDS:
        return last
    opening = _ASIDE_ENDS[tokens[last - 1].text]
    end = last - 2 if tokens[last - 2].text == tokens[last - 1].text else last - 1  # "--" is two tokens
    for at in range(end - 1, max(0, end - _LONGEST_ASIDE), -1):
        if tokens[at].text in opening:
            return at - 1 if tokens[at - 1].text == tokens[at].text else at
    return last


def _is_adverb(token: _Token) -> bool:
    return token.folded.endswith("ly") and len(token.folded) > 4 and token.text[0].islower()


def _phrase_back(tokens: list[_Token], last: int) -> Span | None:
    """The noun phrase that ends before token `last`."""
    if tokens[last - 1].folded in _ALONE:
        return Span(tokens[last - 1].start, tokens[last - 1].end)
    first = last
    while first:
        token = tokens[first - 1]
        if not (token.text[0].isalnum() or token.text in "’'&$") or token.folded in _CLAUSE_OPENERS:
            break
        if token.folded in _FINITE:
            break
        if token.folded in ("and", "or") and not _joins_nouns(tokens, first - 1, last):
            break
        first -= 1
    while first < last and (tokens[first].folded in _LEADING_ADVERB or _is_adverb(tokens[first])):
        first += 1
    # "On Tuesday the mayor": the phrase begins behind the time.
    if first < last and tokens[first].folded in _BEFORE_PHRASE and not _is_amount(tokens, first, last):
        first = next(
            (
                at
                for at in range(first + 2, last)
                if tokens[at].folded in _PHRASE_OPENERS
                or (tokens[at].text[0].isupper() and tokens[at - 1].folded in _TIME_ENDS)
            ),
            last,
        )
    if first == last or tokens[last - 1].folded in NOT_LAST or last - first > _LONGEST_PHRASE:
        return None
    if tokens[last - 1].folded in ("there", "to", "not"):
        return None
    return Span(tokens[first].start, tokens[last - 1].end)


def _is_amount(tokens: list[_Token], first: int, last: int) -> bool:
    """Whether a phrase begins with a number that is about right: "about four in 10", "over half"."""
    following = tokens[first + 1].folded if first + 1 < last else ""
    about = tokens[first].folded in ("about", "around", "over", "under")
    return about and (following[:1].isdigit() or (following in DETERMINERS or following in _AMOUNTS))


def _joins_nouns(tokens: list[_Token], at: int, last: int) -> bool:
    """Whether "and" joins two names, as in "Lopez and Brandt", and no two clauses."""
    if at == 0 or at + 1 >= last:
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    return (before.text[0].isupper() and after.text[0].isupper()) or (last - at <= 3 and at <= 3)


def _antecedent(document: Document, tokens: list[_Token]) -> Source | None:
    """The noun phrase that "who" or "which" takes up."""
    while tokens and tokens[-1].text == ",":
        tokens = tokens[:-1]
    last = len(tokens)
    first = last
    while first and (tokens[first - 1].text[0].isupper() or tokens[first - 1].folded in _INSIDE_NAME):
        first -= 1
    if first == last:
        while first and tokens[first - 1].text[0].isalnum() and tokens[first - 1].folded not in _NO_NOUN:
            first -= 1
            if tokens[first].folded in DETERMINERS:
                break
    return read_source(document, Span(tokens[first].start, tokens[last - 1].end), None) if first < last else None


def _with_apposition(document: Document, tokens: list[_Token]) -> Source | None:
    """Name and description of "Ana Lopez, the chief engineer," before a verb."""
    commas = [at for at, token in enumerate(tokens) if token.text == ","]
    best: Source | None = None
    for comma in reversed(commas[-5:]):
        inner = tokens[comma + 1 :]
        if not inner or len(inner) > 40:
            break
        text = document.words_of((inner[0].start, inner[-1].end))
        span = _phrase_back(tokens, comma)
        if span is None or not (_PROFILE_START.match(text) or is_named(text)):
            continue
        aside = inner[0].folded.endswith(("ed", "ing")) and inner[0].text[0].islower()  # "Lopez, asked why, said"
        source = read_source(document, span, None if aside else Span(inner[0].start, inner[-1].end))
        if source and is_named(document.words_of(span)):
            return source
        best = best or source
    return best


def phrase_after(document: Document, start: int, end: int, *, opening: bool = False) -> Source | None:
    """The noun phrase that begins at `start`: behind "said" or "according to".

    With `opening`, what is said follows, so that only a description between two commas belongs to the source.
    """
    end = min(end, start + _REACH)
    tokens = _tokens(document, start, end, _LONGEST_PHRASE + 4)
    last = 0
    while last < len(tokens):
        token = tokens[last]
        if not (token.text[0].isalnum() or token.text in "’'&$"):
            break
        if (
            last
            and token.folded in _AFTER_STOP
            and tokens[last - 1].folded not in ("close", "loyal", "opposed", "familiar")
        ):
            break
        if last and token.folded != "and" and token.folded in _NO_NOUN:
            break
        if token.folded == "and" and not _joins_nouns(tokens, last, len(tokens)):
            break
        last += 1
    if last == 0 or last > _LONGEST_PHRASE or tokens[0].folded in _NOT_FIRST:
        return None
    span = Span(tokens[0].start, tokens[last - 1].end)
    if tokens[0].folded in ("that", "this", "these", "those"):
        return None
    described = last < len(tokens) and tokens[last].text == ","
    profile = _description(document, _tokens(document, start, end), last, opening) if described else None
    return read_source(document, span, profile)


def _description(document: Document, tokens: list[_Token], comma: int, opening: bool) -> Span | None:
    """What the comma behind a name begins: "a student from Fresno", "who owns the mill", "23, of Brackwater"."""
    first = comma + 1
    if first >= len(tokens):
        return None
    if opening:  # what is said follows: the description ends at the next comma
        stop = next((at for at in range(first, len(tokens)) if tokens[at].text in ',.;:—–“”"()'), len(tokens))
        closed = stop < len(tokens) and tokens[stop].text == ","
        if not closed or tokens[first].folded not in _DESCRIPTION_OPENERS:
            return None
    else:
        stop = next((at for at in range(first, len(tokens)) if tokens[at].text in '.;:—–“”"()'), len(tokens))
        ends = (at for at in range(first, stop) if tokens[at].text == "," and _goes_on(tokens, at + 1))
        stop = next(ends, stop)
        if _goes_on(tokens, first):
            return None
    if stop == first or stop - first > _LONGEST_DESCRIPTION:
        return None
    return Span(tokens[first].start, tokens[stop - 1].end)


_CONTINUES = _FINITE | CLAUSE_WORDS - {"which", "where", "what"} | PRONOUNS - {"who"}


def _goes_on(tokens: list[_Token], at: int) -> bool:
    """Whether a comma is followed by the rest of the sentence: "…, adding that", "…, but the", "…, will open"."""
    if at >= len(tokens):
        return False
    word = tokens[at].folded
    return word.endswith("ing") or word in _CONTINUES


def first_subject(document: Document, sentence: Span) -> Source | None:
    """The noun phrase that a sentence begins with, for participles such as "adding"."""
    most = _LONGEST_OPENING + _LONGEST_SUBJECT + 1
    tokens = _tokens(document, sentence.start, min(sentence.end, sentence.start + _REACH), most)
    first = 0
    if tokens and tokens[0].folded in _ASIDE_OPENERS:  # "On Tuesday, the mayor …"
        first = next((at + 1 for at, token in enumerate(tokens[:_LONGEST_OPENING]) if token.text == ","), len(tokens))
    last, name = first, False
    while last < len(tokens) and last - first < _LONGEST_SUBJECT:
        token = tokens[last]
        capital = token.text[0].isupper()
        if not token.text[0].isalnum() or token.folded in _VERBAL:
            break
        if token.folded in PRONOUNS:
            last += 1
            break
        if not capital and (name or token.folded.endswith(("ed", "ing"))) and token.folded not in ("of", "for", "the"):
            break
        name = name or (capital and last > first)
        last += 1
    if first < last and tokens[last - 1].folded not in NOT_LAST:
        return read_source(document, Span(tokens[first].start, tokens[last - 1].end))
    return None
