"""NVivo's coding comparison query: kappa and percentage for each node and source."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gtcoder.analysis.other_tools.counts import PairCounts
from gtcoder.analysis.other_tools.printed import PrintedValue, Statistic, Tool
from gtcoder.analysis.spans import FloatArray

_CELLS = "for each node and source; one value over them all is an average made in a spreadsheet"
PERCENT = Statistic(
    Tool.NVIVO,
    "percentage agreement",
    "(characters coded by both + characters coded by neither) / all characters, " + _CELLS,
    "Text that nobody coded counts as agreement, so a rare code always scores high.",
    percent=True,
)
KAPPA = Statistic(
    Tool.NVIVO,
    "kappa",
    "Cohen (1960) on characters, (TA - ΣEF) / (TU - ΣEF), " + _CELLS,
    "Uncoded text counts, so values gather near 0 and 1; 1 is printed where neither coded the "
    "source at the node (or both all of it), where kappa is undefined.",
)
WEIGHTED = Statistic(
    Tool.NVIVO,
    "kappa, weighted by source size",
    "the mean of the kappas of nodes and sources, weighted by the characters of the source",
    "The 1 printed for sources that neither coded goes into the mean and lifts it.",
)


def nvivo(counts: PairCounts, *, cells: bool = False) -> Iterator[PrintedValue]:
    """Yield averages over all nodes and sources, each node's over its sources, and `cells`."""
    coders = counts.study.coders
    percent, kappa = _percent(counts), _kappa(counts)
    sizes = np.broadcast_to(counts.length, kappa.shape)
    if not kappa.size:
        return
    for statistic, values in ((PERCENT, percent), (KAPPA, kappa)):
        yield PrintedValue(statistic, coders, float(values.mean()))
    yield PrintedValue(WEIGHTED, coders, float(np.average(kappa, weights=sizes)))
    for k, code in enumerate(counts.study.codes):
        yield PrintedValue(PERCENT, coders, float(percent[k].mean()), code)
        yield PrintedValue(KAPPA, coders, float(kappa[k].mean()), code)
        for d, document in enumerate(counts.study.documents if cells else ()):
            yield PrintedValue(PERCENT, coders, float(percent[k, d]), code, document)
            yield PrintedValue(KAPPA, coders, float(kappa[k, d]), code, document)


def _percent(counts: PairCounts) -> FloatArray:
    apart = counts.union - counts.both
    found: FloatArray = 1 - apart / counts.length
    return found


def _kappa(counts: PairCounts) -> FloatArray:
    """Return κ as printed, codes × documents, 1 where it is undefined."""
    n, a, b = counts.length, counts.first, counts.second
    agreed = n - (counts.union - counts.both)
    chance = a * b / n + (n - a) * (n - b) / n
    undefined = n - chance == 0
    found: FloatArray = np.where(
        undefined, 1.0, (agreed - chance) / np.where(undefined, 1.0, n - chance)
    )
    return found
