"""The schemas accept what the models accept, refuse what they refuse, and explain every field."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from medialit.article import FrontMatter, split_front_matter
from medialit.rules.loader import PACKS
from medialit.schemas import SCHEMAS, schema_text
from medialit.yamlfile import load_yaml

YAML_SCHEMAS = ("article", "lesson", "rule", "settings", "standards")


def plain(data: Any) -> Any:
    """Data of YAML as an editor's YAML 1.2 parser sees it: dates are texts."""
    if isinstance(data, dict):
        return {str(key): plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(item) for item in data]
    return data.isoformat() if isinstance(data, dt.date) else data


def problems(name: str, yaml_text: str) -> list[str]:
    validator = jsonschema.Draft7Validator(json.loads(schema_text(name)), format_checker=jsonschema.FormatChecker())
    return [error.message for error in validator.iter_errors(plain(load_yaml(yaml_text, "a test")[0]))]


def front_matter(path: Path) -> str:
    return split_front_matter(path.read_text(encoding="utf-8"), str(path))[0]


@pytest.mark.parametrize("name", YAML_SCHEMAS)
def test_schemas_are_schemas(name: str) -> None:
    schema = json.loads(schema_text(name))
    jsonschema.Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    references = set(re.findall(r'"#/([^"]+)"', schema_text(name)))
    assert {reference.split("/")[0] for reference in references} <= {"definitions"}


def properties(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for key, value in schema.get("properties", {}).items():
        yield f"{path}.{key}", value
    for key, definition in schema.get("definitions", {}).items():
        yield from properties(definition, key)


@pytest.mark.parametrize("name", YAML_SCHEMAS)
def test_every_field_is_explained(name: str) -> None:
    found = dict(properties(json.loads(schema_text(name)), name))
    assert found
    assert [path for path, field in found.items() if len(field.get("description", "")) < 5] == []


def test_the_project_fits_its_schemas(root: Path) -> None:
    articles = sorted((root / "content" / "articles").glob("*.md"))
    assert len(articles) > 10
    assert {path.name: found for path in articles if (found := problems("article", front_matter(path)))} == {}
    rules = sorted(PACKS.rglob("*.yml"))
    assert len(rules) > 50
    assert {path.name: found for path in rules if (found := problems("rule", path.read_text("utf-8")))} == {}
    lessons = sorted((root / "content" / "lessons").glob("*.md"))
    assert lessons
    assert {path.name: found for path in lessons if (found := problems("lesson", front_matter(path)))} == {}
    assert problems("standards", (root / "site_config/standards.yml").read_text("utf-8")) == []
    assert problems("settings", (root / "site_config/rules/switches.yml").read_text("utf-8")) == []


FRONT = 'title: "A"\nrights: "B"\n'


@pytest.mark.parametrize(
    "more",
    ["topics: one", "topics: [one, two]", "date: 2026-03-14", "lesson: {grade: 8}", "lesson: {compare: other-piece}",
     "lesson: {quiz: [{question: Q, options: [a, b], answer: 2}]}", "hide: [toc]", "outlet:", "lang: en-GB"],
)  # fmt: skip
def test_what_the_model_takes_the_schema_takes(more: str) -> None:
    FrontMatter.model_validate(load_yaml(FRONT + ("" if more.startswith("hide") else more), "a test")[0])
    assert problems("article", FRONT + more) == []


@pytest.mark.parametrize(
    "more",
    ["outlat: x", "date: yesterday", "type: poem", "url: example.org", "story: Two Words", "excerpt: maybe",
     "lesson: {minutes: soon}", "review: {by: A}", "corrections: [{text: B}]", "reveal: never"],
)  # fmt: skip
def test_what_the_model_refuses_the_schema_refuses(more: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        FrontMatter.model_validate(load_yaml(FRONT + more, "a test")[0])
    assert problems("article", FRONT + more)


def test_a_rule_without_what_it_needs_is_refused() -> None:
    assert problems("rule", "id: words.x\n")
    assert problems("settings", "of: [words.label]\n")
    assert problems("standards", "RI.8.6: {text: Ask.}\n")
    assert problems("lesson", "title: A\nlesson: {grade: 8}\n")
    assert problems("lesson", "title: A\nlesson: {minutes: 40, techniques: words.label}\n") == []


def test_titles_that_only_repeat_names_are_left_out() -> None:
    assert not re.search(r'"title": "(Outlet|Rights|Title)"', schema_text("article"))
    assert set(SCHEMAS) == {*YAML_SCHEMAS, "critique"}
