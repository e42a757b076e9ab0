"""The SARIF log of an analysis: valid, exact where there is a file, and written as it goes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from medialit import corpus
from medialit.critique import Critique, Engine
from medialit.export.formats import FORMATS
from medialit.rules.loader import load_rules
from medialit.sources import Site, analyze_markdown, analyze_record, site_of
from medialit.yamlfile import DataError

# The schema of the standard, published under the MIT licence by Microsoft (package @microsoft/jest-sarif).
SCHEMA = json.loads((Path(__file__).parents[1] / "golden" / "sarif-2.1.0.schema.json").read_text("utf-8"))
HEAD = "---\ntitle: A disastrous night\nrights: CC0\n"
ENGINE = Engine(load_rules()[0])
Result = tuple[str, Critique | DataError]


def analyses(path: Path) -> Iterator[Result]:
    """Ids and results of all texts in a file or a folder."""
    for site, text in corpus.read([path]):
        yield corpus.analyzed(site, text)


def analyze_text(path: Path) -> Critique:
    """The critique of a plain text file."""
    ((_, result),) = analyses(path)
    assert isinstance(result, Critique)
    return result


def log(results: Iterable[Result]) -> dict[str, Any]:
    """The one run of a log, which is valid."""
    found = json.loads("".join(FORMATS["sarif"](results)))
    jsonschema.Draft4Validator(SCHEMA).validate(found)
    (run,) = found["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
    return run


def regions(run: dict[str, Any], path: Path) -> list[str]:
    """What an editor selects for each result in a file that has columns."""
    text = path.read_bytes().decode("utf-8-sig")
    starts = [0, *(end.end() for end in re.finditer(r"\r\n|\r|\n", text))]
    shown = []
    for result in run["results"]:
        physical = result["locations"][0]["physicalLocation"]
        assert unquote(physical["artifactLocation"]["uri"]) in (str(path), path.as_uri(), unquote(path.as_uri()))
        region = physical["region"]
        if "startColumn" in region:
            begin = starts[region["startLine"] - 1] + region["startColumn"] - 1
            end = starts[region["endLine"] - 1] + region["endColumn"] - 1
            shown.append(text[begin:end])
    return shown


def words(critique: Critique) -> list[str]:
    return [critique.document.text[flag.start : flag.end] for flag in critique.flags if flag.scope == "text"]


def test_no_document_and_nothing_but_errors() -> None:
    assert log([])["results"] == []
    run = log([("a", DataError("ä b.md", 3, "is wrong")), ("c", DataError("c.md", None, "can't be read"))])
    assert run["invocations"][0]["executionSuccessful"] is False
    first, second = run["invocations"][0]["toolExecutionNotifications"]
    place = first["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "%C3%A4%20b.md"}, "region": {"startLine": 3}}
    assert "region" not in second["locations"][0]["physicalLocation"]


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "with byte order mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_words_of_a_text_file_are_found_in_it(tmp_path: Path, end: str, mark: str) -> None:
    path = tmp_path / "Ein Täg.txt"
    lines = [
        "Night falls",
        "",
        "A disastrous 😀 shameful vote.",
        "",
        "Everyone",
        "knows it. Experts",
        "say all is lost.",
    ]
    path.write_bytes((mark + end.join(lines)).encode())
    critique = analyze_text(path)
    found = words(critique)
    assert {"disastrous", "shameful"} < set(found)
    assert any(end in one for one in found), "one goes across lines"
    assert regions(log([("x", critique)]), path) == found


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["shameful", "disastrous", "\n", "\r", "\r\n", "\u2028", "\x0b", " ", "😀", "vote."])))
def test_whatever_ends_the_lines(tmp_path: Path, pieces: list[str]) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(" ".join(pieces).encode())
    critique = analyze_text(path)
    assert regions(log([("x", critique)]), path) == words(critique)


def test_words_of_an_article_are_found_in_its_source(tmp_path: Path) -> None:
    path = tmp_path / "Ein Tag.md"
    review = "review:\n  by: A\n  date: 2026-04-02\n  dismiss:\n    - {quote: shameful, reason: the name of it}\n---\n"
    path.write_bytes(
        (HEAD + review + "The vote was *shameful*.\n\n- a & disastrous day\n").replace("\n", "\r\n").encode()
    )
    sites: dict[Path | None, Site] = {}
    run = log([("x", analyze_markdown(path, site_of(path, sites)))])
    assert {"disastrous", "shameful"} <= set(regions(run, path))
    aside = [result for result in run["results"] if "suppressions" in result]
    assert [result["properties"]["status"] for result in aside] == ["dismissed"]
    assert aside[0]["suppressions"] == [{"kind": "inSource", "justification": "the name of it"}]
    whole = [result for result in run["results"] if result["ruleId"] == "context.missing-metadata"]
    assert whole[0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 2}


def test_a_record_is_named_and_its_words_are_counted_in_its_text() -> None:
    record = {"id": "ä/7", "text": "😀 A shameful vote."}
    run = log([analyze_record(json.dumps(record), ENGINE, "some.jsonl", 1)])
    places = [result["locations"][0] for result in run["results"]]
    assert {place["physicalLocation"]["artifactLocation"]["uri"] for place in places} == {"urn:medialit:%C3%A4%2F7"}
    assert {one["name"] for place in places for one in place["logicalLocations"]} == {"ä/7"}
    found = [region for place in places if (region := place["physicalLocation"].get("region"))]
    assert {"shameful"} <= {region["snippet"]["text"] for region in found}
    for region in found:
        start = region["charOffset"]
        assert record["text"][start : start + region["charLength"]] == region["snippet"]["text"]


def test_a_document_is_written_before_the_next_is_read(tmp_path: Path) -> None:
    read = []
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("A shameful vote.", encoding="utf-8")

    def watched() -> Iterator[Result]:
        for result in analyses(tmp_path):
            read.append(result[0])
            yield result

    for piece in FORMATS["sarif"](watched()):
        if "shameful" in piece:
            break
    assert read == ["a"]
