"""The same site built by ProperDocs, the fork that carries MkDocs 1.x on: the same pages, and strict there too."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from medialit.newsite import write_site
from medialit.site.links import problems_of

pytest.importorskip("properdocs", reason="properdocs is not installed")


def build(tool: str, folder: Path, out: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", tool, "build", "--strict", "--config-file", "mkdocs.yml", "--site-dir", str(out)]
    environment = os.environ | {"SITE_URL": "http://127.0.0.1:8000/repo/", "SOURCE_DATE_EPOCH": "1760000000"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_both_build_the_same_articles(tmp_path: Path) -> None:
    write_site(tmp_path / "site", "News")
    outs = {tool: tmp_path / tool for tool in ("mkdocs", "properdocs")}
    for tool, out in outs.items():
        done = build(tool, tmp_path / "site", out)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "medialit: 2 articles" in done.stderr
        assert list(problems_of(out)) == []
    files = [{path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()} for out in outs.values()]
    assert files[0] == files[1]
    for name in sorted(files[0]):
        if name.startswith("articles/") or name in ("feed.xml", "feed.json", "sitemap.xml"):
            # The theme writes into every page what it was made with.
            one, other = (
                re.sub(rb'<meta name="?generator[^>]*>', b"", (out / name).read_bytes()) for out in outs.values()
            )
            assert one == other, name


def test_a_mistake_fails_a_strict_build_there_as_well(tmp_path: Path) -> None:
    write_site(tmp_path / "site", "News")
    (tmp_path / "site" / "content" / "articles" / "bad.md").write_text("---\ntitle: A\n---\nText.\n", encoding="utf-8")
    done = build("properdocs", tmp_path / "site", tmp_path / "out")
    assert done.returncode == 1
    assert "content/articles/bad.md:2: 'rights' is missing" in done.stderr or "bad.md:1: 'rights'" in done.stderr
    assert "Traceback" not in done.stderr
