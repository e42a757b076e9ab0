"""What a web page holds: the article's text as Markdown, and what the page says of itself.

`extracted` runs in a process of its own, with limits of time and memory: pages may be hostile, and the libraries that
read them are large. `python -m medialit.importing.extract` is that process.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from medialit.importing.fetch import Fetched
from medialit.yamlfile import DataError

_SECONDS = 30
_BYTES = 2_000_000_000
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
MISSING = "needs trafilatura; install it with: pip install 'mkdocs-medialit[import]'"


@dataclass(frozen=True)
class Extracted:
    """The blocks of an article with their kinds, and what its page says of it, by keys of the front matter."""

    blocks: tuple[tuple[str, str], ...]
    values: dict[str, str]


def is_available() -> bool:
    """Whether trafilatura is installed."""
    return importlib.util.find_spec("trafilatura") is not None


def extracted(page: Fetched, source: str, seconds: float = _SECONDS) -> Extracted:
    """What the page called `source` holds. Raises DataError."""
    command = [sys.executable, "-m", "medialit.importing.extract", page.encoding or "", page.url or ""]
    try:
        done = subprocess.run(command, input=page.content, capture_output=True, timeout=seconds, check=False)  # noqa: S603 # nosec B603
    except subprocess.TimeoutExpired:
        raise DataError(source, None, f"takes longer than {seconds:.0f} seconds to read; it is no usual page") from None
    try:
        data = json.loads(done.stdout) if done.returncode == 0 else None
    except ValueError:
        data = None
    if data is None:
        raise DataError(source, None, "can't be read: the page is too large or too strange")
    if not data["blocks"]:
        raise DataError(source, None, "holds no article that could be found; copy its text and use 'medialit new'")
    return Extracted(tuple((kind, text) for kind, text in data["blocks"]), data["values"])


def _read(content: bytes, encoding: str, url: str) -> dict[str, Any]:
    """What `extracted` returns, as data. Here trafilatura is at work."""
    from trafilatura import bare_extraction

    from medialit.importing.markdown import blocks_of

    page: bytes | str = content
    if encoding:
        with contextlib.suppress(LookupError, UnicodeDecodeError):
            page = content.decode(encoding)
    found: Any = bare_extraction(
        page,
        url=url or None,
        with_metadata=True,
        include_comments=False,
        include_formatting=True,
        include_links=True,
        date_extraction_params={"extensive_search": False, "original_date": True},  # no guess from the running text
    )
    if found is None or found.body is None:
        return {"blocks": [], "values": {}}
    values = {
        "title": found.title, "author": found.author, "outlet": found.sitename, "date": found.date,
        "url": found.url or url, "lang": _language(content),
    }  # fmt: skip
    return {"blocks": list(blocks_of(found.body)), "values": {key: value for key, value in values.items() if value}}


def _language(content: bytes) -> str | None:
    """The language that the page's `<html>` names."""
    tag = re.search(rb"<html\b[^>]{0,2000}?\blang\s*=\s*[\"']?([A-Za-z0-9-]{2,20})", content[:20_000], re.IGNORECASE)
    language = tag[1].decode("ascii") if tag else ""
    language = language[:2].lower() + language[2:] if language[2:3] in ("", "-") else ""
    return language if _LANGUAGE.fullmatch(language) else None


def _main() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
    json.dump(_read(sys.stdin.buffer.read(), sys.argv[1], sys.argv[2]), sys.stdout)


if __name__ == "__main__":
    _main()
