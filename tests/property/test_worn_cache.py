"""A cache folder that is used, damaged, filled, emptied and taken over by another engine: never a wrong answer."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import time
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from unittest.mock import patch

import medialit.cachedengine as module
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from medialit.cache import Cache, key_of
from medialit.cachedengine import CachedEngine
from medialit.critique import Critique, Engine
from medialit.rules.loader import RuleSet, load_rules
from medialit.text.document import Document, Metadata
from medialit.text.plain import read_plain

LIMIT = 16_000  # bytes, of four or five analyses
KEYS = [key_of(name) for name in "abcdef"]
ALL_RULES = load_rules()[0]
RULES = {"all": ALL_RULES, "fewer": RuleSet([one for one in ALL_RULES.values() if one.family != "words"])}
TEXTS = (
    "A shameful vote.\n\n“It was disastrous,” said Ana Lopez, the harbour master. Everyone knows it.",
    "Prices rose by 43 percent, according to a report. Experts say the plan is doomed. 😀 cafe\u0301",
    "Rain.",
)
METADATA = (Metadata("news"), Metadata("opinion", dt.date(2026, 3, 1)))
VERSIONS = ("one", "two")  # of the engine: the second finds the last flag no more

text_numbers, metadata_numbers = st.integers(0, len(TEXTS) - 1), st.integers(0, len(METADATA) - 1)
processes, keys = st.integers(0, 1), st.sampled_from(KEYS)
numbers, offsets = st.integers(0, 11), st.integers(0, 20_000)


@cache
def engine(rules: str) -> Engine:
    return Engine(RULES[rules])


@cache
def fresh(version: str, rules: str, text: int, metadata: int) -> Critique:
    critique = engine(rules).analyze(read_plain(TEXTS[text], "text"), METADATA[metadata])
    return critique if version == "one" else replace(critique, flags=critique.flags[:-1])


class Versioned:
    """An engine of some version, which knows the texts above."""

    def __init__(self, version: str, rules: str) -> None:
        self.version, self.rules = version, rules

    def analyze(self, document: Document, metadata: Metadata) -> Critique:
        return fresh(self.version, self.rules, TEXTS.index(document.text), METADATA.index(metadata))


class WornCache(RuleBasedStateMachine):
    """Two processes use one folder, while other things happen to it."""

    @initialize()
    def begin(self) -> None:
        self.above = Path(mkdtemp())
        self.folder = self.above / "cache"
        self.contents: dict[str, bytes] = {}
        self.foreign: set[Path] = set()
        self.outside = 0  # bytes that came into the folder without the cache
        self.largest = 0
        self.in_the_way = False
        self.new = {0, 1}  # processes that have not looked yet how large the folder is
        self.caches = [Cache(self.folder, LIMIT) for _ in range(2)]

    def teardown(self) -> None:
        shutil.rmtree(self.above, ignore_errors=True)

    def entries(self) -> list[Path]:
        return sorted(path for path in self.folder.glob("*.entry") if path.is_file() and path not in self.foreign)

    def entry(self, number: int) -> Path | None:
        """Which ones are left when there are too many depends on the clock: so they are counted, not drawn."""
        found = self.entries()
        return found[number % len(found)] if found else None

    def size(self) -> int:
        return sum(file.size for file in Cache(self.folder).files() if file.whole and file.path.is_file())

    @rule(process=processes)
    def start_anew(self, process: int) -> None:
        self.caches[process] = Cache(self.folder, LIMIT)
        self.new.add(process)

    @rule(
        process=processes, key=keys, size=st.sampled_from([0, 1, 900, 5_000, 14_000, 20_000]), letter=st.integers(0, 3)
    )
    def put(self, process: int, key: str, size: int, letter: int) -> None:
        content = b"\nab{"[letter : letter + 1] * size
        self.caches[process].put(key, content)
        if self.caches[process].problem is None:
            self.contents[key] = content
            self.largest = max(self.largest, size + 100)
            assert process not in self.new or self.size() <= max(LIMIT, size + 100)
            assert Cache(self.folder).get(key) == content
        self.new.discard(process)

    @rule(
        process=processes, text=text_numbers, metadata=metadata_numbers,
        rules=st.sampled_from(list(RULES)), loaded=st.sampled_from(VERSIONS), on_disk=st.sampled_from(VERSIONS),
    )  # fmt: skip
    def analyze(self, process: int, text: int, metadata: int, rules: str, loaded: str, on_disk: str) -> None:
        """Where the files are of another version than the code that was loaded, somebody works on it."""
        made = CachedEngine(RULES[rules], self.caches[process])
        vars(made)["engine"] = Versioned(loaded, rules)
        with patch.multiple(module, _LOADED=loaded, fingerprint_now=lambda: on_disk):
            found = made.analyze(read_plain(TEXTS[text], "text"), METADATA[metadata])
        assert repr(found) == repr(fresh(loaded, rules, text, metadata))
        self.new.discard(process)
        self.largest = max([self.largest, *(path.stat().st_size for path in self.entries())])

    @rule(number=numbers, at=offsets, bits=st.integers(1, 255))
    def change_a_byte(self, number: int, at: int, bits: int) -> None:
        if path := self.entry(number):
            whole = path.read_bytes() or b"!"
            at %= len(whole)
            path.write_bytes(whole[:at] + bytes([whole[at] ^ bits]) + whole[at + 1 :])
            self.outside += 1

    @rule(number=numbers, at=offsets)
    def truncate(self, number: int, at: int) -> None:
        if path := self.entry(number):
            os.truncate(path, at % (path.stat().st_size + 1))

    @rule(number=numbers, more=st.binary(min_size=1, max_size=50))
    def append(self, number: int, more: bytes) -> None:
        if path := self.entry(number):
            path.write_bytes(path.read_bytes() + more)
            self.outside += len(more)

    @rule(number=numbers, other=st.one_of(numbers, keys))
    def copy_to_another_name(self, number: int, other: int | str) -> None:
        path = self.entry(number)
        to = self.folder / f"{other}.entry" if isinstance(other, str) else self.entry(other)
        if path and to and to != path and not to.is_dir():
            shutil.copy(path, to)
            self.outside += to.stat().st_size

    @rule(number=numbers, age=st.sampled_from([-100_000, 0, 50, 7_200]))
    def set_the_clock(self, number: int, age: int) -> None:
        if path := self.entry(number):
            os.utime(path, (time.time() - age,) * 2)

    @rule(key=keys, age=st.sampled_from([0, 7_200]))
    def die_in_the_middle_of_a_write(self, key: str, age: int) -> None:
        self.folder.mkdir(exist_ok=True)
        path = self.folder / f"{key}.entry.{len(self.foreign):08x}.tmp"
        path.write_bytes(b"0" * 30)
        os.utime(path, (time.time() - age,) * 2)

    @rule(name=st.sampled_from(["notes.txt", f"{KEYS[0]}.entry.bak", f"{KEYS[0][:-1]}.entry", "x.tmp"]))
    def keep_something_else_there(self, name: str) -> None:
        self.folder.mkdir(exist_ok=True)
        (self.folder / name).write_text("mine" * 9_000)
        self.foreign.add(self.folder / name)

    @rule(key=keys)
    def make_a_folder_of_an_entry(self, key: str) -> None:
        path = self.folder / f"{key}.entry"
        if self.folder.is_dir() and not path.exists():
            path.mkdir()
            self.in_the_way = True

    @rule()
    def clear(self) -> None:
        try:
            Cache(self.folder, LIMIT).clear()
        except OSError:  # an entry that is a folder
            assert any(path.is_dir() for path in self.folder.iterdir())
        else:
            assert not list(Cache(self.folder).files())
            self.outside = 0

    @rule()
    def lose_the_folder(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.foreign.clear()
        self.outside = 0

    @invariant()
    def what_comes_out_is_what_went_in(self) -> None:
        for key in KEYS:
            assert Cache(self.folder).get(key) in (None, self.contents.get(key))

    @invariant()
    def nothing_else_was_touched(self) -> None:
        assert all(path.read_text() == "mine" * 9_000 for path in self.foreign)

    @invariant()
    def the_folder_stays_small(self) -> None:
        """Neither process knows what the other one wrote since it looked."""
        assert self.size() <= len(self.caches) * LIMIT + self.largest + self.outside

    @invariant()
    def only_what_is_in_the_way_stops_the_writing(self) -> None:
        assert self.in_the_way or not any(one.problem for one in self.caches)


def test_a_worn_cache() -> None:
    run_state_machine_as_test(WornCache, settings=settings(max_examples=40, stateful_step_count=25))


@pytest.mark.soak
def test_a_worn_cache_long_run() -> None:
    run_state_machine_as_test(
        WornCache, settings=settings(settings.get_profile("soak"), max_examples=3_000, stateful_step_count=60)
    )
