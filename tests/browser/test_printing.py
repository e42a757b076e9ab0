"""An article on paper: clean, with the edition's marks, and with the reader's own."""

from __future__ import annotations

from playwright.sync_api import expect
from reader import drag_over, note, number


def test_clean(open_page, classroom):
    page = open_page(f"{classroom}pier/", dark=True)
    page.emulate_media(media="print")
    expect(page.locator("#ml-text")).to_be_visible()
    for hidden in (
        ".ml-bar-wrap",
        ".ml-filters",
        ".ml-own",
        ".ml-outside",
        ".md-header",
        ".ml-onward",
        ".ml-note-item",
    ):
        assert page.locator(f"{hidden}:visible").count() == 0, hidden
    assert page.locator("#ml-text").evaluate("text => getComputedStyle(text).color") == "rgb(0, 0, 0)"
    assert page.pdf(format="A4")[:5] == b"%PDF-"


def test_with_marks_and_an_open_note(open_page, classroom):
    for narrow in (False, True):
        page = open_page(f"{classroom}pier/", marks=True, narrow=narrow)
        page.keyboard.press("j")
        page.emulate_media(media="print")
        text = page.locator("#ml-text").bounding_box()
        notes = page.locator(".ml-apparatus .ml-note-item:visible")
        assert notes.count() > 5
        for box in notes.evaluate_all("all => all.map((one) => one.getBoundingClientRect().top)"):
            assert box >= text["y"] + text["height"] - 1  # behind the text, none in a margin or over it
        expect(number(page, 3)).to_be_visible()
        expect(note(page, 3).locator(".ml-ask")).to_be_visible()
        assert page.locator("#ml-walk:visible").count() == 0


def test_own_marks(open_page, classroom):
    page = open_page(f"{classroom}pier/")
    drag_over(page, "anglers")
    page.get_by_role("button", name="Who says so?").click()
    page.evaluate("window.print = () => { window.printed = true }")
    page.locator("#ml-print").click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    expect(page.locator("#ml-mine")).to_contain_text("anglers")
    expect(page.get_by_role("heading", name="Your marks")).to_be_visible()
    for hidden in ("#ml-save", "#ml-mine button", "#ml-typed", ".ml-tagger"):
        assert page.locator(f"{hidden}:visible").count() == 0, hidden
