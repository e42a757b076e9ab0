"""Finding one's way: the list of articles narrowed, stories, lessons, the collection, search, the start page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from reader import NARROW, WIDE, overflow, tab_to
from serving import ROOT, Site, served

LESSON = """\
---
title: {title}
description: Students find out who speaks in a report and who does not.
lesson:
  minutes: {minutes}
  grade: 7–9
  articles: [lido-vote, lido-fury]
  techniques: [sourcing.vague-authority, craft.named-source]
  objectives: [Tell a named source from an unnamed one., Say who is missing.]
---

## Read

1. Read both pieces clean.
2. Underline every platypus.

| Time | What |
| --- | --- |
| 5 | Read |
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The project's site with two more lessons."""
    folder = tmp_path_factory.mktemp("browse")
    for name in ("content", "site_config"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    lessons = folder / "content" / "lessons"
    lessons.mkdir(exist_ok=True)
    for slug, minutes, title in (("tests-long", 590, "The long one"), ("tests-short", 1, "Whose words are these?")):
        (lessons / f"{slug}.md").write_text(LESSON.format(title=title, minutes=minutes), encoding="utf-8")
    with served(folder, folder / "site") as site:
        yield site


def items(page: Page) -> list[dict[str, str]]:
    """What the articles that are shown can be found by."""
    return page.locator(".ml-articles > li:visible").evaluate_all("all => all.map((one) => ({ ...one.dataset }))")


def count(page: Page) -> Locator:
    return page.locator(".ml-narrow output")


def options(page: Page, label: str) -> dict[str, int]:
    """The choices of a facet with their counts."""
    texts = page.get_by_label(label).locator("option").all_text_contents()
    return {text.rpartition(" (")[0]: int(text.rpartition("(")[2].rstrip(")")) for text in texts}


def values(page: Page, label: str) -> list[str]:
    return page.get_by_label(label).locator("option").evaluate_all("all => all.map((one) => one.value)")


LABELS = {"topic": "Topic", "kind": "Kind of text", "technique": "Technique", "grade": "Reading grade"}


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_articles_are_narrowed_and_every_count_is_true(open_page, narrow):
    page = open_page("articles/", narrow=narrow)
    everything = items(page)
    expect(count(page)).to_have_text(f"{len(everything)} of {len(everything)} shown")
    expect(page.get_by_role("button", name="Clear all")).to_have_count(0)
    page.get_by_label("Topic").select_option("local-government")
    page.get_by_label("Technique").select_option("words.loaded-word")
    expected = [
        one for one in everything
        if "local-government" in one["topic"].split() and "words.loaded-word" in one["technique"].split()
    ]  # fmt: skip
    assert 0 < len(expected) < len(everything)
    assert items(page) == expected
    expect(count(page)).to_have_text(f"{len(expected)} of {len(everything)} shown")
    expect(page).to_have_url(re.compile(r"/articles/\?topic=local-government&technique=words\.loaded-word$"))
    assert overflow(page) == []
    # Every number in every facet is what choosing it would leave.
    for name, label in LABELS.items():
        told = list(options(page, label).values())
        for value, number in zip(values(page, label), told, strict=True):
            others = {"topic": "local-government", "technique": "words.loaded-word"} | {name: value}
            fits = [one for one in everything if all(not v or v in one[n].split() for n, v in others.items())]
            assert number == len(fits), (label, value)
    page.get_by_role("button", name="Clear all").click()
    assert items(page) == everything
    expect(page).to_have_url(re.compile(r"/articles/$"))
    expect(page.get_by_label("Topic")).to_be_focused()


def unmet(page: Page) -> tuple[str, str]:
    """A topic and a kind of text that articles have, and none has both."""
    found = items(page)
    topics, kinds = ({value for one in found for value in one[name].split()} for name in ("topic", "kind"))
    met = {(topic, one["kind"]) for one in found for topic in one["topic"].split()}
    return min((topic, kind) for topic in topics for kind in kinds if (topic, kind) not in met)


def test_where_nothing_fits_the_way_out_is_shown(open_page):
    page = open_page("articles/")
    topic, kind = unmet(page)
    page.goto(f"articles/?topic={topic}&kind={kind}&grade=nonsense")
    assert items(page) == []
    expect(count(page)).to_have_text("No article fits all of this. To widen:")
    expect(page.get_by_label("Reading grade")).to_have_value("")
    ways = page.locator(".ml-narrow button").all_text_contents()
    kinds = options(page, "Kind of text")["All"]
    topics = options(page, "Topic")["All"]
    assert ways == [f"Topic – All ({topics})", f"Kind of text – All ({kinds})", "Clear all"]
    page.get_by_role("button", name="Kind of text").click()
    assert len(items(page)) == kinds > 0
    assert all(topic in one["topic"].split() for one in items(page))
    expect(page.get_by_label("Kind of text")).to_be_focused()
    expect(page).to_have_url(re.compile(rf"\?topic={topic}$"))


def test_the_choice_is_announced_and_made_by_keyboard(open_page):
    page = open_page("articles/")
    assert page.get_by_role("status").count() == 1  # the count, an <output>
    before = items(page)
    tab_to(page, "select[name=topic]")
    page.keyboard.press("ArrowDown")
    shown = items(page)
    assert 0 < len(shown) <= len(before)
    expect(page.get_by_role("status")).to_have_text(f"{len(shown)} of {len(before)} shown")
    for name in ("kind", "technique", "grade"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == name
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Clear all")).to_be_focused()
    page.keyboard.press("Enter")
    assert items(page) == before


def test_the_choice_is_there_after_reading_an_article(open_page):
    page = open_page("articles/")
    page.evaluate("window.kept = true")
    page.get_by_label("Kind of text").select_option("opinion")
    shown = items(page)
    page.locator(".ml-articles > li:visible h2 a").first.click()
    expect(page.locator(".ml-article")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Kind of text")).to_have_value("opinion")
    assert items(page) == shown
    assert page.evaluate("window.kept") is True, "pages are swapped, not loaded"


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_without_javascript_all_articles_are_listed(open_page, narrow):
    page = open_page("articles/?kind=opinion", java_script_enabled=False, narrow=narrow)
    expect(page.locator(".ml-narrow")).to_be_hidden()
    assert page.locator(".ml-articles > li:visible").count() == page.locator(".ml-articles > li").count() > 5


def story(page: Page) -> str:
    page.get_by_role("link", name="Tellan Quay lido").click()
    expect(page.locator("h1")).to_have_text("Tellan Quay lido")
    return page.url


def test_a_story_is_a_table_on_wide_screens(open_page):
    page = open_page("stories/")
    story(page)
    heads = page.get_by_role("columnheader").all_text_contents()
    sources = (ROOT / "content" / "articles").glob("*.md")
    assert len(heads) == sum("\nstory: tellan-quay-lido\n" in path.read_text(encoding="utf-8") for path in sources)
    row = page.get_by_role("row").filter(has_text="Headline").first
    cells = row.get_by_role("cell")
    boxes = [cells.nth(number).bounding_box() for number in range(cells.count())]
    assert cells.count() == len(heads)
    assert len({round(box["y"]) for box in boxes}) == 1, "side by side"
    assert all(one["x"] < other["x"] for one, other in pairwise(boxes))
    expect(cells.first.locator("p")).to_be_hidden()  # the column says whose it is


@pytest.mark.parametrize("javascript", [True, False])
def test_a_story_is_stacked_with_labels_on_a_phone(open_page, javascript):
    page = open_page("stories/", narrow=True, java_script_enabled=javascript)
    story(page)
    rows = page.locator(".ml-story tbody tr:has(td)")
    labels = page.locator(".ml-story thead th").all_text_contents()
    for number in range(rows.count()):
        row = rows.nth(number)
        assert row.locator("td > p").all_text_contents() == labels
        boxes = [cell.bounding_box() for cell in row.locator("td").all()]
        assert all(below["y"] >= above["y"] + above["height"] - 1 for above, below in pairwise(boxes))
        expect(row.locator("td > p").first).to_be_visible()
    assert overflow(page) == []
    assert page.locator(".ml-scroll").evaluate("box => box.scrollWidth <= box.clientWidth")
    if javascript:  # what is laid out otherwise is still a table to a screen reader
        assert page.get_by_role("rowheader").count() >= 8
        assert page.get_by_role("cell").count() >= rows.count() * len(labels)


def test_a_story_leads_to_each_article_and_its_critique(open_page):
    page = open_page("stories/")
    address = story(page)
    for name, selector in (("The article", ".ml-article"), ("its critique", ".ml-critique")):
        page.get_by_role("link", name=name).first.click()
        expect(page.locator(selector)).to_be_visible()
        page.go_back()
        expect(page).to_have_url(address)


def test_a_lesson_is_found_and_leads_to_what_it_uses(open_page):
    page = open_page("lessons/")
    listed = page.locator(".ml-articles h2").all_text_contents()
    assert listed[0] == "Whose words are these?", "the shortest first"
    assert listed[-1] == "The long one"
    page.get_by_role("link", name="Whose words are these?").click()
    expect(page.locator("h1")).to_have_text("Whose words are these?")
    expect(page.get_by_text("Say who is missing.")).to_be_visible()
    expect(page.get_by_text("Underline every platypus.")).to_be_visible()
    page.get_by_role("link", name="Council Votes 9–6").click()
    expect(page.locator(".ml-article")).to_be_visible()
    page.go_back()
    page.locator(".ml-tiers .ml-craft").click()
    expect(page.locator(".ml-technique")).to_be_visible()


def test_the_pictures_follow_the_scheme_and_their_tables_lead_on(open_page):
    page = open_page("collection/")
    svgs = page.locator("svg.ml-plot")
    assert svgs.count() == 4
    bar = page.locator("#topics path").first
    word = page.locator("#techniques path.ml-words").first
    light = [one.evaluate("one => getComputedStyle(one).fill") for one in (bar, word)]
    page.locator("label[for^=__palette]:visible").click()
    dark = [one.evaluate("one => getComputedStyle(one).fill") for one in (bar, word)]
    ink = page.evaluate("getComputedStyle(document.querySelector('.ml h1')).color")
    assert dark[0] == ink
    assert all(one != other for one, other in zip(light, dark, strict=True))
    topics = page.locator("#topics")
    topics.locator("summary").click()
    link = topics.get_by_role("link").first
    number = int(topics.locator("td").first.text_content())
    link.click()
    expect(page.locator(".ml-articles")).to_be_visible()
    assert len(items(page)) == number
    assert page.get_by_label("Topic").input_value()


def test_the_pictures_fit_a_phone_and_can_be_read(open_page):
    page = open_page("collection/", narrow=True)
    assert overflow(page) == []
    for svg in page.locator("svg.ml-plot").all():
        box = svg.bounding_box()
        assert 300 < box["width"] <= 370
        out = svg.evaluate(
            "svg => [...svg.querySelectorAll('text')].filter((text) => { const a = text.getBoundingClientRect(),"
            " b = svg.getBoundingClientRect(); return a.left < b.left - 6 || a.right > b.right + 6 || a.height < 8 })"
            ".map((text) => text.textContent)"
        )
        assert out == []


def test_without_javascript_the_tables_open(open_page):
    page = open_page("collection/", java_script_enabled=False)
    page.locator("#voices summary").click()
    expect(page.locator("#voices table")).to_be_visible()


FIND = {
    "article": ("inspector sea wall", "/articles/sea-wall/"),
    "technique": ("loaded word", "/techniques/words/loaded-word/"),
    "lesson": ("platypus", "/lessons/tests-"),
}


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("kind", FIND)
def test_search_finds(open_page, kind, narrow):
    words, address = FIND[kind]
    page = open_page("", narrow=narrow)
    if narrow:
        page.locator("label.md-header__button[for=__search]").click()
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially(words)
    first = page.locator(".md-search-result__link").first
    expect(first).to_be_visible()
    assert address in first.get_attribute("href")
    first.click()
    expect(page).to_have_url(re.compile(re.escape(address)))


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_start_page_shows_what_this_is_at_first_sight(open_page, size):
    page = open_page("", narrow=size == NARROW)
    for seen in ("h1", ".ml-example mark >> nth=0", ".ml-example .ml-ask >> nth=0"):
        expect(page.locator(seen)).to_be_in_viewport()
    marks, notes = page.locator(".ml-example mark"), page.locator(".ml-example li")
    assert marks.count() == notes.count() >= 3
    families = {name for mark in marks.all() for name in mark.get_attribute("class").split()} - {"ml-word"}
    assert len(families) >= 3
    lines = {mark.evaluate("one => getComputedStyle(one).textDecorationStyle") for mark in marks.all()}
    assert len(lines) >= 3, "families differ by more than colour"
    page.locator(".ml-example a").first.click()
    expect(page.locator(".ml-technique")).to_be_visible()


@pytest.mark.parametrize("name", ["Choose an article", "one event is told twice", "Take a lesson", "use any article"])
def test_the_ways_in_lead_in(open_page, name):
    page = open_page("")
    heading = page.locator("h1").text_content()
    page.get_by_role("link", name=name).click()
    expect(page.locator("h1")).not_to_have_text(heading)


def test_the_lists_are_in_the_navigation(open_page):
    page = open_page("")
    tabs = page.locator(".md-tabs__link").all_text_contents()
    assert [tab.strip() for tab in tabs] == [
        "Start here", "Articles", "Stories", "Techniques", "Lessons", "Collection", "For teachers", "How it works",
    ]  # fmt: skip


def narrowed_to_nothing(page: Page) -> None:
    topic, kind = unmet(page)
    page.get_by_label("Topic").select_option(topic)
    page.get_by_label("Kind of text").select_option(kind)
    expect(page.get_by_role("button", name="Clear all")).to_be_visible()


def open_tables(page: Page) -> None:
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")


STATES: dict[str, tuple[str, Callable[[Page], None] | None]] = {
    "start": ("", None),
    "articles": ("articles/", None),
    "narrowed": ("articles/", narrowed_to_nothing),
    "stories": ("stories/", None),
    "story": ("stories/tellan-quay-lido/", None),
    "lessons": ("lessons/", None),
    "lesson": ("lessons/tests-short/", None),
    "collection": ("collection/", open_tables),
}


@pytest.mark.parametrize(
    ("narrow", "dark"),
    [
        pytest.param(False, False, id="wide-light"),
        pytest.param(True, True, id="narrow-dark"),
        pytest.param(False, True, id="wide-dark", marks=pytest.mark.soak),
        pytest.param(True, False, id="narrow-light", marks=pytest.mark.soak),
    ],
)
@pytest.mark.parametrize("state", STATES)
def test_axe_and_nothing_sticks_out(open_page, state, narrow, dark):
    path, prepare = STATES[state]
    page = open_page(path, narrow=narrow, dark=dark)
    if prepare:
        prepare(page)
    found = Axe().run(page).response["violations"]
    assert [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]] == []
    assert overflow(page) == []


@pytest.mark.parametrize("page", ["collection", "stories/tellan-quay-lido", "articles", "lessons"])
def test_pages_stay_small(site, page):
    assert (site.folder / page / "index.html").stat().st_size < 120_000
