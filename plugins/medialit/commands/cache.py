"""`medialit cache`: what earlier analyses of a site are kept, and their removal."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medialit.commands.console import fail

if TYPE_CHECKING:
    from medialit.cache import Cache, Kept


class Action(StrEnum):
    """What to do with them."""

    info = "info"
    clear = "clear"


def cache(
    action: Annotated[
        Action,
        typer.Argument(metavar="ACTION", help="info: where, how many, how large, when used. clear: remove them."),
    ] = Action.info,
) -> None:
    """Show or remove the analyses that builds and checks of this site keep for later ones.

    Without them, the next build analyses every article anew.
    """
    kept = _cache_here()
    typer.echo(f"{kept.folder}: {_told(list(kept.files())) if action is Action.info else _cleared(kept)}")


def _cache_here() -> Cache:
    """The cache of the site around this folder."""
    from medialit.cache import FOLDER, Cache
    from medialit.sources import config_of

    config = config_of(Path.cwd() / "article.md")
    if config is None:
        raise fail(f"{Path.cwd()}: there is no mkdocs.yml here or above; go to the folder of a site")
    folder = config.parent / FOLDER
    return Cache(folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder)


def _counted(files: list[Kept]) -> str:
    size = sum(file.size for file in files)
    shown = f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"
    return f"{len(files)} {'analysis' if len(files) == 1 else 'analyses'}, {shown}"


def _told(files: list[Kept]) -> str:
    import datetime as dt

    if not files:
        return "empty"
    times = [f"{dt.datetime.fromtimestamp(file.used).astimezone():%Y-%m-%d %H:%M}" for file in files]
    first, last = min(times), max(times)
    when = f"last used {last}" if first == last else f"last used between {first} and {last}"
    return f"{_counted(files)}, {when}"


def _cleared(kept: Cache) -> str:
    try:
        removed = kept.clear()
    except OSError as error:
        raise fail(f"{error.filename or kept.folder}: can't be removed: {error.strerror}", 1) from None
    return f"removed {_counted(removed)}" if removed else "empty, nothing to remove"
