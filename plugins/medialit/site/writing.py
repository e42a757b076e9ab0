"""Files that a build writes by itself, beside the pages that MkDocs writes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def write(site: Path, files: Iterable[tuple[str, str]]) -> None:
    """Write texts, given with their addresses below the site's folder, as UTF-8. Raises OSError."""
    for url, text in files:
        path, data = site / url, text.encode()
        try:
            path.write_bytes(data)
        except FileNotFoundError:  # most folders are there
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
