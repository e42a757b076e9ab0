"""The output formats of `medialit analyze`: each turns results, one at a time, into pieces of text to write.

A result is the id of a document with its critique, or with what is wrong with it. Formats with no place for errors
leave them out; the command tells of them as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping

from medialit.critique import Critique
from medialit.export.annotations import page_of
from medialit.export.record import error_of, record_of
from medialit.export.sarif import Reported, of_critique
from medialit.export.sarif import sarif as log_of
from medialit.export.table import table_of
from medialit.export.text import lines_of
from medialit.yamlfile import DataError

Results = Iterable[tuple[str, Critique | DataError]]


def _records(results: Results) -> Iterator[str]:
    for identifier, result in results:
        record = record_of(result) if isinstance(result, Critique) else error_of(identifier, str(result))
        yield json.dumps(record, ensure_ascii=False)


def _listed(items: Iterable[str]) -> Iterator[str]:
    """A JSON list of items that are JSON, one a line."""
    before = "["
    for item in items:
        yield f"{before}\n{item}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def jsonl(results: Results) -> Iterator[str]:
    """One record a line."""
    for record in _records(results):
        yield f"{record}\n"


def json_list(results: Results) -> Iterator[str]:
    """The records as one list."""
    return _listed(_records(results))


def csv(results: Results) -> Iterator[str]:
    """One line a flag under a line of headings."""
    return table_of(critique for _, critique in results if isinstance(critique, Critique))


def w3c(results: Results) -> Iterator[str]:
    """One annotation page a document, in a list."""
    critiques = (critique for _, critique in results if isinstance(critique, Critique))
    return _listed(json.dumps(page_of(critique), ensure_ascii=False) for critique in critiques)


def text(results: Results) -> Iterator[str]:
    """Lines for people."""
    for _, result in results:
        if isinstance(result, Critique):
            yield "\n".join(lines_of(result)) + "\n"


def sarif(results: Results) -> Iterator[str]:
    """A SARIF log."""
    return log_of(
        of_critique(result) if isinstance(result, Critique) else Reported(identifier, problems=(result,))
        for identifier, result in results
    )


FORMATS: Mapping[str, Callable[[Results], Iterator[str]]] = {
    "jsonl": jsonl, "json": json_list, "csv": csv, "sarif": sarif, "w3c": w3c, "text": text,
}  # fmt: skip
