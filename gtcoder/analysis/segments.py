"""Paragraphs, sentences and words of any script, as spans of a frozen text.

One routine for units of coding, for selection and for search, so that a sentence is the same
sentence everywhere. `VERSION` goes into every result that used it and grows with any change of
the rules, which are:

* A paragraph is a line that is not blank, without the white space at its two ends.
* A sentence is a part of one paragraph that ends after `. ! ? …` and their kin in other scripts,
  with the quotation marks and brackets that close behind them. A full stop ends no sentence after
  a known abbreviation, a single initial (but for “I”) or a number that a small letter follows or
  that opens the sentence; three dots or `…` before a small letter are a hesitation.
* A word is a run of letters, digits and their marks; apostrophe, hyphen, zero-width joiner and
  non-joiner stay inside it when letters stand on both sides, as do point and comma between digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from gtcoder.analysis.spans import TextSpans
from gtcoder.errors import NotComputable
from gtcoder.vocabulary import UnitOfCoding

VERSION = 1

# Scripts that write words without spaces; runs of them are no words.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
)
_UNSPACED_SHARE = 0.05

_BARE_STOPS = "\u3002\uff01\uff1f\uff61\uff0e\u061f\u06d4\u0964\u0965\u0589\u1362\u1367\u104b\u17d4"
_CLOSERS = "\"'\u2018\u2019\u201c\u201d\u00ab\u00bb\u203a)\\]}\u300d\u300f\u300b\u3011\uff09"
_STOP = re.compile(
    rf"(?P<stop>[.!?\u2026{_BARE_STOPS}]+)(?P<close>[{_CLOSERS}]*)(?P<gap>\s+|(?=[{_UNSPACED}])|$)?"
)
_AFTER_STOP = re.compile(rf"\.[{_CLOSERS}]*\s*(\S)")
_LAST_WORD = re.compile("[\\s(\\[\"'\u2018\u201c\u00ab/]")
_LONGEST_WORD = 40
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_LETTER = re.compile(r"\w")
_PARAGRAPH = re.compile(r"\S(?:[^\n]*\S)?")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Before a name, a number or the rest of a phrase: they never end a sentence.
_LEADING = _listed(
    """
    mr mrs ms dr prof rev hon st messrs sgt capt lt gov sen rep e.g i.e eg ie cf al approx ca vs
    dept est incl viz bzw d.h evtl ggf inkl vgl z.b z.t zzgl bspw sog hr fr mm mlle mme c.-à-d p.ex
    sra srta dra ud uds p.ej aprox avda dott dott.ssa sig.ra avv exmo exma prof.ª bijv dhr mevr mw
    o.a t.a.v bl.a dvs f.eks t.ex inż np tzn tj doç örn bkz
    """
)
# Abbreviations before a number only; elsewhere these are words ("no", "art", "sat").
_BEFORE_NUMBER = _listed(
    """
    no nos nr núm n p pp pg pag pág págs s fig figs tab vol vols ch chap cap art abs para sec ed eds
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun tel max min avg
    bl blz str ul kl godz yy sn
    """
)
# They close an enumeration, a name or a time of day, and so may end a sentence.
_TRAILING = _listed("etc jr sr inc ltd co corp a.m p.m usw enz osv ev vb gibi")


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """Non-overlapping spans `[starts, ends)` of one text in its order, int32 code points."""

    starts: NDArray[np.int32]
    ends: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.starts)


def paragraphs(text: str) -> Segments:
    """Return the lines of `text` that are not blank, without the white space around them."""
    return _segments(match.span() for match in _PARAGRAPH.finditer(text))


def sentences(text: str) -> Segments:
    """Return the sentences of `text`; none reaches over the end of a line."""
    spans = (match.span() for match in _PARAGRAPH.finditer(text))
    return _segments(part for start, end in spans for part in _sentences_in(text, start, end))


def words(text: str) -> Segments:
    """Return the words of `text`.

    Raises NotComputable where more than one character of words in twenty belongs to a script that
    does not part its words (Chinese, Japanese, Thai, Lao, Khmer, Burmese): to find words there
    takes a dictionary. Below that share a run of such characters counts as one word.
    """
    found = _segments(match.span() for match in _word().finditer(text))
    unspaced = sum(len(run) for run in re.findall(f"[{_UNSPACED}]+", text))
    if unspaced > _UNSPACED_SHARE * int((found.ends - found.starts).sum()):
        raise NotComputable(
            "Words cannot be counted: the text is written in a script that sets no spaces between "
            "words. Choose sentences, turns or characters as the unit."
        )
    return found


_ROUTINES: dict[UnitOfCoding, Callable[[str], Segments]] = {
    UnitOfCoding.PARAGRAPH: paragraphs,
    UnitOfCoding.SENTENCE: sentences,
    UnitOfCoding.WORD: words,
}
TEXT_UNITS = frozenset(_ROUTINES)


def text_units(texts: Sequence[str], unit: UnitOfCoding) -> TextSpans:
    """Return the paragraphs, sentences or words of each text; document i is `texts[i]`.

    Raises NotComputable for any other unit and where `words` does.
    """
    if unit not in _ROUTINES:
        raise NotComputable("A {unit} is not found in the text alone.", unit=unit.value)
    found = [_ROUTINES[unit](text) for text in texts]
    return TextSpans(
        document=np.repeat(np.arange(len(found), dtype=np.int32), [len(each) for each in found]),
        start=_joined([each.starts for each in found]),
        end=_joined([each.ends for each in found]),
    )


def _sentences_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _STOP.finditer(text, start, end):
        spoken = _LETTER.search(text, begin, match.start())
        if spoken and _ends_sentence(text, begin, match, end):
            yield begin, match.end("close")
            begin = match.end()
    if begin < end:
        yield begin, end


def _ends_sentence(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Whether the stops of `match` end the sentence that began at `begin`."""
    stop, closed, after = match["stop"], match["close"], match.end()
    if after >= end:
        return True
    bare = stop[-1] in _BARE_STOPS
    if not match["gap"] and not bare:
        # A stop inside a word (3.5, e-mail, U.S.A) or before a script without spaces.
        return match["gap"] is not None and stop[-1] != "."
    small = text[after].islower()
    if bare or stop[-1] in "!?":
        return not (small and closed)
    if len(stop) > 1 or stop == "\u2026":
        return not small
    return not _is_abbreviated(text, begin, match.start())


