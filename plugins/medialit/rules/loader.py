"""Rules from YAML files: the built-in pack and a site's own folder. Errors name file and line."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from medialit.rules.model import FAMILIES, Rule, Switches
from medialit.yamlfile import DataError, line_of, load_yaml

PACKS = Path(__file__).parent / "packs"
SWITCHES = "switches.yml"


def read_utf8(path: Path, shown: str) -> str:
    """The text of a UTF-8 file, with or without a byte order mark. Raises DataError."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise DataError(shown, line, "not UTF-8 text; save the file as UTF-8") from None
    except OSError as error:
        raise DataError(shown, None, f"can't be read: {error.strerror}") from None


def first_problem(error: ValidationError) -> tuple[tuple[str | int, ...], str]:
    """Where pydantic's first complaint lies, and what it says in plain words."""
    problem = error.errors(include_url=False)[0]
    message = str(problem["msg"]).removeprefix("Value error, ")
    match problem["type"]:
        case "missing":
            message = f"'{problem['loc'][-1]}' is missing"
        case "extra_forbidden":
            message = f"unknown key '{problem['loc'][-1]}'"
        case _ if problem["loc"]:
            place = ".".join(str(part) for part in problem["loc"])
            message = f"{place}: {message}"
    return problem["loc"], message


def load_rule(path: Path, shown: str | None = None) -> Rule:
    """The rule in a file. Raises DataError with file and line."""
    from medialit.rules.matcher import check_rule

    shown = shown or str(path)
    data, lines = load_yaml(read_utf8(path, shown), shown)
    if not isinstance(data, dict):
        raise DataError(shown, 1, "a rule file holds keys and values, such as 'id: words.my-rule'")
    try:
        rule = Rule.model_validate(data)
    except ValidationError as error:
        place, message = first_problem(error)
        raise DataError(shown, line_of(lines, place) or 1, message) from None
    if problem := check_rule(rule):
        place, message = problem
        raise DataError(shown, line_of(lines, place) or 1, message)
    return rule


@cache
def built_in(language: str = "en") -> tuple[Rule, ...]:
    """The rules that ship with medialit, in the order of families and ids."""
    rules = [load_rule(path) for path in sorted((PACKS / language).rglob("*.yml"))]
    return tuple(sorted(rules, key=_order))


def _order(rule: Rule) -> tuple[int, str]:
    return FAMILIES.index(rule.family), rule.id


def _switches(path: Path, shown: str, known: Iterable[str]) -> tuple[Switches, list[DataError]]:
    known = list(known)
    try:
        data, lines = load_yaml(read_utf8(path, shown), shown)
        switches = Switches.model_validate(data or {})
    except ValidationError as error:
        place, message = first_problem(error)
        return Switches(), [DataError(shown, line_of(lines, place) or 1, message)]
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

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)


def load_rules(folder: Path | None = None, root: Path | None = None) -> tuple[RuleSet, list[DataError]]:
    """The built-in rules and those of a site's folder, switched as the folder's `switches.yml` says.

    A site's rule replaces the built-in one of the same id. A broken file is left out and reported; paths in
    reports are shown relative to `root`.
    """
    rules = {rule.id: rule for rule in built_in()}
    own: dict[str, str] = {}
    problems: list[DataError] = []

    def shown(path: Path) -> str:
        return path.relative_to(root).as_posix() if root and path.is_relative_to(root) else str(path)

    files = sorted(folder.rglob("*.yml")) if folder and folder.is_dir() else []
    for path in files:
        if path.name == SWITCHES:
            continue
        try:
            rule = load_rule(path, shown(path))
            if rule.id in own:
                raise DataError(shown(path), 1, f"the rule '{rule.id}' is also defined in {own[rule.id]}")
        except DataError as error:
            problems.append(error)
            continue
        own[rule.id] = shown(path)
        rules[rule.id] = rule
    switches = Switches()
    if folder and (path := folder / SWITCHES).is_file():
        switches, more = _switches(path, shown(path), rules)
        problems += more
    chosen = [r for r in rules.values() if (r.enabled or r.id in switches.on) and r.id not in switches.off]
    return RuleSet(chosen), problems
