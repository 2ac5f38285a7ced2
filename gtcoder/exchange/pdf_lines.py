"""Lines of a PDF page: its glyphs, put together by where they stand on the page.

PDFium gives glyphs in the order in which they were written, which is the order of reading, but it
loses line ends; a glyph that stands clearly below or above the one before begins a line.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gtcoder.errors import UnreadableFile
from gtcoder.exchange.pdf_forms import Form, form_reader, forms_of, shifted

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

HYPHEN = "\x02"  # how PDFium gives a hyphen at the end of a line
_SOFT_HYPHEN = "\xad"
_SPACES = " \xa0\u2002\u2003\u2009"
_OTHER_LINE = 0.6  # of the height of a glyph: an index or exponent moves by less
_WIDE_GAP = 1.1  # of the height: more than a space, so a tab or the gap between columns
_USUAL_GAPS = 3.0  # times a usual gap of the line, or it is justified and no tab
_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\ufb05": "st", "\ufb06": "st",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, its place in points from the lower left, the glyphs' height.

    `first_word` is how wide its first word is; `hyphenated` says that it ends in a hyphen that
    may belong to the end of the line only. A wide gap within the line is a tab in its text, and
    `tab` is where the text goes on after the first. `forms` are its bold and italic words.
    """

    page: int
    text: str
    left: float
    right: float
    bottom: float
    height: float
    first_word: float
    hyphenated: bool = False
    tab: float | None = None
    forms: tuple[Form, ...] = ()


class _Glyph(NamedTuple):
    """A letter and its box; not `given` is what PDFium puts in between."""

    sign: str
    left: float
    right: float
    bottom: float
    top: float
    given: bool
    form: str = ""

    @property
    def height(self) -> float:
        return self.top - self.bottom


def page_lines(page: PdfPage, number: int, most: int) -> tuple[list[Line], int, int]:
    """Return the lines of a page in the order of reading, how many glyphs have no letter, and all.

    Glyphs beyond the edges of the page are no part of what it says and are left out. Raises
    UnreadableFile where there are more glyphs than `most`.
    """
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if count > most:
            raise too_large("more characters than a file of its size can hold")
        left, bottom, right, top = page.get_bbox()
        lines: list[Line] = []
        unknown = 0
        for glyphs in _split(_glyphs(textpage)):
            middle = (glyphs[0].bottom + glyphs[0].top) / 2
            if bottom <= middle <= top and glyphs[0].left <= right and glyphs[-1].right >= left:
                line = _line(glyphs, number, right)
                unknown += sum(glyph.sign == "\ufffd" for glyph in glyphs)
                lines += [line] if line.text.strip() else []
        return _same_height_joined(lines), unknown, count
    finally:
        textpage.close()


def too_large(what: str) -> UnreadableFile:
    """Return the refusal of a PDF that is no transcript."""
    return UnreadableFile(
        "It has {what}, more than a transcript has. Nothing of it was taken in; divide it and "
        "import the pieces.",
        what=what,
    )


def _glyphs(textpage: PdfTextPage) -> Iterator[_Glyph]:
    from pypdfium2 import raw

    handle, box = textpage.raw, raw.FS_RECTF()
    at = ctypes.byref(box)
    form_at, form, begins = form_reader(textpage), "", True
    high = 0
    for place in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, place)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD
        high = 0
        raw.FPDFText_GetLooseCharBox(handle, place, at)
        given = raw.FPDFText_IsGenerated(handle, place) != 1
        known = code not in (0, 0xFFFE, 0xFFFF)
        known = known and raw.FPDFText_HasUnicodeMapError(handle, place) != 1
        sign = chr(code) if known else "\ufffd"
        if not given or sign in _SPACES:
            begins = True
        elif begins:  # all letters of a word have the form of the first
            form, begins = form_at(place), False
        yield _Glyph(sign, box.left, box.right, box.bottom, box.top, given, form)


def _split(glyphs: Iterator[_Glyph]) -> Iterator[list[_Glyph]]:
    """Yield the glyphs of each line, spaces at its ends left out."""
    line: list[_Glyph] = []
    last: _Glyph | None = None
    for glyph in glyphs:
        ends = glyph.sign in "\r\n"
        if ends or (last is not None and glyph.given and _begins_line(last, glyph)):
            if line:
                yield line
            line, last = [], None
        if not ends and (line or glyph.sign not in _SPACES):
            line.append(glyph)
            last = glyph if glyph.given and glyph.sign not in _SPACES else last
    if line:
        yield line


