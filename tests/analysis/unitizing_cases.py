"""Asks the coefficients of unitizing what a case of a case file asks."""

from __future__ import annotations

from typing import Any

import numpy as np

from gtcoder.analysis.coefficients.base import Estimates
from gtcoder.analysis.coefficients.spanning import SPAN_COEFFICIENTS, SpanParameters
from gtcoder.analysis.spans import CodingSpans

Record = dict[str, Any]
COEFFICIENTS = ("alpha_u_1995", "u_alpha_2016")
Units = dict[str, list[tuple[int, int, str]]]  # of each coder: start, end, code


def answer(case: Record) -> tuple[float | None, str]:
    """The value a case of spans asks for and why there is none, empty where there is one."""
    data, params = case["data"], case["params"]
    begin = data.get("continuum_begin", 0)
    units = {
        coder: [(unit["start"] - begin, unit["end"] - begin, unit["code"]) for unit in given]
        for coder, given in data["coders"].items()
    }
    return asked(case["coefficient"], units, data["continuum_length"], **params)


def asked(
    coefficient: str,
    units: Units,
    length: int,
    *,
    code: str | None = None,
    variant: str = "",
    output: str = "",
) -> tuple[float | None, str]:
    named = {name for given in units.values() for *_, name in given} | {code or ""} - {""}
    codes = sorted(named) or ["no code at all"]
    spans = spans_of(units, length, codes)
    place = None if code is None else codes.index(code)
    found = estimates(coefficient, spans, code=place, variant=variant)
    values = {
        "observed_disagreement": found.observed,
        "expected_disagreement": found.expected,
    }.get(output, found.value)
    number, why = float(values[0]), found.why(0)
    return None if np.isnan(number) else number, why.value


def estimates(
    name: str, spans: CodingSpans, *, code: int | None = None, variant: str = ""
) -> Estimates:
    """The estimates of all documents together: of a code, or of all of them."""
    coefficient = SPAN_COEFFICIENTS.get(name)
    parameters = SpanParameters(variant=variant, code=code)
    coefficient.check(spans, parameters)
    sums = coefficient.tabulate(spans, parameters).statistics.sum(axis=1)
    if coefficient.joint:
        return coefficient.estimate(sums, parameters)
    of_codes = [coefficient.estimate(row[None], parameters) for row in sums]
    if code is not None:
        return of_codes[code]
    assert coefficient.pool is not None
    return coefficient.pool(of_codes)


def spans_of(units: Units, length: int, codes: list[str]) -> CodingSpans:
    coders = list(units)
    rows = [
        (0, codes.index(code), coders.index(coder), start, end)
        for coder, given in units.items()
        for start, end, code in given
    ]
    columns = np.array(rows, dtype=np.int32).reshape(-1, 5).T.copy()
    document, place, coder, start, end = columns
    return CodingSpans(
        document=document,
        code=place,
        coder=coder,
        start=start,
        end=end,
        lengths=np.array([length], dtype=np.int32),
        n_codes=len(codes),
        n_coders=len(coders),
    )
