"""The command `medialit`."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from medialit import __version__

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


def _fail(message: str) -> typer.Exit:
    typer.echo(f"medialit: {message}", err=True)
    return typer.Exit(2)


@contextlib.contextmanager
def _output(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that is there only when it is whole."""
    if path is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        yield sys.stdout
        return
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _fail(f"{path}: can't be written: {error.strerror}") from None
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as stream:  # noqa: PTH123
            yield stream
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


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
def rules() -> None:
    """List the rules: id, tier, whether on by default, name."""
    from medialit.rules.loader import built_in

    listed = built_in()
    widest = max(len(rule.id) for rule in listed)
    for rule in listed:
        typer.echo(f"{rule.id:<{widest}}  {rule.tier:<6}  {'on' if rule.enabled else 'off':<3}  {rule.name}")


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
