"""What may come into a site, what its pages may do, and what authors are told: built sites."""

from __future__ import annotations

import json
import logging
import os
import re
from pathlib import Path

import pytest
from builder import CONFIG, GOOD, build_site, write
from mkdocs.commands.build import build
from mkdocs.config import load_config

LOOSE = CONFIG.replace("omitted_files: warn", "omitted_files: ignore")
META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>'


def article(body: str, more: str = "") -> str:
    return f"---\ntitle: A report\nrights: CC0\n{more}---\n{body}\n"


def with_settings(settings: str) -> str:
    return CONFIG.replace("plugins: [search, medialit]", f"plugins: [search, {{medialit: {settings}}}]")


# --- The policy


def test_every_page_has_the_same_policy(tmp_path: Path) -> None:
    built = build_site(
        write(tmp_path, {"mkdocs.yml": LOOSE, "content/articles/good.md": GOOD, "content/a/b/c.md": "# Deep\n"})
    )
    assert built.warnings == []
    found = {
        path.relative_to(built.site).as_posix(): META.findall(path.read_text("utf-8"))
        for path in built.site.rglob("*.html")
    }
    assert {len(policies) for policies in found.values()} == {1}
    paper = {"articles/good/worksheet/index.html", "articles/good/key/index.html"}
    assert len({policies[0] for path, policies in found.items() if path not in paper}) == 1
    assert {found[path][0] for path in paper}.isdisjoint(found["index.html"])
    assert "'unsafe" not in found["index.html"][0]
    assert {"404.html", "a/b/c/index.html", "privacy/index.html"} <= set(found)


@pytest.mark.parametrize("settings", ["{policy: false}"])
def test_it_can_be_left_out(tmp_path: Path, settings: str) -> None:
    built = build_site(write(tmp_path, {"mkdocs.yml": with_settings(settings), "content/articles/good.md": GOOD}))
    assert built.warnings == [] and not META.search(built.html(""))


def test_sources_can_be_added(tmp_path: Path) -> None:
    config = with_settings("{policy: {script-src: [\"'wasm-unsafe-eval'\"], frame-src: ['https://video.example.org']}}")
    built = build_site(write(tmp_path, {"mkdocs.yml": config, "content/articles/good.md": GOOD}))
    policy = META.findall(built.html(""))[0]
    assert "'wasm-unsafe-eval'; style-src" in policy and policy.endswith("frame-src https://video.example.org")


def test_a_script_of_the_sites_own_is_told_of_once(tmp_path: Path) -> None:
    pages = {f"content/{name}.md": "# Page\n\n<script>count()</script>\n" for name in "ab"}
    built = build_site(write(tmp_path, {"mkdocs.yml": LOOSE, "content/articles/good.md": GOOD} | pages))
    assert len(built.warnings) == 1
    assert re.match(r"a\.md: a script in the page will not run; put it into a file .*'sha256-.+='", built.warnings[0])


def test_serving_has_none(tmp_path: Path) -> None:
    folder = write(tmp_path, {"content/articles/good.md": GOOD})
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(tmp_path / "site"))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    assert not META.search((tmp_path / "site" / "index.html").read_text("utf-8"))


# --- Files


def test_a_link_to_a_folder_elsewhere_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    folder = write(tmp_path / "site-source", {"content/articles/good.md": GOOD})
    (folder / "content" / "more").symlink_to(tmp_path / "elsewhere")
    built = build_site(folder)
    assert built.failed
    assert "content/more: the link leads out of the folder" in built.warnings[-1]


def test_a_link_around_in_the_folder_stops_the_build(tmp_path: Path) -> None:
    folder = write(tmp_path, {"content/articles/good.md": GOOD})
    (folder / "content" / "articles" / "again").symlink_to("..")
    assert "content/articles/again: the link leads out of the folder or around in it" in build_site(folder).warnings[-1]


def test_a_link_to_a_file_elsewhere_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(article("The password is swordfish."))
    folder = write(tmp_path / "site-source", {"content/articles/good.md": GOOD})
    (folder / "content" / "articles" / "secret.md").symlink_to(tmp_path / "secret.md")
    (folder / "content" / "secret.txt").symlink_to(tmp_path / "secret.md")
    built = build_site(folder)
    assert built.failed is None
    assert [said.split(":")[0] for said in built.warnings] == ["content/secret.txt", "content/articles/secret.md"]
    assert "put the file itself there" in built.warnings[0]
    assert not any(b"swordfish" in path.read_bytes() for path in built.site.rglob("*") if path.is_file())
    assert "disastrous" in built.html("articles/good")


