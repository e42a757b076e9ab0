"""Comments in an article that set a flag aside where it stands."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from medialit import Critique, load_rules
from medialit.sources import STARTER_EXTENSIONS, Site, read_markdown

HEAD = "---\ntitle: A vote\nrights: CC0\n---\n"


@cache
def site() -> Site:
    return Site(load_rules()[0], STARTER_EXTENSIONS, {})


def read(folder: Path, body: str, head: str = HEAD) -> tuple[Critique, list[str]]:
    path = folder / "vote.md"
    path.write_text(head + body, encoding="utf-8", newline="")
    _, critique, problems = read_markdown(path, site())
    return critique, [str(problem).removeprefix(f"{path}:") for problem in problems]


def set_aside(critique: Critique) -> list[tuple[str, int, str | None]]:
    document = critique.document
    return [
        (document.text[f.start : f.end], document.block_index(f.start) or 0, f.note)
        for f in critique.flags
        if f.status == "dismissed"
    ]


NOTE = '<!-- medialit: ignore words.loaded-word "shameful" — name of the party -->'


@pytest.mark.parametrize(
    ("body", "block"),
    [
        (f"One.\n\n{NOTE}\n\nA shameful vote.\n", 2),
        (f"One.\n\n{NOTE}\nA shameful vote.\n", 2),
        (f"One.\n\nA {NOTE} *shameful* vote.\n", 2),
        (f"One.\n\nA *shameful* vote. {NOTE}\n\nTwo.", 2),
        (f"One.\n\n{NOTE} A *shameful* vote.\n", 2),
        (f"One.\r\n\r\n{NOTE}\r\n\r\nA shameful vote.\r\n", 2),
        (f"- One\n- {NOTE} A shameful vote\n- Two\n", 2),
        (f"| a | b |\n|---|---|\n| A *shameful* vote {NOTE} | d |\n", 3),
        (f"| a | b |\n|---|---|\n| c | {NOTE} **A shameful** vote |\n", 4),
        (f"One[^1].\n\nTwo.\n\n{NOTE}\n\n> A shameful vote.\n\n[^1]: Note.\n", 3),
        (f"`{NOTE.replace('loaded', 'laoded')}`\n\n{NOTE}\n\nA shameful vote.\n", 1),
        (f"    {NOTE.replace('—', '')}\n\n{NOTE}\n\nA shameful vote.\n", 1),
    ],
)  # fmt: skip
def test_the_flag_of_the_block_is_set_aside(tmp_path: Path, body: str, block: int) -> None:
    critique, problems = read(tmp_path, body)
    assert problems == []
    assert set_aside(critique) == [("shameful", block, "name of the party")]


@pytest.mark.parametrize(
    "note",
    [
        "<!--medialit:ignore words.loaded-word “shameful” – name of the party-->",
        '<!-- medialit: ignore words.loaded-word "shameful": name of the party -->',
        '<!-- medialit: ignore words.loaded-word\n     "shameful" -- name of\n     the party -->',
    ],
)
def test_it_may_be_typed_in_several_ways(tmp_path: Path, note: str) -> None:
    critique, problems = read(tmp_path, f"{note}\n\nA shameful vote.\n")
    assert problems == []
    assert set_aside(critique) == [("shameful", 1, "name of the party")]


def test_of_equal_words_those_in_reach_are_meant(tmp_path: Path) -> None:
    body = f"“A shameful vote,” Ana Lopez said.\n\n{NOTE}\n\nThe shameful vote is over.\n"
    critique, problems = read(tmp_path, body)
    assert problems == []
    assert set_aside(critique) == [("shameful", 2, "name of the party")]
    assert sum(flag.rule.id == "words.loaded-word" for flag in critique.flags) == 2


@pytest.mark.parametrize(
    ("note", "line", "message"),
    [
        ('ignore words.loded-word "shameful" — x', 6, "ignore: no rule is called 'words.loded-word'; did you mean 'words.loaded-word'?"),
        ("ignore words.loaded-word — x", 6, "ignore: the words are missing; write <!-- medialit: ignore"),
        ('ignore words.loaded-word "shameful"', 6, "ignore: the reason is missing, which readers will see"),
        ('ignore words.loaded-word "shameful" —', 6, "ignore: the reason is missing, which readers will see"),
        ('ignore words.loaded-word shameful — x', 6, "the comment can't be read; write <!-- medialit: ignore"),
        ('ingore words.loaded-word "shameful" — x', 6, "the comment can't be read"),
        ('ignore words.loaded-word "disastrous" — x', 6, "ignore: the words “disastrous” are not in the text that it is about (“A shameful vote.…”)"),
        ('ignore words.label "shameful" — x', 6, "ignore: 'words.label' does not flag “shameful”"),
        ('ignore words.loaded-word "shame\u202eful" — x', 6, "ignore: the words “shame"),
        ('ignore words.loaded-word "shameful" — x\u202e', 6, "ignore: the reason holds a character that is not plain text"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_clear_line(tmp_path: Path, note: str, line: int, message: str) -> None:
    critique, problems = read(tmp_path, f"\n<!-- medialit: {note} -->\n\nA shameful vote.\n")
    assert len(problems) == 1
    assert problems[0].startswith(f"{line}: {message}")
    assert "\n" not in problems[0]
    assert set_aside(critique) == []
    assert any(flag.rule.id == "words.loaded-word" for flag in critique.flags)


def test_nothing_is_guessed(tmp_path: Path) -> None:
    body = f"{NOTE}\n\n“A shameful vote,” Ana Lopez said of the shameful plan.\n"
    critique, problems = read(tmp_path, body)
    assert problems[0].startswith("5: ignore: 'words.loaded-word' has several flags there: “shameful” (quoted), ")
    assert set_aside(critique) == []
    _, problems = read(tmp_path, f"A shameful vote.\n\n{NOTE}\n")
    assert problems == ["7: ignore: no text follows the comment; put it in front of the paragraph it is about"]
    _, problems = read(tmp_path, f"{NOTE}\n{NOTE}\n\nA shameful vote.\n")
    assert problems == ["6: ignore: the flag on “shameful” is decided twice; keep one of the two"]
    _, problems = read(tmp_path, "A shameful vote. <!-- medialit: ignore words.loaded-word\n")
    assert problems == ["5: the comment has no end; close it with -->"]


def test_it_stands_beside_a_review(tmp_path: Path) -> None:
    review = 'review:\n  by: A\n  date: 2026-04-02\n  confirm:\n    - quote: "disastrous"\n---\n'
    critique, problems = read(
        tmp_path, f"{NOTE}\n\nA shameful, disastrous vote.\n", HEAD.replace("---\n", "", 2).join(("---\n", review))
    )
    assert problems == []
    assert {f.status for f in critique.flags if f.rule.id == "words.loaded-word"} == {"dismissed", "confirmed"}
    both = review.replace("disastrous", "shameful")
    _, problems = read(tmp_path, f"{NOTE}\n\nA shameful vote.\n", HEAD.replace("---\n", "", 2).join(("---\n", both)))
    assert problems == ["10: ignore: the flag on “shameful” is decided twice; keep one of the two"]
