"""Agreement over several rounds: the same coders again, or each coder with themself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from gtcoder.analysis.spans import CodingSpans
from gtcoder.analysis.study import CodedStudy, Per, sampled
from gtcoder.errors import NotComputable
from gtcoder.queries import people
from gtcoder.queries.codebook import codes
from gtcoder.queries.people import CoderRow, RoundRow
from gtcoder.queries.reliability import repetition
from gtcoder.reports.coded_codes import SAID, with_codes
from gtcoder.reports.coded_groups import with_variable
from gtcoder.reports.coded_sample import (
    CodedSample,
    StudyAgreementOptions,
    coders_in,
    documents_in_sight,
    finished_in,
    named_documents,
    refuse_sample,
    round_of_coding,
    said_finished,
    sample_of,
    spans_of,
)
from gtcoder.reports.coded_units import left_out, with_units
from gtcoder.reports.names import document_names
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import DocumentId, RoundKind

STABILITY = (
    "Stability: one coder at two times (intra-coder agreement, Krippendorff 2004, p. 215). It says "
    "nothing of whether others would code the same."
)


def each_round(reader: Reader, options: StudyAgreementOptions) -> tuple[CodedSample, ...]:
    """Return a sample for each round in which the same coders can be compared.

    The coders are those named, else those of the named or the first round. A round that cannot be
    compared is left out with the reason; NotComputable where none can.
    """
    first = round_of_coding(reader, options.round)
    named = options.asked.coders
    who = tuple(coder.name for coder in coders_in(reader, named, first, finished_in(reader, first)))
    same = replace(options, asked=replace(options.asked, coders=who))
    rows = [row for row in people.rounds(reader) if row.kind != RoundKind.CONSENSUS]
    found: list[CodedSample] = []
    missing: list[str] = []
    why: NotComputable | None = None
    for row in rows:
        try:
            sample = sample_of(reader, replace(same, round=row.name))
            _refuse_few(sample.study, row)
            said = tuple(f"{row.name}: {sentence}" for sentence in sample.sentences)
            found.append(replace(sample, sentences=said))
        except NotComputable as error:
            why = why or error
            missing.append(f"{row.name} is left out: {error}")
    if not found and why is not None:
        raise why
    return tuple(replace(sample, sentences=(*sample.sentences, *missing)) for sample in found)


def each_coder(reader: Reader, options: StudyAgreementOptions) -> tuple[CodedSample, ...]:
    """Return a sample for each coder who worked in a round and in the one that repeats it."""
    refuse_sample(options.sample)
    asked = round_of_coding(reader, options.round)
    pair = repetition(reader, asked)
    if pair is None:
        raise NotComputable(
            "No round repeats “{round}”, so nobody can be compared with themself. Open a round of "
            "the kind “recode” for it, and let coders code the same documents again.",
            round=asked.name,
        )
    for each in pair:
        round_of_coding(reader, each.name)
    first, again = (
        coders_in(reader, options.asked.coders, row, finished_in(reader, row)) for row in pair
    )
    both = [coder for coder in first if coder in again]
    found = [sample for coder in both if (sample := _twice(reader, options, pair, coder))]
    if not found:
        raise NotComputable(
            "Nobody has coded the same document in both “{first}” and “{again}” yet.",
            first=pair[0].name,
            again=pair[1].name,
        )
    return tuple(found)


def _refuse_few(study: CodedStudy, row: RoundRow) -> None:
    if len(study.coders) < 2:
        raise NotComputable("There is no second coder to compare in “{round}”.", round=row.name)


def _twice(
    reader: Reader,
    options: StudyAgreementOptions,
    pair: tuple[RoundRow, RoundRow],
    coder: CoderRow,
) -> CodedSample | None:
    """Return a coder's work in two rounds as that of two coders; None without common documents."""
    names, unseen = documents_in_sight(reader, *pair)
    every = codes(reader, retired=True)
    keys = [code.id for code in every]
    parts = [spans_of(reader, row, list(names), keys, [coder.id], options.codes_as) for row in pair]
    said = [said_finished(finished_in(reader, row), list(names), [coder.id]) for row in pair]
    whole = CodedStudy(
        _joined(parts),
        tuple(names.values()),
        tuple(code.written for code in every),
        tuple(f"{coder.name} ({row.name})" for row in pair),
        round=f"{pair[0].name}, {pair[1].name}",
        remarks=(STABILITY,),
    )
    compared = sampled(
        whole,
        np.concatenate(said, axis=1),
        documents=named_documents(reader, names, options.asked.documents),
        everything=False,
    )
    if not compared.documents or not len(compared.spans):
        return None
    sample = _chosen(reader, options, compared, pair)
    return replace(sample, sentences=(*sample.sentences, *unseen))


def _chosen(
    reader: Reader,
    options: StudyAgreementOptions,
    compared: CodedStudy,
    pair: Sequence[RoundRow],
) -> CodedSample:
    asked = options.asked
    roll_up = options.roll_up or asked.per is Per.CATEGORY
    every = codes(reader, retired=True)
    chosen = with_codes(
        reader, compared, every, asked.codes, roll_up=roll_up, codes_as=options.codes_as
    )
    order = _order(reader, compared)
    study = with_units(
        reader,
        chosen.study,
        order,
        asked.unit,
        interviewer=options.interviewer,
        in_round=pair[1].id,
    )
    study, grouped = with_variable(reader, study, order, options.variable)
    said_so = () if options.interviewer else (left_out(reader, order),)
    return CodedSample(study, (chosen.sentence, SAID[options.codes_as], *grouped, *said_so))


def _order(reader: Reader, study: CodedStudy) -> list[DocumentId]:
    keys = {name: key for key, name in document_names(reader).items()}
    return [keys[name] for name in study.documents]


def _joined(parts: Sequence[CodingSpans]) -> CodingSpans:
    """Return the codings of several rounds as those of one coder each."""
    coder = np.repeat(np.arange(len(parts), dtype=np.int32), [len(part) for part in parts])
    return CodingSpans(
        document=np.concatenate([part.document for part in parts]),
        code=np.concatenate([part.code for part in parts]),
        coder=coder,
        start=np.concatenate([part.start for part in parts]),
        end=np.concatenate([part.end for part in parts]),
        lengths=parts[0].lengths,
        n_codes=parts[0].n_codes,
        n_coders=len(parts),
    )
