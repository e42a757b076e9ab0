"""Filters hide and show marks by family and by voice, with and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from reader import ARTICLE, flags_of, line_of, note, number, shown_notes

pytestmark = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


def is_shown(page: Page, flag: str) -> bool:
    """Whether note, number and line are there; all or none must be."""
    mark = page.locator(f"#flag-{flag}")
    found = {note(page, flag).is_visible(), number(page, flag).is_visible()}
    if not mark.evaluate("mark => mark.matches('.ml-whole, .ml-outer')"):
        found.add(line_of(mark) != "none")
    assert len(found) == 1, flag
    return found.pop()


def test_a_family(open_page, site, script):
    page = open_page(ARTICLE, marks=True, java_script_enabled=script)
    record = site.records["lido-fury"]
    loaded = [
        f for f in flags_of(record, family="words", voices=("author",)) if record["flags"][int(f) - 1]["tier"] != "note"
    ]
    others = [f for f in shown_notes(page) if f not in loaded]
    assert loaded
    assert others
    assert is_shown(page, loaded[0])
    page.locator("#ml-f-words").uncheck()
    assert not any(is_shown(page, flag) for flag in loaded)
    assert shown_notes(page) == others
    assert is_shown(page, others[0])
    if script:
        expect(page.locator("#ml-place")).to_have_text(f"{len(others)} marks")
    page.locator("#ml-f-words").check()
    assert all(is_shown(page, flag) for flag in loaded)


def test_words_of_people_quoted(open_page, site, script):
    page = open_page(ARTICLE, marks=True, java_script_enabled=script)
    quoted = flags_of(site.records["lido-fury"], voices=("quoted", "attributed"))
    assert quoted
    box = page.get_by_label("Words of people quoted")
    expect(box).not_to_be_checked()
    assert not any(is_shown(page, flag) for flag in quoted)
    box.check()
    assert all(is_shown(page, flag) for flag in quoted)
    for flag in quoted:
        expect(note(page, flag).locator(".ml-who")).to_be_visible()  # whose words they are
    box.uncheck()
    assert not any(is_shown(page, flag) for flag in quoted)
