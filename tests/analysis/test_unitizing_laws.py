"""Laws of the coefficients of unitizing, against an enumeration of every pair of characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gtcoder.analysis.coefficients.spanning import SPAN_COEFFICIENTS, SpanParameters
from gtcoder.analysis.domains import domain_violations, refuse_overlaps
from gtcoder.analysis.spans import CodingSpans
from gtcoder.errors import NotComputable
from tests.analysis.span_strategies import coded_characters, codings, counted_characters
from tests.analysis.unitizing_cases import estimates

Point = tuple[int, object, object]  # coder, code or None, what unit: one pairs not with itself
few = settings(max_examples=25, deadline=None)


@st.composite
def partitions(draw: st.DrawFn) -> CodingSpans:
    """Codings of up to three documents that do not overlap within a coder."""
    lengths = draw(st.lists(st.integers(1, 10), min_size=1, max_size=3))
    coders = draw(st.integers(2, 3))
    rows = []
    for document, length in enumerate(lengths):
        for coder in range(coders):
            cuts = sorted(draw(st.sets(st.integers(0, length), max_size=5)))
            for start, end in pairwise(cuts):
                code = draw(st.integers(-1, 2))
                rows += [(document, code, coder, start, end)] if code >= 0 else []
    columns = np.array(rows, dtype=np.int32).reshape(-1, 5).T.copy()
    shape = (len(lengths), coders)
    cells = len(lengths) * coders
    looked = draw(st.none() | st.lists(st.booleans(), min_size=cells, max_size=cells))
    return CodingSpans(
        document=columns[0],
        code=columns[1],
        coder=columns[2],
        start=columns[3],
        end=columns[4],
        lengths=np.array(lengths, dtype=np.int32),
        n_codes=3,
        n_coders=coders,
        looked=None if looked is None else np.array(looked).reshape(shape),
    )


def judged(spans: CodingSpans) -> list[tuple[int, list[int]]]:
    """The documents that two coders finished, with these coders."""
    found = []
    for document in range(spans.n_documents):
        coders = np.flatnonzero(spans.finished[document]).tolist()
        found += [(document, coders)] if len(coders) > 1 else []
    return found


def units(spans: CodingSpans, document: int, coder: int) -> Iterator[tuple[int, int, int, int]]:
    for i in range(len(spans)):
        if (spans.document[i], spans.coder[i]) == (document, coder):
            yield i, int(spans.code[i]), int(spans.start[i]), int(spans.end[i])


def points(spans: CodingSpans) -> list[list[list[Point]]]:
    """Of each judged document and character, what each of its coders did there."""
    found = []
    for document, coders in judged(spans):
        for at in range(int(spans.lengths[document])):
            here: list[Point] = []
            for coder in coders:
                over = [u for u in units(spans, document, coder) if u[2] <= at < u[3]]
                one = (over[0][1], over[0][0]) if over else (None, ("gap", document, coder, at))
                here.append((coder, *one))
            found.append(here)
    return [found]


def enumerated(spans: CodingSpans, variant: str) -> tuple[Fraction, Fraction]:
    """Disagreement observed in the same place and expected of any two points not of one unit."""
    places = points(spans)[0]
    observed = sum(
        (
            Fraction(_differ(one, other, variant), len(here) - 1)
            for here in places
            for one, other in product(here, here)
            if one is not other
        ),
        Fraction(0),
    )
    every = [point for here in places for point in here]
    pairs = [(one, other) for one, other in product(every, every) if one[2] != other[2]]
    differ = sum(_differ(one, other, variant) for one, other in pairs)
    return observed / max(len(every), 1), Fraction(differ, max(len(pairs), 1))


def _differ(one: Point, other: Point, variant: str) -> int:
    if variant == "u":
        return int(one[1] != other[1])
    return int((one[1] is None) != (other[1] is None))


@few
@given(partitions())
@pytest.mark.parametrize("variant", ["u", "bu"])
def test_expected_are_all_pairs_of_points_but_those_within_a_unit(
    variant: str, spans: CodingSpans
) -> None:
    found = estimates("u_alpha_2016", spans, variant=variant)
    observed, expected = enumerated(spans, variant)
    if not expected:
        assert np.isnan(found.value[0])
        return
    assert found.value[0] == pytest.approx(float(1 - observed / expected))
    assert found.observed[0] == pytest.approx(float(observed))
    assert found.expected[0] == pytest.approx(float(expected))


@few
@given(partitions())
def test_joint_text_follows_its_definition(spans: CodingSpans) -> None:
    met: dict[tuple[int, int], Fraction] = dict.fromkeys(product(range(3), range(3)), Fraction(0))
    own = [Fraction(0)] * 3
    for here in points(spans)[0]:
        for one, other in product(here, here):
            if one is not other and isinstance(one[1], int) and isinstance(other[1], int):
                met[one[1], other[1]] += Fraction(1, len(here) - 1)
    for document, coders in judged(spans):
        for coder in coders:
            for _, code, start, end in units(spans, document, coder):
                shared = sum(
                    max(0, min(end, other[3]) - max(start, other[2]))
                    for h in coders
                    if h != coder
                    for other in units(spans, document, h)
                )
                own[code] += Fraction(shared, len(coders) - 1) ** 2
    length = [sum(met[c, k] for k in range(3)) for c in range(3)]
    total = sum(length)
    apart = sum(met[c, k] for c, k in met if c != k)
    chance = sum(length[c] * length[k] for c, k in met if c != k)
    found = estimates("u_alpha_2016", spans, variant="cu")
    if not chance:
        assert np.isnan(found.value[0])
        return
    expected = total * chance / (total**2 - sum(own))
    assert found.value[0] == pytest.approx(float(1 - apart / expected))
    for code in range(3):
        of_code = estimates("u_alpha_2016", spans, variant="ku", code=code)
        others = total * sum(length[code] * length[k] for k in range(3) if k != code)
        if others:
            all_pairs = total * (length[code] * total - own[code])
            differ = sum(met[code, k] for k in range(3) if k != code)
            value = 1 - all_pairs * differ / (length[code] * others)
            assert of_code.value[0] == pytest.approx(float(value))
        else:
            assert np.isnan(of_code.value[0])


@few
@given(partitions())
def test_sections_follow_the_definition_of_1995(spans: CodingSpans) -> None:
    for code in range(3):
        found = estimates("alpha_u_1995", spans, code=code)
        observed, expected = sections(spans, code)
        if not expected:
            assert np.isnan(found.value[0])
            continue
        assert found.observed[0] == pytest.approx(float(observed))
        assert found.expected[0] == pytest.approx(float(expected))
        assert found.value[0] == pytest.approx(float(1 - observed / expected))


def sections(spans: CodingSpans, code: int) -> tuple[Fraction, Fraction]:
    """D_o and D_e, unit by unit and gap by gap."""
    total = length = 0
    differences = Fraction(0)
    lengths: list[int] = []
    gaps: list[int] = []
    for document, coders in judged(spans):
        size = int(spans.lengths[document])
        length, total = length + size, total + size * len(coders)
        own = {
            g: [(start, end) for _, k, start, end in units(spans, document, g) if k == code]
            for g in coders
        }
        for each in own.values():
            ends = sorted(each)
            borders = zip([0, *(b for _, b in ends)], [*(a for a, _ in ends), size], strict=True)
            gaps += [after - before for before, after in borders if after > before]
            lengths += [end - start for start, end in each]
        for g, h in product(coders, coders):
            if g != h:
                differences += Fraction(_apart(own[g], own[h]), len(coders) - 1)
    chance = sum(
        Fraction(len(lengths) - 1, 3) * (2 * one**3 - 3 * one**2 + one)
        + one**2 * sum(gap - one + 1 for gap in gaps if gap >= one)
        for one in lengths
    )
    pairs = total * (total - 1) - sum(one * (one - 1) for one in lengths)
    if not total or not lengths:
        return Fraction(0), Fraction(0)
    return differences / (total * length), Fraction(2, length) * chance / pairs


def _apart(mine: Sequence[tuple[int, int]], theirs: Sequence[tuple[int, int]]) -> int:
    """δ² of one coder's units against another's units, and of either's alone in a gap."""
    found = 0
    for a, b in mine:
        met = [(c, d) for c, d in theirs if c < b and a < d]
        found += sum((a - c) ** 2 + (b - d) ** 2 for c, d in met) or (0 if met else (b - a) ** 2)
    found += sum((d - c) ** 2 for c, d in theirs if not any(a < d and c < b for a, b in mine))
    return found


