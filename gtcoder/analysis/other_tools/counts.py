"""What two coders coded, counted code by code and document by document."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gtcoder.analysis.spans import CountedText, FloatArray, own_runs
from gtcoder.analysis.study import CodedStudy
from gtcoder.analysis.units import character_table


@dataclass(frozen=True, slots=True, eq=False)
class PairCounts:
    """Two coders over the documents both finished: characters, codes × documents, and codings.

    `both`, `first`, `second` are characters coded by both, by the one and by the other coder (the
    text of both among it); `length` those of each document; `codings` counts codings, coders ×
    codes × documents, a coder's own overlaps not merged.
    """

    study: CodedStudy
    both: FloatArray
    first: FloatArray
    second: FloatArray
    length: FloatArray
    codings: FloatArray

    @property
    def union(self) -> FloatArray:
        """Characters coded by at least one of the two, codes × documents."""
        return self.first + self.second - self.both


def pair_counts(study: CodedStudy, first: int, second: int) -> PairCounts:
    """Return the counts of two coders of the study."""
    looked = study.spans.finished[:, [first, second]].all(axis=1)
    pair = study.chosen(
        documents=np.flatnonzero(looked).tolist(),
        codes=range(len(study.codes)),
        coders=(first, second),
    )
    spans = pair.spans
    table = character_table(spans)
    shape = (spans.n_codes, spans.n_documents)
    found: list[FloatArray] = []
    for who in ((0, 1), (0,), (1,)):
        has = (table.patterns[:, list(who)] == 1).all(axis=1)
        weight = table.weight * has[table.pattern]
        cells = table.code * spans.n_documents + table.document
        sums = np.bincount(cells, weights=weight, minlength=shape[0] * shape[1])
        found.append(sums.astype(np.float64).reshape(shape))
    codings = np.zeros((2, *shape))
    axis = CountedText.of(spans)
    counted = axis.place(spans.document, spans.end) > axis.place(spans.document, spans.start)
    np.add.at(codings, (spans.coder[counted], spans.code[counted], spans.document[counted]), 1)
    return PairCounts(pair, found[0], found[1], found[2], axis.sizes.astype(np.float64), codings)


def touched_places(counts: PairCounts) -> tuple[FloatArray, FloatArray]:
    """Return how many places each code has, and in how many both coders' codings touch, codes.

    A place is a stretch of codings of either coder that overlap one another.
    """
    spans = counts.study.spans
    own = own_runs(spans, adjacent=False)
    cell, coder = np.divmod(own.group, 2)
    width = int(own.end.max(initial=0)) + 1
    left, right = cell * width + own.start, cell * width + own.end
    order = np.argsort(left, kind="stable")
    reach = np.maximum.accumulate(right[order]) if len(order) else right
    opens = np.ones(len(order), dtype=np.bool_)
    opens[1:] = left[order][1:] >= reach[:-1]
    place = np.cumsum(opens) - 1
    code = cell[order][opens] // max(spans.n_documents, 1)
    held = np.zeros((int(opens.sum()), 2), dtype=np.bool_)
    held[place, coder[order]] = True
    every = np.bincount(code, minlength=spans.n_codes).astype(np.float64)
    both = np.bincount(code[held.all(axis=1)], minlength=spans.n_codes).astype(np.float64)
    return every, both
