"""A new article file: front matter that validates, with every field that is not used explained in a comment."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from medialit.article import FrontMatter, parse_article, slug_of_text
from medialit.rules.loader import first_problem
from medialit.yamlfile import DataError

PLACEHOLDER = "Paste the text of the article here, and take this line away."
_TEMPLATE = Path(__file__).parent / "data" / "draft.md"
_LONGEST = 60  # characters of a file name made from a title

Value = str | bool | dt.date | tuple[str, ...]


def problem_of(key: str, value: Value) -> str | None:
    """What is wrong with a value of the front matter, in plain words, or None."""
    try:
        FrontMatter.model_validate({"title": "x", "rights": "x", key: value})
    except ValidationError as error:
        return first_problem(error)[1]
    return None


def draft_of(values: Mapping[str, Value], body: str = PLACEHOLDER) -> str:
    """The text of an article file with these values of single-line keys, in the order of the template."""
    left = dict(values)

    def filled(line: re.Match[str]) -> str:
        key = line["key"]
        if key not in left:
            return line[0]
        value = left.pop(key)
        plain = key == "type" or (key == "date" and isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value))
        return f"{key}: {value if plain else _yaml(value)}"

    text = re.sub(r"^(?:# )?(?P<key>[a-z]+):.*", filled, _TEMPLATE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    if left:
        raise KeyError(f"the template has no key {', '.join(left)}")
    text += f"{body.strip()}\n"
    parse_article(text, "draft", "the new article")
    return text


def _yaml(value: Value) -> str:
    """A value on one line; JSON's strings and lists are YAML's too."""
    return value.isoformat() if isinstance(value, dt.date) else json.dumps(value, ensure_ascii=False)


def free_name(folder: Path, title: str, slug: str | None = None) -> Path:
    """A file name in a folder of articles, made from a title unless a slug is given.

    Raises DataError where it can't be made, or where an article has that address already.
    """
    name = slug_of_text(slug if slug is not None else title)
    if not name:
        raise DataError(slug or title, None, "no Latin letter or digit to make a file name from; give one with --slug")
    if slug is None and len(name) > _LONGEST:
        name = name[:_LONGEST].rpartition("-")[0] or name[:_LONGEST]
    for path in sorted(folder.glob("**/*.md")):
        if slug_of_text(path.stem) == name:
            raise DataError(str(path), None, "is there already, and is left alone; choose another name with --slug")
    return folder / f"{name}.md"
