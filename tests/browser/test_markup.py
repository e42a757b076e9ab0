"""Marks where markup and words cross, on a small site of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from builder import CONFIG, GOOD, build_site, write
from playwright.sync_api import expect
from reader import marked_words, note, number, overflow
from serving import Site, served, serving

CROSSING = """\
---
title: A night in the harbour
rights: Invented for a test; CC0.
---
It was a **dis*ast*rous** night for the harbour. The [sha](https://example.org/)meful vote ended late.

| Year | {columns} |
| --- | {rule} |
| 2026 | {cells} |

Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft{tail}
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("small")
    row = {
        name: " | ".join([cell] * 12) for name, cell in (("columns", "Swimmers"), ("rule", "---"), ("cells", "1,250"))
    }
    write(folder, {"content/articles/crossing.md": CROSSING.format(**row, tail="x" * 60)})
    with served(folder, folder / "site") as site:
        yield site


def test_a_flag_that_crosses_markup_is_shown_once(open_page, guard, small):
    guard.homes.add(small.url)
    page = open_page(f"{small.url}articles/crossing/", marks=True)
    record = small.records["crossing"]
    for words, pieces in (("disastrous", 3), ("shameful", 2)):
        flags = [n for n, flag in enumerate(record["flags"], 1) if record["text"][flag["start"] : flag["end"]] == words]
        assert len(flags) == 1
        own = str(flags[0])
        assert marked_words(page)[own] == words
        assert page.locator(f".ml-flag[data-flag='{own}']").count() == pieces
        for once in (f"#flag-{own}", f"#ref-{own}", f"#note-{own}"):
            expect(page.locator(once)).to_have_count(1)
        expect(number(page, own)).to_be_visible()
        last = page.locator(f".ml-flag[data-flag='{own}']").last
        after = "(mark, id) => (mark.compareDocumentPosition(document.getElementById(id)) & 4) > 0"
        assert last.evaluate(after, f"ref-{own}")  # the number follows the last piece
        last.click()
        expect(note(page, own).locator(".ml-more")).to_be_visible()
        lit = page.locator(f".ml-flag.ml-open[data-flag='{own}']")
        expect(lit).to_have_count(pieces)


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_wide_tables_scroll_and_long_words_break(open_page, guard, small, narrow):
    guard.homes.add(small.url)
    page = open_page(f"{small.url}articles/crossing/", narrow=narrow)
    assert overflow(page) == []
    table = page.locator(".md-typeset__scrollwrap")
    assert table.evaluate("box => box.scrollWidth > box.clientWidth")
    expect(table).to_have_attribute("tabindex", "0")  # so that the keyboard can scroll it
    expect(table).to_have_attribute("role", "region")


@pytest.fixture(scope="module")
def unmarked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with an article whose own HTML leaves no room for marks."""
    folder = tmp_path_factory.mktemp("unmarked")
    article = f"{GOOD}\n<a href='https://example.org/a'>Shameful <a href='https://example.org/b'>again</a></a>.\n"
    with serving(folder / "site") as site:
        config = CONFIG.replace("http://127.0.0.1:8000/repo/", site.url)
        assert build_site(write(folder, {"mkdocs.yml": config, "content/articles/night.md": article})).failed is None
        yield site


def test_without_room_for_marks_the_notes_stand_below_the_text(open_page, guard, unmarked):
    guard.homes.add(unmarked.url)
    page = open_page(f"{unmarked.url}articles/night/")
    page.get_by_text("Mark a phrase by typing it").click()
    page.get_by_label("Phrase, as it stands in the text").fill("stayed at home")
    page.get_by_role("button", name="Mark it").click()
    expect(page.locator("#ml-mine li")).to_have_count(1)
    page.locator("#ml-reveal").click()
    expect(page.locator("#ml-view-marks")).to_be_checked()
    for key in "jkjk":
        page.keyboard.press(key)
    notes = page.locator(".ml-note-item:visible")
    places = [note.bounding_box() for note in notes.all()]
    assert len(places) > 2
    ends = [place["y"] + place["height"] for place in places]
    text = page.locator("#ml-text").bounding_box()
    assert places[0]["y"] >= text["y"] + text["height"]
    assert all(end <= place["y"] for end, place in zip(ends, places[1:], strict=False)), "none lies on another"
    notes.first.click()
    page.keyboard.press("Escape")


def test_a_link_to_a_note_without_a_mark_shows_it(open_page, guard, unmarked):
    guard.homes.add(unmarked.url)
    flags = unmarked.records["night"]["flags"]
    quoted = next(number for number, flag in enumerate(flags, 1) if flag["voice"] == "quoted")
    page = open_page(f"{unmarked.url}articles/night/#note-{quoted}", narrow=True)
    expect(note(page, str(quoted))).to_be_in_viewport()
    expect(note(page, str(quoted))).to_be_focused()
