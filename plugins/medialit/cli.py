"""The command `medialit`."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from medialit import __version__
from medialit.commands.analyze import analyze
from medialit.commands.check import check
from medialit.commands.import_ import import_page
from medialit.commands.init import init
from medialit.commands.new import new
from medialit.commands.review import review
from medialit.commands.rules import explain, rules
from medialit.commands.schema import schema

app = typer.Typer(
    help="Asks questions about the language of news articles.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(init)
app.command()(new)
app.command("import")(import_page)
for command in (check, review, analyze, rules, explain, schema):
    app.command()(command)


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


def main() -> None:
    """Run the command; a reader that stops reading early is no error."""
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
