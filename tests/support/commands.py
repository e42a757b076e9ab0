"""Runs `medialit` as a person would, in a folder, in 80 columns."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def run(*arguments: str, cwd: Path, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[str]:
    """The finished command, its output as text."""
    done = subprocess.run(
        [sys.executable, "-m", "medialit", *arguments],
        cwd=cwd, input=stdin, capture_output=True, check=False, env=os.environ | {"COLUMNS": "80"} | more,
    )  # fmt: skip
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def one_line(done: subprocess.CompletedProcess[str], status: int = 2) -> str:
    """The one line that a command says when it can't go on."""
    assert (done.returncode, done.stdout) == (status, ""), done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith("medialit: ")
    return line.removeprefix("medialit: ")
