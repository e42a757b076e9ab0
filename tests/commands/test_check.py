"""`medialit check`, driven as a newcomer would: what it lists, where, in which form, and how it ends."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from urllib.parse import unquote

import commands
import jsonschema
import pytest
from medialit.check import check
from medialit.export.findings import github_of
from medialit.findings import Checked, fails
from medialit.sources import Site
from medialit.yamlfile import DataError
from terminal import Terminal

HEAD = "---\ntitle: A disastrous night\nrights: CC0\n---\n"
# The schema of the standard, published under the MIT licence by Microsoft (package @microsoft/jest-sarif).
SARIF = Path(__file__).parents[1] / "golden" / "sarif-2.1.0.schema.json"


SITES: dict[Path | None, Site] = {}  # loaded once


def run(*arguments: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return commands.run("check", *arguments, cwd=cwd, **more)


def write(folder: Path, name: str, body: str, head: str = HEAD) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((head + body).encode())
    return path


def site(folder: Path) -> None:
    (folder / "mkdocs.yml").write_text(
        "site_name: x\ndocs_dir: content\nplugins: [medialit]\nmarkdown_extensions: [smarty, attr_list]\n",
        encoding="utf-8",
    )
    write(folder, "content/index.md", "# Not an article\n", "")
    write(folder, "content/articles/one.md", "The vote was *shameful*.\n")
    write(folder, "content/articles/.draft/two.md", "no front matter", "")


def test_every_flag_is_told_with_its_place_rule_words_and_question(tmp_path: Path) -> None:
    write(tmp_path, "Ein schöner Tag.md", "He said it.\r\n\r\n- so *shameful*\r\n", HEAD.replace("\n", "\r\n"))
    done = run("Ein schöner Tag.md", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert "Ein schöner Tag.md:2:10  words.loaded-word  “disastrous”  [the headline]" in lines
    at = lines.index("Ein schöner Tag.md:7:7  words.loaded-word  “shameful”")
    assert lines[at + 1] == "    What would a plain word say here?"
    assert re.match(r"1 article: \d+ open, 0 confirmed, 0 set aside", lines[-1])
    assert max(map(len, lines)) <= 80
    assert "\x1b" not in done.stdout


def test_colour_is_never_needed(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "The vote was shameful.\n")
    plain = run("a.md", cwd=tmp_path).stdout
    styled = run("a.md", cwd=tmp_path, FORCE_COLOR="1", TERM="xterm-256color").stdout
    none = run("a.md", cwd=tmp_path, FORCE_COLOR="1", NO_COLOR="1", TERM="xterm-256color").stdout
    assert re.search(r"\x1b\[[\d;]*3\d", styled)
    assert not re.search(r"\x1b\[[\d;]*3\d", none)
    assert re.sub(r"\x1b\[[\d;]*m", "", styled) == re.sub(r"\x1b\[[\d;]*m", "", none) == plain


def test_without_paths_the_articles_of_the_site_are_checked(tmp_path: Path) -> None:
    site(tmp_path)
    done = run(cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "content/articles/one.md:5:15  words.loaded-word  “shameful”" in done.stdout
    inside = run(".", cwd=tmp_path / "content")
    assert "articles/one.md:5:15" in inside.stdout
    assert "1 article:" in inside.stdout
    assert "1 article:" in run(cwd=tmp_path / "content").stdout


def test_what_a_build_would_refuse_is_refused(tmp_path: Path) -> None:
    site(tmp_path)
    write(tmp_path, "content/articles/index.md", "x\n")
    write(tmp_path, "content/articles/b/one.md", "x\n")
    write(tmp_path, "content/articles/bad.md", "x\n", HEAD.replace("CC0", "CC0\ntype: poem"))
    lesson = "lesson:\n  compare: [on]\n  standards: [X.1]\n---\n"
    write(tmp_path, "content/articles/class.md", "x\n", HEAD.replace("CC0\n---\n", f"CC0\n{lesson}"))
    write(tmp_path, "content/articles/named.md", "x\n\nA *word*{: .ml-flag }.\n")
    done = run("--format", "json", cwd=tmp_path)
    assert done.returncode == 1
    told = [line.removeprefix("medialit: content/articles/") for line in done.stderr.splitlines()]
    assert told == [
        told[0],
        "class.md:5: lesson, compare: no article is called 'on'; did you mean 'one'?",
        "class.md:6: the standard 'X.1' is not listed in standards.yml; add it there with its text and source",
        "index.md: medialit makes the list of articles itself; rename the file",
        "named.md:7: 'ml-flag' is a name of medialit's own; remove it",
        "one.md: has the same address as content/articles/b/one.md; rename one of the two files",
    ]
    assert told[0].startswith("bad.md:4: type: 'poem' is none of ")
    found = json.loads(done.stdout)["articles"]
    names = list(dict.fromkeys(line.split(":")[0] for line in told))
    assert [Path(one["file"]).name for one in found if one["problems"]] == names


REVIEW = """review:
  by: A
  date: 2026-04-02
  confirm:
    - quote: disastrous
      note: "Whose word?"
  dismiss:
    - quote: shameful
      reason: the name
