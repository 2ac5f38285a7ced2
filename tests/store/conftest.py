from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gtcoder.store.location import FileLocation, Location
from tests.databases import KINDS, location_in
from tests.studies import Study, new_study


@pytest.fixture(params=KINDS)
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Location:
    return location_in(request.param, tmp_path)


@pytest.fixture
def study(location: Location) -> Iterator[Study]:
    made = new_study(location)
    yield made
    made.close()


@pytest.fixture
def file_study(tmp_path: Path) -> Iterator[Study]:
    made = new_study(FileLocation(tmp_path / "study.gtc"))
    yield made
    made.close()
