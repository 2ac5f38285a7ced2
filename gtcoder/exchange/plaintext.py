"""Read plain text and Markdown; Markdown comes in as it was written, marks and all."""

from __future__ import annotations

import hashlib
from pathlib import Path

from gtcoder.batch import SourceFile
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.decoding import decode, utf16_without_mark
from gtcoder.exchange.formats import IMPORTERS, FileResult, Importer, ImportOptions
from gtcoder.exchange.freezing import freeze
from gtcoder.exchange.signatures import is_other_kind, is_table
from gtcoder.exchange.transcripts import draft_document
from gtcoder.progress import Progress

SIZE_LIMIT = 200 * 2**20
_MARKDOWN = (".md", ".markdown")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\x0b\x0c\r\x1a\x1b")
_ENOUGH = 64
_TOO_MANY = 0.1
_UTF16_OR_32 = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def recognises_text(head: bytes, path: Path) -> bool:
    """Tell text from other files: no known signature, hardly any control characters."""
    if head.startswith(_UTF16_OR_32):
        return True
    if is_other_kind(head) or is_table(path):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    few = len(head) < _ENOUGH or controls <= _TOO_MANY * len(head)
    return few or utf16_without_mark(head[: len(head) & ~1]) is not None


def recognises_markdown(head: bytes, path: Path) -> bool:
    """Tell text whose name says that it is Markdown."""
    return path.suffix.lower() in _MARKDOWN and recognises_text(head, path)


def read_text(path: Path, options: ImportOptions, progress: Progress) -> FileResult:
    """Return the one document of a text file; raises UnreadableFile."""
    return _read(path, options, "txt")


def read_markdown(path: Path, options: ImportOptions, progress: Progress) -> FileResult:
    """Return the one document of a Markdown file, its marks kept; raises UnreadableFile."""
    return _read(path, options, "md")


def _read(path: Path, options: ImportOptions, kind: str) -> FileResult:
    data = read_bytes(path)
    decoded = decode(data, options.encoding)
    frozen = freeze(decoded.text, next_line=decoded.is_unicode)
    source = SourceFile(path.name, kind, decoded.encoding, hashlib.sha256(data).hexdigest())
    document, notes = draft_document(frozen, source, options)
    return FileResult(source, (document,), notes=(*decoded.notes, *frozen.notes, *notes))


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a text file unless it is too large to be a transcript."""
    size = path.stat().st_size
    if size > SIZE_LIMIT:
        raise UnreadableFile(
            "It is {size} MB large; a text of more than {limit} MB is no transcript. Nothing of it "
            "was taken in; divide it and import the pieces.",
            size=size // 2**20,
            limit=SIZE_LIMIT // 2**20,
        )
    return path.read_bytes()


IMPORTERS.add(
    "md",
    Importer("md", "Markdown", _MARKDOWN, recognises_markdown, read_markdown),
)
IMPORTERS.add(
    "txt",
    Importer("txt", "Plain text", (".txt", ".text"), recognises_text, read_text, last_resort=True),
)
