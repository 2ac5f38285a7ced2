"""One coefficient for some coders of a study, ready to be asked about any documents and codes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from gtcoder.analysis.coefficients import COEFFICIENTS, NOMINAL, PLAIN, Coefficient, Estimates
from gtcoder.analysis.coefficients.base import Parameters
from gtcoder.analysis.coefficients.characters import APPLIED, table_ratings
from gtcoder.analysis.matching import matched_table
from gtcoder.analysis.ratings import Ratings
from gtcoder.analysis.segments import TEXT_UNITS, VERSION
from gtcoder.analysis.spans import FloatArray, coded_text
from gtcoder.analysis.study import AgreementOptions, CodedStudy, Per, UncodedText
from gtcoder.analysis.units import (
    UnitTable,
    character_table,
    touched,
    unit_table,
    whole_documents,
)
from gtcoder.errors import NotComputable
from gtcoder.vocabulary import UnitOfCoding

MATCHING_RULE = (
    "Matched: the same code on overlapping text, each coding at most once; a coder's own "
    "overlapping codings of a code count as one."
)


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """One coefficient for some coders, over the documents two of them finished."""

    coefficient: Coefficient
    parameters: Parameters
    study: CodedStudy
    table: UnitTable
    ratings: Ratings
    unit: UnitOfCoding
    uncoded: str | None
    note: str

    def estimate(self, counts: FloatArray) -> Estimates:
        """Return the coefficient of tables over the same patterns, tables × patterns."""
        return self.coefficient.estimate(self.ratings.counted(counts), self.parameters)


def comparisons(study: CodedStudy, options: AgreementOptions) -> Iterator[Comparison]:
    """Yield what is compared: each coefficient for all coders, or for each pair of them."""
    everyone = tuple(range(len(study.coders)))
    pairs = list(combinations(everyone, 2))
    tables: dict[UnitOfCoding, UnitTable] = {}
    for name in options.coefficients:
        coefficient = COEFFICIENTS.get(name)
        two_by_two = coefficient.paired or coefficient.decisions
        groups = pairs if two_by_two or options.per is Per.PAIR else [everyone]
        unit = _unit(coefficient, options)
        for group in groups:
            if coefficient.decisions:
                table = matched_table(study.spans, *group)
            else:
                if unit not in tables:
                    tables[unit] = _unit_table(study, options, unit)
                table = tables[unit].of(group)
            yield _comparison(coefficient, study, options, group, table)


def _unit(coefficient: Coefficient, options: AgreementOptions) -> UnitOfCoding:
    return UnitOfCoding.QUOTATION if coefficient.decisions else coefficient.unit or options.unit


def _comparison(
    coefficient: Coefficient,
    study: CodedStudy,
    options: AgreementOptions,
    group: tuple[int, ...],
    table: UnitTable,
) -> Comparison:
    """Return the comparison over the documents that two of its coders finished."""
    paired = np.flatnonzero(table.looked.sum(axis=1) >= 2).tolist()
    left_out = len(study.documents) - len(paired)
    narrow = replace(
        study,
        documents=tuple(study.documents[d] for d in paired),
        coders=tuple(study.coders[g] for g in group),
    )
    table = table.within(paired) if left_out else table
    ratings = table_ratings(table, np.zeros((1, len(table.patterns))), narrow.coders)
    parameters = NOMINAL if "level" in coefficient.takes else PLAIN
    if "category" in coefficient.needs:
        parameters = replace(parameters, category=APPLIED[1])
        ratings = ratings.dichotomised(APPLIED[1])
    coefficient.check(ratings, parameters)
    _ = ratings.tally, ratings.given  # once for all tables to come
    unit = _unit(coefficient, options)
    return Comparison(
        coefficient=coefficient,
        parameters=parameters,
        study=narrow,
        table=table,
        ratings=ratings,
        unit=unit,
        uncoded=None if coefficient.decisions else options.uncoded.value,
        note=_rule(coefficient, options, unit, left_out),
    )


def _rule(
    coefficient: Coefficient, options: AgreementOptions, unit: UnitOfCoding, left_out: int
) -> str:
    parts = []
    if coefficient.decisions:
        parts.append(MATCHING_RULE)
    elif unit is not UnitOfCoding.CHARACTER:
        parts.append(f"A code is applied to a {unit.value} by {options.touch.text}.")
    if unit in TEXT_UNITS:
        parts.append(f"Rules of cutting text: version {VERSION}.")
    if options.uncoded is UncodedText.OUT and not coefficient.decisions:
        parts.append("Left out: what none of the coders gave any of the codes.")
    if left_out:
        parts.append(f"Left out: documents that only one of the two finished ({left_out}).")
    return " ".join(parts)


def _unit_table(study: CodedStudy, options: AgreementOptions, unit: UnitOfCoding) -> UnitTable:
    spans = study.spans
    leave_out = options.uncoded is UncodedText.OUT
    if unit is UnitOfCoding.CHARACTER:
        return character_table(spans.counting_only(coded_text(spans)) if leave_out else spans)
    units = whole_documents(spans) if unit is UnitOfCoding.DOCUMENT else study.units
    if unit is UnitOfCoding.QUOTATION or units is None:
        raise NotComputable(
            "Agreement by {unit} cannot be computed from these codings; their units are not "
            "known. Choose another unit.",
            unit=unit.value,
        )
    return unit_table(
        spans, touched(units, coded_text(spans)) if leave_out else units, options.touch
    )
