"""Which files an import is about: folders and zip archives of transcripts expanded."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from gtcoder.batch import FileReport
from gtcoder.exchange.formats import known_extensions
from gtcoder.exchange.zipped import Unpacked, is_bundle, take_out, unknown_kind

_DIGITS = re.compile(r"(\d+)")


def expand(paths: Iterable[Path], room: Unpacked) -> tuple[list[Path], list[FileReport]]:
    """Return the files, folders and zips expanded, and reports on what in them nobody can read.

    Members of zips are files in `room`, which must be kept until they are read.
    """
    files: list[Path] = []
    left_out: list[FileReport] = []
    endings = known_extensions()
    for path in paths:
        within = os.path.isdir(path)
        for each in _files_of(path) if within else (path,):
            if is_bundle(each, endings):
                members, reports = take_out(each, endings, room)
                files += sorted(members, key=lambda member: natural(str(member.name)))
                left_out += reports
            elif not within or each.suffix.lower() in endings:
                files.append(each)
            else:
                left_out.append(unknown_kind(each.name))
    return list(dict.fromkeys(files)), left_out


def _files_of(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, P2 before P10, without hidden and lock files."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted((name for name in folders if not name.startswith(".")), key=natural)
        for name in sorted(names, key=natural):
            if not name.startswith((".", "~$")):
                yield Path(place, name)


def natural(name: str) -> list[tuple[int, str]]:
    """Return a key by which P2 comes before P10."""
    parts = _DIGITS.split(name.casefold())
    return [(int(part), "") if part.isdecimal() else (0, part) for part in parts]
