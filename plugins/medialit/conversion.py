"""Articles converted ahead of their turn: what the process that did it sends, and the page that takes it over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from medialit.article import Article
from medialit.cachedengine import decoded, encoded
from medialit.generated import MarkedText
from medialit.markup import MedialitExtension
from medialit.rules.loader import built_in
from medialit.rules.model import Rule
from medialit.site.collection import Entry
from medialit.text.document import Document

# Whoever listens to these may see, or change, how a page is converted.
_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content")


class Converted(NamedTuple):
    """An article once converted: its document, its critique without it, its marked text, its anchors, its links to
    anchors of other pages (by their source paths), and how many texts had to be analysed for it.
    """

    document: Document
    critique: bytes
    text: MarkedText
    anchors: set[str]
    links: dict[str, dict[str, str]]
    anew: int

    def entry(self, article: Article, rules: Mapping[str, Rule]) -> Entry | None:
        """The entry of the article, made with the rules in force; None if it can't be made from this."""
        known = {rule.id: rule for rule in built_in()} | dict(rules)
        critique = decoded(self.critique, self.document, article.metadata, known)
        return Entry(article, critique) if critique else None


class ArticlePage(Page):
    """The page of an article, which another process may have converted."""

    is_converted = False

    def take_over(self, converted: Converted, files: Files) -> None:
        """Make the page one that is converted."""
        self.is_converted = True
        self.present_anchor_ids = converted.anchors
        found = {files.get_file_from_path(path): links for path, links in converted.links.items()}
        self.links_to_anchors = {file: links for file, links in found.items() if file}

    def given(self, entry: Entry, text: MarkedText, anew: int) -> Converted:
        """What another process needs to take the page over."""
        links = {file.src_uri: links for file, links in (self.links_to_anchors or {}).items()}
        anchors = self.present_anchor_ids or set()
        return Converted(entry.critique.document, encoded(entry.critique), text, anchors, links, anew)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Convert the text, unless that has been done."""
        if self.is_converted:
            self.content, self.toc = "", TableOfContents([])
        else:
            super().render(config, files)


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
