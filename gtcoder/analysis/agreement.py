"""From a study to numbers of agreement: every coefficient over codes, documents and pairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from gtcoder.analysis.chosen import asked_for
from gtcoder.analysis.coefficients import Coefficient, Estimates
from gtcoder.analysis.comparison import Comparison, comparisons
from gtcoder.analysis.gamma.measure import GammaOptions, measure_gamma
from gtcoder.analysis.gamma.parameters import is_gamma
from gtcoder.analysis.matching import matched_table
from gtcoder.analysis.records import AgreementRecord, AgreementResults, MatchedRow, Over
from gtcoder.analysis.resampling import Resampled, multiplicities, summary, too_few
from gtcoder.analysis.rows import Drawn, Rows, left_out_record
from gtcoder.analysis.span_comparison import LeftOut, SpanComparison
from gtcoder.analysis.study import AgreementOptions, CodedStudy, Per, narrowed
from gtcoder.progress import Progress, Silent


def measure(
    study: CodedStudy, options: AgreementOptions, progress: Progress | None = None
) -> AgreementResults:
    """Return the chosen coefficients of the study's codings, each with unit, sample and interval.

    For each coefficient a value pooled over the codes (one table of all codes × units) and, with
    more than one code, the mean of the codes whose value is defined; with `options.per` also rows
    for codes, documents, pairs or values of the study's variable. Where codes must exclude one
    another there is a value for each declared domain, or the reason why not. Coefficients of two
    coders come for each pair. Intervals are 95 % percentiles of a bootstrap over documents; coders
    and codes are held fixed. Raises NotComputable or NotFound where the question cannot be asked.
    """
    narrow = narrowed(study, options)
    aligned = tuple(name for name in options.coefficients if is_gamma(name))
    others = tuple(name for name in options.coefficients if not is_gamma(name))
    options = replace(options, coefficients=others)
    asked = list(comparisons(narrow, options))
    watch = progress or Silent()
    records: list[AgreementRecord] = []
    for done, comparison in enumerate(asked):
        if isinstance(comparison, LeftOut):
            records.append(left_out_record(comparison))
            continue
        steps = _Steps(watch, done, len(asked), comparison)
        records += _records(comparison, options, steps)
    watch.step(len(asked), len(asked))
    if aligned:
        how = GammaOptions(aligned, options.per, options.gamma, options.bootstrap, options.seed)
        records += measure_gamma(narrow, how, watch)
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
    comparison: Comparison | SpanComparison

    def step(self, code: int) -> None:
        codes = len(self.comparison.names)
        what = self.comparison.coefficient.name
        self.progress.step(self.done * codes + code, self.total * codes, what)


def _decisions(options: AgreementOptions) -> bool:
    asked = (asked_for(name).coefficient for name in options.coefficients)
    return any(isinstance(each, Coefficient) and each.decisions for each in asked)


def _records(
    comparison: Comparison | SpanComparison, options: AgreementOptions, steps: _Steps
) -> list[AgreementRecord]:
    weights = comparison.by_code()
    by_code = comparison.estimate(weights)
    pooled = comparison.over_codes(np.ones((1, len(comparison.study.documents))))
    drawn = _bootstrap(comparison, options, by_code, steps)
    rows = Rows(comparison, options)
    if len(weights) == 1:
        records = rows.of_codes(by_code, drawn)
    else:
        records = [rows.pooled(pooled, drawn), rows.mean(by_code, drawn)]
        if options.per in (Per.CODE, Per.CATEGORY):
            records += rows.of_codes(by_code, drawn)
    if comparison.over is Over.DOMAIN or comparison.group:
        return records
    if options.per is Per.DOCUMENT:
        records += rows.of_documents()
    if options.per is Per.VARIABLE:
        records += _of_groups(comparison, options, rows)
    return records


def _of_groups(
    comparison: Comparison | SpanComparison, options: AgreementOptions, rows: Rows
) -> Iterator[AgreementRecord]:
    """Yield a record for the documents of each value of the study's variable."""
    groups = np.array(comparison.study.groups)
    for value in dict.fromkeys(comparison.study.groups):
        places = np.flatnonzero(groups == value)
        why = _no_interval(options, len(places))
        drawn = Resampled(None, why)
        if not why:
            draws = multiplicities(len(places), options.bootstrap, options.seed)
            weights = np.zeros((len(draws), len(groups)))
            weights[:, places] = draws
            drawn = summary(comparison.over_codes(weights).value)
        yield rows.of_group(value, places.tolist(), drawn)


def _no_interval(options: AgreementOptions, documents: int) -> str:
    """Return why there is no interval, or an empty string."""
    few = too_few(documents, "documents")
    return few if options.bootstrap else "No interval was asked for."


def _bootstrap(
    comparison: Comparison | SpanComparison,
    options: AgreementOptions,
    by_code: Estimates,
    steps: _Steps,
) -> Drawn:
    """Return intervals from resampled documents: the same resamples for all codes.

    The mean of a resample is over the codes defined in it. Statistics of documents are added up as
    often as drawn, so that no coding is touched again.
    """
    documents, codes = len(comparison.study.documents), len(by_code.value)
    why = _no_interval(options, documents)
    if why:
        none = Resampled(None, why)
        return Drawn(none, none, (none,) * codes)
    draws = multiplicities(documents, options.bootstrap, options.seed)
    blank = comparison.blank(draws)
    total, defined = np.zeros(len(draws)), np.zeros(len(draws))
    found: list[Resampled] = []
    for code in range(codes):
        steps.step(code)
        if by_code.reason[code]:
            found.append(Resampled(None, ""))
            continue
        values = comparison.of_code(code, draws, blank).value
        found.append(summary(values))
        total += np.nan_to_num(values)
        defined += ~np.isnan(values)
    pooled = comparison.over_codes(draws).value
    mean = np.divide(total, defined, out=np.full(len(draws), np.nan), where=defined > 0)
    return Drawn(summary(pooled), summary(mean), tuple(found))
