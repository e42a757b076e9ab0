"""Questions to discuss, made from an article's own marks, sources and claims. A teacher's own come first.

They are chosen by fixed rules, so that an article always gets the same: what a person has confirmed before what only a
rule has found, then as many families as there are. Every question names the words and the people it is about.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from medialit.critique import Critique
from medialit.detect.claims import CHECKABLE
from medialit.detect.evidence import Claim
from medialit.rules.hits import Flag
from medialit.site import words
from medialit.site.collection import Entry

_FLAGS = 4  # questions about marks; the others are about praise, claims, sources
_NAMED = 3  # words or people named in one question
_LONGEST = 150  # characters of quoted words
# A flag that ends in one of these reads like something torn off.
_TORN = frozenset("a an the of to for in on by with and or than that be".split())


@dataclass(frozen=True, slots=True)
class Question:
    """A question to discuss, and the numbers of the flags that it is about.

    `listen` is for teachers: what an answer may consider. `own` says that the teacher wrote it.
    """

    text: str
    notes: tuple[int, ...] = ()
    listen: str = ""
    own: bool = False


Numbered = tuple[int, Flag]


@cache
def _prompts() -> dict[str, list[str]]:
    text = (files("medialit.site") / "prompts.yml").read_text(encoding="utf-8")
    prompts: dict[str, list[str]] = yaml.safe_load(text)
    return prompts


def quoted(text: str, longest: int = _LONGEST) -> str:
    """Words of the article in quotation marks; marks inside them become single ones."""
    inner = " ".join(text.split())
    pair = len(inner) > 2 and inner[0] in '“"' and inner[-1] in '”"'
    inner = inner[1:-1] if pair else inner
    shown = words.quote(f"x{inner}", longest + 1)[2:-1] if inner else inner
    return f"“{shown.replace('“', '‘').replace('”', '’')}”"


_PLACES: dict[str, str] = {
    "title": "the headline", "heading": "a heading", "list-item": "the list", "quote": "the passage quoted at length",
    "table-cell": "the table", "caption": "a caption", "footnote": "a footnote",
}  # fmt: skip


def place_of(critique: Critique, flag: Flag) -> str:
    """Where a flag stands, such as "paragraph 3" or "the headline"."""
    number, block = critique.paragraph_at(flag.start), critique.document.block_at(flag.start)
    return f"paragraph {number}" if number else _PLACES.get(block.kind if block else "", "the text")


def _asked(critique: Critique, own: list[Numbered], slug: str) -> Question:
    """The question about flags of one rule, the first of them above all."""
    number, flag = own[0]
    document, rule = critique.document, flag.rule
    said = quoted(document.words_of((flag.start, flag.end)))
    place = place_of(critique, flag)
    several = _different(critique, own)
    prompts = _prompts().get(rule.id)
    if flag.asked or not prompts:
        return Question(f"In {place} it says {said}. {words.typographic(flag.question)}", (number,), _listen(flag))
    prompt = prompts[zlib.crc32(f"{slug} {rule.id}".encode()) % len(prompts)]
    many = words.listed([quoted(document.words_of((f.start, f.end))) for _, f in several], quoted=False)
    text = prompt.format(words=said, sentence=f"{said}.", many=many, place=place, at=f"in {place}", At=f"In {place}")
    notes = tuple(n for n, _ in several) if "{many}" in prompt else (number,)
    return Question(text, notes, _listen(flag))


def _listen(flag: Flag) -> str:
    """What a teacher may listen for: the reviewer's note, and when the wording is fine."""
    note = f"{flag.note} " if flag.note else ""
    return f"{note}Fine: {words.sentence_case(words.typographic(flag.rule.fine))}"


def _different(critique: Critique, own: Iterable[Numbered]) -> list[Numbered]:
    found: dict[str, Numbered] = {}
    for number, flag in own:
        found.setdefault(critique.document.folded[flag.start : flag.end], (number, flag))
    return list(found.values())[:_NAMED]


def _by_rule(critique: Critique, flags: Iterable[Numbered]) -> list[list[Numbered]]:
    """Flags by rule, the best to talk about first: confirmed ones, those that read as a whole, the earlier ones."""

    def rank(item: Numbered) -> tuple[bool, bool, bool, int]:
        number, flag = item
        last = critique.document.folded[flag.start : flag.end].rsplit(None, 1)[-1:]
        outside = flag.rule.family != "headline" and critique.document.in_title(flag.start)
        return flag.status != "confirmed", bool(_TORN.intersection(last)), outside, number

    known = {rule_id: at for at, rule_id in enumerate(_prompts())}
    groups: dict[str, list[Numbered]] = {}
    for number, flag in sorted(flags, key=rank):
        groups.setdefault(flag.rule.id, []).append((number, flag))
    return sorted(
        groups.values(),
        key=lambda own: (*rank(own[0])[:2], -len(own), known.get(own[0][1].rule.id, len(known)), own[0][0]),
    )


def _varied(groups: list[list[Numbered]], most: int) -> list[list[Numbered]]:
    """One group of each family in turn, until there are enough."""
    left, chosen = list(groups), list[list[Numbered]]()
    while left and len(chosen) < most:
        seen: set[str] = set()
        for own in list(left):
            family = own[0][1].rule.family
            if family not in seen and len(chosen) < most:
                seen.add(family)
                chosen.append(own)
                left.remove(own)
    return sorted(chosen, key=lambda own: own[0][0])


