"""Asks the coefficients of spans what a case of a case file asks."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from gtcoder.analysis.coefficients import COEFFICIENTS as OF_UNITS
from gtcoder.analysis.coefficients import Parameters, evaluate
from gtcoder.analysis.coefficients.characters import (
    APPLIED,
    character_agreement,
    table_ratings,
)
from gtcoder.analysis.coefficients.spanning import SPAN_COEFFICIENTS, SpanParameters
from gtcoder.analysis.spans import CodingSpans
from gtcoder.analysis.units import character_table
from tests.analysis.case_ratings import Answer, Record, value_of

COEFFICIENTS = ("char_kappa", "char_alpha", "segment_overlap", "prf", "alpha_set")


def answer(case: Record) -> Answer:
    coefficient, params = case["coefficient"], dict(case["params"])
    documents = case["data"].get("documents", [case["data"]])
    codes = _codes(documents)
    if "code" in params and params["code"] not in codes:
        codes.append(params["code"])
    spans = spans_of(documents, codes, first=params.get("reference"), second=params.get("coder"))
    code = codes.index(params["code"]) if params.get("code") is not None else None
    if coefficient == "segment_overlap":
        return _segment_overlap(spans, params, code)
    if coefficient == "alpha_set":
        return _spanning("alpha_set", spans, SpanParameters(variant=params["distance"]))
    if coefficient == "prf":
        return _prf(spans, params["output"], code)
    average = params.get("average", "pooled")
    outcome = character_agreement(spans, coefficient, code=code, average=average)
    return value_of(outcome, params.get("output", "value"))


def _prf(spans: CodingSpans, output: str, code: int | None) -> Answer:
    """Precision, recall or F1 of characters; without a code those of all codes together."""
    table = character_table(spans)
    counts = table.by_code().sum(axis=0) if code is None else table.by_code()[code]
    parameters = Parameters(variant=output, category=APPLIED[1])
    return value_of(
        evaluate(OF_UNITS.get("prf"), table_ratings(table, counts), parameters), "value"
    )


def _segment_overlap(spans: CodingSpans, params: Record, code: int | None) -> Answer:
    threshold = params.get("threshold", 0.9)
    share = Fraction(0) if threshold == "any" else Fraction(str(threshold))
    n_codes = params.get("n_codes")
    parameters = SpanParameters(
        variant="kappa" if params.get("output") == "kappa" else "percent",
        overlap=share,
        denominator=params.get("denominator", "union"),
        one_to_one=params.get("matching") == "one_to_one",
        n_codes=spans.n_codes if n_codes is None else n_codes,
    )
    if code is not None:
        every = range(spans.n_documents), range(spans.n_coders)
        spans = spans.chosen(documents=every[0], codes=[code], coders=every[1])
    return _spanning("segment_overlap", spans, parameters)


def _spanning(name: str, spans: CodingSpans, parameters: SpanParameters) -> Answer:
    """The coefficient of all codes and documents together."""
    coefficient = SPAN_COEFFICIENTS.get(name)
    coefficient.check(spans, parameters)
    sums = coefficient.tabulate(spans, parameters).statistics.sum(axis=(0, 1))
    found = coefficient.estimate(sums[None], parameters)
    value = float(found.value[0])
    return None if np.isnan(value) else value, found.why(0).value


def _codes(documents: list[Record]) -> list[Any]:
    held = (
        span["code"] for each in documents for own in each["coders"].values() for span in own or ()
    )
    return list(dict.fromkeys(held))


def spans_of(
    documents: list[Record],
    codes: list[Any],
    *,
    first: str | None = None,
    second: str | None = None,
) -> CodingSpans:
    """The codings of all documents; who is not named in one, or as null, has not looked at it."""
    coders = list(dict.fromkeys(name for each in documents for name in each["coders"]))
    if first is not None or second is not None:
        coders = _ordered(coders, first, second)
    looked = np.array(
        [[each["coders"].get(name) is not None for name in coders] for each in documents]
    ).reshape(len(documents), len(coders))
    rows = [
        (place, codes.index(span["code"]), coders.index(name), *_placed(document, span))
        for place, document in enumerate(documents)
        for name, own in document["coders"].items()
        if name in coders
        for span in own or ()
    ]
    columns = np.array(rows, dtype=np.int32).reshape(-1, 5).T.copy()
    return CodingSpans(
        document=columns[0],
        code=columns[1],
        coder=columns[2],
        start=columns[3],
        end=columns[4],
        lengths=np.array([each["continuum_length"] for each in documents], dtype=np.int32),
        n_codes=len(codes),
        n_coders=len(coders),
        looked=looked.astype(np.bool_),
    )


def _ordered(coders: list[str], first: str | None, second: str | None) -> list[str]:
    """The reference and the coder compared with it, whichever is named."""
    others = [name for name in coders if name not in (first, second)]
    reference = others.pop(0) if first is None else first
    return [reference, others.pop(0) if second is None else second]


def _placed(document: Record, span: Record) -> tuple[int, int]:
    begin = document.get("continuum_begin", 0)
    return span["start"] - begin, span["end"] - begin
