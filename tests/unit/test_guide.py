"""The guide says what the program does: its tables hold the fields, options and settings that there are, no others."""

from __future__ import annotations

import datetime as dt
import re
import types
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
import typer
import yaml
from guide import GUIDE, agrees, code, page, sessions, tables
from medialit.article import THEME_KEYS, Correction, FrontMatter
from medialit.check import check_all
from medialit.cli import app
from medialit.config import MedialitConfig
from medialit.lesson import Lesson, QuizQuestion
from medialit.lessonplan import LessonFront, Needs
from medialit.plaintext import Slug, WebAddress
from medialit.review import Addition, Confirmation, Dismissal, Review
from medialit.rules.loader import built_in
from medialit.rules.model import Cue, Example, Rule, Switches
from medialit.site.downloads import COLLECTION, FILES, SCHEMAS
from medialit.site.feeds import JSON, RSS
from medialit.site.standards import Standard
from pydantic import BaseModel, TypeAdapter

MODELS = {
    model.__name__: model
    for model in (FrontMatter, Lesson, QuizQuestion, Review, Confirmation, Dismissal, Addition, Correction,
                  LessonFront, Needs, Rule, Cue, Example, Switches, Standard)
}  # fmt: skip
PAGES = [path.stem for path in sorted(GUIDE.glob("*.md"))]
FIELD_TABLES = [(names.split(", "), rows) for name in PAGES for names, rows in tables(page(name), "fields")]


def test_every_model_has_its_table() -> None:
    named = [name for names, _ in FIELD_TABLES for name in names]
    assert sorted(named) == sorted(MODELS)


@pytest.mark.parametrize(("names", "rows"), FIELD_TABLES, ids=lambda case: case[0] if isinstance(case[0], str) else "")
def test_a_table_has_the_fields_of_its_model(names: list[str], rows: list[list[str]]) -> None:
    keys = [code(row[0])[0] for row in rows]
    expected = list(dict.fromkeys(key for name in names for key in MODELS[name].model_fields))
    assert sorted(keys) == sorted(expected)
    if len(names) == 1:
        assert keys == expected, "in the order of the model"
        assert {key for key, row in zip(keys, rows, strict=True) if row[0] != f"`{key}`"} == {
            key for key, field in MODELS[names[0]].model_fields.items() if field.is_required()
        }
        return
    shared = set.intersection(*(set(MODELS[name].model_fields) for name in names))
    entries = {"Confirmation": "confirm", "Dismissal": "dismiss", "Addition": "add"}
    for key, row in zip(keys, rows, strict=True):
        having = {name for name in names if key in MODELS[name].model_fields}
        assert set(code(row[0])[1:]) == (set() if key in shared else {entries[name] for name in having}), key
        assert ("required" in row[0]) == any(MODELS[name].model_fields[key].is_required() for name in having), key


def base_of(annotation: Any) -> Any:
    """A type without `Annotated` and without `None`."""
    if annotation in (Slug, WebAddress):
        return annotation
    if get_origin(annotation) is Annotated:
        return base_of(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return base_of(next(one for one in get_args(annotation) if one is not type(None)))
    return annotation


def told(annotation: Any) -> str:
    """The words that the guide has for a type, as a pattern for the beginning of a cell."""
    base = base_of(annotation)
    if get_origin(base) is Literal:
        return "one of "
    if get_origin(base) is tuple:
        return r"list\b|whole number"
    if get_origin(base) is dict:
        return "words, each with "
    if isinstance(base, type) and issubclass(base, BaseModel):
        return "group: "
    plain = {bool: "yes or no", int: "whole number", dt.date: "date: ", WebAddress: "address ", Slug: "short name "}
    return plain.get(base, r"text: |(language code|family and name)\b")


def choices_of(annotation: Any) -> set[str]:
    base = base_of(annotation)
    if get_origin(base) is tuple:
        return choices_of(get_args(base)[0])
    return set(get_args(base)) if get_origin(base) is Literal else set()


@pytest.mark.parametrize(("names", "rows"), FIELD_TABLES, ids=lambda case: case[0] if isinstance(case[0], str) else "")
def test_a_table_tells_types_and_examples_that_are_right(names: list[str], rows: list[list[str]]) -> None:
    for row in rows:
        key = code(row[0])[0]
        field = next(MODELS[name].model_fields[key] for name in names if key in MODELS[name].model_fields)
        assert re.match(told(field.annotation if field.metadata == [] else Annotated[field.annotation, 0]), row[1]), row
        choices = choices_of(field.annotation)
        # Where the kinds of text are meant, an article's `type` lists them all.
        if choices and "as in an article’s `type`" not in row[1]:
            assert choices <= set(code(row[1])), (key, choices - set(code(row[1])))
        if len(row) > 2:
            (example,) = code(row[1].split("<br>")[1])
            data = yaml.safe_load(example)
            assert list(data) == [key]
            adapters = [MODELS[name] for name in names if key in MODELS[name].model_fields]
            for model in adapters:
                validate_field(model, key, data[key])


def validate_field(model: type[BaseModel], key: str, value: object) -> None:
    """Whether a model accepts a value for one field; the other fields are those of the other examples."""
    needed = {name for name, field in model.model_fields.items() if field.is_required()} - {key}
    filler: dict[str, object] = {
        "title": "A", "rights": "B", "by": "A", "date": "2026-03-03", "text": "A", "question": "Q", "options": ["a", "b"],
        "answer": 1, "reason": "R", "lesson": {"minutes": 5}, "minutes": 5,
    }  # fmt: skip
    data = {name: filler[name] for name in needed} | {key: value}
    if model in (Confirmation, Dismissal, Addition):
        data.setdefault("rule", "words.loaded-word")
    TypeAdapter(model).validate_python(data)


def test_the_keys_of_the_theme_are_named() -> None:
    (line,) = re.findall(r"Keys of the theme may stand there as well.*", page("add-an-article"))
    assert set(code(line)) == THEME_KEYS


def test_the_front_matter_shown_is_right() -> None:
    found = re.findall(r"```markdown\n---\n(.*?)---\n", page("add-an-article"), re.DOTALL)
    assert found
    for text in found:
        FrontMatter.model_validate(yaml.safe_load(text))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\ntitle: A\n---\nText.\n", "'rights' is missing"),
        ("---\ntitle: A\nrights: B\noutlat: C\n---\nText.\n", "unknown key 'outlat'; did you mean 'outlet'?"),
        ("---\ntitle: A\nrights: B\ndate: next week\n---\nText.\n", "'next week' is no date"),
        ("Text.\n", "no front matter"),
        ("---\ntitle: A\nrights: B\nreview: {by: C, date: 2026-03-03, confirm: [{quote: gone}]}\n---\nText.\n",
         "the article has no words"),
    ],
)  # fmt: skip
def test_the_messages_that_publish_explains_are_those_that_people_get(tmp_path: Path, text: str, message: str) -> None:
    assert f"| `{message}` |" in page("publish")
    path = tmp_path / "x.md"
    path.write_text(text, encoding="utf-8")
    (checked,) = check_all([path], False, lambda paths, work: map(work, paths))
    assert any(message in str(problem) for problem in checked.problems), checked.problems


