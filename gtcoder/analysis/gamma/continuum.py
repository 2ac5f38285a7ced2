"""The codings of one document by each of its coders, and how unlike two of them are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from gtcoder.analysis.gamma.parameters import GammaParameters
from gtcoder.analysis.spans import CodingSpans, CountedText, FloatArray, LongArray


@dataclass(frozen=True, slots=True, eq=False)
class Codings:
    """One coder's codings of a continuum, in the order of their starts."""

    start: FloatArray
    end: FloatArray
    code: LongArray

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True, slots=True)
class Continuum:
    """The codings of one text, coder by coder; a coder may have none."""

    coders: tuple[Codings, ...]

    @property
    def units(self) -> int:
        """Number of codings of all coders."""
        return sum(map(len, self.coders))

    @property
    def sizes(self) -> list[int]:
        """Number of codings of each coder."""
        return [len(each) for each in self.coders]

    @property
    def slots(self) -> int:
        """Number of pairs of coders."""
        return len(self.coders) * (len(self.coders) - 1) // 2

    def together(self) -> Codings:
        """Return the codings of all coders, one coder after the other."""
        return Codings(
            np.concatenate([each.start for each in self.coders]),
            np.concatenate([each.end for each in self.coders]),
            np.concatenate([each.code for each in self.coders]),
        )


Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Dissimilarities:
    """For each pair of coders g < h, tables codings of g × codings of h, in units of Δ∅.

    Both parts of Mathet's dissimilarity are multiples of Δ∅, so that the best alignment does not
    depend on it. `position` is α d_pos / Δ∅, `total` adds β d_cat / Δ∅.
    """

    position: dict[Pair, FloatArray]
    total: dict[Pair, FloatArray]


def dissimilarities(continuum: Continuum, parameters: GammaParameters) -> Dissimilarities:
    """Return d = α d_pos + β d_cat of all pairs of codings (Mathet et al. 2015).

    d_pos = ((|s_u − s_v| + |e_u − e_v|) / ((e_u − s_u) + (e_v − s_v)))² Δ∅; d_cat is Δ∅ for two
    different codes, 0 for the same.
    """
    position, total = {}, {}
    for g, h in combinations(range(len(continuum.coders)), 2):
        u, v = continuum.coders[g], continuum.coders[h]
        apart = np.abs(u.start[:, None] - v.start) + np.abs(u.end[:, None] - v.end)
        length = (u.end - u.start)[:, None] + (v.end - v.start)
        position[g, h] = parameters.alpha * (apart / length) ** 2
        total[g, h] = position[g, h] + parameters.beta * (u.code[:, None] != v.code)
    return Dissimilarities(position, total)


def continua(spans: CodingSpans) -> Iterator[tuple[int, Continuum]]:
    """Yield the documents that two coders or more finished and one of them coded.

    Coders who did not finish a document are left out of it. Positions lie on the axis of the
    counted text, where text that does not count has no length; codings that lie outside are gone.
    """
    axis = CountedText.of(spans)
    start, end = axis.place(spans.document, spans.start), axis.place(spans.document, spans.end)
    order = np.lexsort((spans.code, end, start))
    order = order[(end > start)[order]]
    document, coder = spans.document[order], spans.coder[order]
    for place, finished in enumerate(spans.finished):
        here = document == place
        chosen = [order[here & (coder == g)] for g in np.flatnonzero(finished)]
        found = Continuum(tuple(_codings(spans, start, end, rows) for rows in chosen))
        if len(chosen) >= 2 and found.units:
            yield place, found


def _codings(spans: CodingSpans, start: LongArray, end: LongArray, rows: LongArray) -> Codings:
    return Codings(
        start[rows].astype(np.float64),
        end[rows].astype(np.float64),
        spans.code[rows].astype(np.int64),
    )
