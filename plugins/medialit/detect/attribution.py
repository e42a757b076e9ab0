"""Who says what: reporting words, the phrase for who speaks, and the words that are theirs.

Works on the shape of the sentence, without a parser: a reporting word, the noun phrase that stands before it (or after
it, behind a quotation), and the clause or quotation that depends on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from medialit.detect.evidence import Attribution, AttributionKind
from medialit.text.document import Document, Span
from medialit.text.quotations import Quotation

# Reporting words whose complement may follow at once ("said the bridge was safe").
_SAY = (
    "said says say saying told tells tell added adds wrote writes tweeted posted replied answered asked asks recalled"
)
# Reporting words that take "that", or a quotation.
_REPORT = (
    "admitted admits acknowledged acknowledges affirmed agreed alleged alleges announced announces argued argues argue "
    "asserted asserts believe believes believed boasted cautioned claimed claims claim conceded concluded concludes "
    "confirmed confirms contended contends cautions complained complains declared declares denied denies demanded "
    "disclosed emphasised emphasized estimated estimates estimate explained explains expected found finds forecast "
    "hoped indicated indicates insisted insists joked maintained maintains mentioned noted notes observed "
    "pledged pointed predicted predicts promised projected recommended remarked reported reports reiterated responded "
    "revealed reveals ruled shared showed shows stated states stressed suggested suggests suggest testified "
    "thinks thought urged vowed warned warns warn"
)
_CUE = re.compile(r"\b(?:" + "|".join(sorted(f"{_SAY} {_REPORT}".split(), key=len, reverse=True)) + r")\b")
_SAYS = frozenset(_SAY.split())
_ACCORDING = re.compile(r"\baccording to\b|\bin the words of\b")
_PASSIVE = re.compile(
    r"\b(?:it (?:is|was|has been) (?:widely |generally |commonly |often )?"
    r"(?:believed|feared|expected|thought|understood|said|reported|hoped|rumou?red|assumed|alleged|claimed)"
    r"|(?:is|are|was|were) (?:widely |generally |commonly |also )?"
    r"(?:believed|feared|expected|thought|understood|said|reported|known|rumou?red|alleged|assumed|seen) "
    r"(?:to|as|that))\b"
)
_AUXILIARY = re.compile(
    r"(?:\b(?:has|have|had|even|also|only|then|later|repeatedly|recently|now|previously|already|further|did|does|"
    r"once|again|publicly|privately|simply|often|never)\s+)+$"
)
_LEADING = re.compile(
    r"(?:(?:but|and|or|yet|so|while|when|as|because|although|though|that|if|after|before|since|where|who|which|still|"
    r"meanwhile|instead|however|then|later|also|in turn|for (?:his|her|their) part)\b,?\s*)+"
)
_NOT_A_SOURCE = frozenset(
    "to not be been being will would can could should may might must is are was were it there that this which "
    "what nor n't or and by of in on at for from with".split()
)
_PRONOUN = frozenset(["he", "she", "they", "i", "we", "it", "you"])
_NAME_WORD = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'.-]*")
_PROFILE = re.compile(r"^(?:the|a|an|its|his|her|their|who|whose|[a-z])")
_NAMED_SOURCE_END = re.compile(
    r"[,.;:!?—–“”\"()]|"
    r"\s(?:in|on|at|during|after|before|when|while|as|to|that|who|about|because|but|and (?:he|she|it|they))\b"
)
_APPOSITION = re.compile(r",\s*((?:(?:the|a|an|its|his|her|who|whose)\b|(?=[A-Z]\w+ [A-Z]))[^,.;:“”\"]*)")
_FULL_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'.-]*(?: [A-ZÀ-ÖØ-Þ][\w’'.-]*)+$")
_WORD = re.compile(r"[\w’'.-]+")
_LETTER = re.compile(r"\w")
_LEFTOVER = re.compile(r"(?:that|has|have|had|also|only|then|later|did|does|,|\s)+\b\s*", re.IGNORECASE)
_ADDRESSEE = re.compile(r"\s+(?:[\w’'-]+\s){1,6}?(?=that\b|[“\"])")  # "told the council that"
_COMMON_SOURCES = frozenset(
    "academics activists advocates aides analysts authorities bosses campaigners charities citizens commentators "
    "companies councillors critics customers data detectives developers diplomats doctors economists employees "
    "engineers evidence executives experts families farmers figures firefighters friends governments historians "
    "insiders inspectors investigators investors journalists judges lawmakers lawyers leaders locals managers many "
    "media ministers most neighbours neighbors nobody nurses observers officers officials opponents organisers "
    "organizers owners paramedics parents passengers patients people police politicians polls pollsters professors "
    "prosecutors protesters pundits reports reporters researchers residents scholars scientists shoppers some somebody "
    "someone sources specialists spokespeople staff statistics strategists students studies supporters survivors "
    "teachers tests tourists traders unions victims villagers visitors volunteers voters witnesses workers".split()
)
_GENERIC_CAPITALS = frozenset(
    "The A An His Her Their Its Our My Your This That These Those Some Many Most Several Two".split()
)

_REACH = 400  # code points looked at on either side of a reporting word


class _Source(NamedTuple):
    span: Span
    speaker: str
    role: str | None
    named: bool


def _trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space and separating punctuation at its ends."""
    while start < end and (text[start].isspace() or text[start] in ",;:–—-"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:–—-"):
        end -= 1
    return Span(start, end)


def is_named(phrase: str) -> bool:
    """Whether a source phrase holds a proper name."""
    words = _WORD.findall(phrase)
    for place, word in enumerate(words):
        if not _NAME_WORD.fullmatch(word) or word in _GENERIC_CAPITALS:
            continue
        # A capital at the beginning may be that of the sentence: "Experts", "Police sources".
        if place > 0 or (len(words) > 1 and _NAME_WORD.fullmatch(words[1])):
            return True
        if len(words) == 1:
            return word.lower() not in _PRONOUN and word.lower() not in _COMMON_SOURCES
    return False


def _speaker_of(text: str, span: Span, profile: Span | None) -> _Source | None:
    phrase = " ".join(text[span.start : span.end].split())
    words = _WORD.findall(phrase)
    if not words or len(words) > 14 or words[-1].lower() in _NOT_A_SOURCE or words[0].lower() in _NOT_A_SOURCE - {"it"}:
        return None
    role = " ".join(text[profile.start : profile.end].split()) if profile else None
    if role and profile and not is_named(phrase) and _FULL_NAME.match(role):
        # "the librarian, Ada Moreau"
        return _Source(Span(span.start, profile.end), role, phrase, True)
    whole = Span(span.start, profile.end) if profile and profile.start > span.start else span
    named = is_named(phrase)
    name = _leading_title(phrase) if named and not role else None
    if name:
        role, phrase = name
    return _Source(whole, phrase, role, named)


def _leading_title(phrase: str) -> tuple[str, str] | None:
    """Role and name of "council engineer Ana Lopez"."""
    names = list(_NAME_WORD.finditer(phrase))
    if len(names) < 2 or names[-1].end() != len(phrase):
        return None
    first = len(names) - 1
    while first > 0 and not phrase[names[first - 1].end() : names[first].start()].strip():
        first -= 1
    role = phrase[: names[first].start()].strip(" ,")
    return (role, phrase[names[first].start() :]) if role and role[-1].islower() and len(names) - first > 1 else None


def _before(document: Document, start: int, end: int) -> _Source | None:
    """The noun phrase that ends where a reporting word begins."""
    text = document.text
    auxiliary = _AUXILIARY.search(document.folded, start, end)
    stop = auxiliary.start() if auxiliary else end
    # Parts between commas, dashes and quotation marks, last one first: position of each.
    parts: list[Span] = []
    position = start
    for mark in re.finditer(r"[,;:—–“”\"()]|\.\s", text[start:stop]):
        parts.append(Span(position, start + mark.start()))
        position = start + mark.end()
    parts.append(Span(position, stop))
    parts = [trimmed for part in parts if (trimmed := _trimmed(text, part.start, part.end)).start < trimmed.end]
    if not parts:
        return None
    subject, profile = parts[-1], None
    follows_comma = text[:stop].rstrip()[-1:] == "," if stop > start else False
    if follows_comma and len(parts) > 1 and _PROFILE.match(text[subject.start : subject.end]):
        subject, profile = parts[-2], subject
    if lead := _LEADING.match(document.folded, subject.start, subject.end):
        subject = _trimmed(text, lead.end(), subject.end)
    # "the plan was ready and Lopez": the subject is what follows the conjunction.
    for joint in (" and ", " but ", " that ", " because ", " as ", " while "):
        at = document.folded.rfind(joint, subject.start, subject.end)
        if at >= 0 and len(_WORD.findall(text[subject.start : at])) > 3:
            subject = Span(at + len(joint), subject.end)
    return _speaker_of(text, subject, profile) if subject.start < subject.end else None


def _after(document: Document, start: int, end: int, *, opening: bool = False) -> _Source | None:
    """The noun phrase that begins where a reporting word ("said") or "according to" ends.

    With `opening`, what is said follows, so that what a comma does not part from it is no description of the source.
    """
    text = document.text
    while start < end and text[start].isspace():
        start += 1
    end = min(end, start + _REACH)
    stop = _NAMED_SOURCE_END.search(text, start, end)
    span = _trimmed(text, start, stop.start() if stop else end)
    profile = None
    apposition = _APPOSITION.match(text, stop.start(), end) if stop and stop[0] == "," else None
    if apposition and (not opening or text[apposition.end() : apposition.end() + 1] == ","):
        profile = _trimmed(text, *apposition.span(1))
    if not span.start < span.end:
        return None
    return _speaker_of(text, span, profile)


def _quotations_in(document: Document, sentence: Span) -> list[Quotation]:
    return [q for q in document.quotations_in(sentence) if q.kind == "marks"]


def _contents(document: Document, sentence: Span, taken: list[Span], quotes: list[Quotation]) -> tuple[Span, ...]:
    """What remains of a sentence without cue and source, in parts of at least one word."""
    parts, position = [], sentence.start
    for span in sorted(taken):
        parts.append((position, span.start))
        position = max(position, span.end)
    parts.append((position, sentence.end))
    found = []
    for start, end in parts:
        span = _trimmed(document.text, start, end)
        lead = _LEFTOVER.match(document.text, span.start, span.end)
        if lead:
            span = _trimmed(document.text, lead.end(), span.end)
        if _LETTER.search(document.text, span.start, span.end):
            found.append(span)
    return tuple(found)


def _kind(contents: tuple[Span, ...], quotes: list[Quotation], document: Document) -> AttributionKind:
    inside = [q for q in quotes if any(span.touches((q.start, q.end)) for span in contents)]
    if not inside:
        return "indirect"
    quoted = sum(q.end - q.start for q in inside)
    rest = sum(len("".join(_WORD.findall(document.words_of(c)))) for c in contents) - sum(
        len("".join(_WORD.findall(document.text[q.start : q.end]))) for q in inside
    )
    return "direct" if rest <= max(4, quoted // 20) else "mixed"


def _in_sentence(document: Document, sentence: Span) -> Iterator[Attribution]:
    folded = document.folded
    quotes = _quotations_in(document, sentence)

    def quoted(at: int) -> bool:
        quotation = document.quotation_at(at)
        return quotation is not None and quotation.kind == "marks"

    for phrase in _ACCORDING.finditer(folded, sentence.start, sentence.end):
        opening = phrase.start() <= sentence.start + 1
        if quoted(phrase.start()) or not (source := _after(document, phrase.end(), sentence.end, opening=opening)):
            continue
        cue = Span(*phrase.span())
        contents = _contents(document, sentence, [Span(cue.start, source.span.end)], quotes)
        if contents:
            yield Attribution(cue, source.span, contents, _kind(contents, quotes, document), source.named,
                              source.speaker, source.role)  # fmt: skip
            return
    if (passive := _PASSIVE.search(folded, sentence.start, sentence.end)) and not quoted(passive.start()):
        cue = Span(*passive.span())
        contents = _contents(document, sentence, [cue], quotes)
        if contents:
            yield Attribution(cue, None, contents, "indirect", False, None)
        return
    for word in _CUE.finditer(folded, sentence.start, sentence.end):
        if quoted(word.start()) or _is_name(document, sentence, word.start()):
            continue
        if found := _by_cue(document, sentence, Span(*word.span()), quotes):
            yield found
            return


def _is_name(document: Document, sentence: Span, at: int) -> bool:
    """Whether a reporting word has a capital that neither the sentence nor the headline asks for."""
    return document.text[at].isupper() and at > sentence.start and not document.in_title(at)


def _by_cue(document: Document, sentence: Span, cue: Span, quotes: list[Quotation]) -> Attribution | None:
    text, folded = document.text, document.folded
    rest = folded[cue.end : min(sentence.end, cue.end + 40)].lstrip()
    begin = max(sentence.start, cue.start - _REACH)
    ahead = folded[begin : cue.start].rstrip()
    complement = rest.startswith(("that ", '"', ', "', ': "', "«", "that, "))
    quote_near = bool(quotes) and quotes[-1].start >= cue.end
    source = None
    # "…,” said X" and "…, said X": the source follows.
    inverted = ahead.endswith(('"', ",", "?", "!", "'", "»")) and bool(quotes or ahead.endswith(","))
    subject = _before(document, begin, cue.start)
    if subject and subject.role and ahead.endswith(","):
        inverted = False  # "Ana Lopez, the engineer, said …"
    if inverted and (source := _after(document, cue.end, sentence.end)) and source.span.start - cue.end <= 2:
        taken = [Span(cue.start, source.span.end)]
    elif subject and subject.span.end <= cue.start:
        says = folded[cue.start : cue.end] in _SAYS
        told = folded[cue.start : cue.end] in ("told", "tells", "tell")
        # A trailing "Lopez said." credits the words before it.
        trailing = not rest.strip(".!?\"' ") and subject.span.start > sentence.start
        after_comma = text[max(begin, subject.span.start - 3) : subject.span.start].rstrip()[-1:] in (",", "”", '"')
        if not (complement or quote_near or trailing or (says and rest) or (after_comma and says)):
            return None
        source = subject
        end = cue.end
        if told and (to := _ADDRESSEE.match(text, cue.end, sentence.end)):
            end = to.end()
        taken = [Span(source.span.start, end)]
    else:
        return None
    contents = _contents(document, sentence, taken, quotes)
    if not contents:
        return None
    return Attribution(cue, source.span, contents, _kind(contents, quotes, document), source.named, source.speaker,
                       source.role)  # fmt: skip


def _resolved(found: list[Attribution]) -> Iterator[Attribution]:
    """Speakers of "she said" and "Lopez added" from the nearest fitting source before."""
    last: Attribution | None = None
    known: dict[str, Attribution] = {}  # by the last word of a named speaker
    for item in found:
        speaker = item.speaker
        if speaker and speaker.lower() in _PRONOUN and last:
            item = _credited(item, last)
        elif speaker and item.named:
            earlier = known.get(speaker.split()[-1])
            last = item = _credited(item, earlier) if earlier else item
            known[speaker.split()[-1]] = item
        elif speaker:
            last = item
        yield item


def _credited(item: Attribution, earlier: Attribution) -> Attribution:
    """An attribution with the speaker of an earlier one."""
    role = item.role or earlier.role
    return Attribution(item.cue, item.source, item.content, item.kind, earlier.named, earlier.speaker, role)


def find_attributions(document: Document) -> tuple[Attribution, ...]:
    """The attributions of a document in order: at most one a sentence.

    A quotation with no reporting word of its own goes to the speaker of the sentence before it in its paragraph, or
    before the paragraph where it carries on a quotation.
    """
    found: list[Attribution] = []
    previous: tuple[int, Attribution] | None = None  # block and attribution of the sentence before
    for sentence in document.sentences:
        block = document.block_index(sentence.start)
        attribution = next(_in_sentence(document, sentence), None)
        if attribution is None and previous and previous[1].source:
            quotes = _quotations_in(document, sentence)
            goes_on = quotes and (previous[0] == block or quotes[0].continues)
            if goes_on and quotes[0].start <= sentence.start + 1:
                last = previous[1]
                content = (Span(max(quotes[0].start, sentence.start), min(quotes[-1].end, sentence.end)),)
                attribution = Attribution(last.cue, last.source, content, "direct", last.named, last.speaker, last.role)
        if attribution:
            found.append(attribution)
            previous = (block if block is not None else -1, attribution)
        else:
            previous = None
    return tuple(_resolved(found))
