"""Texts analysed by the workers of a Dask cluster, in order and with little under way at a time.

Texts and the rules of their sites travel as content: workers need this version of medialit and no files. A site is the
result of a task of its own, which Dask keeps at the workers and makes again where it is lost. When a worker ends, Dask
gives its chunks to others; a text that ends several of them yields a problem.
"""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
import time
import warnings
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Any

from medialit import __version__
from medialit.corpus import Chunk, Finished, Outcome, Text, chunks, failure_of, outcomes_of
from medialit.fingerprint import fingerprint
from medialit.parallel import DIED, WorkError, in_order
from medialit.portable import key_of, packed, unpacked
from medialit.sources import Site

if TYPE_CHECKING:
    from distributed import Client

_AHEAD = 3  # chunks a thread of the cluster
_PATIENCE = 10.0  # seconds in which a scheduler answers, and the first worker is there
_LONELY = 60.0  # seconds that a chunk may wait without any worker
_one_at_a_time = threading.Lock()


class ClusterError(WorkError):
    """A cluster that can't be used, told in one line."""


def run(texts: Iterable[tuple[Site, Text]], form: str, address: str) -> Generator[Finished, None, None]:
    """Each text with what came of it, analysed by the cluster of a scheduler such as "tcp://10.0.0.1:8786".

    Raises ClusterError, and DataError where a site can't be sent.
    """
    with _connected(address) as client:
        work = _Work(client, address, form)
        for chunk, future in in_order(chunks(texts), work.submit, work.window):
            for text, outcome in zip(chunk.texts, work.outcomes(chunk, future), strict=True):
                yield chunk.site, text, outcome


@contextlib.contextmanager
def _connected(address: str) -> Iterator[Client]:
    """A client of a cluster whose workers have this version of medialit. Raises ClusterError."""
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError("--scheduler needs Dask; pip install 'mkdocs-medialit[cluster]'") from None
    logger = logging.getLogger("distributed")
    level = logger.level
    logger.setLevel(logging.CRITICAL)  # what it has to say arrives as an exception as well
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that versions of other packages differ
            try:
                _reach(address)
                client: Client = Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
            except (OSError, ValueError):
                raise ClusterError(
                    f"no Dask scheduler at {address}; give its address, such as tcp://host:8786"
                ) from None
        with client:
            _check_workers(client, address)
            yield client
    finally:
        logger.setLevel(level)


def _reach(address: str) -> None:
    """See whether anything listens: Dask's client would try for long. Raises OSError, ValueError."""
    from distributed.comm.addressing import get_address_host_port, resolve_address

    place = get_address_host_port(resolve_address(address))
    socket.create_connection(place, timeout=_PATIENCE).close()


def _check_workers(client: Client, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError:
        raise ClusterError(
            f"the scheduler at {address} has no workers; start some with 'dask worker {address}'"
        ) from None
    try:
        engines = client.run(_engine)
    except Exception as error:  # of whatever kind, raised over there
        problem = f"medialit can't be loaded by the workers ({_first_line(error)})"
        raise ClusterError(f"{problem}; install version {__version__} there") from None
    for worker, (version, engine) in engines.items():
        if engine != fingerprint():
            raise ClusterError(_other_version(worker, version))


def _engine() -> tuple[str, str]:
    return __version__, fingerprint()


def _other_version(worker: str, version: str) -> str:
    what = f"version {version}" if version != __version__ else f"another build of version {version}, or other libraries"
    return f"the worker {worker} has {what}; install there what runs here, version {__version__}"


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _there(
    engine: str, key: str, content: bytes, texts: tuple[Text, ...], form: str
) -> list[Outcome] | tuple[str, str]:
    """At a worker: the outcomes of some texts, or the worker and its version of medialit where that is another one."""
    if engine != fingerprint():
        from distributed import get_worker

        return get_worker().address, __version__
    with _one_at_a_time:  # threads would only take turns
        return outcomes_of(unpacked(key, content), texts, form)


class _Work:
    """Chunks on their way to a cluster and back."""

    def __init__(self, client: Client, address: str, form: str) -> None:
        self._client, self._address, self._form = client, address, form
        self._sites: dict[str, Any] = {}
        self._window, self._counted = 0, 0.0

    def window(self) -> int:
        """How many chunks may be under way: some for each thread of the workers that there are."""
        if time.monotonic() - self._counted > _PATIENCE or not self._counted:
            self._counted = time.monotonic()
            with self._scheduler():
                self._window = max(2, _AHEAD * sum(self._threads().values()))
        return self._window

    def _threads(self) -> dict[str, int]:
        """The threads of each worker."""
        threads: dict[str, int] = self._client.nthreads()  # type: ignore[no-untyped-call]
        return threads

    def submit(self, chunk: Chunk) -> Any:
        """The future of the outcomes of a chunk. Raises DataError where its site can't be sent."""
        return self._submit(chunk.site, chunk.texts)

    def _submit(self, site: Site, texts: tuple[Text, ...]) -> Any:
        key = key_of(site)
        with self._scheduler():
            if key not in self._sites:
                self._sites[key] = self._client.submit(bytes, packed(site), key=f"medialit-site-{key}")
            content = self._sites[key]
            return self._client.submit(_there, fingerprint(), key, content, texts, self._form, pure=False)

    def outcomes(self, chunk: Chunk, future: Any) -> Iterator[Outcome]:
        """The outcomes of a chunk. Raises ClusterError."""
        from distributed import KilledWorker

        try:
            yield from self._fetched(future)
        except KilledWorker:  # by one of the texts, or by chance: each by itself
            for text in chunk.texts:
                try:
                    yield from self._fetched(self._submit(chunk.site, (text,)))
                except KilledWorker:
                    yield failure_of(text, DIED, self._form)

    def _fetched(self, future: Any) -> list[Outcome]:
        alone = 0.0
        while True:
            try:
                with self._scheduler():
                    found = future.result(timeout=_PATIENCE)
            except TimeoutError:
                with self._scheduler():
                    alone = 0.0 if self._threads() else alone + _PATIENCE
                if alone >= _LONELY:
                    raise ClusterError(f"the scheduler at {self._address} has lost all its workers") from None
                continue
            if isinstance(found, tuple):
                raise ClusterError(_other_version(*found))
            outcomes: list[Outcome] = found
            return outcomes

    @contextlib.contextmanager
    def _scheduler(self) -> Iterator[None]:
        """A talk with the scheduler. Raises ClusterError where it has gone."""
        try:
            yield
        except TimeoutError:
            raise
        except (CancelledError, OSError):
            raise ClusterError(f"the scheduler at {self._address} does not answer any more") from None
