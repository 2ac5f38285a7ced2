"""Texts made alike for searching, with the way back to where each letter stood.

Always alike: kinds of quotation mark, dash and blank, runs of blanks and one blank, the digits of
all scripts, the Arabic and Persian forms of one letter with or without their marks. What has no
width is left out. Case and accents are made alike unless they are to count.
"""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
_LAST = 0x20000  # letters from here on are as they are

_NOTHING = frozenset(
    "\u00ad\u0640\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
    + "".join(chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
    + "".join(chr(code) for code in range(0xFE00, 0xFE10))
)
_ALIKE = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\u0060\u02bc", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
}
# Letters of Arabic script that are forms of one letter, whatever else is to count.
_FORMS = {
    "\u064a": "\u06cc", "\u0649": "\u06cc", "\u06d2": "\u06cc", "\u0643": "\u06a9",
    "\u0629": "\u0647", "\u06c1": "\u0647", "\u06be": "\u0647", "\u06d5": "\u0647",
    "\u06c3": "\u0647", "\u0671": "\u0627",
}  # fmt: skip
# Letters that bear what one reads as an accent and that have no form without it.
_BARE = {"ı": "i", "ø": "o", "đ": "d", "ł": "l", "Ø": "O", "Đ": "D", "Ł": "L"}
_HANGUL = range(0xAC00, 0xD7A4)


@dataclass(frozen=True, slots=True)
class Counts:
    """What tells letters apart: whether case counts, and whether accents do."""

    case: bool = False
    accents: bool = False


def fold(text: str, counts: Counts = Counts()) -> str:
    """Return a text as it is compared, every run of blanks one blank."""
    plain = "".join([_letter(letter, counts.case, counts.accents) for letter in text])
    return _one_blank(plain)


def is_mark(letter: str) -> bool:
    """Tell whether a character is an accent on the letter before it."""
    kind = unicodedata.combining(letter)
    return kind == 1 or 10 <= kind <= 36 or 200 <= kind <= 240


@dataclass(frozen=True, eq=False)
class FoldedText:
    """A text as it is compared.

    `odd` are the places in the original of characters that became none or several, `after` where
    in `text` what became of each ends, and `marks` which of them belong to the letter before.
    """

    text: str
    odd: Ints
    after: Ints
    marks: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, text: str, counts: Counts) -> FoldedText:
        """Fold a text."""
        return _of_ascii(text, counts) if text.isascii() else _of_any(text, counts)

    @property
    def size(self) -> int:
        """The bytes it takes."""
        return sys.getsizeof(self.text) + 17 * len(self.odd)  # with what leads back

    def spans(self, starts: Ints, ends: Ints) -> tuple[Ints, Ints, npt.NDArray[np.bool_]]:
        """Return where stretches `[start, end)` of `text` stand in the original.

        Marks after the last letter belong to it. The mask tells those that cut no character in
        two, such as the ss that a ß became.
        """
        if not len(self.odd):
            return starts, ends, np.ones(len(starts), np.bool_)
        count, places = len(starts), np.concatenate([starts, ends - 1, ends])
        passed = self.after.searchsorted(places, side="right")
        straight = places - self._shift[passed]
        ahead = self._ahead[passed]
        clean = straight <= ahead  # the first of what a character became
        back = np.minimum(straight, ahead)
        last = self._with_marks(back[count : 2 * count] + np.int32(1))
        return back[:count], last, clean[:count] & clean[2 * count :]

    @cached_property
    def _shift(self) -> Ints:
        """How much further on the original is, by how many odd characters lie before."""
        return np.concatenate([np.zeros(1, np.int32), self.after - self.odd - np.int32(1)])

    @cached_property
    def _ahead(self) -> Ints:
        """The next odd character, by how many lie before."""
        return np.concatenate([self.odd, np.full(1, np.iinfo(np.int32).max, np.int32)])

    @cached_property
    def _has_marks(self) -> bool:
        return bool(self.marks.any())

    def _with_marks(self, ends: Ints) -> Ints:
        if not self._has_marks:
            return ends
        found = ends.copy()
        open_ = np.arange(len(ends))
        while len(open_):
            at = self.odd.searchsorted(found[open_])
            inside = at < len(self.odd)
            at[~inside] = 0
            inside &= (self.odd[at] == found[open_]) & self.marks[at]
            open_ = open_[inside]
            found[open_] += 1
        return found


def _one_blank(text: str) -> str:
    while "  " in text:
        text = text.replace("  ", " ")
    return text


