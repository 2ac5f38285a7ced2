"""The list of a folder's files with their sizes and hashes, and whether it still holds."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gtcoder.exchange.formulas import guarded, unguarded

MANIFEST = "manifest.csv"
_COLUMNS = ("path", "bytes", "sha256")
# What systems leave in folders that they show, and nobody wrote.
_STRAY = frozenset({"Thumbs.db", "desktop.ini", "ehthumbs.db", "Icon\r"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of a folder: how many bytes it has, and their SHA-256."""

    size: int
    sha256: str


def files_of(folder: Path) -> dict[str, Listed]:
    """Return the files of a folder by path, but for the list itself and what systems leave there.

    Links are not followed: what lies outside is no part of the folder.
    """
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        hidden = any(part.startswith(".") for part in name.split("/"))
        if hidden or path.name in _STRAY or path.is_symlink() or not path.is_file():
            continue
        if name != MANIFEST:
            found[name] = _listed(path)
    return found


def write_manifest(folder: Path) -> None:
    """Write the list of all files that the folder has now."""
    with (folder / MANIFEST).open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(_COLUMNS)
        for path, listed in files_of(folder).items():
            table.writerow((guarded(path), listed.size, listed.sha256))


def read_manifest(folder: Path) -> dict[str, Listed]:
    """Return the files as the list has them; empty where there is no list that can be read."""
    try:
        text = (folder / MANIFEST).read_text(encoding="utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        if not rows or tuple(rows[0]) != _COLUMNS:
            return {}
        return {unguarded(path): Listed(int(size), sha) for path, size, sha in rows[1:]}
    except (OSError, ValueError, csv.Error):
        return {}


def changed_since(listed: Mapping[str, Listed], folder: Path) -> tuple[str, ...]:
    """Return the paths that are new, gone or other than the list has them."""
    there = files_of(folder)
    return tuple(path for path in sorted({*listed, *there}) if listed.get(path) != there.get(path))


def _listed(path: Path) -> Listed:
    with path.open("rb") as file:
        return Listed(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())
