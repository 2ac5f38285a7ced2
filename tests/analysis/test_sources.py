"""The list of conflicts between sources says what is computed, number for number."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from gtcoder.analysis.coefficients import COEFFICIENTS, Parameters, evaluate
from gtcoder.analysis.coefficients.set_values import SET_ALPHA
from gtcoder.analysis.coefficients.sources import (
    SOURCE_CONFLICTS,
    conflicts_of,
    conflicts_page,
)
from gtcoder.analysis.coefficients.spanning import SPAN_COEFFICIENTS
from gtcoder.analysis.ratings import ratings_table
from gtcoder.analysis.validity import cvr_critical
from tests.analysis import test_passonneau_2006 as sets
from tests.analysis.asking import KRIPPENDORFF_2011, asked, units, value
from tests.analysis.case_files import answer
from tests.analysis.test_agresti_1992 import SLIDES
from tests.analysis.test_fleiss_1971 import TABLE
from tests.analysis.test_warrens_2012 import of_patterns

OTHERS = {"gamma", "cvr_critical", "modified_kappa"}  # not in a registry of coefficients


def said(about: str) -> str:
    [text] = [each.followed for each in SOURCE_CONFLICTS if each.about == about]
    return text


def test_every_conflict_is_about_a_coefficient_there_is() -> None:
    known = {*COEFFICIENTS.names(), *SPAN_COEFFICIENTS.names(), *OTHERS}
    assert {name for each in SOURCE_CONFLICTS for name in each.coefficients} <= known
    assert all(each.others.endswith(".") for each in SOURCE_CONFLICTS)
    assert all(each.followed.endswith(".") for each in SOURCE_CONFLICTS)
    assert len({each.about for each in SOURCE_CONFLICTS}) == len(SOURCE_CONFLICTS)


def test_the_help_holds_them_all() -> None:
    page = conflicts_page()
    assert all(each.followed in page for each in SOURCE_CONFLICTS)
    assert [each.about for each in conflicts_of("conger_kappa")] == ["A misprint on Conger's kappa"]
    assert conflicts_of("holsti_cr") == ()


def test_what_is_said_of_kappas_is_computed() -> None:
    missing = ratings_table(KRIPPENDORFF_2011)
    fleiss = value("fleiss_kappa", missing)
    assert f"{fleiss:.5f}".lstrip("0") in said("Fleiss' kappa with missing values")
    categories = [f"{value('fleiss_kappa', TABLE, category=k):.3f}"[1:] for k in range(1, 6)]
    assert categories == [".245", ".245", ".520", ".471", ".566"]
    single = said("Fleiss' kappa of single categories")
    assert all(each in single for each in categories)
    error = asked("fleiss_kappa", TABLE).details["se_null"]
    assert f"{error:.4f}"[1:] in said("Standard error of Fleiss' kappa")
    second = [
        f"{value(name, SLIDES, category='b'):.3f}"[1:] for name in ("scott_pi", "cohen_kappa")
    ]
    assert second == [".247", ".266"]
    assert all(each in said("Kappa of a single category") for each in second)
    conger = value("conger_kappa", of_patterns({"1111": 6, "1000": 5, "0000": 4}))
    assert f"{conger:.3f}"[1:] in said("A misprint on Conger's kappa")


def test_what_is_said_of_sets_and_panels_is_computed() -> None:
    masi = evaluate(SET_ALPHA, sets.two_annotators(), Parameters(variant="masi")).value
    assert masi == pytest.approx(0.273, abs=5e-4)
    assert ".273" in said("Distance between sets of codes")
    critical = said("Critical values of the content validity ratio")
    for experts, ratio in ((10, ".80"), (13, ".538")):
        assert cvr_critical(experts).value == pytest.approx(float(ratio), abs=5e-4)
        assert ratio in critical


def test_a_codebook_of_one_category() -> None:
    same = [["a"] * 4] * 2
    for name in ("gwet_ac1", "gwet_ac2", "brennan_prediger"):
        assert asked(name, units(same, categories=["a"])).value is None
        assert value(name, units(same, categories=["a", "b"])) == 1
    for name in ("cohen_kappa", "scott_pi", "fleiss_kappa"):
        found = asked(name, units(same, categories=["a", "b"]))
        assert (found.value, found.observed) == (None, 1)


def book(code: str | None, variant: str) -> float | None:
    """The example of Krippendorff (2019), Fig. 12.11: three coders, sixty characters."""
    rows = {
        "Alex": [(0, 7, 1), (7, 13, 2), (30, 32, 5), (32, 37, 6), (37, 44, 6), (44, 60, 7)],
        "Paul": [(0, 7, 1), (7, 13, 3), (13, 21, 5), (32, 44, 6)],
        "Suzan": [(0, 7, 1), (7, 13, 4), (13, 21, 5), (32, 37, 6), (37, 41, 6), (41, 44, 6)],
    }
    coders = {
        name: [{"start": a, "end": b, "code": str(k)} for a, b, k in own]
        for name, own in rows.items()
    }
    data = {"type": "spans", "continuum_length": 60, "coders": coders}
    params = {"variant": variant} | ({} if code is None else {"code": code})
    found, _ = answer({"coefficient": "u_alpha_2016", "data": data, "params": params})
    return found


def test_what_is_said_of_unitizing_is_computed() -> None:
    assert book(None, "cu") == pytest.approx(0.724, abs=5e-4)
    assert ".724" in said("cu-alpha of more than two coders")
    assert book("7", "ku") is None


def test_the_kinds_of_percent_agreement_are_the_three_named() -> None:
    kinds = said("Percent agreement with missing values")
    missing = ratings_table(KRIPPENDORFF_2011)
    found = [
        value("percent_agreement", missing, variant=kind)
        for kind in ("unit_mean", "value_weighted", "pair_mean")
    ]
    assert np.round(found, 3).tolist() == [0.818, 0.8, 0.778]
    assert all(kind in kinds for kind in ("unit_mean", "value_weighted", "pair_mean"))
    assert value("percent_agreement", missing) == found[2]


def test_the_overlap_of_segments_is_that_of_their_union() -> None:
    coders = {
        "A": [{"start": 0, "end": 20, "code": "x"}],
        "B": [{"start": 5, "end": 10, "code": "x"}],
    }
    data = {"type": "spans", "continuum_length": 30, "coders": coders}
    case = {"coefficient": "segment_overlap", "data": data}
    quarter = float(Fraction(1, 4))
    assert answer({**case, "params": {"threshold": quarter}})[0] == 1
    assert answer({**case, "params": {"threshold": 0.26}})[0] == 0
    assert "union" in said("Overlap of two segments")
