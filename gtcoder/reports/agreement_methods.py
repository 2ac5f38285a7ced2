"""The paragraph on agreement for the methods section, with its references, ready to paste."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from gtcoder import __version__
from gtcoder.analysis.chosen import described
from gtcoder.analysis.records import AgreementRecord, Over
from gtcoder.analysis.study import Per
from gtcoder.progress import Progress
from gtcoder.queries import frames
from gtcoder.queries.people import find_round
from gtcoder.queries.reliability import drawn_sample
from gtcoder.reports.agreement_options import AgreementReportOptions
from gtcoder.reports.agreement_report import basis_of
from gtcoder.reports.agreement_sample import drawn_in_words
from gtcoder.reports.agreement_views import label_of, measure_name, whole
from gtcoder.reports.base import Report, Row, listing, number_of, report
from gtcoder.reports.names import document_names
from gtcoder.reports.quality import StudyAgreement, agreement
from gtcoder.store.reader import Reader

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
_UNCODED = {
    "in": "text that no coder coded counted as agreement that a code did not apply",
    "out": "text that none of the coders coded was left out",
}
EFRON = (
    "Efron, B. & Tibshirani, R. J. (1993). An introduction to the bootstrap. Chapman & Hall "
    "(percentile interval; resampled are documents)."
)


@dataclass(frozen=True, slots=True)
class MethodsOptions(AgreementReportOptions):
    """The options of the paragraph: its coefficients come in their order."""

    coefficients: tuple[str, ...] = field(
        default=("krippendorff_alpha", "percent_agreement"),
        metadata={"help": "coefficients by id, or id:variant"},
    )


@report("agreement-methods", "Agreement, for the methods section", MethodsOptions)
def methods_report(reader: Reader, options: MethodsOptions, progress: Progress) -> Report:
    """Return a paragraph that says what was coded twice, how it was compared, and the values."""
    made = agreement(reader, options.asking(Per.CODE), progress)
    records = made.results.records
    basis = basis_of(reader, made)
    text = " ".join(
        (
            _sample(reader, records),
            _unit(records, options),
            *_values(records),
            *_intervals(records),
            *_undefined(records),
            f"Values were computed with gtcoder {__version__}.",
        )
    )
    shown = [record for record in records if record.over is not Over.CODE or record.group]
    return Report(
        name="agreement-methods",
        title="Agreement of coders",
        columns=("coefficient", "over", "coders", "value", "LL", "UL", "documents"),
        rows=tuple(_row(record) for record in shown or records),
        sentences=basis.sentences(reader),
        provenance=basis.provenance(reader),
        text=(text, *_said(made), "References", *references_of(records)),
        repeats=("coefficient",),
    )


def _row(record: AgreementRecord) -> Row:
    low, high = record.interval or (None, None)
    return (
        measure_name(record), label_of(record), listing(record.coders), record.value, low, high,
        len(record.documents),
    )  # fmt: skip


def references_of(records: Sequence[AgreementRecord]) -> tuple[str, ...]:
    """Return the sources of the coefficients and of the interval, in the order of their names."""
    cited = {described(record.coefficient).citation for record in records}
    if any(record.interval for record in records):
        cited.add(EFRON)
    return tuple(sorted(cited))


def _sample(reader: Reader, records: Sequence[AgreementRecord]) -> str:
    coders = list(dict.fromkeys(name for record in records for name in record.coders))
    documents = dict.fromkeys(name for record in records for name in record.documents)
    every, lengths = document_names(reader), frames.document_lengths(reader)
    share = sum(lengths[key] for key, name in every.items() if name in documents)
    whole_text = max(1, sum(lengths.values()))
    rounds = list(dict.fromkeys(record.round for record in records))
    count = _NUMBERS[len(coders)] if len(coders) < len(_NUMBERS) else str(len(coders))
    drawn = drawn_in_words(drawn_sample(reader, find_round(reader, rounds[0]).id))
    how = "" if len(documents) == len(every) else f" {drawn}"
    finished = "finished coding" if records[0].sample == "finished" else "coded"
    return (
        f"{count} coders ({listing(coders)}) {finished} the same {len(documents):,} of "
        f"{number_of(len(every), 'document')} ({share / whole_text:.0%} of the text) in "
        f"{listing(rounds)}.{how}"
    )


def _unit(records: Sequence[AgreementRecord], options: MethodsOptions) -> str:
    units = listing(list(dict.fromkeys(record.unit for record in records)))
    uncoded = next((record.uncoded for record in records if record.uncoded), None)
    told = f"; {_UNCODED[uncoded]}" if uncoded else ""
    turns = "" if options.interviewer else "; interviewers' turns were left out"
    return f"The unit of coding was the {units}{told}{turns}."


def _values(records: Sequence[AgreementRecord]) -> list[str]:
    """Return a sentence for each coefficient: pooled, by pair where there are several, mean."""
    said = []
    for name in dict.fromkeys(record.asked_as for record in records):
        means = {
            record.coders: record
            for record in records
            if record.asked_as == name and record.over is Over.MEAN
        }
        for record in whole(records, name)[: max(1, len(means))]:
            who = f" for {listing(record.coders)}" if len(means) > 1 else ""
            codes = _codes_of(record, records)
            said.append(f"{measure_name(record)} over {codes}{who} was {_value(record)}")
            mean = means.get(record.coders)
            if mean is not None and mean.value is not None:
                said[-1] += f" pooled, and {_number(mean.value)} in the mean of the codes"
            said[-1] += "."
    return said


def _codes_of(record: AgreementRecord, records: Sequence[AgreementRecord]) -> str:
    if record.code is not None:
        return f"the code “{record.code}”"
    of_codes = {each.code for each in records if each.over is Over.CODE}
    return number_of(len(of_codes), "code")


def _value(record: AgreementRecord) -> str:
    if record.value is None:
        return f"undefined ({record.reason.replace('_', ' ')})"
    if record.interval is None:
        return _number(record.value)
    low, high = record.interval
    return f"{_number(record.value)}, 95 % CI [{_number(low)}, {_number(high)}],"


def _number(value: float) -> str:
    """Return a number as APA prints what cannot pass 1: two decimals, no zero before the point.

    What would be rounded to 1 without being it keeps a third.
    """
    places = 3 if 0.995 <= abs(value) < 1 else 2
    written = f"{value:.{places}f}"
    return written.replace("0.", ".", 1) if abs(value) < 1 else written


def _intervals(records: Sequence[AgreementRecord]) -> list[str]:
    drawn = {(record.resamples, record.seed) for record in records if record.interval is not None}
    return [
        f"Intervals are 95 % percentiles of {resamples:,} bootstrap resamples of whole documents "
        f"(seed {seed}; coders and codes held fixed)."
        for resamples, seed in sorted(drawn, key=str)
    ] or ["Too few documents were coded for an interval, or none was asked for."]


def _undefined(records: Sequence[AgreementRecord]) -> list[str]:
    """Say how codes without a value were treated."""
    said = []
    for name in dict.fromkeys(record.asked_as for record in records):
        own = [r for r in records if r.asked_as == name and r.over is Over.CODE]
        lacking = Counter(r.reason.replace("_", " ") for r in own if r.value is None)
        if lacking and len(own) > 1:
            kinds = listing([f"{kind} ({times})" for kind, times in lacking.most_common()])
            said.append(
                f"{measure_name(own[0])} was undefined for {number_of(lacking.total(), 'code')} "
                f"({kinds}), which entered the pooled value and not the mean."
            )
    return said


def _said(made: StudyAgreement) -> tuple[str, ...]:
    return (f"To know beside it: {' '.join(made.sentences)}",) if made.sentences else ()
