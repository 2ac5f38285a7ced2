"""Importing timed, printed and tabular transcripts, and profiles, from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, digest, rows
from tests.exchange.pdf_made import down, write_pdf

ME = ("--coder", "Ann")
TIMED = "Dan 00:01\nAnd invented?\n\nEve 00:05\nYes.\n\nDan 00:09\nAll?\n\nEve 01:00:07\nNo.\n"
NAMES = "{site}_{wave}_{participant}"


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "Lismore_2_P07.txt"
    path.write_text(TIMED, encoding="utf-8")
    return path


def turns(run: Run, study: Path, document: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run(
        "list", study, "turns", "--document", document, "--json"
    ).done().record["turns"]  # fmt: skip
    return found


def test_a_dry_run_shows_times_and_variables_and_stores_nothing(
    run: Run, study: Path, talk: Path
) -> None:
    before = digest(study)
    words = ("import", study, talk, "--file-names", NAMES, "--save-profile", "Talk", "--dry-run")
    (proposal,) = run(*words, "--json").done().record["imported"][0]["proposal"]
    assert (proposal["turns"], proposal["times"], proposal["marks"]) == (4, 4, 0)
    assert proposal["variables"] == {"site": "Lismore", "wave": "2"}
    assert [each["participant"] for each in proposal["speakers"]] == [None, "P07"]
    table = run(*words).done().out
    assert "site=Lismore, wave=2" in table
    assert "times" in table.splitlines()[0]
    assert digest(study) == before


def test_times_are_listed_and_stay_when_the_text_is_corrected(
    run: Run, study: Path, talk: Path
) -> None:
    run("import", study, talk, *ME).done()
    name = talk.stem
    assert [row["begins"] for row in turns(run, study, name)] == [1_000, 5_000, 9_000, 3_607_000]
    start = TIMED.index("Yes")
    words = ("--span", f"{start}:{start + 3}", "--text", "Oh yes, certainly")
    run("correct", study, *ME, "--document", name, *words).done()
    after = turns(run, study, name)
    assert [row["begins"] for row in after] == [1_000, 5_000, 9_000, 3_607_000]
    assert after[2]["start"] == TIMED.index("Dan 00:09") + len("Oh yes, certainly") - 3


def test_a_profile_is_saved_listed_used_and_removed(run: Run, study: Path, talk: Path) -> None:
    said = ("--file-names", NAMES, "--interviewer", "Dan", "--times", "none")
    start = digest(study)
    run("import", study, talk, *ME, *said, "--save-profile", "Talk").done()
    record = {"interviewers": ["Dan"], "times": "none", "names": NAMES}
    assert rows(run, study, "import-profiles") == [{"name": "Talk", "says": record}]
    assert "interviewers Dan" in run("list", study, "import-profiles").done().out
    other = talk.with_name("Kempsey_3_P08.txt")
    other.write_text(TIMED.replace("All?", "Really all?"), encoding="utf-8")
    words = ("import", study, other, "--profile", "Talk", *ME)
    seen = run(*words, "--dry-run", "--json").done().record
    (proposal,) = seen["imported"][0]["proposal"]
    assert (seen["profile"], proposal["times"]) == ("Talk", 0)
    assert proposal["variables"] == {"site": "Kempsey", "wave": "3"}
    seen = run(*words, "--times", "auto", "--dry-run", "--json").done().record
    assert seen["imported"][0]["proposal"][0]["times"] == 4
    run("do", study, "study.remove_import_profile", "name=Talk", *ME).done()
    run(*words).refused("no import profile “Talk”", "Known: none")
    run("undo", study, *ME).done()
    assert len(rows(run, study, "import-profiles")) == 1
    run("undo", study, *ME).done()
    run("undo", study, *ME).done()
    assert digest(study) == start
    sentences = [row["action"] for row in rows(run, study, "history")]
    assert "study.save_import_profile" in sentences


SURVEY = (
    "id,age,why\n"
    "1,041,No.\n"
    "2,40,No.\n"
    '3,,"Because of the rain, she said, and of the old house by the river."\n'
)


def test_a_survey_keeps_the_same_answer_of_two_people(
    run: Run, study: Path, tmp_path: Path
) -> None:
    path = tmp_path / "s.csv"
    path.write_text(SURVEY, encoding="utf-8")
    run("import", study, path, *ME).refused("columns unknown here", "read it as a survey")
    words = ("import", study, path, "--survey", "--id-column", "id", "--text-column", "why")
    (row,) = run(*words, "--dry-run", "--json").done().record["imported"]
    assert (row["documents"], row["kind"]) == (3, "survey")
    assert row["proposal"][0]["variables"] == {"age": "041"}
    run(*words, *ME).done()
    known = {each["name"]: each for each in rows(run, study, "documents")}
    assert {"1 – why", "2 – why", "3 – why"} <= set(known)
    people = {each["name"]: each["variables"] for each in rows(run, study, "participants")}
    assert (people["1"], people["3"]) == ({"age": "041"}, {})
    again = run(*words, *ME, "--json").done().record["imported"][0]
    assert again["documents"] == 0
    assert sum("the same text is there" in warning for warning in again["warnings"]) == 3


def test_a_table_of_variables_comes_along_with_a_survey(
    run: Run, study: Path, tmp_path: Path
) -> None:
    path, more = tmp_path / "s.csv", tmp_path / "v.csv"
    path.write_text(SURVEY, encoding="utf-8")
    more.write_text("participant,born\n1,1983\n", encoding="utf-8")
    run("import", study, path, "--survey", "--text-column", "why", "--variables", more, *ME).done()
    people = {each["name"]: each["variables"] for each in rows(run, study, "participants")}
    assert people["1"] == {"age": "041", "born": "1983"}


def test_lines_of_a_pdf_as_they_are_wanted(run: Run, study: Path, tmp_path: Path) -> None:
    lines = ["INT: What did you do when the letter came", "and when nobody wrote?", "ANN: I wrote."]
    write_pdf(tmp_path / "keep.pdf", [down(*lines * 2)])
    write_pdf(tmp_path / "join.pdf", [down(*lines * 2)])
    for way, between in (("keep", "\n"), ("join", " ")):
        run("import", study, tmp_path / f"{way}.pdf", "--pdf-lines", way, *ME).done()
        text = run("text", study, way, "--json").done().record["text"]
        assert text == f"{lines[0]}{between}{lines[1]}\n{lines[2]}\n" * 2
        assert len(turns(run, study, way)) == 4


@pytest.mark.parametrize(
    "words",
    [
        ("--id-column", "id"),
        ("--text-column", "why"),
        ("--times", "perhaps"),
        ("--pdf-lines", "paint"),
    ],
)
def test_words_that_make_no_sense_are_misuse(
    run: Run, study: Path, talk: Path, words: tuple[str, ...]
) -> None:
    run("import", study, talk, *ME, *words).misused()


def test_a_faulty_pattern_stores_nothing(run: Run, study: Path, talk: Path) -> None:
    before = digest(study)
    words = ("import", study, talk, *ME, "--save-profile", "Talk", "--file-names", "none")
    run(*words).refused("The pattern of file names “none”")
    assert digest(study) == before


def test_a_dry_run_promises_what_the_import_does_with_doubles(
    run: Run, study: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    texts = {"A_w1_Kim": "one", "A_w2_Lee": "one", "B_w1_Ana": "one", "B_w2_Bo": "two"}
    for name, said in texts.items():
        (folder / f"{name}.txt").write_text(f"Invented words, {said} of them.\n", encoding="utf-8")
    table = tmp_path / "table.csv"
    table.write_text("document,place\nA_w2_Lee,X\nB_w2_Bo,Y\nGhost,Z\n", encoding="utf-8")
    words = ("import", study, folder, "--file-names", NAMES, "--variables", table, *ME)
    would = run(*words, "--dry-run").done()
    done = run(*words).done()
    assert would.out.splitlines()[-1] == "2 documents and 5 values of variables would come in."
    assert done.out.splitlines()[-1] == "2 documents and 5 values of variables came in."
    assert would.out.splitlines()[:-1] == done.out.splitlines()[:-1]
    assert "site=A, wave=w2" not in done.out
    for told in (would.err, done.err):
        about = [line for line in told.splitlines() if "A_w2_Lee" in line]
        assert len(about) == 1
        twin = "A_w2_Lee.txt: left out: the same text is there as “A_w1_Kim”"
        assert f"{twin}, so its variables stay out too" in about[0]
        assert "table.csv: variable place was left out: there is no document “Ghost”" in told


def test_a_double_gives_its_variables_to_no_other_document(
    run: Run, study: Path, tmp_path: Path
) -> None:
    for folder, name, said in (("a", "one", "1"), ("a", "two", "2"), ("b", "one", "2")):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / f"{name}.txt").write_text(f"Invented {said}.\n", encoding="utf-8")
    run("import", study, tmp_path / "a", *ME).done()
    before = digest(study)
    done = run("import", study, tmp_path / "b", "--set", "date=2021", *ME).done()
    assert "0 documents and 0 values of variables came in" in done.out
    assert digest(study) == before
    same = run("import", study, tmp_path / "a" / "one.txt", "--set", "date=2021", *ME).done()
    assert "0 documents and 1 value of variables came in" in same.out


@pytest.mark.parametrize(
    ("words", "value", "told", "count"),
    [
        (("--file-names", "{site}_{wave}"), "WEST", "stays “WEST”; the file says “east”", 0),
        (("--file-names", "{site}_{wave}", "--replace"), "east", "was “WEST”, is “east” now", 1),
        (("--set", "site=SOUTH"), "SOUTH", "was “WEST”, is “SOUTH” now", 1),
        (("--variables", "table.csv"), "NORTH", "was “WEST”, is “NORTH” now", 1),
        (
            ("--file-names", "{site}_{wave}", "--variables", "table.csv"),
            "NORTH",
            "was “WEST”, is “NORTH” now",
            1,
        ),
    ],
)
def test_a_value_set_by_hand_is_replaced_only_on_demand_and_by_name(
    run: Run,
    study: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    value: str,
    told: str,
    count: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("east_1.txt").write_text("Invented words, some of them.\n", encoding="utf-8")
    Path("table.csv").write_text("document,site\neast_1,NORTH\n", encoding="utf-8")
    run("import", study, "east_1.txt", "--file-names", "{site}_{wave}", *ME).done()
    hand = ("scope=document", "owner=east_1", "name=site", "value=WEST")
    run("do", study, "transcripts.set_variable", *ME, *hand).done()
    before = digest(study)
    would = run("import", study, "east_1.txt", *words, *ME, "--dry-run", "--json").done()
    assert digest(study) == before
    done = run("import", study, "east_1.txt", *words, *ME, "--json").done()
    warnings = [each for row in done.record["imported"] for each in row["warnings"]]
    assert [each for each in warnings if f"site of document “east_1” {told}" in each]
    ahead = [each for row in would.record["imported"] for each in row["warnings"]]
    assert [each for each in ahead if "“WEST”" in each and each.startswith("site of document")]
    (row,) = (row for row in rows(run, study, "documents") if row["name"] == "east_1")
    assert row["variables"] == {"site": value, "wave": "1"}
    again = run("import", study, "east_1.txt", *words, *ME).done()
    assert "0 documents and 0 values of variables came in" in again.out
    assert (digest(study) == before) == (count == 0)
