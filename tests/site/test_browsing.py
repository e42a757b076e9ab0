"""Lists, stories, lessons and the collection in small sites."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builder import CONFIG, GOOD, build_site, write
from medialit.site.links import problems_of

LESSON = """\
---
title: Whose words?
description: Who speaks, and who does not.
lesson:
  minutes: 20
  articles: [night, day]
  techniques: [words.loaded-word]
---

## Read

Read [the list](../articles/index.md) and underline every platypus.
"""
STORY = {
    "content/articles/night.md": GOOD.replace("date:", "story: harbour-vote\ntopics: [Harbour]\ndate:"),
    "content/articles/day.md": GOOD.replace("date:", "story: harbour-vote\ntype: opinion\ndate:"),
    "content/articles/else.md": GOOD.replace("date:", "story: another-event\ndate:"),
}


def test_a_site_has_its_lists_its_story_and_its_lesson(tmp_path: Path) -> None:
    built = build_site(write(tmp_path, STORY | {"content/lessons/whose.md": LESSON}), strict=True)
    assert (built.failed, built.warnings) == (None, [])
    for url in ("articles", "stories", "stories/harbour-vote", "lessons", "lessons/whose", "collection"):
        assert built.html(url).count("<h1") == 1, url
    assert not (built.site / "stories" / "another-event").exists(), "one article is no story"
    assert list(problems_of(built.site)) == []
    lesson = built.html("lessons/whose")
    assert 'href="../../articles/night/"' in lesson
    assert "underline every platypus" in lesson


def test_search_finds_articles_techniques_and_lessons(tmp_path: Path) -> None:
    built = build_site(write(tmp_path, STORY | {"content/lessons/whose.md": LESSON}))
    docs = json.loads((built.site / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    found = {doc["location"].split("#")[0] for doc in docs}
    assert {"articles/night/", "techniques/words/loaded-word/", "lessons/whose/", "stories/harbour-vote/"} <= found
    assert [doc["location"] for doc in docs if "platypus" in doc["text"]] == ["lessons/whose/#read"]
    told = [doc["location"] for doc in docs if "stayed at home" in doc["text"]]
    assert sorted(told) == ["articles/day/", "articles/else/", "articles/night/"], "each text is found once"


def test_a_site_without_a_navigation_of_its_own_shows_all_lists(tmp_path: Path) -> None:
    config = CONFIG[: CONFIG.index("nav:")]
    built = build_site(write(tmp_path, STORY | {"mkdocs.yml": config}), strict=True)
    assert (built.failed, built.warnings) == (None, [])
    for url in ("articles", "stories", "techniques", "lessons", "collection"):
        assert f'href="{url}/"' in (built.site / "index.html").read_text(encoding="utf-8"), url


@pytest.mark.parametrize(
    ("files", "warning"),
    [
        (
            {"content/lessons/whose.md": LESSON.replace("day]", "dya]")},
            "content/lessons/whose.md:6: lesson, articles: no article is called 'dya'; did you mean 'day'? "
            "(the link is left out until then)",
        ),
        (
            {"content/lessons/whose.md": LESSON.replace("loaded-word", "loadedword")},
            "content/lessons/whose.md:7: lesson, techniques: no technique is called 'words.loadedword'; "
            "did you mean 'words.loaded-word'? (the link is left out until then)",
        ),
        (
            {"content/lessons/whose.md": LESSON.replace("  minutes: 20\n", "")},
            "content/lessons/whose.md:4: 'minutes' is missing in lesson; say how long it takes, such as minutes: 20 "
            "(the lesson is left out until then)",
        ),
        (
            {"content/lessons/index.md": "# Mine\n"},
            "content/lessons/index.md: medialit makes the list of lessons itself; rename the file "
            "(the lesson is left out until then)",
        ),
        (
            {"content/lessons/Whose.md": LESSON, "content/lessons/whose.markdown": LESSON},
            "content/lessons/whose.markdown: has the same address as content/lessons/Whose.md; "
            "rename one of the two files (the lesson is left out until then)",
        ),
    ],
    ids=["article", "technique", "minutes", "index", "twice"],
)
def test_what_is_wrong_with_a_lesson_is_told_and_stops_a_strict_build(
    tmp_path: Path, files: dict[str, str | bytes], warning: str
) -> None:
    folder = write(tmp_path, STORY | files)
    built = build_site(folder)
    assert built.failed is None
    assert [message for message in built.warnings if "lessons" in message] == [warning]
    assert (built.site / "lessons" / "index.html").is_file()
    assert build_site(folder, strict=True).failed


def test_an_empty_site_says_what_is_missing(tmp_path: Path) -> None:
    built = build_site(write(tmp_path, {"content/articles/.keep": ""}), strict=True)
    assert built.failed is None
    for url, noun in (("articles", "article"), ("stories", "story"), ("lessons", "lesson"), ("collection", "article")):
        assert f"There is no {noun} yet" in built.html(url)
