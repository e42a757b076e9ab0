"""Many texts, one after the other: read from files, folders and streams, analysed in chunks, never all in memory.

A `Text` holds all that its analysis needs besides its site, so that it can be analysed in any process on any machine.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal, NamedTuple

from medialit.article import parse_article_file
from medialit.critique import Critique
from medialit.export.formats import FORMATS
from medialit.rules.loader import decode_utf8
from medialit.sources import (
    Site,
    analyze_article,
    analyze_record,
    analyze_text,
    id_in_record,
    id_of_file,
    site_of,
    starter_site,
)
from medialit.yamlfile import DataError

LARGEST_CHUNK = 16  # texts: a fraction of a second's work
_FULL_CHUNK = 100_000  # bytes: two chunks of long texts should take about as long as two of short ones


class Text(NamedTuple):
    """A text as it was read: `data` are the bytes of a file, or those of line `line` of a `.jsonl` file.

    `source` names the file in messages. Where `problem` says why it can't be read there are none.
    """

    kind: Literal["article", "text", "record"]
    source: str
    data: bytes = b""
    line: int | None = None
    problem: DataError | None = None


class Outcome(NamedTuple):
    """What came of a text: what its format writes of it, how many words it has, what is wrong with it."""

    id: str
    part: Any
    words: int
    problem: DataError | None


@dataclass(frozen=True)
class Chunk:
    """Texts in order that belong to one site."""

    site: Site
    texts: tuple[Text, ...]


Finished = tuple[Site, Text, Outcome]


def read(paths: Iterable[Path], jsonl: Path | None = None) -> Iterator[tuple[Site, Text]]:
    """The texts of files, of folders and of a `.jsonl` file ("-": standard input), in order, each with its site.

    What can't be read is a text with a problem.
    """
    sites: dict[Path | None, Site] = {}
    for path in [*paths, *([jsonl] if jsonl else [])]:
        if _holds_records(path, jsonl):
            for text in _records(path):
                yield starter_site(sites), text
        else:
            file = None
            for file in _files(path):
                yield _file(file, sites)
            if file is None:
                problem = DataError(str(path), None, "holds no .md or .txt file")
                yield starter_site(sites), Text("text", str(path), problem=problem)


def count(paths: Iterable[Path], jsonl: Path | None = None) -> int | None:
    """How many texts `read` will give; None where that can't be known before they are read."""
    number = 0
    for path in [*paths, *([jsonl] if jsonl else [])]:
        if not _holds_records(path, jsonl):
            number += sum(1 for _ in _files(path))
        elif not path.is_file():
            return None
        else:
            with path.open("rb") as stream:
                number += sum(1 for line in stream if line.strip())
    return number


def _holds_records(path: Path, jsonl: Path | None) -> bool:
    return path is jsonl or path.suffix == ".jsonl" or str(path) == "-"


def _files(path: Path) -> Iterator[Path]:
    """A file itself, or the articles and texts below a folder in the order of their names, a folder at a time."""
    if not path.is_dir():
        yield path
        return
    with os.scandir(path) as entries:
        names = sorted(entry.name for entry in entries if entry.name.endswith((".md", ".txt")) or _is_folder(entry))
    for name in names:
        inside = path / name
        if inside.is_dir():
            if not inside.is_symlink():
                yield from _files(inside)
        elif inside.is_file():
            yield inside


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False)


def _file(path: Path, sites: dict[Path | None, Site]) -> tuple[Site, Text]:
    kind: Literal["article", "text"] = "article" if path.suffix == ".md" else "text"
    try:
        if path.suffix not in (".md", ".txt"):
            raise DataError(str(path), None, "can't be analysed; give a .md, .txt or .jsonl file")
        data = path.read_bytes()
        return site_of(path, sites) if kind == "article" else starter_site(sites), Text(kind, str(path), data)
    except DataError as error:
        problem = error
    except OSError as error:
        problem = DataError(str(path), None, f"can't be read: {error.strerror}")
    return starter_site(sites), Text(kind, str(path), problem=problem)


def _records(path: Path) -> Iterator[Text]:
    source = "standard input" if str(path) == "-" else str(path)
    try:
        with _opened(path) as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield Text("record", source, line, number)
    except OSError as error:
        yield Text("text", source, problem=DataError(source, None, f"can't be read: {error.strerror}"))


def _opened(path: Path) -> IO[bytes]:
    return sys.stdin.buffer if str(path) == "-" else path.open("rb")


def chunks(texts: Iterable[tuple[Site, Text]], largest: int = LARGEST_CHUNK) -> Iterator[Chunk]:
    """The texts in order, in chunks of one site with at most so many texts."""
    site: Site | None = None
    gathered: list[Text] = []
    size = 0
    for its_site, text in texts:
        if site is not None and gathered and (its_site is not site or len(gathered) == largest or size >= _FULL_CHUNK):
            yield Chunk(site, tuple(gathered))
            gathered, size = [], 0
        site = its_site
        gathered.append(text)
        size += len(text.data)
    if site is not None and gathered:
        yield Chunk(site, tuple(gathered))


def analyzed(site: Site, text: Text) -> tuple[str, Critique | DataError]:
    """Id, and critique or what is wrong, of a text."""
    identifier = f"{text.source}:{text.line}" if text.kind == "record" else id_of_file(Path(text.source))
    if text.problem:
        return identifier, text.problem
    try:
        if text.kind == "record":
            return _analyzed_record(site, text, identifier)
        path, words = Path(text.source), decode_utf8(text.data, text.source)
        if text.kind == "article":
            return identifier, analyze_article(parse_article_file(words, path, text.source), site)
        return identifier, analyze_text(words, path, site.engine)
    except DataError as error:
        return identifier, error


def _analyzed_record(site: Site, text: Text, place: str) -> tuple[str, Critique | DataError]:
    try:
        line = text.data.decode("utf-8-sig" if text.line == 1 else "utf-8")
    except UnicodeDecodeError:
        return place, DataError(text.source, text.line, "not UTF-8 text; save the file as UTF-8")
    try:
        return analyze_record(line, site.engine, text.source, text.line or 1)
    except DataError as error:
        return id_in_record(line) or place, error


def outcome_of(site: Site, text: Text, form: str) -> Outcome:
    """What comes of a text in an output format, by its name."""
    identifier, result = analyzed(site, text)
    return _outcome(identifier, result, form)


def failure_of(text: Text, problem: str, form: str) -> Outcome:
    """What comes of a text whose analysis failed for a reason that lies outside it."""
    identifier = f"{text.source}:{text.line}" if text.kind == "record" else id_of_file(Path(text.source))
    if text.kind == "record":
        identifier = id_in_record(text.data.decode("utf-8", "replace")) or identifier
    return _outcome(identifier, DataError(text.source, text.line, problem), form)


def _outcome(identifier: str, result: Critique | DataError, form: str) -> Outcome:
    part = FORMATS[form].part(identifier, result)
    if isinstance(result, DataError):
        return Outcome(identifier, part, 0, result)
    return Outcome(identifier, part, result.readability.words, None)


def outcomes_of(site: Site, texts: Iterable[Text], form: str) -> list[Outcome]:
    """What comes of each of some texts, in order."""
    return [outcome_of(site, text, form) for text in texts]


def run(texts: Iterable[tuple[Site, Text]], form: str) -> Generator[Finished, None, None]:
    """Each text with what came of it, analysed here and now."""
    for site, text in texts:
        yield site, text, outcome_of(site, text, form)
