"""What hostile files try, in a browser that ignores the pages' policy: nothing runs, loads, or passes for ours."""

from __future__ import annotations

import re
from collections.abc import Iterator

import builder
import pytest
from audit import Watch
from builder import build_site, write
from payloads import Payload, files_of, payloads
from playwright.sync_api import Browser, Page, expect
from serving import Site, serving

CONFIG = builder.CONFIG.replace(
    "  - Techniques", "  - Lessons: lessons/index.md\n  - Figures: figures.md\n  - Techniques"
)
# Those that came nearest to running, or ran, before they were refused.
SAMPLE = (
    "image error", "script", "picture with a backslash", "picture behind a control character", "end of the title",
    "a diagram that the theme would fetch a program for", "our own elements", "end of the page", "a speaker with tags",
)  # fmt: skip
LISTS = ("", "articles/", "lessons/", "techniques/", "collection/", "figures/")


@pytest.fixture(scope="module", params=["sample", pytest.param("all", marks=pytest.mark.soak)])
def hostile(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Site, list[Payload]]]:
    chosen = [one for one in payloads() if request.param == "all" or one.note in SAMPLE]
    folder = tmp_path_factory.mktemp("hostile")
    with serving(folder / "site") as site:
        config = CONFIG.replace("http://127.0.0.1:8000/repo/", site.url)
        built = build_site(write(folder, {"mkdocs.yml": config} | files_of(chosen)))
        assert built.failed is None
        yield site, chosen


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(bypass_csp=True)
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def urls_of(chosen: list[Payload], site: Site, sample: bool) -> dict[str, str]:
    """The addresses to open, each with the payload that is there; of the sample the pages where most is shown."""
    found = dict.fromkeys(LISTS, "a list")
    for one in chosen:
        urls = [url for url in one.urls if (site.folder / url / "index.html").is_file()]
        found |= {url: str(one) for url in (urls[:2] if sample else urls)}
    return found


def test_nothing_runs_loads_or_passes_for_ours(hostile: tuple[Site, list[Payload]], page: Page) -> None:
    site, chosen = hostile
    watch = Watch(page.context, site.url)
    urls = urls_of(chosen, site, len(chosen) < len(payloads()))
    assert len(urls) > len(LISTS) + 10
    faults = {url: (one, found) for url, one in urls.items() if (found := watch.faults(page, url))}
    assert faults == {}


def test_search_shows_words_and_nothing_else(hostile: tuple[Site, list[Payload]], page: Page) -> None:
    site, _ = hostile
    watch = Watch(page.context, site.url)
    assert watch.faults(page, "articles/good/") == []
    page.locator(".md-search__input").click()
    for words in ("harbour", "img", "script", "disastrous", "mermaid"):
        page.locator(".md-search__input").fill("")
        page.locator(".md-search__input").press_sequentially(words)
        expect(page.locator(".md-search-result__meta")).to_have_text(re.compile("matching|No match"), timeout=30_000)
        page.wait_for_timeout(500)
        for _ in range(5):  # more results are made while the list is scrolled
            page.locator(".md-search__scrollwrap").evaluate("box => box.scrollTo(0, box.scrollHeight)")
            page.wait_for_timeout(50)
        assert watch.audit(page) == []
        assert page.locator(".md-search-result__list :is(img, script, iframe, style, form)").count() == 0
    assert watch.seen == []


def test_marks_and_notes_show_words_and_nothing_else(hostile: tuple[Site, list[Payload]], page: Page) -> None:
    site, chosen = hostile
    watch = Watch(page.context, site.url)
    for one in chosen:
        if one.note == "a speaker with tags":
            assert watch.faults(page, one.urls[0]) == []
            page.get_by_label("Show the marks").check()
            page.locator("#ml-next").click()
            assert watch.audit(page) == []


@pytest.mark.parametrize("inline", ["<img src=x onerror='window.__pwned=1'>", "<details open ontoggle='window.__pwned=1'></details>",
                                    "<iframe srcdoc='<script>parent.__pwned=1</script>'></iframe>"])  # fmt: skip
def test_the_policy_is_a_second_wall(hostile: tuple[Site, list[Payload]], browser: Browser, inline: str) -> None:
    """If the sanitiser let something through, the browser would still refuse it; without the policy it would run."""
    site, _ = hostile
    ran = {}
    for bypass in (False, True):
        context = browser.new_context(bypass_csp=bypass)
        page = context.new_page()
        page.goto(f"{site.url}articles/good/")
        page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", inline)
        page.wait_for_timeout(300)
        ran[bypass] = page.evaluate("window.__pwned")
        context.close()
    assert ran == {False: None, True: 1}
