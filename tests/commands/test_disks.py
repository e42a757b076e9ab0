"""Folders that nobody may write to and disks that are full: one line, the old files whole, no new one left behind."""

from __future__ import annotations

import contextlib
import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import one_line, run

ARTICLE = "---\ntitle: A disastrous night\nrights: CC0\n---\nThe vote was *shameful*.\n"
PAGE = "<html><head><title>Toll to rise</title></head><body><article>{}</article></body></html>".format(
    "<p>The council of Marrowbridge voted on Thursday to raise the toll on the old bridge from $2 to $3.</p>" * 8
)
WRITING = {
    "init": ["init", "site"],
    "init here": ["init", "."],
    "new": ["new", "--title", "Toll to rise", "--rights", "CC0"],
    "new here": ["new", "--title", "Toll to rise", "--rights", "CC0", "--folder", "."],
    "import": ["import", "page.html", "--full", "--rights", "CC0"],
    "analyze": ["analyze", "text.txt", "--output", "old.json"],
    "analyze, new": ["analyze", "text.txt", "--format", "sarif", "--output", "new.json"],
    "check": ["check", "a.md", "--format", "json", "--output", "old.json"],
    "check, new": ["check", "a.md", "--output", "new.txt"],
}
all_that_write = pytest.mark.parametrize("arguments", WRITING.values(), ids=WRITING)


def fill(folder: Path) -> None:
    for name, content in (
        ("a.md", ARTICLE),
        ("text.txt", "A shameful vote."),
        ("page.html", PAGE),
        ("old.json", "old"),
    ):
        (folder / name).write_text(content, encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes | None]:
    """Every file with what it holds, and every folder."""
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


def needed(arguments: list[str]) -> None:
    if arguments[0] == "import":
        pytest.importorskip("trafilatura", reason="the extra `import` is not installed")


@contextlib.contextmanager
def modes_hold() -> Iterator[None]:
    """Without the right of root to write whatever the mode of a folder is (CAP_DAC_OVERRIDE, number 1)."""
    if os.geteuid() != 0:
        yield
        return
    if sys.platform != "linux":
        pytest.skip("no mode keeps root from writing")
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # version 3, this thread
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; twice, for the higher numbers
    assert libc.capget(header, sets) == 0
    before, sets[0] = sets[0], sets[0] & ~(1 << 1)
    assert libc.capset(header, sets) == 0
    try:
        yield
    finally:
        sets[0] = before
        assert libc.capset(header, sets) == 0


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
@all_that_write
def test_a_read_only_folder(tmp_path: Path, arguments: list[str]) -> None:
    needed(arguments)
    fill(tmp_path)
    tmp_path.chmod(0o555)
    before = contents(tmp_path)
    try:
        with modes_hold():
            done = run(*arguments, cwd=tmp_path)
    finally:
        tmp_path.chmod(0o755)
    assert one_line(done).endswith(": can't be written: Permission denied")
    assert contents(tmp_path) == before


@all_that_write
def test_a_read_only_disk(small_disk: Path, arguments: list[str]) -> None:
    needed(arguments)
    fill(small_disk)
    before = contents(small_disk)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    assert one_line(run(*arguments, cwd=small_disk)).endswith(": can't be written: Read-only file system")
    assert contents(small_disk) == before


@pytest.mark.parametrize("left", [0, 16_384], ids=["full", "nearly full"])
@all_that_write
def test_a_full_disk(small_disk: Path, arguments: list[str], left: int) -> None:
    needed(arguments)
    fill(small_disk)
    (small_disk / "text.txt").write_text("A shameful vote.\n\n" * 500, encoding="utf-8")
    (small_disk / "a.md").write_text(ARTICLE + "\nA shameful vote, a shameful plan.\n" * 300, encoding="utf-8")
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as stream, pytest.raises(OSError, match="No space left"):
        while True:
            stream.write(b"x" * 1024)
    os.truncate(filler, filler.stat().st_size - left)
    before = contents(small_disk)
    done = run(*arguments, cwd=small_disk)
    if left and done.returncode == 0:  # what it writes is small enough
        assert set(contents(small_disk)) >= set(before)
        return
    assert one_line(done).endswith(": can't be written: No space left on device")
    assert contents(small_disk) == before
