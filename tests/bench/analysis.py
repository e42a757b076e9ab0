"""Times the analysis alone, beside proselint and write-good on the same generated texts, in one run.

    python tests/bench/analysis.py [--words 200000] [--runs 3]

Each tool reads the same files in a process of its own, one tool right after the other, run after run. What counts is
CPU time: of the whole process, and less what the same tool takes for a text of one sentence, which is its start. A tool
that is not installed is skipped. Only the ratios within one run mean anything; they are shown as the median of all runs
with the least and the greatest.
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

from growth import five_times_the_cues, shown, twice_the_text
from texts import body

OURS = [sys.executable, "-m", "medialit", "analyze", "--format", "jsonl", "--output", os.devnull]
PEERS = {"proselint": ["check"], "write-good": ["--text="]}


def cpu_seconds(command: list[str]) -> float:
    """CPU seconds of a command and its children; a linter's exit status 1 is no failure."""
    before = os.times()
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def main() -> None:
    """Print words per CPU second of every tool, and how time grows with the text and with the cues."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--words", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = [body(seed) for seed in range(options.words // 600)]
        words = sum(len(text.split()) for text in texts)
        sizes = {"all": texts, "start": ["One sentence about the bridge.\n"]}
        for size, own in sizes.items():
            # A file a text would measure files; one text as long as a book would measure a book. A folder of chapters:
            (folder / size).mkdir()
            for number in range(0, len(own), 20):
                path = folder / size / f"{number:05}.txt"
                path.write_text("\n\n".join(own[number : number + 20]), encoding="utf-8")
        commands = {"medialit": OURS}
        for peer, arguments in PEERS.items():
            if found := shutil.which(peer):
                commands[peer] = [found, *arguments]
            else:
                print(f"{peer}: skipped, not installed")
        seconds: dict[str, dict[str, list[float]]] = {tool: {size: [] for size in sizes} for tool in commands}
        for _ in range(options.runs):
            for size in sizes:
                files = [str(path) for path in sorted((folder / size).iterdir())]
                for tool, command in commands.items():
                    if command[-1] == "--text=":
                        took = sum(cpu_seconds([*command[:-1], path]) for path in files)
                    else:
                        took = cpu_seconds([*command, *files])
                    seconds[tool][size].append(took)
        print(f"{words:,} words, {options.runs} runs: median (least to greatest)")
        rates: dict[str, list[tuple[float, float]]] = {}  # of every run: words a second, with the start and without
        for tool, own in seconds.items():
            # write-good takes one text at a time, and starts for each.
            starts = len(list((folder / "all").iterdir())) if tool == "write-good" else 1
            rates[tool] = [
                (words / whole, words / max(whole - starts * start, 0.001))
                for whole, start in zip(own["all"], own["start"], strict=True)
            ]
            start, whole = (f"{statistics.median(own[size]):.2f} s" for size in ("start", "all"))
            rate, running = (f"{statistics.median(column):,.0f}" for column in zip(*rates[tool], strict=True))
            print(f"{tool:12} start {start}, all {whole}: {rate} words a second, {running} once started")
        for peer in [tool for tool in rates if tool != "medialit"]:
            pairs = zip(rates["medialit"], rates[peer], strict=True)
            whole, running = zip(*((ours[0] / theirs[0], ours[1] / theirs[1]) for ours, theirs in pairs), strict=True)
            print(f"medialit / {peer}: {shown([*whole])} times, {shown([*running])} once started")
    print(f"twice the text: {shown(twice_the_text(options.runs))} times the time")
    print(f"five times the cues: {shown(five_times_the_cues(options.runs))} times the time")


if __name__ == "__main__":
    main()
