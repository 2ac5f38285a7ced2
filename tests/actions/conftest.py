"""Verbs write through one door to either database: a file serves where a test says no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from gtcoder.store.location import Location
from tests.databases import location_in
from tests.store.conftest import study

__all__ = ["study"]


@pytest.fixture
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Location:
    """Return where a study can be made: in a file, or as ON_BOTH says."""
    return location_in(getattr(request, "param", "sqlite"), tmp_path)
