"""Filters hide and show marks by family and by voice, with and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from reader import ARTICLE, flags_of, note

pytestmark = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


SHOWN = """() => [...document.querySelectorAll(".ml-flag")].map((mark) => {
  const { flag } = mark.dataset, there = (kind) => getComputedStyle(document.querySelector(`#${kind}-${flag}`)).display !== "none";
  const drawn = mark.matches(".ml-whole, .ml-outer, .ml-dismissed") ? there("ref") : getComputedStyle(mark).textDecorationLine !== "none";
  return [flag, [there("note"), there("ref"), drawn]];
})"""


def shown(page: Page) -> set[str]:
    """The flags whose note, number and line are there; all three must be, or none."""
    state = dict(page.evaluate(SHOWN))
    assert [flag for flag, parts in state.items() if len(set(parts)) > 1] == []
    return {flag for flag, parts in state.items() if all(parts)}


def test_a_family(open_page, site, script):
    page = open_page(ARTICLE, marks=True, java_script_enabled=script)
    loaded = set(flags_of(site.records["lido-fury"], family="words", voices=("author", "headline")))
    before = shown(page)
    assert set() < loaded < before
    page.locator("#ml-f-words").uncheck()
    assert shown(page) == before - loaded
    if script:
        expect(page.locator("#ml-place")).to_have_text(f"Marks: {len(before - loaded)}")
    page.locator("#ml-f-words").check()
    assert shown(page) == before


def test_words_of_people_quoted(open_page, site, script):
    page = open_page(ARTICLE, marks=True, java_script_enabled=script)
    quoted = set(flags_of(site.records["lido-fury"], voices=("quoted", "attributed")))
    before = shown(page)
    assert quoted
    assert not quoted & before
    box = page.get_by_label("Words of people quoted")
    expect(box).not_to_be_checked()
    box.check()
    assert shown(page) == before | quoted
    for flag in quoted:
        expect(note(page, flag).locator(".ml-who:not(.ml-decided)")).to_be_visible()  # whose words they are
    box.uncheck()
    assert shown(page) == before
