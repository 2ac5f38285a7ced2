"""Writing a study to a .qdpx or .qdc file."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from gtcoder.errors import InvalidInput
from gtcoder.exchange import door
from gtcoder.exchange.masked_rows import masked_rows
from gtcoder.exchange.refi.losses import notes_of, of_codebook, of_project
from gtcoder.exchange.refi.project import codebook_parts, project_parts
from gtcoder.exchange.refi.study import Outgoing
from gtcoder.exchange.refi.xml import guid_text
from gtcoder.exchange.whole_files import whole_file
from gtcoder.garbage import collecting_later
from gtcoder.progress import Progress, Silent
from gtcoder.study_rows import StudyRows

PROJECT, CODEBOOK = ".qdpx", ".qdc"
_LARGEST = 2**31 - 1
_BEGINNING = (1980, 1, 1, 0, 0, 0)
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16
_FAST = 1  # level of compression: under half the time of the usual one, files a tenth larger


@dataclass(frozen=True, slots=True)
class RefiOptions:
    """How a project is written: `utf16_offsets` counts positions as NVivo does."""

    utf16_offsets: bool = False


@dataclass(frozen=True, slots=True)
class WrittenProject:
    """A file that was written, what it does not hold of the study, and what to know of it."""

    path: Path
    losses: tuple[str, ...]
    notes: tuple[str, ...]


@collecting_later()
def write_project(
    rows: StudyRows,
    out: Path,
    options: RefiOptions | None = None,
    progress: Progress | None = None,
) -> WrittenProject:
    """Write a whole study to a .qdpx file, or its codebook to a .qdc file, by the file's ending.

    It goes through the door, without the names that the list in force replaces. It is all written
    or not at all; the same study gives the same bytes. Raises InvalidInput where the ending is
    another, there is nothing to write or the disk refuses, and NotAllowed where the door is shut.
    """
    ending = out.suffix.lower()
    if ending not in (PROJECT, CODEBOOK):
        raise InvalidInput(
            "“{file}” does not end in .qdpx (a project) or .qdc (a codebook). Nothing was written; "
            "end it in one of them.",
            file=out.name,
        )
    mask, whole = door.mask(), rows
    if mask:
        rows = masked_rows(rows, mask)
    study = Outgoing(rows, mask, (options or RefiOptions()).utf16_offsets)
    follow = progress or Silent()
    with whole_file(out, follow) as draft:
        if ending == CODEBOOK:
            _write_text(draft, codebook_parts(study))
            losses, notes = of_codebook(whole), tuple[str, ...]()
        else:
            _write_archive(draft, study, follow)
            losses, notes = of_project(whole), tuple(notes_of(study))
    return WrittenProject(out, losses, (*notes, *door.notes_on(out)))


def _write_text(path: Path, parts: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(parts)


def _write_archive(path: Path, study: Outgoing, progress: Progress) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open(_member("project.qde"), "w", force_zip64=False) as file:
            _pour(project_parts(study, progress), file.write)
        documents = study.documents
        for done, document in enumerate(documents):
            progress.step(done, len(documents), "packing")
            name = f"sources/{guid_text(document['guid'])}.txt"
            archive.writestr(_member(name), study.texts[document["guid"]].encode())


def _pour(parts: Iterable[str], write: Callable[[bytes], object]) -> None:
    """Write pieces of text in lumps, and refuse what REFI-QDA allows no file to be."""
    lump: list[str] = []
    size = total = 0
    for part in parts:
        lump.append(part)
        size += len(part)
        if size > 2**20:
            total += _poured(lump, write, total)
            lump, size = [], 0
    _poured(lump, write, total)


def _poured(lump: list[str], write: Callable[[bytes], object], total: int) -> int:
    data = "".join(lump).encode()
    if total + len(data) > _LARGEST:
        raise InvalidInput(
            "The project is larger than the 2 GB that REFI-QDA allows. Nothing was written; write "
            "the study as an archive or a folder instead."
        )
    write(data)
    return len(data)


def _member(name: str) -> zipfile.ZipInfo:
    """Return an entry of the archive that says nothing of when and where it was made."""
    member = zipfile.ZipInfo(name, _BEGINNING)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system, member.external_attr = _UNIX, _PLAIN_FILE
    member._compresslevel = _FAST  # type: ignore[attr-defined]  # open() takes it from nowhere else
    return member
