"""The attributions that one sentence makes: by a reporting verb or noun, "according to", a label, or nobody at all.

Works on the shape of the sentence, without a parser: a reporting word, the noun phrase before it (or behind it, after a
quotation), and the clause or quotation that depends on it.
"""

from __future__ import annotations

import re

from medialit.detect.evidence import Attribution
from medialit.detect.reporting import Cue, has_verbs_subject, may_be_noun
from medialit.detect.sentence import Sentence, trimmed
from medialit.detect.speakers import (
    Source,
    first_subject,
    phrase_after,
    read_source,
    subject_before,
)
from medialit.text.document import Document, Span

_MOST = 12  # attributions of one sentence; no sentence that people read has more
_ACCORDING = re.compile(r"\baccording to\b|\bin the words of\b|\bin the view of\b|\bin the opinion of\b")
_BELIEVED = (
    "believed|feared|expected|thought|understood|said|reported|hoped|rumou?red|assumed|alleged|claimed|known|seen|"
    "considered|estimated|regarded|viewed|speculated|suspected|presumed|supposed|projected|predicted|deemed|perceived|"
    "widely believed|acknowledged|accepted|agreed|accused|scheduled|rated|meant"
)
_SOURCELESS = re.compile(
    rf"\b(?:it (?:is|was|has been|had been|'s) (?:\w+ly |also |often )?(?:{_BELIEVED}|clear|unclear|likely|possible)\b"
    rf"|(?:is|are|was|were|been|be|being)(?: not)? (?:\w+ly |also |often |now |still )?"
    rf"(?:{_BELIEVED}) (?:to|as|that|of|for|by some)\b"
    r"|rumou?r has it\b"
    r"|(?:is|are|was|were|been) (?:better |best )?(?:named|nominated|rated|perceived|labell?ed|"
    r"dubbed|deemed|known as)\b"
    r"|as expected\b|reportedly\b|allegedly\b|supposedly\b|purportedly\b|seemingly\b|apparently\b"
    r"|(?:it )?(?:seem|appear)(?:s|ed)?(?: not)?(?: to\b| that\b| like\b| as if\b| as though\b)"
    r"|(?:can |does not |did not |doesn't |didn't )?(?:seem|seems|seemed|appears|appeared)\b"
    r"|(?:^|(?<=, )|(?<=. ))(?:when )?asked(?: \w+)? (?:about|if|whether|why|how|what|by|to|who|where|when)\b"
    r"|(?:looks?|sound(?:s|ed)?) (?:like|as if|as though)\b"
    r"|\b(?:questions|doubts|concerns|fears|suspicions|speculation|rumou?rs|accusations|allegations|criticism|calls|"
    r"complaints) "
    r"(?:have|has|are|is|were|was|had)(?: been)? (?:mount|grow|aris|arose|emerg|swirl|circulat|surfac|rais|abound)\w*)"
)
_TITLED = re.compile(
    r"(?:(?:late |early |on |in )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|last \w+|this \w+),? )?"
    r"(?:that\b|[“\"]|, ?[“\"]|: ?[“\"]|: )"
)
_TO_VERB = re.compile(r" to (?!the\b|a\b|an\b|his\b|her\b|its\b|their\b|our\b|this\b|that\b|[A-Z])[a-z]")
_CLAUSE = re.compile(
    r" ?(?:(?:on |in |at |last |this )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|week|month|year|"
    r"today|yesterday)\w* )?"
    r"(?:(?:he|she|it|they|we|i|you|there|this|these|those|the|a|an|his|her|its|their|our|my|no|some|many|most|all|any|if|"
    r"[a-z’'-]+s)\b[^,.;:]{0,90}?\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does|do|"
    r"\w{3,}ed|isn't|wasn't|won't|didn't|don't|doesn't|can't|needs?|wants?|makes?|gets?|comes?|goes|gives?)\b)"
)
_SAID_OF = frozenset(
    "call describe label brand dub characterize characterise portray depict deem liken compare".split()
)
_JUDGED = _SAID_OF | frozenset(
    "criticize criticise praise accuse blame condemn denounce dismiss question endorse ridicule mock hail deride "
    "announce confirm disclose reveal suspect assume consider view regard know challenge offer promise report "
    "tout".split()
)
_TELL = frozenset("tell inform assure remind convince advise warn".split())
_ADDRESSEE = re.compile(
    r"\s+(?:(?!would|will|was|were|is|are|had|has|have|could|can)[\w’'.-]+\s){1,5}?(?=that\b|[“\"]|he\b|she\b|they\b|it\b)"
)
_LABEL = re.compile(r"((?:[A-Z][\w.’'-]*\s){0,3}[A-Z][\w.’'-]*)(\s?\([^)]{1,40}\))?(:)\s(?=[“\"‘A-Z])")
_SIGNED = re.compile(r"[”\"’.!?]\s*([―—–-])\s*((?:[A-Z][\w.’'-]*\s?){1,5})(?:, [\w .’'-]+)?$")
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
_DOCUMENTS_SAY = frozenset("show find indicate suggest reveal estimate put cite mention report".split())
_DOCUMENT = re.compile(
    r"\b(?:polls?|polling|surveys?|study|studies|reports?|analys[ei]s|data|records?|figures|results?|research|documents?|"
    r"e-?mails|video|footage|census|audit|review|papers?|numbers|statistics|filings?|returns)\b"
)
_BEHIND_SPEAKER = tuple(
    f"{word} " for word in "in on at during after before when while as to who last this of and".split()
)
_BE = frozenset("is are was were been be being get gets got".split())
# Behind a source and its verb, before the sentence ends: when, where, to whom.
_TAIL = re.compile(
    r" (?:(?:in|on|at|to|during|after|before|when|while|from|as|late|early|last|this|earlier|later|via|"
    r"through|of|about|with)\b"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|reporters|the |him|her|them|[a-z]+ news)[^“\"]{0,110}$"
)
_SUBJECTLESS_AFTER = frozenset("to the a an of no for without".split())
_MADE_TO_SAY = re.compile(r"\b(?:forced|had|has|have|quick|went on|goes on|hastened|obliged) to$")
_NEGATION = re.compile(r"(?:\bnot|\bnever|n['’]t|\bno longer)(?: \w+ly)?$")
_LAST_WORD = re.compile(r"([\w’']+)[\s]*$")


