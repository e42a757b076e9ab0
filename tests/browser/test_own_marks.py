"""Read, mark, reveal, compare: by mouse, touch, keyboard and typing; kept, saved, printed and cleared."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from reader import clean, drag_over, lines, marks, moved, note, number, own_marks, painted, tab_to

WIDTHS = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])


def mark(page: Page, words: str, name: str) -> None:
    drag_over(page, words)
    box = page.get_by_role("dialog", name="What made you stop?")
    expect(box).to_be_in_viewport(ratio=1)
    box.get_by_role("button", name=name).click()
    expect(box).to_be_hidden()


@WIDTHS
def test_read_mark_reveal_compare_by_mouse(open_page, classroom, narrow):
    page = open_page(f"{classroom}pier/", narrow=narrow)
    before = lines(page)
    mark(page, "shameful decision", "Word choice")
    mark(page, "asked the anglers", "Who says so?")
    mark(page, "48,500", "Just a question")
    assert own_marks(page) == [
        "shameful decision: Word choice",
        "48,500: Just a question",
        "asked the anglers: Who says so?",
    ]
    assert painted(page) == ["shameful decision", "48,500", "asked the anglers"]
    expect(page.locator("#ml-tally")).to_have_text("3 marked")
    assert moved(before[1:], lines(page)[1:]) == []
    page.get_by_role("button", name="Reveal and compare").click()
    expect(marks(page)).to_be_checked()
    box = page.get_by_role("region", name="You and the edition")
    expect(box).to_be_focused()
    expect(box.locator("#ml-sum")).to_contain_text(
        re.compile(r"^You marked 3; \d overlaps?; \d only you, and you may be right")
    )
    both, alone, rest = box.locator("div").all()
    expect(both.get_by_role("link", name="Loaded word")).to_be_visible()
    expect(alone).to_contain_text("48,500")
    assert both.locator("li").count() + alone.locator("li").count() == 3
    rest.locator("summary").click()
    seen = {link.split(" ")[0] for link in both.get_by_role("link").all_inner_texts()}
    others = {link.split(" ")[0] for link in rest.get_by_role("link").all_inner_texts()}
    assert seen
    assert others
    assert not seen & others
    edition = page.locator(".ml-apparatus .ml-note-item:not(.ml-dismissed, .ml-quoted)")
    assert {*seen, *others} >= set(edition.evaluate_all("all => all.map((one) => one.dataset.flag)"))
    link = rest.get_by_role("link").first
    flag = link.inner_text().split(" ")[0]
    link.click()
    expect(note(page, flag)).to_have_class(re.compile("ml-open"))
    assert painted(page) == ["shameful decision", "48,500", "asked the anglers"]


@WIDTHS
def test_read_mark_reveal_compare_by_keyboard_alone(open_page, classroom, narrow):
    page = open_page(f"{classroom}pier/", narrow=narrow)
    tab_to(page, "#ml-keys")
    page.keyboard.press("Enter")
    expect(page.locator("#ml-text")).to_be_focused()
    expect(page.locator("#ml-said")).to_have_text("The")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    assert painted(page, "ml-now") == ["council of Port"]
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="What made you stop?").get_by_role("button").first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert own_marks(page) == ["council of: Who says so?"]
    expect(page.locator("#ml-said")).to_have_text("Marked “council of”: Who says so?")
    expect(page.locator("#ml-text")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#ml-said")).to_have_text("is")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")  # leaves the box, not the text
    expect(page.locator("#ml-text")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#ml-said")).to_have_text("The")
    page.keyboard.press("Escape")
    expect(page.locator("#ml-keys")).to_be_focused()
    assert painted(page, "ml-now") == []
    page.keyboard.press("Tab")
    expect(page.locator("#ml-reveal")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#ml-compare")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(".ml-note-item.ml-open")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".ml-note-item.ml-open")).to_have_count(0)


def test_by_touch(open_page, classroom):
    page = open_page(f"{classroom}pier/", narrow=True, has_touch=True)
    page.evaluate("""() => {
      const node = document.querySelector("#ml-text li").firstChild, range = new Range();
      range.setStart(node, 5);
      range.setEnd(node, 7);
      getSelection().addRange(range);
    }""")
    box = page.get_by_role("dialog", name="What made you stop?")
    expect(box).to_be_visible()
    there = box.bounding_box()
    assert (there["x"], there["width"], round(there["y"] + there["height"])) == (0, 390, 844)
    box.get_by_role("button", name="How sure?").tap()
    assert own_marks(page) == ["gate: How sure?"]  # whole words


def test_by_typing(open_page, classroom):
    page = open_page(f"{classroom}pier/")
    page.get_by_text("Mark a phrase by typing it").click()
    field = page.get_by_label("Phrase, as it stands in the text")
    field.fill('"this is a disgraceful')
    page.locator("#ml-typed select").select_option("persuasion")
    field.press("Enter")
    assert own_marks(page) == ["This is a disgraceful: Persuading me"]
    expect(field).to_have_value("")
    field.fill("no such words")
    field.press("Enter")
    expect(page.locator("#ml-said")).to_have_text("These words are not in the text")
    assert len(own_marks(page)) == 1


def test_marks_are_kept_by_article_changed_and_removed(open_page, classroom):
    page = open_page(f"{classroom}pier/")
    mark(page, "switched off", "Word choice")
    mark(page, "midnight", "How sure?")
    page.goto(f"{classroom}pier-off/")
    assert own_marks(page) == []
    page.goto(f"{classroom}pier/")
    assert painted(page) == ["switched off", "midnight"]
    mark(page, "switched off at", "Done well")  # what overlaps is replaced
    assert own_marks(page) == ["switched off at: Done well", "midnight: How sure?"]
    drag_over(page, "midnight")
    page.get_by_role("button", name="Remove the mark", exact=True).click()
    assert own_marks(page) == ["switched off at: Done well"]
    page.get_by_role("button", name="Remove the mark on “switched off at”").click()
    assert own_marks(page) == []
    expect(page.get_by_role("heading", name="Your marks")).to_be_hidden()


def test_marks_on_other_words_are_dropped(open_page, classroom):
    page = open_page(f"{classroom}pier/")
    mark(page, "midnight", "How sure?")
    key = "medialit.marks.pier"
    page.evaluate("key => localStorage.setItem(key, localStorage.getItem(key).replace('midnight', 'twilight'))", key)
    page.reload()
    assert own_marks(page) == []
    for broken in ("{", "null", '[{"block": 99, "family": "words"}]', '[{"family": "x"}]'):
        page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, broken])
        page.reload()
        assert own_marks(page) == []
        expect(page.locator("#ml-tally")).to_have_text("Select to mark")


def test_marks_can_be_saved_and_cleared(open_page, classroom):
    page = open_page(f"{classroom}pier/")
    expect(page.get_by_role("button", name="Save as a file")).to_be_hidden()
    mark(page, "midnight", "How sure?")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    assert download.value.suggested_filename == "pier-marks.txt"
    saved = Path(download.value.path()).read_text(encoding="utf-8")
    assert saved == f"Shameful Vote Leaves the Pier Shut\n{classroom}pier/\n\n“midnight”: How sure?\n"
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Remove all").click()
    assert len(own_marks(page)) == 1
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Remove all").click()
    assert own_marks(page) == []
    assert painted(page) == []
    page.reload()
    assert own_marks(page) == []


def test_marks_stand_beside_their_lines(open_page, classroom):
    page = open_page(f"{classroom}pier/")
    mark(page, "midnight", "How sure?")
    mark(page, "experts", "Who says so?")
    for at, words in ((0, "experts"), (1, "midnight")):
        line = page.evaluate("at => [...CSS.highlights.get('ml-mine')][at].getBoundingClientRect().top", at)
        item = page.locator("#ml-mine li").nth(at).bounding_box()
        assert abs(item["y"] - line) < 12, words
        assert item["x"] > 800


def test_selecting_is_left_alone_elsewhere(open_page, classroom):
    page = open_page(f"{classroom}pier/")
    box = page.get_by_role("dialog", name="What made you stop?")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.ml-forewarn'))")
    page.wait_for_timeout(400)
    expect(box).to_be_hidden()
    page.keyboard.press("ControlOrMeta+a")
    page.wait_for_timeout(400)
    expect(box).to_be_hidden()
    marks(page).check()
    drag_over(page, "anglers")
    page.wait_for_timeout(400)
    expect(box).to_be_hidden()
    clean(page).check()
    page.evaluate("getSelection().empty()")
    drag_over(page, "anglers")
    expect(box).to_be_visible()
    page.mouse.click(900, 500)
    expect(box).to_be_hidden()


def test_without_custom_highlights_marks_are_still_listed(open_page, classroom):
    page = open_page("about:blank")
    page.add_init_script("delete CSS.__proto__.highlights; delete CSS.highlights; delete window.Highlight")
    page.goto(f"{classroom}pier/")
    assert page.evaluate("!CSS.highlights && !window.Highlight")
    mark(page, "midnight", "How sure?")
    assert own_marks(page) == ["midnight: How sure?"]
    expect(number(page, 1)).to_have_count(page.locator("#ref-1").count())
