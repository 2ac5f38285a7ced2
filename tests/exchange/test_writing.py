"""Files of reports are all written or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gtcoder.errors import InvalidInput
from gtcoder.exchange.exporting import EXPORTERS
from gtcoder.exchange.writing import write_report
from gtcoder.progress import Cancelled
from tests.exchange.sample_reports import tree, wide

ENDINGS = [ending for _, each in EXPORTERS for ending in each.extensions]


class Stop:
    """A user who asks to stop after some steps."""

    def __init__(self, after: int) -> None:
        self.left = after

    def step(self, done: int, total: int, what: str = "") -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_the_kinds_of_file_of_the_command_line_are_there() -> None:
    assert {".csv", ".xlsx", ".docx", ".html", ".tex", ".json", ".png", ".svg", ".pdf"} <= {
        *ENDINGS
    }
    assert len(set(ENDINGS)) == len(ENDINGS)


@pytest.mark.parametrize("name", ["table", "table.txt", "table.xls", ".csv"])
def test_an_unknown_ending_is_refused_with_those_there_are(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        write_report(tree(), tmp_path / name)
    assert "“" + name + "” does not end" in str(refused.value)
    assert all(ending in str(refused.value) for ending in ENDINGS)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_ending_goes_by_any_case_and_an_older_file_is_replaced(
    tmp_path: Path, ending: str
) -> None:
    out = tmp_path / f"table{ending.upper()}"
    out.write_bytes(b"older")
    assert write_report(tree(), out).path == out
    assert out.read_bytes() != b"older"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("ending", ENDINGS)
def test_stopping_leaves_the_older_file_and_nothing_else(tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"table{ending}"
    out.write_bytes(b"older")
    with pytest.raises(Cancelled):
        write_report(tree(), out, Stop(after=0))
    assert out.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".docx"])
def test_long_tables_can_be_stopped_on_the_way(tmp_path: Path, ending: str) -> None:
    with pytest.raises(Cancelled):
        write_report(wide(4, rows=2500), tmp_path / f"table{ending}", Stop(after=2))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_missing_folder_is_named(tmp_path: Path, ending: str) -> None:
    with pytest.raises(InvalidInput, match="could not be written: No such file"):
        write_report(tree(), tmp_path / "nowhere" / f"table{ending}")


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "table.csv").mkdir()
    with pytest.raises(InvalidInput, match="could not be written"):
        write_report(tree(), tmp_path / "table.csv")
    assert os.listdir(tmp_path) == ["table.csv"]
