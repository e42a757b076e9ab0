"""Flags as SARIF 2.1.0 (Static Analysis Results Interchange Format, OASIS 2020), written one document at a time.

Words in a file have its lines and columns. A record of a `.jsonl` file is no file: it is named by a URN with its id, as
in the Web Annotations, and its words by their place in the record's text. Columns and places count code points. What a
person set aside is a suppressed result, with the reason. All flags are of level "note": they are questions, no faults.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from medialit import __version__
from medialit.critique import Critique
from medialit.export.text import shortened
from medialit.findings import Checked, InFile
from medialit.markup.source import Place
from medialit.rules.hits import Flag
from medialit.rules.model import Rule
from medialit.yamlfile import DataError

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


class Located(NamedTuple):
    """A flag, its words ("" for those of a whole article) and a SARIF location."""

    flag: Flag
    words: str
    location: dict[str, Any]


class Reported(NamedTuple):
    """What is to be written of one document: its flags, and what is wrong with it."""

    id: str
    flags: Iterable[Located] = ()
    problems: Iterable[DataError] = ()


def of_checked(result: Checked) -> Reported:
    """What is to be written of a checked file."""
    flags = (Located(one.flag, one.words, in_file(result.shown, one.place)) for one in result.findings)
    return Reported(result.slug, flags, result.problems)


def of_critique(critique: Critique) -> Reported:
    """What is to be written of a critique: every flag, where it stands in its file, or else in its text."""
    document = critique.document
    if isinstance(critique, InFile):
        places = (in_file(critique.shown, place) for place in critique.places)
    else:
        places = (_in_record(critique, flag) for flag in critique.flags)
    flags = (
        Located(flag, document.text[flag.start : flag.end] if flag.scope == "text" else "", place)
        for flag, place in zip(critique.flags, places, strict=True)
    )
    return Reported(document.id, flags)


def sarif(documents: Iterable[Reported]) -> Iterator[str]:
    """The pieces of a SARIF log, a result a line. What is known at the end alone, such as the rules, is at the end."""
    rules: dict[str, Rule] = {}
    index: dict[str, int] = {}
    problems: list[DataError] = []
    yield f'{{"$schema": {json.dumps(SCHEMA)}, "version": "2.1.0", "runs": [{{\n'
    yield '"columnKind": "unicodeCodePoints",\n"results": ['
    before = "\n"
    for document in documents:
        problems += document.problems
        for found in document.flags:
            rule = found.flag.rule
            rules.setdefault(rule.id, rule)
            number = index.setdefault(rule.id, len(index))
            yield before + json.dumps(_result(document.id, found, number), ensure_ascii=False)
            before = ",\n"
    driver = {"name": "medialit", "semanticVersion": __version__, "rules": [_rule(rule) for rule in rules.values()]}
    invocation = {
        "executionSuccessful": not problems,
        "toolExecutionNotifications": [_notification(problem) for problem in problems],
    }
    yield f'],\n"invocations": [{json.dumps(invocation, ensure_ascii=False)}],\n'
    yield f'"tool": {json.dumps({"driver": driver}, ensure_ascii=False, indent=1)}\n}}]}}\n'


def message_of(words: str, flag: Flag) -> str:
    """The question of a flag with the words it is about."""
    return (f"“{shortened(words)}” " if words else "") + flag.question


def in_file(shown: str, place: Place) -> dict[str, Any]:
    """The location of a place in a file."""
    region: dict[str, int] = {"startLine": place.line}
    if place.column is not None and place.end_column is not None:
        region |= {"startColumn": place.column, "endLine": place.end_line, "endColumn": place.end_column}
    return {"physicalLocation": {"artifactLocation": _artifact(shown), "region": region}}


def _in_record(critique: Critique, flag: Flag) -> dict[str, Any]:
    """The location of a flag in a text that is no file of its own."""
    document = critique.document
    physical: dict[str, Any] = {"artifactLocation": {"uri": f"urn:medialit:{quote(document.id, safe='')}"}}
    if flag.scope == "text":
        words = document.text[flag.start : flag.end]
        physical["region"] = {
            "charOffset": flag.start, "charLength": flag.end - flag.start, "snippet": {"text": words}
        }  # fmt: skip
    return {"physicalLocation": physical, "logicalLocations": [{"name": document.id, "kind": "record"}]}


def _result(document: str, found: Located, index: int) -> dict[str, Any]:
    flag = found.flag
    identity = "\0".join((flag.rule.id, document, found.words))
    result = {
        "ruleId": flag.rule.id,
        "ruleIndex": index,
        "level": "note",
        "message": {"text": message_of(found.words, flag)},
        "locations": [found.location],
        "partialFingerprints": {"words/v1": hashlib.sha256(identity.encode()).hexdigest()},
        "properties": {
            "tier": flag.rule.tier,
            "voice": flag.voice,
            "status": flag.status,
            "approximate": flag.scope == "text" and not _is_exact(found.location),
        },
    }
    if flag.status == "dismissed":
        result["suppressions"] = [{"kind": "inSource", "justification": flag.note or ""}]
    return result


def _is_exact(location: dict[str, Any]) -> bool:
    region = location["physicalLocation"]["region"]
    return "startColumn" in region or "charOffset" in region


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.name},
        "fullDescription": {"text": rule.definition},
        "help": {"text": f"{rule.question} {rule.why} When it is fine: {rule.fine}"},
        "defaultConfiguration": {"level": "note"},
        "properties": {"tags": [rule.family, rule.tier]},
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
