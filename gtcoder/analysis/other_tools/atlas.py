"""ATLAS.ti's intercoder agreement: percentages of characters and the family of alphas.

cu-alpha and Cu-alpha follow the manual and González-Prieto, Perez, Diaz & López-Fernández (2020);
ATLAS.ti publishes no reference code, so the quantity is promised and not the last digit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from gtcoder.analysis.coefficients.alpha import krippendorff_alpha
from gtcoder.analysis.coefficients.base import NOMINAL, number
from gtcoder.analysis.coefficients.characters import table_ratings
from gtcoder.analysis.domains import domain_violations
from gtcoder.analysis.other_tools.counts import PairCounts
from gtcoder.analysis.other_tools.printed import PrintedValue, Statistic, Tool, share
from gtcoder.analysis.ratings import MISSING, Values, coded_ratings
from gtcoder.analysis.spans import CodingSpans, LongArray, own_runs, sweep
from gtcoder.analysis.study import CodedStudy
from gtcoder.analysis.units import character_table

_MOST_STATES = 2.0**62  # a state of all coders is one 64-bit number
PERCENT = Statistic(
    Tool.ATLAS,
    "percent agreement",
    "agreeing characters / all characters, coded or not",
    "Not corrected for chance; text that nobody coded counts as agreement.",
    percent=True,
)
HOLSTI = Statistic(
    Tool.ATLAS,
    "Holsti index",
    "2 × characters coded by both / (characters of the one + characters of the other)",
    "Not corrected for chance.",
)
BINARY = Statistic(
    Tool.ATLAS,
    "Krippendorff's c-alpha-binary",
    "nominal alpha over all characters, coded with a code of the domain or not",
    "It says whether the same text was found relevant, not whether it got the same code.",
)
CU = Statistic(
    Tool.ATLAS,
    "Krippendorff's cu-alpha",
    "nominal alpha over characters to which two coders or more gave a code of the domain; the "
    "value is which code",
    "Blind to omissions: text that only one coder coded does not enter. Codes of a domain must "
    "exclude one another. Reconstructed, not published as code.",
)
CU_ALL = Statistic(
    Tool.ATLAS,
    "Krippendorff's Cu-alpha",
    "nominal alpha over characters that two coders or more coded; the value is the domains present",
    "It says whether the same domains were seen, and is no mean of the cu-alphas. Reconstructed, "
    "not published as code.",
)
NO_DOMAIN = (
    "None of the codes compared stands in a declared domain, which this takes. Declare a category "
    "a domain."
)


def atlas_pair(counts: PairCounts) -> Iterator[PrintedValue]:
    """Yield percent agreement and Holsti's index of two coders, over all codes and for each."""
    coders = counts.study.coders
    whole = float(counts.length.sum()) * len(counts.study.codes)
    for statistic, part, total in (
        (PERCENT, whole - float((counts.union - counts.both).sum()), whole),
        (HOLSTI, 2 * counts.both.sum(), (counts.first + counts.second).sum()),
    ):
        yield PrintedValue(statistic, coders, share(part, total))
    size = float(counts.length.sum())
    for k, code in enumerate(counts.study.codes):
        apart = float((counts.union - counts.both)[k].sum())
        made = float((counts.first + counts.second)[k].sum())
        yield PrintedValue(PERCENT, coders, share(size - apart, size), code)
        yield PrintedValue(HOLSTI, coders, share(2 * float(counts.both[k].sum()), made), code)


def atlas_alphas(study: CodedStudy) -> Iterator[PrintedValue]:
    """Yield the alphas of all coders: binary of everything and of each code and domain, cu, Cu."""
    domains = [(each.name, each.codes) for each in study.domains]
    everything = tuple(range(len(study.codes)))
    rows: list[tuple[str | None, Sequence[int]]] = [(None, everything), *domains]
    rows += [(code, (k,)) for k, code in enumerate(study.codes)] if len(everything) > 1 else []
    for name, codes in rows:
        yield _printed(BINARY, study, _binary(study.spans, codes), name)
    if not domains:
        yield PrintedValue(CU, study.coders, None, why=NO_DOMAIN)
        yield PrintedValue(CU_ALL, study.coders, None, why=NO_DOMAIN)
        return
    for name, codes in domains:
        yield _cu(study, name, codes)
    yield _cu_all(study, [codes for _, codes in domains])