def _about_marks(entry: Entry) -> Iterator[Question]:
    critique = entry.critique
    in_text = [(n, flag) for n, flag in entry.numbered() if flag.scope == "text" and flag.status != "dismissed"]
    counted = _by_rule(critique, [(n, flag) for n, flag in in_text if flag.counted])
    for own in _varied(counted, _FLAGS):
        yield _asked(critique, own, entry.slug)
    craft = _by_rule(critique, [(n, flag) for n, flag in in_text if flag.rule.tier == "craft"])
    # Rarer praise first: nearly every report names a source or links to something.
    craft.sort(key=lambda own: own[0][1].rule.id in ("craft.named-source", "craft.linked-document"))
    for own in craft[: 1 if counted else _FLAGS]:
        yield _asked(critique, own, entry.slug)


def _about_a_speaker(entry: Entry) -> Iterator[Question]:
    """The speaker of whose quoted words most are marked."""
    critique = entry.critique
    by_speaker: dict[str, list[Numbered]] = {}
    for number, flag in entry.numbered():
        if flag.voice == "quoted" and flag.speaker and flag.rule.tier == "notice" and flag.status != "dismissed":
            by_speaker.setdefault(flag.speaker, []).append((number, flag))
    if by_speaker:
        speaker, own = max(by_speaker.items(), key=lambda item: len(item[1]))
        several = _different(critique, own)
        said = words.listed([quoted(critique.document.words_of((f.start, f.end))) for _, f in several], quoted=False)
        yield Question(
            f"{words.capitalise(speaker)} is quoted with {said}. The writer could have left that out, or said it in "
            "plainer words. What speaks for quoting it, and what against?",
            tuple(number for number, _ in several),
            "These are the speaker’s words, not the writer’s; the choice to quote them is the writer’s.",
        )


def claims_of(critique: Critique) -> list[Claim]:
    """The claims that pages show."""
    return [claim for claim in critique.claims if claim.checkable >= CHECKABLE]


def _about_claims(entry: Entry, used: frozenset[int]) -> Iterator[Question]:
    """A claim with a source beside one without."""
    claims, document = claims_of(entry.critique), entry.critique.document
    running = [claim for claim in claims if entry.critique.paragraph_at(claim.start)]
    fit = [claim for claim in running if claim.end - claim.start <= _LONGEST]
    flagged = {flag.start for number, flag in entry.numbered() if number in used}
    bare = [c for c in fit if c.sourcing == "unsourced" and c.start not in flagged]
    backed = [c for c in fit if c.sourcing == "sourced" and c.attribution and c.attribution.speaker]
    if bare and backed:
        one = max(bare, key=lambda claim: claim.checkable)
        other = max(backed, key=lambda claim: claim.checkable)
        yield Question(
            f"Compare {quoted(document.words_of((one.start, one.end)))} with "
            f"{quoted(document.words_of((other.start, other.end)))} For which of the two does the text say who stands "
            "behind it? Which would you check first, and where?",
            (),
            "The second has a source in the text; that makes it easier to check, not true.",
        )


def _about_voices(entry: Entry) -> Iterator[Question]:
    document, mentions = entry.critique.document, list(entry.critique.first_mentions.values())
    named = [
        words.capitalise(source.name)
        for source in entry.ledger.sources
        # The compressed language of headlines makes speakers of what only stands there.
        if source.named and source.words and not document.in_title(mentions[source.number - 1].start)
    ]
    if len(named) > 1:
        speak = "are among those who speak" if len(named) > 4 else "speak"
        text = f"{words.listed(named[:4], quoted=False)} {speak} in the text"
    elif named:
        text = f"{named[0]} is the only source that the text names"
    elif entry.ledger.sources:
        text = "The text names none of its sources"
    else:
        text = "Nobody but the writer speaks in the text"
    yield Question(
        f"{text}. Who is missing: who has to live with what it is about, or knows it best, and is not heard? "
        "What might they say?",
        (),
        "How do you know that they would have something to add? A text can’t hear everyone; ask whose absence changes "
        "the picture.",
    )  # fmt: skip


def _if_you_agreed(entry: Entry, used: frozenset[int]) -> Iterator[Question]:
    critique = entry.critique
    steering = [
        (number, flag)
        for number, flag in entry.numbered()
        if flag.counted and flag.scope == "text" and flag.rule.family in ("words", "persuasion", "certainty")
    ]
    if not steering:
        yield Question(
            "Which sentence do you agree with most? Read it as somebody who disagrees: is there a word in it that you "
            "would mark then?",
            (),
            "Readers mark the other side’s words more readily than their own.",
        )
        return
    number, flag = min(steering, key=lambda item: (item[1].status != "confirmed", item[0] in used, item[0]))
    said = quoted(critique.document.words_of((flag.start, flag.end)))
    yield Question(
        f"Would you mark {said} ({place_of(critique, flag)}) if you agreed with the writer? And if the other side had "
        "written it?",
        (number,),
        "Readers mark the other side’s words more readily than their own.",
    )


# A quoted sentence brings its own end along.
_TWO_ENDS = re.compile(r"(?<=[.?!…]”)\.(?= )")


@lru_cache(maxsize=2)  # several pages are made of them, one after the other
def questions_of(entry: Entry) -> list[Question]:
    """The questions to discuss with an article, the teacher's own first."""
    lesson = entry.article.front.lesson
    found = [Question(text, own=True) for text in (lesson.questions if lesson else ())]
    found += _about_marks(entry)
    used = frozenset(number for question in found for number in question.notes)
    found += list(_about_a_speaker(entry)) or list(_about_claims(entry, used))
    found += _about_voices(entry)
    found += _if_you_agreed(entry, used)
    return [
        question if question.own else replace(question, text=_TWO_ENDS.sub("", question.text)) for question in found
    ]
