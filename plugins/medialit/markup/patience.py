"""An end to what takes too long: some texts keep a reader of Markdown busy for hours, though they are small."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

MOST = 30.0  # seconds of computing; a text as long as three novels takes half of that


class TooLong(BaseException):
    """The time is up. No `Exception`, since it can come anywhere, and nobody on the way may handle it."""


@contextmanager
def at_most(seconds: float = MOST) -> Iterator[None]:
    """Raises TooLong inside when the process has computed for so many seconds.

    Computing is counted, not waiting, so that a busy machine changes nothing. Where a process can't be interrupted so,
    which is on Windows and outside the main thread, there is no limit.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 1.0)  # and again, where the first one gets lost
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
