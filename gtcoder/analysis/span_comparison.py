"""One coefficient on spans for some coders of a study: per code, over all, and per domain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from gtcoder.analysis.coefficients.base import Estimates
from gtcoder.analysis.coefficients.reference import reference_named
from gtcoder.analysis.coefficients.segments import DENOMINATORS
from gtcoder.analysis.coefficients.spanning import SpanCoefficient, SpanParameters, SpanTable
from gtcoder.analysis.domains import NAMED_PLACES, domain_violations
from gtcoder.analysis.records import Over
from gtcoder.analysis.spans import CodingSpans, CountedText, FloatArray, coded_text
from gtcoder.analysis.study import AgreementOptions, CodedStudy, Domain, UncodedText
from gtcoder.analysis.units import touched, whole_documents
from gtcoder.errors import NotComputable
from gtcoder.vocabulary import UnitOfCoding

_DOCUMENTS_AT_ONCE = 200_000  # each code has those of the study
_CODING_OF_SHARED_TEXT = "cu"  # variants that say nothing of a single code


@dataclass(frozen=True, slots=True, eq=False)
class SpanComparison:
    """One coefficient on spans for some coders, over the documents two of them finished.

    Its statistics are `names` × documents × what the coefficient adds up. `over` says what a row
    is: a code, a domain, or all codes `joint`ly.
    """

    coefficient: SpanCoefficient
    parameters: SpanParameters
    study: CodedStudy
    statistics: FloatArray
    counted: FloatArray
    names: tuple[str, ...]
    unit: str
    uncoded: str | None
    note: str
    over: Over = Over.CODE
    group: str = ""
    joint: str = ""

    @property
    def variant(self) -> str:
        """The variant of the coefficient, “” for its plain form."""
        return self.parameters.variant

    @property
    def pooling(self) -> str:
        """How the value over all rows is made."""
        if self.coefficient.pool is None:
            return "one table of all codes and units"
        return "what was observed and expected of each code, added up"

    @property
    def categories(self) -> tuple[int, bool]:
        """How many values text may have, those of the codes at hand, which are all there are."""
        return max(len(self.names), 2), True

    def estimate(self, sums: FloatArray) -> Estimates:
        """Return the coefficient of sums of its statistics, tables × statistics."""
        return self.coefficient.estimate(sums, self.parameters)

    def by_code(self) -> FloatArray:
        """Return the statistics of each row over all documents."""
        found: FloatArray = self.statistics.sum(axis=1)
        return found

    def blank(self, weights: FloatArray) -> FloatArray:
        """Return the statistics of a code that nobody applied: none, each row has its own."""
        return np.zeros((len(weights), 0))

    def of_code(self, code: int, weights: FloatArray, _blank: FloatArray) -> Estimates:
        """Return a row's value, documents counted by `weights` (tables × documents)."""
        return self.estimate(weights @ self.statistics[code])

    def over_codes(self, weights: FloatArray) -> Estimates:
        """Return the value over all rows, documents counted by `weights`."""
        if self.coefficient.pool is None or len(self.names) == 1:
            return self.estimate(weights @ self.statistics.sum(axis=0))
        rows = range(len(self.names))
        return self.coefficient.pool([self.of_code(row, weights, weights) for row in rows])

    def units_by_code(self) -> FloatArray:
        """Return how many units of each row could be compared."""
        found: FloatArray = self.counted.sum(axis=1)
        return found

    def units_by_document(self) -> FloatArray:
        """Return how many units of each document could be compared, over all rows."""
        found: FloatArray = self.counted.sum(axis=0)
        return found

    def remarks(self, weights: FloatArray, *, pooled: bool = False) -> list[str]:
        """Return what must be said of the value of each row: nothing here."""
        return [""] * len(weights)


@dataclass(frozen=True, slots=True, eq=False)
class LeftOut:
    """What a coefficient refused, with the sentence that says why."""

    coefficient: SpanCoefficient
    variant: str
    study: CodedStudy
    over: Over
    name: str | None
    why: str


def span_comparisons(
    coefficient: SpanCoefficient,
    variant: str,
    study: CodedStudy,
    options: AgreementOptions,
    groups: Iterable[tuple[int, ...]],
) -> Iterator[SpanComparison | LeftOut]:
    """Yield what is compared of each group of coders.

    A coefficient of one code at a time has a row for each code. One of all codes together has one
    row; where codes must exclude one another, a row for each declared domain, or, of a single
    code, coded against not coded. A domain whose codes overlap is left out, with the reason.
    """
    parameters = _parameters(coefficient, variant, options)
    for group in groups:
        narrow, left_out = _paired(study, group)
        own = _with_units(coefficient, parameters, narrow, options)
        if options.uncoded is UncodedText.OUT and own.units is None:
            narrow = replace(narrow, spans=narrow.spans.counting_only(coded_text(narrow.spans)))
        _check(coefficient, narrow, own)
        base = _Base(coefficient, own, narrow, options, left_out)
        if coefficient.exclusive:
            yield from _exclusive(base)
        elif coefficient.joint:
            yield base.of_all()
        else:
            yield base.of(coefficient.tabulate(narrow.spans, own), narrow.codes)


