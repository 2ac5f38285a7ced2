"""Rows of a foreign study that do not hold together are refused; what names lost entries stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import gtcoder.actions  # noqa: F401  (registers the verbs)
from gtcoder.actions import project
from gtcoder.actions.taking_in import take_in
from gtcoder.errors import InvalidInput
from gtcoder.exchange.arriving import planned
from gtcoder.exchange.merging.cells import settle
from gtcoder.exchange.plain_writer import write_study
from gtcoder.exchange.project_files import ForeignProject, read_project
from gtcoder.exchange.row_drafts import RowDrafts
from gtcoder.store.by_guid import read_rows
from gtcoder.store.location import FileLocation
from gtcoder.store.shapes import has_shape
from gtcoder.store.verify import state_digest, verify
from gtcoder.study_rows import Arrival, StudyRows
from tests.studies import Study, new_study

DRAWN = {"kind": "random", "seed": -3, "n": 1, "of": 2, "variable": "", "documents": ["Talk"]}


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return new_study(FileLocation(tmp_path / "study.gtc"))


def rows_now(study: Study) -> StudyRows:
    with study.ann.snapshot() as connection:
        return read_rows(connection)


def two_coders() -> dict[str, list[Any]]:
    drafts = RowDrafts()
    for name in ("Cleo", "Dan"):
        drafts.add("coder", name=name, role="coder")
    return {name: list(values) for name, values in drafts.rows().tables["coder"].items()}


def test_rows_of_one_identity_or_of_none_are_refused_before_they_are_compared(
    study: Study,
) -> None:
    for guids in ([b"\1" * 16] * 2, [b"\1" * 15, b"\2" * 16]):
        found = ForeignProject("x", "", StudyRows({"coder": two_coders() | {"guid": guids}}))
        with pytest.raises(InvalidInput, match="no identity of its own"):
            planned(rows_now(study), found)


def test_references_that_lead_nowhere_are_refused_before_they_are_compared(study: Study) -> None:
    drafts = RowDrafts()
    drafts.add("memo", kind="theoretical", text="x", coder_id=b"\7" * 16)
    with pytest.raises(InvalidInput, match="not there"):
        planned(rows_now(study), ForeignProject("x", "", drafts.rows()))


@pytest.mark.parametrize(
    ("table", "column", "good", "bad"),
    [
        ("relation_type", "grammar", [["context", "strategy"]], [["a", "b"]]),
        ("text_version", "marks", [[0, 5, "bold"]], [[5, 0, "bold"]]),
        ("text_version", "marks", [], [[0, 5, "loud"]]),
        ("text_version", "edits", [[0, 5, 2], [7, 7, 1]], [[3, 5, 2], [1, 2, 1]]),
        ("attribute", "choices", ["a"], [1]),
        ("model_node", "fields", {"a": "b"}, {"a": ["b"]}),
        ("decision", "said", [["?", "0" * 32, 0, 5]], [["0" * 32, 0, 5]]),
        ("decision", "stands", [["0" * 32, 0, 5]], [["zz", 0, 5]]),
        ("saved_result", "record", {"a": [1.5, None]}, {"a": float("nan")}),
        ("round", "sample", {}, {"kind": "random", "seed": 3}),
        ("round", "sample", DRAWN, DRAWN | {"documents": "x"}),
        ("project", "settings", {"a": "b"}, {"a": "\ud800"}),
    ],
)
def test_what_columns_of_json_hold(table: str, column: str, good: Any, bad: Any) -> None:
    assert has_shape(table, column, good)
    assert not has_shape(table, column, bad)


def test_of_two_draws_one_stands_whole() -> None:
    first, second = DRAWN | {"seed": 1, "n": 2}, DRAWN | {"seed": 2}
    settled = settle("round", "sample", DRAWN, first, second)
    assert settled.value in (first, second)
    assert settled.value == settle("round", "sample", DRAWN, second, first).value


def test_a_kind_of_relation_with_unknown_roles_changes_nothing(study: Study) -> None:
    drafts = RowDrafts()
    drafts.add("relation_type", name="leads to", inverse="", grammar=[["a", "b"]])
    before = state_digest(study.ann)
    with pytest.raises(InvalidInput, match="grammar"):
        study.ann.perform(take_in, arrival=Arrival(drafts.rows()))
    assert state_digest(study.ann) == before


def test_labels_whose_entries_stayed_behind_stay_behind_and_are_told(
    study: Study, tmp_path: Path
) -> None:
    study.ann.perform(project.set_label, name="open coding")
    with study.ann.read() as reader:
        write_study(reader, tmp_path / "out")
    assert read_project(tmp_path / "out").rows.count("label") == 1
    (tmp_path / "out" / "ledger.csv").unlink()
    found = read_project(tmp_path / "out")
    (left,) = found.skipped
    assert (left.what, left.count, found.rows.count("label")) == ("labels and saved results", 1, 0)

    other = new_study(FileLocation(tmp_path / "other.gtc"))
    other.ann.perform(take_in, arrival=planned(rows_now(other), found, ("Ann", "Bob")).arrival)
    assert verify(other.ann).ok


def test_a_label_of_an_unknown_entry_is_refused(study: Study) -> None:
    drafts = RowDrafts()
    ann = next(row["guid"] for row in rows_now(study).rows("coder") if row["name"] == "Ann")
    drafts.add("label", name="then", entry_guid=b"\7" * 16, coder_id=ann)
    with pytest.raises(InvalidInput, match="not in the ledger"):
        study.ann.perform(take_in, arrival=Arrival(drafts.rows()))
