"""Tables that a person gives; all of them are invented."""

from __future__ import annotations

import numpy as np
import pytest

from gtcoder.analysis.agreement import measure
from gtcoder.analysis.coefficients import Level
from gtcoder.analysis.given import (
    RatingOptions,
    SpanRow,
    measure_ratings,
    ratings_from_cells,
    study_of_spans,
)
from gtcoder.analysis.ratings import (
    coded_ratings,
    contingency_ratings,
    counted_ratings,
    ratings_table,
)
from gtcoder.analysis.study import AgreementOptions
from gtcoder.errors import InvalidInput, NotComputable
from gtcoder.progress import Cancelled

CODERS = ("Ana", "Ben", "Cho")
CELLS = [["1", "1", "1"], ["2", "3", "2"], ["1", "", "1"], ["3", "3", " 3 "], ["2", "2", ""]]
CELLS += [["1", "2", "1"], ["3", "3", "3"], ["", "2", "2"]]


def test_one_record_for_all_coders_or_for_each_pair() -> None:
    options = RatingOptions(level=Level.ORDINAL, bootstrap=200)
    found = measure_ratings(ratings_from_cells(CODERS, CELLS, options), options).records
    assert [(each.coefficient, each.coders) for each in found] == [
        ("percent_agreement", CODERS),
        ("cohen_kappa", ("Ana", "Ben")),
        ("cohen_kappa", ("Ana", "Cho")),
        ("cohen_kappa", ("Ben", "Cho")),
        ("krippendorff_alpha", CODERS),
    ]
    assert found[0].value == pytest.approx((4 / 6 + 6 / 6 + 4 / 6) / 3)
    assert found[1].value == pytest.approx(1 / 2)
    alpha = found[-1]
    assert alpha.interval is not None
    assert alpha.interval[0] <= (alpha.value or 0) <= alpha.interval[1]
    assert alpha.note.startswith("Level: ordinal. The 3 categories are those seen")
    assert "200 resamples of 8 units, seed 1; it holds where units are unrelated" in alpha.note
    assert (alpha.unit, alpha.units, alpha.sample, alpha.documents) == ("row", 8, "given", ())
    assert alpha.below_800 is not None
    assert found[0].below_800 is None


def test_without_a_level_alpha_is_left_out_or_refused() -> None:
    options = RatingOptions(bootstrap=0)
    ratings = ratings_from_cells(CODERS, CELLS, options)
    names = {each.coefficient for each in measure_ratings(ratings, options).records}
    assert names == {"percent_agreement", "cohen_kappa"}
    with pytest.raises(NotComputable, match="choose one"):
        measure_ratings(ratings, RatingOptions(coefficients=("krippendorff_alpha",)))


def test_nominal_values_are_text_and_others_numbers() -> None:
    rows = [["1", "1.0"], ["2", "2"]]
    nominal = ratings_from_cells("AB", rows, RatingOptions(level=Level.NOMINAL))
    interval = ratings_from_cells("AB", rows, RatingOptions(level=Level.INTERVAL))
    assert (nominal.categories, interval.categories) == (("1", "1.0", "2"), (1.0, 2.0))


def test_declared_categories_set_q_and_the_order() -> None:
    options = RatingOptions(
        level=Level.ORDINAL,
        categories=("low", "middle", "high"),
        coefficients=("krippendorff_alpha", "brennan_prediger"),
        bootstrap=0,
    )
    rows = [["low", "low"], ["high", "high"], ["low", "high"]]
    alpha, free = measure_ratings(ratings_from_cells("AB", rows, options), options).records
    assert (alpha.q, alpha.q_declared) == (3, True)
    assert free.value == pytest.approx((2 / 3 - 1 / 3) / (1 - 1 / 3))
    assert "No resampling was asked for." in free.note
    assert free.se == pytest.approx(0.5)
    assert "By formula: standard error 0.500, 95 % interval -1.651 to 1.000 (Gwet" in free.note


