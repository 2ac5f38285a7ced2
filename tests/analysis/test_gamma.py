"""Gamma: the best alignment against all partitions, laws, random continua, records."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gtcoder.analysis.agreement import measure
from gtcoder.analysis.gamma import packing
from gtcoder.analysis.gamma.alignment import best_alignment
from gtcoder.analysis.gamma.candidates import Look, candidates, never
from gtcoder.analysis.gamma.continuum import Codings, Continuum, dissimilarities
from gtcoder.analysis.gamma.disorder import aligned
from gtcoder.analysis.gamma.measure import GammaOptions, measure_gamma
from gtcoder.analysis.gamma.parameters import GammaParameters, Sampler
from gtcoder.analysis.gamma.sampling import sampling
from gtcoder.analysis.given import SpanRow, study_of_spans
from gtcoder.analysis.records import AgreementRecord, Over
from gtcoder.analysis.spans import BoolArray, FloatArray
from gtcoder.analysis.study import AgreementOptions, CodedStudy, Per
from gtcoder.errors import InvalidInput, NotComputable
from gtcoder.progress import Cancelled

if TYPE_CHECKING:
    from scipy.sparse import csc_array

Row = tuple[float, float, int]
Place = tuple[int, int]

PLAIN = GammaParameters()
ROUGH = GammaParameters(precision=0.2)
ROWS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 15), st.integers(0, 2)), max_size=3)


def codings(rows: list[Row]) -> Codings:
    start, end, code = np.array(sorted(rows), dtype=np.float64).reshape(-1, 3).T
    return Codings(start, end, code.astype(np.int64))


def continuum(*coders: list[Row]) -> Continuum:
    return Continuum(tuple(codings(rows) for rows in coders))


def random_continuum(seed: int, *, coders: int, size: int, codes: int = 3) -> Continuum:
    """Crowded codings: many ways to align them."""
    random = np.random.default_rng(seed)
    made = []
    for _ in range(coders):
        start = random.integers(0, size * 5, size)
        end, code = start + random.integers(3, 20, size), random.integers(0, codes, size)
        rows = np.column_stack([start, end, code]).tolist()
        made.append([(float(s), float(e), int(k)) for s, e, k in rows])
    return continuum(*made)


# --- the best alignment against all there are ----------------------------------------------------


def partitions(left: list[Place]) -> Iterator[list[list[Place]]]:
    """All ways to put codings into sets that hold at most one of each coder."""
    if not left:
        yield []
        return
    first, rest = left[0], left[1:]
    for count in range(len(rest) + 1):
        for others in combinations(rest, count):
            group = [first, *others]
            if len({coder for coder, _ in group}) == len(group):
                for more in partitions([place for place in rest if place not in others]):
                    yield [group, *more]


def dissimilarity(u: Row, v: Row, parameters: GammaParameters) -> float:
    apart = abs(u[0] - v[0]) + abs(u[1] - v[1])
    position = (apart / (u[1] - u[0] + v[1] - v[0])) ** 2
    return parameters.alpha * position + parameters.beta * (u[2] != v[2])


def least_disorder(coders: list[list[Row]], parameters: GammaParameters) -> float:
    places = [(g, i) for g, rows in enumerate(coders) for i in range(len(rows))]
    slots = len(coders) * (len(coders) - 1) // 2

    def cost(group: list[Place]) -> float:
        pairs = list(combinations([coders[g][i] for g, i in group], 2))
        return (sum(dissimilarity(u, v, parameters) for u, v in pairs) + slots - len(pairs)) / slots

    return min(sum(map(cost, each)) for each in partitions(places)) / (len(places) / len(coders))


@settings(max_examples=20, deadline=None)
@given(
    st.lists(ROWS, min_size=2, max_size=4).filter(lambda coders: 0 < sum(map(len, coders)) <= 8),
    st.sampled_from([PLAIN, GammaParameters(3, 2), GammaParameters(0.5, 0), GammaParameters(0, 1)]),
)
def test_no_alignment_has_less_disorder(
    drawn: list[list[tuple[int, int, int]]], parameters: GammaParameters
) -> None:
    coders = [
        sorted((float(start), float(start + size), code) for start, size, code in rows)
        for rows in drawn
    ]
    made = continuum(*coders)
    best = best_alignment(made, dissimilarities(made, parameters))
    assert best.disorder == pytest.approx(least_disorder(coders, parameters), abs=1e-9)
    held = [(g, row[g]) for row in best.rows for g in range(len(coders)) if row[g] >= 0]
    assert len(held) == len(set(held))
    assert best.unitary == made.units - len(held) + len(best.rows)


def test_what_is_dropped_and_fixed_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plain integer program over all unitary alignments finds the same, shares or no shares."""
    shared, made_whole = [], packing._whole

    def counted(
        table: csc_array, gain: FloatArray, reduced: FloatArray, bound: float, look: Look
    ) -> BoolArray:
        shared.append(bound)
        return made_whole(table, gain, reduced, bound, look)

    monkeypatch.setattr(packing, "_whole", counted)
    for seed in (1, 2, 17, 29, 41, 46):
        made = random_continuum(seed, coders=3, size=9)
        found = dissimilarities(made, PLAIN)
        rows = np.array(list(np.ndindex(10, 10, 10))) - 1
        rows = rows[(rows >= 0).sum(axis=1) >= 2]
        gain = (rows >= 0).sum(axis=1) - 1.0
        for g, h in combinations(range(3), 2):
            both = (rows[:, g] >= 0) & (rows[:, h] >= 0)
            gain[both] += (1 - found.total[g, h][rows[both, g], rows[both, h]]) / 3
        kept = gain > 0
        table = packing._incidence(packing._places(rows[kept], made.sizes), made.units)
        nothing = np.zeros(kept.sum(), dtype=np.bool_)
        program = packing._Program(table, gain[kept], np.zeros(kept.sum()), np.inf)
        chosen = packing._integer(program, nothing, never)
        expected = (made.units - gain[kept][chosen].sum()) / (made.units / 3)
        assert best_alignment(made, found).disorder == pytest.approx(expected, abs=1e-7)
        with monkeypatch.context() as strict:  # few sets at a time
            strict.setattr(packing, "_AT_ONCE", 0)
            strict.setattr(packing, "_FIRST", 1)
            assert best_alignment(made, found).disorder == pytest.approx(expected, abs=1e-7)
        assert len(candidates(made, found).rows) < kept.sum()
    assert len(shared) >= 4, "alignments whose linear program has shares are among them"