@few
@given(partitions(), st.data())
@pytest.mark.parametrize("name", ["alpha_u_1995", "u_alpha_2016"])
def test_a_document_drawn_twice_counts_as_two(
    name: str, spans: CodingSpans, data: st.DataObject
) -> None:
    drawn = data.draw(
        st.lists(st.integers(0, spans.n_documents - 1), min_size=1, max_size=4), label="drawn"
    )
    coefficient = SPAN_COEFFICIENTS.get(name)
    parameters = SpanParameters()
    table = coefficient.tabulate(spans, parameters).statistics
    times = np.bincount(drawn, minlength=spans.n_documents).astype(np.float64)[None]
    rows = np.concatenate([np.flatnonzero(spans.document == d) for d in drawn])
    copies = np.concatenate(
        [np.full((spans.document == d).sum(), place) for place, d in enumerate(drawn)]
    )
    written_out = CodingSpans(
        document=copies.astype(np.int32),
        code=spans.code[rows],
        coder=spans.coder[rows],
        start=spans.start[rows],
        end=spans.end[rows],
        lengths=spans.lengths[drawn],
        n_codes=spans.n_codes,
        n_coders=spans.n_coders,
        looked=spans.finished[drawn],
    )
    whole = coefficient.tabulate(written_out, parameters).statistics.sum(axis=1)
    for of_code, expected in zip(table, whole, strict=True):
        one = coefficient.estimate(times @ of_code, parameters)
        other = coefficient.estimate(expected[None], parameters)
        assert one.reason.tolist() == other.reason.tolist()
        assert one.value == pytest.approx(other.value, nan_ok=True)


