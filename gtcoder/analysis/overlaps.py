"""Which spans overlap which, and what lies between spans, by their ends."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gtcoder.analysis.spans import LongArray, Runs

Places = NDArray[np.intp]


def overlapping_pairs(runs: Runs) -> tuple[Places, Places]:
    """Return the places (first, second) of all pairs of runs of one group that overlap.

    Each pair comes once; the runs may come in any order.
    """
    width = int(runs.end.max(initial=0)) + 1
    left, right = runs.group * width + runs.start, runs.group * width + runs.end
    order = np.argsort(left, kind="stable")
    left, right = left[order], right[order]
    number = np.searchsorted(left, right, side="left") - np.arange(1, len(left) + 1)
    first = np.repeat(np.arange(len(left)), number)
    step = np.arange(len(first)) - np.repeat(np.cumsum(number) - number, number)
    return order[first], order[first + 1 + step]


def between(runs: Runs, groups: LongArray, lengths: LongArray) -> Runs:
    """Return what lies before, between and after the disjoint runs of each of the groups.

    A group's axis runs from 0 to its length; one without runs is one stretch. Runs of other groups
    are not asked for; the stretches come sorted, without empty ones.
    """
    group = np.concatenate((groups, runs.group))
    before = np.concatenate((np.zeros_like(groups), runs.end))
    after = np.concatenate((lengths, runs.start))
    place = np.lexsort((before, group))
    start, end = before[place], after[np.lexsort((after, group))]
    kept = end > start
    return Runs(group[place][kept], start[kept], end[kept], np.ones_like(start[kept]))
