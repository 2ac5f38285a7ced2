"""Reports as Word documents: a table with three rules, its caption above and its note below."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gtcoder.errors import InvalidInput
from gtcoder.exchange.exporting import exporter
from gtcoder.exchange.memo_booklet import fill_booklet, is_booklet
from gtcoder.exchange.outline import outline_of
from gtcoder.exchange.outline_pages import fill_document
from gtcoder.exchange.paper import PaperCell, PaperTable, set_on_paper
from gtcoder.progress import Progress
from gtcoder.reports.base import Report

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

MOST_COLUMNS = 63  # of a table in Word
PORTRAIT_COLUMNS = 8
UPRIGHT_COLUMNS = 12  # from here on the headings of numbers stand upright
TEXT_WIDTHS = {False: 9_070, True: 13_600}  # twentieths of a point: A4 upright, lying
INDENT = 200
LOOSE, TIGHT = 80, 30  # beside a cell's text
THICK, THIN = "8", "4"  # eighths of a point
_CHUNK = 200
_LOOKED_AT = 500  # rows that decide how wide the columns are


@exporter("docx", "Table for a text (Word)", ".docx")
def write_docx(report: Report, path: Path, progress: Progress) -> tuple[str, ...]:
    """Write the table as APA sets it, on lying pages where it is wide."""
    import docx
    from docx.shared import Pt

    if report.outline or is_booklet(report):
        return _write_text(report, path)
    if len(report.columns) > MOST_COLUMNS:
        raise InvalidInput(
            "The table has {columns} columns; Word holds 63. Nothing was written; name fewer "
            "documents, or write xlsx or csv.",
            columns=len(report.columns),
        )
    table = set_on_paper(report)
    document = docx.Document()
    wide = _needs_lying_page(table)
    _set_page(document, lying=wide)
    _describe(document, report)
    for told in table.text:
        document.add_paragraph(told).paragraph_format.space_after = Pt(8)
    before = len(document.paragraphs)
    caption = document.add_paragraph()
    caption.add_run("Table 1").bold = True
    document.add_paragraph().add_run(table.title).italic = True
    for paragraph in document.paragraphs[before:]:
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_after = Pt(4)
    _place(document, _table(table, TEXT_WIDTHS[wide], progress))
    note = document.add_paragraph()
    note.paragraph_format.space_before = Pt(4)
    note.add_run("Note. ").italic = True
    note.add_run(table.note)
    document.save(str(path))
    return ()


def _write_text(report: Report, path: Path) -> tuple[str, ...]:
    import docx

    document = docx.Document()
    _set_page(document, lying=False)
    _describe(document, report)
    if is_booklet(report):
        fill_booklet(document, report)
    else:
        fill_document(document, outline_of(report))
    document.save(str(path))
    return ()


def _set_page(document: Document, *, lying: bool) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section = document.sections[0]
    width, height = Cm(21), Cm(29.7)
    section.page_width, section.page_height = (height, width) if lying else (width, height)
    section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Cm(2.5) if not lying else Cm(2.8)


def _describe(document: Document, report: Report) -> None:
    properties = document.core_properties
    properties.title = report.title
    properties.author = str(report.provenance.get("program", "gtcoder"))
    properties.comments = ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)


def _place(document: Document, table: _Element) -> None:
    """Put the table before the section's end mark, which has to stay last."""
    document.element.body.insert(len(document.element.body) - 1, table)


def _table(table: PaperTable, width: int, progress: Progress) -> _Element:
    """Return the table's XML; built by hand, as cell by cell takes minutes for thousands."""
    upright = len(table.columns) > UPRIGHT_COLUMNS
    widths = _widths(table, width, upright=upright)
    element = _element("tbl")
    properties = _element("tblPr", parent=element)
    _element("tblW", parent=properties, w=sum(widths), type="dxa")
    borders = _element("tblBorders", parent=properties)
    for side in ("top", "bottom"):
        _rule(borders, side, THICK)
    _element("tblLayout", parent=properties, type="fixed")
    margins = _element("tblCellMar", parent=properties)
    for side in ("left", "right"):
        _element(side, parent=margins, w=TIGHT if upright else LOOSE, type="dxa")
    grid = _element("tblGrid", parent=element)
    for each in widths:
        _element("gridCol", parent=grid, w=each)
    size = _size(len(table.columns))
    _heading(element, table, widths, size, upright=upright)
    for place, row in enumerate(table.rows):
        if place % _CHUNK == 0:
            progress.step(place, len(table.rows), "writing")
        line = _element("tr", parent=element)
        _element("cantSplit", parent=_element("trPr", parent=line))
        for cell, each, numeric in zip(row.cells, widths, table.numeric, strict=True):
            above = {"top": THIN} if row.total else {}
            _cell(line, cell, each, size, borders=above, right=numeric, bold=row.total)
    return element


def _heading(
    table: _Element, paper: PaperTable, widths: list[int], size: int, *, upright: bool
) -> None:
    if paper.groups:
        _group_heading(table, paper, widths, size)
    line = _element("tr", parent=table)
    properties = _element("trPr", parent=line)
    _element("cantSplit", parent=properties)
    if upright:
        longest = max(len(name) for name in paper.columns)
        _element(
            "trHeight", parent=properties, val=min(2_600, 110 * longest + 100), hRule="atLeast"
        )
    _element("tblHeader", parent=properties)
    groups = paper.groups or ("above",) * len(widths)
    columns = zip(paper.columns, widths, paper.numeric, groups, strict=True)
    for name, width, numeric, group in columns:
        turned = upright and numeric
        _cell(
            line,
            PaperCell(name if group else ""),
            width,
            size,
            borders={"bottom": THIN},
            right=numeric and not turned,
            turned=turned,
            merged="" if group else "continue",
        )


