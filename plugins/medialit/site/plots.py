"""The pictures of the collection: drawn by Matplotlib, then made part of the page.

A drawing comes back as SVG without styles, ids or fonts of its own: text is text in the page's type, ink is the colour
of the text around it, and a family's hue is its class, so that both colour schemes and forced colours work.
Matplotlib takes half a second to import, and is imported only when there is something to draw.
"""

from __future__ import annotations

import os
import re
import xml.etree.ElementTree as etree  # noqa: N813 - as everybody calls it
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

from markupsafe import Markup

from medialit.rules.model import FAMILIES, Family

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH = 380  # of every drawing, in its own units, which are pixels on a phone
_ROW, _TEXT = 24, 12
_LABELS, _LONGEST = 112, 19  # room for the names of rows, in units and in characters
_SVG = "http://www.w3.org/2000/svg"
# Colours stand for what they will be in the page.
_INK, _FAINT, _HOLLOW = "#000001", "#000002", "#000003"
_INKS = {
    _INK: {},
    _FAINT: {"stroke": "currentColor", "stroke-opacity": ".3"},
    _HOLLOW: {"fill": "none", "stroke": "currentColor"},
}
_FAMILY_INKS = {f"#0001{number:02}": family for number, family in enumerate(FAMILIES)}
_INK_OF = {family: ink for ink, family in _FAMILY_INKS.items()}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture for a page: its size in its own units, and the elements inside its <svg>."""

    width: int
    height: int
    inner: Markup


def _figure(height: float, top: float = 0, left: float = _LABELS, right: float = 8, columns: int = 1) -> Figure:
    """An empty figure, so many units high, with room around its axes. Only what it draws is in the output."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # NumPy would start a thread a core, for nothing
    from matplotlib.figure import Figure

    figure = Figure(figsize=(_WIDTH / 72, height / 72), frameon=False)
    figure.subplots(1, columns, sharey=True, gridspec_kw={"wspace": 0.12})
    figure.subplots_adjust(left=left / _WIDTH, right=1 - right / _WIDTH, top=1 - top / height, bottom=0.001)
    for axes in figure.axes:
        axes.patch.set_visible(False)
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0, labelsize=_TEXT, pad=4)
        axes.set_xticks([])
    return figure


def _rows(axes: Axes, names: Sequence[str]) -> None:
    short = [name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…" for name in names]
    axes.set_yticks(range(len(names)), short, parse_math=False, color=_INK)
    axes.set_ylim(len(names) - 0.4, -0.6)


def _drawing(figure: Figure) -> Drawing:
    """The figure as a part of a page; whoever shows it gives it a name."""
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    settings = dict(matplotlib.rcParamsDefault) | {
        "svg.fonttype": "none",  # text stays text
        "svg.hashsalt": "medialit",
        "font.family": ["DejaVu Sans"],  # which Matplotlib brings along: places must not hang on a machine's fonts
        "text.color": _INK,
        "path.simplify": False,
    }
    settings.pop("backend", None)
    out = StringIO()
    with matplotlib.rc_context(settings):
        FigureCanvasSVG(figure).print_svg(out, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})  # type: ignore[no-untyped-call]
    root = etree.fromstring(out.getvalue())  # noqa: S314 - written above # nosec B314
    drawn = [_clean(element) for element in root.iter() if element.tag in (f"{{{_SVG}}}path", f"{{{_SVG}}}text")]
    inner = "".join(etree.tostring(element, encoding="unicode", short_empty_elements=False) for element in drawn)
    width, height = figure.get_size_inches() * 72
    return Drawing(round(width), round(height), Markup(inner))  # noqa: S704 - ElementTree escapes


def _clean(drawn: etree.Element) -> etree.Element:
    """An element of Matplotlib's with places, size and anchor as attributes, and its colour as the page has it."""
    style = {
        name.strip(): value.strip()
        for name, _, value in (part.partition(":") for part in drawn.get("style", "").split(";"))
    }
    ink = style.get("stroke") if style.get("fill", "none") == "none" else style.get("fill")
    attributes = dict(_INKS.get(ink or _INK, {}))
    if ink in _FAMILY_INKS:
        attributes["class"] = f"ml-{_FAMILY_INKS[ink]}"
    if style.get("stroke") == _HOLLOW:
        attributes = dict(_INKS[_HOLLOW])
    element = etree.Element(drawn.tag.rpartition("}")[2], attributes)
    if path := drawn.get("d"):
        element.set("d", _short(" ".join(path.split())))
        return element
    element.text = drawn.text
    turn = re.fullmatch(r"rotate\((\S+) (\S+) (\S+)\)", drawn.get("transform", ""))
    for name in ("x", "y"):
        element.set(name, _short(drawn.get(name, "0")))
    if turn and float(turn[1]):
        element.set("transform", f"rotate({_short(' '.join(turn.groups()))})")
    if size := re.search(r"(\d+(?:\.\d+)?)px", style.get("font", "") + style.get("font-size", "")):
        element.set("font-size", f"{float(size[1]):g}")
    if (anchor := style.get("text-anchor", "start")) != "start":
        element.set("text-anchor", anchor)
    return element


