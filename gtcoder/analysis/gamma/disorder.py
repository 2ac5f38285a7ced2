"""The observed disorder of a document and the one that random continua lead to expect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from gtcoder.analysis.gamma.alignment import best_alignment
from gtcoder.analysis.gamma.candidates import Look, never
from gtcoder.analysis.gamma.categories import CategoryTable, category_table
from gtcoder.analysis.gamma.continuum import Continuum, dissimilarities
from gtcoder.analysis.gamma.parameters import GammaParameters
from gtcoder.analysis.gamma.sampling import sampling
from gtcoder.analysis.spans import FloatArray, LongArray
from gtcoder.progress import Progress

FEWEST_SAMPLES = 30  # Mathet et al. 2015
_NORMAL = 1.96


@dataclass(frozen=True, slots=True, eq=False)
class Aligned:
    """The best alignment of one continuum in numbers.

    `disorder` holds Δ∅; `unitary` counts unitary alignments, single codings among them.
    """

    disorder: float
    unitary: int
    categories: CategoryTable


@dataclass(frozen=True, slots=True, eq=False)
class DocumentDisorder:
    """Observed and expected disorder of one document, and of the codes of what was aligned.

    `samples` are the disorders of the random continua. Of all codings and of each code (elements as
    in CategoryTable) `codings` is their number, `category_expected` the mean of the random continua
    in which such a pair was aligned, NaN where there is none.
    """

    codings: LongArray
    observed: Aligned
    samples: FloatArray
    category_expected: FloatArray

    @property
    def units(self) -> int:
        """Number of codings."""
        return int(self.codings[0])

    @property
    def expected(self) -> float:
        """Mean disorder of the random continua."""
        return float(self.samples.mean())


def aligned(
    continuum: Continuum, parameters: GammaParameters, codes: int, look: Look = never
) -> Aligned:
    """Return the best alignment of a continuum, in numbers; `look` may raise Cancelled."""
    found = dissimilarities(continuum, parameters)
    best = best_alignment(continuum, found, look)
    delta = parameters.delta_empty
    table = category_table(continuum, found, best, delta_empty=delta, codes=codes)
    return Aligned(best.disorder * delta, best.unitary, table)


def disorders(
    continua: Sequence[Continuum],
    parameters: GammaParameters,
    *,
    codes: int,
    seed: int,
    progress: Progress,
) -> list[DocumentDisorder]:
    """Return the disorders of documents, with as many random continua as the precision asks for.

    First 30 a document; then N = (1.96 CV / precision)², CV the coefficient of variation of the
    expected disorder of all documents, each weighted by its codings (Mathet et al. 2015, of one
    document). Random continuum i of document j depends on seed, j and i only. Progress counts
    random continua; Cancelled may come at each and within each.
    """
    work = _Work(progress, len(continua) * FEWEST_SAMPLES)
    jobs = [
        _Document(each, place, parameters, codes, seed, work.look)
        for place, each in enumerate(continua)
    ]
    for job in jobs:
        job.draw(FEWEST_SAMPLES, work)
    needed = _needed(jobs, parameters.precision)
    work.total = len(jobs) * needed
    for job in jobs:
        job.draw(needed, work)
    return [job.result() for job in jobs]


@dataclass(slots=True)
class _Work:
    """Progress through random continua, whose number grows once."""

    progress: Progress
    total: int
    done: int = 0

    def look(self) -> None:
        self.progress.step(self.done, self.total, "random continua")

    def step(self) -> None:
        self.look()
        self.done += 1


class _Document:
    """One document and the random continua made after it so far."""

    def __init__(
        self,
        continuum: Continuum,
        place: int,
        parameters: GammaParameters,
        codes: int,
        seed: int,
        look: Look,
    ) -> None:
        self.units = continuum.units
        by_code = np.bincount(continuum.together().code, minlength=codes)
        self._codings = np.concatenate([[continuum.units], by_code])
        self._place, self._seed = place, seed
        self._parameters, self._codes = parameters, codes
        self._observed = aligned(continuum, parameters, codes, look)
        self._sample = sampling(continuum, parameters.sampler)
        self._made: list[Aligned] = []

    @property
    def samples(self) -> FloatArray:
        return np.array([each.disorder for each in self._made])

    def draw(self, number: int, work: _Work) -> None:
        """Make random continua until there are `number`."""
        for index in range(len(self._made), number):
            work.step()
            random = np.random.default_rng([self._seed, self._place, index])
            made = self._sample(random)
            self._made.append(aligned(made, self._parameters, self._codes, work.look))

    def result(self) -> DocumentDisorder:
        by_code = np.array([each.categories.disorder for each in self._made])
        there = ~np.isnan(by_code)
        blank = np.full(by_code.shape[1], np.nan)
        total, count = np.nansum(by_code, axis=0), there.sum(axis=0)
        mean = np.divide(total, count, out=blank, where=count > 0)
        return DocumentDisorder(self._codings, self._observed, self.samples, mean)


def _needed(jobs: Sequence[_Document], precision: float) -> int:
    """Return how many random continua of each document the precision takes.

    The variance of the weighted sum of means of N is Σ (units s)² / N.
    """
    mean = sum(job.units * float(job.samples.mean()) for job in jobs)
    variance = sum((job.units * float(job.samples.std(ddof=1))) ** 2 for job in jobs)
    if not mean:
        return FEWEST_SAMPLES
    return max(FEWEST_SAMPLES, ceil((_NORMAL / precision) ** 2 * variance / mean**2))
