"""Addresses that name a mark or a note show it, whatever the reader chose before."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from reader import ARTICLE, FIRST, clean, flags_of, marks, note, number
from serving import Site

STORED = "localStorage.getItem('medialit.view')"


def is_open(page: Page, flag: str) -> None:
    expect(marks(page)).to_be_checked()
    expect(note(page, flag)).to_have_class(re.compile(r"\bml-open\b"))
    expect(note(page, flag).locator(".ml-more")).to_be_visible()
    expect(page.locator(f"#flag-{flag}")).to_be_in_viewport()


@pytest.fixture
def own(site: Site) -> str:
    """A flag on the writer's words, far down the page."""
    return flags_of(site.records["lido-fury"], voices=("author",))[-8]


@pytest.mark.parametrize("kind", ["flag", "ref", "note"])
def test_an_address_opens_the_flag_with_the_marks_off(open_page, own, kind):
    page = open_page(f"{ARTICLE}#{kind}-{own}")
    is_open(page, own)
    page.keyboard.press("Escape")
    expect(note(page, own).locator(".ml-more")).to_be_hidden()
    expect(number(page, own)).to_be_focused()
    assert page.evaluate(STORED) is None  # the choice is left alone
    page.goto("articles/sea-wall/")
    expect(clean(page)).to_be_checked()


def test_an_address_opens_the_card_on_a_phone(open_page, own):
    page = open_page(f"{ARTICLE}#flag-{own}", narrow=True)
    expect(note(page, own)).to_be_in_viewport(ratio=1)
    expect(page.locator(f"#flag-{own}")).to_be_in_viewport()


def test_an_address_of_quoted_words_shows_these(open_page, site):
    quoted = flags_of(site.records["lido-fury"], voices=("quoted", "attributed"))[0]
    page = open_page(f"{ARTICLE}#flag-{quoted}")
    is_open(page, quoted)
    expect(page.get_by_label("Words of people quoted")).to_be_checked()


def test_from_the_critique_and_from_a_technique(open_page):
    page = open_page(f"{ARTICLE}critique/")
    link = page.locator("#notice .ml-asked a[href*='#flag-']:visible").nth(3)
    flag = link.get_attribute("href").rpartition("-")[2]
    link.click()
    expect(page).to_have_url(re.compile(rf"{ARTICLE}#flag-{flag}$"))
    is_open(page, flag)
    page.go_back()
    expect(page.locator("#notice")).to_be_visible()
    page.goto("techniques/words/loaded-word/")
    link = page.locator(".ml-concordance a").last
    address = link.get_attribute("href").removeprefix("../../../")
    link.click()
    expect(page).to_have_url(re.compile(f"{re.escape(address)}$"))
    is_open(page, address.rpartition("-")[2])


def test_a_changed_address_on_the_same_page(open_page, own):
    page = open_page(ARTICLE)
    page.evaluate(f"location.hash = 'flag-{own}'")
    is_open(page, own)
    page.evaluate(f"location.hash = 'note-{FIRST}'")
    is_open(page, str(FIRST))


def test_an_address_of_a_flag_that_is_not_there(open_page):
    page = open_page(f"{ARTICLE}#flag-9999")
    expect(page.locator(".ml-open")).to_have_count(0)
