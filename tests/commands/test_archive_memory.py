"""The memory of `medialit analyze` does not grow with the number of texts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from texts import body

LARGEST = 1.3  # times the memory for a tenth, or a hundredth, of the texts
# Runs the command and says the peak of its largest process in KiB, which on Linux is what `ru_maxrss` counts.
MEASURED = """
import resource, subprocess, sys
status = subprocess.call([sys.executable, "-m", "medialit", *sys.argv[1:]])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(status)
"""


def write_texts(path: Path, number: int, words: int) -> None:
    """Texts into a named pipe, made as they are read: an archive that takes no disk."""
    with path.open("w", encoding="utf-8") as stream:
        for index in range(number):
            stream.write(json.dumps({"id": index, "text": body(index, words)}) + "\n")


def peak(folder: Path, number: int, words: int, jobs: int) -> int:
    """The peak of the largest process in KiB."""
    pipe = folder / f"texts-{number}-{jobs}.jsonl"
    os.mkfifo(pipe)
    writer = threading.Thread(target=write_texts, args=(pipe, number, words))
    writer.start()
    arguments = ["analyze", "--jsonl", str(pipe), "--jobs", str(jobs)]
    with subprocess.Popen(
        [sys.executable, "-c", MEASURED, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        lines = 0
        while piece := process.stdout.read(1 << 20):
            lines += piece.count(b"\n")
        told = process.stderr.read()
        assert process.wait() == 0, told.decode()
    writer.join()
    assert lines == number
    return int(told)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count memory in other units")
@pytest.mark.parametrize(
    ("few", "many", "words", "jobs"),
    [
        (300, 1500, 60, 1),
        pytest.param(1000, 100_000, 600, 1, marks=pytest.mark.soak),
        pytest.param(1000, 100_000, 600, 2, marks=pytest.mark.soak),
    ],
)
def test_memory_is_flat(tmp_path: Path, few: int, many: int, words: int, jobs: int) -> None:
    small, large = peak(tmp_path, few, words, jobs), peak(tmp_path, many, words, jobs)
    print(f"\n{few:,} texts: {small / 1024:.0f} MiB; {many:,}: {large / 1024:.0f} MiB; {large / small:.2f} times")
    assert large < LARGEST * small


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count memory in other units")
@pytest.mark.soak
def test_memory_is_flat_for_a_folder_of_files(tmp_path: Path) -> None:
    peaks = []
    for number in (1000, 20_000):
        folder = tmp_path / str(number)
        folder.mkdir()
        for index in range(number):
            (folder / f"text-{index:06}.txt").write_text(body(index % 300, 60), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-c", MEASURED, "analyze", str(folder), "--output", str(tmp_path / "out")],
            check=True, capture_output=True,
        )  # fmt: skip
        peaks.append(int(done.stderr))
    assert peaks[1] < LARGEST * peaks[0], peaks
