"""The u-alpha family (Krippendorff, Mathet, Bouvry & Widlöcher 2016): partitions of the text.

Every coder parts the text into units that carry one code of a domain each, and gaps. All of the
family is nominal: two codes are the same or not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gtcoder.analysis.coefficients.base import Estimates, quotient, settled
from gtcoder.analysis.coefficients.reasons import Reason
from gtcoder.analysis.coefficients.spanning import (
    SpanCoefficient,
    SpanParameters,
    SpanTable,
    register_spanning,
)
from gtcoder.analysis.domains import refuse_overlaps
from gtcoder.analysis.overlaps import overlapping_pairs
from gtcoder.analysis.spans import (
    BoolArray,
    CodingSpans,
    CountedText,
    FloatArray,
    LongArray,
    Runs,
    own_runs,
    sweep,
)
from gtcoder.errors import NotComputable

NAME = "Krippendorff's u-alpha (2016)"
VARIANTS = ("u", "bu", "cu", "cu_coverage", "ku", "ku_coverage")
_TOTAL, _GAPS, _GAPS_MET = range(3)
_SUMS, _OF_A_CODE = 3, 5  # sums of all text, and those of each code after them


def tabulate(spans: CodingSpans, _: SpanParameters) -> SpanTable:
    """Return the statistics of each document, which serve every variant and code.

    The length l of all coders' text, l_φ of their gaps and l_φφ of gaps paired with gaps; then, for
    each code: its length l_c, paired with itself l_cc, its units paired with themselves S_c, its
    length in text that others coded as well l*_c, and S*_c of that. Raises NotComputable where a
    coder's codings of different codes overlap.
    """
    looked = spans.finished.sum(axis=1)
    judged = looked >= 2
    units = _units(spans, judged)
    if len(overlapping_pairs(Runs(units.cell, units.start, units.end, units.code))[0]):
        refuse_overlaps(NAME, spans)
    sizes = np.where(judged, CountedText.of(spans).sizes, 0)
    statistics = np.zeros((1, spans.n_documents, _SUMS + _OF_A_CODE * spans.n_codes))
    coded, twice = _coded(units, spans.n_documents)
    others = np.maximum(looked - 1.0, 1.0)
    total = sizes * looked.astype(np.float64)
    statistics[0, :, _TOTAL] = total
    statistics[0, :, _GAPS] = total - coded
    # Gaps meet gaps as often as (m - n)(m - n - 1) coders, n of m having coded the place.
    met = looked * (looked - 1) * sizes - (2 * looked - 1) * coded + twice
    statistics[0, :, _GAPS_MET] = quotient(met, others)
    of_codes = _of_codes(spans, units, others)
    statistics[0, :, _SUMS:] = of_codes.reshape(spans.n_documents, _OF_A_CODE * spans.n_codes)
    return SpanTable(statistics, statistics[:, :, _TOTAL].copy())


def estimate(sums: FloatArray, parameters: SpanParameters) -> Estimates:
    """Return the coefficient of the variant, of sums of statistics.

    u: 1 - Σl_ck/Σε_ck over values c ≠ k, ε_ck = l(l_cl_k - [c = k]S_c)/(l² - ΣS); bu: of coded text
    against gaps; cu: of the codes on text that coders coded jointly; ku: of one code there; the
    coverages are the shares l*/l and l*_k/l_k of that text. Observed and expected are shares of
    disagreement.
    """
    match parameters.variant or "u":
        case "u":
            return _all_values(_read(sums))
        case "bu":
            return _coded_or_not(_read(sums))
        case "cu":
            return _joint_text(_read(sums))
        case "cu_coverage":
            table = _read(sums)
            return _coverage(table.joint.sum(axis=1), table.total, Reason.NO_PAIRABLE_VALUES)
        case "ku":
            return _one_code(_read(sums), _code(parameters))
        case "ku_coverage":
            table, code = _read(sums), _code(parameters)
            return _coverage(table.joint[:, code], table.length[:, code], Reason.CATEGORY_UNUSED)
        case other:
            raise NotComputable("{name} has no variant “{variant}”.", name=NAME, variant=other)


@dataclass(frozen=True, slots=True, eq=False)
class _Units:
    """The units of all coders; `cell` is `document * coders + coder`."""

    cell: LongArray
    document: LongArray
    code: LongArray
    start: LongArray
    end: LongArray


@dataclass(frozen=True, slots=True, eq=False)
class _Sums:
    """Sums of statistics by name, tables or tables × codes."""

    total: FloatArray
    gaps: FloatArray
    gaps_met: FloatArray
    length: FloatArray
    met: FloatArray
    own: FloatArray
    joint: FloatArray
    joint_own: FloatArray


def _read(sums: FloatArray) -> _Sums:
    of_codes = sums[:, _SUMS:].reshape(len(sums), -1, _OF_A_CODE)
    return _Sums(
        sums[:, _TOTAL],
        sums[:, _GAPS],
        sums[:, _GAPS_MET],
        *(of_codes[:, :, place] for place in range(_OF_A_CODE)),
    )


def _all_values(table: _Sums) -> Estimates:
    total = table.total
    differ = total - table.gaps_met - table.met.sum(axis=1)
    chance = total**2 - table.gaps**2 - (table.length**2).sum(axis=1)
    return _settled(
        quotient(differ, total),
        quotient(chance, total**2 - _own(table)),
        (total == 0, Reason.NO_PAIRABLE_VALUES),
    )


def _coded_or_not(table: _Sums) -> Estimates:
    total, gaps = table.total, table.gaps
    return _settled(
        quotient(2 * (gaps - table.gaps_met), total),
        quotient(2 * gaps * (total - gaps), total**2 - _own(table)),
        (total == 0, Reason.NO_PAIRABLE_VALUES),
        (gaps == 0, Reason.NO_GAPS),
    )


def _joint_text(table: _Sums) -> Estimates:
    total = table.joint.sum(axis=1)
    chance = total**2 - (table.joint**2).sum(axis=1)
    return _settled(
        quotient(total - table.met.sum(axis=1), total),
        quotient(chance, total**2 - table.joint_own.sum(axis=1)),
        (table.total == 0, Reason.NO_PAIRABLE_VALUES),
        (total == 0, Reason.NO_VALUED_INTERSECTION),
    )


def _one_code(table: _Sums, code: int) -> Estimates:
    total, own = table.joint.sum(axis=1), table.joint[:, code]
    return _settled(
        quotient(own - table.met[:, code], own),
        quotient(own * (total - own), own * total - table.joint_own[:, code]),
        (table.total == 0, Reason.NO_PAIRABLE_VALUES),
        (table.length[:, code] == 0, Reason.CATEGORY_UNUSED),
        (own == 0, Reason.NO_VALUED_INTERSECTION),
    )


def _own(table: _Sums) -> FloatArray:
    """Return ΣS; in a gap every character pairs with itself only."""
    own: FloatArray = table.gaps + table.own.sum(axis=1)
    return own


def _settled(
    observed: FloatArray, expected: FloatArray, *rules: tuple[BoolArray, Reason]
) -> Estimates:
    value = 1 - quotient(observed, expected)
    return settled(value, observed, expected, *rules, (expected == 0, Reason.NO_VARIATION))


def _coverage(part: FloatArray, whole: FloatArray, why: Reason) -> Estimates:
    none = np.full(len(part), np.nan)
    return settled(quotient(part, whole), none, none, (whole == 0, why))


def _code(parameters: SpanParameters) -> int:
    if parameters.code is None:
        raise NotComputable(
            "{name}, variant {variant}, is of one code: name it.",
            name=NAME,
            variant=parameters.variant,
        )
    return parameters.code


def _units(spans: CodingSpans, judged: BoolArray) -> _Units:
    own = own_runs(spans, adjacent=False)
    cell, coder = np.divmod(own.group, max(spans.n_coders, 1))
    code, document = np.divmod(cell, max(spans.n_documents, 1))
    kept = judged[document]
    return _Units(
        *(
            part[kept]
            for part in (document * spans.n_coders + coder, document, code, own.start, own.end)
        )
    )


def _coded(units: _Units, documents: int) -> tuple[FloatArray, FloatArray]:
    """Return Σ n and Σ n² over the characters of each document that n coders coded."""
    runs = sweep(units.document, units.start, units.end, np.ones_like(units.start))
    length = runs.length.astype(np.float64)
    once, twice = (
        _binned(runs.group, length * runs.value**power, (1, documents))[0] for power in (1, 2)
    )
    return once, twice


def _of_codes(spans: CodingSpans, units: _Units, others: FloatArray) -> FloatArray:
    """Return l_c, l_cc, S_c, l*_c and S*_c, documents × codes × these five."""
    cell = units.document * spans.n_codes + units.code
    shape = (spans.n_documents, spans.n_codes)
    length = (units.end - units.start).astype(np.float64)
    runs = sweep(cell, units.start, units.end, np.ones_like(units.start))
    pairs = runs.length.astype(np.float64) * runs.value * (runs.value - 1)
    met = quotient(_binned(runs.group, pairs, shape), others[:, None])
    shared = (_with_others(units) - length) / others[units.document]
    return np.stack(
        (
            _binned(cell, length, shape),
            met,
            _binned(cell, length**2, shape),
            _binned(cell, shared, shape),
            _binned(cell, shared**2, shape),
        ),
        axis=2,
    )


def _with_others(units: _Units) -> FloatArray:
    """Return of each unit the coded characters of all coders on its text, its own among them."""
    runs = sweep(units.document, units.start, units.end, np.ones_like(units.start))
    width = int(units.end.max(initial=0)) + 1
    edges = runs.group * width + runs.start
    before = np.concatenate(([0], np.cumsum(runs.length * runs.value)))
    # The ends of units are ends of runs, or lie in a gap behind the last of them.
    first, last = (
        np.searchsorted(edges, units.document * width + end) for end in (units.start, units.end)
    )
    return (before[last] - before[first]).astype(np.float64)


def _binned(key: LongArray, weights: FloatArray, shape: tuple[int, int]) -> FloatArray:
    sums = np.bincount(key, weights=weights, minlength=shape[0] * shape[1])
    return sums.astype(np.float64).reshape(shape)


U_ALPHA_2016 = register_spanning(
    SpanCoefficient(
        id="u_alpha_2016",
        name=NAME,
        author="Krippendorff, Mathet, Bouvry & Widlöcher",
        year=2016,
        citation=(
            "Krippendorff, K., Mathet, Y., Bouvry, S. & Widlöcher, A. (2016). On the reliability "
            "of unitizing textual continua: Further developments. Quality & Quantity, 50(6), "
            "2347–2364."
        ),
        missing="Documents that fewer than two coders finished are left out.",
        unit="characters of units and gaps",
        tabulate=tabulate,
        estimate=estimate,
        variants=VARIANTS,
        joint=True,
        exclusive=True,
        takes=frozenset({"code"}),
        thresholds=(0.667, 0.8),
        of_one_code=frozenset({"ku", "ku_coverage"}),
    )
)
