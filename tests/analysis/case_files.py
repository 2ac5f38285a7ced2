"""Reads files of agreement cases (SPEC of agreement, section 10) and asks our coefficients."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from gtcoder.analysis.coefficients import (
    COEFFICIENTS,
    Coefficient,
    Level,
    Outcome,
    Parameters,
    evaluate,
)
from gtcoder.analysis.coefficients.alpha import kalpha_resamples
from gtcoder.analysis.coefficients.characters import character_agreement
from gtcoder.analysis.ratings import (
    Ratings,
    contingency_ratings,
    counted_ratings,
    decision_ratings,
    ratings_table,
)
from gtcoder.analysis.spans import CodingSpans

Record = dict[str, Any]
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Answer:
    value: float | None
    reason: str


def case_file() -> Path:
    shared = Path(os.environ.get("GTCODER_SHARED", ROOT.parent / "shared"))
    return Path(os.environ.get("GTCODER_CASES", shared / "agreement" / "cases_public.json"))


@cache
def cases() -> list[Record]:
    path = case_file()
    if not path.is_file():
        return []
    found: list[Record] = json.loads(path.read_text(encoding="utf-8"))["cases"]
    return found


def covered(case: Record) -> bool:
    return case["coefficient"] in COEFFICIENTS.names()


def answer(case: Record) -> Answer:
    data, params = case["data"], dict(case["params"])
    coefficient = COEFFICIENTS.get(case["coefficient"])
    output = params.pop("output", "value")
    if data["type"] in ("spans", "documents"):
        return _of(_character_outcome(coefficient, data, params), output)
    ratings = _ratings(data, params)
    if output.startswith("boot_ci"):
        return _kalpha(ratings, _parameters(params), output, params["n_boot"])
    return _of(evaluate(coefficient, ratings, _parameters(params)), output)


def _of(outcome: Outcome, output: str) -> Answer:
    if output in ("value", "kappa", "category"):
        return Answer(outcome.value, outcome.reason)
    return Answer(outcome.details[output], outcome.reason)


def _kalpha(ratings: Ratings, parameters: Parameters, output: str, n_boot: int) -> Answer:
    drawn = kalpha_resamples(ratings, parameters, resamples=n_boot, seed=1)
    return Answer(float(np.quantile(drawn, 0.025 if output == "boot_ci_low" else 0.975)), "")


def _parameters(params: Record) -> Parameters:
    weights, level = params.get("weights", "identity"), params.get("level")
    distance = params.get("distance")
    return Parameters(
        variant=params.get("variant", ""),
        level=None if level is None else Level(level),
        weights=weights if isinstance(weights, str) else tuple(map(tuple, weights)),
        distance=None if distance is None else tuple(map(tuple, distance)),
        category=params.get("category"),
    )


def _ratings(data: Record, params: Record) -> Ratings:
    categories, q = params.get("categories"), params.get("q")
    match data["type"]:
        case "matrix":
            columns = [list(unit) for unit in zip(*data["values"], strict=True)]
            table = np.empty((len(columns), len(data["values"])), dtype=object)
            for row, unit in enumerate(columns):
                table[row] = unit
            return ratings_table(table, categories=categories, q=q)
        case "contingency":
            return contingency_ratings(data["table"], categories or data["categories"], q=q)
        case "unit_counts":
            return counted_ratings(data["table"], categories or data["categories"])
        case "patterns":
            rows = [row["values"] for row in data["patterns"] for _ in range(row["count"])]
            return ratings_table(rows, categories=categories, q=q)
        case "counts":
            return decision_ratings([data["agreements"]], [data["n1"]], [data["n2"]])
        case other:
            raise AssertionError(f"a type of data without a reader: {other}")


def _character_outcome(coefficient: Coefficient, data: Record, params: Record) -> Outcome:
    documents = data["documents"] if data["type"] == "documents" else [data]
    coders = list(documents[0]["coders"])
    rows = [
        (place, coders.index(coder), span["start"] - begin, span["end"] - begin)
        for place, document in enumerate(documents)
        for begin in [document.get("continuum_begin", 0)]
        for coder, spans in document["coders"].items()
        for span in spans
        if span["code"] == params["code"]
    ]
    columns = np.array(rows, dtype=np.int32).reshape(-1, 4).T
    spans = CodingSpans(
        document=columns[0],
        code=np.zeros_like(columns[0]),
        coder=columns[1],
        start=columns[2],
        end=columns[3],
        lengths=np.array([each["continuum_length"] for each in documents], dtype=np.int32),
        n_codes=1,
        n_coders=len(coders),
    )
    average = params.get("average", "pooled")
    return character_agreement(spans, coefficient.id, code=0, average=average)
