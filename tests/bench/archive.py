"""Times `medialit analyze --jobs N` against one process on the same generated texts, in turns.

    python tests/bench/archive.py [--texts 3000] [--runs 5] [--jobs 2]

Wall time counts, so the machine must have the cores to itself; how much it was used by others shows in the spread of
the ratios, each of which is of two runs beside each other. CPU time says what sharing the work costs, whatever others do.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from texts import body


def seconds(path: Path, jobs: int) -> tuple[float, float]:
    """Wall and CPU seconds of a run."""
    output = path.with_suffix(".out")
    command = [sys.executable, "-m", "medialit", "analyze", "--jsonl", str(path), "--jobs", str(jobs)]
    before, start = os.times(), time.perf_counter()
    subprocess.run([*command, "--output", str(output)], check=True)
    wall, after = time.perf_counter() - start, os.times()
    return wall, after.children_user + after.children_system - before.children_user - before.children_system


def main() -> None:
    """Print the ratios of wall and of CPU time: median, least and most."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=int, default=3000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.jsonl"
        with path.open("w", encoding="utf-8") as stream:
            for index in range(options.texts):
                stream.write(json.dumps({"id": index, "text": body(index)}) + "\n")
        faster, dearer = [], []
        for _ in range(options.runs):
            (wall, cpu), (shared_wall, shared_cpu) = seconds(path, 1), seconds(path, options.jobs)
            faster.append(wall / shared_wall)
            dearer.append(shared_cpu / cpu)
            print(
                f"1: {wall:.1f} s, CPU {cpu:.1f}; {options.jobs}: {shared_wall:.1f} s, CPU {shared_cpu:.1f}", flush=True
            )
    for name, ratios in (("times as fast", faster), ("times the CPU time", dearer)):
        print(f"{options.jobs} processes: {statistics.median(ratios):.2f} {name} ({min(ratios):.2f}–{max(ratios):.2f})")


if __name__ == "__main__":
    main()
