"""`medialit cache`: what is kept, and its removal."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from commands import one_line, run

CONFIG = "site_name: Test\ndocs_dir: content\ntheme: {name: material, font: false}\nplugins: [medialit]\n"
ARTICLE = "---\ntitle: A vote\nrights: CC0\n---\nThe vote was shameful, and 43 percent of the town stayed away.\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    articles = tmp_path / "content" / "articles"
    articles.mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    (articles / "vote.md").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def told(site: Path, command: str, cwd: str = ".") -> str:
    done = run("cache", command, cwd=site / cwd)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def flags(site: Path) -> list[object]:
    done = run("check", "--format", "json", cwd=site)
    assert (done.returncode, done.stderr) == (0, "")
    found: list[object] = json.loads(done.stdout)
    return found


def test_what_a_check_keeps_is_listed_and_removed(site: Path) -> None:
    fresh = flags(site)
    assert "shameful" in str(fresh)
    (entry,) = (site / ".cache" / "medialit").glob("*.entry")
    before = entry.stat().st_mtime_ns
    shown = told(site, "info")
    assert re.fullmatch(r"\.cache/medialit: 1 analysis, \d kB, last used \d{4}-\d\d-\d\d \d\d:\d\d\n", shown), shown
    assert flags(site) == fresh
    assert entry.stat().st_mtime_ns > before, "the second check did not use it"
    removed = told(site, "clear", "content/articles")
    assert re.fullmatch(rf"{re.escape(str(site))}/\.cache/medialit: removed 1 analysis, \d kB\n", removed)
    assert not (site / ".cache" / "medialit").exists()
    assert told(site, "info") == ".cache/medialit: empty\n"
    assert told(site, "clear") == ".cache/medialit: empty, nothing to remove\n"


@pytest.mark.parametrize("command", ["info", "clear"])
def test_outside_a_site_there_is_one_clear_line(tmp_path: Path, command: str) -> None:
    line = one_line(run("cache", command, cwd=tmp_path))
    assert line == f"{tmp_path}: there is no mkdocs.yml here or above; go to the folder of a site"


def test_what_cannot_be_removed_is_one_line(site: Path) -> None:
    path = site / ".cache" / "medialit" / f"{'0' * 40}.entry"
    path.mkdir(parents=True)
    assert "can't be removed" in one_line(run("cache", "clear", cwd=site), 1)
    assert "shameful" in str(flags(site))
