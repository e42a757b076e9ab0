"""Draws flags of every rule for judging, and gathers the verdicts into `plugins/medialit/data/precision.json`.

    python tests/bench/judging.py draw --gold DIR --out DIR [--seed N] [--per-rule 40] [--only RULE...]
    python tests/bench/judging.py gather --sheets DIR --verdicts FIRST SECOND [--judges model|people]

`draw` analyses the labelled texts of a folder (`ptc.jsonl`, `babe.jsonl` …, which are other people's) with all built-in rules
and writes a sheet for each rule, and `index.json`, which says what was drawn. The sheets quote the texts: keep them out
of the project. They show a rule's question and definition and not its cues, so that a judge decides by what the rule
is meant to find.

Two passes judge each sheet. A pass writes `<rule>.txt` into a folder of its own, one line for each item: its number, then
y (the definition fits these words here), n, or unsure. `gather` keeps document ids, offsets and verdicts.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medialit import __version__
from medialit.critique import Engine
from medialit.precision import ENOUGH, OPT_IN, RECORD, fingerprint, read_measurements
from medialit.rules.loader import built_in
from medialit.rules.model import Rule
from medialit.sources import analyze_record
from medialit.text.document import Document
from medialit.text.plain import read_plain

TASKS = {
    "ptc": "news articles (PTC, SemEval-2020 task 11)",
    "babe": "news sentences (BABE)",
    "polnear": "political news articles (PolNeAR)",
    "subjectivity": "news sentences (CheckThat! 2025)",
    "headlines": "headlines (Chakraborty et al. 2016)",
}
# The labelled texts come without links, authors and dates, so on them these rules always fire: nothing to learn.
LEFT_OUT = {"context.missing-metadata", "context.no-trail"}
JUDGES = {
    "model": "two independent passes of a language model, each told the rule’s question, definition and when it is fine, "
    "and neither shown the rule’s cues or the other pass; no person has judged them",
    "people": "two people, each told the rule’s question, definition and when it is fine, and neither shown the rule’s "
    "cues or the other’s verdicts",
}
VERDICTS = {"y": "y", "yes": "y", "n": "n", "no": "n", "unsure": "u", "u": "u"}
OPENING = 1500  # characters of an article that a flag about the whole of it is judged by
BODY = 500  # characters of the body shown with a flag in its headline
GOES_ON = 600  # characters of a paragraph behind the sentence after the flag, where a source may be named
COMPARED = 4000  # as many where the flag's reason says what the headline has and the body lacks


@dataclass(frozen=True, order=True)
class Drawn:
    """A flag as it is drawn: where it stands, and what the engine says of it."""

    task: str
    document: str
    start: int
    end: int
    scope: str
    voice: str
    speaker: str
    reason: str
    times: int

    @property
    def key(self) -> str:
        """The document's id, for the record. An id made of the words of a headline is replaced by its digest."""
        if re.fullmatch(r"[a-z]+-[0-9a-f-]+", self.document):
            return self.document
        return f"{self.task}-{hashlib.sha256(self.document.encode()).hexdigest()[:12]}"


def flags_of(lines: Sequence[str], task: str, engine: Engine) -> Iterator[tuple[str, Drawn]]:
    """Rule and place of every flag in the records of one task."""
    for number, line in enumerate(lines, 1):
        identifier, critique = analyze_record(line, engine, task, number)
        for flag in critique.flags:
            yield flag.rule.id, Drawn(
                task, identifier, flag.start, flag.end, flag.scope, flag.voice, flag.speaker or "", flag.reason or "",
                flag.count,
            )  # fmt: skip


def sample(flags: Sequence[Drawn], rule: str, seed: int, most: int) -> list[Drawn]:
    """At most so many of a rule's flags, in random order; the draw of one rule does not depend on the others."""
    rng = random.Random(f"{seed} {rule}")
    return rng.sample(sorted(flags), min(most, len(flags)))


def one_line(text: str) -> str:
    """Text on one line, so that no line of a text can look like a line of the sheet."""
    return " ".join(text.split())


