"""Measures the engine on labelled texts beside other tools: `python tests/bench/evaluate.py FOLDER`.

The folder holds `dev/<task>.jsonl`, `score.py` and `peers.md`; the texts are other people's and no part of the project.
What is kept of them is `site_config/evaluation.json`: figures, nothing else.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from medialit import __version__

RECORD = Path(__file__).parents[2] / "site_config" / "evaluation.json"
LOWER_IS_BETTER = {"flags per 1000 words", "called unsourced (false alarms)"}

TRAINED = " LR"  # how the names of classifiers end that learnt from these very data


class Peer(NamedTuple):
    """A tool and its figure."""

    name: str
    figure: float


class Best(NamedTuple):
    """The best other tool at one metric, and the best of those that were trained on these very data."""

    peer: Peer | None = None
    trained: Peer | None = None


Peers = dict[str, dict[str, Best]]  # by task and metric
Scores = Mapping[str, Mapping[str, Any] | None]  # as score.py writes them


def cells_of(line: str, figures: int = -1) -> list[str]:
    """The cells of a line of a Markdown table, without emphasis; the name before the figures may have a | in it."""
    cells = line.strip().removeprefix("|").removesuffix("|").rsplit("|", figures)
    return [cell.strip().strip("*").strip() for cell in cells]


def better(metric: str, one: Peer, other: Peer | None) -> Peer:
    """The better of two tools at a metric, the first named one where they are even."""
    sign = -1 if metric in LOWER_IS_BETTER else 1
    return one if other is None or sign * one.figure > sign * other.figure else other


def best_peers(markdown: str) -> Peers:
    """The best figures of other tools, by task (the first word of the heading) and metric (the table's header)."""
    best: Peers = {}
    task, metrics = "", list[str]()
    for line in markdown.splitlines():
        if heading := re.match(r"#+\s+(\S+)", line):
            task, metrics = heading[1], []
        elif not line.lstrip().startswith("|"):
            metrics = []
        elif not metrics:
            metrics = cells_of(line)[1:]
        elif len(cells := cells_of(line, len(metrics))) == len(metrics) + 1:
            for metric, cell in zip(metrics, cells[1:], strict=True):
                if not re.fullmatch(r"-?\d+(\.\d+)?", cell):
                    continue
                one, known = Peer(cells[0], float(cell)), best.setdefault(task, {}).get(metric, Best())
                kind = "trained" if one.name.endswith(TRAINED) else "peer"
                best[task][metric] = known._replace(**{kind: better(metric, one, getattr(known, kind))})
    return best


def measured(scores: Scores) -> list[tuple[str, str, float | None]]:
    """Task, metric and figure, without the counts and tables that score.py gives besides."""
    return [
        (task, metric, value)
        for task, values in scores.items()
        for metric, value in (values or {}).items()
        if value is None or isinstance(value, float)
    ]


def record_of(scores: Scores, best: Peers, date: dt.date) -> dict[str, Any]:
    """What the site shows: our figure and the best of the others, for each metric that both have."""
    figures = []
    for task, metric, value in measured(scores):
        if value is not None and (others := best.get(task, {}).get(metric)):
            found = {kind: peer and {"name": peer.name, "figure": round(peer.figure, 3)}
                     for kind, peer in others._asdict().items()}  # fmt: skip
            figures.append({"task": task, "metric": metric, "ours": round(value, 3)} | found)
    data = [{"task": task, "documents": values["documents"]} for task, values in sorted(scores.items()) if values]
    figures.sort(key=lambda figure: (figure["task"], figure["metric"]))
    return {"engine": __version__, "date": date.isoformat(), "data": data, "figures": figures}


def table_of(scores: Scores, best: Peers) -> str:
    """The table that is printed: every metric, with the best other tools where they have it."""
    rows = [("task", "metric", "ours", "best", "best other tool", "best", "trained on these data")]
    for task, metric, value in measured(scores):
        row = [task, metric, shown(value)]
        for peer in best.get(task, {}).get(metric, Best()):
            row += [shown(peer and peer.figure), peer.name if peer else "-"]
        rows.append(tuple(row))
    return in_columns(rows)


def rules_table_of(scores: Scores) -> str:
    """Every rule's flags on the articles with techniques, and how many of them touch a labelled span."""
    by_rule = (scores.get("ptc") or {}).get("by rule") or {}
    rows = [("rule", "flags on ptc", "any technique P", "LL+NC+EM P")]
    for rule, figures in sorted(by_rule.items(), key=lambda item: (-item[1]["flags"], item[0])):
        rows.append((rule, str(figures["flags"]), shown(figures["any P"]), shown(figures["LL+NC+EM P"])))
    return in_columns(rows)


def in_columns(rows: list[tuple[str, ...]]) -> str:
    """The rows as lines, with columns of even width."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
                     for row in rows)  # fmt: skip


def shown(figure: float | None) -> str:
    """A figure in the table."""
    return "-" if figure is None else f"{figure:.3f}"


def today() -> dt.date:
    """The date of the record, which SOURCE_DATE_EPOCH can fix."""
    moment = float(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
    return dt.datetime.fromtimestamp(moment, dt.UTC).date()


def write_json(record: dict[str, Any], path: Path) -> None:
    """Write the record; the file is there only when it is whole."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        part.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def analyse(gold: Path, output: Path) -> float:
    """Analyse one task with the command, and give the seconds that took."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "medialit", "analyze", "--jsonl", str(gold), "--output", str(output)]
    subprocess.run(command, check=True)
    return time.perf_counter() - started


def main() -> int:
    """Analyse every task, let the folder's own script score the records, print and write the figures."""
    folder = Path(sys.argv[1])
    speeds = []
    with tempfile.TemporaryDirectory() as temporary:
        scored = Path(temporary) / "scores.out"
        command = [sys.executable, str(folder / "score.py"), "--gold", str(folder / "dev"), "--pred", temporary]
        try:
            for gold in sorted((folder / "dev").glob("*.jsonl")):
                seconds = analyse(gold, Path(temporary) / gold.name)
                words = sum(len(json.loads(line)["text"].split()) for line in gold.open(encoding="utf-8"))
                speeds.append(f"{gold.stem}: {words:,} words in {seconds:.1f} s, {words / seconds:,.0f} words a second")
            subprocess.run([*command, "--json", str(scored)], check=True, stdout=subprocess.DEVNULL)
        except subprocess.CalledProcessError as error:
            print(f"{error.cmd[1:]} failed with status {error.returncode}", file=sys.stderr)
            return error.returncode
        scores = json.loads(scored.read_text(encoding="utf-8"))
    peers = folder / "peers.md"
    best = best_peers(peers.read_text(encoding="utf-8")) if peers.exists() else {}
    print(table_of(scores, best), "", rules_table_of(scores), "", *speeds, sep="\n")
    write_json(record_of(scores, best, today()), RECORD)
    return 0


if __name__ == "__main__":
    sys.exit(main())