def _begins_line(last: _Glyph, glyph: _Glyph) -> bool:
    if glyph.sign in _SPACES:
        return False
    height = max(last.height, glyph.height)
    shift = abs((last.bottom + last.top) - (glyph.bottom + glyph.top)) / 2
    leftwards = glyph.left < last.left and glyph.top < last.bottom + 0.3 * last.height
    return height > 0 and (shift > _OTHER_LINE * height or leftwards)


def _line(glyphs: list[_Glyph], page: int, edge: float) -> Line:
    """Put glyphs together, wide gaps as tabs; a line from right to left is seen in a mirror."""
    while len(glyphs) > 1 and glyphs[-1].sign in _SPACES:
        glyphs = glyphs[:-1]
    hyphenated = glyphs[-1].sign in (HYPHEN, _SOFT_HYPHEN)
    height = max(glyph.height for glyph in glyphs)
    words = _words(glyphs)
    mirrored = _is_right_to_left(words)
    if mirrored:
        words = [[_mirrored(glyph, edge) for glyph in word] for word in words]
    gaps = [after.left - before.right for before, after in _neighbours(words)]
    usual = sorted(gaps)[(len(gaps) - 1) // 3] if len(gaps) > 1 else 0.0
    least = max(_WIDE_GAP * height, _USUAL_GAPS * usual)
    said = [_said(word) for word in words]
    pieces = [said[0]]
    for gap, text in zip(gaps, said[1:], strict=True):
        pieces += ["\t" if gap > least else " ", text]
    wide = [word for gap, word in zip(gaps, words[1:], strict=True) if gap > least]
    return Line(
        page,
        "".join(pieces),
        left=min(glyph.left for word in words for glyph in word),
        right=max(glyph.right for word in words for glyph in word),
        bottom=glyphs[0].bottom,
        height=height,
        first_word=abs(words[0][-1].right - words[0][0].left),
        hyphenated=hyphenated,
        tab=wide[0][0].left if wide else None,
        forms=forms_of(zip(said, (word[0].form for word in words), strict=True)),
    )


def _is_right_to_left(words: list[list[_Glyph]]) -> bool:
    """Tell whether more words go leftwards than rightwards."""
    steps = [word[-1].left - word[0].left for word in words if len(word) > 1]
    return sum(step < 0 for step in steps) > len(steps) / 2


def _mirrored(glyph: _Glyph, edge: float) -> _Glyph:
    return glyph._replace(left=edge - glyph.right, right=edge - glyph.left)


def _words(glyphs: list[_Glyph]) -> list[list[_Glyph]]:
    words: list[list[_Glyph]] = [[]]
    for glyph in glyphs:
        if glyph.sign in _SPACES:
            if words[-1]:
                words.append([])
        else:
            words[-1].append(glyph)
    return [word for word in words if word]


def _neighbours(words: list[list[_Glyph]]) -> Iterator[tuple[_Glyph, _Glyph]]:
    for before, after in pairwise(words):
        yield before[-1], after[0]


def _said(word: list[_Glyph]) -> str:
    last = len(word) - 1
    return "".join(
        "" if glyph.sign in (HYPHEN, _SOFT_HYPHEN) and place < last
        else "-" if glyph.sign in (HYPHEN, _SOFT_HYPHEN)
        else _LIGATURES.get(glyph.sign, glyph.sign)
        for place, glyph in enumerate(word)
    )  # fmt: skip


def _same_height_joined(lines: list[Line]) -> list[Line]:
    """Join a line with the next where that goes on at the same height to its right."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if (
            last is not None
            and abs(last.bottom - line.bottom) < 0.3 * line.height
            and line.left >= last.right
        ):
            wide = line.left - last.right > _WIDE_GAP * line.height
            joined[-1] = replace(
                last,
                text=last.text + ("\t" if wide else " ") + line.text,
                right=line.right,
                height=max(last.height, line.height),
                hyphenated=line.hyphenated,
                tab=last.tab if last.tab is not None else line.left if wide else None,
                forms=(*last.forms, *shifted(line.forms, len(last.text) + 1)),
            )
        else:
            joined.append(line)
    return joined
