"""The site around the articles: its pages, moving between them, search, print, what is stored."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect
from reader import ARTICLE, NARROW, PAGES, WIDE, clean, flags_of, marked_words, marks, note, overflow, shown_notes


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_sticks_out(open_page, kind):
    page = open_page(PAGES[kind])
    expect(page.locator("h1").first).to_be_visible()
    for size in (WIDE, {"width": 800, "height": 900}, NARROW, {"width": 320, "height": 640}):
        page.set_viewport_size(size)
        assert overflow(page) == []


def test_a_missing_page_leads_home(open_page, site, guard):
    missing = f"{site.url}no/such/page/"
    guard.missing.add(missing)
    page = open_page(missing)
    expect(page.locator("h1")).to_be_visible()
    page.locator(".md-tabs__link", has_text="Articles").click()
    expect(page.locator(".ml-articles")).to_be_visible()


def test_pages_are_swapped_without_loading_and_the_switch_works_on_each(open_page):
    page = open_page("articles/")
    page.evaluate("window.kept = true")
    page.locator(".ml-articles h2 a[href$='lido-fury/']").click()
    expect(page).to_have_url(re.compile(f"{ARTICLE}$"))
    expect(page.locator(".ml-article")).to_have_attribute("data-slug", "lido-fury")

    def works() -> None:
        assert page.evaluate("window.kept") is True
        clean(page).check()
        expect(note(page, 1)).to_be_hidden()
        marks(page).check()
        page.locator("#ml-next").click()
        assert page.locator(".ml-note-item.ml-open").get_attribute("data-flag") == shown_notes(page)[0]
        expect(page.locator(".ml-article")).to_have_class(re.compile(r"\bml-margin\b"))

    works()
    page.go_back()
    expect(page.locator(".ml-articles")).to_be_visible()
    page.go_forward()
    expect(page.locator(".ml-article")).to_have_attribute("data-slug", "lido-fury")
    expect(marks(page)).to_be_checked()
    works()
    page.get_by_role("link", name="Onward").click()
    page.get_by_role("link", name="Read the article clean first").click()
    expect(page.locator(".ml-article")).to_be_visible()
    works()


def search(page: Page, words: str) -> None:
    if page.viewport_size == NARROW:
        page.locator("label.md-header__button[for=__search]").click()
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially(words)


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_search_leads_to_the_article(open_page, site, narrow):
    page = open_page("", narrow=narrow)
    search(page, "inspector")
    result = page.locator(".md-search-result__link").first
    expect(result).to_contain_text("Hour with the Inspector of the Sea Wall")
    found = page.locator(".md-search-result__link").evaluate_all("all => all.map((link) => link.pathname)")
    assert not [path for path in found if path.endswith("/critique/")]
    result.click()
    expect(page).to_have_url(re.compile("/articles/sea-wall/"))
    expect(page.locator("#ml-text mark:not(.ml-flag)").first).to_be_attached()  # what was searched for
    record = site.records["sea-wall"]
    assert set(marked_words(page)) == set(flags_of(record))
    assert "".join(page.locator("#flag-1").all_text_contents()) == marked_words(page)["1"]
    marks(page).check()
    expect(page.locator(".ml-ref:visible").first).to_be_attached()


def test_only_the_view_and_the_scheme_are_stored(open_page, site):
    page = open_page("")
    for kind in PAGES.values():
        page.goto(kind)
    page.goto(ARTICLE)
    marks(page).check()
    page.locator("#ml-next").click()
    page.locator("label[for^=__palette]:visible").click()
    page.goto(f"{ARTICLE}critique/")
    page.locator("textarea").first.fill("In the council’s minutes.")
    page.goto("")
    keys = page.evaluate("Object.keys(localStorage)")
    assert sorted(keys) == ["/repo/.__palette", "medialit.view"]
    assert page.evaluate("Object.keys(sessionStorage)") == []
    assert page.context.cookies() == []


@pytest.mark.parametrize("view", ["clean", "marks"])
def test_print(open_page, view):
    page = open_page(ARTICLE, marks=view == "marks")
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.startswith(b"%PDF")
    sheets = len(re.findall(rb"/Type\s*/Page\b", paper))
    assert sheets >= (3 if view == "marks" else 2)
    page.emulate_media(media="print")
    for gone in (".md-header", ".md-footer", ".ml-bar-wrap", ".ml-filters", ".ml-onward"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator("#ml-text")).to_be_visible()
    if view == "clean":
        expect(note(page, 1)).to_be_hidden()
        return
    first, text = note(page, 1).bounding_box(), page.locator("#ml-text").bounding_box()
    assert first["y"] > text["y"] + text["height"]  # below the text, and no longer in the margin
    tops = page.locator(".ml-apparatus .ml-note-item:visible").evaluate_all(
        "all => all.map((note) => { const box = note.getBoundingClientRect(); return [box.left, box.top, box.bottom] })"
    )
    for (left, _, bottom), (next_left, top, _) in pairwise(tops):
        assert next_left > left or bottom <= top + 1


def test_print_is_light_in_the_dark_scheme(open_page):
    page = open_page(ARTICLE, dark=True, marks=True)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("#ml-text").evaluate("text => getComputedStyle(text).color") == "rgb(0, 0, 0)"
