"""Without JavaScript everything but the margin is there."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from reader import ARTICLE, FIRST, clean, flags_of, line_of, marks, note, number, overflow, shown_notes, tab_to

OFF = {"java_script_enabled": False}


def test_switch_by_mouse(open_page):
    page = open_page(ARTICLE, **OFF)
    expect(note(page, FIRST)).to_be_hidden()
    page.get_by_text("Show the marks").click()
    expect(note(page, FIRST)).to_be_visible()
    expect(number(page, FIRST)).to_be_visible()
    page.get_by_text("Read clean").click()
    expect(note(page, FIRST)).to_be_hidden()


def test_switch_by_keyboard(open_page):
    page = open_page(ARTICLE, **OFF)
    tab_to(page, "[name=ml-view]")
    page.keyboard.press("ArrowRight")
    expect(marks(page)).to_be_checked()
    expect(note(page, FIRST)).to_be_visible()


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_numbered_notes_follow_the_text(open_page, site, narrow):
    page = open_page(ARTICLE, marks=True, narrow=narrow, **OFF)
    assert shown_notes(page) == flags_of(site.records["lido-fury"], voices=("author", "headline"))
    text, first = page.locator("#ml-text").bounding_box(), note(page, FIRST).bounding_box()
    assert first["y"] >= text["y"] + text["height"]
    expect(note(page, FIRST).locator(".ml-more")).to_be_visible()
    expect(page.locator("#ml-next")).to_be_hidden()  # what needs a script is not offered
    assert overflow(page) == []
    number(page, FIRST + 1).click()
    assert page.url.endswith(f"#note-{FIRST + 1}")
    expect(note(page, FIRST + 1)).to_be_in_viewport(ratio=1)
    note(page, FIRST + 1).get_by_role("link", name="back to the text").click()
    assert page.url.endswith(f"#ref-{FIRST + 1}")
    expect(number(page, FIRST + 1)).to_be_in_viewport()


@pytest.mark.parametrize("kind", ["flag", "note", "ref"])
def test_an_address_shows_the_marks(open_page, site, kind):
    own = flags_of(site.records["lido-fury"], voices=("author",))[-8]
    page = open_page(f"{ARTICLE}#{kind}-{own}", **OFF)
    expect(clean(page)).to_be_checked()
    expect(page.locator(f"#{kind}-{own}")).to_be_in_viewport()
    expect(note(page, own)).to_be_visible()
    expect(number(page, own)).to_be_visible()
    assert "underline" in line_of(page.locator(".ml-flag:not(.ml-whole, .ml-outer, .ml-quoted)").first)


def test_an_address_of_quoted_words_shows_these(open_page, site):
    quoted = flags_of(site.records["lido-fury"], voices=("quoted", "attributed"))[0]
    page = open_page(f"{ARTICLE}#flag-{quoted}", **OFF)
    assert "underline" in line_of(page.locator(f"#flag-{quoted}"))
    page = open_page(f"{ARTICLE}#note-{quoted}", **OFF)
    expect(note(page, quoted)).to_be_visible()
