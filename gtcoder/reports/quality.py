"""Agreement of a study's coders: its codings, sample and units as the coefficients take them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from gtcoder.analysis.agreement import measure
from gtcoder.analysis.records import AgreementResults
from gtcoder.analysis.segments import text_units
from gtcoder.analysis.spans import BoolArray, CodingSpans, TextSpans
from gtcoder.analysis.study import AgreementOptions, CodedStudy, sampled
from gtcoder.errors import InvalidInput, NotComputable
from gtcoder.progress import Progress
from gtcoder.queries import frames, passages, people
from gtcoder.queries.codebook import codes, find_code
from gtcoder.queries.people import CoderRow, RoundRow
from gtcoder.reports.names import document_names
from gtcoder.reports.selection import among, distinct, places_of
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import (
    AssignmentState,
    CodeId,
    CodingOrigin,
    DocumentId,
    RoundKind,
    UnitOfCoding,
)

SAMPLES = ("finished", "all")
_COUNTED_ORIGINS = [
    place
    for place, origin in enumerate(frames.ORIGINS)
    if origin in (CodingOrigin.HAND, CodingOrigin.IMPORTED)
]


@dataclass(frozen=True, slots=True)
class StudyAgreementOptions:
    """What to compare: `codes` are paths; `sample` is “finished” or “all”; `interviewer` counts
    the interviewers' turns in.
    """

    asked: AgreementOptions = field(default_factory=AgreementOptions)
    round: str | None = None
    sample: str = "finished"
    interviewer: bool = True


@dataclass(frozen=True, slots=True)
class CodedSample:
    """The codings to compare, and the sentences that say how they were chosen."""

    study: CodedStudy
    sentences: tuple[str, ...]


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
    chosen = coded_study(
        reader,
        coders=options.asked.coders,
        documents=options.asked.documents,
        code_paths=options.asked.codes,
        round=options.round,
        sample=options.sample,
        unit=options.asked.unit,
        interviewer=options.interviewer,
    )
    asked = replace(options.asked, coders=(), documents=(), codes=())
    results = measure(chosen.study, asked, progress)
    return StudyAgreement(results, chosen.sentences, reader.revision)


def coded_study(
    reader: Reader,
    *,
    coders: Sequence[str] = (),
    documents: Sequence[str] = (),
    code_paths: Sequence[str] = (),
    round: str | None = None,
    sample: str = "finished",
    unit: UnitOfCoding = UnitOfCoding.CHARACTER,
    interviewer: bool = True,
) -> CodedSample:
    """Return the codings of one round as the coefficients take them, over the sample's documents.

    Raises InvalidInput for a sample of no known name, NotFound for names the study does not hold,
    NotComputable where nothing can be compared.
    """
    if sample not in SAMPLES:
        raise InvalidInput(
            "There is no sample “{sample}”. Known: {known}. Nothing was computed.",
            sample=sample,
            known=", ".join(SAMPLES),
        )
    in_round = _round(reader, round)
    names = document_names(reader)
    paths = {code.id: code.written for code in codes(reader, retired=True)}
    whole, said = _whole(reader, in_round, names, paths, coders)
    wanted = tuple(names[passages.find_document(reader, name)] for name in documents)
    compared = sampled(whole, said, documents=wanted, everything=sample == "all")
    if not compared.documents:
        raise NotComputable(
            "There is no document that every one of {coders} has finished or coded in {round}. "
            "Let each finish a document, or choose other coders or documents.",
            coders=", ".join(compared.coders) or "the coders",
            round=in_round.name,
        )
    kept, sentence = _codes(reader, compared, list(paths), code_paths)
    compared = compared.chosen(
        documents=range(len(compared.documents)), codes=kept, coders=range(len(compared.coders))
    )
    keys = {name: key for key, name in names.items()}
    order = [keys[name] for name in compared.documents]
    units = _with_units(reader, compared, order, unit, interviewer=interviewer)
    return CodedSample(units, (sentence,))


def _whole(
    reader: Reader,
    in_round: RoundRow,
    names: dict[DocumentId, str],
    paths: dict[CodeId, str],
    coders: Sequence[str],
) -> tuple[CodedStudy, BoolArray]:
    """Return the round's codings of all documents, and who said to have finished which."""
    finished = _finished(reader, in_round)
    who = _coders(reader, coders, in_round, finished)
    whole = CodedStudy(
        _spans(reader, in_round, list(names), list(paths), [coder.id for coder in who]),
        tuple(names.values()),
        tuple(paths.values()),
        tuple(coder.name for coder in who),
        round=in_round.name,
    )
    return whole, _said(finished, list(names), who)


