"""Alpha of sets: units that may have several codes at once, none of them picked out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np

from gtcoder.analysis.code_sets import BLOCK, CodeSets, character_sets, unit_sets
from gtcoder.analysis.coefficients.alpha import THRESHOLDS
from gtcoder.analysis.coefficients.base import (
    Coefficient,
    Estimates,
    Parameters,
    quotient,
    settled,
)
from gtcoder.analysis.coefficients.reasons import Reason
from gtcoder.analysis.coefficients.spanning import (
    SpanCoefficient,
    SpanParameters,
    SpanTable,
    register_spanning,
)
from gtcoder.analysis.ratings import Ratings, Values
from gtcoder.analysis.spans import CodingSpans, FloatArray, LongArray
from gtcoder.errors import InvalidInput, NotComputable

MOST_SETS = 20_000  # all pairs of different sets are compared once
_ROWS = 256  # sets compared with all others at a time


class SetDistance(StrEnum):
    """How far two sets of codes are from each other; 0 for equal ones, 1 for disjoint ones."""

    JACCARD = "jaccard"
    MASI = "masi"
    NOMINAL = "nominal"


VARIANTS = tuple(each.value for each in SetDistance)


@dataclass(frozen=True, slots=True, eq=False)
class SetDistances:
    """The distances δ between sets, given as bits (sets × blocks); δ is not squared."""

    members: LongArray
    kind: SetDistance

    def of(self, a: Values, b: Values) -> FloatArray:
        """Return δ of two columns of sets, 0 where either is missing."""
        found = np.zeros(len(a))
        both = (a >= 0) & (b >= 0)
        found[both] = _distance(self.members[a[both]], self.members[b[both]], self.kind)
        return found

    def rows(self) -> Iterator[tuple[slice, FloatArray]]:
        """Yield δ of some sets after another with all of them."""
        total = len(self.members)
        if total > MOST_SETS:
            raise NotComputable(
                "{sets} different sets of codes are more than the {most} that can be compared one "
                "with another. Choose fewer codes.",
                sets=total,
                most=MOST_SETS,
            )
        for start in range(0, total, _ROWS):
            some = slice(start, min(start + _ROWS, total))
            yield some, _distance(self.members[some, None], self.members[None], self.kind)

    def between(self, counts: FloatArray) -> FloatArray:
        """Return Σ_ck n_c n_k δ_ck of each table of counts, tables × sets."""
        found = np.zeros(len(counts))
        for some, distance in self.rows():
            found += np.sum(counts[:, some] * (counts @ distance.T), axis=1)
        return found

    def products(self, counts: FloatArray) -> FloatArray:
        """Return Σ_ck n_ac n_bk δ_ck of any two tables a and b, tables × tables."""
        found = np.zeros((len(counts), len(counts)))
        for some, distance in self.rows():
            found += counts[:, some] @ (distance @ counts.T)
        return found


def set_distance(a: Iterable[Hashable], b: Iterable[Hashable], kind: SetDistance | str) -> float:
    """Return the distance of two sets.

    jaccard: 1 - J, J the share of their common codes among all of theirs. masi (Passonneau 2006):
    1 - J·M with M = 1 for equal sets, 2/3 where one contains the other, 1/3 where they share
    something, 0 where nothing. nominal: 1 unless they are equal. Two empty sets are equal; an empty
    one is disjoint from all others.
    """
    bits = _bits([frozenset(a), frozenset(b)])
    return float(_distance(bits[0], bits[1], _kind(str(kind))))


def _distance(a: LongArray, b: LongArray, kind: SetDistance) -> FloatArray:
    """Return the distance of sets of bits along the last axis."""
    of_a, of_b, shared = _size(a), _size(b), _size_of_both(a, b)
    union = of_a + of_b - shared
    equal = shared == union
    if kind is SetDistance.NOMINAL:
        return np.where(equal, 0.0, 1.0)
    if kind is SetDistance.JACCARD:
        return np.where(equal, 0.0, 1 - shared / np.maximum(union, 1))
    thirds = np.where(shared == np.minimum(of_a, of_b), 2, 1)
    return np.where(equal, 0.0, 1 - shared * thirds / (3 * np.maximum(union, 1)))


def _size(sets: LongArray) -> Values:
    found: Values = np.bitwise_count(sets).sum(axis=-1, dtype=np.int32)
    return found


def _size_of_both(a: LongArray, b: LongArray) -> Values:
    """Return the number of codes in both, block by block: a sum over the last axis is slow."""
    found = np.zeros(np.broadcast_shapes(a.shape, b.shape)[:-1], dtype=np.int32)
    for block in range(a.shape[-1]):
        found += np.bitwise_count(a[..., block] & b[..., block])
    return found


def _kind(variant: str) -> SetDistance:
    try:
        return SetDistance(variant or SetDistance.JACCARD)
    except ValueError:
        raise InvalidInput(
            "There is no distance of sets “{distance}”. Known: {known}.",
            distance=variant,
            known=", ".join(VARIANTS),
        ) from None


def _bits(sets: Iterable[Iterable[Hashable]]) -> LongArray:
    """Return sets of anything as bits, sets × blocks."""
    each = [frozenset(one) for one in sets]
    place = {
        label: number for number, label in enumerate(dict.fromkeys(x for s in each for x in s))
    }
    bits = np.zeros((len(each), max(1, -(-len(place) // BLOCK))), dtype=np.int64)
    for row, labels in enumerate(each):
        for label in labels:
            bits[row, place[label] // BLOCK] |= 1 << place[label] % BLOCK
    return bits


def set_alpha(ratings: Ratings, parameters: Parameters) -> Estimates:
    """Return alpha with a distance of sets for δ² (Krippendorff 2011; MASI: Passonneau 2006).

    The categories of the ratings are sets of codes; the empty one says “no code”, a missing value
    that nobody looked. D_o = (1/N) Σ_u Σ_{i≠j} δ / (m_u - 1), D_e = Σ_ck n_c n_k δ_ck / (N(N - 1)).
    """
    distances = SetDistances(_bits(_sets_of(ratings)), _kind(parameters.variant))
    given = (ratings.values >= 0).sum(axis=1)
    pairable = ratings.counts * (given >= 2)
    values = np.zeros((len(pairable), len(ratings.categories)))
    for column in ratings.values.T:
        rated = column >= 0
        for table, counts in enumerate(pairable):
            values[table] += np.bincount(
                column[rated], weights=counts[rated], minlength=values.shape[1]
            )
    within = pairable @ _row_differences(ratings.values, distances)
    units = (ratings.units == 0, Reason.NO_UNITS)
    return _alpha(within, values.sum(axis=1), distances.between(values), units)


def _sets_of(ratings: Ratings) -> list[frozenset[Hashable]]:
    found = []
    for each in ratings.categories:
        if not isinstance(each, (frozenset, tuple)):
            raise NotComputable(
                "Set-valued alpha compares sets of codes; “{value}” is a single value.", value=each
            )
        found.append(frozenset(each))
    return found


def _row_differences(values: Values, distances: SetDistances) -> FloatArray:
    """Return Σ_{i≠j} δ / (m_u - 1) of each row."""
    found = np.zeros(len(values))
    for a, b in combinations(values.T, 2):
        found += 2 * distances.of(a, b)
    return quotient(found, (values >= 0).sum(axis=1) - 1.0)


def _alpha(
    within: FloatArray,
    total: FloatArray,
    between: FloatArray,
    *rules: tuple[np.ndarray[tuple[int], np.dtype[np.bool_]], Reason],
) -> Estimates:
    return settled(
        1 - quotient((total - 1) * within, between),
        quotient(within, total),
        quotient(between, total * (total - 1)),
        *rules,
        (total == 0, Reason.NO_PAIRABLE_VALUES),
        (between == 0, Reason.NO_VARIATION),
    )


def tabulate(spans: CodingSpans, parameters: SpanParameters) -> SpanTable:
    """Return the sums of each document for `estimate`, one table of all codes together.

    Σ_u Σ_{i≠j} δ / (m_u - 1), the number of values N, then one number a document e, Σ_ck n_c n_k
    δ_ck of the values here with those of e, and a 1 in the place of the document itself: so that
    D_e of documents drawn anew comes from their values together.
    """
    if parameters.units is None:
        sets = character_sets(spans)
    else:
        sets = unit_sets(spans, parameters.units, parameters.touch)
    distances = SetDistances(sets.members, _kind(parameters.variant))
    given = (sets.values >= 0).sum(axis=1)
    paired = given >= 2
    weight = sets.weight * paired
    documents = spans.n_documents
    values = _values_by_document(sets, weight)
    differences = weight * _row_differences(sets.values, distances)
    statistics = np.zeros((1, documents, 2 + 2 * documents))
    statistics[0, :, 0] = np.bincount(sets.document, differences, documents)
    statistics[0, :, 1] = values.sum(axis=1)
    statistics[0, :, 2 : 2 + documents] = distances.products(values)
    statistics[0, :, 2 + documents :] = np.eye(documents)
    units = np.bincount(sets.document, weight, documents).astype(np.float64)
    return SpanTable(statistics, units[None, :])


def _values_by_document(sets: CodeSets, weight: LongArray) -> FloatArray:
    """Return how often each set was given in each document, documents × sets."""
    shape = sets.n_documents, len(sets.members)
    found = np.zeros(shape[0] * shape[1])
    for column in sets.values.T:
        rated = column >= 0
        cells = sets.document[rated] * shape[1] + column[rated]
        found += np.bincount(cells, weight[rated], len(found))
    return found.reshape(shape)


def estimate(sums: FloatArray, _parameters: SpanParameters) -> Estimates:
    """Return alpha = 1 - D_o / D_e of sums of statistics."""
    documents = (sums.shape[1] - 2) // 2
    between = np.sum(sums[:, 2 : 2 + documents] * sums[:, 2 + documents :], axis=1)
    return _alpha(sums[:, 0], sums[:, 1], between)


_NAME = "Alpha of sets of codes"
_CITATION = (
    "Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability. University of "
    "Pennsylvania; with the Jaccard distance, or with that of Passonneau, R. (2006). Measuring "
    "agreement on set-valued items (MASI) for semantic and pragmatic annotation. LREC 2006, "
    "831-836, for its difference. Not squared."
)
_MISSING = "units judged by two coders or more; a unit without a code counts as the empty set"

SET_ALPHA = Coefficient(
    id="alpha_set",
    name=_NAME,
    author="Passonneau",
    year=2006,
    citation=_CITATION,
    missing=_MISSING,
    estimate=set_alpha,
    variants=VARIANTS,
    thresholds=THRESHOLDS,
)
register_spanning(
    SpanCoefficient(
        id="alpha_set",
        name=_NAME,
        author="Passonneau",
        year=2006,
        citation=_CITATION,
        missing=_MISSING,
        unit="character",
        tabulate=tabulate,
        estimate=estimate,
        variants=VARIANTS,
        joint=True,
        takes=frozenset({"units"}),
        thresholds=THRESHOLDS,
        default_variant=SetDistance.JACCARD.value,
    )
)
