"""Articles converted ahead of their turn: what the process that did it sends, and the page that takes it over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import lru_cache
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from medialit.article import Article
from medialit.generated import MarkedText
from medialit.markup import MedialitExtension
from medialit.packed import PackedCritique
from medialit.rules.hits import Flag
from medialit.rules.loader import built_in
from medialit.rules.model import Rule
from medialit.site.collection import Entry
from medialit.site.ledger import Ledger

_FLAG = [field.name for field in fields(Flag) if field.name != "rule"]
# Whoever listens to these may see, or change, how a page is converted.
_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content")


class Converted(NamedTuple):
    """An article once converted: its critique, with the flags apart (their rules by id), its ledger, its marked text,
    its anchors but for those of `anchors_of`, its links to anchors of other pages (by source path), how many sources
    it has, whether it is marked, and how many texts had to be analysed for it.
    """

    critique: PackedCritique
    flags: tuple[tuple[str, tuple[object, ...]], ...]
    ledger: Ledger
    text: MarkedText
    anchors: set[str]
    links: dict[str, dict[str, str]]
    sources: int
    marked: bool
    anew: int

    def entry(self, article: Article, rules: Mapping[str, Rule]) -> Entry:
        """The entry of the article, its flags with the rules in force."""
        known = {rule.id: rule for rule in built_in()} | dict(rules)
        self.critique.flags = tuple(Flag(known[rule], *values) for rule, values in self.flags)  # type: ignore[arg-type]
        entry = Entry(article.without_text(), self.critique, self.marked)
        vars(entry)["ledger"] = self.ledger
        return entry


class ArticlePage(Page):
    """The page of an article, which another process may have converted."""

    is_converted = False

    def take_over(self, converted: Converted, files: Files) -> None:
        """Make the page one that is converted."""
        self.is_converted = True
        self.present_anchor_ids = converted.anchors
        add_anchors(self, len(converted.flags), converted.sources, converted.marked)
        found = {files.get_file_from_path(path): links for path, links in converted.links.items()}
        self.links_to_anchors = {file: links for file, links in found.items() if file}

    def given(self, entry: Entry, text: MarkedText, anew: int) -> Converted:
        """What another process needs to take the page over."""
        flags = tuple((flag.rule.id, tuple(getattr(flag, name) for name in _FLAG)) for flag in entry.flags)
        critique, sources = PackedCritique(entry.critique), len(entry.critique.first_mentions)
        critique.flags = ()
        anchors = set(self.present_anchor_ids or ()) - anchors_of(len(flags), sources, entry.marked)
        links = {file.src_uri: links for file, links in (self.links_to_anchors or {}).items()}
        return Converted(critique, flags, entry.ledger, text, anchors, links, sources, entry.marked, anew)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Convert the text, unless that has been done."""
        if self.is_converted:
            self.content, self.toc = "", TableOfContents([])
        else:
            super().render(config, files)


def add_anchors(page: Page, flags: int, sources: int, marked: bool) -> None:
    """Add the places of so many flags and sources to those of a page that links may lead to."""
    ours, own = anchors_of(flags, sources, marked), page.present_anchor_ids
    page.present_anchor_ids = ours.union(own) if own else ours  # type: ignore[assignment] # MkDocs only reads it


@lru_cache(maxsize=1024)
def anchors_of(flags: int, sources: int, marked: bool) -> frozenset[str]:
    """The places in an article that links may lead to, for so many flags and sources: many articles share a set.

    Where the article is not `marked`, those are its notes alone.
    """
    kinds = ("flag", "note", "ref") if marked else ("note",)
    places = {f"{kind}-{number}" for kind in kinds for number in range(1, flags + 1)}
    return frozenset(places.union(f"source-{number}" for number in range(1, sources + 1) if marked))


def add_pages(articles: Iterable[str], nav: Navigation, files: Files, config: MkDocsConfig) -> list[str]:
    """Give articles that are not in the navigation pages of this kind; the source paths of those that others may
    convert. Where some plugin could see how a page is converted, or change it, there are none.
    """
    named = {page.file.src_uri for page in nav.pages}
    ours = [file for path in articles if path not in named and (file := files.get_file_from_path(path))]
    for file in ours:
        ArticlePage(None, file, config)
    quiet = [plugin for name, plugin in config.plugins.items() if name in ("medialit", "search", "material/search")]
    heard = (method for event in _EVENTS for method in config.plugins.events[event])
    alone = all(getattr(method, "__self__", None) in quiet for method in heard)
    plain = all(isinstance(extension, str | MedialitExtension) for extension in config.markdown_extensions)
    return [file.src_uri for file in ours] if alone and plain else []
