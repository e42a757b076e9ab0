"""The headline lab: what the headline says, how the text begins, and what the body has to carry it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from medialit.detect.bodygap import nearest_sentence
from medialit.rules.hits import Flag
from medialit.site import words
from medialit.site.collection import Entry
from medialit.site.coverage import lead_of

_GAP = "headline.body-gap"


@dataclass(frozen=True, slots=True)
class Lab:
    """Headline, lead and body side by side.

    `asked` are the flags on words of the headline with their numbers; `missing` the words of it that the body does not
    have; `nearest` the sentence of the body, behind the lead, that shares most words with it, and `place` where it is.
    """

    headline: str
    asked: tuple[tuple[int, Flag, str], ...]
    lead: str
    missing: tuple[str, ...]
    nearest: str
    place: str
    task: str


@lru_cache(maxsize=2)  # several pages are made of them, one after the other
def lab_of(entry: Entry) -> Lab | None:
    """The headline lab of an article; None without a headline or a body."""
    critique, document = entry.critique, entry.critique.document
    title = document.title
    if not title or title.end >= len(document.text.rstrip()):
        return None
    asked = tuple(
        (number, flag, document.words_of((flag.start, flag.end)))
        for number, flag in entry.numbered()
        if flag.scope == "text" and title.covers((flag.start, flag.end)) and flag.status != "dismissed"
        and flag.rule.tier != "craft"
    )  # fmt: skip
    behind = critique.paragraphs[0][0].end if critique.paragraphs else title.end
    running = {"paragraph", "list-item", "quote"}
    body = [
        sentence
        for sentence in document.sentences
        if sentence.start >= behind and (block := document.block_at(sentence.start)) and block.kind in running
    ]
    nearest = nearest_sentence(document, title, body)
    number = critique.paragraph_at(nearest.start) if nearest else None
    return Lab(
        headline=document.words_of(title),
        asked=asked,
        lead=lead_of(entry),
        missing=tuple(said for _, flag, said in asked if flag.rule.id == _GAP),
        nearest=" ".join(document.words_of(nearest).split()) if nearest else "",
        place=f"paragraph {number}" if number else "",
        task=_task([said for _, flag, said in asked if flag.rule.id != _GAP and title != (flag.start, flag.end)]),
    )


def _task(said: list[str]) -> str:
    task = "Write a headline of ten words or fewer that the body can carry"
    if said:
        return f"{task}, without {words.listed(list(dict.fromkeys(said))[:3])}."
    return f"{task}, and that puts something else first. What did this one leave for later?"
