"""The verb `demo`: one call from the shipped texts to tables, diagrams and a report."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from docx import Document
from openpyxl import load_workbook

from gtcoder.actions import codebook
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import create_study, open_study
from gtcoder.store.verify import verify
from tests.cli.conftest import Run
from tests.conftest import TOP

HIDDEN = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
TABLES = ("frequencies", "codes-by-document", "agreement", "agreement-matched-codings", "codebook")


def demo(out: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the verb as a user does, without a display."""
    environment = {name: value for name, value in os.environ.items() if name not in HIDDEN}
    return subprocess.run(
        [sys.executable, "-m", "gtcoder", "demo", "--out", str(out), *words],
        cwd=TOP,
        env=environment | {"PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=280,
    )


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "made" / "here"


@pytest.fixture(scope="module")
def answer(out: Path) -> dict[str, Any]:
    """Run the demo once and return its one JSON document."""
    done = demo(out, "--json")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture
def again(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the verb in this process, where most of what it needs is loaded already."""
    for name in HIDDEN:
        monkeypatch.delenv(name, raising=False)
    return lambda out: run("demo", "--out", out)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_it_lists_exactly_what_it_wrote(answer: dict[str, Any], out: Path) -> None:
    written = [Path(path) for path in answer["written"]]
    assert set(written) == set(out.iterdir())
    assert all(path.stat().st_size > 0 for path in written)
    endings = {path.suffix for path in written}
    assert {".gtc", ".csv", ".xlsx", ".docx", ".svg", ".png", ".graphml", ".html"} <= endings


def test_the_study_is_whole(answer: dict[str, Any]) -> None:
    with open_study(FileLocation(Path(answer["study"])), read_only=True) as project:
        assert verify(project).ok


def test_tables_can_be_opened_and_say_the_same(answer: dict[str, Any], out: Path) -> None:
    for name in TABLES:
        rows = len(table(out / f"{name}.csv"))
        assert rows > 10
        sheet = load_workbook(out / f"{name}.xlsx").worksheets[0]
        assert sheet.max_row == rows + 1
        (set_on_paper,) = Document(str(out / f"{name}.docx")).tables
        assert len(set_on_paper.rows) == rows + 1
    counts = answer["frequencies"]
    place = counts["columns"].index("passages")
    silence = next(row for row in counts["rows"] if row[0][-1] == "Feelings not expressed")
    assert silence[place] == 11


def test_agreement_names_its_unit_and_sample(answer: dict[str, Any], out: Path) -> None:
    found = {
        (row["coefficient"], row["over"], row["unit"]): row for row in table(out / "agreement.csv")
    }
    kappa = found["cohen_kappa", "pooled", "character"]
    assert 0.4 < float(kappa["value"]) < 0.8
    assert (kappa["sample"], kappa["round"], kappa["documents"]) == ("finished", "Round 1", "12")
    assert ("krippendorff_alpha", "pooled", "turn") in found
    matched = table(out / "agreement-matched-codings.csv")
    assert len(matched) == 13
    assert 65 < float(matched[-1]["percent"]) < 80
    assert {row["over"] for row in table(out / "agreement-per-code.csv")} == {"code"}


def test_the_codebook_is_written_as_of_each_label(answer: dict[str, Any], out: Path) -> None:
    levels = [row["level"] for row in table(out / "codebook-axial-coding.csv")]
    assert (levels.count("axial"), levels.count("open")) == (14, 67)
    levels = [row["level"] for row in table(out / "codebook-selective-coding.csv")]
    assert levels.count("open") == 113


def test_the_diagram_and_the_report(answer: dict[str, Any], out: Path) -> None:
    graph = nx.read_graphml(out / "paradigm.graphml")
    assert (len(graph), graph.number_of_edges()) == (26, 25)
    assert (out / "paradigm.png").read_bytes().startswith(b"\x89PNG")
    assert "<svg" in (out / "paradigm.svg").read_text("utf-8")
    page = (out / "report.html").read_text("utf-8")
    assert page.count("<h2>") == 6
    assert page.count("<table>") == 5
    assert "invented" in page
    assert "data:image/svg+xml;base64," in page
    assert "http" not in page


def test_a_second_call_replaces_its_own_and_keeps_what_is_not(
    answer: dict[str, Any], out: Path, again: Run
) -> None:
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    said = again(out).done().out
    for line in ("Frequencies of codes", "· · Feelings not expressed", "(Cohen 1960)", "Wrote:"):
        assert line in said
    assert all(path in said.splitlines() for path in answer["written"])
    assert "gtcoder list" in said
    assert (out / "notes.txt").read_text("utf-8") == "mine"
    (out / "notes.txt").unlink()
    assert {Path(path) for path in answer["written"]} == set(out.iterdir())


def test_a_demo_study_that_was_worked_on_is_kept(
    answer: dict[str, Any], tmp_path: Path, again: Run
) -> None:
    location = FileLocation(tmp_path / Path(answer["study"]).name)
    shutil.copy(answer["study"], location.path)
    with open_study(location, "Jonas Ahrendt") as project:
        project.perform(codebook.create_code, name="My own")
        revision = project.seen
    before = location.path.read_bytes()
    again(tmp_path).refused(f"was kept: it was worked on, up to entry {revision}")
    assert location.path.read_bytes() == before


def test_another_study_of_that_name_is_kept(tmp_path: Path, again: Run) -> None:
    location = FileLocation(tmp_path / "cem_ict.gtc")
    create_study(location, coder="Ann", title="Mine")
    again(tmp_path).refused("it is another study, “Mine”")
    assert list(tmp_path.iterdir()) == [location.path]


def test_a_file_that_is_no_study_is_kept(tmp_path: Path, again: Run) -> None:
    (tmp_path / "cem_ict.gtc").write_text("a letter", encoding="utf-8")
    again(tmp_path).refused()
    assert (tmp_path / "cem_ict.gtc").read_text("utf-8") == "a letter"
