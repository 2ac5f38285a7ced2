"""Sets of codes on text: every character with all its codes, by hand and by sweep."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gtcoder.analysis.agreement import measure
from gtcoder.analysis.code_sets import BLOCK, CodeSets, character_sets, unit_sets
from gtcoder.analysis.coefficients import Parameters, evaluate
from gtcoder.analysis.coefficients.set_values import SET_ALPHA, VARIANTS, set_distance
from gtcoder.analysis.coefficients.spanning import SPAN_COEFFICIENTS, SpanParameters
from gtcoder.analysis.ratings import coded_ratings
from gtcoder.analysis.spans import CodingSpans, FloatArray
from gtcoder.analysis.study import AgreementOptions, CodedStudy, UncodedText
from gtcoder.analysis.units import whole_documents
from gtcoder.vocabulary import UnitOfCoding
from tests.analysis.asking import codings_of
from tests.analysis.span_strategies import (
    coded_characters,
    codings,
    counted_characters,
    units_of,
)

ALPHA = SPAN_COEFFICIENTS.get("alpha_set")
Said = frozenset[int] | None


def listed(sets: CodeSets) -> Counter[tuple[int, tuple[Said, ...]]]:
    """How many units of each document look like what."""
    found: Counter[tuple[int, tuple[Said, ...]]] = Counter()
    for values, document, weight in zip(sets.values, sets.document, sets.weight, strict=True):
        said = tuple(None if at < 0 else sets.codes_of(int(at)) for at in values)
        found[int(document), said] += int(weight)
    return found


def by_character(spans: CodingSpans) -> Counter[tuple[int, tuple[Said, ...]]]:
    found: Counter[tuple[int, tuple[Said, ...]]] = Counter()
    for document in range(spans.n_documents):
        coded = {
            (code, coder): coded_characters(spans, code, document, coder)
            for code in range(spans.n_codes)
            for coder in range(spans.n_coders)
        }
        for at in counted_characters(spans, document):
            said = tuple(
                frozenset(code for code in range(spans.n_codes) if at in coded[code, coder])
                if spans.finished[document, coder]
                else None
                for coder in range(spans.n_coders)
            )
            found[document, said] += 1
    return found


def pooled(spans: CodingSpans, parameters: SpanParameters, draws: FloatArray) -> list[float | None]:
    """Alpha of the documents as often as each draw says."""
    statistics = ALPHA.tabulate(spans, parameters).statistics[0]
    values = ALPHA.estimate(draws @ statistics, parameters).value.tolist()
    return [None if np.isnan(value) else value for value in values]


def alpha_by_hand(units: Counter[tuple[Said, ...]], kind: str) -> float | None:
    within, counts = 0.0, Counter[frozenset[int]]()
    for said, weight in units.items():
        given_ = [each for each in said if each is not None]
        if len(given_) < 2:
            continue
        for each in given_:
            counts[each] += weight
        pairs = (set_distance(a, b, kind) for a, b in permutations(given_, 2))
        within += weight * sum(pairs) / (len(given_) - 1)
    total = sum(counts.values())
    between = sum(
        n * m * set_distance(a, b, kind) for a, n in counts.items() for b, m in counts.items()
    )
    return 1 - (total - 1) * within / between if between else None


@settings(max_examples=25)
@given(codings())
def test_every_character_has_all_its_codes(spans: CodingSpans) -> None:
    assert listed(character_sets(spans)) == by_character(spans)


@settings(max_examples=25)
@given(st.data())
def test_a_unit_has_the_codes_that_touch_it(data: st.DataObject) -> None:
    spans = data.draw(codings().filter(lambda each: each.counted is None))
    units = data.draw(units_of(spans.lengths.tolist()))
    expected: Counter[tuple[int, tuple[Said, ...]]] = Counter()
    for document, start, end in zip(units.document, units.start, units.end, strict=True):
        said: list[Said] = []
        for coder in range(spans.n_coders):
            codes = frozenset(
                code
                for code in range(spans.n_codes)
                if coded_characters(spans, code, int(document), coder) & set(range(start, end))
            )
            said.append(codes if spans.finished[document, coder] else None)
        expected[int(document), tuple(said)] += 1
    assert listed(unit_sets(spans, units)) == expected


def test_more_codes_than_fit_into_one_number() -> None:
    codes = 3 * BLOCK + 5
    code = np.arange(codes, dtype=np.int32)
    zeros = np.zeros_like(code)
    spans = CodingSpans(
        zeros, code, zeros, zeros, zeros + 7, np.array([10], dtype=np.int32), codes, 2
    )
    found = listed(character_sets(spans))
    assert found == {(0, (frozenset(range(codes)), frozenset())): 7, (0, (frozenset(),) * 2): 3}
    whole = listed(unit_sets(spans, whole_documents(spans)))
    assert whole == {(0, (frozenset(range(codes)), frozenset())): 1}


@settings(max_examples=25)
@given(codings(), st.sampled_from(VARIANTS), st.data())
def test_documents_add_up_to_alpha_of_all_their_characters(
    spans: CodingSpans, kind: str, data: st.DataObject
) -> None:
    times = st.lists(st.integers(0, 3), min_size=spans.n_documents, max_size=spans.n_documents)
    draws = np.array([[1] * spans.n_documents, data.draw(times)], dtype=np.float64)
    found = pooled(spans, SpanParameters(variant=kind), draws)
    for value, draw in zip(found, draws, strict=True):
        units: Counter[tuple[Said, ...]] = Counter()
        for (document, said), weight in by_character(spans).items():
            units[said] += weight * int(draw[document])
        expected = alpha_by_hand(units, kind)
        assert value == (None if expected is None else pytest.approx(expected, abs=1e-9))


@settings(max_examples=25)
@given(codings(), st.sampled_from(VARIANTS))
def test_text_and_a_table_of_sets_have_one_alpha(spans: CodingSpans, kind: str) -> None:
    sets = character_sets(spans)
    categories = [sets.codes_of(place) for place in range(len(sets.members))]
    ratings = coded_ratings(sets.values, categories, counts=sets.weight)
    found = evaluate(SET_ALPHA, ratings, Parameters(variant=kind))
    [value] = pooled(spans, SpanParameters(variant=kind), np.ones((1, spans.n_documents)))
    assert value == (None if found.value is None else pytest.approx(found.value, abs=1e-9))


def study() -> CodedStudy:
    """Two coders, two invented interviews, two codes on the same passage."""
    spans = codings_of([(0, 0, 0, 0, 50), (0, 1, 0, 20, 50), (0, 0, 1, 0, 50), (1, 2, 1, 0, 10)])
    names = tuple(f"code {place}" for place in range(5))
    return CodedStudy(spans, ("one", "two"), names, ("Ann", "Bob"))


def test_a_study_has_one_value_for_all_codes_and_says_which_distance() -> None:
    asked = ("alpha_set", "alpha_set:masi")
    plain, masi = measure(study(), AgreementOptions(coefficients=asked, bootstrap=0)).records
    assert (plain.variant, masi.variant, plain.unit) == ("jaccard", "masi", "character")
    assert plain.units == 200
    units: Counter[tuple[Said, ...]] = Counter()
    for (_, said), weight in by_character(study().spans).items():
        units[said] += weight
    by_hand = alpha_by_hand(units, "masi")
    assert masi.value == pytest.approx(by_hand)


def test_other_units_and_text_without_codes_left_out() -> None:
    options = AgreementOptions(coefficients=("alpha_set",), bootstrap=0, unit=UnitOfCoding.DOCUMENT)
    [whole] = measure(study(), options).records
    assert (whole.unit, whole.units) == ("document", 2)
    out = AgreementOptions(coefficients=("alpha_set",), bootstrap=0, uncoded=UncodedText.OUT)
    [coded] = measure(study(), out).records
    assert coded.units == 60
