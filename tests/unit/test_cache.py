"""The folder of results: what comes out is what went in, or nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from medialit.cache import Cache, key_of

KEY, OTHER = key_of("one"), key_of("other")
CONTENT = b'[{"words": 600}, "caf\xc3\xa9\\n"]\n'


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / ".cache" / "medialit")


def file_of(cache: Cache, key: str = KEY) -> Path:
    (path,) = [file.path for file in cache.files() if file.path.name.startswith(key)]
    return path


def test_keys_tell_apart_what_is_different() -> None:
    made = [key_of(), key_of(""), key_of("", ""), key_of("ab"), key_of("a", "b"), key_of("b", "a"), key_of("\ud800")]
    assert len(set(made)) == len(made)
    assert key_of("a", "b") == key_of("a", "b")


@pytest.mark.parametrize("content", [CONTENT, b"", b"\n", b"\n\n" * 9, bytes(range(256)) * 99])
def test_what_was_put_is_there_for_others_too(cache: Cache, content: bytes) -> None:
    assert cache.get(KEY) is None
    cache.put(KEY, content)
    assert cache.get(KEY) == content
    assert Cache(cache.folder).get(KEY) == content
    assert cache.get(OTHER) is None
    assert cache.problem is None
    cache.put(KEY, content + b"!")
    assert cache.get(KEY) == content + b"!"


def test_nothing_is_committed_by_mistake(cache: Cache) -> None:
    cache.put(KEY, CONTENT)
    assert (cache.folder / ".gitignore").read_text() == "*\n"


@given(st.data())
def test_a_damaged_file_is_as_good_as_none(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    cache = Cache(tmp_path_factory.mktemp("cache"))
    cache.put(KEY, CONTENT)
    path = file_of(cache)
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = data.draw(
        st.one_of(
            st.integers(1, 255).map(lambda bits: whole[:at] + bytes([whole[at] ^ bits]) + whole[at + 1 :]),
            st.just(whole[:at]),
            st.just(whole[at + 1 :]),
            st.binary(min_size=1, max_size=9).map(lambda more: whole[:at] + more + whole[at:]),
            st.binary(min_size=1, max_size=9).map(lambda more: whole + more),
            st.binary(max_size=99),
        ).filter(lambda other: other != whole)
    )
    path.write_bytes(damaged)
    assert cache.get(KEY) is None
    cache.put(KEY, CONTENT)
    assert cache.get(KEY) == CONTENT


def test_a_file_under_the_name_of_another_is_none(cache: Cache) -> None:
    cache.put(KEY, CONTENT)
    cache.put(OTHER, b"other")
    file_of(cache).replace(file_of(cache, OTHER))
    assert cache.get(OTHER) is None


def test_the_ones_not_used_for_longest_make_room(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=10_000)
    keys = [key_of(str(number)) for number in range(20)]
    for age, key in enumerate(reversed(keys[:9])):
        cache.put(key, b"x" * 950)
        os.utime(file_of(cache, key), (time.time() - 60 * age - 60,) * 2)
    assert cache.get(keys[0]) is not None  # used now, so no longer the oldest
    for key in keys[9:]:
        cache.put(key, b"x" * 950)
        assert sum(file.size for file in cache.files()) <= cache.limit
    left = [key for key in keys if cache.get(key) is not None]
    assert len(left) >= 8
    assert left == [keys[0], *keys[-len(left) + 1 :]] or left == keys[-len(left) :]
    assert keys[1] not in left


def test_a_limit_that_one_result_exceeds_hurts_nobody(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=100)
    for key in (KEY, OTHER):
        cache.put(key, b"x" * 200)
    assert (cache.get(KEY), cache.get(OTHER), cache.problem) == (None, b"x" * 200, None)


def test_other_peoples_files_are_left_alone(tmp_path: Path) -> None:
    names = ["notes.txt", f"{KEY}", f"{KEY}.entry.bak", f"x{KEY}.entry", f"{KEY.upper()}.entry"]
    for name in names:
        (tmp_path / name).write_text("mine" * 99)
    cache = Cache(tmp_path, limit=1000)
    for key in (KEY, OTHER):
        cache.put(key, b"x" * 900)
    assert [file.path.name for file in cache.clear()] == [f"{OTHER}.entry"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    assert cache.clear() == []


def test_clearing_leaves_no_folder(cache: Cache) -> None:
    cache.put(KEY, CONTENT)
    assert len(cache.clear()) == 1
    assert not cache.folder.exists()
    cache.put(KEY, CONTENT)  # by the build that was going on
    assert cache.get(KEY) == CONTENT


WRITER = """
import os, sys
from pathlib import Path
from medialit.cache import Cache, key_of
cache = Cache(Path(sys.argv[1]))
cache.put(key_of("ready"), b"")
while True:
    for number in range(3):
        cache.put(key_of(str(number)), str(number).encode() * 3_000_000)