@pytest.mark.parametrize(
    ("rows", "options", "sentence"),
    [
        ([["1", "2"], ["1"]], RatingOptions(), "Row 2 has 1 cells for 2 coders"),
        (
            [["1", "2"], ["1", "two"]],
            RatingOptions(level=Level.INTERVAL),
            "Row 2, coder Ben: “two” is no number",
        ),
        (
            [["1", "nan"]],
            RatingOptions(level=Level.ORDINAL),
            "Row 1, coder Ben: “nan” is no number",
        ),
        (
            [["a", "b"], ["c", "a"]],
            RatingOptions(categories=("a", "b")),
            "Row 2, coder Ana: “c” is not one of the declared",
        ),
    ],
)
def test_a_bad_table_is_told_which_row_and_column(
    rows: list[list[str]], options: RatingOptions, sentence: str
) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        ratings_from_cells(("Ana", "Ben"), rows, options)


def test_few_or_equal_units_have_no_interval() -> None:
    options = RatingOptions(level=Level.NOMINAL)
    few = measure_ratings(ratings_from_cells("AB", [["1", "2"], ["1", "1"]], options), options)
    assert [each.interval for each in few.records] == [None] * 3
    assert "the sample has 2 units, and it takes at least 5" in few.records[0].note
    same = measure_ratings(ratings_from_cells("AB", [["1", "1"]] * 6, options), options)
    assert [each.value for each in same.records] == [1, None, None]
    assert same.records[0].interval == (1, 1)
    assert same.records[1].note.startswith("All judgements")


class Stop:
    def step(self, done: int, total: int, what: str = "") -> None:
        raise Cancelled


def test_ratings_can_be_stopped() -> None:
    options = RatingOptions()
    with pytest.raises(Cancelled):
        measure_ratings(ratings_from_cells(CODERS, CELLS, options), options, Stop())


def test_spans_from_a_table() -> None:
    rows = [
        SpanRow("one", "Ana", 0, 10, "trust"),
        SpanRow("one", "Ben", 5, 10, "trust"),
        SpanRow("two", "Ana", 0, 5, "price"),
    ]
    study = study_of_spans(rows, {"one": 20, "two": 30, "three": 50})
    assert (study.documents, study.codes) == (("one", "two", "three"), ("trust", "price"))
    assert (study.coders, study.sample) == (("Ana", "Ben"), "given")
    options = AgreementOptions(coefficients=("percent_agreement",), codes=("trust",), bootstrap=0)
    [record] = measure(study, options).records
    assert (record.value, record.units) == (0.95, 100)
    assert len(study_of_spans([], {"one": 5}).spans) == 0


def test_bad_rows_of_spans_are_named() -> None:
    with pytest.raises(InvalidInput, match="Row 1: the length of document “one”"):
        study_of_spans([SpanRow("one", "Ana", 0, 1, "trust")], {})
    with pytest.raises(InvalidInput, match="Row 2: the span ends at 11"):
        study_of_spans(
            [SpanRow("one", "Ana", 0, 1, "trust"), SpanRow("one", "Ana", 9, 11, "trust")],
            {"one": 10},
        )


def test_tables_of_the_wrong_shape_are_refused() -> None:
    with pytest.raises(InvalidInput, match="one row for each unit"):
        ratings_table(np.array(["a", "b"], dtype=object))
    with pytest.raises(InvalidInput, match="as many rows and columns as categories"):
        contingency_ratings([[1, 2]], "ab")
    with pytest.raises(InvalidInput, match="3 coders are named for 2 columns"):
        ratings_table([["a", "b"]], coders=CODERS)


def test_missing_ratings_have_several_names() -> None:
    table = ratings_table([[1.0, float("nan")], [2.0, "-"]], missing=(None, "-"))
    assert table.values.tolist() == [[0, -1], [1, -1]]
    assert table.categories == (1.0, 2.0)
    assert ratings_table([["b", 1], [1, "a"]]).categories == (1, "a", "b")
    assert coded_ratings(np.empty((0, 2), dtype=np.int32), "ab").units.tolist() == [0]


def test_counts_of_coders_have_no_names() -> None:
    ratings = counted_ratings([[2, 0], [1, 1], [3, 0]], "ab")
    assert ratings.values.tolist() == [[0, 0, -1], [0, 1, -1], [0, 0, 0]]
    assert not ratings.named
