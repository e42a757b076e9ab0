"""The pages are valid HTML, for those who have the checker: it is optional, and needs Java."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from builder import build_site

UNKNOWN = re.compile(r"::highlight\([\w-]+\)|paint-order: stroke;")  # what the checker of styles has not heard of


def test_html_is_valid(root: Path, tmp_path: Path) -> None:
    java, jar = shutil.which("java"), os.environ.get("VNU_JAR")
    if not java or not jar:
        pytest.skip("no checker: install Java, `npm install vnu-jar`, set VNU_JAR to its build/dist/vnu.jar")
    assert Path(jar).is_file(), f"VNU_JAR={jar}: no such file"
    site = build_site(root, strict=True, out=tmp_path / "site").site
    command = [java, "-jar", jar, "--skip-non-html", "--errors-only", str(site)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr.replace(site.as_uri(), "") == ""
    assert done.returncode == 0
    sheets = list((site / "assets" / "medialit").rglob("*.css"))
    for sheet in sheets:
        sheet.write_text(UNKNOWN.sub(lambda found: "::selection" if "(" in found[0] else "", sheet.read_text()))
    command = [java, "-jar", jar, "--errors-only", "--css", *map(str, sheets)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
