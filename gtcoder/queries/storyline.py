"""The storyline as it reads now: words and links, and what of the theory it does not tell yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from gtcoder.model.team import Coder
from gtcoder.model.theory import Memo, Paradigm, ParadigmPlacement, Relation, RelationType
from gtcoder.queries.codebook import CodeRow, codes
from gtcoder.store.reader import Reader
from gtcoder.storytext import DASH, Link, LinkKind, can_be_linked, pieces_of, token
from gtcoder.vocabulary import CodeId, CodeLevel, MemoId, MemoKind, RelationId

TITLE = "Storyline"


@dataclass(frozen=True, slots=True)
class Subject:
    """A code or a relation that a story can link to, by its name of now.

    `written` is how a link to it is written by hand: a path, or `Path – type – Path`. `ends` are
    the categories of a relation. A subject that is no longer there has no key.
    """

    kind: LinkKind
    guid: str
    name: str
    written: str = ""
    code: CodeId | None = None
    relation: RelationId | None = None
    ends: tuple[CodeId, ...] = ()
    level: str = ""
    colour: int = 0
    retired: bool = False

    @property
    def in_use(self) -> bool:
        """Whether it is there and can be linked by its name."""
        return bool(self.written) and not self.retired and can_be_linked(self.written)

    @property
    def token(self) -> str:
        """The link as it is stored."""
        return token(self.name, self.kind, self.guid)


StoryPiece = str | Subject


@dataclass(frozen=True, slots=True)
class Story:
    """The storyline: its memo, its text as stored, and that text in pieces."""

    memo: MemoId
    kind: str
    title: str
    text: str
    coder: str
    changed_at: datetime
    pieces: tuple[StoryPiece, ...]
    others: int = 0  # further storylines, such as colleagues wrote in a blind round

    @property
    def plain(self) -> str:
        """The text with links as plain words."""
        return "".join(each if isinstance(each, str) else each.name for each in self.pieces)

    def counts(self) -> dict[str, int]:
        """Return how often each code or relation is linked, by guid."""
        found: dict[str, int] = {}
        for piece in self.pieces:
            if not isinstance(piece, str):
                found[piece.guid] = found.get(piece.guid, 0) + 1
        return found


@dataclass(frozen=True, slots=True)
class Told:
    """A part of the theory, how often the story links to it, and the roles it has.

    A category is `through` a relation when the story tells it by linking a relation of its.
    """

    subject: Subject
    links: int
    through: bool
    roles: tuple[str, ...] = ()

    @property
    def used(self) -> bool:
        """Whether the story tells it."""
        return bool(self.links) or self.through


@dataclass(frozen=True, slots=True)
class Subjects:
    """Everything a story can link to, in the tree's order and the order of making."""

    codes: tuple[Subject, ...] = ()
    relations: tuple[Subject, ...] = ()
    by_guid: Mapping[str, Subject] = field(default_factory=dict)

    def read(self, text: str) -> tuple[StoryPiece, ...]:
        """Return a stored text in pieces, its links under their names of now."""
        return tuple(
            piece if isinstance(piece, str) else self._subject(piece) for piece in pieces_of(text)
        )

    def _subject(self, link: Link) -> Subject:
        if link.kind is None:
            return self._written(link.name)
        return self.by_guid.get(link.guid) or Subject(link.kind, link.guid, link.name)

    def by_hand(self, text: str) -> str:
        """Return a stored text with links as they are written by hand; of what is gone, words."""
        return "".join(
            each if isinstance(each, str) else f"[[{each.written}]]" if each.in_use else each.name
            for each in self.read(text)
        )

    def _written(self, name: str) -> Subject:
        """Return what a link that was written by hand leads to, where it is one thing alone."""
        every = (*self.codes, *self.relations)
        exact = [each for each in every if each.written.casefold() == name.casefold()]
        found = exact or [each for each in every if each.name.casefold() == name.casefold()]
        return found[0] if len(found) == 1 else Subject(LinkKind.CODE, "", f"[[{name}]]")


def subjects(reader: Reader) -> Subjects:
    """Return what a story can link to; a merged code's guid leads to what it was merged into."""
    every = codes(reader, retired=True)
    rows = {row.id: row for row in every}
    in_use = tuple(_of_code(row) for row in every if not row.retired)
    links = _relations(reader, rows)
    found = {each.guid: each for each in (*in_use, *links)}
    for row in every:
        if row.retired:
            found[row.guid] = _of_code(_standing(row, rows))
    return Subjects(in_use, links, found)