def test_pictures_go_in_and_what_runs_does_not(tmp_path: Path) -> None:
    active = PICTURE.replace("<rect", '<rect onclick="x()"')
    built = build_site(write(tmp_path, {
        "content/articles/good.md": GOOD, "content/articles/wall.svg": PICTURE, "content/articles/active.svg": active,
        "content/logo.svg": active, "content/verify.html": "<p>abc</p>", "content/articles/x.html": "<p>abc</p>",
        "content/lessons/x.xml": "<x/>",
    }))  # fmt: skip
    assert sorted(said.split(":")[0] for said in built.warnings) == [
        "content/articles/active.svg", "content/articles/x.html", "content/lessons/x.xml", "content/logo.svg",
    ]  # fmt: skip
    assert (built.site / "articles" / "wall.svg").is_file() and (built.site / "verify.html").is_file()
    assert not (built.site / "logo.svg").exists() and not (built.site / "articles" / "x.html").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows holds none of these")
def test_names_that_differ_in_case_alone(tmp_path: Path) -> None:
    built = build_site(write(tmp_path, {
        "mkdocs.yml": LOOSE,
        "content/articles/good.md": GOOD, "content/articles/Good.md": GOOD, "content/img/A.png": b"1", "content/img/a.png": b"2",
        "content/Plan.md": "# Plan\n", "content/plan.md": "# Plan\n", "content/aux.md": "# Aux\n",
    }))  # fmt: skip
    told = {said.split(":")[0]: said for said in built.warnings}
    assert len(built.warnings) == 4
    assert "has the same address as content/articles/Good.md" in told["content/articles/good.md"]
    assert "Windows keeps for itself; rename it" in told["content/aux.md"]
    assert "has the same address as img/A.png" in told["content/img/a.png"]
    assert "has the same address as Plan.md" in told["content/plan.md"]


def test_snippets_bring_no_file_into_an_article(tmp_path: Path) -> None:
    config = CONFIG.replace("toc]", "toc, pymdownx.snippets]").replace("docs_dir", f"# {tmp_path}\ndocs_dir")
    files = {
        "content/articles/good.md": article(f'Words here.\n\n--8<-- "{tmp_path}/secret.txt"\n\n--8<-- "secret.txt"'),
        "content/lessons/one.md": '---\ntitle: One\nlesson: {minutes: 9}\n---\nWords.\n\n--8<-- "secret.txt"\n',
        "content/own.md": '# Own\n\n--8<-- "secret.txt"\n',
        "secret.txt": "swordfish",
    }
    folder, before = write(tmp_path, {"mkdocs.yml": config} | files), Path.cwd()
    os.chdir(folder)
    try:
        built = build_site(folder)
    finally:
        os.chdir(before)
    assert "swordfish" not in built.html("articles/good") + built.html("lessons/one")
    assert "swordfish" in built.html("own")  # a page of the site's own may


# --- What authors are told


def told(folder: Path) -> list[str]:
    """What the build says that is no warning."""
    lines: list[str] = []
    handler = logging.Handler(logging.INFO)
    handler.emit = lambda record: lines.append(record.getMessage()) if record.levelno == logging.INFO else None
    log = logging.getLogger("mkdocs.plugins.medialit")
    before, _ = log.level, log.setLevel(logging.INFO)
    log.addHandler(handler)
    try:
        assert build_site(folder).warnings == []
    finally:
        log.removeHandler(handler)
        log.setLevel(before)
    return [line for line in lines if "left out" in line or "more" in line]


def test_what_is_left_out_of_an_article_is_told_with_its_line(tmp_path: Path) -> None:
    body = 'One.\n\n<iframe src="https://example.org"></iframe>\n\nTwo ![x](https://example.org/x.png)\n\n<p\nONCLICK="x()">3</p>'
    assert told(write(tmp_path, {"content/articles/bad.md": article(body), "content/articles/good.md": GOOD})) == [
        "content/articles/bad.md:7: left out: <iframe>",
        "content/articles/bad.md:9: left out: the address “https://example.org/x.png”",
        "content/articles/bad.md:12: left out: onclick of <p>",
    ]


def test_what_is_left_out_of_a_lesson_is_told(tmp_path: Path) -> None:
    lesson = "---\ntitle: One\nlesson: {minutes: 9}\n---\nWords.\n\n<script>x()</script>\n"
    folder = write(tmp_path, {"content/articles/good.md": GOOD, "content/lessons/one.md": lesson})
    assert told(folder) == ["content/lessons/one.md:7: left out: <script>"]
    assert "x()" not in (folder / "site" / "lessons" / "one" / "index.html").read_text("utf-8")


