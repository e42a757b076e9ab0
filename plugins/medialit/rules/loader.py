"""Rules from YAML files: the built-in pack and a site's own folder. Errors name file and line."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from medialit.rules.model import FAMILIES, Cue, Example, Rule, Switches
from medialit.yamlfile import DataError, line_of, load_yaml

PACKS = Path(__file__).parent / "packs"
SWITCHES = "switches.yml"
MOST = 300_000  # bytes of a rule file; the longest that ships has a fifth of that


def read_utf8(path: Path, shown: str, most: int | None = None) -> str:
    """The text of a UTF-8 file of at most so many bytes, with or without a byte order mark. Raises DataError."""
    try:
        with path.open("rb") as stream:
            data = stream.read(-1 if most is None else most + 1)
    except OSError as error:
        raise DataError(shown, None, f"can't be read: {error.strerror}") from None
    if most is not None and len(data) > most:
        size = f"{most / 1_000_000:g} MB" if most >= 1_000_000 else f"{most // 1_000} KB"
        raise DataError(shown, None, f"is larger than {size}, which no such file needs; split it")
    return decode_utf8(data, shown)


def decode_utf8(data: bytes, shown: str) -> str:
    """The text of UTF-8 bytes, with or without a byte order mark. Raises DataError."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise DataError(shown, line, "not UTF-8 text; save the file as UTF-8") from None


def _shown(value: object, longest: int = 60) -> str:
    words = str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())
    return f"'{words}'" if len(words) <= longest else f"'{words[: longest - 1]}…'"


def _complaint(problem: ErrorDetails) -> str:
    """What pydantic says, in words for people who know nothing of types."""
    value, context = problem["input"], problem.get("ctx", {})
    match problem["type"]:
        case "string_type" if value is None:
            return "is empty; write the text behind the colon"
        case "string_type" if isinstance(value, list | dict):
            return "is not text but has several parts; write it on one line, in quotation marks"
        case "string_type":
            return f"{_shown(value)} is not text; put it in quotation marks"
        case "string_too_short" | "too_short" if isinstance(value, str):
            return "is empty; write the text behind the colon"
        case "too_short" if isinstance(value, list | tuple) and context["min_length"] > 1:
            return f"needs at least {context['min_length']} items and has {len(value)}"
        case "too_short" | "missing_argument":
            return "is empty; give at least one item"
        case "string_too_long" | "too_long":
            return f"is longer than {context['max_length']} characters; shorten it"
        case "tuple_type" | "list_type":
            return "is not a list; write one item a line, each beginning with '- '"
        case "model_type" | "model_attributes_type" | "dict_type":
            return "needs keys and values, such as 'key: value'"
        case "literal_error":
            choices = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
            near = difflib.get_close_matches(str(value).lower(), choices, 1)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            return f"{_shown(value)} is none of {', '.join(choices)}{hint}"
        case "bool_type" | "bool_parsing":
            return f"{_shown(value)} is neither true nor false"
        case "int_type" | "int_parsing" | "int_from_float" | "int_parsing_size":
            return f"{_shown(value)} is not a whole number"
        case "greater_than_equal":
            return f"{_shown(value)} is less than {context['ge']}"
        case kind if kind.startswith("date"):
            return f"{_shown(value)} is no date; write year-month-day, such as 2026-03-14"
        case "string_pattern_mismatch":
            return f"{_shown(value)} is not in the right form"
        case _:
            return str(problem["msg"]).removeprefix("Value error, ")


def first_error(error: ValidationError) -> ErrorDetails:
    """The complaint to show: a key that nobody knows explains best why another one is missing."""
    problems = error.errors(include_url=False)
    return next((problem for problem in problems if problem["type"] == "extra_forbidden"), problems[0])


def place_words(place: tuple[str | int, ...]) -> str:
    """A place in a file as a person would say it: "cues 1, phrases 2"."""
    words = "".join(f" {part + 1}" if isinstance(part, int) else f", {part}" for part in place)
    return words.removeprefix(", ")


def first_problem(error: ValidationError) -> tuple[tuple[str | int, ...], str]:
    """Where pydantic's first complaint lies, and what it says in plain words."""
    problem = first_error(error)
    place = problem["loc"]
    match problem["type"]:
        case "missing":
            return place, f"'{place[-1]}' is missing"
        case "extra_forbidden":
            return place, f"unknown key '{place[-1]}'"
        case "invalid_key":
            place = (*place[:-1], str(place[-1]))
            return place, f"the key {_shown(place[-1])} is not text; put it in quotation marks"
    message = _complaint(problem)
    return place, f"{place_words(place)}: {message}" if place else message


def _explained(error: ValidationError, data: dict[object, object]) -> tuple[tuple[str | int, ...], str]:
    place, message = first_problem(error)
    kind = first_error(error)["type"]
    if kind == "extra_forbidden":
        inside: dict[str, type[BaseModel]] = {"cues": Cue, "must_flag": Example, "must_pass": Example}
        known = inside.get(str(place[0]), Rule).model_fields
        near = difflib.get_close_matches(str(place[-1]).lower(), known, 1)
        message += f"; did you mean '{near[0]}'?" if near else f"; known keys are {', '.join(known)}"
    elif kind == "string_pattern_mismatch" and place == ("id",):
        message += "; write family.name in lower-case letters and hyphens, such as words.my-rule"
    elif kind == "model_type" and place[:1] == ("cues",):
        message = f"{place_words(place)}: needs keys and values, such as 'phrases: [once and for all]'"
    elif not place and (key := message.split(" ")[0]) in data:  # "id 'words.x' must begin with its family"
        place = (key,)
    return place, message


