"""MAXQDA's intercoder agreement: existence, frequency, segments, and its kappa."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from gtcoder.analysis.coefficients.base import number
from gtcoder.analysis.coefficients.spanning import (
    NINE_TENTHS,
    SPAN_COEFFICIENTS,
    SpanParameters,
)
from gtcoder.analysis.other_tools.counts import PairCounts
from gtcoder.analysis.other_tools.printed import PrintedValue, Statistic, Tool, share
from gtcoder.analysis.spans import FloatArray

EXISTENCE = Statistic(
    Tool.MAXQDA,
    "code existence in the document",
    "a code and document agree where both coders used the code at least once, or neither did",
    "Where in the document the code stands does not matter; codes that neither used agree.",
    percent=True,
)
FREQUENCY = Statistic(
    Tool.MAXQDA,
    "code frequency in the document",
    "a code and document agree where both coders have the same number of codings",
    "The same number on quite different passages agrees; splitting one passage disagrees.",
    percent=True,
)
SEGMENTS = Statistic(
    Tool.MAXQDA,
    "code overlap of segments, {overlap} %",
    "each segment of either coder agrees where the other gave the same code with an overlap of at "
    "least {overlap} %; agreeing segments / all segments",
    "Without correction for chance; what the overlap is measured against is not published "
    "(here: the two segments together).",
    percent=True,
)
KAPPA = Statistic(
    Tool.MAXQDA,
    "kappa of segments (Brennan & Prediger 1981), {overlap} %",
    "(Po - Pc) / (1 - Pc) with Po = agreeing segments / all segments and Pc = 1 / number of codes "
    "in the table",
    "There is no cell for “neither”, and chance falls with the number of codes: the more codes "
    "are compared, the higher the value.",
)


def maxqda(counts: PairCounts, overlap: Fraction = NINE_TENTHS) -> Iterator[PrintedValue]:
    """Yield each statistic over all codes, then code by code (its kappa over all codes alone)."""
    study, coders = counts.study, counts.study.coders
    used = counts.codings > 0
    exist, often = used[0] == used[1], counts.codings[0] == counts.codings[1]
    segments = SPAN_COEFFICIENTS.get("segment_overlap")
    parameters = SpanParameters(variant="percent", overlap=overlap)
    table = segments.tabulate(study.spans, parameters)
    sums = table.statistics.sum(axis=1)
    percent = Fraction(overlap) * 100
    written = f"{float(percent):g}"
    kappa = SpanParameters(variant="kappa", overlap=overlap, n_codes=len(study.codes))
    for statistic, agree in ((EXISTENCE, exist), (FREQUENCY, often)):
        yield PrintedValue(statistic, coders, share(float(agree.sum()), agree.size))
    whole = sums.sum(axis=0, keepdims=True)
    for statistic, how in ((SEGMENTS, parameters), (KAPPA, kappa)):
        named = _with_overlap(statistic, written)
        found = segments.estimate(whole, how)
        yield PrintedValue(named, coders, number(found.value[0]), why=found.why(0).sentence)
    found = segments.estimate(sums, parameters)
    for k, code in enumerate(study.codes):
        yield PrintedValue(EXISTENCE, coders, _mean(exist[k]), code)
        yield PrintedValue(FREQUENCY, coders, _mean(often[k]), code)
        yield PrintedValue(
            _with_overlap(SEGMENTS, written),
            coders,
            number(found.value[k]),
            code,
            why=found.why(k).sentence,
        )


def _mean(agree: FloatArray) -> float | None:
    return share(float(agree.sum()), agree.size)


def _with_overlap(statistic: Statistic, written: str) -> Statistic:
    return replace(
        statistic,
        name=statistic.name.format(overlap=written),
        definition=statistic.definition.format(overlap=written),
    )
