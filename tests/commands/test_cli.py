"""The command line, driven as a newcomer would."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from commands import run

FRONT = "---\ntitle: A disastrous night\nrights: CC0\n---\n"


def test_every_kind_of_input_at_once(tmp_path: Path) -> None:
    (tmp_path / "Eine Stadt.md").write_text(FRONT + "A *shameful* vote.\n", encoding="utf-8")
    (tmp_path / "plain.txt").write_bytes("\ufeffNight falls\r\n\r\nA shameful vote.".encode())
    records = [{"id": 7, "text": "A shameful vote 😀."}, {"id": "h", "text": "Mayor Gets Chatty", "kind": "headline"}]
    (tmp_path / "some.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    done = run("analyze", "Eine Stadt.md", "plain.txt", "--jsonl", "some.jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["id"] for record in found] == ["eine-stadt", "plain", "7", "h"]
    assert found[0]["text"] == "A disastrous night\n\nA shameful vote."
    assert found[1]["text"] == "Night falls\r\n\r\nA shameful vote."
    assert found[1]["title"] == [0, 11]
    assert found[2]["text"] == "A shameful vote 😀."
    assert found[3]["title"] == [0, 17]
    for record in found[:3]:
        words = {record["text"][f["start"] : f["end"]] for f in record["flags"]}
        assert "shameful" in words


def test_what_can_not_be_analysed_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    lines = [
        b'{"id": "good", "text": "A shameful vote."}',
        b'{"id": "no text"}',
        b"no json",
        b'{"id": "latin", "text": "caf\xe9"}',
        b'{"id": "half", "text": "\\ud800"}',
        b'{"id": "kind", "text": "x", "kind": "poem"}',
        b'{"id": "title", "text": "x", "title": [0, 9]}',
        b'{"id": "last", "text": "A shameful vote."}',
    ]
    done = run("analyze", "--jsonl", "-", "missing.md", "--format", "jsonl", cwd=tmp_path, stdin=b"\n".join(lines))
    assert done.returncode == 1
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == 9
    assert [record["id"] for record in found if "error" not in record] == ["good", "last"]
    assert "missing.md: can't be read: No such file or directory" in done.stderr
    assert "standard input:3: no JSON" in done.stderr
    assert "standard input:4: not UTF-8 text" in done.stderr
    assert "surrogate" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 7


def test_a_bad_article_names_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text("---\ntitle: A\nrights: B\ntype: poem\n---\nText.\n", encoding="utf-8")
    done = run("analyze", "bad.md", "--format", "text", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("medialit: bad.md:4: type: 'poem' is none of ")


def test_output_is_whole_or_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A shameful vote.", encoding="utf-8")
    assert run("analyze", "a.txt", "--output", "out.jsonl", cwd=tmp_path).returncode == 0
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    done = run("analyze", "a.txt", "--output", "no/such/folder.jsonl", cwd=tmp_path)
    assert done.returncode == 2
    assert "can't be written" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "out.jsonl"]


@pytest.mark.parametrize("name", ["json", "csv", "w3c"])
def test_other_formats_go_to_a_file_or_a_pipe(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text("A shameful “vote”.", encoding="utf-8")
    done = run("analyze", "a.txt", "none.md", "--format", name, cwd=tmp_path)
    assert done.returncode == 1
    assert "shameful" in done.stdout
    run("analyze", "a.txt", "none.md", "--format", name, "--output", "out", cwd=tmp_path)
    assert (tmp_path / "out").read_bytes().decode() == done.stdout
    if name != "csv":
        assert isinstance(json.loads(done.stdout), list)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="limits of file size are a matter of POSIX")
def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A shameful vote.\n\n" * 2000, encoding="utf-8")
    (tmp_path / "out.jsonl").write_text("old", encoding="utf-8")
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000));"
        "sys.argv = ['medialit', 'analyze', 'a.txt', '--output', 'out.jsonl'];"
        "from medialit.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "medialit: out.jsonl: can't be written: File too large\n"
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "out.jsonl"]


def test_ctrl_c_while_the_command_loads_is_one_line(tmp_path: Path) -> None:
    code = (
        "import sys; from medialit.__main__ import main\n"
        "class Impatient:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'typer': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Impatient()); main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "medialit: stopped\n")


def test_a_new_file_may_be_read_by_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A shameful vote.", encoding="utf-8")
    run("analyze", "a.txt", "--output", "out.jsonl", cwd=tmp_path)
    assert (tmp_path / "out.jsonl").stat().st_mode == (tmp_path / "a.txt").stat().st_mode
    (tmp_path / "out.jsonl").chmod(0o640)
    run("analyze", "a.txt", "--output", "out.jsonl", cwd=tmp_path)
    assert (tmp_path / "out.jsonl").stat().st_mode & 0o777 == 0o640


def test_the_site_decides_how_its_articles_read(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\nplugins: [medialit]\nmarkdown_extensions: []\n", encoding="utf-8"
    )
    (tmp_path / "docs").mkdir()
    (tmp_path / "site_config/rules").mkdir(parents=True)
    (tmp_path / "site_config/rules/switches.yml").write_text("off: [words.loaded-word]\n", encoding="utf-8")
    (tmp_path / "docs/a.md").write_text(FRONT + "A shameful *[vote]*{: .x }.\n", encoding="utf-8")
    done = run("analyze", "docs/a.md", cwd=tmp_path)
    record = json.loads(done.stdout)
    assert "{: .x }" in record["text"], "attr_list is not among the extensions of this site"
    assert not [flag for flag in record["flags"] if flag["rule"] == "words.loaded-word"]


def site_with_rules(folder: Path) -> None:
    (folder / "mkdocs.yml").write_text("site_name: x\nplugins: [medialit: {rules: mine}]\n", encoding="utf-8")
    (folder / "docs").mkdir()
    (folder / "mine").mkdir()
    (folder / "mine/switches.yml").write_text("off: [words.loaded-word]\n", encoding="utf-8")
    contributing = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rule = contributing.split("```yaml\n")[1].split("```")[0]
    (folder / "mine/race.yml").write_text(f"{rule}enabled: false\n", encoding="utf-8")


def test_rules_are_listed_as_the_site_around_knows_them(tmp_path: Path) -> None:
    site_with_rules(tmp_path)
    done = run("rules", cwd=tmp_path / "docs")
    assert (done.returncode, done.stderr) == (0, "")
    rows = {line.split()[0]: line.split() for line in done.stdout.splitlines() if line.startswith("words.")}
    assert rows["words.loaded-word"][1:3] == ["notice", "off"]
    assert rows["words.label"][2] == "on"
    assert rows["words.label"][-1] == "built-in"
    assert (rows["words.race-frame"][2], rows["words.race-frame"][-1]) == ("off", "mine/race.yml")
    listed = json.loads(run("rules", "--format", "json", cwd=tmp_path / "docs").stdout)
    states = {one["id"]: (one["on"], one["source"]) for one in listed}
    assert {rule_id: row[2] == "on" for rule_id, row in rows.items()} == {
        rule_id: on for rule_id, (on, _) in states.items() if rule_id.startswith("words.")
    }
    assert states["words.race-frame"] == (False, "mine/race.yml")
    elsewhere = tmp_path.parent / f"{tmp_path.name}-elsewhere"
    elsewhere.mkdir()
    assert "race-frame" not in run("rules", cwd=elsewhere).stdout


def test_a_rule_is_explained(tmp_path: Path) -> None:
    site_with_rules(tmp_path)
    done = run("explain", "words.race-frame", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    for words in (
        "Race frame (words.race-frame)", "Notice · off · mine/race.yml", "What would this sentence say",
        "Words from horse racing", "Talk of who is ahead", "Reports on sport", "Not yet measured",
        "  - The two candidates are [neck and neck].", "  - The two horses were neck and neck at the last fence.",
        "add the literature your rule rests on.",
    ):  # fmt: skip
        assert words in done.stdout
    styled = run("explain", "words.race-frame", cwd=tmp_path, FORCE_COLOR="1", NO_COLOR="1", TERM="xterm-256color")
    assert "are \x1b[1;4m[neck and neck]\x1b[0m" in styled.stdout
    assert not re.search(r"\x1b\[[\d;]*3[0-8]", styled.stdout), "NO_COLOR"
    assert re.sub(r"\x1b\[[\d;]*m", "", styled.stdout) == done.stdout


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("words.loaded-wrod", "no rule is called 'words.loaded-wrod'; did you mean words.loaded-word"),
        ("superlative", "did you mean sourcing.unsourced-superlative?"),
        ("zzz", "no rule is called 'zzz'; the command 'medialit rules' lists them"),
        ("a\nb[bold]", "no rule is called 'a\ufffdb[bold]'"),
        ("", "no rule is called ''; the command"),
    ],
)
def test_a_wrong_id_is_one_clear_line(tmp_path: Path, asked: str, told: str) -> None:
    done = run("explain", asked, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_broken_rule_file_is_named_and_the_others_are_listed(tmp_path: Path) -> None:
    site_with_rules(tmp_path)
    (tmp_path / "mine/race.yml").write_text("id: words.race-frame\n", encoding="utf-8")
    done = run("rules", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("medialit: mine/race.yml:1: ")
    assert "words.label" in done.stdout
    (tmp_path / "mkdocs.yml").write_text("site_name: [", encoding="utf-8")
    done = run("rules", cwd=tmp_path)
    assert done.returncode == 2
    assert "MkDocs can't read it" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--help"],
        ["analyze", "--help"],
        ["--version"],
        ["schema"],
        ["schema", "rule"],
        *([name, "--help"] for name in ("new", "import", "init", "schema", "rules", "explain")),
    ],
)
def test_help_and_lists(arguments: list[str], tmp_path: Path) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode in (0, 2 if not arguments else 0)
    assert done.stdout or done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_to_analyse(tmp_path: Path) -> None:
    done = run("analyze", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "medialit: nothing to analyse; name a file or a folder, or - for records on standard input\n"
