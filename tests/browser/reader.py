"""What a reader does with a page, and what can be measured on it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 390, "height": 844}
# A page of each kind, by its address.
PAGES = {
    "home": "",
    "articles": "articles/",
    "article": "articles/lido-fury/",
    "critique": "articles/lido-fury/critique/",
    "stories": "stories/",
    "story": "stories/tellan-quay-lido/",
    "worksheet": "articles/lido-fury/worksheet/",
    "key": "articles/lido-fury/key/",
    "techniques": "techniques/",
    "technique": "techniques/words/loaded-word/",
    "lessons": "lessons/",
    "collection": "collection/",
    "teachers": "teachers/",
    "guide": "guide/publish/",
    "how it works": "how-it-works/",
    "privacy": "privacy/",
    "404": "404.html",
}
ARTICLE = PAGES["article"]
FIRST = 2  # the first of its flags on words; flag 1 is on the article as a whole

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
  const all = document.documentElement.scrollWidth;
  return all > width ? [`the page is ${all} wide`, ...out] : out;
}"""

# The words of each block and of each piece of text, with the place of each of their lines.
_LINES = """async () => {
  await document.fonts.ready;
  const text = document.querySelector("#ml-text"), top = text.getBoundingClientRect().top, range = document.createRange();
  const place = (box) => [box.left, box.top - top, box.width, box.height];
  const found = [[document.querySelector("h1").innerText, [document.querySelector(".ml-head").offsetHeight]]];
  for (const block of text.querySelectorAll("p, li, h2, h3, blockquote, tr, dt, dd, figure, .footnote")) {
    found.push([block.innerText, place(block.getBoundingClientRect())]);
  }
  const pieces = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  while (pieces.nextNode()) {
    range.selectNodeContents(pieces.currentNode);
    found.push([pieces.currentNode.data, ...[...range.getClientRects()].map(place)]);
  }
  return found;
}"""


def clean(page: Page) -> Locator:
    """The button for reading clean."""
    return page.get_by_label("Read clean")


def marks(page: Page) -> Locator:
    """The button that shows the marks."""
    return page.get_by_label("Show the marks")


def show_marks(page: Page) -> None:
    """Show the marks, also where the article asks for a mark of the reader's own first."""
    anyway = page.locator("#ml-anyway:visible")
    anyway.click() if anyway.count() else marks(page).check()


def note(page: Page, number: int | str) -> Locator:
    """The note of a flag."""
    return page.locator(f"#note-{number}")


def number(page: Page, flag: int | str) -> Locator:
    """The small number behind a flag's words."""
    return page.locator(f"#ref-{flag}")


def numbers(elements: Locator) -> list[str]:
    """The flags that elements belong to."""
    return elements.evaluate_all("all => all.map((element) => element.dataset.flag)")


def shown_notes(page: Page) -> list[str]:
    """The numbers of the notes that can be seen, in their order."""
    return numbers(page.locator(".ml-apparatus .ml-note-item:visible"))


def notes_of_text(page: Page) -> list[str]:
    """The numbers of the notes that can be seen, without those of the headline, which stand far below it."""
    return [flag for flag in shown_notes(page) if not number(page, flag).evaluate("ref => !!ref.closest('h1')")]


def marked_words(page: Page) -> dict[str, str]:
    """The words of each flag as they stand in the page."""
    return page.locator(".ml-flag").evaluate_all(_WORDS)


def overflow(page: Page) -> list[str]:
    """What does not fit into the page's width."""
    return page.evaluate(_OVERFLOW)


def lines(page: Page) -> list[list]:
    """The words of an article, piece by piece, each with the places of its lines."""
    return page.evaluate(_LINES)


def moved(before: list[list], after: list[list]) -> list[str]:
    """The pieces whose words changed, or which stand elsewhere."""
    return [
        words
        for (words, *boxes), (then, *others) in zip(before, after, strict=True)
        if (words, len(boxes)) != (then, len(others))
        or any(
            abs(a - b) > 0.1 for box, other in zip(boxes, others, strict=True) for a, b in zip(box, other, strict=True)
        )
    ]


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
    """The numbers of a record's flags on words, of some voices, of one family without its notes on style."""
    return [
        str(number)
        for number, flag in enumerate(record["flags"], 1)
        if flag["scope"] == "text"
        and (not family or (flag["rule"].startswith(f"{family}.") and flag["tier"] != "note"))
        and (not voices or flag["voice"] in voices)
    ]


# The lines of some words of the article, which it brings into sight.
_LINES_OF = """async words => {
  await document.fonts.ready;
  const nodes = document.createTreeWalker(document.querySelector("#ml-text"), NodeFilter.SHOW_TEXT), runs = [];
  let text = "";
  for (let node; (node = nodes.nextNode()); text += node.data) runs.push([text.length, node]);
  const range = new Range(), at = text.indexOf(words), last = (place) => runs.findLast(([from]) => from <= place);
  const [from, first] = last(at), [to, final] = last(at + words.length - 1);
  first.parentElement.scrollIntoView({ block: "center" });
  range.setStart(first, at - from);
  range.setEnd(final, at + words.length - to);
  return [...range.getClientRects()].filter((box) => box.width > 1).map((box) => box.toJSON());
}"""


def drag_over(page: Page, words: str) -> None:
    """Select words of the text with the mouse, from the middle of their first letter to the middle of their last."""
    boxes = page.evaluate(_LINES_OF, words)
    first, last = boxes[0], boxes[-1]
    page.mouse.move(first["left"] + 3, first["top"] + first["height"] / 2)
    page.mouse.down()
    page.mouse.move(last["right"] - 3, last["top"] + last["height"] / 2, steps=8)
    page.mouse.up()


def own_marks(page: Page) -> list[str]:
    """The reader's own marks, as the list has them: words and what made the reader stop."""
    return page.locator("#ml-mine li").evaluate_all(
        "all => all.map((one) => `${one.querySelector('q').textContent}: ${one.querySelector('.ml-key').textContent}`)"
    )


def painted(page: Page, name: str = "ml-mine") -> list[str]:
    """The words that are painted as the reader's own, or as the ones to be marked now."""
    return page.evaluate("name => [...(CSS.highlights.get(name) ?? [])].map(String)", name)
