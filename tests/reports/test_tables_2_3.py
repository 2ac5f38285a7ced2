"""Tables 2 and 3 of the published study, rebuilt from the sample study, cell by cell."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest

from gtcoder.actions import codebook, many
from gtcoder.actions.attributes import define_attribute, remove_attribute
from gtcoder.errors import NotFound
from gtcoder.exchange.writing import write_report
from gtcoder.progress import Silent
from gtcoder.reports import REPORTS, Report, options_from
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.store.project import OpenProject
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import AttributeKind, CodeId, CodeLevel
from tests.studies import new_study

Table = list[tuple[str, ...]]
TABLE_2 = ("axial-list", "axial coding", "table2_axial_codes.csv", 67, 3)
TABLE_3 = ("selective-structure", "selective coding", "table3_selective_coding.csv", 113, 7)
PRINTED = pytest.mark.parametrize(("kind", "label", "file", "rows", "columns"), [TABLE_2, TABLE_3])


@pytest.fixture(scope="module")
def built(built_sample: Path) -> Iterator[OpenProject]:
    with open_study(FileLocation(built_sample), None, read_only=True) as project:
        yield project


@pytest.fixture
def reader(built: OpenProject) -> Iterator[Reader]:
    with built.read() as reader:
        yield reader


def made(reader: Reader, name: str, **options: str) -> Report:
    kind = REPORTS.get(name)
    return kind.run(reader, options_from(kind, options), Silent())


def printed(shared: Path, file: str) -> Table:
    with (shared / "data" / "cem_ict_2021" / file).open(encoding="utf-8", newline="") as lines:
        return [tuple(row) for row in csv.reader(lines)][1:]


def from_docx(path: Path, *, heads: int) -> Table:
    (table,) = docx.Document(str(path)).tables
    cells = [cell.text for cell in table._cells]
    width = len(table.columns)
    rows = [tuple(cells[place : place + width]) for place in range(0, len(cells), width)]
    return rows[heads:]


def from_xlsx(path: Path, *, heads: int) -> Table:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = [tuple("" if cell is None else str(cell) for cell in row) for row in sheet.values]
    return rows[heads:]


def filled(rows: Table) -> Table:
    """Fill in what a printed table leaves blank because the row above says it."""
    found: Table = []
    for row in rows:
        cells = list(row)
        above = found[-1] if found else cells
        for place in range(1, len(row) - 1):
            if cells[place] == "" and cells[1:place] == list(above[1:place]) and place < 4:
                cells[place] = above[place]
        found.append(tuple(cells))
    return found


@PRINTED
def test_a_printed_table_comes_back_cell_by_cell(
    reader: Reader, shared: Path, tmp_path: Path, kind: str, label: str, file: str, rows: int,
    columns: int,
) -> None:  # fmt: skip
    expected = printed(shared, file)
    assert (len(expected), len(expected[0])) == (rows, columns)
    report = made(reader, kind, label=label, totals="no", repeated="yes")
    heads = 2 if report.groups else 1
    for ending, read in (("docx", from_docx), ("xlsx", from_xlsx)):
        path = tmp_path / f"table.{ending}"
        write_report(report, path)
        assert read(path, heads=heads) == expected
    write_report(report, tmp_path / "table.csv")
    with (tmp_path / "table.csv").open(encoding="utf-8", newline="") as lines:
        assert [tuple(row) for row in csv.reader(lines)][1:] == expected


def test_the_form_of_table_3_is_the_studys(reader: Reader, shared: Path, tmp_path: Path) -> None:
    report = made(reader, "selective-structure", label="selective coding")
    path = tmp_path / "table.docx"
    write_report(report, path)
    first, second, *body, total = from_docx(path, heads=0)
    assert first[4:] == ("open code", "Active stakeholder", "Active stakeholder")
    assert second[4:] == ("open code", "customer", "company")
    assert total == ("total", "", "", "", "", "23", "77")
    assert body[1][1:4] == ("", "", "")  # said by the row above
    expected = printed(shared, "table3_selective_coding.csv")
    assert filled(body) == expected
    sums = [sum(int(row[place]) for row in expected) for place in (5, 6)]
    assert report.rows[-1][5:] == tuple(sums)
    sheet = openpyxl.load_workbook(_written(report, tmp_path / "table.xlsx")).worksheets[0]
    assert sheet["F1"].value == "Active stakeholder"
    assert sorted(map(str, sheet.merged_cells.ranges))[-1] == "F1:G1"
    assert [cell.value for cell in sheet[2]][5:] == ["customer", "company"]


def _written(report: Report, path: Path) -> Path:
    return write_report(report, path).path


def test_what_a_label_held_stays_though_the_study_goes_on(reader: Reader) -> None:
    now = made(reader, "selective-structure", bracketed="yes")
    then = made(reader, "selective-structure", label="selective coding")
    revision = str(then.provenance["as_of"])
    by_number = made(reader, "selective-structure", label=revision, item="item (selective coding)")
    assert by_number.rows == then.rows
    assert len(now.rows) == len(then.rows) + 3  # further places came later
    assert any("[illegible" in str(row[4]) for row in now.rows)
    without = made(reader, "selective-structure", memberships="no")
    assert len(without.rows) == len(then.rows)
    assert without.rows == then.rows  # the newest item numbers, when none are named
    early = made(reader, "axial-list", label="axial coding", item="item (axial coding)")
    numbers = [row[0] for row in early.rows if isinstance(row[0], int)]
    assert numbers == sorted(numbers)
    assert len(numbers) == len(early.rows)
    with pytest.raises(NotFound):
        made(reader, "axial-list", label="no such label")
    with pytest.raises(NotFound, match="no column"):
        made(reader, "axial-list", item="itme")
    with pytest.raises(NotFound):
        made(reader, "axial-list", label="0")


def test_a_small_study_in_the_making(tmp_path: Path) -> None:
    study = new_study(FileLocation(tmp_path / "small.gtc"))
    do = study.ann.perform

    def category(name: str, level: CodeLevel, parent: CodeId | None = None) -> CodeId:
        return CodeId(do(codebook.create_code, name=name, level=level, parent=parent))

    core = category("Core", CodeLevel.CORE)
    waiting = category("Waiting", CodeLevel.AXIAL, core)
    kinds = category("Kinds", CodeLevel.SELECTIVE, waiting)
    deep = category("Deep", CodeLevel.SELECTIVE, category("Mid", CodeLevel.SELECTIVE, kinds))
    alone = category("Alone", CodeLevel.SELECTIVE)
    category("Empty", CodeLevel.AXIAL)
    study.code("Loose")
    queue, night, call = (study.code(name) for name in ("Queue", "Night", "Call"))
    for code, parent in ((queue, deep), (night, waiting), (call, alone)):
        do(codebook.move_code, code=code, parent=parent)
    do(codebook.add_membership, code=call, category=kinds)
    do(define_attribute, name="item")
    do(define_attribute, name="who", kind=AttributeKind.YES_NO)
    values = [(night, "item", "2"), (queue, "item", "3"), (call, "item", "7")]
    values += [(call, "who", "1"), (night, "who", "0"), (call, "note", "n")]
    do(many.set_attributes, values=values)
    with study.ann.read() as reader:
        report = made(reader, "selective-structure")
        listed = made(reader, "axial-list", totals="yes")
        chosen = made(reader, "selective-structure", columns="note", totals="no")
    assert report.columns[5:] == ("who", "note")
    assert report.rows == (
        (2, "Waiting", "", "", "Night", 0, ""),
        (3, "Waiting", "Kinds", "Mid > Deep", "Queue", "", ""),
        (7, "Waiting", "Kinds", "", "Call", 1, "n"),
        (7, "", "Alone", "", "Call", 1, "n"),
        ("total", None, None, None, None, 1, 1),
    )
    said = " ".join(report.sentences)
    assert "Not shown: 1 code in no category." in said
    assert "Not shown: 1 category without codes (Empty)." in said
    assert listed.rows[-1] == ("total", "2 axial codes", "4 rows")
    assert chosen.columns[5:] == ("note",)
    do(remove_attribute, attribute="item", reason="not printed")
    with study.ann.read() as reader:
        numbered = made(reader, "axial-list")
    found = sorted(str(row[0]) for row in numbered.rows)
    assert found == ["1", "2", "2", "3"]  # one code has two places
    study.close()
