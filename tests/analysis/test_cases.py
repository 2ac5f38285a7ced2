"""Every case of the file of published and confirmed values, one test a case."""

from __future__ import annotations

import sys

import pytest

from tests.analysis.case_files import ELSEWHERE, Record, answer, case_file, cases, covered

HERE = [case for case in cases() if case["coefficient"] not in ELSEWHERE]


def test_the_file_of_cases_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    path = case_file()
    if not path.is_file():
        pytest.skip(f"no file of agreement cases at {path} (GTCODER_CASES names another)")
    left = sorted({case["coefficient"] for case in cases() if not covered(case)})
    run = sum(covered(case) for case in cases())
    with capsys.disabled():
        sys.stdout.write(f"\n{path.name}: {run} of {len(cases())} cases run\n")
    assert cases(), "a file of cases without a case"
    assert not left, f"coefficients that no runner knows: {', '.join(left)}"


@pytest.mark.parametrize("case", HERE, ids=[case["id"] for case in HERE])
def test_case(case: Record) -> None:
    value, reason = answer(case)
    if case["expected"] is None:
        assert value is None
        assert reason
    else:
        assert value == pytest.approx(case["expected"], abs=case["tolerance"])
        assert reason == ""
