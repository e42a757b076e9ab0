"""Builds the project's site and serves it as GitHub Pages would, under a sub-path; finds a browser and starts it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright

ROOT = Path(__file__).parents[2]
PREFIX = "/repo/"
# The one that opens no windows first: with the other a page takes more than twice as long.
PROGRAMS = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
FLAGS = """
  --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update
  --disable-sync --disable-dev-shm-usage
""".split()


@dataclass(frozen=True)
class Site:
    """A built site that is being served."""

    url: str
    folder: Path

    @cached_property
    def records(self) -> dict[str, dict]:
        """What `critique.json` says, by the slug of the article."""
        paths = sorted(self.folder.glob("articles/*/critique.json"))
        return {path.parent.name: json.loads(path.read_text(encoding="utf-8")) for path in paths}


class _Handler(SimpleHTTPRequestHandler):
    """Serves one folder under the prefix, and its 404 page for what is not there; says nothing."""

    protocol_version = "HTTP/1.1"  # keeps connections open

    def translate_path(self, path: str) -> str:
        if not path.startswith(PREFIX):
            return str(Path(self.directory) / "outside the prefix")
        return super().translate_path("/" + path.removeprefix(PREFIX))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def serving(out: Path) -> Iterator[Site]:
    """Serve a folder, which may be filled later, under the prefix at a port of its own."""
    out.mkdir(parents=True, exist_ok=True)

    def handler(*args: object) -> _Handler:
        return _Handler(*args, directory=str(out))

    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield Site(f"http://127.0.0.1:{server.server_address[1]}{PREFIX}", out)
        server.shutdown()
        thread.join()


@contextmanager
def served(source: Path, out: Path) -> Iterator[Site]:
    """Build the site whose mkdocs.yml is in a folder, strictly and for the address it then has, and serve it."""
    with serving(out) as site:
        environment = os.environ | {"SITE_URL": site.url, "NO_MKDOCS_2_WARNING": "1"}
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(out)]
        done = subprocess.run(command, cwd=source, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        yield site


def launch(playwright: Playwright) -> Browser | None:
    """Start $CHROMIUM, else the system's Chromium, else what playwright installed; None if there is none of them."""
    named = os.environ.get("CHROMIUM")
    path = shutil.which(named) if named else next(filter(None, map(shutil.which, PROGRAMS)), None)
    if named and not path:
        raise FileNotFoundError(f"CHROMIUM={named}: no such program")
    if not path and not Path(playwright.chromium.executable_path).is_file():
        return None
    try:
        return playwright.chromium.launch(executable_path=path, args=FLAGS)
    except Error as error:
        raise RuntimeError(f"{path or 'the browser of playwright'} does not start: {error}") from error
