"""`medialit review`: go through the open flags of an article, one by one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from medialit.commands.console import fail, stopped, utf8_output


def review(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An article (.md).")],
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who reviews it, as shown to readers.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Go through the words of others, and good practice, as well.")
    ] = False,
) -> None:
    """Go through the open flags of an article one by one, and write the decisions into its front matter."""
    from medialit.walkthrough import walk_through
    from medialit.yamlfile import DataError

    utf8_output()
    try:
        walk_through(file, by, everything)
    except KeyboardInterrupt:
        raise stopped(f"{file} is as it was") from None
    except DataError as error:
        raise fail(error, 1) from None
