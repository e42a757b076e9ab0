"""What the pages of the guide hold, for tests that compare it with the program: tables, code, sessions in a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

GUIDE = Path(__file__).parents[2] / "content" / "guide"


class Session(NamedTuple):
    """A command as it is typed, and what the page shows below it; `note` is the comment above the block."""

    command: str
    shown: str
    note: str


def page(name: str) -> str:
    """The Markdown of a page of the guide."""
    return (GUIDE / f"{name}.md").read_text(encoding="utf-8")


def tables(text: str, kind: str) -> Iterator[tuple[str, list[list[str]]]]:
    """The tables below comments `<!-- kind: names -->`: the names, and the cells of each row."""
    for match in re.finditer(rf"<!-- {kind}(?:: ([^>]*?))? -->\n((?:\|.*\n)+)", text):
        rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in match[2].splitlines()[2:]]
        yield match[1] or "", rows


def code(cell: str) -> list[str]:
    """What stands between backticks in a cell."""
    return re.findall(r"`([^`]+)`", cell)


def sessions(text: str) -> Iterator[Session]:
    """The commands of all blocks marked `console`, in order."""
    for match in re.finditer(r"(?:<!-- ([^>]*) -->\n)?[ ]*```console\n(.*?)```", text, re.DOTALL):
        block = re.sub(r"^ +(?=\$ )", "", match[2], flags=re.MULTILINE)
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            yield Session(re.sub(r"\s{2,}#.*", "", command), shown, match[1] or "")


def agrees(shown: str, real: str) -> bool:
    """Whether an output is as shown; `…` stands for anything in a line, and alone on its line for any lines."""
    lines = [
        r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line).replace("…", ".*") + r"\n"
        for line in shown.splitlines()
    ]
    return re.fullmatch("".join(lines), real if not real or real.endswith("\n") else f"{real}\n") is not None
