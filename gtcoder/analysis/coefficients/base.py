"""What a coefficient of agreement is, what it is asked with and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from gtcoder.analysis.coefficients.reasons import REASONS, Reason
from gtcoder.analysis.ratings import Ratings
from gtcoder.analysis.spans import BoolArray, FloatArray
from gtcoder.errors import NotComputable
from gtcoder.registry import Registry
from gtcoder.vocabulary import UnitOfCoding

_NOTHING_TO_COMPARE = REASONS.index(Reason.NO_DECISIONS)  # the reasons up to this one

Matrix = tuple[tuple[float, ...], ...]


class Level(StrEnum):
    """Level of measurement of the values."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Parameters:
    """What varies within a coefficient; each one uses those it `takes` and refuses others.

    `weights`: identity, linear or quadratic (by rank of the declared categories), linear_value or
    quadratic_value (by number), or a matrix of distances in category order. `distance` replaces
    the difference of alpha's level and is not squared. `category` asks for one category against
    the rest.
    """

    variant: str = ""
    level: Level | None = None
    weights: str | Matrix = "identity"
    distance: Matrix | None = None
    category: Hashable | None = None


PLAIN = Parameters()
NOMINAL = Parameters(level=Level.NOMINAL)


@dataclass(frozen=True, slots=True, eq=False)
class Estimates:
    """One coefficient for many tables, each array one element a table.

    `value` is NaN exactly where `reason`, a place in `REASONS`, is not 0. `observed` and
    `expected` are agreement, or disagreement for alpha; NaN where nothing could be compared.
    """

    value: FloatArray
    observed: FloatArray
    expected: FloatArray
    reason: NDArray[np.int8]

    def why(self, table: int) -> Reason:
        """Return the reason of one table."""
        return REASONS[int(self.reason[table])]


def settled(
    value: FloatArray,
    observed: FloatArray,
    expected: FloatArray,
    *rules: tuple[BoolArray, Reason],
) -> Estimates:
    """Return estimates that are undefined where a rule holds, the first one that does."""
    reason = np.zeros(len(value), dtype=np.int8)
    for holds, why in rules:
        reason = np.where((reason == 0) & holds, REASONS.index(why), reason).astype(np.int8)
    empty = (reason > 0) & (reason <= _NOTHING_TO_COMPARE)
    return Estimates(
        value=np.where(reason == 0, value, np.nan),
        observed=np.where(empty, np.nan, observed),
        expected=np.where(empty, np.nan, expected),
        reason=reason,
    )


def unpaired(ratings: Ratings) -> tuple[tuple[BoolArray, Reason], ...]:
    """Return the rules that hold where no unit has two values."""
    return (
        (ratings.units == 0, Reason.NO_UNITS),
        (ratings.used == 0, Reason.NO_PAIRABLE_VALUES),
    )


def quotient(numerator: FloatArray, denominator: FloatArray) -> FloatArray:
    """Return numerator / denominator, 0 where the denominator is 0 (the caller says why)."""
    shape = np.broadcast_shapes(np.shape(numerator), np.shape(denominator))
    return np.divide(numerator, denominator, out=np.zeros(shape), where=denominator != 0)


Details = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient of agreement between coders.

    `estimate` computes it for every table of some ratings at once; `detail` adds what only one
    defined value is asked for (standard errors and the like). `takes` names the parameters it
    knows, `needs` those of which one must be given. `paired`: coders enter two by two, a study with
    more is compared pair by pair. `decisions`: it counts the coders' own codings, not units of
    text. `thresholds`: values from which it is taken as tentative or reliable. `unit`: the only
    unit of coding it is meant for. `default_variant`: the one meant where none is named, for a
    coefficient that has no plain form. `reference`: the first coder is the one the other is held
    against. `error`: by whom the standard error and the interval in its details are.
    """

    id: str
    name: str
    author: str
    year: int
    citation: str
    missing: str
    estimate: Callable[[Ratings, Parameters], Estimates]
    detail: Callable[[Ratings, Parameters, Estimates], Details] | None = None
    min_coders: int = 2
    max_coders: int | None = None
    takes: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    variants: tuple[str, ...] = ()
    distinct: bool = False
    decisions: bool = False
    thresholds: tuple[float, ...] = ()
    unit: UnitOfCoding | None = None
    default_variant: str = ""
    reference: bool = False
    error: str = ""

    @property
    def source(self) -> str:
        """Author and year."""
        return f"{self.author} {self.year}"

    @property
    def paired(self) -> bool:
        """Whether more than two coders are compared pair by pair."""
        return self.max_coders == 2

    def refusal(self, ratings: Ratings, parameters: Parameters) -> NotComputable | None:
        """Return why the coefficient cannot be asked this, or None where it can."""
        coders, given = ratings.values.shape[1], parameters_given(parameters)
        if not self.min_coders <= coders <= (self.max_coders or coders):
            return NotComputable(
                "{name} compares {range} coders, not {coders}.",
                name=self.name,
                range=self._range(),
                coders=coders,
            )
        if self.distinct and not ratings.named:
            return NotComputable("{name} must know which coder gave which value.", name=self.name)
        if parameters.variant and parameters.variant not in self.variants:
            return NotComputable(
                "{name} has no variant “{variant}”. Known: {known}.",
                name=self.name,
                variant=parameters.variant,
                known=", ".join(self.variants) or "none",
            )
        if self.needs and not self.needs & given:
            return NotComputable(
                "{name} has no default {needs}: choose one.",
                name=self.name,
                needs=" or ".join(sorted(self.needs)),
            )
        if surplus := sorted(given - self.takes - {"variant"}):
            return NotComputable(
                "{name} knows no choice of {surplus}.",
                name=self.name,
                surplus=" or ".join(surplus),
            )
        return None

    def check(self, ratings: Ratings, parameters: Parameters) -> None:
        """Raise NotComputable where the coefficient cannot be asked this."""
        refusal = self.refusal(ratings, parameters)
        if refusal is not None:
            raise refusal

    def _range(self) -> str:
        if self.max_coders == self.min_coders:
            return f"{self.min_coders}"
        return (
            f"{self.min_coders} or more" if self.max_coders is None else f"up to {self.max_coders}"
        )


def parameters_given(parameters: Parameters) -> set[str]:
    """Return the names of the parameters that differ from their defaults."""
    names = ("variant", "level", "weights", "distance", "category")
    return {name for name in names if getattr(parameters, name) != getattr(PLAIN, name)}


COEFFICIENTS: Registry[Coefficient] = Registry("coefficients")


def register(coefficient: Coefficient) -> Coefficient:
    """Add a coefficient under its id."""
    return COEFFICIENTS.add(coefficient.id, coefficient)


def number(value: float) -> float | None:
    """Return a plain float, or None for NaN."""
    return None if np.isnan(value) else float(value)
