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
from gtcoder.analysis.coefficients import COEFFICIENTS, Level
from gtcoder.analysis.records import AgreementRecord, Over
from gtcoder.analysis.spans import CodingSpans, TextSpans
from gtcoder.analysis.study import AgreementOptions, CodedStudy, Per, UncodedText, sampled
from gtcoder.analysis.units import at_least
from gtcoder.errors import InvalidInput, NotComputable, NotFound
from gtcoder.progress import Cancelled
from gtcoder.vocabulary import UnitOfCoding
from tests.analysis.rating_strategies import Table, exact_alpha, exact_kappa
from tests.analysis.span_strategies import codings, expanded, spans_of

LETTERS = ("Ana", "Ben", "Cho", "Dua")
PLAIN = AgreementOptions(bootstrap=0)


def named(spans: CodingSpans) -> CodedStudy:
    return CodedStudy(
        spans=spans,
        documents=tuple(f"interview {d + 1}" for d in range(spans.n_documents)),
        codes=tuple(f"code {k + 1}" for k in range(spans.n_codes)),
        coders=LETTERS[: spans.n_coders],
    )


def study(
    rows: Iterable[tuple[int, int, int, int, int]],
    *,
    documents: int = 6,
    codes: int = 2,
    coders: int = 2,
    counted: TextSpans | None = None,
) -> CodedStudy:
    """Codings (document, code, coder, start, end) of documents of 100 characters."""
    columns = np.array(list(rows), dtype=np.int32).reshape(-1, 5).T.copy()
    return named(
        CodingSpans(
            document=columns[0],
            code=columns[1],
            coder=columns[2],
            start=columns[3],
            end=columns[4],
            lengths=np.full(documents, 100, dtype=np.int32),
            n_codes=codes,
            n_coders=coders,
            counted=counted,
        )
    )


def disagreeing(documents: int = 6) -> CodedStudy:
    """Two coders who agree on most of the first code and little of the second."""
    rows = []
    for d in range(documents):
        rows += [(d, 0, 0, 10, 40), (d, 0, 1, 10 + d, 40), (d, 1, 0, 50, 60), (d, 1, 1, 55, 70 + d)]
    return study(rows, documents=documents)


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


def only(
    records: Iterable[AgreementRecord],
    coefficient: str,
    over: Over,
    *,
    code: str | None = None,
    coders: tuple[str, ...] | None = None,
) -> AgreementRecord:
    [found] = [
        each
        for each in records
        if (each.coefficient, each.over, each.code) == (coefficient, over, code)
        and coders in (None, each.coders)
    ]
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
        assert equals(found, nominal_alpha(table_of(pooled, everyone)))
    for code, counted in enumerate(each):
        name = f"code {code + 1}"
        found = only(records, "krippendorff_alpha", Over.CODE, code=name)
        assert equals(found, nominal_alpha(table_of(counted, everyone)))
        for pair in combinations(everyone, 2):
            coders = tuple(LETTERS[g] for g in pair)
            found = only(records, "cohen_kappa", Over.CODE, code=name, coders=coders)
            assert equals(found, exact_kappa(table_of(counted, pair)))


def nominal_alpha(table: Table) -> Fraction | None:
    return exact_alpha(table, Level.NOMINAL)


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
        assert equals(record, nominal_alpha(table_of(counted, (0, 1))))
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


def test_turns_as_units_and_interviewers_left_out() -> None:
    turns = spans_of([(0, 0, 20), (0, 20, 50), (0, 50, 60), (0, 60, 100)])
    counted = spans_of([(0, 20, 50), (0, 60, 100)])
    coded = study([(0, 0, 0, 0, 25), (0, 0, 1, 55, 61)], documents=1, codes=1, counted=counted)
    options = replace(PLAIN, unit=UnitOfCoding.TURN, coefficients=("percent_agreement",))
    [record] = measure(replace(coded, units=turns), options).records
    assert (record.unit, record.units, record.value) == ("turn", 2, 0)
    assert "A code is applied to a turn by any overlap." in record.note
    strict = replace(options, touch=at_least(0.5))
    assert measure(replace(coded, units=turns), strict).records[0].value == 1
    everything = named(replace(coded.spans, counted=None))
    [record] = measure(replace(everything, units=turns), options).records
    assert (record.units, record.value) == (4, 0)


