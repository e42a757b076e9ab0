"""The school standards that lessons may name: `standards.yml` in the site's settings, code -> text and source."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from medialit.article import Article
from medialit.lessonplan import LessonPlan
from medialit.plaintext import PlainText, Sentences
from medialit.rules.loader import MOST, first_problem, read_utf8
from medialit.yamlfile import DataError, line_of, load_yaml


class Standard(BaseModel):
    """What a standard asks of students, in the site's own words, and where it comes from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Sentences = Field(description="what it asks of students, in your own words")
    source: PlainText = Field(description="where it comes from")


STANDARDS = TypeAdapter(dict[PlainText, Standard])


def load_standards(path: Path, source: str) -> dict[str, Standard]:
    """The standards of a file, called `source` in messages, by code; none if there is no file. Raises DataError."""
    if not path.is_file():
        return {}
    data, lines = load_yaml(read_utf8(path, source, MOST), source)
    try:
        return STANDARDS.validate_python(data or {})
    except ValidationError as error:
        place, message = first_problem(error)
        hint = "write 'CODE: {text: what it asks, source: where it is from}'"
        raise DataError(source, line_of(lines, place) or 1, f"{message}; {hint}") from None


def _hint(code: str, standards: Mapping[str, Standard]) -> str:
    folded = {known.casefold(): known for known in standards}
    near = difflib.get_close_matches(code.casefold(), folded, 1, cutoff=0.5)
    return f"did you mean '{folded[near[0]]}'?" if near else "add it there with its text and source"


def unknown_in(page: Article | LessonPlan, standards: Mapping[str, Standard]) -> list[DataError]:
    """The codes under a page's `lesson:` that no standard has, with their lines and the nearest code."""
    lesson = page.front.lesson
    return [
        DataError(
            page.source,
            line_of(dict(page.lines), ("lesson", "standards", at)),
            f"the standard '{code}' is not listed in standards.yml; {_hint(code, standards)}",
        )
        for at, code in enumerate(lesson.standards if lesson else ())
        if code not in standards
    ]
