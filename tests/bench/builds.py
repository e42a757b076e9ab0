"""Times building a site of generated articles beside plain Material building the same articles.

    python tests/bench/builds.py [--articles 1000] [--words 600] [--runs 1] [--many 5000] [--profile]

Plain Material is built twice: with the articles kept out of the navigation, and with its default navigation. Our site is
built cold, and then warm: with the analyses that the cold build kept. Each build is a process of its own, and ours makes
copies of itself where there are several cores: so both the time it takes and the CPU time of all processes are given,
and only the ratios within one run mean anything. Memory is that of the largest process. With `--many`, our site is also
built with so many articles, to see whether an article takes as long there, and how large the largest page is.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from texts import article

COMMON = """\
site_name: Bench
site_url: http://127.0.0.1/repo/
docs_dir: content
markdown_extensions: [abbr, attr_list, def_list, footnotes, md_in_html, sane_lists, smarty, tables, toc]
theme: {name: material, font: false}
"""
WARM = "medialit, warm"
SITES = {
    "medialit": COMMON + "plugins: [search, medialit]\nnav: [index.md, articles/index.md, techniques/index.md]\n",
    "Material, out of nav": COMMON + "plugins: [search]\nnav: [index.md]\nnot_in_nav: articles/\n",
    "Material, default nav": COMMON + "plugins: [search]\n",
}


def write_sites(folder: Path, articles: int, words: int, names: Iterable[str] = SITES) -> None:
    """One folder a site, all with the same articles."""
    content = folder / "content"
    (content / "articles").mkdir(parents=True)
    (content / "index.md").write_text("# Bench\n", encoding="utf-8")
    for number in range(articles):
        (content / "articles" / f"piece-{number}.md").write_text(article(number, words), encoding="utf-8")
    for name in names:
        site = folder / name
        site.mkdir()
        shutil.copytree(content, site / "content")
        (site / "mkdocs.yml").write_text(SITES[name], encoding="utf-8")


class Cost(NamedTuple):
    """What a build took: seconds on the clock, CPU seconds of all its processes, MiB of the largest."""

    wall: float
    cpu: float
    memory: float

    def beside(self, other: Cost) -> str:
        """This one as a multiple of another one."""
        return f"{self.wall / other.wall:.2f} ({self.cpu / other.cpu:.2f})"


def build(site: Path) -> Cost:
    """The cost of one build in a process of its own."""
    shutil.rmtree(site / "site", ignore_errors=True)
    measure = (
        "import resource, subprocess, sys, time; begin = time.perf_counter(); "
        "code = subprocess.run([sys.executable, '-m', 'mkdocs', 'build', '-q']).returncode; "
        "wall = time.perf_counter() - begin; use = resource.getrusage(resource.RUSAGE_CHILDREN); "
        "print(wall, use.ru_utime + use.ru_stime, use.ru_maxrss / 1024); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", measure], cwd=site, capture_output=True, text=True, check=True, env=os.environ
    )
    return Cost(*map(float, done.stdout.split()))


def compare(folder: Path, articles: int, words: int, runs: int) -> Cost:
    """Print what each kind of site costs, and ours as multiples of it, in time and in CPU time; ours built cold."""
    costs: dict[str, list[Cost]] = {name: [] for name in ("medialit", WARM, *SITES)}
    for _ in range(runs):
        shutil.rmtree(folder / "medialit" / ".cache", ignore_errors=True)
        for name in costs:  # in turn, so that a slow moment of the machine meets all of them
            costs[name].append(build(folder / name.removesuffix(", warm")))
    middle = {name: Cost(*map(statistics.median, zip(*own, strict=True))) for name, own in costs.items()}
    print(f"{articles} articles of {words} words, {runs} run(s); multiples in time, in brackets those in CPU time")
    print(f"{'site':<24}{'seconds':>9}{'CPU':>8}{'ms/article':>12}{'MiB':>7}  cold is        warm is")
    for name, cost in middle.items():
        print(f"{name:<24}{cost.wall:>9.1f}{cost.cpu:>8.1f}{1000 * cost.wall / articles:>12.1f}{cost.memory:>7.0f}"
              f"  {middle['medialit'].beside(cost):<15}{middle[WARM].beside(cost)}")  # fmt: skip
    return middle["medialit"]


def scale(folder: Path, articles: int, words: int, fewer: int, cost: Cost) -> None:
    """Print what our site costs with many articles, beside what it costs with fewer."""
    write_sites(folder, articles, words, ["medialit"])
    many = build(folder / "medialit")
    size = max(page.stat().st_size for page in (folder / "medialit" / "site").rglob("*.html"))
    wall, cpu = (fewer / articles * one / other for one, other in zip(many[:2], cost[:2], strict=True))
    print(f"{articles} articles: {many.wall:.1f} s, {many.cpu:.1f} CPU s, {many.memory:.0f} MiB; an article takes "
          f"{wall:.2f} times as long as with {fewer} (CPU {cpu:.2f}); the largest page has {size / 1000:.0f} KB")  # fmt: skip


def profile(site: Path) -> None:
    """What a build of ours spends its time on."""
    shutil.rmtree(site / "site", ignore_errors=True)
    target = site / "profile"
    command = [sys.executable, "-m", "cProfile", "-o", str(target), "-m", "mkdocs", "build", "-q"]
    subprocess.run(command, cwd=site, check=True)
    import pstats

    statistics_ = pstats.Stats(str(target))
    statistics_.sort_stats("cumulative").print_stats(
        "medialit|markdown/core|structure/pages|jinja2/environment.py.*render|search", 30
    )


def main() -> None:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--words", type=int, default=600)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--many", type=int, default=0, help="also build our site with so many articles")
    parser.add_argument("--profile", action="store_true", help="also show what dominates")
    options = parser.parse_args()
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        write_sites(Path(folder), options.articles, options.words)
        cost = compare(Path(folder), options.articles, options.words, options.runs)
        if options.many:
            scale(Path(folder, "many"), options.many, options.words, options.articles, cost)
        if options.profile:
            profile(Path(folder) / "medialit")


if __name__ == "__main__":
    main()