"""


def test_what_is_set_aside_is_left_out_and_what_is_confirmed_says_so(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "The vote was shameful.\n", HEAD.replace("---\n", f"{REVIEW}---\n").removeprefix(REVIEW))
    done = run("a.md", cwd=tmp_path)
    assert "shameful" not in done.stdout.replace("The vote was shameful", "")
    assert "“disastrous”  [the headline, confirmed]" in done.stdout
    assert "    Note: Whose word?" in done.stdout.splitlines()
    assert "1 confirmed, 1 set aside" in done.stdout


def test_words_of_others_are_listed_when_asked_for(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "“The vote was shameful,” said Ana Lopez, the harbour master.\n")
    assert "shameful" not in run("a.md", cwd=tmp_path).stdout
    done = run("a.md", "--all", cwd=tmp_path)
    assert "words.loaded-word  “shameful”  [quoted: Ana Lopez]" in done.stdout
    assert "craft.named-source" in done.stdout


@pytest.mark.parametrize(
    ("body", "tier", "status"),
    [
        ("The vote was shameful.\n", "never", 0),
        ("The vote was shameful.\n", "notice", 1),
        ("The vote was shameful.\n", "note", 0),
        ("Experts say so.\n", "ask", 1),
        ("The plan may perhaps work.\n", "note", 1),
        ("The plan may perhaps work.\n", "notice", 0),
        ("The plan may perhaps work.\n", "any", 1),
        ("“It was shameful,” said Ana Lopez.\n", "notice", 0),
        ("See [the log](https://example.org/log).\n", "notice", 0),
    ],
)
def test_what_fails(tmp_path: Path, body: str, tier: str, status: int) -> None:
    path = write(tmp_path, "a.md", body, HEAD.replace("A disastrous night", "A night at the harbour"))
    result = check(path, SITES)
    assert not result.problems
    assert fails([result], tier) is (status == 1)


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["missing.md"], 1, "missing.md: can't be read: No such file or directory"),
        (["empty"], 2, "empty: no article there; articles are .md files"),
        ([], 2, "there is no mkdocs.yml here or above; name the articles or their folder"),
        (["--format", "xml"], 2, "invalid value for"),
        (["--fail-on", "all"], 2, "invalid value for"),
        (["bad.md"], 1, "bad.md:1: no front matter"),
        (["bytes.md"], 1, "bytes.md:6: not UTF-8 text"),
    ],
)
def test_what_goes_wrong_is_told_in_a_line(tmp_path: Path, arguments: list[str], status: int, told: str) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path, "bad.md", "x", "")
    (tmp_path / "bytes.md").write_bytes(HEAD.encode() + b"One.\ncaf\xe9\n")
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == status
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_site_is_told_once(tmp_path: Path) -> None:
    site(tmp_path)
    (tmp_path / "mkdocs.yml").write_text("site_name: [", encoding="utf-8")
    done = run(cwd=tmp_path)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "MkDocs can't read it" in done.stderr


def test_an_open_question_may_fail_the_run(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "The vote was shameful.\n")
    assert run("a.md", "--fail-on", "notice", cwd=tmp_path).returncode == 1


def test_json_has_the_places(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "One.\n\nThe *shame**ful*** vote “was” shameful😀 and\nshameful.\n")
    done = run("a.md", "--format", "json", "--output", "out.json", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    found = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    lines = (tmp_path / "a.md").read_text(encoding="utf-8").split("\n")
    (article,) = found["articles"]
    assert article["file"] == "a.md"
    for flag in article["flags"]:
        if flag["scope"] == "text" and flag["line"] == flag["end_line"]:
            shown = lines[flag["line"] - 1][flag["column"] - 1 : flag["end_column"] - 1]
            assert flag["words"].startswith(shown)
            assert shown


def test_sarif_is_valid(tmp_path: Path) -> None:
    write(tmp_path, "Ein Tag & mehr.md", "The vote was *shameful*.\n\nExperts say so.\n")
    write(tmp_path, "bad.md", "x", "")
    done = run(".", "--format", "sarif", "--all", cwd=tmp_path)
    assert done.returncode == 1
    log = json.loads(done.stdout)
    jsonschema.Draft4Validator(json.loads(SARIF.read_text(encoding="utf-8"))).validate(log)
    run_ = log["runs"][0]
    rules = run_["tool"]["driver"]["rules"]
    assert run_["results"]
    for result in run_["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] == "note"
    shameful = next(result for result in run_["results"] if "shameful" in result["message"]["text"])
    location = shameful["locations"][0]["physicalLocation"]
    assert unquote(location["artifactLocation"]["uri"]) == "Ein Tag & mehr.md"
    assert location["artifactLocation"]["uri"].startswith("Ein%20Tag")
    assert location["region"] == {"startLine": 5, "startColumn": 15, "endLine": 5, "endColumn": 23}
    assert run_["invocations"][0]["executionSuccessful"] is False
    assert run_["invocations"][0]["toolExecutionNotifications"][0]["locations"]
    assert len({result["partialFingerprints"]["words/v1"] for result in run_["results"]}) > 1


def test_workflow_commands_hold_nothing_that_could_be_another_command(tmp_path: Path) -> None:
    name = "a, b:c%0A.md"
    write(tmp_path, name, "The vote was *shameful*, 43% stayed.\n")
    done = run(name, "--format", "github", cwd=tmp_path)
    assert done.returncode == 0
    commands = done.stdout.splitlines()
    assert all(line.startswith("::notice file=a%2C b%3Ac%250A.md,line=") for line in commands)
    assert any(",col=15,endColumn=23,title=Loaded word::“shameful” " in line for line in commands)
    assert any("43%25" in line for line in commands)
    wrong = Checked("x\n::error::y.md", "", problems=(DataError("x\n::error::y.md", 3, "50% wrong"),))
    assert list(github_of([wrong])) == ["::error file=x%0A%3A%3Aerror%3A%3Ay.md,line=3::50%25 wrong"]


def test_a_bar_on_long_runs_and_terminals_only(tmp_path: Path) -> None:
    for number in range(6):
        write(tmp_path, f"{number}.md", "The vote was shameful.\n")
    for arguments, bar in (([".", "--format", "json"], True), (["1.md", "--format", "json"], False)):
        with Terminal("check", *arguments, cwd=tmp_path, capture=True) as terminal:
            assert terminal.end() == 0
            assert ("6/6" in terminal.raw) == bar == bool(terminal.raw)
            assert len(json.loads(terminal.output)["articles"]) == (6 if bar else 1)
    assert run(".", "--format", "json", cwd=tmp_path, FORCE_COLOR="1").stderr == ""
