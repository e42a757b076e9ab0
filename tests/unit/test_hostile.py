"""Texts and rules made to keep the engine busy: it takes time in proportion to them, and files have a limit."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

import pytest
from hostile import SHAPES
from markdown import Markdown
from medialit import Engine, load_rules
from medialit.article import MOST, MOST_KEYS, load_article, parse_article
from medialit.markup import MedialitExtension
from medialit.markup.patience import TooLong, at_most
from medialit.rules.loader import load_rule, parse_rule
from medialit.rules.matcher import Matcher
from medialit.site.leftout import left_out
from medialit.text.plain import read_plain
from medialit.yamlfile import DataError
from rulefile import BEGINNING

HEAD = "---\ntitle: A\nrights: CC0\n"
# Those that would find a slow expression soonest; the others are tried in long runs.
SAMPLE = (
    "one shouted word",
    "one accented word",
    "open straight quotes",
    "apostrophes",
    "capitals",
    "quotations",
    "cues",
)


@cache
def engine() -> Engine:
    made = Engine(load_rules()[0])
    made.analyze(read_plain("The vote was disastrous, said Ana Lopez.", "a"))  # reads its dictionaries
    return made


def seconds(name: str, size: int) -> float:
    """Of computing, the less of two."""
    taken = []
    for _ in range(2):
        document = read_plain(SHAPES[name](size), "a")
        begin = time.process_time()
        engine().analyze(document)
        taken.append(time.process_time() - begin)
    return min(taken)


def assert_linear(name: str) -> None:
    few = seconds(name, 5_000)
    assert seconds(name, 20_000) < 0.1 + 9 * few


@pytest.mark.parametrize("name", SAMPLE)
def test_four_times_the_text_takes_four_times_as_long(name: str) -> None:
    assert_linear(name)


@pytest.mark.soak
@pytest.mark.parametrize("name", SHAPES)
def test_every_shape(name: str) -> None:
    assert_linear(name)


@pytest.mark.parametrize("words", ["<A", "<a ", '<a "', '<p title="<a ', "<a b='"])
def test_tags_that_never_end(words: str) -> None:
    begin = time.process_time()
    left_out(words * 20_000)
    assert time.process_time() - begin < 2


def test_computing_is_interrupted() -> None:
    begin = time.process_time()
    with pytest.raises(TooLong), at_most(0.2):
        while True:
            begin + 1
    assert time.process_time() - begin < 2
    with at_most(0.2):
        pass
    while time.process_time() - begin < 0.6:  # nothing comes behind it
        pass


def test_an_article_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medialit.markup.extension.MOST", 0.5)
    extension = MedialitExtension(analyze=engine().analyze)
    extension.careful = True
    assert Markdown(extensions=[extension]).convert("[" * 20_000) == ""
    assert extension.problem and "takes longer than" in extension.problem


def test_an_article_whose_conversion_fails() -> None:
    def analyze(document: object) -> None:
        raise ValueError("no such thing")

    extension = MedialitExtension(analyze=analyze)  # type: ignore[arg-type]
    extension.careful = True
    assert Markdown(extensions=[extension]).convert("Some text.") == ""
    assert extension.problem == "can't be read (ValueError: no such thing); please tell medialit"
    with pytest.raises(ValueError, match="no such thing"):
        Markdown(extensions=[MedialitExtension(analyze=analyze)]).convert("Some text.")  # type: ignore[arg-type]


def test_files_have_a_limit(tmp_path: Path) -> None:
    large = tmp_path / "large.md"
    large.write_bytes(f"{HEAD}---\n".encode() + b"a" * MOST)
    with pytest.raises(DataError, match=r"large\.md: is larger than 2\.5 MB, which no such file needs; split it"):
        load_article(large, "large.md")
    rule = tmp_path / "rule.yml"
    rule.write_bytes(b"#" * 300_001)
    with pytest.raises(DataError, match=r"rule\.yml: is larger than 300 KB"):
        load_rule(rule, "rule.yml")
    with pytest.raises(DataError, match="the front matter is longer than 300,000 characters; move text below it"):
        parse_article(f"{HEAD}summary: {'a' * MOST_KEYS}\n---\nText.\n", "a", "a.md")


# Front matter of nearly the longest that is read.
KEYS = {
    "brackets": "topics: " + "[" * 100_000,
    "levels": "".join(f"{' ' * n}a:\n" for n in range(600)),
    "keys": "".join(f"a{n}: b\n" for n in range(25_000)),
    "the same key": "a: b\n" * 50_000,
    "topics": f"topics: [{'a, ' * 90_000}a]",
    "one unknown key": "a" * 250_000 + ": b",
    "one type": "type: " + "a" * 250_000,
    "quotation marks": "summary: " + '"' * 250_000,
    "escapes": 'summary: "' + "\\x41" * 60_000 + '"',
    "aliases": "topics: &a [a]\nstory: *a",
    "merges": "<<: {a: b}",
    "decisions": "review:\n  by: A\n  date: 2026-03-01\n  confirm:\n" + "    - {rule: words.label, quote: disastrous}\n" * 5_000,
    "NUL": "summary: a\0b",
    "half a pair": "summary: a\ud800b",
    "directions": "summary: a\u202eb",
    "comments": "#\n" * 120_000,
    "an old date": "date: " + "9" * 100_000,
}  # fmt: skip


@pytest.mark.parametrize("name", KEYS)
def test_front_matter_ends_in_time(name: str) -> None:
    begin = time.process_time()
    try:
        parse_article(f"{HEAD}{KEYS[name]}\n---\nText.\n", "a", "a.md")
        assert name in ("topics", "escapes", "decisions", "comments")
    except DataError as error:
        assert len(str(error)) < 1_000
        assert "\n" not in str(error)
    assert time.process_time() - begin < 12


# Expressions that take an engine without bounds to the end of the world.
EXPRESSIONS = (
    r"so (a+)+$",
    r"so (a|a)*b",
    r"so (.*)*x",
    r"so (\w+\s?)*!",
    r"so (a?){200}a{200}",
    r"so ([a-z]+)*\d",
    r"so (.{1,30}){1,30}x",
)


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_no_expression_of_a_rule_runs_away(expression: str) -> None:
    cues = f"cues: [{{patterns: ['{expression}'], not_followed_by: ['{expression}'], near_lacks: ['{expression}']}}]\n"
    begin = time.process_time()
    try:
        rule = parse_rule(BEGINNING + cues, "rule.yml")
        Matcher([rule]).find(read_plain("so " + "a" * 3_000 + " so a b" * 5_000, "a"))
    except DataError as error:
        assert "is too large; let it repeat less, or make it two" in str(error)
    assert time.process_time() - begin < 3


def test_a_rule_of_too_many_expressions() -> None:
    words = ", ".join(f"'no{number}([a-z ]{{0,200}}x)?'" for number in range(1_500))
    with pytest.raises(DataError, match=r"rule\.yml:\d+: the expressions of this rule are too many or too large; "):
        parse_rule(f"{BEGINNING}cues: [{{patterns: [{words}]}}]\n", "rule.yml")
