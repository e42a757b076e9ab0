"""The sessions that README and guide show run as shown: the tutorial, every command, a rule from a false mark on."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from commands import run
from guide import Session, agrees, page, sessions
from medialit import Engine
from medialit.newsite import write_site
from medialit.rules.loader import RuleSet, load_rule
from medialit.text.plain import read_plain

PAGE = """\
<!doctype html><html lang="en"><head><title>Ferry to Sail on Sundays</title><meta name="author" content="Pia Lund">
<meta property="og:site_name" content="The Example Post">
<meta property="article:published_time" content="2026-03-01"></head><body><article><h1>Ferry to Sail on Sundays</h1>
<p>The ferry across the bay will sail on Sundays from April, the port office said on Friday, after two summers in
which day trippers were left on the quay.</p><p>The first boat leaves at nine. Tickets cost the same as on other days,
and children under six travel free.</p><p>The office counted 4,100 passengers on Saturdays last year, and expects half
as many on Sundays.</p></article></body></html>
"""


def play(found: list[Session], folder: Path) -> list[str]:
    """Run the commands of a page one after the other, following `cd`; those that were run. They must print as shown."""
    done = []
    for session in found:
        name, *arguments = shlex.split(session.command)
        if name == "cd":
            folder = folder / arguments[0]
        if name != "medialit":
            continue
        answers = "".join(f"{answer}\n" for answer in re.findall(r" > (.*)$", session.shown, re.MULTILINE))
        ran = run(*arguments, cwd=folder, stdin=answers.encode())
        assert ran.returncode == 0, ran.stderr
        real = ran.stdout + ran.stderr
        assert agrees(session.shown, real), f"$ {session.command}\n{real}"
        done.append(arguments[0])
    return done


def test_every_command_of_the_reference(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="trafilatura, which reads web pages, is not installed")
    found = list(sessions(page("commands")))
    start = next(at for at, session in enumerate(found) if session.command == "cd my-site")
    assert play(found[: start + 1], tmp_path) == ["init"]
    (tmp_path / "my-site" / "page.html").write_text(PAGE, encoding="utf-8")
    assert set(play(found[start + 1 :], tmp_path / "my-site")) == {
        "new", "import", "check", "review", "analyze", "rules", "explain", "schema",
    }  # fmt: skip


def test_the_tutorial_of_the_readme(root: Path, tmp_path: Path) -> None:
    text = (root / "README.md").read_text("utf-8")
    tutorial = re.search(r"^## Five minutes\n.*?(?=^## )", text, re.MULTILINE | re.DOTALL)[0]
    (tmp_path / "medialit").mkdir()
    assert play(list(sessions(tutorial)), tmp_path / "medialit") == ["init", "new", "check", "review"]


def test_the_way_from_a_false_mark_to_a_better_rule(tmp_path: Path) -> None:
    text = page("rules")
    rule = re.search(r"<!-- rule: brochure.yml -->\n```yaml\n(.*?)```", text, re.DOTALL)[1]
    narrowed = re.search(r"^ *sentence_lacks: .*\n", rule, re.MULTILINE)[0]
    write_site(tmp_path, "Rules")
    article = "---\ntitle: A path\nrights: CC0\n---\nTwo walkers were found a mile off the beaten track.\n"
    (tmp_path / "content" / "articles" / "cliff-path.md").write_text(article, encoding="utf-8")
    found = list(sessions(text))
    played = 0
    for note, version in (("before sentence_lacks", rule.replace(narrowed, "")), ("after sentence_lacks", rule)):
        (tmp_path / "site_config" / "rules" / "brochure.yml").write_text(version, encoding="utf-8")
        played += len(play([session for session in found if session.note == note], tmp_path))
    assert played == 3


def test_the_examples_of_that_rule_hold(tmp_path: Path) -> None:
    path = tmp_path / "brochure.yml"
    path.write_text(re.search(r"<!-- rule: brochure.yml -->\n```yaml\n(.*?)```", page("rules"), re.DOTALL)[1], "utf-8")
    rule = load_rule(path)
    engine = Engine(RuleSet([rule]))
    for example in (*rule.must_flag, *rule.must_pass):
        flags = engine.analyze(read_plain(example.plain, "example", kind="sentence")).flags
        assert tuple((flag.start, flag.end) for flag in flags) == example.spans, example.text
