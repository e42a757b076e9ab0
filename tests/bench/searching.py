"""Measures the search of a reader, with the theme's index and with Pagefind's, in sites of several sizes.

    python tests/bench/searching.py [--articles 250 500 1000 2000] [--words 600]

The words are drawn from the dictionary as often as words of their rank are used, so that files pack as real texts do.
Of each search: the CPU time of a build from an empty cache, what a reader's browser loads for the first result (packed,
as hosts send it), in how many files, and the seconds from the first letter typed to that result in a new browser, at
best of three; the page has been open for a second then. `sitesearch.FROM` follows from these figures.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import shutil
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path

from builds import COMMON, build
from playwright.sync_api import Browser, sync_playwright
from texts import article

sys.path.append(str(Path(__file__).parents[1] / "browser"))
from serving import Site, launch, serving

SEARCHES = {"the theme’s": 0, "Pagefind": 1}
CONFIG = COMMON + "plugins: [search, medialit: {pagefind_from: LEAST}]\nnav: [index.md, articles/index.md]\n"
DICTIONARY = Path(__file__).parents[2] / "plugins/medialit/data/cmudict/syllables.txt"
QUERY = "harbour"


def vocabulary() -> tuple[list[str], list[float]]:
    """Words in no order, and how often those up to each of them are used together: Zipf's law."""
    words = sorted({word for word in DICTIONARY.read_text("utf-8").split() if word.isalpha()} - {QUERY})
    random.Random(1).shuffle(words)
    return words, list(accumulate(1 / (rank + 2.7) for rank in range(1, len(words) + 1)))


def write_site(folder: Path, articles: int, words: int, least: int) -> None:
    """A site whose texts are so many words long; one in twenty holds what is searched for."""
    known, weights = vocabulary()
    (folder / "content" / "articles").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(CONFIG.replace("LEAST", str(least)), encoding="utf-8")
    (folder / "content" / "index.md").write_text("# Bench\n", encoding="utf-8")
    for number in range(articles):
        drawn = random.Random(number).choices(known, cum_weights=weights, k=words)
        lines = [" ".join(drawn[at : at + 15]).capitalize() + "." for at in range(0, words, 15)]
        if number % 20 == 0:
            lines.append(f"The {QUERY} was quiet.")
        head, _, _ = article(number, 1).rpartition("---\n")
        (folder / "content" / "articles" / f"piece-{number}.md").write_text(f"{head}---\n{' '.join(lines)}\n", "utf-8")


def searched(browser: Browser, site: Site) -> tuple[float, int, int]:
    """Seconds to the first result, bytes and files that were loaded for it."""
    context = browser.new_context()
    page, loaded = context.new_page(), set[str]()
    page.on("request", lambda request: loaded.add(request.url.partition("?")[0]))
    page.goto(site.url)
    page.wait_for_timeout(1_000)
    began = time.perf_counter()
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially(QUERY)
    page.locator(".md-search-result__link").first.wait_for(timeout=300_000)
    seconds = time.perf_counter() - began
    context.close()
    paths = [site.folder / url.removeprefix(site.url) for url in loaded if "search" in url or "pagefind" in url]
    return seconds, sum(len(gzip.compress(path.read_bytes())) for path in paths), len(paths)


def main() -> None:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[250, 500, 1000, 2000])
    parser.add_argument("--words", type=int, default=600)
    options = parser.parse_args()
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    print(f"{'articles':>8}  {'search':<12}{'build, CPU s':>13}{'MiB':>6}{'kB loaded':>11}{'files':>7}{'seconds':>9}")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        if browser is None:
            sys.exit("no browser: install Chromium, or set $CHROMIUM")
        for articles in options.articles:
            for name, least in SEARCHES.items():
                with tempfile.TemporaryDirectory() as made:
                    folder = Path(made) / "bench"
                    write_site(folder, articles, options.words, least)
                    cost, memory = build(folder)
                    with serving(folder / "site") as site:
                        runs = [searched(browser, site) for _ in range(3)]
                    shutil.rmtree(folder)
                seconds, size, files = min(runs)
                print(f"{articles:>8}  {name:<12}{cost:>13.1f}{memory:>6.0f}{size / 1000:>11.0f}{files:>7}{seconds:>9.2f}",
                      flush=True)  # fmt: skip
        browser.close()


if __name__ == "__main__":
    main()
