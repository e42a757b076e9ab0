"""One event in several articles, side by side: what each says first, who speaks, which marks it has. No ranking."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from medialit.readability import WORD
from medialit.rules.model import Family
from medialit.site import urls, words
from medialit.site.articles import newest_first
from medialit.site.collection import Collection, Entry
from medialit.site.coverage import FAMILIES, lead_of, rates_of
from medialit.site.ledger import Source
from medialit.site.pages import Page, render

MOST = 60  # stories on a page of the list
MOST_PIECES = 8  # side by side; further ones are listed below
_MOST_LISTED = 400
_MOST_SOURCES = 12
_LONGEST_LEAD = 420  # characters


@dataclass(frozen=True, slots=True)
class Heard:
    """A source as it is compared: its name, role, whether a reader is told who it is, and if no other piece has it."""

    name: str
    role: str
    named: bool
    only_here: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of a story. `rates` are marks per 100 words of the writer's own, by family; None in short texts."""

    entry: Entry
    label: str
    lead: str
    named: int
    unnamed: int
    voices: tuple[Heard, ...]
    more_voices: int
    own_words: int
    rates: dict[Family, float] | None


def _key(source: Source) -> str:
    """What names of one person share in two articles: the last word."""
    return source.name.casefold().removeprefix("the ").split()[-1]


def pieces_of(entries: Sequence[Entry]) -> tuple[Piece, ...]:
    """The articles of a story, compared."""
    heard = Counter(key for entry in entries for key in {_key(source) for source in entry.ledger.sources})
    labels = Counter(_label(entry) for entry in entries)
    pieces = []
    for entry in entries:
        sources, own, label = entry.ledger.sources, entry.ledger.writer, _label(entry)
        pieces.append(
            Piece(
                entry,
                label if labels[label] == 1 else f"{label}, {words.kind_of_text(entry.article.front.type).lower()}",
                lead_of(entry, _LONGEST_LEAD),
                named=sum(source.named for source in sources),
                unnamed=sum(not source.named for source in sources),
                voices=tuple(
                    Heard(words.capitalise(s.name), s.role, s.named, s.named and heard[_key(s)] == 1)
                    for s in sources[:_MOST_SOURCES]
                ),
                more_voices=max(0, len(sources) - _MOST_SOURCES),
                own_words=own,
                rates=rates_of(entry),
            )
        )
    return tuple(pieces)


def _label(entry: Entry) -> str:
    front = entry.article.front
    return front.outlet or front.author or front.title


def name_of(story: str, entries: Iterable[Entry]) -> str:
    """A story's short name in words, each as its articles write it: "tellan-quay-lido" is "Tellan Quay lido"."""
    wanted = story.split("-")
    forms: dict[str, Counter[str]] = {word: Counter() for word in wanted}
    for entry in entries:
        document = entry.critique.document
        start = document.title.end if document.title else 0  # headlines have capitals of their own
        for match in WORD.finditer(document.text, start):
            if (word := match[0].casefold()) in forms:
                forms[word][match[0]] += 1
    named = (max(forms[word].items(), key=lambda item: (item[1], item[0]), default=(word, 0))[0] for word in wanted)
    return words.capitalise(" ".join(named))


def story_page(story: str, collection: Collection) -> Page:
    """The page of one story."""
    entries = collection.stories[story]
    ordered = sorted(newest_first(entries), key=lambda entry: entry.article.front.date or dt.date.max)
    pieces = pieces_of(ordered[:MOST_PIECES])
    name = name_of(story, entries)
    html = render(
        "story.html",
        urls.story_url(story),
        name=name,
        pieces=pieces,
        rest=ordered[MOST_PIECES : MOST_PIECES + _MOST_LISTED],
        total=len(ordered),
        families=[f for f in FAMILIES if any(piece.rates and piece.rates[f] for piece in pieces)],
    )
    return Page(
        path=urls.path_of(urls.story_url(story)),
        title=f"Story: {name}",
        description=f"{words.plural(len(entries), 'article')} on one event, side by side: {name}.",
        html=html,
        toc=(),
    )


def index_count(stories: int) -> int:
    """How many pages the list of stories has."""
    return max(1, math.ceil(stories / MOST))


@lru_cache(maxsize=1)  # all pages of the list are made of it
def _newest(collection: Collection) -> list[tuple[str, list[Entry]]]:
    order = {entry.slug: place for place, entry in enumerate(newest_first(collection.entries))}
    found = [(story, sorted(own, key=lambda entry: order[entry.slug])) for story, own in collection.stories.items()]
    return sorted(found, key=lambda item: order[item[1][0].slug])


def stories_index(collection: Collection, number: int = 1) -> Page:
    """A page of the list of stories, from 1, by the date of their newest article."""
    whole, url = _newest(collection), urls.stories_url(number)
    listed = [(story, name_of(story, own), own) for story, own in whole[(number - 1) * MOST : number * MOST]]
    html = render("stories.html", url, stories=listed, number=number, last=index_count(len(whole)))
    return Page(
        path=urls.path_of(url),
        title="Stories" if number == 1 else f"Stories, page {number}",
        description="The same event in several articles, side by side.",
        html=html,
        toc=(),
    )
