"""The articles and lessons among the files that MkDocs found: read, checked, given their addresses."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from medialit.article import Article, load_article, missing_comparisons
from medialit.lessonplan import LessonPlan, load_lesson
from medialit.site import urls
from medialit.site.leftout import left_out
from medialit.site.standards import Standard, unknown_in
from medialit.yamlfile import DataError

log = logging.getLogger("mkdocs.plugins.medialit")

_TOLD = 8  # things left out of a file that are told one by one
_Read = TypeVar("_Read", Article, LessonPlan)
_Loaded = TypeVar("_Loaded")


def read_articles(
    files: Files, folder: str, config: MkDocsConfig, standards: Mapping[str, Standard] | None
) -> dict[str, Article]:
    """The articles of a folder, which ends in "/", by source path. What is wrong with them is told.

    `standards` are those that lessons may name; None if they are not known.
    """
    articles: dict[str, Article] = {}
    for file, article in _read(files, folder, config, load_article, "article"):
        articles[file.src_uri] = article
        _check_standards(article, standards)
        _move(file, urls.article_url(article.slug))
    slugs = [article.slug for article in articles.values()]
    for article in articles.values():
        for problem in missing_comparisons(article, slugs):
            log.warning("%s (it is left out until then)", problem)
    return articles


def read_lessons(
    files: Files,
    folder: str,
    config: MkDocsConfig,
    standards: Mapping[str, Standard] | None,
    slugs: Collection[str],
    rules: Collection[str],
) -> dict[str, LessonPlan]:
    """The same for lessons, which may name articles by their slugs, and rules by their ids."""
    lessons: dict[str, LessonPlan] = {}
    for file, plan in _read(files, folder, config, load_lesson, "lesson"):
        for problem in plan.problems(slugs, rules):
            log.warning("%s (the link is left out until then)", problem)
        lessons[file.src_uri] = plan
        _check_standards(plan, standards)
        _move(file, urls.lesson_url(plan.slug))
    return lessons


def read_site_file(shown: Path, load: Callable[[Path, str], _Loaded], without: str, root: Path) -> _Loaded | None:
    """A file of the site itself, given from its root; None if it can't be read, which is told."""
    try:
        return load(root / shown, shown.as_posix())
    except DataError as error:
        log.warning("%s (%s until then)", error, without)
        return None


def tell_left_out(made: Article | LessonPlan, content: str) -> None:
    """Tell what the sanitiser will leave out of the HTML of a text."""
    told = left_out(content)
    for what, sought in list(told.items())[:_TOLD]:
        log.info("%s", DataError(made.source, made.line_of(sought), f"left out: {what}"))
    if len(told) > _TOLD:
        log.info("%s: and %d more", made.source, len(told) - _TOLD)


def _check_standards(made: Article | LessonPlan, standards: Mapping[str, Standard] | None) -> None:
    for problem in unknown_in(made, standards) if standards is not None else ():
        log.warning("%s (the code is left out until then)", problem)


def _read(
    files: Files, folder: str, config: MkDocsConfig, load: Callable[[Path, str], _Read], noun: str
) -> Iterator[tuple[File, _Read]]:
    """What the Markdown files of a folder hold. Files that can't be read are told of, and left out of the site."""
    sources: dict[str, str] = {}  # by slug
    for file in list(files.documentation_pages()):
        if not file.src_uri.startswith(folder) or file.abs_src_path is None:
            continue
        shown = f"{Path(config.docs_dir).name}/{file.src_uri}"
        try:
            if file.src_uri == f"{folder}index.md":
                raise DataError(shown, None, f"medialit makes the list of {noun}s itself; rename the file")
            made = load(Path(file.abs_src_path), shown)
            if made.slug in sources:
                other = sources[made.slug]
                raise DataError(shown, None, f"has the same address as {other}; rename one of the two files")
        except DataError as error:
            log.warning("%s (the %s is left out until then)", error, noun)
            files.remove(file)
            continue
        sources[made.slug] = shown
        yield file, made


def _move(file: File, url: str) -> None:
    """Give a page the address we want, and keep it out of the navigation."""
    file.dest_uri, file.url = f"{url}index.html", url
    file.inclusion = InclusionLevel.NOT_IN_NAV
