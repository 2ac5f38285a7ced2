"""From codings to records; every text span and name here is invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given, settings

from gtcoder.analysis.agreement import measure
from gtcoder.analysis.records import AgreementRecord, Over
from gtcoder.analysis.spans import CodingSpans
from gtcoder.analysis.study import AgreementOptions, CodedStudy, Per, UncodedText
from tests.analysis.invented_studies import LETTERS, PLAIN, disagreeing, named, only, study
from tests.analysis.rating_strategies import Table, exact_kappa
from tests.analysis.span_strategies import codings, expanded


def table_of(counted: Counter[tuple[int, ...]], coders: Iterable[int]) -> Table:
    columns = list(coders)
    return [
        [None if pattern[g] < 0 else pattern[g] for g in columns]
        for pattern, times in counted.items()
        for _ in range(times)
    ]


def by_hand(spans: CodingSpans, code: int) -> Counter[tuple[int, ...]]:
    """All characters of one code, in documents that two coders finished."""
    found: Counter[tuple[int, ...]] = Counter()
    for document in range(spans.n_documents):
        if spans.finished[document].sum() >= 2:
            found += expanded(spans, code, document)
    return found


def equals(record: AgreementRecord, exact: Fraction | None) -> bool:
    if exact is None or record.value is None:
        return exact is None and record.value is None and record.status == "undefined"
    return record.value == pytest.approx(float(exact), abs=1e-12)


@settings(max_examples=60)
@given(codings())
def test_records_equal_the_characters_one_by_one(spans: CodingSpans) -> None:
    assume(bool((spans.finished.sum(axis=1) >= 2).any()))
    options = replace(PLAIN, coefficients=("cohen_kappa", "krippendorff_alpha"), per=Per.CODE)
    records = measure(named(spans), options).records
    everyone = range(spans.n_coders)
    each = [by_hand(spans, code) for code in range(spans.n_codes)]
    pooled = sum(each, Counter[tuple[int, ...]]())
    if spans.n_codes > 1:
        found = only(records, "krippendorff_alpha", Over.POOLED)
        assert equals(found, nominal_alpha(pooled))
    for code, counted in enumerate(each):
        name = f"code {code + 1}"
        found = only(records, "krippendorff_alpha", Over.CODE, code=name)
        assert equals(found, nominal_alpha(counted))
        for pair in combinations(everyone, 2):
            coders = tuple(LETTERS[g] for g in pair)
            found = only(records, "cohen_kappa", Over.CODE, code=name, coders=coders)
            assert equals(found, exact_kappa(table_of(counted, pair)))


def nominal_alpha(counted: Counter[tuple[int, ...]]) -> Fraction | None:
    """Alpha of two values from its definition, with the patterns of single characters counted."""
    within, values = Fraction(0), Counter[int]()
    for pattern, times in counted.items():
        unit = [value for value in pattern if value >= 0]
        if len(unit) >= 2:
            within += times * Fraction(2 * unit.count(0) * unit.count(1), len(unit) - 1)
            values.update({value: times * unit.count(value) for value in set(unit)})
    between = 2 * values[0] * values[1]
    return 1 - (values.total() - 1) * within / between if between else None


def test_a_record_says_all_that_a_number_needs() -> None:
    labelled = replace(disagreeing(), sample="finished", round="round 1")
    options = AgreementOptions(coefficients=("krippendorff_alpha",), per=Per.CODE, bootstrap=200)
    found = measure(labelled, options).as_dicts()
    assert [(row["over"], row["code"]) for row in found] == [
        ("pooled", None),
        ("mean", None),
        ("code", "code 1"),
        ("code", "code 2"),
    ]
    row = found[2]
    assert (row["coefficient"], row["source"]) == ("krippendorff_alpha", "Krippendorff 2011")
    assert (row["status"], row["reason"]) == ("defined", "")
    assert row["unit"] == "character"
    assert row["coders"] == ["Ana", "Ben"]
    assert row["documents"] == [f"interview {d}" for d in range(1, 7)]
    assert (row["sample"], row["round"], row["uncoded"]) == ("finished", "round 1", "in")
    assert (row["units"], row["resamples"], row["seed"]) == (600, 200, 1)
    assert (row["q"], row["q_declared"]) == (2, True)
    low, high = row["interval"]
    assert low <= row["value"] <= high
    assert "95 % percentiles of 200 resamples of 6 documents, seed 1" in row["note"]
    assert "Below .667 in" in row["note"]
    assert row["below_667"] <= row["below_800"]


def test_with_one_code_there_is_one_row_with_its_name() -> None:
    options = replace(PLAIN, codes=("code 2",), coefficients=("cohen_kappa",))
    [record] = measure(disagreeing(), options).records
    assert (record.code, record.over) == ("code 2", Over.CODE)


def test_the_mean_leaves_undefined_codes_out_and_says_so() -> None:
    three = study([(0, 0, 0, 0, 10), (0, 0, 1, 5, 10), (1, 1, 0, 0, 9), (1, 1, 1, 0, 9)], codes=3)
    options = replace(PLAIN, coefficients=("cohen_kappa",), per=Per.CODE)
    records = measure(three, options).records
    values = [only(records, "cohen_kappa", Over.CODE, code=f"code {k}").value for k in (1, 2, 3)]
    assert values[1] == 1
    assert values[2] is None
    mean = only(records, "cohen_kappa", Over.MEAN)
    assert mean.value == pytest.approx(np.mean([values[0], 1]))
    assert "Mean of 2 of 3 codes. Undefined and left out: 1 (no_variation: 1)." in mean.note
    undefined = only(records, "cohen_kappa", Over.CODE, code="code 3")
    assert (undefined.value, undefined.status) == (None, "undefined")
    assert undefined.reason == "no_variation"
    assert undefined.observed == 1
    assert undefined.note.startswith("All judgements that can be compared are the same")


def test_no_code_applied_at_all_has_no_mean_either() -> None:
    records = measure(study([]), replace(PLAIN, coefficients=("krippendorff_alpha",))).records
    assert [(each.value, each.reason) for each in records] == [(None, "no_variation")] * 2
    assert "Mean of 0 of 2 codes" in records[1].note


def test_a_coder_who_never_applied_a_code_is_named() -> None:
    lonely = study([(0, 0, 0, 0, 10), (1, 1, 0, 0, 100)], documents=2)
    options = replace(PLAIN, coefficients=("cohen_kappa",), per=Per.CODE)
    found = only(measure(lonely, options).records, "cohen_kappa", Over.CODE, code="code 1")
    assert found.value == 0
    assert "Ben applied the code nowhere." in found.note
    whole = study([(0, 0, 0, 0, 100), (0, 0, 1, 0, 50)], documents=1)
    found = only(measure(whole, options).records, "cohen_kappa", Over.CODE, code="code 1")
    assert "Ana applied the code everywhere." in found.note


def test_documents_have_rows_of_their_own() -> None:
    options = AgreementOptions(coefficients=("krippendorff_alpha",), per=Per.DOCUMENT)
    found = measure(disagreeing(), options).records[2:]
    assert [each.documents for each in found] == [(f"interview {d}",) for d in range(1, 7)]
    spans = disagreeing().spans
    for document, record in enumerate(found):
        counted = expanded(spans, 0, document) + expanded(spans, 1, document)
        assert equals(record, nominal_alpha(counted))
        assert record.interval is None
        assert "a single document cannot be resampled" in record.note


def test_pairs_have_rows_of_their_own() -> None:
    spans = study(
        [(0, 0, 0, 0, 10), (0, 0, 1, 5, 12), (0, 0, 2, 0, 4), (1, 0, 1, 0, 9), (1, 0, 2, 0, 3)],
        documents=2,
        codes=1,
        coders=3,
    ).spans
    looked = np.array([[True, True, True], [False, True, True]])
    three = named(replace(spans, looked=looked))
    options = replace(PLAIN, coefficients=("fleiss_kappa", "cohen_kappa"), per=Per.PAIR)
    records = measure(three, options).records
    assert [each.coders for each in records] == [*combinations(LETTERS[:3], 2)] * 2
    assert [len(each.documents) for each in records] == [1, 1, 2] * 2
    assert "documents that only one of the two finished (1)" in records[0].note
    everybody = measure(three, replace(options, per=None)).records
    assert everybody[0].coders == LETTERS[:3]
    assert [each.value for each in everybody[1:]] == [each.value for each in records[3:]]


def test_what_neither_of_a_pair_coded_is_left_out_whatever_a_third_coded() -> None:
    """Cho coded text of her own, which says nothing of Ana and Ben; nobody else finished with Dua.

    Ana 0-20, Ben 10-30: without uncoded text 10 of 30 characters agree.
    """
    made = study([(0, 0, 0, 0, 20), (0, 0, 1, 10, 30), (0, 0, 2, 50, 90)], documents=2, coders=4)
    looked = np.array([[True, True, True, False], [False, False, True, True]])
    made = replace(made, spans=replace(made.spans, looked=looked))
    options = replace(PLAIN, uncoded=UncodedText.OUT, per=Per.PAIR, codes=("code 1",))
    names = ("percent_agreement", "segment_overlap", "u_alpha_2016")
    records = measure(made, replace(options, coefficients=names)).records
    found = {(each.coefficient, each.coders): each for each in records}
    pair = found["percent_agreement", ("Ana", "Ben")]
    assert pair.value == pytest.approx(1 / 3)
    assert pair.units == 30
    apart = found["u_alpha_2016", ("Ana", "Dua")]
    assert (apart.value, apart.reason) == (None, "no_pairable_values")


def test_a_document_nobody_else_finished_is_left_out() -> None:
    looked = np.array([[True, True]] * 5 + [[True, False]])
    partly = named(replace(disagreeing().spans, looked=looked))
    whole = measure(disagreeing(5), replace(PLAIN, per=Per.CODE)).records
    for found, expected in zip(
        measure(partly, replace(PLAIN, per=Per.CODE)).records, whole, strict=True
    ):
        assert found == expected


@pytest.mark.parametrize("coefficient", ["krippendorff_alpha", "cohen_kappa", "holsti_cr"])
def test_resamples_are_those_of_whole_documents(coefficient: str) -> None:
    """The same documents drawn, compared again from their codings, give the same values."""
    whole = disagreeing()
    options = AgreementOptions(coefficients=(coefficient,), bootstrap=40, seed=7, per=Per.CODE)
    found = measure(whole, options).records
    drawn = np.random.default_rng(7).multinomial(6, [1 / 6] * 6, size=40)
    again: dict[tuple[Over, str | None], list[float]] = {}
    for times in drawn.tolist():
        documents = [d for d in range(6) for _ in range(times[d])]
        for record in measure(repeated(whole, documents), replace(options, bootstrap=0)).records:
            assert record.value is not None
            again.setdefault((record.over, record.code), []).append(record.value)
    for record in found:
        values = again[record.over, record.code]
        assert record.interval == pytest.approx(tuple(np.quantile(values, [0.025, 0.975])))
        assert record.undefined_resamples == 0


def repeated(whole: CodedStudy, documents: list[int]) -> CodedStudy:
    """Return the study of documents of which some occur several times."""
    parts = [whole.spans.chosen(documents=[d], codes=[0, 1], coders=[0, 1]) for d in documents]
    return named(
        CodingSpans(
            document=np.repeat(np.arange(len(parts), dtype=np.int32), [len(p) for p in parts]),
            code=np.concatenate([part.code for part in parts]),
            coder=np.concatenate([part.coder for part in parts]),
            start=np.concatenate([part.start for part in parts]),
            end=np.concatenate([part.end for part in parts]),
            lengths=np.concatenate([part.lengths for part in parts]),
            n_codes=2,
            n_coders=2,
        )
    )


def test_the_same_seed_gives_the_same_interval_whatever_else_is_asked() -> None:
    alone = AgreementOptions(coefficients=("krippendorff_alpha",), bootstrap=50)
    among = AgreementOptions(bootstrap=50)
    one = measure(disagreeing(), alone).records
    other = [
        each
        for each in measure(disagreeing(), among).records
        if each.coefficient == one[0].coefficient
    ]
    assert list(one) == other
    assert measure(disagreeing(), replace(alone, seed=2)).records[0].interval != one[0].interval


def test_with_fewer_than_five_documents_there_is_a_value_and_no_interval() -> None:
    records = measure(disagreeing(4), AgreementOptions()).records
    assert all(each.value is not None and each.interval is None for each in records)
    assert all(
        "the sample has 4 documents, and it takes at least 5" in each.note for each in records
    )
    assert all(each.interval for each in measure(disagreeing(5), AgreementOptions()).records)


def test_a_code_of_one_document_has_no_interval_but_the_reason() -> None:
    rare = study([(0, 0, 0, 0, 10), (0, 0, 1, 5, 10)], codes=1)
    options = AgreementOptions(coefficients=("krippendorff_alpha",), bootstrap=100)
    [record] = measure(rare, options).records
    assert record.value is not None
    assert record.interval is None
    assert record.undefined_resamples > 5
    assert f"undefined in {record.undefined_resamples} of 100 resamples" in record.note


def test_a_few_undefined_resamples_are_counted_and_left_out() -> None:
    half = study(
        [row for d in range(4) for row in ((d, 0, 0, 0, 10 + d), (d, 0, 1, 5, 12))],
        documents=8,
    )
    options = AgreementOptions(coefficients=("krippendorff_alpha",), bootstrap=2000, per=Per.CODE)
    records = measure(half, options).records
    used = only(records, "krippendorff_alpha", Over.CODE, code="code 1")
    assert 0 < used.undefined_resamples < 30
    assert f"Undefined in {used.undefined_resamples} of them." in used.note
    assert used.interval is not None
    unused = only(records, "krippendorff_alpha", Over.CODE, code="code 2")
    assert (unused.interval, unused.resamples, unused.seed) == (None, 0, None)
    assert unused.note == "All judgements that can be compared are the same, so that agreement " + (
        "by chance would be complete as well."
    )
