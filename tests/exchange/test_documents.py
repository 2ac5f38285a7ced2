"""Reports as Word documents, web pages and LaTeX, read back from real files."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import lxml.html
import pytest
from docx.oxml.ns import qn

from gtcoder.errors import InvalidInput
from gtcoder.exchange.pages import escaped
from gtcoder.exchange.paper import printed, set_on_paper
from gtcoder.exchange.writing import write_report
from tests.exchange.sample_reports import AWKWARD, awkward, tree, wide


def rules(cell: Any) -> dict[str, str]:
    """Return the rules of a cell or table: side → weight."""
    found = cell.iter(qn("w:tcBorders"), qn("w:tblBorders"))
    return {side.tag.rpartition("}")[2]: side.get(qn("w:sz")) for each in found for side in each}


def test_the_word_table_is_set_as_apa_has_it(tmp_path: Path) -> None:
    document = docx.Document(str(write_report(tree(), tmp_path / "table.docx").path))
    caption, title, note = (paragraph.text for paragraph in document.paragraphs)
    assert caption == "Table 1"
    assert document.paragraphs[0].runs[0].bold
    assert title == "Codes by document"
    assert document.paragraphs[1].runs[0].italic
    assert note == "Note. Counted: codings. Whose: Ann, Round 1; 2 of 2 documents."
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["coder", "code", "codings", "share", "note"],
        ["Ann", "Trust", "1,234", ".500", ""],
        ["", "Warmth", "2", ".125", "x"],
        ["", "Silence", "0", ".000", ""],
        ["", "Long", "1", "1.000", ""],
        ["", "Cost > Time", "3", ".250", ""],
        ["", "Total", "1,240", ".750", ""],
        ["Ben", "Cost > Time", "4", ".250", ""],
        ["", "Total", "4", ".250", ""],
    ]
    assert document.core_properties.title == "Codes by document"


def test_the_word_table_has_three_rules_and_one_above_totals(tmp_path: Path) -> None:
    document = docx.Document(str(write_report(tree(), tmp_path / "table.docx").path))
    rows = document.tables[0]._tbl.tr_lst
    properties = document.tables[0]._tbl.tblPr
    assert rules(properties) == {"top": "8", "bottom": "8"}
    sides = [[rules(cell) for cell in row.tc_lst] for row in rows]
    assert sides[0] == [{"bottom": "4"}] * 5
    for place, row in enumerate(sides[1:]):
        assert row == [{"top": "4"} if place in (5, 7) else {}] * 5
    heading = rows[0].find(qn("w:trPr"))
    assert heading is not None
    assert heading.find(qn("w:tblHeader")) is not None


def test_children_stand_in_and_numbers_at_the_right(tmp_path: Path) -> None:
    document = docx.Document(str(write_report(tree(), tmp_path / "table.docx").path))
    table = document.tables[0]
    steps = [row.cells[1].paragraphs[0].paragraph_format.left_indent for row in table.rows[1:6]]
    assert [0 if step is None else step.pt for step in steps] == [0, 10, 10, 20, 0]
    assert [cell.paragraphs[0].alignment is not None for cell in table.rows[1].cells] == [
        False, False, True, True, False,
    ]  # fmt: skip
    assert all(run.bold for cell in table.rows[6].cells for run in cell.paragraphs[0].runs)


def test_awkward_texts_come_back_from_word(tmp_path: Path) -> None:
    report = replace(awkward(), rows=(*awkward().rows, ("a\x0bb\x00c", 99)))
    document = docx.Document(str(write_report(report, tmp_path / "table.docx").path))
    texts = [row.cells[0].text for row in document.tables[0].rows[1:]]
    assert texts == [*(text.replace("\t", " ") for text in AWKWARD), "a\ufffdb\ufffdc"]


def test_a_wide_table_lies_and_its_columns_fit_the_page(tmp_path: Path) -> None:
    for columns in (2, 4, 9, 22, 63):
        path = write_report(wide(columns, rows=3), tmp_path / "wide.docx").path
        document = docx.Document(str(path))
        section = document.sections[0]
        assert section.page_width is not None
        assert section.page_height is not None
        assert section.left_margin is not None
        assert (section.page_width > section.page_height) == (columns > 8)
        grid = [int(each.get(qn("w:w")) or 0) for each in document.tables[0]._tbl.tblGrid]
        room = (section.page_width - 2 * section.left_margin) / 635
        assert len(grid) == columns
        assert sum(grid) <= room + 20
        assert min(grid) >= 180


def test_a_table_of_more_columns_than_word_holds_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="64 columns; Word holds 63"):
        write_report(wide(64), tmp_path / "wide.docx")
    assert list(tmp_path.iterdir()) == []


def test_thousands_of_cells_are_written_in_seconds(tmp_path: Path) -> None:
    path = write_report(wide(22, rows=400), tmp_path / "many.docx").path
    document = docx.Document(str(path))
    assert len(document.tables[0]._tbl.tr_lst) == 401


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (0, "0"),
        (1234567, "1,234,567"),
        (0.5, ".500"),
        (-0.25, "-.250"),
        (10.5, "10.5"),
        (1.0, "1.000"),
        (("A", "B"), "A > B"),
        ("007", "007"),
    ],
)
def test_cells_as_they_are_printed(cell: Any, text: str) -> None:
    assert printed(cell) == text
    assert printed(0.857, score=True) == "0.86"  # of a column that passes 1


def test_a_repeated_cell_is_blank_only_below_the_same_one() -> None:
    report = replace(
        tree(),
        rows=(
            ("Ann", ("A",), 1, 0.1, ""),
            ("Ben", ("A",), 1, 0.1, ""),
            ("Ben", ("A", "B"), 1, 0.1, ""),
            ("Ann", ("A", "B"), 1, 0.1, ""),
        ),
        totals=frozenset(),
    )
    rows = [[cell.text for cell in row.cells[:2]] for row in set_on_paper(report).rows]
    assert rows == [["Ann", "A"], ["Ben", "A"], ["", "B"], ["Ann", "A > B"]]


def test_the_web_page_shows_text_as_text(tmp_path: Path) -> None:
    page = lxml.html.parse(str(write_report(awkward(), tmp_path / "table.html").path)).getroot()
    cells = [cell.text or "" for cell in page.iterfind(".//tbody/tr/td[1]")]
    assert cells == list(AWKWARD)
    assert page.findtext(".//caption") == "Coded passages"
    assert page.xpath("string(//body/p)").strip().startswith("Note. Counted: codings.")
    assert not page.xpath("//link | //script | //@src")


def test_the_web_page_marks_totals_and_numbers(tmp_path: Path) -> None:
    page = lxml.html.parse(str(write_report(tree(), tmp_path / "table.htm").path)).getroot()
    rows = page.findall(".//tbody/tr")
    assert [row.get("class") for row in rows].count("total") == 2
    assert [cell.get("class") for cell in rows[0]] == [None, None, "n", "n", None]


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("50 % of $5 & #1_2 {x}", r"50 \% of \$5 \& \#1\_2 \{x\}"),
        ("\\ ~ ^", r"\textbackslash{} \textasciitilde{} \textasciicircum{}"),
        ("a\nb", r"a\newline{}b"),
        ("[x]", "{[}x{]}"),
        ("\ufffd", "?"),
        ("A > B", r"A \textgreater{} B"),
        ("بازاریابی", "بازاریابی"),
    ],
)
def test_what_latex_would_take_for_commands_is_escaped(text: str, latex: str) -> None:
    assert escaped(text) == latex


@pytest.mark.parametrize(("rows", "kind"), [(3, "tabular"), (40, "longtable")])
def test_the_latex_table_has_its_rules_and_cells(tmp_path: Path, rows: int, kind: str) -> None:
    text = write_report(wide(5, rows=rows), tmp_path / "table.tex").path.read_text("utf-8")
    assert text.count(f"\\begin{{{kind}}}{{lrrrr}}") == 1
    assert text.count(f"\\end{{{kind}}}") == 1
    assert text.count("\\bottomrule") == 1
    body = re.findall(r"^Code & (.*) \\\\$", text, re.M)
    assert body == [" & ".join(str(row + n) for n in range(4)) for row in range(rows)]
    assert "\\emph{Note.} Counted: codings." in text


def test_many_headings_of_numbers_stand_upright_in_latex(tmp_path: Path) -> None:
    for columns in (12, 13):
        text = write_report(wide(columns), tmp_path / "table.tex").path.read_text("utf-8")
        assert text.count("\\rotatebox{90}{interview") == (12 if columns == 13 else 0)


def test_braces_of_latex_are_balanced_whatever_the_text(tmp_path: Path) -> None:
    for report in (awkward(), tree()):
        text = write_report(report, tmp_path / "table.tex").path.read_text("utf-8")
        plain = re.sub(r"\\[{}\\]", "", text)
        depth = 0
        for brace in re.findall("[{}]", plain):
            depth += 1 if brace == "{" else -1
            assert depth >= 0
        assert depth == 0
    assert text.count("\\midrule") == 3  # below the heading and above each total