@dataclass(frozen=True, slots=True, eq=False)
class _Base:
    """What all comparisons of one coefficient and group of coders share."""

    coefficient: SpanCoefficient
    parameters: SpanParameters
    study: CodedStudy
    options: AgreementOptions
    left_out: int

    def of_all(self) -> SpanComparison:
        """Return one value for all codes together."""
        table = self.coefficient.tabulate(self.study.spans, self.parameters)
        if len(self.study.codes) == 1:
            return self.of(table, self.study.codes)
        joint = f"One value for {len(self.study.codes)} codes together."
        return replace(self.of(table, ("",)), over=Over.POOLED, joint=joint)

    def of(self, table: SpanTable, names: tuple[str, ...]) -> SpanComparison:
        """Return the comparison of a table with a row for each name."""
        return SpanComparison(
            coefficient=self.coefficient,
            parameters=self.parameters,
            study=self.study,
            statistics=table.statistics,
            counted=table.units,
            names=names,
            unit=self._unit(),
            uncoded=_uncoded(self.coefficient, self.options),
            note=self._rule(),
        )

    def refused(self, over: Over, name: str | None, why: str) -> LeftOut:
        """Return that something was left out, and why."""
        return LeftOut(self.coefficient, self.parameters.variant, self.study, over, name, why)

    def _unit(self) -> str:
        takes_units = "units" in self.coefficient.takes
        return self.options.unit.value if takes_units else self.coefficient.unit

    def _rule(self) -> str:
        of = self.coefficient
        parts = [reference_named(self.study.coders)] if of.reference else []
        parts += filter(None, [of.cautions.get(self.parameters.variant)])
        if self.parameters.units is not None:
            parts.append(f"A code is applied to a {self._unit()} by {self.options.rule.text}.")
        if "overlap" in self.coefficient.takes:
            whole = DENOMINATORS[self.parameters.denominator]
            share = float(self.parameters.overlap)
            parts.append(f"Two codings match that have at least {share:.6g} {whole} in common.")
        if self.options.uncoded is UncodedText.OUT:
            parts.append("Left out: text that none of the coders gave any of the codes.")
        if self.left_out:
            parts.append(
                f"Left out: documents that only one of the two finished ({self.left_out})."
            )
        return " ".join((*parts, *self.study.remarks))


def _exclusive(base: _Base) -> Iterator[SpanComparison | LeftOut]:
    """Yield each declared domain, and single codes, each against uncoded text."""
    variant = base.parameters.variant
    of_one_code = variant in base.coefficient.of_one_code
    tells_apart = of_one_code or variant.startswith(_CODING_OF_SHARED_TEXT)
    for domain in base.study.domains:
        why = _overlaps(base.study, domain)
        if why:
            yield base.refused(Over.DOMAIN, domain.name, why)
        else:
            yield from _of_domain(base, domain, each_code=of_one_code)
    if not tells_apart:
        yield _single_codes(base)
    elif not base.study.domains:
        why = (
            "It tells the codes of a domain from one another, and none of the codes compared "
            "stands in a declared domain. Declare a category a domain."
        )
        yield base.refused(Over.POOLED, None, why)


def _of_domain(base: _Base, domain: Domain, *, each_code: bool) -> Iterator[SpanComparison]:
    spans = _codes(base.study.spans, domain.codes)
    names = tuple(base.study.codes[code] for code in domain.codes)
    if not each_code:
        table = base.coefficient.tabulate(spans, base.parameters)
        joint = f"A domain of {len(names)} codes that exclude one another: {', '.join(names)}."
        yield replace(base.of(table, (domain.name,)), over=Over.DOMAIN, joint=joint)
        return
    for place, name in enumerate(names):
        parameters = replace(base.parameters, code=place)
        table = base.coefficient.tabulate(spans, parameters)
        one = replace(base.of(table, (name,)), parameters=parameters, group=domain.name)
        yield replace(one, joint=f"Told from the other codes of the domain “{domain.name}”.")