def _according(sentence: Sentence) -> None:
    document, span = sentence.document, sentence.span
    for phrase in _ACCORDING.finditer(document.folded, span.start, span.end):
        # A comma behind the source may end it: "The fire, according to Lopez, began …".
        opening = phrase.start() <= span.start + 1 or document.text[
            max(0, phrase.start() - 3) : phrase.start()
        ].rstrip().endswith(",")
        if sentence.quoted(phrase.start()) or len(sentence.found) >= _MOST:
            continue
        source = phrase_after(document, phrase.end(), span.end, opening=opening)
        if source and not _is_measure(source):
            cue = Span(*phrase.span())
            sentence.add(cue, source, sentence.rest([Span(cue.start, source.span.end)], span.start, span.end))


def _is_measure(source: Source) -> bool:
    """Whether "according to" says how, not who: "according to plan", "according to size"."""
    words = source.speaker.split()
    return len(words) == 1 and not source.named and words[0].islower() and not words[0].endswith("s")


def _sourceless(sentence: Sentence) -> None:
    document, span = sentence.document, sentence.span
    for phrase in _SOURCELESS.finditer(document.folded, span.start, span.end):
        if not sentence.quoted(phrase.start()) and len(sentence.found) < _MOST:
            cue = trimmed(document.text, *phrase.span())
            sentence.add(cue, None, sentence.rest([cue], span.start, span.end), theirs=False)


