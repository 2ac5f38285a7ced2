"""Studies for the tests of reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gtcoder.store.location import FileLocation
from tests.reports.groups import Groups, coded_groups, new_groups


@pytest.fixture
def groups(tmp_path: Path) -> Iterator[Groups]:
    """Give the coded study of the focus group."""
    study = coded_groups(FileLocation(tmp_path / "groups.gtc"))
    yield study
    study.close()


@pytest.fixture
def uncoded(tmp_path: Path) -> Iterator[Groups]:
    """Give the same study before anything was coded."""
    study = new_groups(FileLocation(tmp_path / "uncoded.gtc"))
    yield study
    study.close()
