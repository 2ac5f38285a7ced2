"""What a writer of reports is, and the registry of all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gtcoder.progress import Progress
from gtcoder.registry import Registry
from gtcoder.reports.base import Report

Write = Callable[[Report, Path, Progress], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Exporter:
    """A writer of one kind of file: `write(report, path, progress)` returns notes for the coder.

    The path it is given is a temporary one, so its ending says nothing.
    """

    name: str
    title: str
    extensions: tuple[str, ...]
    write: Write


EXPORTERS: Registry[Exporter] = Registry("exporters")


def exporter(name: str, title: str, *extensions: str) -> Callable[[Write], Write]:
    """Register the function below as the writer of files with these endings."""

    def register(write: Write) -> Write:
        EXPORTERS.add(name, Exporter(name, title, extensions, write))
        return write

    return register
