"""Runs `medialit` as a person would, in a folder, in 80 columns.

`run` calls the command in this process, with streams of its own: starting Python and reading the rules takes more than
a second, again and again. `started` is for what is about the process: signals, terminals, disks, other users.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from medialit import sources
from medialit.cli import main
from medialit.critique import Engine
from medialit.rules.model import Rule

_COLUMNS = {"COLUMNS": "80"}
_engines: list[tuple[list[Rule], Engine]] = []


def _engine(rules: Mapping[str, Rule]) -> Engine:
    """The engine of some rules; made once for each set of them."""
    wanted = list(rules.values())
    for known, engine in _engines:
        if known == wanted:
            return engine
    _engines.append((wanted, Engine(rules)))
    return _engines[-1][1]


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def run(*arguments: str, cwd: Path, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[str]:
    """The finished command, its output as text. What it does not catch is raised here."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n") for _ in range(2))
    status = 0
    with ExitStack() as stack:
        stack.enter_context(_inside(cwd))
        stack.enter_context(patch.dict(os.environ, _COLUMNS | more))
        stack.enter_context(patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")))
        stack.enter_context(patch.object(sys, "argv", ["medialit", *arguments]))
        stack.enter_context(patch.object(sources, "Engine", _engine))
        stack.enter_context(redirect_stdout(out))
        stack.enter_context(redirect_stderr(err))
        try:
            main()
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 1 if ended.code else 0
        out.flush()
        err.flush()
    shown = [stream.detach().getvalue().decode() for stream in (out, err)]
    return subprocess.CompletedProcess(["medialit", *arguments], status, *shown)


def command(*arguments: str) -> list[str]:
    """What starts the command in a process of its own."""
    return [sys.executable, "-m", "medialit", *arguments]


def started(*arguments: str, cwd: Path, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[str]:
    """The same, in a process of its own."""
    done = subprocess.run(
        command(*arguments), cwd=cwd, input=stdin, capture_output=True, check=False, env=os.environ | _COLUMNS | more
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def one_line(done: subprocess.CompletedProcess[str], status: int = 2) -> str:
    """The one line that a command says when it can't go on."""
    assert (done.returncode, done.stdout) == (status, ""), done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith("medialit: ")
    return line.removeprefix("medialit: ")
