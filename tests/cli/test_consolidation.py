"""Consolidating from the command line: proposals, kept apart, scripts of merges, both, counts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gtcoder.actions import codebook, coding
from gtcoder.cli.command_line import main
from gtcoder.queries.passages import codings
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.vocabulary import Span
from tests.studies import new_study

ANN = ("--coder", "Ann")


@pytest.fixture
def path(tmp_path: Path) -> str:
    study = new_study(FileLocation(tmp_path / "cli.gtc"))
    for place, name in enumerate(("Silence first", "Silence, first", "Calm", "Waiting")):
        code = study.ann.perform(codebook.create_code, name=name)
        for start in (5, 80):
            span = Span(start + 14 * place, start + 14 * place + 12)
            study.ann.perform(coding.apply_code, document=study.document, span=span, code=code)
    study.close()
    return str(tmp_path / "cli.gtc")


def told(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main([*words, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_a_pair_is_refused_and_proposed_again(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pair = ("--one", "Silence first", "--other", "Silence, first")
    (row,) = told(capsys, "list", path, "proposals")["proposals"]
    assert (row["score"], row["kinds"]) == (100, ["name"])
    assert main(["refuse-merge", path, *ANN, *pair]) != 0  # it demands a reason
    capsys.readouterr()
    told(capsys, "refuse-merge", path, *ANN, *pair, "--reason", "two acts")
    assert told(capsys, "list", path, "proposals")["proposals"] == []
    (apart,) = told(capsys, "list", path, "kept-apart")["kept-apart"]
    assert (apart["reason"], apart["coder"]) == ("two acts", "Ann")
    told(capsys, "unrefuse-merge", path, *ANN, *pair)
    assert len(told(capsys, "report", path, "merge-proposals")["rows"]) == 1


def test_a_script_merges_row_by_row(
    path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "merges.csv"
    script.write_text('from,into,reason\n"Silence, first",Silence first,same\nCalm,Waiting,\n')
    words = ("merge", path, *ANN, "--script", str(script))
    assert main([*words]) != 0  # a row without a reason: nothing was done
    assert "row 3" in capsys.readouterr().err
    done = told(capsys, *words, "--reason", "one act")
    assert (done["merges"], done["codings"]) == (2, 4)
    found = told(capsys, "report", path, "reconciliation")
    assert "4 + 0 created − 2 merged − 0 retired = 2." in found["sentences"]
    rows = told(capsys, "report", path, "merges")["rows"]
    assert [row[9] for row in rows] == ["same", "one act"]
    script.write_text("from,into\nCalm,Waiting\n")
    assert main([*words, "--reason", "again"]) != 0
    assert "was merged into" in capsys.readouterr().err
    out = str(tmp_path / "sum.svg")
    assert main(["report", path, "reconciliation", "--out", out]) == 0
    assert Path(out).read_text().startswith("<?xml")
    capsys.readouterr()
    back = told(capsys, "unmerge", path, *ANN, "--code", "Calm", "--reason", "two acts")
    assert (back["codings"], back["stayed"]) == (2, {})


def test_a_split_with_passages_in_both(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    with open_study(FileLocation(Path(path)), "Ann") as project, project.read() as reader:
        keys = [str(row.id) for row in codings(reader) if row.code == ("Calm",)]
    words = ("split", path, *ANN, "--code", "Calm", "--name", "Calm, later", "--reason", "two")
    assert main([*words]) == 2
    capsys.readouterr()
    assert main([*words, "--codings", keys[0], "--both", keys[1]]) == 0
    assert "with 1 coding and 1 passage in both" in capsys.readouterr().out
