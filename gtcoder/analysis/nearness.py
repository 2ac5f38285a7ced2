"""How alike passages are in their words: TF-IDF and the cosine, in numpy alone.

Term weights: G. Salton & C. Buckley (1988), Term-weighting approaches in automatic text retrieval,
Information Processing & Management 24(5), 513-523: the frequency of a term in the passage, damped
as 1 + ln tf, times its inverse document frequency, here smoothed as ln((1 + n) / (1 + df)) + 1;
rows have length 1. Words are folded (case, accents); Chinese, Japanese and Korean runs, which have
no blanks between words, count as pairs of characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_Ints = npt.NDArray[np.intp]
_WORD = re.compile(r"[^\W_]+")
_TOGETHER = re.compile(  # scripts without blanks: kana, CJK ideographs, Hangul syllables
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003134f]+"
)


def terms(text: str) -> Iterator[str]:
    """Yield the terms of a text in their order.

    >>> list(terms("Déjà vu, DEJA!")), list(terms("价格太高"))
    (['deja', 'vu', 'deja'], ['价格', '格太', '太高'])
    """
    for word in _WORD.findall(_folded(text)):
        place = 0
        for run in _TOGETHER.finditer(word):
            if run.start() > place:
                yield word[place : run.start()]
            letters, place = run[0], run.end()
            yield from (letters[at : at + 2] for at in range(max(1, len(letters) - 1)))
        if place < len(word):
            yield word[place:]


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)))


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """Passages as rows of weighed terms: `weight` of `term` in passage `row`, rows of length 1."""

    row: _Ints
    term: _Ints
    weight: Floats
    rows: int
    terms: int

    @classmethod
    def of(cls, texts: Sequence[str]) -> Weighed:
        """Weigh the terms of passages; the passages themselves say how rare a term is."""
        number: dict[str, int] = {}
        rows: list[int] = []
        found: list[int] = []
        for place, text in enumerate(texts):
            before = len(found)
            found.extend(number.setdefault(term, len(number)) for term in terms(text))
            rows.extend([place] * (len(found) - before))
        size = max(len(number), 1)
        cells = np.array(rows, np.intp) * size + np.array(found, np.intp)
        cell, often = np.unique(cells, return_counts=True)
        row, term = np.divmod(cell, size)
        spread = np.bincount(term, minlength=size)
        rare = np.log((1 + len(texts)) / (1 + spread)) + 1
        weight = (1 + np.log(often)) * rare[term]
        length = np.sqrt(np.bincount(row, weights=weight**2, minlength=len(texts)))
        return cls(row, term, weight / length[row], len(texts), size)

    def likeness(self, place: int) -> Floats:
        """Return the cosine of every passage with the one at `place`: 0 no word shared, 1 alike."""
        asked = np.zeros(self.terms)
        mine = self.row == place
        asked[self.term[mine]] = self.weight[mine]
        shared = self.weight * asked[self.term]
        return np.clip(np.bincount(self.row, weights=shared, minlength=self.rows), 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Apart:
    """The passages nearest to one, the nearest first, and those most different from it.

    Both as (place in the sequence that was given, likeness from 0 to 1).
    """

    nearest: tuple[tuple[int, float], ...]
    different: tuple[tuple[int, float], ...]


def apart(new: str, others: Sequence[str], *, count: int) -> Apart:
    """Return which of the others are nearest to a passage, and which are most different.

    No passage is in both; of equally different ones the longer come first, for there is more to
    compare. With fewer than twice `count` others the nearest are chosen before the different.
    """
    likeness = Weighed.of([new, *others]).likeness(0)[1:]
    length = np.array([len(text) for text in others])
    order = np.lexsort((-length, -likeness))
    near = order[: min(count, (len(others) + 1) // 2)]
    rest = order[len(near) :]
    far = rest[np.lexsort((-length[rest], likeness[rest]))][:count]
    return Apart(_told(near, likeness), _told(far, likeness))


def _told(places: _Ints, likeness: Floats) -> tuple[tuple[int, float], ...]:
    return tuple((int(place), float(likeness[place])) for place in places)