"""


def test_being_killed_in_the_middle_of_a_write_leaves_what_is_whole(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for turn in range(100):
        if turn >= 12 and any(not file.whole for file in cache.files()):
            break
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)])
        while cache.get(key_of("ready")) is None:
            assert writer.poll() is None
            time.sleep(0.005)
        time.sleep(0.003 * (turn % 12))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        file_of(cache, key_of("ready")).unlink()
        for number in range(3):
            assert cache.get(key_of(str(number))) in (None, str(number).encode() * 3_000_000)
    unfinished = [file.path for file in cache.files() if not file.whole]
    assert unfinished, "no write was ever in the middle: the test shows nothing"
    for path in unfinished[1:]:
        os.utime(path, (time.time() - 7200,) * 2)
    Cache(tmp_path).put(KEY, CONTENT)
    assert [file.path for file in cache.files() if not file.whole] == unfinished[:1]  # may be another build's


def test_many_writers_and_readers_at_once(tmp_path: Path) -> None:
    code = """
import sys, random
from pathlib import Path
from medialit.cache import Cache, key_of
cache = Cache(Path(sys.argv[1]), limit=40_000)
for turn in range(400):
    number = random.randrange(20)
    content = str(number).encode() * 3000
    assert cache.get(key_of(str(number))) in (None, content)
    cache.put(key_of(str(number)), content)
assert cache.problem is None, cache.problem
"""
    processes = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path)]) for _ in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    assert all(file.whole for file in Cache(tmp_path).files())


@pytest.mark.parametrize("in_the_way", [".cache", ".cache/medialit"])
def test_a_folder_that_cannot_be_made(tmp_path: Path, in_the_way: str) -> None:
    path = tmp_path / in_the_way
    path.parent.mkdir(exist_ok=True)
    path.write_text("a file")
    cache = Cache(tmp_path / ".cache" / "medialit")
    assert cache.get(KEY) is None
    cache.put(KEY, CONTENT)
    assert cache.problem
    assert cache.get(KEY) is None
    assert list(cache.files()) == cache.clear() == []
    assert path.read_text() == "a file"


@pytest.mark.skipif(os.name != "posix", reason="limits of a process are those of POSIX")
def test_a_full_disk_stops_the_writing_alone(tmp_path: Path) -> None:
    Cache(tmp_path).put(KEY, CONTENT)
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000));"
        "from pathlib import Path; from medialit.cache import Cache, key_of;"
        "cache = Cache(Path(sys.argv[1])); cache.put(key_of('other'), b'x' * 90_000); print(cache.problem);"
        "cache.put(key_of('more'), b''); print(cache.get(key_of('more'))); print(cache.get(key_of('one')))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["File too large", "None", str(CONTENT)]
    assert [file.path.name for file in Cache(tmp_path).files()] == [f"{KEY}.entry"]


@pytest.mark.skipif(os.name != "posix", reason="nobody is a user of POSIX systems")
def test_a_folder_that_may_only_be_read(tmp_path: Path) -> None:
    Cache(tmp_path).put(KEY, CONTENT)
    tmp_path.chmod(0o555)
    code = (
        "import os; from pathlib import Path; from medialit.cache import Cache, key_of;"
        "os.geteuid() or os.setuid(65534);"  # whom modes bind
        "cache = Cache(Path()); cache.put(key_of('other'), b''); print(cache.problem); print(cache.get(key_of('one')));"
        "print(len(list(cache.files())))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    tmp_path.chmod(0o755)
    assert done.stdout.splitlines() == ["Permission denied", str(CONTENT), "1"]
