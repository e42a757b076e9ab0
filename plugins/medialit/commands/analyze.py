"""`medialit analyze`: texts in, what was found in them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medialit.commands.console import fail, output, say
from medialit.yamlfile import DataError

if TYPE_CHECKING:
    from medialit.sources import Result


class Format(StrEnum):
    """Output formats; each is a function of `medialit.export.formats`."""

    jsonl = "jsonl"
    json = "json"
    csv = "csv"
    sarif = "sarif"
    w3c = "w3c"
    text = "text"


def analyze(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH...",
            help="Articles (.md), texts (.txt), folders of both, records (.jsonl); - is records on standard input.",
            show_default=False,
        ),
    ] = None,
    jsonl: Annotated[Path | None, typer.Option(metavar="FILE", help="Records, whatever the file is called.")] = None,
    format: Annotated[  # noqa: A002
        Format,
        typer.Option(
            metavar="FORMAT",
            help="jsonl: one record a document, with everything. json: the same as one list. csv: one line a flag, for "
            "a spreadsheet. sarif: for code scanners and editors. w3c: Web Annotations. text: for people.",
        ),
    ] = Format.jsonl,
    to: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="File to write instead of standard output.")
    ] = None,
) -> None:
    """Analyse texts without building a site.

    Articles are read as the site of the nearest mkdocs.yml reads them, with its rules. What can't be analysed is named,
    and the rest goes on. Results come in the order of the texts. A file's id is its name as an address, a record has
    its own; where two have the same id, both are written.

    Places count Unicode code points; 'medialit schema critique' prints what a record holds. In sarif, words of a file
    have their lines and columns there, and words of a record their place in its text, under urn:medialit:ID.

    The exit status is 0 if all was analysed, 1 if something was not, 2 if nothing could be: wrong options, or an output
    that can't be written. A file that is there then stays as it was.
    """
    from medialit import sources
    from medialit.export.formats import FORMATS

    if not paths and jsonl is None:
        raise fail("nothing to analyse; name a file or a folder, or - for records on standard input")
    failed = False

    def told(results: Iterable[Result]) -> Iterator[Result]:
        nonlocal failed
        for identifier, result in results:
            if isinstance(result, DataError):
                failed = True
                say(result)
            yield identifier, result

    with output(to) as stream:
        for piece in FORMATS[format.value](told(sources.analyses(paths or [], jsonl))):
            stream.write(piece)
    if failed:
        raise typer.Exit(1)
