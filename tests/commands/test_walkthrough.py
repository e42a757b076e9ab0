"""`medialit review`, driven as a teacher would, and all that may go wrong while a file is written."""

from __future__ import annotations

import codecs
import datetime as dt
import os
import re
import signal
import subprocess
from pathlib import Path

import commands
import pytest
from commands import command
from medialit.article import load_article
from medialit.check import check
from medialit.findings import Checked
from medialit.sources import Site
from medialit.wholefile import whole_bytes
from terminal import Terminal

BODY = """The shameful plan is dead. The shameful vote was close.

> “A disastrous day,” said Ana Lopez.

The disastrous plan, the catastrophic vote.
"""
HEAD = """---
# An article of ours.
title:   "A vote"   # as printed
rights: CC0
topics: [ one,two ]
date: 2026-03-01

# the end
---
"""
SITES: dict[Path | None, Site] = {}  # loaded once


def run(*arguments: str, cwd: Path, answers: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    return commands.run(*arguments, cwd=cwd, stdin=answers.encode(), **more)


def write(folder: Path, name: str = "vote.md", head: str = HEAD, body: str = BODY, ending: str = "\n") -> Path:
    path = folder / name
    path.write_bytes((head + body).replace("\n", ending).encode())
    return path


def checked(path: Path) -> Checked:
    result = check(path, SITES)
    assert result.problems == ()
    return result


def words(path: Path, status: str) -> list[tuple[str, str | None]]:
    return [(f.words, f.flag.note) for f in checked(path).findings if f.flag.status == status]


def test_round_trip(tmp_path: Path) -> None:
    path = write(tmp_path)
    before = path.read_text(encoding="utf-8")
    opened = checked(path).count("open")
    assert opened >= 3
    answers = 'c\nd\nthe name of “it”: "so" # here\n' + "s\n" * (opened - 2)
    done = run("review", "vote.md", "--by", "A. Teacher", cwd=tmp_path, answers=answers)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "1 confirmed, 1 set aside; written to vote.md."
    result = checked(path)
    assert (result.count("open"), result.count("confirmed"), result.aside) == (opened - 2, 1, 1)
    review = load_article(path, "vote.md").front.review
    assert review
    assert (review.by, review.date) == ("A. Teacher", dt.date.today())
    assert review.dismiss[0].reason == 'the name of “it”: "so" # here'
    head, added, rest = path.read_text(encoding="utf-8").partition("review:\n")
    assert head + rest[rest.index("---\n") :] == before
    assert added
    again = run("review", "vote.md", cwd=tmp_path, answers="n Look here.\nq\n")
    assert again.returncode == 0
    assert f"1 of {opened - 2} " in again.stdout
    assert ("Look here.") in [note for _, note in words(path, "confirmed")]
    assert load_article(path, "vote.md").front.review.by == "A. Teacher"  # type: ignore[union-attr]
    assert "Note: Look here." in run("check", "vote.md", cwd=tmp_path).stdout


def test_what_is_shown(tmp_path: Path) -> None:
    write(tmp_path, "Ein schöner Tag.md")
    done = run("review", "Ein schöner Tag.md", "--by", "A", cwd=tmp_path, answers="?\nq\n")
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert "\x1b" not in done.stdout
    flagged = next(f for f in checked(tmp_path / "Ein schöner Tag.md").findings)
    assert (
        f"1 of {checked(tmp_path / 'Ein schöner Tag.md').count('open')} · Ein schöner Tag.md:{flagged.place.line}"
        in done.stdout
    )
    assert flagged.flag.question in done.stdout
    assert "a reason; s leaves it open" in " ".join(done.stdout.split())
    styled = run(
        "review",
        "Ein schöner Tag.md",
        "--by",
        "A",
        cwd=tmp_path,
        answers="?\nq\n",
        FORCE_COLOR="1",
        NO_COLOR="1",
        TERM="xterm",
    )
    assert not re.search(r"\x1b\[[\d;]*3\d", styled.stdout)
    assert re.sub(r"\x1b\[[\d;]*m", "", styled.stdout) == done.stdout
    assert "[shameful]" in run("review", "Ein schöner Tag.md", "--by", "A", cwd=tmp_path, answers="s\n" * 40).stdout


OLD = """review:   # ours
    date: 2026-01-01   # a day
    by: 'A'
    # first those we keep
    confirm:
    - quote: "shameful"    # which?
      prefix: The
      suffix: plan

      rule: words.loaded-word
      # more to come
    dismiss: []
# about the outlet
outlet: X
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8], ids=["plain", "bom"])
def test_comments_order_line_ends_and_mark_are_kept(tmp_path: Path, ending: str, mark: bytes) -> None:
    path = write(tmp_path, head=HEAD.replace("\n# the end\n", OLD), ending=ending)
    path.write_bytes(mark + path.read_bytes())
    before = path.read_bytes()
    count = checked(path).count("open")
    done = run("review", "vote.md", cwd=tmp_path, answers="d no\n" + "s\n" * (count - 2) + "c\n")
    assert (done.returncode, done.stderr) == (0, "")
    after = path.read_bytes()
    assert after.startswith(mark)
    assert after.count(b"\xef\xbb\xbf") == (mark != b"")
    old, new = (text.removeprefix(mark).decode().split(ending) for text in (before, after))
    other = "\n" if ending != "\n" else "\r"
    assert ending == "\r\n" or other not in "".join(new)
    kept = [line for line in old if "2026-01-01" not in line and "dismiss" not in line]
    later = iter(new)
    assert all(line in later for line in kept), new
    assert f"    date: {dt.date.today()}   # a day" in new
    assert "    dismiss:" in new
    assert (
        new.index('    - quote: "shameful"    # which?') < new.index("    dismiss:") < new.index("# about the outlet")
    )
    assert checked(path).count("open") == count - 2


@pytest.mark.parametrize(
    "review",
    [
        "review: {by: A, date: 2026-01-01}\n",
        "review: {by: A, date: 2026-01-01, confirm: [{quote: catastrophic}]}\n",
        'review:\n  by: "A"\n  date: 2026-01-01\n\n\n',
        "review:\n  by: A\n  date: 2026-01-01\n  confirm:\n  - quote: catastrophic\n",
        "review:\n  by: >\n    A\n    B\n  date: 2026-01-01\nsummary: |\n  Last.\n",
    ],
)
def test_however_a_review_is_written(tmp_path: Path, review: str) -> None:
    path = write(tmp_path, head=HEAD.replace("\n# the end\n", review))
    count = checked(path).count("open")
    confirmed = checked(path).count("confirmed")
    done = run("review", "vote.md", cwd=tmp_path, answers="c\nd so\nq\n")
    assert (done.returncode, done.stderr) == (0, "")
    result = checked(path)
    assert (result.count("open"), result.count("confirmed"), result.aside) == (count - 2, confirmed + 1, 1)


def test_equal_words_get_anchors_of_their_own(tmp_path: Path) -> None:
    body = "A shameful vote.\n\n“A shameful vote,” said Ana Lopez.\n\nThe same: A shameful vote.\n"
    path = write(tmp_path, body=body)
    run("review", "vote.md", "--by", "A", "--all", cwd=tmp_path, answers="d no\n" * 20)
    assert checked(path).count("open") == 0
    review = load_article(path, "vote.md").front.review
    assert review
    anchors = [(one.quote, one.prefix, one.suffix, one.occurrence) for one in review.dismiss if one.quote == "shameful"]
    assert len(anchors) == len(set(anchors)) >= 2
    assert all(one.prefix or one.suffix or one.occurrence for one in review.dismiss if one.quote == "shameful")


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["missing.md"], 1, "missing.md: can't be read: No such file"),
        (["."], 1, ".: is a folder; name one article"),
        (["vote.md"], 1, 'vote.md: say who reviews it, such as --by "A. Teacher"'),
        (["vote.md", "--by", "A\u202eB"], 1, "the reviewer's name holds a character that is not plain text"),
        (["vote.md", "--by", " "], 1, "the reviewer's name is empty"),
        ([], 2, "missing argument 'FILE'; see"),
        (["wrong.md"], 1, "wrong.md:7: review, the article has no words “nowhere”"),
    ],
)
def test_what_goes_wrong_is_told_in_a_line(tmp_path: Path, arguments: list[str], status: int, told: str) -> None:
    path = write(tmp_path)
    review = "review:\n  by: A\n  date: 2026-01-01\n  confirm: [{quote: nowhere}]\n"
    write(tmp_path, "wrong.md", f"---\ntitle: A\nrights: B\n{review}---\n")
    before = path.read_bytes()
    done = run("review", *arguments, cwd=tmp_path, answers="c\nq\n")
    assert done.returncode == status
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert path.read_bytes() == before


def test_nothing_decided_changes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path)
    before = path.stat().st_mtime_ns
    for answers in ("", "q\n", "s\n" * 40, "d\n\nq\n"):
        done = run("review", "vote.md", "--by", "A", cwd=tmp_path, answers=answers)
        assert done.returncode == 0
        assert "Nothing has been decided; the file is as it was." in done.stdout
    assert path.stat().st_mtime_ns == before


def test_a_front_matter_that_can_not_take_a_review_stays_and_the_decisions_are_printed(tmp_path: Path) -> None:
    path = write(tmp_path, head="---\n{title: A vote,\n rights: CC0}\n---\n")
    before = path.read_bytes()
    done = run("review", "vote.md", "--by", "A", cwd=tmp_path, answers="d it is theirs\nq\n")
    assert done.returncode == 1
    assert path.read_bytes() == before
    assert 'reason: "it is theirs"' in done.stdout
    assert len(done.stderr.splitlines()) == 1


def started(path: Path, *, end: str = "") -> subprocess.Popen[bytes]:
    """A review under way that waits for its second answer."""
    process = subprocess.Popen(
        command("review", path.name, "--by", "A"), cwd=path.parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdin
    assert process.stdout
    process.stdin.write(b"d the reason\n")
    process.stdin.flush()
    shown = b""
    while b"2 of " not in shown or not shown.endswith(b"> "):
        piece = os.read(process.stdout.fileno(), 4096)
        assert piece, shown
        shown += piece
    return process


def test_ctrl_c_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = write(tmp_path)
    before = path.read_bytes()
    process = started(path)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert errors.decode().strip() == "medialit: stopped; vote.md is as it was"
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["vote.md"]


def test_a_file_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = write(tmp_path)
    process = started(path)
    changed = path.read_bytes() + b"\nOne more line.\n"
    path.write_bytes(changed)
    shown, errors = process.communicate(b"q\n", timeout=20)
    assert process.returncode == 1
    assert b"it was changed by another program meanwhile" in errors
    assert b'reason: "the reason"' in shown
    assert path.read_bytes() == changed


def test_in_a_terminal(tmp_path: Path) -> None:
    path = write(tmp_path)
    with Terminal("review", "vote.md", cwd=tmp_path, NO_COLOR="1") as terminal:
        for prompt, answer in (
            ("Your name, as readers will see it > ", "Ana Müller"),
            ("[q]uit > ", "d"),
            ("Reason, which readers will see > ", "the name"),
            ("[q]uit > ", "q"),
        ):
            terminal.wait_for(prompt)
            terminal.press(f"{answer}\n")
        assert terminal.end() == 0
    assert any("written to vote.md." in line for line in terminal.lines)
    review = load_article(path, "vote.md").front.review
    assert review
    assert (review.by, review.dismiss[0].reason) == ("Ana Müller", "the name")
    assert not re.search(r"\x1b\[[\d;]*3\d", terminal.raw)


def refused_as_read_only(path: Path) -> None:
    before = path.read_bytes()
    done = run("review", path.name, "--by", "A", cwd=path.parent, answers="c\nq\n")
    assert done.returncode == 1
    assert done.stderr == f"medialit: {path.name}: can't be written: its folder is read-only\n"
    assert "1 of" not in done.stdout, "nobody is asked in vain"
    assert path.read_bytes() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="no mode keeps root from writing")
def test_a_read_only_folder(tmp_path: Path) -> None:
    path = write(tmp_path)
    tmp_path.chmod(0o555)
    try:
        refused_as_read_only(path)
    finally:
        tmp_path.chmod(0o755)


def test_a_read_only_disk(small_disk: Path) -> None:
    path = write(small_disk)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    refused_as_read_only(path)


def test_a_full_disk_leaves_the_old_file(small_disk: Path) -> None:
    path = write(small_disk, body=BODY + "\nMore of it.\n" * 600)
    before = path.read_bytes()
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as stream, pytest.raises(OSError, match="No space left"):
        while True:
            stream.write(b"x" * 1024)
    done = run("review", "vote.md", "--by", "A", cwd=small_disk, answers="d the reason\nq\n")
    assert done.returncode == 1
    assert done.stderr == "medialit: vote.md: can't be written: No space left on device\n"
    assert 'reason: "the reason"' in done.stdout
    assert path.read_bytes() == before
    assert sorted(one.name for one in small_disk.iterdir()) == ["filler", "vote.md"]
    filler.unlink()
    assert run("review", "vote.md", "--by", "A", cwd=small_disk, answers="d the reason\nq\n").returncode == 0
    assert checked(path).aside == 1


def test_links_and_modes_are_kept(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(path.name)
    assert run("review", "link.md", "--by", "A", cwd=tmp_path, answers="c\nq\n").returncode == 0
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert checked(path).count("confirmed") == 1


def test_whatever_stops_the_writing_leaves_the_old_file(tmp_path: Path) -> None:
    path = write(tmp_path)
    before = path.read_bytes()
    with pytest.raises(KeyboardInterrupt), whole_bytes(path) as stream:
        stream.write(b"half")
        raise KeyboardInterrupt
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["vote.md"]
