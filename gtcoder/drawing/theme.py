"""The colours of a theme, read from the design tokens."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from gtcoder.errors import InvalidInput
from gtcoder.resources import resource

THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class CodeColour:
    """The four variants of a code's colour: stripe, band, chosen band, name as text."""

    mark: str
    tint: str
    strong: str
    ink: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Surfaces, lines and texts by their token, and the code colours by number from 1."""

    name: str
    window: str
    paper: str
    panel: str
    raised: str
    sunken: str
    hover: str
    line: str
    line2: str
    edge: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_hover: str
    on_accent: str
    sel: str
    tsel: str
    focus: str
    danger: str
    danger_bg: str
    success: str
    success_bg: str
    warn: str
    warn_bg: str
    info_bg: str
    tip: str
    tip_text: str
    codes: tuple[CodeColour, ...]

    def mark(self, number: int) -> str:
        """Return the mark of a code colour; 0 and unknown numbers are neutral."""
        return self.code(number).mark

    def code(self, number: int) -> CodeColour:
        """Return a code colour's variants; 0 and unknown numbers are neutral."""
        if 1 <= number <= len(self.codes):
            return self.codes[number - 1]
        return CodeColour(self.edge, self.sunken, self.line2, self.text2)


# For print in one ink: white surfaces, two greys with at least 4.5:1 on white.
_INK, _GREY, _HAIR = "#1E2126", "#6D727A", "#A9ACB1"
GREYSCALE = Theme(
    name="greyscale",
    window="#FFFFFF",
    paper="#FFFFFF",
    panel="#FFFFFF",
    raised="#FFFFFF",
    sunken="#EDEDED",
    hover="#EDEDED",
    line=_HAIR,
    line2=_GREY,
    edge=_GREY,
    text=_INK,
    text2=_INK,
    text3=_GREY,
    accent=_INK,
    accent_hover=_INK,
    on_accent="#FFFFFF",
    sel="#EDEDED",
    tsel="#EDEDED",
    focus=_INK,
    danger=_INK,
    danger_bg="#EDEDED",
    success=_INK,
    success_bg="#FFFFFF",
    warn=_GREY,
    warn_bg="#FFFFFF",
    info_bg="#FFFFFF",
    tip=_INK,
    tip_text="#FFFFFF",
    codes=(),
)


@cache
def theme_named(name: str) -> Theme:
    """Return the light or dark theme; raises InvalidInput for another name."""
    if name not in THEMES:
        raise InvalidInput(
            "There is no theme “{name}”. Nothing was drawn. Known: {known}.",
            name=name,
            known=", ".join(THEMES),
        )
    tokens: dict[str, Any] = json.loads(
        resource("styles", "tokens.json").read_text(encoding="utf-8")
    )
    codes = tuple(CodeColour(**code[name]) for code in tokens["codes"])
    fields = (f for f in Theme.__dataclass_fields__ if f not in ("name", "codes"))
    return Theme(name=name, codes=codes, **{field: tokens[name][field] for field in fields})
