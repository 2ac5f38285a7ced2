"""Writes the records of one comparison: its numbers with all that must be said beside them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import isnan

import numpy as np

from gtcoder.analysis.coefficients.base import Estimates
from gtcoder.analysis.coefficients.reasons import REASONS, Reason
from gtcoder.analysis.comparison import Comparison
from gtcoder.analysis.records import AgreementRecord, Over
from gtcoder.analysis.resampling import Resampled
from gtcoder.analysis.spans import FloatArray
from gtcoder.analysis.study import AgreementOptions


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


class Rows:
    """The records of one comparison, whose tables per code are `weights` (codes × patterns)."""

    def __init__(
        self, comparison: Comparison, options: AgreementOptions, weights: FloatArray
    ) -> None:
        self._comparison = comparison
        self._options = options
        self._weights = weights

    def pooled(self, estimates: Estimates, drawn: Drawn) -> AgreementRecord:
        """Return the record of one table of all codes and units."""
        units = self._units(self._weights.sum(axis=0, keepdims=True))
        note = f"Pooled over {len(self._weights)} codes: one table of all codes and units."
        return self._record(_numbers(estimates, units, Over.POOLED)[0], drawn.pooled, note)

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
        units = int(self._units(self._weights).max(initial=0))
        return self._record(_Number(value, why, Over.MEAN, units), drawn.mean, note)

    def of_codes(self, estimates: Estimates, drawn: Drawn) -> list[AgreementRecord]:
        """Return a record for each code."""
        found = _numbers(estimates, self._units(self._weights), Over.CODE)
        each = zip(found, drawn.codes, self._constant(), self._comparison.study.codes, strict=True)
        return [
            self._record(one, resampled, "" if one.value is None else note, code=name)
            for one, resampled, note, name in each
        ]

    def of_documents(self) -> list[AgreementRecord]:
        """Return a record for each document, its codes pooled."""
        tables = self._comparison.table.by_document()
        found = _numbers(self._comparison.estimate(tables), self._units(tables), Over.DOCUMENT)
        single = Resampled(None, "No interval: a single document cannot be resampled.")
        note = f"Pooled over {len(self._weights)} codes."
        return [
            self._record(one, single, note, document=name)
            for one, name in zip(found, self._comparison.study.documents, strict=True)
        ]

    def _units(self, weights: FloatArray) -> FloatArray:
        table = self._comparison.ratings.counted(weights)
        return table.units if self._comparison.coefficient.decisions else table.used

    def _constant(self) -> list[str]:
        """Return for each code which coders applied it nowhere or everywhere."""
        comparison = self._comparison
        patterns = comparison.table.patterns
        if comparison.coefficient.decisions:
            return [""] * len(self._weights)
        paired = self._weights * ((patterns >= 0).sum(axis=1) >= 2)
        applied, refused = paired @ (patterns == 1), paired @ (patterns == 0)
        nowhere, everywhere = (applied == 0) & (refused > 0), (refused == 0) & (applied > 0)
        found = [""] * len(self._weights)
        for k, g in np.argwhere(nowhere | everywhere).tolist():
            where = "nowhere" if nowhere[k, g] else "everywhere"
            found[k] += f"{comparison.study.coders[g]} applied the code {where}. "
        return [each.rstrip() for each in found]

    def _record(
        self,
        found: _Number,
        drawn: Resampled,
        note: str,
        *,
        code: str | None = None,
        document: str | None = None,
    ) -> AgreementRecord:
        comparison, study = self._comparison, self._comparison.study
        notes = (found.reason.sentence, note, comparison.note, self._precision(found, drawn))
        shares = drawn if comparison.coefficient.thresholds else Resampled(None, "")
        return AgreementRecord(
            coefficient=comparison.coefficient.id,
            source=comparison.coefficient.source,
            value=found.value,
            status="undefined" if found.value is None else "defined",
            reason=found.reason.value,
            interval=drawn.interval,
            unit=comparison.unit.value,
            coders=study.coders,
            documents=study.documents if document is None else (document,),
            sample=study.sample,
            round=study.round,
            code=code,
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
            q=comparison.ratings.q,
            q_declared=comparison.ratings.declared,
        )

    def _precision(self, found: _Number, drawn: Resampled) -> str:
        if found.value is None or drawn.interval is None:
            return "" if found.value is None else drawn.why_none
        text = (
            f"Interval: 95 % percentiles of {drawn.resamples} resamples of "
            f"{len(self._comparison.study.documents)} documents, seed {self._options.seed}."
        )
        if drawn.undefined:
            text += f" Undefined in {drawn.undefined} of them."
        if self._comparison.coefficient.thresholds:
            text += f" Below .667 in {drawn.below_667:.1%}, below .80 in {drawn.below_800:.1%}."
        return text


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
