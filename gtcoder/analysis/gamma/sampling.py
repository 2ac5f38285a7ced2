"""Random continua, whose best alignments show the disorder that chance alone would give."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.random import Generator

from gtcoder.analysis.gamma.continuum import Codings, Continuum
from gtcoder.analysis.gamma.parameters import Sampler
from gtcoder.analysis.spans import FloatArray, LongArray

Sampling = Callable[[Generator], Continuum]


def sampling(continuum: Continuum, sampler: Sampler) -> Sampling:
    """Return what makes random continua after a continuum, which has one coding at least."""
    return _statistical(continuum) if sampler is Sampler.STATISTICAL else _shuffle(continuum)


def _statistical(continuum: Continuum) -> Sampling:
    """Draw number, gaps and lengths of a coder's codings as they are spread in the continuum.

    Each from the normal distribution with mean and deviation of all coders; a gap is the distance
    from the end of a coding (for the first: the beginning of the text) to the start of the next,
    negative where they overlap. Codes are drawn by their frequencies.
    """
    together, sizes = continuum.together(), np.array(continuum.sizes, dtype=np.float64)
    number = float(sizes.mean()), float(sizes.std())
    lengths = together.end - together.start
    length = float(lengths.mean()), float(lengths.std())
    gaps = _gaps(continuum)
    gap = (float(gaps.mean()), float(gaps.std())) if len(gaps) else (0.0, 0.0)
    codes, counts = np.unique(together.code, return_counts=True)
    frequencies = counts / counts.sum()

    def coder(random: Generator) -> Codings:
        size = max(0, round(random.normal(*number)))
        gaps = random.normal(*gap, size=size)
        lengths = np.abs(random.normal(*length, size=size))
        lengths[lengths == 0] = length[0]  # no coding is empty
        end = np.cumsum(gaps + lengths)
        chosen = random.choice(codes, size=size, p=frequencies)
        return Codings(end - lengths, end, chosen.astype(np.int64))

    def sample(random: Generator) -> Continuum:
        while True:
            made = Continuum(tuple(coder(random) for _ in continuum.coders))
            if made.units:
                return made

    return sample


def _gaps(continuum: Continuum) -> FloatArray:
    between = [each.start[1:] - each.end[:-1] for each in continuum.coders]
    before = [each.start[:1] for each in continuum.coders]
    return np.concatenate([*between, *(gap[gap > 0] for gap in before)])


def _shuffle(continuum: Continuum) -> Sampling:
    """Give each coder the codings of a random one, moved around the continuum (§5.2).

    The continuum reaches from the first start to the last end. A coding that is moved beyond the
    end comes back at the beginning, uncut. No two moves are nearer than half the mean length of a
    coding while there is room.
    """
    together = continuum.together()
    first, last = float(together.start.min()), float(together.end.max())
    distance = float((together.end - together.start).mean()) / 2
    donors = np.flatnonzero(continuum.sizes)

    def sample(random: Generator) -> Continuum:
        moves: list[int] = []
        made = []
        for _ in continuum.coders:
            moves.append(_move(random, last - first, moves, distance))
            donor = continuum.coders[int(random.choice(donors))]
            made.append(_moved(donor, moves[-1], first, last - first))
        return Continuum(tuple(made))

    return sample


def _move(random: Generator, length: float, moves: list[int], distance: float) -> int:
    """Return a whole move in [0, length), evenly spread over the room that earlier ones left."""
    starts, ends = [0.0], [length]
    for move in sorted(moves):
        if move + distance > starts[-1]:
            ends[-1:] = [move - distance, length]
            starts.append(move + distance)
    sizes = np.maximum(np.array(ends) - np.array(starts), 0)
    if not sizes.sum():
        return int(random.uniform(0, length))
    at = random.uniform(0, sizes.sum())
    piece = int(np.searchsorted(np.cumsum(sizes), at, side="right").clip(max=len(sizes) - 1))
    return int(starts[piece] + at - (np.cumsum(sizes)[piece] - sizes[piece]))


def _moved(codings: Codings, move: int, first: float, length: float) -> Codings:
    start = first + (codings.start - first + move) % length
    end = start + codings.end - codings.start
    order: LongArray = np.lexsort((codings.code, end, start))
    return Codings(start[order], end[order], codings.code[order])
