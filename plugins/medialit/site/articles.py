"""The list of articles, newest first, and what it can be narrowed by. It ranks nothing."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from medialit.rules.loader import RuleSet
from medialit.site import urls, words
from medialit.site.collection import Collection, Entry
from medialit.site.facets import Facet, choices_of, value_of
from medialit.site.pages import Page, render

# So many articles stand on one page, that no page grows without end; older ones follow on further pages.
MOST = 100
_MOST_TOPICS = 200  # to choose from, those of most articles


@dataclass(frozen=True, slots=True)
class Item:
    """An article in the list: what it shows, and its values in each facet, which are parts of addresses."""

    entry: Entry
    topics: tuple[tuple[str, str], ...]  # value and name
    kind: str
    techniques: tuple[str, ...]
    grade: str


def page_count(articles: int) -> int:
    """How many pages the list has."""
    return max(1, math.ceil(articles / MOST))


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """The entries by date, the undated last; those of one day by title."""

    def key(entry: Entry) -> tuple[int, str, str]:
        front = entry.article.front
        return -(front.date or dt.date.min).toordinal(), front.title.casefold(), entry.slug

    return sorted(entries, key=key)


def item_of(entry: Entry, rules: RuleSet) -> Item:
    """The item of an article."""
    front = entry.article.front
    found = {flag.rule.id for flag in entry.flags if flag.status != "dismissed"}
    return Item(
        entry,
        tuple((value_of(topic), topic) for topic in front.topics),
        front.type or words.NO_KIND,
        tuple(rule_id for rule_id in rules if rule_id in found),
        words.band(entry.readability),
    )


def facets_of(items: Iterable[Item], rules: RuleSet) -> tuple[Facet, ...]:
    """What the items can be narrowed by: topic, kind of text, technique, reading range."""
    items = list(items)
    common = Counter(topic for item in items for topic in item.topics).most_common(_MOST_TOPICS)
    topics = dict(sorted(topic for topic, _ in common))
    names = {rule.id: words.typographic(rule.name) for rule in rules.values()}
    families = {rule.id: words.FAMILIES[rule.family][0] for rule in rules.values()}
    facets = (
        Facet("topic", "Topic", choices_of((t for item in items for t in dict(item.topics)), topics)),
        Facet("kind", "Kind of text", choices_of((item.kind for item in items), words.kinds())),
        Facet("technique", "Technique", choices_of((t for item in items for t in item.techniques), names, families)),
        Facet("grade", "Reading grade, about", choices_of((item.grade for item in items), words.BANDS)),
    )
    return tuple(facet for facet in facets if facet.choices)


@lru_cache(maxsize=1)  # all pages of the list are made of it
def _list_of(collection: Collection) -> tuple[list[Item], tuple[Facet, ...]]:
    items = [item_of(entry, collection.rules) for entry in newest_first(collection.entries)]
    return items, facets_of(items, collection.rules)


def whole_list(collection: Collection) -> str:
    """The items of all articles in short, as facets.js puts them in the place of the first page's."""
    return render("list.html", urls.ARTICLES, items=_list_of(collection)[0])


def articles_page(number: int, collection: Collection) -> Page:
    """One page of the list, from 1."""
    whole, facets = _list_of(collection)
    items = whole[(number - 1) * MOST : number * MOST]
    url = urls.articles_url(number)
    html = render(
        "articles.html",
        url,
        items=items,
        facets=facets if number == 1 else (),
        first=(number - 1) * MOST + 1,
        total=len(whole),
        number=number,
        last=page_count(len(whole)),
    )
    return Page(
        path=urls.path_of(url),
        title="Articles" if number == 1 else f"Articles, page {number}",
        description="News articles to read clean, to question and to discuss.",
        html=html,
        toc=(),
    )
