"""A command in a terminal of 80 columns: what a person sees, and keys that are pressed once some words are there."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import select
import signal
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

from commands import command

_SECONDS = 60.0
_CODES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|[=>])")


class Terminal:
    """`medialit` with these arguments. `capture` leaves its standard output out of the terminal, for `output`."""

    def __init__(self, *arguments: str, cwd: Path, capture: bool = False, **more: str) -> None:
        leader, follower = pty.openpty()
        self._leader, self._shown, self._seen, self.output = leader, b"", 0, ""
        _size(follower, 24, 80)
        environment = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES")}
        self._process = subprocess.Popen(
            command(*arguments), cwd=cwd, stdin=follower, stdout=subprocess.PIPE if capture else follower,
            stderr=follower, env=environment | {"TERM": "xterm-256color"} | more, preexec_fn=_lead,
        )  # fmt: skip
        os.close(follower)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
        os.close(self._leader)

    @property
    def raw(self) -> str:
        """All that was written to the terminal, with the codes that steer it."""
        return self._shown.decode(errors="replace")

    @property
    def lines(self) -> list[str]:
        """The lines as a person sees them in the end."""
        # What is written over the line behind a carriage return, takes its place.
        return [line.rstrip("\r").rpartition("\r")[2].rstrip() for line in _CODES.sub("", self.raw).split("\n")]

    def wait_for(self, words: str) -> None:
        """Wait until some words are shown that were not there when keys were last pressed."""
        self.wait_until(lambda: words.encode() in self._shown[self._seen :], words)

    def wait_until(self, there: Callable[[], bool], what: str) -> None:
        """Wait until something is so."""
        for _ in self._read():
            if there():
                return
        raise AssertionError(f"{what} did not come about:\n{self.raw}")

    def press(self, keys: str) -> None:
        """Press keys; "\\x03" is Ctrl-C, "\\x04" Ctrl-D."""
        self._seen = len(self._shown)
        os.write(self._leader, keys.encode())

    def end(self) -> int:
        """The exit status, once the command has ended by itself."""
        for _ in self._read():
            pass
        assert self._process.poll() is not None, self.raw
        if self._process.stdout:
            self.output = self._process.stdout.read().decode()
            self._process.stdout.close()
        return self._process.returncode

    def _read(self) -> Iterator[None]:
        until = time.monotonic() + _SECONDS
        while time.monotonic() < until:
            ended = self._process.poll() is not None
            if select.select([self._leader], [], [], 0 if ended else 0.05)[0]:
                with contextlib.suppress(OSError):  # the other end is gone
                    if piece := os.read(self._leader, 65536):
                        self._shown += piece
                        yield
                        continue
            yield
            if ended:
                return


def _lead() -> None:
    """Make the terminal that of the process, so that Ctrl-C reaches it."""
    import fcntl
    import termios

    os.setsid()
    fcntl.ioctl(2, termios.TIOCSCTTY, 0)


def _size(terminal: int, rows: int, columns: int) -> None:
    import fcntl
    import termios

    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
