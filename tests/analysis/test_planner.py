"""Plans for double coding: laws, a formula, and a simulation written out unit by unit."""

from __future__ import annotations

import random
from statistics import mean, quantiles

import numpy as np
import pytest

from gtcoder.analysis.planner import (
    OfDocuments,
    OfUnits,
    Plan,
    PlanPoint,
    Wish,
    half_widths,
    plan,
)
from gtcoder.analysis.planner_chart import PlanChart
from gtcoder.analysis.planner_sources import Assumed, BaseRates, assumed, base_rates, pilot, rarest
from gtcoder.analysis.resampling import summary
from gtcoder.analysis.spans import CodingSpans
from gtcoder.analysis.study import AgreementOptions, CodedStudy
from gtcoder.errors import InvalidInput, NotComputable
from gtcoder.progress import Cancelled
from gtcoder.vocabulary import UnitOfCoding

RATES = BaseRates(np.array([3.0, 1.0, 0.0, 5.0]), np.array([10.0, 12.0, 8.0, 11.0]), 1.0)
ALPHA = "krippendorff_alpha"
QUICK = {"studies": 120, "resamples": 120, "most": 40}


def wish(**more: object) -> Wish:
    return Wish(**(QUICK | more))  # type: ignore[arg-type]


def of_documents(source: Assumed, asked: Wish) -> Plan:
    return plan(OfDocuments(source.draw, source.estimate, asked), asked)


def test_half_widths_are_those_of_the_intervals_the_product_prints() -> None:
    rng = np.random.default_rng(5)
    values = rng.normal(0.7, 0.1, (200, 6))
    values[:5, 1] = np.nan  # few enough
    values[:20, 2] = np.nan  # too many
    values[:, 3] = np.nan
    values[:, 4] = 1.0  # nobody ever differs
    found = half_widths(values)
    for column in (0, 1, 5):
        interval = summary(values[:, column]).interval
        assert interval is not None
        assert found[column] == pytest.approx((interval[1] - interval[0]) / 2)
    assert np.isnan(found[2:5]).all()


def test_more_documents_make_the_interval_narrower() -> None:
    points = of_documents(assumed(RATES, 0.7, ALPHA), wish()).points
    means = [each.half_width for each in points if each.n in (8, 12, 20, 30, 40)]
    assert None not in means
    assert means == sorted(means, key=lambda each: -(each or 0.0))
    assert (means[-1] or 0) < 0.6 * (means[0] or 0)  # four to five times the documents halve it
    assert [each.without for each in points] == sorted(
        (each.without for each in points), reverse=True
    )


@pytest.mark.parametrize("width", [0.12, 0.2, 0.3])
def test_the_number_needed_is_the_first_that_keeps_the_wish(width: float) -> None:
    asked = wish(width=width, most=60)
    found = of_documents(assumed(RATES, 0.75, ALPHA), asked)
    if found.needed is None:
        assert found.points[-1].share < asked.share
        return
    share = {each.n: each.share for each in found.points}
    assert share[found.needed] >= asked.share
    assert found.needed == found.points[0].n or share[found.needed - 1] < asked.share
    assert found.at_needed.n == found.needed


def test_a_narrower_wish_takes_more_documents() -> None:
    source = assumed(RATES, 0.8, ALPHA)
    needed = [of_documents(source, wish(width=width, most=100)).needed for width in (0.2, 0.15)]
    assert None not in needed
    assert (needed[0] or 0) < (needed[1] or 0)


def test_the_same_seed_plans_the_same() -> None:
    source = assumed(RATES, 0.7, ALPHA)
    first, again, other = (of_documents(source, wish(seed=seed)) for seed in (3, 3, 4))
    assert first == again
    assert first.points != other.points


