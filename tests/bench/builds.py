"""Times building a site of generated articles beside plain Material building the same articles.

    python tests/bench/builds.py [--articles 1000] [--words 600] [--runs 1] [--profile]

Plain Material is built twice: with the articles kept out of the navigation, and with its default navigation. Our site is
built cold, and then warm: with the analyses that the cold build kept. Each build is a process of its own; what counts is
its CPU time, and only the ratios within one run mean anything.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

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


def write_sites(folder: Path, articles: int, words: int) -> None:
    """One folder a site, all with the same articles."""
    content = folder / "content"
    (content / "articles").mkdir(parents=True)
    (content / "index.md").write_text("# Bench\n", encoding="utf-8")
    for number in range(articles):
        (content / "articles" / f"piece-{number}.md").write_text(article(number, words), encoding="utf-8")
    for name, config in SITES.items():
        site = folder / name
        site.mkdir()
        shutil.copytree(content, site / "content")
        (site / "mkdocs.yml").write_text(config, encoding="utf-8")


def build(site: Path) -> tuple[float, float]:
    """CPU seconds and peak memory (MiB) of one build in a process of its own."""
    shutil.rmtree(site / "site", ignore_errors=True)
    measure = (
        "import resource, subprocess, sys; "
        "code = subprocess.run([sys.executable, '-m', 'mkdocs', 'build', '-q']).returncode; "
        "use = resource.getrusage(resource.RUSAGE_CHILDREN); "
        "print(use.ru_utime + use.ru_stime, use.ru_maxrss / 1024); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", measure], cwd=site, capture_output=True, text=True, check=True, env=os.environ
    )
    seconds, memory = done.stdout.split()
    return float(seconds), float(memory)


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
    parser.add_argument("--profile", action="store_true", help="also show what dominates")
    options = parser.parse_args()
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        write_sites(Path(folder), options.articles, options.words)
        times: dict[str, list[float]] = {name: [] for name in ("medialit", WARM, *SITES)}
        memory: dict[str, float] = dict.fromkeys(times, 0.0)
        for _ in range(options.runs):
            shutil.rmtree(Path(folder) / "medialit" / ".cache", ignore_errors=True)
            for name in times:  # in turn, so that a slow moment of the machine meets all of them
                seconds, peak = build(Path(folder) / name.removesuffix(", warm"))
                times[name].append(seconds)
                memory[name] = max(memory[name], peak)
        cold, warm = statistics.median(times["medialit"]), statistics.median(times[WARM])
        print(f"{options.articles} articles of {options.words} words, {options.runs} run(s), CPU time of a build")
        print(f"{'site':<24}{'seconds':>9}{'ms/article':>12}{'MiB':>7}  cold is     warm is")
        for name, values in times.items():
            middle = statistics.median(values)
            print(f"{name:<24}{middle:>9.1f}{1000 * middle / options.articles:>12.1f}{memory[name]:>7.0f}"
                  f"  {cold / middle:.2f} times  {warm / middle:.2f} times")  # fmt: skip
        if options.profile:
            profile(Path(folder) / "medialit")


if __name__ == "__main__":
    main()
