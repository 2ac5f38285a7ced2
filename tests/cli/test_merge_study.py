"""`merge-study`: what a script gets of it."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.cli.conftest import DOCUMENT, Run, digest


def _copies(run: Run, tmp_path: Path) -> tuple[Path, Path]:
    """Return a study with a coding, and a copy of it."""
    ours, theirs = tmp_path / "ours.gtc", tmp_path / "theirs.gtc"
    run("new", ours, "--coder", "Ann").done()
    text = tmp_path / f"{DOCUMENT}.txt"
    text.write_text("INT: How?\n\nP1: They left, invented words, and silently so.\n")
    run("import", ours, str(text), "--coder", "Ann").done()
    run("apply", ours, "--coder", "Ann", "--document", DOCUMENT, "--span", "16:25",
        "--code", "loss").done()  # fmt: skip
    shutil.copy(ours, theirs)
    return ours, theirs


def test_a_copy_comes_in_as_one_entry_that_can_be_undone(run: Run, tmp_path: Path) -> None:
    ours, theirs = _copies(run, tmp_path)
    run("coder", theirs, "Ben").done()
    run("apply", theirs, "--coder", "Ben", "--document", DOCUMENT, "--span", "16:25",
        "--code", "silence").done()  # fmt: skip
    run("define", theirs, "--coder", "Ann", "--code", "silence", "--definition", "B").done()
    run("apply", ours, "--coder", "Ann", "--document", DOCUMENT, "--span", "12:20",
        "--code", "Silence").done()  # fmt: skip
    run("define", ours, "--coder", "Ann", "--code", "Silence", "--definition", "A").done()
    before = digest(ours)

    said = run("merge-study", ours, theirs, "--coder", "Ann", "--dry-run", "--json").done().record
    assert said["dry_run"]
    assert not said["changed"]
    assert said["base"]["action"] == "coding.apply_new"
    assert said["documents"] == []
    assert said["codes"] == [{"name": "Silence", "how": "one", "columns": []}]
    assert said["coders"] == [{"name": "Ben", "how": "new", "columns": []}]
    assert said["codings"] == {"new": 1, "changed": 0, "gone": 0}
    kinds = [(each["kind"], each["column"], each["kept"]) for each in said["conflicts"]]
    assert kinds == [
        ("both kept", "definition", "A\n\n* * *\n\nB"), ("one kept", "name", "Silence"),
    ]  # fmt: skip
    assert digest(ours) == before

    done = run("merge-study", ours, theirs, "--coder", "Ann").done()
    assert "silence" in done.out.casefold()
    assert "One entry was made" in done.out
    there = run("list", ours, "history-elsewhere", "--json").done().record["history-elsewhere"]
    assert [(row["coder"], row["action"]) for row in there] == [
        ("Ann", "team.add_coder"), ("Ben", "coding.apply_new"), ("Ann", "codebook.define"),
    ]  # fmt: skip
    assert {row["copy"] for row in there} == {"theirs.gtc"}
    assert run("verify", ours, "--json").done().record["ok"]

    again = run("merge-study", ours, theirs, "--coder", "Ann").done()
    assert "nothing that is not here already" in again.out
    run("undo", ours, "--coder", "Ann").done()
    assert digest(ours) == before


def test_who_is_one_person_can_be_said(run: Run, tmp_path: Path) -> None:
    ours, theirs = _copies(run, tmp_path)
    for study in (ours, theirs):
        run("coder", study, "Ben").done()
    two = run("merge-study", ours, theirs, "--coder", "Ann", "--dry-run", "--json").done()
    (asked,) = two.record["questions"]
    assert (asked["name"], asked["other_name"]) == ("Ben", "Ben (2)")
    assert asked["ours"] != asked["theirs"]
    assert "person, say --same-coder Ben" in two.err
    wrong = ("--dry-run", "--same-coder", "“Ben”")
    run("merge-study", ours, theirs, "--coder", "Ann", *wrong).refused("no coder ““Ben””")
    said = ("--same-coder", "Ben", "--json")
    one = run("merge-study", ours, theirs, "--coder", "Ann", *said).done()
    assert one.record["questions"] == []
    names = run("list", ours, "coders", "--json").done().record["coders"]
    assert [row["name"] for row in names] == ["Ann", "Ben"]


def test_a_dry_run_shows_all_that_would_come(run: Run, tmp_path: Path) -> None:
    ours, theirs = _copies(run, tmp_path)
    run("create", theirs, "--coder", "Ann", "--code", "waiting").done()
    run("merge-study", ours, theirs, "--coder", "Ann").done()
    ends = ("--from", "loss", "--to", "waiting", "--type", "leads to")
    run("relate", theirs, "--coder", "Ann", *ends).done()
    shown = run("merge-study", ours, theirs, "--coder", "Ann", "--dry-run").done()
    assert "1 relation " in shown.out
    assert "Both hold entry" in shown.out
    told = run("merge-study", ours, theirs, "--coder", "Ann", "--json").done().record
    assert told["rest"]["relation"] == {"new": 1, "changed": 0, "gone": 0}


def test_two_who_take_each_other_in_by_turns_are_done_at_last(run: Run, tmp_path: Path) -> None:
    ours, theirs = _copies(run, tmp_path)
    run("create", theirs, "--coder", "Ann", "--code", "waiting").done()
    for one, other in ((ours, theirs), (theirs, ours)):
        run("merge-study", one, other, "--coder", "Ann").done()
    for one, other in ((ours, theirs), (theirs, ours)):
        done = run("merge-study", one, other, "--coder", "Ann").done()
        assert "nothing that is not here already" in done.out


def test_only_a_lead_merges_and_a_copy_must_be_a_study(run: Run, tmp_path: Path) -> None:
    ours, theirs = _copies(run, tmp_path)
    run("coder", theirs, "Ben").done()
    run("coder", ours, "Ben").done()
    run("merge-study", ours, theirs, "--coder", "Ben").refused("a lead")
    text = tmp_path / "notes.txt"
    text.write_text("no study")
    run("merge-study", ours, str(text), "--coder", "Ann").refused("no gtcoder study")


def test_a_study_as_a_folder_of_text_comes_in_by_identity(run: Run, tmp_path: Path) -> None:
    ours, theirs = _copies(run, tmp_path)
    run("define", theirs, "--coder", "Ann", "--code", "loss", "--definition", "Going.",
        "--reason", "clear").done()  # fmt: skip
    folder = str(tmp_path / "folder")
    run("export", theirs, folder).done()
    done = run("merge-study", ours, folder, "--coder", "Ann", "--json").done().record
    assert done["base"]["action"] == "coding.apply_new"
    assert [(each["name"], each["columns"]) for each in done["codes"]] == [("loss", ["definition"])]
    assert done["conflicts"] == []
    assert digest(ours) == digest(theirs)
