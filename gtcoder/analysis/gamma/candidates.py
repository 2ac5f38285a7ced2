"""The unitary alignments that a best alignment may consist of.

A unitary alignment holds at most one coding of each coder. With C pairs of coders and Δ∅ = 1, its
disorder is the mean of d over the C slots, where a slot with an empty place counts 1; so a coding
left alone costs 1, and a set S of n codings saves, against leaving each of them alone,

    gain(S) = (n − 1) + Σ_{u,v in S} (1 − d(u,v)) / C.

**What may be dropped.** Mathet, Widlöcher & Métivier (2015) drop what costs more than leaving
all its codings alone, gain(S) < 0. The same holds of any cut of S into two parts A and B: put in
place of S, they hold the same codings, and

    gain(A) + gain(B) − gain(S) = −1 + Σ_{u in A, v in B} (d(u,v) − 1) / C.

Where this is not negative for some cut, i.e. Σ_{A×B} (d − 1) >= C, replacing S by A and B makes no
alignment worse. Parts are smaller than the whole, so that repeating it ends: there is a best
alignment of single codings and of sets for which Σ_{A×B} (d − 1) < C for every cut. (Cutting a set
to single codings is a sequence of such cuts: what the authors drop is dropped here as well.)

**Growing sets coder by coder.** A set P of codings can become S by at most r more codings, r the
number of coders still to come. They may all be put on the side of A: a cut A|B of P gives a cut of
S, whose sum is larger by |B| pairs a new coding, each at least −1. So P can be dropped with all it
could become where Σ_{A×B} (d − 1) >= C + r min(|A|, |B|) for a cut of P.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from gtcoder.analysis.gamma.continuum import Continuum, Dissimilarities
from gtcoder.analysis.spans import FloatArray, LongArray
from gtcoder.errors import NotComputable

Look = Callable[[], None]

MOST_SETS = 2_000_000
_CELLS_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Sets of two codings or more: rows × coders, −1 for none; with what each saves."""

    rows: LongArray
    gain: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class _Sets:
    """Sets of codings of the same coders, sets × coders, with the sum of d − 1 in each."""

    coders: tuple[int, ...]
    rows: LongArray
    excess: FloatArray


def never() -> None:
    """Look at nothing: nobody can stop the work."""


def candidates(continuum: Continuum, found: Dissimilarities, look: Look = never) -> Candidates:
    """Return the unitary alignments of two codings or more that no cut improves.

    `look` is called on the way and may raise Cancelled. Raises NotComputable where there are too
    many to hold in memory.
    """
    coders = len(continuum.coders)
    grown = [_Sets((), np.zeros((1, 0), dtype=np.int64), np.zeros(1))]
    for coder in range(coders):
        to_come = coders - coder - 1
        more = []
        for each in grown:
            look()
            more.append(_grown(each, coder, found, continuum, to_come))
        grown += more
        grown = [each for each in grown if len(each.rows)]
    kept = [_uncut(each, found, continuum.slots, 0) for each in grown if len(each.coders) >= 2]
    rows = [_spread(each, coders) for each in kept]
    gains = [len(each.coders) - 1 - each.excess / max(continuum.slots, 1) for each in kept]
    return Candidates(
        np.concatenate([np.zeros((0, coders), dtype=np.int64), *rows]),
        np.concatenate([np.zeros(0), *gains]),
    )


def _grown(
    sets: _Sets, coder: int, found: Dissimilarities, continuum: Continuum, to_come: int
) -> _Sets:
    """Return the sets with one coding more, of `coder`, that may become part of the best."""
    size = continuum.sizes[coder]
    at_once = max(1, _CELLS_AT_ONCE // max(size, 1))
    rows, excess, total = [], [], 0
    for first in range(0, len(sets.rows), at_once):
        part = slice(first, first + at_once)
        links = np.zeros((len(sets.rows[part]), size))
        for place, other in enumerate(sets.coders):
            links += found.total[other, coder][sets.rows[part, place]] - 1
        limit = continuum.slots + to_come if sets.coders else np.inf
        old, new = np.nonzero(links < limit)
        rows.append(np.column_stack([sets.rows[part][old], new]))
        excess.append(sets.excess[part][old] + links[old, new])
        total += len(old)
        if total > MOST_SETS:
            raise NotComputable(
                "These {coders} coders have so many codings near one another that gamma cannot "
                "weigh all ways to align them. Compare fewer coders, codes or documents at once.",
                coders=len(continuum.coders),
            )
    made = _Sets((*sets.coders, coder), np.concatenate(rows), np.concatenate(excess))
    return _uncut(made, found, continuum.slots, to_come)


def _uncut(sets: _Sets, found: Dissimilarities, slots: int, to_come: int) -> _Sets:
    """Return the sets that no cut improves, whatever `to_come` codings may still join them."""
    links = {
        (a, b): found.total[sets.coders[a], sets.coders[b]][sets.rows[:, a], sets.rows[:, b]] - 1
        for a, b in combinations(range(len(sets.coders)), 2)
    }
    kept = np.ones(len(sets.rows), dtype=np.bool_)
    for part in _cuts(len(sets.coders)):
        across = [link for (a, b), link in links.items() if (a in part) != (b in part)]
        smaller = min(len(part), len(sets.coders) - len(part))
        kept &= sum(across) < slots + to_come * smaller
    return _Sets(sets.coders, sets.rows[kept], sets.excess[kept])


def _cuts(size: int) -> Iterator[frozenset[int]]:
    """Yield one side of each cut of a set, that without the last element."""
    for count in range(1, size):
        for part in combinations(range(size - 1), count):
            yield frozenset(part)


def _spread(sets: _Sets, coders: int) -> LongArray:
    rows = np.full((len(sets.rows), coders), -1, dtype=np.int64)
    rows[:, list(sets.coders)] = sets.rows
    return rows
