"""What `medialit check` prints: one entry a flag, styled in a terminal, plain in a pipe, the same words in both."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from medialit.export.findings import github_of, json_of
from medialit.export.sarif import of_checked, sarif
from medialit.export.text import WHOSE, shortened
from medialit.findings import Checked, Finding

_WIDEST = 88  # columns of running text
_LEAST = 24  # characters of the words that are shown however long the path is
_LONG_RUN = 4  # files from which a bar shows how far it is


def write(results: Sequence[Checked], form: str, stream: TextIO) -> None:
    """Write the results as text, json, sarif or github."""
    if form == "text":
        print_report(results, stream)
    elif form == "github":
        stream.writelines(f"{line}\n" for line in github_of(results))
    elif form == "sarif":
        stream.writelines(sarif(map(of_checked, results)))
    else:
        json.dump(json_of(results), stream, ensure_ascii=False, indent=1)
        stream.write("\n")


def print_report(results: Sequence[Checked], stream: TextIO) -> None:
    """Print every flag as file:line:column, rule and words, with its question below; then the counts."""
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    for result in results:
        for finding in result.findings:
            _print_finding(console, result, finding)
    read = [result for result in results if result.slug]
    if read:
        _print_counts(console, read)


def _print_finding(console: Console, result: Checked, finding: Finding) -> None:
    place, flag = finding.place, finding.flag
    column = f":{place.column}" if place.column is not None else ""
    line = Text(f"{printable(result.shown)}:{place.line}{column}", "cyan")
    line.append(f"  {flag.rule.id}", "bold")
    remarks = []
    if flag.count > 1:
        remarks.append(f"{flag.count} times")
    if flag.scope == "text" and not place.exact:
        remarks.append("somewhere near this line")
    if flag.voice != "author" and flag.scope == "text":
        remarks.append(WHOSE[flag.voice] + (f": {shortened(flag.speaker)}" if flag.speaker else ""))
    if flag.status == "confirmed":
        remarks.append("confirmed")
    remark = f"  [{', '.join(remarks)}]" if remarks else ""
    if flag.scope == "article":
        words = "the whole article"
    else:
        words = f"“{shortened(finding.words, max(_LEAST, console.width - len(line) - len(remark) - 4))}”"
    line.append(f"  {words}")
    line.append(remark, "green" if flag.status == "confirmed" else "dim")
    console.print(line, soft_wrap=True)
    for text in (flag.question, f"Note: {flag.note}" if flag.note else ""):
        if text:
            console.print(Text(_wrapped(console, text)), soft_wrap=True)


def _wrapped(console: Console, text: str) -> str:
    width = min(console.width, _WIDEST)
    return textwrap.fill(text, width, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)


def _print_counts(console: Console, read: Sequence[Checked]) -> None:
    if any(result.findings for result in read):
        console.print()
    opened, confirmed = (sum(result.count(status) for result in read) for status in ("open", "confirmed"))
    aside, hidden = sum(result.aside for result in read), sum(result.hidden for result in read)
    articles = "1 article" if len(read) == 1 else f"{len(read)} articles"
    told = f"{articles}: {opened} open, {confirmed} confirmed, {aside} set aside"
    if hidden:
        told += f"; {hidden} in other people’s words or on good practice are not listed (--all)"
    console.print(Text(textwrap.fill(told, min(console.width, _WIDEST)), "bold"), soft_wrap=True)


def printable(words: str) -> str:
    """The words without characters that could upset a terminal."""
    return "".join(char if char.isprintable() else "\ufffd" for char in words)


def with_progress(paths: Sequence[Path], work: Callable[[Path], Checked]) -> Iterator[Checked]:
    """The results of some work on files; a bar shows how far it is, on long runs and on a terminal only."""
    if len(paths) < _LONG_RUN or not sys.stderr.isatty():
        yield from map(work, paths)
        return
    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        for path in progress.track(paths):
            yield work(path)
