"""Articles, texts and records, read as the site reads them that they belong to."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from markdown import Markdown

from medialit.article import Article, load_article, missing_comparisons, slug_of
from medialit.cache import FOLDER, MEGABYTE, Cache
from medialit.cachedengine import CachedEngine
from medialit.critique import Critique
from medialit.decisions import with_review
from medialit.findings import in_file
from medialit.markup import MedialitExtension
from medialit.rules.loader import Listed, list_rules, load_rules
from medialit.rules.model import Kind, Rule
from medialit.site.standards import Standard, load_standards, unknown_in
from medialit.text.document import DocumentKind, Metadata
from medialit.text.plain import read_plain, read_text_file
from medialit.yamlfile import DataError

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

# What the starter site's mkdocs.yml lists, for articles that belong to no site.
STARTER_EXTENSIONS = (
    "abbr", "attr_list", "def_list", "footnotes", "md_in_html", "sane_lists", "smarty", "tables", "toc",
)  # fmt: skip


@dataclass(frozen=True)
class Site:
    """What decides how an article reads: the Markdown extensions and the rules of the site it belongs to.

    `articles` is the folder of its articles, `standards_file` what lessons may name; None for the starter site's.
    """

    rules: Mapping[str, Rule]
    extensions: tuple[Any, ...]
    settings: dict[str, Any]
    articles: Path | None = None
    standards_file: Path | None = None
    cache: Cache | None = None

    @cached_property
    def engine(self) -> CachedEngine:
        """Its rules, compiled when they are first needed, with the analyses of earlier runs."""
        return CachedEngine(self.rules, self.cache)

    @cached_property
    def slugs(self) -> list[str]:
        """The slugs of its articles."""
        return [slug_of(path) for path in self.articles.rglob("*.md")] if self.articles else []

    @cached_property
    def standards(self) -> dict[str, Standard]:
        """The standards that lessons may name. Raises DataError."""
        return load_standards(self.standards_file, self.standards_file.name) if self.standards_file else {}

    def holds(self, path: Path) -> bool:
        """Whether a file is one of its articles."""
        return self.articles is not None and path.resolve().is_relative_to(self.articles)


def config_of(path: Path) -> Path | None:
    """The nearest mkdocs.yml in a folder above a path."""
    names = ("mkdocs.yml", "mkdocs.yaml")
    candidates = (folder / name for folder in path.resolve().parents for name in names)
    return next((config for config in candidates if config.is_file()), None)


def site_of(path: Path, known: dict[Path | None, Site]) -> Site:
    """The site of an article: that of the nearest mkdocs.yml above it, else the starter site's."""
    config = config_of(path)
    if config is None:
        return starter_site(known)
    if config not in known:
        known[config] = _load_site(config)
    return known[config]


def starter_site(known: dict[Path | None, Site]) -> Site:
    """The site of texts that belong to none: the built-in rules, and the extensions of the starter site."""
    if None not in known:
        known[None] = Site(load_rules()[0], STARTER_EXTENSIONS, {})
    return known[None]


def _load_config(path: Path) -> MkDocsConfig:
    import logging

    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    logger = logging.getLogger("mkdocs")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        return load_config(config_file=str(path))
    except MkDocsException as error:
        raise DataError(str(path), None, f"MkDocs can't read it: {error}") from None
    finally:
        logger.setLevel(level)


def _rules_folder(path: Path, config: MkDocsConfig) -> Path:
    plugin = config.plugins.get("medialit")
    return path.parent / (plugin.config["rules"] if plugin else "site_config/rules")


def _load_site(path: Path) -> Site:
    config = _load_config(path)
    rules, problems = load_rules(_rules_folder(path, config), path.parent)
    if problems:
        raise problems[0]
    plugin = config.plugins.get("medialit")
    articles = Path(config.docs_dir).resolve() / (plugin.config["articles"] if plugin else "articles")
    standards = _rules_folder(path, config).parent / "standards.yml"
    size = (plugin.config["cache_size"] if plugin else 0) * MEGABYTE
    cache = Cache(path.parent / FOLDER, size) if size > 0 else None
    return Site(rules, tuple(config.markdown_extensions), dict(config.mdx_configs), articles, standards, cache)


def rules_at(folder: Path) -> tuple[list[Listed], list[DataError]]:
    """The rules as the site knows them that a folder belongs to, and what is wrong with its files. Raises DataError."""
    config = config_of(folder / "article.md")
    return list_rules(_rules_folder(config, _load_config(config)), config.parent) if config else list_rules()


