"""A site's folder of rules, edited step by step: good files count, bad ones are named, and neither upsets the other."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from medialit.rules.loader import MOST, SWITCHES, built_in, list_rules, load_rules, parse_rule
from medialit.rules.matcher import Matcher
from medialit.rules.model import Rule
from medialit.text.plain import read_plain
from medialit.yamlfile import DataError
from rulefile import RULE
from targets import TOKENS

BUILT_IN = {one.id: one for one in built_in()}
OFF = sorted(rule_id for rule_id, one in BUILT_IN.items() if not one.enabled)[:2]
# Some are those of built-in rules, which such a file replaces.
IDS = ["words.harbour-talk", "words.pier-talk", "certainty.tide-talk", "words.loaded-word", "sourcing.vague-authority"]
PLACES = ["a.yml", "b.yaml", "deep/a.yml", "deep/er/d.yml", "z.yml", "notes.txt", "ü.yml"]
# What people do to a rule file that leaves it a good one.
HARMLESS = [
    ("", "# a comment\n"), ("\n", "\r\n"), ("", "\ufeff"), ("cues:\n", "enabled: false\ncues:\n"), ("[bollard]\n", "[bollard]\n    extend: sentence\n"),
    ("[bollard]\n", "[bollard]\n    company: nearby\n"), ("tier: notice", "tier: note"), ("nouns: [bollard]", "nouns: [bollard, quay]"), ("A [bollard]", "Ä [bollard]"),
]  # fmt: skip

ids, places = st.sampled_from(IDS), st.sampled_from(PLACES)
known_ids = st.sampled_from([*IDS, *OFF, "persuasion.no-such-rule"])
offsets = st.integers(0, len(RULE) + 20)


def good(rule_id: str) -> str:
    family = rule_id.split(".")[0]
    return RULE.replace("words.harbour-talk", rule_id).replace("family: words", f"family: {family}")


@cache
def parsed(data: bytes) -> Rule | None:
    """The rule in a file, if it is a good one."""
    try:
        return parse_rule(data.decode("utf-8-sig"), "alone.yml") if len(data) <= MOST else None
    except (DataError, UnicodeDecodeError):
        return None


class EditedRules(RuleBasedStateMachine):
    """`texts` are the files; `surely_good` names the ids of those that were written well and not touched since."""

    @initialize()
    def begin(self) -> None:
        self.root = Path(mkdtemp())
        self.folder = self.root / "site_config" / "rules"
        self.texts: dict[str, bytes] = {}
        self.surely_good: dict[str, str] = {}
        self.unreadable: set[str] = set()
        self.switches: dict[str, list[str]] | None = {"on": [], "off": []}  # None: malformed

    def teardown(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)

    def write(self, place: str, data: bytes) -> None:
        path = self.folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.texts[place] = data
        self.surely_good.pop(place, None)

    @rule(place=places, rule_id=ids)
    def write_a_rule(self, place: str, rule_id: str) -> None:
        self.write(place, good(rule_id).encode())
        self.surely_good[place] = rule_id

    @rule(place=places, change=st.sampled_from(HARMLESS))
    def change_it_well(self, place: str, change: tuple[str, str]) -> None:
        if rule_id := self.surely_good.get(place):
            text = good(rule_id)
            self.write(place, (text.replace(*change) if change[0] else change[1] + text).encode())
            self.surely_good[place] = rule_id

    @rule(
        place=places,
        at=offsets,
        length=st.integers(0, 60),
        token=st.one_of(st.just(""), st.sampled_from(TOKENS["rule_file"])),
    )
    def edit_somewhere(self, place: str, at: int, length: int, token: str) -> None:
        if data := self.texts.get(place):
            self.write(place, data[:at] + token.encode() + data[at + length :])

    @rule(
        place=places,
        data=st.one_of(
            st.binary(max_size=40), st.sampled_from([b"", b"- a", b"\xff", b"id: [", b"#" * 300_001, b"a: &a\nb: *a"])
        ),
    )
    def write_anything(self, place: str, data: bytes) -> None:
        self.write(place, data)

    @rule(place=places)
    def remove(self, place: str) -> None:
        if place in self.texts:
            (self.folder / place).unlink()
            del self.texts[place]
            self.surely_good.pop(place, None)

    @rule(place=places, other=places)
    def rename(self, place: str, other: str) -> None:
        if place in self.texts and other != place:
            rule_id = self.surely_good.get(place)
            self.write(other, self.texts[place])
            self.remove(place)
            if rule_id:
                self.surely_good[other] = rule_id

    @rule(on=st.lists(known_ids, max_size=3), off=st.lists(known_ids, max_size=3))
    def switch(self, on: list[str], off: list[str]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / SWITCHES).write_text(
            f"on: [{', '.join(on)}]\noff:\n" + "".join(f"  - {one}\n" for one in off) * bool(off) + "  []\n" * (not off)
        )
        self.switches = {"on": on, "off": off}

    @rule(text=st.sampled_from(["on: words.loaded-word\n", "offf: []\n", "on: [\n", "- a\n", "on: [1]\n", "\x00"]))
    def break_the_switches(self, text: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / SWITCHES).write_text(text)
        self.switches = None

    @rule(name=st.sampled_from(["c.yml", "deep/c.yaml"]), dangling=st.booleans())
    def put_something_unreadable_there(self, name: str, dangling: bool) -> None:
        path = self.folder / name
        if name not in self.unreadable:
            (path.parent if dangling else path).mkdir(parents=True, exist_ok=True)
            if dangling:
                path.symlink_to("nowhere.yml")
            self.unreadable.add(name)

    def expected(self) -> tuple[dict[str, tuple[Rule, str]], set[str]]:
        """The site's own rules with their files as each file says it alone, and the files that are wrong."""
        own: dict[str, tuple[Rule, str]] = {}
        wrong = {f"site_config/rules/{name}" for name in self.unreadable}
        for place in sorted(self.texts, key=lambda place: Path(place).parts):
            shown = f"site_config/rules/{place}"
            if place.endswith(".txt"):
                continue
            alone = parsed(self.texts[place])
            if alone is None:
                assert place not in self.surely_good
                wrong.add(shown)
                continue
            assert self.surely_good.get(place, alone.id) == alone.id
            if alone.id in own:
                wrong.add(shown)
            else:
                own[alone.id] = alone, shown
        return own, wrong

    @invariant()
    def what_is_good_counts(self) -> None:
        own, wrong = self.expected()
        listed, problems = list_rules(self.folder, self.root)
        assert {one.rule.id: (one.rule, one.file) for one in listed if one.file} == own
        assert {one.rule.id: one.rule for one in listed if not one.file} == {
            rule_id: one for rule_id, one in BUILT_IN.items() if rule_id not in own
        }
        about_files = [problem.source for problem in problems if not problem.source.endswith(SWITCHES)]
        assert sorted(about_files) == sorted(wrong)
        self.told_in_one_line(problems)

        known = {*BUILT_IN, *own}
        about_switches = [problem for problem in problems if problem.source.endswith(SWITCHES)]
        if self.switches is None:
            assert len(about_switches) == 1
        else:
            named = [rule_id for ids in self.switches.values() for rule_id in ids]
            assert len(about_switches) == sum(rule_id not in known for rule_id in named)
        switches = self.switches or {"on": [], "off": []}
        for one in listed:
            rule_id = one.rule.id
            assert one.on == ((one.rule.enabled or rule_id in switches["on"]) and rule_id not in switches["off"])
        assert list(load_rules(self.folder, self.root)[0].values()) == [one.rule for one in listed if one.on]

    def told_in_one_line(self, problems: list[DataError]) -> None:
        for problem in problems:
            said = str(problem)
            assert said.isprintable(), said
            assert len(said) < 1_000, said
            if problem.line is None:
                assert "is larger than" in said or "can't be read" in said, said
            else:
                text = (self.root / problem.source).read_bytes().decode("utf-8-sig", "replace")
                assert 1 <= problem.line <= len(re.split("\r\n|\r|\n|\x85|\u2028|\u2029", text)), said

    @invariant()
    def a_good_rule_finds_its_words(self) -> None:
        own, _ = self.expected()
        for rule_id in set(self.surely_good.values()) & set(own):
            if own[rule_id][1] in {f"site_config/rules/{place}" for place in self.surely_good}:
                assert list(Matcher([own[rule_id][0]]).find(read_plain("Two old bollards stood there.", "a")))


def test_edited_rules() -> None:
    run_state_machine_as_test(EditedRules, settings=settings(max_examples=10, stateful_step_count=15))


@pytest.mark.soak
def test_edited_rules_long_run() -> None:
    run_state_machine_as_test(
        EditedRules, settings=settings(settings.get_profile("soak"), max_examples=1_000, stateful_step_count=50)
    )
