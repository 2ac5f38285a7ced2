"""Tables of codings among other files to import: known by their columns, and sent to their door.

They lie over documents that a study has already, so they come by themselves (`coding_plans`).
"""

from __future__ import annotations

import csv
from pathlib import Path

from gtcoder.errors import UnreadableFile
from gtcoder.exchange.coding_tables import is_coding_table
from gtcoder.exchange.decoding import decode
from gtcoder.exchange.formats import IMPORTERS, FileResult, Importer, ImportOptions
from gtcoder.exchange.given_sheets import delimiter_of
from gtcoder.exchange.workbooks import is_workbook, workbook_rows
from gtcoder.progress import Progress

_SHEETS = (".xlsx", ".xlsm")
_TABLES = (".csv", ".tsv")


def recognises(head: bytes, path: Path) -> bool:
    """Tell a table whose headings name documents, codes, and passages."""
    ending = path.suffix.lower()
    try:
        if ending in _SHEETS and head.startswith(b"PK") and is_workbook(path):
            rows = [cells for _, cells in workbook_rows(path, [], most=1)]
        elif ending in _TABLES:
            text = decode(head[: head.rfind(b"\n") + 1] or head).text.removeprefix("\ufeff")
            first = text.lstrip("\r\n").splitlines()[:1]
            rows = list(csv.reader(first, delimiter=delimiter_of(text)))
        else:
            return False
    except (UnreadableFile, csv.Error):
        return False
    return bool(rows) and is_coding_table([cell.strip() for cell in rows[0]])


def read(path: Path, options: ImportOptions, progress: Progress) -> FileResult:
    """Say where such a table is to be brought in."""
    raise UnreadableFile(
        "It is a table of codings, which lie on documents that the study has already. Nothing of "
        "it was taken in; import it by itself, as a table of codings (--codings)."
    )


IMPORTERS.add(
    "codings", Importer("codings", "Table of codings", (), recognises, read, particular=True)
)