def load_rule(path: Path, shown: str | None = None) -> Rule:
    """The rule in a file. Raises DataError with file and line."""
    shown = shown or str(path)
    return parse_rule(read_utf8(path, shown, MOST), shown)


def parse_rule(text: str, shown: str) -> Rule:
    """The rule in the text of a file called `shown`. Raises DataError with file and line."""
    from medialit.detect import ARTICLE_DETECTORS, DETECTORS
    from medialit.rules.expressions import check_rule

    data, lines = load_yaml(text, shown)
    if not isinstance(data, dict):
        what = "the file is empty" if data is None else "the file holds no keys"
        raise DataError(shown, 1, f"{what}; a rule file holds keys and values, such as 'id: words.my-rule'")
    try:
        rule = Rule.model_validate(data)
    except ValidationError as error:
        place, message = _explained(error, data)
        raise DataError(shown, line_of(lines, place) or 1, message) from None
    if problem := check_rule(rule):
        place, message = problem
        raise DataError(shown, line_of(lines, place) or 1, message)
    detectors = {*DETECTORS, *ARTICLE_DETECTORS}
    if rule.detector is not None and rule.detector not in detectors:
        near = difflib.get_close_matches(rule.detector, detectors, 1)
        hint = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(sorted(detectors))}"
        raise DataError(shown, line_of(lines, ("detector",)), f"no detector is called '{rule.detector}'; {hint}")
    return rule


@cache
def built_in(language: str = "en") -> tuple[Rule, ...]:
    """The rules that ship with medialit, in the order of families and ids."""
    rules = [_trusted_rule(path) for path in (PACKS / language).rglob("*.yml")]
    return tuple(sorted(rules, key=_order))


def _trusted_rule(path: Path) -> Rule:
    """A rule that ships with the package: its expressions are checked by the tests, not each time it is loaded."""
    try:
        return Rule.model_validate(load_yaml(path.read_text("utf-8"), str(path), ours=True)[0])
    except ValueError:
        return load_rule(path)  # which says what is wrong


def _order(rule: Rule) -> tuple[int, str]:
    return FAMILIES.index(rule.family), rule.id


def _switches(path: Path, shown: str, known: Iterable[str]) -> tuple[Switches, list[DataError]]:
    known = list(known)
    try:
        data, lines = load_yaml(read_utf8(path, shown, MOST), shown)
        switches = Switches.model_validate({} if data is None else data)
    except ValidationError as error:
        place, message = first_problem(error)
        hint = "; the keys are 'on' and 'off', each with a list of rules" if len(place) < 2 else ""
        return Switches(), [DataError(shown, line_of(lines, place) or 1, message + hint)]
    except DataError as error:
        return Switches(), [error]
    problems = []
    for key, ids in (("on", switches.on), ("off", switches.off)):
        for number, rule_id in enumerate(ids):
            if rule_id not in known:
                near = difflib.get_close_matches(rule_id, known, 1)
                hint = f"; did you mean '{near[0]}'?" if near else "; the command 'medialit rules' lists them"
                problems.append(DataError(shown, line_of(lines, (key, number)), f"no rule is called '{rule_id}'{hint}"))
    return switches, problems


class RuleSet(Mapping[str, Rule]):
    """The rules in force, by id, in the order of families and ids."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = {rule.id: rule for rule in sorted(rules, key=_order)}

    def __getitem__(self, rule_id: str) -> Rule:
        return self._rules[rule_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)


@dataclass(frozen=True, slots=True)
class Listed:
    """A rule that a site knows, whether it is on there, and the site's own file it comes from, if any."""

    rule: Rule
    on: bool
    file: str | None = None


def list_rules(folder: Path | None = None, root: Path | None = None) -> tuple[list[Listed], list[DataError]]:
    """The built-in rules and those of a site's folder, switched on or off as the folder's `switches.yml` says.

    A site's rule replaces the built-in one of the same id. A broken file is left out and reported, and so is a
    `switches.yml` in a folder below; paths in reports are shown relative to `root`.
    """
    rules = {rule.id: rule for rule in built_in()}
    own: dict[str, str] = {}
    problems: list[DataError] = []

    def shown(path: Path) -> str:
        return path.relative_to(root).as_posix() if root and path.is_relative_to(root) else str(path)

    files = sorted(p for p in folder.rglob("*") if p.suffix.lower() in (".yml", ".yaml")) if folder else []
    switching = folder / SWITCHES if folder else None
    for path in files:
        if path == switching:
            continue
        try:
            if path.name == SWITCHES:
                where = "is read only in the folder of the rules itself; move it there, or rename it if it holds a rule"
                raise DataError(shown(path), None, where)
            rule = load_rule(path, shown(path))
            if rule.id in own:
                line = load_yaml(read_utf8(path, shown(path)), shown(path))[1][("id",)]
                raise DataError(shown(path), line, f"the rule '{rule.id}' is also defined in {own[rule.id]}")
        except DataError as error:
            problems.append(error)
            continue
        own[rule.id] = shown(path)
        rules[rule.id] = rule
    switches = Switches()
    if switching in files:
        switches, more = _switches(switching, shown(switching), rules)
        problems += more

    def is_on(rule: Rule) -> bool:
        return (rule.enabled or rule.id in switches.on) and rule.id not in switches.off

    return [Listed(rule, is_on(rule), own.get(rule.id)) for rule in sorted(rules.values(), key=_order)], problems


def load_rules(folder: Path | None = None, root: Path | None = None) -> tuple[RuleSet, list[DataError]]:
    """The rules in force on a site, and what is wrong with its files; see `list_rules`."""
    listed, problems = list_rules(folder, root)
    return RuleSet(one.rule for one in listed if one.on), problems
