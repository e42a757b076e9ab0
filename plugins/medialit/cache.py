"""A folder of results that may be thrown away at any time: one file a result, under the hash of all it was made from.

A file is the checksum of its name and content, a line end, the content. What is truncated, changed, or was copied to
another name counts as not there, so nothing has to be locked or repaired; a file appears under its name only when it is
whole. The checksum is none against malice: whoever reads a content has to check what it says.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import time
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(".cache") / "medialit"  # beside mkdocs.yml
MEGABYTE = 1_000_000
LIMIT = 250 * MEGABYTE  # about 35,000 articles of 600 words

_NAME = re.compile(r"[0-9a-f]{40}\.entry(?P<unfinished>\.[0-9a-f]{8}\.tmp)?")
_ABANDONED = 3600  # seconds after which an unfinished file is nobody's any more
_ROOM = 0.9  # of the limit, taken up after old entries have gone


def key_of(*parts: str) -> str:
    """The name of a result that was made from these parts and nothing else."""
    made_from = blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        made_from.update(b"%d:" % len(data) + data)
    return made_from.hexdigest()


def _checksum(key: str, content: bytes) -> bytes:
    return blake2b(content, digest_size=20, key=key.encode()).hexdigest().encode()


class Kept(NamedTuple):
    """A file of ours: path, bytes, when it was last used (seconds since 1970), whether it is whole."""

    path: Path
    size: int
    used: float
    whole: bool


class Cache:
    """The results in a folder, which need not exist. Above `limit` bytes those not used for longest go.

    `problem` says why nothing is written any more, once that is so; reading goes on.
    """

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self.folder = folder
        self.limit = limit
        self.problem: str | None = None
        self._size: int | None = None  # bytes in the folder, as far as this process knows

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.entry"

    def get(self, key: str) -> bytes | None:
        """A content exactly as it was put; None if it is not there, or not whole."""
        path = self._path(key)
        try:
            checksum, _, content = path.read_bytes().partition(b"\n")
        except OSError:
            return None
        if checksum != _checksum(key, content):
            return None
        with contextlib.suppress(OSError):  # a folder that may only be read
            os.utime(path)
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep a content, if it can be kept."""
        if self.problem is not None:
            return
        try:
            self._write(key, content)
        except OSError as error:
            self.problem = error.strerror or str(error)

    def _write(self, key: str, content: bytes) -> None:
        if not self.folder.is_dir():
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / ".gitignore").write_text("*\n", encoding="utf-8")
        data = _checksum(key, content) + b"\n" + content
        if self._size is None or self._size + len(data) > self.limit:
            self._size = self._make_room(len(data))
        path = self._path(key)
        unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")
        try:
            with unfinished.open("xb") as stream:
                stream.write(data)
            unfinished.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                unfinished.unlink()
            raise
        self._size += len(data)

    def files(self) -> Iterator[Kept]:
        """Our files in the folder."""
        with contextlib.suppress(OSError), os.scandir(self.folder) as found:
            for file in found:
                if name := _NAME.fullmatch(file.name):
                    with contextlib.suppress(OSError):  # another process has removed it
                        state = file.stat(follow_symlinks=False)
                        yield Kept(Path(file.path), state.st_size, state.st_mtime, name["unfinished"] is None)

    def _make_room(self, size: int) -> int:
        """Remove what others left unfinished, and, if so many bytes more are too many, the oldest; how many are left.

        Raises OSError.
        """
        now = time.time()
        whole: list[Kept] = []
        for file in self.files():
            if file.whole:
                whole.append(file)
            elif now - file.used > _ABANDONED:
                file.path.unlink(missing_ok=True)
        total = sum(file.size for file in whole)
        if total + size > self.limit:
            for file in sorted(whole, key=lambda file: file.used):
                if total + size <= _ROOM * self.limit:
                    break
                file.path.unlink(missing_ok=True)
                total -= file.size
        return total

    def clear(self) -> list[Kept]:
        """Remove our files, and the folder if nothing else is in it; what was removed. Raises OSError."""
        removed = []
        for file in list(self.files()):
            file.path.unlink(missing_ok=True)
            removed.append(file)
        if removed:
            (self.folder / ".gitignore").unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                self.folder.rmdir()
        return removed
