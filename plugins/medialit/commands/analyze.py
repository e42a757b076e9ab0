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
        typer.Argument(help="Articles (.md), texts (.txt), records (.jsonl), folders.", show_default=False),
    ] = None,
    jsonl: Annotated[
        Path | None, typer.Option(metavar="FILE", help='Records {"id", "text"}, one a line; - is standard input.')
    ] = None,
    format: Annotated[  # noqa: A002
        Format,
        typer.Option(
            help="jsonl: one record a document, with everything. json: the same as one list. csv: one line a flag, for "
            "a spreadsheet. w3c: Web Annotations. text: for people."
        ),
    ] = Format.jsonl,
    to: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="File to write instead of standard output.")
    ] = None,
) -> None:
    """Analyse texts without building a site.

    Articles are read as the site of the nearest mkdocs.yml reads them, with its rules. What can't be analysed is named,
    the rest goes on, and the exit status is 1. The columns and fields count Unicode code points; 'medialit schema
    critique' prints what a record holds.
    """
    from medialit import sources
    from medialit.export.formats import FORMATS

    if not paths and jsonl is None:
        raise fail("nothing to analyse; name a file, or --jsonl FILE")
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
