"""Gamma, gamma-cat and gamma-k of a study, as records that say all that was chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from gtcoder.analysis.coefficients.reasons import Reason
from gtcoder.analysis.gamma.continuum import continua
from gtcoder.analysis.gamma.disorder import DocumentDisorder, disorders
from gtcoder.analysis.gamma.parameters import (
    GAMMA,
    GAMMA_CAT,
    GAMMA_K,
    GAMMAS,
    GammaParameters,
)
from gtcoder.analysis.gamma.sums import Sums, category_sums, gamma_sums
from gtcoder.analysis.records import AgreementRecord, Over
from gtcoder.analysis.resampling import Resampled, multiplicities, summary, too_few
from gtcoder.analysis.spans import FloatArray
from gtcoder.analysis.study import CodedStudy, Per
from gtcoder.errors import NotComputable
from gtcoder.progress import Progress, Silent
from gtcoder.vocabulary import UnitOfCoding


@dataclass(frozen=True, slots=True)
class GammaOptions:
    """Which of the family to compute, and how.

    gamma_k gives a row for each code; `per` code adds these to the others, `per` document rows for
    each document or value of the study's variable (gamma and gamma-cat), `per` pair compares coders
    two by two. `bootstrap` 0 means no intervals. The same seed gives the same numbers.
    """

    coefficients: tuple[str, ...] = (GAMMA,)
    per: Per | None = None
    parameters: GammaParameters = field(default_factory=GammaParameters)
    bootstrap: int = 2000
    seed: int = 1


def measure_gamma(
    study: CodedStudy, options: GammaOptions, progress: Progress | None = None
) -> tuple[AgreementRecord, ...]:
    """Return the chosen coefficients over all documents that two of the coders finished.

    Every document has its own best alignment and its own random continua. Over several documents
    gamma is 1 − Σ n δ_observed / Σ n δ_expected, n the codings of a document; gamma-cat and gamma-k
    weigh documents by Σ x of what was aligned in them. Raises NotComputable without scipy, or for
    more near codings than can be weighed; Cancelled when `progress` does.
    """
    names = [GAMMAS.get(name).id for name in dict.fromkeys(options.coefficients)]
    if options.per in (Per.CODE, Per.CATEGORY) and GAMMA_K not in names:
        names.append(GAMMA_K)
    everyone = tuple(range(len(study.coders)))
    if len(everyone) < 2:
        raise NotComputable("Gamma takes two coders or more. Choose another coder or round.")
    groups = list(combinations(everyone, 2)) if options.per is Per.PAIR else [everyone]
    records: list[AgreementRecord] = []
    for part, group in enumerate(groups):
        watch = _Part(progress or Silent(), part, len(groups))
        measured = _measured(study, group, options, watch)
        for name in names:
            records += measured.records(name)
    return tuple(records)


@dataclass(frozen=True, slots=True)
class _Part:
    """Progress through one of several groups of coders."""

    progress: Progress
    part: int
    parts: int

    def step(self, done: int, total: int, what: str = "") -> None:
        self.progress.step(self.part * total + done, self.parts * total, what)


def _measured(
    study: CodedStudy, group: tuple[int, ...], options: GammaOptions, progress: Progress
) -> _Measured:
    paired = np.flatnonzero(study.spans.finished[:, list(group)].sum(axis=1) >= 2).tolist()
    chosen = study.chosen(documents=paired, codes=range(len(study.codes)), coders=group)
    coded = list(continua(chosen.spans))
    found = disorders(
        [continuum for _, continuum in coded],
        options.parameters,
        codes=len(study.codes),
        seed=options.seed,
        progress=progress,
    )
    left_out = len(study.documents) - len(paired)
    return _Measured(chosen, options, tuple(place for place, _ in coded), tuple(found), left_out)


@dataclass(frozen=True, slots=True)
class _Measured:
    """The disorders of the documents `places` of a study, on their way into records."""

    study: CodedStudy
    options: GammaOptions
    places: tuple[int, ...]
    found: tuple[DocumentDisorder, ...]
    left_out: int

    def records(self, name: str) -> Iterator[AgreementRecord]:
        """Yield the records of one of the family."""
        if name == GAMMA_K:
            for code, path in enumerate(self.study.codes):
                yield self._record(name, self._sums(name, code), Over.CODE, code=path)
            return
        sums = self._sums(name, None)
        yield self._record(name, sums, Over.POOLED)
        if self.options.per is Per.DOCUMENT:
            for row, place in enumerate(self.places):
                only = (self.study.documents[place],)
                yield self._record(name, sums.of([row]), Over.DOCUMENT, documents=only)
        elif self.options.per is Per.VARIABLE:
            for value in dict.fromkeys(self.study.groups):
                yield self._of_group(name, sums, value)

    def _of_group(self, name: str, sums: Sums, value: str) -> AgreementRecord:
        study = self.study
        rows = [row for row, place in enumerate(self.places) if study.groups[place] == value]
        names = zip(study.documents, study.groups, strict=True)
        return self._record(
            name,
            sums.of(rows),
            Over.GROUP,
            documents=tuple(document for document, its in names if its == value),
            group=f"{study.variable}: {value}",
        )

    def _sums(self, name: str, code: int | None) -> Sums:
        if name == GAMMA:
            return gamma_sums(self.found)
        delta = self.options.parameters.delta_empty
        return category_sums(self.found, code=code, delta_empty=delta)

    def _record(
        self,
        name: str,
        sums: Sums,
        over: Over,
        *,
        code: str | None = None,
        documents: tuple[str, ...] | None = None,
        group: str = "",
    ) -> AgreementRecord:
        study, why = self.study, sums.reason()
        drawn = Resampled(None, "") if why else self._drawn(sums, over)
        weight = float(sums.weight.sum())
        everything = np.ones((1, len(sums.weight)))
        return AgreementRecord(
            coefficient=name,
            source=GAMMAS.get(name).source,
            value=None if why else float(sums.values(everything)[0]),
            status="undefined" if why else "defined",
            reason=why.value,
            interval=drawn.interval,
            unit=UnitOfCoding.QUOTATION.value,
            coders=study.coders,
            documents=study.documents if documents is None else documents,
            sample=study.sample,
            round=study.round,
            code=code,
            uncoded=None,
            note=self._note(name, sums, why, drawn),
            over=over,
            observed=float(sums.observed.sum()) / weight if weight else None,
            expected=float(sums.expected.sum()) / weight if weight else None,
            units=int(sums.codings.sum()),
            resamples=drawn.resamples,
            undefined_resamples=drawn.undefined,
            below_667=None,
            below_800=None,
            seed=self.options.seed,
            q=len(study.codes),
            q_declared=True,
            group=group,
        )

    def _drawn(self, sums: Sums, over: Over) -> Resampled:
        if over is Over.DOCUMENT:
            return Resampled(None, "No interval: a single document cannot be resampled.")
        documents = len(sums.weight)
        if not self.options.bootstrap:
            return Resampled(None, "No interval was asked for.")
        if few := too_few(documents, "documents"):
            return Resampled(None, few)
        return summary(
            sums.values(multiplicities(documents, self.options.bootstrap, self.options.seed))
        )

    def _note(self, name: str, sums: Sums, why: Reason, drawn: Resampled) -> str:
        parts = [why.sentence, self.options.parameters.sentence]
        if self.found:
            parts.append(self._sampled())
        if len(sums.weight) > 1:
            parts.append(_pooling(name, len(sums.weight)))
        unknown = int(((sums.weight == 0) & (sums.codings > 0)).sum())
        if unknown and not why:
            parts.append(f"Left out: documents without an aligned pair ({unknown}).")
        if self.left_out:
            parts.append(f"Left out: documents that only one of them finished ({self.left_out}).")
        parts += [self._precision(len(sums.weight), drawn), *self.study.remarks]
        return " ".join(part for part in parts if part)

    def _sampled(self) -> str:
        samples = [each.samples for each in self.found]
        total = sum(each.units * each.expected for each in self.found)
        spread = np.array(
            [
                each.units * float(each.samples.std(ddof=1)) / np.sqrt(len(each.samples))
                for each in self.found
            ]
        )
        each = "each document" if len(samples) > 1 else "the document"
        known = f", known to within {_share(spread, total)}" if total else ""
        return (
            f"Expected disorder: mean of {len(samples[0])} random continua of {each}{known} "
            f"(seed {self.options.seed})."
        )

    def _precision(self, documents: int, drawn: Resampled) -> str:
        if drawn.interval is None:
            return drawn.why_none
        undefined = f" Undefined in {drawn.undefined} of them." if drawn.undefined else ""
        return (
            f"Interval: 95 % percentiles of {drawn.resamples} resamples of {documents} documents, "
            f"seed {self.options.seed}, with their expected disorders as sampled.{undefined}"
        )


def _share(spread: FloatArray, total: float) -> str:
    return f"{1.96 * float(np.sqrt((spread**2).sum())) / total:.1%}"


def _pooling(name: str, documents: int) -> str:
    by = "codings" if name == GAMMA else "aligned pairs"
    return (
        f"Observed and expected disorders of {documents} documents, each weighted by its {by}, "
        "added up before they are compared."
    )


__all__ = ["GAMMA", "GAMMA_CAT", "GAMMA_K", "GammaOptions", "measure_gamma"]
