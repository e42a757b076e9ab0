"""The figures of measured precision: intervals, agreement, staleness, and what the shipped record may hold."""

from __future__ import annotations

import json
import re

import pytest
from medialit.precision import OPT_IN, RECORD, fingerprint, kappa, measurements, percent, read_measurements, wilson
from medialit.rules.loader import built_in
from medialit.rules.model import Rule

FIRST = built_in()[0]


def found(judged=40, right=(36, 34), **more):
    items = [
        ["ptc", "ptc-1", 0, n + 1, "y" if n < right[0] else "n", "y" if n < right[1] else "u"] for n in range(judged)
    ]
    return {
        "rule": fingerprint(FIRST), "date": "2026-03-01", "flags": 99, "drawn": judged, "judged": judged,
        "right_first": right[0], "right_second": right[1], "agree": judged - abs(right[0] - right[1]), "items": items,
    } | more  # fmt: skip


def precision(tmp_path, **record):
    path = tmp_path / "precision.json"
    rules = {FIRST.id: found(**record)}
    path.write_text(json.dumps({"judges": "two", "texts": "some", "engine": "9", "rules": rules}), encoding="utf-8")
    return read_measurements(path).of(FIRST)


# Newcombe (1998), table I, method 3 (Wilson's score without continuity correction).
@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_those_of_the_literature(right, n, low, high):
    assert wilson(right / n, n) == pytest.approx((low, high), abs=5e-5)


def test_agreement_beyond_chance():
    table = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15
    assert kappa(table) == pytest.approx(0.4)
    assert kappa([(True, False), (False, True)]) == pytest.approx(-1)
    assert kappa([(True, True)] * 9) is None
    assert kappa([]) is None


def test_a_figure_averages_the_passes_and_counts_unsure_as_not_right(tmp_path):
    measured = precision(tmp_path)
    assert (measured.share, measured.n, measured.agreed, measured.flags) == (35 / 40, 40, 38, 99)
    assert measured.interval == wilson(35 / 40, 40)
    assert measured.kappa == pytest.approx(kappa([(n < 36, n < 34) for n in range(40)]))
    assert measured.summary == "88 % (74–95 %, n = 40)"
    assert not measured.stale


def test_fewer_than_thirty_give_no_figure(tmp_path):
    assert precision(tmp_path, judged=29, right=(29, 29)) is None
    assert precision(tmp_path, judged=30, right=(30, 30)).n == 30


def test_a_changed_rule_makes_its_figure_stale(tmp_path):
    changed = json.loads(FIRST.model_dump_json())
    worded = Rule.model_validate(changed | {"why": "Another reason.", "must_pass": [*changed["must_pass"], "New."]})
    assert fingerprint(worded) == fingerprint(FIRST)
    widened = Rule.model_validate(changed | {"cues": [*changed["cues"], {"phrases": ["new cue"]}]})
    assert fingerprint(widened) != fingerprint(FIRST)
    assert precision(tmp_path, rule=fingerprint(widened)).stale


def test_halves_are_rounded_up():
    assert [percent(share) for share in (0, 0.004, 0.005, 0.875, 1)] == [0, 0, 1, 88, 100]


def test_the_shipped_record_holds_places_and_verdicts_and_no_words():
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    known = {rule.id for rule in built_in()}
    assert set(record["rules"]) <= known
    for rule_id, one in record["rules"].items():
        assert one["drawn"] == len(one["items"]), rule_id
        both = [(first, second) for *_, first, second in one["items"] if first and second]
        counts = len(both), sum(a == "y" for a, _ in both), sum(b == "y" for _, b in both)
        assert counts == (one["judged"], one["right_first"], one["right_second"]), rule_id
        assert one["agree"] == sum((a == "y") == (b == "y") for a, b in both), rule_id
        for task, identifier, start, end, *verdicts in one["items"]:
            assert re.fullmatch(r"[a-z]+", task)
            assert re.fullmatch(r"[a-z]+-[0-9a-f-]+", identifier), "an id must not spell out a headline"
            assert 0 <= start < end
            assert all(verdict in ("y", "n", "u", None) for verdict in verdicts)


def test_rules_that_are_mostly_wrong_are_off():
    for rule in built_in():
        measured = measurements().of(rule)
        if measured and not measured.stale and measured.share < OPT_IN:
            assert not rule.enabled, f"{rule.id}: {measured.summary}"
