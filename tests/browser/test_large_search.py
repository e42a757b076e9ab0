"""The search of a large site, which Pagefind answers in Material's dialog: words, facets, keys, no fault behind it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from reader import overflow, tab_to
from serving import Site, served

HOSTILE = """\
---
title: "Swordfish & chips: 2 > 1"
rights: Invented for a test; CC0.
topics: ["fish & 'chips'", "a \\"quoted\\" word"]
---
They write `<img src=x onerror="window.pwned=1">` and <mark>swordfish</mark> &amp; `<b>chips</b>` on the wall.
"""


@pytest.fixture(scope="module")
def large_site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The project's site, as if its articles were many."""
    folder = tmp_path_factory.mktemp("large")
    for name in ("content", "site_config"):
        shutil.copytree(root / name, folder / name)
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(config.replace("- medialit:", "- medialit:\n      pagefind_from: 1"), "utf-8")
    (folder / "content" / "articles" / "swordfish.md").write_text(HOSTILE, encoding="utf-8")
    with served(folder, folder / "site") as site:
        yield site


@pytest.fixture
def large(large_site: Site, guard) -> str:
    guard.homes.add(large_site.url)
    return large_site.url


def results(page: Page) -> Locator:
    return page.locator(".md-search-result__item > a:first-child")


def said(page: Page) -> Locator:
    return page.locator(".md-search-result__meta")


def choice(page: Page, name: str) -> Locator:
    return page.get_by_role("dialog", name="Search").get_by_role("combobox", name=name, include_hidden=True)


def search(page: Page, words: str = "") -> None:
    button = page.locator("label.md-header__button[for=__search]")
    (button if button.is_visible() else page.locator(".md-search__input")).click()
    page.keyboard.type(words)
    expect(choice(page, "Kind")).to_be_visible()
    if words:
        expect(results(page).first).to_be_visible()


FIND = {
    "article": ("inspector sea wall", "/articles/sea-wall/"),
    "technique": ("loaded word", "/techniques/words/loaded-word/"),
    "lesson": ("event three accounts", "/lessons/three-accounts/"),
    "a part of a page": ("pagefind policy", "/guide/settings/?h=pagefind+policy#search-in-large-sites"),
}


@pytest.mark.parametrize("kind", FIND)
def test_it_finds_and_leads_there(open_page, large, kind):
    words, address = FIND[kind]
    page = open_page(large, narrow=kind == "article")
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    search(page, words)
    first = page.locator(".md-search-result__link" if "#" in address else ".md-search-result__item > a:first-child")
    link = first.and_(page.locator(f"[href*='{address}']")).first
    expect(link).to_be_visible()
    if "#" not in address:
        assert address in results(page).first.get_attribute("href")
    assert link.locator("p:not(.ml-kind)").count(), "some of the text"
    link.click()
    expect(page).to_have_url(re.compile(re.escape(large) + ".*" + re.escape(address.lstrip("/"))))
    expect(page.locator(".md-search__output")).to_be_hidden()
    if kind == "article":
        expect(page.locator("#ml-text mark:not(.ml-flag)").first).to_be_attached()  # what was searched for
    assert [url for url in seen if url.endswith((".pf_index", ".pf_fragment"))]
    assert not [url for url in seen if "workers/search" in url], "nothing of the theme's own search"


@pytest.mark.parametrize(
    ("facet", "option", "kinds"),
    [("Topic", "crime and courts", None), ("Kind", "Review", {"Review"}), ("Technique", "Loaded word", None)],
)
def test_a_search_is_narrowed(open_page, large, large_site, facet, option, kinds):
    page = open_page(large)
    search(page, "harbour")
    every = results(page).count()
    chosen = choice(page, facet)
    label = chosen.locator(f"option[value='{option}']").inner_text()
    count = int(re.search(r"\((\d+)\)$", label)[1])
    assert 0 < count < every
    chosen.select_option(option)
    expect(results(page)).to_have_count(count)
    assert kinds is None or set(page.locator(".ml-kind").all_inner_texts()) == kinds
    if facet == "Technique":
        slugs = {url.split("/")[-2] for url in results(page).evaluate_all("all => all.map((a) => a.pathname)")}
        articles = slugs & large_site.records.keys()
        assert articles
        for slug in articles:
            assert "words.loaded-word" in {flag["rule"] for flag in large_site.records[slug]["flags"]}
    other = choice(page, "Kind" if facet == "Topic" else "Topic")
    sums = [int(re.search(r"\((\d+)\)$", text)[1]) for text in other.locator("option:enabled").all_inner_texts()[1:]]
    assert 0 < max(sums) <= count, "the other choices are counted anew"
    page.get_by_role("button", name="Clear the choices").click()
    expect(results(page)).to_have_count(every)
    expect(chosen).to_have_value("")


