"""The MkDocs plugin: hooks only. What pages say is made in the site layer, what is found in the layers below it."""

from __future__ import annotations

import gc
import html
import logging
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils.templates import TemplateContext

from medialit.ahead import Ahead
from medialit.article import Article, FrontMatter
from medialit.cache import FOLDER, MEGABYTE, Cache
from medialit.config import MedialitConfig
from medialit.contentfiles import refuse_clashes, refuse_files, refuse_links_to_folders
from medialit.contenttexts import read_articles, read_lessons, read_site_file, tell_left_out
from medialit.conversion import ArticlePage, Converted, add_pages
from medialit.converter import Converter
from medialit.generated import (
    GeneratedPage,
    MarkedText,
    Recipe,
    add_generated,
    further_of,
    lead_back,
    recipes_of,
    take_over,
)
from medialit.lessonplan import LessonPlan
from medialit.pagemeta import escaped, meta
from medialit.pagepolicy import PagePolicy
from medialit.rules.loader import load_rules
from medialit.site import bundles, feeds, found, intake, pages, urls
from medialit.site.articles import page_count, whole_list
from medialit.site.collection import Collection, Entry
from medialit.site.downloads import downloads_of, write_collection
from medialit.site.evaluation import load_evaluation
from medialit.site.example import with_examples
from medialit.site.judged import judged_html
from medialit.site.lessons import lesson_html
from medialit.site.privacy import PRIVACY
from medialit.site.sanitise import sanitise, without_marks
from medialit.site.standards import Standard, load_standards
from medialit.site.theme import mend_theme
from medialit.site.worksheet import sheets_of
from medialit.site.writing import write
from medialit.sitesearch import SiteSearch
from medialit.themeframe import Frames

log = logging.getLogger("mkdocs.plugins.medialit")

_THEME = Path(__file__).parent / "site" / "overrides"
_ADDRESS = re.compile(r"(?:https?://[^\s<>\"']+|mailto:[^\s<>\"'@]+@[^\s<>\"']+)")
_EVALUATION = "<!-- medialit: evaluation -->"
_PRECISION = "<!-- medialit: precision -->"


