"""Disorders of documents as sums to add up: pooled, of one document, or of resampled ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gtcoder.analysis.coefficients.reasons import Reason
from gtcoder.analysis.gamma.disorder import DocumentDisorder
from gtcoder.analysis.spans import FloatArray, LongArray


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """One coefficient of the family; each array one element a document.

    `observed` and `expected` are disorders times their `weight`: the number of codings for gamma,
    Σ x of the aligned pairs for gamma-cat and gamma-k. `codings` counts those concerned. A document
    without any expected disorder has weight 0. `empty` says why there is no value where all weights
    are 0.
    """

    weight: FloatArray
    observed: FloatArray
    expected: FloatArray
    codings: LongArray
    empty: Reason

    def of(self, documents: Sequence[int]) -> Sums:
        """Return the sums of some documents."""
        only = list(documents)
        return Sums(
            self.weight[only],
            self.observed[only],
            self.expected[only],
            self.codings[only],
            self.empty,
        )

    def reason(self) -> Reason:
        """Return why the documents together have no value."""
        if not self.codings.sum():
            return self.empty if self.empty is Reason.CATEGORY_UNUSED else Reason.NO_UNITS
        if not self.weight.sum():
            return self.empty
        return Reason.DEFINED if self.expected.sum() else Reason.NO_VARIATION

    def values(self, draws: FloatArray) -> FloatArray:
        """Return 1 − observed / expected of draws × documents, NaN where nothing is expected."""
        observed, expected = draws @ self.observed, draws @ self.expected
        blank = np.full(len(draws), np.nan)
        ratio: FloatArray = np.divide(observed, expected, out=blank, where=expected > 0)
        return 1 - ratio


def gamma_sums(found: Sequence[DocumentDisorder]) -> Sums:
    """Return the sums of gamma: disorders weighted by the number of codings."""
    codings = np.array([each.units for each in found], dtype=np.int64)
    weight = codings.astype(np.float64)
    observed = np.array([each.observed.disorder for each in found], dtype=np.float64)
    expected = np.array([each.expected for each in found], dtype=np.float64)
    return Sums(weight, weight * observed, weight * expected, codings, Reason.NO_UNITS)


def category_sums(
    found: Sequence[DocumentDisorder], *, code: int | None, delta_empty: float
) -> Sums:
    """Return the sums of gamma-cat, or of gamma-k for one code.

    Documents whose random continua never aligned such a pair have no expectation and are left out.
    """
    element = 0 if code is None else code + 1
    weight = np.array([each.observed.categories.weight[element] for each in found])
    unlike = np.array([each.observed.categories.unlike[element] for each in found])
    expected = np.array([each.category_expected[element] for each in found])
    known = ~np.isnan(expected)
    weight = np.where(known, weight, 0.0)
    codings = np.array([each.codings[element] for each in found], dtype=np.int64)
    unused = code is not None and not codings.sum()
    return Sums(
        weight,
        np.where(known, unlike, 0.0) * delta_empty,
        weight * np.where(known, expected, 0.0) * delta_empty,
        codings,
        Reason.CATEGORY_UNUSED if unused else Reason.NO_ALIGNED_PAIR,
    )
