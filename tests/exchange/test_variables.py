"""Tables of variables: values stay the text they are, and what does not fit is said.

All people are invented.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from gtcoder.batch import ImportBatch, VariableDraft
from gtcoder.exchange.reading import read_files
from gtcoder.vocabulary import VariableScope

PERSON = VariableScope.PARTICIPANT
DOCUMENT = VariableScope.DOCUMENT


def table(folder: Path, content: str | bytes, name: str = "people.csv") -> ImportBatch:
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    return read_files([folder / name])


def values(batch: ImportBatch) -> list[tuple[str, str, str]]:
    assert [report.error for report in batch.reports] == [None]
    return [(one.owner, one.name, one.value) for one in batch.variables]


def workbook(folder: Path, rows: list[list[object]], name: str = "people.xlsx") -> ImportBatch:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    book.save(folder / name)
    return read_files([folder / name])


def test_values_stay_the_text_they_are(tmp_path: Path) -> None:
    text = 'participant,age,code,city\nP07,041,NA,"Lismore, N.S.W."\nP08,,None,  Köln \n'
    batch = table(tmp_path, text)
    assert batch.variables == (
        VariableDraft("age", "041", PERSON, "P07"),
        VariableDraft("code", "NA", PERSON, "P07"),
        VariableDraft("city", "Lismore, N.S.W.", PERSON, "P07"),
        VariableDraft("code", "None", PERSON, "P08"),
        VariableDraft("city", "Köln", PERSON, "P08"),
    )
    assert batch.documents == ()
    (report,) = batch.reports
    assert (report.source.kind, report.source.encoding, report.notes) == ("variables", "utf-8", ())


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_delimiters_encodings_and_line_ends(
    tmp_path: Path, delimiter: str, encoding: str, end: str
) -> None:
    rows = ["Document|date|place", "Tag 7|2024-05-03|Köln", '"Tag 8"|2024-05-04|"Zür\nich"']
    text = end.join(row.replace("|", delimiter) for row in rows) + end
    batch = table(tmp_path, text.encode(encoding))
    assert values(batch) == [
        ("Tag 7", "date", "2024-05-03"),
        ("Tag 7", "place", "Köln"),
        ("Tag 8", "date", "2024-05-04"),
        ("Tag 8", "place", "Zür\nich"),
    ]
    assert {one.scope for one in batch.variables} == {DOCUMENT}


def test_a_workbook_gives_what_its_cells_show(tmp_path: Path) -> None:
    batch = workbook(
        tmp_path,
        [
            ["participant", "age", "born", "weight", "retired", "code", "met"],
            ["P07", 41, datetime.datetime(1983, 5, 3), 71.0, True, "007", None],
            ["P08", 41.5, datetime.date(1983, 5, 4), "NA", False, "=1+1", datetime.time(9, 30)],
        ],
    )
    assert values(batch) == [
        ("P07", "age", "41"),
        ("P07", "born", "1983-05-03"),
        ("P07", "weight", "71"),
        ("P07", "retired", "yes"),
        ("P07", "code", "007"),
        ("P08", "age", "41.5"),
        ("P08", "born", "1983-05-04"),
        ("P08", "weight", "NA"),
        ("P08", "retired", "no"),
        ("P08", "met", "09:30:00"),
    ]


def test_further_sheets_are_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["document", "date"])
    book.worksheets[0].append(["Tag 7", "May"])
    book.create_sheet("more")
    book.save(tmp_path / "x.xlsx")
    (report,) = read_files([tmp_path / "x.xlsx"]).reports
    assert [str(note) for note in report.notes] == ["1 sheet after the first left out"]


def test_what_does_not_fit_is_said_with_its_line(tmp_path: Path) -> None:
    text = "participant,age,,city\nP07,41,stray,Köln,beyond\n\n,42,,Wien\nP07,43,,Köln\nP08,44\n"
    batch = table(tmp_path, text)
    assert values(batch) == [("P07", "age", "41"), ("P07", "city", "Köln"), ("P08", "age", "44")]
    assert [str(note) for note in batch.reports[0].notes] == [
        "line 2: the row has more cells than the header; these were left out",
        "line 2: a value stands in a column without a name; left out",
        "line 4: the row says not whose its values are and was left out",
        "line 5: “P07” has a second value for age; the first was kept",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("participant,age,age\nP07,1,2\n", "two columns alike (age)"),
        ("participant,\nP07,\n", "no variables"),
        ('participant,age\nP07,"' + "x" * 200_000 + '"\n', "is no row of a table"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused(tmp_path: Path, content: str, said: str) -> None:
    (report,) = table(tmp_path, content).reports
    assert said in str(report.error)


@pytest.mark.parametrize(
    "text",
    [
        "Document, I said, and went away.\nNobody came.\n",
        "Participant,\nI said, yes, indeed, no.\nAnd so on.\n",
        "participants,age\n1,2\n",
    ],
)
def test_prose_that_begins_like_a_table_is_a_transcript(tmp_path: Path, text: str) -> None:
    assert table(tmp_path, text, "talk.txt").documents[0].text == text


def test_a_regular_table_in_a_text_file_is_a_table(tmp_path: Path) -> None:
    assert len(table(tmp_path, "document;date\na;1\nb;2\n", "x.txt").variables) == 2


def test_workbooks_of_other_things_are_refused(tmp_path: Path) -> None:
    (report,) = workbook(tmp_path, [["item", "price"], ["a", "b"]]).reports
    assert "a table with columns unknown here" in str(report.error)
    (report,) = workbook(tmp_path, []).reports
    assert report.error is not None


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x")
    (report,) = table(tmp_path, content.getvalue(), "x.xlsx").reports
    assert report.error is not None
