"""The flags of article files for other programs: as JSON, as workflow commands of GitHub Actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from medialit.export.sarif import message_of
from medialit.findings import Checked


def json_of(results: Iterable[Checked]) -> dict[str, Any]:
    """The findings as data. Lines and columns count from 1, columns in code points; `column` is null where only the
    line is known.
    """
    return {
        "schema": 1,
        "articles": [
            {
                "file": result.shown,
                "flags": [
                    {
                        "number": finding.number,
                        "rule": finding.flag.rule.id,
                        "tier": finding.flag.rule.tier,
                        "line": finding.place.line,
                        "column": finding.place.column,
                        "end_line": finding.place.end_line,
                        "end_column": finding.place.end_column,
                        "approximate": not finding.place.exact,
                        "scope": finding.flag.scope,
                        "words": finding.words,
                        "count": finding.flag.count,
                        "voice": finding.flag.voice,
                        "speaker": finding.flag.speaker,
                        "status": finding.flag.status,
                        "question": finding.flag.question,
                        "note": finding.flag.note,
                    }
                    for finding in result.findings
                ],
                "problems": [{"line": problem.line, "problem": problem.problem} for problem in result.problems],
                "set_aside": result.aside,
                "not_listed": result.hidden,
            }
            for result in results
        ],
    }


def github_of(results: Iterable[Checked]) -> Iterator[str]:
    """Workflow commands: a notice for each question, an error for each mistake in the data. GitHub shows ten of each
    a step on the pages of a pull request, and all in the log; so what can be checked comes first.
    """
    found = [(result, finding) for result in results for finding in result.findings]
    problems = [problem for result in results for problem in result.problems]
    for problem in problems:
        yield _command("error", problem.problem, file=problem.source, line=problem.line)
    order = ("ask", "notice", "note", "craft")
    for result, finding in sorted(found, key=lambda pair: order.index(pair[1].flag.rule.tier)):
        place, rule = finding.place, finding.flag.rule
        status = " (confirmed)" if finding.flag.status == "confirmed" else ""
        same = place.line == place.end_line  # columns are for places within one line
        yield _command(
            "notice",
            message_of(finding.words, finding.flag),
            file=result.shown,
            line=place.line,
            endLine=place.end_line,
            col=place.column if same else None,
            endColumn=place.end_column if same else None,
            title=f"{rule.name}{status}",
        )


def _command(name: str, message: str, **properties: str | int | None) -> str:
    given = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in properties.items() if value is not None)
    return f"::{name} {given}::{_escaped(message)}"


def _escaped(value: str, more: str = "") -> str:
    """A value with the characters that would end it, or the line, written as their numbers."""
    for char in f"%\r\n{more}":
        value = value.replace(char, f"%{ord(char):02X}")
    return value
