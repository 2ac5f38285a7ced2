"""Real files under open licences, beside the repository: nothing of their text is lost.

The yardsticks are other programs: iconv for text, python-docx and a bare search for `w:t` for
Word documents. The encodings are those of the files' index, written down here by name.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from docx.text.paragraph import Paragraph

from gtcoder.batch import DocumentDraft, FileReport
from gtcoder.exchange.reading import read_files

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

TEXTS = {
    "transcripts/ftf/HANNA_11DEC91_from scan.txt": "cp1252",
    "transcripts/ftf/JEFFERY_10MAR92_corrected.txt": "cp1252",
    "transcripts/ftf/MOON_13DEC91_fromscan.txt": "cp1252",
    "transcripts/ftf/PARKER_29AUG91_fromscan.txt": "cp1252",
    "transcripts/code-review/P10R1.txt": "utf-8",
    "transcripts/code-review/P2R1.txt": "utf-8",
    "transcripts/code-review/P5R2.txt": "utf-8",
    "transcripts/code-review/P8R1.txt": "utf-8",
    "encodings/sample-arabic-1.txt": "cp1256",
    "encodings/sample-chinese.txt": "big5",
    "encodings/sample-french-1.txt": "cp1252",
    "encodings/sample-hebrew-2.txt": "cp1255",
    "encodings/sample-polish.txt": "utf-8",
}
WORD = ["blk-paras-and-tables", "comments-rich-para", "hdr-header-footer", "par-hyperlinks"]


def read(path: Path) -> tuple[DocumentDraft, FileReport]:
    batch = read_files([path])
    (report,) = batch.reports
    assert report.error is None
    return batch.documents[0], report


@pytest.mark.parametrize(("name", "encoding"), TEXTS.items())
def test_text_equals_what_iconv_says(shared: Path, name: str, encoding: str) -> None:
    iconv = shutil.which("iconv")
    assert iconv is not None, "iconv belongs to every system that these tests run on"
    path = shared / "data" / "real" / name
    other = encoding.removesuffix("-sig")
    done = subprocess.run(
        [iconv, "-f", other, "-t", "utf-8", path], capture_output=True, check=True
    )
    expected = done.stdout.decode("utf-8-sig").replace("\r\n", "\n")
    draft, _ = read(path)
    assert draft.text == expected
    assert draft.source.encoding == encoding


def test_every_text_file_of_the_collection_is_in_the_list(shared: Path) -> None:
    real = shared / "data" / "real"
    found = {
        str(path.relative_to(real))
        for folder in ("transcripts", "encodings")
        for path in (real / folder).rglob("*.txt")
    }
    assert found == {*TEXTS, "encodings/sample-english.bom.txt"}  # that one holds subtitles


@pytest.mark.parametrize("stem", WORD)
def test_word_documents_equal_a_bare_search_for_their_text(shared: Path, stem: str) -> None:
    path = shared / "data" / "real" / "docx-structure" / f"{stem}.docx"
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("word/document.xml").decode()
    pieces = re.finditer(r"<w:p(?: [^>]*)?/>|</w:p>|<w:t(?: [^>]*)?>([^<]*)</w:t>", xml)
    expected = "".join("\n" if piece[1] is None else unescape(piece[1]) for piece in pieces)
    draft, _ = read(path)
    assert draft.text + "\n" == expected


@pytest.mark.parametrize("stem", WORD)
def test_word_documents_equal_what_python_docx_says(shared: Path, stem: str) -> None:
    path = shared / "data" / "real" / "docx-structure" / f"{stem}.docx"
    draft, _ = read(path)
    assert draft.text.split("\n") == lines_of(docx.Document(str(path)))


def lines_of(place: Document | _Cell) -> list[str]:
    """Return the paragraphs of a document or cell as python-docx sees them, tables included."""
    lines: list[str] = []
    for block in place.iter_inner_content():
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            for row in block.rows:
                for cell in row.cells:
                    lines += lines_of(cell)
    return lines


def test_the_oral_histories_are_guessed_with_a_word_and_have_no_labels(shared: Path) -> None:
    for path in sorted((shared / "data" / "real" / "transcripts" / "ftf").glob("*.txt")):
        draft, report = read(path)
        assert "decoded as cp1252" in report.notes[0].message
        assert "CRLF became LF" in report.notes[1].message
        assert draft.turns == ()
        assert draft.participant == draft.name


def test_headers_and_comments_left_out_are_said(shared: Path) -> None:
    folder = shared / "data" / "real" / "docx-structure"
    _, report = read(folder / "hdr-header-footer.docx")
    assert [str(note) for note in report.notes] == [
        "page headers were left out",
        "page footers were left out",
    ]
    _, report = read(folder / "comments-rich-para.docx")
    assert [str(note) for note in report.notes] == [
        "line 3: 4 comments left out, the first of them here"
    ]
