"""Read RTF by an own walk, since what libraries give has no footnotes, marks and revisions.

Every paragraph is a line, those of tables too: cell by cell, row by row. The text of a box follows
the paragraph it is anchored in. Footnotes and endnotes stand at the end, after an empty line, each
under its number; nothing is inserted where they are referred to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from gtcoder.batch import FileNote, SourceFile
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.formats import IMPORTERS, FileResult, Importer, ImportOptions
from gtcoder.exchange.lines import Lines
from gtcoder.exchange.plaintext import read_bytes
from gtcoder.exchange.rtf_walk import Walk
from gtcoder.exchange.signatures import what_it_looks_like
from gtcoder.exchange.stories import note_label, notes_kept, result_of
from gtcoder.progress import Progress

_HEAD = b"{\\rtf"
_BEFORE = b"\xef\xbb\xbf \t\r\n\0"


def recognises(head: bytes, path: Path) -> bool:
    """Tell RTF by its first bytes, or by a name that claims to be one."""
    return head.lstrip(_BEFORE).startswith(_HEAD) or path.suffix.lower() == ".rtf"


def read(path: Path, options: ImportOptions, progress: Progress) -> FileResult:
    """Return the one document of an RTF file; raises UnreadableFile."""
    data = read_bytes(path)
    content = data.lstrip(_BEFORE)
    if not content.startswith(_HEAD):
        raise UnreadableFile(
            "It is named like RTF but is {what}. Nothing of it was taken in; {advice}.",
            **what_it_looks_like(data[:64], path),
        )
    # Every byte is a character so far; the fonts tell which letters they are.
    walk = Walk(content.decode("latin-1")).run()
    tail = Lines()
    notes = [*_take_notes(walk, tail)]
    source = SourceFile(path.name, "rtf", walk.encoding, hashlib.sha256(data).hexdigest())
    return result_of(walk.body.page, tail, source, options, (*walk.remarks.notes(), *notes))


def _take_notes(walk: Walk, tail: Lines) -> Iterator[FileNote]:
    for kind in ("footnote", "endnote"):
        found = [story for story in walk.notes if story.kind == kind]
        if found:
            yield notes_kept(kind, (story.line for story in found))
        for number, story in enumerate(found, start=1):
            if story.page.lines:
                tail.take(story.page, f"[{note_label(number, kind)}] ")


IMPORTERS.add("rtf", Importer("rtf", "RTF", (".rtf",), recognises, read))
