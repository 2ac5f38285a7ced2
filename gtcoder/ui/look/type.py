"""Typefaces and sizes by role, all relative to the reader's text size."""

from __future__ import annotations

from enum import Enum
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

from gtcoder.drawing.fonts import FALLBACK, SANS, SERIF

BASE = 13  # pixels of body text at 100 %


class Role(Enum):
    """A role of our own words: size in pixels at 100 %, and weight."""

    BODY = (13, 400)
    STRONG = (13, 600)
    BUTTON = (13, 500)
    SMALL = (12, 400)
    SMALL_STRONG = (12, 500)
    TINY = (11, 500)
    INITIALS = (10, 600)
    TITLE = (15, 600)
    HEADLINE = (30, 600)


_scale = 1.0


def set_scale(scale: float) -> None:
    """Set the reader's text size as a factor (0.8 to 2); clears what was measured."""
    global _scale  # one reader, one text size
    _scale = min(max(scale, 0.8), 2.0)
    sans.cache_clear()


def scale() -> float:
    """Return the reader's text size as a factor."""
    return _scale


def scaled(pixels: float) -> int:
    """Return a height or width that grows with the text, in whole pixels."""
    return round(pixels * _scale)


@cache
def sans(role: Role = Role.BODY) -> QFont:
    """Return the interface font of a role, with figures of one width."""
    pixels, weight = role.value
    return _made([SANS, *FALLBACK], pixels * _scale, weight)


def serif(pixels: float = 17, weight: int = 400) -> QFont:
    """Return the reading font: participants' words and titles."""
    return _made([SERIF, *FALLBACK], pixels * _scale, weight)


def fixed() -> QFont:
    """Return the font of ledger numbers and patterns."""
    found = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    if not QFontInfo(found).fixedPitch():
        found.setFamilies(["DejaVu Sans Mono", *FALLBACK])
    found.setPixelSize(round(12 * _scale))
    return found


def _made(families: list[str], pixels: float, weight: int) -> QFont:
    font = QFont()
    font.setFamilies(families)
    font.setPixelSize(max(1, round(pixels)))
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
