"""One coefficient for some coders of a study, ready to be asked about any documents and codes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from gtcoder.analysis.chosen import Asked, asked_for
from gtcoder.analysis.coefficients import NOMINAL, PLAIN, Coefficient, Estimates
from gtcoder.analysis.coefficients.base import Parameters
from gtcoder.analysis.coefficients.characters import APPLIED, table_ratings
from gtcoder.analysis.coefficients.reference import reference_named
from gtcoder.analysis.matching import matched_table
from gtcoder.analysis.paradoxes import remarks_on
from gtcoder.analysis.quotations import NINE_TENTHS, quotation_table
from gtcoder.analysis.ratings import Ratings
from gtcoder.analysis.records import Over
from gtcoder.analysis.segments import TEXT_UNITS, VERSION
from gtcoder.analysis.span_comparison import LeftOut, SpanComparison, span_comparisons
from gtcoder.analysis.spans import FloatArray, coded_text
from gtcoder.analysis.study import AgreementOptions, CodedStudy, Per, UncodedText
from gtcoder.analysis.units import (
    Touch,
    UnitTable,
    character_table,
    touched,
    unit_table,
    whole_documents,
)
from gtcoder.errors import NotComputable
from gtcoder.vocabulary import UnitOfCoding

_Key = tuple[UnitOfCoding, tuple[str, ...]]  # the unit, and whose coded text it is cut from

MATCHING_RULE = (
    "Matched: the same code on overlapping text, each coding at most once; a coder's own "
    "overlapping codings of a code count as one."
)


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """One coefficient for some coders, over the documents two of them finished.

    Its statistics are tables over the patterns of a unit table: who applied the code, who did not.
    """

    coefficient: Coefficient
    parameters: Parameters
    study: CodedStudy
    table: UnitTable
    ratings: Ratings
    unit: str
    uncoded: str | None
    note: str
    over: Over = Over.CODE

    @property
    def variant(self) -> str:
        """The variant of the coefficient, “” for its plain form."""
        return self.parameters.variant

    @property
    def names(self) -> tuple[str, ...]:
        """What each row of `by_code` is called."""
        return self.study.codes

    @property
    def pooling(self) -> str:
        """How the value over all codes is made."""
        return "one table of all codes and units"

    @property
    def categories(self) -> tuple[int, bool]:
        """How many values a unit may have, and whether the codebook says so."""
        return self.ratings.q, self.ratings.declared

    @property
    def group(self) -> str:
        """The domain that a code was told apart in: none here."""
        return ""

    @property
    def joint(self) -> str:
        """What one value for all codes together is: none here."""
        return ""

    def estimate(self, counts: FloatArray) -> Estimates:
        """Return the coefficient of tables over the same patterns, tables × patterns."""
        return self.coefficient.estimate(self.ratings.counted(counts), self.parameters)

    def by_code(self) -> FloatArray:
        """Return the statistics of each code over all documents."""
        return self.table.by_code()

    def blank(self, weights: FloatArray) -> FloatArray:
        """Return the tables of a code that nobody applied, documents counted by `weights`."""
        return weights @ self.table.base

    def of_code(self, code: int, weights: FloatArray, blank: FloatArray) -> Estimates:
        """Return a code's value, documents counted by `weights` (tables × documents)."""
        documents, changes = self.table.changes(code)
        return self.estimate(blank + weights[:, documents] @ changes)

    def over_codes(self, weights: FloatArray) -> Estimates:
        """Return the value of one table of all codes, documents counted by `weights`."""
        return self.estimate(weights @ self.table.by_document())

    def units_by_code(self) -> FloatArray:
        """Return how many units of each code could be compared."""
        return self._units(self.by_code())

    def units_by_document(self) -> FloatArray:
        """Return how many units of each document could be compared, over all codes."""
        return self._units(self.table.by_document())

    def remarks(self, weights: FloatArray, *, pooled: bool = False) -> list[str]:
        """Return what must be said of the value of each table: who never used it, paradoxes."""
        if self.coefficient.decisions:
            return [""] * len(weights)
        estimates = self.estimate(weights)
        return remarks_on(
            self.coefficient.id,
            self.table.patterns,
            weights,
            estimates,
            coders=self.study.coders,
            unit=self.unit,
            pooled=pooled,
        )

    def _units(self, weights: FloatArray) -> FloatArray:
        table = self.ratings.counted(weights)
        return table.units if self.coefficient.decisions else table.used


def comparisons(
    study: CodedStudy, options: AgreementOptions
) -> Iterator[Comparison | SpanComparison | LeftOut]:
    """Yield what is compared: each coefficient for all coders, or for each pair of them."""
    tables: dict[_Key, UnitTable] = {}
    for written in options.coefficients:
        asked = asked_for(written)
        groups = _groups(study, asked, options)
        if not isinstance(asked.coefficient, Coefficient):
            yield from span_comparisons(asked.coefficient, asked.variant, study, options, groups)
            continue
        for group in groups:
            table = _table(asked.coefficient, study, options, group, tables)
            yield _comparison(asked.coefficient, asked.variant, study, options, group, table)


def _groups(study: CodedStudy, asked: Asked, options: AgreementOptions) -> list[tuple[int, ...]]:
    """Return the coders to compare, all at once or two by two."""
    everyone = tuple(range(len(study.coders)))
    coefficient = asked.coefficient
    decisions = isinstance(coefficient, Coefficient) and coefficient.decisions
    two_by_two = coefficient.paired or decisions or options.per is Per.PAIR
    return list(combinations(everyone, 2)) if two_by_two else [everyone]


