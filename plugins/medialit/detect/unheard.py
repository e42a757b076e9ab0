"""Who is spoken about and never heard, where all who are heard speak for an office or a company."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medialit.detect.evidence import Attribution, Evidence
from medialit.rules.hits import Hit
from medialit.text.document import Document

_VOICES_FROM = 3  # attributed statements; fewer say little about who was asked
_MENTIONS_FROM = 2  # of the group; one may be in passing
_OFFICES = 0.7  # of the statements; the rest may be documents, or phrases that name nobody
_LONG_QUOTATION = 25  # code points; shorter ones are terms and titles

_GROUPS = (
    "asylum seekers|bus drivers|carers|cleaners|commuters|customers|cyclists|disabled people|drivers|employees|"
    "families|farm workers|farmers|farmworkers|fishermen|fishers|homeowners|homeless people|inmates|leaseholders|"
    "migrants|miners|motorists|neighbou?rs|nurses|older people|parents|passengers|patients|pensioners|prisoners|pupils|"
    "refugees|renters|residents|retirees|schoolchildren|shopkeepers|stallholders|street vendors|students|survivors|"
    "teachers|tenants|traders|victims|villagers|workers|young people"
)
_GROUP = re.compile(rf"(?<![\w'-])(?:{_GROUPS})(?![\w-])")
# What happens to them stands behind their name, or before it.
_HAPPENS = (
    r"(?:(?:will|would|must|may|could|might)(?: (?:also|now|soon|no longer|not))? (?:have to|be|lose|face|pay|need|"
    r"wait|move|leave|get)|have to|had to|face|faced|lose|lost|pay|paid|wait|waited|suffer|suffered|died|left without|"
    r"(?:are|were|have been|had been|being) (?:\w+ly )?(?:\w+ed|told|sent|left|cut|hit|held|put|made|kept|hurt|given|"
    r"shut|laid)|forced|evicted|displaced|moved out|living (?:near|next|beside|under|below))"
)
_DONE_TO = (
    r"(?:affect\w*|evict\w*|displac\w*|harm\w*|hurt\w*|mov(?:e|es|ed|ing)|cost\w*|charg\w*|lay(?:s|ing)? off|laid off|"
    r"sack\w*|fir(?:es|ed|ing)|remov\w*|relocat\w*|forc\w*|leav(?:e|es|ing)|left|detain\w*|deport\w*|compensat\w*|"
    r"order\w*|evacuat\w*|bill\w*|consequences for|effects? on|impact on|(?:rents?|fares?|fees?|prices|costs?|care|"
    r"services|benefits|pay|wages) (?:for|of)|homes of|lives of)"
)
_AFFECTED = re.compile(
    rf"(?<![\w'-])(?:{_GROUPS})(?![\w-])(?: [\w-]+){{0,4}}? {_HAPPENS}\b"
    rf"|\b{_DONE_TO} (?:[\w,.'-]+ ){{0,4}}?(?:{_GROUPS})(?![\w-])"
)
_OFFICE = re.compile(
    r"\b(?:officials?|authorit(?:y|ies)|government|council|councill?ors?|county|city|town hall|mayor|governor|"
    r"minist(?:er|ers|ry)|secretary|department|agency|commission|commissioner|board|bureau|office|police|officers?|"
    r"sheriff|chief|captain|fire service|prosecutors?|attorney general|court|judge|president|parliament|senators?|"
    r"congress\w*|lawmakers?|deput(?:y|ies)|ambassador|state|administration|spokes(?:man|woman|person|people|persons)|"
    r"superintendent|director|chair|chairman|chairwoman|chairperson|head of|manager|management|executive|company|firm|"
    r"corporation|operator|developer|landlord|bank|hospital|trust|university|regulator|inspectors?)\b"
)
_ACRONYM = re.compile(r"\b[A-Z]{2,5}\b")
# Ordinary people, and who speaks for them, whatever office they hold there.
_PEOPLE = re.compile(
    r"\b(?:unions?|association|charity|campaign(?:ers?| group)|society|federation|advoca\w*|activists?|lawyers? for|"
    r"club|mother|father|husband|wife|widow|son|daughter|brother|sister|man|woman|men|women|people|locals?|resident|tenant|"
    r"patient|pupil|student|worker|employee|nurse|teacher|farmer|driver|parent|neighbou?r|villager|survivor|victim|"
    r"refugee|migrant|passenger|customer|owner|trader|volunteer|protesters?|witness(?:es)?|some|many|others|one)\b"
)
_FULL_NAME = re.compile(r"^[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){1,3}$")
_WORDS_AROUND = re.compile(r"(?:[\w’'-]+ ){0,3}$"), re.compile(r"[\w’'-]*(?: [\w’'-]+){0,3}")
_REACH = 60  # code points looked at for them


def who_is_missing(evidence: Evidence) -> Iterator[Hit]:
    """A group that the text says is affected and does not hear, while all who are heard speak for an office."""
    document = evidence.document
    voices = [attribution for attribution in evidence.attributions if attribution.source and attribution.theirs]
    if (
        document.kind != "article"
        or len(voices) < _VOICES_FROM
        or any(_may_be_of_the_people(voice, document) for voice in voices)
        or sum(_speaks_for_an_office(voice, document) for voice in voices) < max(_VOICES_FROM, _OFFICES * len(voices))
        or _quotes_somebody_else(evidence)
    ):
        return
    groups: dict[str, list[int]] = {}
    for mention in _GROUP.finditer(document.folded):
        sentence = document.sentence_at(mention.start())
        name = document.text[mention.start()].isupper() and not (sentence and sentence.start == mention.start())
        if not name and not document.in_title(mention.start()):
            groups.setdefault(mention[0], []).append(mention.start())
    affected = {document.sentence_index(match.end() - 1) for match in _AFFECTED.finditer(document.folded)}
    for group, places in groups.items():
        if len(places) >= _MENTIONS_FROM and affected & {document.sentence_index(place) for place in places}:
            reason = (
                f"All {len(voices)} attributed statements come from offices or companies. The {group} first named in "
                f"{_place(document, places[0])} are not heard."
            )
            yield Hit("context.who-is-missing", 0, len(document.text), "article", reason)
            return


def _described(voice: Attribution, document: Document) -> str:
    source = document.folded[slice(*voice.source)] if voice.source else ""
    return f"{source} {voice.speaker or ''} {voice.role or ''}".lower()


def _speaks_for_an_office(voice: Attribution, document: Document) -> bool:
    """Whether a source is an authority or a company, or somebody whose role says so."""
    return bool(_OFFICE.search(_described(voice, document)) or _ACRONYM.search(voice.speaker or ""))


def _may_be_of_the_people(voice: Attribution, document: Document) -> bool:
    """Whether a source is one of those spoken about, speaks for them, or is a person with no role given."""
    described = _described(voice, document)
    if _PEOPLE.search(described) or _GROUP.search(described):
        return True
    return not _speaks_for_an_office(voice, document) and _FULL_NAME.search(voice.speaker or "") is not None


def _quotes_somebody_else(evidence: Evidence) -> bool:
    """Whether words are quoted and the text leaves open whose they are."""
    document = evidence.document
    return any(
        quotation.end - quotation.start > _LONG_QUOTATION
        and (index := document.sentence_index(quotation.start + 1)) is not None
        and not evidence.attributions_in(index)
        for quotation in document.quotations
    )


def _place(document: Document, position: int) -> str:
    """The paragraph of a position, and the words there."""
    number = sum(block.kind == "paragraph" and block.start <= position for block in document.blocks)
    before = _WORDS_AROUND[0].search(document.text, max(0, position - _REACH), position)
    after = _WORDS_AROUND[1].match(document.text, position)
    start, end = before.start() if before else position, after.end() if after else position
    return f"paragraph {number} (“… {' '.join(document.text[start:end].split())} …”)"
