"""Marks where markup and words cross, on a small site of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from builder import write
from playwright.sync_api import expect
from reader import marked_words, note, number, overflow
from serving import Site, served

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