def test_settings_of_the_plugin() -> None:
    ((_, rows),) = tables(page("settings"), "settings")
    shown = {code(row[0])[0]: (code(row[1]) or [""])[0] for row in rows}
    assert shown == {key: str(option.default) for key, option in MedialitConfig._schema}


def test_files_for_programs() -> None:
    ((_, rows),) = tables(page("settings"), "files")
    shown = {name for row in rows for name in code(row[0])}
    assert shown == {*(f"articles/NAME/{file[0]}" for file in FILES), COLLECTION, f"{SCHEMAS}NAME.json", RSS, JSON}


def test_make_targets_and_variables(root: Path) -> None:
    makefile = (root / "Makefile").read_text("utf-8")
    ((_, rows),) = tables(page("settings"), "targets")
    assert {code(row[0])[0] for row in rows} == {
        f"make {name}" for name in re.search(r"^\.PHONY: (.*)", makefile, re.MULTILINE)[1].split()
    }
    ((_, rows),) = tables(page("settings"), "variables")
    defaults = dict(re.findall(r"^([A-Z]+) \?= (.*)", makefile, re.MULTILINE))
    assert {code(row[0])[0] for row in rows} == set(defaults)
    for row in rows:
        if shown := code(row[1]):
            assert shown == [defaults[code(row[0])[0]]]


def parameters(command: Any) -> set[str]:
    """The options and arguments of a command, as its help names them."""
    names: set[str] = set()
    for one in command.params:
        if one.param_type_name == "option":
            names.add(max(one.opts, key=len))
        else:
            names |= set((one.metavar or one.name).upper().split("|"))
    return names - {"--help"}


def test_commands_and_their_options() -> None:
    command = typer.main.get_command(app)
    expected = {f"medialit {name}": parameters(one) for name, one in command.commands.items()}
    shown = {
        names: {name for row in rows for name in code(row[0])} for names, rows in tables(page("commands"), "options")
    }
    assert shown == expected | {"medialit": {"--version"}}
    assert re.findall(r"^## `(medialit .*)`", page("commands"), re.MULTILINE) == list(expected)


def test_choices_of_options_are_all_told() -> None:
    rows = dict(tables(page("commands"), "options"))
    checked = 0
    for one in app.registered_commands:
        name = one.name or one.callback.__name__
        for parameter, annotation in get_type_hints(one.callback).items():
            if isinstance(annotation, type) and issubclass(annotation, Enum):
                labels = {f"--{parameter.replace('_', '-')}", parameter.upper()}
                (row,) = [row for row in rows[f"medialit {name}"] if labels & set(code(row[0]))]
                assert {choice.value for choice in annotation} <= set(code(row[1])), (name, parameter)
                checked += 1
    assert checked >= 4


@pytest.mark.parametrize("name", PAGES)
def test_rules_that_are_named_are_there(name: str) -> None:
    known = {rule.id for rule in built_in()} | {"words.brochure"}
    families = "|".join(sorted({rule.family for rule in built_in()}))
    named = set(re.findall(rf"\b(?:{families})\.[a-z]+(?:-[a-z]+)*\b", page(name)))
    assert named - known == set()


def test_an_output_is_compared_line_by_line() -> None:
    assert agrees("a\n…\nd… f\n", "a\nb\nc\nd e f\n")
    assert agrees("", "")
    assert not agrees("a\n", "a\nb\n")
    assert not agrees("a…\n", "a\nb\n")
    assert not agrees("…\nb\n", "a\n")
    (one, other) = sessions("```console\n$ a b    # why\nout\n$ c\n```\n")
    assert (one.command, one.shown, other.command) == ("a b", "out\n", "c")
