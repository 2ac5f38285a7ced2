"""Office packages (zip with XML inside) opened with care: sizes first, no DOCTYPE, no network."""

from __future__ import annotations

import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from lxml import etree

from gtcoder.errors import UnreadableFile

MEMBER_LIMIT = 500 * 2**20
TOTAL_LIMIT = 2 * 2**30
PART_LIMIT = 100 * 2**20
RATIO_LIMIT = 200
_RATIO_MATTERS = 10 * 2**20
_UNBOUNDED = (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
ZIP_FAULTS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)

T = TypeVar("T")


class Package:
    """A zip whose declared sizes were judged before anything was unpacked."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except ZIP_FAULTS:
            raise UnreadableFile(
                "It is damaged or cut off (no readable zip archive). Nothing of it was taken in; "
                "open it in its program, save it anew and import that."
            ) from None
        try:
            refuse_bombs(self._zip.infolist())
        except UnreadableFile:
            self._zip.close()
            raise
        self._names = frozenset(self._zip.namelist())
        self._made: dict[tuple[Callable[[Package, str], object], str], Any] = {}

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def names(self, prefix: str = "") -> Iterator[str]:
        """Yield the names of the parts below `prefix`."""
        return (name for name in self._zip.namelist() if name.startswith(prefix))

    def read(self, name: str) -> bytes:
        """Return the bytes of one part; raises UnreadableFile when it is damaged or too large."""
        if self._zip.getinfo(name).file_size > PART_LIMIT:
            raise UnreadableFile(
                "Its part {part} is larger than {limit} MB. Nothing of it was taken in; divide "
                "the file and import the pieces.",
                part=name,
                limit=PART_LIMIT // 2**20,
            )
        try:
            return unpacked(self._zip, self._zip.getinfo(name))
        except ZIP_FAULTS:
            raise UnreadableFile(
                "Its part {part} is damaged or locked with a password. Nothing of it was taken "
                "in; open it in its program, save it anew and import that.",
                part=name,
            ) from None

    def once(self, make: Callable[[Package, str], T], part: str) -> T:
        """Return what `make` makes of a part, made once for as long as the package is open."""
        key = make, part
        if key not in self._made:
            self._made[key] = make(self, part)
        made: T = self._made[key]
        return made

    def plain_copy(self) -> BytesIO:
        """Return a zip of its XML parts as they are, for a library that would unpack on trust.

        Raises UnreadableFile where a part is damaged, too large or declares a document type.
        """
        copy = BytesIO()
        with zipfile.ZipFile(copy, "w") as archive:
            for name in sorted(self._names):
                if name.lower().endswith((".xml", ".rels")):
                    data = self.read(name)
                    if b"<!DOCTYPE" in data.replace(b"\0", b""):
                        raise _doctype(name)
                    archive.writestr(name, data)
        copy.seek(0)
        return copy

    def root(self, name: str) -> etree._Element:
        """Return the root element of an XML part."""
        return parse_xml(self.read(name), name)

    def related(self, part: str, kind: str) -> str | None:
        """Return the part that `part` ("" = the package) is tied to by a relation of that kind.

        A malformed list of relations counts as none: the caller falls back to the usual name.
        """
        folder, _, bare = part.rpartition("/")
        relations = posixpath.join(folder, "_rels", f"{bare}.rels")
        if relations not in self:
            return None
        for type_, target in self.once(_relations, relations):
            if type_.endswith(f"/{kind}") and target:
                name = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                if name in self:
                    return name
        return None


class _Kept:
    """A file that is kept open once it was opened as a package."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.package: Package | None = None


_KEPT: ContextVar[_Kept | None] = ContextVar("_KEPT", default=None)


@contextmanager
def kept_open(path: Path) -> Iterator[None]:
    """Let all who open this file with `opened` meanwhile have one package, opened at first need."""
    kept = _Kept(path)
    token = _KEPT.set(kept)
    try:
        yield
    finally:
        _KEPT.reset(token)
        if kept.package is not None:
            kept.package.__exit__(None, None, None)


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """Open a package, or have the one that is kept open; raises UnreadableFile."""
    kept = _KEPT.get()
    if kept is None or kept.path != path:
        with Package(path) as package:
            yield package
        return
    kept.package = kept.package or Package(path)
    yield kept.package


def _relations(package: Package, part: str) -> list[tuple[str, str]]:
    """Return type and target of each relation in a list of them; none of a malformed one."""
    try:
        root = package.root(part)
    except UnreadableFile:
        return []
    return [(each.get("Type", ""), each.get("Target", "")) for each in root.iter(_RELATION)]


def unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return the bytes of a member, no more than it claims to have; raises one of `ZIP_FAULTS`."""
    with archive.open(member) as stream:
        return stream.read(member.file_size)


def parse_xml(data: bytes, part: str) -> etree._Element:
    """Parse one XML part without entities, DTD and network; raises UnreadableFile."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    if b"<!DOCTYPE" in data:
        raise _doctype(part)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(
            "Its part {part} is malformed XML ({reason}). Nothing of it was taken in; open it in "
            "its program, save it anew and import that.",
            part=part,
            reason=type(error).__name__ if isinstance(error, ValueError) else error.msg,
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _doctype(part)
    return root


def _doctype(part: str) -> UnreadableFile:
    return UnreadableFile(
        "Its part {part} declares a document type, which no office program writes and which can "
        "hide an attack. Nothing of it was taken in; ask where the file comes from.",
        part=part,
    )


def refuse_packing(members: Iterable[zipfile.ZipInfo]) -> None:
    """Refuse members whose packing unpacks without bounds at once, whatever size they claim."""
    if any(member.compress_type in _UNBOUNDED for member in members):
        raise UnreadableFile(
            "It is packed in a way that no office program uses (bzip2 or LZMA). Nothing was "
            "unpacked; unpack it yourself and pack its files anew as an ordinary zip archive."
        )


def refuse_bombs(members: list[zipfile.ZipInfo]) -> None:
    """Refuse a zip by the sizes that it claims for its members, and by how they are packed."""
    refuse_packing(members)
    whole = sum(member.file_size for member in members)
    if whole > TOTAL_LIMIT or any(map(_is_bomb, members)):
        raise UnreadableFile(
            "It would unpack from {packed} to {unpacked} MB, as no transcript does (a zip bomb, or "
            "a file full of film). Nothing was unpacked; save its text alone and import that.",
            packed=sum(member.compress_size for member in members) // 2**20,
            unpacked=whole // 2**20,
        )


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    ratio = member.file_size / max(1, member.compress_size)
    packed_too_well = member.file_size > _RATIO_MATTERS and ratio > RATIO_LIMIT
    return member.file_size > MEMBER_LIMIT or packed_too_well
