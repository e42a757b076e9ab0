"""What a site offers to programs: files beside each article, the whole collection in one file, and the schemas."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from medialit.export.annotations import page_of
from medialit.export.record import record_of
from medialit.export.table import table_of
from medialit.schemas import schema_files
from medialit.site.collection import Entry
from medialit.site.urls import article_url

# The files that lie beside an article, as its critique page offers them: name, label, what is in it.
FILES = (
    ("critique.json", "JSON", "everything on this page as data: marks, sources, claims, readability"),
    ("flags.csv", "Table", "the marks with their questions, for a spreadsheet"),
    ("annotations.json", "Annotations", "the marks as W3C Web Annotations, for annotation tools"),
    ("text.txt", "Text", "the text that the places in the other files count in"),
)
COLLECTION = "collection/critiques.jsonl"
SCHEMAS = "schemas/"
_MARK = "\ufeff"  # without it, Excel takes UTF-8 for something else


def write_downloads(entries: Iterable[Entry], site: Path, base: str | None) -> None:
    """Write the files beside each article, the records of all articles, one a line, and the schemas.

    `base` is the address of the site, ending in "/"; with none, annotations point to addresses beside themselves.
    """
    records = []
    for entry in sorted(entries, key=lambda entry: entry.slug):
        critique, url = entry.critique, article_url(entry.slug)
        record = record_of(critique)
        records.append(json.dumps(record, ensure_ascii=False))
        annotations = page_of(critique, f"{base}{url}" if base else "./")
        _write(site / url / "critique.json", json.dumps(record, ensure_ascii=False, indent=1) + "\n")
        _write(site / url / "flags.csv", _MARK + "".join(table_of([critique])))
        _write(site / url / "annotations.json", json.dumps(annotations, ensure_ascii=False, indent=1) + "\n")
        _write(site / url / "text.txt", critique.document.text)
    _write(site / COLLECTION, "".join(f"{record}\n" for record in records))
    for name, text in schema_files():
        _write(site / SCHEMAS / name, text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
