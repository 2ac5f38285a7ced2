"""Zip archives of transcripts: their members, taken out into a folder that does not stay."""

from __future__ import annotations

import shutil
import stat
import tempfile
import unicodedata
import weakref
import zipfile
from collections import Counter
from contextlib import suppress
from pathlib import Path, PurePosixPath

from gtcoder.batch import FileNote, FileReport, SourceFile
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.packages import ZIP_FAULTS, refuse_bombs

ENDING = ".zip"
_HEAD = b"PK\x03\x04"
# What an office document, a project or a program has in its zip, and a bundle of files has not.
_OTHERS = frozenset(
    ("[Content_Types].xml", "mimetype", "META-INF/manifest.xml", "META-INF/MANIFEST.MF",
     "project.qde", "content.xml")
)  # fmt: skip
_MOST = 5000
_LONGEST = 150  # characters of a name in the folder
_UTF8 = 1 << 11
_LOCKED = 1


class Unpacked:
    """A folder for members of zips, private to this user; it goes when this object does."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._count = 0

    def place_for(self, name: str) -> Path:
        """Return where to put a member; each has a folder to itself, so that names may recur."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="gtcoder-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._count += 1
        folder = self._folder / str(self._count)
        folder.mkdir()
        return folder / name

    def remove(self) -> None:
        """Remove the folder and all in it."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None


def is_bundle(path: Path, endings: frozenset[str]) -> bool:
    """Tell a zip of transcripts from other zips: by its name, and by what is in it.

    A damaged one counts as such: what would be in it cannot be told.
    """
    if path.suffix.lower() != ENDING:
        return False
    try:
        with path.open("rb") as file:
            if file.read(len(_HEAD)) != _HEAD:
                return False
    except OSError:
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except ZIP_FAULTS:
        return True
    known = any(PurePosixPath(name).suffix.lower() in endings for name in names)
    return known and not names & _OTHERS


def take_out(
    path: Path, endings: frozenset[str], room: Unpacked
) -> tuple[list[Path], list[FileReport]]:
    """Return the files of a bundle, put into `room`, and reports on what was left out.

    Nothing is taken out of an archive that is locked, damaged or a bomb, which a report then says.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = [each for each in archive.infolist() if not each.filename.endswith("/")]
            _refuse(members)
            return _members(path, archive, members, endings, room)
    except UnreadableFile as error:
        return [], [_report(path.name, error=str(error))]
    except ZIP_FAULTS:
        return [], [_report(path.name, error=_DAMAGED)]


_DAMAGED = (
    "It is damaged or cut off (no readable zip archive). Nothing of it was taken in; pack its "
    "files anew, or import them without packing."
)
_MEMBER_DAMAGED = (
    "It is damaged in the zip archive it came in. Nothing of it was taken in; pack it anew, or "
    "import it without packing."
)


def _refuse(members: list[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & _LOCKED for member in members):
        raise UnreadableFile(
            "It is locked with a password. Nothing of it was taken in; unpack it with the password "
            "and import the files."
        )
    if len(members) > _MOST:
        raise UnreadableFile(
            "It holds {count} files, more than the {most} that are taken in at once. Nothing of it "
            "was taken in; divide it.",
            count=len(members),
            most=_MOST,
        )
    refuse_bombs(members)


def _members(
    path: Path,
    archive: zipfile.ZipFile,
    members: list[zipfile.ZipInfo],
    endings: frozenset[str],
    room: Unpacked,
) -> tuple[list[Path], list[FileReport]]:
    files: list[Path] = []
    reports: list[FileReport] = []
    out: Counter[str] = Counter()
    for member in members:
        name = _name(member)
        bare = PurePosixPath(name).name
        why = _left_out(member, name)
        if why:
            out[why] += 1
        elif PurePosixPath(bare).suffix.lower() not in endings:
            reports.append(unknown_kind(bare))
        else:
            try:
                files.append(_put(archive, member, room.place_for(_fit(bare))))
            except ZIP_FAULTS:
                reports.append(_report(bare, error=_MEMBER_DAMAGED))
    notes = [f"left out: {what}: {count}" for what, count in out.items()]
    about = [_report(path.name, *notes)] if notes else []
    return files, [*about, *reports]


def _left_out(member: zipfile.ZipInfo, name: str) -> str:
    """Return why a member is not wanted at all; "" if it may be."""
    parts = PurePosixPath(name).parts
    if "__MACOSX" in parts or any(part.startswith((".", "~$")) and part != ".." for part in parts):
        return "hidden files and those that programs leave behind"
    if not parts or name.startswith("/") or ".." in parts or ":" in parts[0]:
        return "files whose name leads out of the archive"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "links to other files"
    return ""


def _name(member: zipfile.ZipInfo) -> str:
    """Return a member's name; old programs do not say in which letters it is written."""
    name = member.filename
    if not member.flag_bits & _UTF8 and not name.isascii():
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return unicodedata.normalize("NFC", name.replace("\\", "/")) or "?"


def _fit(name: str) -> str:
    """Return a name that every disk takes, its ending kept."""
    clean = "".join("\ufffd" if ord(sign) < 32 or sign in ':*?"<>|' else sign for sign in name)
    ending = PurePosixPath(clean).suffix
    return clean[: len(clean) - len(ending)][:_LONGEST] + ending


def _put(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Path) -> Path:
    with archive.open(member) as source, place.open("wb") as target:
        shutil.copyfileobj(source, target)
    return place


def unknown_kind(name: str) -> FileReport:
    """Return the report on a file in a folder or zip that no importer is for."""
    if name.lower().endswith(ENDING):
        return _report(name, "left out: a zip archive; unpack it and import its files")
    return _report(name, "left out: its ending is that of no kind of file known here")


def _report(name: str, *notes: str, error: str | None = None) -> FileReport:
    kind = PurePosixPath(name).suffix.lower().lstrip(".")
    return FileReport(SourceFile(name, kind, "", ""), tuple(map(FileNote, notes)), error)
