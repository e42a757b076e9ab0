"""Work done ahead by copies of the process: the same results, whoever makes them, whatever becomes of a copy."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from medialit import ahead
from medialit.ahead import FEWEST, Ahead, spare_cores

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux copies processes safely"),
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),  # the threads here are those of the tests
]
KEYS = [f"item {number}" for number in range(2 * FEWEST)]
HERE = os.getpid()


@pytest.fixture
def copies(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., list[tuple[str, int]]]]:
    """Makes all items with so many copies; gives each with the process that made it."""
    begun: list[Ahead[tuple[str, int]]] = []

    def made(make: Callable[[str], tuple[str, int]], number: int = 2, keys: list[str] = KEYS) -> list[tuple[str, int]]:
        monkeypatch.setattr(ahead, "spare_cores", lambda: number)
        begun.append(Ahead(keys, make))
        return [begun[-1].get(key) for key in keys]

    yield made
    for one in begun:
        processes = list(one._copies)
        one.close()
        assert not any(process.is_alive() for process in processes)


def _slow(key: str) -> tuple[str, int]:
    threading.Event().wait(0.002)
    return key, os.getpid()


@pytest.mark.parametrize("number", [1, 2, 3])
def test_items_are_the_same_and_some_are_made_by_each_copy(
    copies: Callable[..., list[tuple[str, int]]], number: int
) -> None:
    made = copies(_slow, number)
    assert [key for key, _ in made] == KEYS
    assert len({process for _, process in made}) == number + 1


def test_an_item_that_a_copy_fails_at_is_made_here(copies: Callable[..., list[tuple[str, int]]]) -> None:
    def make(key: str) -> tuple[str, int]:
        if os.getpid() != HERE and key.endswith("7"):
            raise ValueError(key)
        return _slow(key)

    made = copies(make)
    assert [key for key, _ in made] == KEYS
    assert {process for key, process in made if key.endswith("7")} == {HERE}
    assert len({process for _, process in made}) == 3


def test_a_copy_that_ends_leaves_its_items_to_this_process(copies: Callable[..., list[tuple[str, int]]]) -> None:
    begun: list[str] = []

    def make(key: str) -> tuple[str, int]:
        begun.append(key)
        if os.getpid() != HERE and len(begun) > 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return key, os.getpid()

    made = copies(make, 1)
    assert [key for key, _ in made] == KEYS
    assert sum(process != HERE for _, process in made) <= 3


def test_what_fails_everywhere_fails_here(copies: Callable[..., list[tuple[str, int]]]) -> None:
    def make(key: str) -> tuple[str, int]:
        if key == KEYS[30]:
            raise ValueError("no such thing")
        return _slow(key)

    with pytest.raises(ValueError, match="no such thing"):
        copies(make)


def test_items_asked_for_in_any_order_are_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "spare_cores", lambda: 2)
    one = Ahead(KEYS, _slow)
    wanted = KEYS[::-3]
    assert [one.get(key)[0] for key in wanted] == wanted
    assert one.get("another")[0] == "another"
    assert one.taken("another") is None
    one.close()
    assert one.get(KEYS[0]) == (KEYS[0], HERE)


def test_few_items_get_no_copies_nor_does_who_wants_none(copies: Callable[..., list[tuple[str, int]]]) -> None:
    assert {process for _, process in copies(_slow, 2, KEYS[: FEWEST - 1])} == {HERE}
    alone = Ahead(KEYS, _slow, alone=True)
    assert {alone.get(key)[1] for key in KEYS} == {HERE}


def test_without_room_for_results_there_are_no_copies(
    copies: Callable[..., list[tuple[str, int]]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert {process for _, process in copies(_slow)} == {HERE}


def test_copies_of_a_process_that_was_killed_end_and_leave_nothing(tmp_path: Path) -> None:
    code = (
        "import sys, tempfile, time; from medialit import ahead; ahead.spare_cores = lambda: 2;"
        "tempfile.tempdir = sys.argv[1];"
        "one = ahead.Ahead([str(n) for n in range(5000)], lambda key: (time.sleep(0.01), key)[1]);"
        "print(*(copy.pid for copy in one._copies), flush=True); time.sleep(100)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    numbers = [int(number) for number in process.stdout.readline().split()]
    assert len(numbers) == 2
    assert all(Path(f"/proc/{number}").exists() for number in numbers)
    process.kill()
    process.communicate()
    end = time.monotonic() + 20
    while any(Path(f"/proc/{number}").exists() for number in numbers) or list(tmp_path.iterdir()):
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_process_with_threads_is_not_copied() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert spare_cores() == 0
    finally:
        stop.set()
        thread.join()
