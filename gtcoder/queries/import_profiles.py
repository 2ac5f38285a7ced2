"""The import profiles of a study: how files of a kind are read, by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gtcoder.errors import NotFound
from gtcoder.model.project import IMPORT_PROFILES
from gtcoder.store.reader import Reader


@dataclass(frozen=True, slots=True)
class ImportProfileRow:
    """A profile as the study keeps it: what it says of reading, by the names of the options."""

    name: str
    record: Mapping[str, Any]


def import_profiles(reader: Reader) -> tuple[ImportProfileRow, ...]:
    """Return the profiles of the study by name."""
    kept = reader.study.settings.get(IMPORT_PROFILES, {})
    return tuple(ImportProfileRow(name, record) for name, record in sorted(kept.items()))


def find_import_profile(reader: Reader, name: str) -> ImportProfileRow:
    """Return the profile of that name; raises NotFound."""
    profiles = {row.name: row for row in import_profiles(reader)}
    if name not in profiles:
        raise NotFound(
            "There is no import profile “{name}”. Known: {known}. Nothing was read.",
            name=name,
            known=", ".join(profiles) or "none",
        )
    return profiles[name]
