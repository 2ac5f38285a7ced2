"""The disagreements of a round with the decisions over them, and how far its consensus is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gtcoder.analysis import disagreements as found_by
from gtcoder.analysis.spans import CodingSpans
from gtcoder.errors import NotComputable
from gtcoder.queries import adjudication, people
from gtcoder.queries.adjudication import DecisionRow, Saying
from gtcoder.queries.frames import ORIGINS, CodingTable, Ints, coding_table, document_lengths
from gtcoder.queries.people import AssignmentRow, RoundRow
from gtcoder.queries.reliability import nearest_domains
from gtcoder.reports.base import refuse_blind
from gtcoder.reports.kept import kept
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import (
    AssignmentState,
    CodeId,
    CoderId,
    CodingId,
    CodingOrigin,
    DisagreementKind,
    DocumentId,
    RoundId,
    RoundKind,
)

COUNTED_ORIGINS = [
    place
    for place, origin in enumerate(ORIGINS)
    if origin in (CodingOrigin.HAND, CodingOrigin.IMPORTED)
]


@dataclass(frozen=True, slots=True)
class Said:
    """One coding that a disagreement is about."""

    coding: CodingId
    coder: CoderId
    code: CodeId
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What one or more coders said of the text alike; nothing is an answer, too."""

    coders: tuple[CoderId, ...]
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class DisagreementRow:
    """A disagreement; `coders` are those who finished the document, in the order they came.

    `decision` is None while it is open.
    """

    document: DocumentId
    start: int
    end: int
    kind: DisagreementKind
    said: tuple[Said, ...]
    coders: tuple[CoderId, ...]
    decision: DecisionRow | None

    @property
    def codes(self) -> tuple[CodeId, ...]:
        """The codes that were given, in the order of those who gave them."""
        return tuple(dict.fromkeys(each.code for each in self.said))

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The different answers: the first is that of the first coder, as verdicts count them."""
        given: dict[tuple[tuple[int, int, int], ...], list[CoderId]] = {}
        of: dict[CoderId, tuple[Said, ...]] = {
            coder: tuple(each for each in self.said if each.coder == coder) for coder in self.coders
        }
        for coder, said in of.items():
            mark = tuple((each.code, each.start, each.end) for each in said)
            given.setdefault(mark, []).append(coder)
        return tuple(Answer(tuple(who), of[who[0]]) for who in given.values())


@dataclass(frozen=True, slots=True)
class Queue:
    """The disagreements of a round by document and place.

    `finished` says who finished each of the documents that two or more finished; `complete` are
    those of which nothing is undecided or missing in the consensus. `agreed` codings were made
    alike by all who finished their document, `taken` of them stand in the consensus. `outdated`
    decisions fit no disagreement any more: codings changed since. `afresh` documents are left out,
    for the viewer codes them again in a later round and does not see how they were coded.
    """

    round: RoundRow
    rows: tuple[DisagreementRow, ...]
    finished: Mapping[DocumentId, tuple[CoderId, ...]]
    complete: frozenset[DocumentId]
    coders: tuple[CoderId, ...]
    agreed: int
    taken: int
    outdated: tuple[DecisionRow, ...]
    consensus: RoundId | None
    afresh: int = 0

    @property
    def documents(self) -> tuple[DocumentId, ...]:
        """The documents that two or more finished."""
        return tuple(self.finished)

    @property
    def decided(self) -> int:
        """How many of the rows are decided."""
        return sum(row.decision is not None for row in self.rows)

    def progress(self) -> dict[tuple[DocumentId, DisagreementKind], tuple[int, int]]:
        """Return, by document and kind, how many are decided and how many there are."""
        every = Counter((row.document, row.kind) for row in self.rows)
        done = Counter((row.document, row.kind) for row in self.rows if row.decision is not None)
        return {key: (done[key], count) for key, count in every.items()}


def queue(reader: Reader, round: str | None = None) -> Queue:
    """Return the disagreements of a round; None is the newest that two coders have finished.

    Kept until the next revision. Raises NotComputable for a consensus and while a blind round is
    open, NotFound for a name the study does not hold.
    """
    chosen = _round(reader, round)
    return kept(reader, "disagreements", chosen.id, lambda: _queue(reader, chosen))


def _round(reader: Reader, name: str | None) -> RoundRow:
    refuse_blind(reader)
    if name is None:
        return next(iter(adjudicable(reader)), None) or people.find_round(reader, None)
    found = people.find_round(reader, name)
    if found.kind == RoundKind.CONSENSUS:
        raise NotComputable(
            "“{round}” holds the consensus, in which nobody disagrees. Choose a round of coding.",
            round=found.name,
        )
    return found


def adjudicable(reader: Reader) -> tuple[RoundRow, ...]:
    """Return the rounds of which two coders finished a document, newest first.

    There are none while a blind round is open.
    """
    done = {} if reader.blind is not None else _finished(reader)
    return tuple(
        row
        for row in reversed(people.rounds(reader))
        if row.kind != RoundKind.CONSENSUS
        and any(round_ == row.id and len(who) > 1 for (round_, _), who in done.items())
    )


def _finished(reader: Reader) -> dict[tuple[RoundId, DocumentId], list[CoderId]]:
    """Return who finished what, without documents whose codings the viewer does not see now."""
    done: dict[tuple[RoundId, DocumentId], list[CoderId]] = {}
    for row in people.assignments(reader):
        if row.state is AssignmentState.FINISHED and not _coded_afresh(reader, row):
            done.setdefault((row.round, row.document), []).append(row.coder)
    return done


def _coded_afresh(reader: Reader, row: AssignmentRow) -> bool:
    afresh = reader.afresh
    return (
        afresh is not None and row.document in afresh.documents and row.round not in afresh.rounds
    )


def _queue(reader: Reader, chosen: RoundRow) -> Queue:
    done = {
        document: tuple(sorted(who))
        for (round_, document), who in _finished(reader).items()
        if round_ == chosen.id and len(who) > 1
    }
    documents = sorted(done)
    coders = tuple(sorted({coder for who in done.values() for coder in who}))
    table = codings_of_coders(reader, chosen.id, documents, coders)
    made = _found(reader, table, documents, coders, done)
    decided = adjudication.decisions(reader, chosen.id)
    by_matter = {(row.document, row.said): row for row in decided}
    rows = tuple(_rows(table, made, documents, done, by_matter))
    used = {row.decision.id for row in rows if row.decision is not None}
    consensus = adjudication.consensus_rounds(reader).get(chosen.id)
    agreed = _places(table.where(made.agreed))
    missing = agreed - _held(reader, consensus)
    undecided = {row.document for row in rows if row.decision is None}
    return Queue(
        round=chosen,
        rows=rows,
        finished={key: done[key] for key in documents},
        complete=frozenset(documents) - undecided - {row[0] for row in missing},
        coders=coders,
        agreed=len(agreed),
        taken=len(agreed) - len(missing),
        outdated=tuple(row for row in decided if row.id not in used),
        consensus=consensus,
        afresh=_afresh_in(reader, chosen),
    )


def _afresh_in(reader: Reader, chosen: RoundRow) -> int:
    """Return how many documents of a round the viewer is coding afresh."""
    rows = (row for row in people.assignments(reader) if row.round == chosen.id)
    return len({row.document for row in rows if _coded_afresh(reader, row)})


def codings_of_coders(
    reader: Reader, round_: RoundId, documents: Sequence[int], coders: Sequence[int]
) -> CodingTable:
    """Return what these coders coded in these documents in a round, by themselves."""
    table = coding_table(reader)
    kept_rows = (table.round == round_) & np.isin(table.origin, COUNTED_ORIGINS)
    kept_rows &= np.isin(table.document, documents) & np.isin(table.coder, coders)
    return table.where(kept_rows)


def _found(
    reader: Reader,
    table: CodingTable,
    documents: Sequence[DocumentId],
    coders: Sequence[CoderId],
    done: dict[DocumentId, tuple[CoderId, ...]],
) -> found_by.Disagreements:
    every, code = np.unique(table.code, return_inverse=True)
    lengths = document_lengths(reader)
    spans = CodingSpans(
        document=_place(documents, table.document),
        code=code.astype(np.int32),
        coder=_place(coders, table.coder),
        start=table.start,
        end=table.end,
        lengths=np.array([lengths[key] for key in documents], dtype=np.int32),
        n_codes=len(every),
        n_coders=len(coders),
        looked=np.array(
            [[coder in done[key] for coder in coders] for key in documents], dtype=np.bool_
        ).reshape(len(documents), len(coders)),
    )
    of = nearest_domains(reader)
    domain = np.array([of.get(CodeId(key), -1) for key in every.tolist()], dtype=np.int32)
    return found_by.disagreements(spans, domain)


def _place(keys: Sequence[int], column: Ints) -> Ints:
    return np.searchsorted(np.array(keys, np.int32), column).astype(np.int32)


def _rows(
    table: CodingTable,
    made: found_by.Disagreements,
    documents: Sequence[DocumentId],
    done: dict[DocumentId, tuple[CoderId, ...]],
    decided: dict[tuple[DocumentId, tuple[Saying, ...]], DecisionRow],
) -> list[DisagreementRow]:
    columns = (table.id, table.coder, table.code, table.start, table.end)
    said = [Said(*each) for each in zip(*(c.tolist() for c in columns), strict=True)]
    rows = []
    for place, key in enumerate(made.document.tolist()):
        document = documents[key]
        mine = tuple(said[row] for row in made.codings(place))
        matter = tuple(sorted({(e.coder, e.code, e.start, e.end) for e in mine}))
        rows.append(
            DisagreementRow(
                document=document,
                start=int(made.start[place]),
                end=int(made.end[place]),
                kind=found_by.KINDS[made.kind[place]],
                said=mine,
                coders=done[document],
                decision=decided.get((document, matter)),
            )
        )
    return rows


def _places(table: CodingTable) -> set[tuple[int, ...]]:
    columns = (table.document, table.code, table.start, table.end)
    return set(zip(*(column.tolist() for column in columns), strict=True))


def _held(reader: Reader, consensus: RoundId | None) -> set[tuple[int, ...]]:
    if consensus is None:
        return set()
    table = coding_table(reader)
    return _places(table.where(table.round == consensus))


def is_settled(reader: Reader, consensus: RoundId) -> bool:
    """Tell whether a consensus can stand for its round; one that settles no one round can."""
    return not completeness(reader, consensus)


def completeness(reader: Reader, consensus: RoundId) -> str:
    """Say what a consensus lacks of its round; nothing where it lacks nothing.

    It lacks what is undecided, agreed codings that were not taken over, and documents that were
    coded but not finished by two coders.
    """
    of = {key: round_ for round_, key in adjudication.consensus_rounds(reader).items()}
    row = next((each for each in people.rounds(reader) if each.id == of.get(consensus)), None)
    if row is None:
        return ""
    if reader.blind is not None:
        return f"What the consensus of {row.name} lacks cannot be told while a round is blind."
    found = kept(reader, "disagreements", row.id, lambda: _queue(reader, row))
    table = coding_table(reader)
    coded = set(np.unique(table.document[table.round == row.id]).tolist())
    alone = len(coded - set(found.documents))
    lacking = [
        f"{count:,} of {total:,} {what}"
        for count, total, what in (
            (len(found.rows) - found.decided, len(found.rows), "disagreements are undecided"),
            (found.agreed - found.taken, found.agreed, "agreed codings are not taken over"),
            (alone, len(coded), "coded documents are not finished by two coders"),
        )
        if count
    ]
    if not lacking:
        return ""
    return f"The consensus of {row.name} is not complete: {'; '.join(lacking)}."