def _group_heading(table: _Element, paper: PaperTable, widths: list[int], size: int) -> None:
    """Set the headings that columns share; a column without one has its own run down from here."""
    line = _element("tr", parent=table)
    properties = _element("trPr", parent=line)
    _element("cantSplit", parent=properties)
    _element("tblHeader", parent=properties)
    column = 0
    for group, count in paper.spans():
        _cell(
            line,
            PaperCell(group or paper.columns[column]),
            sum(widths[column : column + count]),
            size,
            borders={"bottom": THIN} if group else {},
            right=paper.numeric[column] and not group,
            centred=bool(group),
            spanned=count,
            merged="" if group else "restart",
        )
        column += count


def _cell(
    row: _Element,
    cell: PaperCell,
    width: int,
    size: int,
    *,
    borders: dict[str, str],
    right: bool = False,
    bold: bool = False,
    turned: bool = False,
    centred: bool = False,
    spanned: int = 1,
    merged: str = "",
) -> None:
    element = _element("tc", parent=row)
    properties = _element("tcPr", parent=element)
    _element("tcW", parent=properties, w=width, type="dxa")
    if spanned > 1:
        _element("gridSpan", parent=properties, val=spanned)
    if merged:
        _element("vMerge", parent=properties, val=merged)
    if borders:
        rules = _element("tcBorders", parent=properties)
        for side, weight in borders.items():
            _rule(rules, side, weight)
    if turned:
        _element("textDirection", parent=properties, val="btLr")
    for line in cell.text.split("\n"):
        paragraph = _element("p", parent=element)
        shape = _element("pPr", parent=paragraph)
        _element("spacing", parent=shape, before=20, after=20)
        if cell.indent:
            _element("ind", parent=shape, left=INDENT * cell.indent)
        if right or centred:
            _element("jc", parent=shape, val="right" if right else "center")
        if line:
            _run(paragraph, line, size, bold=bold)


def _run(paragraph: _Element, text: str, size: int, *, bold: bool) -> None:
    run = _element("r", parent=paragraph)
    look = _element("rPr", parent=run)
    if bold:
        _element("b", parent=look)
    _element("sz", parent=look, val=size)
    words = _element("t", parent=run)
    words.text = text.replace("\t", " ")
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _rule(parent: _Element, side: str, weight: str) -> None:
    _element(side, parent=parent, val="single", sz=weight, space=0, color="000000")


def _element(name: str, parent: _Element | None = None, **attributes: Any) -> _Element:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element: _Element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    if parent is not None:
        parent.append(element)
    return element


def _size(columns: int) -> int:
    """Return the type size in half points: the more columns, the smaller."""
    return 20 if columns <= PORTRAIT_COLUMNS else 16 if columns <= 2 * UPRIGHT_COLUMNS else 12


def _needs_lying_page(table: PaperTable) -> bool:
    if len(table.columns) > PORTRAIT_COLUMNS:
        return True
    needed = [_in_twips(table, _longest_word(table, c, upright=False))
              for c in range(len(table.columns))]  # fmt: skip
    return sum(needed) > TEXT_WIDTHS[False]


def _in_twips(table: PaperTable, characters: int, beside: int = LOOSE) -> int:
    """Return the width of a cell of that many characters, in a typeface that runs wide."""
    return int(characters * 6.5 * _size(len(table.columns))) + 2 * beside


def _widths(table: PaperTable, width: int, *, upright: bool) -> list[int]:
    """Share the page's width out: each column its longest word, then by what it has to say."""
    beside = TIGHT if upright else LOOSE
    words = [_longest_word(table, c, upright=upright) for c in range(len(table.columns))]
    cells = [_longest_cell(table, c, upright=upright) for c in range(len(table.columns))]
    needed = [_in_twips(table, longest, beside) for longest in words]
    wished = [_in_twips(table, max(pair), beside) for pair in zip(words, cells, strict=True)]
    if sum(needed) >= width:
        return [each * width // sum(needed) for each in needed]
    share = min(1.0, (width - sum(needed)) / max(1, sum(wished) - sum(needed)))
    pairs = zip(needed, wished, strict=True)
    return [int(least + share * (most - least)) for least, most in pairs]


def _longest_word(table: PaperTable, column: int, *, upright: bool) -> int:
    """Return the characters of a column's longest word, at most 22, its indent included."""
    heading = [] if upright and table.numeric[column] else table.columns[column].split()
    cells = (row.cells[column] for row in table.rows[:_LOOKED_AT])
    words = (len(word) + 2 * cell.indent for cell in cells for word in cell.text.split())
    return min(22, max([2, *map(len, heading), *words]))


def _longest_cell(table: PaperTable, column: int, *, upright: bool) -> int:
    """Return the characters of a column's longest cell, at most 60; numbers wish for no more."""
    if table.numeric[column]:
        return _longest_word(table, column, upright=upright)
    heading = len(table.columns[column])
    cells = (row.cells[column] for row in table.rows[:_LOOKED_AT])
    return min(60, max([heading, *(len(cell.text) + 2 * cell.indent for cell in cells)]))
