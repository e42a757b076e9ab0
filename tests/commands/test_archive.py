"""`medialit analyze` on many texts: several processes, interruptions, progress."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import slowsite
from commands import one_line
from commands import started as run
from medialit.cli import app
from texts import body
from typer.testing import CliRunner

POSIX = pytest.mark.skipif(not hasattr(os, "killpg"), reason="process groups are a matter of POSIX")
COMMAND = [sys.executable, "-m", "medialit", "analyze"]


def write_records(path: Path, number: int, words: int = 60) -> None:
    lines = (json.dumps({"id": index, "text": body(index, words)}) + "\n" for index in range(number))
    path.write_text("".join(lines), encoding="utf-8")


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A folder with texts of every kind, some of them broken."""
    write_records(tmp_path / "many.jsonl", 70)
    with (tmp_path / "many.jsonl").open("ab") as stream:
        stream.write(b'{"id": "x"}\nno json\n{"id": "latin", "text": "caf\xe9"}\n')
    for folder in ("b", "a", "a.b"):
        (tmp_path / "texts" / folder).mkdir(parents=True)
        (tmp_path / "texts" / folder / "one.txt").write_text(body(5, 40), encoding="utf-8")
        (tmp_path / "texts" / folder / "two.md").write_text(
            f"---\ntitle: {folder}\nrights: CC0\n---\n{body(6, 40)}", encoding="utf-8"
        )
    (tmp_path / "texts" / "a" / "bad.md").write_text("no front matter", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("form", ["jsonl", pytest.param("csv", marks=pytest.mark.soak)])
def test_the_output_is_the_same_for_any_number_of_processes(mixed: Path, form: str) -> None:
    arguments = ("analyze", "texts", "none.txt", "--jsonl", "many.jsonl", "--format", form)
    alone = run(*arguments, cwd=mixed)
    assert alone.returncode == 1
    assert len(alone.stderr.splitlines()) == 5
    for jobs in ("2", "3") if form == "jsonl" else ("2",):
        shared = run(*arguments, "--jobs", jobs, cwd=mixed)
        assert (shared.returncode, shared.stdout, shared.stderr) == (1, alone.stdout, alone.stderr)


def test_a_folder_is_read_in_the_order_of_its_paths(mixed: Path) -> None:
    done = run("analyze", "texts", "--format", "jsonl", cwd=mixed)
    shown = [json.loads(line)["id"] for line in done.stdout.splitlines()]
    files = sorted(path for path in (mixed / "texts").rglob("*") if path.is_file())
    assert shown == [path.stem for path in files]


@pytest.mark.soak
def test_the_order_is_kept_however_long_each_takes(tmp_path: Path) -> None:
    chance = random.Random(4)
    orders = [f"sleep {chance.choice([0, 0, 0, 0.2])}" for _ in range(70)]
    more = slowsite.make(tmp_path, orders)
    shared = run("analyze", "docs", "--jobs", "3", cwd=tmp_path, **more)
    found = [json.loads(line) for line in shared.stdout.splitlines()]
    assert [record["id"] for record in found] == [f"vote-{number:03}" for number in range(70)]
    assert shared.returncode == 0, shared.stderr
    assert "words.loaded-word" not in {flag["rule"] for record in found for flag in record["flags"]}, "the site's rules"


def test_a_text_that_ends_its_process_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    orders = [""] * 40
    orders[20] = "exit"
    more = slowsite.make(tmp_path, orders)
    done = run("analyze", "docs", "--jobs", "2", cwd=tmp_path, **more)
    assert done.returncode == 1
    place = Path("docs/articles/vote-020.md")
    problem = f"{place}: its analysis ended the process, maybe for lack of memory; it is left out"
    assert done.stderr == f"medialit: {problem}\n"
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["id"] for record in found] == [f"vote-{number:03}" for number in range(40)]
    assert [record for record in found if "error" in record] == [{"schema": 1, "id": "vote-020", "error": problem}]


@pytest.mark.soak
@pytest.mark.parametrize("jobs", ["auto", pytest.param("0", marks=pytest.mark.soak)])
def test_as_many_processes_as_cores(mixed: Path, jobs: str) -> None:
    done = run("analyze", "texts/b", "--jobs", jobs, cwd=mixed)
    assert len(done.stdout.splitlines()) == 2, done.stderr


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--jobs", "-1"], "--jobs: '-1' is no number of processes; give 1 or more, or auto"),
        (["--jobs", "many"], "--jobs: 'many' is no number of processes; give 1 or more, or auto"),
        (["--resume"], "--resume needs --output FILE and the format jsonl"),
        (["--resume", "--output", "x", "--format", "csv"], "--resume needs --output FILE and the format jsonl"),
        (["--jobs", "2", "--scheduler", "tcp://x:1"], "--jobs and --scheduler exclude each other; give one of them"),
    ],
)
def test_what_can_not_be_asked_for(tmp_path: Path, arguments: list[str], line: str) -> None:
    assert one_line(run("analyze", "a.txt", *arguments, cwd=tmp_path)) == line


