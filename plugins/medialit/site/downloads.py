"""What a site offers to programs: files beside each article, the whole collection in one file, and the schemas."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from medialit.export.annotations import page_of
from medialit.export.record import record_of
from medialit.export.table import table_of
from medialit.schemas import schema_files
from medialit.site.collection import Entry
from medialit.site.urls import article_url
from medialit.site.writing import write

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


def downloads_of(entry: Entry, base: str | None) -> tuple[tuple[str, str], ...]:
    """The files beside an article, with their addresses.

    `base` is the address of the site, ending in "/"; with none, annotations point to addresses beside themselves.
    """
    critique, url = entry.critique, article_url(entry.slug)
    annotations = page_of(critique, f"{base}{url}" if base else "./")
    return (
        (f"{url}critique.json", _line(record_of(critique))),
        (f"{url}flags.csv", _MARK + "".join(table_of([critique]))),
        (f"{url}annotations.json", _line(annotations)),
        (f"{url}text.txt", critique.document.text),
    )


def write_collection(slugs: Iterable[str], site: Path) -> None:
    """Write the records of all articles, one a line, as they lie beside the articles, and the schemas."""
    target = site / COLLECTION
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as records:
        for slug in sorted(slugs):
            records.write((site / article_url(slug) / "critique.json").read_bytes())
    write(site, ((f"{SCHEMAS}{name}", text) for name, text in schema_files()))


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"  # indented, it would take ten times as long
