"""`medialit check`: what the rules ask of articles, with file, line and column."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from medialit.commands.console import fail, output, say


class CheckFormat(StrEnum):
    """Output formats of the report."""

    text = "text"
    json = "json"
    sarif = "sarif"
    github = "github"


class FailOn(StrEnum):
    """Which open questions make the check fail."""

    never = "never"
    ask = "ask"
    notice = "notice"
    note = "note"
    any = "any"


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH...",
            help="Articles (.md) or folders; the articles of the site if left out.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[  # noqa: A002
        CheckFormat,
        typer.Option(metavar="FORMAT", help="text, json, sarif, or github: notices on the pages of a pull request."),
    ] = CheckFormat.text,
    fail_on: Annotated[
        FailOn,
        typer.Option(metavar="TIER", help="Fail where a question of this tier is open: ask, notice, note, any, never."),
    ] = FailOn.never,
    everything: Annotated[
        bool, typer.Option("--all", help="List the words of others, and good practice, as well.")
    ] = False,
    to: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="File to write instead of standard output.")
    ] = None,
) -> None:
    """Show what the rules ask of articles, and where: file, line and column.

    The exit status is 1 if an article can't be read or its data are wrong, or as --fail-on says; 2 if there is nothing
    to check; else 0.
    """
    from medialit import report
    from medialit.check import NothingToCheckError, check_all
    from medialit.findings import fails
    from medialit.yamlfile import DataError

    try:
        results = check_all(paths, everything, report.with_progress)
    except DataError as error:
        raise fail(error, 2 if isinstance(error, NothingToCheckError) else 1) from None
    with output(to) as stream:
        report.write(results, format.value, stream)
    for problem in dict.fromkeys(str(problem) for result in results for problem in result.problems):
        say(problem)
    if fails(results, fail_on.value):
        raise typer.Exit(1)
