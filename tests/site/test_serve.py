"""`mkdocs serve` while somebody edits: it survives broken files, and shows the site again when they are mended."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from builder import GOOD, write
from rulefile import RULE

STANDARDS = "RI.8.6: {text: Ask., source: Us}\n"
FILES = {
    "content/articles/night.md": GOOD,
    "content/articles/day.md": GOOD.replace("A disastrous night", "A calm day"),
    "content/index.md": "# Home\n",
    "site_config/rules/mine.yml": RULE,
    "site_config/standards.yml": STANDARDS,
}


def broken(text: str, chance: random.Random) -> bytes:
    """A file as an editor, or an accident, leaves it half-way."""
    at = chance.randrange(len(text))
    match chance.randrange(7):
        case 0:
            return text[:at].encode()
        case 1:
            return (
                text[:at] + chance.choice(['"', "[", "{", ": ", "*", "&", "\t", "---\n", "\n"]) + text[at:]
            ).encode()
        case 2:
            return text[:at].encode() + b"\xe9\x00\xff" + text[at:].encode()
        case 3:
            return b""
        case 4:
            return text.replace(":", "", 1).encode()
        case 5:
            return (text[:at] + "[" * 400 + "<div>" + text[at:]).encode()
        case _:
            return ("\n" + text).encode()


def got(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.read().decode()
    except (urllib.error.URLError, OSError):
        return ""


def wait_for(address: str, words: str, server: subprocess.Popen[bytes], seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while words not in got(address):
        assert server.poll() is None, "the server has stopped"
        assert time.monotonic() < until, f"{address} never shows {words!r}"
        time.sleep(0.2)


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}", "--quiet"]
    environment = os.environ | {"SITE_URL": f"http://127.0.0.1:{port}/"}
    with (folder / "serve.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            yield f"http://127.0.0.1:{port}/repo/", server
        finally:
            server.terminate()
            server.wait(30)


def edit(folder: Path, times: int, seed: int) -> None:
    chance = random.Random(seed)
    write(folder, dict(FILES))
    with serving(folder) as (address, server):
        wait_for(f"{address}articles/night/", "A disastrous night", server)
        for number in range(times):
            name = chance.choice(list(FILES))
            path = folder / name
            if chance.random() < 0.1 and name.endswith(".md"):
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(broken(FILES[name], chance))
            time.sleep(chance.uniform(0, 0.4))
            if number % 10 == 9 or number == times - 1:  # mended: all of it is there again, and new words too
                for mended, text in FILES.items():
                    (folder / mended).write_text(text)
                (folder / "content/articles/night.md").write_text(f"{GOOD}\nA bollard fell {number} times.\n")
                wait_for(f"{address}articles/night/", f"{number} times", server)
                wait_for(f"{address}articles/night/", 'data-rule="words.harbour-talk"', server)
                wait_for(f"{address}articles/day/", "A calm day", server)


@pytest.mark.soak
def test_two_hundred_edits(tmp_path: Path) -> None:
    edit(tmp_path, 200, seed=1)


def test_a_few_edits(tmp_path: Path) -> None:
    edit(tmp_path, 4, seed=random.randrange(10_000))
