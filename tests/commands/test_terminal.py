"""The commands in a terminal: 80 columns, no colour, and Ctrl-C in the middle, which leaves every file whole."""

from __future__ import annotations

import json
import os
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import run

pytest.importorskip("pty", reason="needs a terminal of POSIX")
from terminal import Terminal

HEAD = "---\ntitle: A disastrous night\nrights: CC0\n---\n"
NAMES = ("init", "new", "import", "check", "review", "analyze", "rules", "explain", "schema")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(40):
        body = "The vote was *shameful*, said Ana Lopez, the harbour master. Experts say all is lost.\n\n" * 200
        (tmp_path / f"{number}.md").write_text(HEAD + body, encoding="utf-8")
    record = json.dumps({"id": "a", "text": "The shameful vote was close. Experts say all is lost. " * 20})
    (tmp_path / "long.jsonl").write_text(f"{record}\n" * 20_000, encoding="utf-8")
    (tmp_path / "old.json").write_text("old", encoding="utf-8")
    return tmp_path


@pytest.fixture
def silent_server() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def stopped(terminal: Terminal) -> list[str]:
    """What is left on the screen when Ctrl-C has been pressed."""
    time.sleep(0.2)  # Python misses what is pressed the moment a prompt appears
    terminal.press("\x03")
    assert terminal.end() == 130, terminal.raw
    assert "Traceback" not in terminal.raw
    lines = [line for line in terminal.lines if line]
    assert sum(line.startswith("medialit: ") for line in lines) == 1, terminal.raw
    assert not re.search(r"\x1b\[[\d;]*[34]\d", terminal.raw), "NO_COLOR"
    return lines


def test_ctrl_c_while_new_asks(tmp_path: Path) -> None:
    with Terminal("new", cwd=tmp_path, NO_COLOR="1") as terminal:
        terminal.wait_for("Title")
        terminal.press("Toll to rise\n")
        terminal.wait_for("Rights")
        assert stopped(terminal)[-1] == "medialit: stopped; no file was written"
    assert contents(tmp_path) == {}


def test_ctrl_c_while_import_waits_for_a_server(tmp_path: Path, silent_server: socket.socket) -> None:
    pytest.importorskip("trafilatura", reason="the extra `import` is not installed")
    address = f"http://127.0.0.1:{silent_server.getsockname()[1]}/"
    with Terminal("import", address, cwd=tmp_path, NO_COLOR="1") as terminal:
        silent_server.settimeout(60)
        connection, _ = silent_server.accept()
        with connection:
            assert stopped(terminal)[-1] == "medialit: stopped; no file was written"
    assert contents(tmp_path) == {}


def test_ctrl_c_while_check_reads(folder: Path) -> None:
    before = contents(folder)
    with Terminal("check", ".", "--format", "json", "--output", "old.json", cwd=folder, NO_COLOR="1") as terminal:
        terminal.wait_for("1/40")
        assert stopped(terminal)[-1] == "medialit: stopped"
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("name", "told"), [("old.json", "old.json is as it was"), ("new.json", "new.json was not written")]
)
def test_ctrl_c_while_analyze_writes(folder: Path, name: str, told: str) -> None:
    before = contents(folder)
    with Terminal("analyze", "long.jsonl", "--format", "json", "--output", name, cwd=folder, NO_COLOR="1") as terminal:
        terminal.wait_until(lambda: any(path.stat().st_size for path in folder.glob(f".{name}.*")), "a beginning")
        assert f"medialit: stopped; {told}" in stopped(terminal)
    assert contents(folder) == before


def test_what_is_wrong_stands_above_the_bar(folder: Path) -> None:
    records = (folder / "long.jsonl").read_text(encoding="utf-8").splitlines()
    records[400] = "no record"
    (folder / "long.jsonl").write_text("\n".join(records), encoding="utf-8")
    with Terminal("analyze", "long.jsonl", "--output", "new.jsonl", cwd=folder, NO_COLOR="1") as terminal:
        terminal.wait_for("no JSON")
        terminal.wait_for("words a second")
        terminal.press("\x03")
        assert terminal.end() == 130
    told = [line for line in terminal.lines if "no JSON" in line]
    assert [line.partition(" no JSON")[0] for line in told] == ["medialit: long.jsonl:401:"], terminal.raw


