"""Coders against a consensus: what each found of it, and what else, character by character."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gtcoder.analysis.spans import CodingSpans, LongArray, merge, sweep


@dataclass(frozen=True, slots=True)
class Found:
    """Characters under a code: of the coder, of the consensus, of both, of `characters` in all.

    A value is None where it is 0/0: nothing was marked that it could be a share of.
    """

    coder: int
    consensus: int
    both: int
    characters: int

    @property
    def precision(self) -> float | None:
        """Share of the coder's text that the consensus holds too."""
        return self.both / self.coder if self.coder else None

    @property
    def recall(self) -> float | None:
        """Share of the consensus' text that the coder has."""
        return self.both / self.consensus if self.consensus else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall, 2 both / (coder + consensus)."""
        marked = self.coder + self.consensus
        return 2 * self.both / marked if marked else None

    @property
    def kappa(self) -> float | None:
        """Kappa of the two, (P_o - P_e) / (1 - P_e) (Cohen 1960)."""
        n = self.characters
        if not n:
            return None
        apart = self.coder + self.consensus - 2 * self.both
        observed = n - apart
        agreeing = self.coder * self.consensus + (n - self.coder) * (n - self.consensus)
        if agreeing == n * n:
            return None
        return (observed * n - agreeing) / (n * n - agreeing)

    def __add__(self, other: Found) -> Found:
        return Found(
            self.coder + other.coder,
            self.consensus + other.consensus,
            self.both + other.both,
            self.characters + other.characters,
        )


def found_of(spans: CodingSpans, coder: int, consensus: int) -> tuple[Found, ...]:
    """Return for each code what a coder found of the consensus, both coders of the spans.

    Documents count that the coder finished; a stretch that is marked twice counts once.
    """
    rows = np.flatnonzero(spans.finished[:, coder])
    characters = int(spans.lengths[rows].sum())
    mine, agreed = (_merged(spans, each, rows) for each in (coder, consensus))
    runs = sweep(
        np.concatenate([mine[0], agreed[0]]),
        np.concatenate([mine[1], agreed[1]]),
        np.concatenate([mine[2], agreed[2]]),
        np.repeat(np.array([1, 2], dtype=np.int64), [len(mine[0]), len(agreed[0])]),
    )
    code = runs.group % spans.n_codes
    counts = np.zeros((4, spans.n_codes), dtype=np.int64)
    np.add.at(counts, (runs.value, code), runs.length)
    return tuple(
        Found(alone + both, other + both, both, characters)
        for alone, other, both in counts[1:].T.tolist()
    )


def _merged(
    spans: CodingSpans, coder: int, documents: LongArray
) -> tuple[LongArray, LongArray, LongArray]:
    kept = (spans.coder == coder) & np.isin(spans.document, documents)
    line = spans.document[kept].astype(np.int64) * spans.n_codes + spans.code[kept]
    runs = merge(line, spans.start[kept].astype(np.int64), spans.end[kept].astype(np.int64))
    return runs.group, runs.start, runs.end
