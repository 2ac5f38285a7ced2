"""Surveys: a row is a participant, long answers are documents, the other columns variables.

All people are invented.
"""

from __future__ import annotations

import time
from pathlib import Path

import openpyxl
import pytest

from gtcoder.batch import ImportBatch, VariableDraft
from gtcoder.exchange.formats import ImportOptions, SurveyColumns
from gtcoder.exchange.reading import read_files
from gtcoder.exchange.survey import propose_columns, survey_table
from gtcoder.vocabulary import VariableScope

PERSON = VariableScope.PARTICIPANT
WHY = "I came because the old house by the river stood empty and nobody else wanted it."
HOW = "We mended the roof first, then the windows, and in the end the door, all by hand."
ROWS = (
    ("id", "age", "Why did you come?", "born", "How did it go?"),
    ("007", "41", WHY, "NA", HOW),
    ("008", "", HOW, "1983", ""),
    ("009", "None", WHY, "1990", HOW + "\n\nAnd then it rained."),
)


def csv_of(rows: tuple[tuple[str, ...], ...], mark: str = ",") -> str:
    return "".join(
        mark.join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows
    )


def survey(
    folder: Path, content: str | bytes, columns: SurveyColumns | None = None, name: str = "s.csv"
) -> ImportBatch:
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    return read_files([folder / name], ImportOptions(survey=columns or SurveyColumns()))


def notes(batch: ImportBatch) -> list[str]:
    assert [report.error for report in batch.reports] == [None]
    return [str(note) for note in batch.reports[0].notes]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_long_answers_become_documents_and_the_rest_variables(
    tmp_path: Path, mark: str, encoding: str
) -> None:
    batch = survey(tmp_path, csv_of(ROWS, mark).encode(encoding))
    assert [(one.name, one.participant, one.text) for one in batch.documents] == [
        ("007 – Why did you come?", "007", WHY),
        ("007 – How did it go?", "007", HOW),
        ("008 – Why did you come?", "008", HOW),
        ("009 – Why did you come?", "009", WHY),
        ("009 – How did it go?", "009", HOW + "\n\nAnd then it rained."),
    ]
    assert batch.variables == (
        VariableDraft("age", "41", PERSON, "007"),
        VariableDraft("born", "NA", PERSON, "007"),
        VariableDraft("born", "1983", PERSON, "008"),
        VariableDraft("age", "None", PERSON, "009"),
        VariableDraft("born", "1990", PERSON, "009"),
    )
    assert notes(batch) == [
        "participants are named by “id”",
        "documents are made of “Why did you come?”, “How did it go?”",
        "variables are made of the other 2 columns",
        "1 empty answer made no document",
    ]


