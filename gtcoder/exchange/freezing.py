"""Freeze a text: one kind of line end, nothing that a database or an export cannot hold."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from gtcoder.batch import FileNote

REPLACEMENT = "\ufffd"
_BOM = "\ufeff"
_LINE_ENDS = {
    "\r": "CR",
    "\x0b": "VT (vertical tab)",
    "\x0c": "FF (form feed)",
    "\u2028": "U+2028 (line separator)",
    "\u2029": "U+2029 (paragraph separator)",
}
_NEXT_LINE = {"\x85": "U+0085 (next line)"}
_ANY_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_PAIR = re.compile("\r\n")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_CONTROL_BYTES = bytes(code for code in range(32) if code not in b"\t\n\r\x0b\x0c")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Frozen:
    """A text as it will be kept, the SHA-256 of its UTF-8, and what was changed to get there."""

    text: str
    sha256: str
    notes: tuple[FileNote, ...] = ()


def freeze(text: str, *, next_line: bool = True) -> Frozen:
    """Return `text` with LF line ends and no other control characters but TAB.

    CRLF, CR, VT, FF, U+2028 and U+2029 become LF; the other C0 controls and lone surrogates become
    U+FFFD, one for one; leading byte order marks go. `next_line` says whether U+0085 is a line
    end, which it is only where it was decoded from a Unicode encoding.
    """
    raw = text.lstrip(_BOM)
    ends = _LINE_ENDS | _NEXT_LINE if next_line else _LINE_ENDS
    text, notes = _unify_line_ends(raw, ends)
    try:
        encoded = text.encode()
    except UnicodeEncodeError:
        notes.append(_replaced(raw, _SURROGATE, "lone surrogates"))
        text = _SURROGATE.sub(REPLACEMENT, text)
        encoded = text.encode()
    if len(encoded.translate(None, _CONTROL_BYTES)) != len(encoded):
        notes.append(_replaced(raw, _CONTROL, "control characters"))
        text = _CONTROL.sub(REPLACEMENT, text)
        encoded = text.encode()
    return Frozen(text, hashlib.sha256(encoded).hexdigest(), tuple(notes))


def places_after(raw: str, places: Iterable[int]) -> list[int]:
    """Return where places of a raw text lie in its frozen form; inside of CRLF is before LF."""
    lead = len(raw) - len(raw.lstrip(_BOM))
    if not lead and "\r\n" not in raw:
        return list(places)
    feeds = [found.end() for found in _PAIR.finditer(raw, lead)]
    return [max(0, place - lead - bisect_right(feeds, place + 1)) for place in places]


def line_of(text: str, position: int) -> int:
    """Return the number, from 1, of the line that holds `position`."""
    return sum(1 for _ in _ANY_LINE_END.finditer(text, 0, position)) + 1


def _unify_line_ends(raw: str, ends: dict[str, str]) -> tuple[str, list[FileNote]]:
    notes = []
    text = raw
    pairs = raw.count("\r\n") if "\r" in raw else 0
    if pairs:
        text = raw.replace("\r\n", "\n")
        notes.append(_became_line_end(raw, "\r\n", pairs, "CRLF"))
    for character, name in ends.items():
        if character in text:
            count = text.count(character)
            text = text.replace(character, "\n")
            notes.append(_became_line_end(raw, character, count, name))
    return text, notes


def _became_line_end(raw: str, character: str, count: int, name: str) -> FileNote:
    first = re.search("\r(?!\n)", raw) if character == "\r" else None
    position = first.start() if first else raw.index(character)
    return FileNote(f"{count} × {name} became LF", line_of(raw, position))


def _replaced(raw: str, pattern: re.Pattern[str], what: str) -> FileNote:
    found = Counter(pattern.findall(raw))
    first = pattern.search(raw)
    kinds = ", ".join(f"{count} × U+{ord(sign):04X}" for sign, count in sorted(found.items()))
    message = f"{found.total()} {what} became U+FFFD ({kinds})"
    return FileNote(message, line_of(raw, first.start()) if first else None)
