"""A REFI-QDA file opened with care: its one XML, and the texts beside it by their bare names."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import BinaryIO
from urllib.parse import unquote

from gtcoder.errors import UnreadableFile
from gtcoder.exchange.packages import (
    MEMBER_LIMIT,
    TOTAL_LIMIT,
    ZIP_FAULTS,
    refuse_packing,
    unpacked,
)

ENDINGS = (".qdpx", ".qde", ".qdc")
_TEXT_LIMIT = 100 * 2**20
_RATIO_LIMIT = 200
_RATIO_MATTERS = 10 * 2**20
_MOST_MEMBERS = 100_000
_REPEATED = 20 * 2**20  # of texts that are named more than once, beside as much as there is
_HEAD = 2048
_LOCKED = 0x1


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text of the project: the bare name it has there, its size, and where its bytes lie."""

    name: str
    size: int
    _place: Path | tuple[zipfile.ZipFile, zipfile.ZipInfo]

    def read(self) -> bytes:
        """Return its bytes; raises UnreadableFile where they are damaged, or far too many."""
        if isinstance(self._place, Path):
            return self._place.read_bytes()
        archive, member = self._place
        _refuse_bomb(member, _TEXT_LIMIT)
        return _bytes(archive, member)


def looks_like_refi(path: Path) -> bool:
    """Tell whether a file says it is REFI-QDA, by what it holds or by its ending."""
    if not path.is_file():
        return False
    if path.suffix.lower() in ENDINGS:
        return True
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
        if head.startswith(b"PK"):
            with zipfile.ZipFile(path) as archive:
                return len(_projects(archive.namelist())) > 0
    except ZIP_FAULTS:
        return False
    return b"QDA-XML" in head.replace(b"\0", b"")


class RefiFile(AbstractContextManager["RefiFile"]):
    """A .qdpx (zip), .qde or .qdc, open for reading; nothing of it is unpacked onto the disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.sha256 = _sha256(path)
        self._zip: zipfile.ZipFile | None = None
        self._xml = ""
        if _is_zip(path):
            self._zip = _opened(path)
            try:
                _refuse_crowd(self._zip.infolist())
                self._xml = _the_project(self._zip.namelist())
                _refuse_bomb(self._zip.getinfo(self._xml), MEMBER_LIMIT)
            except UnreadableFile:
                self._zip.close()
                raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._zip is not None:
            self._zip.close()

    @property
    def size(self) -> int:
        """The bytes of its XML."""
        if self._zip is None:
            return self._path.stat().st_size
        return self._zip.getinfo(self._xml).file_size

    @property
    def written_at(self) -> datetime:
        """When the file was written, as far as the disk knows."""
        return datetime.fromtimestamp(int(self._path.stat().st_mtime), UTC)

    def xml(self) -> BinaryIO:
        """Open its XML; raises UnreadableFile where it is damaged or locked."""
        if self._zip is None:
            return self._path.open("rb")
        return _Guarded(self._zip, self._xml)

    def text(self, written: str) -> TextFile | None:
        """Return the text that a path of the project names, None where it is not there.

        Only the bare name counts, below a folder of sources: a path that leads out of the project,
        to a place of somebody's machine or of a network is never followed.
        """
        name = bare_name(written)
        if not name:
            return None
        ways = dict.fromkeys((name, name.casefold(), unquote(name).casefold()))
        return next((self._texts[each] for each in ways if each in self._texts), None)

    def refuse_flood(self, named: Iterable[str]) -> None:
        """Refuse texts of more than 2 GB, and a few that are named so often that they are many."""
        texts = [text for text in map(self.text, named) if text is not None]
        whole, there = (sum(text.size for text in each) for each in (texts, set(texts)))
        if whole > min(TOTAL_LIMIT, 2 * there + _REPEATED):
            raise UnreadableFile(
                "Its {count} texts come to {size} MB, as those of no project do ({there} MB are in "
                "it). Nothing of it was taken in; ask where the file comes from.",
                count=len(texts),
                size=whole // 2**20,
                there=there // 2**20,
            )

    @cached_property
    def _texts(self) -> Mapping[str, TextFile]:
        """The files below folders of sources by bare name, as written and with case folded."""
        if self._zip is None:
            every = [TextFile(file.name, file.stat().st_size, file) for file in self._beside()]
        else:
            every = list(_members(self._zip))
        found: dict[str, TextFile] = {}
        for text in every:
            found.setdefault(text.name, text)
        for name in list(found):
            found.setdefault(name.casefold(), found[name])
        return found

    def _beside(self) -> Iterator[Path]:
        """Yield the files in the folder of sources beside a bare .qde."""
        for folder in sorted(self._path.parent.iterdir()):
            if folder.name.casefold() == "sources" and folder.is_dir() and not folder.is_symlink():
                yield from filter(_is_plain, sorted(folder.iterdir()))


def bare_name(written: str) -> str:
    """Return the name of a file without scheme and folders.

    >>> bare_name("internal://01106019.txt"), bare_name("board 2017.txt")
    ('01106019.txt', 'board 2017.txt')
    """
    name = written.replace("\\", "/").rpartition("/")[2].strip()
    return "" if name in (".", "..") or "\0" in name else name


class _Guarded(io.RawIOBase, BinaryIO):
    """A member of a zip that says in a sentence what is wrong with it."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._name = name
        try:
            self._stream = archive.open(name)
        except ZIP_FAULTS:
            raise _damaged(name) from None

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        try:
            return self._stream.read(size)
        except ZIP_FAULTS:
            raise _damaged(self._name) from None

    def close(self) -> None:
        """Close the member."""
        self._stream.close()
        super().close()


