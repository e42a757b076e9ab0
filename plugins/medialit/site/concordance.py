"""Every instance of a technique with some words around it, one below the other, by article."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from medialit.site import words
from medialit.site.collection import Instance
from medialit.site.facets import Facet, choices_of
from medialit.site.urls import article_url

# Room for the words on either side, in characters.
_REACH = 44
MOST = 150  # lines on a page; more follow on further pages
_LAST = 10  # pages
# Whose words a line shows, for the filter, in the order of the choices.
VOICES = {
    "author": "The writer’s",
    "headline": "The headline’s",
    "quoted": "Quoted from others",
    "attributed": "Others’, as reported",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One instance: the flagged words, what stands left and right in the same sentence, whose words they are.

    A flag on a whole sentence or article has nothing beside it, and no `classes`: it needs no mark to stand out.
    """

    left: str
    words: str
    right: str
    url: str
    whose: str
    voice: str
    kind: str
    classes: str


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one article."""

    title: str
    url: str
    about: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Concordance:
    """The lines of one page, how many instances in how many articles there are in all, what narrows the lines.

    `first` is the number of the first line, `last` that of the last page.
    """

    groups: tuple[Group, ...]
    number: int
    last: int
    first: int
    shown: int
    total: int
    articles: int
    facets: tuple[Facet, ...]


def _tail(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _REACH else f"… {text[-_REACH:].split(' ', 1)[-1]}"


def _head(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _REACH else f"{text[:_REACH].rsplit(' ', 1)[0]} …"


def line_of(instance: Instance) -> Line:
    """The line of one instance. Flags about a whole article have no words to show."""
    entry, flag = instance.entry, instance.flag
    kind = entry.article.front.type
    left = middle = right = ""
    if flag.scope == "text":
        text, (start, end) = entry.text, entry.around(instance.number, flag)
        left = _tail(text[start : flag.start])
        right = _head(text[flag.end : max(end, flag.end)])
        middle = words.quote(text[flag.start : flag.end]) if not (left or right) else ""
        middle = middle or " ".join(text[flag.start : flag.end].split())
    return Line(
        left=left,
        words=middle or "the whole article",
        right=right,
        url=f"{article_url(entry.slug)}#{'flag' if entry.has_mark(flag) else 'note'}-{instance.number}",
        whose=words.whose_words(flag) if flag.scope == "text" else "",
        voice=flag.voice,
        kind=kind or words.NO_KIND,
        classes=f"ml-word ml-{flag.rule.family}{' ml-note' if flag.rule.tier == 'note' else ''}"
        if left or right
        else "",
    )


def page_count(instances: int) -> int:
    """How many pages a concordance has. The last ones of very many are left out: nobody turns so many pages."""
    return min(max(1, math.ceil(instances / MOST)), _LAST)


def concordance_of(instances: list[Instance], number: int = 1) -> Concordance:
    """One page of the concordance of a technique, from 1."""
    first = (number - 1) * MOST
    shown = instances[first : first + MOST]
    groups = tuple(
        Group(
            title=entry.article.front.title,
            url=article_url(entry.slug),
            about=", ".join(filter(None, (entry.article.front.outlet, words.kind_of_text(entry.article.front.type)))),
            lines=tuple(map(line_of, own)),
        )
        for entry, own in ((found[0].entry, found) for found in _by_article(shown))
    )
    lines = [line for group in groups for line in group.lines]
    facets = (
        Facet("voice", "Whose words", choices_of((line.voice for line in lines), VOICES)),
        Facet("kind", "Kind of text", choices_of((line.kind for line in lines), words.kinds())),
    )
    return Concordance(
        groups=groups,
        number=number,
        last=page_count(len(instances)),
        first=first + 1,
        shown=len(shown),
        total=len(instances),
        articles=len({instance.entry.slug for instance in instances}),
        facets=tuple(facet for facet in facets if facet.choices),
    )


def _by_article(instances: Iterable[Instance]) -> Iterator[list[Instance]]:
    for _, found in groupby(instances, key=lambda instance: instance.entry.slug):
        yield list(found)
