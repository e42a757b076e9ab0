"""Files that are there only when they are whole, whatever stops the writing."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TextIO


@contextlib.contextmanager
def whole_bytes(path: Path) -> Iterator[IO[bytes]]:
    """A file to write. It takes the place of the one at `path` at the end, or not at all. Raises OSError.

    Links are followed, modes kept. What is there and no file, such as a pipe or /dev/null, is written to directly.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        with target.open("wb") as stream:
            yield stream
        return
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
    try:
        with open(handle, "wb") as stream:  # noqa: PTH123 - a file descriptor
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        take_place(Path(name), target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def take_place(temporary: Path, target: Path) -> None:
    """Put a file that is whole in the place of another one, or of none, whose mode it gets. Raises OSError."""
    temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
    temporary.replace(target)


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """The same for UTF-8 text with plain line ends."""
    with whole_bytes(path) as raw:
        stream = io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
        yield stream
        stream.flush()
        stream.detach()


def create(path: Path, text: str) -> None:
    """A new UTF-8 file, whole or not there, with the folders it needs. Raises FileExistsError, OSError."""
    missing = [folder for folder in path.parents if not folder.exists()]  # the innermost first
    try:
        _create(path, text)
    except BaseException:
        for folder in missing:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def _create(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path.parent)) from None
    path.open("x").close()  # the name is ours from here on
    try:
        with whole_file(path) as stream:
            stream.write(text)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)  # can only be read by setting it
    os.umask(mask)
    return mask
