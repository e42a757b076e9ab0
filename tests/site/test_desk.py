"""What is decided at the desk is what the site shows: reviews and comments in an article, checked and built."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from builder import GOOD, build_site, write
from commands import started
from medialit.check import check

IGNORE = '<!-- medialit: ignore words.loaded-word "disastrous" — the word of the log -->\n\nThe vote was *disastrous*'


def test_a_comment_sets_a_flag_aside_on_the_site_as_on_the_command_line(tmp_path: Path) -> None:
    article = GOOD.replace("The vote was *disastrous*", IGNORE)
    write(tmp_path, {"content/articles/one.md": article})
    built = build_site(tmp_path, strict=True)
    assert (built.failed, built.warnings) == (None, [])
    page = built.html("articles/one")
    assert "the word of the log" in page
    assert "medialit: ignore" not in page
    assert check(tmp_path / "content/articles/one.md", {}).aside == 1


def test_a_comment_that_fits_nothing_fails_a_strict_build(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"content/articles/one.md": GOOD.replace("The vote was *disastrous*", IGNORE.replace(".loaded", ".laoded"))},
    )
    built = build_site(tmp_path, strict=True)
    assert built.failed
    told = "content/articles/one.md:6: ignore: no rule is called 'words.laoded-word'; did you mean 'words.loaded-word'?"
    assert any(warning.startswith(told) for warning in built.warnings)


@pytest.mark.parametrize("end", [pytest.param("\n", marks=pytest.mark.soak), "\r\n"], ids=["lf", "crlf"])
def test_made_checked_reviewed_and_built(tmp_path: Path, end: str) -> None:
    """From `new` to a strict build, each in a process of its own."""
    write(tmp_path, {})
    made = started("new", "--title", "Störung am Kai: “nobody” knew", "--rights", "CC0", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    path = tmp_path / made.stdout.strip()
    # The text is pasted in an editor of the teacher's system, and the file gets a name of her own.
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    front, mark, _ = text.rpartition("\n---\n")
    own = path.with_name("Störung am Kai.md")
    own.write_bytes((front + mark + GOOD.rpartition("---\n")[2]).replace("\n", end).encode())
    path.unlink()
    name = own.relative_to(tmp_path).as_posix()

    checked = started("check", cwd=tmp_path)
    assert (checked.returncode, checked.stderr) == (0, "")
    found = re.search(
        rf"^{re.escape(name)}:(\d+):(\d+)  words.loaded-word  “disastrous”$", checked.stdout, re.MULTILINE
    )
    assert found
    lines = own.read_bytes().decode().replace("\r\n", "\n").split("\n")
    assert lines[int(found[1]) - 1][int(found[2]) - 1 :].startswith("disastrous")

    count = check(own, {}).count("open")
    answers = "n Whose word is it?\nd the town counted\n" + "s\n" * count
    reviewed = started("review", name, "--by", "Ana Müller", cwd=tmp_path, stdin=answers.encode())
    assert (reviewed.returncode, reviewed.stderr) == (0, "")
    assert own.read_bytes().count(b"\n") == own.read_bytes().count(end.encode()), "line ends are kept"
    result = check(own, {})
    assert (result.count("open"), result.count("confirmed"), result.aside) == (count - 2, 1, 1)

    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    built = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert built.returncode == 0, built.stderr.decode()
    page = (tmp_path / "site/articles/storung-am-kai/index.html").read_text(encoding="utf-8")
    for words in ("Störung am Kai", "Ana Müller", "Whose word is it?", "the town counted"):
        assert words in page