def test_choices_alone_list_what_fits_and_more_is_shown_when_asked_for(open_page, large):
    page = open_page(large, narrow=True)
    search(page)
    expect(said(page)).to_have_text("Type to start searching")
    choice(page, "Kind").select_option("Technique")
    expect(results(page)).to_have_count(10)
    page.get_by_role("button", name=re.compile("Show more")).click()
    expect(results(page)).to_have_count(20)
    expect(results(page).nth(10)).to_be_focused()
    choice(page, "Topic").select_option(index=0)
    page.locator(".md-search__input").fill("xyzzyx")
    expect(said(page)).to_contain_text("No matching documents")
    expect(results(page)).to_have_count(0)


def test_texts_and_topics_are_shown_as_words(open_page, large):
    page = open_page(large)
    search(page, "swordfish chips")
    expect(results(page)).to_have_count(1)
    expect(results(page).locator("h1")).to_have_text("Swordfish & chips: 2 > 1")
    expect(results(page).locator("p").last).to_contain_text(
        '<img src=x onerror="window.pwned=1"> and swordfish & <b>chips</b>'
    )
    assert page.locator(".md-search-result :is(img, b, script)").count() == 0
    choice(page, "Topic").select_option("fish & 'chips'")
    expect(page.get_by_role("button", name="Clear the choices")).to_be_visible()
    choice(page, "Topic").select_option('a "quoted" word')
    expect(results(page)).to_have_count(1)
    assert page.evaluate("window.pwned") is None


def test_by_keyboard(open_page, large):
    page = open_page(f"{large}articles/")
    field = page.locator(".md-search__input")
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.type("harbour")
    expect(results(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(results(page).first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    tab_to(page, ".ml-facets select[name=kind]")
    page.keyboard.type("Review")
    expect(page.get_by_role("button", name="Clear the choices")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".md-search__output")).to_be_hidden()
    page.keyboard.press("s")
    expect(field).to_have_value("harbour")
    expect(choice(page, "Kind")).to_have_value("Review")
    expect(results(page).first).to_be_visible()
    first = results(page).first.get_attribute("href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(first)
    expect(page.locator(".md-search__output")).to_be_hidden()
    page.wait_for_timeout(400)  # the theme closes the dialog once more soon after it has changed the page
    page.keyboard.press("/")
    expect(results(page).first).to_be_visible()
    for _ in range(60):
        page.keyboard.press("Tab")
        if not page.locator(".md-search :focus").count():
            break
    expect(page.locator(".md-search__output")).to_be_hidden()


@pytest.mark.parametrize(
    ("narrow", "dark"),
    [
        (False, False),
        (True, True),
        *(pytest.param(*one, marks=pytest.mark.soak) for one in ((True, False), (False, True))),
    ],
)
def test_axe_and_width(open_page, large, narrow, dark):
    page = open_page(large, narrow=narrow, dark=dark)
    search(page, "harbour")
    choice(page, "Technique").select_option("Loaded word")
    expect(page.get_by_role("button", name="Clear the choices")).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]] == []
    assert overflow(page) == []
    boxes = page.locator(".md-search-result :is(select, button, a):visible").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect()).map(({ right, height }) => [right, height])"
    )
    assert len(boxes) > 4
    assert all(right <= page.viewport_size["width"] and height >= 24 for right, height in boxes)


def test_without_javascript_no_search_is_offered(open_page, large):
    page = open_page(large, java_script_enabled=False)
    expect(page.locator(".md-search")).to_be_hidden()
    expect(page.locator("label.md-header__button[for=__search]")).to_be_hidden()


def test_an_index_that_does_not_load_is_told(open_page, large, guard):
    page = open_page(large)
    engine = f"{large}assets/medialit/pagefind/pagefind.js"
    page.route(engine, lambda route: route.abort())
    page.locator(".md-search__input").click()
    expect(said(page)).to_have_text("Search could not be loaded. The list of articles can be narrowed without it.")
    guard.seen[:] = [fault for fault in guard.seen if "pagefind.js" not in fault and "ERR_FAILED" not in fault]
    said(page).get_by_role("link").click()
    expect(page).to_have_url(f"{large}articles/")
    expect(page.locator("h1")).to_have_text("Articles")
    page.unroute(engine)
    search(page, "harbour")


@pytest.mark.soak
def test_without_a_worker_it_searches_in_the_page(open_page, large, guard):
    """As Pagefind does where its worker takes more than five seconds to load: the policy lets it."""
    page = open_page(large)
    page.route("**/pagefind-worker.js", lambda route: route.abort())
    page.locator(".md-search__input").click()
    page.keyboard.type("harbour")
    expect(results(page).first).to_be_visible(timeout=20_000)
    guard.seen[:] = [fault for fault in guard.seen if "worker" not in fault and "ERR_FAILED" not in fault]
