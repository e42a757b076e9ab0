"""Builds with analyses of earlier ones: the same site to the byte, and only what is new is analysed."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from builder import CONFIG, GOOD, Built, build_site, write
from hostile import SHAPES
from medialit import ahead, plugin
from medialit.ahead import FEWEST
from medialit.cache import FOLDER, Cache
from medialit.critique import Engine

SECOND = GOOD.replace("A disastrous night for the harbour", "Who pays for the harbour?").replace(
    "shameful", "a scandal"
)
REVIEW = """\
review:
  by: Tam Okoro
  date: 2026-03-02
  dismiss:
    - quote: disastrous
      occurrence: 2
      reason: The council uses the word itself.
---
The vote"""
FILES: dict[str, str | bytes] = {
    "content/articles/night.md": GOOD,
    "content/articles/money.md": SECOND,
    "content/index.md": "# Home\n\n<!-- medialit: example Experts say that it is a disaster. -->\n",
}


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "mkdocs.plugins.medialit")
    return caplog


def built(folder: Path, out: str, told: pytest.LogCaptureFixture) -> tuple[Path, int, str]:
    """Build strictly; the site, how many articles were analysed anew, and what was said besides."""
    told.clear()
    done: Built = build_site(folder, strict=True, out=folder / out)
    assert (done.failed, done.warnings) == (None, [])
    said = [record.getMessage() for record in told.records if record.name == "mkdocs.plugins.medialit"]
    (summary,) = [line for line in said if "analysed anew" in line]
    said.remove(summary)
    anew = re.fullmatch(r"medialit: 2 articles, (\d+) analysed anew, \d+ questions, \d+ rules", summary)
    assert anew, summary
    return done.site, int(anew[1]), "\n".join(said)


def assert_same(one: Path, other: Path) -> None:
    files = {path.relative_to(one) for path in one.rglob("*") if path.is_file()}
    assert len(files) > 80
    assert {path.relative_to(other) for path in other.rglob("*") if path.is_file()} == files
    differing = [str(file) for file in files if (one / file).read_bytes() != (other / file).read_bytes()]
    assert [name for name in differing if name != "sitemap.xml.gz"] == []


def entries(folder: Path) -> list[Path]:
    return sorted(file.path for file in Cache(folder / FOLDER).files())


def test_cold_warm_and_without_a_cache_the_site_is_the_same(tmp_path: Path, told: pytest.LogCaptureFixture) -> None:
    write(tmp_path, FILES)
    cold, anew, said = built(tmp_path, "cold", told)
    assert (anew, said, len(entries(tmp_path))) == (2, "", 3)
    kept = {path: path.read_bytes() for path in entries(tmp_path)}
    warm, anew, said = built(tmp_path, "warm", told)
    assert (anew, said) == (0, "")
    assert_same(cold, warm)
    assert {path: path.read_bytes() for path in entries(tmp_path)} == kept

    # Every entry damaged in another way.
    for path, damage in zip(kept, (b"", kept[entries(tmp_path)[0]], kept[entries(tmp_path)[2]][:-1]), strict=True):
        path.write_bytes(damage)
    damaged = sum(path.read_bytes() != data for path, data in kept.items())
    assert damaged == 3
    mended, anew, said = built(tmp_path, "mended", told)
    assert (anew, said) == (2, "")
    assert_same(cold, mended)
    assert {path: path.read_bytes() for path in entries(tmp_path)} == kept

    write(tmp_path, FILES | {"mkdocs.yml": CONFIG.replace("medialit]", "{medialit: {cache_size: 0}}]")})
    Cache(tmp_path / FOLDER).clear()
    without, anew, said = built(tmp_path, "without", told)
    assert (anew, said) == (2, "")
    assert not (tmp_path / FOLDER).exists()
    assert_same(cold, without)


def test_what_changes_is_analysed_and_no_more(tmp_path: Path, told: pytest.LogCaptureFixture) -> None:
    write(tmp_path, FILES)
    built(tmp_path, "site", told)
    # A decision is no part of the analysis, nor are the name of a file and what only people read.
    reviewed = GOOD.replace("---\nThe vote", REVIEW).replace("CC0.", "CC0. Ask first.")
    (tmp_path / "content/articles/night.md").unlink()
    write(tmp_path, {"content/articles/evening.md": reviewed})
    site, anew, _ = built(tmp_path, "site", told)
    assert anew == 0
    assert "The council uses the word itself." in (site / "articles/evening/critique/index.html").read_text("utf-8")
    # Words are.
    write(tmp_path, {"content/articles/money.md": SECOND.replace("43 percent", "44 percent")})
    site, anew, _ = built(tmp_path, "site", told)
    assert anew == 1
    assert "44 percent" in (site / "articles/money/critique/index.html").read_text("utf-8")


def test_a_folder_in_which_nothing_can_be_kept_costs_one_line(tmp_path: Path, told: pytest.LogCaptureFixture) -> None:
    write(tmp_path, FILES | {".cache": "a file"})
    _, anew, said = built(tmp_path, "site", told)
    assert anew == 2
    assert said == "medialit: analyses can't be kept in .cache/medialit: Not a directory"


@pytest.mark.soak
def test_two_builds_at_once(tmp_path: Path, told: pytest.LogCaptureFixture) -> None:
    articles = {f"content/articles/piece-{number}.md": GOOD.replace("43", str(50 + number)) for number in range(6)}
    write(tmp_path, FILES | articles)
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d"]
    running = [
        subprocess.Popen([*build, name], cwd=tmp_path, env=os.environ, stderr=subprocess.PIPE, text=True)
        for name in ("one", "other")
    ]
    said = [process.communicate()[1] for process in running]
    assert [process.returncode for process in running] == [0, 0], said
    assert all(re.search(r"8 articles, [0-8] analysed anew", lines) for lines in said), said
    assert len(entries(tmp_path)) == 9
    done = build_site(tmp_path, strict=True, out=tmp_path / "after")
    assert done.failed is None
    assert any("8 articles, 0 analysed anew" in record.getMessage() for record in told.records)
    assert_same(tmp_path / "one", tmp_path / "other")
    assert_same(tmp_path / "one", tmp_path / "after")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux copies processes safely")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # the threads here are those of the tests
def test_with_copies_of_the_process_the_site_is_the_same(
    tmp_path: Path, told: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cold and warm; what is told, and how much was new, is the same too."""
    links = "\n\nSee [the other](piece-2.md), [what is not there](nowhere.md), [home](../index.md#top), [left out](piece-30x.md).\n"
    pieces = {
        f"content/articles/piece-{number}.md": (GOOD if number % 3 else GOOD.replace("---\nThe vote", REVIEW) + links)
        .replace("date:", f"story: night-{number % 5}\ndate:", 1)
        .replace("43 percent", f"{100 + number} percent")
        for number in range(FEWEST + 10)
    }
    left_out = GOOD + "\n" + SHAPES["Markdown in divisions"](40_000)
    write(tmp_path, FILES | pieces | {"content/articles/piece-30x.md": left_out})
    here: list[str] = []  # what this process does itself
    analyze, write_beside = Engine.analyze, plugin.write
    monkeypatch.setattr(Engine, "analyze", lambda *given: (here.append("analysis"), analyze(*given))[1])
    monkeypatch.setattr(plugin, "write", lambda *given: (here.append("files"), write_beside(*given))[1])
    made: dict[tuple[int, str], tuple[Path, list[str], list[str]]] = {}
    for copies in (0, 2):
        monkeypatch.setattr(ahead, "spare_cores", lambda copies=copies: copies)
        Cache(tmp_path / FOLDER).clear()
        for name in ("cold", "warm"):
            told.clear()
            here.clear()
            site = build_site(tmp_path, out=tmp_path / f"{name}-{copies}")
            assert here.count("files") < len(pieces) if copies else here.count("files") == len(pieces) + 2
            assert here.count("analysis") < len(pieces) if copies else True
            summary = [line for line in told.messages if "analysed anew" in line]
            made[copies, name] = site.site, sorted(site.warnings), summary
    number = len(pieces) + 2
    for (_, name), (site, warnings, summary) in made.items():
        assert summary[0].startswith(f"medialit: {number} articles, {number if name == 'cold' else 0} analysed anew")
        assert len(warnings) > 40
        assert any("nested too deeply" in line for line in warnings)
        assert any("'piece-30x.md', but the target" in line for line in warnings)
        assert warnings == made[0, "cold"][1]
        assert_same(made[0, "cold"][0], site)
