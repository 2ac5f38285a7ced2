"""Precision, recall and F1: how one coder's use of a code compares with a reference.

Pooled over the codes they are the micro average, as a mean of the codes' values the macro one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gtcoder.analysis.coefficients.base import (
    Coefficient,
    Details,
    Estimates,
    Parameters,
    quotient,
    register,
    settled,
    unpaired,
)
from gtcoder.analysis.coefficients.reasons import Reason
from gtcoder.analysis.ratings import Ratings
from gtcoder.analysis.spans import BoolArray, FloatArray
from gtcoder.errors import InvalidInput

VARIANTS = ("f1", "precision", "recall")
CITATION = (
    "Hripcsak, G. & Rothschild, A. S. (2005). Agreement, the F-measure, and reliability in "
    "information retrieval. Journal of the American Medical Informatics Association 12(3), "
    "296-298."
)


def reference_named(coders: Sequence[str]) -> str:
    """Say which of two coders is the reference."""
    return f"Reference: {coders[0]}; held against it: {coders[1]}."


def quality(
    right: FloatArray,
    found: FloatArray,
    there: FloatArray,
    variant: str,
    *rules: tuple[BoolArray, Reason],
) -> Estimates:
    """Return precision, recall or F1 of counts, one element a table.

    `right` instances of the reference were found, out of `found` by the coder and `there` in the
    reference. precision = right / found, recall = right / there, f1 = 2 right / (found + there);
    each undefined where its denominator is 0, never 0 or 1.
    """
    kinds = {
        "": (2 * right, found + there, Reason.CATEGORY_UNUSED),
        "f1": (2 * right, found + there, Reason.CATEGORY_UNUSED),
        "precision": (right, found, Reason.NO_PREDICTIONS),
        "recall": (right, there, Reason.NO_REFERENCE_INSTANCES),
    }
    if variant not in kinds:
        raise InvalidInput(
            "There is no measure against a reference “{variant}”. Known: {known}.",
            variant=variant,
            known=", ".join(VARIANTS),
        )
    over, under, why = kinds[variant]
    share = quotient(over, under)
    return settled(share, share, np.full_like(share, np.nan), *rules, (under == 0, why))


def prf(ratings: Ratings, parameters: Parameters) -> Estimates:
    """Return precision, recall or F1 of the second coder against the first, the reference.

    Over units that both judged; the ratings are those of the category against the rest. Precision
    TP/(TP + FP), recall TP/(TP + FN), F1 2TP/(2TP + FP + FN), which is the specific agreement on
    the category (Hripcsak & Rothschild 2005) and the same whoever is the reference.
    """
    reference, coder = ratings.values[:, 0], ratings.values[:, 1]
    joint = ratings.counts * ((reference >= 0) & (coder >= 0))
    right, found, there = (
        joint @ each.astype(np.float64)
        for each in ((reference == 0) & (coder == 0), coder == 0, reference == 0)
    )
    return quality(right, found, there, parameters.variant, *unpaired(ratings))


def prf_detail(ratings: Ratings, parameters: Parameters, estimates: Estimates) -> Details:
    """Return all three beside the one asked for, None where one is undefined."""
    found = {}
    for variant in VARIANTS:
        value = float(prf(ratings, Parameters(variant=variant)).value[0])
        found[variant] = None if np.isnan(value) else value
    return found


register(
    Coefficient(
        id="prf",
        name="Precision, recall and F1",
        author="Hripcsak & Rothschild",
        year=2005,
        citation=CITATION,
        missing="units judged by both; the first coder is the reference",
        estimate=prf,
        detail=prf_detail,
        max_coders=2,
        takes=frozenset({"category"}),
        needs=frozenset({"category"}),
        variants=VARIANTS,
        distinct=True,
        default_variant="f1",
        reference=True,
    )
)