def articles_of(folder: Path) -> Path:
    """The folder of articles of the site that a folder belongs to; where it belongs to none, the starter site's.

    Raises DataError.
    """
    path = config_of(folder / "article.md")
    if path is None:
        return folder.resolve() / "content" / "articles"
    config = _load_config(path)
    plugin = config.plugins.get("medialit")
    return Path(config.docs_dir) / (plugin.config["articles"].strip("/") if plugin else "articles")


def unreviewed(path: Path, site: Site) -> tuple[Article, Critique, list[DataError]]:
    """An article file, what the rules of its site say of it, and what is wrong in its text. Raises DataError."""
    if path.suffix != ".md" and path.is_file():
        raise DataError(str(path), None, "is no article; articles are .md files, and 'medialit new' makes one")
    article = load_article(path, str(path))
    return article, *_as_marked(article, site)


def _as_marked(article: Article, site: Site) -> tuple[Critique, list[DataError]]:
    """What the rules of its site say of an article, and what is wrong in its text. Raises DataError."""
    extension = MedialitExtension(analyze=partial(site.engine.analyze, metadata=article.metadata))
    extension.id, extension.title, extension.careful = article.slug, article.front.title, True
    extensions = [e for e in site.extensions if not isinstance(e, MedialitExtension) and e != "medialit"]
    Markdown(extensions=[*extensions, extension], extension_configs=site.settings).convert(article.body)
    if extension.problem:
        raise DataError(article.source, None, f"the text {extension.problem}") from extension.fault
    if extension.critique is None:
        raise DataError(article.source, None, "the Markdown extensions of the site gave no text")
    return extension.critique, [*article.reserved(extension.reserved), *article.unread(*extension.unread)]


def read_markdown(path: Path, site: Site) -> tuple[Article, Critique, list[DataError]]:
    """An article file, its critique as its site would show it, and what is wrong in it besides. Raises DataError."""
    article, critique, problems = unreviewed(path, site)
    critique, unplaced = with_review(article, critique, site.engine.rules)
    problems = [*unplaced, *problems]
    if site.holds(path):
        problems += [*missing_comparisons(article, site.slugs), *unknown_in(article, site.standards)]
    return article, critique, problems


def analyze_markdown(path: Path, site: Site) -> Critique:
    """The critique of an article file, as its site would show it. Raises DataError."""
    return analyze_article(load_article(path, str(path)), site)


def analyze_article(article: Article, site: Site) -> Critique:
    """The critique of an article, as its site would show it. Raises DataError."""
    critique, problems = _as_marked(article, site)
    critique, unplaced = with_review(article, critique, site.engine.rules)
    if problems := [*unplaced, *problems]:
        raise problems[0]
    return in_file(critique, article.source, article)


def analyze_text(text: str, path: Path, engine: CachedEngine) -> Critique:
    """The critique of the text of a `.txt` file. Raises DataError."""
    shown = str(path)
    return in_file(_analyzed(lambda: engine.analyze(read_text_file(text, id_of_file(path))), shown), shown)


def _analyzed(run: Callable[[], Critique], source: str) -> Critique:
    try:
        return run()
    except UnicodeEncodeError:
        raise DataError(source, None, "holds half of a surrogate pair, which is no character; remove it") from None


def analyze_record(line: str, engine: CachedEngine, source: str, number: int) -> tuple[str, Critique]:
    """Id and critique of one line of a `.jsonl` file. Raises DataError."""

    def fault(problem: str) -> DataError:
        return DataError(source, number, problem)

    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise fault(f"no JSON: {error}") from None
    if not isinstance(record, dict) or not isinstance(record.get("text"), str) or "id" not in record:
        raise fault('each line is an object with "id" and "text"')
    identifier, text = str(record["id"]), record["text"]
    kind, type_, title = record.get("kind", "article"), record.get("type"), record.get("title")
    if kind not in get_args(DocumentKind):
        raise fault(f"'{kind}' is no kind; it is one of {', '.join(get_args(DocumentKind))}")
    if type_ is not None and type_ not in get_args(Kind):
        raise fault(f"'{type_}' is no type; it is one of {', '.join(get_args(Kind))}")
    if title is not None and not (
        isinstance(title, list)
        and len(title) == 2
        and all(isinstance(place, int) for place in title)
        and 0 <= title[0] <= title[1] <= len(text)
    ):
        raise fault('"title" is [start, end] within the text')
    span = (title[0], title[1]) if title else None
    return identifier, _analyzed(
        lambda: engine.analyze(read_plain(text, identifier, kind=kind, title=span), Metadata(type_)), source
    )


def id_of_file(path: Path) -> str:
    """The id of the text in a file: its slug, or its name where that has none."""
    return slug_of(path) or path.stem


def id_in_record(line: str) -> str | None:
    """The id that a line of a `.jsonl` file gives its text, if it gives one."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return str(record["id"]) if isinstance(record, dict) and "id" in record else None
