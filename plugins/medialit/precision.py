"""How often each rule is right: verdicts on flags drawn at random, kept in `data/precision.json`.

The file holds document ids, offsets and verdicts, never texts. `tests/bench/judging.py` writes it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from medialit.rules.model import Rule

RECORD = Path(__file__).parent / "data" / "precision.json"
ENOUGH = 30  # flags judged; fewer give no figure
OPT_IN = 0.6  # below this share of right flags a rule is switched off by default

NOT_YET = f"Not yet measured: fewer than {ENOUGH} flags of this rule, drawn at random, have been judged."

_DECIDES = {
    "cues", "exceptions", "detector", "voices", "genres", "cleared_by", "attribution", "most_per_paragraph",
}  # fmt: skip


def fingerprint(rule: Rule) -> str:
    """Twelve hexadecimal digits that change with whatever in the rule's file decides which words are flagged."""
    deciding = rule.model_dump(mode="json", include=_DECIDES, exclude_defaults=True)
    return hashlib.sha256(json.dumps(deciding, sort_keys=True).encode()).hexdigest()[:12]


def wilson(share: float, n: int) -> tuple[float, float]:
    """The 95 % interval of a share seen in `n` trials (Wilson 1927), both ends within 0 and 1.

    >>> [round(end, 3) for end in wilson(0.9, 40)]
    [0.769, 0.96]
    """
    z = 1.959964
    middle = share + z * z / (2 * n)
    reach = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    whole = 1 + z * z / n
    return max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole)


def kappa(pairs: Iterable[tuple[bool, bool]]) -> float | None:
    """Agreement of two passes beyond chance (Cohen 1960); None where each pass gave everything the same verdict."""
    pairs = list(pairs)
    n = len(pairs)
    if not n:
        return None
    first, second = (sum(pair[i] for pair in pairs) / n for i in (0, 1))
    chance = first * second + (1 - first) * (1 - second)
    agreed = sum(one == other for one, other in pairs) / n
    return None if chance == 1 else (agreed - chance) / (1 - chance)


@dataclass(frozen=True, slots=True)
class Precision:
    """What is known of one rule.

    `right` is the number of flags judged right, the two passes averaged; a flag that a pass was unsure of is not
    right. `n` is the number of flags with two verdicts, `flags` the number they were drawn from.
    """

    n: int
    right: float
    agreed: int
    kappa: float | None
    flags: int
    date: dt.date
    stale: bool

    @property
    def share(self) -> float:
        """The share of flags that are right, 0 to 1."""
        return self.right / self.n

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share. Its `n` is that of the flags: a second look at one adds no flag."""
        return wilson(self.share, self.n)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The figure, its interval and the agreement of the passes, in words."""
        low, high = self.interval
        beyond = "" if self.kappa is None else f" (Cohen’s kappa {self.kappa:.2f})"
        return (
            *(["Measured before its last change."] if self.stale else []),
            f"Right in {percent(self.share)} % of {self.n} flags drawn at random; the 95 % interval runs from "
            f"{percent(low)} to {percent(high)} %.",
            f"The two passes agree on {self.agreed} of {self.n}{beyond}; the share is the mean of both.",
        )

    @property
    def summary(self) -> str:
        """The figure with its interval and number, as on a line of a table."""
        low, high = self.interval
        return f"{percent(self.share)} % ({percent(low)}–{percent(high)} %, n = {self.n})"


def percent(share: float) -> int:
    """A share as a whole percentage; halves go up, as readers expect."""
    return math.floor(100 * share + 0.5)


@dataclass(frozen=True)
class Measurements:
    """All that has been judged: by whom, on what, and the figures of each rule with enough of it."""

    judges: str
    texts: str
    engine: str
    rules: Mapping[str, Mapping[str, Any]]
    _known: dict[str, tuple[Rule, Precision | None]] = field(default_factory=dict, compare=False, repr=False)

    def of(self, rule: Rule) -> Precision | None:
        """The precision of a rule; None where fewer than 30 of its flags were judged twice."""
        known = self._known.get(rule.id)
        if known is None or known[0] is not rule:
            known = self._known[rule.id] = (rule, self._of(rule))
        return known[1]

    def _of(self, rule: Rule) -> Precision | None:
        found = self.rules.get(rule.id)
        if found is None or found["judged"] < ENOUGH:
            return None
        pairs = [(first == "y", second == "y") for *_, first, second in found["items"] if first and second]
        return Precision(
            n=found["judged"],
            right=(found["right_first"] + found["right_second"]) / 2,
            agreed=found["agree"],
            kappa=kappa(pairs),
            flags=found["flags"],
            date=dt.date.fromisoformat(found["date"]),
            stale=found["rule"] != fingerprint(rule),
        )


def read_measurements(path: Path) -> Measurements:
    """The measurements of a file that `tests/bench/judging.py` wrote."""
    record = json.loads(path.read_text(encoding="utf-8"))
    return Measurements(record["judges"], record["texts"], record["engine"], record["rules"])


@cache
def measurements() -> Measurements:
    """The measurements that ship with medialit."""
    return read_measurements(RECORD)
