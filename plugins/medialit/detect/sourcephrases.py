"""Who a source phrase names: name and role, read from the words."""

from __future__ import annotations

import re
from typing import NamedTuple

from medialit.text.document import Document, Span

_WORD = re.compile(r"\w[\w’'.&-]*")
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'.&-]*")
_FULL_NAME = re.compile(r"(?:[A-ZÀ-ÖØ-Þ][\w’'.-]*\s){1,4}[A-ZÀ-ÖØ-Þ][\w’'.-]*$")
PRONOUNS = frozenset("he she they i we it you who".split())

CLAUSE_WORDS = frozenset(
    "that which whom whose because while whereas if when where after before since although though unless until whether "
    "how why what as but so than and or nor yet".split()
)
PREPOSITIONS = frozenset(
    "of for in at from with on by to about into over under between among against during within without near "
    "inside outside across behind beyond through".split()
)
DETERMINERS = frozenset(
    "the a an this that these those his her its their our my your some many most several few two three four five "
    "six seven eight nine ten both all one another each every other no any".split()
)
NOT_LAST = PREPOSITIONS | CLAUSE_WORDS | frozenset("the a an his her its their our my your is are was were be".split())
_COMMON_SOURCES = frozenset(
    "academics activists advocates aides allies analysts authorities backers bosses campaigners charities "
    "citizens commentators companies councillors critics customers data defenders detectives developers diplomats "
    "doctors economists employees engineers everyone evidence executives experts families farmers figures "
    "firefighters friends governments historians insiders inspectors investigators investors journalists judges "
    "lawmakers lawyers leaders locals managers many media ministers most neighbours neighbors nobody nurses "
    "observers officers officials one opponents organisers organizers others owners paramedics parents passengers "
    "patients people police politicians polls pollsters professors prosecutors protesters pundits report reports "
    "reporters research researchers residents scholars scientists several shoppers skeptics some somebody someone "
    "sources specialists spokespeople staff statistics strategists students studies study supporters survivors "
    "teachers tests tourists traders unions victims villagers visitors volunteers voters witnesses workers".split()
)
_PAPERS = frozenset("data figures report reports research statistics studies study tests".split())
_HOLDERS = _COMMON_SOURCES - _PAPERS


class Source(NamedTuple):
    """A source phrase; `speaker` as a reader would credit it; `role` what the text says they are.

    `mention` is the phrase that names them, where the source is a "who" behind it.
    """

    span: Span
    speaker: str
    role: str | None
    named: bool
    mention: Span | None = None


def is_named(phrase: str) -> bool:
    """Whether a source phrase holds a proper name."""
    words = _WORD.findall(phrase)
    if (
        len(words) < 3
        and words
        and (words[-1].lower() in _COMMON_SOURCES or words[-1].lower() + "s" in _COMMON_SOURCES)
    ):
        return False  # "Ferry Workers" of a headline
    for place, word in enumerate(words):
        low = word.lower()
        if not _NAME.fullmatch(word) or low in DETERMINERS or low in PRONOUNS or low in CLAUSE_WORDS:
            continue
        # A capital at the beginning may be that of the sentence: "Experts", "Police sources".
        if place > 0:
            return True
        if low in _COMMON_SOURCES:
            continue
        if len(words) == 1 or _NAME.fullmatch(words[1]) or words[0].endswith(("’s", "'s")):
            return True
    return False


def is_holder(source: Source) -> bool:
    """Whether a phrase is for people who hold views: a person's name, or "the critics", "many voters"."""
    words = source.speaker.split()
    named = (len(words) == 1 and source.named) or bool(_FULL_NAME.fullmatch(source.speaker))
    return named or words[-1].lower() in _HOLDERS


def read_source(document: Document, span: Span, profile: Span | None = None) -> Source | None:
    """The source that a phrase names, with what is said of it (`profile`) where the text does so."""
    phrase = " ".join(document.words_of(span).split())
    if not _WORD.search(phrase):
        return None
    role = " ".join(document.words_of(profile).split()) if profile else None
    whole = Span(min(span.start, profile.start), max(span.end, profile.end)) if profile else span
    if role and not is_named(phrase) and (name := _FULL_NAME.match(role.split(",")[0])):
        phrase, role = name[0], phrase  # "the librarian, Ada Moreau, who …"
    named = is_named(phrase) or bool(role and is_named(phrase))
    if named and not role and (titled := _title_and_name(phrase)):
        role, phrase = titled
    return Source(whole, phrase, role, named)


def _title_and_name(phrase: str) -> tuple[str, str] | None:
    """Role and name of "council engineer Ana Lopez"."""
    names = list(_NAME.finditer(phrase))
    if len(names) < 2 or names[-1].end() != len(phrase):
        return None
    first = len(names) - 1
    while first > 0 and not phrase[names[first - 1].end() : names[first].start()].strip():
        first -= 1
    role = phrase[: names[first].start()].strip(" ,")
    if not role or not role[-1].islower() or role.split()[-1].lower() in NOT_LAST or len(names) - first < 2:
        return None
    return role, phrase[names[first].start() :]