def _round(reader: Reader, name: str | None) -> RoundRow:
    found = people.find_round(reader, name)
    if found.kind == RoundKind.CONSENSUS:
        raise NotComputable(
            "“{round}” holds the consensus, which is one voice. Choose a round of coding.",
            round=found.name,
        )
    return found


def _finished(reader: Reader, in_round: RoundRow) -> set[tuple[int, int]]:
    return {
        (row.document, row.coder)
        for row in people.assignments(reader)
        if row.round == in_round.id and row.state is AssignmentState.FINISHED
    }


def _coders(
    reader: Reader, named: Sequence[str], in_round: RoundRow, finished: set[tuple[int, int]]
) -> list[CoderRow]:
    if named:
        return [people.find_coder(reader, name) for name in dict.fromkeys(named)]
    table = frames.coding_table(reader)
    at_work = set(distinct(table.coder[table.round == in_round.id]))
    at_work |= {coder for _, coder in finished}
    return [coder for coder in people.coders(reader) if coder.id in at_work]


def _spans(
    reader: Reader,
    in_round: RoundRow,
    documents: list[DocumentId],
    every: list[CodeId],
    coders: Sequence[int],
) -> CodingSpans:
    table = frames.coding_table(reader)
    chosen = (table.round == in_round.id) & among(table.coder, coders)
    chosen &= np.isin(table.origin, _COUNTED_ORIGINS)
    table = table.where(chosen)
    lengths = frames.document_lengths(reader)
    return CodingSpans(
        document=places_of(documents, table.document).astype(np.int32),
        code=places_of(every, table.code).astype(np.int32),
        coder=places_of(coders, table.coder).astype(np.int32),
        start=table.start,
        end=table.end,
        lengths=np.array([lengths[key] for key in documents], dtype=np.int32),
        n_codes=len(every),
        n_coders=len(coders),
    )


def _said(
    finished: set[tuple[int, int]], documents: Sequence[int], coders: Sequence[CoderRow]
) -> BoolArray:
    return np.array(
        [[(document, coder.id) in finished for coder in coders] for document in documents],
        dtype=np.bool_,
    ).reshape(len(documents), len(coders))


def _codes(
    reader: Reader, compared: CodedStudy, every: list[CodeId], paths: Sequence[str]
) -> tuple[list[int], str]:
    if paths:
        place = {key: number for number, key in enumerate(every)}
        kept = [place[find_code(reader, path).id] for path in paths]
        return list(dict.fromkeys(kept)), f"Codes compared: {len(set(kept))}, as named."
    applied = distinct(compared.spans.code)
    if not applied:
        raise NotComputable(
            "None of these coders has applied a code in these documents, so there is nothing to "
            "compare."
        )
    return applied, (
        f"Codes compared: {len(applied)}, those that at least one of the coders applied in the "
        "sample."
    )


def _with_units(
    reader: Reader,
    study: CodedStudy,
    documents: list[DocumentId],
    unit: UnitOfCoding,
    *,
    interviewer: bool,
) -> CodedStudy:
    if not interviewer:
        spoken = _turns(reader, documents, participants_only=True)
        study = replace(study, spans=study.spans.counting_only(spoken))
    if unit is UnitOfCoding.TURN:
        turns = _turns(reader, documents, participants_only=not interviewer)
        _refuse_without_turns(study, turns)
        return replace(study, units=turns)
    if unit in (UnitOfCoding.PARAGRAPH, UnitOfCoding.SENTENCE, UnitOfCoding.WORD):
        words = passages.texts(reader)
        return replace(study, units=text_units([words[key] for key in documents], unit))
    return study


def _turns(
    reader: Reader, documents: Sequence[DocumentId], *, participants_only: bool
) -> TextSpans:
    table = frames.turn_table(reader)
    place = places_of(documents, table.document)
    kept = place >= 0
    if participants_only:
        kept &= table.spoken_by_participant
    return TextSpans(place[kept].astype(np.int32), table.start[kept], table.end[kept])


def _refuse_without_turns(study: CodedStudy, turns: TextSpans) -> None:
    with_turns = set(distinct(turns.document))
    for number, name in enumerate(study.documents):
        if number not in with_turns:
            raise NotComputable(
                "“{document}” has no turns, so turns cannot be the unit. Choose another unit, or "
                "leave the document out.",
                document=name,
            )