def group_is_gone(leader: int, seconds: float = 8.0) -> bool:
    """Whether no process of a group is left, after some time to end."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            os.killpg(leader, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts commands in process groups of their own, of which nothing is left at the end."""
    begun = []

    def started(*arguments: str, cwd: Path, **more: str) -> subprocess.Popen[bytes]:
        begun.append(
            subprocess.Popen(
                [*COMMAND, *arguments], cwd=cwd, env=os.environ | more, start_new_session=True,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
            )
        )  # fmt: skip
        return begun[-1]

    yield started
    for process in begun:
        if process.poll() is None or not group_is_gone(process.pid, 0.1):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def wait_for_lines(path: Path, number: int, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not path.exists() or path.read_bytes().count(b"\n") < number:
        assert time.monotonic() < end, f"{path} did not come"
        time.sleep(0.02)


@POSIX
@pytest.mark.parametrize(
    ("jobs", "how"),
    [("2", "SIGINT"), *(pytest.param(jobs, "SIGKILL", marks=pytest.mark.soak) for jobs in ("1", "2"))],
)
def test_an_interrupted_run_goes_on(tmp_path: Path, start: Callable[..., subprocess.Popen[bytes]], jobs: str, how: str) -> None:  # fmt: skip
    more = slowsite.make(tmp_path, ["sleep 0.03"] * 60)
    (tmp_path / "docs/articles/vote-001.md").write_text("broken", encoding="utf-8")
    arguments = ("docs", "--output", "out.jsonl", "--jobs", jobs)
    process = start(*arguments, cwd=tmp_path, **more)
    part = tmp_path / "out.jsonl.part"
    wait_for_lines(part, 5)
    if how == "SIGINT":
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does, to all processes
    else:
        process.kill()
    output, told = process.communicate(timeout=30)
    assert process.returncode != 0
    assert output == b""
    assert b"Traceback" not in told
    if how == "SIGINT":
        assert b"out.jsonl.part holds" in told
    assert group_is_gone(process.pid), "processes are left behind"
    assert not (tmp_path / "out.jsonl").exists()
    done = part.read_bytes().count(b"\n")
    assert 5 <= done < 60
    refused = one_line(run("analyze", *arguments, cwd=tmp_path, **more))
    assert refused.endswith(
        "out.jsonl.part: is left from an interrupted run; go on from it with --resume, or remove it"
    )
    resumed = run("analyze", *arguments, "--resume", cwd=tmp_path, **more)
    assert resumed.returncode == 1
    assert resumed.stderr.startswith("medialit: docs/articles/vote-001.md:1: no front matter;"), "told again"
    whole = run("analyze", "docs", "--output", "whole.jsonl", cwd=tmp_path, **more)
    assert whole.returncode == 1
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert not list(tmp_path.glob("*.part*"))


def partial(folder: Path, keep: int) -> list[bytes]:
    """What a run that was killed after so many records would have left for `many.jsonl`; all the records."""
    code = (
        "import sys; from pathlib import Path; from medialit import corpus; from medialit.resume import Partial\n"
        "with Partial(Path('out.jsonl'), False) as part:\n"
        "    texts = part.remaining(corpus.read([], Path('many.jsonl')), print)\n"
        "    for number, (site, text, outcome) in enumerate(corpus.run(texts, 'jsonl')):\n"
        f"        if number == {keep}: break\n"
        "        part.write(site, text, outcome.part, failed=outcome.problem is not None)\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=folder, check=True)
    done = run("analyze", "--jsonl", "many.jsonl", "--output", "whole.jsonl", cwd=folder)
    assert done.returncode == 0, done.stderr
    return (folder / "whole.jsonl").read_bytes().splitlines(keepends=True)


def resumed(folder: Path) -> list[bytes]:
    """The records after `--resume`."""
    arguments = ["analyze", "--jsonl", "many.jsonl", "--output", "out.jsonl", "--resume"]
    done = CliRunner().invoke(app, arguments)
    assert (done.exit_code, done.output) == (0, "")
    return (folder / "out.jsonl").read_bytes().splitlines(keepends=True)


@pytest.mark.soak
def test_damage_to_what_is_left_is_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_records(tmp_path / "many.jsonl", 12, 30)
    whole = partial(tmp_path, 8)
    part, keys = tmp_path / "out.jsonl.part", tmp_path / "out.jsonl.part.keys"
    left, known = part.read_bytes(), keys.read_bytes()
    assert left == b"".join(whole[:8])
    last = len(whole[7])
    for broken, broken_keys in [
        (left[:-1], known),  # the end of the last line is missing
        (left[: -last // 2], known),
        (left + whole[8][:50], known),  # half a record more
        (left, known[:-20]),
        (left, b""),
        (b"", known),
        (left.replace(b"bridge", b"fridge", 1), known),
        (left[:-40] + b"\0" * 40, known),  # what a loss of power can leave
    ]:
        part.write_bytes(broken)
        keys.write_bytes(broken_keys)
        assert resumed(tmp_path) == whole
        assert not part.exists()


@pytest.mark.soak
def test_what_is_kept_is_not_done_again(tmp_path: Path) -> None:
    write_records(tmp_path / "many.jsonl", 6, 30)
    whole = partial(tmp_path, 4)
    code = (
        "import sys; from medialit import corpus; old = corpus.outcome_of\n"
        "corpus.outcome_of = lambda site, text, form: (print(text.line), old(site, text, form))[1]\n"
        "sys.argv = 'medialit analyze --jsonl many.jsonl --output out.jsonl --resume'.split()\n"
        "from medialit.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["5", "6"]
    assert (tmp_path / "out.jsonl").read_bytes().splitlines(keepends=True) == whole


def test_after_a_change_of_the_input_all_from_there_is_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_records(tmp_path / "many.jsonl", 12, 30)
    partial(tmp_path, 8)
    lines = (tmp_path / "many.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    lines[3] = json.dumps({"id": "new", "text": "Experts say that it was a shameful vote."}) + "\n"
    (tmp_path / "many.jsonl").write_text("".join(lines[:10]), encoding="utf-8")
    found = [json.loads(line) for line in resumed(tmp_path)]
    assert [record["id"] for record in found] == ["0", "1", "2", "new", "4", "5", "6", "7", "8", "9"]
    assert found[3]["flags"]


@pytest.mark.soak
def test_after_a_change_of_the_rules_all_is_done_again(tmp_path: Path) -> None:
    more = slowsite.make(tmp_path, ["sleep 0"] * 3)
    rules = tmp_path / "site_config/rules/switches.yml"
    code = (
        "from pathlib import Path; from medialit import corpus; from medialit.resume import Partial\n"
        "with Partial(Path('out.jsonl'), False) as part:\n"
        "    for site, text, outcome in corpus.run(part.remaining(corpus.read([Path('docs')]), print), 'jsonl'):\n"
        "        part.write(site, text, outcome.part, failed=False)\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, env=os.environ | more)
    rules.write_text("off: []\n", encoding="utf-8")
    assert run("analyze", "docs", "--output", "out.jsonl", "--resume", cwd=tmp_path, **more).returncode == 0
    for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines():
        assert "words.loaded-word" in {flag["rule"] for flag in json.loads(line)["flags"]}


@pytest.mark.soak
@POSIX
def test_two_runs_do_not_write_one_file(tmp_path: Path, start: Callable[..., subprocess.Popen[bytes]]) -> None:
    more = slowsite.make(tmp_path, ["", "sleep 20"])
    start("docs", "--output", "out.jsonl", cwd=tmp_path, **more)
    wait_for_lines(tmp_path / "out.jsonl.part", 1)
    done = run("analyze", "docs", "--output", "out.jsonl", "--resume", cwd=tmp_path, **more)
    assert one_line(done) == "out.jsonl: another run is writing it"
    assert (tmp_path / "out.jsonl.part").read_bytes().count(b"\n") == 1


@POSIX
@pytest.mark.parametrize("jobs", ["2", pytest.param("1", marks=pytest.mark.soak)])
def test_a_reader_that_stops_ends_it_quietly(
    mixed: Path, start: Callable[..., subprocess.Popen[bytes]], jobs: str
) -> None:
    write_records(mixed / "many.jsonl", 400)
    process = start("--jsonl", "many.jsonl", "--jobs", jobs, cwd=mixed)
    assert process.stdout
    assert process.stderr
    assert process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(30) == 0
    assert group_is_gone(process.pid)


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("named pipes are a matter of POSIX")
    (tmp_path / "a.txt").write_text("A shameful vote.", encoding="utf-8")
    os.mkfifo(tmp_path / "pipe")
    process = subprocess.Popen([*COMMAND, "a.txt", "--output", "pipe"], cwd=tmp_path)
    assert json.loads((tmp_path / "pipe").read_bytes())["id"] == "a"
    assert process.wait(30) == 0
    assert (tmp_path / "pipe").is_fifo()


@POSIX
def test_progress_is_shown_on_a_terminal_alone(mixed: Path) -> None:
    import pty

    arguments = ["texts", "--jsonl", "many.jsonl"]
    quiet = run("analyze", *arguments, cwd=mixed)
    ours, theirs = pty.openpty()
    process = subprocess.Popen([*COMMAND, *arguments], cwd=mixed, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    told = b""
    with ThreadPoolExecutor(1) as beside:  # a terminal holds little, and the process waits until it is read
        output = beside.submit(process.communicate)
        with contextlib.suppress(OSError):  # the end, on Linux
            while piece := os.read(ours, 65536):
                told += piece
    os.close(ours)
    assert output.result()[0].decode() == quiet.stdout
    assert "words a second" in told.decode()
    assert "of 80 texts" in told.decode()
    assert "no front matter" in told.decode().replace("\r\n", " ")
    assert "words a second" not in quiet.stderr
