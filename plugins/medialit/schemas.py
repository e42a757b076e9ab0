"""JSON Schemas of what people write and of what the engine prints, for editors and programs.

Those of YAML files are made from the models that check them, in the words of draft 7, which editors know best.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from medialit import __version__
from medialit.article import FrontMatter
from medialit.lessonplan import LessonFront
from medialit.rules.model import Rule, Switches
from medialit.site.standards import STANDARDS
from medialit.themekeys import THEME_KEYS

_DRAFT = "http://json-schema.org/draft-07/schema#"
_CRITIQUE = Path(__file__).parent / "data" / "critique.schema.json"


def _of_model(model: Any, title: str, more: frozenset[str] = frozenset()) -> str:
    """The schema of a model or adapter; `more` names keys that may be there besides its own."""
    adapter = model if isinstance(model, TypeAdapter) else TypeAdapter(model)
    schema = adapter.json_schema(ref_template="#/definitions/{model}")
    definitions = schema.pop("$defs", {})
    for part in (schema, *definitions.values()):
        _tidy(part)
    if more:
        schema["properties"] |= {key: {"description": "passed on to the theme"} for key in sorted(more)}
    whole = {"$schema": _DRAFT, "title": title, "$comment": f"medialit {__version__}"} | schema
    if definitions:
        whole["definitions"] = definitions
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _tidy(node: Any) -> None:
    """Take away the titles that pydantic makes of names: an editor would show them beside the names."""
    if isinstance(node, dict):
        if isinstance(node.get("title"), str):
            del node["title"]
        for value in node.values():
            _tidy(value)
    elif isinstance(node, list):
        for item in node:
            _tidy(item)


def _critique() -> str:
    return _CRITIQUE.read_text(encoding="utf-8")


SCHEMAS: Mapping[str, Callable[[], str]] = {
    "article": partial(_of_model, FrontMatter, "Front matter of a medialit article", THEME_KEYS),
    "lesson": partial(_of_model, LessonFront, "Front matter of a medialit lesson", THEME_KEYS - {"description"}),
    "rule": partial(_of_model, Rule, "A medialit rule"),
    "settings": partial(_of_model, Switches, "switches.yml: which rules a site uses"),
    "standards": partial(_of_model, STANDARDS, "standards.yml: what lessons may name as their standards"),
    "critique": _critique,
}


def schema_text(name: str) -> str:
    """One of the schemas, as the text of a JSON file."""
    return SCHEMAS[name]()


def schema_files() -> Iterator[tuple[str, str]]:
    """Name and text of every schema, as a site publishes them."""
    for name in SCHEMAS:
        yield f"{name}.json", schema_text(name)
