"""No page grows without end: sizes and numbers of pages in collections of many articles, without a build."""

from __future__ import annotations

import datetime as dt
import random
import re
from dataclasses import replace

import pytest
from entries import entry
from medialit.generated import further_of, recipes_of
from medialit.rules.loader import load_rules
from medialit.site.articles import MOST, page_count, whole_list
from medialit.site.collection import Collection, Entry
from texts import body

MOST_BYTES = 200_000
FRAME = 45_000  # what the theme puts around a page of a site with a dozen entries in its navigation


def many(number: int) -> Collection:
    """So many articles of long titles, summaries and topics; their texts are twelve of 600 words."""
    rng = random.Random(1)
    made = [entry(body(seed), slug=f"t{seed}", title=f"What happened, part {seed}") for seed in range(12)]
    entries = []
    for n in range(number):
        like = made[n % len(made)]
        front = like.article.front.model_copy(
            update={
                "title": f"What the council said of the harbour, the pool and the bridge that it had closed, part {n}",
                "summary": "A summary of more than a hundred characters that tells what the article is about. " * 2,
                "outlet": "The Harbour and Riverside Ledger",
                "date": dt.date(2020, 1, 1) + dt.timedelta(days=n % 2000),
                "topics": tuple(f"Topic {rng.randrange(900)}" for _ in range(4)),
                "type": ("news", "opinion", "explainer", None)[n % 4],
                "story": f"story-{n // 4}" if n % 3 else "the-same-story-for-all",
            }
        )
        entries.append(Entry(replace(like.article, slug=f"piece-{n}", front=front), like.critique))
    return Collection(tuple(entries), load_rules()[0])


@pytest.mark.parametrize("number", [900, pytest.param(10_000, marks=pytest.mark.soak)])
def test_no_page_grows_without_end(number: int) -> None:
    whole = many(number)
    articles = [one.article for one in whole.entries]
    recipes = recipes_of(articles, [], whole.rules) | further_of(whole)
    rest = {path: recipe for path, recipe in recipes.items() if not recipe.slug}
    if number < 10_000:  # the largest come first; one page of each kind there will do in a fast run
        rest = {
            path: recipe for path, recipe in rest.items() if not re.search(r"[./](?:[3-9]|\d\d)/|story-\d+[1-9]", path)
        }
    sizes = {path: len(recipe.make(whole).html.encode()) for path, recipe in rest.items()}
    assert max(sizes.values()) + FRAME <= MOST_BYTES, max(sizes, key=lambda path: sizes[path])
    assert len(recipes) - len(articles) < len(articles) + 700


def test_every_article_stands_in_the_list_and_in_what_filters_load() -> None:
    whole = many(3 * MOST + 1)
    recipes = recipes_of([one.article for one in whole.entries], [], whole.rules)
    pages = [recipe.make(whole) for path, recipe in recipes.items() if re.match(r"articles/(?:older/\d+/)?index", path)]
    assert len(pages) == page_count(len(whole.entries)) == 4
    listed = [slug for page in pages for slug in re.findall(r'<h2><a href="[./]*(piece-\d+)/"', page.html)]
    assert sorted(listed) == sorted(one.slug for one in whole.entries)
    loaded = whole_list(whole)
    assert re.findall(r'<h2><a href="(piece-\d+)/"', loaded) == listed
    assert loaded.count("<li data-topic=") == len(listed)
    assert [page.html.count("<form") for page in pages] == [1, 0, 0, 0]
    assert 'data-all="list.txt"' in pages[0].html
    kinds = dict(re.findall(r'<option value="(news|opinion)">[^<]* \((\d+)\)', pages[0].html))
    assert kinds == {kind: str(loaded.count(f'data-kind="{kind}"')) for kind in ("news", "opinion")}
