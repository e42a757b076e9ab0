"""Where there is no margin, the open note comes up from below."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from reader import ARTICLE, NARROW, note, notes_of_text, number, shown_notes


def box(page: Page, selector: str) -> dict[str, float]:
    return page.locator(selector).first.bounding_box()


def comes_up(page: Page, own: str, place: int, count: int) -> None:
    """The note fills the width at the bottom, over the buttons that lead on, and leaves its words in sight."""
    expect(page.locator("#ml-place")).to_have_text(f"{place + 1} of {count}")
    expect(note(page, own).locator(".ml-more")).to_be_visible()
    expect(note(page, own)).to_be_focused()
    there, buttons = box(page, f"#note-{own}"), box(page, "#ml-walk")
    assert (there["x"], there["width"]) == (0, NARROW["width"])
    assert there["height"] < NARROW["height"] * 0.6
    assert there["y"] + there["height"] <= buttons["y"] + 1
    assert round(buttons["y"] + buttons["height"]) == NARROW["height"]
    line = page.locator(f"#flag-{own}").evaluate("mark => mark.getClientRects()[0].toJSON()")
    bar = box(page, ".ml-bar-wrap")
    assert bar["y"] + bar["height"] <= line["top"] < line["bottom"] <= there["y"]


def test_card(open_page):
    page = open_page(ARTICLE, narrow=True, marks=True, has_touch=True)
    count, order = len(shown_notes(page)), notes_of_text(page)
    before = count - len(order)
    page.locator(f"#flag-{order[1]}").tap()
    comes_up(page, order[1], before + 1, count)
    page.get_by_role("button", name="Next mark").tap()
    comes_up(page, order[2], before + 2, count)
    page.get_by_role("button", name="Previous mark").tap()
    page.get_by_role("button", name="Previous mark").tap()
    comes_up(page, order[0], before, count)
    expect(note(page, order[0]).get_by_role("link", name="back to the text")).to_be_visible()
    page.get_by_role("button", name="Close the note").tap()
    expect(page.locator(".ml-open")).to_have_count(0)
    expect(number(page, order[0])).to_be_focused()
    expect(page.get_by_role("button", name="Close the note")).to_be_hidden()


def test_card_by_keyboard(open_page):
    page = open_page(ARTICLE, narrow=True, marks=True)
    own = notes_of_text(page)[0]
    number(page, own).focus()
    page.keyboard.press("Enter")
    expect(note(page, own)).to_be_focused()
    page.keyboard.press("Tab")
    expect(note(page, own).get_by_role("link", name="back to the text")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".ml-open")).to_have_count(0)
    expect(number(page, own)).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator(".ml-open")).to_have_count(0)
    expect(number(page, own)).to_be_focused()


def test_the_last_mark_is_not_covered(open_page):
    page = open_page(ARTICLE, narrow=True, marks=True)
    last = shown_notes(page)[-1]
    page.get_by_label("Show the marks").focus()
    page.keyboard.press("k")
    expect(note(page, last)).to_be_focused()
    line = page.locator(f"#flag-{last}").evaluate("mark => mark.getClientRects()[0].bottom")
    assert line <= box(page, f"#note-{last}")["y"]


def test_the_card_goes_when_there_is_room(open_page):
    page = open_page(ARTICLE, narrow=True, marks=True)
    own = notes_of_text(page)[0]
    number(page, own).click()
    assert box(page, f"#note-{own}")["x"] == 0
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(note(page, own).locator(".ml-more")).to_be_visible()
    assert box(page, f"#note-{own}")["x"] > 800


def test_the_list_is_short_and_leads_to_the_card(open_page):
    page = open_page(ARTICLE, narrow=True, marks=True, has_touch=True)
    own = notes_of_text(page)[1]
    more = note(page, own).get_by_text("What it is", exact=True)
    expect(more).to_be_hidden()
    note(page, own).locator(".ml-ask").tap()
    expect(more).to_be_visible()
    expect(note(page, own)).to_be_focused()
    line = page.locator(f"#flag-{own}").evaluate("mark => mark.getClientRects()[0].bottom")
    assert 0 < line <= box(page, f"#note-{own}")["y"]
    note(page, own).locator(".ml-ask").tap()
    expect(more).to_be_visible()
    page.get_by_role("button", name="Close the note").tap()
    expect(more).to_be_hidden()


def test_without_javascript_the_list_tells_all(open_page):
    page = open_page(ARTICLE, narrow=True, java_script_enabled=False)
    page.get_by_text("Show the marks").click()
    expect(note(page, notes_of_text(page)[0]).get_by_text("What it is", exact=True)).to_be_visible()
