"""Agreement of a study's coders: the questions that can be asked, and their answers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gtcoder.analysis.agreement import measure
from gtcoder.analysis.records import AgreementRecord, AgreementResults, MatchedRow
from gtcoder.analysis.study import Per
from gtcoder.progress import Progress
from gtcoder.reports.coded_sample import (
    SAMPLES,
    CodedSample,
    StudyAgreementOptions,
    coded_study,
    sample_of,
)
from gtcoder.reports.quality_rounds import each_coder, each_round
from gtcoder.store.reader import Reader

__all__ = [
    "SAMPLES",
    "CodedSample",
    "StudyAgreement",
    "StudyAgreementOptions",
    "agreement",
    "coded_study",
    "samples",
]


@dataclass(frozen=True, slots=True)
class StudyAgreement:
    """Results of a study with the revision they were computed from."""

    results: AgreementResults
    sentences: tuple[str, ...]
    revision: int


def agreement(
    reader: Reader, options: StudyAgreementOptions, progress: Progress | None = None
) -> StudyAgreement:
    """Return the agreement of a study's coders.

    Codings made automatically and not confirmed, and consensus codings, never count. Codes that
    nobody among the coders applied in the sample are left out, unless they are named.
    """
    records: list[AgreementRecord] = []
    matched: list[MatchedRow] = []
    sentences: dict[str, None] = {}
    asked = replace(options.asked, coders=(), documents=(), codes=())
    for sample in samples(reader, options):
        found = measure(sample.study, asked, progress)
        records += found.records
        matched += found.matched
        sentences.update(dict.fromkeys(sample.sentences))
    results = AgreementResults(tuple(records), tuple(matched))
    return StudyAgreement(results, tuple(sentences), reader.revision)


def samples(reader: Reader, options: StudyAgreementOptions) -> tuple[CodedSample, ...]:
    """Return what is compared: one sample, or one for each round or each coder with themself."""
    if options.intra:
        return each_coder(reader, options)
    if options.asked.per is Per.ROUND:
        return each_round(reader, options)
    return (sample_of(reader, options),)
