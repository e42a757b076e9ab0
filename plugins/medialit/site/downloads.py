"""The downloads beside an article: its record as JSON, and the text that offsets count in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from medialit.export.record import record_of
from medialit.site.collection import Entry
from medialit.site.urls import article_url

# The files that lie beside an article, as its critique page offers them: name, label, what is in it.
FILES = (
    ("critique.json", "JSON", "everything on this page as data: marks, sources, claims, readability"),
    ("text.txt", "Text", "the text that the places in the JSON count in"),
)


def write_downloads(entries: Iterable[Entry], site: Path) -> None:
    """Write `critique.json` and `text.txt` into the folder of each article."""
    for entry in entries:
        folder = site / article_url(entry.slug)
        folder.mkdir(parents=True, exist_ok=True)
        record = json.dumps(record_of(entry.critique), ensure_ascii=False, indent=1)
        (folder / "critique.json").write_bytes(f"{record}\n".encode())
        (folder / "text.txt").write_bytes(entry.critique.document.text.encode())
