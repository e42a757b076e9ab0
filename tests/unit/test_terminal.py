"""What the command line says of a rule whose precision has been measured."""

from __future__ import annotations

import pytest
from medialit import terminal
from medialit.precision import Measurements, fingerprint
from medialit.rules.loader import Listed, built_in

RULE = next(rule for rule in built_in() if rule.id == "words.loaded-word")


@pytest.fixture(params=[False, True], ids=["fresh", "stale"])
def stale(request, monkeypatch):
    found = {
        "rule": "another" if request.param else fingerprint(RULE), "date": "2026-03-01", "flags": 99, "drawn": 40, "judged": 40,
        "right_first": 36, "right_second": 34, "agree": 38,
        "items": [["ptc", "ptc-1", 0, 9, "y" if n < 36 else "n", "y" if n < 34 else "n"] for n in range(40)],
    }  # fmt: skip
    measured = Measurements("two careful passes", "some texts", "9.9", {RULE.id: found})
    monkeypatch.setattr(terminal, "measurements", lambda: measured)
    monkeypatch.setenv("COLUMNS", "80")
    return request.param


def test_a_rule_with_its_figure(stale, capsys):
    terminal.print_rule(Listed(RULE, True))
    told = " ".join(capsys.readouterr().out.split())
    assert "Right in 88 % of 40 flags drawn at random; the 95 % interval runs from 74 to 95 %." in told
    assert "agree on 38 of 40 (Cohen’s kappa 0.77)" in told
    assert "Judged by two careful passes." in told
    assert ("Measured before its last change." in told) is stale


def test_a_list_with_figures(stale, capsys):
    terminal.print_rules([Listed(RULE, True), Listed(built_in()[0], False)])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert f"88 % (74–95 %, n=40){'*' if stale else ' '}" in f"{lines[1]} "
    assert "not yet measured" in lines[2]
    assert "two careful passes" in " ".join(lines)
    assert ("* Measured before" in " ".join(lines)) is stale
    first, second = terminal.records_of([Listed(RULE, True), Listed(built_in()[0], False)])
    assert (first["precision"]["share"], first["precision"]["n"], first["precision"]["stale"]) == (0.875, 40, stale)
    assert (second["precision"], second["on"]) == (None, False)
