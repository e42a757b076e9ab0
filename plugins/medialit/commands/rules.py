"""`medialit rules` and `medialit explain`: which rules there are, and what one of them does."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medialit.commands.console import fail, say, utf8_output

if TYPE_CHECKING:
    from medialit.rules.loader import Listed


class ListFormat(StrEnum):
    """Output formats of the list."""

    text = "text"
    json = "json"


def _rules_here() -> tuple[list[Listed], bool]:
    """The rules of the site around this folder, and whether all its files could be read; complaints are printed."""
    from medialit.sources import rules_at
    from medialit.yamlfile import DataError

    try:
        listed, problems = rules_at(Path.cwd())
    except DataError as error:
        raise fail(error) from None
    for problem in problems:
        say(problem)
    utf8_output()
    return listed, not problems


def rules(
    format: Annotated[ListFormat, typer.Option(metavar="FORMAT", help="text or json.")] = ListFormat.text,  # noqa: A002
) -> None:
    """List the rules: id, tier, on or off here, measured precision, where the rule comes from."""
    from medialit import terminal

    listed, sound = _rules_here()
    if format is ListFormat.json:
        typer.echo(json.dumps(terminal.records_of(listed), ensure_ascii=False, indent=1))
    else:
        terminal.print_rules(listed)
    if not sound:
        raise typer.Exit(1)


def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="Id of a rule, such as words.loaded-word.")],
) -> None:
    """Say what a rule flags, what to ask, when it is fine, and how far to trust it."""
    from medialit import terminal

    listed, _ = _rules_here()
    found = next((one for one in listed if one.rule.id == rule), None)
    if found is None:
        raise fail(terminal.no_such_rule(rule, [one.rule.id for one in listed]))
    terminal.print_rule(found)
