"""axe finds nothing on any kind of page, in any state, width or scheme."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from reader import ARTICLE, PAGES, drag_over, marks

AXE = Axe()


def show_marks(page: Page) -> None:
    marks(page).check()


def open_note(page: Page) -> None:
    marks(page).check()
    page.keyboard.press("j")
    expect(page.locator(".ml-note-item.ml-open")).to_have_count(1)


def show_quoted(page: Page) -> None:
    marks(page).check()
    page.get_by_label("Words of people quoted").check()


def open_before(page: Page) -> None:
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")


def tag(page: Page) -> None:
    drag_over(page, "final bill")
    expect(page.get_by_role("dialog", name="What made you stop?")).to_be_visible()


def tag_by_keys(page: Page) -> None:
    page.locator("#ml-keys").click()
    page.keyboard.press("Enter")


def compare(page: Page) -> None:
    for words in ("final bill", "indoor box"):
        drag_over(page, words)
        page.get_by_role("button", name="How sure?").click()
    page.locator("#ml-reveal").click()
    page.locator("#ml-compare summary").click()


def open_search(page: Page) -> None:
    button = page.locator("label.md-header__button[for=__search]")
    (button if button.is_visible() else page.locator(".md-search__input")).click()
    page.locator(".md-search__input").press_sequentially("pool")
    expect(page.locator(".md-search-result__link").first).to_be_visible()


def open_all(page: Page) -> None:
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    page.get_by_label("Words of people quoted").check()


STATES: dict[str, tuple[str, Callable[[Page], None] | None]] = {
    **{kind: (path, None) for kind, path in PAGES.items()},
    "marks": (ARTICLE, show_marks),
    "note open": (ARTICLE, open_note),
    "quoted": (ARTICLE, show_quoted),
    "all open": (ARTICLE, open_before),
    "tagging": (ARTICLE, tag),
    "tagging by keyboard": (ARTICLE, tag_by_keys),
    "comparing": (ARTICLE, compare),
    "table": ("articles/vote-to-water/", show_marks),
    "search": ("", open_search),
    "critique, all open": (PAGES["critique"], open_all),
}
SETTINGS = [(False, False), (True, False), (False, True), (True, True)]  # narrow, dark
ALL = list(product(STATES, SETTINGS))
# With every change each state once, in turns of the settings, and a page with an open note in all four.
SAMPLE = [
    (state, setting) for at, state in enumerate(STATES) for i, setting in enumerate(SETTINGS)
    if state == "note open" or i == at % 4
]  # fmt: skip


def named(case: tuple[str, tuple[bool, bool]]) -> str:
    state, (narrow, dark) = case
    return f"{state}, {'narrow' if narrow else 'wide'}, {'dark' if dark else 'light'}"


def violations(open_page: Callable[..., Page], case: tuple[str, tuple[bool, bool]]) -> list[str]:
    state, (narrow, dark) = case
    path, prepare = STATES[state]
    page = open_page(path, narrow=narrow, dark=dark)
    if prepare:
        prepare(page)
    found = AXE.run(page).response["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("case", SAMPLE, ids=named)
def test_axe(open_page, case):
    assert violations(open_page, case) == []


@pytest.mark.soak
@pytest.mark.parametrize("case", [case for case in ALL if case not in SAMPLE], ids=named)
def test_axe_everywhere_else(open_page, case):
    assert violations(open_page, case) == []