def test_uncoded_text_can_be_left_out() -> None:
    two = study([(0, 0, 0, 0, 30), (0, 0, 1, 10, 40)], documents=1, codes=1)
    options = replace(
        PLAIN, uncoded=UncodedText.OUT, coefficients=("percent_agreement", "holsti_cr")
    )
    share, decisions = measure(two, options).records
    assert (share.value, share.units, share.uncoded) == (0.5, 40, "out")
    assert "Left out: what none of the coders gave any of the codes." in share.note
    assert (decisions.value, decisions.uncoded) == (1, None)
    turns = spans_of([(0, 0, 10), (0, 10, 35), (0, 35, 45), (0, 45, 100)])
    by_turn = replace(options, unit=UnitOfCoding.TURN, coefficients=("percent_agreement",))
    [record] = measure(replace(two, units=turns), by_turn).records
    assert record.units == 3
    assert record.value == pytest.approx(1 / 3)


def test_whole_documents_as_units() -> None:
    options = replace(PLAIN, unit=UnitOfCoding.DOCUMENT, coefficients=("percent_agreement",))
    some = study([(0, 0, 0, 0, 1), (0, 0, 1, 99, 100), (1, 0, 0, 0, 1)], documents=3, codes=1)
    [record] = measure(some, options).records
    assert (record.units, record.unit) == (3, "document")
    assert record.value == pytest.approx(2 / 3)


@pytest.mark.parametrize("unit", [UnitOfCoding.QUOTATION, UnitOfCoding.SENTENCE])
def test_units_that_are_not_given_are_refused(unit: UnitOfCoding) -> None:
    with pytest.raises(NotComputable, match=f"by {unit.value} cannot be computed"):
        measure(disagreeing(), replace(PLAIN, unit=unit))


def test_coefficients_on_characters_keep_their_unit() -> None:
    options = replace(
        PLAIN,
        unit=UnitOfCoding.DOCUMENT,
        coefficients=("char_kappa", "char_alpha", "cohen_kappa"),
        codes=("code 1",),
    )
    kappa, alpha, by_document = measure(disagreeing(), options).records
    assert (kappa.unit, alpha.unit, by_document.unit) == ("character", "character", "document")
    plain = replace(PLAIN, codes=("code 1",), coefficients=("cohen_kappa", "krippendorff_alpha"))
    assert [each.value for each in measure(disagreeing(), plain).records] == [
        kappa.value,
        alpha.value,
    ]


def test_every_registered_coefficient_takes_a_study() -> None:
    names = tuple(COEFFICIENTS.names())
    records = measure(disagreeing(), AgreementOptions(coefficients=names, bootstrap=20)).records
    assert [each.coefficient for each in records[::2]] == list(names)
    assert all(each.value is not None and each.interval is not None for each in records)


def test_specific_agreement_is_about_the_applied_code() -> None:
    """p = 2a / (2a + b + c), and the agreement on coded text is j = a / (a + b + c)."""
    out = AgreementOptions(
        uncoded=UncodedText.OUT,
        codes=("code 1",),
        bootstrap=0,
        coefficients=("percent_agreement", "specific_agreement"),
    )
    share, specific = measure(disagreeing(), out).records
    assert share.value is not None
    assert specific.value == pytest.approx(2 * share.value / (1 + share.value))


class Watch:
    """Counts steps and stops at one of them."""

    def __init__(self, stop: int | None = None) -> None:
        self.seen: list[tuple[int, int, str]] = []
        self._stop = stop

    def step(self, done: int, total: int, what: str = "") -> None:
        self.seen.append((done, total, what))
        if len(self.seen) == self._stop:
            raise Cancelled


def test_progress_goes_from_nothing_to_all_and_can_be_stopped() -> None:
    watch = Watch()
    options = AgreementOptions(bootstrap=10)
    measure(disagreeing(), options, watch)
    shares = [done / total for done, total, _ in watch.seen]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    assert {what for _, _, what in watch.seen} >= {"Cohen's kappa", "Krippendorff's alpha"}
    with pytest.raises(Cancelled):
        measure(disagreeing(), options, Watch(stop=2))


