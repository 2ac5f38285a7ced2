"""A study's codings as the coefficients take them: whose, of which round, sample and units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from gtcoder.analysis.spans import BoolArray, CodingSpans
from gtcoder.analysis.study import AgreementOptions, CodedStudy, Per, sampled
from gtcoder.errors import InvalidInput, NotComputable
from gtcoder.queries import frames, passages, people
from gtcoder.queries.codebook import CodeRow, codes
from gtcoder.queries.people import CoderRow, RoundRow
from gtcoder.queries.reliability import codes_then
from gtcoder.reports.base import number_of, refuse_blind
from gtcoder.reports.coded_codes import SAID, CodesAs, with_codes
from gtcoder.reports.coded_groups import with_variable
from gtcoder.reports.coded_units import left_out, with_units
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

    `codes_as`: whether a coding counts for its code of today or for the one it was made with.
    `roll_up` (or rows per category): codings count for the named categories, or those at the top.
    `variable` groups the documents. `intra`: each coder with themself, in a round and the round
    that repeats it.
    """

    asked: AgreementOptions = field(default_factory=AgreementOptions)
    round: str | None = None
    sample: str = "finished"
    interviewer: bool = True
    codes_as: CodesAs = CodesAs.TODAY
    roll_up: bool = False
    variable: str = ""
    intra: bool = False


@dataclass(frozen=True, slots=True)
class CodedSample:
    """The codings to compare, and the sentences that say how they were chosen."""

    study: CodedStudy
    sentences: tuple[str, ...]


def sample_of(reader: Reader, options: StudyAgreementOptions) -> CodedSample:
    """Return the one sample of coders in one round that these options ask for."""
    return coded_study(
        reader,
        coders=options.asked.coders,
        documents=options.asked.documents,
        code_paths=options.asked.codes,
        round=options.round,
        sample=options.sample,
        unit=options.asked.unit,
        interviewer=options.interviewer,
        codes_as=options.codes_as,
        roll_up=options.roll_up or options.asked.per is Per.CATEGORY,
        variable=options.variable,
    )


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
    codes_as: CodesAs = CodesAs.TODAY,
    roll_up: bool = False,
    variable: str = "",
) -> CodedSample:
    """Return the codings of one round as the coefficients take them, over the sample's documents.

    Raises InvalidInput for a sample of no known name, NotFound for names the study does not hold,
    NotComputable where nothing can be compared.
    """
    refuse_sample(sample)
    in_round = round_of_coding(reader, round)
    names, unseen = documents_in_sight(reader, in_round)
    every = codes(reader, retired=True)
    whole, said = _whole(reader, in_round, names, every, coders, codes_as)
    wanted = named_documents(reader, names, documents)
    compared = sampled(whole, said, documents=wanted, everything=sample == "all")
    if not compared.documents:
        raise NotComputable(
            "There is no document that all of {coders} {did} in {round}. Let each finish one, or "
            "choose other coders or documents (or the sample “all”).",
            coders=", ".join(compared.coders) or "the coders",
            did="said they have finished" if said.any() else "have coded",
            round=in_round.name,
        )
    chosen = with_codes(reader, compared, every, code_paths, roll_up=roll_up, codes_as=codes_as)
    keys = {name: key for key, name in names.items()}
    order = [keys[name] for name in compared.documents]
    study = with_units(
        reader, chosen.study, order, unit, interviewer=interviewer, in_round=in_round.id
    )
    study, grouped = with_variable(reader, study, order, variable)
    said_so = () if interviewer else (left_out(reader, order),)
    return CodedSample(study, (chosen.sentence, SAID[codes_as], *grouped, *said_so, *unseen))


def refuse_sample(sample: str) -> None:
    """Refuse a sample of no known name."""
    if sample not in SAMPLES:
        raise InvalidInput(
            "There is no sample “{sample}”. Known: {known}. Nothing was computed.",
            sample=sample,
            known=", ".join(SAMPLES),
        )


def round_of_coding(reader: Reader, name: str | None) -> RoundRow:
    """Return the round of that name or number; None is the first that two coders finished.

    Raises NotComputable for a consensus, which is one voice, and while a blind round is open.
    """
    refuse_blind(reader)
    found = people.round_to_compare(reader) if name is None else people.find_round(reader, name)
    if found.kind == RoundKind.CONSENSUS:
        raise NotComputable(
            "“{round}” holds the consensus, which is one voice. Choose a round of coding.",
            round=found.name,
        )
    return found


