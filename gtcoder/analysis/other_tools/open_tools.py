"""QualCoder, requal and Dedoose: two coders, characters, touching segments, and excerpts."""

from __future__ import annotations

from collections.abc import Iterator

from gtcoder.analysis.coefficients.reasons import Reason
from gtcoder.analysis.other_tools.counts import PairCounts, touched_places
from gtcoder.analysis.other_tools.printed import PrintedValue, Statistic, Tool, share
from gtcoder.analysis.quotations import quotation_table
from gtcoder.analysis.spans import TextSpans
from gtcoder.analysis.units import ANY_OVERLAP

AGREE = Statistic(
    Tool.QUALCODER,
    "agree %",
    "(characters coded by both + by neither) / all characters of all texts",
    "Texts that only one coder worked on count too; here only those both finished.",
    percent=True,
)
CODED_ONLY = Statistic(
    Tool.QUALCODER,
    "agree coded only %",
    "characters coded by both / characters coded by either",
    "Without correction for chance.",
    percent=True,
)
KAPPA = Statistic(
    Tool.QUALCODER,
    "kappa",
    "over coded text only: Po = both / either; Pe = P(yes) × P(no) where Cohen (1960) adds them",
    "Not Cohen's kappa: it does not change with the length of the text and lies above 0 for "
    "coders who agree by chance alone.",
)
CHARACTERS = Statistic(
    Tool.REQUAL,
    "character overlap",
    "characters coded by both / characters coded by either (Jaccard); over all codes weighted by "
    "what is coded",
    "Without correction for chance and without uncoded text.",
)
TOUCHING = Statistic(
    Tool.REQUAL,
    "segment overlap",
    "coded places where the two coders' segments touch by one character / all coded places",
    "One shared character is full agreement.",
)
POOLED = Statistic(
    Tool.DEDOOSE,
    "pooled kappa (De Vries et al. 2008)",
    "(mean Po - mean Pe) / (1 - mean Pe) over the codes, Cohen's Po and Pe on the excerpts of the "
    "first coder, who stands for the expert",
    "The excerpts are cut beforehand: who marks other passages is never seen. Here a code counts "
    "for an excerpt that a coding of the second coder touches.",
)


def qualcoder(counts: PairCounts) -> Iterator[PrintedValue]:
    """Yield the three numbers over all codes (files pooled) and for each code."""
    for code, a, b, both, n in _rows(counts):
        either = a + b - both
        coders = counts.study.coders
        yield PrintedValue(AGREE, coders, share(n - either + both, n), code)
        yield PrintedValue(CODED_ONLY, coders, share(both, either), code)
        yield PrintedValue(KAPPA, coders, _kappa(a, b, both), code)


def requal(counts: PairCounts) -> Iterator[PrintedValue]:
    """Yield both overlaps over all codes and for each code."""
    coders = counts.study.coders
    places, touching = touched_places(counts)
    yield PrintedValue(CHARACTERS, coders, share(counts.both.sum(), counts.union.sum()))
    yield PrintedValue(TOUCHING, coders, share(touching.sum(), places.sum()))
    for k, code in enumerate(counts.study.codes):
        yield PrintedValue(
            CHARACTERS, coders, share(counts.both[k].sum(), counts.union[k].sum()), code
        )
        yield PrintedValue(TOUCHING, coders, share(touching[k], places[k]), code)


def dedoose(counts: PairCounts) -> Iterator[PrintedValue]:
    """Yield the pooled kappa on the first coder's excerpts, and each code's own."""
    spans, coders = counts.study.spans, counts.study.coders
    mine = spans.coder == 0
    excerpts = TextSpans(spans.document[mine], spans.start[mine], spans.end[mine])
    table = quotation_table(spans, ANY_OVERLAP, excerpts)
    weights = table.by_code()
    total = weights.sum(axis=1)
    if not total.any():
        yield PrintedValue(POOLED, coders, None, why="The first coder has no excerpt.")
        return
    yes = [weights @ (table.patterns[:, g] == 1) / total for g in (0, 1)]
    same = weights @ (table.patterns[:, 0] == table.patterns[:, 1]) / total
    chance = yes[0] * yes[1] + (1 - yes[0]) * (1 - yes[1])
    for code, po, pe in (
        (None, float(same.mean()), float(chance.mean())),
        *zip(counts.study.codes, same.tolist(), chance.tolist(), strict=True),
    ):
        why = Reason.NO_VARIATION.sentence if pe == 1 else ""
        yield PrintedValue(POOLED, coders, share(po - pe, 1 - pe), code, why=why)


def _rows(counts: PairCounts) -> Iterator[tuple[str | None, float, float, float, float]]:
    """Yield all codes together, then each: coded by the first, the second, both, of how much."""
    n = float(counts.length.sum())
    each = (counts.first, counts.second, counts.both)
    a, b, both = (one.sum(axis=1).tolist() for one in each)
    yield None, sum(a), sum(b), sum(both), n * len(counts.study.codes)
    for k, code in enumerate(counts.study.codes):
        yield code, a[k], b[k], both[k], n


def _kappa(a: float, b: float, both: float) -> float | None:
    either = a + b - both
    if not either:
        return None
    observed = both / either
    chance = (a / either * b / either) * ((either - a) / either * (either - b) / either)
    return share(observed - chance, 1 - chance)