def _labelled(sentence: Sentence) -> None:
    """Lines such as "Lopez: “…”" or "“…” – Ana Lopez", and those of an interview or a transcript."""
    document, span = sentence.document, sentence.span
    block = document.block_at(span.start)
    if block is None:
        return
    text = document.text
    if span.start == block.start and (label := _LABEL.match(text, span.start, span.end)):
        name = Span(*label.span(1))
        if label[2] or name.end - name.start < 40:
            source = read_source(document, name)
            if source and source.named and not document.in_title(span.start):
                # A line of an interview is theirs to its end; of a line with a quotation, the quotation.
                quoted = text[label.end() : label.end() + 1] in "“\"‘'"
                end = span.end if quoted else block.end
                sentence.add(Span(label.start(3), label.start(3) + 1), source, (trimmed(text, label.end(), end),))
    elif span.end == block.end and (signed := _SIGNED.search(text, max(block.start, span.end - 100), span.end)):
        source = read_source(document, Span(*signed.span(2)))
        if source:
            content = trimmed(text, block.start, signed.start(1))
            if content.start < content.end:
                sentence.add(Span(*signed.span(1)), source, (content,))


def _reported(sentence: Sentence, cue: Cue, following: Cue | None) -> None:
    """The attribution that a reporting verb makes, if it makes one."""
    document, span = sentence.document, sentence.span
    text, folded = document.text, document.folded
    at = Span(cue.start, cue.end)
    kinds = cue.word.kinds
    if text[cue.start].isupper() and cue.start > span.start and not sentence.capitalised:
        return
    before = folded[max(span.start, cue.start - 40) : cue.start].rstrip()
    after = folded[cue.end : min(span.end, cue.end + 160)]
    if kinds == {"nouns"}:
        _nominal(sentence, cue, after)
        return
    previous = _LAST_WORD.search(before)
    word_before = previous[1] if previous else ""
    if word_before in _SUBJECTLESS_AFTER and before.endswith(word_before) and not _MADE_TO_SAY.search(before):
        return
    stripped = after.lstrip()
    opens = bool(_TITLED.match(stripped))
    ends = stripped.strip(".!?”\"' ") == "" or stripped[:1] in ",.;"
    tail = _TAIL.match(after)
    form = folded[cue.start : cue.end]
    noun_like = may_be_noun(form, cue.word.lemma)
    if noun_like and not has_verbs_subject(form, cue.word.lemma, word_before):
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

    clause = bool(_CLAUSE.match(after))
    if word_before in _BE and not cue.word.participle:
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

    if noun_like and "judge" not in kinds and "intend" not in kinds and not (opens or clause or ends):
        return
    negated = bool(
        _NEGATION.search(before[: -len(word_before)].rstrip() + " " + word_before if word_before else before)
    )
    set_off = inverted or (
        (ends or bool(tail))
        and any(
            text[max(span.start, s.start - 3) : s.start].rstrip()[-1:] in ("”", '"', ",", "»")
            for s in taken
            if s.start > span.start
        )
    )
    if "say" in kinds or cue.word.lemma in ("tell", "ask"):
        accept = not noun_like or opens or set_off or clause
    elif "clause" in kinds:
        accept = (
            opens
            or set_off
            or clause
            or bool(_HAVING_DONE.match(after))
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
        accept = judged = (not ends and stripped[:1].isalnum() and not cue.word.participle) or (
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
    sentence.add(
        at, source, sentence.rest(taken, begin, end), theirs=(not judged or cue.word.lemma in _SAID_OF) and not negated
    )


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
    if after.startswith(" by ") and cue.word.kinds & {"say", "judge"}:
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


def attributions_of(document: Document, span: Span, cues: list[Cue]) -> tuple[Sentence, list[Attribution]]:
    """A sentence and its attributions in order; `cues` are the reporting words outside its quotations."""
    sentence = Sentence(document, span)
    _according(sentence)
    _sourceless(sentence)
    _labelled(sentence)
    for number, cue in enumerate(cues):
        if len(sentence.found) >= _MOST:
            break
        if not any(a.cue.touches((cue.start, cue.end)) for a in sentence.found):
            _reported(sentence, cue, cues[number + 1] if number + 1 < len(cues) else None)
    sentence.found.sort(key=lambda item: item.cue)
    return sentence, sentence.found
