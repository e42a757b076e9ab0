"""What commands share: complaints, and where output goes."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import typer

from medialit.wholefile import whole_file


def say(message: object) -> None:
    """A line for the person at the terminal; the output proper stays clean."""
    typer.echo(f"medialit: {message}", err=True)


def fail(message: object, status: int = 2) -> typer.Exit:
    """Say what is wrong; raise what this returns, and the command ends with that status."""
    say(message)
    return typer.Exit(status)


def utf8_output() -> None:
    """Write UTF-8 with plain line ends to standard output, whatever the machine's habits."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")


@contextlib.contextmanager
def output(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that is there only when it is whole."""
    if path is None:
        utf8_output()
        try:
            yield sys.stdout
            sys.stdout.flush()
        except BrokenPipeError:  # the reader has seen enough; that is no error
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit from None
        return
    try:
        with whole_file(path) as stream:
            yield stream
    except OSError as error:
        raise fail(f"{path}: can't be written: {error.strerror}") from None
