"""Takes pictures of the main pages for README and guide: `make screenshots`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from reader import NARROW, PAGES, WIDE, marks
from serving import ROOT, Site, launch, served

FOLDER = ROOT / ".github" / "screenshots"
ARTICLE = "articles/kim-putin/"
LIMIT = 250_000  # bytes
GUIDE = ROOT / "content" / "guide" / "img"
GUIDE_LIMIT = 120_000  # bytes; readers load these
LESSON = "articles/lido-vote/"
PHONE = {"width": 390, "height": 620}


def show_marks(page: Page) -> None:
    """Show the marks, and the text at the top below its header."""
    marks(page).check()
    page.mouse.move(640, 5)  # where it points at no mark
    page.evaluate("scrollTo(0, document.querySelector('.ml-bar-wrap').offsetTop - 40)")


def open_card(page: Page) -> None:
    """Open the note of a word in the middle of the text."""
    marks(page).check()
    page.locator(".ml-flag.ml-words").nth(1).click()


def open_confirmed(page: Page) -> None:
    """Open the note of a mark that a reviewer has confirmed, on a word of the text."""
    marks(page).check()
    page.locator("#ml-text .ml-confirmed.ml-words").first.click()


def show_lesson(page: Page) -> None:
    """Show what a class is told before it reads."""
    page.evaluate("scrollTo(0, document.querySelector('.ml-lesson').offsetTop - 60)")


SHOTS = {
    "article-marks-1280-light": (ARTICLE, show_marks),
    "article-clean-1280-light": (ARTICLE, None),
    "article-marks-1280-dark": (ARTICLE, show_marks),
    "article-card-390-light": (ARTICLE, open_card),
    "critique-1280-light": (f"{ARTICLE}critique/", None),
    "critique-390-dark": (f"{ARTICLE}critique/", None),
    "articles-1280-light": (PAGES["articles"], None),
    "story-1280-light": (PAGES["story"], None),
    "story-390-light": (PAGES["story"], None),
    "collection-1280-light": (PAGES["collection"], None),
    "collection-390-dark": (PAGES["collection"], None),
    "technique-1280-light": (PAGES["technique"], None),
    "home-1280-light": (PAGES["home"], None),
}


# Pictures that a page of the guide shows; each stands for a step, so they are of phones, which fit every page.
GUIDE_SHOTS = {
    "site-marks-390-light": ("articles/lido-fury/", open_confirmed),
    "site-lesson-390-light": (LESSON, show_lesson),
}


def shoot(browser: Browser, site: Site, name: str) -> Path:
    """Take one picture; its name tells width and scheme."""
    path, prepare = (SHOTS | GUIDE_SHOTS)[name]
    context = browser.new_context(
        base_url=site.url,
        viewport=PHONE if name in GUIDE_SHOTS else NARROW if "-390-" in name else WIDE,
        color_scheme="dark" if name.endswith("-dark") else "light",
        reduced_motion="reduce",
        device_scale_factor=1,
    )
    page = context.new_page()
    page.goto(path)
    if prepare:
        prepare(page)
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    picture = (GUIDE if name in GUIDE_SHOTS else FOLDER) / f"{name}.png"
    page.screenshot(path=picture, animations="disabled", caret="hide")
    context.close()
    return picture


def main() -> None:
    """Build the site, take all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, served(ROOT, Path(folder)) as site, sync_playwright() as playwright:
        browser = launch(playwright)
        if browser is None:
            raise SystemExit("no browser: install Chromium or set $CHROMIUM")
        for name in (*SHOTS, *GUIDE_SHOTS):
            picture = shoot(browser, site, name)
            size = picture.stat().st_size
            print(f"{picture.relative_to(ROOT)}  {size // 1000} kB")
            if size > (GUIDE_LIMIT if name in GUIDE_SHOTS else LIMIT):
                raise SystemExit(f"{picture.name} is too large")
        browser.close()


if __name__ == "__main__":
    main()
