"""What `medialit rules` and `medialit explain` print: styled in a terminal, plain in a pipe, the same words in both."""

from __future__ import annotations

import difflib
import re
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from medialit.precision import NOT_YET, measurements
from medialit.rules.loader import Listed
from medialit.rules.model import Example
from medialit.site.examples import context_of, part_of
from medialit.site.words import tier_name, typographic

_WIDEST = 88  # columns of running text


def _console() -> Console:
    return Console(highlight=False, markup=False, emoji=False)


def _put(console: Console, text: str, style: str = "") -> None:
    # Words in brackets are what an example marks. They are bold and underlined besides, never coloured.
    shown = Text(text, style)
    shown.highlight_regex(r"\[[^\]]+\]", "bold underline")
    console.print(shown, soft_wrap=True)


def _wrapped(console: Console, text: str, first: str = "  ", rest: str = "  ") -> str:
    width = min(console.width, _WIDEST)
    return textwrap.fill(
        " ".join(text.split()), width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )


def _example(example: Example) -> str:
    """An example on one line with its brackets, a long one in part, and its circumstances."""
    start, end, remark = part_of(example)
    text, position = "… " if start else "", start
    for first, last in example.spans:
        text += f"{example.plain[position:first]}[{example.plain[first:last]}]"
        position = last
    text += example.plain[position:end] + (" …" if end < len(example.plain) else "")
    about = ". ".join(part for part in (context_of(example), remark) if part)
    return f"{text} ({about})" if about else text


def print_rule(listed: Listed) -> None:
    """Print all that a reader may want to know of a rule."""
    console, rule, measured = _console(), listed.rule, measurements()
    precision = measured.of(rule)
    trust = [*precision.sentences, f"Judged by {measured.judges}."] if precision else [NOT_YET]
    _put(console, f"{rule.name} ({rule.id})", "bold")
    state = "on" if listed.on else "off"
    _put(console, f"{tier_name(rule.tier)} · {state} · {listed.file or 'built-in'}", "dim")
    parts = [
        ("What to ask", rule.question),
        ("What it flags", rule.definition),
        ("Why it matters", rule.why),
        ("When it is fine", rule.fine),
        ("Known false positives", rule.limits or "None has been written down yet. That is no promise."),
        ("Measured precision", " ".join(trust)),
    ]
    for heading, paragraph in parts:
        _section(console, heading, [typographic(paragraph)])
    _section(console, "Marked", map(_example, rule.must_flag), "  - ")
    _section(console, "Left alone", map(_example, rule.must_pass), "  - ")
    _section(console, "Literature", rule.sources, "  - ")


def _section(console: Console, heading: str, paragraphs: Iterable[str], first: str = "  ") -> None:
    console.print()
    _put(console, heading, "bold")
    for paragraph in paragraphs:
        _put(console, _wrapped(console, paragraph, first, " " * len(first)))


def no_such_rule(asked: str, ids: Sequence[str]) -> str:
    """What to say of an id that no rule has, with the nearest ones."""
    typed = asked.lower()
    slugs = {rule_id.split(".")[1]: rule_id for rule_id in ids}
    near = [rule_id for rule_id in ids if typed and typed in rule_id]
    near += difflib.get_close_matches(typed, ids, 3)
    near += [slugs[slug] for slug in difflib.get_close_matches(typed.split(".")[-1], slugs, 3)]
    names = " or ".join(list(dict.fromkeys(near))[:3])
    hint = f"did you mean {names}?" if names else "the command 'medialit rules' lists them"
    shown = re.sub(r"[^ -~]", "\ufffd", asked)
    return f"no rule is called '{shown}'; {hint}"


def print_rules(listed: Sequence[Listed]) -> None:
    """Print one line a rule: id, tier, on or off, precision, source."""
    console, measured = _console(), measurements()
    precisions = [measured.of(one.rule) for one in listed]
    figures = [
        f"{precision.summary.replace('n = ', 'n=')}{'*' if precision.stale else ''}"
        if precision
        else "not yet measured"
        for precision in precisions
    ]
    rows = [
        (one.rule.id, one.rule.tier, "on" if one.on else "off", figure, one.file or "built-in")
        for one, figure in zip(listed, figures, strict=True)
    ]
    heads = ("rule", "tier", "is", "precision", "from")
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]

    def line(cells: Iterable[str]) -> str:
        return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()

    _put(console, line(heads), "bold")
    for row in rows:
        _put(console, line(row), "" if row[2] == "on" else "dim")
    if any(precisions):
        console.print()
        told = f"Precision: share of right flags, 95 % interval, flags judged. Judged by {measured.judges}."
        if any(precision and precision.stale for precision in precisions):
            told += " * Measured before the rule’s last change."
        _put(console, _wrapped(console, told, "", ""))


def records_of(listed: Sequence[Listed]) -> list[dict[str, Any]]:
    """The rules as data, in the order of families and ids; `precision` is null where it is not yet measured."""
    measured = measurements()
    records = []
    for one in listed:
        rule, precision = one.rule, measured.of(one.rule)
        figures = None
        if precision:
            low, high = (round(end, 3) for end in precision.interval)
            figures = {
                "share": round(precision.share, 3), "low": low, "high": high, "n": precision.n,
                "kappa": None if precision.kappa is None else round(precision.kappa, 3),
                "date": precision.date.isoformat(), "stale": precision.stale,
            }  # fmt: skip
        records.append({
            "id": rule.id, "name": rule.name, "family": rule.family, "tier": rule.tier, "on": one.on,
            "question": rule.question, "source": one.file or "built-in", "precision": figures,
        })  # fmt: skip
    return records
