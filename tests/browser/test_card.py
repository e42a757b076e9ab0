"""Where there is no margin, a note comes in a card from below."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from reader import ARTICLE, NARROW, note, number, shown_notes


def box(page: Page, selector: str) -> dict[str, float]:
    return page.locator(selector).first.bounding_box()


def test_card(open_page):
    page = open_page(ARTICLE, narrow=True, marks=True, has_touch=True)
    order = shown_notes(page)
    card = page.get_by_role("dialog", name="Note")
    expect(card).to_be_hidden()
    page.locator(f"#flag-{order[2]}").tap()

    def shows(place: int) -> None:
        own = order[place]
        expect(page.locator("#ml-card-place")).to_have_text(f"{place + 1} of {len(order)}")
        expect(page.locator("#ml-card-body .ml-ask")).to_have_text(note(page, own).locator(".ml-ask").text_content())
        expect(card).to_have_accessible_name(f"Note {own}")
        there = box(page, "#ml-card")
        assert round(there["y"] + there["height"]) == NARROW["height"]
        assert (there["x"], there["width"]) == (0, NARROW["width"])
        assert there["height"] < NARROW["height"] * 0.6
        line = page.locator(f"#flag-{own}").evaluate("mark => mark.getClientRects()[0].toJSON()")
        bar = box(page, ".ml-bar-wrap")
        assert bar["y"] + bar["height"] <= line["top"] < line["bottom"] <= there["y"]  # its words can still be read

    shows(2)
    expect(card).to_be_focused()
    card.get_by_role("button", name="Next mark").tap()
    shows(3)
    card.get_by_role("button", name="Previous mark").tap()
    card.get_by_role("button", name="Previous mark").tap()
    shows(1)
    expect(card.get_by_role("link", name="back to the text")).to_be_visible()
    card.get_by_role("button", name="Close the note").tap()
    expect(card).to_be_hidden()
    expect(number(page, order[1])).to_be_focused()


def test_card_by_keyboard(open_page):
    page = open_page(ARTICLE, narrow=True, marks=True)
    own = shown_notes(page)[0]
    number(page, own).focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog", name="Note")
    expect(card).to_be_focused()
    page.keyboard.press("Tab")
    expect(card.get_by_role("button", name="Previous mark")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(number(page, own)).to_be_focused()


def test_the_last_mark_is_not_covered(open_page):
    page = open_page(ARTICLE, narrow=True, marks=True)
    last = shown_notes(page)[-1]
    page.get_by_label("Show the marks").focus()
    page.keyboard.press("k")
    expect(page.get_by_role("dialog", name=f"Note {last}")).to_be_visible()
    line = page.locator(f"#flag-{last}").evaluate("mark => mark.getClientRects()[0].bottom")
    assert line <= box(page, "#ml-card")["y"]


def test_the_card_goes_when_there_is_room(open_page):
    page = open_page(ARTICLE, narrow=True, marks=True)
    own = shown_notes(page)[0]
    number(page, own).click()
    expect(page.locator("#ml-card")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator("#ml-card")).to_be_hidden()
    expect(note(page, own).locator(".ml-more")).to_be_visible()