def marked(text: str, start: int, end: int, inner: tuple[int, int]) -> str:
    """A stretch of text with [[ ]] around the flagged words."""
    return one_line(f"{text[start : inner[0]]}[[{text[inner[0] : inner[1]]}]]{text[inner[1] : end]}")


def item_lines(number: int, drawn: Drawn, document: Document) -> Iterator[str]:
    """One item of a sheet: where it is from, the words in their surroundings, what is known of them."""
    text = document.text
    yield f"## {number}"
    yield f"- from: {drawn.task}, {drawn.document}, {drawn.start}–{drawn.end}"
    title = one_line(document.words_of(document.title)) if document.title and document.kind == "article" else ""
    if title:
        yield f"- title: {title}"
    if drawn.scope == "article":
        yield f"- the flag is about the whole text, which begins: {one_line(text[:OPENING])}"
    else:
        first, last = document.sentence_index(drawn.start), document.sentence_index(drawn.end - 1)
        if first is None or last is None:
            yield f"- words: {marked(text, drawn.start, drawn.end, (drawn.start, drawn.end))}"
        else:
            sentences = document.sentences
            around = sentences[first].start, sentences[last].end
            if first > 0:
                yield f"- before: {one_line(document.words_of(sentences[first - 1]))}"
            yield f"- sentence: {marked(text, *around, (drawn.start, drawn.end))}"
            if last + 1 < len(sentences):
                yield f"- after: {one_line(document.words_of(sentences[last + 1]))}"
                block = document.block_at(drawn.start)
                if block and block.end > sentences[last + 1].end:
                    rest = text[sentences[last + 1].end : block.end]
                    yield f"- the paragraph goes on: {one_line(rest[:GOES_ON])}"
        yield f"- voice: {drawn.voice}" + (f", {drawn.speaker}" if drawn.speaker else "")
        if drawn.times > 1:
            yield f"- the same words raise the question {drawn.times} times in this text; judge this place"
        if document.title and document.in_title(drawn.start) and document.kind == "article":
            most = COMPARED if drawn.reason else BODY
            yield f"- the body begins: {one_line(text[document.title.end :][:most])}"
    if drawn.reason:
        yield f"- reason given: {drawn.reason}"
    yield ""


def sheet(rule: Rule, items: Sequence[Drawn], documents: Mapping[tuple[str, str], Document]) -> str:
    """The judging sheet of one rule, in Markdown."""
    head = [
        f"# {rule.name} ({rule.id})",
        f"- question: {one_line(rule.question)}",
        f"- definition: {one_line(rule.definition)}",
        f"- when it is fine: {one_line(rule.fine)}",
        "",
        "Does the definition fit the words in [[ ]], in this place? Write one line for each item: its number, then y, n or "
        "unsure. A flag that is fine for the reason above is still y where the definition fits.",
        "",
    ]
    lines = (line for n, one in enumerate(items, 1) for line in item_lines(n, one, documents[one.task, one.document]))
    return "\n".join([*head, *lines])


def document_of(record: Mapping[str, Any]) -> Document:
    """The document of a labelled record; nothing but id, text, kind and title is read."""
    title = record.get("title")
    return read_plain(
        record["text"], str(record["id"]), kind=record.get("kind", "article"), title=tuple(title) if title else None
    )


