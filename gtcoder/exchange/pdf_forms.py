"""Bold and italic words of a PDF, told by the names of their fonts, as marks of the text."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from gtcoder.batch import MarkDraft
from gtcoder.vocabulary import Mark

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

Form = tuple[int, int, str]  # from, to, and "b", "i" or "bi"
_BOLD = re.compile(r"bold|black|heavy|[-,](bd|demi)\b", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|[-,]it\b", re.IGNORECASE)
_KINDS = (("b", Mark.BOLD), ("i", Mark.ITALIC))
_LONGEST_NAME = 128
_ALL = 0.8  # of the text in one form, which then says nothing


def form_reader(textpage: PdfTextPage) -> Callable[[int], str]:
    """Return what tells the form of a glyph by its place on the page."""
    from pypdfium2 import raw

    handle, name = textpage.raw, ctypes.create_string_buffer(_LONGEST_NAME)
    known: dict[bytes, str] = {}

    def form(place: int) -> str:
        size = raw.FPDFText_GetFontInfo(handle, place, name, _LONGEST_NAME, None)
        font = name.raw[: max(0, min(size, _LONGEST_NAME) - 1)]
        if font not in known:
            known[font] = _form_of(font.decode("utf-8", "replace"))
        return known[font]

    return form


def _form_of(font: str) -> str:
    return ("b" if _BOLD.search(font) else "") + ("i" if _ITALIC.search(font) else "")


def forms_of(words: Iterable[tuple[str, str]]) -> tuple[Form, ...]:
    """Return the runs of words in one form; words come with their forms, a sign between two."""
    runs: list[Form] = []
    place = 0
    for text, form in words:
        end = place + len(text)
        if form and runs and runs[-1][1] == place - 1 and runs[-1][2] == form:
            runs[-1] = (runs[-1][0], end, form)
        elif form:
            runs.append((place, end, form))
        place = end + 1
    return tuple(runs)


def shifted(forms: Iterable[Form], by: int, least: int = 0) -> tuple[Form, ...]:
    """Return runs moved along, cut at `least`."""
    moved = ((max(start + by, least), end + by, form) for start, end, form in forms)
    return tuple(run for run in moved if run[0] < run[1])


def marks_in(text: str, forms: Sequence[Form]) -> tuple[MarkDraft, ...]:
    """Return the marks of a text; a space between runs parts them not.

    A form that nearly all words have says nothing and is none.
    """
    marks: list[MarkDraft] = []
    for sign, kind in _KINDS:
        runs: list[tuple[int, int]] = []
        for start, end, form in forms:
            end = min(end, len(text))
            if sign not in form or start >= end:
                continue
            if runs and text[runs[-1][1] : start] in ("", " "):
                runs[-1] = (runs[-1][0], end)
            else:
                runs.append((start, end))
        if sum(end - start for start, end in runs) < _ALL * len(text):
            marks += [MarkDraft(start, end, kind) for start, end in runs]
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.kind)))