def _short(numbers: str) -> str:
    return re.sub(r"-?\d+\.\d+", lambda match: f"{round(float(match[0]), 1):g}", numbers)


def rates(rows: Mapping[str, Mapping[Family, float]], families: Mapping[Family, str]) -> Drawing:
    """A bar for the rate of each family (a column, by name) in each row."""
    most = max(max(row.values()) for row in rows.values()) or 1
    figure = _figure(64 + _ROW * len(rows), top=64, columns=len(families), right=2)
    for axes, (family, name) in zip(figure.axes, families.items(), strict=True):
        values = [row[family] for row in rows.values()]
        bars = axes.barh(range(len(rows)), values, height=0.5, color=_INK_OF[family])
        axes.bar_label(bars, [f"{value:.1f}" for value in values], padding=2, fontsize=10.5, color=_INK)
        axes.set_xlim(0, most * 2.1)
        axes.text(0, -0.75, name, fontsize=_TEXT, rotation=40, rotation_mode="anchor", color=_INK)
        _rows(axes, list(rows))
    return _drawing(figure)


def counts(values: Mapping[str, int]) -> Drawing:
    """A bar and its number for each name."""
    figure = _figure(_ROW * len(values))
    (axes,) = figure.axes
    bars = axes.barh(range(len(values)), list(values.values()), height=0.55, color=_INK)
    axes.bar_label(bars, padding=4, fontsize=_TEXT, color=_INK)
    axes.set_xlim(0, max(values.values()) * 1.12)
    _rows(axes, list(values))
    return _drawing(figure)


def columns(values: Mapping[str, int], unit: str) -> Drawing:
    """A column with its number for each step of a scale."""
    height = 190.0
    figure = _figure(height, top=16, left=2, right=2)
    (axes,) = figure.axes
    figure.subplots_adjust(bottom=44 / height)
    bars = axes.bar(range(len(values)), list(values.values()), width=0.72, color=_INK)
    axes.bar_label(bars, [str(value or "") for value in values.values()], padding=2, fontsize=_TEXT, color=_INK)
    axes.hlines(0, -0.5, len(values) - 0.5, color=_FAINT, linewidth=1)
    axes.set_xticks(range(len(values)), list(values))
    axes.set_yticks([])
    axes.set_xlabel(unit, fontsize=_TEXT, color=_INK, loc="left")
    axes.set_ylim(0, max(values.values()) or 1)
    axes.set_xlim(-0.5, len(values) - 0.5)
    axes.tick_params(axis="x", labelcolor=_INK)
    return _drawing(figure)


def shares(rows: Mapping[str, tuple[float, float, float]], names: tuple[str, str, str]) -> Drawing:
    """Bars of three parts that make 100 each: filled with ink, filled with a hue, hollow. Their names stand above."""
    figure = _figure(30 + _ROW * len(rows), top=30)
    (axes,) = figure.axes
    ends = [0.0] * len(rows)
    looks = ((_INK, "none"), (_INK_OF["sourcing"], "none"), ("none", _HOLLOW))
    for part, (name, (fill, edge), place) in enumerate(zip(names, looks, (0, 33, 77), strict=True)):
        values = [row[part] for row in rows.values()]
        axes.barh(range(len(rows)), values, left=ends, height=0.55, linewidth=1, color=fill, edgecolor=edge)
        ends = [end + value for end, value in zip(ends, values, strict=True)]
        axes.barh([-1.1], [4], left=[place], height=0.42, linewidth=1, color=fill, edgecolor=edge)
        axes.text(place + 6, -1.1, name, fontsize=_TEXT, va="center", color=_INK)
    axes.set_xlim(0, 100)
    _rows(axes, list(rows))
    return _drawing(figure)
