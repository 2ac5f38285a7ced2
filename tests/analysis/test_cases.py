"""Every case of the file of published and confirmed values, one test a case."""

from __future__ import annotations

import sys

import pytest

from tests.analysis.case_files import Record, answer, case_file, cases, covered

COVERED = [case for case in cases() if covered(case)]


def test_the_file_of_cases_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    path = case_file()
    if not path.is_file():
        pytest.skip(f"no file of agreement cases at {path} (GTCODER_CASES names another)")
    with capsys.disabled():
        left = sorted({case["coefficient"] for case in cases() if not covered(case)})
        sys.stdout.write(
            f"\n{path.name}: {len(COVERED)} of {len(cases())} cases run; coefficients that are "
            f"not registered: {', '.join(left) or 'none'}\n"
        )
    assert COVERED, "a file of cases, and none of its coefficients is registered"


@pytest.mark.parametrize("case", COVERED, ids=[case["id"] for case in COVERED])
def test_case(case: Record) -> None:
    found = answer(case)
    if case["expected"] is None:
        assert found.value is None
        assert found.reason
    else:
        assert found.value == pytest.approx(case["expected"], abs=case["tolerance"])
        assert found.reason == ""
