"""Tables of ratings and spans as people have them: any delimiter, workbooks, and bad ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from xlsxwriter import Workbook

from gtcoder.analysis.coefficients import Level
from gtcoder.analysis.given import RatingOptions, ratings_from_cells
from gtcoder.analysis.given_cells import doubts
from gtcoder.errors import GtcoderError, InvalidInput, UnreadableFile
from gtcoder.exchange.given_sheets import in_tabs, table_of_bytes, table_of_file, table_of_text
from gtcoder.exchange.given_tables import lengths_of, ratings_of, read_ratings, spans_of

PLAIN = [("1", "2"), ("2", "2"), ("", "1")]


@pytest.mark.parametrize(
    "text",
    [
        "A,B\n1,2\n2,2\n,1\n",
        "A;B\r\n1;2\r\n2;2\r\n;1\r\n",
        "A\tB\n1\t2\n2\t2\n\t1",
        "A|B\n1|2\n2|2\n|1",
        "\ufeffA,B\n\n1,2\n2,2\n,1\n\n",
        '"A","B"\n"1",2\n2,"2"\n,1\n,,,\n,,\n',
    ],
)
def test_any_delimiter(text: str) -> None:
    cells = ratings_of(table_of_text(text))
    assert (cells.coders, list(cells.rows)) == (("A", "B"), PLAIN)


def test_blanks_part_cells_where_nothing_else_does() -> None:
    cells = ratings_of(table_of_text("1 2\n2 2\n3 1\n"), header=False)
    assert cells.coders == ("coder 1", "coder 2")
    assert cells.rows[0] == ("1", "2")
    assert cells.numbers == (1, 2, 3)


def test_commas_in_names_and_numbers() -> None:
    assert ratings_of(table_of_text("Lee, A;Kim, B\n1,5;2\n1;2,5\n")).coders == ("Lee, A", "Kim, B")
    assert ratings_of(table_of_text('"Lee; A",B\n1,2\n')).coders == ("Lee; A", "B")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding(encoding: str) -> None:
    cells = ratings_of(table_of_bytes("Zoë;Bo\nnäher;fern\nfern;fern\n".encode(encoding), "t"))
    assert cells.coders == ("Zoë", "Bo")
    assert cells.rows[0] == ("näher", "fern")


def test_a_workbook_lacks_cells_at_the_end_of_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "ratings.xlsx"
    book = Workbook(str(path))
    sheet = book.add_worksheet()
    rows: list[list[object]] = [["unit", "A", "B"], ["q1", 1, 2.5], [], ["q2", 3], ["q3", None, 1]]
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell is not None:
                sheet.write(row, column, cell)
    book.add_worksheet("notes")
    book.close()
    read = read_ratings(path)
    assert list(read.rows) == [("1", "2.5"), ("3", ""), ("", "1")]
    assert (read.names, read.numbers) == (("q1", "q2", "q3"), (2, 4, 5))
    assert any("after the first left out" in note for note in read.notes)
    again = ratings_of(table_of_text(in_tabs(table_of_file(path))))
    assert (again.rows, again.numbers) == (read.rows, read.numbers)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no row below its first"),
        ("A,B\n", "no row below its first"),
        ("A,B\n,\n,,\n", "no row below its first"),
        ("A,B,C\n1,2,1\n2\n", "row 3: The row has 1 cells for 3 columns; “B”"),
        ("A,B\n1,2,3\n", "“3” stands in column 3"),
        ("A,A\n1,2\n", "column 1 is headed “A”"),
        ("A,,B\n1,2,3\n", "column 2 is headed “”"),
        ("A\n1\n2\n", "of one coder, “A”"),
        ("id,A\n1,1\n2,1\n", "of one coder, “A”"),
        (
            "unit,A,B\nq1,1,2\nq2,1,1\nq1,2,2\n",
            "row 4: The column “unit” names the unit “q1” again",
        ),
        ('A,B\n"1,2\n3,4\n', "quotation mark"),
        ("1,1\n2,2\n", "say that the table has no header"),
    ],
)
def test_bad_ratings_are_told_with_row_and_column(text: str, said: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        ratings_of(table_of_text(text))
    assert said in str(caught.value)


def test_numbers_as_names_are_doubted() -> None:
    (doubt,) = ratings_of(table_of_text("1,2\n2,2\n")).notes
    assert "1, 2, is taken for the names of the coders" in doubt


def test_decimal_commas() -> None:
    def values(rows: list[list[str]]) -> tuple[object, ...]:
        return ratings_from_cells("AB", rows, RatingOptions(level=Level.INTERVAL)).categories

    assert values([["1,5", "2"], ["1.5", "2,25"]]) == (1.5, 2.0, 2.25)
    assert values([["1,500", "2,5"]]) == (1.5, 2.5)
    with pytest.raises(InvalidInput, match="“1,500” may be a thousand"):
        values([["1,500", "2"]])


@pytest.mark.parametrize("cell", ["two", "1_000", "inf", "nan", "1,2,3", "0x1f", "1e999"])
def test_what_is_no_number(cell: str) -> None:
    options = RatingOptions(level=Level.RATIO)
    with pytest.raises(InvalidInput, match=r"Row 7, coder B: “.*” is no number"):
        ratings_from_cells("AB", [["1", cell]], options, [7])


def test_words_for_missing_ratings() -> None:
    rows = [["NA", "x"], ["x", "-"], ["y", ""]]
    assert [doubt[:4] for doubt in doubts("AB", rows, RatingOptions())] == ["“-” ", "“NA”"]
    options = RatingOptions(missing=("NA", "-"))
    assert list(doubts("AB", rows, options)) == []
    assert ratings_from_cells("AB", rows, options).categories == ("x", "y")
    assert list(doubts("AB", [["x", ""]], RatingOptions())) == ["B gave no rating"]


SPANS = "document,coder,start,end,code\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SPANS + "d,A,x,5,c\n", "row 2: “x” in the column “start”"),
        (SPANS + "d,A,0,5,c\nd,A,-1,5,c\n", "row 3: “-1” in the column “start”"),
        (SPANS + "d,A,1.5,5,c\n", "“1.5” in the column “start”"),
        (SPANS + "d,A,0,5,\n", "row 2: The column “code” is empty"),
        (SPANS + "d,A,0,5\n", "4 cells for 5 columns"),
        ("document,coder,start,end\nd,A,0,5\n", "no column “code”"),
    ],
)
def test_bad_spans(text: str, said: str) -> None:
    with pytest.raises(GtcoderError) as caught:
        spans_of(table_of_text(text))
    assert said in str(caught.value)


def test_columns_of_spans_stand_in_any_order() -> None:
    (span,) = spans_of(table_of_text("Code;END;start;coder;Document;note\nc;5;0;A;d;\n"))
    assert (span.document, span.coder, span.start, span.end, span.code) == ("d", "A", 0, 5, "c")
    assert span.row == 2


@pytest.mark.parametrize("length", ["0", "3000000000"])
def test_documents_have_characters(length: str) -> None:
    with pytest.raises(UnreadableFile, match=r"row 2: “d” has .* characters"):
        lengths_of(table_of_text(f"document,characters\nd,{length}\n"))


def test_a_pasted_null_character_is_refused_with_its_line() -> None:
    with pytest.raises(UnreadableFile, match="Line 2 holds a null character"):
        table_of_text("A,B\nx\0,y\n")
