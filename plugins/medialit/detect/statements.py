"""The attributions that one sentence makes: by a reporting verb, adjective or noun, or a set phrase.

Works on the shape of the sentence, without a parser: a reporting word, the noun phrase before it (or behind it, after a
quotation), and the clause or quotation that depends on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from medialit.detect.evidence import Attribution
from medialit.detect.formulas import MOST, Formula
from medialit.detect.reporting import Cue, has_verbs_subject, may_be_noun
from medialit.detect.sentence import Sentence
from medialit.detect.sourcephrases import Source, read_source
from medialit.detect.speakers import first_subject, phrase_after, subject_before
from medialit.text.document import Document, Span

_TITLED = re.compile(
    r"(?:(?:late |early |on |in )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|last \w+|this \w+),? )?"
    r"((?:in|on|at|to|during|before|after|by|via|through|from|with)\b[^,.;:“\"]{1,70}? (?=that\b))?"
    r"(?:that\b|,? ?(?:[“\"]|''|‘‘)|: ?[“\"]|: )"
)
_TO_VERB = re.compile(r" to (?!the\b|a\b|an\b|his\b|her\b|its\b|their\b|our\b|this\b|that\b|[A-Z])[a-z]")
# A clause of its own: a pronoun, a noun phrase or a name (with its capital), and a finite verb.
_CLAUSE = re.compile(
    r" ?(?:(?i:on |in |at |last |this )?(?i:monday|tuesday|wednesday|thursday|friday|saturday|sunday|week|month|year|"
    r"today|yesterday)\w* )?"
    r"(?:(?i:he|she|it|they|we|i|you|there|that)[’'](?:s|re|ll|d|ve|m)\b"
    r"|(?:(?i:he|she|it|they|we|i|you|there|this|these|those|the|a|an|his|her|its|their|our|my|no|some|many|most|all|any|"
    r"if|[a-z’'-]+s)\b|[A-Z][\w’'-]*)[^,.;:]{0,90}?\b(?i:is|are|was|were|has|have|had|will|would|can|could|may|might|must|"
    r"should|did|does|do|\w{3,}ed|(?:is|was|wo|did|do|does|ca|has|have)n[’']t|needs?|wants?|makes?|gets?|comes?|goes|"
    r"gives?)\b)"
)
_SAID_OF = frozenset(
    "call describe label brand dub characterize characterise portray depict deem liken compare".split()
)
_JUDGED = _SAID_OF | frozenset(
    "criticize criticise praise accuse blame condemn denounce dismiss question endorse ridicule mock hail deride "
    "announce confirm disclose reveal suspect assume consider view regard know challenge offer promise report "
    "tout instruct inform brief boo lambaste attack urge scold applaud laud".split()
)
_TELL = frozenset("tell inform assure remind convince advise warn".split())
_ADDRESSEE = re.compile(
    r"\s+(?:(?!would|will|was|were|is|are|had|has|have|could|can)[\w’'.-]+\s){1,5}?(?=that\b|[“\"]|he\b|she\b|they\b|it\b)"
)
_LETTER = re.compile(r"\w")
_NOUN_TAKES = re.compile(r" (that|of|about|over|by|from|to|whether|regarding)\b(?! the (?:time|day|week|month|year)\b)")
# The verb that a clause such as "the claim that the river is clean was read" has after its own.
_CLAUSE_ENDS = re.compile(
    r"(?<=\w) (?=(?:was|were|has been|have been|had been) \w+(?:ed|en|n|t|d)\b|"
    r"(?:drew|met|came|sparked|caused|led to)\b)"
)
_OWNER = re.compile(
    r"((?:\b(?:the|a|an|his|her|their|its)\s)?(?:[A-Z][\w.-]+\s)*[\w.-]+)(?:’s|'s|s’|s')\s(?:[\w-]+\s){0,2}$"
    r"|\b(his|her|their|my|our|your)\s(?:[\w-]+\s){0,2}$"
)
_ASKED = re.compile(r" (?:about|if|whether|how|why|what|that|to)\b")
# What is known to speak without a voice.
_HAVING_DONE = re.compile(r" (?:having|\w+ing) ")  # "reported raising $9 million"
# "Economists expect prices to fall"
_TAKES_INFINITIVE = frozenset("expect believe consider think estimate project predict forecast assume report".split())
_INFINITIVE = re.compile(r" (?:[\w’'-]+ ){1,6}to (?!the\b|a\b|an\b)[a-z]+\b")
_DOCUMENTS_SAY = frozenset("show find indicate suggest reveal estimate put cite mention report".split())
_DOCUMENT = re.compile(
    r"\b(?:polls?|polling|surveys?|study|studies|reports?|analys[ei]s|data|records?|figures|results?|research|documents?|"
    r"e-?mails|video|footage|census|audit|review|papers?|numbers|statistics|filings?|returns)\b"
)
_BEHIND_SPEAKER = tuple(
    f"{word} " for word in "in on at during after before when while as to who last this of and".split()
)
_BE = frozenset("is are was were been be being get gets got".split())
_BE_BEFORE = re.compile(r"\b(?:is|are|was|were|been|being) (?:first|also|previously|widely|not|\w+ly)$")
# Behind a source and its verb, before the sentence ends: when, where, to whom.
_TAIL = re.compile(
    r" (?:(?:in|on|at|to|during|after|before|when|while|from|as|late|early|last|this|earlier|later|via|"
    r"through|of|about|with)\b"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|reporters|the |him|her|them|[a-z]+ news)[^“\"]{0,110}$"
)
_SUBJECTLESS_AFTER = frozenset("to the a an of no for without".split())
_MADE_TO_SAY = re.compile(r"\b(?:forced|had|has|have|quick|went on|goes on|hastened|obliged) to$")
_NEGATION = re.compile(r"(?:\bnot|\bnever|n['’]t|\bno longer)(?: \w+ly)?$")
_LAST_WORD_REVERSED = re.compile(r"[\w’']+")
# "Many are, by now, rather afraid that": what holds an adjective of attitude, and what must follow it.
_FEELING = re.compile(
    r"(?:\b|(?<=[’']))(is|are|was|were|am|be|been|s|re|m|feels?|felt|remains?|remained|seems?|seemed|looks?|grew|grow|"
    r"became|become|becoming|being|getting|got)(?:n[’']t)? "
    r"(?:(?:not|very|more|less|most|so|too|still|also|quite|rather|\w+ly) )*$"
)
_ATTITUDE_TAKES = re.compile(r" (?:that|of|about|with|to|in|at|over|by|if|whether|how|why|what|toward|towards|on)\b")


def _reported(sentence: Sentence, cue: Cue, following: Cue | None) -> None:
    """The attribution that a reporting verb makes, if it makes one."""
    document, span = sentence.document, sentence.span
    text, folded = document.text, document.folded
    at = Span(cue.start, cue.end)
    kinds = cue.word.kinds
    if text[cue.start].isupper() and cue.start > span.start and not sentence.capitalised:
        return
    before = folded[max(span.start, cue.start - 40) : cue.start]
    after = folded[cue.end : min(span.end, cue.end + 160)]
    if cue.word.lemma == "ask" and after.startswith(" for "):
        return
    if kinds == {"nouns"}:
        _nominal(sentence, cue, after)
        return
    if "attitude" in kinds:
        _attitude(sentence, cue, before, after)
        return
    before = before.rstrip()
    word_before = _last_word(before)
    if word_before in _SUBJECTLESS_AFTER and before.endswith(word_before) and not _MADE_TO_SAY.search(before):
        return
    stripped = after.lstrip()
    opening = _TITLED.match(stripped)
    opens = opening is not None
    ends = stripped.strip(".!?”\"' ") == "" or stripped[:1] in ",.;"
    form = folded[cue.start : cue.end]
    noun_like = may_be_noun(form, cue.word.lemma)
    if noun_like:
        name = bool(word_before) and text[cue.start - 1 - len(word_before)].isupper() and not sentence.capitalised
        if not has_verbs_subject(form, cue.word.lemma, word_before, name=name):
            if "nouns" in kinds:
                _nominal(sentence, cue, after)
            return
    last = before[-1:] if before else ""
    behind_quote = (
        last in '”"»'
        or before.endswith(("''", "’’", ".'", ",'", "?'", "!'", ",’", ".’", "?’", "!’"))
        or (last in ",?!" and before[-2:-1] in "”\"»'’")
        or (bool(last) and last in "?!")
    )
    behind_comma = last == ","

    def clause() -> bool:
        return _CLAUSE.match(text[cue.end : cue.end + len(after)]) is not None

    if (word_before in _BE or _was_before(word_before, before)) and not cue.word.participle:
        _passive(sentence, cue, after)
        return
    source: Source | None = None
    taken: list[Span] = []
    inverted = False
    if behind_comma and not behind_quote and not cue.word.participle:
        source = subject_before(document, span.start, cue.start)  # "Ana Lopez, the engineer, said"
        source = source if source and source.role and source.named else None
        if source:
            taken = [Span(source.span.start, cue.end)]
    if source is None and (behind_quote or behind_comma) and not cue.word.participle:
        candidate = phrase_after(document, cue.end, span.end)
        if (
            candidate
            and text[cue.end : candidate.span.start].strip() == ""
            and _fits_inverted(candidate, behind_quote, document, span)
        ):
            source, inverted = candidate, True
            taken = [Span(cue.start, candidate.span.end)]
    if source is None:
        if cue.word.participle:
            earlier = sentence.found[-1] if sentence.found and sentence.found[-1].source else None
            if word_before in ("is", "are", "was", "were", "been", "'s", "’s", "be", "been"):
                source = subject_before(document, span.start, cue.start)
            elif earlier and earlier.source:
                source = Source(earlier.source, earlier.speaker or "", earlier.role, earlier.named)
            else:
                source = first_subject(document, span)
        else:
            source = subject_before(document, span.start, cue.start)
            if source is None and word_before in ("and", "but", "then", "also"):
                earlier = sentence.found[-1] if sentence.found and sentence.found[-1].source else None
                if earlier:
                    source = Source(earlier.source or at, earlier.speaker or "", earlier.role, earlier.named)
                else:
                    source = first_subject(document, span)
        if source is None:
            return
        inside = span.start <= source.span.start and source.span.end <= cue.start
        taken = [Span(source.span.start, cue.end)] if inside and not cue.word.participle else [at]

    if noun_like and "judge" not in kinds and "intend" not in kinds and not (opens or ends or clause()):
        return
    set_off = inverted or (
        any(
            text[max(span.start, s.start - 3) : s.start].rstrip()[-1:] in ("”", '"', ",", "»")
            for s in taken
            if s.start > span.start
        )
        and (ends or bool(_TAIL.match(after)))
    )
    if "say" in kinds or cue.word.lemma in ("tell", "ask"):
        accept = not noun_like or opens or set_off or clause()
    elif "clause" in kinds:
        accept = (
            opens
            or set_off
            or clause()
            or bool(_HAVING_DONE.match(after))
            or (cue.word.lemma in _TAKES_INFINITIVE and bool(_INFINITIVE.match(after)))
            or (cue.word.lemma in _TELL and bool(_ADDRESSEE.match(folded, cue.end, span.end)))
        )
    else:
        accept = False
    if not accept and source and cue.word.lemma in _DOCUMENTS_SAY:
        accept = bool(_DOCUMENT.search(source.speaker.lower()))
    judged = False
    if not accept and "intend" in kinds and _TO_VERB.match(after):
        accept = judged = True
    if not accept and "judge" in kinds:
        accept = judged = (not ends and (stripped[:1].isalnum() or opens) and not cue.word.participle) or (
            cue.word.participle and bool(source) and not ends
        )
    if not accept:
        return
    if set_off:
        begin, end = span.start, span.end
        if behind_quote or _ends_with_quotation(text, span.start, taken[0].start):
            # When, where and to whom it was said are the writer's words, up to the next quotation.
            behind = max(part.end for part in taken)
            resumed = next((q.start for q in sentence.quotes if q.start >= behind), span.end)
            taken = [*taken, Span(behind, resumed)]
    else:
        begin = cue.end
        # A quotation right before the source belongs to it too: "…," Lopez said, adding ….
        quote = next((q for q in reversed(sentence.quotes) if q.end <= taken[0].start), None)
        if quote and _LETTER.search(text, quote.end, taken[0].start) is None:
            begin = max(span.start, quote.start)
        end = span.end
    if (
        following
        and following.start > cue.end
        and following.word.participle
        and text[: following.start].rstrip()[-1:] == ","
    ):
        end = min(end, following.start)
    start_of_content = cue.end
    if cue.word.lemma in _TELL and (to := _ADDRESSEE.match(folded, cue.end, span.end)):
        start_of_content = to.end()
        taken = [*taken, Span(cue.end, start_of_content)]
    elif opening and opening[1]:  # "said in a letter that …"
        taken = [*taken, Span(cue.end, cue.end + len(after) - len(stripped) + opening.end(1))]
    theirs = (not judged or cue.word.lemma in _SAID_OF) and not _is_negated(before, word_before)
    sentence.add(at, source, sentence.rest(taken, begin, end), theirs=theirs)


def _last_word(before: str) -> str:
    """The word that ends some words, which end with no space; empty where a sign does."""
    found = _LAST_WORD_REVERSED.match(before[::-1])
    return found[0][::-1] if found else ""


def _was_before(last: str, before: str) -> bool:
    """Whether some words end with "was first", "were widely" and the like, given the last of them."""
    adverb = last.endswith("ly") or last in ("first", "also", "previously", "widely", "not")
    return adverb and _BE_BEFORE.search(before) is not None


def _is_negated(before: str, last: str) -> bool:
    """Whether some words end with a negation, adverbs behind it left aside, given the last of them."""
    if not last.endswith(("t", "never", "longer", "ly")):
        return False
    return _NEGATION.search(f"{before[: -len(last)].rstrip()} {last}") is not None


def _attitude(sentence: Sentence, cue: Cue, before: str, after: str) -> None:
    """What somebody believes or feels: "many are afraid that …", "the union is opposed to …"."""
    feeling = _FEELING.search(before)
    if feeling is None or not _ATTITUDE_TAKES.match(after):
        return
    holder = subject_before(sentence.document, sentence.span.start, cue.start - len(before) + feeling.start(1))
    if holder and holder.speaker.lower() not in ("it", "there", "this", "that"):
        content = sentence.rest([], cue.end, sentence.span.end)
        sentence.add(Span(cue.start, cue.end), holder, content, theirs=False)


def _nominal(sentence: Sentence, cue: Cue, after: str) -> None:
    """A noun that carries what somebody says: "the mayor's claim that …", "a report by the council", "fears of …"."""
    document, span = sentence.document, sentence.span
    folded = document.folded
    follows = _NOUN_TAKES.match(after)
    if not follows:
        return
    at = Span(cue.start, cue.end)
    source = None
    if follows[1] in ("by", "from"):
        source = phrase_after(document, cue.end + follows.end(), span.end)
        if source is None:
            return
        contents = sentence.rest([Span(cue.start, source.span.end)], source.span.end, span.end)
        sentence.add(at, source, contents)
        return
    end = span.end
    if follows[1] in ("that", "of", "about", "over", "regarding") and (
        verb := _CLAUSE_ENDS.search(folded, cue.end, span.end)
    ):
        end = verb.start()
    if owner := _OWNER.search(document.text, max(span.start, cue.start - 80), cue.start):
        source = read_source(document, Span(*owner.span(1 if owner[1] else 2)))
    sentence.add(at, source, sentence.rest([at], cue.end, end), theirs=bool(source))


def _passive(sentence: Sentence, cue: Cue, after: str) -> None:
    """In "the plan was criticised by Lopez" the source follows "by"; in "was asked about it" there is none."""
    document, span = sentence.document, sentence.span
    at = Span(cue.start, cue.end)
    if after.startswith(" by ") and cue.word.kinds & {"say", "clause", "judge"}:
        source = phrase_after(document, cue.end + 4, span.end)
        if source:
            described = cue.word.lemma in _SAID_OF
            begin = source.span.end if described else span.start
            contents = sentence.rest([Span(cue.start, source.span.end)], begin, span.end)
            sentence.add(at, source, contents, theirs=described)
    elif cue.word.lemma in _JUDGED or (cue.word.lemma in ("ask", "tell") and _ASKED.match(after)):
        sentence.add(at, None, sentence.rest([at], cue.end, span.end), theirs=False)


def _ends_with_quotation(text: str, start: int, end: int) -> bool:
    """Whether a stretch ends with a closing quotation mark."""
    return text[max(start, end - 4) : end].rstrip()[-1:] in ("”", '"', "»", "’", "'")


def _fits_inverted(source: Source, behind_quote: bool, document: Document, span: Span) -> bool:
    """Whether a phrase behind a verb is its subject: "said Lopez", not "said the bridge was safe"."""
    rest = document.folded[source.span.end : min(span.end, source.span.end + 30)].lstrip()
    closed = rest == "" or rest[0] in ',.;:?!”")—–' or rest.startswith(_BEHIND_SPEAKER)
    return closed and (behind_quote or source.named or source.speaker.lower().startswith(("the ", "a ", "one ")))


def attributions_of(document: Document, span: Span, cues: list[Cue], formulas: Iterable[Formula]) -> list[Attribution]:
    """The attributions of a sentence in order.

    `cues` are the reporting words outside its quotations, `formulas` the set phrases that it may hold.
    """
    sentence = Sentence(document, span)
    for find in formulas:
        find(sentence)
    for number, cue in enumerate(cues):
        if len(sentence.found) >= MOST:
            break
        if not any(a.cue.touches((cue.start, cue.end)) for a in sentence.found):
            _reported(sentence, cue, cues[number + 1] if number + 1 < len(cues) else None)
    sentence.found.sort(key=lambda item: item.cue)
    return sentence.found
