"""The search of a large site: what Pagefind finds there, and what stays as it is elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builder import CONFIG, GOOD, Built, build_site, write
from medialit import sitesearch
from medialit.site.links import problems_of
from pagefindindex import records

SMALL = CONFIG[: CONFIG.index("nav:")]
LARGE = SMALL.replace("plugins: [search, medialit]", "plugins: [search, medialit: {pagefind_from: 3}]")
LESSON = """\
---
title: Whose words?
lesson: {minutes: 20, techniques: [words.loaded-word]}
---

## Read

Underline every platypus.
"""
FILES = {
    "content/index.md": "# Welcome & hello\n\nStart here.\n",
    "content/über uns.md": "---\ntitle: Über uns\n---\nWe moor here.\n",
    "content/secret.md": "---\nsearch: {exclude: true}\n---\n# Secret\n",
    "content/lessons/whose.md": LESSON,
    "content/articles/night.md": GOOD.replace("date:", 'topics: [Harbour, "Money, & power"]\nstory: vote\ndate:'),
    "content/articles/day.md": GOOD.replace("date:", "type: opinion\nstory: vote\ndate:"),
    "content/articles/hidden.md": GOOD.replace("date:", "search: {exclude: true}\ndate:"),
}


def index(built: Built) -> list[dict[str, str]]:
    """What the theme's search would load."""
    return json.loads((built.site / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = build_site(write(tmp_path_factory.mktemp("large"), FILES | {"mkdocs.yml": LARGE}), strict=True)
    assert (built.failed, built.warnings) == (None, [])
    return built


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_site(write(tmp_path_factory.mktemp("small"), FILES | {"mkdocs.yml": SMALL}), strict=True)


def test_it_finds_what_the_theme_would_find(large: Built, small: Built) -> None:
    found = records(large.site)
    assert set(found) == {doc["location"].split("#")[0] for doc in index(small)}
    assert {"", "articles/night/", "lessons/whose/", "stories/vote/", "techniques/words/loaded-word/"} <= set(found)
    assert "articles/hidden/" not in found
    night = found["articles/night/"]
    assert night["content"].startswith("A disastrous night for the harbour. The vote was disastrous, and 43 percent")
    assert "data-" not in night["content"] and "question" not in night["content"]
    (about,) = [record for record in found.values() if "moor" in record["content"]]
    assert about["meta"]["title"] == "Über uns"
    assert found[""]["meta"]["title"] == "Welcome & hello"
    assert found["lessons/whose/"]["anchors"][0]["id"] == "read"


def test_it_can_be_narrowed(large: Built) -> None:
    found = records(large.site)
    assert found["articles/night/"]["filters"]["topic"] == ["Harbour", "Money, & power"]
    kinds = {url: record["filters"].get("kind") for url, record in found.items()}
    assert kinds["articles/day/"] == ["Opinion"]
    assert kinds["articles/night/"] == ["Kind not given"]
    assert (kinds["lessons/whose/"], kinds["stories/vote/"], kinds[""]) == (["Lesson"], ["Story"], None)
    loaded = {url for url, record in found.items() if "Loaded word" in record["filters"].get("technique", ())}
    assert loaded == {"articles/night/", "articles/day/", "lessons/whose/", "techniques/words/loaded-word/"}


def test_no_reader_loads_what_the_theme_would(large: Built) -> None:
    assert index(large) == []
    page = large.html("articles/night")
    assert "'wasm-unsafe-eval'" in page and "unsafe-inline" not in page
    assert "assets/medialit/search/search.js" in page and 'data-md-component="search' not in page
    names = {path.name for path in (large.site / "assets/medialit/pagefind").iterdir()}
    assert {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "index", "filter", "fragment"} <= names
    assert not [name for name in names if "ui" in name or "highlight" in name]
    assert list(problems_of(large.site)) == []


def test_two_builds_write_the_same(large: Built, tmp_path: Path) -> None:
    again = build_site(write(tmp_path, FILES | {"mkdocs.yml": LARGE}), strict=True)

    def content(built: Built) -> dict[str, bytes]:
        paths = (path for path in built.site.rglob("*") if path.is_file() and "sitemap" not in path.name)
        return {path.relative_to(built.site).as_posix(): path.read_bytes() for path in paths}

    one, other = content(large), content(again)
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def test_no_file_of_an_author_takes_the_place_of_one(large: Built, tmp_path: Path) -> None:
    own = ("assets/medialit/search/search.js", "Assets/MediaLit/pagefind/pagefind.js", "assets/medialit/pagefind/x.txt")
    built = build_site(write(tmp_path, FILES | {"mkdocs.yml": LARGE} | {f"content/{name}": "PWN" for name in own}))
    assert built.failed is None
    where = "would be written to assets/medialit, where medialit’s own files are; move it or rename it"
    assert {said.partition(" (")[0] for said in built.warnings} == {f"content/{name}: {where}" for name in own}
    assert len(built.warnings) == len(own)
    assert not [path for path in built.site.rglob("*") if path.is_file() and path.read_bytes() == b"PWN"]
    assert (built.site / own[0]).read_bytes() == (large.site / own[0]).read_bytes()
    assert records(built.site).keys() == records(large.site).keys()


def test_a_small_site_has_the_search_of_the_theme_and_nothing_more(small: Built) -> None:
    page = small.html("articles/night")
    assert 'data-md-component="search"' in page
    assert not any(word in page for word in ("wasm", "pagefind", "search/search.js", "search/search.css"))
    assert not [name for name in ("pagefind", "search") if (small.site / "assets/medialit" / name).exists()]


def test_without_pagefind_the_search_of_the_theme_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitesearch, "_program", lambda: None)
    built = build_site(write(tmp_path, FILES | {"mkdocs.yml": LARGE}))
    assert built.failed is None
    (warning,) = built.warnings
    assert "pip install 'mkdocs-medialit[search]'" in warning
    assert "articles/night/" in {doc["location"] for doc in index(built)}
    assert 'data-md-component="search"' in built.html("articles/night")
