"""What coefficients are beside their formulas: registered, cited, choosy, with errors and notes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gtcoder.analysis.coefficients import (
    COEFFICIENTS,
    Level,
    Outcome,
    Parameters,
    Reason,
    evaluate,
)
from gtcoder.analysis.coefficients.characters import character_agreement
from gtcoder.analysis.ratings import Ratings, contingency_ratings, counted_ratings, ratings_table
from gtcoder.analysis.spans import CodingSpans
from gtcoder.errors import InvalidInput, NotComputable, NotFound

FOUR: list[list[int | None]] = [
    [1, 1, None, 1],
    [2, 2, 3, 2],
    [3, 3, 3, 3],
    [3, 3, 3, 3],
    [2, 2, 2, 2],
    [1, 2, 3, 4],
    [4, 4, 4, 4],
    [1, 1, 2, 1],
    [2, 2, 2, 2],
    [None, 5, 5, 5],
    [None, None, 1, 1],
    [None, None, 3, None],
]
WITH_WEIGHTS = [name for name, each in COEFFICIENTS if "weights" in each.takes]


def of(name: str, ratings: Ratings, parameters: Parameters | None = None) -> Outcome:
    return evaluate(COEFFICIENTS.get(name), ratings, parameters or Parameters())


def test_every_coefficient_can_be_cited() -> None:
    for name, each in COEFFICIENTS:
        assert each.id == name
        assert each.source == f"{each.author} {each.year}"
        assert str(each.year) in each.citation
        assert each.missing
        assert each.estimate.__doc__


def test_every_reason_has_a_sentence() -> None:
    assert all(reason.sentence.endswith(".") for reason in Reason if reason is not Reason.DEFINED)


def test_an_unknown_coefficient_is_refused_with_the_known_ones() -> None:
    with pytest.raises(NotFound, match="holsti_cr"):
        COEFFICIENTS.get("kappa")


@pytest.mark.parametrize("name", WITH_WEIGHTS)
def test_weights_written_out_are_the_plain_ones(name: str) -> None:
    paired = COEFFICIENTS.get(name).paired
    ratings = ratings_table([row[1:3] for row in FOUR] if paired else FOUR)
    size = len(ratings.categories)
    written = tuple(tuple(float(k != j) for j in range(size)) for k in range(size))
    plain, other = of(name, ratings), of(name, ratings, Parameters(weights=written))
    assert other.value == pytest.approx(plain.value)
    assert other.se == (None if plain.se is None else pytest.approx(plain.se))


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("gwet_ac1", 0.77544, 0.14295),
        ("brennan_prediger", 0.77273, 0.14472),
        ("fleiss_kappa", 0.76117, 0.15302),
        ("conger_kappa", 0.76282, 0.14917),
    ],
)
def test_standard_errors_of_gwet_2014(name: str, value: float, error: float) -> None:
    """The four raters of his handbook (cac.raw4raters of irrCAC)."""
    found = of(name, ratings_table(FOUR))
    assert found.value == pytest.approx(value, abs=5e-6)
    assert found.se == pytest.approx(error, abs=5e-6)


def test_one_unit_has_no_standard_error() -> None:
    found = of("gwet_ac1", ratings_table([[1, 2]]))
    assert found.se is None
    assert "The value rests on a single unit." in found.notes


def test_there_is_no_null_error_for_unequal_numbers_of_values_or_one_value() -> None:
    assert of("fleiss_kappa", ratings_table(FOUR)).details["se_null"] is None
    rest = ratings_table([row for row in FOUR if None not in row])
    assert of("fleiss_kappa", rest).details["se_null"]


def test_pabak_is_for_two_values_and_tells_prevalence_and_bias() -> None:
    found = of("pabak", contingency_ratings([[80, 10], [5, 5]], "+-"))
    assert found.value == pytest.approx(0.7)
    assert found.details["prevalence_index"] == pytest.approx(0.75)
    assert found.details["bias_index"] == pytest.approx(0.05)
    assert of("pabak", ratings_table([["a", "a"]])).reason == "no_variation"
    with pytest.raises(NotComputable, match="two categories, not 3"):
        of("pabak", contingency_ratings(np.eye(3).tolist(), "abc"))


def test_a_codebook_of_one_category_is_undefined() -> None:
    declared = ratings_table([["a", "a"]], categories=["a"])
    assert of("brennan_prediger", declared).reason == "single_category"
    assert of("gwet_ac1", declared).reason == "single_category"
    seen = of("gwet_ac1", ratings_table([["a", "a"]]))
    assert (seen.value, seen.reason) == (None, "no_variation")
    assert of("gwet_ac1", ratings_table([["a", "a"]], categories="ab")).value == 1


def test_a_category_that_nobody_used_has_no_agreement_of_its_own() -> None:
    ratings = ratings_table([["a", "a"], ["a", "b"]], categories="abc")
    found = of("specific_agreement", ratings, Parameters(category="c"))
    assert (found.value, found.reason) == (None, "category_unused")
    with pytest.raises(NotComputable, match="no default category"):
        of("specific_agreement", ratings)


def test_a_table_without_any_rating_is_undefined_everywhere() -> None:
    empty: list[list[None]] = [[None, None]] * 3
    for name, each in COEFFICIENTS:
        level = Level.INTERVAL if "level" in each.takes else None
        category = "a" if "category" in each.needs else None
        found = of(name, ratings_table(empty), Parameters(level=level, category=category))
        expected = "no_decisions" if each.decisions else "no_pairable_values"
        assert (found.value, found.reason) == (None, expected), name
        assert (found.units, found.units_used, found.values_used) == (3, 0, 0)


def test_percent_agreement_of_unnamed_ratings() -> None:
    equal = counted_ratings([[3, 0], [2, 1]], "ab")
    assert of("percent_agreement", equal).value == pytest.approx((1 + 1 / 3) / 2)
    with pytest.raises(NotComputable, match="which coder gave which value"):
        of("percent_agreement", counted_ratings([[3, 0], [1, 1]], "ab"))


def test_nobody_coded_everything_so_nothing_is_unanimous() -> None:
    rows: list[list[int | None]] = [[1, 1, None], [None, 2, 2]]
    ratings = ratings_table(rows)
    found = of("percent_agreement", ratings, Parameters(variant="unanimous"))
    assert (found.value, found.reason) == (None, "no_pairable_values")


def test_one_coder_is_refused() -> None:
    with pytest.raises(NotComputable, match="2 or more coders, not 1"):
        of("krippendorff_alpha", ratings_table([[1]]), Parameters(level=Level.NOMINAL))


def test_alpha_of_too_many_values_is_refused_for_ordinal_data_without_order() -> None:
    with pytest.raises(NotComputable, match="needs numbers"):
        of("krippendorff_alpha", ratings_table([["a", "b"]]), Parameters(level=Level.ORDINAL))


def documents(*spans: tuple[int, int, int, int]) -> CodingSpans:
    """Codings (document, coder, start, end) of one code in two documents of 10 and 30."""
    columns = np.array(spans, dtype=np.int32).reshape(-1, 4).T.copy()
    return CodingSpans(
        document=columns[0],
        code=np.zeros_like(columns[0]),
        coder=columns[1],
        start=columns[2],
        end=columns[3],
        lengths=np.array([10, 30], dtype=np.int32),
        n_codes=1,
        n_coders=2,
    )


def test_averages_over_documents_leave_undefined_ones_out() -> None:
    spans = documents((0, 0, 0, 5), (0, 1, 0, 5), (1, 0, 0, 10), (1, 1, 5, 15))
    pooled, plain, weighted = (
        character_agreement(spans, "char_kappa", code=0, average=average)
        for average in ("pooled", "unweighted", "weighted")
    )
    second = (2 / 3 - 5 / 9) / (4 / 9)
    assert plain.value == pytest.approx((1 + second) / 2)
    assert weighted.value == pytest.approx((10 + 30 * second) / 40)
    assert pooled.details["jaccard"] == pytest.approx(10 / 20)
    assert pooled.details["percent_agreement"] == pytest.approx(30 / 40)
    assert pooled.se is None
    one = character_agreement(
        documents((0, 0, 0, 5), (0, 1, 0, 5)), "char_kappa", code=0, average="weighted"
    )
    assert one.value == 1
    assert "Mean of 1 documents; undefined and left out: 1." in one.notes


def test_an_average_of_nothing_is_undefined() -> None:
    found = character_agreement(documents(), "char_alpha", code=0, average="unweighted")
    assert (found.value, found.status, found.reason) == (None, "undefined", "no_variation")
    assert found.details["jaccard"] is None
    with pytest.raises(InvalidInput, match="no average “median”"):
        character_agreement(documents(), "char_alpha", code=0, average="median")


def test_documents_that_a_coder_did_not_finish_are_missing() -> None:
    spans = documents((0, 0, 0, 5), (0, 1, 0, 4))
    partly = replace(spans, looked=np.array([[True, True], [True, False]]))
    found = character_agreement(partly, "char_kappa", code=0)
    assert (found.units, found.units_used) == (40, 10)