class MedialitPlugin(BasePlugin[MedialitConfig]):  # type: ignore[no-untyped-call]
    """Makes articles into marked pages with a critique each, and lists articles and techniques."""

    def __init__(self) -> None:
        self._converter = Converter()
        self._evaluation = ""  # the figures on labelled texts, as HTML
        self._standards: dict[str, Standard] | None = None  # by code; None: the file can't be read
        self._articles: dict[str, Article] = {}  # by source path
        self._entries: dict[str, Entry] = {}  # by slug
        self._lessons: dict[str, LessonPlan] = {}  # by source path
        self._recipes: dict[str, Recipe] = {}  # of generated pages, by source path
        self._texts: dict[str, MarkedText] = {}  # of articles, by slug, until their last page is written
        self._frames = Frames()
        self._lists: dict[str, Page] = {}  # ours in the navigation, by address
        self._conversions: Ahead[Converted | None] | None = None  # of articles by source path
        self._fewer = False  # whether a text was left out that may be linked to, which no other process knows
        self._critiques: Ahead[pages.Page] | None = None  # by slug
        self._env: Environment | None = None
        self._collection: Collection | None = None
        self._serving = False
        self._policy = PagePolicy()
        self._search: SiteSearch | None = None  # None: the theme's own

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Refuse `--dirty`: pages here are made from all articles, so a partial build would show outdated ones."""
        if dirty:
            raise PluginError("medialit: --dirty would leave outdated pages; build without it")
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the rules; add the Markdown extension, styles and scripts."""
        if not config.use_directory_urls:
            raise PluginError("medialit: its addresses are folders; remove 'use_directory_urls: false' from mkdocs.yml")
        if self.config.corrections and not _ADDRESS.fullmatch(self.config.corrections):
            raise PluginError("medialit: 'corrections' in mkdocs.yml is no address; write https://… or mailto:…")
        refuse_links_to_folders(config)
        root = Path(config.config_file_path or "mkdocs.yml").parent
        rules, problems = load_rules(root / self.config.rules, root)
        for problem in problems:
            log.warning("%s; this part is left out", problem)
        size = self.config.cache_size * MEGABYTE
        self._converter.use(rules, Cache(root / FOLDER, size) if size > 0 else None)
        beside = Path(self.config.rules).parent
        told = "its figures are left out"
        self._evaluation = read_site_file(beside / "evaluation.json", load_evaluation, told, root) or ""
        self._standards = read_site_file(beside / "standards.yml", load_standards, "no standard is shown", root)
        self._converter.begin(None)
        config.markdown_extensions.append(self._converter.extension)  # type: ignore[arg-type]
        config.extra_css = [bundles.STYLE, *config.extra_css]
        config.extra_javascript = [bundles.SCRIPT, *config.extra_javascript]
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(_THEME))
        # Every page gets the same inline script, whatever folder it is in, and tables without a style of their own.
        config.extra.setdefault("scope", urlsplit(config.site_url or "/").path)
        config.mdx_configs.setdefault("tables", {}).setdefault("use_align_attribute", True)
        return config

    @event_priority(-50)  # after plugins that add files, so that articles they add are seen
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read the front matter of every article; add the generated pages and the assets."""
        self._entries, self._texts, self._collection, self._converter.anew = {}, {}, None, 0
        self._conversions, self._critiques, self._fewer = None, None, False
        folder, lessons = (f"{name.strip('/')}/" for name in (self.config.articles, self.config.lessons))
        if not (Path(config.docs_dir) / folder).is_dir():
            shown = Path(config.docs_dir).name
            log.warning("%s/%s: no such folder; make it and put the articles there", shown, folder.rstrip("/"))
        refuse_files(files, config, (folder, lessons))
        self._articles = read_articles(files, folder, config, self._standards)
        slugs = [article.slug for article in self._articles.values()]
        self._lessons = read_lessons(files, lessons, config, self._standards, slugs, self._converter.rules)
        own_privacy = any(file.dest_uri == f"{PRIVACY}index.html" for file in files)
        self._recipes = recipes_of(
            self._articles.values(), self._lessons.values(), self._converter.rules, privacy=not own_privacy
        )
        refuse_clashes(files, config, self._written(config))
        add_generated(self._recipes, files, config)
        for uri, content in bundles.bundles().items():
            files.append(File.generated(config, uri, content=content))
        for uri, path in bundles.fonts().items():
            files.append(File.generated(config, uri, abs_src_path=str(path)))
        self._search = SiteSearch.of(len(self._articles), self.config.pagefind_from, files, config)
        return files

    def _written(self, config: MkDocsConfig) -> dict[str, str]:
        """Where medialit writes, in small letters, and what, beside the folder of its own files."""
        ours = intake.written_by_medialit(self._recipes, (article.slug for article in self._articles.values()))
        return ours | dict.fromkeys((feeds.RSS, feeds.JSON) if _channel(config) else (), "a feed")

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Take over the pages that the navigation has no title for."""
        self._frames = Frames(page.url for page in nav.pages)
        sources = add_pages(self._articles, nav, files, config)
        self._lists = take_over(self._recipes, nav, files, config)
        self._conversions = Ahead(sources, partial(self._convert, config, files), alone=self._serving)
        return nav

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        """Take over what another process has converted."""
        article = self._articles.get(page.file.src_uri)
        if article and self._conversions and isinstance(page, ArticlePage):
            converted = self._conversions.taken(page.file.src_uri)
            self._converter.anew += converted.anew if converted else 0
            if converted and not self._fewer:
                page.take_over(converted, files)
                self._keep(page, converted.entry(article, self._converter.rules), converted.text)
        return page

    def _convert(self, config: MkDocsConfig, files: Files, source: str) -> Converted | None:
        """Convert an article for another process, as MkDocs does it."""
        file, before = files.get_file_from_path(source), self._converter.anew
        page = file.page if file else None
        if not isinstance(page, ArticlePage):
            return None
        page.markdown = self.on_page_markdown("", page=page, config=config, files=files)
        page.render(config, files)
        self.on_page_content(page.content or "", page=page, config=config, files=files)
        slug = self._articles[source].slug
        return page.given(self._entries[slug], self._texts[slug], self._converter.anew - before)

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Give MkDocs the body alone: the front matter has been read, and by a stricter reader."""
        read = self._articles.get(page.file.src_uri) or self._lessons.get(page.file.src_uri)
        return f"\n{read.body}" if read else None

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Make the Markdown extension ready for the page."""
        read = self._articles.get(page.file.src_uri) or self._lessons.get(page.file.src_uri)
        self._converter.begin(read)
        if read is None:
            return markdown
        front = read.front
        summary = front.summary if isinstance(front, FrontMatter) else front.description
        page.meta = escaped(read.theme) | meta(front.title, summary or "")
        return read.body

    def _whole(self) -> Collection:
        """The collection. Generated pages come after all articles, so by then it is complete."""
        if self._collection is None:
            entries, settings = tuple(self._entries.values()), self.config
            self._collection = Collection(entries, self._converter.rules, settings.corrections, self._standards or {})
        return self._collection

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Keep the critique, sanitise the article, put the page together."""
        article, plan = self._articles.get(page.file.src_uri), self._lessons.get(page.file.src_uri)
        if isinstance(page, ArticlePage) and page.is_converted:
            return ""
        if (read := article or plan) and self._converter.failed(read):
            self._leave_out(page.file.src_uri, files)
            return ""
        if article:
            self._keep(page, *self._converter.end(article, html, page))
            return ""
        if isinstance(page, GeneratedPage):
            return ""
        if recipe := self._recipes.get(page.file.src_uri):
            return self._make(recipe, page)
        if plan:
            tell_left_out(plan, html)
            by_slug = {article.slug: article for article in self._articles.values()}
            page.toc = TableOfContents([])  # the theme would write a label for a list that is hidden
            return lesson_html(plan, sanitise(html), by_slug, self._converter.rules, self._standards or {})
        html = with_examples(html, page.url, self._converter.engine.analyze)
        if _PRECISION in html:
            html = html.replace(_PRECISION, judged_html(self._converter.rules.values(), page.url))
        return html.replace(_EVALUATION, self._evaluation)

    def _leave_out(self, source: str, files: Files) -> None:
        """Go on without a text that can't be converted, the source path of which is given."""
        self._fewer = True
        self._articles.pop(source, None)
        self._lessons.pop(source, None)
        privacy = urls.path_of(PRIVACY) in self._recipes
        fewer = recipes_of(self._articles.values(), self._lessons.values(), self._converter.rules, privacy=privacy)
        for path in (source, *(path for path in self._recipes if path not in fewer)):
            if file := files.get_file_from_path(path):
                files.remove(file)
        self._recipes = fewer

    def _keep(self, page: Page, entry: Entry, text: MarkedText) -> None:
        """What is left of an article until its pages are written."""
        self._entries[entry.slug], self._texts[entry.slug] = entry, text
        self._articles[page.file.src_uri] = entry.article

    def _make(self, recipe: Recipe, page: Page) -> str:
        """The content of a generated page. Its title and description become those of the page."""
        ahead = self._critiques if recipe.slug else None
        made = ahead.get(recipe.slug) if ahead else recipe.make(self._whole())
        page.meta = {**page.meta, **meta(made.title, made.description)}
        page.present_anchor_ids = {anchor for anchor, _ in made.toc}
        return made.html

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Make the policy that all pages carry, and the pages that the critiques ask for.

        In `mkdocs serve` the policy would stop the pages from reloading. Find what the theme need not render anew.
        """
        mend_theme(env)  # its templates keep some readers out
        scripts = self._search.dress(env) if self._search else ()
        self._policy = PagePolicy() if self._serving else PagePolicy.of(config, env, self.config.policy, scripts)
        self._env = env
        if self._conversions:
            self._conversions.close()
        for path, recipe in further_of(self._whole()).items():
            further = File.generated(config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            files.append(further)
            lead_back(GeneratedPage(further, config, recipe.anchors), self._lists)
            self._recipes[path] = recipe
        search = [plugin for name, plugin in config.plugins.items() if name in ("search", "material/search")]
        if all(getattr(event, "__self__", None) in (self, *search) for event in config.plugins.events["page_context"]):
            gc.freeze()  # all that is known by now is there to stay: not to be looked through again with every page
            self._frames.attach(env)
            for path in (*self._articles, *self._recipes):
                if (file := files.get_file_from_path(path)) and file.page:
                    self._frames.expect(file.page)
        make = partial(self._critique_of, Path(config.site_dir), config.site_url)
        self._critiques = Ahead([*self._entries], make, alone=self._serving)

    @event_priority(100)  # before search
    def _make_generated(self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
        """Make what search reads, now that the page is written; what search passes by is made when it has done so."""
        if isinstance(page, GeneratedPage):
            recipe = self._recipes[page.file.src_uri]
            if recipe.searched:
                page.content = self._make(recipe, page)
            else:
                page.meta = {**page.meta, "search": {"exclude": True}}
        elif article := self._articles.get(page.file.src_uri):
            # The text alone: the reader of search takes most of a build's time where there are many elements.
            body = without_marks(self._texts[article.slug].body)
            page.content = f"<h1>{html.escape(article.front.title)}</h1>\n{body}"
        if self._search:
            self._search.add(page, self._facets(page.file.src_uri))

    def _facets(self, path: str) -> found.Facets:
        if article := self._articles.get(path):
            return found.of_article(self._entries[article.slug], self._converter.rules)
        if plan := self._lessons.get(path):
            return found.of_lesson(plan, self._converter.rules)
        return self._recipes[path].facets if path in self._recipes else {}

    @event_priority(-100)  # after search
    def _complete(self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
        """Put the whole content of an article in the place of what search was to read; write what lies beside it."""
        if article := self._articles.get(page.file.src_uri):
            entry, text = self._entries[article.slug], self._texts[article.slug]
            page.content = pages.article_html(entry, text.title, text.body, self._whole())
        elif isinstance(page, GeneratedPage) and not (recipe := self._recipes[page.file.src_uri]).searched:
            page.content = self._make(recipe, page)
            self._texts.pop(recipe.slug, None)
        if self._env:
            self._frames.see(page, context, self._env)

    def _critique_of(self, site: Path, base: str | None, slug: str) -> pages.Page:
        """The critique page of an article. What lies beside the article is written."""
        entry = self._entries[slug]
        write(site, (*downloads_of(entry, base), *sheets_of(entry, self._texts[slug].body)))
        return pages.critique_page(entry, self._whole())

    on_page_context = CombinedEvent(_make_generated, _complete)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Tell the reader's programs where the feeds are; give the page its policy. What was written is not kept."""
        if page.file.src_uri in self._articles or isinstance(page, GeneratedPage):
            page.content = page.markdown = ""
        if channel := _channel(config):
            output = output.replace("</head>", f"{feeds.discovery_links(page.url, channel.name)}</head>", 1)
        return self._policy.given_to(output, page.file.src_uri)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Give the page for missing addresses its policy."""
        is_page = template_name.endswith(".html")
        return self._policy.given_to(output_content, template_name) if is_page else output_content

    @event_priority(100)  # before search, which needs the room
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what is made of all articles together, and say what was done. Nothing of it is kept."""
        site, entries = Path(config.site_dir), self._entries.values()
        write_collection(self._entries, site)
        if page_count(len(entries)) > 1:
            (site / urls.ARTICLE_LIST).write_bytes(whole_list(self._whole()).encode())
        if channel := _channel(config):
            (site / feeds.RSS).write_bytes(feeds.rss(entries, channel).encode())
            (site / feeds.JSON).write_bytes(feeds.json_feed(entries, channel).encode())
        if self._critiques:
            self._critiques.close()
        if self._search:
            self._search.write(site)
        gc.unfreeze()
        flags = sum(entry.counted for entry in self._entries.values())
        log.info("medialit: %d articles, %d analysed anew, %d questions, %d rules",
                 len(self._entries), self._converter.anew, flags, len(self._converter.rules))  # fmt: skip
        if self._converter.engine.cache and (problem := self._converter.engine.cache.problem):
            log.info("medialit: analyses can't be kept in %s: %s", FOLDER.as_posix(), problem)
        self._articles, self._entries, self._texts, self._collection = {}, {}, {}, None

    def on_build_error(self, error: Exception) -> None:
        """Let no copy of this process go on for nothing."""
        for ahead in (self._conversions, self._critiques):
            if ahead:
                ahead.close()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Build again when a rule of the site changes."""
        folder = Path(config.config_file_path or "mkdocs.yml").parent / self.config.rules
        if folder.is_dir():
            server.watch(str(folder))
        return server


def _channel(config: MkDocsConfig) -> feeds.Channel | None:
    """What the feeds say of the site; they need its address."""
    if not config.site_url:
        return None
    language = str(config.theme.get("language") or "en")
    return feeds.Channel(config.site_name, config.site_description or config.site_name, config.site_url, language)