def draw(gold: Path, out: Path, seed: int, per_rule: int, only: Sequence[str]) -> int:
    """Analyse the texts, draw flags of each rule, write sheets and index."""
    rules = {rule.id: rule for rule in built_in()}
    if unknown := sorted(set(only) - set(rules)):
        print(f"no rule is called {', '.join(unknown)}", file=sys.stderr)
        return 2
    engine = Engine(rules)  # all of them: those switched off by default too
    wanted = [rule for rule in rules.values() if rule.id not in LEFT_OUT and (not only or rule.id in only)]
    found: dict[str, list[Drawn]] = {rule.id: [] for rule in wanted}
    texts: dict[str, int] = {}
    lines: dict[str, list[str]] = {}
    for task in TASKS:
        if not (gold / f"{task}.jsonl").is_file():
            continue
        lines[task] = (gold / f"{task}.jsonl").read_text(encoding="utf-8").splitlines()
        texts[task] = len(lines[task])
        for rule_id, flag in flags_of(lines[task], task, engine):
            if rule_id in found:
                found[rule_id].append(flag)
    if not texts:
        print(f"{gold}: holds none of {', '.join(TASKS)}.jsonl", file=sys.stderr)
        return 2
    drawn = {rule_id: sample(flags, rule_id, seed, per_rule) for rule_id, flags in found.items() if flags}
    needed = {(one.task, one.document) for items in drawn.values() for one in items}
    documents = {
        (task, str(record["id"])): document_of(record)
        for task, rows in lines.items()
        for record in map(json.loads, rows)
        if (task, str(record["id"])) in needed
    }
    out.mkdir(parents=True, exist_ok=True)
    index: dict[str, Any] = {"version": 1, "engine": __version__, "seed": seed, "texts": texts, "rules": {}}
    for rule_id, items in drawn.items():
        (out / f"{rule_id}.md").write_text(sheet(rules[rule_id], items, documents), encoding="utf-8")
        places = [[one.task, one.key, one.start, one.end] for one in items]
        index["rules"][rule_id] = {"rule": fingerprint(rules[rule_id]), "flags": len(found[rule_id]), "items": places}
    (out / "index.json").write_text(json.dumps(index, indent=1), encoding="utf-8")
    for rule in wanted:
        print(f"{rule.id:<32}{len(found[rule.id]):>7} flags{len(drawn.get(rule.id, [])):>4} drawn")
    return 0


def verdicts_of(path: Path, items: int) -> list[str | None]:
    """The verdicts of a file, by item; None where it has none. Raises ValueError naming the line."""
    verdicts: list[str | None] = [None] * items
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip():
            continue
        match = re.fullmatch(r"\s*(\d+)\s*[\s.:,;)|-]\s*([A-Za-z]+)\b.*", line)
        verdict = VERDICTS.get(match[2].lower()) if match else None
        if not match or verdict is None:
            raise ValueError(f"{path}:{number}: write the item's number, then y, n or unsure")
        if not 1 <= int(match[1]) <= items:
            raise ValueError(f"{path}:{number}: the sheet has items 1 to {items}")
        if verdicts[int(match[1]) - 1] is not None:
            raise ValueError(f"{path}:{number}: item {match[1]} has a verdict already")
        verdicts[int(match[1]) - 1] = verdict
    return verdicts


def judged(
    drawn: Mapping[str, Any], first: Sequence[str | None], second: Sequence[str | None], date: str
) -> dict[str, Any]:
    """The record of one rule."""
    both = [(one, other) for one, other in zip(first, second, strict=True) if one and other]
    return {
        "rule": drawn["rule"],
        "date": date,
        "flags": drawn["flags"],
        "drawn": len(drawn["items"]),
        "judged": len(both),
        "right_first": sum(one == "y" for one, _ in both),
        "right_second": sum(other == "y" for _, other in both),
        "agree": sum((one == "y") == (other == "y") for one, other in both),
        "items": [[*place, one, other] for place, one, other in zip(drawn["items"], first, second, strict=True)],
    }


def texts_in_words(texts: Mapping[str, int]) -> str:
    """What the flags were drawn from, for the page."""
    listed = [f"{count:,} {TASKS[task]}" for task, count in texts.items()]
    return ", ".join(listed[:-1]) + (" and " if len(listed) > 1 else "") + listed[-1]


def written(record: Mapping[str, Any]) -> str:
    """The record as JSON with one rule a line, so that a new measurement is a short difference."""
    head = json.dumps({key: value for key, value in record.items() if key != "rules"}, ensure_ascii=False, indent=1)
    rules = ",\n".join(
        f"  {json.dumps(rule)}: {json.dumps(found, separators=(',', ':'))}" for rule, found in record["rules"].items()
    )
    return head.removesuffix("\n}") + ',\n "rules": {' + (f"\n{rules}\n }}" if rules else "}") + "\n}\n"


