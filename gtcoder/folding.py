"""Letters made alike for finding names: without case, accents and ways of writing a space."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int32]

_GAPS = re.compile(r"[ \t\n\-]+")
_GAP = r"(?:[ \t\-]{1,12}|[ \t]*-?[ \t]*\n[ \t]*)"
_BROKEN = re.compile(r"-[ \t]*\n[ \t]*(?=[^\W\d_])")
_APOSTROPHES = "\u2018\u2019\u201a\u201b\u2032\u00b4\u0060\u02bc\u05f3"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u05be"
_SPACES = (
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_NOWHERE = (
    "\u00ad\u200b\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\u0640\ufeff"
)
_MANY = 150
_PARTING = "\u200c"
_ALIKE = {
    **dict.fromkeys(_APOSTROPHES, "'"),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_NOWHERE, ""),
    **dict(zip("ıøđł", "iodl", strict=True)),
    **dict.fromkeys("\u0649\u064a", "\u06cc"),
    "\u0643": "\u06a9",
    **dict.fromkeys("\u0629\u06be\u06c1\u06d5\u06c0", "\u0647"),
}
# Marks that are left out in writing as often as not; other marks are vowels of their scripts.
_LOOSE = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
)
# Scripts that write words without spaces, or hang endings on names: no edge of a word to see.
_RUNNING = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff"
    "\u3100-\u318f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\U0001b000-\U0001b16f\U00020000-\U0003fffd"
)
_IS_RUNNING = re.compile(f"[{_RUNNING}]")


@dataclass(frozen=True, slots=True, eq=False)
class FoldedText:
    """A text made alike; `places` says where each character stood, None = the same."""

    text: str
    places: Ints | None

    def original(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """Return the stretch of the original, or None where it would cut through a letter."""
        if self.places is None:
            return start, end
        first, last = int(self.places[start]), int(self.places[end - 1])
        if start and int(self.places[start - 1]) == first:
            return None
        if end < len(self.text) and int(self.places[end]) == last:
            return None
        last += 1
        while last < len(text) and _LOOSE.match(text[last]):
            last += 1
        return first, last


def folded_text(text: str, *, joined: bool = False) -> FoldedText:
    """Return a text made alike; `joined` writes as one what a zero-width non-joiner parts."""
    if text.isascii():
        return FoldedText(text.lower().replace("`", "'"), None)
    letters = {letter: folded_letter(letter) for letter in set(text)}
    if joined and _PARTING in letters:
        letters[_PARTING] = ""
    odd = {letter: plain for letter, plain in letters.items() if letter != plain}
    if len(odd) > _MANY:
        folded = text.translate({ord(letter): plain for letter, plain in odd.items()})
    else:  # several times faster, letter by letter, while there are not too many of them
        folded = text
        for letter, plain in odd.items():
            folded = folded.replace(letter, plain)
    if all(len(plain) == 1 for plain in letters.values()):
        return FoldedText(folded, None)
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    widths = np.ones(int(codes.max()) + 1, np.uint8)
    for letter, plain in letters.items():
        widths[ord(letter)] = len(plain)
    return FoldedText(folded, np.repeat(np.arange(len(text), dtype=np.int32), widths[codes]))


def unbroken(folded: FoldedText) -> FoldedText | None:
    """Return a folded text whose words go on past a hyphen at a line's end; None without any."""
    found = list(_BROKEN.finditer(folded.text))
    if not found:
        return None
    import numpy as np

    kept = np.ones(len(folded.text), np.bool_)
    for each in found:
        kept[each.start() : each.end()] = False
    places = folded.places
    if places is None:
        places = np.arange(len(folded.text), dtype=np.int32)
    return FoldedText(_BROKEN.sub("", folded.text), places[kept])


@cache
def folded_letter(letter: str) -> str:
    """Return one letter without case, accent and width, a digit of any script as 0 to 9."""
    if letter == _PARTING:
        return " "
    digit = unicodedata.decimal(letter, None)
    if digit is not None:
        return str(digit)
    if letter in _ALIKE:
        return _ALIKE[letter]
    if letter in "\n\r\t":
        return "\n" if letter == "\n" else " "
    plain = unicodedata.normalize("NFKD", letter).casefold()
    plain = _LOOSE.sub("", unicodedata.normalize("NFKD", plain))
    return "".join(_ALIKE.get(each, each) for each in plain)


def name_forms(name: str) -> tuple[str, ...]:
    """Return a name as folded texts have it: parted where it may be parted, and joined."""
    forms = (spaced(folded_text(name, joined=joined).text) for joined in (False, True))
    return tuple(dict.fromkeys(form for form in forms if form))


def spaced(folded: str) -> str:
    """Return a folded name with one blank wherever it is parted."""
    return _GAPS.sub(" ", folded).strip()


def goes_on(before: str, after: str) -> bool:
    """Tell whether a word goes on from one folded letter to the next."""
    if after.isdecimal():
        return before.isdecimal()
    if "\u1160" <= after <= "\u11ff":  # the rest of a syllable
        return "\u1100" <= before <= "\u11ff"
    if _IS_RUNNING.match(before) or _IS_RUNNING.match(after):
        return unicodedata.category(after)[0] == "M"
    return _is_letter(before) and _is_letter(after)


def _is_letter(letter: str) -> bool:
    return letter.isalpha() or unicodedata.category(letter)[0] == "M"


def pattern_of(names: Collection[str]) -> re.Pattern[str]:
    """Return a pattern that finds folded names, at each place the longest, within words too."""
    tree: dict[str, Any] = {}
    for name in names:
        node = tree
        for letter in name:
            node = node.setdefault(letter, {})
        node[""] = {}
    return re.compile("|".join(_branches(tree)) or r"(?!)")


def _branches(node: dict[str, Any]) -> Iterator[str]:
    for letter, below in node.items():
        if letter:
            rest = list(_branches(below))
            step = _GAP if letter == " " else re.escape(letter)
            yield step + (rest[0] if len(rest) == 1 else f"(?:{'|'.join(rest)})")
    if "" in node:
        yield ""
