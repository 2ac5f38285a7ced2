"""Agreement weights between categories (Cohen 1968), and their opposite, disagreement."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gtcoder.analysis.coefficients.base import Matrix
from gtcoder.analysis.ratings import MOST_VALUES, Ratings, Values
from gtcoder.analysis.spans import FloatArray
from gtcoder.errors import InvalidInput, NotComputable


@dataclass(frozen=True, slots=True, eq=False)
class Disagreement:
    """Disagreement v = 1 - w between categories; `matrix` None is the plain one, v = [k != l]."""

    matrix: FloatArray | None
    q: int

    @property
    def total_weight(self) -> float:
        """T_w, the sum of the agreement weights of all pairs of the q categories."""
        return float(self.q if self.matrix is None else (1.0 - self.matrix).sum())

    def between(self, a: FloatArray, b: FloatArray) -> FloatArray:
        """Return the sum of v_kl a_k b_l over the last axis; exactly 0 for one and the same k."""
        if self.matrix is not None:
            found: FloatArray = np.sum(a * (b @ self.matrix.T), axis=-1)
            return found
        total = b.sum(axis=-1)
        found = np.zeros(np.broadcast_shapes(a.shape, b.shape)[:-1])
        for k in range(a.shape[-1]):
            found += a[..., k] * (total - b[..., k])
        return found

    def of_values(self, a: Values, b: Values) -> FloatArray:
        """Return v of two columns of category indexes, 0 where either is missing."""
        if self.matrix is None or not self.matrix.size:
            found = (a != b).astype(np.float64)
        else:
            found = self.matrix[a, b]
        return np.where((a < 0) | (b < 0), 0.0, found)

    def table(self) -> FloatArray:
        """Return v as a q × q array."""
        return 1.0 - np.eye(self.q) if self.matrix is None else self.matrix


def disagreement(ratings: Ratings, weights: str | Matrix) -> Disagreement:
    """Return the disagreement of the categories under some agreement weights.

    identity: 1 for different categories. linear, quadratic: difference of ranks over the declared
    categories, by q - 1, plain or squared. linear_value, quadratic_value: the same of their
    numbers, by their range. A matrix of distances: by its largest one.
    """
    if weights == "identity":
        return Disagreement(None, ratings.q)
    refuse_many(ratings)
    size = len(ratings.categories)
    if ratings.q != size:
        raise NotComputable("Weights need the names of all {q} declared categories.", q=ratings.q)
    if not isinstance(weights, str):
        return Disagreement(_scaled(square(weights, ratings)), size)
    kind, _, by = weights.partition("_")
    if kind not in ("linear", "quadratic") or by not in ("", "value"):
        raise InvalidInput("There are no weights “{weights}”.", weights=weights)
    if not by and not ratings.ordered:
        raise NotComputable("Weights by rank need categories in a declared order.")
    places = ratings.numbers() if by else np.arange(size, dtype=np.float64)
    distance = np.abs(places[:, None] - places[None, :])
    return Disagreement(_scaled(distance if kind == "linear" else distance**2), size)


def square(matrix: Matrix, ratings: Ratings) -> FloatArray:
    """Return a distance matrix as an array; raises InvalidInput where it is none."""
    distance = np.array(matrix, dtype=np.float64)
    size = len(ratings.categories)
    if distance.shape != (size, size):
        raise InvalidInput(
            "The table of distances must have a row and a column for each of the {size} values.",
            size=size,
        )
    if (distance < 0).any() or (distance != distance.T).any() or distance.diagonal().any():
        raise InvalidInput(
            "Distances are not negative, the same both ways, and 0 from a value to itself."
        )
    return distance


def refuse_many(ratings: Ratings) -> None:
    """Raise NotComputable where a table of all pairs of values would not fit."""
    if len(ratings.categories) > MOST_VALUES:
        raise NotComputable(
            "{values} different values are more than the {most} that can be compared one with "
            "another. Round or group them, or choose the nominal level.",
            values=len(ratings.categories),
            most=MOST_VALUES,
        )


def _scaled(distance: FloatArray) -> FloatArray:
    largest = distance.max(initial=0.0)
    return distance / largest if largest else distance
