"""The command `medialit`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Annotated, Any, cast

import typer

from medialit import __version__
from medialit.commands.analyze import analyze
from medialit.commands.check import check
from medialit.commands.console import say, stopped
from medialit.commands.help import Command, examples
from medialit.commands.import_ import import_page
from medialit.commands.init import init
from medialit.commands.new import new
from medialit.commands.review import review
from medialit.commands.rules import explain, rules
from medialit.commands.schema import schema

app = typer.Typer(
    help="Asks questions about the language of news articles.",
    epilog="'medialit COMMAND --help' tells more of a command, with examples.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
# In the order in which a teacher meets them.
COMMANDS: dict[str, tuple[Callable[..., None], str, str]] = {
    "init": (init, "Make a new site.", examples('init my-site --name "News at our school"')),
    "new": (
        new,
        "Make a file for a new article.",
        examples("new", 'new --title "Toll to rise" --rights "CC BY 4.0" --date 2026-03-14'),
    ),
    "import": (
        import_page,
        "Make a file for an article from a web page.",
        examples("import saved-page.html", 'import https://example.org/toll --full --rights "CC BY 4.0"'),
    ),
    "check": (
        check,
        "Show what the rules ask of articles, and where.",
        examples(
            "check",
            "check content/articles/toll-to-rise.md --all",
            "check --fail-on ask --format sarif --output notes.sarif",
        ),
    ),
    "review": (
        review,
        "Go through the open flags of an article one by one.",
        examples('review content/articles/toll-to-rise.md --by "A. Teacher"'),
    ),
    "analyze": (
        analyze,
        "Analyse texts without building a site.",
        examples(
            "analyze article.md --format text",
            "analyze texts/ --format csv --output flags.csv",
            "analyze - < records.jsonl > critiques.jsonl",
        ),
    ),
    "rules": (rules, "List the rules.", examples("rules", "rules --format json")),
    "explain": (explain, "Say what a rule flags, and how far to trust it.", examples("explain words.loaded-word")),
    "schema": (schema, "Print a JSON Schema, for an editor.", examples("schema article > article.json")),
}
for name, (function, short, epilog) in COMMANDS.items():
    app.command(name, cls=Command, short_help=short, epilog=epilog)(function)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"medialit {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _main(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)


_STOPPED = 130  # by Ctrl-C, as shells count
# What typer raises for words on the command line that it can't use; of these classes it names the last one only.
_UsageError = cast(type[Exception], typer.BadParameter.__mro__[1])


def main() -> None:
    """Run the command. Whatever stops it is told in one line; a reader that stops reading early is no error."""
    try:
        status = app(prog_name="medialit", standalone_mode=False)
        if status == _STOPPED:  # and no command has said so
            stopped()
        sys.stdout.flush()
    except BrokenPipeError:
        status = 0
        _forget_output()
    except OSError as error:
        say(f"{error.filename or 'standard output'}: {error.strerror}")
        status = 2
        _forget_output()
    except _UsageError as error:
        say(_complaint(error))
        status = 2
    except typer.Abort:
        status = _STOPPED
    sys.exit(status)


def _complaint(error: Any) -> str:
    """What typer says of the command line, in one line."""
    told = error.format_message().replace("Value error, ", "").replace(". Did", "; did").rstrip(".")
    command = error.ctx.command_path if error.ctx else "medialit"
    return f"{told[:1].lower()}{told[1:]}" + ("" if told.endswith("?") else f"; see '{command} --help'")


def _forget_output() -> None:
    """Let what is still to be written to standard output go nowhere, or Python would complain at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
