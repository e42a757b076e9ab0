"""What may stand in the content folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from medialit.site.intake import clashes, kind_problem, links_out, name_problem, written_by_medialit


@pytest.mark.parametrize(
    "path", ["con.md", "articles/NUL.md", "articles/aux", "com1.tar.gz", "Lpt9/x.md", "prn .txt", "com².md"]
)
def test_names_that_windows_keeps(path):
    assert "Windows keeps for itself; rename it" in name_problem(path)


@pytest.mark.parametrize(
    "path, words",
    [
        ("a./b.md", "'a.' ends in a dot"),
        ("a /b.md", "'a ' ends in a space"),
        ("b.md.", "ends in a dot"),
        ("what?.md", "holds '?'"),
        ('a"b.md', "holds '\"'"),
        ("a:b.md", "holds ':'"),
        ("a\\b.md", "Windows does not allow"),
        ("a\tb.md", "holds '\\t'"),
        ("a\x7f|b.md", "holds '|'"),
    ],
)
def test_names_that_windows_refuses(path, words):
    assert words in name_problem(path)
    assert "rename it" in name_problem(path)


@pytest.mark.parametrize(
    "path",
    ["articles/pool.md", "console.md", "a b/größe.md", "com10.md", "icon.svg", ".hidden", "a..b.md", "auxiliary/x.md"],
)
def test_names_that_every_system_holds(path):
    assert name_problem(path) is None


@pytest.mark.parametrize("path", ["a.PNG", "a.jpg", "articles/talk.mp3", "a.svg", "a.pdf", "a.csv"])
def test_kinds_that_may_lie_beside_articles(path):
    assert kind_problem(path) is None


@pytest.mark.parametrize(
    "path", ["a.html", "a.HTM", "a.xhtml", "a.xml", "a.js", "a.svgz", "a.css", "a", "a.png.html", "a.wasm", "a.mhtml"]
)
def test_kinds_that_may_not(path):
    assert "move it elsewhere or remove it" in kind_problem(path)


def test_links(tmp_path: Path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.md").write_text("x")
    docs = tmp_path / "content"
    (docs / "articles").mkdir(parents=True)
    (docs / "articles" / "pool.md").write_text("x")
    (docs / "inside.md").symlink_to("articles/pool.md")
    (docs / "elsewhere").symlink_to("articles")
    assert list(links_out(docs)) == []
    (docs / "out.md").symlink_to("../outside/secret.md")
    (docs / "folder").symlink_to(tmp_path / "outside")
    (docs / "articles" / "around").symlink_to("..")
    (docs / "articles" / "here").symlink_to(".")
    (docs / "nowhere.md").symlink_to("not-there.md")
    (docs / "sibling").symlink_to("../content-2")
    found = {path.relative_to(docs).as_posix(): is_folder for path, is_folder in links_out(docs)}
    assert found == {
        "out.md": False, "folder": True, "articles/around": True, "articles/here": True, "nowhere.md": False,
        "sibling": False,
    }  # fmt: skip


def test_links_in_a_folder_that_is_a_link_itself(tmp_path: Path):
    (tmp_path / "real" / "articles").mkdir(parents=True)
    (tmp_path / "real" / "a.md").write_text("x")
    (tmp_path / "real" / "b.md").symlink_to("a.md")
    (tmp_path / "content").symlink_to("real")
    assert list(links_out(tmp_path / "content")) == []


def test_clashes():
    ours = written_by_medialit(["techniques/index.md", "techniques/words/label.md"], ["pool"])
    assert ours["techniques/index.html"] == ours["techniques/words/label/index.html"] == "a page that medialit makes"
    targets = [
        ("A.md", "A/index.html"), ("a.md", "a/index.html"), ("img/X.png", "img/X.png"), ("img/x.PNG", "img/x.PNG"),
        ("Techniques/index.html", "Techniques/index.html"), ("articles/pool/key/index.html", "articles/pool/key/index.html"),
        ("articles/pool/flags.csv", "articles/pool/flags.csv"), ("img/y.png", "img/y.png"),
        ("schemas/rule.json", "schemas/rule.json"), ("assets/medialit.md", "assets/medialit/index.html"),
        ("Assets/Medialit/pagefind/x.pf_meta", "Assets/Medialit/pagefind/x.pf_meta"), ("assets/Medialit", "assets/Medialit"),
        ("assets/medialit/search/search.js", "assets/medialit/search/search.js"), ("assets/medialit2/x", "assets/medialit2/x"),
    ]  # fmt: skip
    found = dict(clashes(targets, ours))
    assert set(found) == {
        "a.md", "img/x.PNG", "Techniques/index.html", "articles/pool/key/index.html", "articles/pool/flags.csv",
        "schemas/rule.json", "assets/medialit.md", "Assets/Medialit/pagefind/x.pf_meta", "assets/Medialit",
        "assets/medialit/search/search.js",
    }  # fmt: skip
    assert "A.md" in found["a.md"] and "rename" in found["a.md"]
    assert "img/X.png" in found["img/x.PNG"]
