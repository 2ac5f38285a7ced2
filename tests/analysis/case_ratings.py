"""Asks the coefficients of tables of ratings what a case of a case file asks."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from gtcoder.analysis.coefficients import (
    COEFFICIENTS,
    Coefficient,
    Level,
    Outcome,
    Parameters,
    evaluate,
)
from gtcoder.analysis.coefficients.alpha import kalpha_resamples
from gtcoder.analysis.coefficients.set_values import SET_ALPHA, set_distance
from gtcoder.analysis.ratings import (
    Ratings,
    contingency_ratings,
    counted_ratings,
    decision_ratings,
    ratings_table,
)

Record = dict[str, Any]
Answer = tuple[float | None, str]
COEFFICIENTS_OF_RATINGS = (*COEFFICIENTS.names(), "alpha_set", "set_distance")
APPLIED = ("applied", "not applied")


def answer(case: Record) -> Answer:
    data, params = case["data"], dict(case["params"])
    if case["coefficient"] == "set_distance":
        return set_distance(data["a"], data["b"], params["distance"]), ""
    coefficient = _coefficient(case["coefficient"])
    ratings = ratings_of(data, params)
    parameters = parameters_of(coefficient, params, ratings.categories)
    output = params.get("output", "value")
    if output.startswith("boot_ci"):
        return _kalpha(ratings, parameters, output, params.get("n_boot", 20_000))
    if coefficient.id == "prf":
        parameters = replace(parameters, variant=output)
        return value_of(evaluate(coefficient, ratings, parameters), "value")
    return value_of(evaluate(coefficient, ratings, parameters), output)


def value_of(outcome: Outcome, output: str) -> Answer:
    """What a case asks of an outcome, and why there is none where there is none."""
    if output in ("value", "kappa", "alpha", "category"):
        return outcome.value, outcome.reason
    given = {
        "observed_disagreement": outcome.observed,
        "expected_disagreement": outcome.expected,
        **outcome.details,
    }
    found = given.get(output)
    assert output in given or outcome.value is None, f"an unknown output: {output}"
    return found, "" if found is not None else outcome.reason or f"no {output}"


def _coefficient(name: str) -> Coefficient:
    return SET_ALPHA if name == "alpha_set" else COEFFICIENTS.get(name)


def _kalpha(ratings: Ratings, parameters: Parameters, output: str, n_boot: int) -> Answer:
    undefined = evaluate(COEFFICIENTS.get("krippendorff_alpha"), ratings, parameters).reason
    if undefined:
        return None, undefined
    drawn = kalpha_resamples(ratings, parameters, resamples=n_boot, seed=1)
    return float(np.quantile(drawn, 0.025 if output == "boot_ci_low" else 0.975)), ""


def parameters_of(
    coefficient: Coefficient, params: Record, categories: Sequence[Hashable]
) -> Parameters:
    if coefficient is SET_ALPHA:
        return Parameters(variant=params.get("distance", ""))
    weights, distance = params.get("weights", "identity"), params.get("distance")
    level = params.get("level")
    if level is None and distance is None and "level" in coefficient.needs:
        level = "nominal"
    category = params.get("category")
    if coefficient.id == "prf":
        category = params.get("category", APPLIED[0])
    return Parameters(
        variant=params.get("variant", ""),
        level=None if level is None else Level(level),
        weights=weights if isinstance(weights, str) else tuple(map(tuple, weights)),
        distance=None if distance is None else tuple(map(tuple, distance)),
        category=None if category is None else _same(category, categories),
    )


def _same(category: Hashable, known: Sequence[Hashable]) -> Hashable:
    """The category as the data write it: 1 and "1" are the same one."""
    if category in known:
        return category
    return next((each for each in known if str(each) == str(category)), category)


def ratings_of(data: Record, params: Record) -> Ratings:
    categories, q = params.get("categories"), params.get("q")
    match data["type"]:
        case "matrix":
            return _table(_units(data["values"]), data, categories, q)
        case "patterns":
            return _patterns(data, categories, q)
        case "contingency":
            table, names = _square(data["table"], data["categories"], categories)
            return contingency_ratings(table, names, q=q)
        case "unit_counts":
            table, names = _columns(data["table"], data["categories"], categories)
            ratings = counted_ratings(table, names)
            return ratings if q is None else replace(ratings, q=q)
        case "counts":
            return decision_ratings([data["agreements"]], [data["n1"]], [data["n2"]])
        case "confusion":
            table = [[data["tp"], data["fn"]], [data["fp"], data["tn"]]]
            return contingency_ratings(table, APPLIED)
        case "sets_matrix":
            return ratings_table(_cells(_units(data["values"]), _as_set))
        case other:
            raise AssertionError(f"a type of data without a reader: {other}")


def _units(values: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Rows of coders as rows of units."""
    return [list(unit) for unit in zip(*values, strict=True)]


def _as_set(cell: Sequence[Hashable] | None) -> frozenset[Hashable] | None:
    return None if cell is None else frozenset(cell)


def _cells(rows: list[list[Any]], read: Any = lambda cell: cell) -> Any:
    """An array of objects; numpy would make one more dimension of sets and lists."""
    table = np.empty((len(rows), len(rows[0]) if rows else 2), dtype=object)
    for row, unit in enumerate(rows):
        for column, cell in enumerate(unit):
            table[row, column] = read(cell)
    return table


def _table(
    rows: list[list[Any]], data: Record, categories: list[Any] | None, q: int | None
) -> Ratings:
    missing = {None, *({data["missing"]} - {"null"} if "missing" in data else ())}
    if not rows and data["type"] == "matrix":
        empty = np.empty((0, len(data["values"])), dtype=object)
        return ratings_table(empty, categories=categories, q=q)
    cells = _cells(rows)
    if categories is not None:
        cells = _cells(
            [[c if c in missing else _same(c, categories) for c in row] for row in cells.tolist()]
        )
    return ratings_table(cells, missing=missing, categories=categories, q=q)


def _patterns(data: Record, categories: list[Any] | None, q: int | None) -> Ratings:
    """Each pattern once, with its count; one that nobody has does not show any categories."""
    held = [row for row in data["patterns"] if row["count"]]
    ratings = _table([row["values"] for row in held], data, categories, q)
    counts = np.array([row["count"] for row in held], dtype=np.float64)
    return ratings.counted(counts[None, :])


def _square(
    table: list[list[float]], own: list[Any], declared: list[Any] | None
) -> tuple[Any, list[Any]]:
    """The table in the order of the declared categories, 0 for those it does not have."""
    if declared is None:
        return table, own
    place = [declared.index(_same(name, declared)) for name in own]
    found = np.zeros((len(declared), len(declared)))
    found[np.ix_(place, place)] = table
    return found, declared


def _columns(
    table: list[list[int]], own: list[Any], declared: list[Any] | None
) -> tuple[Any, list[Any]]:
    if declared is None:
        return table, own
    place = [declared.index(_same(name, declared)) for name in own]
    found = np.zeros((len(table), len(declared)), dtype=np.int64)
    found[:, place] = table
    return found, declared
