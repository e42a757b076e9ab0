"""The flags of article files for other programs: as JSON, as SARIF 2.1.0, as workflow commands of GitHub Actions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from medialit import __version__
from medialit.export.text import shortened
from medialit.findings import Checked, Finding
from medialit.rules.model import Rule
from medialit.yamlfile import DataError

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


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


def message_of(finding: Finding) -> str:
    """The question with the words it is about."""
    about = f"“{shortened(finding.words)}” " if finding.words else ""
    return about + finding.flag.question


def sarif_of(results: Sequence[Checked]) -> dict[str, Any]:
    """The findings as a SARIF log. All are of level "note": they are questions, and no faults."""
    rules = {finding.flag.rule.id: finding.flag.rule for result in results for finding in result.findings}
    index = {rule_id: place for place, rule_id in enumerate(rules)}
    problems = [problem for result in results for problem in result.problems]
    return {
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "medialit",
                        "semanticVersion": __version__,
                        "rules": [_sarif_rule(rule) for rule in rules.values()],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": not problems,
                        "toolExecutionNotifications": [_notification(problem) for problem in problems],
                    }
                ],
                "results": [
                    _sarif_result(result, finding, index[finding.flag.rule.id])
                    for result in results
                    for finding in result.findings
                ],
            }
        ],
    }


def _sarif_rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.name},
        "fullDescription": {"text": rule.definition},
        "help": {"text": f"{rule.question} {rule.why} When it is fine: {rule.fine}"},
        "defaultConfiguration": {"level": "note"},
        "properties": {"tags": [rule.family, rule.tier]},
    }


def _sarif_result(result: Checked, finding: Finding, index: int) -> dict[str, Any]:
    place = finding.place
    region: dict[str, int] = {"startLine": place.line}
    if place.column is not None and place.end_column is not None:
        region |= {"startColumn": place.column, "endLine": place.end_line, "endColumn": place.end_column}
    flag = finding.flag
    identity = "\0".join((flag.rule.id, result.slug, finding.words))
    return {
        "ruleId": flag.rule.id,
        "ruleIndex": index,
        "level": "note",
        "message": {"text": message_of(finding)},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(result.shown), "region": region}}],
        "partialFingerprints": {"words/v1": hashlib.sha256(identity.encode()).hexdigest()},
        "properties": {
            "tier": flag.rule.tier,
            "voice": flag.voice,
            "status": flag.status,
            "approximate": not place.exact,
        },
    }


def _notification(problem: DataError) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": _artifact(problem.source)}
    if problem.line:
        location["region"] = {"startLine": problem.line}
    return {
        "level": "error",
        "message": {"text": problem.problem},
        "locations": [{"physicalLocation": location}],
    }


def _artifact(shown: str) -> dict[str, str]:
    path = Path(shown)
    return {"uri": path.as_uri()} if path.is_absolute() else {"uri": quote(path.as_posix())}


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
            message_of(finding),
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
