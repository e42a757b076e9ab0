"""Work done ahead of its turn by copies of this process, on machines with several cores.

A copy knows all that this process knows at that moment, so nothing but results is sent. Who does what makes no
difference to what is done: whatever is asked for and not made yet, this process makes itself. So it does with what a
copy has failed at, or would have logged something about.

Only Linux copies processes safely, and only those with one thread. Elsewhere there are no copies.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import pickle
import shutil
import signal
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

FEWEST = 50  # items for which a copy pays
MOST = 3  # copies: what this process has to do itself takes as long as what so many do
_NEAR = 2  # items that come next are not worth beginning: they will be asked for in a moment
_PAUSE = 0.0005  # seconds
_FREE, _BEGUN, _MADE = 0, 1, 2

Made = TypeVar("Made")


def spare_cores() -> int:
    """How many copies of this process could work beside it."""
    if sys.platform != "linux" or len(os.listdir("/proc/self/task")) > 1:  # noqa: PTH208
        return 0
    return min(MOST, len(os.sched_getaffinity(0)) - 1)


class _HasToTellError(BaseException):
    """An item is not made without a word to people, which a copy can't have: nobody but this module may catch it."""


def _refuse(*_: object, **__: object) -> logging.LogRecord:
    raise _HasToTellError


class Ahead(Generic[Made]):
    """Items by key that copies of this process make, while it asks for one after the other, in order.

    `make` gives something that can be pickled. It has to do the same in every process, and no harm if done twice.
    `alone` says that this process is to do without copies.
    """

    def __init__(self, keys: Sequence[str], make: Callable[[str], Made], *, alone: bool = False) -> None:
        self._keys, self._make = keys, make
        self._numbers = {key: number for number, key in enumerate(keys)}
        self._copies: list[Any] = []
        self._step = spare_cores() if len(keys) >= FEWEST and not alone else 0
        if self._step:
            with contextlib.suppress(OSError):  # no room for files, or for processes
                self._begin()

    def _begin(self) -> None:
        context = multiprocessing.get_context("fork")
        self._turn = context.RawValue("q", -1)  # the item that this process has come to
        self._state = context.RawArray("b", len(self._keys))
        self._folder = tempfile.TemporaryDirectory(prefix="medialit-")
        for first in range(self._step):
            copy = context.Process(target=self._work, args=(first, os.getpid()), daemon=True)
            copy.start()
            self._copies.append(copy)

    def get(self, key: str) -> Made:
        """The item, made by a copy or now."""
        made = self.taken(key)
        return self._make(key) if made is None else made

    def taken(self, key: str) -> Made | None:
        """The item, if a copy has made it or is at it; None if it has to be made."""
        number = self._numbers.get(key)
        if number is None or not self._copies:
            return None
        self._turn.value = number
        while self._state[number] == _BEGUN and self._copies[number % self._step].is_alive():
            time.sleep(_PAUSE)
        if self._state[number] != _MADE:
            return None
        path = self._path(number)
        kept = zlib.decompress(path.read_bytes())
        made: Made = pickle.loads(kept)  # noqa: S301 - written by a copy of this process # nosec B301
        path.unlink()
        return made

    def close(self) -> None:
        """Let the copies end with what they are at."""
        if self._copies:
            self._turn.value = len(self._keys)
            for copy in self._copies:
                copy.join()
            self._copies = []
            self._folder.cleanup()

    def _path(self, number: int) -> Path:
        return Path(self._folder.name, str(number))

    def _work(self, first: int, parent: int) -> None:
        """What a copy does: every so many items, as long as this process has not come to them."""
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        logging.setLogRecordFactory(_refuse)
        for number in range(first, len(self._keys), self._step):
            if os.getppid() != parent:  # that was killed
                shutil.rmtree(self._folder.name, ignore_errors=True)
                return
            if number > self._turn.value + _NEAR:
                self._state[number] = _BEGUN
                self._state[number] = _MADE if self._made(number) else _FREE

    def _made(self, number: int) -> bool:
        with contextlib.suppress(Exception, _HasToTellError):  # the first process will meet it too, and tell
            made = pickle.dumps(self._make(self._keys[number]), pickle.HIGHEST_PROTOCOL)
            self._path(number).write_bytes(zlib.compress(made, 1))
            return True
        return False
