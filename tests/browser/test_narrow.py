"""The instances of a technique are narrowed by voice and by kind of text, and the address keeps the choice."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

PATH = "techniques/words/loaded-word/"


def lines(page: Page) -> list[tuple[str, str]]:
    """Voice and kind of the lines that are there."""
    found = page.locator(".ml-from li:visible").evaluate_all(
        "all => all.map((one) => [one.dataset.voice, one.dataset.kind])"
    )
    return [(voice, kind) for voice, kind in found]


def test_by_voice_and_kind(open_page):
    page = open_page(PATH)
    everything = lines(page)
    voice, kind = page.get_by_label("Whose words"), page.get_by_label("Kind of text")
    count = page.locator(".ml-narrow output")
    expect(count).to_have_text(f"{len(everything)} of {len(everything)} shown")
    voice.select_option("quoted")
    quoted = [line for line in everything if line[0] == "quoted"]
    assert 0 < len(quoted) < len(everything)
    assert lines(page) == quoted
    expect(count).to_have_text(f"{len(quoted)} of {len(everything)} shown")
    assert page.locator(".ml-from:visible").count() < page.locator(".ml-from").count(), "empty articles are left out"
    kind.select_option("news")
    assert lines(page) == [line for line in quoted if line[1] == "news"]
    expect(page).to_have_url(re.compile(r"\?voice=quoted&kind=news$"))
    kind.select_option("opinion")
    assert lines(page) == []
    expect(count).to_have_text("No instance fits all of this. To widen:")
    page.reload()
    expect(count).to_have_text("No instance fits all of this. To widen:")
    voice.select_option("")
    kind.select_option("")
    assert lines(page) == everything
    expect(page).to_have_url(re.compile(r"/loaded-word/$"))


def test_the_choice_is_there_after_a_look_at_the_text(open_page):
    page = open_page(f"{PATH}?voice=quoted&kind=no-such-kind#instances")
    quoted = lines(page)
    assert {voice for voice, _ in quoted} == {"quoted"}
    page.locator(".ml-from li:visible a").first.click()
    expect(page.locator(".ml-article")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Whose words")).to_have_value("quoted")
    assert lines(page) == quoted


def test_by_keyboard(open_page):
    page = open_page(PATH)
    everything = lines(page)
    page.get_by_label("Whose words").focus()
    page.keyboard.press("ArrowDown")
    assert len(set(lines(page))) < len(set(everything))
    page.keyboard.press("Tab")
    expect(page.get_by_label("Kind of text")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Clear all")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".ml-from a:visible").first).to_be_focused()


@pytest.mark.parametrize("narrow", [False, True])
def test_without_javascript_all_is_listed(open_page, narrow):
    page = open_page(f"{PATH}?voice=quoted", java_script_enabled=False, narrow=narrow)
    expect(page.locator(".ml-narrow")).to_be_hidden()
    assert page.locator(".ml-from li:visible").count() == page.locator(".ml-from li").count() > 5
