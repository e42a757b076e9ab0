"""The site in a browser: built and served once, a page a test, and nothing may go wrong in the background."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    WebError,
    sync_playwright,
)
from reader import NARROW, WIDE, show_marks
from serving import Site, launch, served

HERE = Path(__file__).parent

Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here. A worker runs half of the files: more would build the site and start the browser again."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            if item.config.pluginmanager.hasplugin("xdist"):
                item.add_marker(
                    pytest.mark.xdist_group(
                        "browser, first half" if item.path.name < "test_m" else "browser, second half"
                    )
                )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        if browser is None:
            reason = "no browser: install Chromium, set $CHROMIUM, or run `playwright install chromium`"
            (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(root, tmp_path_factory.mktemp("browser") / "site") as site:
        yield site


LESSONS = {
    "pier": """\
lesson:
  grade: "8–10"
  minutes: 40
  objectives: ["Tell a claim with a source from one without.", "Find a plain word for a loaded one."]
  standards: [RI.8.6, ML.sources]
  vocabulary: {pile: "a post driven into the sea bed"}
review:
  by: "A. Teacher"
  date: 2026-02-10
  confirm: [{quote: shameful, rule: words.loaded-word, note: "The word judges the vote."}]
  dismiss: [{quote: iconic, reason: "The town's own plaque calls it that."}]
  add: [{quote: "to be read out", question: "Who would read it out, and when?"}]
corrections: [{date: 2026-02-11, text: "The year was wrong; mended."}]""",
    "pier-after": "reveal: after-mark",
    "pier-off": "reveal: off",
}


@pytest.fixture(scope="session")
def classroom_site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("classroom")
    for name in ("content", "site_config"):
        shutil.copytree(root / name, folder / name)
    shutil.copy(root / "mkdocs.yml", folder)
    text = (HERE / "classroom" / "pier.md").read_text(encoding="utf-8")
    for slug, lesson in LESSONS.items():
        path = folder / "content" / "articles" / f"{slug}.md"
        path.write_text(text.replace("LESSON", lesson), encoding="utf-8")
    with served(folder, folder / "site") as site:
        yield site


@pytest.fixture
def classroom(classroom_site: Site, guard: Guard) -> str:
    """The address of the site with one more article in three lessons: `pier`, `pier-after` and `pier-off`."""
    guard.homes.add(classroom_site.url)
    return f"{classroom_site.url}articles/"


class Guard:
    """Writes down what no page may do: load from elsewhere, miss a file, log an error or raise one."""

    def __init__(self, home: str) -> None:
        self.homes = {home}
        self.seen: list[str] = []
        self.missing: set[str] = set()  # addresses that a test expects not to be there

    def watch(self, context: BrowserContext) -> None:
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("console", self._console)
        context.on("weberror", self._error)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((*self.homes, "data:", "blob:")):
            self.seen.append(f"request to {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.url not in self.missing:
            self.seen.append(f"status {response.status} of {response.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and message.location["url"] not in self.missing:
            self.seen.append(f"console {message.type}: {message.text}")

    def _error(self, error: WebError) -> None:
        self.seen.append(f"error: {error.error}")


@pytest.fixture
def guard(site: Site) -> Iterator[Guard]:
    guard = Guard(site.url)
    yield guard
    assert guard.seen == []


@pytest.fixture
def open_page(browser: Browser, site: Site, guard: Guard) -> Iterator[Open]:
    """Open an address of the site in a browser without a past; `narrow`, `dark` and Playwright's own options apply."""
    contexts: list[BrowserContext] = []

    def open_page(
        path: str, *, narrow: bool = False, dark: bool = False, marks: bool = False, **options: object
    ) -> Page:
        context = browser.new_context(
            base_url=site.url,
            viewport=NARROW if narrow else WIDE,
            color_scheme="dark" if dark else "light",
            **({"reduced_motion": "reduce"} | options),
        )
        contexts.append(context)
        context.set_default_timeout(5_000)
        guard.watch(context)
        page = context.new_page()
        page.goto(path)
        if marks:
            show_marks(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