def test_of_much_the_first_is_told(tmp_path: Path) -> None:
    body = "\n\n".join(f"<x-{letter}>a</x-{letter}>" for letter in "abcdefghijk")
    lines = told(write(tmp_path, {"content/articles/bad.md": article(body)}))
    assert len(lines) == 9 and lines[-1] == "content/articles/bad.md: and 3 more"


def test_tables_keep_their_alignment(tmp_path: Path) -> None:
    built = build_site(write(tmp_path, {"content/articles/good.md": article("| a | b |\n| - | -: |\n| 1 | 2 |")}))
    assert re.search(r'<td align="right">2', built.html("articles/good"))
    assert "style=" not in built.html("articles/good")


# --- Keys of the theme


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("template: nothing.html\n", "unknown key 'template'"),
        ("icon: ../x\n", "unknown key 'icon'"),
        ("search: yes\n", "search: needs keys and values"),
        ("search: {boost: .inf}\n", "search, boost"),
        ("search: {exclude: perhaps}\n", "search, exclude"),
        ("search: {other: 1}\n", "unknown key 'other'"),
        ("tags: [[a]]\n", "tags 1"),
        ("hide: {a: b}\n", "hide"),
        ("lesson: {compare: ../x}\n", "lesson, compare 1: '../x' is not in the right form"),
        ("story: con\n", "'con' is no name for a folder on Windows"),
    ],
)
def test_keys_that_would_stop_the_build_leave_out_the_article(tmp_path: Path, more: str, words: str) -> None:
    files = {"content/articles/good.md": GOOD, "content/articles/bad.md": article("Words.", more)}
    built = build_site(write(tmp_path, files))
    assert built.failed is None and len(built.warnings) == 1
    assert built.warnings[0].startswith("content/articles/bad.md:4: ") and words in built.warnings[0]
    assert "disastrous" in built.html("articles/good")


def test_keys_of_the_theme_still_work(tmp_path: Path) -> None:
    files = {"content/articles/good.md": article("Swordfish.", "search: {exclude: true}\ntags: boats\nhide: toc\n")}
    built = build_site(write(tmp_path, files))
    assert built.warnings == []
    assert "Swordfish" not in (built.site / "search" / "search_index.json").read_text("utf-8")


# --- Right of reply and privacy


def test_corrections_stand_on_article_and_critique(tmp_path: Path) -> None:
    more = 'corrections:\n- {date: 2026-04-03, text: "The day was <wrong>; mended."}\n- {date: 2026-05-04, text: "A name."}\n'
    config = with_settings("{corrections: 'https://example.org/mistakes'}")
    built = build_site(write(tmp_path, {"mkdocs.yml": config, "content/articles/good.md": article("Words.", more)}))
    for url in ("articles/good", "articles/good/critique"):
        meta = built.html(url).split('<dl class="ml-meta"')[1].split("</dl>")[0]
        assert '<time datetime="2026-04-03">3 April 2026</time>: The day was &lt;wrong&gt;; mended.' in meta
        assert "4 May 2026</time>: A name." in meta
    limits = built.html("articles/good/critique").split('id="limits"')[1]
    assert "<h3>Corrections</h3>" in limits and "The day was &lt;wrong&gt;; mended." in limits
    assert '<a href="https://example.org/mistakes" rel="noopener external">Report a mistake' in limits
    assert 'href="https://example.org/mistakes"' in built.html("privacy")


def test_every_page_leads_to_the_page_on_privacy(tmp_path: Path) -> None:
    built = build_site(write(tmp_path, {"content/articles/good.md": GOOD}))
    assert '<a href="privacy/">Privacy</a>' in built.html("")
    assert '<a href="../../../privacy/">Privacy</a>' in built.html("articles/good/critique")
    assert "local storage" in built.html("privacy")


def test_a_site_may_write_its_own(tmp_path: Path) -> None:
    built = build_site(
        write(tmp_path, {"mkdocs.yml": LOOSE, "content/articles/good.md": GOOD, "content/privacy.md": "# Our notice\n"})
    )
    assert built.warnings == []
    assert "Our notice" in built.html("privacy") and "local storage" not in built.html("privacy")


def test_data_is_valid_json(tmp_path: Path) -> None:
    built = build_site(write(tmp_path, {"content/articles/good.md": article("Words.", "author: '</script><b>\"'\n")}))
    assert json.loads((built.site / "feed.json").read_text("utf-8"))["items"][0]["authors"] == [
        {"name": '</script><b>"'}
    ]
