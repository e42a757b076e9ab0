"""An output that survives an interruption: the records so far in FILE.part, and what they were made from beside it.

FILE.part holds whole records, one a line, as FILE will. FILE.part.keys has a line for each of them: a digest of text,
site and engine, a check sum of the record, and "!" where the record is an error. To go on, the texts are read again; a
record is kept if its text, rules and engine are the same and its line is undamaged. From the first that is not kept on
everything is analysed anew, so the outcome is that of a run without interruption.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Self

from medialit.corpus import Text
from medialit.fingerprint import fingerprint
from medialit.portable import key_of
from medialit.sources import Site
from medialit.wholefile import take_place


class InUseError(Exception):
    """Another run is writing the same file."""


class LeftOverError(Exception):
    """An interrupted run has left a partial file, and nobody said what to do with it."""


class Partial:
    """The file to be, as far as it is written. A context: what is there when it is left early can be resumed.

    Raises OSError where files can't be written, LeftOverError and InUseError when entered.
    """

    def __init__(self, path: Path, resume: bool) -> None:
        self._target = path.resolve()
        self.path = self._target.with_name(f"{self._target.name}.part")
        self._keys_path = self._target.with_name(f"{self._target.name}.part.keys")
        self._resume = resume
        self.kept = self.written = 0

    def __enter__(self) -> Self:
        if not self._resume and self.path.exists():
            raise LeftOverError
        self._keys = self._keys_path.open("a+b")
        try:
            _lock(self._keys)
            self._records = self.path.open("a+b")
        except BaseException:
            self._keys.close()
            raise
        self._records.seek(0)
        self._keys.seek(0)
        if not self._resume:
            self._cut(0, 0)
        return self

    def __exit__(self, *_: object) -> None:
        for stream in (self._records, self._keys):
            with contextlib.suppress(OSError):  # a full disk: what could not be written is done again
                stream.close()
        if not self.kept + self.written:
            self.path.unlink(missing_ok=True)
            self._keys_path.unlink(missing_ok=True)

    def remaining(
        self, texts: Iterator[tuple[Site, Text]], on_kept: Callable[[str | None], None]
    ) -> Iterator[tuple[Site, Text]]:
        """The texts without a record yet. `on_kept` is called for each of the others, with its error if it is one."""
        place = place_of_key = 0
        for site, text in texts:
            record, key = self._records.readline(), self._keys.readline()
            own = _key(site, text, record)
            if not record.endswith(b"\n") or key not in (own + b"\n", own + b"!\n"):
                self._cut(place, place_of_key)
                yield site, text
                yield from texts
                return
            place, place_of_key = place + len(record), place_of_key + len(key)
            self.kept += 1
            on_kept(json.loads(record)["error"] if key.endswith(b"!\n") else None)
        self._cut(place, place_of_key)

    def write(self, site: Site, text: Text, record: str, failed: bool) -> None:
        """Add the record of a text, a whole line."""
        line = record.encode()
        self._records.write(line)
        self._records.flush()
        self._keys.write(_key(site, text, line) + (b"!\n" if failed else b"\n"))
        self._keys.flush()
        self.written += 1

    def finish(self) -> None:
        """Put the file in its place."""
        self._records.flush()
        os.fsync(self._records.fileno())
        self._records.close()
        take_place(self.path, self._target)
        self._keys.close()
        self._keys_path.unlink()

    def _cut(self, place: int, place_of_key: int) -> None:
        for stream, end in ((self._records, place), (self._keys, place_of_key)):
            stream.seek(end)
            stream.truncate()


def _key(site: Site, text: Text, record: bytes) -> bytes:
    digest = hashlib.sha256(f"{fingerprint()}\0{key_of(site)}\0{text.kind}\0{text.source}\0{text.line}\0".encode())
    digest.update(f"{text.problem}\0".encode("utf-8", "surrogateescape"))
    digest.update(text.data)
    return f"{digest.hexdigest()[:32]} {zlib.crc32(record):08x}".encode()


def _lock(stream: IO[bytes]) -> None:
    """Keep other runs off a file until it is closed, where the system can. Raises InUseError."""
    try:
        import fcntl
    except ImportError:  # Windows
        return
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise InUseError from None
