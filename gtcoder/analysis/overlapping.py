"""Which spans of two lists overlap, all pairs at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gtcoder.analysis.spans import LongArray


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Places in a first and a second list of spans that overlap, and by how much."""

    first: LongArray
    second: LongArray
    shared: LongArray


def overlapping(
    left_a: LongArray, right_a: LongArray, left_b: LongArray, right_b: LongArray
) -> Pairs:
    """Return all overlapping pairs of spans `[left, right)`, which lie on one axis in any order.

    Of two spans that overlap one starts inside the other: those of b that start in a, and those of
    a that start in b behind its start. Cost: two sorts, and the pairs.
    """
    order_a, order_b = np.argsort(left_a, kind="stable"), np.argsort(left_b, kind="stable")
    sorted_a, sorted_b = left_a[order_a], left_b[order_b]
    first = np.searchsorted(sorted_b, left_a, side="left")
    last = np.searchsorted(sorted_b, right_a, side="left")
    a, place = _each(first, last)
    b = order_b[place]
    first = np.searchsorted(sorted_a, left_b, side="right")
    last = np.searchsorted(sorted_a, right_b, side="left")
    more_b, place = _each(first, last)
    a, b = np.concatenate((a, order_a[place])), np.concatenate((b, more_b))
    shared = np.minimum(right_a[a], right_b[b]) - np.maximum(left_a[a], left_b[b])
    return Pairs(a, b, shared)


def _each(first: LongArray, last: LongArray) -> tuple[LongArray, LongArray]:
    """Return the rows, each as often as it has places in first..last, and those places."""
    number = np.maximum(last - first, 0)
    row = np.repeat(np.arange(len(first)), number)
    place = first[row] + np.arange(len(row)) - np.repeat(np.cumsum(number) - number, number)
    return row, place
