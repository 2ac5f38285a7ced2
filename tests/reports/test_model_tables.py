"""Models as tables: paths, fields of nodes, edges with evidence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gtcoder.actions.play import open_plan
from gtcoder.errors import NotFound
from gtcoder.exchange.plain_study import read_study
from gtcoder.progress import Silent
from gtcoder.reports import REPORTS, Report, options_from
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.store.project import OpenProject
from tests.exchange.plain_folder import write_folder


@pytest.fixture(scope="module")
def sample(built_sample: Path) -> Iterator[OpenProject]:
    with open_study(FileLocation(built_sample), None, read_only=True) as project:
        yield project


def made(project: OpenProject, name: str, **given: str) -> Report:
    kind = REPORTS.get(name)
    with project.read() as reader:
        return kind.run(reader, options_from(kind, given), Silent())


def by(report: Report, *columns: str) -> dict[Any, dict[str, Any]]:
    """Return the rows by some of their cells."""
    rows = [dict(zip(report.columns, row, strict=True)) for row in report.rows]
    return {tuple(row[column] for column in columns): row for row in rows}


def test_paths_are_confirmed_or_marked_as_proposals(sample: OpenProject) -> None:
    report = made(sample, "step-paths")
    rows = by(report, "participant")
    assert len(rows) == 13
    states = {name: row["path"] for (name,), row in rows.items()}
    assert {name for name, state in states.items() if state == "confirmed"} == {"P03", "P04", "P07"}
    assert set(states.values()) == {"confirmed", "proposed"}
    four = rows["P04",]
    assert (four["1 Awareness"], four["4 Making decision to buy"], four["Complaint"]) == (
        1,
        4,
        None,
    )
    assert report.columns[2:11:8] == ("1 Awareness", "Complaint")  # branches beside their step
    said = " ".join(report.sentences)
    assert "3 paths confirmed." in said
    assert "10 paths proposed from the position" in said
    assert report.provenance["confirmed"] == 3
    alone = by(made(sample, "step-paths", proposed="no"), "participant")
    assert alone["P01",]["path"] == ""
    assert set(alone["P01",].values()) == {"P01", "", None}


def test_fields_of_nodes_are_a_table(sample: OpenProject) -> None:
    rows = by(made(sample, "model-fields", model="Nine steps"), "node")
    usage = rows["Usage",]
    assert (usage["number"], usage["kind"], usage["passages"]) == (6, "step", 12)
    assert usage["tools"] == "A card with four pictures in place of the booklet (P07)"
    assert usage["lies in"] == "Customer experience management"
    assert usage["code"] == ("Step 6: usage",)
    assert (rows["Loyalty",]["code"], rows["Loyalty",]["passages"]) == (None, None)
    assert (
        "Customer experience management"
        in made(sample, "model-fields", model="Customer experience management").title
    )


def test_edges_are_a_table_with_their_evidence(sample: OpenProject) -> None:
    rows = by(made(sample, "model-edges"), "from", "to")
    assert len(rows) == 17
    tied = rows["Usage", "Purchase output"]
    assert (tied["kind"], tied["passages for"] > 0) == ("leads to", True)
    bare = rows["Purchase output", "Complaint"]
    assert (bare["kind"], bare["passages for"], bare["participants"]) == ("branch", None, None)


def test_a_study_without_a_model_says_so(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, steps="", step_edges="")
    with open_plan(read_study(folder)) as project:
        with pytest.raises(NotFound, match="no stepwise model"):
            made(project, "step-paths")
        assert made(project, "model-fields").title == "Nodes of “Shops”"
