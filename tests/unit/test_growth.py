"""The time of an analysis grows with the text, and hardly with the number of cues."""

from __future__ import annotations

import statistics

import growth
import pytest


@pytest.mark.soak
def test_twice_the_text_takes_about_twice_the_time() -> None:
    assert statistics.median(growth.twice_the_text()) <= 2.1


@pytest.mark.soak
def test_five_times_the_cues_take_little_more_time() -> None:
    assert statistics.median(growth.five_times_the_cues()) <= 1.5
