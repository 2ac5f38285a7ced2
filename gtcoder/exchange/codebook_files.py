"""Read codebooks: csv, xlsx, tables and headings in docx, md and html, of ours and of others."""

from __future__ import annotations

import hashlib
from pathlib import Path

from gtcoder.batch import FileNote, SourceFile
from gtcoder.codebook_draft import CodebookDraft
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.codebook_outlines import book_of_parts
from gtcoder.exchange.codebook_tables import book_of_rows, columns_of
from gtcoder.exchange.codebook_texts import (
    Pieces,
    pieces_of_docx,
    pieces_of_html,
    pieces_of_markdown,
)
from gtcoder.exchange.csv_rows import numbered_rows
from gtcoder.exchange.decoding import decode
from gtcoder.exchange.formats import IMPORTERS, FileResult, Importer, ImportOptions
from gtcoder.exchange.freezing import freeze
from gtcoder.exchange.workbooks import is_workbook, workbook_rows
from gtcoder.progress import Progress

ENDINGS = (".csv", ".tsv", ".xlsx", ".xlsm", ".docx", ".md", ".markdown", ".html", ".htm")
_LOOKED_AT = 300  # paragraphs or rows by which a codebook is known
_DELIMITERS = ",;\t|"


def read_codebook(path: Path, encoding: str = "auto") -> tuple[CodebookDraft, str]:
    """Return the codebook of a file and its encoding; raises UnreadableFile where it is none."""
    with path.open("rb") as file:
        head = file.read(64)
    if head.startswith(b"PK\x03\x04"):
        found = _of_package(path)
        name = "utf-8"
    else:
        decoded = decode(_bytes(path), encoding)
        name = decoded.encoding
        found = _of_text(freeze(decoded.text, next_line=decoded.is_unicode).text, path)
    if found is None or not found.codes:
        raise UnreadableFile(
            "It holds no codebook: no table with a column “code” beside “definition”, “memo” or "
            "“level”, and no headings with a definition below them. Nothing of it was taken in."
        )
    return found, name


def recognises(head: bytes, path: Path) -> bool:
    """Tell a codebook by its columns or its headings, whatever the file is called."""
    try:
        if head.startswith(b"PK\x03\x04"):
            return _of_package(path, most=_LOOKED_AT) is not None
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
        if path.suffix.lower() in (".md", ".markdown") or start[:1] == b"<":
            text = decode(_bytes(path)).text
            return _of_text(freeze(text).text, path) is not None
        first = freeze(decode(head[: head.rfind(b"\n") + 1] or head).text).text
        rows = _rows(first)
        return bool(rows) and columns_of(rows[0][1]) is not None
    except UnreadableFile:
        return False


def read(path: Path, options: ImportOptions, progress: Progress) -> FileResult:
    """Return the codebook of a file; raises UnreadableFile."""
    book, encoding = read_codebook(path, options.encoding)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    source = SourceFile(path.name, "codebook", encoding, digest)
    return FileResult(source, notes=tuple(map(FileNote, book.notes)), book=book)


def _bytes(path: Path) -> bytes:
    # Imported late: importers are asked in the order they come in, and Markdown is less than this.
    from gtcoder.exchange.plaintext import read_bytes

    return read_bytes(path)


def _of_package(path: Path, most: int | None = None) -> CodebookDraft | None:
    if is_workbook(path):
        return book_of_rows(workbook_rows(path, [], most))
    return _of_pieces(pieces_of_docx(path, most))


def _of_text(text: str, path: Path) -> CodebookDraft | None:
    if text.lstrip().startswith("<"):
        return _of_pieces(pieces_of_html(text))
    if path.suffix.lower() in (".md", ".markdown"):
        return _of_pieces(pieces_of_markdown(text))
    return book_of_rows(_rows(text))


def _of_pieces(pieces: Pieces) -> CodebookDraft | None:
    tables = (book_of_rows(table) for table in pieces.tables)
    return next((book for book in tables if book is not None), None) or book_of_parts(pieces.parts)


def _rows(text: str) -> list[tuple[int, list[str]]]:
    first = text.lstrip("\ufeff\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    return list(numbered_rows(text.lstrip("\ufeff"), delimiter))


IMPORTERS.add(
    "codebook", Importer("codebook", "Codebook", ENDINGS, recognises, read, particular=True)
)
