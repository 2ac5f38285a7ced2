"""From a study to numbers of agreement: every coefficient over codes, documents and pairs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from gtcoder.analysis.coefficients import COEFFICIENTS, Estimates
from gtcoder.analysis.comparison import Comparison, comparisons
from gtcoder.analysis.matching import matched_table
from gtcoder.analysis.records import AgreementRecord, AgreementResults, MatchedRow
from gtcoder.analysis.resampling import Resampled, multiplicities, summary, too_few
from gtcoder.analysis.rows import Drawn, Rows
from gtcoder.analysis.study import AgreementOptions, CodedStudy, Per, narrowed
from gtcoder.progress import Progress, Silent


def measure(
    study: CodedStudy, options: AgreementOptions, progress: Progress | None = None
) -> AgreementResults:
    """Return the chosen coefficients of the study's codings, each with unit, sample and interval.

    For each coefficient a value pooled over the codes (one table of all codes × units) and, with
    more than one code, the mean of the codes whose value is defined; with `options.per` also rows
    for codes, documents or pairs. Coefficients of two coders come for each pair. Intervals are
    95 % percentiles of a bootstrap over documents; coders and codes are held fixed. Raises
    NotComputable or NotFound where the question cannot be asked.
    """
    narrow = narrowed(study, options)
    asked = list(comparisons(narrow, options))
    watch = progress or Silent()
    records: list[AgreementRecord] = []
    for done, comparison in enumerate(asked):
        steps = _Steps(watch, done, len(asked), comparison)
        records += _records(comparison, options, steps)
    watch.step(len(asked), len(asked))
    return AgreementResults(tuple(records), matched_rows(narrow) if _decisions(options) else ())


def matched_rows(study: CodedStudy) -> tuple[MatchedRow, ...]:
    """Return Holsti's table for each pair of coders: a row per document, then one over all."""
    rows: list[MatchedRow] = []
    for g, h in combinations(range(len(study.coders)), 2):
        table = matched_table(study.spans, g, h)
        both = np.flatnonzero(table.looked.all(axis=1)).tolist()
        counts = table.by_document()[both].astype(np.int64)
        names = [*(study.documents[d] for d in both), None]
        for name, (same, first, second) in zip(
            names, [*counts.tolist(), counts.sum(axis=0).tolist()], strict=True
        ):
            pair = study.coders[g], study.coders[h]
            rows.append(MatchedRow(name, *pair, same + first, same + second, same))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class _Steps:
    """Progress through the codes of one comparison among several."""

    progress: Progress
    done: int
    total: int
    comparison: Comparison

    def step(self, code: int) -> None:
        codes = len(self.comparison.study.codes)
        what = self.comparison.coefficient.name
        self.progress.step(self.done * codes + code, self.total * codes, what)


def _decisions(options: AgreementOptions) -> bool:
    return any(COEFFICIENTS.get(name).decisions for name in options.coefficients)


def _records(
    comparison: Comparison, options: AgreementOptions, steps: _Steps
) -> list[AgreementRecord]:
    weights = comparison.table.by_code()
    by_code = comparison.estimate(weights)
    pooled = comparison.estimate(weights.sum(axis=0, keepdims=True))
    drawn = _bootstrap(comparison, options, by_code, steps)
    rows = Rows(comparison, options, weights)
    if len(weights) == 1:
        records = rows.of_codes(by_code, drawn)
    else:
        records = [rows.pooled(pooled, drawn), rows.mean(by_code, drawn)]
        if options.per is Per.CODE:
            records += rows.of_codes(by_code, drawn)
    if options.per is Per.DOCUMENT:
        records += rows.of_documents()
    return records


def _bootstrap(
    comparison: Comparison, options: AgreementOptions, by_code: Estimates, steps: _Steps
) -> Drawn:
    """Return intervals from resampled documents: the same resamples for all codes.

    The mean of a resample is over the codes defined in it. Tables of documents are added up as
    often as drawn, so that no coding is touched again.
    """
    table, codes = comparison.table, len(by_code.value)
    few = too_few(table.n_documents, "documents")
    why = few if options.bootstrap else "No interval was asked for."
    if why:
        none = Resampled(None, why)
        return Drawn(none, none, (none,) * codes)
    draws = multiplicities(table.n_documents, options.bootstrap, options.seed)
    blank = draws @ table.base
    total, defined = np.zeros(len(draws)), np.zeros(len(draws))
    found: list[Resampled] = []
    for code in range(codes):
        steps.step(code)
        if by_code.reason[code]:
            found.append(Resampled(None, ""))
            continue
        documents, changes = table.changes(code)
        values = comparison.estimate(blank + draws[:, documents] @ changes).value
        found.append(summary(values))
        total += np.nan_to_num(values)
        defined += ~np.isnan(values)
    pooled = comparison.estimate(draws @ table.by_document()).value
    mean = np.divide(total, defined, out=np.full(len(draws), np.nan), where=defined > 0)
    return Drawn(summary(pooled), summary(mean), tuple(found))
