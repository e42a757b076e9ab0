"""Whether a text that is called news argues: what in the writer's own sentences judges, urges, or says "I" and "we"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from medialit.detect.evidence import Evidence
from medialit.rules.hits import Flag, Hit
from medialit.text.document import Document, Span

_SENTENCES_FROM = 8  # in the writer's own voice; in fewer, a share says nothing
_SHARE_FROM = 0.35  # of them that judge, urge or speak for the writer
_JUDGING_FROM = 3  # sentences; fewer may be a lively word or two
_OTHER_FROM = 2  # sentences that urge, press or speak; judging words alone may be lively news
_LONG_QUOTATION = 25  # code points; shorter ones are terms and titles
_SHOWN = 3  # pieces of evidence of each kind that the reason names

_URGES = re.compile(
    r"(?<=\w )(?:must|should|ought to|had better)\b(?! be noted)"
    r"|\b(?:we|they|you|people|citizens|voters|readers) (?:all |really )?(?:need|have) to\b"
    r"|\b(?:let's|let us|it is time|it's time|high time|cannot be allowed to|can't be allowed to)\b"
    r"|\bdeserves? (?:better|to)\b"
)
_SPEAKS = re.compile(
    r"\b(?:(?i:i (?:think|believe|suspect|doubt|hope|fear|know|wonder|am|would|was|have)|i[’'](?:m|d|ve)|"
    r"in my (?:view|opinion)|we|we[’'](?:re|ve|ll)|ourselves)|us|Us|[Oo]ur(?! [A-Z]))\b"  # not "US"
)
_WRITER = frozenset(("i", "we", "you"))  # "I believe" credits the writer
_WORD_BEFORE = re.compile(r"[\w’'-]+ $")
_WORDS_AFTER = re.compile(r"(?: [\w’'-]+){1,2}")
_REACH = 60  # code points looked at on either side of a word


def unlabelled_opinion(evidence: Evidence, flags: Sequence[Flag]) -> Iterator[Hit]:
    """A text in which much of what the writer says argues: judging words, and sentences that urge or say "we"."""
    document = evidence.document
    judged, pressed = (_by_sentence(document, flags, family) for family in ("words", "persuasion"))
    if len(judged) < _JUDGING_FROM:
        return
    own, judging, urging, speaking = 0, list[str](), list[str](), list[str]()
    for index in _own_sentences(evidence):
        own += 1
        sentence = document.sentences[index]
        if index in judged:
            judging.append(_quoted(document, judged[index]))
        elif index in pressed:
            urging.append(_quoted(document, pressed[index]))
        elif urge := _URGES.search(document.folded, *sentence):
            urging.append(_quoted(document, _phrase_around(document, Span(*urge.span()), sentence)))
        elif speech := _SPEAKS.search(document.text, *sentence):
            speaking.append(_quoted(document, _phrase_around(document, Span(*speech.span()), sentence)))
    others = urging + speaking
    # A writer may say "we" on every line of a report from a journey: it counts as much as the rest.
    arguing = len(judging) + len(urging) + min(len(speaking), len(judging) + len(urging))
    if (
        own >= _SENTENCES_FROM
        and len(judging) >= _JUDGING_FROM
        and len(others) >= _OTHER_FROM
        and arguing >= _SHARE_FROM * own
    ):
        reason = (
            f"Of {own} sentences in the writer’s own voice {len(judging)} judge ({_shortest(judging)}) and "
            f"{len(others)} urge, ask to be agreed with, or say “I” or “we” ({_shortest(others)})."
        )
        yield Hit("context.unlabelled-opinion", 0, len(document.text), "article", reason)


def _by_sentence(document: Document, flags: Sequence[Flag], family: str) -> dict[int | None, Span]:
    """The first of the writer's own words that a family of rules has flagged, by sentence."""
    return {
        document.sentence_index(flag.start): Span(flag.start, flag.end)
        for flag in reversed(flags)
        if flag.rule.family == family and flag.counted and flag.voice == "author"
    }


def _phrase_around(document: Document, span: Span, sentence: Span) -> Span:
    """A few words with the one that was found, as a reader would quote them."""
    before = _WORD_BEFORE.search(document.text, max(sentence.start, span.start - _REACH), span.start)
    after = _WORDS_AFTER.match(document.text, span.end, min(sentence.end, span.end + _REACH))
    return Span(before.start() if before else span.start, after.end() if after else span.end)


def _quoted(document: Document, span: Span) -> str:
    return f"“{' '.join(document.words_of(span).split())}”"


def _shortest(quoted: list[str]) -> str:
    """The shortest different pieces in the order of the text: what a reader can take in at a glance."""
    chosen = set(sorted(dict.fromkeys(quoted), key=len)[:_SHOWN])
    return ", ".join(piece for piece in dict.fromkeys(quoted) if piece in chosen)


def _own_sentences(evidence: Evidence) -> Iterator[int]:
    """The sentences of the running text that are nobody's but the writer's, each wording once."""
    document = evidence.document
    seen: set[str] = set()
    for index, sentence in enumerate(document.sentences):
        block, words = document.block_at(sentence.start), document.words_of(sentence)
        if block is None or block.kind not in ("paragraph", "list-item") or words in seen:
            continue
        seen.add(words)
        if any(a.source and (a.speaker or "").lower() not in _WRITER for a in evidence.attributions_in(index)):
            continue
        if not any(q.end - q.start > _LONG_QUOTATION for q in document.quotations_in(sentence)):
            yield index
