"""What other programs print: the worked examples of their definitions, and one by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from gtcoder.analysis.agreement import measure
from gtcoder.analysis.other_tools.everything import what_others_print
from gtcoder.analysis.other_tools.printed import PrintedValue, Tool
from gtcoder.analysis.spans import CodingSpans, TextSpans
from gtcoder.analysis.study import AgreementOptions, CodedStudy, Domain
from gtcoder.vocabulary import UnitOfCoding
from tests.analysis.invented_studies import named

Rows = list[tuple[int, int, int, int, int]]


def of_length(rows: Rows, length: int, *, codes: int = 1) -> CodedStudy:
    document, code, coder, start, end = np.array(rows, dtype=np.int32).reshape(-1, 5).T.copy()
    lengths = np.array([length], dtype=np.int32)
    return named(CodingSpans(document, code, coder, start, end, lengths, codes, 2))


def shifted() -> CodedStudy:
    """Ten segments of 100 characters each in 10,000, every pair shifted by 50."""
    rows = [(0, 0, 0, 1000 * i, 1000 * i + 100) for i in range(10)]
    return of_length(rows + [(0, 0, 1, s + 50, e + 50) for _, _, _, s, e in rows], 10_000)


def value(printed: tuple[PrintedValue, ...], tool: Tool, name: str) -> float | None:
    [found] = [
        row.value
        for row in printed
        if row.statistic.tool is tool and row.statistic.name == name and row.code is None
    ]
    return found


@pytest.mark.parametrize(
    ("tool", "name", "expected"),
    [
        (Tool.NVIVO, "percentage agreement", 0.90),
        (Tool.NVIVO, "kappa", 0.444),
        (Tool.ATLAS, "Krippendorff's c-alpha-binary", 0.444),
        (Tool.ATLAS, "percent agreement", 0.90),
        (Tool.ATLAS, "Holsti index", 0.50),
        (Tool.QUALCODER, "kappa", 0.299),
        (Tool.QUALCODER, "agree coded only %", 0.333),
        (Tool.REQUAL, "character overlap", 0.333),
        (Tool.REQUAL, "segment overlap", 1.0),
        (Tool.MAXQDA, "code overlap of segments, 90 %", 0.0),
        (Tool.MAXQDA, "code existence in the document", 1.0),
    ],
)
def test_the_same_data_by_every_definition(tool: Tool, name: str, expected: float) -> None:
    assert value(what_others_print(shifted()), tool, name) == pytest.approx(expected, abs=5e-4)


def test_maxqda_counts_by_the_overlap_that_is_chosen() -> None:
    printed = what_others_print(shifted(), overlap=Fraction(3, 10))
    assert value(printed, Tool.MAXQDA, "code overlap of segments, 30 %") == 1.0
    assert value(printed, Tool.MAXQDA, "kappa of segments (Brennan & Prediger 1981), 30 %") is None


def test_our_own_coefficients_on_that_data() -> None:
    asked = AgreementOptions(
        coefficients=("cohen_kappa", "brennan_prediger", "gwet_ac1"), bootstrap=0
    )
    values = [record.value for record in measure(shifted(), asked).records]
    assert values == pytest.approx([0.444, 0.80, 0.878], abs=5e-4)
    cuts = np.arange(100, dtype=np.int32) * 100
    sentences = TextSpans(np.zeros(100, dtype=np.int32), cuts, cuts + 100)
    by_sentence = replace(asked, coefficients=("cohen_kappa",), unit=UnitOfCoding.SENTENCE)
    [record] = measure(replace(shifted(), units=sentences), by_sentence).records
    assert record.value == pytest.approx(0.615, abs=5e-4)


def test_the_example_of_krippendorff_2004_in_the_manual_of_atlas_ti() -> None:
    rows = [
        (0, 0, coder, at, at + 1)
        for coder, values in enumerate(("1100000000", "0110010100"))
        for at, digit in enumerate(values)
        if digit == "1"
    ]
    printed = what_others_print(of_length(rows, 10))
    assert value(printed, Tool.ATLAS, "percent agreement") == pytest.approx(0.60)
    assert value(printed, Tool.ATLAS, "Krippendorff's c-alpha-binary") == pytest.approx(
        1 - 9.5 * 0.4 / 4.2, abs=1e-9
    )  # printed .095


@pytest.mark.parametrize(
    ("a", "b", "both", "n", "theirs", "cohen"),
    [
        (1000, 1000, 500, 10_000, 0.299, 0.444),
        (1000, 1000, 500, 2_500, 0.299, 0.167),
        (4000, 4000, 1600, 10_000, 0.206, 0.0),
        (6000, 6000, 3600, 10_000, 0.404, 0.0),
    ],
)
def test_qualcoder_against_cohen(
    a: int, b: int, both: int, n: int, theirs: float, cohen: float
) -> None:
    printed = what_others_print(of_length([(0, 0, 0, 0, a), (0, 0, 1, a - both, a - both + b)], n))
    assert value(printed, Tool.QUALCODER, "kappa") == pytest.approx(theirs, abs=6e-4)
    assert value(printed, Tool.NVIVO, "kappa") == pytest.approx(cohen, abs=6e-4)


def test_domains_of_atlas_ti() -> None:
    """Codes 1 and 2 in one domain: of 30 shared characters 20 get the same code."""
    rows = [(0, 0, 0, 0, 30), (0, 0, 1, 0, 20), (0, 1, 1, 20, 30), (0, 1, 0, 50, 60)]
    study = of_length(rows, 100, codes=2)
    without = what_others_print(study)
    assert value(without, Tool.ATLAS, "Krippendorff's cu-alpha") is None
    printed = what_others_print(replace(study, domains=(Domain("feeling", (0, 1)),)))
    [cu] = [row for row in printed if row.statistic.name.endswith("cu-alpha") and row.code]
    # 30 units, 50 values of code 1 and 10 of code 2; disagreeing pairs: 10 of 30.
    observed, expected = 10 / 30, 2 * 50 * 10 / (60 * 59)
    assert cu.value == pytest.approx(1 - observed / expected)
    overlapping = of_length([*rows, (0, 1, 0, 25, 30)], 100, codes=2)
    printed = what_others_print(replace(overlapping, domains=(Domain("feeling", (0, 1)),)))
    [cu] = [row for row in printed if row.statistic.name.endswith("cu-alpha") and row.code]
    assert cu.value is None
    assert "Ana in “interview 1”" in cu.why


def test_dedoose_pools_kappa_over_codes_on_the_first_coders_excerpts() -> None:
    rows = [(0, 0, 0, 0, 10), (0, 0, 0, 20, 30), (0, 1, 0, 40, 50), (0, 0, 1, 0, 10)]
    rows += [(0, 1, 1, 20, 30), (0, 1, 1, 40, 50), (0, 0, 1, 80, 90)]
    printed = what_others_print(of_length(rows, 100, codes=2))
    # Three excerpts. Code 1: yes yes no / yes no no; code 2: no no yes / no yes yes.
    observed = 2 / 3
    chance = (2 / 3) * (1 / 3) + (1 / 3) * (2 / 3)
    pooled = value(printed, Tool.DEDOOSE, "pooled kappa (De Vries et al. 2008)")
    assert pooled == pytest.approx((observed - chance) / (1 - chance))


def test_every_row_says_whose_it_is_and_what_to_know() -> None:
    for row in what_others_print(shifted(), cells=True):
        assert row.statistic.definition
        assert row.statistic.caveat.endswith(".")
        assert row.coders == ("Ana", "Ben")
        assert row.value is not None or row.why
        assert row.shown
