"""The alignment of least disorder, by an integer program that is solved exactly."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Any

import numpy as np

from gtcoder.analysis.gamma.candidates import Candidates, candidates
from gtcoder.analysis.gamma.continuum import Continuum, Dissimilarities
from gtcoder.analysis.spans import BoolArray, FloatArray, LongArray
from gtcoder.errors import NotComputable

if TYPE_CHECKING:
    from scipy.sparse import csc_array

_WHOLE = 1e-6  # how near to 0 or 1 a share is taken for it; HiGHS works to 1e-7
_NARROW = 0.02  # reduced cost up to which unitary alignments enter the first integer program


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """The unitary alignments of two codings or more of a best alignment, rows × coders, −1 none.

    Every other coding stands alone. `disorder` is in units of Δ∅ per coding of a coder.
    """

    rows: LongArray
    disorder: float
    unitary: int


def best_alignment(continuum: Continuum, found: Dissimilarities) -> Alignment:
    """Return the alignment of least disorder (Mathet et al. 2015).

    Disorder: the sum of the disorders of the unitary alignments over the mean number of codings of
    a coder. Raises NotComputable without scipy.
    """
    chosen = _matched(found) if len(continuum.coders) == 2 else _packed(continuum, found)
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
    optimize = _scipy("optimize")
    gain = np.maximum(2 - found.total[0, 1], 0)
    u, v = optimize.linear_sum_assignment(gain, maximize=True)
    kept = gain[u, v] > 0
    return Candidates(np.column_stack([u[kept], v[kept]]), gain[u, v][kept])


def _packed(continuum: Continuum, found: Dissimilarities) -> Candidates:
    """Return the disjoint candidates that together save most.

    First the linear relaxation: where its solution is whole, it is the best one. That is decided
    for each connected component of the candidates (two are connected that share a coding), as the
    program falls into these; only those with shares in them go to the integer program.
    """
    offered = candidates(continuum, found)
    if not len(offered.rows):
        return offered
    table = _incidence(offered.rows, continuum.sizes)
    result = _scipy("optimize").linprog(
        -offered.gain, A_ub=table, b_ub=np.ones(table.shape[0]), bounds=(0, 1), method="highs-ds"
    )
    if result.status != 0:
        raise RuntimeError(f"linear program: {result.message}")
    chosen = result.x > 0.5
    shared = (result.x > _WHOLE) & (result.x < 1 - _WHOLE)
    if shared.any():
        component = _components(table)
        open_ones = np.flatnonzero(np.isin(component, component[shared]))
        prices = np.asarray(-result.ineqlin.marginals)
        reduced = (table.T @ prices - offered.gain)[open_ones]
        bound = float(offered.gain[open_ones] @ result.x[open_ones])
        chosen[open_ones] = _whole(table[:, open_ones], offered.gain[open_ones], reduced, bound)
    return Candidates(offered.rows[chosen], offered.gain[chosen])


def _whole(table: csc_array, gain: FloatArray, reduced: FloatArray, bound: float) -> BoolArray:
    """Return the best choice of whole candidates.

    With prices y >= 0 of the codings (the dual solution), any choice saves Σ gain = Σ_chosen
    (Σ y − reduced) <= bound − Σ_chosen reduced. So once a choice that saves L is known, candidates
    with a reduced cost above bound − L are in no better one, and a program without them is exact.
    """
    width = _NARROW
    while True:
        near = reduced <= width + _WHOLE
        chosen = np.zeros(len(gain), dtype=np.bool_)
        chosen[near] = _integer(table[:, np.flatnonzero(near)], gain[near])
        missing = bound - float(gain[chosen].sum())
        if missing <= width or near.all():
            return chosen
        width = missing


def _integer(table: csc_array, gain: FloatArray) -> BoolArray:
    optimize = _scipy("optimize")
    result = optimize.milp(
        -gain,
        integrality=np.ones(len(gain)),
        bounds=optimize.Bounds(0, 1),
        constraints=optimize.LinearConstraint(table, -np.inf, 1),
        options={"mip_rel_gap": 0},
    )
    if result.status != 0:
        raise RuntimeError(f"integer program: {result.message}")
    return np.asarray(result.x > 0.5)


def _incidence(rows: LongArray, sizes: list[int]) -> csc_array:
    """Return codings × candidates, 1 where a candidate holds a coding."""
    first = np.concatenate([[0], np.cumsum(sizes)])
    candidate, coder = np.nonzero(rows >= 0)
    place = first[coder] + rows[candidate, coder]
    shape = (int(first[-1]), len(rows))
    return _scipy("sparse").csc_array((np.ones(len(place)), (place, candidate)), shape=shape)


def _components(table: csc_array) -> LongArray:
    """Return for each candidate the number of its connected component."""
    _, label = _scipy("sparse.csgraph").connected_components(table @ table.T, directed=False)
    first = table.indices[table.indptr[:-1]]
    return np.asarray(label[first])


def _scipy(module: str) -> Any:
    """Return a module of scipy, which takes a while to import and need not be there."""
    from importlib import import_module

    try:
        return import_module(f"scipy.{module}")
    except ImportError as error:
        raise NotComputable(
            "Gamma needs the library scipy, which is not installed. Nothing was computed. Install "
            "it with “pip install gtcoder[gamma]”, or choose another coefficient."
        ) from error
