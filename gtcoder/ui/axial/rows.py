"""What the board shows, read in one go: categories with their counts, relations, paradigms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from gtcoder.analysis.tallies import expanded
from gtcoder.progress import Progress
from gtcoder.queries import people, theory
from gtcoder.queries.codebook import CodeRow, memberships
from gtcoder.queries.frames import UNKNOWN, participants_of, quotation_table
from gtcoder.queries.keeping import COUNTED
from gtcoder.queries.relations import (
    RefusedRow,
    RelationTypeRow,
    refused_relations,
    relation_types,
)
from gtcoder.queries.theory import ParadigmRow
from gtcoder.queries.tree import codes_under
from gtcoder.reports.code_rows import all_codes
from gtcoder.reports.columns import whose_words
from gtcoder.reports.selection import Selection, among, choose
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import (
    CodeId,
    CodeLevel,
    EvidenceId,
    ParadigmRole,
    QuotationId,
    RelationId,
    Stance,
)

THEORY = COUNTED | {"paradigm", "paradigm_placement", "relation", "relation_type", "evidence",
                    "refused_relation"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Category:
    """A category (or any code) with what it gathers; counts are of it and all that serves it."""

    code: CodeRow
    members: tuple[CodeId, ...]
    passages: int = 0
    participants: int = 0

    @property
    def id(self) -> CodeId:
        """The key of its code."""
        return self.code.id


@dataclass(frozen=True, slots=True)
class Given:
    """A passage that is evidence, what it says, and the note on how it does."""

    id: EvidenceId
    quotation: QuotationId
    stance: Stance
    note: str


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two categories with its evidence.

    `against` counts negative cases too, `negative` them alone; `participants` speak for it.
    `strength` is 1 weak, 2 moderate, 3 strong, or 0 where nobody said.
    """

    id: RelationId
    type: str
    source: CodeId
    target: CodeId
    note: str
    supporting: int
    against: int
    participants: int
    evidence: tuple[Given, ...]
    negative: int = 0
    strength: int = 0
    directed: bool = True


@dataclass(frozen=True, slots=True)
class Theory:
    """The study's theory as it stands."""

    codes: Mapping[CodeId, CodeRow] = field(default_factory=dict)
    categories: Mapping[CodeId, Category] = field(default_factory=dict)
    counts: Mapping[CodeId, int] = field(default_factory=dict)
    links: Mapping[RelationId, Link] = field(default_factory=dict)
    paradigms: tuple[ParadigmRow, ...] = ()
    kinds: tuple[RelationTypeRow, ...] = ()
    refused: tuple[RefusedRow, ...] = ()
    people: int = 0
    revision: int = 0

    def paradigm(self, name: str) -> ParadigmRow | None:
        """Return the paradigm of that name (without a name the first), or None."""
        boards = (each for each in self.paradigms if name in ("", each.name))
        return next(boards, None)

    def placed(self, board: ParadigmRow | None) -> dict[ParadigmRole, list[CodeId]]:
        """Return the categories of a paradigm by role, in their order; retired ones left out."""
        found: dict[ParadigmRole, list[CodeId]] = {}
        for row in board.placements if board else ():
            if row.category in self.categories:
                found.setdefault(row.role, []).append(row.category)
        return found

    def loose(self) -> list[CodeRow]:
        """Return the open codes that are in no category yet, nor under a code that is in one."""
        housed = {member for each in self.categories.values() for member in each.members}
        return [
            code
            for code in self.codes.values()
            if code.level is CodeLevel.OPEN and housed.isdisjoint(self._with_those_above(code))
        ]

    def _with_those_above(self, code: CodeRow) -> Iterator[CodeId]:
        above: CodeRow | None = code
        while above is not None:
            yield above.id
            above = None if above.parent is None else self.codes.get(above.parent)

    def types(self) -> list[str]:
        """Return the kinds of relation in use, then the usual ones."""
        used = [link.type for link in self.links.values()]
        return list(dict.fromkeys([*used, *(kind.name for kind in self.kinds)]))

    def sentence(self, link: Link) -> str:
        """Return a relation as it reads."""
        names = [
            self.codes[key].name if key in self.codes else "–" for key in (link.source, link.target)
        ]
        return f"{names[0]} {link.type} {names[1]}"


