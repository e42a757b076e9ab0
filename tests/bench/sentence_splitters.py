"""Compares sentence splitters on our tables of hard cases and on speed.

    python tests/bench/sentence_splitters.py [CORPUS] [--wrong NAME]

CORPUS is a `.jsonl` file whose records have a `text`, or a plain text file; without one, speed is measured on the
cases themselves, repeated. A case counts only if every boundary in it is right. A splitter that is not installed is
left out; the naive one splits at every stop with a space behind it.
"""

from __future__ import annotations

import argparse
import importlib
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

Spans = list[tuple[int, int]]
Splitter = Callable[[str], Spans]

GOLDEN = Path(__file__).parents[1] / "golden"
TABLES = {"tuned on": "sentences.yml", "held out": "sentences-held-out.yml"}
WORDS_TIMED = 600_000


def read_cases(name: str) -> list[tuple[str, Spans]]:
    """Text and expected spans of every case of a table."""
    cases = []
    for case in yaml.safe_load((GOLDEN / name).read_text("utf-8")):
        join = case.get("join", " ")
        spans, position = [], 0
        for sentence in case["sentences"]:
            spans.append((position, position + len(sentence)))
            position += len(sentence) + len(join)
        cases.append((join.join(case["sentences"]), spans))
    return cases


def _ours() -> Splitter:
    module = importlib.import_module("medialit.text.sentences")
    return lambda text: list(module.split_sentences(text, 0, len(text)))


def _nupunkt() -> Splitter:
    return importlib.import_module("nupunkt").sent_spans  # type: ignore[no-any-return]


def _sentencex() -> Splitter:
    boundaries = importlib.import_module("sentencex").get_sentence_boundaries
    return lambda text: [(b["start_index"], b["end_index"]) for b in boundaries("en", text)]


def _blingfire() -> Splitter:
    split = importlib.import_module("blingfire").text_to_sentences_and_offsets
    return lambda text: list(split(text)[1])


def _naive() -> Splitter:
    pattern = importlib.import_module("re").compile(r"\S.*?(?:[.!?](?=\s)|\Z)", 16)
    return lambda text: [m.span() for m in pattern.finditer(text)]


CANDIDATES = {"ours": _ours, "nupunkt": _nupunkt, "sentencex": _sentencex, "blingfire": _blingfire, "naive": _naive}


def trimmed(text: str, spans: Spans) -> Spans:
    """Spans without surrounding white space and without empty ones: splitters differ there, and it does not matter."""
    kept = []
    for start, end in spans:
        piece = text[start:end]
        if words := piece.strip():
            start += len(piece) - len(piece.lstrip())
            kept.append((start, start + len(words)))
    return kept


def read_corpus(path: Path | None) -> list[str]:
    """Paragraphs to be timed on, about as many as make 600,000 words."""
    if path is None:
        source = [text for name in TABLES.values() for text, _ in read_cases(name)]
    elif path.suffix == ".jsonl":
        with path.open(encoding="utf-8") as lines:
            source = [p for line in lines for p in json.loads(line)["text"].split("\n") if p.strip()]
    else:
        source = [p for p in path.read_text("utf-8").split("\n") if p.strip()]
    paragraphs: list[str] = []
    words = 0
    while words < WORDS_TIMED:
        for paragraph in source:
            paragraphs.append(paragraph)
            words += len(paragraph.split())
            if words >= WORDS_TIMED:
                break
    return paragraphs


def words_per_second(split: Splitter, paragraphs: list[str]) -> float:
    """Words per second of processor time, one call a paragraph."""
    split(paragraphs[0])
    begin = time.process_time()
    for paragraph in paragraphs:
        split(paragraph)
    return sum(len(p.split()) for p in paragraphs) / (time.process_time() - begin)


def wrong_cases(split: Splitter, cases: list[tuple[str, Spans]]) -> Iterator[list[str]]:
    """What the splitter made of each case that it got wrong."""
    for text, expected in cases:
        if (found := trimmed(text, split(text))) != expected:
            yield [text[a:b] for a, b in found]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--wrong", metavar="NAME", help="list what this splitter got wrong on the tuned table")
    options = parser.parse_args()
    tables = {label: read_cases(name) for label, name in TABLES.items()}
    paragraphs = read_corpus(options.corpus)
    print(f"{'splitter':<12}" + "".join(f"{f'{t} ({len(c)})':>16}" for t, c in tables.items()) + f"{'words/CPU s':>14}")
    for name, load in CANDIDATES.items():
        try:
            split = load()
        except ImportError:
            print(f"{name:<12}{'not installed':>16}")
            continue
        right = (len(cases) - sum(1 for _ in wrong_cases(split, cases)) for cases in tables.values())
        print(f"{name:<12}" + "".join(f"{n:>16}" for n in right) + f"{words_per_second(split, paragraphs):>14,.0f}")
        if options.wrong == name:
            for found in wrong_cases(split, tables["tuned on"]):
                print("   ", found)


if __name__ == "__main__":
    main()
