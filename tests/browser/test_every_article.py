"""What must hold for each article of the collection."""

from __future__ import annotations

from pathlib import Path

import pytest
from reader import NARROW, WIDE, clean, flags_of, lines, marked_words, moved, numbers, overflow, show_marks, shown_notes

SLUGS = sorted(path.stem for path in (Path(__file__).parents[2] / "content" / "articles").glob("*.md"))

# Each pair of a column's notes that overlap, and each note that leaves its margin.
CROWDED = """() => {
  const notes = [...document.querySelectorAll(".ml-apparatus .ml-note-item")].filter((note) => note.offsetParent);
  const named = (note) => note.dataset.flag, text = document.querySelector("#ml-text").getBoundingClientRect();
  const sheet = document.querySelector(".ml-sheet").getBoundingClientRect(), found = [];
  for (const note of notes) {
    const box = note.getBoundingClientRect();
    if (box.left < text.right && box.right > text.left) found.push(`${named(note)} covers the text`);
    if (box.left < 0 || box.right > innerWidth) found.push(`${named(note)} leaves the page`);
    const above = note.matches(".ml-high"); // the open note of the headline stands beside it
    if ((!above && box.top < sheet.top) || box.bottom > sheet.bottom + 1) found.push(`${named(note)} leaves the sheet`);
    for (const other of notes) {
      const its = other.getBoundingClientRect();
      const apart = box.bottom <= its.top || its.bottom <= box.top || box.right <= its.left || its.right <= box.left;
      if (note !== other && !apart) found.push(`${named(note)} overlaps ${named(other)}`);
    }
  }
  return found;
}"""


@pytest.mark.parametrize("slug", SLUGS)
def test_marks_and_margin(open_page, site, slug):
    page = open_page(f"articles/{slug}/", marks=True)
    record = site.records[slug]
    assert marked_words(page) == {
        number: record["text"][slice(*(record["flags"][int(number) - 1][end] for end in ("start", "end")))]
        for number in flags_of(record)
    }
    notes = shown_notes(page)
    assert notes == flags_of(record, voices=("author", "headline"))
    assert sorted(numbers(page.locator(".ml-ref:visible")), key=int) == notes
    assert page.evaluate(CROWDED) == []
    for _ in range(min(3, len(notes))):  # and with notes open, which are longer
        page.locator("#ml-next").click()
        assert page.evaluate(CROWDED) == []
    page.locator(".ml-filters").evaluate("box => box.querySelectorAll('input:not(:checked)').forEach((i) => i.click())")
    assert shown_notes(page) == flags_of(record)
    assert page.evaluate(CROWDED) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_the_text_stands_the_same_in_both_views(open_page, slug):
    page = open_page(f"articles/{slug}/")
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        clean(page).check()
        before = lines(page)
        assert len(before) > 16
        assert overflow(page) == []
        show_marks(page)
        assert moved(before, lines(page)) == []
        assert overflow(page) == []
