"""A page from a file or an address, as bytes, within limits of size and time."""

from __future__ import annotations

import http.client
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from medialit import __version__
from medialit.yamlfile import DataError

MOST = 10_000_000  # bytes of a page
_STEP = 15.0  # seconds to wait for a server's next sign of life
_WHOLE = 60.0  # seconds for everything, names and redirections included
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", ""})


@dataclass(frozen=True)
class Fetched:
    """A page, the encoding its server names, and the address it came from in the end, if from one."""

    content: bytes
    encoding: str | None = None
    url: str | None = None


def page_at(source: str) -> Fetched:
    """The page at an address, or in a file. Raises DataError."""
    if source.lower().startswith(("http://", "https://")):
        return fetch_page(source)
    if "://" in source:
        raise DataError(source, None, "can't be had: give a file, or an address that begins with http:// or https://")
    return read_page(Path(source))


def read_page(path: Path) -> Fetched:
    """A saved page. Raises DataError."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST + 1)
    except OSError as error:
        raise DataError(str(path), None, f"can't be read: {error.strerror}") from None
    if len(content) > MOST:
        raise DataError(str(path), None, f"is larger than {MOST // 1_000_000} MB; no article is")
    return Fetched(content)


def fetch_page(url: str, whole: float = _WHOLE) -> Fetched:
    """A page of the web, had within `whole` seconds. Raises DataError in one clear line."""
    found: list[Fetched | DataError] = []
    # A thread, because nothing else bounds the look-up of a name, or a server that sends a byte now and then.
    worker = threading.Thread(target=lambda: found.append(_fetched(url, whole)), daemon=True)
    worker.start()
    worker.join(whole)
    if not found:
        raise DataError(url, None, f"can't be had: no whole answer within {whole:.0f} seconds")
    if isinstance(found[0], DataError):
        raise found[0]
    return found[0]


def _fetched(url: str, whole: float) -> Fetched | DataError:
    try:
        return _get(url, time.monotonic() + whole)
    except DataError as error:
        return error
    except urllib.error.HTTPError as error:
        return DataError(url, None, f"can't be had: the server says {error.code} {error.reason}")
    except TimeoutError:
        return DataError(url, None, "can't be had: the server does not answer")
    except urllib.error.URLError as error:
        slow = isinstance(error.reason, TimeoutError)
        return DataError(url, None, f"can't be had: {'the server does not answer' if slow else _words(error.reason)}")
    except (OSError, ValueError, http.client.HTTPException) as error:
        return DataError(url, None, f"can't be had: {_words(error)}")


def _words(error: object) -> str:
    """What the system says of a failure, without its number."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _get(url: str, until: float) -> Fetched:
    headers = {"User-Agent": f"medialit/{__version__}", "Accept": "text/html,application/xhtml+xml"}
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - page_at allows http and https alone
    with urllib.request.urlopen(request, timeout=_STEP) as answer:  # noqa: S310 # nosec B310
        kind = answer.headers.get_content_type() if "content-type" in answer.headers else ""
        if kind not in _PAGES:
            raise DataError(url, None, f"is {kind}, not a web page; save its text and use 'medialit new'")
        content = bytearray()
        while piece := answer.read1(1 << 16):
            content += piece
            if len(content) > MOST:
                raise DataError(url, None, f"is larger than {MOST // 1_000_000} MB; no article is")
            if time.monotonic() > until:
                raise TimeoutError
        return Fetched(bytes(content), answer.headers.get_content_charset(), answer.url)
