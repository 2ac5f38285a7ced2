"""Codings changed from the command line: several codes, weights, recode, resize, confirm."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from gtcoder.actions import many
from gtcoder.exchange.plain_writer import write_study
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.vocabulary import CodingOrigin, DocumentId
from tests.cli.conftest import DOCUMENT, Run, apply, digest, rows

AS_ANN = ("--coder", "Ann")


def test_several_codes_are_one_entry_and_carry_a_weight(run: Run, study: Path) -> None:
    words = ("apply", study, *AS_ANN, "--document", DOCUMENT, "--span", "5:20", "--code", "one",
             "--code", "two > below", "--weight", "30", "--json")  # fmt: skip
    record = run(*words).done().record
    assert (record["codes"], record["codes_made"]) == ([["one"], ["two", "below"]], 2)
    found = rows(run, study, "codings")
    assert [(row["id"], row["weight"]) for row in found] == [(key, 30) for key in record["codings"]]
    assert run(*words).done().record["changed"] is False
    run("undo", study, *AS_ANN).done()
    assert rows(run, study, "codings") == rows(run, study, "codes") == []


def test_a_coding_is_recoded_resized_weighed_and_duplicated(run: Run, study: Path) -> None:
    one, two = apply(run, study, "one"), apply(run, study, "two")
    coding = (study, *AS_ANN, "--coding", one)
    run("weigh", *coding, "--weight", "70").done()
    run("weigh", *coding).misused("either --weight or --clear")
    run("weigh", *coding, "--weight", "101").refused("from 0 to 100")
    run("resize", *coding, "--span", "6:22").done()
    made = run("duplicate", *coding, "--code", "three", "--json").done().record["codings"]
    found = {row["id"]: row for row in rows(run, study, "codings")}
    assert [(found[key]["start"], found[key]["weight"]) for key in (one, *made)] == [(6, 70)] * 2
    run("weigh", *coding, "--clear").done()
    before = digest(study)
    outcome = run("recode", *coding, "--code", "three", "--json").done()
    assert outcome.record["dropped"] is True
    assert outcome.record["coding"] == made[0]
    assert "carried that code already" in outcome.err
    assert {row["id"] for row in rows(run, study, "codings")} == {two, *made}
    run("undo", study, *AS_ANN).done()
    assert digest(study) == before
    outcome = run("recode", *coding, "--code", "two", "--json").done()
    assert (outcome.record["dropped"], outcome.err) == (False, "")


def test_automatic_codings_are_confirmed(run: Run, study: Path) -> None:
    apply(run, study, "one", "30:40")
    with open_study(FileLocation(study), "Ann") as project:
        columns = many.CodingColumns([DocumentId(1)] * 2, [5, 15], [9, 19], [1, 1], [1, 1], [1, 1])
        project.perform(many.apply_many, codings=columns, origin=CodingOrigin.AUTO)
    first = next(row["id"] for row in rows(run, study, "codings") if row["origin"] == "auto")
    run("confirm", study, *AS_ANN, "--coding", first).done()
    run("confirm", study, *AS_ANN, "--coding", first).refused("was not made automatically")
    done = run("confirm", study, *AS_ANN, "--code", "one", "--json").done()
    assert done.record["confirmed"] == 1
    assert {row["origin"] for row in rows(run, study, "codings")} == {"by hand"}


def test_comparisons_are_recorded_listed_and_reported(run: Run, study: Path) -> None:
    for span in ("5:20", "30:40"):
        apply(run, study, "one", span)
    folder = study.parent / "plain"
    folder.mkdir()
    old, new = (row["quotation"] for row in rows(run, study, "codings"))
    run("do", study, "comparison.record", *AS_ANN, "code=one", f"passage={new}", f"other={old}",
        "verdict=different", "note=Invented.").done()  # fmt: skip
    (row,) = rows(run, study, "comparisons", "--code", "one")
    assert (row["verdict"], row["start"], row["other_start"], row["note"]) == (
        "different", 30, 5, "Invented."
    )  # fmt: skip
    report = run("report", study, "comparisons", "--json").done().record
    assert json.dumps(report).count("Invented.") == 1
    with open_study(FileLocation(study), read_only=True) as project, project.read() as reader:
        assert "1 comparison of passages" in write_study(reader, folder).losses
    run("do", study, "comparison.remove", *AS_ANN, f"comparison={row['id']}").done()
    assert rows(run, study, "comparisons") == []


def test_weights_go_into_the_plain_folder_and_back(run: Run, study: Path, tmp_path: Path) -> None:
    coding = apply(run, study, "one")
    apply(run, study, "two", "30:40")
    run("weigh", study, *AS_ANN, "--coding", coding, "--weight", "70").done()
    report = run("report", study, "quotations", "--json").done().record
    assert [row[-1] for row in report["rows"]] == [70, None]
    folder = tmp_path / "plain"
    folder.mkdir()
    with open_study(FileLocation(study), read_only=True) as project, project.read() as reader:
        write_study(reader, folder)
    with (folder / "codings.csv").open(encoding="utf-8") as file:
        assert [row["weight"] for row in csv.DictReader(file)] == ["70", ""]
    assert [row["weight"] for row in rows(run, folder, "codings")] == [70, None]