def test_unknown_names_are_refused_with_the_nearest() -> None:
    with pytest.raises(NotFound, match="no coder “Anna” here"):
        measure(disagreeing(), replace(PLAIN, coders=("Anna", "Ben")))
    with pytest.raises(NotFound, match=r"no code “price” here. Nearest: none"):
        measure(disagreeing(), replace(PLAIN, codes=("price",)))
    with pytest.raises(NotFound, match="cohen_kappa"):
        measure(disagreeing(), replace(PLAIN, coefficients=("kappa",)))


def test_questions_without_an_answer_are_refused() -> None:
    with pytest.raises(NotComputable, match="two coders or more; there is one"):
        measure(disagreeing(), replace(PLAIN, coders=("Ana",)))
    nobody = disagreeing().chosen(documents=range(6), codes=(0, 1), coders=())
    with pytest.raises(NotComputable, match="there is none"):
        measure(nobody, PLAIN)
    with pytest.raises(NotComputable, match="no code to compare"):
        measure(disagreeing().chosen(documents=range(6), codes=(), coders=(0, 1)), PLAIN)
    alone = replace(disagreeing().spans, looked=np.array([[True, False]] * 6))
    with pytest.raises(NotComputable, match="no document that two of the coders have finished"):
        measure(named(alone), PLAIN)


def test_the_choice_of_documents_codes_and_coders_narrows_the_units_too() -> None:
    turns = TextSpans(
        document=np.repeat(np.arange(6, dtype=np.int32), 2),
        start=np.array([0, 50] * 6, dtype=np.int32),
        end=np.array([50, 100] * 6, dtype=np.int32),
    )
    options = replace(
        PLAIN,
        unit=UnitOfCoding.TURN,
        documents=("interview 3", "interview 2"),
        coefficients=("percent_agreement",),
    )
    [pooled, _] = measure(replace(disagreeing(), units=turns), options).records
    assert (pooled.documents, pooled.units) == (("interview 3", "interview 2"), 8)


SPARSE = study([(0, 0, 0, 0, 5), (0, 0, 1, 0, 5), (1, 0, 0, 0, 5), (2, 0, 2, 0, 5)], coders=3)


def finished(*rows: tuple[int, int]) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    found = np.zeros((6, 3), dtype=np.bool_)
    for row in rows:
        found[row] = True
    return found


def test_the_sample_is_what_all_chosen_coders_finished() -> None:
    said = finished((3, 0), (3, 1), (4, 0), (5, 0), (5, 1), (5, 2))
    both = sampled(SPARSE, said, coders=("Ana", "Ben"))
    assert (both.documents, both.coders) == (("interview 4", "interview 6"), ("Ana", "Ben"))
    assert both.sample == "finished"
    everyone = sampled(SPARSE, said)
    assert (everyone.documents, everyone.sample) == (("interview 6",), "finished")
    assert sampled(SPARSE, finished((0, 0))).documents == ()


def test_where_nobody_finished_the_sample_is_inferred_from_codings() -> None:
    found = sampled(SPARSE, finished((0, 2)), coders=("Ana", "Ben"))
    assert (found.documents, found.sample) == (("interview 1",), "inferred")
    assert found.spans.finished.all()


def test_given_documents_count_a_coder_who_did_nothing_there_as_missing() -> None:
    found = sampled(
        SPARSE, finished((1, 1)), coders=("Ana", "Ben"), documents=("interview 2", "interview 3")
    )
    assert (found.documents, found.sample) == (("interview 2", "interview 3"), "given")
    assert found.spans.finished.tolist() == [[True, True], [False, False]]
    every = sampled(SPARSE, finished((1, 1)), everything=True)
    assert (len(every.documents), every.sample) == (6, "inferred")
    assert every.spans.finished.sum() == 5


def test_a_rule_of_touch_is_checked_when_it_is_made() -> None:
    with pytest.raises(InvalidInput, match="share of a unit"):
        at_least(2)
