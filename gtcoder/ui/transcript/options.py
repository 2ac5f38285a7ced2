"""Options of reading."""

from __future__ import annotations

from enum import StrEnum


class Numbers(StrEnum):
    """Which lines of the frozen text show their number, or what is numbered instead."""

    FIFTH = "fifth"
    ALL = "all"
    PARAGRAPHS = "paragraphs"
    TURNS = "turns"
    NONE = "none"


class Colours(StrEnum):
    """What gives a coding its colour."""

    CODE = "code"
    CATEGORY = "category"
    CODER = "coder"


class Width(StrEnum):
    """How wide the column of text may grow."""

    NARROW = "narrow"
    NORMAL = "normal"
    WIDE = "wide"
    FULL = "full"


LETTERS = {Width.NARROW: 56, Width.NORMAL: 72, Width.WIDE: 96, Width.FULL: 400}