def test_ctrl_c_while_review_asks(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_text(HEAD + "The vote was *shameful*.\n", encoding="utf-8")
    before = contents(tmp_path)
    with Terminal("review", "1.md", cwd=tmp_path, NO_COLOR="1") as terminal:
        terminal.wait_for("Your name, as readers will see it > ")
        terminal.press("Ana Müller\n")
        terminal.wait_for("[q]uit > ")
        terminal.press("c\n")
        terminal.wait_for("[q]uit > ")
        assert stopped(terminal)[-1] == "medialit: stopped; 1.md is as it was"
        assert max(map(len, terminal.lines)) <= 80
    assert contents(tmp_path) == before


def test_what_is_wrong_is_wrapped_between_words(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(HEAD.replace("CC0", "CC0\ntype: poem"), encoding="utf-8")
    line = run("check", "a.md", cwd=tmp_path).stderr.strip()
    assert len(line) > 80
    with Terminal("check", "a.md", cwd=tmp_path, NO_COLOR="1") as terminal:
        assert terminal.end() == 1
        lines = [shown for shown in terminal.lines if shown]
    assert max(map(len, lines)) <= 80
    assert " ".join(shown.strip() for shown in lines) == line


@pytest.mark.parametrize("name", NAMES)
def test_help_fits_the_screen_and_has_examples(tmp_path: Path, name: str) -> None:
    done = run(name, "--help", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0].startswith(f"Usage: medialit {name} [OPTIONS]")
    assert not re.search(r"<\w+>|\{", done.stdout), "types are for programmers"
    shown = [line.strip() for line in lines[lines.index("  Examples:") + 1 :]]
    assert all(line.startswith(f"medialit {name}") for line in shown)
    assert shown


def test_every_value_of_an_option_is_in_its_help(tmp_path: Path) -> None:
    from medialit.commands.analyze import Format
    from medialit.commands.check import CheckFormat, FailOn
    from medialit.commands.rules import ListFormat
    from medialit.commands.schema import Name

    values = [("analyze", Format), ("check", CheckFormat), ("check", FailOn), ("rules", ListFormat), ("schema", Name)]
    for name, kind in values:
        words = set(re.findall(r"[\w-]+", run(name, "--help", cwd=tmp_path).stdout))
        assert {value.value for value in kind} <= words, name


def test_the_commands_are_listed_whole_and_in_the_order_of_use(tmp_path: Path) -> None:
    done = run(cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    lines = done.stderr.splitlines()
    assert max(map(len, lines)) <= 80
    listed = lines[lines.index("Commands:") + 1 :][: len(NAMES)]
    assert [line.split()[0] for line in listed] == list(NAMES)
    assert all(line.endswith(".") and not line.endswith("...") for line in listed)
    assert run("--help", cwd=tmp_path).stdout == done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["chek"], "no such command 'chek'; did you mean 'check'"),
        (["check", "--frmat", "text"], "no such option: --frmat (Possible options: --format); see 'medialit check --help'"),
        (["check", "--format", "xml"], "invalid value for '--format': 'xml' is not one of 'text', 'json', 'sarif', "),
        (["review"], "missing argument 'FILE'; see 'medialit review --help'"),
        (["review", "a", "b"], "got unexpected extra argument"),
        (["schema", "x"], "invalid value for 'NAME': 'x' is not one of 'article', 'lesson', "),
        (["--nothing"], "no such option: --nothing; see 'medialit --help'"),
    ],
)  # fmt: skip
def test_a_slip_of_the_keys_is_one_line(tmp_path: Path, arguments: list[str], told: str) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"medialit: {told}")


TYPICAL = {
    "letter.docx": (b"PK\x03\x04", "letter.docx: is no article; articles are .md files, and 'medialit new' makes one"),
    "empty.md": (b"", "empty.md:1: no front matter; begin the file with '---', then title and rights, then '---'"),
    "latin.md": (HEAD.encode() + b"caf\xe9\n", "latin.md:5: not UTF-8 text; save the file as UTF-8"),
    "tab.md": (b"---\n\ttitle: A\nrights: B\n---\nx\n", "tab.md:2: malformed YAML: a tab; indent with spaces"),
    "untitled.md": (b"---\nrights: B\n---\nx\n", "untitled.md:2: 'title' is missing; add the headline, such as title:"),
    "date.md": (HEAD.replace("CC0", "CC0\ndate: 14.3.2026").encode(), "date.md:4: date: '14.3.2026' is no date; write"),
}


@pytest.mark.parametrize("name", TYPICAL)
@pytest.mark.parametrize("command", [("check",), ("review", "--by", "A")], ids=["check", "review"])
def test_typical_mistakes_are_named_with_what_mends_them(tmp_path: Path, command: tuple[str, ...], name: str) -> None:
    content, told = TYPICAL[name]
    (tmp_path / name).write_bytes(content)
    done = run(*command, name, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"medialit: {told}")


def test_a_folder_without_texts_is_told(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    done = run("analyze", "none", "--format", "text", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "medialit: none: holds no .md or .txt file\n")


def test_records_come_from_standard_input_and_equal_ids_are_both_written(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A shameful vote.", encoding="utf-8")
    records = b'{"id": "a", "text": "One."}\n{"id": "a", "text": "Two."}\n'
    done = run("analyze", "a.txt", "-", cwd=tmp_path, stdin=records)
    assert (done.returncode, done.stderr) == (0, "")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["id"], one["text"]) for one in found] == [("a", "A shameful vote."), ("a", "One."), ("a", "Two.")]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("arguments", [("analyze", "a.txt"), ("schema", "article")])
def test_a_full_disk_behind_standard_output_is_one_line(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "a.txt").write_text("A shameful vote.", encoding="utf-8")
    import subprocess

    from commands import command

    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command(*arguments), cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, check=False, env=os.environ
        )
    assert (done.returncode, done.stderr.decode()) == (2, "medialit: standard output: No space left on device\n")
