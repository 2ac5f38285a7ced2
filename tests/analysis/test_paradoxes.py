"""Why a value is low or high, in words: the rules of Byrt et al. 1993 by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gtcoder.analysis.agreement import measure
from gtcoder.analysis.records import AgreementRecord, Over
from gtcoder.analysis.study import Per
from tests.analysis.invented_studies import PLAIN, only, study


def of_code(
    rows: list[tuple[int, int, int, int, int]], name: str = "cohen_kappa"
) -> tuple[AgreementRecord, tuple[AgreementRecord, ...]]:
    options = replace(PLAIN, coefficients=(name,), per=Per.CODE)
    records = measure(study(rows, documents=1), options).records
    return only(records, name, Over.CODE, code="code 1"), records


def test_a_rare_code_lowers_kappa_and_the_note_says_so() -> None:
    """100 characters: both 2, only Ana 2, only Ben 2, neither 94."""
    found, _ = of_code([(0, 0, 0, 0, 4), (0, 0, 1, 2, 6), (0, 1, 0, 0, 50), (0, 1, 1, 0, 50)])
    assert found.value == pytest.approx((0.96 - 0.9232) / (1 - 0.9232))
    assert "Kappa is low because the code covers 4.0 % of the characters" in found.note
    assert "it would be .92 (PABAK, Byrt et al. 1993; prevalence index .92;" in found.note
    # 2·2 of 4 + 4, and 2·94 of 96 + 96: the coders differ on half of what they coded.
    assert "specific agreement is .50 on the code and .98 on its absence" in found.note
    adjusted, _ = of_code([(0, 0, 0, 0, 4), (0, 0, 1, 2, 7), (0, 1, 0, 0, 1)], "pabak")
    assert "Index of prevalence -.91, of bias -.01 (Byrt et al. 1993)." in adjusted.note
    held, _ = of_code([(0, 0, 0, 0, 4), (0, 0, 1, 2, 6)], "prf")
    assert "Reference: Ana; held against it: Ben." in held.note


@pytest.mark.parametrize("name", ["krippendorff_alpha", "scott_pi"])
def test_other_coefficients_of_the_margins_are_named_by_their_name(name: str) -> None:
    found, _ = of_code([(0, 0, 0, 0, 4), (0, 0, 1, 2, 6)], name)
    assert found.note.startswith(("Alpha is low because", "Pi is low because"))


def test_even_use_and_coefficients_without_margins_are_left_alone() -> None:
    even, _ = of_code([(0, 0, 0, 0, 50), (0, 0, 1, 20, 70)])
    assert even.value is not None
    assert even.value < 0.667
    assert "low because" not in even.note
    rare, _ = of_code([(0, 0, 0, 0, 4), (0, 0, 1, 2, 6)], "gwet_ac1")
    assert "low because" not in rare.note


def test_one_sided_disagreement_is_named() -> None:
    """Ana 40 of 100, Ben 10 of these: kappa .286; with equal use Scott's pi."""
    found, _ = of_code([(0, 0, 0, 0, 40), (0, 0, 1, 0, 10)])
    expected = 0.4 * 0.1 + 0.6 * 0.9
    assert found.value == pytest.approx((0.7 - expected) / (1 - expected))
    assert "Ana applied the code to 40.0 % of the characters, Ben to 10.0 %" in found.note
    pi = (0.7 - (0.25**2 + 0.75**2)) / (1 - (0.25**2 + 0.75**2))
    assert "one-sided (bias index .30, Byrt et al. 1993)" in found.note
    assert f"would be {f'{pi:.2f}'.lstrip('0')}" in found.note


def test_the_pooled_value_speaks_of_codes_on_average() -> None:
    _, records = of_code([(0, 0, 0, 0, 4), (0, 0, 1, 2, 6), (0, 1, 0, 50, 54), (0, 1, 1, 52, 56)])
    pooled: AgreementRecord = only(records, "cohen_kappa", Over.POOLED)
    assert "because a code covers on average 4.0 % of the characters" in pooled.note