def gather(sheets: Path, passes: Sequence[Path], judges: str, record: Path) -> int:
    """Write the verdicts of two passes into the record; rules that the sheets do not hold keep what it says of them."""
    index = json.loads((sheets / "index.json").read_text(encoding="utf-8"))
    moment = float(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
    date = dt.datetime.fromtimestamp(moment, dt.UTC).date().isoformat()
    # A record holds what was judged by one kind of judge on one set of texts.
    texts = texts_in_words(index["texts"])
    old = read_measurements(record) if record.is_file() else None
    rules = dict(old.rules) if old and (old.judges, old.texts) == (JUDGES[judges], texts) else {}
    for rule_id, drawn in index["rules"].items():
        files = [folder / f"{rule_id}.txt" for folder in passes]
        if missing := [str(path) for path in files if not path.is_file()]:
            print(f"{rule_id}: left out, there is no {missing[0]}", file=sys.stderr)
            continue
        try:
            first, second = (verdicts_of(path, len(drawn["items"])) for path in files)
        except ValueError as error:
            print(error, file=sys.stderr)
            return 2
        rules[rule_id] = judged(drawn, first, second, date)
    order = [rule.id for rule in built_in()]
    gathered = {"version": 1, "date": date, "engine": index["engine"], "seed": index["seed"]}
    gathered |= {"judges": JUDGES[judges], "texts": texts}
    gathered["rules"] = {rule_id: rules[rule_id] for rule_id in order if rule_id in rules}
    record.write_text(written(gathered), encoding="utf-8", newline="\n")
    report(record)
    return 0


def report(record: Path) -> None:
    """Print what the record says of each rule, and which rules it would switch off."""
    measured = read_measurements(record)
    kinds: Counter[str] = Counter()
    for rule in built_in():
        precision = measured.of(rule)
        if precision is None:
            count = measured.rules.get(rule.id, {}).get("judged", 0)
            print(f"{rule.id:<32}{count:>3} judged: not yet measured (from {ENOUGH})")
            continue
        agreement = "" if precision.kappa is None else f", kappa {precision.kappa:.2f}"
        low = precision.share < OPT_IN
        note = " to be switched off" if low and rule.enabled else " could be on" if not low and not rule.enabled else ""
        print(f"{rule.id:<32}{precision.summary}{agreement}{note}")
        kinds["below" if low else "above"] += 1
    print(f"{kinds['above']} rules at or above {OPT_IN}, {kinds['below']} below")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the two commands."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw", help="draw flags and write sheets")
    drawing.add_argument("--gold", type=Path, required=True, help="folder of the labelled texts")
    drawing.add_argument("--out", type=Path, required=True, help="folder for the sheets, outside the project")
    drawing.add_argument("--seed", type=int, default=1)
    drawing.add_argument("--per-rule", type=int, default=40)
    drawing.add_argument("--only", nargs="*", default=[], metavar="RULE", help="draw these rules alone")
    gathering = commands.add_parser("gather", help="gather the verdicts of two passes")
    gathering.add_argument("--sheets", type=Path, required=True, help="folder that draw wrote")
    gathering.add_argument("--verdicts", type=Path, nargs=2, required=True, metavar=("FIRST", "SECOND"))
    gathering.add_argument("--judges", choices=sorted(JUDGES), default="model")
    gathering.add_argument("--record", type=Path, default=RECORD, help="file to write")
    chosen = parser.parse_args(arguments)
    if chosen.command == "draw":
        return draw(chosen.gold, chosen.out, chosen.seed, chosen.per_rule, chosen.only)
    return gather(chosen.sheets, chosen.verdicts, chosen.judges, chosen.record)


if __name__ == "__main__":
    sys.exit(main())
