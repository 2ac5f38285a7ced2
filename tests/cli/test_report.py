from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from gtcoder.reports import REPORTS
from tests.cli.conftest import DOCUMENT, Run, apply


@pytest.fixture
def coded(run: Run, study: Path) -> Path:
    """Return the study with three codings by Ann and one by Bob."""
    apply(run, study, "Leaving > silence", "5:20")
    apply(run, study, "Leaving > silence", "30:40")
    apply(run, study, "calls", "30:40")
    apply(run, study, "calls", "30:40", coder="Bob")
    return study


def test_the_list_of_reports(run: Run) -> None:
    listed = run("report", "--list", "--json").done().record["reports"]
    assert [kind["name"] for kind in listed] == REPORTS.names()
    assert {"frequencies", "codes-by-document"} <= {kind["name"] for kind in listed}
    printed = run("report", "--list").done().out
    assert "cells" in printed
    assert "codings | passages | presence | characters" in printed


def test_json_says_what_was_counted_and_whose(run: Run, coded: Path) -> None:
    words = ("report", coded, "codes-by-document", "--option", "coders=Ann", "--json")
    made = run(*words).done().record
    rows = {tuple(row[0]): row[1:] for row in made["rows"] if isinstance(row[0], list)}
    assert made["columns"] == ["code", DOCUMENT, "total"]
    assert rows["Leaving", "silence"] == [2, 2]
    assert rows["calls",] == [1, 1]
    assert made["provenance"]["counted"] == "codings"
    assert made["provenance"]["whose"] == "Ann"
    assert made["provenance"]["revision"] == 7


def test_options_change_the_count(run: Run, coded: Path) -> None:
    words = ("report", coded, "codes-by-document", "--option", "cells=passages", "--option",
             "fold=yes", "--option", "rollup=yes", "--json")  # fmt: skip
    rows = {str(row[0]): row[-1] for row in run(*words).done().record["rows"]}
    assert rows["['Leaving']"] == 2
    assert rows["['calls']"] == 1


def test_files_by_their_ending(run: Run, coded: Path, tmp_path: Path) -> None:
    for ending in ("csv", "xlsx", "docx", "json", "html"):
        out = f"table.{ending}"
        made = run("report", coded, "frequencies", "--out", out, "--json").done().record
        assert made["written"] == [out]
        assert (tmp_path / out).stat().st_size > 0
    table = list(csv.reader((tmp_path / "table.csv").read_text("utf-8").splitlines()))
    assert table[0][0] == "code"
    assert "Leaving > silence" in [row[0] for row in table]
    kept = json.loads((tmp_path / "table.json").read_text("utf-8"))
    assert kept["provenance"]["revision"] == 7
    assert "table.csv" in run("report", coded, "frequencies", "--out", "table.csv").done().out


def test_people_read_a_table_and_its_sentences(run: Run, coded: Path) -> None:
    printed = run("report", coded, "frequencies").done().out
    assert "Leaving > silence" in printed
    assert "Counted: " in printed


def test_what_cannot_be_reported(run: Run, coded: Path, tmp_path: Path) -> None:
    kept = sorted(path.name for path in tmp_path.iterdir())
    run("report", coded, "frequences").refused("“frequences”", "frequencies")
    run("report", coded, "frequencies", "--option", "cells=towers").refused("cells", "codings")
    run("report", coded, "frequencies", "--option", "colour=red").refused("no option “colour”")
    run("report", coded, "frequencies", "--out", "table.abc").refused("table.abc", ".csv")
    run("report", coded, "frequencies", "--out", "no/table.csv").refused("no/table.csv")
    run("report", coded, "frequencies", "--option", "cells").misused("NAME=VALUE")
    run("report", coded).misused("KIND")
    assert sorted(path.name for path in tmp_path.iterdir()) == kept


def test_a_storyline_is_written_and_reported(run: Run, study: Path, tmp_path: Path) -> None:
    apply(run, study, "Leaving > silence", "5:20")
    text = "They go without a word: [[Leaving > silence]] (invented)."
    run("do", study, "storyline.write", f"text={text}", "--coder", "Ann").done()
    out = tmp_path / "story.md"
    run("report", study, "storyline", "--out", out).done()
    assert "They go without a word: silence (invented)." in out.read_text(encoding="utf-8")
    refused = run("do", study, "storyline.write", "text=[[nothing]]", "--coder", "Ann")
    assert refused.code != 0
    assert "no code and no relation" in refused.err


def test_columns_of_codes_are_listed(run: Run, study: Path) -> None:
    given = ("name=active stakeholder: customer", "group=Active stakeholder", "kind=0/1")
    run("do", study, "codebook.define_attribute", *given, "--coder", "Ann").done()
    (column,) = run("list", study, "columns", "--json").done().record["columns"]
    assert (column["group"], column["kind"], column["values"]) == ("Active stakeholder", "0/1", 0)
