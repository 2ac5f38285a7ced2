"""What an importer is, what it may be told, and the registry of all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from gtcoder.batch import DocumentDraft, FileNote, SourceFile, VariableDraft
from gtcoder.codebook_draft import CodebookDraft
from gtcoder.errors import InvalidInput, UnreadableFile
from gtcoder.exchange.signatures import what_it_looks_like
from gtcoder.progress import Progress
from gtcoder.registry import Registry

AUTO = "auto"
NONE = "none"
KEEP, JOIN = "keep", "join"
PDF_LINES = (AUTO, KEEP, JOIN)


@dataclass(frozen=True, slots=True)
class SurveyColumns:
    """Which columns of a survey say who answers, and which hold texts; what is not said is found.

    `texts` become documents, all others variables of the participant.
    """

    who: str = ""
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the coder says about the files; all of it is a proposal that can be corrected later.

    `speakers` is "auto", "none" or a regular expression whose group `speaker` (else the first) is
    the label; `participant` names the one person interviewed; `interviewers` are the labels of
    those who ask; `who` ties a speaker label to a participant; `document` names the document
    (else its file's stem); `files` holds other options for single files by their bare name.
    `times` is "auto" or "none": whether time stamps at labels become the times of turns;
    `pdf_lines` is "auto", "keep" or "join"; `names` is a pattern of file names that hold the
    values of variables; with `survey` a table is read as one, a row a participant.
    """

    speakers: str = AUTO
    participant: str | None = None
    encoding: str = AUTO
    interviewers: tuple[str, ...] = ()
    who: Mapping[str, str] = field(default_factory=dict)
    document: str | None = None
    files: Mapping[str, ImportOptions] = field(default_factory=dict)
    times: str = AUTO
    pdf_lines: str = AUTO
    names: str = ""
    survey: SurveyColumns | None = None

    def for_file(self, name: str) -> ImportOptions:
        """Return the options that hold for the file of that bare name."""
        return self.files.get(name, self)

    def naming(self, document: str) -> ImportOptions:
        """Return the same options with the document's name set."""
        return replace(self, document=document)


@dataclass(frozen=True, slots=True)
class FileResult:
    """What one file held: documents, variables, a codebook, and notes on how it was read."""

    source: SourceFile
    documents: tuple[DocumentDraft, ...] = ()
    variables: tuple[VariableDraft, ...] = ()
    notes: tuple[FileNote, ...] = ()
    book: CodebookDraft | None = None


@dataclass(frozen=True, slots=True)
class Importer:
    """A reader of one kind of file.

    `recognises` judges by the first bytes (and may look into the file), not by the name alone;
    `read` raises UnreadableFile with a sentence that does not repeat the file's name. A
    `last_resort` is asked only when no other importer wants the file; a `particular` one is asked
    before the others, since what it wants would pass for theirs.
    """

    name: str
    title: str
    extensions: tuple[str, ...]
    recognises: Callable[[bytes, Path], bool]
    read: Callable[[Path, ImportOptions, Progress], FileResult]
    last_resort: bool = False
    particular: bool = False


IMPORTERS: Registry[Importer] = Registry("importers")
HEAD = 4096


def importer_for(head: bytes, path: Path) -> Importer:
    """Return the importer that recognises the file, or raise UnreadableFile."""
    known = [importer for _, importer in IMPORTERS]
    for importer in sorted(known, key=lambda one: (one.last_resort, not one.particular)):
        if importer.recognises(head, path):
            return importer
    raise UnreadableFile(
        "This is {what}, which cannot be read as a transcript. Nothing of it was taken in; "
        "{advice}.",
        **what_it_looks_like(head, path),
    )


def known_extensions() -> frozenset[str]:
    """Return the file endings of all importers, with their dots."""
    return frozenset(ending for _, importer in IMPORTERS for ending in importer.extensions)


def speaker_pattern(expression: str) -> re.Pattern[str] | None:
    """Compile the coder's own pattern of speaker labels; None for "auto" and "none"."""
    if expression in (AUTO, NONE):
        return None
    try:
        pattern = re.compile(expression, re.MULTILINE)
    except re.error as error:
        raise InvalidInput(
            "The speaker pattern “{pattern}” is no regular expression ({reason}). Nothing was "
            "read; correct it, or say auto or none.",
            pattern=expression,
            reason=error,
        ) from None
    if not pattern.groups:
        raise InvalidInput(
            "The speaker pattern “{pattern}” has no group that holds the label. Nothing was read; "
            "put brackets round it, as in ^(?P<speaker>[A-Z]+):",
            pattern=expression,
        )
    return pattern
