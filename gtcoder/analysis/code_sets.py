"""What coders said of units as whole sets of codes, from the spans: nothing is picked out of them.

A set is kept as bits, `BLOCK` codes to a number, so that sets are told apart exactly and compared
by counting bits. Stretches of text that look alike are one row with their length as weight.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gtcoder.analysis.ratings import MISSING, Values
from gtcoder.analysis.spans import CodingSpans, CountedText, LongArray, TextSpans, own_runs
from gtcoder.analysis.units import ANY_OVERLAP, Touch, applications

BLOCK = 62  # codes to a number: sums of their bits stay positive 64-bit integers


@dataclass(frozen=True, slots=True, eq=False)
class CodeSets:
    """Rows × coders of sets, by place in `members` (sets × blocks of bits), -1 where never looked.

    A row stands for `weight` units (or characters) of its document. Set 0 is the empty one: a unit
    that was looked at and got no code.
    """

    values: Values
    document: LongArray
    weight: LongArray
    members: LongArray
    n_documents: int

    def codes_of(self, place: int) -> frozenset[int]:
        """Return the codes of one set."""
        bits = self.members[place].tolist()
        blocks = range(len(bits) * BLOCK)
        return frozenset(k for k in blocks if bits[k // BLOCK] >> k % BLOCK & 1)


def character_sets(spans: CodingSpans) -> CodeSets:
    """Return the sets of codes on the counted characters, one row for each stretch between ends."""
    own = own_runs(spans)
    cell, coder = np.divmod(own.group, max(spans.n_coders, 1))
    code, document = np.divmod(cell, max(spans.n_documents, 1))
    sizes = CountedText.of(spans).sizes
    width = int(sizes.max(initial=0)) + 1
    origin = (document * spans.n_coders + coder) * width
    edges, states = _states(origin + own.start, origin + own.end, code, spans.n_codes)
    found, members = _told_apart(states)
    start, length = _stretches(edges, sizes, width, spans.n_coders)
    where, at = np.divmod(start, width)
    values = np.zeros((len(start), spans.n_coders), dtype=np.int32)
    for g in range(spans.n_coders):
        # Behind the last end of a coder's codings the state is the empty set again.
        place = np.searchsorted(edges, (where * spans.n_coders + g) * width + at, side="right") - 1
        if len(edges):
            values[:, g] = np.where(place >= 0, found[place], 0)
    return _sets(spans, values, where, length, members)


def unit_sets(spans: CodingSpans, units: TextSpans, touch: Touch = ANY_OVERLAP) -> CodeSets:
    """Return the sets of codes that coders applied to turns, sentences … by the rule `touch`."""
    applied = applications(spans, units, touch)
    where = applied.units.group
    cells, cell = np.unique(applied.unit * spans.n_coders + applied.coder, return_inverse=True)
    states = np.zeros((len(cells), _blocks(spans.n_codes)), dtype=np.int64)
    block, bit = np.divmod(applied.code, BLOCK)
    np.add.at(states, (cell, block), np.left_shift(1, bit))
    found, members = _told_apart(states)
    values = np.zeros(len(where) * spans.n_coders, dtype=np.int32)
    values[cells] = found
    return _sets(spans, values.reshape(-1, spans.n_coders), where, np.ones_like(where), members)


def _sets(
    spans: CodingSpans, values: Values, document: LongArray, weight: LongArray, members: LongArray
) -> CodeSets:
    values[~spans.finished[document]] = MISSING
    return CodeSets(values, document, weight, members, spans.n_documents)


def _blocks(codes: int) -> int:
    return max(1, -(-codes // BLOCK))


def _states(
    left: LongArray, right: LongArray, code: LongArray, codes: int
) -> tuple[LongArray, LongArray]:
    """Return the sorted ends of spans and the sets from each of them on, ends × blocks."""
    ends = np.concatenate((left, right))
    order = np.argsort(ends, kind="stable")
    ends = ends[order]
    last = np.flatnonzero(np.diff(ends, append=-1))
    block, bit = np.divmod(code, BLOCK)
    states = np.zeros((len(last), _blocks(codes)), dtype=np.int64)
    for b in range(states.shape[1]):
        change = np.where(block == b, np.left_shift(1, bit), 0)
        states[:, b] = np.cumsum(np.concatenate((change, -change))[order])[last]
    return ends[last], states


def _told_apart(states: LongArray) -> tuple[LongArray, LongArray]:
    """Return which of the different sets each state is, and those sets, the empty one first."""
    every = np.vstack((np.zeros((1, states.shape[1]), dtype=np.int64), states))
    found = np.zeros(len(every), dtype=np.int64)
    for column in every.T:
        values, place = np.unique(column, return_inverse=True)
        _, found = np.unique(found * len(values) + place, return_inverse=True)
    _, first = np.unique(found, return_index=True)
    return found[1:], every[first]


def _stretches(
    edges: LongArray, sizes: LongArray, width: int, coders: int
) -> tuple[LongArray, LongArray]:
    """Return start (`document * width + position`) and length of the text between any two ends."""
    cell, position = np.divmod(edges, width)
    opens = np.arange(len(sizes)) * width
    cuts = np.unique(
        np.concatenate((cell // max(coders, 1) * width + position, opens, opens + sizes))
    )
    same = cuts[1:] // width == cuts[:-1] // width
    return cuts[:-1][same], np.diff(cuts)[same]
