"""`medialit new`: a file for an article, with front matter that validates."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medialit.commands.console import fail, say, stopped

if TYPE_CHECKING:
    from medialit.draft import Value

Kind = Annotated[
    str | None, typer.Option("--type", metavar="TYPE", help="The kind of text: news, opinion, analysis, …")
]
Story = Annotated[str | None, typer.Option(metavar="NAME", help="Shared by the articles on one event.")]
Slug = Annotated[
    str | None, typer.Option(metavar="NAME", help="File name without .md; made from the title if left out.")
]
Folder = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="Where the file goes; the site's folder of articles if left out."),
]


@dataclass(frozen=True)
class _Question:
    key: str
    asked: str
    required: bool = False


_QUESTIONS = (
    _Question("title", "Title, as published", required=True),
    _Question("rights", "Rights: who holds them, or the licence", required=True),
    _Question("outlet", "Outlet"),
    _Question("author", "Author"),
    _Question("date", "Date (year-month-day)"),
    _Question("url", "Address of the original"),
    _Question("type", "Type (news, opinion, analysis, …)"),
    _Question("story", "Story: a short name shared by articles on one event"),
)


def new(
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="The headline, as published.")] = None,
    rights: Annotated[str | None, typer.Option(metavar="TEXT", help="Who holds the rights, or the licence.")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="TEXT", help="Where it was published.")] = None,
    author: Annotated[str | None, typer.Option(metavar="TEXT", help="Who wrote it.")] = None,
    date: Annotated[str | None, typer.Option(metavar="DAY", help="When it appeared, such as 2026-03-14.")] = None,
    url: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Where the original is.")] = None,
    kind: Kind = None,
    story: Story = None,
    slug: Slug = None,
    folder: Folder = None,
) -> None:
    """Make a file for a new article.

    Without --title and --rights it asks, one question a line; Enter leaves an optional one out. Answers may come from a
    pipe. A file that is there is never changed. The new file explains every other field in a comment.
    """
    from medialit.draft import PLACEHOLDER, problem_of

    given = {
        "title": title, "rights": rights, "outlet": outlet, "author": author, "date": date, "url": url, "type": kind,
        "story": story,
    }  # fmt: skip
    values: dict[str, Value] = {key: value for key, value in given.items() if value is not None}
    for key, value in values.items():
        if problem := problem_of(key, value):
            raise fail(problem)
    if title is None or rights is None:
        try:
            _ask(values)
        except KeyboardInterrupt:
            raise stopped("no file was written") from None
    typer.echo(write_draft(values, PLACEHOLDER, folder, slug))
    say("paste the text below the second line '---', then look at it with 'mkdocs serve'")


def _ask(values: dict[str, Value]) -> None:
    """Ask for what was not given. Where no person answers, what is wrong ends the command."""
    from medialit.draft import problem_of

    for question in _QUESTIONS:
        while question.key not in values:
            answer = _answer(question)
            if not answer and not question.required:
                break
            problem = problem_of(question.key, answer) if answer else "is needed"
            if problem is None:
                values[question.key] = answer
                continue
            shown = problem if problem.startswith(question.key) else f"{question.key}: {problem}"
            if not sys.stdin.isatty():
                raise fail(f"{shown}; give it with --{question.key}")
            say(shown)


def _answer(question: _Question) -> str:
    """A line of standard input; "" at its end. Questions go to standard error, so that the output is the path alone."""
    typer.echo(f"{question.asked}{'' if question.required else ' (Enter: none)'}: ", nl=False, err=True)
    line = sys.stdin.readline()
    if not sys.stdin.isatty():
        typer.echo(err=True)
    elif not line:  # the person pressed Ctrl-D
        typer.echo(err=True)
        raise fail("stopped; no file was written", 1)
    return line.strip()


def write_draft(values: Mapping[str, Value], body: str, folder: Path | None, slug: str | None) -> Path:
    """Write a new article file; where it is. Complaints end the command."""
    from medialit.draft import draft_of, free_name
    from medialit.wholefile import create
    from medialit.yamlfile import DataError

    folder = folder or articles_folder()
    try:
        path = free_name(folder, str(values["title"]), slug)
        create(path, draft_of(values, body))
    except DataError as error:
        raise fail(error) from None
    except FileExistsError as error:
        raise fail(f"{error.filename}: is there already, and is left alone; choose another name with --slug") from None
    except OSError as error:
        raise fail(f"{error.filename or folder}: can't be written: {error.strerror}") from None
    return path


def articles_folder() -> Path:
    """The folder of articles of the site around this one, or of the starter's layout where there is none."""
    from medialit.sources import articles_of
    from medialit.yamlfile import DataError

    try:
        folder = articles_of(Path.cwd())
    except DataError as error:
        raise fail(error) from None
    here = Path.cwd().resolve()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
