"""Quotation marks that cite nobody: they hold a word at arm's length."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medialit.detect.evidence import Evidence
from medialit.rules.hits import Hit
from medialit.rules.model import Voice
from medialit.text.document import Document, Span
from medialit.text.quotations import Quotation

_LONG = 4  # words of a quotation that cites somebody for certain
_MOST_BESIDE = 8  # more short quotations than this in three sentences are a list
_REACH = 80  # code points before and after that are looked at
_WORD = re.compile(r"[^\W\d_][\w'-]*")
# One or two words in lower case, perhaps with the comma or full stop that American printers set inside the marks.
_DISTANCED = re.compile(r"[a-z][a-z'’-]+(?: [a-z][a-z'’-]*)?[,.]?")
# Words that are spoken, not doubted: a "no" vote, an "hello".
_SPOKEN = frozenset(
    "yes no aye nay ok okay hello hi hey thanks please sorry amen bravo boo sir madam i you he she we they it me us "
    "his her my our your this that these those was is are am were be been do does did have has had will would can "
    "could should must may might to of in on at by for with from about and or but if not never other another same one "
    "two first last new old".split()
)
# What cites: a word about words or signs, a word for naming, and (right before the marks) a word for speaking.
_CITED_BEFORE = re.compile(
    r"\b(?:words?|terms?|phrases?|expressions?|names?|nicknames?|labels?|slogans?|mottos?|titles?|headlines?|hashtags?|"
    r"captions?|concepts?|notions?|categor(?:y|ies)|option|button|tag|role|rated?|ratings?|sections?|chapters?|"
    r"articles?|songs?|tracks?|albums?|singles?|books?|novels?|films?|movies?|series|shows?|episodes?|plays?|poems?|"
    r"paintings?|podcasts?|games?|codename|password|spell(?:ed|ing)?|letter|speech|statement|interview|remarks?|law|"
    r"statute|clause|verse|scripture|translat(?:e|es|ed|ing)|known as|referr(?:ed|ing) to|refers? to|named|titled|"
    r"entitled|nicknamed|christened|dub(?:s|bed)|call(?:s|ed|ing)?|term(?:s|ed)|labell?ed|describ(?:e|es|ed|ing)|"
    r"characteri[sz](?:e|es|ed|ing)|defin(?:e|es|ed|ing)|cit(?:e|es|ed|ing)|quot(?:e|es|ed|ing)|according to|"
    r"regard(?:s|ed)|deem(?:s|ed)?|brand(?:s|ed|ing)|accus(?:es|ed|ing)|prais(?:es|ed|ing)|"
    r"criticis(?:es|ed|ing)|condemn(?:s|ed|ing)|denounc(?:es|ed|ing)|hail(?:s|ed|ing)|compar(?:es|ed|ing))\b"
    r"[^.;!?\"]{0,40}$|"
    r"\b(?:sa(?:y|ys|id|ying)|tells?|told|asked|asking|answer(?:s|ed)|repl(?:ies|ied)|writes?|wrote|written|reads?|"
    r"reading|mean(?:s|t|ing)?|stands? for|search(?:ed|ing)? for|scream(?:s|ed|ing)|shout(?:s|ed|ing)|"
    r"yell(?:s|ed|ing)|chant(?:s|ed|ing)?|cr(?:ies|ied|ying)|sings?|sang|sung|tweet(?:s|ed|ing)|post(?:s|ed|ing)|"
    r"sign(?:s|ed)?|marked|stamped|slam(?:s|med)|blast(?:s|ed|ing)|warn(?:s|ed|ing)|declar(?:es|ed|ing)|"
    r"proclaim(?:s|ed|ing)|claim(?:s|ed|ing)|admit(?:s|ted)|argu(?:es|ed|ing)|insist(?:s|ed|ing)|suggest(?:s|ed|ing)|"
    r"stat(?:es|ed|ing)|comment(?:ed|ing))\b[^.;!?\"]{0,15}$|"
    r"\b(?:suggest(?:s|ed|ing)|propos(?:es|ed|ing)|introduc(?:es|ed|ing)|refers?|referr(?:ed|ing)|references?|"
    r"sp(?:eak|eaks|oke|oken|eaking) of|substitut(?:e|es|ed|ing|ion))\b[^.;!?\"]{0,80}$|"
    r"\b(?:or|as|just|simply),? $|\b(?:rather than|instead of)\b[^.;!?\"]{0,12}$|[(=/] ?$"
)
# Distance is kept from something that readers know already as "the", "their" or "these"; after "a" a term is often new.
_NAMES_SOMETHING = re.compile(
    r"(?:\b(?:the|this|that|these|those|his|her|its|their|our|your|my|some|any|such|other|more|most|many|few|all|no|"
    r"another|every|each|so much for|supposed|so-called|much-vaunted|promised)|[a-z]'s|s') $"
)
_EXPLAINED_AFTER = re.compile(
    r"[\"'”’]?[,.]? ?(?:\(|=|/|or \"|is defined|refers to|means?\b|meaning|stands for|comes from|in (?:latin|greek|"
    r"french|german|spanish|arabic|hebrew|english|italian|russian)|- (?:a|an|the) |[–—] ?(?:a|an|the|which|meaning)\b|"
    r"(?:he|she|they|[a-z]+) (?:said|says|told|wrote|tweeted|added|asked|writes)\b|"
    r"(?:[a-z]+ ){0,2}(?:standards?|statutes?|doctrines?|clauses?|provisions?|laws?|movements?|requirements?|"
    r"theor(?:y|ies)|rather than)\b|"
    r"(?:song|album|film|movie|book|show|episode|chant|chants|sign|signs|button|hashtag|vote|votes|category)\b)"
)


def _words(folded: str) -> list[str]:
    return _WORD.findall(folded)


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    """The runs of one or two words within a quotation that cites."""
    if len(words) >= _LONG:
        for length in (1, 2):
            for start in range(len(words) - length + 1):
                yield tuple(words[start : start + length])


def _cites(document: Document, quotation: Quotation, sentence: Span) -> bool:
    """Whether what stands around the marks says that the words are somebody's, a title, or a term to be explained."""
    folded = document.folded
    before = folded[max(sentence.start, quotation.start - _REACH) : quotation.start]
    after = folded[quotation.end : min(sentence.end, quotation.end + _REACH)]
    return bool(_CITED_BEFORE.search(before) or _EXPLAINED_AFTER.match(after))


