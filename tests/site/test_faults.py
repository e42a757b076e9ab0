"""Builds that are killed, and disks that are full: the next build is the one that there would have been."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from builder import GOOD, write

ARTICLES = {
    f"content/articles/night-{number}.md": GOOD.replace("A disastrous night", f"Night {number}") * (number % 3 == 0)
    or GOOD.replace("43 percent", f"{number} percent")
    for number in range(8)
}


def site_in(folder: Path) -> Path:
    return write(folder, dict(ARTICLES))


def started(folder: Path) -> subprocess.Popen[bytes]:
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1760000000"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def build(folder: Path) -> dict[str, str]:
    """The whole site in a folder, by the path and hash of its files."""
    process = started(folder)
    said = process.communicate()[1]
    assert process.returncode == 0, said.decode()
    return digest(folder / "site")


def digest(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], float]:
    """The site as it is when nothing goes wrong, and how long that takes."""
    begin = time.monotonic()
    return build(site_in(tmp_path_factory.mktemp("clean"))), time.monotonic() - begin


def kill_and_build(folder: Path, clean: tuple[dict[str, str], float], times: int, seed: int) -> int:
    """Kill builds at random moments, every other one with what earlier ones cached; how many were still at work."""
    chance, killed = random.Random(seed), 0
    expected, seconds = clean
    site_in(folder)
    for number in range(times):
        if number % 2 == 0:
            shutil.rmtree(folder / ".cache", ignore_errors=True)
        process = started(folder)
        try:
            process.wait(seconds * chance.uniform(0.2, 1.0))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.communicate()
        assert build(folder) == expected, f"after kill {number}"
    return killed


def test_a_killed_build_leaves_nothing_behind(tmp_path: Path, clean: tuple[dict[str, str], float]) -> None:
    kill_and_build(tmp_path, clean, 2, seed=random.randrange(10_000))


@pytest.mark.soak
def test_fifty_killed_builds(tmp_path: Path, clean: tuple[dict[str, str], float]) -> None:
    killed = kill_and_build(tmp_path, clean, 50, seed=1)
    print(f"{killed} of 50 were killed at work")
    assert killed > 20


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of its own that the test may fill."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("size", ["1m", pytest.param("3m", marks=pytest.mark.soak)])
def test_a_full_disk(small_disk: Path, clean: tuple[dict[str, str], float], size: str) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", str(small_disk)], check=True)
    process = started(site_in(small_disk))
    said = process.communicate()[1].decode()
    assert process.returncode != 0
    assert "No space left on device" in said
    subprocess.run(["mount", "-o", "remount,size=100m", str(small_disk)], check=True)
    assert build(small_disk) == clean[0]
