"""One coefficient of one table of ratings: a number with all that has to be printed beside it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from gtcoder.analysis.coefficients.base import (
    PLAIN,
    Coefficient,
    Details,
    Estimates,
    Level,
    Parameters,
    number,
)
from gtcoder.analysis.coefficients.reasons import Reason
from gtcoder.analysis.ratings import Ratings

SINGLE_UNIT = "The value rests on a single unit."


@dataclass(frozen=True, slots=True)
class Outcome:
    """The value of a coefficient, or why there is none, and what it was computed from.

    `value` is None where `status` is “undefined”, with `reason` (a code) and `sentence`. Units are
    sums of counts: `units` all, `units_used` those with two values or more, `values_used` the
    values in them. `observed` and `expected` are agreement (for alpha: disagreement).
    """

    coefficient: str
    source: str
    variant: str
    value: float | None
    status: str
    reason: str
    sentence: str
    observed: float | None
    expected: float | None
    units: int
    units_used: int
    values_used: int
    coders: int
    q: int
    q_declared: bool
    se: float | None = None
    details: Details = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def evaluate(coefficient: Coefficient, ratings: Ratings, parameters: Parameters = PLAIN) -> Outcome:
    """Return the coefficient of the first table of the ratings.

    Standard errors are given only where units are independent. Raises NotComputable where the
    coefficient does not accept these coders or parameters.
    """
    coefficient.check(ratings, parameters)
    if parameters.category is not None:
        ratings = ratings.dichotomised(parameters.category)
        parameters = _of_two_values(parameters)
    table = ratings.counted(ratings.counts[:1])
    estimates = coefficient.estimate(table, parameters)
    details = _details(coefficient, table, parameters, estimates)
    value, why = number(estimates.value[0]), estimates.why(0)
    return Outcome(
        coefficient=coefficient.id,
        source=coefficient.source,
        variant=parameters.variant,
        value=value,
        status="defined" if why is Reason.DEFINED else "undefined",
        reason=why.value,
        sentence=why.sentence,
        observed=number(estimates.observed[0]),
        expected=number(estimates.expected[0]),
        units=round(float(table.units[0])),
        units_used=round(float(table.used[0])),
        values_used=round(float(table.pairable[0] @ table.given)),
        coders=table.values.shape[1],
        q=table.q,
        q_declared=table.declared,
        se=details.get("se"),
        details=details,
        notes=_notes(table, value),
    )


def _of_two_values(parameters: Parameters) -> Parameters:
    """Return the parameters for a category against the rest, where all differences are one."""
    level = None if parameters.level is None and parameters.distance is None else Level.NOMINAL
    return replace(parameters, level=level, distance=None, weights="identity")


def _details(
    coefficient: Coefficient, table: Ratings, parameters: Parameters, estimates: Estimates
) -> Details:
    if coefficient.detail is None or estimates.why(0) is not Reason.DEFINED or table.clustered:
        return {}
    return coefficient.detail(table, parameters, estimates)


def _notes(table: Ratings, value: float | None) -> tuple[str, ...]:
    """Return what a reader of the number must know."""
    notes = [
        f"{table.coders[g]} used one category only."
        for g in constant_coders(table)
        if value is not None
    ]
    if value is not None and table.used[0] == 1:
        notes.append(SINGLE_UNIT)
    if not table.declared:
        notes.append(f"The {table.q} categories are those seen, not declared ones.")
    return tuple(notes)


def constant_coders(table: Ratings) -> list[int]:
    """Return the coders whose compared values are all the same while those of others are not."""
    if not table.named:
        return []
    used = table.pairable[0] > 0
    kinds = [len(set(column[used].tolist()) - {-1}) for column in table.values.T]
    return [g for g, kind in enumerate(kinds) if kind == 1 and max(kinds) > 1]