def _names_something(document: Document, quotation: Quotation, sentence: Span) -> bool:
    before = document.folded[max(sentence.start, quotation.start - _REACH) : quotation.start]
    return _NAMES_SOMETHING.search(before) is not None


def _inside(quotation: Quotation) -> Span:
    return Span(quotation.inner_start, quotation.inner_end)


def _repeats(document: Document, index: int, bare: tuple[str, ...]) -> bool:
    """Whether one marked word stands in the sentence before without marks, so that the marks point back to it."""
    if index == 0 or len(bare) != 1:
        return False
    before = document.sentences[index - 1]
    return any(
        match[0] == bare[0] and document.quotation_at(match.start()) is None
        for match in _WORD.finditer(document.folded, *before)
    )


def _is_long(document: Document, quotation: Quotation) -> bool:
    return len(_words(document.folded[quotation.inner_start : quotation.inner_end])) >= _LONG


def scare_quotes(evidence: Evidence) -> Iterator[Hit]:
    """One or two words in quotation marks that no speaker, title or explanation accounts for.

    Left out are words that somebody is quoted with elsewhere in the text, sentences that attribute anything, and
    sentences with a longer quotation in them or beside them: there the marks cite.
    """
    document = evidence.document
    marked = [quotation for quotation in document.quotations if quotation.kind == "marks"]
    inner = [document.folded[q.inner_start : q.inner_end] for q in marked]
    said = {run for words in inner for run in _runs(_words(words))}
    distant: list[tuple[Quotation, tuple[str, ...]]] = []
    for quotation, words in zip(marked, inner, strict=True):
        bare = tuple(_words(words))
        index = document.sentence_index(quotation.start)
        if index is None:
            continue
        sentence = document.sentences[index]
        if evidence.attributions_in(index) or _cites(document, quotation, sentence):
            said.add(bare)
        elif _SPOKEN.intersection(bare) or not _DISTANCED.fullmatch(document.words_of(_inside(quotation))):
            continue
        elif quotation.end <= sentence.end and sentence.start != quotation.start:
            around = document.sentences[max(0, index - 1) : index + 2]
            beside = document.quotations_in((around[0].start, around[-1].end))
            if len(beside) > _MOST_BESIDE or any(_is_long(document, q) for q in beside):
                continue
            if _names_something(document, quotation, sentence) and not _repeats(document, index, bare):
                distant.append((quotation, bare))
    for quotation, bare in distant:
        if bare not in said:
            voice: Voice = "headline" if document.in_title(quotation.start) else "author"
            yield Hit("certainty.scare-quotes", quotation.start, quotation.end, voice=voice)