def test_a_program_with_shares_is_made_whole() -> None:
    """Three candidates of which each two share a coding: half of each is better, but no answer."""
    rows = np.array([[0, 0, -1], [-1, 0, 0], [0, -1, 0]])
    table = packing._incidence(packing._places(rows, [1, 1, 1]), 3)
    gain = np.array([1.0, 1.0, 1.1])
    chosen = packing._whole(table, gain, np.array([0.0, 0.0, 0.0]), 1.55, never)
    assert chosen.tolist() == [False, False, True]
    far = packing._whole(table, gain, np.array([0.0, 0.0, 0.5]), 1.55, never)
    assert far.tolist() == [False, False, True], "the second program takes in what the first left"


def test_the_order_of_coders_is_of_no_account() -> None:
    made = random_continuum(3, coders=4, size=12)
    turned = Continuum(made.coders[2:] + made.coders[:2])
    one, other = aligned(made, PLAIN, 3), aligned(turned, PLAIN, 3)
    assert one.disorder == pytest.approx(other.disorder, abs=1e-9)


def test_delta_empty_scales_disorder() -> None:
    made = random_continuum(4, coders=3, size=8)
    one, two = (aligned(made, GammaParameters(delta_empty=each), 3) for each in (1.0, 2.0))
    assert two.disorder == pytest.approx(2 * one.disorder)


# --- random continua -----------------------------------------------------------------------------


def test_statistical_continua_have_the_means_of_the_codings() -> None:
    made = continuum(
        [(10.0 * i, 10.0 * i + 4, i % 2) for i in range(40)],
        [(10.0 * i + 2, 10.0 * i + 8, 0) for i in range(60)],
    )
    sample = sampling(made, Sampler.STATISTICAL)
    drawn = [sample(np.random.default_rng(seed)) for seed in range(200)]
    every = [each.together() for each in drawn]
    assert np.mean([each.units for each in drawn]) == pytest.approx(100, abs=3)
    assert np.mean(np.concatenate([e.end - e.start for e in every])) == pytest.approx(5.2, abs=0.1)
    assert np.mean(np.concatenate([e.code for e in every])) == pytest.approx(0.2, abs=0.02)