def test_the_assumed_agreement_is_what_comes_out() -> None:
    for agreement in (0.0, 0.4, 0.8):
        source = assumed(RATES, agreement, ALPHA)
        drawn = source.draw(1, 20_000, np.random.default_rng(1)).sum(axis=1)
        assert source.estimate(drawn)[0] == pytest.approx(agreement, abs=0.02)
        assert drawn[0, :2].sum() / drawn.sum() == pytest.approx(RATES.rate, abs=0.01)
        assert source.shares.sum() == pytest.approx(1)
        assert source.shares[0] + source.shares[2] == pytest.approx(RATES.rate)


def test_a_simulation_unit_by_unit_finds_the_same_widths() -> None:
    n, agreement, asked = 8, 0.7, wish(studies=400, resamples=200)
    source = assumed(RATES, agreement, ALPHA)
    ours = OfDocuments(source.draw, source.estimate, asked).half_widths(n)
    rng = random.Random(11)
    theirs = [_study_by_hand(rng, n, agreement) for _ in range(150)]
    known = [each for each in theirs if each is not None]
    kept = ours[~np.isnan(ours)]
    error = np.hypot(kept.std() / len(kept) ** 0.5, float(np.std(known)) / len(known) ** 0.5)
    assert abs(kept.mean() - mean(known)) < 4 * error
    assert abs(len(kept) / len(ours) - len(known) / len(theirs)) < 0.12


def _study_by_hand(rng: random.Random, n: int, agreement: float) -> float | None:
    """Code n documents twice, unit by unit, and return half the width of alpha's interval."""
    rate = float(RATES.coded.sum() / RATES.units.sum())
    documents = []
    for _ in range(n):
        which = rng.randrange(len(RATES.coded))
        counts = [0, 0, 0]  # both, one, none
        for unit in range(int(RATES.units[which])):
            first = unit < RATES.coded[which]
            second = first if rng.random() < agreement else rng.random() < rate
            counts[0 if first and second else 1 if first or second else 2] += 1
        documents.append(counts)
    values = []
    for _ in range(120):
        both, one, none = (sum(column) for column in zip(*rng.choices(documents, k=n), strict=True))
        ones, zeros = 2 * both + one, 2 * none + one
        if ones and zeros:
            expected = 2 * ones * zeros / ((ones + zeros) * (ones + zeros - 1))
            values.append(1 - one / (both + one + none) / expected)
    if len(values) < 0.95 * 120:
        return None
    cuts = quantiles(values, n=40, method="inclusive")
    return (cuts[-1] - cuts[0]) / 2 if cuts[-1] > cuts[0] else None


def test_unrelated_units_have_the_width_of_the_large_sample_formula() -> None:
    """Bloch & Kraemer (1989): the variance of kappa in the common correlation model."""
    rates = BaseRates(np.array([30.0]), np.array([100.0]), 1.0)
    n, p, kappa, asked = 800, 0.3, 0.7, wish(most=800, studies=200, resamples=300)
    source = assumed(rates, kappa, "cohen_kappa")
    found = OfUnits(source.shares, source.estimate, asked).half_widths(n)
    variance = (
        (1 - kappa) / n * ((1 - kappa) * (1 - 2 * kappa) + kappa * (2 - kappa) / (2 * p * (1 - p)))
    )
    assert found.mean() == pytest.approx(1.96 * variance**0.5, rel=0.04)


def test_coders_who_never_differ_have_no_interval() -> None:
    always = np.tile(np.array([2.0, 0.0, 0.0, 8.0]), (120, 40, 1))
    source = assumed(RATES, 0.9, ALPHA)
    asked = wish()
    found = plan(OfDocuments(lambda *_: always, source.estimate, asked), asked)
    assert found.needed is None
    assert set(found.points) == {PlanPoint(p.n, None, None, None, 0.0, 1.0) for p in found.points}
    assert PlanChart("Invented", "documents", found).labels[0] == "5"


