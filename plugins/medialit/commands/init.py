"""`medialit init`: a new site."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from medialit.commands.console import fail, say


def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the site goes; made if it is not there.")],
    name: Annotated[str, typer.Option(metavar="TEXT", help="What the site is called.")] = "News, read closely",
) -> None:
    """Make a new site: settings, two sample articles, workflows that check and publish, and a README for the teacher.

    No file that is there is changed.
    """
    from medialit.newsite import write_site
    from medialit.yamlfile import DataError

    try:
        written = write_site(folder, name)
    except DataError as error:
        raise fail(error) from None
    for path in written:
        typer.echo(path)
    inside = "" if folder == Path() else f"cd '{folder}', "
    say(f"next: {inside}mkdocs serve, and open http://127.0.0.1:8000/; README.md tells the rest")
