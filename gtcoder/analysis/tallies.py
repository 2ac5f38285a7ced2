"""Codings counted into tables: codings, passages, presence and characters, over columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gtcoder.analysis.spans import BoolArray, LongArray, merge
from gtcoder.vocabulary import Cells

IntColumn = NDArray[np.int32] | NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """Codings as spans: document, `[start, end)` and a number that equal spans share."""

    document: IntColumn
    start: IntColumn
    end: IntColumn
    number: LongArray

    def at(self, place: IntColumn) -> Spans:
        """Return the spans at these places, which may repeat."""
        return Spans(self.document[place], self.start[place], self.end[place], self.number[place])


def numbered(document: IntColumn, start: IntColumn, end: IntColumn) -> Spans:
    """Number the spans of codings sorted by document, start and end: equal spans, equal number."""
    new = np.zeros(len(document), dtype=np.bool_)
    new[1:] = (document[1:] != document[:-1]) | (start[1:] != start[:-1]) | (end[1:] != end[:-1])
    return Spans(document, start, end, np.cumsum(new, dtype=np.int64))


def tally(
    cells: Cells, row: LongArray, column: LongArray, spans: Spans, shape: tuple[int, int]
) -> LongArray:
    """Return a table of that shape; coding i belongs in cell (row[i], column[i]).

    Passages are the distinct spans of a cell; presence is 0 or 1; characters are those under any
    of the cell's codings, each once.
    """
    if cells is Cells.PRESENCE:
        return presence(row, column, shape).astype(np.int64)
    cell = row * shape[1] + column
    size = shape[0] * shape[1]
    if cells is Cells.CHARACTERS:
        return _characters(cell, spans, size).reshape(shape)
    if cells is Cells.PASSAGES:
        cell = _once(cell, spans.number)
    return np.bincount(cell, minlength=size).astype(np.int64, copy=False).reshape(shape)


def presence(row: LongArray, column: LongArray, shape: tuple[int, int]) -> BoolArray:
    """Return a table of that shape that is true where a coding belongs."""
    found = np.zeros(shape[0] * shape[1], dtype=np.bool_)
    found[row * shape[1] + column] = True
    return found.reshape(shape)


def paired(first: LongArray, second: LongArray) -> LongArray:
    """Return one number for each pair of numbers from 0; the pairs keep their order."""
    return (first << _bits(second)) | second


def _bits(numbers: LongArray) -> int:
    return int(numbers.max(initial=0)).bit_length()


def _once(first: LongArray, second: LongArray) -> LongArray:
    """Return the first of each distinct pair."""
    pairs = np.sort(paired(first, second))  # many times faster than numpy.unique, which hashes
    new = np.ones(len(pairs), dtype=np.bool_)
    new[1:] = pairs[1:] != pairs[:-1]
    return pairs[new] >> _bits(second)


def _characters(cell: LongArray, spans: Spans, size: int) -> LongArray:
    documents = int(spans.document.max(initial=0)) + 1
    group = cell * documents + spans.document
    runs = merge(group, spans.start.astype(np.int64), spans.end.astype(np.int64))
    weights = np.bincount(runs.group // documents, weights=runs.length, minlength=size)
    return weights.astype(np.int64)


def expanded(place: LongArray, ends: LongArray, values: LongArray) -> tuple[LongArray, LongArray]:
    """Replace each number by all of its values, in order.

    Number n has the values `values[ends[n-1]:ends[n]]`, one at least. Returns which of `place`
    each result came from, and the value.
    """
    if len(ends) == len(values):  # one each
        return np.arange(len(place)), values[place]
    begins = np.concatenate((np.zeros(1, dtype=np.int64), ends[:-1]))
    count = (ends - begins)[place]
    source = np.repeat(np.arange(len(place)), count)
    within = np.arange(len(source)) - np.repeat(np.cumsum(count) - count, count)
    return source, values[np.repeat(begins[place], count) + within]
