"""The alignment of least disorder, by an integer program that is solved exactly."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

import numpy as np

from gtcoder.analysis.gamma.candidates import Candidates, Look, candidates, never
from gtcoder.analysis.gamma.continuum import Continuum, Dissimilarities
from gtcoder.analysis.gamma.packing import packed, scipy_module
from gtcoder.analysis.spans import LongArray


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """The unitary alignments of two codings or more of a best alignment, rows × coders, −1 none.

    Every other coding stands alone. `disorder` is in units of Δ∅ per coding of a coder.
    """

    rows: LongArray
    disorder: float
    unitary: int


def best_alignment(continuum: Continuum, found: Dissimilarities, look: Look = never) -> Alignment:
    """Return the alignment of least disorder (Mathet et al. 2015).

    Disorder: the sum of the disorders of the unitary alignments over the mean number of codings of
    a coder. `look` is called at least every second or so and may raise Cancelled. Raises
    NotComputable without scipy.
    """
    if len(continuum.coders) == 2:
        chosen = _matched(found)
    else:
        chosen = packed(candidates(continuum, found, look), continuum.sizes, look)
    saved = fsum(chosen.gain.tolist())
    mean = continuum.units / len(continuum.coders)
    joined = int((chosen.rows >= 0).sum())
    unitary = continuum.units - joined + len(chosen.rows)
    return Alignment(chosen.rows, max(0.0, continuum.units - saved) / mean, unitary)


def _matched(found: Dissimilarities) -> Candidates:
    """Return the best pairs of two coders' codings, as an assignment.

    A pair saves 2 − d. Where that is not positive both may as well stand alone, so that with
    negative savings set to 0 a complete assignment of greatest saving, its pairs of saving 0
    taken apart again, is an alignment of least disorder: exact, in polynomial time.
    """
    optimize = scipy_module("optimize")
    gain = np.maximum(2 - found.total[0, 1], 0)
    u, v = optimize.linear_sum_assignment(gain, maximize=True)
    kept = gain[u, v] > 0
    return Candidates(np.column_stack([u[kept], v[kept]]), gain[u, v][kept])
