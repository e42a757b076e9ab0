"""Pages that are made and not written: what they are, and how MkDocs gets them."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Collection as Sized
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from medialit.article import Article
from medialit.lessonplan import LessonPlan
from medialit.rules.loader import RuleSet
from medialit.site import critiques, pages, stories, urls
from medialit.site.articles import articles_page, page_count
from medialit.site.collection import Collection
from medialit.site.collection_page import collection_page
from medialit.site.concordance import page_count as instance_pages
from medialit.site.found import Facets, of_technique
from medialit.site.lessons import lessons_index
from medialit.site.privacy import PRIVACY, privacy_page

_LISTS = (urls.ARTICLES, urls.STORIES, urls.TECHNIQUES, urls.LESSONS)


@dataclass(frozen=True)
class Recipe:
    """How a page is made, whether it is one of the lists that a navigation may show, whose critique it may be.

    What is no list is made when it is written, so that no more than one page is held at a time. What others may link to
    in it must be known before: its `anchors`. Search leads to
    articles, techniques and stories, and they to the rest: that is not `searched`. In large sites it can be narrowed by
    the `facets` of pages.
    """

    make: Callable[[Collection], pages.Page]
    listed: bool = False
    anchors: frozenset[str] = frozenset()
    slug: str = ""
    searched: bool = True
    facets: Facets = field(default_factory=dict)


def recipes_of(
    articles: Sized[Article], plans: Iterable[LessonPlan], rules: RuleSet, *, privacy: bool = True
) -> dict[str, Recipe]:
    """All generated pages of a site by source path; that on `privacy` where the site has none of its own."""
    recipes: dict[str, Recipe] = {}
    sections = frozenset(anchor for anchor, _ in critiques.SECTIONS)
    for article in articles:
        make = partial(_critique_page, article.slug)
        recipes[urls.critique_path(article.slug)] = Recipe(make, anchors=sections, slug=article.slug, searched=False)
    lists: dict[str, Callable[[Collection], pages.Page]] = {
        urls.ARTICLES: partial(articles_page, 1),
        urls.STORIES: stories.stories_index,
        urls.TECHNIQUES: pages.techniques_index,
        urls.LESSONS: partial(lessons_index, tuple(plans)),
        urls.COLLECTION: collection_page,
    }
    if privacy:
        lists[PRIVACY] = privacy_page
    recipes |= {urls.path_of(url): Recipe(make, listed=True) for url, make in lists.items()}
    for number in range(2, page_count(len(articles)) + 1):
        recipes[urls.path_of(urls.articles_url(number))] = Recipe(partial(articles_page, number), searched=False)
    told = Counter(article.front.story for article in articles if article.front.story)
    shared = sorted(story for story, pieces in told.items() if pieces > 1)
    for number in range(2, stories.index_count(len(shared)) + 1):
        recipes[urls.path_of(urls.stories_url(number))] = Recipe(partial(stories.stories_index, number=number))
    for story in shared:
        told_twice = partial(stories.story_page, story)
        recipes[urls.path_of(urls.story_url(story))] = Recipe(told_twice, facets={"kind": ("Story",)})
    sections = frozenset(anchor for anchor, _ in pages.TECHNIQUE_SECTIONS)
    for rule in rules.values():
        make = partial(pages.technique_page, rule)
        recipes[urls.technique_path(rule)] = Recipe(make, anchors=sections, facets=of_technique(rule))
    return recipes


def further_of(collection: Collection) -> dict[str, Recipe]:
    """The pages by source path that only the critiques tell of: those of instances beyond a technique's own page."""
    return {
        urls.path_of(urls.technique_more_url(rule, number)): Recipe(
            partial(pages.instances_page, rule, number), searched=False
        )
        for rule in collection.rules.values()
        for number in range(2, instance_pages(len(collection.instances[rule.id])) + 1)
    }


def _critique_page(slug: str, collection: Collection) -> pages.Page:
    return pages.critique_page(collection.by_slug[slug], collection)


def add_generated(recipes: Mapping[str, Recipe], files: Files, config: MkDocsConfig) -> None:
    """Add the files of generated pages. A site that writes its own navigation names the lists it wants there;
    elsewhere all of them are.
    """
    listed = InclusionLevel.INCLUDED if config.nav is None else InclusionLevel.NOT_IN_NAV
    for path, recipe in recipes.items():
        inclusion = listed if recipe.listed else InclusionLevel.NOT_IN_NAV
        files.append(File.generated(config, path, content="", inclusion=inclusion))


def take_over(recipes: Mapping[str, Recipe], nav: Navigation, files: Files, config: MkDocsConfig) -> dict[str, Page]:
    """Make the pages that the navigation has no title for ours. Our lists in it, by address.

    Where MkDocs lists the folders, a folder with nothing but our list in it is that list.
    """
    if config.nav is None:
        nav.items[:] = [_unfolded(item, recipes) for item in nav.items]
    named = {page.file.src_uri for page in nav.pages}
    for path, recipe in recipes.items():
        file = files.get_file_from_path(path)
        if file and path not in named and not recipe.listed:
            GeneratedPage(file, config, recipe.anchors)
    lists = {page.url: page for page in nav.pages if page.url in _LISTS}
    for file in files.documentation_pages():
        if file.page and file.src_uri not in named:
            lead_back(file.page, lists)
    return lists


def lead_back(page: Page, lists: Mapping[str, Page]) -> None:
    """Tell the theme, which shows where readers are, to which list of the navigation a page outside it belongs."""
    page.parent = lists.get(f"{page.url.partition('/')[0]}/")  # type: ignore[assignment]


def _unfolded(item: Any, recipes: Mapping[str, Recipe]) -> Any:
    if isinstance(item, Section) and len(item.children) == 1:
        (page,) = item.children
        if isinstance(page, Page) and page.file.src_uri in recipes:
            page.parent = None
            return page
    return item


class GeneratedPage(Page):
    """A page for which there is nothing to read and nothing to convert. Whoever writes it sets its content."""

    def __init__(self, file: File, config: MkDocsConfig, anchors: Iterable[str]) -> None:
        super().__init__(None, file, config)
        self.markdown, self.meta, self.content = "", {}, ""
        self.toc, self.present_anchor_ids = TableOfContents([]), set(anchors)

    def read_source(self, config: MkDocsConfig) -> None:
        """There is no source."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """There is no content yet."""


class MarkedText:
    """The marked headline and text of an article as HTML, held in a tenth of their room."""

    def __init__(self, title: str, body: str) -> None:
        self.title = title
        self._body = zlib.compress(body.encode(), 1)

    @property
    def body(self) -> str:
        """The text."""
        return zlib.decompress(self._body).decode()
