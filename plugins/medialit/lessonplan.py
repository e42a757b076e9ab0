"""A lesson: a Markdown file whose front matter says what it needs, and whose body is the plan of the lesson."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from medialit.article import MOST, line_with, slug_of, split_front_matter
from medialit.plaintext import PlainText, Sentences, Slug
from medialit.rules.loader import first_error, first_problem, place_words, read_utf8
from medialit.themekeys import THEME_KEYS, theme_of
from medialit.yamlfile import DataError, line_of, load_yaml


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Needs(_Strict):
    """What stands under `lesson:`. Only `minutes` is required."""

    minutes: Annotated[int, Field(ge=1, le=600)] = Field(description="time it takes in class")
    grade: PlainText | None = Field(None, description="school years it suits, such as 8–10")
    articles: tuple[Slug, ...] = Field((), description="articles it uses, by file name without .md")
    techniques: tuple[PlainText, ...] = Field((), description="techniques it teaches, such as words.loaded-word")
    objectives: tuple[Sentences, ...] = Field((), max_length=6, description="what students will be able to do")
    standards: tuple[PlainText, ...] = Field((), description="codes listed in the site's standards.yml")

    @field_validator("grade", mode="before", json_schema_input_type=PlainText | int | None)
    @classmethod
    def _a_number_is_a_grade(cls, value: object) -> object:
        return str(value) if isinstance(value, int) else value

    @field_validator(
        "articles", "techniques", "objectives", "standards", mode="before",
        json_schema_input_type=PlainText | tuple[PlainText, ...],
    )  # fmt: skip
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return [value] if isinstance(value, str) else value


class LessonFront(_Strict):
    """What stands between the `---` lines of a lesson."""

    title: PlainText = Field(description="what the lesson is called")
    description: PlainText | None = Field(None, description="one sentence for the list of lessons")
    lesson: Needs = Field(description="what it needs")


@dataclass(frozen=True)
class LessonPlan:
    """One lesson. `source` is its path as shown to people; `lines` has the line of every key of its front matter."""

    slug: str
    source: str
    front: LessonFront
    theme: dict[str, Any]
    body: str
    lines: Mapping[tuple[str | int, ...], int] = field(default_factory=dict)
    body_line: int = 1

    def line_of(self, words: str) -> int:
        """The first line of the file's body with some words, in any case; the body's first line if there is none."""
        return line_with(words, self.body, self.body_line)

    def problems(self, articles: Iterable[str], techniques: Iterable[str]) -> Iterator[DataError]:
        """The articles and techniques it names that are not there, as file and line with the nearest name."""
        needs = self.front.lesson
        yield from self._unknown("articles", "article", needs.articles, articles)
        yield from self._unknown("techniques", "technique", needs.techniques, techniques)

    def _unknown(self, key: str, noun: str, named: Iterable[str], known: Iterable[str]) -> Iterator[DataError]:
        known = sorted(known)
        for number, name in enumerate(named):
            if name not in known:
                near = difflib.get_close_matches(name, known, 1, cutoff=0.4)
                hint = f"; did you mean '{near[0]}'?" if near else ""
                line = line_of(dict(self.lines), ("lesson", key, number))
                yield DataError(self.source, line, f"lesson, {key}: no {noun} is called '{name}'{hint}")


def _explain(error: ValidationError) -> tuple[tuple[str | int, ...], str]:
    place, message = first_problem(error)
    problem = first_error(error)
    fields = Needs.model_fields if place[:1] == ("lesson",) else LessonFront.model_fields
    if problem["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(place[-1]).lower(), fields, 1, cutoff=0.5)
        message += f"; did you mean '{near[0]}'?" if near else f"; known keys are {', '.join(fields)}"
    elif problem["type"] == "missing":
        hints = {
            "title": 'add a name, such as title: "…"',
            "lesson": "add 'lesson:' and below it, indented, 'minutes: 20'",
            "minutes": "say how long it takes, such as minutes: 20",
        }
        where = f" in {place_words(place[:-1])}" if len(place) > 1 else ""
        message += f"{where}; {hints[str(place[-1])]}"
    elif problem["type"] == "string_pattern_mismatch":
        message += "; write an article's file name without .md"
    return place, message


def parse_lesson(text: str, slug: str, source: str) -> LessonPlan:
    """The lesson in a text. Raises DataError with file and line."""
    yaml_text, body, body_line = split_front_matter(text.replace("\r\n", "\n").replace("\r", "\n"), source)
    data, lines = load_yaml(yaml_text, source)
    if not isinstance(data, dict):
        raise DataError(source, 1, "the front matter holds no keys; add title and lesson")
    keys = THEME_KEYS - {"description"}
    own = {key: value for key, value in data.items() if key not in keys}
    try:
        theme = theme_of({key: value for key, value in data.items() if key in keys})
        front = LessonFront.model_validate(own)
    except ValidationError as error:
        place, message = _explain(error)
        raise DataError(source, line_of(lines, place) or 1, message) from None
    if not body.strip():
        raise DataError(source, body_line, "the lesson has no plan below its front matter")
    if body.startswith("# "):
        raise DataError(source, body_line, "the title stands in the front matter; remove this line")
    return LessonPlan(slug, source, front, theme, body, lines, body_line)


def load_lesson(path: Path, source: str) -> LessonPlan:
    """The lesson in a file, called `source` in messages. Raises DataError."""
    slug = slug_of(path)
    if not slug:
        raise DataError(source, None, "the file name has no Latin letter or digit to make an address from; rename it")
    return parse_lesson(read_utf8(path, source, MOST), slug, source)
