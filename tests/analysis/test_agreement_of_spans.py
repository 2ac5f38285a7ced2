"""Coefficients of spans, units of quotations and groups of documents through `measure`."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings

from gtcoder.analysis.agreement import measure
from gtcoder.analysis.agreement_charts import Drift, Forest, ForestRow, HeatMatrix
from gtcoder.analysis.chosen import asked_for, listed
from gtcoder.analysis.quotations import quotation_table
from gtcoder.analysis.records import Over
from gtcoder.analysis.spans import CodingSpans, TextSpans
from gtcoder.analysis.study import AgreementOptions, Domain, Per
from gtcoder.analysis.units import at_least
from gtcoder.errors import NotComputable, NotFound
from gtcoder.progress import Cancelled
from gtcoder.vocabulary import UnitOfCoding
from tests.analysis.invented_studies import PLAIN, disagreeing, only, study
from tests.analysis.span_strategies import codings


def test_segments_are_matched_by_the_overlap_that_is_asked() -> None:
    """Six pairs of code 1 share from 25 of 30 to all of the two together; code 2 shares 5."""
    for overlap, expected in ((None, 4), (0.8, 6 * 2), (0.99, 1 * 2)):
        options = replace(
            PLAIN, coefficients=("segment_overlap",), codes=("code 1",), overlap=overlap
        )
        [record] = measure(disagreeing(), options).records
        hits = expected if overlap else 2 * sum((30 - d) / 30 >= 0.9 for d in range(6))
        assert record.value == pytest.approx(hits / 12)
        assert (record.unit, record.uncoded, record.units) == ("segment", None, 12)


def test_intervals_of_spans_are_those_of_whole_documents() -> None:
    options = AgreementOptions(
        coefficients=("segment_overlap", "u_alpha_2016:bu"), bootstrap=60, seed=3
    )
    for record in measure(disagreeing(), replace(options, codes=("code 1",))).records:
        assert record.resamples == 60
        assert record.interval is not None
        drawn = np.random.default_rng(3).multinomial(6, [1 / 6] * 6, size=60)
        values = []
        for times in drawn.tolist():
            rows = [
                (place, 0, g, 10 + (d if g else 0), 40)
                for place, d in enumerate(d for d in range(6) for _ in range(times[d]))
                for g in (0, 1)
            ]
            alone = replace(PLAIN, coefficients=(record.asked_as,))
            [again] = measure(study(rows, codes=1), alone).records
            assert again.value is not None
            values.append(again.value)
        assert record.interval == pytest.approx(tuple(np.quantile(values, [0.025, 0.975])))


def test_a_domain_has_a_value_and_its_codes_have_theirs() -> None:
    both = replace(disagreeing(), domains=(Domain("feelings", (0, 1)),))
    options = replace(PLAIN, coefficients=("u_alpha_2016:u",), per=Per.CODE)
    records = measure(both, options).records
    domain = only(records, "u_alpha_2016", Over.DOMAIN, code="feelings")
    assert domain.value is not None
    assert "A domain of 2 codes that exclude one another: code 1, code 2." in domain.note
    alone = only(records, "u_alpha_2016", Over.CODE, code="code 1")
    [single] = measure(both, replace(options, codes=("code 1",), per=None)).records[1:]
    assert alone.value == single.value


def test_a_domain_whose_codes_overlap_is_left_out_and_the_place_is_named() -> None:
    rows = [(0, 0, 0, 10, 40), (0, 1, 0, 30, 50), (0, 0, 1, 10, 40)]
    both = replace(study(rows), domains=(Domain("feelings", (0, 1)),))
    records = measure(both, replace(PLAIN, coefficients=("u_alpha_2016:u",))).records
    left_out = only(records, "u_alpha_2016", Over.DOMAIN, code="feelings")
    assert (left_out.value, left_out.reason) == (None, "refused")
    assert "“interview 1”, characters 30–40, Ana: code 1 and code 2" in left_out.note


def test_what_tells_codes_apart_needs_a_domain() -> None:
    for variant in ("cu", "ku"):
        options = replace(PLAIN, coefficients=(f"u_alpha_2016:{variant}",))
        [record] = measure(disagreeing(), options).records
        assert record.value is None
        assert "Declare a category a domain" in record.note
    both = replace(disagreeing(), domains=(Domain("feelings", (0, 1)),))
    options = replace(PLAIN, coefficients=("u_alpha_2016:ku",))
    records = measure(both, options).records
    assert [(row.code, row.group) for row in records] == [
        ("code 1", "feelings"),
        ("code 2", "feelings"),
    ]


def test_sets_of_codes_have_one_value() -> None:
    options = replace(PLAIN, coefficients=("alpha_set:masi", "alpha_set:jaccard"))
    records = measure(disagreeing(), options).records
    assert [(row.over, row.variant) for row in records] == [
        (Over.POOLED, "masi"),
        (Over.POOLED, "jaccard"),
    ]
    assert "One value for 2 codes together." in records[0].note


def test_groups_of_documents_have_rows_of_their_own() -> None:
    grouped = replace(disagreeing(), variable="role", groups=("a", "b", "a", "a", "a", "a"))
    options = AgreementOptions(
        coefficients=("krippendorff_alpha", "segment_overlap"), per=Per.VARIABLE, bootstrap=50
    )
    records = measure(grouped, options).records
    for name in options.coefficients:
        rows = [row for row in records if row.coefficient == name and row.over is Over.GROUP]
        assert [row.group for row in rows] == ["role: a", "role: b"]
        part = replace(options, coefficients=(name,), documents=rows[0].documents, per=None)
        pooled = measure(disagreeing(), part).records[0]
        assert rows[0].value == pytest.approx(pooled.value)
        assert rows[0].interval is not None
        assert "1 document, and it takes at least 5" in rows[1].note


def test_names_and_variants_that_are_unknown_are_refused() -> None:
    with pytest.raises(NotFound, match="none of the coefficients"):
        asked_for("kappa")
    with pytest.raises(NotComputable, match="no variant “zz”"):
        measure(disagreeing(), replace(PLAIN, coefficients=("u_alpha_2016:zz",)))
    ids = [each.id for each in listed()]
    assert {"cohen_kappa", "u_alpha_2016", "segment_overlap"} <= set(ids)
    assert all(each.citation and each.missing and each.input for each in listed())


def test_a_long_bootstrap_can_be_stopped() -> None:
    class Stopping:
        def step(self, done: int, total: int, what: str = "") -> None:
            if done:
                raise Cancelled

    with pytest.raises(Cancelled):
        measure(disagreeing(), AgreementOptions(), Stopping())


@settings(max_examples=25)
@given(codings())
def test_quotations_are_units_by_what_they_share(spans: CodingSpans) -> None:
    """Every distinct own stretch is a unit; a coder has the code by half of the two together."""
    assume(spans.counted is None)
    table = quotation_table(spans, at_least(0.5))
    for document in range(spans.n_documents):
        looked = spans.finished[document]
        own = {
            (k, g): stretches(spans, k, document, g)
            for k in range(spans.n_codes)
            for g in range(spans.n_coders)
            if looked[g]
        }
        units = sorted({stretch for each in own.values() for stretch in each})
        assert table.base[document].sum() == len(units)
        for code in range(spans.n_codes):
            places, changes = table.changes(code)
            weights = table.base[document].copy()
            if document in places:
                weights += changes[places.tolist().index(document)]
            expected = sorted(
                tuple(
                    int(any(share(unit, one) >= Fraction(1, 2) for one in own[code, g]))
                    if looked[g]
                    else -1
                    for g in range(spans.n_coders)
                )
                for unit in units
            )
            found = sorted(
                tuple(pattern)
                for pattern, weight in zip(table.patterns.tolist(), weights, strict=True)
                for _ in range(round(weight))
            )
            assert found == expected


def stretches(spans: CodingSpans, code: int, document: int, coder: int) -> list[tuple[int, int]]:
    """Return a coder's own codings, those that overlap put together."""
    same = (spans.code == code) & (spans.document == document) & (spans.coder == coder)
    found: list[tuple[int, int]] = []
    for start, end in sorted(
        zip(spans.start[same].tolist(), spans.end[same].tolist(), strict=True)
    ):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def share(a: tuple[int, int], b: tuple[int, int]) -> Fraction:
    common = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return Fraction(common, a[1] - a[0] + b[1] - b[0] - common)


