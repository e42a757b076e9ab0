"""The way of a text through MkDocs: analysed and marked inside Python-Markdown, then sanitised."""

from __future__ import annotations

import logging
from functools import partial

from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from medialit.article import Article
from medialit.cache import Cache
from medialit.cachedengine import CachedEngine
from medialit.contenttexts import tell_left_out
from medialit.conversion import add_anchors
from medialit.critique import Critique
from medialit.decisions import with_review
from medialit.generated import MarkedText
from medialit.lessonplan import LessonPlan
from medialit.markup import MedialitExtension
from medialit.rules.loader import RuleSet
from medialit.site.collection import Entry
from medialit.site.sanitise import sanitise_marked, without_marks
from medialit.text.document import Document
from medialit.yamlfile import DataError

log = logging.getLogger("mkdocs.plugins.medialit")


class Converter:
    """Has the texts of articles and lessons converted, one after the other; its `extension` is MkDocs' to run.

    `anew` counts the articles that were analysed, and not found in the cache.
    """

    def __init__(self) -> None:
        self.rules, self.anew = RuleSet(()), 0
        self.engine = CachedEngine(self.rules)
        self.extension = MedialitExtension(notes=True)

    def use(self, rules: RuleSet, cache: Cache | None) -> None:
        """Go on with these rules, which a build may have changed."""
        if list(rules.values()) != list(self.rules.values()):
            self.rules, self.engine = rules, CachedEngine(rules)
        self.engine.cache = cache

    def begin(self, read: Article | LessonPlan | None) -> None:
        """Make ready for the text of a page; None stands for one that is neither article nor lesson."""
        extension = self.extension
        extension.active, extension.includes = isinstance(read, Article), read is None
        extension.careful, extension.problem = read is not None, None
        if isinstance(read, Article):
            extension.id, extension.title = read.slug, read.front.title
            extension.critique = extension.linear = None
            extension.analyze = partial(self._analyze, read)

    def _analyze(self, article: Article, document: Document) -> Critique:
        before = self.engine.anew
        critique = self.engine.analyze(document, article.metadata)
        self.anew += self.engine.anew - before
        critique, problems = with_review(article, critique, self.rules)
        for problem in problems:
            log.warning("%s (this entry is left out until then)", problem)
        return critique

    def failed(self, read: Article | LessonPlan) -> bool:
        """Whether the text can't be converted, which is told."""
        extension, noun = self.extension, "article" if isinstance(read, Article) else "lesson"
        if not extension.problem:
            return False
        problem = DataError(read.source, None, f"the text {extension.problem}")
        log.warning("%s (the %s is left out until then)", problem, noun)
        log.debug("The fault behind it:", exc_info=extension.fault)
        return True

    def end(self, article: Article, content: str, page: Page) -> tuple[Entry, MarkedText]:
        """What there is to keep of an article, once its text has become `content`, unsafe HTML. Its page learns which
        places links may lead to. Raises PluginError.
        """
        extension = self.extension
        critique, linear = extension.critique, extension.linear
        if critique is None or linear is None:
            raise PluginError(f"medialit: {article.source}: the Markdown extension did not run")
        for problem in (*article.reserved(extension.reserved), *article.unread(*extension.unread)):
            log.warning("%s", problem)
        tell_left_out(article, content)
        body, kept = sanitise_marked(content, linear.raw_html)
        if not kept and not extension.reserved:
            line = article.line_of("<")
            log.warning("%s", DataError(article.source, line, "HTML tags in the text disturb the marks, which are left "
                                        "out; write Markdown instead"))  # fmt: skip
        page.toc = TableOfContents([])  # the theme would write a label for a list that is hidden
        add_anchors(page, len(critique.flags), len(critique.first_mentions), kept)
        critique.document.drop_foldings()
        title = extension.title_html if kept else without_marks(extension.title_html)
        return Entry(article, critique, kept).packed(), MarkedText(title, body)
