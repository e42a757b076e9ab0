"""Search in large sites: what a page gives to Pagefind, and when Pagefind is used."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from entries import entry
from medialit import sitesearch
from medialit.lessonplan import parse_lesson
from medialit.rules.loader import load_rules
from medialit.site.found import of_article, of_lesson, of_technique, page_to_read
from medialit.sitesearch import FROM, SiteSearch
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import PluginCollection
from mkdocs.structure.files import Files

RULES = load_rules()[0]


def test_the_facets_of_an_article_leave_out_what_a_reviewer_dismissed() -> None:
    review = "review: {by: A, date: 2026-03-03, dismiss: [{quote: shameful, reason: It says so itself.}]}\n"
    facets = of_article(entry(head=f'topics: [Pools, "Money, and who has it"]\n{review}'), RULES)
    assert (facets["topic"], facets["kind"]) == (("Pools", "Money, and who has it"), ("News report",))
    assert "Authority without a name" in facets["technique"]
    dismissed = set(of_article(entry(), RULES)["technique"]) - set(facets["technique"])
    assert dismissed <= {"Loaded word"}
    assert of_article(entry(head="review: {by: A, date: 2026-03-03}\n"), RULES)["topic"] == ()


def test_a_lesson_and_a_technique_are_found_by_the_technique() -> None:
    plan = parse_lesson(
        "---\ntitle: A\nlesson: {minutes: 5, techniques: [words.loaded-word, gone.rule]}\n---\nText.\n", "a", "a.md"
    )
    assert of_lesson(plan, RULES) == {"kind": ("Lesson",), "technique": ["Loaded word"]}
    assert of_technique(RULES["sourcing.loaded-said"])["technique"] == ("Loaded “said”",)


def test_a_page_to_read_has_one_title_and_escapes_names() -> None:
    text = page_to_read("A & B", '<h1 data-search-exclude id="x">C</h1><p>D</p>', {"topic": ('"><script>', "E")}, "en")
    assert '<body data-pagefind-body><h1>A &amp; B</h1><h1 data-search-exclude id="x">C</h1><p>D</p></body>' in text
    assert 'content="&quot;&gt;&lt;script&gt;"><meta data-pagefind-filter="topic[content]" content="E">' in text
    for own in ("<h1>C</h1>", '<h1 id="c">C</h1>'):
        assert f"<body data-pagefind-body>{own}</body>" in page_to_read("A", own, {}, "en")
    assert 'data-pagefind-weight="2.5"' in page_to_read("A", "", {}, "en", 2.5)
    assert 'data-pagefind-weight="10"' in page_to_read("A", "", {}, "en", 400)


def search_of(articles: int, least: int, enabled: bool | None = True) -> SiteSearch | None:
    """The search of a site with the theme's search, switched on or off, or without it."""
    config = MkDocsConfig()
    config.load_dict({"site_name": "Test", "theme": {"name": "material"}})
    config.validate()
    config.plugins = PluginCollection()
    config.plugins._current_plugin = "medialit"
    if enabled is not None:
        dict.__setitem__(config.plugins, "material/search", SimpleNamespace(config={"enabled": enabled}))
    return SiteSearch.of(articles, least, Files([]), config)


@pytest.mark.parametrize(
    ("articles", "least", "enabled", "used"),
    [(FROM, FROM, True, True), (FROM - 1, FROM, True, False), (9_999, 0, True, False), (9, 9, False, False)],
    ids=["large", "small", "never", "without search"],
)
def test_when_it_is_used(articles: int, least: int, enabled: bool, used: bool) -> None:
    assert bool(search_of(articles, least, enabled)) is used


def test_a_site_without_the_theme_is_left_alone() -> None:
    assert search_of(FROM, FROM, None) is None


@pytest.mark.parametrize(("least", "level"), [(FROM, logging.INFO), (1, logging.WARNING)])
def test_what_to_install_is_said_in_one_line(
    least: int, level: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sitesearch, "_program", lambda: None)
    with caplog.at_level(logging.INFO):
        assert search_of(FROM, least) is None
    ((_, said, message),) = caplog.record_tuples
    assert said == level
    assert "pip install 'mkdocs-medialit[search]'" in message


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A program that tells its version, and no more."""
    program = tmp_path / "pagefind"
    program.write_text(f"#!{sys.executable}\nimport sys\nsys.exit(0 if '--version' in sys.argv else 'disk on fire')\n")
    program.chmod(0o755)
    return program


@pytest.mark.skipif(sys.platform == "win32", reason="no #! there")
def test_a_program_that_fails_leaves_nothing_and_is_told(broken: Path, tmp_path: Path) -> None:
    assert subprocess.run([broken, "--version"], check=False).returncode == 0
    with pytest.raises(PluginError, match=r"medialit: Pagefind made no index \(disk on fire\); build again, or set"):
        SiteSearch(broken, "en").write(tmp_path / "site")
    assert not (tmp_path / "site").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no #! there")
def test_a_program_that_does_nothing_is_told(broken: Path, tmp_path: Path) -> None:
    broken.write_text(f"#!{sys.executable}\n")
    with pytest.raises(PluginError, match="medialit: Pagefind made no index"):
        SiteSearch(broken, "en").write(tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_a_program_that_does_not_run_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sitesearch, "_program", lambda: tmp_path / "gone")
    assert search_of(1, 1) is None
    ((_, level, message),) = caplog.record_tuples
    assert level == logging.WARNING
    assert message.startswith("medialit: Pagefind does not run here (") and message.count("\n") == 0
