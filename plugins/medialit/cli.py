"""The command `medialit`."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from medialit import __version__
from medialit.atomic import written_whole

if TYPE_CHECKING:
    from medialit.rules.loader import Listed

app = typer.Typer(
    help="Asks questions about the language of news articles.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Format(StrEnum):
    """Output formats of `medialit analyze`."""

    jsonl = "jsonl"
    text = "text"


class CheckFormat(StrEnum):
    """Output formats of `medialit check`."""

    text = "text"
    json = "json"
    sarif = "sarif"
    github = "github"


class FailOn(StrEnum):
    """Which open questions make `medialit check` fail."""

    never = "never"
    ask = "ask"
    notice = "notice"
    note = "note"
    any = "any"


class ListFormat(StrEnum):
    """Output formats of `medialit rules`."""

    text = "text"
    json = "json"


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"medialit {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


def _fail(message: str, status: int = 2) -> typer.Exit:
    typer.echo(f"medialit: {message}", err=True)
    return typer.Exit(status)


def _utf8_output() -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")


@contextlib.contextmanager
def _output(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that is there only when it is whole."""
    if path is None:
        _utf8_output()
        yield sys.stdout
        return
    try:
        with written_whole(path) as raw:
            stream = io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
            yield stream
            stream.flush()
            stream.detach()
    except OSError as error:
        raise _fail(f"{path}: can't be written: {error.strerror}") from None


@app.command()
def analyze(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Articles (.md), texts (.txt), records (.jsonl), folders.")
    ] = None,
    jsonl: Annotated[Path | None, typer.Option(help='Records {"id", "text"}, one a line; - is standard input.')] = None,
    format: Annotated[Format, typer.Option(help="How to write what was found.")] = Format.jsonl,  # noqa: A002
    output: Annotated[Path | None, typer.Option(help="File to write instead of standard output.")] = None,
) -> None:
    """Analyse texts without building a site."""
    from medialit import sources
    from medialit.critique import Critique
    from medialit.export.record import error_of, record_of
    from medialit.export.text import lines_of

    if not paths and jsonl is None:
        raise _fail("nothing to analyse; name a file, or --jsonl FILE")

    failed = False
    with _output(output) as stream:
        for identifier, result in sources.analyses(paths or [], jsonl):
            if isinstance(result, Critique):
                if format is Format.jsonl:
                    stream.write(json.dumps(record_of(result), ensure_ascii=False) + "\n")
                else:
                    stream.write("\n".join(lines_of(result)) + "\n")
                continue
            failed = True
            typer.echo(f"medialit: {result}", err=True)
            if format is Format.jsonl:
                stream.write(json.dumps(error_of(identifier, str(result)), ensure_ascii=False) + "\n")
    if failed:
        raise typer.Exit(1)


@app.command()
def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Articles (.md) or folders; the articles of the site if left out.")
    ] = None,
    format: Annotated[CheckFormat, typer.Option(help="How to write what was found.")] = CheckFormat.text,  # noqa: A002
    fail_on: Annotated[FailOn, typer.Option(help="Fail where a question of this tier is open.")] = FailOn.never,
    everything: Annotated[
        bool, typer.Option("--all", help="List the words of others, and good practice, as well.")
    ] = False,
    output: Annotated[Path | None, typer.Option(help="File to write instead of standard output.")] = None,
) -> None:
    """Show what the rules ask of articles, and where: file, line and column."""
    from medialit import report
    from medialit.check import NothingToCheckError, check_all
    from medialit.findings import fails
    from medialit.yamlfile import DataError

    try:
        results = check_all(paths, everything, report.with_progress)
    except DataError as error:
        raise _fail(str(error), 2 if isinstance(error, NothingToCheckError) else 1) from None
    with _output(output) as stream:
        report.write(results, format.value, stream)
    for problem in dict.fromkeys(str(problem) for result in results for problem in result.problems):
        typer.echo(f"medialit: {problem}", err=True)
    if fails(results, fail_on.value):
        raise typer.Exit(1)


def _rules_here() -> tuple[list[Listed], bool]:
    """The rules of the site around this folder, and whether all its files could be read; complaints are printed."""
    from medialit.sources import rules_at
    from medialit.yamlfile import DataError

    try:
        listed, problems = rules_at(Path.cwd())
    except DataError as error:
        raise _fail(str(error)) from None
    for problem in problems:
        typer.echo(f"medialit: {problem}", err=True)
    _utf8_output()
    return listed, not problems


@app.command()
def rules(
    format: Annotated[ListFormat, typer.Option(help="How to write the list.")] = ListFormat.text,  # noqa: A002
) -> None:
    """List the rules: id, tier, on or off here, measured precision, where the rule comes from."""
    from medialit import terminal

    listed, sound = _rules_here()
    if format is ListFormat.json:
        typer.echo(json.dumps(terminal.records_of(listed), ensure_ascii=False, indent=1))
    else:
        terminal.print_rules(listed)
    if not sound:
        raise typer.Exit(1)


@app.command()
def explain(rule: Annotated[str, typer.Argument(help="Id of a rule, such as words.loaded-word.")]) -> None:
    """Say what a rule flags, what to ask, when it is fine, and how far to trust it."""
    from medialit import terminal

    listed, _ = _rules_here()
    found = next((one for one in listed if one.rule.id == rule), None)
    if found is None:
        raise _fail(terminal.no_such_rule(rule, [one.rule.id for one in listed]))
    terminal.print_rule(found)


@app.command()
def review(
    file: Annotated[Path, typer.Argument(help="An article (.md).")],
    by: Annotated[str | None, typer.Option(help="Who reviews it, as shown to readers.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Go through the words of others, and good practice, as well.")
    ] = False,
) -> None:
    """Go through the open flags of an article one by one, and write the decisions into its front matter."""
    from medialit.walkthrough import walk_through
    from medialit.yamlfile import DataError

    _utf8_output()
    try:
        walk_through(file, by, everything)
    except KeyboardInterrupt:
        raise _fail(f"stopped; {file} is as it was", 130) from None
    except DataError as error:
        raise _fail(str(error), 1) from None


@app.command()
def schema() -> None:
    """Print the JSON Schema of the records that `analyze` writes."""
    typer.echo((Path(__file__).parent / "data" / "critique.schema.json").read_text(encoding="utf-8"), nl=False)


def main() -> None:
    """Run the command; a reader that stops reading early is no error."""
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
