"""Read many files in one go: what can be read comes in, what cannot is reported by name."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gtcoder.batch import (
    DocumentDraft,
    FileNote,
    FileReport,
    ImportBatch,
    SourceFile,
    VariableDraft,
)
from gtcoder.codebook_draft import CodebookDraft
from gtcoder.errors import GtcoderError, UnreadableFile

# Imported for their importers, which register themselves; the order is that of asking.
from gtcoder.exchange import codebook_files, docx, plaintext, variables  # noqa: F401
from gtcoder.exchange.decoding import known_encoding
from gtcoder.exchange.formats import (
    AUTO,
    HEAD,
    FileResult,
    ImportOptions,
    importer_for,
    known_extensions,
    speaker_pattern,
)
from gtcoder.exchange.transcripts import document_name
from gtcoder.progress import Progress, Silent

_DIGITS = re.compile(r"(\d+)")


def read_files(
    paths: Iterable[Path],
    options: ImportOptions | None = None,
    progress: Progress | None = None,
) -> ImportBatch:
    """Return drafts and one report per file, folders expanded; nothing is stored.

    Faulty options raise InvalidInput before anything is read, `Cancelled` passes through. Two
    drafts of the same text both stay in the batch, and the second file's report says so.
    """
    options = options or ImportOptions()
    progress = progress or Silent()
    for each in (options, *options.files.values()):
        _judge(each)
    files, left_out = expand(paths)
    batch = _Batch(reports=left_out)
    for number, path in enumerate(files):
        progress.step(number, len(files), path.name)
        batch.take(path, options.for_file(path.name), progress)
    progress.step(len(files), len(files))
    return ImportBatch(
        tuple(batch.documents), tuple(batch.variables), tuple(batch.reports), tuple(batch.books)
    )


def _judge(options: ImportOptions) -> None:
    speaker_pattern(options.speakers)
    if options.encoding != AUTO:
        known_encoding(options.encoding)


@dataclass
class _Batch:
    """The drafts so far, and what is needed to keep names apart and to see the same text twice."""

    reports: list[FileReport]
    documents: list[DocumentDraft] = field(default_factory=list)
    variables: list[VariableDraft] = field(default_factory=list)
    books: list[CodebookDraft] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    texts: dict[str, str] = field(default_factory=dict)
    speaks_in: dict[str, str] = field(default_factory=dict)

    def take(self, path: Path, options: ImportOptions, progress: Progress) -> None:
        """Read one file and keep what it holds, or the reason why it cannot be read."""
        kind = path.suffix.lower().lstrip(".")
        try:
            importer = importer_for(_head(path), path)
            kind = importer.name
            result = importer.read(path, self._named(path, options), progress)
        except GtcoderError as error:
            self._refuse(path, kind, str(error))
        except OSError as error:
            self._refuse(path, kind, _environment(error))
        else:
            self._keep(result)

    def _refuse(self, path: Path, kind: str, sentence: str) -> None:
        self.reports.append(FileReport(SourceFile(path.name, kind, "", ""), error=sentence))

    def _named(self, path: Path, options: ImportOptions) -> ImportOptions:
        wanted = options.document or document_name(path.name)
        name, number = wanted, 1
        while name.casefold() in self.names:
            number += 1
            name = f"{wanted} ({number})"
        return options.naming(name)

    def _keep(self, result: FileResult) -> None:
        notes = list(result.notes)
        for document in result.documents:
            notes += self._seen_before(document)
            self.names.add(document.name.casefold())
        self.documents += result.documents
        self.variables += result.variables
        self.books += [] if result.book is None else [result.book]
        self.reports.append(FileReport(result.source, tuple(notes)))

    def _seen_before(self, document: DocumentDraft) -> Iterator[FileNote]:
        first = self.texts.setdefault(document.sha256, document.name)
        if first != document.name:
            yield FileNote(f"holds the same text as “{first}”")
        people = [speaker.participant for speaker in document.speakers if speaker.participant]
        if len(people) < 2:
            return
        for name in people:
            other = self.speaks_in.setdefault(name, document.name)
            if other != document.name:
                yield FileNote(f"“{name}” is taken as the same participant as in {other}")


def _head(path: Path) -> bytes:
    if not path.exists():
        raise UnreadableFile("There is no such file. Nothing of it was taken in; look at its name.")
    if not path.is_file():
        raise UnreadableFile("It is no ordinary file. Nothing of it was taken in.")
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise UnreadableFile("It is empty. Nothing of it was taken in; look at the file.")
    return head


def _environment(error: OSError) -> str:
    return f"It cannot be read ({error.strerror}). Nothing of it was taken in."


def expand(paths: Iterable[Path]) -> tuple[list[Path], list[FileReport]]:
    """Return the files, folders expanded, and reports on files in folders nobody can read."""
    files: list[Path] = []
    left_out: list[FileReport] = []
    endings = known_extensions()
    for path in paths:
        if not os.path.isdir(path):
            files.append(path)
            continue
        for inside in _files_of(path):
            if inside.suffix.lower() in endings:
                files.append(inside)
            else:
                source = SourceFile(inside.name, inside.suffix.lower().lstrip("."), "", "")
                note = FileNote("left out: its ending is that of no kind of file known here")
                left_out.append(FileReport(source, (note,)))
    return list(dict.fromkeys(files)), left_out


def _files_of(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, P2 before P10, without hidden and lock files."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted((name for name in folders if not name.startswith(".")), key=_natural)
        for name in sorted(names, key=_natural):
            if not name.startswith((".", "~$")):
                yield Path(place, name)


def _natural(name: str) -> list[tuple[int, str]]:
    parts = _DIGITS.split(name.casefold())
    return [(int(part), "") if part.isdecimal() else (0, part) for part in parts]
