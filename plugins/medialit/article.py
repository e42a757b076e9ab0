"""An article file: front matter as a checked model, and the Markdown below it."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, Self

from frontmatter.default_handlers import YAMLHandler
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator, model_validator

from medialit.lesson import Lesson, Reveal
from medialit.plaintext import PlainText, Sentences, Slug, WebAddress, is_reserved_on_windows
from medialit.review import Review
from medialit.rules.loader import first_error, first_problem, place_words, read_utf8
from medialit.rules.model import Kind
from medialit.text.document import Metadata
from medialit.themekeys import THEME_KEYS, theme_of
from medialit.yamlfile import DataError, line_of, load_yaml

MOST = 2_500_000  # bytes of a file: three novels
MOST_KEYS = 300_000  # characters of front matter: a thousand decisions on flags
_OPENING = re.compile(r"---[ \t]*(?:\n|\Z)")


class Correction(BaseModel):
    """What was changed in an article or its critique after it was published, and when."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    date: dt.date = Field(description="when, such as 2026-03-14")
    text: Sentences = Field(description="what was wrong and what is right")


class FrontMatter(BaseModel):
    """What stands between the `---` lines of an article. Only title and rights are required."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: PlainText = Field(description="the headline, as published")
    rights: PlainText = Field(description="who holds the rights, or under which licence the text is shown")
    outlet: PlainText | None = Field(None, description="where it was published")
    author: PlainText | None = Field(None, description="who wrote it")
    date: dt.date | None = Field(None, description="when it was published, such as 2026-03-14")
    url: WebAddress | None = Field(None, description="address of the original")
    type: Kind | None = Field(None, description="the kind of text")
    topics: tuple[PlainText, ...] = Field((), description="what it is about, for browsing")
    story: Slug | None = Field(None, description="short name shared by the articles on one event")
    summary: PlainText | None = Field(None, description="one neutral sentence")
    lang: Annotated[str, StringConstraints(pattern=r"^en(-[A-Za-z0-9]+)*$")] = Field(
        "en", description="English, which is all that the rules read; en-GB, en-US and so on where usage differs"
    )
    excerpt: bool = Field(False, description="true: only part of the original is shown")
    reveal: Reveal | None = Field(None, description="when readers are offered the marks")
    lesson: Lesson | None = Field(None, description="how a class may work with it")
    review: Review | None = Field(None, description="a person's decisions on the flags")
    corrections: tuple[Correction, ...] = Field((), description="what was changed after publication, shown to readers")

    @field_validator("topics", mode="before", json_schema_input_type=PlainText | tuple[PlainText, ...])
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return [value] if isinstance(value, str) else value

    @field_validator("date", mode="before")
    @classmethod
    def _a_date(cls, value: object) -> object:
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date) or value is None:
            return value
        try:
            return dt.date.fromisoformat(str(value).strip())
        except ValueError:
            raise ValueError(f"'{value}' is no date; write year-month-day, such as 2026-03-14") from None

    @model_validator(mode="after")
    def _one_reveal(self) -> Self:
        if self.reveal and self.lesson and self.lesson.reveal not in (None, self.reveal):
            raise ValueError("reveal is given twice, and differently; keep one of them")
        return self

    @property
    def revealed(self) -> Reveal:
        """When readers are offered the marks."""
        return self.reveal or (self.lesson and self.lesson.reveal) or "open"


@dataclass(frozen=True)
class Article:
    """One article. `source` is its path as shown to people; `head` all of the file before its body, with plain line
    ends; `body_line` the line of the file where the body begins; `lines` the line of every key of its front matter.
    """

    slug: str
    source: str
    front: FrontMatter
    theme: dict[str, Any]
    body: str
    body_line: int
    lines: Mapping[tuple[str | int, ...], int] = field(default_factory=dict)
    head: str = ""

    def without_text(self) -> Article:
        """The article without what only its conversion needs."""
        return replace(self, body="", head="", lines={})

    def line_of_key(self, place: tuple[str | int, ...]) -> int:
        """The line of a key of the front matter, or of the nearest one above it."""
        return line_of(dict(self.lines), place) or 1

    @property
    def metadata(self) -> Metadata:
        """What the engine may know of the article besides its words."""
        front = self.front
        return Metadata(front.type, front.date, front.author, front.outlet, front.url, front.lang)

    def reserved(self, names: Iterable[str]) -> list[DataError]:
        """Complaints about names that the article may not give, at their lines."""
        problem = "'{}' is a name of medialit's own; remove it"
        return [DataError(self.source, self.line_of(name), problem.format(name)) for name in names]

    def unread(self, words: int, line: str, in_code: bool) -> list[DataError]:
        """The complaint about so many words that no rule reads, the first of them in some line of the body."""
        if not words:
            return []
        where, mend = "between HTML tags", 'write Markdown instead, or put markdown="1" into the outermost tag'
        if in_code:
            where, mend = "in code", "take away the spaces that the lines begin with"
        problem = f"{words} word{' stands' if words == 1 else 's stand'} {where}, where no rule reads them; {mend}"
        return [DataError(self.source, self.line_of(line), problem)]

    def line_of(self, words: str) -> int:
        """The first line of the file's body with some words, in any case; the body's first line if there is none."""
        return line_with(words, self.body, self.body_line)


def line_with(words: str, body: str, body_line: int) -> int:
    """The first line with some words of a body that begins at a line, for messages; the body's first line if none."""
    found = re.search(re.escape(words), body, re.IGNORECASE)
    return body_line + (body.count("\n", 0, found.start()) if found else 0)