def test_given_passages_are_units_coded_or_not() -> None:
    rows = [(0, 0, 0, 0, 10), (0, 0, 1, 0, 10), (0, 0, 0, 20, 30)]
    spans = TextSpans(
        np.zeros(4, np.int32),
        np.array([0, 20, 40, 45], np.int32),
        np.array([10, 30, 50, 60], np.int32),
    )
    given_units = replace(study(rows, documents=1, codes=1), units=spans)
    options = replace(PLAIN, unit=UnitOfCoding.QUOTATION, coefficients=("percent_agreement",))
    [record] = measure(given_units, options).records
    assert (record.value, record.units, record.uncoded) == (0.75, 4, "in")
    assert "the given passages" in record.note
    [free] = measure(study(rows, documents=1, codes=1), options).records
    assert (free.value, free.units, free.uncoded) == (0.5, 2, None)


def test_charts_say_what_is_undefined_and_leave_gaps() -> None:
    undefined = ForestRow("code 2", None, why="no_variation")
    rows = (ForestRow("code 1", 0.5, 0.3, 0.7), undefined)
    forest = Forest("Agreement", "alpha", rows, marks=(0.667,))
    [axes] = forest.figure().axes
    assert any(text.get_text() == "undefined: no_variation" for text in axes.texts)
    drift = Drift("Drift", "alpha", ("1", "2"), (("alpha", rows),))
    [axes] = drift.figure().axes
    assert np.isnan(np.asarray(axes.lines[0].get_ydata(), dtype=float)).tolist() == [False, True]
    matrix = HeatMatrix("Pairs", "alpha", ("A", "B"), ("A", "B"), ((None, 0.5), (0.5, None)))
    [axes] = matrix.figure().axes
    assert [text.get_text() for text in axes.texts] == [".50", ".50"]
