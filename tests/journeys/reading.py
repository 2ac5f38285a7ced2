"""What a study holds, read from its file by a reader of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gtcoder.queries.ledger import EntryRow, entries
from gtcoder.queries.passages import codings
from gtcoder.store.location import FileLocation, Location
from gtcoder.store.opening import open_study
from gtcoder.store.project import OpenProject
from gtcoder.store.reader import Reader
from gtcoder.store.verify import state_digest, verify
from gtcoder.vocabulary import CodingOrigin

Where = Path | Location
Coded = tuple[str, int, int, str, str]  # code with its path, start, end, coder, document


@dataclass(frozen=True, slots=True)
class Holdings:
    """A study at one moment: the revision, the digest of its state, and its codings in words."""

    revision: int
    digest: str
    codings: frozenset[Coded]


@contextmanager
def opened(where: Where, coder: str | None = None) -> Iterator[OpenProject]:
    """Open the study beside whoever works in it; nothing is written."""
    location = FileLocation(where) if isinstance(where, Path) else where
    with open_study(location, coder, read_only=True) as project:
        yield project


@contextmanager
def reading(where: Where, coder: str | None = None) -> Iterator[Reader]:
    """Give a reader of the study as it is now."""
    with opened(where, coder) as project, project.read() as reader:
        yield reader


def holdings(where: Where) -> Holdings:
    """Return what the study holds."""
    with opened(where) as project:
        digest = state_digest(project)
        with project.read() as reader:
            return Holdings(reader.revision, digest, _coded(reader))


def coded(where: Where, coder: str | None = None) -> frozenset[Coded]:
    """Return the codings, as a coder may see them."""
    with reading(where, coder) as reader:
        return _coded(reader)


def words_coded(where: Where) -> set[tuple[str, str, str]]:
    """Return the codings as code, words and coder."""
    with reading(where) as reader:
        return {(row.code[-1], row.text, row.coder) for row in codings(reader)}


def ledger(where: Where) -> tuple[EntryRow, ...]:
    """Return what was done."""
    with reading(where) as reader:
        return entries(reader)


def check_whole(path: Path) -> None:
    """Check that a study nobody has open is whole, free, and can be opened again."""
    beside = {each.name for each in path.parent.iterdir() if each.name.startswith(path.name)}
    assert beside == {path.name}, f"beside a study that nobody has open: {beside}"
    with open_study(FileLocation(path)) as project:
        found = verify(project)
    assert found.ok, found.problems


def _coded(reader: Reader) -> frozenset[Coded]:
    rows = [row for row in codings(reader) if row.origin != CodingOrigin.CONSENSUS]
    found = frozenset(
        (" > ".join(row.code), row.start, row.end, row.coder, row.document) for row in rows
    )
    assert len(found) == len(rows), "one coding is there twice"
    return found