def test_shuffled_continua_hold_the_codings_of_coders_moved_apart() -> None:
    made = random_continuum(5, coders=3, size=10)
    lengths = [sorted((each.end - each.start).tolist()) for each in made.coders]
    first, last = made.together().start.min(), made.together().end.max()
    sample = sampling(made, Sampler.SHUFFLE)
    for seed in range(20):
        drawn = sample(np.random.default_rng(seed))
        for each in drawn.coders:
            assert sorted((each.end - each.start).tolist()) in lengths
            assert each.start.min() >= first
            assert each.start.max() < last


# --- records of a study --------------------------------------------------------------------------


def study_of(rows: list[tuple[str, str, int, int, str]], documents: int = 1) -> CodedStudy:
    lengths = {f"D{number}": 400 for number in range(1, documents + 1)}
    return study_of_spans([SpanRow(*row) for row in rows], lengths)


def several(documents: int) -> CodedStudy:
    """Two coders, the second a little off, more so from document to document."""
    rows = []
    for number in range(1, documents + 1):
        for place in range(4):
            start, code = 20 + 90 * place, "care" if place % 2 else "cost"
            rows.append((f"D{number}", "Ann", start, start + 40, code))
            rows.append((f"D{number}", "Bob", start + 4 * number, start + 40, code))
    return study_of(rows, documents)


def only(records: tuple[AgreementRecord, ...]) -> AgreementRecord:
    (record,) = records
    return record


def test_identical_coders() -> None:
    rows = [("D1", g, a, b, k) for g in "AB" for a, b, k in ((5, 30, "x"), (40, 90, "y"))]
    found = measure_gamma(study_of(rows), GammaOptions(("gamma", "gamma_cat"), parameters=ROUGH))
    assert [record.value for record in found] == [1.0, 1.0]
    assert [record.observed for record in found] == [0.0, 0.0]


def test_no_codings() -> None:
    empty = replace(several(1), documents=("D1",))
    empty = empty.chosen(documents=[0], codes=[], coders=[0, 1])
    record = only(measure_gamma(empty, GammaOptions()))
    assert (record.value, record.reason, record.units) == (None, "no_units", 0)


def test_codes_that_never_met() -> None:
    study = study_of([("D1", "A", 0, 9, "x"), ("D1", "A", 20, 30, "y"), ("D1", "B", 300, 309, "x")])
    options = GammaOptions(("gamma_cat", "gamma_k"), parameters=ROUGH)
    assert [record.reason for record in measure_gamma(study, options)] == ["no_aligned_pair"] * 3


def test_one_document_is_the_formula() -> None:
    record = only(measure_gamma(several(1), GammaOptions(parameters=ROUGH)))
    assert record.value is not None
    assert record.expected is not None
    assert record.observed is not None
    assert record.value == pytest.approx(1 - record.observed / record.expected)
    disorder = sum((4 / (40 + 36)) ** 2 for _ in range(4)) / 4
    assert record.observed == pytest.approx(disorder)
    assert record.units == 8
    assert (record.interval, record.seed) == (None, 1)
    for said in ("α = 1, β = 1, Δ∅ = 1", "statistical sampler", "precision 0.2", "random continua"):
        assert said in record.note


def test_documents_are_weighted_by_codings_and_resampled() -> None:
    options = GammaOptions(parameters=ROUGH, per=Per.DOCUMENT, bootstrap=200)
    pooled, *single = measure_gamma(several(5), options)
    assert [record.over for record in single] == [Over.DOCUMENT] * 5
    observed, expected = (
        sum(record.units * getattr(record, name) for record in single)
        for name in ("observed", "expected")
    )
    assert pooled.value == pytest.approx(1 - observed / expected)
    assert pooled.interval is not None
    assert pooled.value is not None
    low, high = pooled.interval
    values = [record.value for record in single if record.value is not None]
    assert min(values) < low < pooled.value < high < max(values)
    assert "5 documents, each weighted by its codings" in pooled.note