def _printed(
    statistic: Statistic, study: CodedStudy, found: tuple[float | None, str], name: str | None
) -> PrintedValue:
    return PrintedValue(statistic, study.coders, found[0], name, why=found[1])


def _binary(spans: CodingSpans, codes: Sequence[int]) -> tuple[float | None, str]:
    table = character_table(_as_one(spans, codes))
    found = krippendorff_alpha(table_ratings(table, table.by_code()), NOMINAL)
    return number(found.value[0]), found.why(0).sentence


def _cu(study: CodedStudy, name: str, codes: Sequence[int]) -> PrintedValue:
    violations = domain_violations(study.spans, codes)
    if violations:
        first = violations[0]
        why = (
            f"A coder gave two codes of the domain to the same text in {len(violations)} places, "
            f"first {study.coders[first.coder]} in “{study.documents[first.document]}”."
        )
        return PrintedValue(CU, study.coders, None, name, why=why)
    spans = study.spans.chosen(
        documents=range(study.spans.n_documents),
        codes=codes,
        coders=range(study.spans.n_coders),
    )
    return _printed(
        CU, study, _of_values(spans, np.arange(1, len(codes) + 1, dtype=np.int64), len(codes)), name
    )


def _cu_all(study: CodedStudy, domains: Sequence[Sequence[int]]) -> PrintedValue:
    """Return Cu-alpha: a coder's value is the set of domains on a character, as bits."""
    one = np.full(study.spans.n_codes, -1, dtype=np.int32)
    for place, codes in enumerate(domains):
        one[list(codes)] = place
    spans = _renumbered(study.spans, one, len(domains))
    bits = 2 ** np.arange(min(len(domains), 62), dtype=np.int64)
    return _printed(CU_ALL, study, _of_values(spans, bits, 2 ** len(domains) - 1), None)


def _of_values(spans: CodingSpans, values: LongArray, most: int) -> tuple[float | None, str]:
    """Return nominal alpha of characters, a coder's value the sum of the values of their codes.

    A character that a coder gave no code has no value; `most` is the largest value there is.
    """
    if float(most + 1) ** spans.n_coders > _MOST_STATES:
        return None, "There are too many codes and coders for this comparison."
    own = own_runs(spans)
    cell, coder = np.divmod(own.group, max(spans.n_coders, 1))
    code, document = np.divmod(cell, max(spans.n_documents, 1))
    bit = values[code] * (most + 1) ** coder
    runs = sweep(document, own.start, own.end, bit)
    state, which = np.unique(runs.value, return_inverse=True)
    counts = np.bincount(which, weights=runs.length, minlength=len(state))
    ratings: Values = np.stack(
        [state // (most + 1) ** g % (most + 1) for g in range(spans.n_coders)], axis=1
    ).astype(np.int32)
    known, place = np.unique(ratings, return_inverse=True)
    placed = place.reshape(ratings.shape) - (1 if len(known) and known[0] == 0 else 0)
    shifted = np.where(ratings == 0, MISSING, placed)
    categories = [int(value) for value in known if value]
    table = coded_ratings(shifted, categories, counts=counts)
    found = krippendorff_alpha(table, NOMINAL)
    return number(found.value[0]), found.why(0).sentence


def _as_one(spans: CodingSpans, codes: Sequence[int]) -> CodingSpans:
    """Return the codings of some codes as those of one."""
    one = np.full(spans.n_codes, -1, dtype=np.int32)
    one[list(codes)] = 0
    return _renumbered(spans, one, 1)


def _renumbered(spans: CodingSpans, place: Values, number_of_codes: int) -> CodingSpans:
    code = place[spans.code]
    kept = code >= 0
    return CodingSpans(
        document=spans.document[kept],
        code=code[kept],
        coder=spans.coder[kept],
        start=spans.start[kept],
        end=spans.end[kept],
        lengths=spans.lengths,
        n_codes=number_of_codes,
        n_coders=spans.n_coders,
        counted=spans.counted,
        looked=spans.looked,
    )
