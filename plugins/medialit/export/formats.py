"""The output formats of `medialit analyze`: what each takes of a document, and how the parts become one output.

A result is the id of a document with its critique, or with what is wrong with it. The part of a document is made where
it is analysed, maybe in another process, and is all that comes back from there, pickled. Formats with no place for
errors leave them out; the command tells of them as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from medialit.critique import Critique
from medialit.export.annotations import page_of
from medialit.export.record import error_of, record_of
from medialit.export.sarif import Reported, of_critique
from medialit.export.sarif import sarif as log_of
from medialit.export.table import table_of
from medialit.export.text import lines_of
from medialit.yamlfile import DataError

Result = Critique | DataError


@dataclass(frozen=True)
class Format:
    """`part` says what to write of one document, given its id and result; `whole` makes the pieces of text of parts."""

    part: Callable[[str, Result], Any]
    whole: Callable[[Iterable[Any]], Iterator[str]] = iter

    def __call__(self, results: Iterable[tuple[str, Result]]) -> Iterator[str]:
        """The pieces of text to write for results, one at a time."""
        return self.whole(self.part(identifier, result) for identifier, result in results)


def _record(identifier: str, result: Result) -> str:
    record = record_of(result) if isinstance(result, Critique) else error_of(identifier, str(result))
    return json.dumps(record, ensure_ascii=False)


def _line(identifier: str, result: Result) -> str:
    return f"{_record(identifier, result)}\n"


def _rows(_: str, result: Result) -> str:
    return "".join(islice(table_of([result]), 1, None)) if isinstance(result, Critique) else ""


def _page(_: str, result: Result) -> str:
    return json.dumps(page_of(result), ensure_ascii=False) if isinstance(result, Critique) else ""


def _text(_: str, result: Result) -> str:
    return "\n".join(lines_of(result)) + "\n" if isinstance(result, Critique) else ""


def _listed(items: Iterable[str]) -> Iterator[str]:
    """A JSON list of items that are JSON, one a line; empty ones are left out."""
    before = "["
    for item in filter(None, items):
        yield f"{before}\n{item}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def _table(rows: Iterable[str]) -> Iterator[str]:
    """Lines under a line of headings."""
    return chain(table_of([]), rows)


def _reported(identifier: str, result: Result) -> Reported:
    """What a SARIF log says of a document; all of it, since it may come from another process."""
    if isinstance(result, Critique):
        reported = of_critique(result)
        return reported._replace(flags=list(reported.flags))
    return Reported(identifier, problems=[result])


FORMATS: Mapping[str, Format] = {
    "jsonl": Format(_line),
    "json": Format(_record, _listed),
    "csv": Format(_rows, _table),
    "sarif": Format(_reported, log_of),
    "w3c": Format(_page, _listed),
    "text": Format(_text),
}
