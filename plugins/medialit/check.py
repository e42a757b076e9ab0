"""What `medialit check` looks at: which files are articles, what is flagged in them, what is wrong with their data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from medialit.findings import Checked, Finding, is_question, place_of_flags
from medialit.sources import Site, config_of, read_markdown, site_of
from medialit.yamlfile import DataError


class NothingToCheckError(DataError):
    """No article where one was asked for."""


def check(path: Path, sites: dict[Path | None, Site], everything: bool = False) -> Checked:
    """The flags of an article file that nobody has set aside, and what is wrong with it.

    `everything` adds words that are quoted or reported, and good practice. `sites` remembers what has been loaded.
    """
    shown = str(path)
    try:
        article, critique, problems = read_markdown(path, site_of(path, sites))
    except DataError as error:
        return Checked(shown, "", problems=(error,))
    document = critique.document
    findings, hidden = [], 0
    for number, (flag, place) in enumerate(zip(critique.flags, place_of_flags(article, critique), strict=True), 1):
        if flag.status == "dismissed":
            continue
        if everything or is_question(flag):
            words = document.text[flag.start : flag.end] if flag.scope == "text" else ""
            findings.append(Finding(number, flag, words, place))
        else:
            hidden += 1
    aside = sum(flag.status == "dismissed" for flag in critique.flags)
    return Checked(shown, article.slug, tuple(findings), tuple(problems), aside, hidden)


Work = Callable[[Sequence[Path], Callable[[Path], Checked]], Iterable[Checked]]


def check_all(paths: Sequence[Path] | None, everything: bool, work: Work) -> list[Checked]:
    """The results for files and folders, or for the articles of the site around the working folder.

    `work` is `map` with its arguments turned round, or shows how far it is besides. Raises NothingToCheckError, and
    DataError where the site can't be read.
    """
    sites: dict[Path | None, Site] = {}
    files = list(_article_files(paths or [_articles_here(Path.cwd(), sites)], sites))
    if not files:
        raise NothingToCheckError(
            " ".join(map(str, paths or [Path()])), None, "no article there; articles are .md files"
        )
    results = list(work(files, lambda path: check(path, sites, everything)))
    known: dict[tuple[Path | None, str], Path] = {}
    return [_with_clash(result, path, sites, known) for result, path in zip(results, files, strict=True)]


def _article_files(paths: Iterable[Path], sites: dict[Path | None, Site]) -> Iterator[Path]:
    """The article files among files and folders, each once. Of a folder inside a site, the site's articles alone."""
    seen = set()
    for path in paths:
        files = sorted(path.rglob("*.md")) if path.is_dir() else [path]
        for file in files:
            if file is not path:
                if any(part.startswith(".") for part in file.relative_to(path).parts) or not file.is_file():
                    continue
                site = site_of(file, sites)
                if site.articles and not site.holds(file):
                    continue
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def _articles_here(folder: Path, sites: dict[Path | None, Site]) -> Path:
    inside = folder / "article.md"
    if config_of(inside) is None:
        raise NothingToCheckError(
            str(folder), None, "there is no mkdocs.yml here or above; name the articles or their folder"
        )
    articles = site_of(inside, sites).articles
    if articles is None or not articles.is_dir():
        raise NothingToCheckError(str(articles), None, "no such folder; make it and put the articles there")
    return articles.relative_to(folder.resolve()) if articles.is_relative_to(folder.resolve()) else articles


def _with_clash(
    result: Checked, path: Path, sites: dict[Path | None, Site], known: dict[tuple[Path | None, str], Path]
) -> Checked:
    """The result, with a complaint where the site gives the address of the article to another page."""
    config = config_of(path)
    site = sites.get(config)
    if site is None or not site.holds(path):
        return result
    problem = None
    if site.articles and path.resolve() == site.articles / "index.md":
        problem = "medialit makes the list of articles itself; rename the file"
        result = replace(result, problems=())  # it is no article
    elif result.slug and (other := known.setdefault((config, result.slug), path)) != path:
        problem = f"has the same address as {other}; rename one of the two files"
    return replace(result, problems=(*result.problems, DataError(result.shown, None, problem))) if problem else result
