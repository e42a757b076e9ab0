"""`medialit import`: an article from a web page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

import typer

from medialit.commands.console import fail, say, stopped
from medialit.commands.new import Folder, Kind, Slug, Story, write_draft

_EXCERPT = 3  # paragraphs, and never more than half of them
_LONGEST = 300  # characters of what a page says of itself


def import_page(
    source: Annotated[str, typer.Argument(metavar="FILE|ADDRESS", help="A saved web page, or an address.")],
    rights: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="Why you may publish the text: a licence, a permission. Needed for --full."),
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Take the whole text, not an excerpt.")] = False,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Instead of the title that the page gives.")] = None,
    outlet: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Instead of the outlet that the page gives.")
    ] = None,
    author: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Instead of the author that the page gives.")
    ] = None,
    date: Annotated[str | None, typer.Option(metavar="DAY", help="Instead of the date that the page gives.")] = None,
    kind: Kind = None,
    story: Story = None,
    slug: Slug = None,
    folder: Folder = None,
) -> None:
    """Make a file for an article from a web page.

    Title, author, outlet, date and address are what the page says of itself: check them. Of the text, the first
    paragraphs are taken and marked as an excerpt; take the whole text only where you may publish it. A saved page needs
    no network. A file that is there is never changed.
    """
    from medialit.draft import problem_of
    from medialit.importing.extract import MISSING, extracted, is_available
    from medialit.importing.fetch import page_at
    from medialit.yamlfile import DataError

    if not is_available():
        raise fail(f"import {MISSING}")
    if full and rights is None:
        raise fail("--full publishes the whole text: say why you may with --rights")
    given = {
        "title": title, "rights": rights, "outlet": outlet, "author": author, "date": date, "type": kind, "story": story
    }  # fmt: skip
    own = {key: value for key, value in given.items() if value is not None}
    for key, value in own.items():
        if problem := problem_of(key, value):
            raise fail(problem)
    try:
        page = extracted(page_at(source), source)
    except DataError as error:
        raise fail(error) from None
    except KeyboardInterrupt:
        raise stopped("no file was written") from None
    said = {key: _plain(value) for key, value in page.values.items()}
    if problem_of("lang", said.get("lang", "en")):
        raise fail(f"{source}: the page says that its language is '{said['lang']}'; the rules read English alone")
    values = {key: value for key, value in said.items() if value and not problem_of(key, value)} | own
    if "title" not in values:
        raise fail(f"{source}: the page names no title; give it with --title")
    holder = values.get("author") or values.get("outlet") or "the publisher"
    values.setdefault("rights", f"© {holder}; an excerpt, shown for criticism and teaching.")
    body = "\n\n".join(_chosen(page.blocks, page.values.get("title"), full))
    typer.echo(write_draft(values if full else {**values, "excerpt": True}, body, folder, slug))
    say(
        "the whole text was taken: make sure that the rights line is true before you publish"
        if full
        else "somebody holds the rights to this text: an excerpt was taken; check the rights line before you publish"
    )


def _plain(value: str) -> str:
    """What a page says of itself, on one line, without signs that are no text."""
    words = " ".join(value.replace(";", ",").split())
    return "".join(char for char in words if char.isprintable())[:_LONGEST].strip()


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _chosen(blocks: Iterable[tuple[str, str]], title: str | None, full: bool) -> Iterator[str]:
    """The blocks to write: all but a heading that repeats the title; of an excerpt, those before its end."""
    kept = [(kind, text) for kind, text in blocks if kind != "heading" or _letters(text) != _letters(title or "")]
    paragraphs = sum(kind == "paragraph" for kind, _ in kept)
    left = paragraphs if full else min(_EXCERPT, max(1, paragraphs // 2))
    for at, (kind, text) in enumerate(kept):
        if not full and (left == 0 or (not paragraphs and at)):
            return
        left -= kind == "paragraph"
        yield text
