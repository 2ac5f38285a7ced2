"""Gamma-cat and gamma-k: whether codings that were aligned have the same code (Mathet 2017)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from gtcoder.analysis.gamma.alignment import Alignment
from gtcoder.analysis.gamma.continuum import Continuum, Dissimilarities
from gtcoder.analysis.spans import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class CategoryTable:
    """Aligned pairs by code: `weight` is Σ x, `unlike` is Σ x d_cat / Δ∅.

    Element 0 is of all pairs, element k + 1 of those in which a coding has code k.
    """

    weight: FloatArray
    unlike: FloatArray

    @property
    def disorder(self) -> FloatArray:
        """δ^cat / Δ∅ of each element, NaN where no pair was aligned."""
        blank = np.full(len(self.weight), np.nan)
        found: FloatArray = np.divide(self.unlike, self.weight, out=blank, where=self.weight > 0)
        return found


def category_table(
    continuum: Continuum,
    found: Dissimilarities,
    alignment: Alignment,
    *,
    delta_empty: float,
    codes: int,
) -> CategoryTable:
    """Return the sums over the pairs of codings in one unitary alignment.

    x = max(0, 1 − α d_pos) / (n_v − 1), n_v codings in the unitary alignment. Codings that stand
    alone do not enter (Mathet 2017).
    """
    weight, unlike = np.zeros(codes + 1), np.zeros(codes + 1)
    present = (alignment.rows >= 0).sum(axis=1)
    for g, h in combinations(range(len(continuum.coders)), 2):
        both = (alignment.rows[:, g] >= 0) & (alignment.rows[:, h] >= 0)
        u, v = alignment.rows[both, g], alignment.rows[both, h]
        x = np.maximum(0, 1 - delta_empty * found.position[g, h][u, v]) / (present[both] - 1)
        first, second = continuum.coders[g].code[u], continuum.coders[h].code[v]
        other = first != second
        weight[0] += x.sum()
        unlike[0] += x[other].sum()
        np.add.at(weight, first + 1, x)
        np.add.at(weight, second[other] + 1, x[other])
        np.add.at(unlike, first[other] + 1, x[other])
        np.add.at(unlike, second[other] + 1, x[other])
    return CategoryTable(weight, unlike)
