"""Articles made to stop a build: each is told of in one line, and the others are built as ever."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from builder import GOOD, build_site, write
from hostile import SHAPES

HEAD = "---\ntitle: Second piece\nrights: CC0\nstory: lido\n---\n"
LESSON = "---\ntitle: Ask\nlesson:\n  minutes: 5\n  articles: [good]\n---\n"


def test_what_can_not_be_read_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medialit.markup.extension.MOST", 2.0)
    files = {
        "content/articles/good.md": GOOD.replace("rights:", "story: lido\nrights:"),
        "content/articles/brackets.md": HEAD + SHAPES["brackets"](20_000),
        "content/articles/divisions.md": HEAD + SHAPES["Markdown in divisions"](40_000),
        "content/articles/nested.md": HEAD + SHAPES["nested divisions"](8_000),
        "content/articles/large.md": HEAD + "a" * 2_500_000,
        "content/articles/half.md": HEAD.encode() + b"half of a pair: \xed\xa0\x80\n",
        "content/articles/none.md": HEAD + "a\0b\n",
        "content/lessons/ask.md": LESSON + SHAPES["open images"](20_000),
        "site_config/rules/large.yml": "#" * 400_000,
    }
    built = build_site(write(tmp_path, files))
    assert built.failed is None
    told = {line.split(":")[0].rpartition("/")[2]: line for line in built.warnings}
    assert len(told) == len(built.warnings) == len(files) - 1
    assert "takes longer than 2 seconds to read" in told["brackets.md"]
    assert "is nested too deeply" in told["divisions.md"]
    assert "is nested too deeply" in told["nested.md"]
    assert "is larger than 2.5 MB" in told["large.md"]
    assert "not UTF-8 text" in told["half.md"]
    assert "holds a NUL character" in told["none.md"]
    assert "(the lesson is left out until then)" in told["ask.md"]
    assert "is larger than 300 KB" in told["large.yml"]
    assert not any("\n" in line for line in built.warnings)
    assert [path.parent.name for path in built.site.glob("articles/*/index.html")] == ["good"]
    assert [path.parts[-3] for path in built.site.glob("articles/*/critique/index.html")] == ["good"]
    assert "A disastrous night for the harbour" in built.html("articles/good/critique")
    assert "Second piece" not in built.html("articles") + built.html("stories")
    assert not (built.site / "lessons" / "ask").exists()
    assert "ask/" not in built.html("lessons")


@pytest.mark.soak
@pytest.mark.parametrize("name", SHAPES)
def test_the_largest_article_of_every_shape(tmp_path: Path, name: str) -> None:
    """It ends within a minute and a half of computing and 2 GB, and the good article is there."""
    write(tmp_path, {"content/articles/good.md": GOOD, "content/articles/bad.md": HEAD + SHAPES[name](2_400_000)})

    def limits() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, 2_000_000_000))
        resource.setrlimit(resource.RLIMIT_CPU, (90, 95))

    begin = time.monotonic()
    command = [sys.executable, "-m", "mkdocs", "build"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, preexec_fn=limits)
    assert done.returncode == 0, (time.monotonic() - begin, done.stderr[-2_000:])
    assert "Traceback" not in done.stderr
    assert (tmp_path / "site/articles/good/critique/index.html").is_file()
