"""Shared fixtures and the profiles of the property tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parents[1]

settings.register_profile("default", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("soak", max_examples=20_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("default")

os.environ["NO_MKDOCS_2_WARNING"] = "1"


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT
