from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.cli.conftest import Run, digest, rows

ME = ("--coder", "Ann")


def interview(number: int, answerer: str = "P1") -> str:
    return "".join(
        f"INT: And invented question {turn} of interview {number}?\n"
        f"{answerer}: The invented answer {turn}, given at some length.\n\n"
        for turn in range(6)
    )


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Return three invented interviews and one broken file among them."""
    paths = [tmp_path / f"talk {number}.txt" for number in (1, 2, 3)]
    for number, path in enumerate(paths, 1):
        path.write_text(interview(number), encoding="utf-8")
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 this is no document")
    return [*paths[:2], broken, paths[2]]


def test_many_files_are_one_entry_and_one_undo(run: Run, study: Path, files: list[Path]) -> None:
    start = digest(study)
    done = run("import", study, *files, *ME, "--json").done()
    imported = done.record["imported"]
    assert [row["file"] for row in imported] == [path.name for path in files]
    assert [row["documents"] for row in imported] == [1, 1, 0, 1]
    needed = {"file", "kind", "encoding", "sha256", "documents", "speakers"}
    needed |= {"codes", "codings", "coders", "warnings"}
    assert all(needed <= set(row) for row in imported)
    first = imported[0]
    assert (first["kind"], first["encoding"], first["speakers"]) == ("txt", "utf-8", 2)
    assert first["sha256"] == hashlib.sha256(files[0].read_bytes()).hexdigest()
    assert "broken.docx" in done.err
    assert imported[2]["error"] in done.err
    assert len(rows(run, study, "documents")) == 4
    assert len(rows(run, study, "history")) == 4
    run("undo", study, *ME).done()
    assert digest(study) == start


def test_fifty_files_come_in_as_a_folder(run: Run, study: Path, tmp_path: Path) -> None:
    folder = tmp_path / "talks"
    folder.mkdir()
    for number in range(1, 51):
        (folder / f"talk {number}.txt").write_text(interview(number), encoding="utf-8")
    start = digest(study)
    entries = len(rows(run, study, "history"))
    done = run("import", study, folder, *ME, "--json").done()
    assert [row["file"] for row in done.record["imported"]] == [
        f"talk {number}.txt" for number in range(1, 51)
    ]
    assert len(rows(run, study, "documents")) == 51
    assert len(rows(run, study, "history")) == entries + 1
    run("undo", study, *ME).done()
    assert digest(study) == start


def test_nothing_came_in(run: Run, study: Path, files: list[Path], tmp_path: Path) -> None:
    before = digest(study)
    refused = run("import", study, files[2], "missing.txt", *ME, "--json")
    refused.refused("Nothing came in", "broken.docx: ", "missing.txt: There is no such file")
    (tmp_path / "empty folder").mkdir()
    run("import", study, "empty folder", *ME).refused("no file in that folder")
    assert digest(study) == before


def test_the_same_text_is_not_taken_twice_unasked(run: Run, study: Path, files: list[Path]) -> None:
    run("import", study, files[0], *ME).done()
    before = digest(study)
    twin = run("import", study, files[0], *ME, "--json").done()
    assert twin.record["imported"][0]["documents"] == 0
    assert "the same text is there as “talk 1”" in twin.err
    assert digest(study) == before
    run("import", study, files[0], *ME, "--again", "--set", "date=2021").done()
    names = {row["name"]: row["variables"] for row in rows(run, study, "documents")}
    assert names["talk 1"] == {}
    assert names["talk 1 (2)"] == {"date": "2021"}


def test_a_dry_run_shows_and_stores_nothing(run: Run, study: Path, files: list[Path]) -> None:
    run("import", study, files[1], *ME).done()
    before = digest(study)
    shown = run("import", study, *files, "--dry-run", "--json").done()
    assert shown.record["dry_run"] is True
    imported = shown.record["imported"]
    assert [row["documents"] for row in imported] == [1, 0, 0, 1]
    (document,) = imported[0]["proposal"]
    assert (document["document"], document["turns"]) == ("talk 1", 12)
    assert document["speakers"] == [
        {"label": "INT", "role": "interviewer", "participant": None},
        {"label": "P1", "role": "participant", "participant": "talk 1"},
    ]
    assert "answer" not in shown.out
    assert digest(study) == before
    assert "would come in" in run("import", study, files[0], "--dry-run").done().out


def test_what_the_coder_says_of_the_speakers(run: Run, study: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(interview(1, "MARIA"), encoding="utf-8")
    run("import", study, "one.txt", *ME, "--who", "MARIA=Participant 7").done()
    (tmp_path / "two.txt").write_text(interview(2, "XY"), encoding="utf-8")
    run("import", study, "two.txt", *ME, "--participant", "Participant 7", "--interviewer",
        "INT").done()  # fmt: skip
    (tmp_path / "three.txt").write_text(interview(3).replace(":", " |"), encoding="utf-8")
    run("import", study, "three.txt", *ME, "--speakers", r"^([A-Z0-9]+) \| ").done()
    (tmp_path / "four.txt").write_text(interview(4), encoding="utf-8")
    run("import", study, "four.txt", *ME, "--speakers", "none").done()
    turns = {row["name"]: row["turns"] for row in rows(run, study, "documents")}
    assert [turns[name] for name in ("one", "two", "three", "four")] == [12, 12, 12, 0]
    people = {row["name"]: row["documents"] for row in rows(run, study, "participants")}
    assert people["Participant 7"] == ["one", "two"]
    run("import", study, "one.txt", *ME, "--speakers", "(").refused("no regular expression")


def test_variables_by_option_and_by_table(run: Run, study: Path, files: list[Path]) -> None:
    table = files[0].with_name("people.csv")
    table.write_text("participant,age\ntalk 1,041\nnobody,7\n", encoding="utf-8")
    done = run("import", study, *files[:2], *ME, "--set", "date=2021-05-04", "--set", "place=X",
               "--variables", table).done()  # fmt: skip
    assert "there is no participant “nobody”" in done.err
    documents = {row["name"]: row["variables"] for row in rows(run, study, "documents")}
    assert documents["talk 2"] == {"date": "2021-05-04", "place": "X"}
    people = {row["name"]: row["variables"] for row in rows(run, study, "participants")}
    assert people["talk 1"] == {"age": "041"}
    run("import", study, files[0], *ME, "--set", "date=1", "--set", "date=2").misused("twice")
    run("import", study, files[0], *ME, "--set", "date").misused("NAME=VALUE")


def test_encodings(run: Run, study: Path, tmp_path: Path) -> None:
    words = interview(1).replace("answer", "réponse")
    (tmp_path / "latin.txt").write_bytes(words.encode("cp1252"))
    done = run("import", study, "latin.txt", *ME, "--encoding", "cp1252", "--json").done()
    assert done.record["imported"][0]["encoding"] == "cp1252"
    assert run("text", study, "latin").done().out == words
    run("import", study, "latin.txt", *ME, "--encoding", "klingon").refused("klingon")


def test_options_may_stand_between_the_files(run: Run, study: Path, files: list[Path]) -> None:
    run("import", study, files[0], *ME, files[1]).done()
    assert len(rows(run, study, "documents")) == 3
    run("import", study, files[0]).misused("--coder")


def test_labels_and_owners_that_nobody_has_are_told(run: Run, study: Path, tmp_path: Path) -> None:
    interview = tmp_path / "P9.txt"
    interview.write_text("INT: An invented question?\nP9: Yes.\n" * 4, encoding="utf-8")
    table = tmp_path / "v.csv"
    table.write_text("document,date,place\nP9,2026-01-02,Graz\nGhost,2026-01-03,Linz\n", "utf-8")
    done = run("import", study, interview, table, "--coder", "Ann", "--interviewer", "INTT",
               "--who", "P10=Ada", "--json").done()  # fmt: skip
    for label in ("INTT", "P10"):
        assert f"no speaker is labelled “{label}” in these files; labels: INT, P9" in done.err
    (variables,) = (row for row in done.record["imported"] if row["kind"] == "variables")
    assert [warning for warning in variables["warnings"] if "Ghost" in warning] != []
    again = run("import", study, table, "--coder", "Ann").done()
    assert "0 values of variables came in" in again.out  # they say what is there


def test_files_of_other_programs_are_no_transcripts(run: Run, study: Path, tmp_path: Path) -> None:
    for name, text in (
        ("codes.qdc", '<?xml version="1.0"?>\n<CodeBook/>'),
        ("drawing.svg", "<svg xmlns='x'/>"),
        ("notes.json", '{"a": 1}'),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        run("import", study, tmp_path / name, "--coder", "Ann").refused("Nothing came in", name)
