"""Random codings, units and counted text, and their slow expansion to single characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from hypothesis import strategies as st

from gtcoder.analysis.spans import CodingSpans, TextSpans
from gtcoder.analysis.units import UnitTable

Pattern = tuple[int, ...]


@st.composite
def codings(draw: st.DrawFn, *, coders: int | None = None) -> CodingSpans:
    lengths = draw(st.lists(st.integers(1, 25), min_size=1, max_size=4))
    n_codes, n_coders = draw(st.integers(1, 3)), coders or draw(st.integers(2, 4))
    rows = draw(
        st.lists(
            st.tuples(
                st.integers(0, len(lengths) - 1),
                st.integers(0, n_codes - 1),
                st.integers(0, n_coders - 1),
                st.integers(0, 24),
                st.integers(1, 12),
            ),
            max_size=14,
        )
    )
    fitting = [
        (d, k, g, start, min(start + length, lengths[d]))
        for d, k, g, start, length in rows
        if start < lengths[d]
    ]
    columns = np.array(fitting, dtype=np.int32).reshape(-1, 5).T.copy()
    shape = (len(lengths), n_coders)
    looked = st.lists(st.booleans(), min_size=shape[0] * shape[1], max_size=shape[0] * shape[1])
    finished = draw(st.none() | looked)
    return CodingSpans(
        document=columns[0],
        code=columns[1],
        coder=columns[2],
        start=columns[3],
        end=columns[4],
        lengths=np.array(lengths, dtype=np.int32),
        n_codes=n_codes,
        n_coders=n_coders,
        counted=draw(st.none() | text_spans(lengths)),
        looked=None if finished is None else np.array(finished, dtype=np.bool_).reshape(shape),
    )


@st.composite
def text_spans(draw: st.DrawFn, lengths: list[int]) -> TextSpans:
    """Any spans, overlapping and empty ones among them."""
    place = st.tuples(st.integers(0, len(lengths) - 1), st.integers(0, 25), st.integers(0, 25))
    rows = [
        (d, min(a, b, lengths[d]), min(max(a, b), lengths[d]))
        for d, a, b in draw(st.lists(place, max_size=6))
    ]
    return spans_of(rows)


@st.composite
def units_of(draw: st.DrawFn, lengths: list[int]) -> TextSpans:
    """Spans that do not overlap, with gaps between some, in any order."""
    rows = []
    for d, length in enumerate(lengths):
        cuts = sorted(draw(st.sets(st.integers(0, length), max_size=8)))
        rows += [(d, a, b) for a, b in pairwise(cuts) if draw(st.integers(0, 4))]
    return spans_of(draw(st.permutations(rows)))


def spans_of(rows: list[tuple[int, int, int]]) -> TextSpans:
    return TextSpans(*np.array(rows, dtype=np.int32).reshape(-1, 3).T.copy())


def rows_of(spans: TextSpans) -> list[tuple[int, int, int]]:
    columns = (spans.document.tolist(), spans.start.tolist(), spans.end.tolist())
    return list(zip(*columns, strict=True))


def counted_characters(spans: CodingSpans, document: int) -> list[int]:
    """The positions of one document that count."""
    if spans.counted is None:
        return list(range(int(spans.lengths[document])))
    kept = [range(a, b) for d, a, b in rows_of(spans.counted) if d == document]
    return sorted({position for each in kept for position in each})


def coded_characters(spans: CodingSpans, code: int, document: int, coder: int) -> set[int]:
    """The positions that one coder gave one code."""
    found: set[int] = set()
    for i in range(len(spans)):
        if (spans.code[i], spans.document[i], spans.coder[i]) == (code, document, coder):
            found |= set(range(int(spans.start[i]), int(spans.end[i])))
    return found


def cells(spans: CodingSpans) -> Iterator[tuple[int, int]]:
    for code in range(spans.n_codes):
        for document in range(spans.n_documents):
            yield code, document


def expanded(spans: CodingSpans, code: int, document: int) -> Counter[Pattern]:
    """The patterns of the counted characters, one after the other."""
    looked = spans.finished[document]
    own = [coded_characters(spans, code, document, g) for g in range(spans.n_coders)]
    return Counter(
        tuple(int(at in own[g]) if looked[g] else -1 for g in range(spans.n_coders))
        for at in counted_characters(spans, document)
    )


def tabled(table: UnitTable, code: int, document: int) -> Counter[Pattern]:
    """The patterns of one cell of a table that hold any units."""
    weights = table.base[document].copy()
    documents, changes = table.changes(code)
    for changed, added in zip(documents.tolist(), changes, strict=True):
        if changed == document:
            weights += added
    found: Counter[Pattern] = Counter()
    for pattern, weight in zip(table.patterns.tolist(), weights.tolist(), strict=True):
        found[tuple(pattern)] += int(weight)
    return Counter({pattern: weight for pattern, weight in found.items() if weight})