@cache
def _letter(letter: str, case: bool, accents: bool) -> str:
    """Return what becomes of one character."""
    if letter in _NOTHING:
        return ""
    if letter in _ALIKE:
        return _ALIKE[letter]
    if letter.isspace():
        return " "
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    code = ord(letter)
    if code in _HANGUL:
        return letter
    if 0xFB00 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFFEF:  # forms for print
        plain = unicodedata.normalize("NFKC", letter)
        if plain != letter:
            return _one_blank("".join([_letter(each, case, accents) for each in plain]))
    if not case:
        letter = letter.casefold()
    parts = unicodedata.normalize("NFD", letter)
    return "".join([_part(part, accents) for part in parts])


def _part(part: str, accents: bool) -> str:
    if part in _FORMS:
        return _FORMS[part]
    if is_mark(part) and (not accents or 0x600 <= ord(part) < 0x700):
        return ""
    return part if accents else _BARE.get(part, part)


@cache
def _ascii_table(case: bool) -> bytes:
    counts = Counts(case=case)
    return bytes(ord(fold(chr(code), counts)) for code in range(128)) + bytes(128)


def _of_ascii(text: str, counts: Counts) -> FoldedText:
    plain = text.encode("ascii").translate(_ascii_table(counts.case))
    none = np.empty(0, np.int32)
    if b"  " not in plain:
        return FoldedText(plain.decode("ascii"), none, none, none.astype(np.bool_))
    codes = np.frombuffer(plain, np.uint8)
    blank = codes == 32
    blank[1:] &= blank[:-1].copy()
    blank[0] = False
    odd = np.flatnonzero(blank).astype(np.int32)
    kept = codes[~blank].tobytes().decode("ascii")
    after = (odd - np.arange(len(odd))).astype(np.int32)
    return FoldedText(kept, odd, after, np.zeros(len(odd), np.bool_))


class _Letters:
    """What becomes of the letters met so far: the first character, and how many there are."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._known = np.zeros(_LAST, np.bool_)
        self.first = np.arange(_LAST, dtype=np.uint32)
        self.width = np.ones(_LAST, np.uint8)
        self.mark = np.zeros(_LAST, np.bool_)
        self.rest: dict[int, str] = {}

    def learn(self, codes: npt.NDArray[np.uint32]) -> None:
        """Look up the letters that are new."""
        for code in np.unique(codes[~self._known[codes]]).tolist():
            letter = chr(code)
            plain = _letter(letter, self._counts.case, self._counts.accents)
            self.first[code] = ord(plain[0]) if plain else 0
            self.width[code] = len(plain)
            self.mark[code] = not plain and is_mark(letter)
            if len(plain) > 1:
                self.rest[code] = plain
            self._known[code] = True


@cache
def _letters(counts: Counts) -> _Letters:
    return _Letters(counts)


def _of_any(text: str, counts: Counts) -> FoldedText:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    far = codes >= _LAST
    low = np.where(far, np.uint32(_LAST - 1), codes) if far.any() else codes
    letters = _letters(counts)
    letters.learn(low)
    plain, width = letters.first[low], letters.width[low]
    if low is not codes:
        plain = np.where(far, codes, plain)
    wide = np.flatnonzero(width)  # blanks may have something without width between them
    blank = (plain[wide] == 32) & (width[wide] == 1)
    width[wide[1:][blank[1:] & blank[:-1]]] = 0
    odd = np.flatnonzero(width != 1).astype(np.int32)
    if not len(odd):
        return FoldedText(_string(plain), odd, odd, odd.astype(np.bool_))
    widths = width[odd].astype(np.int32)
    after = (odd + 1 + np.cumsum(widths - 1)).astype(np.int32)
    if widths.max() > 1:
        out = np.repeat(plain, width)
        _spell(out, low[odd], after - widths, widths, letters.rest)
    else:
        out = plain[width != 0]
    return FoldedText(_string(out), odd, after, letters.mark[low[odd]])


def _spell(
    out: npt.NDArray[np.uint32],
    letters: npt.NDArray[np.uint32],
    starts: Ints,
    widths: Ints,
    rest: dict[int, str],
) -> None:
    """Write out the characters that became several."""
    several = widths > 1
    letters, starts = letters[several], starts[several]
    for code in np.unique(letters).tolist():
        places = starts[letters == code]
        for step, part in enumerate(rest[code]):
            out[places + step] = ord(part)


def _string(codes: npt.NDArray[np.uint32]) -> str:
    if codes.max(initial=0) < 128:
        return codes.astype(np.uint8).tobytes().decode("ascii")
    return codes.tobytes().decode("utf-32-le", "surrogatepass")
