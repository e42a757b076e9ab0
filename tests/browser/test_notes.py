"""Notes beside the text: from number to note and back, from mark to mark."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from reader import ARTICLE, note, notes_of_text, number, numbers, shown_notes

OPEN = re.compile(r"\bml-open\b")


def opened(page: Page) -> list[str]:
    return numbers(page.locator(".ml-note-item.ml-open"))


def test_a_number_leads_to_its_note_and_back(open_page):
    page = open_page(ARTICLE, marks=True)
    first, second = notes_of_text(page)[:2]
    number(page, first).click()
    expect(note(page, first)).to_have_class(OPEN)
    expect(note(page, first)).to_be_focused()
    expect(note(page, first).locator(".ml-more")).to_be_visible()
    expect(note(page, first)).to_be_in_viewport(ratio=0.99)
    number(page, second).focus()
    page.keyboard.press("Enter")
    assert opened(page) == [second]
    expect(note(page, second)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(number(page, second)).to_be_focused()
    assert page.url.endswith(ARTICLE)


def test_a_click_on_marked_words_opens_the_note_and_escape_closes_it(open_page):
    page = open_page(ARTICLE, marks=True)
    flag = page.locator(".ml-flag.ml-words:not(.ml-quoted)").first
    own = flag.get_attribute("data-flag")
    flag.click()
    assert opened(page) == [own]
    expect(flag).to_have_class(re.compile(r"\bml-open\b"))
    page.keyboard.press("Escape")
    assert opened(page) == []
    expect(number(page, own)).to_be_focused()


def test_a_click_on_a_note_opens_and_closes_it(open_page):
    page = open_page(ARTICLE, marks=True)
    own = shown_notes(page)[1]
    note(page, own).locator(".ml-ask").click()
    assert opened(page) == [own]
    note(page, own).locator(".ml-ask").click()
    assert opened(page) == []


def test_links_of_the_article_stay_links(open_page):
    page = open_page("articles/vote-to-water/", marks=True)
    # Write down what would become of the click, and do not go there.
    last = "(event) => { window.stopped = event.defaultPrevented; event.preventDefault() }"
    page.evaluate(f"() => addEventListener('click', {last})")
    page.locator("#ml-text a[href^='https://example.org/']:has(.ml-flag)").first.click()
    assert page.evaluate("window.stopped") is False
    assert opened(page) == []


def test_from_mark_to_mark_by_keys(open_page):
    page = open_page(ARTICLE, marks=True)
    order = shown_notes(page)
    for key, place in (("j", 0), ("J", 1), ("j", 2), ("k", 1), ("k", 0), ("K", len(order) - 1), ("j", 0)):
        page.keyboard.press(key)
        assert opened(page) == [order[place]]
        expect(page.locator("#ml-place")).to_have_text(f"{place + 1} of {len(order)}")
        expect(number(page, order[place])).to_be_focused()
        expect(note(page, order[place])).to_be_in_viewport(ratio=1)
        expect(number(page, order[place])).to_be_in_viewport()
    page.keyboard.press("Escape")
    assert opened(page) == []
    expect(number(page, order[0])).to_be_focused()
    expect(page.locator("#ml-place")).to_have_text(f"Marks: {len(order)}")


def test_from_mark_to_mark_by_buttons(open_page):
    page = open_page(ARTICLE, marks=True)
    order = shown_notes(page)
    ahead, back = page.get_by_role("button", name="Next mark"), page.get_by_role("button", name="Previous mark")
    for button, place in ((ahead, 0), (ahead, 1), (back, 0), (back, len(order) - 1), (ahead, 0)):
        button.click()
        assert opened(page) == [order[place]]


def test_keys_are_left_alone_while_reading_clean_and_in_the_search(open_page):
    page = open_page(ARTICLE)
    page.get_by_label("Read clean").focus()
    page.keyboard.press("j")
    assert opened(page) == []
    page.get_by_label("Show the marks").check()
    page.locator(".md-search__input").click()
    page.keyboard.press("j")
    assert opened(page) == []
    expect(page.locator(".md-search__input")).to_have_value("j")
