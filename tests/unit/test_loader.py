"""Rule files and switches: what is wrong is told in one line, with file and line number."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from medialit.rules.loader import PACKS, RuleSet, built_in, load_rule, load_rules
from medialit.rules.model import FAMILIES
from medialit.yamlfile import DataError, load_yaml

GOOD = """\
id: words.race-frame
name: Race frame
family: words
tier: notice
question: What would this say if politics were no race?
definition: Words from racing for an election.
why: Talk of who is ahead crowds out plans.
fine: Where the race is one.
cues:
  - phrases: [neck and neck]
    sentence_lacks: ['horses?']
sources: [Written for this test]
must_flag:
  - They are [neck and neck].
  - The two ran [neck and neck].
  - Both are [neck and neck] in June.
  - Polls have them [neck and neck].
  - It stayed [neck and neck].
must_pass:
  - The horses were neck and neck.
  - My neck hurts.
  - He has a long neck.
  - The vote is on Monday.
  - Nobody won.
"""
# What pydantic and PyYAML say to programmers.
JARGON = re.compile(
    r"input should|valid (string|tuple|dict)|string should|list should|value error|validation|instance of|NoneType|"
    r"scalar|block (end|mapping)|<class|token|Traceback|pydantic|tuple",
    re.IGNORECASE,
)


def problem_of(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        load_rule(path, "my.yml")
    message = str(caught.value)
    assert "\n" not in message
    assert not JARGON.search(message), message
    return message


def write(folder: Path, text: str, name: str = "my.yml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def test_a_good_rule(tmp_path: Path) -> None:
    rule = load_rule(write(tmp_path, GOOD))
    assert (rule.id, rule.slug, rule.enabled) == ("words.race-frame", "race-frame", True)
    assert rule.must_flag[0].plain == "They are neck and neck."
    assert rule.must_flag[0].spans == ((9, 22),)


@pytest.mark.parametrize(
    "change", [lambda t: t.replace("\n", "\r\n"), lambda t: f"\ufeff{t}", lambda t: f"# mine\n{t}"]
)
def test_line_ends_byte_order_mark_and_comments_do_no_harm(tmp_path: Path, change) -> None:  # type: ignore[no-untyped-def]
    assert load_rule(write(tmp_path, change(GOOD))).id == "words.race-frame"


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("question: What", "question: What: what", 5, "malformed YAML: a colon in a value"),
        ("  - phrases: [neck and neck]", "\t- phrases: [neck and neck]", 10, "a tab; indent with spaces"),
        ("  - phrases: [neck and neck]", "  - phrases: [neck and neck", 10, "a bracket is opened and never closed"),
        ("name: Race frame", 'name: "Race frame', 2, "a quotation mark is opened and never closed"),
        ("name: Race frame", 'name: "Race" frame', 2, "words after a closing quotation mark"),
        ("name: Race frame", "name: Race frame\nname: Race", 3, "the key 'name' is given twice"),
        ("name: Race frame", "name: *race", 2, "begins with *; put it in quotation marks"),
        ("name: Race frame", "name: !race frame", 2, "begins with !"),
        ("name: Race frame", "name: Race\x07frame", 2, "holds a character that is not text (U+0007)"),
        ("name: Race frame", "name: 2024", 2, "name: '2024' is not text; put it in quotation marks"),
        ("name: Race frame", "name: true", 2, "name: 'true' is not text"),
        ("name: Race frame", "name: [a, b]", 2, "name: is not text but has several parts"),
        ("name: Race frame", "name:", 2, "name: is empty"),
        ("name: Race frame", "name: ''", 2, "name: is empty"),
        ("name: Race frame\n", "", 1, "'name' is missing"),
        ("name: Race frame", "nmae: Race frame", 2, "unknown key 'nmae'; did you mean 'name'?"),
        ("name: Race frame", "name: Race frame\nx7: y", 3, "unknown key 'x7'; known keys are id, name, family"),
        ("name: Race frame", "name: Race frame\n2024: y", 3, "the key '2024' is not text"),
        ("    sentence_lacks", "    sentence_lack", 11, "did you mean 'sentence_lacks'?"),
        ("id: words.race-frame", "id: sourcing.race-frame", 1, "must begin with its family, 'words.'"),
        ("id: words.race-frame", "id: Race Frame", 1, "id: 'Race Frame' is not in the right form; write family.name"),
        ("family: words", "family: wrods", 3, "family: 'wrods' is none of words, sourcing"),
        ("family: words", "family: wrods", 3, "did you mean 'words'?"),
        ("tier: notice", "tier: craft", 4, "tier 'craft' and family 'craft' go together"),
        ("fine: Where", "enabled: maybe\nfine: Where", 8, "enabled: 'maybe' is neither true nor false"),
        ("fine: Where", "most_per_paragraph: 0\nfine: Where", 8, "most_per_paragraph: '0' is less than 1"),
        ("fine: Where", "most_per_paragraph: few\nfine: Where", 8, "'few' is not a whole number"),
        ("fine: Where", "detector: headline.qestion\nfine: Where", 8, "did you mean 'headline.question'?"),
        ("phrases: [neck and neck]", "phrases: neck and neck", 10, "cues 1, phrases: is not a list"),
        ("  - phrases: [neck and neck]\n    sentence_lacks: ['horses?']\n", "  -\n", 10, "cues 1: needs keys"),
        ("  - phrases: [neck and neck]\n    sen", "  - sen", 10, "cues 1: a cue needs phrases"),
        ("phrases: [neck and neck]", "patterns:\n    - some (day", 11, "'some (day' is no RE2 expression"),
        ("phrases: [neck and neck]", f"patterns: ['(day{'s' * 99}']", 10, f"'(day{'s' * 55}…' is no RE2 expression: missing )"),
        ("phrases: [neck and neck]", "patterns: ['(?=so) much']", 10, "is no RE2 expression"),
        ("phrases: [neck and neck]", "patterns: ['\\w+ and neck']", 10, "must begin with a word or a group"),
        ("phrases: [neck and neck]", "patterns: ['(so )?\\w+']", 10, "must begin with a word or a group"),
        ("phrases: [neck and neck]", "patterns: [a, neck]", 10, "must begin with a word or a group"),
        ("phrases: [neck and neck]", "patterns: [Neck and neck]", 10, "in lower case"),
        ("['horses?']", "[mules, 'horses?', '[a-']", 11, "'[a-' is no RE2 expression"),
        ("['horses?']", "['Horses?']", 11, "in lower case"),
        ("  - It stayed [neck and neck].\n", "", 13, "must_flag needs at least 5 items and has 4"),
        ("  - Nobody won.\n", "", 19, "must_pass needs at least 5 items and has 4"),
        ("  - Nobody won.", "  - 2024", 24, "must_pass 5: needs keys and values"),
        ("  - Nobody won.", "  - text: Nobody won.\n    titel: Won", 25, "unknown key 'titel'; did you mean 'title'?"),
        ("  - Nobody won.", "  - text: Nobody won.\n    date: 2026-02-30", 25, "'2026-02-30' is no date"),
        ("sources: [Written for this test]", "sources: []", 12, "sources: is empty; give at least one item"),
        ("sources: [Written for this test]", "sources: [no, 12]", 12, "sources 2: '12' is not text"),
    ],
)  # fmt: skip
def test_a_broken_rule(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    assert GOOD.count(old) == 1
    message = problem_of(write(tmp_path, GOOD.replace(old, new)))
    assert message.startswith(f"my.yml:{line}: ")
    assert said in message


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"", 1, "the file is empty"),
        (b"# nothing\n", 1, "the file is empty"),
        (b"just words", 1, "the file holds no keys"),
        (b"- a\n- b", 1, "the file holds no keys"),
        (GOOD.encode().replace(b"Race frame", "Rennrahmen für alle".encode("latin-1")), 2, "not UTF-8 text"),
        (GOOD.encode("utf-16"), 1, "not UTF-8 text"),
        (GOOD.encode() + b"---\nid: words.two\n", 25, "a line '---' inside the data"),
        (b"id: " + b"[" * 700, 1, "nested too deeply"),
        (b"? [a]\n: b", 1, "a key is no word; put it in quotation marks"),
    ],
    ids=["empty", "comment", "words", "list", "Latin-1", "UTF-16", "two documents", "deep", "list as a key"],
)
def test_a_file_that_is_no_rule(tmp_path: Path, data: bytes, line: int, said: str) -> None:
    path = tmp_path / "my.yml"
    path.write_bytes(data)
    message = problem_of(path)
    assert message.startswith(f"my.yml:{line}: ")
    assert said in message


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert problem_of(tmp_path / "none.yml").startswith("my.yml: can't be read: ")


def load(folder: Path, **files: str) -> tuple[RuleSet, list[str]]:
    for name, text in files.items():
        write(folder / "rules", text, f"{name.replace('__', '/')}.yml")
    rules, problems = load_rules(folder / "rules", folder)
    return rules, [str(problem) for problem in problems]


def test_without_a_folder_the_built_in_rules_are_in_force(tmp_path: Path) -> None:
    for rules, problems in (load_rules(), load_rules(tmp_path / "none", tmp_path)):
        assert list(rules) == [rule.id for rule in built_in() if rule.enabled]
        assert not problems


def test_rules_are_sorted_by_family_then_id(tmp_path: Path) -> None:
    rules, problems = load(tmp_path, z=GOOD, sub__a=GOOD.replace("race-frame", "a-frame"))
    assert not problems
    assert list(rules) == sorted(rules, key=lambda rule_id: (FAMILIES.index(rules[rule_id].family), rule_id))
    assert {"words.race-frame", "words.a-frame"} <= set(rules)


def test_an_own_rule_replaces_the_built_in_one(tmp_path: Path) -> None:
    rules, problems = load(tmp_path, mine=GOOD.replace("race-frame", "puffery"))
    assert not problems
    assert rules["words.puffery"].name == "Race frame"
    assert len(rules) == len(load_rules()[0])


def test_two_own_files_with_one_id(tmp_path: Path) -> None:
    rules, problems = load(tmp_path, a=GOOD, b=f"# again\n{GOOD.replace('Race frame', 'Other')}")
    assert problems == ["rules/b.yml:2: the rule 'words.race-frame' is also defined in rules/a.yml"]
    assert rules["words.race-frame"].name == "Race frame"


def test_a_broken_own_rule_is_left_out_and_reported(tmp_path: Path) -> None:
    rules, problems = load(tmp_path, a="id: [", b=GOOD)
    assert [problem.split(" ")[0] for problem in problems] == ["rules/a.yml:1:"]
    assert "words.race-frame" in rules


def test_the_longer_ending_is_read_too(tmp_path: Path) -> None:
    write(tmp_path, GOOD, "mine.yaml")
    assert "words.race-frame" in load_rules(tmp_path)[0]


def test_switches(tmp_path: Path) -> None:
    off = GOOD.replace("tier:", "enabled: false\ntier:")
    assert "words.race-frame" not in load(tmp_path, mine=off)[0]
    rules, problems = load(tmp_path, switches="on: [words.race-frame]\noff:\n  - words.puffery\n")
    assert not problems
    assert "words.race-frame" in rules
    assert "words.puffery" not in rules


@pytest.mark.parametrize("text", ["off: [words.puffery]", GOOD], ids=["switches", "rule"])
def test_switches_in_a_folder_below_are_told(tmp_path: Path, text: str) -> None:
    write(tmp_path, text, "rules/class/switches.yml")
    rules, problems = load(tmp_path, switches="off: [words.euphemism, words.loaded-word]")
    assert problems == ["rules/class/switches.yml: is read only in the folder of the rules itself; move it there, or rename "
                        "it if it holds a rule"]  # fmt: skip
    assert "words.puffery" in rules
    assert "words.loaded-word" not in rules


def test_switches_that_are_no_file_are_told(tmp_path: Path) -> None:
    (tmp_path / "rules/switches.yml").mkdir(parents=True)
    assert [problem.partition(":")[0] for problem in load(tmp_path)[1]] == ["rules/switches.yml"]


def test_an_ending_in_capitals_is_read_too(tmp_path: Path) -> None:
    write(tmp_path, GOOD, "mine.YML")
    assert "words.race-frame" in load_rules(tmp_path)[0]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "on: []\noff: []\n"], ids=["empty", "comment", "lists"])
def test_empty_switches(tmp_path: Path, text: str) -> None:
    rules, problems = load(tmp_path, switches=text)
    assert not problems
    assert len(rules) == len(load_rules()[0])


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("on: []\noff:\n  - words.pufery", 3, "no rule is called 'words.pufery'; did you mean 'words.puffery'?"),
        ("off: [x.y]", 1, "no rule is called 'x.y'; the command 'medialit rules' lists them"),
        ("on: []\nof: []", 2, "unknown key 'of'; the keys are 'on' and 'off'"),
        ("off: words.puffery", 1, "off: is not a list; write one item a line"),
        ("off:\n  - 12", 2, "off 1: '12' is not text"),
        ("- words.puffery", 1, "needs keys and values"),
        ("off: [", 1, "malformed YAML"),
    ],
)
def test_broken_switches(tmp_path: Path, text: str, line: int, said: str) -> None:
    rules, problems = load(tmp_path, switches=text)
    assert len(problems) == 1
    assert problems[0].startswith(f"rules/switches.yml:{line}: ")
    assert said in problems[0]
    assert not JARGON.search(problems[0])
    assert len(rules) == len(load_rules()[0])


def test_every_unknown_switch_is_reported(tmp_path: Path) -> None:
    assert len(load(tmp_path, switches="on: [a.b]\noff: [c.d, e.f]")[1]) == 3


@pytest.mark.parametrize("path", sorted(PACKS.rglob("*.yml")), ids=lambda path: path.stem)
def test_both_parsers_read_the_same_from_our_rules(path: Path) -> None:
    text = path.read_text("utf-8")
    assert load_yaml(text, "x", ours=True)[0] == load_yaml(text, "x")[0]


@pytest.mark.parametrize("path", sorted(PACKS.rglob("*.yml")), ids=lambda path: path.stem)
def test_a_rule_of_ours_stands_the_checks_of_a_sites_own(path: Path) -> None:
    # They are left out where the built-in rules are loaded, for speed.
    rule = load_rule(path)
    assert rule in built_in()