class _Stop:
    """Stops work at its third step."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, int]] = []

    def step(self, done: int, total: int, what: str = "") -> None:
        self.steps.append((done, total))
        if len(self.steps) == 3:
            raise Cancelled


def test_a_plan_can_be_stopped() -> None:
    source, asked, stop = assumed(RATES, 0.7, ALPHA), wish(), _Stop()
    with pytest.raises(Cancelled):
        plan(OfDocuments(source.draw, source.estimate, asked), asked, stop)
    assert [done for done, _ in stop.steps] == [0, 1, 2]


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [("width", 0.0, "between 0 and 1"), ("share", 1.0, "between 0 and 1"), ("most", 4, "At most"),
     ("studies", 10, "between 100"), ("resamples", 20_000, "between 100")],
)  # fmt: skip
def test_a_wish_that_makes_no_sense_is_refused(field: str, value: float, says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        wish(**{field: value}).check()


def study(*codings: tuple[int, int, int, int, int], documents: int = 2) -> CodedStudy:
    """Return two coders' codings (document, code, coder, start, end) of texts of 100 characters."""
    document, code, coder, start, end = np.array(codings, dtype=np.int32).T
    looked = np.ones((documents, 2), dtype=np.bool_)
    looked[-1, 1] = False  # the last document has been coded once
    spans = CodingSpans(
        document=document,
        code=code,
        coder=coder,
        start=start,
        end=end,
        lengths=np.full(documents, 100, dtype=np.int32),
        n_codes=2,
        n_coders=2,
        looked=looked,
    )
    names = tuple(f"invented {n}" for n in range(documents))
    return CodedStudy(spans, names, ("often", "seldom"), ("Ann", "Bob"))


def test_base_rates_are_those_of_who_looked_and_of_passages() -> None:
    made = study((0, 0, 0, 0, 20), (0, 0, 1, 10, 20), (1, 0, 0, 30, 40), (1, 1, 0, 50, 55))
    options = AgreementOptions()
    rates = base_rates(made, options, "often")
    assert rates.coded.tolist() == [15, 10]  # the mean of two coders, then the one who looked
    assert rates.units.tolist() == [100, 100]
    assert rates.length == pytest.approx(40 / 3)
    assert rates.between == (0.1, 0.15)
    assert base_rates(made, options, None).units.tolist() == [200, 200]
    assert base_rates(made, options, "seldom").given == 1
    assert rarest(made, options, made.codes) == "seldom"
    with pytest.raises(NotComputable, match="no base rate"):
        base_rates(study((0, 0, 0, 0, 20)), options, "seldom")
    with pytest.raises(NotComputable, match="text that nobody coded is none"):
        base_rates(made, AgreementOptions(unit=UnitOfCoding.QUOTATION), "often")


def test_a_pilot_draws_whole_documents_with_their_agreement() -> None:
    made = study(
        (0, 0, 0, 0, 20), (0, 0, 1, 10, 20), (1, 0, 0, 30, 40), (2, 0, 0, 1, 9), documents=3
    )
    found = pilot(made, AgreementOptions(coefficients=(ALPHA,)), "often")
    assert found.documents == ("invented 0", "invented 1")  # the third was coded once
    drawn = found.draw(5, 7, np.random.default_rng(1))
    rows = {tuple(row) for row in found.statistics.tolist()}
    assert drawn.shape == (5, 7, found.statistics.shape[1])
    assert {tuple(row) for row in drawn.reshape(-1, drawn.shape[2]).tolist()} == rows
    assert found.estimate(found.statistics.sum(axis=0)[None])[0] == found.value
    spans = pilot(made, AgreementOptions(coefficients=("u_alpha_2016:bu",)), "often")
    assert spans.value is not None


def test_what_cannot_be_assumed_is_refused() -> None:
    with pytest.raises(NotComputable, match="not computed from units"):
        assumed(RATES, 0.8, "holsti_cr")
    with pytest.raises(InvalidInput, match="from 0 to below 1"):
        assumed(RATES, 1.0, ALPHA)
