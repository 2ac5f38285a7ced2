"""As what a study can leave: the kinds of files, and the writing of each, in a job."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from gtcoder.exchange.archive.about import ArchiveOptions
from gtcoder.progress import Progress
from gtcoder.store.reader import Reader

PROJECT, CODEBOOK, FOLDER, ARCHIVE = "qdpx", "qdc", "folder", "archive"
ANNOTATED = ("docx", "html", "pdf")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be written, as what, and where; no `documents` or `coders` stands for all."""

    kind: str
    out: Path
    utf16: bool = False
    documents: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    archived: ArchiveOptions = field(default_factory=ArchiveOptions)


@dataclass(frozen=True, slots=True)
class Shared:
    """Where it was written, what it does not hold of the study, and what to know of it."""

    out: Path
    losses: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShareKind:
    """A kind of export: its name, the ending of its file (none for a folder), what it is for."""

    key: str
    title: str
    ending: str
    told: str
    write: Callable[[Reader, Wish, Progress], Shared]


def _refi(reader: Reader, wish: Wish, progress: Progress) -> Shared:
    from gtcoder.exchange.refi.writing import RefiOptions, write_project
    from gtcoder.queries.whole import whole_study

    options = RefiOptions(wish.utf16 and wish.kind == PROJECT)
    made = write_project(whole_study(reader), wish.out, options, progress)
    return Shared(made.path, made.losses, made.notes)


def _folder(reader: Reader, wish: Wish, progress: Progress) -> Shared:
    from gtcoder.exchange.plain_writer import write_study

    return Shared(wish.out, write_study(reader, wish.out, progress).left_out)


def _archive(reader: Reader, wish: Wish, progress: Progress) -> Shared:
    from gtcoder.exchange.archive.writing import write_archive

    made = write_archive(reader, wish.out, wish.archived, progress)
    return Shared(made.path, made.losses, made.notes)


def _annotated(reader: Reader, wish: Wish, progress: Progress) -> Shared:
    from gtcoder.drawing.annotated import write_annotated
    from gtcoder.exchange.annotated.sheet import annotated
    from gtcoder.reports.selection import Selection

    made = annotated(reader, Selection(coders=wish.coders, documents=wish.documents))
    write_annotated(made, wish.out, progress)
    return Shared(wish.out, made.left_out)


def share_kinds() -> tuple[ShareKind, ...]:
    """Return the kinds there are, those for other tools first."""
    annotated = _tr("Transcripts with their codings beside them, to read or to print: {how}.")
    return (
        ShareKind(PROJECT, _tr("REFI-QDA project"), ".qdpx",
                  _tr("For NVivo, ATLAS.ti, MAXQDA, QualCoder and other tools: texts, codes, "
                      "codings, memos, variables."), _refi),
        ShareKind(CODEBOOK, _tr("REFI-QDA codebook"), ".qdc",
                  _tr("Codes with their definitions and colours to other tools, without texts."),
                  _refi),
        ShareKind(FOLDER, _tr("Folder of plain text"), "",
                  _tr("Texts and tables that any program reads, now and in fifty years. Imported, "
                      "the folder is the same study again, but for what undo needs."), _folder),
        ShareKind(ARCHIVE, _tr("Archive package"), ".zip",
                  _tr("For a data archive: the study in open formats with description, licence and "
                      "checksums (RO-Crate, DataCite), with or without the texts."), _archive),
        ShareKind("html", _tr("Annotated page"), ".html",
                  annotated.format(how=_tr("a page with stripes in its margin")), _annotated),
        ShareKind("docx", _tr("Annotated Word file"), ".docx",
                  annotated.format(how=_tr("codings as comments")), _annotated),
        ShareKind("pdf", _tr("Annotated PDF"), ".pdf",
                  annotated.format(how=_tr("stripes in the margin")), _annotated),
    )  # fmt: skip


def _tr(text: str) -> str:
    return QCoreApplication.translate("Share", text)
