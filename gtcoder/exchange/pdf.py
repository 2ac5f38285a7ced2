"""Read the text of a PDF: lines by where glyphs stand, without headers, footers and page numbers.

PDFium draws and parses; what a line, a paragraph and a header is, is judged here, and every
judgement is said in a note. A PDF of pictures only has no text that could be read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from gtcoder.batch import FileNote, SourceFile
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.formats import IMPORTERS, FileResult, Importer, ImportOptions
from gtcoder.exchange.freezing import freeze
from gtcoder.exchange.pdf_lines import Line, page_lines, too_large
from gtcoder.exchange.pdf_margins import without_margins
from gtcoder.exchange.pdf_paragraphs import as_text
from gtcoder.exchange.pdf_streams import holds_more
from gtcoder.exchange.plaintext import read_bytes
from gtcoder.exchange.transcripts import draft_document
from gtcoder.progress import Progress

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_MOST_PAGES = 3_000
_MOST_SIGNS = 20_000_000
_ANY_SIGNS, _SIGNS_SHARE = 500_000, 8  # that any PDF may have, and for each byte of it
_END_REACH = 2_048
_FEW_SIGNS = 20  # on a page: the rest of it is a picture
_MOST_LISTED = 10
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_MARK = re.compile(rb"%PDF-\d")
_SWOLLEN, _SWOLLEN_SHARE = 16 * 2**20, 50  # bytes that a PDF may unpack to, and times its size
_ONE_AT_A_TIME = Lock()  # PDFium knows no threads


def recognises(head: bytes, path: Path) -> bool:
    """Tell a PDF by its mark, which may stand after a few other bytes."""
    return _MARK.search(head[:1_024]) is not None


def read(path: Path, options: ImportOptions, progress: Progress) -> FileResult:
    """Return the one document of a PDF; raises UnreadableFile where it has no text."""
    data = read_bytes(path)
    notes: list[FileNote] = []
    if b"%%EOF" not in data[-_END_REACH:]:
        notes.append(FileNote("the file does not end as a PDF does; pages may be missing"))
    if holds_more(data, _SWOLLEN + _SWOLLEN_SHARE * len(data)):
        raise too_large("pages that unpack to an enormous size")
    with _ONE_AT_A_TIME, _opened(data) as document:
        most = min(_MOST_SIGNS, _ANY_SIGNS + _SIGNS_SHARE * len(data))
        lines = _lines(document, notes, progress, most)
    talk = without_margins(lines)
    paged = as_text(talk.lines, options)
    frozen = freeze(paged.text)
    source = SourceFile(path.name, "pdf", "", hashlib.sha256(data).hexdigest())
    draft, said = draft_document(frozen, source, options, marks=paged.marks)
    return FileResult(
        source, (draft,), notes=(*notes, *talk.notes, *paged.notes, *frozen.notes, *said)
    )


@contextmanager
def _opened(data: bytes) -> Iterator[PdfDocument]:
    # Lazy: PDFium is a large library and most imports do not need it.
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise UnreadableFile(
                "It is locked with a password. Nothing of it was taken in; save it without one."
            ) from None
        raise UnreadableFile(
            "It is damaged, and no page of it can be read. Nothing of it was taken in; make the "
            "PDF anew, or save its text as .docx or .txt."
        ) from None
    try:
        yield document
    finally:
        document.close()


def _lines(
    document: PdfDocument, notes: list[FileNote], progress: Progress, most: int
) -> list[Line]:
    """Return the lines of all pages; pages without text and without letters are said.

    More than so many characters are refused: a page or a piece of it can be shown any number of
    times.
    """
    from pypdfium2 import PdfiumError

    pages = len(document)
    if pages > _MOST_PAGES:
        raise too_large(f"{pages:,} pages")
    lines: list[Line] = []
    unknown = 0
    empty: list[int] = []
    broken: list[int] = []
    for number in range(pages):
        progress.step(number, pages, f"page {number + 1}")
        try:
            page = document[number]
            found, strange, taken = page_lines(page, number, most)
            page.close()
        except PdfiumError:
            broken.append(number + 1)
            continue
        lines += found
        most -= taken
        here = sum(len(line.text) for line in found)
        unknown += strange
        if here < _FEW_SIGNS:
            empty.append(number + 1)
    if not lines:
        raise _without_text(pages, broken)
    notes += _told(pages, empty, broken, unknown)
    return lines


def _without_text(pages: int, broken: list[int]) -> UnreadableFile:
    if len(broken) == pages:
        return UnreadableFile(
            "Its pages are damaged. Nothing of it was taken in; make the PDF anew, or save its "
            "text as .docx or .txt."
        )
    return UnreadableFile(
        "Its pages are pictures without text, as of a scanner. Nothing of it was taken in; let a "
        "program for text recognition (OCR) make a text of it."
    )


def _told(pages: int, empty: list[int], broken: list[int], unknown: int) -> Iterator[FileNote]:
    if broken:
        are = "are damaged and were" if len(broken) > 1 else "is damaged and was"
        yield FileNote(f"{_pages(broken)} {are} left out")
    if empty and pages > 1:
        hold = (
            "hold hardly any text, perhaps pictures"
            if len(empty) > 1
            else ("holds hardly any text, perhaps a picture")
        )
        yield FileNote(f"{_pages(empty)} {hold}")
    if unknown:
        yield FileNote(f"{unknown} × glyphs of which the PDF does not say the letter became U+FFFD")


def _pages(numbers: list[int]) -> str:
    """Return the pages of these numbers: "page 5", "pages 2 and 5"."""
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    if len(numbers) > _MOST_LISTED:
        shown = ", ".join(map(str, numbers[:_MOST_LISTED]))
        return f"pages {shown} and {len(numbers) - _MOST_LISTED:,} more pages"
    return f"pages {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"


IMPORTERS.add("pdf", Importer("pdf", "PDF with text", (".pdf",), recognises, read))
