"""Read many files in one go: what can be read comes in, what cannot is reported by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
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
from gtcoder.exchange import (  # noqa: F401
    codebook_files,
    coding_hint,
    docx,
    html,
    odt,
    pdf,
    plaintext,
    rtf,
    subtitles,
    variables,
)
from gtcoder.exchange.expanding import expand
from gtcoder.exchange.file_names import PARTICIPANT, name_pattern
from gtcoder.exchange.formats import (
    HEAD,
    FileResult,
    Importer,
    ImportOptions,
    importer_for,
)
from gtcoder.exchange.free_names import FreeNames
from gtcoder.exchange.import_profiles import check
from gtcoder.exchange.packages import kept_open
from gtcoder.exchange.survey import SURVEY, is_sheet, may_be_survey
from gtcoder.exchange.transcripts import document_name
from gtcoder.exchange.zipped import Unpacked
from gtcoder.progress import Progress, Silent
from gtcoder.vocabulary import VariableScope


def read_files(
    paths: Iterable[Path],
    options: ImportOptions | None = None,
    progress: Progress | None = None,
) -> ImportBatch:
    """Return drafts and one report per file, folders and zips expanded; nothing is stored.

    Faulty options raise InvalidInput before anything is read, `Cancelled` passes through. Two
    drafts of the same text both stay in the batch, and the second file's report says so.
    """
    options = options or ImportOptions()
    progress = progress or Silent()
    for each in (options, *options.files.values()):
        check(each)
    room = Unpacked()
    try:
        files, left_out = expand(paths, room)
        batch = _Batch(reports=left_out)
        for number, path in enumerate(files):
            progress.step(number, len(files), path.name)
            batch.take(path, options.for_file(path.name), progress)
    finally:
        room.remove()
    progress.step(len(files), len(files))
    return ImportBatch(
        tuple(batch.documents), tuple(batch.variables), tuple(batch.reports), tuple(batch.books)
    )


@dataclass
class _Batch:
    """The drafts so far, and what is needed to keep names apart and to see the same text twice."""

    reports: list[FileReport]
    documents: list[DocumentDraft] = field(default_factory=list)
    variables: list[VariableDraft] = field(default_factory=list)
    books: list[CodebookDraft] = field(default_factory=list)
    names: FreeNames = field(default_factory=lambda: FreeNames(any_case=True))
    texts: dict[str, str] = field(default_factory=dict)
    speaks_in: dict[str, str] = field(default_factory=dict)

    def take(self, path: Path, options: ImportOptions, progress: Progress) -> None:
        """Read one file and keep what it holds, or the reason why it cannot be read."""
        kind = path.suffix.lower().lstrip(".")
        try:
            with kept_open(path):
                importer = _importer(path, options)
                kind = importer.name
                values = _in_its_name(path, options)
                options = replace(options, participant=values.get(PARTICIPANT, options.participant))
                result = importer.read(path, self._named(path, options), progress)
            if options.names and importer is not SURVEY:
                result = _with_values(result, values)
        except GtcoderError as error:
            self._refuse(path, kind, str(error))
        except OSError as error:
            self._refuse(path, kind, _environment(error))
        else:
            self._keep(result)

    def _refuse(self, path: Path, kind: str, sentence: str) -> None:
        self.reports.append(FileReport(SourceFile(path.name, kind, "", ""), error=sentence))

    def _named(self, path: Path, options: ImportOptions) -> ImportOptions:
        return options.naming(self.names.free(options.document or document_name(path.name)))

    def _keep(self, result: FileResult) -> None:
        notes = list(result.notes)
        for document in result.documents:
            notes += self._seen_before(document)
            self.names.keep(document.name)
        self.documents += result.documents
        self.variables += result.variables
        self.books += [] if result.book is None else [result.book]
        self.reports.append(FileReport(result.source, tuple(notes)))

    def _seen_before(self, document: DocumentDraft) -> Iterator[FileNote]:
        if document.is_answer:
            return
        first = self.texts.setdefault(document.sha256, document.name)
        if first != document.name:
            yield FileNote(same_as(first))
        people = [speaker.participant for speaker in document.speakers if speaker.participant]
        if len(people) < 2:
            return
        for name in people:
            other = self.speaks_in.setdefault(name, document.name)
            if other != document.name:
                yield FileNote(f"“{name}” is taken as the same participant as in {other}")


def same_as(name: str) -> str:
    """Return the note that an earlier file of the import holds the same text."""
    return f"holds the same text as “{name}”"


def _importer(path: Path, options: ImportOptions) -> Importer:
    head = _head(path)
    if options.survey is not None and is_sheet(path):
        return SURVEY
    try:
        return importer_for(head, path)
    except UnreadableFile:
        if not is_sheet(path):
            raise
        raise UnreadableFile(
            "This is a table with columns unknown here.{survey} Nothing of it was taken in; for "
            "variables, call its first column document or participant, or read it as a survey, "
            "where each row is a participant.",
            survey=may_be_survey(path),
        ) from None


def _in_its_name(path: Path, options: ImportOptions) -> dict[str, str]:
    """Return the values of variables in the name of a file; none where it does not fit."""
    return (name_pattern(options.names).values(path.name) or {}) if options.names else {}


def _with_values(result: FileResult, values: dict[str, str]) -> FileResult:
    """Return what a file held with the variables of its name, or a note that there are none."""
    if not result.documents:
        return result
    if not values:
        note = FileNote("its name does not fit the pattern; no variables were taken from it")
        return replace(result, notes=(*result.notes, note))
    more = tuple(
        VariableDraft(name, value, VariableScope.DOCUMENT, document.name, with_text=True)
        for document in result.documents
        for name, value in values.items()
        if name != PARTICIPANT
    )
    return replace(result, variables=(*result.variables, *more))


def _head(path: Path) -> bytes:
    if not path.exists():
        raise UnreadableFile("There is no such file. Nothing of it was taken in; look at its name.")
    if not path.is_file():
        raise UnreadableFile(
            "It is no ordinary file. Nothing of it was taken in; save what it holds as a file, and "
            "import that."
        )
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise UnreadableFile("It is empty. Nothing of it was taken in; look at the file.")
    return head


def _environment(error: OSError) -> str:
    return f"It cannot be read ({error.strerror}). Nothing of it was taken in."
