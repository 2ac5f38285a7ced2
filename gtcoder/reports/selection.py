"""Whose codings a report counts: round, coders and documents, chosen and put into words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from gtcoder.analysis.tallies import Spans, numbered, paired
from gtcoder.errors import InvalidInput
from gtcoder.queries import passages, people
from gtcoder.queries.frames import CodingTable, Ints, coding_table
from gtcoder.queries.people import RoundRow
from gtcoder.reports.base import listing, number_of
from gtcoder.reports.disagreements import completeness, is_settled
from gtcoder.reports.kept import kept
from gtcoder.reports.names import document_names
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import DocumentId, RoundKind

ALL_ROUNDS = "all"
Longs = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Selection:
    """The options that say whose codings are counted."""

    coders: tuple[str, ...] = field(
        default=(),
        metadata={"help": "coders by name; without any: the consensus, else all who coded"},
    )
    round: str = field(
        default="",
        metadata={"help": "a round by name or number, or “all”; else the consensus or the first"},
    )
    documents: tuple[str, ...] = field(
        default=(), metadata={"help": "only these documents, by name; without any: all"}
    )


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """The codings that count, by document and start.

    `voices` are those who are shown side by side: coders, or one consensus; `voice` holds the
    place among them of each coding, `place` its place in the whole table of codings.
    """

    options: Selection
    table: CodingTable
    place: Longs
    spans: Spans
    voices: tuple[str, ...]
    voice: Longs
    consensus: bool
    whose: str
    round: str
    documents: dict[DocumentId, str]
    only_some: bool
    sample: str
    sentences: tuple[str, ...]

    @property
    def several(self) -> bool:
        """Whether coders stand side by side."""
        return len(self.voices) > 1


def choose(reader: Reader, options: Selection) -> Chosen:
    """Return the codings a report counts, as the viewer may see them.

    The consensus round where there is one that settles all that was coded (and no coder was
    named), else the coders side by side in the first round that holds codings. Kept until another
    choice or revision.
    """
    plain = Selection(options.coders, options.round, options.documents)
    return kept(reader, "selection", plain, lambda: _choose(reader, plain))


def _choose(reader: Reader, options: Selection) -> Chosen:
    table = coding_table(reader)
    every = document_names(reader)
    documents = _documents(reader, options.documents, every)
    rounds = people.rounds(reader)
    holding = set(distinct(table.round))
    counted = _rounds(reader, options, rounds, holding)
    consensus = counted[0].kind == RoundKind.CONSENSUS and not options.coders
    mask = among(table.round, [row.id for row in counted])
    if len(documents) < len(every):
        mask &= among(table.document, documents)
    names = _coders(reader, options, table.coder[mask])
    if options.coders:
        mask &= among(table.coder, names)
    said = _left_out(table, rounds, counted, holding, options)
    said = (*said, *_unsettled(reader, rounds, counted, holding))
    if consensus:
        mask, doubles = _each_once(table, mask)
        said = (*said, *doubles)
    held = table if mask.all() else table.where(mask)
    voices = ("consensus",) if consensus else tuple(names.values())
    return Chosen(
        options=options,
        table=held,
        place=np.flatnonzero(mask),
        spans=numbered(held.document, held.start, held.end),
        voices=voices or ("–",),
        voice=np.zeros(len(held), dtype=np.int64) if consensus else places_of(names, held.coder),
        consensus=consensus,
        whose=_whose(voices),
        round=listing([row.name for row in counted]),
        documents=documents,
        only_some=len(documents) < len(every),
        sample=f"{len(documents):,} of {number_of(len(every), 'document')}",
        sentences=said,
    )


def distinct(keys: Ints) -> list[int]:
    """Return the distinct keys of a column, ascending."""
    seen = np.zeros(int(keys.max(initial=0)) + 1, dtype=np.bool_)
    seen[keys] = True
    found: list[int] = np.flatnonzero(seen).tolist()
    return found


def among(keys: Ints, chosen: Iterable[int]) -> npt.NDArray[np.bool_]:
    """Return which keys are among the chosen ones."""
    known = np.zeros(int(keys.max(initial=0)) + 1, dtype=np.bool_)
    known[[key for key in chosen if key < len(known)]] = True
    return known[keys]


def places_of(chosen: Iterable[int], keys: Ints) -> Longs:
    """Return the place of each key among the chosen ones, or −1."""
    place = np.full(int(keys.max(initial=0)) + 1, -1, dtype=np.int64)
    for number, key in enumerate(chosen):
        if key < len(place):
            place[key] = number
    return place[keys]


def _documents(
    reader: Reader, named: Sequence[str], every: dict[DocumentId, str]
) -> dict[DocumentId, str]:
    if not named:
        return every
    keys = {passages.find_document(reader, name) for name in named}
    return {key: name for key, name in every.items() if key in keys}


def _rounds(
    reader: Reader, options: Selection, rounds: Sequence[RoundRow], holding: set[int]
) -> list[RoundRow]:
    work = [row for row in rounds if row.kind != RoundKind.CONSENSUS]
    agreed = [
        row
        for row in rounds
        if row.kind == RoundKind.CONSENSUS and row.id in holding and is_settled(reader, row.id)
    ]
    if options.round == ALL_ROUNDS and ALL_ROUNDS not in {row.name for row in rounds}:
        return work
    if options.round:
        return [people.find_round(reader, options.round)]
    if agreed and not options.coders:
        return agreed[-1:]
    return ([row for row in work if row.id in holding] or work)[:1]


def _coders(reader: Reader, options: Selection, coded: Ints) -> dict[int, str]:
    """Return the coders to show: those named, in that order, else all who coded."""
    if len(set(options.coders)) < len(options.coders):
        raise InvalidInput("A coder is named twice. Nothing was computed; name each one once.")
    if options.coders:
        found = [people.find_coder(reader, name) for name in options.coders]
        return {coder.id: coder.name for coder in found}
    who = set(distinct(coded))
    return {coder.id: coder.name for coder in people.coders(reader) if coder.id in who}


def _each_once(
    table: CodingTable, mask: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.bool_], tuple[str, ...]]:
    """Keep one of each code on each span: a consensus is one voice, whoever wrote it down."""
    place = np.flatnonzero(mask)
    held = table.where(mask)
    spans = numbered(held.document, held.start, held.end)
    same = paired(spans.number, held.code.astype(np.int64))
    first = place[np.unique(same, return_index=True)[1]]
    once = np.zeros(len(table), dtype=np.bool_)
    once[first] = True
    doubles = len(place) - len(first)
    if not doubles:
        return once, ()
    noun = number_of(doubles, "consensus coding was", "consensus codings were")
    return once, (f"{noun} written down twice; each counts once.",)


def _whose(voices: Sequence[str]) -> str:
    if not voices:
        return "nobody, as nothing is coded yet"
    return voices[0] if len(voices) == 1 else f"{listing(list(voices))}, side by side"


def _unsettled(
    reader: Reader, rounds: Sequence[RoundRow], counted: Sequence[RoundRow], holding: set[int]
) -> list[str]:
    """Say what the consensus that is counted lacks, or what lacks in one that is not yet."""
    agreed = [row for row in rounds if row.kind == RoundKind.CONSENSUS and row.id in holding]
    shown = [row for row in counted if row.kind == RoundKind.CONSENSUS]
    lacking = [said for row in shown or agreed if (said := completeness(reader, row.id))]
    if lacking and not shown:
        lacking.append("Until it is, what coders coded is counted, and not the consensus.")
    return lacking


def _left_out(
    table: CodingTable,
    rounds: Sequence[RoundRow],
    counted: Sequence[RoundRow],
    holding: set[int],
    options: Selection,
) -> tuple[str, ...]:
    said: list[str] = []
    keys = {row.id for row in counted}
    others = [row for row in rounds if row.id in holding and row.id not in keys]
    work = [row for row in others if row.kind != RoundKind.CONSENSUS]
    agreed = [row for row in others if row.kind == RoundKind.CONSENSUS]
    if len(counted) > 1:
        said.append(f"The codings of {len(counted)} rounds are counted together.")
    if work and counted[0].kind != RoundKind.CONSENSUS:
        count = int(among(table.round, [row.id for row in work]).sum())
        where = listing([row.name for row in work])
        said.append(
            f"{number_of(count, 'further coding')} in {where} not counted; the round “all” "
            "counts the rounds together."
        )
    if agreed and options.coders:
        said.append("There is a consensus; it is not shown, as coders were named.")
    return tuple(said)
