"""Writing a package: data first, then what describes them, the same bytes for the same study."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gtcoder import __version__
from gtcoder.errors import InvalidInput
from gtcoder.exchange import door
from gtcoder.exchange.archive.about import ArchiveOptions, Creator, is_known_licence
from gtcoder.exchange.archive.contents import Contents, write_contents
from gtcoder.exchange.archive.crate import CRATE, crate
from gtcoder.exchange.archive.datacite import datacite
from gtcoder.exchange.archive.described import Described, PackedFile
from gtcoder.exchange.archive.told import about_file, licence_page, readme
from gtcoder.exchange.archive.wordless import Quotes
from gtcoder.exchange.whole_files import whole_file, whole_folder
from gtcoder.progress import Progress, Silent
from gtcoder.queries import people
from gtcoder.queries.whole import whole_study
from gtcoder.store.reader import Reader
from gtcoder.study_rows import StudyRows
from gtcoder.vocabulary import CoderRole

MANIFEST, README, LICENCE, DATACITE = (
    "manifest-sha256.txt", "README.txt", "LICENSE.txt", "datacite.json",
)  # fmt: skip
ZIPPED = ".zip"
_BEGINNING = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE, _FOLDER = 0o100644 << 16, 0o40755 << 16 | 0x10


@dataclass(frozen=True, slots=True)
class WrittenArchive:
    """A package that was written: where, its files, what it leaves out, what was not said."""

    path: Path
    files: tuple[PackedFile, ...]
    losses: tuple[str, ...]
    notes: tuple[str, ...]


def write_archive(
    reader: Reader, out: Path, options: ArchiveOptions, progress: Progress | None = None
) -> WrittenArchive:
    """Write the package to a new folder, or to a file that ends in .zip, whole or not at all.

    It goes through the door, without the names that the list in force replaces. Raises InvalidInput
    where there is something already or the disk refuses, and NotAllowed where the door is shut or
    a blind round hides a part of the study.
    """
    zipped = out.suffix.lower() == ZIPPED
    if out.exists() and (not zipped or out.is_dir()) and (out.is_file() or any(out.iterdir())):
        raise InvalidInput(
            "“{path}” is there and not empty. Nothing was written; name a new folder, or a file "
            "that ends in .zip.",
            path=out,
        )
    follow = progress or Silent()
    rows = whole_study(reader, history=True)
    if zipped:
        with (
            whole_file(out, follow) as packed,
            tempfile.TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent) as place,
        ):
            written = _write(reader, rows, Path(place), options, follow)
            _zip(Path(place), packed, follow)
    else:
        with whole_folder(out, follow) as draft:
            written = _write(reader, rows, draft, options, follow)
    return replace(written, path=out, notes=(*written.notes, *door.notes_on(out)))


def _write(
    reader: Reader, rows: StudyRows, draft: Path, options: ArchiveOptions, follow: Progress
) -> WrittenArchive:
    moment = rows.history[-1].at if rows.history else datetime(1980, 1, 1, tzinfo=UTC)
    about, notes = _filled(reader, options)
    quotes = Quotes(rows.texts.values()) if options.without_texts else None
    if quotes is not None:
        about = quotes.without_in(about, "what describes the package")
    contents = write_contents(reader, rows, draft, quotes, moment, follow)
    said = Described(
        door.mask().all_in(about),
        day=moment.astimezone(UTC).date().isoformat(),
        year=about.year or moment.year,
        version=f"revision {reader.revision}",
        program=f"gtcoder {__version__}",
    )
    (draft / LICENCE).write_text(licence_page(about.licence), encoding="utf-8")
    for name, describe in _DESCRIBED.items():
        said = replace(said, files=_packed(draft, (CRATE, MANIFEST)))
        (draft / name).write_text(describe(said, contents), encoding="utf-8", newline="")
    files = _packed(draft, (MANIFEST,))
    lines = "".join(f"{each.sha256}  {each.path}\n" for each in files)
    (draft / MANIFEST).write_text(lines, encoding="utf-8", newline="")
    return WrittenArchive(draft, files, contents.losses, (*contents.notes, *notes))


def _told_in_readme(said: Described, contents: Contents) -> str:
    later = (DATACITE, CRATE, MANIFEST)
    files = (*said.files, *(PackedFile(name, 0, "") for name in later))
    return readme(replace(said, files=files), contents.losses)


_DESCRIBED: Mapping[str, Callable[[Described, Contents], str]] = {
    README: _told_in_readme,
    DATACITE: lambda said, _: _json(datacite(said)),
    CRATE: lambda said, _: _json(crate(said)),
}


def _json(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _filled(reader: Reader, options: ArchiveOptions) -> tuple[ArchiveOptions, tuple[str, ...]]:
    """Return the options with what the study knows, and what nobody said."""
    about = options.filled_from(reader.study.settings)
    notes = []
    if not about.creators:
        coders = (row for row in people.coders(reader) if row.role != CoderRole.VIEWER)
        about = replace(about, creators=tuple(Creator(row.name) for row in coders))
        notes.append("no creators were named: the study's coders stand as such")
    if not about.licence:
        notes.append("no licence was named, so nobody may use the data further")
    elif not is_known_licence(about.licence):
        notes.append(
            f"“{about.licence}” is none of the licences that data are usually given under; it "
            "stands as it was said: look it up at spdx.org/licenses"
        )
    if not about.publisher:
        notes.append("no publisher was named: datacite.json says that it is not known")
    title = about.title or reader.study.title
    description = about.description or f"Interviews coded in a study called “{title}”."
    return replace(about, title=title, description=description), tuple(notes)


def _packed(draft: Path, without: tuple[str, ...]) -> tuple[PackedFile, ...]:
    found = []
    for path in sorted(draft.rglob("*")):
        name = path.relative_to(draft).as_posix()
        if path.is_file() and name not in without:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            found.append(PackedFile(name, path.stat().st_size, digest, about_file(name)))
    return tuple(sorted(found, key=lambda each: each.path))


def _zip(draft: Path, out: Path, follow: Progress) -> None:
    """Pack the folder; entries say nothing of when and where they were made."""
    paths = {each.relative_to(draft).as_posix(): each for each in draft.rglob("*")}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for done, (name, path) in enumerate(sorted(paths.items())):
            follow.step(done, len(paths), "packing")
            member = zipfile.ZipInfo(f"{name}/" if path.is_dir() else name, _BEGINNING)
            member.create_system = 3
            if path.is_dir():  # named in the description, so there to be found
                member.external_attr = _FOLDER
                package.writestr(member, b"")
                continue
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, _PLAIN_FILE
            with path.open("rb") as source, package.open(member, "w") as target:
                shutil.copyfileobj(source, target)
