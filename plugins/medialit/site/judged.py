"""The measured precision of all rules on one page: how many have a figure, what they are, who judged."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

from medialit.precision import ENOUGH, measurements, percent
from medialit.rules.model import Rule
from medialit.site.pages import render


def judged_html(rules: Iterable[Rule], url: str) -> str:
    """The figures of the rules in force as HTML, for the page at that address."""
    measured = measurements()
    found = [(rule, measured.of(rule)) for rule in rules]
    figures = [(rule, precision) for rule, precision in found if precision]
    shares = [precision.share for _, precision in figures]
    return render(
        "judged.html",
        url,
        measured=measured,
        figures=figures,
        rest=[rule for rule, precision in found if precision is None],
        enough=ENOUGH,
        middle=percent(median(shares)) if shares else None,
        lowest=percent(min(shares, default=0)),
        highest=percent(max(shares, default=0)),
    )
