"""`medialit analyze --scheduler`: on a real cluster on this machine, with workers that are processes and may die."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import slowsite
from commands import one_line
from commands import started as run

pytest.importorskip("distributed", reason="Dask is not installed: pip install 'mkdocs-medialit[cluster]'")

ADDRESS = re.compile(r"tcp://127\.0\.0\.1:\d+")
# A worker with another engine: what an older installation looks like from here.
OTHER = "import medialit.fingerprint as f; f.fingerprint = lambda: 'another'; from distributed.cli.dask_worker import main; main()"
NO_MEDIALIT = "import sys; sys.modules['medialit'] = None; from distributed.cli.dask_worker import main; main()"

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts Dask's programs, in another folder than the texts; what they say goes into a file."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    log = (elsewhere / "log").open("ab")
    begun = []

    def started(code: str, *arguments: str, **more: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", code, *arguments]
        begun.append(subprocess.Popen(command, cwd=elsewhere, env=os.environ | more, stdout=log, stderr=log))
        return begun[-1]

    yield started
    for process in begun:
        process.kill()
        process.wait()
    log.close()


def scheduler(start: Start, folder: Path, **more: str) -> str:
    """The address of a scheduler that has begun to listen."""
    code = "from distributed.cli.dask_scheduler import main; main()"
    start(code, "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show", **more)
    return ADDRESS.search(waited_for(folder / "elsewhere/log", ADDRESS, 1))[0]  # type: ignore[index]


def worker(start: Start, address: str, name: str, code: str | None = None, **more: str) -> subprocess.Popen[bytes]:
    code = code or "from distributed.cli.dask_worker import main; main()"
    arguments = ("--name", name, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0")
    return start(code, address, *arguments, **more)


def waited_for(path: Path, pattern: re.Pattern[str], number: int, seconds: float = 300.0) -> str:
    """The text of a file in which a pattern occurs so often."""
    end = time.monotonic() + seconds
    while len(pattern.findall(text := path.read_text(encoding="utf-8") if path.exists() else "")) < number:
        assert time.monotonic() < end, text
        time.sleep(0.05)
    return text


REGISTERED = re.compile("Registered to")


def test_a_worker_that_is_killed_changes_nothing(tmp_path: Path, start: Start) -> None:
    more = slowsite.make(tmp_path, ["sleep 0.02"] * 120)
    (tmp_path / "docs/articles/vote-001.md").write_text("broken", encoding="utf-8")
    address = scheduler(start, tmp_path)
    first = worker(start, address, "first", **more)
    worker(start, address, "second", **more)
    waited_for(tmp_path / "elsewhere/log", REGISTERED, 2)
    command = [sys.executable, "-m", "medialit", "analyze", "docs", "--scheduler", address, "--output", "out.jsonl"]
    process = subprocess.Popen(command, cwd=tmp_path, env=os.environ | more, stderr=subprocess.PIPE)
    waited_for(tmp_path / "out.jsonl.part", re.compile("\n"), 10)
    first.kill()
    first.wait()
    assert process.poll() is None, "it was killed in the middle"
    _, told = process.communicate(timeout=300)
    alone = run("analyze", "docs", "--output", "alone.jsonl", "--jobs", "2", cwd=tmp_path, **more)
    assert (process.returncode, told.decode()) == (alone.returncode, alone.stderr)
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "alone.jsonl").read_bytes()
    assert (tmp_path / "out.jsonl").read_bytes().count(b"\n") == 120


@pytest.mark.soak
def test_a_text_that_ends_its_workers_is_named_and_the_others_go_on(tmp_path: Path, start: Start) -> None:
    more = slowsite.make(tmp_path, ["", "exit", ""])
    address = scheduler(start, tmp_path, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0")
    for name in ("first", "second", "third"):  # each of the two attempts takes one with it
        worker(start, address, name, **more)
    waited_for(tmp_path / "elsewhere/log", REGISTERED, 3)
    done = run("analyze", "docs", "--scheduler", address, cwd=tmp_path, **more)
    assert done.returncode == 1
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["id"] for record in found if "error" in record] == ["vote-001"], done.stderr
    assert len(found) == 3
    assert "ended the process" in done.stderr


@pytest.mark.soak
def test_clusters_that_can_not_be_used(tmp_path: Path, start: Start) -> None:
    (tmp_path / "a.txt").write_text("A shameful vote.", encoding="utf-8")
    address = scheduler(start, tmp_path)
    other = worker(start, address, "other", OTHER)
    waited_for(tmp_path / "elsewhere/log", REGISTERED, 1)
    line = one_line(run("analyze", "a.txt", "--scheduler", address, cwd=tmp_path))
    assert re.fullmatch(r"the worker tcp://\S+ has another build of version .+; install there what runs here, .+", line)
    other.kill()
    other.wait()
    without = worker(start, address, "without", NO_MEDIALIT)
    waited_for(tmp_path / "elsewhere/log", REGISTERED, 2)
    line = one_line(run("analyze", "a.txt", "--scheduler", address, cwd=tmp_path))
    assert line.startswith("medialit can't be loaded by the workers (")
    without.kill()


@pytest.mark.soak
def test_a_scheduler_without_workers(tmp_path: Path, start: Start) -> None:
    (tmp_path / "a.txt").write_text("A shameful vote.", encoding="utf-8")
    address = scheduler(start, tmp_path)
    line = one_line(run("analyze", "a.txt", "--scheduler", address, cwd=tmp_path))
    assert line == f"the scheduler at {address} has no workers; start some with 'dask worker {address}'"


@pytest.mark.parametrize("address", ["nonsense://x", "not an address", "tcp://127.0.0.1:1"])
def test_no_scheduler_there(tmp_path: Path, address: str) -> None:
    (tmp_path / "a.txt").write_text("A shameful vote.", encoding="utf-8")
    line = one_line(run("analyze", "a.txt", "--scheduler", address, cwd=tmp_path))
    assert line == f"no Dask scheduler at {address}; give its address, such as tcp://host:8786"


def test_without_dask(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A shameful vote.", encoding="utf-8")
    code = (
        "import sys; sys.modules['distributed'] = None;"
        "sys.argv = ['medialit', 'analyze', 'a.txt', '--scheduler', 'tcp://127.0.0.1:1'];"
        "from medialit.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert one_line(done) == "--scheduler needs Dask; pip install 'mkdocs-medialit[cluster]'"
