"""How far a long run is: texts, words a second and time to go, on a terminal."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator

Advance = Callable[[int], None]


def _silent(words: int) -> None:
    pass


def is_shown(to_terminal: bool) -> bool:
    """Whether there is somebody to show it to. What goes `to_terminal` itself must not be written over."""
    return sys.stderr.isatty() and not to_terminal


@contextlib.contextmanager
def progress(total: int | None) -> Iterator[Advance]:
    """A bar on standard error, towards `total` texts where that is known. Call what this gives with each text's words.

    Lines that are written to standard error meanwhile stand above the bar.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.completed:,} texts" if total is None else "{task.completed:,} of {task.total:,} texts"),
        BarColumn(),
        TextColumn("{task.fields[speed]} words a second"),
        TimeElapsedColumn() if total is None else TimeRemainingColumn(),
    )
    start, words_so_far = time.monotonic(), 0
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=total, speed="–")

        def advance(words: int) -> None:
            nonlocal words_so_far
            words_so_far += words
            seconds = max(time.monotonic() - start, 0.001)
            bar.update(task, advance=1, speed=f"{words_so_far / seconds:,.0f}")

        yield advance


@contextlib.contextmanager
def no_progress() -> Iterator[Advance]:
    """The same for nobody."""
    yield _silent
