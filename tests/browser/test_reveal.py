"""When readers are offered the marks: `reveal: after-mark | open | off`; nothing is ever locked."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from reader import clean, drag_over, marks, note, number


def test_after_a_mark(open_page, classroom):
    page = open_page(f"{classroom}pier-after/")
    switch, reveal = page.get_by_role("group", name="How to read this page"), page.locator("#ml-reveal")
    expect(switch).to_be_hidden()
    expect(reveal).to_be_hidden()
    drag_over(page, "anglers")
    page.get_by_role("button", name="Who says so?").click()
    expect(switch).to_be_visible()
    expect(page.get_by_role("button", name="Show the marks anyway")).to_be_hidden()
    reveal.click()
    expect(page.locator("#ml-compare")).to_be_visible()
    page.reload()
    expect(marks(page)).to_be_checked()  # the choice is kept where a mark is


def test_without_a_mark_they_can_be_shown_anyway(open_page, classroom):
    page = open_page(f"{classroom}pier-after/")
    page.get_by_role("button", name="Show the marks anyway").click()
    expect(marks(page)).to_be_checked()
    expect(marks(page)).to_be_focused()
    expect(page.locator(".ml-note-item:visible").first).to_be_visible()
    expect(page.locator("#ml-compare")).to_be_hidden()
    clean(page).check()
    expect(page.get_by_role("group", name="How to read this page")).to_be_visible()


def test_a_choice_made_elsewhere_does_not_show_them(open_page, classroom):
    page = open_page(f"{classroom}pier/", marks=True)
    for slug in ("pier-after", "pier-off"):
        page.goto(f"{classroom}{slug}/")
        expect(clean(page)).to_be_checked()
        expect(page.locator(".ml-note-item:visible")).to_have_count(0)


def test_off(open_page, classroom):
    page = open_page(f"{classroom}pier-off/")
    expect(page.get_by_role("group", name="How to read this page")).to_be_hidden()
    expect(page.locator("#ml-reveal, #ml-anyway")).to_have_count(0)
    drag_over(page, "anglers")
    page.get_by_role("button", name="Who says so?").click()
    expect(page.get_by_role("group", name="How to read this page")).to_be_hidden()
    page.get_by_role("link", name="critique page", exact=True).click()
    expect(page).to_have_url(re.compile("pier-off/critique/"))


def test_an_address_shows_them_in_every_mode(open_page, classroom):
    for slug in ("pier", "pier-after", "pier-off"):
        page = open_page(f"{classroom}{slug}/#flag-3")
        expect(note(page, 3)).to_be_visible()
        expect(number(page, 3)).to_be_visible()
        clean(page).check()  # and there is a way back
        expect(note(page, 3)).to_be_hidden()


def test_without_javascript_every_mode_has_the_switch(open_page, classroom):
    for slug in ("pier", "pier-after", "pier-off"):
        page = open_page(f"{classroom}{slug}/", java_script_enabled=False)
        expect(note(page, 3)).to_be_hidden()
        page.get_by_text("Show the marks", exact=True).click()
        expect(note(page, 3)).to_be_visible()
        for scripted in ("#ml-keys", "#ml-reveal", "#ml-anyway", ".ml-own", ".ml-compare", ".ml-tagger"):
            expect(page.locator(f"{scripted}:visible")).to_have_count(0)


def test_instant_navigation_and_the_back_button(open_page):
    page = open_page("articles/")
    page.evaluate("window.still = true")
    page.locator(".md-content a[href$='lido-fury/']").first.click()
    expect(page.locator("#ml-tally")).to_have_text("Select to mark")
    drag_over(page, "final bill")
    page.get_by_role("button", name="How sure?").click()
    expect(page.locator("#ml-tally")).to_have_text("1 marked")
    page.get_by_role("link", name="Onward: the critique page").click()
    expect(page.locator("#notice")).to_be_visible()
    assert page.evaluate("CSS.highlights.size") == 0  # nothing of the page before is left
    page.go_back()
    expect(page.locator("#ml-tally")).to_have_text("1 marked")
    assert page.evaluate("[...CSS.highlights.get('ml-mine')].map(String)") == ["final bill"]
    page.locator("#ml-reveal").click()
    expect(page.locator("#ml-sum")).to_contain_text("You marked 1")
    page.keyboard.press("j")
    expect(page.locator(".ml-note-item.ml-open")).to_have_count(1)
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Articles")).to_be_visible()
    page.go_forward()
    expect(page.locator("#ml-tally")).to_have_text("1 marked")
    assert page.evaluate("window.still")  # the page was never loaded anew
