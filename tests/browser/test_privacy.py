"""Nothing is stored but what the page on privacy lists, nothing is sent, and one button forgets it all."""

from __future__ import annotations

import re

import pytest
from audit import NOTHING_ELSE, SCHEME, STORED
from medialit.site.privacy import KEPT
from playwright.sync_api import Page, expect
from reader import ARTICLE, drag_over, marks, overflow, tab_to


def journey(page: Page) -> None:
    """A long visit: mark, reveal, walk, choose a scheme, narrow lists, search, answer, print."""
    page.goto(ARTICLE)
    drag_over(page, page.locator("#ml-text p").first.inner_text().split(".")[0][:30])
    page.locator("#ml-tagger button").first.click()
    marks(page).check()
    page.locator("#ml-next").click()
    page.locator(".ml-filters label:visible").first.click()
    page.locator("label[for^=__palette]:visible").click()
    page.goto(f"{ARTICLE}critique/")
    page.locator("textarea").first.fill("In the council’s minutes.")
    page.goto("articles/")
    page.locator(".ml-narrow select").first.select_option(index=1)
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("harbour")
    page.locator(".md-search-result__link").first.wait_for()
    page.locator(".md-search-result__link").first.click()
    expect(page).to_have_url(re.compile("/articles/[a-z-]+/"))


def listed(key: str) -> bool:
    """Whether the page on privacy lists an entry."""
    return any(re.fullmatch(re.escape(name).replace("…", ".+"), key) for name, *_ in KEPT)


def test_a_long_visit_stores_what_is_listed_and_the_button_forgets_it(open_page):
    page = open_page("")
    assert page.evaluate(STORED) == NOTHING_ELSE | {"local": [SCHEME]}
    journey(page)
    stored = page.evaluate(STORED)
    assert stored == NOTHING_ELSE | {"local": [SCHEME, "medialit.marks.lido-fury", "medialit.view"]}
    assert all(map(listed, stored["local"]))
    assert page.context.cookies() == []
    page.evaluate("localStorage.setItem('of another site', '1')")
    page.locator("footer").get_by_role("link", name="Privacy").click()
    expect(page).to_have_url(re.compile("/privacy/$"))
    said = page.locator("#ml-forget output")
    tab_to(page, "#ml-forget button")
    page.keyboard.press("Enter")
    expect(said).to_have_text("Removed. Entries: 3.")
    assert page.evaluate(STORED)["local"] == ["of another site"]
    page.keyboard.press("Enter")
    expect(said).to_have_text("Nothing is kept.")
    page.goto(ARTICLE)
    expect(page.get_by_label("Read clean")).to_be_checked()
    expect(page.locator("#ml-mine li")).to_have_count(0)
    assert page.evaluate(STORED)["local"] == [SCHEME, "of another site"]


def test_every_entry_is_listed_on_the_page(open_page):
    page = open_page("privacy/")
    assert page.locator("tbody th").all_inner_texts() == [name for name, *_ in KEPT]
    assert "Remove" in page.get_by_role("button", name="Remove my marks and display choices").inner_text()


def test_without_javascript_the_button_is_not_offered(open_page):
    page = open_page("privacy/", java_script_enabled=False)
    expect(page.locator("#ml-forget")).to_be_hidden()
    expect(page.get_by_text("Without JavaScript nothing is kept")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("narrow", [False, True])
def test_the_page_fits(open_page, narrow, dark):
    page = open_page("privacy/", narrow=narrow, dark=dark)
    page.locator("#ml-forget button").click()
    assert overflow(page) == []
    assert page.get_by_role("button", name="Remove my marks").bounding_box()["height"] >= 24
