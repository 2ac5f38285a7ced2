"""Moments, colours and names of REFI-QDA, read as leniently as programs write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import cache

from gtcoder.exchange.refi.colours import number_of
from gtcoder.store.naming import cleaned, text_as_kept

_MIDNIGHT = re.compile(r"T24:00(:00)?(\.0+)?")
_RGB = re.compile(r"rgba?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)")
_HEX = re.compile(r"#?([0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})$")
_PARTS = " > "
Rgb = tuple[int, int, int]


class Moments(dict[str, "datetime | None"]):
    """Moments by how they were written; one without a zone counts as UTC, `unzoned` of them."""

    def __init__(self) -> None:
        super().__init__()
        self.unzoned = 0
        self.unread = 0

    def __missing__(self, written: str) -> datetime | None:
        self[written] = made = self._read(written.strip())
        return made

    def _read(self, written: str) -> datetime | None:
        if not written:
            return None
        try:
            moment = _moment(written)
            if moment.tzinfo is None:
                self.unzoned += 1
                return moment.replace(tzinfo=UTC)
            return moment.astimezone(UTC)
        except (ValueError, OverflowError):
            self.unread += 1
            return None


def _moment(written: str) -> datetime:
    """Return a moment; one at 24 o'clock is the next day's first."""
    if "T24" not in written:
        return datetime.fromisoformat(written)
    return datetime.fromisoformat(_MIDNIGHT.sub("T00:00:00", written)) + timedelta(days=1)


def rgb_of(written: str) -> Rgb | None:
    """Return the red, green and blue of a colour, None where it cannot be read; alpha is dropped.

    >>> rgb_of("#F08"), rgb_of("#ff008080"), rgb_of("rgb(1, 2, 3)"), rgb_of("pale")
    ((255, 0, 136), (255, 0, 128), (1, 2, 3), None)
    """
    said = written.strip()
    found = _RGB.match(said)
    if found:
        red, green, blue = (min(255, int(part[:4])) for part in found.groups())
        return red, green, blue
    hexed = _HEX.match(said)
    if hexed is None:
        return None
    digits = hexed[1]
    if len(digits) < 6:
        digits = "".join(digit * 2 for digit in digits)
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


@cache
def colour_of(written: str) -> int | None:
    """Return the number of the code colour nearest to one, None where it cannot be read."""
    rgb = rgb_of(written)
    return None if rgb is None else number_of("#{:02X}{:02X}{:02X}".format(*rgb))


def name_of(written: str, instead: str) -> str:
    """Return a name as it is kept, or `instead` where there is nothing in it to be seen."""
    return cleaned(written) or instead


def code_name(written: str, instead: str) -> str:
    """Return the name of a code; “ > ”, which parts the names of a path here, becomes “ / ”."""
    kept = name_of(written, instead)
    if _PARTS in f" {kept} ":
        kept = f" {kept} ".replace(_PARTS, " / ").strip()
    return kept


def text_of(written: str) -> str:
    """Return a longer text as it is kept, without the blank lines round it."""
    return text_as_kept(written).strip()
