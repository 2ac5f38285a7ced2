"""Every saturation case of the file of confirmed values, one test a case."""

from __future__ import annotations

import numpy as np
import pytest

from gtcoder.analysis.saturation import new_code_curve, saturation_point
from gtcoder.analysis.spans import BoolArray
from tests.analysis.case_files import Record, case_file, cases

SATURATION = [case for case in cases() if case["coefficient"] == "saturation"]


def matrix(interviews: list[list[str]]) -> BoolArray:
    codes = sorted({code for interview in interviews for code in interview})
    return np.array(
        [[code in interview for code in codes] for interview in interviews], dtype=np.bool_
    ).reshape(len(interviews), len(codes))


def test_there_are_cases() -> None:
    if not case_file().is_file():
        pytest.skip(f"no file of cases at {case_file()} (GTCODER_CASES names another)")
    assert SATURATION


@pytest.mark.parametrize("case", SATURATION, ids=[case["id"] for case in SATURATION])
def test_case(case: Record) -> None:
    params = case["params"]
    curve = new_code_curve(matrix(case["data"]["interviews"]))
    point = saturation_point(curve, params["base"], params["run"], params["threshold"])
    found = {
        "base_codes": point.base_codes,
        "first_run_ratio": point.first_ratio,
        "reached_before_run": point.before,
        "reached_last": point.last,
    }[params["output"]]
    if case["expected"] is None:
        assert found is None
        assert point.reason
    else:
        assert found == pytest.approx(case["expected"], abs=case["tolerance"])
