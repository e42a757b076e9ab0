"""Reading clean, and the switch that shows the marks."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from reader import ARTICLE, FIRST, clean, line_of, marks, shown_notes, tab_to

DRAWN = """all => all.filter((mark) => {
  const style = getComputedStyle(mark);
  return style.textDecorationLine !== "none" || parseFloat(style.borderBottomWidth)
    || style.backgroundColor !== "rgba(0, 0, 0, 0)";
}).length"""


def drawn(page: Page) -> int:
    return page.locator(".ml-flag").evaluate_all(DRAWN)


def test_clean_by_default(open_page):
    page = open_page(ARTICLE)
    expect(clean(page)).to_be_checked()
    assert page.locator(".ml-flag").count() > 20
    assert drawn(page) == 0
    for hidden in (".ml-ref", ".ml-note-item", ".ml-filters", "#ml-walk", ".ml-compare", ".ml-tagger"):
        assert page.locator(f"{hidden}:visible").count() == 0, hidden


def test_switch_by_mouse(open_page):
    page = open_page(ARTICLE)
    page.get_by_text("Show the marks").click()
    assert drawn(page) > 20
    expect(page.locator(f"#note-{FIRST}")).to_be_visible()
    expect(page.locator("#ml-place")).to_have_text(f"Marks: {len(shown_notes(page))}")
    page.get_by_text("Read clean").click()
    assert drawn(page) == 0
    expect(page.locator(f"#note-{FIRST}")).to_be_hidden()


def test_switch_and_filter_by_keyboard_alone(open_page):
    page = open_page(ARTICLE)
    tab_to(page, "[name=ml-view]")
    outline = page.locator(".ml-switch span").first.evaluate("name => getComputedStyle(name).outlineStyle")
    assert outline == "solid"  # the focus can be seen
    page.keyboard.press("ArrowRight")
    expect(marks(page)).to_be_checked()
    assert drawn(page) > 20
    tab_to(page, "#ml-f-words")
    word = page.locator(".ml-flag.ml-words:not(.ml-note, .ml-quoted, .ml-whole, .ml-outer)").first
    assert line_of(word) == "underline"
    page.keyboard.press("Space")
    assert line_of(word) == "none"
    page.keyboard.press("Space")
    assert line_of(word) == "underline"
    marks(page).focus()
    page.keyboard.press("ArrowLeft")
    expect(clean(page)).to_be_checked()
    assert drawn(page) == 0


def test_the_choice_is_kept(open_page):
    page = open_page(ARTICLE, marks=True)
    page.reload()
    expect(marks(page)).to_be_checked()
    page.goto("articles/sea-wall/")
    expect(marks(page)).to_be_checked()
    expect(page.locator("#note-1")).to_be_visible()
    clean(page).check()
    page.goto(ARTICLE)
    expect(clean(page)).to_be_checked()
    assert drawn(page) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_schemes(open_page, scheme):
    page = open_page(ARTICLE, dark=scheme == "dark")
    paper = "() => getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).slice(0, 3).map(Number)"
    assert (sum(page.evaluate(paper)) > 600) == (scheme == "light")
    page.locator("label[for^=__palette]:visible").click()
    assert (sum(page.evaluate(paper)) > 600) == (scheme == "dark")
    page.reload()
    assert (sum(page.evaluate(paper)) > 600) == (scheme == "dark")


def test_forced_colours_leave_the_lines(open_page):
    page = open_page(ARTICLE, marks=True, forced_colors="active")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    plain = page.locator(".ml-flag:not(.ml-whole, .ml-outer, .ml-quoted)")
    assert plain.count() > 20
    assert set(plain.evaluate_all("all => all.map((mark) => getComputedStyle(mark).textDecorationLine)")) <= {
        "underline",
        "underline overline",
    }
    colours = "mark => [getComputedStyle(mark).textDecorationColor, getComputedStyle(document.body).backgroundColor]"
    line, paper = plain.first.evaluate(colours)
    assert line != paper


def test_reduced_motion(open_page):
    for motion in ("reduce", "no-preference"):
        page = open_page(ARTICLE, marks=True, reduced_motion=motion)
        still = page.locator(f"#note-{FIRST}").evaluate(
            "note => parseFloat(getComputedStyle(note).transitionDuration) === 0"
        )
        assert still == (motion == "reduce")
