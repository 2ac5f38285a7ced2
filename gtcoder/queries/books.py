"""What a codebook from a file would do to the study: new codes, the same, additions, conflicts."""

from __future__ import annotations

from dataclasses import dataclass

from gtcoder.codebook_draft import (
    TEXTS,
    BookCode,
    BookState,
    CodebookDraft,
    difference,
    key_of,
    said,
)
from gtcoder.queries.codebook import CodeRow, attributes, codes
from gtcoder.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Both:
    """One thing of which file and study say something else; `ours` is empty where it is added."""

    name: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class BookRow:
    """A code of the file, the study's code of that path, and where the two differ."""

    code: BookCode
    state: BookState
    there: CodeRow | None = None
    both: tuple[Both, ...] = ()


def compare_book(reader: Reader, book: CodebookDraft) -> tuple[BookRow, ...]:
    """Return each code of a file beside the study's own."""
    there = {key_of(code.path): code for code in reversed(codes(reader))}
    values = attributes(reader)
    rows = []
    for code in book.codes:
        found = there.get(key_of(code.path))
        if found is None:
            rows.append(BookRow(code, BookState.NEW))
            continue
        own = {name: str(getattr(found, name)) for name in TEXTS}
        own |= {"level": str(found.level)}
        own |= {f"={name}": value for name, value in values.get(found.id, {}).items()}
        differs = difference(said(code), own)
        both = tuple(
            Both(name.removeprefix("="), own.get(name, ""), text)
            for name, text in {**differs.differing, **differs.added}.items()
        )
        rows.append(BookRow(code, differs.state, found, both))
    return tuple(rows)
