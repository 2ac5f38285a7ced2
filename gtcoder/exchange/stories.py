"""Make the draft of a document from the lines of its body and of its notes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from gtcoder.batch import FileNote, SourceFile
from gtcoder.exchange.formats import FileResult, ImportOptions
from gtcoder.exchange.freezing import freeze, places_after
from gtcoder.exchange.lines import Lines, marks_of, shifted
from gtcoder.exchange.transcripts import draft_document

_BEFORE_NOTES = "\n\n"
_LAST_ROMAN = 3_999


def result_of(
    body: Lines,
    tail: Lines,
    source: SourceFile,
    options: ImportOptions,
    notes: Iterable[FileNote] = (),
) -> FileResult:
    """Return what a file held; `tail` stands behind an empty line and in nobody's turn.

    Raises UnreadableFile where there is no text.
    """
    raw, stretches = body.text, body.stretches
    end = len(raw)
    if tail.lines:
        stretches = [*stretches, *shifted(tail.stretches, end + len(_BEFORE_NOTES))]
        raw += _BEFORE_NOTES + tail.text
    frozen = freeze(raw)
    document, more = draft_document(
        frozen,
        source,
        options,
        speech_end=places_after(raw, [end])[0],
        marks=marks_of(raw, stretches, frozen.text),
    )
    return FileResult(source, (document,), notes=(*notes, *frozen.notes, *more))


def note_label(number: int, kind: str) -> str:
    """Return the mark a note has by default: 1, 2 … for footnotes, i, ii … for endnotes."""
    if kind == "footnote" or number > _LAST_ROMAN:
        return str(number)
    marks = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
             (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
    label = ""
    for value, mark in marks:
        count, number = divmod(number, value)
        label += mark * count
    return label


def notes_kept(kind: str, lines: Iterable[int]) -> FileNote:
    """Return the note that says where footnotes or endnotes went."""
    numbers = list(dict.fromkeys(lines))
    where = f"line{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"
    return FileNote(
        f"{kind}s kept at the end of the text, under their numbers; referred to in {where}"
    )


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
