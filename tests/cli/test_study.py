from __future__ import annotations

from pathlib import Path

import pytest

from gtcoder.store.location import FileLocation, parse_location
from gtcoder.store.opening import open_study
from gtcoder.store.verify import state_digest
from tests.cli.conftest import DOCUMENT, Run, apply, digest, rows
from tests.databases import server_url
from tests.exchange.plain_folder import write_folder


def test_new_makes_a_study_with_its_title_lead_and_round(run: Run, tmp_path: Path) -> None:
    made = run("new", "a.gtc", "--coder", " Ann  Lee ", "--title", "Invented", "--json").done()
    assert made.record == {"study": "a.gtc", "coder": "Ann Lee", "title": "Invented"}
    path = tmp_path / "a.gtc"
    assert [row["role"] for row in rows(run, path, "coders")] == ["lead"]
    assert [row["kind"] for row in rows(run, path, "rounds")] == ["open"]


def test_new_wants_the_ending_of_a_study(run: Run, tmp_path: Path) -> None:
    run("new", "a.txt", "--coder", "Ann").misused(".gtc")
    run("new", "no/where.gtc", "--coder", "Ann").refused("no folder")
    run("new", "a.gtc", "--coder", " ").refused("needs a name")
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_study_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("invented notes", encoding="utf-8")
    (tmp_path / "broken.gtc").write_text("invented notes", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    run("list", "nothing.gtc", "coders").refused("no study", "nothing.gtc")
    run("list", "notes.txt", "coders").refused("no gtcoder study")
    run("verify", "broken.gtc").refused("damaged", "not touched")
    run("list", "folder", "coders").refused("folder")


def test_a_plain_text_study_can_be_read_but_not_changed(run: Run, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "shops")
    assert [row["name"] for row in rows(run, folder, "documents")] == ["01_baker", "02_sisters"]
    assert run("verify", folder, "--json").done().record["ok"] is True
    run("coder", folder, "Cem").refused("only be read here", "Nothing was changed", "edit its")
    run("list", folder, "coders", "--as", "Nobody").refused("knows no coder")
    (folder / "codebook.csv").write_text("phase,path\nlunch,Bread\n", encoding="utf-8")
    run("list", folder, "coders").refused("codebook.csv row 2", "“lunch”")


def test_verify_tells_the_digest_and_what_is_wrong(run: Run, study: Path) -> None:
    import sqlite3

    proof = run("verify", study, "--json").done().record
    assert (proof["ok"], proof["problems"]) == (True, [])
    assert proof["digest"] == digest(study)
    apply(run, study, "towers")
    connection = sqlite3.connect(study)
    connection.execute("UPDATE code SET name = 'tower' WHERE name = 'towers'")
    connection.commit()
    connection.close()
    broken = run("verify", study, "--json")
    assert broken.code == 1
    assert broken.record["ok"] is False
    assert [problem["table"] for problem in broken.record["problems"]] == ["code"]
    assert "code row 1" in broken.err
    assert broken.err.count("\n") == 1


def test_undo_and_redo_across_calls(run: Run, study: Path) -> None:
    start = digest(study)
    apply(run, study, "towers")
    after = digest(study)
    applied = rows(run, study, "history")[-1]["revision"]
    undone = run("undo", study, "--coder", "Ann", "--json").done().record
    assert undone == {"revision": applied + 1, "reverts": applied}
    assert digest(study) == start
    redone = run("redo", study, "--coder", "Ann", "--json").done().record
    assert redone == {"revision": applied + 2, "reverts": applied + 1}
    assert digest(study) == after
    run("redo", study, "--coder", "Ann").refused("nothing of yours")
    run("undo", study, "--coder", "Bob").refused("nothing of yours")


def test_undo_of_a_given_entry_and_its_refusals(run: Run, study: Path) -> None:
    apply(run, study, "towers")
    entry = rows(run, study, "history")[-1]["revision"]
    apply(run, study, "towers", "30:40", coder="Bob")
    before = digest(study)
    run("undo", study, "--coder", "Bob", "--revision", entry).refused("lead")
    run("undo", study, "--coder", "Ann", "--revision", entry).refused("Bob built on it")
    run("undo", study, "--coder", "Ann", "--revision", 999).refused("no entry 999")
    run("undo", study, "--coder", "Ann", "--revision", "x").misused("whole number")
    assert digest(study) == before
    theirs = run("undo", study, "--coder", "Ann", "--revision", entry + 1, "--json")
    assert theirs.done().record["reverts"] == entry + 1
    assert [row["reverts"] for row in rows(run, study, "history")][-1] == entry + 1


def test_an_unknown_coder_is_refused_with_the_nearest_names(run: Run, study: Path) -> None:
    before = digest(study)
    words = ("memo", study, "--coder", "An", "--text", "an invented memo")
    run(*words).refused("knows no coder “An”", "Nearest: Ann", "--new-coder")
    assert digest(study) == before


def test_new_coder_adds_the_one_who_acts(run: Run, study: Path) -> None:
    words = ("memo", study, "--coder", "Cem", "--new-coder", "--text", "an invented memo")
    first = run(*words).done()
    assert "“Cem” was added" in first.err
    assert run(*words).done().err == ""
    joined = [row for row in rows(run, study, "history") if row["action"] == "team.join"]
    assert [row["coder"] for row in joined] == ["Cem"]
    assert rows(run, study, "coders")[-1]["role"] == "coder"
    assert run("verify", study, "--json").done().record["ok"] is True
    for _ in range(2):
        run("undo", study, "--coder", "Cem").done()
    run("undo", study, "--coder", "Cem").refused("nothing of yours")


def test_another_machine_is_named_and_can_be_taken_over(run: Run, study: Path) -> None:
    import json
    from datetime import UTC, datetime

    user = {"process": 1, "began": "1", "coder": "Bob", "since": "2026-01-02T03:04:05+00:00"}
    lock = {"machine": "another", "host": "desk", "users": [user]}
    lock["heartbeat"] = datetime.now(UTC).isoformat()
    study.with_name("study.gtc.lock").write_text(json.dumps(lock), encoding="utf-8")
    words = ("label", study, "open coding", "--coder", "Ann")
    run(*words).refused("“desk”", "Bob", "--take-over")
    run("list", study, "coders", "--read-only").done()
    run(*words, "--take-over").done()
    assert [row["name"] for row in rows(run, study, "labels")] == ["open coding"]


def test_an_older_copy_is_told_on_the_side(run: Run, study: Path) -> None:
    older = study.read_bytes()
    apply(run, study, "towers")
    study.write_bytes(older)
    listed = run("list", study, "coders", "--json").done()
    assert len(listed.record["coders"]) == 2
    assert listed.err.startswith("gtcoder: warning: ")
    assert "older" in listed.err


def test_a_study_that_is_open_on_this_machine_is_worked_on_together(run: Run, study: Path) -> None:
    with open_study(FileLocation(study), "Ann") as window:
        apply(run, study, "towers", coder="Bob")
        assert len(rows(run, study, "codings")) == 1
        assert [change.action for change in window.poll()] == ["coding.apply_new"]
    assert sorted(path.suffix for path in study.parent.iterdir()) == [".backups", ".gtc"]


def test_a_label_names_the_state_before_it(run: Run, study: Path) -> None:
    last = rows(run, study, "history")[-1]["revision"]
    told = run("label", study, "open coding", "--coder", "Ann", "--note", "n", "--json").done()
    assert told.record["labelled"] == last
    (label,) = rows(run, study, "labels")
    assert (label["name"], label["revision"], label["note"]) == ("open coding", last, "n")
    run("label", study, "open coding", "--coder", "Ann").refused("already")


def test_the_same_words_work_on_a_server(run: Run) -> None:
    url = server_url()
    name = f"{url}{'&' if '?' in url else '?'}study=cli"
    made = run("new", name, "--coder", "Ann", "--json").done()
    assert "study=cli" in made.record["study"]
    run("new", name, "--coder", "Ann").refused("holds a study “cli” already")
    run("create", name, "--coder", "Ann", "--code", "towers").done()
    assert run("list", name, "codes", "--json").done().record["codes"][0]["path"] == ["towers"]
    with open_study(parse_location(name), read_only=True) as project:
        expected = state_digest(project)
    assert run("verify", name, "--json").done().record["digest"] == expected
    run("list", url, "codes").refused("names no study")


@pytest.mark.parametrize("verb", ["undo", "redo", "label", "remove", "apply", "merge", "import"])
def test_writing_verbs_want_a_coder(run: Run, verb: str) -> None:
    run(verb, "a.gtc", *(["x"] if verb in ("label", "import") else [])).misused("--coder")


def test_documents_are_named_with_the_nearest(run: Run, study: Path) -> None:
    run("text", study, "Invented interview").refused("no document", f"Nearest: {DOCUMENT}")
    assert run("text", study, DOCUMENT, "--json").done().record["document"] == DOCUMENT
