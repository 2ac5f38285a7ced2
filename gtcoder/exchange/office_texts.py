"""Texts that lie in an office package: how a file is known as one, and read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gtcoder.batch import FileNote, SourceFile
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.formats import IMPORTERS, FileResult, Importer, ImportOptions
from gtcoder.exchange.lines import Lines
from gtcoder.exchange.packages import Package, opened
from gtcoder.exchange.signatures import what_it_looks_like
from gtcoder.exchange.stories import digest_of, result_of
from gtcoder.progress import Progress


@dataclass(frozen=True, slots=True)
class OfficeText:
    """A kind of text in a package; `text_of` returns its lines, those of its notes, and remarks.

    `called` is what a sentence calls such a file; `is_one` judges a package by what is in it.
    """

    name: str
    title: str
    called: str
    endings: tuple[str, ...]
    is_one: Callable[[Package], bool]
    text_of: Callable[[Package], tuple[Lines, Lines, list[FileNote]]]

    def register(self) -> None:
        """Make it one of the importers."""
        importer = Importer(self.name, self.title, self.endings, self.recognises, self.read)
        IMPORTERS.add(self.name, importer)

    def recognises(self, head: bytes, path: Path) -> bool:
        """Tell such a file by what is in it, or by a name that claims to be one."""
        if path.suffix.lower() in self.endings:
            return True
        if not head.startswith(b"PK\x03\x04"):
            return False
        try:
            with opened(path) as package:
                return self.is_one(package)
        except UnreadableFile:
            return False

    def read(self, path: Path, options: ImportOptions, progress: Progress) -> FileResult:
        """Return the one document of such a file; raises UnreadableFile."""
        with path.open("rb") as file:
            head = file.read(64)
        if not head.startswith(b"PK"):
            raise UnreadableFile(
                "It is named like {kind} but is {what}. Nothing of it was taken in; {advice}.",
                kind=self.called,
                **what_it_looks_like(head, path),
            )
        with opened(path) as package:
            body, tail, notes = self.text_of(package)
        source = SourceFile(path.name, self.name, "utf-8", digest_of(path))
        return result_of(body, tail, source, options, notes)
