"""The theory as graphs: paradigms, and the passages their categories rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from gtcoder import __version__
from gtcoder.analysis.tallies import expanded
from gtcoder.analysis.theory import Placement, RelationLine, paradigm_graph
from gtcoder.queries import people, theory
from gtcoder.queries.codebook import CodeRow
from gtcoder.queries.frames import UNKNOWN, participants_of, quotation_table
from gtcoder.queries.theory import PlacementRow, RelationRow
from gtcoder.reports.base import listing
from gtcoder.reports.code_rows import all_codes, codes_under
from gtcoder.reports.columns import whose_words
from gtcoder.reports.selection import Chosen, Selection, among, choose
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, Stance

if TYPE_CHECKING:
    import networkx as nx

_Codes = dict[CodeId, CodeRow]


def paradigm_of(
    reader: Reader, name: str | None = None, options: Selection | None = None
) -> nx.MultiDiGraph[str]:
    """Return a paradigm (the first one unless named) as a graph, ready to be drawn or checked.

    A node's key is its code's path. It counts the passages (distinct spans, coders folded) of the
    category and of all codes that serve it, and the participants whose words they stand on; an
    edge the passages that speak for it and, with negative cases, against it. Retired categories
    are left out. Raises NotFound where there is no such paradigm.
    """
    board = theory.find_paradigm(reader, name)
    chosen = choose(reader, options or Selection())
    in_use = {code.id: code for code in all_codes(reader) if not code.retired}
    total = sum(1 for person in people.participants(reader) if person.documents)
    placements = [
        _placement(reader, row, in_use[row.category], chosen, total)
        for row in board.placements
        if row.category in in_use
    ]
    lines = _lines(reader, theory.relations(reader), in_use)
    return paradigm_graph(board.name, placements, lines, provenance=_provenance(reader, chosen))


def _placement(
    reader: Reader, row: PlacementRow, code: CodeRow, chosen: Chosen, total: int
) -> Placement:
    mask = among(chosen.table.code, codes_under(reader, code.id))
    whole = whose_words(reader)
    person = expanded(chosen.place[mask], whole.ends, whole.participant)[1]
    return Placement(
        key=code.written,
        label=code.name,
        role=row.role,
        rank=row.rank,
        passages=len(np.unique(chosen.spans.number[mask])),
        participants=len(np.unique(person[person != UNKNOWN])),
        participants_total=total,
        definition=code.definition,
        colour=code.colour,
    )


def _lines(
    reader: Reader, relations: Sequence[RelationRow], in_use: _Codes
) -> Iterator[RelationLine]:
    said = [quotation for row in relations for quotation, _ in row.evidence]
    table = quotation_table(reader, sorted(set(said)))
    places, who = participants_of(reader, table)
    persons: dict[int, set[int]] = {}
    for place, person in zip(places.tolist(), who.tolist(), strict=True):
        persons.setdefault(int(table.id[place]), set()).add(person)
    for row in relations:
        if row.source not in in_use or row.target not in in_use:
            continue
        support = [quotation for quotation, stance in row.evidence if stance is Stance.FOR]
        speaking = {person for quotation in support for person in persons.get(quotation, ())}
        yield RelationLine(
            source=in_use[row.source].written,
            target=in_use[row.target].written,
            type=row.type,
            inverse=row.inverse,
            evidence_for=len(support),
            evidence_against=len(row.evidence) - len(support),
            participants=len(speaking - {UNKNOWN}),
        )


def _provenance(reader: Reader, chosen: Chosen) -> str:
    whose = listing(chosen.voices) + (" taken together" if chosen.several else "")
    return (
        f"Passages: distinct stretches of text of {whose}, {chosen.round}. Study "
        f"“{reader.study.title}”, revision {reader.revision}, gtcoder {__version__}."
    )
