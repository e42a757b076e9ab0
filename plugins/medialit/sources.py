"""Documents from files and streams, as the command line takes them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, get_args

from markdown import Markdown

from medialit.article import Article, load_article, missing_comparisons, slug_of
from medialit.cache import FOLDER, MEGABYTE, Cache
from medialit.cachedengine import CachedEngine
from medialit.critique import Critique, Engine
from medialit.decisions import with_review
from medialit.findings import in_file
from medialit.markup import MedialitExtension
from medialit.rules.loader import Listed, list_rules, load_rules, read_utf8
from medialit.rules.model import Kind
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

Result = tuple[str, Critique | DataError]


@dataclass(frozen=True)
class Site:
    """What decides how an article reads: the Markdown extensions and the rules of the site it belongs to.

    `articles` is the folder of its articles, `standards_file` what lessons may name; None for the starter site's.
    """

    engine: CachedEngine
    extensions: tuple[Any, ...]
    settings: dict[str, Any]
    articles: Path | None = None
    standards_file: Path | None = None

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
    if config not in known:
        known[config] = _load_site(config) if config else Site(CachedEngine(load_rules()[0]), STARTER_EXTENSIONS, {})
    return known[config]


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
    engine = CachedEngine(rules, Cache(path.parent / FOLDER, size) if size > 0 else None)
    return Site(engine, tuple(config.markdown_extensions), dict(config.mdx_configs), articles, standards)


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
    """An article file, what the rules of its site say of it, and its forbidden names. Raises DataError."""
    if path.suffix != ".md" and path.is_file():
        raise DataError(str(path), None, "is no article; articles are .md files, and 'medialit new' makes one")
    article = load_article(path, str(path))
    extension = MedialitExtension(analyze=partial(site.engine.analyze, metadata=article.metadata))
    extension.id, extension.title = article.slug, article.front.title
    extensions = [e for e in site.extensions if not isinstance(e, MedialitExtension) and e != "medialit"]
    Markdown(extensions=[*extensions, extension], extension_configs=site.settings).convert(article.body)
    if extension.critique is None:
        raise DataError(str(path), None, "the Markdown extensions of the site gave no text")
    return article, extension.critique, article.reserved(extension.reserved)


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
    article, critique, problems = unreviewed(path, site)
    critique, unplaced = with_review(article, critique, site.engine.rules)
    if problems := [*unplaced, *problems]:
        raise problems[0]
    return in_file(critique, str(path), article)


def analyze_text(path: Path, engine: Engine) -> Critique:
    """The critique of a `.txt` file. Raises DataError."""
    text, shown = read_utf8(path, str(path)), str(path)
    return in_file(_analyzed(engine, lambda: engine.analyze(read_text_file(text, _id_of_file(path))), shown), shown)


def _analyzed(engine: Engine, run: Callable[[], Critique], source: str) -> Critique:
    try:
        return run()
    except UnicodeEncodeError:
        raise DataError(source, None, "holds half of a surrogate pair, which is no character; remove it") from None


def analyze_record(line: str, engine: Engine, source: str, number: int) -> tuple[str, Critique]:
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
        engine, lambda: engine.analyze(read_plain(text, identifier, kind=kind, title=span), Metadata(type_)), source
    )


def _records(stream: IO[bytes], engine: Engine, source: str) -> Iterator[Result]:
    """The result of each line of a `.jsonl` stream, one at a time."""
    for number, raw in enumerate(stream, 1):
        if not raw.strip():
            continue
        line = ""
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
            yield analyze_record(line, engine, source, number)
        except UnicodeDecodeError:
            yield f"{source}:{number}", DataError(source, number, "not UTF-8 text; save the file as UTF-8")
        except DataError as error:
            yield _id_in(line) or f"{source}:{number}", error


def _id_in(line: str) -> str | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return str(record["id"]) if isinstance(record, dict) and "id" in record else None


def _id_of_file(path: Path) -> str:
    return slug_of(path) or path.stem


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = sorted(one for one in path.rglob("*") if one.suffix in (".md", ".txt") and one.is_file())
            yield from found or [path]
        else:
            yield path


def analyses(paths: Iterable[Path], jsonl: Path | None = None) -> Iterator[Result]:
    """Id, and critique or what is wrong, of every text in files, folders and a `.jsonl` file ("-": standard input)."""
    sites: dict[Path | None, Site] = {}
    engine = cache(lambda: Engine(load_rules()[0]))
    for path in [*_files(paths), *([jsonl] if jsonl else [])]:
        try:
            if path is jsonl or path.suffix == ".jsonl" or str(path) == "-":
                with sys.stdin.buffer if str(path) == "-" else path.open("rb") as stream:
                    yield from _records(stream, engine(), "standard input" if str(path) == "-" else str(path))
            elif path.suffix == ".txt":
                yield _id_of_file(path), analyze_text(path, engine())
            elif path.suffix == ".md":
                yield _id_of_file(path), analyze_markdown(path, site_of(path, sites))
            else:
                wrong = (
                    "holds no .md or .txt file"
                    if path.is_dir()
                    else "can't be analysed; give a .md, .txt or .jsonl file"
                )
                raise DataError(str(path), None, wrong)
        except DataError as error:
            yield _id_of_file(path), error
        except OSError as error:
            yield _id_of_file(path), DataError(str(path), None, f"can't be read: {error.strerror}")