def read_theory(reader: Reader, progress: Progress) -> Theory:
    """Return the theory, which stands on the tables of `THEORY`.

    Passages are distinct spans, as in the diagram and its report.
    """
    progress.step(0, 2)
    in_use = {code.id: code for code in all_codes(reader) if not code.retired}
    boards = theory.paradigms(reader)
    relations = theory.relations(reader)
    on_boards = {row.category for board in boards for row in board.placements}
    on_boards |= {end for row in relations for end in (row.source, row.target)}
    members = _members(in_use, memberships(reader))
    counts = _Counts(reader)
    categories = {
        code.id: Category(code, members.get(code.id, ()), *counts.of(code.id))
        for code in in_use.values()
        if code.level is not CodeLevel.OPEN or code.id in on_boards
    }
    progress.step(1, 2)
    return Theory(
        codes=in_use,
        categories=categories,
        counts=counts.own(in_use),
        links={link.id: link for link in _links(reader, in_use)},
        paradigms=boards,
        kinds=relation_types(reader),
        refused=tuple(
            row
            for row in refused_relations(reader)
            if row.source in in_use and row.target in in_use
        ),
        people=sum(1 for person in people.participants(reader) if person.documents),
        revision=reader.revision,
    )


class _Counts:
    """Passages and participants of a code and all that serves it."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._chosen = choose(reader, Selection())
        self._whole = whose_words(reader)

    def of(self, code: CodeId) -> tuple[int, int]:
        mask = among(self._chosen.table.code, codes_under(self._reader, code))
        whole = self._whole
        person = expanded(self._chosen.place[mask], whole.ends, whole.participant)[1]
        people = len(np.unique(person[person != UNKNOWN]))
        return len(np.unique(self._chosen.spans.number[mask])), people

    def own(self, codes: Mapping[CodeId, CodeRow]) -> dict[CodeId, int]:
        """Return the passages of each code itself."""
        table, spans = self._chosen.table, self._chosen.spans.number
        pairs = np.unique(np.stack([table.code.astype(np.int64), spans]), axis=1)
        keys, counts = np.unique(pairs[0], return_counts=True)
        found = dict(zip(keys.tolist(), counts.tolist(), strict=True))
        return {key: found.get(key, 0) for key in codes}


def _members(
    codes: Mapping[CodeId, CodeRow], serving: Mapping[CodeId, tuple[CodeId, ...]]
) -> dict[CodeId, tuple[CodeId, ...]]:
    """Return what lies right below each code, and then what serves it besides."""
    found: dict[CodeId, list[CodeId]] = {}
    for code in codes.values():
        if code.parent is not None:
            found.setdefault(code.parent, []).append(code.id)
    for category, more in serving.items():
        found.setdefault(category, []).extend(each for each in more if each in codes)
    return {key: tuple(dict.fromkeys(each)) for key, each in found.items()}


def _links(reader: Reader, in_use: Mapping[CodeId, CodeRow]) -> Iterator[Link]:
    given: dict[RelationId, list[Given]] = {}
    for row in theory.evidence(reader):
        each = Given(row.id, row.quotation, row.stance, row.note)
        given.setdefault(row.relation, []).append(each)
    said = {each.quotation for rows in given.values() for each in rows}
    table = quotation_table(reader, sorted(said))
    places, who = participants_of(reader, table)
    persons: dict[int, set[int]] = {}
    for place, person in zip(places.tolist(), who.tolist(), strict=True):
        persons.setdefault(int(table.id[place]), set()).add(person)
    for relation in theory.relations(reader):
        if relation.source not in in_use or relation.target not in in_use:
            continue
        rows = given.get(relation.id, [])
        speaking = [each.quotation for each in rows if each.stance is Stance.FOR]
        voices = {person for quotation in speaking for person in persons.get(quotation, ())}
        yield Link(
            relation.id,
            relation.type,
            relation.source,
            relation.target,
            relation.note,
            len(speaking),
            len(rows) - len(speaking),
            len(voices - {UNKNOWN}),
            tuple(rows),
            sum(each.stance is Stance.NEGATIVE_CASE for each in rows),
            relation.strength or 0,
            relation.directed,
        )
