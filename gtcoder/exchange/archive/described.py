"""What a package holds, for those who describe it: its files, its day, its version."""

from __future__ import annotations

from dataclasses import dataclass

from gtcoder.exchange.archive.about import ArchiveOptions

_KINDS = {
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".toml": "application/toml",
    ".json": "application/json",
    ".html": "text/html",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".qdpx": "application/zip",
    ".qdc": "application/xml",
}


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of the package: its path, how many bytes it has, their SHA-256, and what it is."""

    path: str
    size: int
    sha256: str
    about: str = ""

    @property
    def kind(self) -> str:
        """The kind of file as the web names it."""
        ending = "." + self.path.rpartition(".")[2].lower()
        return _KINDS.get(ending, "application/octet-stream")


@dataclass(frozen=True, slots=True)
class Described:
    """What is said of a package, all fields filled; `day` is that of the study's last change."""

    about: ArchiveOptions
    day: str
    year: int
    version: str
    program: str
    files: tuple[PackedFile, ...] = ()
