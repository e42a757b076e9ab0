"""What commands share: complaints, and where output goes."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import typer

from medialit.wholefile import whole_file


def say(message: object) -> None:
    """A line for the person at the terminal, which is wrapped between words; the output proper stays clean."""
    line = f"medialit: {message}"
    if sys.stderr.isatty():
        width = shutil.get_terminal_size().columns
        line = textwrap.fill(line, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    print(line, file=sys.stderr)  # not typer's: that would write past a bar, which then would not make room


def fail(message: object, status: int = 2) -> typer.Exit:
    """Say what is wrong; raise what this returns, and the command ends with that status."""
    say(message)
    return typer.Exit(status)


def stopped(message: str = "") -> typer.Abort:
    """Say what is left when a person pressed Ctrl-C; raise what this returns, and the command ends with status 130."""
    if sys.stdin.isatty():
        print(file=sys.stderr)  # leaves the line that the person was on
    say(f"stopped; {message}" if message else "stopped")
    return typer.Abort()


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
    except KeyboardInterrupt:
        raise stopped(f"{path} is as it was" if path.exists() else f"{path} was not written") from None
    except OSError as error:
        raise fail(f"{path}: can't be written: {error.strerror}") from None
