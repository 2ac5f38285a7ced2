"""Automatic copies of a study's file: one per day, made by SQLite's own backup."""

from __future__ import annotations

import os
import sqlite3
import time
from datetime import date
from pathlib import Path

KEPT_BY_DEFAULT = 7
_PAUSE_SECONDS = 600.0


def backup_folder(study: Path) -> Path:
    """Return the folder of a study's copies, beside it."""
    return study.with_name(f"{study.stem}.backups")


def last_backup(study: Path) -> Path | None:
    """Return the newest copy, or None."""
    copies = backup_folder(study).glob("*.gtc")
    return max(copies, key=lambda copy: (copy.stat().st_mtime, copy.name), default=None)


def back_up(study: Path, *, keep: int = KEPT_BY_DEFAULT, name: str | None = None) -> Path | None:
    """Copy the study as the day's backup and drop the oldest beyond `keep`.

    Returns the copy, or None where `keep` is 0 or today's copy is some minutes old. A copy with a
    `name` of its own (before a migration) is always made and never dropped.
    """
    folder = backup_folder(study)
    target = folder / f"{name or date.today().isoformat()}.gtc"
    if name is None and (keep <= 0 or _fresh(target)):
        return None
    folder.mkdir(exist_ok=True)
    draft = target.with_suffix(f".{os.getpid()}")
    _copy(study, draft)
    draft.replace(target)
    daily = sorted(folder.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].gtc"))
    for old in daily[: -keep or None] if name is None else []:
        old.unlink()
    return target


def _fresh(copy: Path) -> bool:
    return copy.exists() and time.time() - copy.stat().st_mtime < _PAUSE_SECONDS


def _copy(study: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    source = sqlite3.connect(f"{study.resolve().as_uri()}?mode=ro", uri=True, timeout=60)
    copy = sqlite3.connect(target)
    try:
        source.backup(copy)
    finally:
        copy.close()
        source.close()
