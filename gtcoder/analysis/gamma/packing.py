"""The disjoint sets that together save most: a linear program, then an integer one, both exact.

**Few columns at a time.** Heavily overlapping codings have hundreds of thousands of candidate sets,
of which a solution uses a few dozen. The linear program begins with the best candidates of each
coding; its prices y >= 0 of codings say of every other set what it would add, gain − Σ y. Sets that
would add something enter, until there are none: then the solution is that of the whole program.

**Never long without a look.** `look` is called between programs and may raise `Cancelled`. An
integer program gets a second; one that takes longer is cut into two by a pair of codings: in one
half all sets that hold one of the pair hold both, in the other none does.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from gtcoder.analysis.gamma.candidates import Candidates, Look
from gtcoder.analysis.spans import BoolArray, FloatArray, LongArray
from gtcoder.errors import NotComputable

if TYPE_CHECKING:
    from scipy.sparse import csc_array

_WHOLE = 1e-6  # how near to 0 or 1 a share is taken for it; HiGHS works to 1e-7
_ADDS = 1e-9  # what a set must add to enter
_NARROW = 0.02  # reduced cost up to which unitary alignments enter the first integer program
_WIDER = 4  # how much wider the next one is at most
_AT_ONCE = 80_000  # sets that the linear program takes as they are
_FIRST, _MORE = 20, 5  # sets a coding that it begins with, and that enter at a time
_SECONDS = 1.0  # of one integer program


@dataclass(frozen=True, slots=True, eq=False)
class _Relaxed:
    """The solution of the linear program: shares of sets, their reduced costs, what they save."""

    shares: FloatArray
    reduced: FloatArray
    saved: float


def packed(offered: Candidates, sizes: list[int], look: Look) -> Candidates:
    """Return the disjoint sets of those offered that together save most.

    First the linear relaxation: where its solution is whole, it is the best one. That is decided
    for each connected component of the sets (two are connected that share a coding), as the
    program falls into these; only those with shares in them go to the integer program.
    """
    if not len(offered.rows):
        return offered
    places = _places(offered.rows, sizes)
    found = _relaxed(places, offered.gain, sum(sizes), look)
    chosen = found.shares > 0.5
    shared = (found.shares > _WHOLE) & (found.shares < 1 - _WHOLE)
    if shared.any():
        table = _incidence(places, sum(sizes))
        component = _components(table)
        open_ones = np.flatnonzero(np.isin(component, component[shared]))
        gain = offered.gain[open_ones]
        bound = float(gain @ found.shares[open_ones])
        chosen[open_ones] = _whole(table[:, open_ones], gain, found.reduced[open_ones], bound, look)
    return Candidates(offered.rows[chosen], offered.gain[chosen])


def scipy_module(name: str) -> Any:
    """Return a module of scipy, which takes a while to import and need not be there."""
    try:
        return import_module(f"scipy.{name}")
    except ImportError as error:
        raise NotComputable(
            "Gamma needs the library scipy, which is not installed. Nothing was computed. Install "
            "it with “pip install gtcoder[gamma]”, or choose another coefficient."
        ) from error


def _relaxed(places: LongArray, gain: FloatArray, codings: int, look: Look) -> _Relaxed:
    entered = np.ones(len(gain), dtype=np.bool_)
    if len(gain) > _AT_ONCE:
        number = (places < codings).sum(axis=1)
        entered = _best_of_each(places, -gain / number, _FIRST, codings)
    while True:
        look()
        inside = np.flatnonzero(entered)
        result = scipy_module("optimize").linprog(
            -gain[inside],
            A_ub=_incidence(places[inside], codings),
            b_ub=np.ones(codings),
            bounds=(0, 1),
            method="highs-ds",
        )
        if result.status != 0:
            raise RuntimeError(f"linear program: {result.message}")
        prices = np.append(-result.ineqlin.marginals, 0.0)
        reduced = prices[places].sum(axis=1) - gain
        adding = np.flatnonzero((reduced < -_ADDS) & ~entered)
        if not len(adding):
            shares = np.zeros(len(gain))
            shares[inside] = result.x
            return _Relaxed(shares, reduced, -float(result.fun))
        entered[adding[_best_of_each(places[adding], reduced[adding], _MORE, codings)]] = True


def _best_of_each(places: LongArray, cost: FloatArray, most: int, codings: int) -> BoolArray:
    """Say which sets are among the `most` of least cost of one of their codings."""
    best = np.zeros(len(cost), dtype=np.bool_)
    by_cost = np.argsort(cost, kind="stable")
    for column in places[by_cost].T:
        order = np.argsort(column, kind="stable")
        coding = column[order]
        rank = np.arange(len(coding)) - np.searchsorted(coding, coding)
        best[by_cost[order[(rank < most) & (coding < codings)]]] = True
    return best


def _whole(
    table: csc_array, gain: FloatArray, reduced: FloatArray, bound: float, look: Look
) -> BoolArray:
    """Return the best choice of whole sets.

    With prices y >= 0 of the codings (the dual solution), any choice saves Σ gain = Σ_chosen
    (Σ y − reduced) <= bound − Σ_chosen reduced. So once a choice that saves L is known, sets with a
    reduced cost above bound − L are in no better one, and a program without them is exact.
    """
    width, chosen = _NARROW, np.zeros(len(gain), dtype=np.bool_)
    while True:
        near = np.flatnonzero(reduced <= width + _WHOLE)
        program = _Program(table[:, near], gain[near], reduced[near], bound)
        chosen[near] = _integer(program, chosen[near], look)
        missing = bound - float(gain[chosen].sum())
        if missing <= width or len(near) == len(gain):
            return chosen
        width = min(missing, _WIDER * width)


@dataclass(frozen=True, slots=True, eq=False)
class _Program:
    """Sets with what they save, their reduced costs, and what shares of them save at most."""

    table: Any  # csc_array
    gain: FloatArray
    reduced: FloatArray
    bound: float


def _integer(program: _Program, known: BoolArray, look: Look) -> BoolArray:
    """Return the best choice of whole sets, by programs of a second each; `known` is a choice.

    Sets that can be in no better choice than the best so far, as `_whole` has it, are left out.
    """
    best, most = known.copy(), float(program.gain[known].sum())
    waiting = [np.arange(len(program.gain))]
    while waiting:
        look()
        part = waiting.pop()
        part = part[program.reduced[part] <= program.bound - most + _WHOLE]
        solved, chosen, at_most = _within_a_second(program.table[:, part], program.gain[part])
        saved = float(program.gain[part[chosen]].sum())
        if saved > most:
            best[:], most = False, saved
            best[part[chosen]] = True
        if not solved and at_most > most + _ADDS:
            waiting += _halves(program.table, part)
    return best


def _within_a_second(table: csc_array, gain: FloatArray) -> tuple[bool, LongArray, float]:
    """Return whether the program was solved, its best choice so far, what one can save at most."""
    optimize = scipy_module("optimize")
    nothing: LongArray = np.zeros(0, dtype=np.int64)
    if table.sum(axis=1).max(initial=0) <= 1:
        return True, np.flatnonzero(gain > 0), 0.0
    result = optimize.milp(
        -gain,
        integrality=np.ones(len(gain)),
        bounds=optimize.Bounds(0, 1),
        constraints=optimize.LinearConstraint(table, -np.inf, 1),
        options={"mip_rel_gap": 0, "time_limit": _SECONDS},
    )
    if result.status not in (0, 1):
        raise RuntimeError(f"integer program: {result.message}")
    chosen = nothing if result.x is None else np.flatnonzero(result.x > 0.5)
    bound = result.mip_dual_bound
    return result.status == 0, chosen, np.inf if bound is None else -float(bound)


def _halves(table: csc_array, part: LongArray) -> list[LongArray]:
    """Cut the sets of a program by two codings, of which some hold both and some only one.

    There are such two wherever sets are not disjoint; those that most sets hold together are taken.
    """
    here = table[:, part]
    together = (here @ here.T).tocoo()
    row, column = together.coords
    each = here.sum(axis=1)
    cuts = (row < column) & (each[row] + each[column] > 2 * together.data)
    at = int(np.argmax(np.where(cuts, together.data, 0)))
    first, second = (here[[place[at]], :].toarray()[0] > 0 for place in (row, column))
    return [part[~(first & second)], part[first == second]]


def _places(rows: LongArray, sizes: list[int]) -> LongArray:
    """Return the codings of each set, numbered coder by coder; their number stands for none."""
    first = np.concatenate([[0], np.cumsum(sizes)])
    return np.where(rows >= 0, first[:-1] + rows, first[-1])


def _incidence(places: LongArray, codings: int) -> csc_array:
    """Return codings × sets, 1 where a set holds a coding."""
    candidate, coder = np.nonzero(places < codings)
    place = places[candidate, coder]
    shape = (codings, len(places))
    return scipy_module("sparse").csc_array((np.ones(len(place)), (place, candidate)), shape=shape)


def _components(table: csc_array) -> LongArray:
    """Return for each set the number of its connected component."""
    _, label = scipy_module("sparse.csgraph").connected_components(table @ table.T, directed=False)
    first = table.indices[table.indptr[:-1]]
    return np.asarray(label[first])