def documents_in_sight(
    reader: Reader, *rounds: RoundRow
) -> tuple[dict[DocumentId, str], tuple[str, ...]]:
    """Return the documents whose codings of these rounds the viewer sees, and what is left out.

    What somebody codes afresh they do not see as it was coded before, until they have finished it.
    """
    names = document_names(reader)
    afresh = reader.afresh
    if afresh is None or all(row.id in afresh.rounds for row in rounds):
        return names, ()
    hidden = set(afresh.documents)
    noun = number_of(len(hidden), "document")
    return {key: name for key, name in names.items() if key not in hidden}, (
        f"Left out: {noun} that the viewer is coding afresh; what was coded there before is out of "
        "sight until that is finished.",
    )


def named_documents(
    reader: Reader, names: dict[DocumentId, str], documents: Sequence[str]
) -> tuple[str, ...]:
    """Return the documents asked for by their full names; refuse one that is out of sight."""
    keys = [passages.find_document(reader, name) for name in documents]
    for key, name in zip(keys, documents, strict=True):
        if key not in names:
            raise NotComputable(
                "“{document}” is being coded afresh, and what was coded there before is out of "
                "sight until that is finished. Finish it, or leave it out.",
                document=name,
            )
    return tuple(names[key] for key in keys)


def finished_in(reader: Reader, in_round: RoundRow) -> set[tuple[int, int]]:
    """Return the documents and coders that said to have finished in a round."""
    return {
        (row.document, row.coder)
        for row in people.assignments(reader)
        if row.round == in_round.id and row.state is AssignmentState.FINISHED
    }


def spans_of(
    reader: Reader,
    in_round: RoundRow,
    documents: Sequence[DocumentId],
    every: Sequence[CodeId],
    coders: Sequence[int],
    codes_as: CodesAs,
) -> CodingSpans:
    """Return the coders' own codings in a round, neither automatic nor agreed on."""
    table = frames.coding_table(reader)
    chosen = (table.round == in_round.id) & among(table.coder, coders)
    chosen &= np.isin(table.origin, _COUNTED_ORIGINS)
    table = table.where(chosen)
    code = table.code
    if codes_as is CodesAs.ORIGIN:
        code = codes_then(reader, table.id, code)
    lengths = frames.document_lengths(reader)
    return CodingSpans(
        document=places_of(documents, table.document).astype(np.int32),
        code=places_of(every, code).astype(np.int32),
        coder=places_of(coders, table.coder).astype(np.int32),
        start=table.start,
        end=table.end,
        lengths=np.array([lengths[key] for key in documents], dtype=np.int32),
        n_codes=len(every),
        n_coders=len(coders),
    )


def said_finished(
    finished: set[tuple[int, int]], documents: Sequence[int], coders: Sequence[int]
) -> BoolArray:
    """Return who said to have finished which document, documents × coders."""
    return np.array(
        [[(document, coder) in finished for coder in coders] for document in documents],
        dtype=np.bool_,
    ).reshape(len(documents), len(coders))


def coders_in(
    reader: Reader, named: Sequence[str], in_round: RoundRow, finished: set[tuple[int, int]]
) -> list[CoderRow]:
    """Return the named coders, else all who coded or finished something in the round."""
    if named:
        return [people.find_coder(reader, name) for name in dict.fromkeys(named)]
    table = frames.coding_table(reader)
    at_work = set(distinct(table.coder[table.round == in_round.id]))
    at_work |= {coder for _, coder in finished}
    return [coder for coder in people.coders(reader) if coder.id in at_work]


def _whole(
    reader: Reader,
    in_round: RoundRow,
    names: dict[DocumentId, str],
    every: Sequence[CodeRow],
    coders: Sequence[str],
    codes_as: CodesAs,
) -> tuple[CodedStudy, BoolArray]:
    """Return the round's codings of all documents, and who said to have finished which."""
    finished = finished_in(reader, in_round)
    who = coders_in(reader, coders, in_round, finished)
    keys = [coder.id for coder in who]
    whole = CodedStudy(
        spans_of(reader, in_round, list(names), [code.id for code in every], keys, codes_as),
        tuple(names.values()),
        tuple(code.written for code in every),
        tuple(coder.name for coder in who),
        round=in_round.name,
    )
    return whole, said_finished(finished, list(names), keys)
