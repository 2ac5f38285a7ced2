"""How transcribers mark a turn: the patterns of line beginnings that may name a speaker.

Every pattern starts at a line feed (the text is searched with one put before it), which lets the
search skip from line to line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARKS = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff"
_CLOCK = r"\d{1,3}(?:[:.]\d\d){1,2}(?:[.,]\d{1,3})?(?:-\d)?(?:[ ]?[AaPp][Mm])?"
_STAMP = rf"[\[(#{{<]*{_CLOCK}(?:[ \t]*(?:-->|->|[-\u2013\u2014])[ \t]*{_CLOCK})?[\])#}}>]*"
_INDENT = rf"\n[ \t{_MARKS}]*+"
_BOLD = r"(?:\*\*|__|\*)?"
# A label has no sign that ends a sentence; the dot of "Dr." and "INT." is let through.
_LABEL = (
    r"(?P<speaker>[^\W\d_][^\n\t:\uff1a,;?!\"\u201c\u201d\u2026=\[\](){}<>#*|]{0,39}"
    r"(?:\([^\n()\d:]{1,20}\))?)"
)
# A bare time must stand apart from the label, or "P 00:13" would be a speaker "P 0".
_THEN_STAMP = rf"[ \t]*(?:(?=[\[(#{{<])|(?<=[ \t])){_STAMP}"
_ALONE = r"[ \t]*(?=\n)"


@dataclass(frozen=True, slots=True)
class Style:
    """A way to mark turns; a `strict` one is common in running text too and needs more proof.

    Each pattern first looks whether the line can be one at all, which is what makes it fast.
    """

    name: str
    pattern: re.Pattern[str]
    strict: bool = False


STYLES = (
    Style(
        "NAME:",
        re.compile(
            rf"{_INDENT}(?=[^\n:\uff1a]{{0,60}}[:\uff1a])(?:>[ \t]*)*(?:\d{{1,5}}[.)]?[ \t]+)?"
            rf"(?:{_STAMP}[ \t]*[-\u2013:]?[ \t]*)?{_BOLD}[\[(<]?{_LABEL}[\])>]?"
            rf"{_BOLD}(?:{_THEN_STAMP})?{_BOLD}[ \t]*(?::(?![/\\\d])|\uff1a){_BOLD}"
            rf"(?:[ \t]*{_STAMP}(?=\s))?"
        ),
    ),
    Style(
        "NAME TIME on a line of its own",
        re.compile(
            rf"{_INDENT}(?=[^\n]{{4,80}}\n){_BOLD}[\[(<]?{_LABEL}[\])>]?{_BOLD}"
            rf"(?:[ \t]*[,|\u00b7\u2013-][ \t]+{_STAMP}|{_THEN_STAMP}){_BOLD}{_ALONE}"
        ),
    ),
    Style(
        "TIME NAME on a line of its own",
        re.compile(
            rf"{_INDENT}(?=[^\n]{{4,80}}\n){_BOLD}{_STAMP}[ \t]+[\[(<]?{_LABEL}[\])>]?{_BOLD}"
            rf"{_ALONE}"
        ),
        strict=True,
    ),
    Style(
        "NAME and a tab or dash",
        re.compile(rf"{_INDENT}(?:{_STAMP}[ \t]+)?{_LABEL}(?:\t+|(?<= )[-\u2013\u2014][ ]+)(?=\S)"),
        strict=True,
    ),
    Style(
        "NAME on a line of its own",
        re.compile(rf"{_INDENT}(?=[^\n]{{1,50}}\n){_BOLD}{_LABEL}{_BOLD}{_ALONE}"),
        strict=True,
    ),
)
_CLOCK_AT_END = re.compile(rf"[ \t]*{_STAMP}$")
_AFTER_LABEL = " \t-\u2013\u2014|\u00b7"
_EDGES = "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))) + (
    "\u200e\u200f\u061c\ufeff *_[]<> \t"
)


def clean_label(raw: str) -> str:
    """Return a label without time stamp, emphasis, direction marks and doubled spaces."""
    return " ".join(_CLOCK_AT_END.sub("", raw).rstrip(_AFTER_LABEL).strip(_EDGES).split())
