"""A list of more articles than stand on a page: filters look at all of them, and without scripts pages are turned."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from builder import CONFIG, GOOD, write
from medialit.site.articles import MOST
from playwright.sync_api import expect
from serving import Site, served

NUMBER = MOST + 4


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("long")
    files = {"mkdocs.yml": CONFIG.replace("site_url: http://127.0.0.1:8000/repo/", "site_url: !ENV SITE_URL")}
    for n in range(NUMBER):
        kind = "opinion" if n % 20 == 0 else "news"
        more = f"title: Night {n:03}\ntype: {kind}\ntopics: [{'Rare' if n == 3 else 'Usual'}]\ndate: 2026-03-01"
        head = GOOD.replace("title: A disastrous night for the harbour\n", "").replace("date: 2026-03-01", more)
        files[f"content/articles/night-{n:03}.md"] = head
    write(folder, files)
    with served(folder, folder / "site") as site:
        yield site


def test_filters_look_at_all_pages_of_the_list(open_page, guard, long_site):
    guard.homes.add(long_site.url)
    page = open_page(f"{long_site.url}articles/")
    shown = page.locator(".ml-articles > li:visible")
    expect(shown).to_have_count(MOST)
    assert "list.txt" not in str(page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)"))
    page.get_by_label("Kind of text").select_option("opinion")
    expect(shown).to_have_count(6)
    expect(page.locator(".ml-narrow output")).to_have_text(f"6 of {NUMBER} shown")
    page.get_by_role("button", name="Clear all").click()
    expect(shown).to_have_count(NUMBER)
    page.goto(f"{long_site.url}articles/?topic=rare")
    expect(shown).to_have_count(1)
    shown.get_by_role("link").click()
    expect(page.locator("h1")).to_have_text("Night 003")


def test_without_scripts_the_pages_are_turned(open_page, guard, long_site):
    guard.homes.add(long_site.url)
    page = open_page(f"{long_site.url}articles/", java_script_enabled=False)
    page.get_by_role("link", name="Older articles").click()
    expect(page.locator(".ml-articles > li")).to_have_count(NUMBER - MOST)
    page.get_by_role("link", name="Newer articles").click()
    expect(page.locator(".ml-articles > li")).to_have_count(MOST)
