"""`medialit schema`: JSON Schemas, for editors and for programs."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from medialit.commands.console import utf8_output


class Name(StrEnum):
    """What there is a schema of; each is a key of `medialit.schemas.SCHEMAS`."""

    article = "article"
    lesson = "lesson"
    rule = "rule"
    settings = "settings"
    standards = "standards"
    critique = "critique"


def schema(
    name: Annotated[
        Name,
        typer.Argument(
            metavar="NAME",
            help="article, lesson: their front matter. rule: a rule file. settings: switches.yml. standards: "
            "standards.yml. critique: the records that 'analyze' writes.",
        ),
    ] = Name.critique,
) -> None:
    """Print a JSON Schema, for an editor that completes and checks what you write.

    A site publishes them under schemas/. In a YAML file, name one in the first line: '# yaml-language-server:
    $schema=PATH-OR-ADDRESS'.
    """
    from medialit.schemas import schema_text

    utf8_output()
    typer.echo(schema_text(name.value), nl=False)
