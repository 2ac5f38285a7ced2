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
            "There is no document that all of {coders} {did} in {round}. Let each finish one, or "
            "choose other coders or documents (or the sample “all”).",
            coders=", ".join(compared.coders) or "the coders",
            did="said they have finished" if said.any() else "have coded in",
            round=in_round.name,
        )
    kept, sentence = _codes(reader, compared, list(paths), code_paths)
    compared = compared.chosen(
        documents=range(len(compared.documents)), codes=kept, coders=range(len(compared.coders))
    )
    keys = {name: key for key, name in names.items()}
    order = [keys[name] for name in compared.documents]
    units = _with_units(reader, compared, order, unit, interviewer=interviewer)
    said_so = () if interviewer else (_left_out(reader, order),)
    return CodedSample(units, (sentence, *said_so))


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
    if reader.blind is not None and found.id in reader.blind.rounds:
        raise NotComputable(
            "“{round}” is a blind round that is still open: you see your own codings of it only, "
            "and agreement takes two coders or more. Choose another round, or let a lead close "
            "this one or make it visible.",
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
        study = replace(study, spans=study.spans.counting_only(_not_asked(reader, documents)))
    if unit is UnitOfCoding.TURN:
        turns = _turns(reader, documents, asked=interviewer)
        _refuse_without_turns(study, turns)
        return replace(study, units=turns)
    if unit in (UnitOfCoding.PARAGRAPH, UnitOfCoding.SENTENCE, UnitOfCoding.WORD):
        words = passages.texts(reader)
        return replace(study, units=text_units([words[key] for key in documents], unit))
    return study


def _turns(reader: Reader, documents: Sequence[DocumentId], *, asked: bool) -> TextSpans:
    """Return the turns of the documents; without `asked`, those of interviewers are left out."""
    table = frames.turn_table(reader)
    place = places_of(documents, table.document)
    kept = place >= 0
    if not asked:
        kept &= ~table.spoken_by_interviewer
    return TextSpans(place[kept].astype(np.int32), table.start[kept], table.end[kept])


def _not_asked(reader: Reader, documents: Sequence[DocumentId]) -> TextSpans:
    """Return the text that no interviewer speaks: headings and text without turns are in it."""
    table = frames.turn_table(reader)
    lengths = frames.document_lengths(reader)
    spans: list[tuple[int, int, int]] = []
    for place, key in enumerate(documents):
        mine = (table.document == key) & table.spoken_by_interviewer
        edges = np.stack([table.start[mine], table.end[mine]], axis=1).ravel().tolist()
        pieces = zip([0, *edges[1::2]], [*edges[0::2], lengths[key]], strict=True)
        spans.extend((place, start, end) for start, end in pieces if start < end)
    columns = np.array(spans, dtype=np.int32).reshape(-1, 3)
    return TextSpans(columns[:, 0].copy(), columns[:, 1].copy(), columns[:, 2].copy())


def _left_out(reader: Reader, documents: Sequence[DocumentId]) -> str:
    """Say how much the interviewers' turns take away, and where there are none."""
    lengths = frames.document_lengths(reader)
    kept = _not_asked(reader, documents)
    total = sum(lengths[key] for key in documents)
    left = total - int((kept.end - kept.start).sum())
    table = frames.turn_table(reader)
    asked = set(table.document[table.spoken_by_interviewer].tolist())
    names = document_names(reader)
    bare = [names[key] for key in documents if key not in asked]
    tail = f" No interviewer's turn is known in {', '.join(bare)}." if bare else ""
    return f"Interviewers' turns are left out: {left:,} of {total:,} characters.{tail}"


def _refuse_without_turns(study: CodedStudy, turns: TextSpans) -> None:
    with_turns = set(distinct(turns.document))
    for number, name in enumerate(study.documents):
        if number not in with_turns:
            raise NotComputable(
                "“{document}” has no turns, so turns cannot be the unit. Choose another unit, or "
                "leave the document out.",
                document=name,
            )