def story(reader: Reader, known: Subjects | None = None) -> Story | None:
    """Return the newest storyline; where there is none, the newest theoretical memo titled so."""
    rows = reader.rows(
        select(Memo.id, Memo.kind, Memo.title, Memo.text, Coder.name, Memo.changed_at)
        .join(Coder, Coder.id == Memo.coder_id)
        .where(
            (Memo.kind == MemoKind.STORYLINE)
            | ((Memo.kind == MemoKind.THEORETICAL) & (Memo.title == TITLE))
        )
        .order_by(Memo.id)
    )
    found = sorted(rows, key=lambda row: (row[1] == MemoKind.STORYLINE, row[0]))
    if not found:
        return None
    key, kind, title, text, coder, changed = found[-1]
    known = subjects(reader) if known is None else known
    pieces = known.read(text) if kind == MemoKind.STORYLINE else (text,)
    others = sum(row[1] == MemoKind.STORYLINE for row in found[:-1])
    return Story(MemoId(key), kind, title, text, coder, changed, pieces, others)


def told(reader: Reader, known: Subjects | None = None) -> tuple[Told, ...]:
    """Return the parts of the theory, and whether the story tells them.

    They are the core category, the categories in a paradigm, those related to the core, and all
    relations; of a study without core and paradigm, the axial categories and the relations.
    """
    known = subjects(reader) if known is None else known
    what = story(reader, known)
    counts = what.counts() if what is not None else {}
    linked = [known.by_guid[guid] for guid in counts if guid in known.by_guid]
    through = {end for each in linked for end in each.ends}
    roles = _roles(reader)
    wanted = _of_theory(known, roles)
    rows = [each for each in known.codes if each.code in wanted or each.guid in counts]
    return tuple(
        Told(
            each,
            counts.get(each.guid, 0),
            each.code in through,
            roles.get(each.code, ()) if each.code is not None else (),
        )
        for each in (*rows, *known.relations)
    )


def _of_theory(known: Subjects, roles: Mapping[CodeId, tuple[str, ...]]) -> set[CodeId | None]:
    cores = {each.code for each in known.codes if each.level == CodeLevel.CORE}
    wanted: set[CodeId | None] = {*roles, *cores}
    for relation in known.relations:
        if cores.intersection(relation.ends):
            wanted.update(relation.ends)
    if not wanted:
        wanted = {each.code for each in known.codes if each.level == CodeLevel.AXIAL}
    return wanted


def _roles(reader: Reader) -> dict[CodeId, tuple[str, ...]]:
    found: dict[CodeId, tuple[str, ...]] = {}
    rows = (
        select(ParadigmPlacement.category_id, ParadigmPlacement.role)
        .join(Paradigm, Paradigm.id == ParadigmPlacement.paradigm_id)
        .order_by(Paradigm.id, ParadigmPlacement.id)
    )
    for category, role in reader.rows(rows):
        known = found.get(CodeId(category), ())
        found[CodeId(category)] = known if role in known else (*known, role)
    return found


def _of_code(row: CodeRow) -> Subject:
    return Subject(
        LinkKind.CODE,
        row.guid,
        row.name,
        row.written,
        code=row.id,
        level=row.level,
        colour=row.colour,
        retired=row.retired,
    )


def _standing(row: CodeRow, rows: Mapping[CodeId, CodeRow]) -> CodeRow:
    while row.merged_into is not None:
        row = rows[row.merged_into]
    return row


def _relations(reader: Reader, rows: Mapping[CodeId, CodeRow]) -> tuple[Subject, ...]:
    links = (
        select(Relation.id, Relation.guid, RelationType.name, Relation.source_id,
               Relation.target_id)
        .join(RelationType, RelationType.id == Relation.type_id)
        .order_by(Relation.id)
    )  # fmt: skip
    found = []
    for key, guid, kind, source, target in reader.rows(links):
        start, end = rows[CodeId(source)], rows[CodeId(target)]
        found.append(
            Subject(
                LinkKind.RELATION,
                guid.hex(),
                DASH.join((start.name, kind, end.name)),
                DASH.join((start.written, kind, end.written)),
                relation=RelationId(key),
                ends=(start.id, end.id),
                retired=start.retired or end.retired,
            )
        )
    return tuple(found)