def _bytes(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    try:
        return unpacked(archive, member)
    except ZIP_FAULTS:
        raise _damaged(member.filename) from None


def _damaged(name: str) -> UnreadableFile:
    return UnreadableFile(
        "Its part {part} is damaged or locked with a password. Nothing of it was taken in; export "
        "the project anew from its tool and import that.",
        part=name,
    )


def _is_zip(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        raise UnreadableFile(
            "It cannot be read from the disk. Nothing of it was taken in; look whether it is still "
            "there and may be read."
        ) from None
    if not head:
        raise UnreadableFile("It is empty. Nothing of it was taken in; export the project anew.")
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if text[:14].lower().startswith((b"<html", b"<!doctype html")):
        raise UnreadableFile(
            "It is a page of the web and no project: a link was saved in place of the file. "
            "Nothing of it was taken in; download the file itself."
        )
    if head.startswith(b"PK"):
        return True
    if text.startswith(b"<"):
        return False
    raise UnreadableFile(
        "It is neither a REFI-QDA archive nor REFI-QDA XML. Nothing of it was taken in; export "
        "the project anew from its tool and import that."
    )


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except ZIP_FAULTS:
        raise UnreadableFile(
            "It is damaged or cut off (no readable zip archive). Nothing of it was taken in; "
            "export the project anew from its tool, or copy the file again."
        ) from None


def _refuse_crowd(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > _MOST_MEMBERS:
        raise UnreadableFile(
            "It holds {count} files, as no project does. Nothing of it was taken in; ask where "
            "the file comes from.",
            count=len(members),
        )


def _members(archive: zipfile.ZipFile) -> Iterator[TextFile]:
    """Yield the files below a folder of sources."""
    for member in archive.infolist():
        path = PurePosixPath(member.filename.replace("\\", "/"))
        folders = [part.casefold() for part in path.parts[:-1]]
        if "sources" in folders and ".." not in folders and not member.filename.endswith("/"):
            yield TextFile(path.name, member.file_size, (archive, member))


def _projects(names: Iterable[str]) -> list[str]:
    """Return the .qde files: those at the root, or in want of any the ones one folder down."""
    every = [
        (name, PurePosixPath(name))
        for name in names
        if name.lower().endswith(".qde") and not name.startswith(("__MACOSX", "."))
    ]
    every = [(name, path) for name, path in every if not path.name.startswith(".")]
    root = [name for name, path in every if len(path.parts) == 1]
    return root or [name for name, path in every if len(path.parts) == 2 and ".." not in path.parts]


def _the_project(names: list[str]) -> str:
    found = sorted(set(_projects(names)))
    if len(found) == 1 and names.count(found[0]) == 1:
        return found[0]
    if not found:
        raise UnreadableFile(
            "It is a zip archive without a project.qde in it, so it is no REFI-QDA project. "
            "Nothing of it was taken in; export the project anew from its tool as REFI-QDA."
        )
    raise UnreadableFile(
        "It holds several projects ({names}), where there should be one. Nothing of it was taken "
        "in; export each of them by itself.",
        names=", ".join(found[:5]),
    )


def _refuse_bomb(member: zipfile.ZipInfo, limit: int) -> None:
    if member.flag_bits & _LOCKED:
        raise _damaged(member.filename)
    refuse_packing([member])
    ratio = member.file_size / max(1, member.compress_size)
    if member.file_size > limit or (member.file_size > _RATIO_MATTERS and ratio > _RATIO_LIMIT):
        raise UnreadableFile(
            "Its part {part} would unpack from {packed} to {unpacked} MB, as no project does (a "
            "zip bomb). Nothing was unpacked; ask where the file comes from.",
            part=member.filename,
            packed=member.compress_size // 2**20,
            unpacked=member.file_size // 2**20,
        )


def _is_plain(file: Path) -> bool:
    return file.is_file() and not file.is_symlink() and file.stat().st_size <= _TEXT_LIMIT


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
