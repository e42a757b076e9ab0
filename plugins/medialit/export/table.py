"""Flags as a table: comma-separated values (RFC 4180), one line a flag, for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from medialit.critique import Critique

COLUMNS = (
    "article", "flag", "rule", "tier", "words", "question", "reason", "note", "voice", "speaker", "status", "origin",
    "scope", "start", "end", "times",
)  # fmt: skip

# What a spreadsheet takes for the beginning of a formula, in its wide forms too.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def _inert(value: str | int | None) -> str | int:
    """A value that no spreadsheet runs: texts that could begin a formula get an apostrophe before them."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) or value.lstrip().startswith(_FORMULA) else value
    return "" if value is None else value


def table_of(critiques: Iterable[Critique]) -> Iterator[str]:
    """The lines of the table, headings first. `start` and `end` count code points of the text; `flag` from 1.

    An article-wide flag has no words. Words that could begin a formula stand behind an apostrophe.
    """
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\r\n")

    def written(row: Iterable[str | int | None]) -> str:
        line.seek(0)
        line.truncate()
        writer.writerow([_inert(value) for value in row])
        return line.getvalue()

    yield written(COLUMNS)
    for critique in critiques:
        document = critique.document
        for number, flag in enumerate(critique.flags, 1):
            words = document.text[flag.start : flag.end] if flag.scope == "text" else None
            yield written((
                document.id, number, flag.rule.id, flag.rule.tier, words, flag.question, flag.reason, flag.note,
                flag.voice, flag.speaker, flag.status, flag.origin, flag.scope, flag.start, flag.end, flag.count,
            ))  # fmt: skip