def _overlaps(study: CodedStudy, domain: Domain) -> str:
    """Say where a coder gave two codes of the domain to the same text, “” where nobody did."""
    found = domain_violations(study.spans, domain.codes)
    if not found:
        return ""
    places = "; ".join(
        f"“{study.documents[each.document]}”, characters {each.start}–{each.end}, "
        f"{study.coders[each.coder]}: {study.codes[each.code_a]} and {study.codes[each.code_b]}"
        for each in found[:NAMED_PLACES]
    )
    more = f"; and {len(found) - NAMED_PLACES} more" if len(found) > NAMED_PLACES else ""
    return (
        f"The codes of the domain “{domain.name}” exclude one another, and a coder gave two of "
        f"them to the same text: {places}{more}. Recode these places, or take the mark of a "
        "domain away."
    )


def _check(coefficient: SpanCoefficient, study: CodedStudy, parameters: SpanParameters) -> None:
    """Refuse what the coefficient cannot be asked; codes are filled in one by one."""
    filled = parameters
    if parameters.variant in coefficient.of_one_code:
        filled = replace(parameters, code=0)
    coefficient.check(study.spans, filled)


def _single_codes(base: _Base) -> SpanComparison:
    """Return a row for each code alone, which cannot overlap with itself."""
    spans = base.study.spans
    per = max(1, _DOCUMENTS_AT_ONCE // max(spans.n_documents, 1))
    codes = range(spans.n_codes)
    tables = [
        base.coefficient.tabulate(_apart(_codes(spans, part)), base.parameters)
        for part in (codes[first : first + per] for first in codes[::per])
    ]
    shape = (spans.n_codes, spans.n_documents)
    width = tables[0].statistics.shape[-1]
    stacked = SpanTable(
        np.concatenate([each.statistics[0] for each in tables]).reshape(*shape, width),
        np.concatenate([each.units[0] for each in tables]).reshape(shape),
    )
    return base.of(stacked, base.study.codes)


def _apart(spans: CodingSpans) -> CodingSpans:
    """Return the codings as those of one code in documents of their own for each code.

    Document d of code k is number k * documents + d, and as long as the text of d that counts: so
    that all codes, each against uncoded text, are one table.
    """
    axis = CountedText.of(spans)
    start, end = axis.place(spans.document, spans.start), axis.place(spans.document, spans.end)
    kept = end > start
    document = spans.code[kept] * np.int64(spans.n_documents) + spans.document[kept]
    looked = spans.looked
    return CodingSpans(
        document=document.astype(np.int32),
        code=np.zeros(len(document), dtype=np.int32),
        coder=spans.coder[kept],
        start=start[kept].astype(np.int32),
        end=end[kept].astype(np.int32),
        lengths=np.tile(axis.sizes, spans.n_codes).astype(np.int32),
        n_codes=1,
        n_coders=spans.n_coders,
        looked=None if looked is None else np.tile(looked, (spans.n_codes, 1)),
    )


def _codes(spans: CodingSpans, codes: Sequence[int]) -> CodingSpans:
    return spans.chosen(
        documents=range(spans.n_documents), codes=codes, coders=range(spans.n_coders)
    )


def _paired(study: CodedStudy, group: tuple[int, ...]) -> tuple[CodedStudy, int]:
    """Return the study of these coders over documents two of them finished, and how many go."""
    looked = study.spans.finished[:, list(group)]
    kept = np.flatnonzero(looked.sum(axis=1) >= 2).tolist()
    narrow = study.chosen(documents=kept, codes=range(len(study.codes)), coders=group)
    return narrow, len(study.documents) - len(kept)


def _parameters(
    coefficient: SpanCoefficient, variant: str, options: AgreementOptions
) -> SpanParameters:
    parameters = SpanParameters(variant=variant or coefficient.default_variant)
    if options.overlap is not None and "overlap" in coefficient.takes:
        exact = Fraction(repr(options.overlap)).limit_denominator(10**6)
        parameters = replace(parameters, overlap=exact)
    return parameters


def _with_units(
    coefficient: SpanCoefficient,
    parameters: SpanParameters,
    study: CodedStudy,
    options: AgreementOptions,
) -> SpanParameters:
    """Return the parameters with the units of coding, for a coefficient that takes any."""
    if "units" not in coefficient.takes or options.unit is UnitOfCoding.CHARACTER:
        return parameters
    whole = options.unit is UnitOfCoding.DOCUMENT
    units = whole_documents(study.spans) if whole else study.units
    if units is None:
        raise NotComputable(
            "{name} by {unit} cannot be computed from these codings; their units are not known. "
            "Choose another unit.",
            name=coefficient.name,
            unit=options.unit.value,
        )
    if options.uncoded is UncodedText.OUT:
        units = touched(units, coded_text(study.spans))
    return replace(parameters, units=units, touch=options.rule)


def _uncoded(coefficient: SpanCoefficient, options: AgreementOptions) -> str | None:
    """Return the rule for uncoded text where it counts at all: it is no segment."""
    return None if "overlap" in coefficient.takes else options.uncoded.value
