"""What is decided at the desk is what the site shows: reviews and comments in an article, checked and built."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from builder import GOOD, build_site, write
from medialit.check import check
from medialit.walkthrough import walk_through

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


def test_checked_reviewed_and_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, {"content/articles/one.md": GOOD}) / "content/articles/one.md"
    count = check(path, {}).count("open")
    assert count >= 2
    answers = "n Whose word is it?\nd the town counted\n" + "s\n" * count
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(answers.encode())))
    walk_through(path, "Ana Müller", everything=False)
    result = check(path, {})
    assert (result.count("open"), result.count("confirmed"), result.aside) == (count - 2, 1, 1)
    built = build_site(tmp_path, strict=True)
    assert (built.failed, built.warnings) == (None, [])
    page = built.html("articles/one")
    for words in ("Ana Müller", "Whose word is it?", "the town counted"):
        assert words in page
