"""What is compared: units, text that counts, samples, and what is refused; all of it invented."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gtcoder.analysis.agreement import measure
from gtcoder.analysis.coefficients import COEFFICIENTS
from gtcoder.analysis.segments import VERSION
from gtcoder.analysis.spans import TextSpans
from gtcoder.analysis.study import AgreementOptions, UncodedText, sampled
from gtcoder.analysis.units import at_least
from gtcoder.errors import InvalidInput, NotComputable, NotFound
from gtcoder.progress import Cancelled
from gtcoder.vocabulary import UnitOfCoding
from tests.analysis.invented_studies import PLAIN, disagreeing, named, study
from tests.analysis.span_strategies import spans_of


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


def test_units_found_in_the_text_name_the_version_of_the_rules() -> None:
    options = replace(PLAIN, unit=UnitOfCoding.SENTENCE, coefficients=("percent_agreement",))
    sentences = spans_of([(d, 0, 50) for d in range(6)])
    record = measure(replace(disagreeing(), units=sentences), options).records[0]
    assert f"Rules of cutting text: version {VERSION}." in record.note


def test_whole_documents_as_units() -> None:
    options = replace(PLAIN, unit=UnitOfCoding.DOCUMENT, coefficients=("percent_agreement",))
    some = study([(0, 0, 0, 0, 1), (0, 0, 1, 99, 100), (1, 0, 0, 0, 1)], documents=3, codes=1)
    [record] = measure(some, options).records
    assert (record.units, record.unit) == (3, "document")
    assert record.value == pytest.approx(2 / 3)


@pytest.mark.parametrize("unit", [UnitOfCoding.TURN, UnitOfCoding.SENTENCE])
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
    assert (len(every.documents), every.sample) == (6, "given")
    assert every.spans.finished.sum() == 5


def test_a_rule_of_touch_is_checked_when_it_is_made() -> None:
    with pytest.raises(InvalidInput, match="share of a unit"):
        at_least(2)
