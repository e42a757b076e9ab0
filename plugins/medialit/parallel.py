"""Texts analysed by several processes of this machine, in order and with little in memory at a time.

The processes are joblib's (loky), which notices when one of them ends, unlike a pool of `multiprocessing`, and needs no
fork, which is unsafe beside threads. Each loads a site once, from a file. They don't outlive this process, however it
ends.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol, TypeVar

from medialit.corpus import Chunk, Finished, Outcome, Text, chunks, failure_of, outcomes_of
from medialit.portable import key_of, packed, unpacked
from medialit.sources import Site

_AHEAD = 4  # chunks a process: enough to keep it busy while the oldest chunk is slow
_WATCH = 1.0  # seconds between looks at whether the parent is there
DIED = "its analysis ended the process, maybe for lack of memory; it is left out"


class WorkError(Exception):
    """Why the work can't be given to others, in one line."""


class Future(Protocol):
    """Work that was given away."""

    def done(self) -> bool:
        """Whether it is finished."""


F = TypeVar("F", bound=Future)


def in_order(
    work: Iterable[Chunk], submit: Callable[[Chunk], F], window: Callable[[], int]
) -> Iterator[tuple[Chunk, F]]:
    """Chunks with their futures, in order. No more than `window()` are given away and not yet fetched."""
    pending: deque[tuple[Chunk, F]] = deque()
    for chunk in work:
        pending.append((chunk, submit(chunk)))
        while pending and (len(pending) >= window() or pending[0][1].done()):
            yield pending.popleft()
    while pending:
        yield pending.popleft()


def cores() -> int:
    """The number of cores that this process may use."""
    from joblib import cpu_count

    return int(cpu_count())


def run(texts: Iterable[tuple[Site, Text]], form: str, jobs: int) -> Generator[Finished, None, None]:
    """Each text with what came of it, analysed by so many processes. Raises DataError where a site can't be sent.

    A text that ends its process yields a problem; the others go on in new ones.
    """
    from joblib.externals.loky import BrokenProcessPool

    with tempfile.TemporaryDirectory(prefix="medialit-") as folder, _Processes(jobs, Path(folder)) as processes:
        for chunk, future in in_order(
            chunks(texts), lambda c: processes.submit(c.site, c.texts, form), lambda: _AHEAD * jobs
        ):
            try:
                outcomes = future.result()
            except BrokenProcessPool:
                outcomes = _one_by_one(chunk, form, Path(folder))
            for text, outcome in zip(chunk.texts, outcomes, strict=True):
                yield chunk.site, text, outcome


def _one_by_one(chunk: Chunk, form: str, folder: Path) -> Iterator[Outcome]:
    """The outcomes of a chunk that a pool had when one of its processes ended, maybe because of one of the texts."""
    from joblib.externals.loky import BrokenProcessPool

    with _Processes(1, folder) as process:
        for text in chunk.texts:
            try:
                yield process.submit(chunk.site, (text,), form).result()[0]
            except BrokenProcessPool:
                yield failure_of(text, DIED, form)


class _Processes:
    """A pool that is made anew when one of its processes has ended, and ended by force when it is left."""

    def __init__(self, jobs: int, folder: Path) -> None:
        self._jobs, self._folder = jobs, folder
        self._pool: Any = None

    def __enter__(self) -> _Processes:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            # What still waits, the executor would look for among what it has given up, and not find.
            with self._pool._work_ids.mutex:
                self._pool._work_ids.queue.clear()
            self._pool.shutdown(wait=True, kill_workers=True)

    def submit(self, site: Site, texts: tuple[Text, ...], form: str) -> Any:
        """The future of the outcomes of some texts. Raises DataError where the site can't be sent."""
        from joblib.externals.loky import BrokenProcessPool

        key = key_of(site)
        path = self._folder / key
        if not path.exists():
            path.write_bytes(packed(site))
        if self._pool is not None:
            with contextlib.suppress(BrokenProcessPool):
                return self._pool.submit(_work, key, path, texts, form)
        return self._new_pool().submit(_work, key, path, texts, form)

    def _new_pool(self) -> Any:
        from joblib.externals.loky import ProcessPoolExecutor

        if self._pool is not None:
            self._pool.shutdown(wait=True, kill_workers=True)
        self._pool = ProcessPoolExecutor(self._jobs, initializer=_end_with, initargs=(os.getpid(),))
        with _deaf_to_interrupts():
            self._pool.submit(os.getpid)  # starts the processes
        return self._pool


def _work(key: str, path: Path, texts: tuple[Text, ...], form: str) -> list[Outcome]:
    return outcomes_of(unpacked(key, path), texts, form)


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes started in here leave Ctrl-C, which a terminal sends to all of them, to this one."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _end_with(parent: int) -> None:
    """End this process when its parent has ended, even if that was killed and could tell nobody."""
    if sys.platform == "win32":
        return  # there a process keeps the number of its parent

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_WATCH)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
