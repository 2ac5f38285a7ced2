"""Options of reading."""

from __future__ import annotations

from enum import StrEnum


class Numbers(StrEnum):
    """Which lines of the frozen text show their number."""

    FIFTH = "fifth"
    ALL = "all"
    NONE = "none"
