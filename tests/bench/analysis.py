"""Times the analysis alone, beside proselint and write-good on the same generated texts, in one run.

    python tests/bench/analysis.py [--words 200000] [--runs 3]

Each tool reads one file with all the texts in a process of its own. What counts is CPU time, less what the same tool
takes for a text of one sentence, which is its start. A tool that is not installed is skipped. Only the ratios within one
run mean anything.
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

from texts import body

OURS = [sys.executable, "-m", "medialit", "analyze", "--format", "jsonl", "--output", os.devnull]
PEERS = {"proselint": ["check"], "write-good": ["--text="]}
# Five times the cues: the built-in rules and four copies of each with other words.
MORE_CUES = """
import sys, time
from medialit.critique import Engine
from medialit.rules.loader import RuleSet, built_in
from medialit.text.plain import read_plain
rules = [rule for rule in built_in() if rule.enabled]
more = []
for copy in range(int(sys.argv[2])):
    for rule in rules:
        if rule.cues and not rule.detector:
            cues = tuple(
                cue.model_copy(update={name: tuple(f"{word}{'qxzv'[copy]}" for word in getattr(cue, name))
                                       for name in ("phrases", "nouns", "verbs", "adjectives")} | {"patterns": ()})
                for cue in rule.cues if cue.phrases or cue.nouns or cue.verbs or cue.adjectives)
            if cues:
                more.append(rule.model_copy(update={"id": f"{rule.id}-{'abcd'[copy]}", "cues": cues}))
engine = Engine(RuleSet([*rules, *more]))
texts = open(sys.argv[1], encoding="utf-8").read().split("\\f")
engine.analyze(read_plain(texts[0], "warm"))
start = time.process_time()
for text in texts:
    engine.analyze(read_plain(text, "x"))
print(time.process_time() - start)
"""


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
        sizes = {"all": texts, "half": texts[: len(texts) // 2], "start": ["One sentence about the bridge.\n"]}
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
                        took = sum(cpu_seconds([*command[:-1], path]) for path in files) if size != "half" else 0.0
                    else:
                        took = cpu_seconds([*command, *files])
                    seconds[tool][size].append(took)
        medians = {t: {size: statistics.median(runs) for size, runs in own.items()} for t, own in seconds.items()}
        print(f"{words:,} words, {options.runs} runs, medians of CPU seconds")
        rates = {}
        for tool, own in medians.items():
            starts = own["start"] * (len(list((folder / "all").iterdir())) if tool == "write-good" else 1)
            rates[tool] = words / max(own["all"] - starts, 0.001)
            print(
                f"{tool:12} start {own['start']:5.2f} s   all {own['all']:6.2f} s   {rates[tool]:9,.0f} words a second"
            )
        for peer in [tool for tool in rates if tool != "medialit"]:
            print(f"medialit / {peer}: {rates['medialit'] / rates[peer]:.1f} times")
        own = medians["medialit"]
        print(f"twice the text: {(own['all'] - own['start']) / (own['half'] - own['start']):.2f} times the time")
        joined = folder / "joined.txt"
        joined.write_text("\f".join(texts[:100]), encoding="utf-8")
        once, more = (
            statistics.median(
                float(subprocess.run([sys.executable, "-c", MORE_CUES, str(joined), copies], check=True,
                                     capture_output=True, text=True).stdout)
                for _ in range(options.runs)
            )
            for copies in ("0", "4")
        )  # fmt: skip
        print(f"five times the cues: {more / once:.2f} times the time")


if __name__ == "__main__":
    main()
