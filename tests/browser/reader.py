"""What a reader does with a page, and what can be measured on it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

# A page of each kind, by its address.
PAGES = {
    "home": "",
    "articles": "articles/",
    "article": "articles/lido-fury/",
    "critique": "articles/lido-fury/critique/",
    "techniques": "techniques/",
    "technique": "techniques/words/loaded-word/",
    "teachers": "teachers/",
    "how it works": "how-it-works/",
    "404": "404.html",
}
ARTICLE = PAGES["article"]

_WORDS = """all => all.reduce((words, mark) => {
  const flag = mark.dataset.flag;
  return { ...words, [flag]: (words[flag] ?? "") + mark.textContent };
}, {})"""

# Everything that sticks out to the right, but for what its own box lets scroll or clips for screen readers.
_OVERFLOW = """() => {
  const width = document.documentElement.clientWidth, box = ".ml-scroll, .md-typeset__scrollwrap, pre, .ml-sr";
  const out = [...document.querySelectorAll(".md-content *")]
    .filter((element) => element.getBoundingClientRect().right > width + 1 && !element.parentElement.closest(box))
    .map((element) => element.outerHTML.slice(0, 100));
  return document.documentElement.scrollWidth > width ? [`page is ${document.documentElement.scrollWidth}`, ...out] : out;
}"""

# Place, size and words of every block of the text, measured from its top.
_BLOCKS = """async () => {
  await document.fonts.ready;
  const text = document.querySelector("#ml-text"), top = text.getBoundingClientRect().top;
  const blocks = text.querySelectorAll("p, li, h2, h3, blockquote, tr, dt, dd, figure, .footnote");
  return [document.querySelector(".ml-head"), ...blocks].map((block) => {
    const box = block.getBoundingClientRect(), round = (value) => Math.round(value * 10) / 10;
    return [block.matches(".ml-head") ? 0 : round(box.top - top), round(box.height), block.innerText];
  });
}"""


def clean(page: Page) -> Locator:
    """The button for reading clean."""
    return page.get_by_label("Read clean")


def marks(page: Page) -> Locator:
    """The button that shows the marks."""
    return page.get_by_label("Show the marks")


def note(page: Page, number: int | str) -> Locator:
    """The note of a flag."""
    return page.locator(f"#note-{number}")


def number(page: Page, flag: int | str) -> Locator:
    """The small number behind a flag's words."""
    return page.locator(f"#ref-{flag}")


def shown_notes(page: Page) -> list[str]:
    """The numbers of the notes that can be seen, in their order."""
    return page.locator(".ml-apparatus .ml-note-item:visible").evaluate_all(
        "all => all.map((note) => note.dataset.flag)"
    )


def marked_words(page: Page) -> dict[str, str]:
    """The words of each flag as they stand in the page."""
    return page.locator(".ml-flag").evaluate_all(_WORDS)


def overflow(page: Page) -> list[str]:
    """What does not fit into the page's width."""
    return page.evaluate(_OVERFLOW)


def blocks(page: Page) -> list[list]:
    """Top, height and words of each block of an article."""
    return page.evaluate(_BLOCKS)


def line_of(mark: Locator) -> str:
    """The line drawn under a mark."""
    return mark.evaluate("mark => getComputedStyle(mark).textDecorationLine")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def flags_of(record: dict, *, family: str = "", voices: tuple[str, ...] = ()) -> list[str]:
    """The numbers of a record's flags on words, of one family or of some voices."""
    return [
        str(number)
        for number, flag in enumerate(record["flags"], 1)
        if flag["scope"] == "text"
        and (not family or flag["rule"].startswith(f"{family}."))
        and (not voices or flag["voice"] in voices)
    ]
