"""Help texts: what typer writes, in the words of the other commands people know."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand


def examples(*lines: str) -> str:
    """The end of a help text: commands to copy, which are not wrapped."""
    return "\n".join(("\b", "Examples:", *(f"  medialit {line}" for line in lines)))


class Command(TyperCommand):
    """A command whose help names arguments as its usage line does, and types nowhere."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """What follows the name of the command: FILE where it is needed, [FILE] where not."""
        arguments = [one for one in self.params if one.param_type_name == "argument"]
        return ["[OPTIONS]", *(_name(one) if one.required else f"[{_name(one)}]" for one in arguments)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments, then the options."""
        for kind, heading in (("argument", "Arguments"), ("option", "Options")):
            rows = []
            for one in self.get_params(ctx):
                if one.param_type_name == kind and (record := one.get_help_record(ctx)):
                    shown = _name(one) if kind == "argument" else re.sub(r"<([^>]*)>", r"\1", record[0])
                    rows.append((shown, record[1].replace("  [required]", "")))
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)


def _name(argument: Any) -> str:
    return str(argument.metavar or argument.name)
