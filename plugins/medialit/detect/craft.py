"""Good practice, shown as prominently as questions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medialit.detect.evidence import Evidence
from medialit.rules.hits import Hit

_LEAD = re.compile(r"(?:(?:But|And|Even|Yet|Or|Also|Then) |\W)+")
# Two to five words of a person's name, initials, titles and particles among them: "Dr. J. M. van der Berg".
_WORD = r"[A-ZÀ-Þ][\w’'-]*\.?"
_PERSON = re.compile(
    rf"(?:(?!(?:by|of|from|and|or|on|at|in|for|to|with|was|is)\b)[a-z][\w’'-]* )*(?:{_WORD} (?=[a-z]))?(?:[a-z]+ )?"
    rf"{_WORD}(?: (?:{_WORD}|de|da|del|der|den|di|la|le|van|von|bin|al|el)){{1,4}}"
)
_NO_PERSON = re.compile(
    r"(?:a|an|The|A|An|This|That|His|Her|Its|Our|Their|In|On|At|For|According|No|Asked|When|While|As)\b|.*\b(?:University|"
    r"Institute|Times|Post|News|Journal|Party|Department|Council|Committee|Company|Group|Association|Agency|Union|"
    r"Office|Bank|Center|Centre|House|Court|Board|Foundation|Society|Police|Report|Act|States?|City|County|"
    r"Commission|Investigations|Service|Fund|Trust)$"
)
# Words with which a description of a person does not begin.
_NO_ROLE = re.compile(
    r"(?:and|but|or|at|in|on|of|from|to|for|with|by|after|before|when|while|if|because|that|which|just|will|would|can|"
    r"could|is|are|was|were|has|have|had|said|one|both|all|some|he|she|they|it|we|i|there|not|as|so)\b|\W",
    re.IGNORECASE,
)
# A clause that says what somebody is or does for a living, and not what they once said or thought.
_OCCUPATION = re.compile(
    r"who(?:[’']s|se| (?:\w+ly |now |also |once |first )?(?:is|was|are|were|ran|led|owned|managed|served|worked|headed|"
    r"taught|founded|represented|lived|chaired|directed|studied|coached|helped|spoke for|grew up|"
    r"(?!(?:says|thinks|has|hopes|believes|wants|supports|does|knows|fears|opposes|claims|backs|feels|insists)\b)"
    r"[a-z]+s))\b"
)
# "the teenager who supports" Lind, "the author of" a book with a title
_BROKEN_OFF = re.compile(r"(?:^former|^another|\bwho \w+|\b(?:of|for|at|in|to|with|on))$")
_CLAUSE = re.compile(r"\b(?:is|are|was|were|has|have|had|said|says|just|look|rejects?)\b|[“”\"!?;]")


def named_sources(evidence: Evidence) -> Iterator[Hit]:
    """The first mention of each person who is quoted with a name and a role."""
    document = evidence.document
    seen: set[str] = set()
    for attribution in evidence.attributions:
        if not (attribution.source and attribution.named and attribution.speaker and attribution.role):
            continue
        name = attribution.speaker[_after_lead(attribution.speaker, 0, len(attribution.speaker)) :]
        if name in seen or document.in_title(attribution.source.start) or not _is_person(name, attribution.role):
            continue
        seen.add(name)
        start, end = attribution.mention or attribution.source
        reason = f"{name}: {attribution.role}."
        yield Hit("craft.named-source", _after_lead(document.text, start, end), end, reason=reason)


def _after_lead(text: str, start: int, end: int) -> int:
    """Where a phrase begins behind words such as "but" and "even"."""
    lead = _LEAD.match(text, start, end)
    return lead.end() if lead else start


def _is_person(name: str, role: str) -> bool:
    """Whether a phrase is a person's name, and what is said of it describes a person."""
    if not _PERSON.fullmatch(name) or _NO_PERSON.match(name) or _NO_ROLE.match(role):
        return False
    if role.startswith("who"):
        return bool(_OCCUPATION.match(role))
    if _BROKEN_OFF.search(role):
        return False
    return not _CLAUSE.search(role.split(" who ")[0].split(", ")[0])


def linked_documents(evidence: Evidence) -> Iterator[Hit]:
    """Words that link to something outside the site."""
    for reference in evidence.document.references:
        if reference.start < reference.end and reference.target.startswith(("http://", "https://")):
            yield Hit("craft.linked-document", reference.start, reference.end)