def test_a_workbook_is_a_survey_as_well(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.worksheets[0].append(row)
    book.save(tmp_path / "s.xlsx")
    batch = read_files([tmp_path / "s.xlsx"], ImportOptions(survey=SurveyColumns()))
    assert len(batch.documents) == 5
    assert batch.variables[0] == VariableDraft("age", "41", PERSON, "007")


def test_columns_can_be_said(tmp_path: Path) -> None:
    batch = survey(tmp_path, csv_of(ROWS), SurveyColumns("born", ("age", "How did it go?")))
    assert [one.name for one in batch.documents] == [
        "NA – age", "NA – How did it go?", "1990 – age", "1990 – How did it go?",
    ]  # fmt: skip
    assert {one.name for one in batch.variables} == {"id", "Why did you come?"}
    assert "participants without an answer: “1983”" in notes(batch)


@pytest.mark.parametrize("columns", [SurveyColumns("nr"), SurveyColumns("", ("Why?",))])
def test_a_column_that_is_not_there_is_refused_with_those_that_are(
    tmp_path: Path, columns: SurveyColumns
) -> None:
    (report,) = survey(tmp_path, csv_of(ROWS), columns).reports
    assert "It has no column" in str(report.error)
    assert "id, age, Why did you come?" in str(report.error)


def test_without_a_column_of_names_rows_are_known_by_number(tmp_path: Path) -> None:
    batch = survey(tmp_path, csv_of((("site", "why"), ("a", WHY), ("a", HOW))))
    assert [one.participant for one in batch.documents] == ["row 2", "row 3"]
    assert "participants are named by the number of their row, as no column does" in notes(batch)


def test_rows_without_a_name_or_with_one_twice_are_said(tmp_path: Path) -> None:
    rows = (("id", "age", "why", ""), ("1", "4", WHY, "x"), ("", "5", HOW, ""), ("1", "6", HOW, ""))
    batch = survey(tmp_path, csv_of(rows), SurveyColumns("id"))
    assert [(one.name, one.participant) for one in batch.documents] == [
        ("1 – why", "1"), ("row 3 – why", "row 3"), ("1 – why (2)", "1"),
    ]  # fmt: skip
    assert notes(batch)[3:] == [
        "line 3: the row names nobody; it is known by its number",
        "line 4: “1” is in line 2 too: taken as the same participant",
        "line 4: “1” has a second value for age; the first was kept",
        "line 2: a value in a column without a name was left out",
    ]


def test_columns_of_one_name_and_a_second_heading(tmp_path: Path) -> None:
    rows = (
        ("ResponseId", "Q1", "Q1"),
        ("Response ID", "Why did you come?", "And then?"),
        ('{"ImportId":"_recordId"}', '{"ImportId":"QID1"}', '{"ImportId":"QID2"}'),
        ("R_1", WHY, HOW),
    )
    batch = survey(tmp_path, csv_of(rows))
    assert [one.name for one in batch.documents] == ["R_1 – Q1", "R_1 – Q1 (2)"]
    assert "line 2: rows of a second heading were left out" in notes(batch)


def test_a_long_question_is_cut_in_names_only(tmp_path: Path) -> None:
    question = "Please tell us in as many words as you like why you came to the river in the end"
    batch = survey(tmp_path, csv_of((("id", question), ("1", WHY))))
    assert (
        batch.documents[0].name == "1 – Please tell us in as many words as you like why you came…"
    )


def test_without_long_answers_it_is_refused(tmp_path: Path) -> None:
    (report,) = survey(tmp_path, "id,age\n1,40\n2,41\n").reports
    assert "No column of it holds long answers" in str(report.error)
    assert "(its columns: id, age)" in str(report.error)


def test_what_is_not_asked_for_is_proposed_in_the_refusal(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text(csv_of(ROWS), encoding="utf-8")
    (report,) = read_files([tmp_path / "s.csv"]).reports
    assert "It may be a survey: long answers stand in “Why did you come?”" in str(report.error)


def test_tables_of_variables_and_transcripts_stay_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "v.csv").write_text("participant,about\n007," + WHY + "\n", encoding="utf-8")
    (tmp_path / "t.txt").write_text("INT: So?\nAnn: No.\nINT: Oh?\nAnn: Yes.\n", encoding="utf-8")
    batch = read_files([tmp_path / "v.csv", tmp_path / "t.txt"])
    assert [report.source.kind for report in batch.reports] == ["variables", "txt"]
    (draft,) = read_files([tmp_path / "t.txt"], ImportOptions(survey=SurveyColumns())).documents
    assert len(draft.turns) == 4


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id,why\n", "no row below its heading"),
        ('+3\nWhy did you come?\n"{""ImportId"":""QID1""}",0x10\n', "holds long answers"),
        ('id,why\n1,"' + "x" * 200_000 + '"\n', "is no row of a table"),
    ],
)
def test_damaged_tables_are_refused(tmp_path: Path, content: str, said: str) -> None:
    (report,) = survey(tmp_path, content).reports
    assert said in str(report.error)


def test_a_hundred_thousand_cells_do_not_take_long(tmp_path: Path) -> None:
    rows = "".join(f"{n},{WHY},{'x,' * 7}\n" for n in range(10_000))
    begun = time.process_time()
    batch = survey(tmp_path, "id,why,a,b,c,d,e,f,g\n" + rows)
    assert len(batch.documents) == 10_000
    assert time.process_time() - begun < 3


def test_the_real_collection_is_one(shared: Path) -> None:
    table = survey_table(shared / "data" / "real" / "survey" / "ftf_transcripts_for_upload.csv")
    assert (len(table.rows), len(table.header)) == (34, 13)
    columns = propose_columns(table, SurveyColumns())
    assert columns == SurveyColumns(
        "Item Type Metadata: Interviewee", ("Dublin Core: Description",)
    )