def test_the_same_seed_gives_the_same_numbers() -> None:
    options = GammaOptions(parameters=ROUGH)
    first, again = (only(measure_gamma(several(2), options)) for _ in range(2))
    other = only(measure_gamma(several(2), replace(options, seed=2)))
    assert first == again
    assert first.value != other.value
    assert first.observed == other.observed


def test_codes_and_pairs() -> None:
    rows = [("D1", g, a, b, k) for g in "ABC" for a, b, k in ((5, 30, "x"), (40, 90, "y"))]
    study = study_of([*rows, ("D1", "C", 200, 220, "x")])
    by_code = measure_gamma(study, GammaOptions(parameters=ROUGH, per=Per.CODE))
    assert [record.coefficient for record in by_code] == ["gamma", "gamma_k", "gamma_k"]
    assert [record.code for record in by_code] == [None, "x", "y"]
    assert [record.value for record in by_code[1:]] == [1.0, 1.0]
    pairs = measure_gamma(study, GammaOptions(parameters=ROUGH, per=Per.PAIR))
    assert [record.coders for record in pairs] == [("A", "B"), ("A", "C"), ("B", "C")]
    assert pairs[0].value == 1.0
    assert pairs[1].value is not None
    assert pairs[1].value < 1


def test_values_of_a_variable() -> None:
    study = replace(several(3), variable="site", groups=("north", "south", "north"))
    found = measure_gamma(study, GammaOptions(parameters=ROUGH, per=Per.VARIABLE))
    assert [record.group for record in found] == ["", "site: north", "site: south"]
    assert [record.documents for record in found[1:]] == [("D1", "D3"), ("D2",)]
    assert [record.units for record in found] == [24, 16, 8]


def test_who_did_not_finish_a_document_is_left_out_of_it() -> None:
    study = several(2)
    looked = np.array([[True, True], [True, False]])
    partly = replace(study, spans=replace(study.spans, looked=looked))
    record = only(measure_gamma(partly, GammaOptions(parameters=ROUGH)))
    assert record.documents == ("D1",)
    assert record.value == only(measure_gamma(several(1), GammaOptions(parameters=ROUGH))).value
    assert "only one of them finished (1)" in record.note


class StopAt:
    """Progress that is told to stop at a step."""

    def __init__(self, step: int) -> None:
        self.left = step

    def step(self, done: int, total: int, what: str = "") -> None:
        assert 0 <= done < total
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_it_stops_between_random_continua() -> None:
    with pytest.raises(Cancelled):
        measure_gamma(several(1), GammaOptions(), StopAt(7))
    watch = StopAt(10**6)
    measure_gamma(several(1), GammaOptions(parameters=ROUGH), watch)
    assert 10**6 - watch.left >= 30, "a step for each random continuum"


def test_without_scipy_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    with pytest.raises(NotComputable, match=r"gtcoder\[gamma\]"):
        measure_gamma(several(1), GammaOptions())


@pytest.mark.parametrize("wrong", [{"alpha": 0, "beta": 0}, {"delta_empty": 0}, {"precision": 1}])
def test_parameters_that_mean_nothing(wrong: dict[str, float]) -> None:
    with pytest.raises(InvalidInput):
        GammaParameters(**wrong)  # type: ignore[arg-type]


def test_too_many_ways_to_align(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gtcoder.analysis.gamma.candidates.MOST_SETS", 50)
    made = random_continuum(1, coders=4, size=10)
    with pytest.raises(NotComputable, match="fewer coders"):
        candidates(made, dissimilarities(made, PLAIN))


def test_among_other_coefficients() -> None:
    options = AgreementOptions(
        coefficients=("percent_agreement", "gamma_cat", "gamma"),
        gamma=GammaParameters(precision=0.2, sampler=Sampler.SHUFFLE),
        bootstrap=0,
    )
    found = measure(several(1), options).records
    assert {record.coefficient for record in found} == {"percent_agreement", "gamma_cat", "gamma"}
    assert "shuffle sampler" in found[-1].note
