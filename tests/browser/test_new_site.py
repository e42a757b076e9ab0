"""A site as `medialit init` makes it: axe finds nothing, and nothing goes wrong in the background."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from medialit.newsite import write_site
from reader import show_marks
from serving import Site, served

ARTICLE = "articles/hut-shock/"


@pytest.fixture(scope="module")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("new") / "site"
    write_site(folder, "Nachrichten, genau gelesen")
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("language: en", "language: de"), encoding="utf-8")
    with served(folder, folder / "site") as site:
        yield site


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", ["", ARTICLE, f"{ARTICLE}critique/"])
def test_axe(open_page, new_site, guard, path, dark):
    guard.homes.add(new_site.url)
    page = open_page(new_site.url + path, dark=dark, narrow=dark)
    if path == ARTICLE:
        show_marks(page)
    found = Axe().run(page).response["violations"]
    assert [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]] == []


def test_the_search_dialog_has_a_name_in_the_language_of_the_site(open_page, new_site, guard):
    guard.homes.add(new_site.url)
    page = open_page(new_site.url)
    assert page.locator(".md-search[role=dialog]").get_attribute("aria-label") == "Suche"