def slug_of(path: Path) -> str:
    """The slug of a file name."""
    return slug_of_text(path.stem)


def slug_of_text(text: str) -> str:
    """A text as an address: lower-case ASCII letters and digits, joined by hyphens; "" where none is left.

    Names that no folder may have on Windows ("con") get "-article" behind them.
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return f"{slug}-article" if is_reserved_on_windows(slug) else slug


def split_front_matter(text: str, source: str) -> tuple[str, str, int]:
    """YAML, body, and the line where the body begins. Raises DataError where there is no front matter."""
    if not _OPENING.match(text):
        raise DataError(source, 1, "no front matter; begin the file with '---', then title and rights, then '---'")
    try:
        yaml_text, body = YAMLHandler().split(text)
    except ValueError:
        raise DataError(source, 1, "the front matter has no end; close it with a line '---'") from None
    head = text[: len(text) - len(body)]
    if len(yaml_text) > MOST_KEYS:
        problem = f"the front matter is longer than {MOST_KEYS // 1_000},000 characters; move text below it"
        raise DataError(source, 1, problem)
    lead = len(body) - len(body.lstrip("\n"))
    return yaml_text, body[lead:], head.count("\n") + lead + 1


def _explain(error: ValidationError) -> tuple[tuple[str | int, ...], str]:
    place, message = first_problem(error)
    problem = first_error(error)
    if problem["type"] == "extra_forbidden":
        known = [*FrontMatter.model_fields, *THEME_KEYS]
        near = difflib.get_close_matches(str(place[-1]).lower(), known, 1, cutoff=0.5)
        message += f"; did you mean '{near[0]}'?" if near else f"; known keys are {', '.join(FrontMatter.model_fields)}"
    elif problem["type"] == "missing":
        hints = {"title": 'add the headline, such as title: "…"', "rights": 'say who holds them, such as rights: "…"'}
        message += f"; {hint}" if (hint := hints.get(str(place[-1]))) else f" in {place_words(place[:-1])}"
    elif problem["type"] == "string_pattern_mismatch":
        shapes = {
            "url": "write an address that begins with http:// or https://",
            "story": "write lower-case letters, digits and hyphens, such as pool-vote",
            "lang": "the rules read English alone: write en, or a variety of it such as en-GB",
        }
        message += f"; {shapes.get(str(place[0]), 'write an article’s file name without .md')}"
    return place, message


def parse_article(text: str, slug: str, source: str) -> Article:
    """The article in a text (line ends of any kind). Raises DataError with file and line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    yaml_text, body, body_line = split_front_matter(text, source)
    data, lines = load_yaml(yaml_text, source)
    if not isinstance(data, dict):
        raise DataError(source, 1, "the front matter holds no keys; add title and rights")
    own = {key: value for key, value in data.items() if key not in THEME_KEYS}
    try:
        theme = theme_of(data)
        front = FrontMatter.model_validate(own)
    except ValidationError as error:
        place, message = _explain(error)
        raise DataError(source, line_of(lines, place) or 1, message) from None
    if "\0" in body:
        raise DataError(source, body_line + body[: body.index("\0")].count("\n"), "holds a NUL character; remove it")
    if not body.strip():
        raise DataError(source, body_line, "the article has no text below its front matter")
    return Article(slug, source, front, theme, body, body_line, lines, text[: len(text) - len(body)])


def missing_comparisons(article: Article, known: Sequence[str]) -> list[DataError]:
    """The articles that its lesson compares it with and that are not among the known ones, as file and line."""
    problems = []
    for number, slug in enumerate(article.front.lesson.compare if article.front.lesson else ()):
        if slug not in known:
            near = difflib.get_close_matches(slug, known, 1)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            line = article.line_of_key(("lesson", "compare", number))
            message = f"lesson, compare: no article is called '{slug}'{hint}"
            problems.append(DataError(article.source, line, message))
    return problems


def load_article(path: Path, source: str) -> Article:
    """The article in a file, called `source` in messages. Raises DataError."""
    return parse_article_file(read_utf8(path, source, MOST), path, source)


def parse_article_file(text: str, path: Path, source: str) -> Article:
    """The article in the text of a file, called `source` in messages. Raises DataError."""
    slug = slug_of(path)
    if not slug:
        raise DataError(source, None, "the file name has no Latin letter or digit to make an address from; rename it")
    return parse_article(text, slug, source)