@few
@given(codings())
def test_violations_are_the_text_with_two_codes_of_one_coder(spans: CodingSpans) -> None:
    found = domain_violations(spans)
    told = {
        (row.document, row.coder, row.code_a, row.code_b, at)
        for row in found
        for at in range(row.start, row.end)
    }
    for document in range(spans.n_documents):
        counted = set(counted_characters(spans, document))
        for coder in range(spans.n_coders):
            for a, b in [(0, 1), (0, 2), (1, 2)]:
                both = coded_characters(spans, a, document, coder)
                both &= coded_characters(spans, b, document, coder)
                here = {row[4] for row in told if row[:4] == (document, coder, a, b)}
                finished = bool(spans.finished[document, coder])
                assert here & counted == (both & counted if finished else set())
    assert list(found) == sorted(found)
    if found:
        with pytest.raises(NotComputable):
            refuse_overlaps("A coefficient", spans)
    else:
        refuse_overlaps("A coefficient", spans)


@few
@given(partitions())
def test_the_order_of_coders_and_codings_does_not_matter(spans: CodingSpans) -> None:
    turned = CodingSpans(
        document=spans.document[::-1],
        code=spans.code[::-1],
        coder=(spans.n_coders - 1 - spans.coder)[::-1].astype(np.int32),
        start=spans.start[::-1],
        end=spans.end[::-1],
        lengths=spans.lengths,
        n_codes=spans.n_codes,
        n_coders=spans.n_coders,
        looked=spans.finished[:, ::-1],
    )
    for name, variant in (("alpha_u_1995", ""), ("u_alpha_2016", "u"), ("u_alpha_2016", "cu")):
        one, other = (estimates(name, each, variant=variant) for each in (spans, turned))
        assert one.value == pytest.approx(other.value, nan_ok=True)
