"""Zip packages and workbooks made to do harm: a sentence, and no more memory than they claim."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from gtcoder.errors import UnreadableFile
from gtcoder.exchange import workbooks
from gtcoder.exchange.packages import Package
from gtcoder.exchange.reading import read_files
from gtcoder.exchange.workbooks import workbook_rows
from tests.exchange import docx_made

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def book(path: Path, rows: str, **parts: str) -> Path:
    """Write a workbook of one sheet with these rows; `sharedStrings=...` adds such a part."""
    kinds = {"workbook": "sheet.main", "worksheets/sheet1": "worksheet"}
    kinds |= dict.fromkeys(parts, "sharedStrings")
    overrides = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{TYPE}.{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    sheets = '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets>'
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{types}">{overrides}</Types>',
        "_rels/.rels": docx_made.RELATIONS.replace("word/document", "xl/workbook"),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{docx_made.R}"><Relationship '
        f'Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/>'
        f"<sheetData>{rows}</sheetData></worksheet>",
    }
    return docx_made.package(path, made | {f"xl/{name}.xml": parts[name] for name in parts})


def cell(place: str, number: int = 1, kind: str = "n") -> str:
    return f'<c r="{place}" t="{kind}"><v>{number}</v></c>'


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def claiming(path: Path, size: int) -> Path:
    """Let the members of a zip claim another size than they have."""
    data = bytearray(path.read_bytes())
    for sign, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.find(sign)
        while at >= 0:
            data[at + place : at + place + 4] = struct.pack("<I", size)
            at = data.find(sign, at + 4)
    path.write_bytes(data)
    return path


def test_a_member_is_not_unpacked_beyond_what_it_claims(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    read = zipfile.ZipExtFile.read

    def watched(self: zipfile.ZipExtFile, n: int | None = -1) -> bytes:
        asked.append(-1 if n is None else n)
        return read(self, n)

    path = claiming(docx_made.package(tmp_path / "a.docx", {"a.xml": bytes(1_000_000)}), 100)
    monkeypatch.setattr(zipfile.ZipExtFile, "read", watched)
    with Package(path) as package, pytest.raises(UnreadableFile, match="damaged"):
        package.read("a.xml")
    assert asked == [100]


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("name", ["a.docx", "a.zip", "a.qdpx", "a.xlsx"])
def test_packings_without_bounds_are_refused(tmp_path: Path, name: str, packing: int) -> None:
    path = tmp_path / name
    with zipfile.ZipFile(path, "w", packing) as archive:
        for member in ("word/document.xml", "talk.txt", "project.qde", "xl/workbook.xml"):
            archive.writestr(member, "x" * 2_000)
    if name == "a.qdpx":
        from gtcoder.exchange.project_files import read_project

        with pytest.raises(UnreadableFile, match="bzip2"):
            read_project(path)
        return
    if name == "a.zip":
        with zipfile.ZipFile(path, "w", packing) as archive:
            archive.writestr("talk.txt", "x" * 2_000)
    (report,) = read_files([path]).reports
    assert report.error


def test_members_without_a_name_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("", ".", "talk.txt"):
            member = zipfile.ZipInfo("x")
            member.filename = name
            archive.writestr(member, "Nadia: We were waiting.\n")
    batch = read_files([path])
    assert [draft.name for draft in batch.documents] == ["talk"]


def test_few_cells_far_apart_are_few_cells(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", row(1, cell("A1")) + row(1_048_576, cell("B1048576", 2)))
    assert workbook_rows(path, []) == [(1, ["1"]), (1_048_576, ["", "2"])]
    beyond = book(tmp_path / "b.xlsx", row(1, cell("A1")) + row(2 * 10**9, cell("A2000000000")))
    assert workbook_rows(beyond, []) == [(1, ["1"])]


def test_cells_that_hold_more_than_their_size_allows_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "_SPARE", 20_000)
    wide = "".join(row(n, cell(f"XFD{n}")) for n in range(1, 50))
    with pytest.raises(UnreadableFile, match="more than its size allows"):
        workbook_rows(book(tmp_path / "a.xlsx", wide), [])


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_damage_and_document_types_in_a_workbook_end_in_a_sentence(
    tmp_path: Path, part: str
) -> None:
    path = book(tmp_path / "a.xlsx", row(1, cell("A1")))
    with zipfile.ZipFile(path) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    for content, said in ((laughs + bytes(parts[part]), "document type"),  # type: ignore[arg-type]
                          (b"<x", "no workbook that can be read")):  # fmt: skip
        docx_made.package(path, parts | {part: content})
        with pytest.raises(UnreadableFile, match=said):
            workbook_rows(path, [])
