"""What simulated studies are made of: documents coded twice so far, or base rates and a guess."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from gtcoder.analysis.chosen import asked_for
from gtcoder.analysis.coefficients import Coefficient
from gtcoder.analysis.coefficients.characters import APPLIED
from gtcoder.analysis.comparison import Comparison, asked_of, comparisons
from gtcoder.analysis.planner import Estimate
from gtcoder.analysis.ratings import coded_ratings
from gtcoder.analysis.records import Over
from gtcoder.analysis.span_comparison import LeftOut, SpanComparison
from gtcoder.analysis.spans import FloatArray, own_runs
from gtcoder.analysis.study import AgreementOptions, CodedStudy, narrowed
from gtcoder.analysis.units import UnitTable, character_table, unit_table, whole_documents
from gtcoder.errors import InvalidInput, NotComputable
from gtcoder.vocabulary import UnitOfCoding

BOTH_FIRST_SECOND_NONE = ((1, 1), (1, 0), (0, 1), (0, 0))


@dataclass(frozen=True, slots=True, eq=False)
class Pilot:
    """Documents that were coded twice: their statistics (documents × statistics) and its value.

    Simulated studies are documents drawn from them with replacement, whole, so that base rates,
    agreement and how both differ between documents stay as they were found.
    """

    statistics: FloatArray
    estimate: Estimate
    coders: tuple[str, ...]
    documents: tuple[str, ...]
    value: float | None

    def draw(self, studies: int, documents: int, rng: np.random.Generator) -> FloatArray:
        """Return the statistics of the documents of each study."""
        which = rng.integers(len(self.statistics), size=(studies, documents))
        found: FloatArray = self.statistics[which]
        return found

    @property
    def shares(self) -> FloatArray:
        """How often each pattern of a unit occurs in all documents together."""
        sums = self.statistics.sum(axis=0)
        found: FloatArray = sums / sums.sum()
        return found


@dataclass(frozen=True, slots=True, eq=False)
class BaseRates:
    """How many units of each document a code was given, by one coder or on average of several.

    `length` is how many units in a row are coded at once: characters and words are not decided one
    by one, so only so many of them together count as one decision.
    """

    coded: FloatArray
    units: FloatArray
    length: float

    @property
    def rate(self) -> float:
        """Share of all units that the code was given."""
        return float(self.coded.sum() / self.units.sum())

    @property
    def given(self) -> int:
        """Number of documents in which the code was given."""
        return int((self.coded > 0).sum())

    @property
    def between(self) -> tuple[float, float]:
        """The smallest and the largest share of a document."""
        shares = self.coded / self.units
        return float(shares.min()), float(shares.max())


@dataclass(frozen=True, slots=True, eq=False)
class Assumed:
    """Two coders who agree as far as is assumed, in documents with these base rates.

    In a document drawn from the base rates the first coder decides as was observed. The second
    repeats each decision with probability `agreement` and else decides by chance, at the rate of
    all documents, so that a chance-corrected coefficient of all units expects just that value: the
    common correlation model (Bloch & Kraemer 1989), by which samples for kappa are planned (Donner
    & Eliasziw 1992).
    """

    rates: BaseRates
    agreement: float
    estimate: Estimate

    def draw(self, studies: int, documents: int, rng: np.random.Generator) -> FloatArray:
        """Return units coded by both, the first, the second, none: studies × documents × 4."""
        rates, size = self.rates, (studies, documents)
        which = rng.integers(len(rates.coded), size=size)
        first = _rounded(rates.coded[which] / rates.length, rng)
        units = np.maximum(_rounded(rates.units[which] / rates.length, rng), first)
        both = rng.binomial(first, self._repeated)
        second = rng.binomial(units - first, self._added)
        counts = np.stack((both, first - both, second, units - first - second), axis=2)
        return counts * rates.length

    @property
    def shares(self) -> FloatArray:
        """How often both, the first, the second and none give the code to a unit."""
        rate = self.rates.rate
        both, second = rate * self._repeated, (1 - rate) * self._added
        return np.array([both, rate - both, second, 1 - rate - second])

    @property
    def _repeated(self) -> float:
        return self.agreement + (1 - self.agreement) * self.rates.rate

    @property
    def _added(self) -> float:
        return (1 - self.agreement) * self.rates.rate


def _rounded(values: FloatArray, rng: np.random.Generator) -> np.ndarray:
    """Return whole numbers that are the values on average."""
    whole = np.floor(values)
    return (whole + (rng.random(values.shape) < values - whole)).astype(np.int64)


def base_rates(study: CodedStudy, options: AgreementOptions, code: str | None) -> BaseRates:
    """Return the base rates of a code, or without one of all codes in one table.

    Documents that none of the coders has looked at are left out. Raises NotComputable where nobody
    gave the code.
    """
    table = _unit_table(study, options)
    statistics = table.by_document() if code is None else _of_code(table, study.codes.index(code))
    coded = statistics @ (table.patterns == 1)
    looked = table.looked.sum(axis=1)
    seen = (looked > 0) & (statistics.sum(axis=1) > 0)
    own, units = coded[seen].sum(axis=1) / looked[seen], statistics[seen].sum(axis=1)
    if not own.sum():
        raise NotComputable(
            "Nobody has given {code} here yet, so there is no base rate to plan with. Code a few "
            "documents first, or choose another code.",
            code="any code" if code is None else f"“{code}”",
        )
    runs = own_runs(study.spans)
    per_code = study.spans.n_documents * study.spans.n_coders
    counted = len(runs.group)
    if code is not None:
        counted = int((runs.group // per_code == study.codes.index(code)).sum())
    return BaseRates(own, units, max(1.0, float(coded[seen].sum()) / max(counted, 1)))


def rarest(study: CodedStudy, options: AgreementOptions, codes: tuple[str, ...]) -> str:
    """Return the code of the lowest base rate among those that were given at all."""
    table = _unit_table(study, options)
    given = table.by_code() @ (table.patterns == 1).sum(axis=1)
    found = {study.codes[k]: float(each) for k, each in enumerate(given) if each > 0}
    if not any(name in found for name in codes):
        raise NotComputable(
            "Nobody has given {codes} here yet, so there is no base rate to plan with. Code a few "
            "documents first, or choose other codes.",
            codes=" or ".join(f"“{name}”" for name in codes) or "any code",
        )
    return min((name for name in codes if name in found), key=found.__getitem__)


def pilot(study: CodedStudy, options: AgreementOptions, code: str | None) -> Pilot:
    """Return the documents coded twice, as one coefficient sees them.

    Raises NotComputable where there are none, where the coefficient has no value for a code (or
    none over all), and InvalidInput where it compares two coders and there are more.
    """
    asked = list(comparisons(narrowed(study, options), options))
    found = [each for each in asked if not isinstance(each, LeftOut)]
    if not found:
        why = next((each.why for each in asked if isinstance(each, LeftOut)), "")
        raise NotComputable("{why}", why=why)
    if len({each.study.coders for each in found}) > 1:
        raise InvalidInput(
            "{name} compares two coders, and there are {count}: {coders}. Name two of them. "
            "Nothing was computed.",
            name=found[0].coefficient.name,
            count=len(study.coders),
            coders=", ".join(study.coders),
        )
    comparison = _chosen(found, code)
    statistics = _statistics(comparison, code)
    [value] = comparison.estimate(statistics.sum(axis=0, keepdims=True)).value.tolist()
    return Pilot(
        statistics,
        lambda tables: comparison.estimate(tables).value,
        comparison.study.coders,
        comparison.study.documents,
        None if np.isnan(value) else value,
    )


def assumed(rates: BaseRates, agreement: float, written: str) -> Assumed:
    """Return two coders of a coefficient's assumed value, which lies between 0 and 1.

    Raises InvalidInput for another value, NotComputable for a coefficient of spans or decisions.
    """
    if not 0 <= agreement < 1:
        raise InvalidInput(
            "The assumed agreement lies from 0 to below 1, not at {value:g}. Nothing was computed.",
            value=agreement,
        )
    asked = asked_for(written)
    coefficient = asked.coefficient
    if not isinstance(coefficient, Coefficient) or coefficient.decisions:
        raise NotComputable(
            "{name} is not computed from units, so no base rate says how it would come out. Let "
            "two coders finish five documents, which it can be planned from, or choose another "
            "coefficient.",
            name=coefficient.name,
        )
    patterns = np.array(BOTH_FIRST_SECOND_NONE)
    ratings = replace(coded_ratings(patterns, APPLIED), clustered=True)
    parameters, ratings = asked_of(coefficient, asked.variant, ratings)
    return Assumed(
        rates,
        agreement,
        lambda tables: coefficient.estimate(ratings.counted(tables), parameters).value,
    )


def _unit_table(study: CodedStudy, options: AgreementOptions) -> UnitTable:
    unit = options.unit
    if unit is UnitOfCoding.CHARACTER:
        return character_table(study.spans)
    units = whole_documents(study.spans) if unit is UnitOfCoding.DOCUMENT else study.units
    if units is None or unit is UnitOfCoding.QUOTATION:
        raise NotComputable(
            "Base rates by {unit} are not known: text that nobody coded is none. Choose turns, "
            "sentences or characters.",
            unit=unit.value,
        )
    return unit_table(study.spans, units, options.rule)


def _of_code(table: UnitTable, code: int) -> FloatArray:
    documents, changes = table.changes(code)
    statistics = table.base.copy()
    statistics[documents] += changes
    return statistics


def _chosen(
    found: list[Comparison | SpanComparison], code: str | None
) -> Comparison | SpanComparison:
    """Return the comparison that has a value of the code, or of all codes but for domains."""
    if code is None:
        fit = [each for each in found if each.over is not Over.DOMAIN]
    else:
        fit = [each for each in found if code in each.names]
    if not fit:
        raise NotComputable(
            "{name} has no value of {code}. Choose another coefficient.",
            name=found[0].coefficient.name,
            code="all codes together" if code is None else f"the code “{code}” alone",
        )
    return fit[0]


def _statistics(comparison: Comparison | SpanComparison, code: str | None) -> FloatArray:
    """Return what a value is made of, documents × statistics."""
    if isinstance(comparison, Comparison):
        if code is None:
            return comparison.table.by_document()
        return _of_code(comparison.table, comparison.names.index(code))
    if code is not None:
        own: FloatArray = comparison.statistics[comparison.names.index(code)]
        return own
    if comparison.coefficient.pool is not None and len(comparison.names) > 1:
        raise NotComputable(
            "{name} has no one table of all codes. Choose a code.",
            name=comparison.coefficient.name,
        )
    found: FloatArray = comparison.statistics.sum(axis=0)
    return found