def _is_abbreviated(text: str, begin: int, stop: int) -> bool:
    """Whether the full stop at `stop`, in a sentence begun at `begin`, belongs to its last word."""
    after = _AFTER_STOP.match(text, stop)
    follows = after[1] if after else ""
    last = _LAST_WORD.split(text[max(begin, stop - _LONGEST_WORD) : stop])[-1]
    if last.isdigit():
        return follows.islower() or stop - len(last) == begin
    if len(last) == 1 and last.isalpha() and not follows.isdigit():
        return last != "I"
    known = last.casefold()
    if known in _TRAILING:
        return follows.islower()
    if known in _BEFORE_NUMBER:
        return follows.isdigit()
    return known in _LEADING or bool(_DOTTED.fullmatch(last))


@cache
def _word() -> re.Pattern[str]:
    letter = rf"[\w{_marks()}]"
    inside = r"['\u2019\u02bc\uff07\u200c\u200d\u00ad\u2010\u2011-]"
    return re.compile(rf"{letter}+(?:(?:{inside}|(?<=\d)[.,\u066b\u066c](?=\d)){letter}+)*")


@cache
def _marks() -> str:
    """Return the combining marks as ranges of a character class; `\\w` leaves them out."""
    marks = {i for i in range(0x300, 0x20000) if unicodedata.category(chr(i))[0] == "M"}
    opening = sorted(i for i in marks if i - 1 not in marks)
    closing = sorted(i for i in marks if i + 1 not in marks)
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in zip(opening, closing, strict=True))


def _segments(spans: Iterator[tuple[int, int]]) -> Segments:
    flat = np.fromiter((edge for span in spans for edge in span), dtype=np.int32)
    return Segments(starts=flat[0::2].copy(), ends=flat[1::2].copy())


def _joined(parts: list[NDArray[np.int32]]) -> NDArray[np.int32]:
    return np.concatenate([np.empty(0, dtype=np.int32), *parts])