def _table(
    coefficient: Coefficient,
    study: CodedStudy,
    options: AgreementOptions,
    group: tuple[int, ...],
    tables: dict[_Key, UnitTable],
) -> UnitTable:
    """Return the unit table of these coders; tables of the same units are made once.

    What nobody coded is what nobody of these coders did: without it each group has its own units.
    """
    if coefficient.decisions:
        return matched_table(study.spans, *group)
    unit = _unit(coefficient, options)
    own = study
    if unit is UnitOfCoding.QUOTATION or options.uncoded is UncodedText.OUT:
        documents, codes = range(len(study.documents)), range(len(study.codes))
        own = study.chosen(documents=documents, codes=codes, coders=group)
    if unit is UnitOfCoding.QUOTATION:
        return quotation_table(own.spans, _overlap(options), own.units)
    key = (unit, own.coders)
    if key not in tables:
        tables[key] = _unit_table(own, options, unit)
    return tables[key].of(group) if own is study else tables[key]


def _unit(coefficient: Coefficient, options: AgreementOptions) -> UnitOfCoding:
    return UnitOfCoding.QUOTATION if coefficient.decisions else coefficient.unit or options.unit


def _comparison(
    coefficient: Coefficient,
    variant: str,
    study: CodedStudy,
    options: AgreementOptions,
    group: tuple[int, ...],
    table: UnitTable,
) -> Comparison:
    """Return the comparison over the documents that two of its coders finished."""
    paired = np.flatnonzero(table.looked.sum(axis=1) >= 2).tolist()
    left_out = len(study.documents) - len(paired)
    narrow = study.chosen(documents=paired, codes=range(len(study.codes)), coders=group)
    table = table.within(paired) if left_out else table
    ratings = table_ratings(table, np.zeros((1, len(table.patterns))), narrow.coders)
    parameters, ratings = asked_of(coefficient, variant, ratings)
    unit = _unit(coefficient, options)
    own_units = unit is UnitOfCoding.QUOTATION and study.units is None
    return Comparison(
        coefficient=coefficient,
        parameters=parameters,
        study=narrow,
        table=table,
        ratings=ratings,
        unit=unit.value,
        uncoded=None if coefficient.decisions or own_units else options.uncoded.value,
        note=_rule(coefficient, narrow, options, unit, left_out),
    )


def asked_of(
    coefficient: Coefficient, variant: str, ratings: Ratings
) -> tuple[Parameters, Ratings]:
    """Return how a coefficient is asked about “not applied” and “applied”, and the ratings for it.

    Raises NotComputable where it cannot be asked.
    """
    parameters = NOMINAL if "level" in coefficient.takes else PLAIN
    parameters = replace(parameters, variant=variant or coefficient.default_variant)
    if "category" in coefficient.needs:
        parameters = replace(parameters, category=APPLIED[1])
        ratings = ratings.dichotomised(APPLIED[1])
    coefficient.check(ratings, parameters)
    _ = ratings.tally, ratings.given  # once for all tables to come
    return parameters, ratings


def _rule(
    coefficient: Coefficient,
    study: CodedStudy,
    options: AgreementOptions,
    unit: UnitOfCoding,
    left_out: int,
) -> str:
    parts = [reference_named(study.coders)] if coefficient.reference else []
    if coefficient.decisions:
        parts.append(MATCHING_RULE)
    elif unit is UnitOfCoding.QUOTATION:
        parts.append(_of_quotations(options, given=study.units is not None))
    elif unit is not UnitOfCoding.CHARACTER:
        parts.append(f"A code is applied to a {unit.value} by {options.rule.text}.")
    if unit in TEXT_UNITS:
        parts.append(f"Rules of cutting text: version {VERSION}.")
    if options.uncoded is UncodedText.OUT and not coefficient.decisions:
        parts.append("Left out: what none of the coders gave any of the codes.")
    if left_out:
        parts.append(f"Left out: documents that only one of the two finished ({left_out}).")
    return " ".join((*parts, *study.remarks))


def _of_quotations(options: AgreementOptions, *, given: bool) -> str:
    share = float(_overlap(options).share)
    units = "the given passages" if given else "the distinct passages that one of the coders coded"
    alone = "" if given else " Text that nobody coded is no unit."
    return (
        f"Units: {units}; a code is applied to one by a coding that has at least {share:.6g} of "
        f"the two together in common with it.{alone}"
    )


def _overlap(options: AgreementOptions) -> Touch:
    return NINE_TENTHS if options.overlap is None else options.rule


def _unit_table(study: CodedStudy, options: AgreementOptions, unit: UnitOfCoding) -> UnitTable:
    spans = study.spans
    leave_out = options.uncoded is UncodedText.OUT
    if unit is UnitOfCoding.CHARACTER:
        return character_table(spans.counting_only(coded_text(spans)) if leave_out else spans)
    units = whole_documents(spans) if unit is UnitOfCoding.DOCUMENT else study.units
    if units is None:
        raise NotComputable(
            "Agreement by {unit} cannot be computed from these codings; their units are not "
            "known. Choose another unit.",
            unit=unit.value,
        )
    return unit_table(
        spans, touched(units, coded_text(spans)) if leave_out else units, options.rule
    )
