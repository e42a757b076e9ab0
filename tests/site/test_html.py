"""The pages are valid HTML, for those who have the checker: it is optional, and needs Java."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from builder import build_site

# Material switches completion off for its check boxes, which Firefox needs.
THEIRS = ".*Attribute .autocomplete. is only allowed when the input type is.*"


def test_html_is_valid(root: Path, tmp_path: Path) -> None:
    java, jar = shutil.which("java"), os.environ.get("VNU_JAR")
    if not java or not jar:
        pytest.skip("no checker: install Java, `npm install vnu-jar`, set VNU_JAR to its build/dist/vnu.jar")
    assert Path(jar).is_file(), f"VNU_JAR={jar}: no such file"
    site = build_site(root, strict=True, out=tmp_path / "site").site
    command = [java, "-jar", jar, "--skip-non-html", "--errors-only", "--filterpattern", THEIRS, str(site)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr.replace(site.as_uri(), "") == ""
    assert done.returncode == 0
    sheets = [str(path) for path in (site / "assets" / "medialit").rglob("*.css")]
    done = subprocess.run(
        [java, "-jar", jar, "--errors-only", "--css", *sheets], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
