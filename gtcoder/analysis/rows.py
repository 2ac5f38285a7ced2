"""Writes the records of one comparison: its numbers with all that must be said beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np

from gtcoder.analysis.coefficients.base import Estimates
from gtcoder.analysis.coefficients.outcome import SINGLE_UNIT
from gtcoder.analysis.coefficients.reasons import REASONS, Reason
from gtcoder.analysis.comparison import Comparison
from gtcoder.analysis.records import AgreementRecord, Over
from gtcoder.analysis.resampling import Resampled
from gtcoder.analysis.span_comparison import LeftOut, SpanComparison
from gtcoder.analysis.spans import FloatArray
from gtcoder.analysis.study import AgreementOptions

REFUSED = "refused"  # the reason of what a coefficient would not compute; the note says why


@dataclass(frozen=True, slots=True)
class Drawn:
    """The resampled values of a comparison: pooled, mean of codes, each code."""

    pooled: Resampled
    mean: Resampled
    codes: tuple[Resampled, ...]


@dataclass(frozen=True, slots=True)
class _Number:
    """A value on its way into a record."""

    value: float | None
    reason: Reason
    over: Over
    units: int
    observed: float | None = None
    expected: float | None = None


@dataclass(frozen=True, slots=True)
class _About:
    """What a record is of, where it is not of everything."""

    code: str | None = None
    documents: tuple[str, ...] | None = None
    group: str = ""


class Rows:
    """The records of one comparison."""

    def __init__(self, comparison: Comparison | SpanComparison, options: AgreementOptions) -> None:
        self._comparison = comparison
        self._options = options
        self._weights = comparison.by_code()
        self._units = comparison.units_by_code()

    def pooled(self, estimates: Estimates, drawn: Drawn) -> AgreementRecord:
        """Return the record of one table of all codes and units."""
        weights = self._weights.sum(axis=0, keepdims=True)
        [remark] = self._comparison.remarks(weights, pooled=True)
        note = f"Pooled over {len(self._weights)} codes: {self._comparison.pooling}."
        found = _numbers(estimates, self._units.sum(keepdims=True), Over.POOLED)[0]
        return self._record(found, drawn.pooled, f"{note} {remark}".rstrip())

    def mean(self, estimates: Estimates, drawn: Drawn) -> AgreementRecord:
        """Return the record of the mean over the codes whose value is defined."""
        defined = estimates.reason == 0
        missing = Counter(estimates.why(int(k)).value for k in np.flatnonzero(~defined))
        count = int(defined.sum())
        if count:
            value, why = float(estimates.value[defined].mean()), Reason.DEFINED
        else:
            value, why = None, Reason(missing.most_common(1)[0][0])
        note = f"Mean of {count} of {len(defined)} codes."
        if missing:
            kinds = ", ".join(f"{kind}: {times}" for kind, times in missing.most_common())
            note += f" Undefined and left out: {len(defined) - count} ({kinds})."
        units = int(self._units.max(initial=0))
        return self._record(_Number(value, why, Over.MEAN, units), drawn.mean, note)

    def of_codes(self, estimates: Estimates, drawn: Drawn) -> list[AgreementRecord]:
        """Return a record for each code, or for the domain or all codes that are one row."""
        comparison = self._comparison
        found = _numbers(estimates, self._units, comparison.over)
        remarks = comparison.remarks(self._weights)
        each = zip(found, drawn.codes, remarks, comparison.names, strict=True)
        records = []
        for one, resampled, remark, name in each:
            said = "" if one.value is None else remark
            note = f"{comparison.joint} {said}".strip()
            about = _About(code=name or None, group=comparison.group)
            records.append(self._record(one, resampled, note, about))
        return records

    def of_documents(self) -> list[AgreementRecord]:
        """Return a record for each document, its codes pooled."""
        comparison = self._comparison
        estimates = comparison.over_codes(np.eye(len(comparison.study.documents)))
        found = _numbers(estimates, comparison.units_by_document(), Over.DOCUMENT)
        single = Resampled(None, "No interval: a single document cannot be resampled.")
        return [
            self._record(one, single, self._over_codes(), _About(documents=(name,)))
            for one, name in zip(found, comparison.study.documents, strict=True)
        ]

    def of_group(self, value: str, documents: Sequence[int], drawn: Resampled) -> AgreementRecord:
        """Return the record of the documents of one value of a variable, codes pooled."""
        comparison, study = self._comparison, self._comparison.study
        weights = np.zeros((1, len(study.documents)))
        weights[0, list(documents)] = 1
        units = comparison.units_by_document()[list(documents)].sum(keepdims=True)
        found = _numbers(comparison.over_codes(weights), units, Over.GROUP)[0]
        names = tuple(study.documents[d] for d in documents)
        about = _About(documents=names, group=f"{study.variable}: {value}")
        return self._record(found, drawn, self._over_codes(), about)

    def _over_codes(self) -> str:
        return self._comparison.joint or f"Pooled over {len(self._weights)} codes."

    def _record(
        self, found: _Number, drawn: Resampled, note: str, about: _About | None = None
    ) -> AgreementRecord:
        comparison, study, of = self._comparison, self._comparison.study, about or _About()
        documents = study.documents if of.documents is None else of.documents
        precision = self._precision(found, drawn, len(documents))
        single = SINGLE_UNIT if found.value is not None and found.units == 1 else ""
        notes = (found.reason.sentence, note, single, comparison.note, precision)
        shares = drawn if comparison.coefficient.thresholds else Resampled(None, "")
        q, declared = comparison.categories
        return AgreementRecord(
            coefficient=comparison.coefficient.id,
            source=comparison.coefficient.source,
            value=found.value,
            status="undefined" if found.value is None else "defined",
            reason=found.reason.value,
            interval=drawn.interval,
            unit=comparison.unit,
            coders=study.coders,
            documents=documents,
            sample=study.sample,
            round=study.round,
            code=of.code,
            uncoded=comparison.uncoded,
            note=" ".join(part for part in notes if part),
            over=found.over,
            observed=found.observed,
            expected=found.expected,
            units=found.units,
            resamples=drawn.resamples,
            undefined_resamples=drawn.undefined,
            below_667=shares.below_667,
            below_800=shares.below_800,
            seed=self._options.seed if drawn.resamples else None,
            q=q,
            q_declared=declared,
            variant=comparison.variant,
            group=of.group,
        )

    def _precision(self, found: _Number, drawn: Resampled, documents: int) -> str:
        if found.value is None or drawn.interval is None:
            return "" if found.value is None else drawn.why_none
        text = (
            f"Interval: 95 % percentiles of {drawn.resamples} resamples of "
            f"{documents} documents, seed {self._options.seed}."
        )
        if drawn.undefined:
            text += f" Undefined in {drawn.undefined} of them."
        if self._comparison.coefficient.thresholds:
            text += f" Below .667 in {drawn.below_667:.1%}, below .80 in {drawn.below_800:.1%}."
        return text


def left_out_record(left_out: LeftOut) -> AgreementRecord:
    """Return the record of what a coefficient refused: no value, and the sentence why."""
    study = left_out.study
    return AgreementRecord(
        coefficient=left_out.coefficient.id,
        source=left_out.coefficient.source,
        value=None,
        status="undefined",
        reason=REFUSED,
        interval=None,
        unit=left_out.coefficient.unit,
        coders=study.coders,
        documents=study.documents,
        sample=study.sample,
        round=study.round,
        code=left_out.name,
        uncoded=None,
        note=" ".join((f"Left out: {left_out.why}", *study.remarks)),
        over=left_out.over,
        observed=None,
        expected=None,
        units=0,
        resamples=0,
        undefined_resamples=0,
        below_667=None,
        below_800=None,
        seed=None,
        q=0,
        q_declared=False,
        variant=left_out.variant,
    )


def _numbers(estimates: Estimates, units: FloatArray, over: Over) -> list[_Number]:
    columns = (estimates.value, estimates.observed, estimates.expected, estimates.reason, units)
    return [
        _Number(
            value=None if why else value,
            reason=REASONS[why],
            over=over,
            units=round(used),
            observed=_known(observed),
            expected=_known(expected),
        )
        for value, observed, expected, why, used in zip(
            *(column.tolist() for column in columns), strict=True
        )
    ]


def _known(value: float) -> float | None:
    return None if isnan(value) else value
