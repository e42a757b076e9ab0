"""`medialit new`, driven as a newcomer would: asked, piped, by options, in a terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from commands import one_line, run
from hypothesis import given
from hypothesis import strategies as st
from medialit.article import Correction, FrontMatter, parse_article
from medialit.draft import draft_of, free_name
from medialit.lesson import Lesson, QuizQuestion
from medialit.review import Addition, Confirmation, Dismissal, Review
from terminal import Terminal

FOLDER = "content/articles"


def test_options_make_an_article_that_validates_and_builds_on(tmp_path: Path) -> None:
    done = run(
        "new", "--title", "Toll: “too high”? #1", "--rights", "CC0", "--outlet", "O'Neil's \"Post\"", "--author", "A: B",
        "--date", "2026-02-27", "--url", "https://example.org/a?b=1#c", "--type", "press-release", "--story", "toll",
        cwd=tmp_path,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, f"{FOLDER}/toll-too-high-1.md\n")
    text = (tmp_path / FOLDER / "toll-too-high-1.md").read_text(encoding="utf-8")
    front = parse_article(text, "x", "x").front
    assert front.title == "Toll: “too high”? #1"
    assert front.outlet == "O'Neil's \"Post\""
    assert (front.author, str(front.date), front.type, front.story) == ("A: B", "2026-02-27", "press-release", "toll")
    assert front.url == "https://example.org/a?b=1#c"
    assert run("analyze", FOLDER, cwd=tmp_path).returncode == 0


def test_answers_may_come_from_a_pipe(tmp_path: Path) -> None:
    answers = "Brücke — ja?\nCC0\n\n\n2026-02-27\n"
    done = run("new", cwd=tmp_path, stdin=answers.encode())
    assert (done.returncode, done.stdout) == (0, f"{FOLDER}/brucke-ja.md\n")
    front = parse_article((tmp_path / FOLDER / "brucke-ja.md").read_text(encoding="utf-8"), "x", "x").front
    assert (front.title, front.rights, front.outlet, str(front.date)) == ("Brücke — ja?", "CC0", None, "2026-02-27")


@pytest.mark.parametrize(
    ("arguments", "stdin", "told"),
    [
        ([], "", "title: is needed; give it with --title"),
        (["--title", "x"], "", "rights: is needed; give it with --rights"),
        ([], "Title\nCC0\n\n\nsoon\n", "date: 'soon' is no date; write year-month-day, such as 2026-03-14; give it with"),
        (["--title", "x", "--rights", "y", "--type", "poem"], "", "type: 'poem' is none of news, "),
        (["--title", "x", "--rights", "y", "--url", "example.org"], "", "url: 'example.org' is not in the right form"),
        (["--title", "橋", "--rights", "y"], "", "橋: no Latin letter or digit to make a file name from; give one with --"),
        (["--title", "a\u202eb", "--rights", "y"], "", "title: holds a character that is not plain text (U+202E)"),
        (["--title", "x", "--rights", "y", "--folder", "file"], "", "file: can't be written: Not a directory"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_line_and_no_file(tmp_path: Path, arguments: list[str], stdin: str, told: str) -> None:
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    done = run("new", *arguments, cwd=tmp_path, stdin=stdin.encode())
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith(f"medialit: {told}")
    assert done.stdout == ""
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["file"]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    arguments = ("new", "--title", "Toll to rise", "--rights", "CC0")
    assert run(*arguments, cwd=tmp_path).returncode == 0
    path = tmp_path / FOLDER / "toll-to-rise.md"
    path.write_text("mine", encoding="utf-8")
    line = one_line(run(*arguments, cwd=tmp_path))
    assert line.startswith(f"{FOLDER}/toll-to-rise.md: is there already, and is left alone; choose another name")
    assert path.read_text(encoding="utf-8") == "mine"
    path.rename(path.with_name("Toll to Rise.md"))  # another name, and the same address
    assert "Toll to Rise.md: is there already" in one_line(run(*arguments, cwd=tmp_path))
    assert run(*arguments, "--slug", "toll two", cwd=tmp_path).stdout == f"{FOLDER}/toll-two.md\n"


def test_the_site_around_says_where_articles_are(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\ndocs_dir: pages\nplugins: [medialit: {articles: press cuttings}]\n", encoding="utf-8"
    )
    (tmp_path / "pages" / "deep").mkdir(parents=True)
    done = run("new", "--title", "A", "--rights", "B", cwd=tmp_path / "pages" / "deep")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "pages" / "press cuttings" / "a.md").is_file()


def test_every_field_is_explained_and_the_examples_validate() -> None:
    text = draft_of({"title": "A", "rights": "B"})
    used = re.sub(r"^# ", "", text, flags=re.MULTILINE)
    front = parse_article(used, "x", "x").front
    given = {"title", "rights"} | {name for name in FrontMatter.model_fields if getattr(front, name) not in (None, ())}
    assert given == set(FrontMatter.model_fields)
    inside = [(Lesson, front.lesson), (Review, front.review), (QuizQuestion, front.lesson and front.lesson.quiz[0]),
              (Correction, front.corrections[0])]  # fmt: skip
    for model, value in inside:
        missing = {name for name in model.model_fields if getattr(value, name) in (None, (), {})}
        assert missing <= {"reveal"}, model
    kinds = (Confirmation, Dismissal, Addition)
    assert front.review is not None
    for model, entries in zip(kinds, (front.review.confirm, front.review.dismiss, front.review.add), strict=True):
        assert isinstance(entries[0], model)
    assert all("#" in line[1:] or not line.startswith("# ") or ":" in line for line in text.splitlines())


@given(st.text(min_size=1, max_size=80), st.text(min_size=1, max_size=80))
def test_values_come_back_as_they_were(title: str, rights: str) -> None:
    from medialit.draft import problem_of

    if problem_of("title", title) or problem_of("rights", rights):
        return
    front = parse_article(draft_of({"title": title, "rights": rights}), "x", "x").front
    assert (front.title, front.rights) == (title.strip(), rights.strip())


def test_a_long_title_makes_a_short_name(tmp_path: Path) -> None:
    path = free_name(tmp_path, "A very long title " * 20)
    assert len(path.stem) <= 60
    assert not path.stem.endswith("-")
    assert free_name(tmp_path, "x" * 300).stem == "x" * 60


def test_a_person_is_asked_again(tmp_path: Path) -> None:
    answers = [
        ("Title", ""), ("Title", "Toll to rise"), ("Rights", "CC0"), ("Outlet", ""), ("Author", ""),
        ("Date", "yesterday"), ("Date", "2026-02-27"), ("Address", ""), ("Type", "news"), ("Story", ""),
    ]  # fmt: skip
    with Terminal("new", cwd=tmp_path) as terminal:
        for asked, answer in answers:
            terminal.wait_for(asked)
            terminal.press(f"{answer}\n")
        assert terminal.end() == 0, terminal.raw
    assert "medialit: title: is needed" in terminal.lines
    assert any("date: 'yesterday' is no date" in line for line in terminal.lines)
    front = parse_article((tmp_path / FOLDER / "toll-to-rise.md").read_text(encoding="utf-8"), "x", "x").front
    assert (front.title, str(front.date), front.type, front.outlet) == ("Toll to rise", "2026-02-27", "news", None)


def test_the_end_of_the_input_leaves_nothing(tmp_path: Path) -> None:
    with Terminal("new", cwd=tmp_path) as terminal:
        terminal.wait_for("Title")
        terminal.press("Toll to rise\n")
        terminal.wait_for("Rights")
        terminal.press("\x04")
        assert terminal.end() == 1
    assert [line for line in terminal.lines if line][-1] == "medialit: stopped; no file was written"
    assert list(tmp_path.iterdir()) == []
