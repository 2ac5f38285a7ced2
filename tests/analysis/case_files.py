"""Reads files of agreement cases (SPEC of agreement, section 10) and asks our coefficients."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from tests.analysis import (
    case_ratings,
    case_spans,
    gamma_cases,
    unitizing_cases,
    validity_cases,
)

Record = dict[str, Any]
Answer = tuple[float | None, str]  # the value, or None and why
ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = ("saturation",)  # tests/analysis/test_saturation_cases.py runs these
TEXT = ("spans", "documents")


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
    """Whether some runner knows the coefficient."""
    return case["coefficient"] in ELSEWHERE or _runner(case) is not None


def answer(case: Record) -> Answer:
    runner = _runner(case)
    assert runner is not None, f"a coefficient without a runner: {case['coefficient']}"
    return runner(case)


def _runner(case: Record) -> Callable[[Record], Answer] | None:
    """The first runner that knows the coefficient, on text or on tables of ratings."""
    coefficient = case["coefficient"]
    on_text = case["data"]["type"] in TEXT
    runners: tuple[tuple[tuple[str, ...], Callable[[Record], Answer]], ...] = (
        (unitizing_cases.COEFFICIENTS, unitizing_cases.answer),
        (gamma_cases.COEFFICIENTS, gamma_cases.answer),
        (validity_cases.COEFFICIENTS, validity_cases.answer),
        (case_spans.COEFFICIENTS if on_text else (), case_spans.answer),
        (case_ratings.COEFFICIENTS_OF_RATINGS, case_ratings.answer),
    )
    return next((runner for names, runner in runners if coefficient in names), None)
