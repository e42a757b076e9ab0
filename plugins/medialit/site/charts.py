"""Geometry of the figures. Templates draw them; nothing here knows SVG."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from medialit.site import words
from medialit.site.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Dot:
    """One formula's grade: its place in the drawing and its row."""

    name: str
    grade: float
    x: float
    y: int


@dataclass(frozen=True, slots=True)
class RangeChart:
    """Grades of several formulas, one below the other on one scale."""

    dots: tuple[Dot, ...]
    ticks: tuple[tuple[float, int], ...]
    band: tuple[float, float]
    axis_y: int
    height: int
    described: str


_LEFT, _RIGHT, _ROW = 170, 452, 22


def range_chart(grades: Mapping[str, float]) -> RangeChart | None:
    """The chart of grades by formula; None without any."""
    if not grades:
        return None
    ordered = sorted(grades.items(), key=lambda item: (item[1], item[0]))
    low, high = ordered[0][1], ordered[-1][1]
    first = math.floor(low / 2) * 2 if low >= 0 else math.floor(low)
    last = max(math.ceil(high / 2) * 2, first + 6)
    step = max(1, math.ceil((last - first) / 6 / 2) * 2)
    last = first + math.ceil((last - first) / step) * step

    def x(grade: float) -> float:
        return round(_LEFT + (grade - first) / (last - first) * (_RIGHT - _LEFT), 1)

    dots = tuple(Dot(name, grade, x(grade), 14 + row * _ROW) for row, (name, grade) in enumerate(ordered))
    axis = 14 + len(dots) * _ROW
    listed = ", ".join(f"{name} {grade:.1f}" for name, grade in ordered)
    return RangeChart(
        dots=dots,
        ticks=tuple((x(tick), tick) for tick in range(first, last + 1, step)),
        band=(x(low), x(high)),
        axis_y=axis,
        height=axis + 46,
        described=f"{listed}, on a scale from grade {first} to grade {last}.",
    )


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar, in percent of its length. `narrow`: only wide screens have room for its label."""

    kind: str
    name: str
    words: int
    start: float
    width: float
    label: str
    narrow: bool


@dataclass(frozen=True, slots=True)
class VoicesChart:
    """Two bars: the writer's words beside everybody else's, and below it the others at full width."""

    writer: Part | None
    others: Part
    speakers: tuple[Part, ...]
    described: str


_ROOM_WIDE, _ROOM_NARROW, _CHARACTER, _GAP, _MOST = 640, 350, 6.9, 8, 6


def voices_chart(ledger: Ledger) -> VoicesChart | None:
    """The bar of words by voice; None where nobody but the writer speaks."""
    voiced = ledger.quoted + ledger.reported
    if not voiced or not ledger.total:
        return None
    share = 100 * voiced / ledger.total
    speaking = sorted((s for s in ledger.sources if s.words), key=lambda s: -s.words)
    rows = [(source.name, source.words) for source in speaking[:_MOST]]
    if rest := sum(source.words for source in speaking[_MOST:]):
        rows.append((f"{len(speaking) - _MOST} more", rest))
    parts, start = [], 0.0
    for name, count in rows:
        width = 100 * count / voiced
        parts.append(_part("source", name, count, start, width))
        start += width
    listed = "; ".join(f"{name} {count}" for name, count in rows)
    return VoicesChart(
        writer=_part("writer", "The writer", ledger.writer, 0, 100 - share) if ledger.writer else None,
        others=_part("source", "", voiced, 100 - share, share),
        speakers=tuple(parts),
        described=f"Words by voice: the writer {ledger.writer}; {listed}. The table below names every source.",
    )


def _part(kind: str, name: str, count: int, start: float, width: float) -> Part:
    """A part with the longest form of its name that fits on narrow screens, else one for wide screens alone."""
    short = name.removeprefix("The ").removeprefix("the ")
    surname = short.split()[-1] if len(short.split()) == 2 and not short[0].isdigit() else short
    forms = [words.capitalise(form) for form in (name, short, surname)]
    fits_narrow, fits_wide = (
        next((form for form in forms if len(form) * _CHARACTER <= width / 100 * room - _GAP), "")
        for room in (_ROOM_NARROW, _ROOM_WIDE)
    )
    label, narrow = fits_narrow or fits_wide, not fits_narrow
    return Part(kind, name, count, round(start, 2), round(width, 2), label, narrow)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure: places of the three dots in percent of the width, and the height of its line."""

    name: str
    y: int
    ours: float
    peer: float | None
    trained: float | None


@dataclass(frozen=True, slots=True)
class PeersChart:
    """Figures from 0 to 1 beside those of other tools, a line a measure."""

    rows: tuple[Comparison, ...]
    axis_y: int
    described: str


_KEY, _MEASURE = 70, 42  # heights of the key and of one measure


def peers_chart(figures: Sequence[tuple[str, float, float | None, float | None]]) -> PeersChart | None:
    """The chart of measures by name: our figure, the best other tool's, the best trained one's; None without any."""
    if not figures:
        return None

    def percent(figure: float | None) -> float | None:
        return None if figure is None else round(100 * min(figure, 1.0), 1)

    rows = tuple(
        Comparison(name, _KEY + at * _MEASURE + 28, round(100 * min(ours, 1.0), 1), percent(peer), percent(trained))
        for at, (name, ours, peer, trained) in enumerate(figures)
    )
    listed = "; ".join(
        f"{name}: medialit {ours:.2f}"
        + ("" if peer is None else f", best other tool {peer:.2f}")
        + ("" if trained is None else f", best trained tool {trained:.2f}")
        for name, ours, peer, trained in figures
    )
    return PeersChart(rows, _KEY + len(rows) * _MEASURE, f"{listed}.")
