"""What is private while a blind round is open: rows told by their keys, entries by their number.

`Blindness` says that a round is blind now and since which entry. Rows made meanwhile get their keys
in *lanes*: of every `LANES` keys of a table one belongs to each coder, and the first to what all
may see. So a key alone tells whose a row is, a coder's keys do not depend on how many rows
colleagues make, and verbs need no rules of their own: whatever a verb changes must lie in the lane
of who acts (`refuse_shared`), unless the verb is one of `PUBLIC`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select, false, func, or_, select
from sqlalchemy.orm import with_loader_criteria

from gtcoder.errors import NotAllowed
from gtcoder.model.base import Journaled
from gtcoder.model.codebook import (
    AttributeValue,
    Code,
    CodeExample,
    Coding,
    Membership,
    PropertyPlacement,
)
from gtcoder.model.journal import ColumnImage, Entry, RowImage
from gtcoder.model.project import Project
from gtcoder.model.reading import Bookmark, Comparison
from gtcoder.model.results import SavedResult
from gtcoder.model.team import Assignment, Decision, Round
from gtcoder.model.theory import Evidence, Memo, MemoLink, MemoTag
from gtcoder.model.transcripts import Quotation
from gtcoder.store.ledger import Changed, TableImages
from gtcoder.vocabulary import CoderId, RoundKind

LANES = 256
PRIVATE: dict[str, type[Journaled]] = {
    kind.__tablename__: kind
    for kind in (Quotation, Coding, Memo, MemoLink, Evidence, PropertyPlacement, SavedResult, Code,
                 Membership, AttributeValue, Assignment, MemoTag, Bookmark, Comparison, CodeExample)
}  # fmt: skip
# What the team does in the open while a round is blind: texts come in, work is given out, and the
# study is named and set. Any verb that is not listed is private or refused, a later one as well.
PUBLIC = frozenset(
    {"transcripts.add", "transcripts.set_speaker", "transcripts.set_participant",
     "transcripts.rename_participant", "transcripts.set_variable", "team.add_coder", "team.join",
     "team.set_role", "team.open_round", "team.close_round", "team.unblind", "team.assign",
     "team.unassign", "team.draw_sample", "study.set_title", "study.set", "study.label"}
)  # fmt: skip
_PUBLIC_NOUNS = ("instruments.",)
_SAID = {"state", "finished_at"}
OF_PASSAGES = ("coding.", "comparison.", "adjudication.", "theory.add_evidence",
               "theory.change_evidence", "theory.remove_evidence", "properties.place",
               "properties.change_place", "codebook.add_example", "codebook.remove_example",
               "properties.unplace", "theory.write_memo", "theory.change_memo",
               "theory.remove_memo", "theory.tag_memo", "theory.link_memo",
               "theory.unlink_memo", "transcripts.correct")  # fmt: skip

_ROUND = Round.__table__.c
_ENTRY = Entry.__table__.c
_ASSIGNMENT = Assignment.__table__.c
_QUOTATION = Quotation.__table__.c
_OPEN_ROUNDS = select(_ROUND.id, _ROUND.kind, _ROUND.blind, _ROUND.unblinded_at).where(
    _ROUND.closed_at.is_(None)
)


@dataclass(frozen=True, slots=True)
class Blindness:
    """The blind rounds that are open, the entry that opened the first, and where lanes begin.

    `documents` are those given out in the rounds; where none is given out, None: any may be coded.
    `floors` holds the last key, by table, that was given before the lanes.
    """

    rounds: tuple[int, ...]
    since: int
    documents: tuple[int, ...] | None = None
    floors: Mapping[str, int] = field(default_factory=dict, compare=False, hash=False)

    def lane(self, table: str, key: int) -> int | None:
        """Return whose a row is: a coder's key, 0 of all, None where it was there before."""
        beyond = key - self.floors.get(table, 0) - 1
        return None if beyond < 0 else beyond % LANES

    def sees(self, viewer: CoderId | None, table: str, key: int) -> bool:
        """Tell whether a coder may see a row of that key."""
        return table not in PRIVATE or self.lane(table, key) in (None, 0, viewer)

    def condition(self, table: str, key: ColumnElement[int], viewer: CoderId | None) -> Any:
        """Return the condition on rows that a coder may see."""
        floor = self.floors.get(table, 0)
        return or_(key <= floor, ((key - (floor + 1)) % LANES).in_((0, viewer or 0)))

    def hidden_entries(self, viewer: CoderId | None) -> ColumnElement[bool]:
        """Return the condition on entries that a coder may not see and that no number counts."""
        theirs = _ENTRY.coder_id.is_distinct_from(viewer)
        return (_ENTRY.revision > self.since) & _ENTRY.private & theirs


@dataclass(frozen=True, slots=True)
class OpenRounds:
    """The open rounds that keep something out of sight."""

    blind: tuple[int, ...]
    recode: tuple[int, ...]


def open_rounds(connection: Connection) -> OpenRounds:
    """Return the open rounds that keep something out of sight; one query, whatever comes of it."""
    rows = connection.execute(_OPEN_ROUNDS).all()
    return OpenRounds(
        tuple(row.id for row in rows if row.blind and row.unblinded_at is None),
        tuple(row.id for row in rows if row.kind == RoundKind.RECODE),
    )


def blindness(connection: Connection, rounds: tuple[int, ...]) -> Blindness | None:
    """Return what is blind while these blind rounds are open, or None where there are none."""
    if not rounds:
        return None
    image = RowImage.__table__.c
    opened = select(func.min(image.revision)).where(
        image.table == Round.__tablename__, image.row_id.in_(rounds)
    )
    counters = connection.execute(select(Project.__table__.c.counters)).scalar_one()
    floors = {table: int(counters.get(table, 0)) for table in PRIVATE}
    since = connection.execute(opened).scalar() or 0
    blind = Blindness(rounds, since, None, floors)
    given = select(_ASSIGNMENT.document_id).where(
        _ASSIGNMENT.round_id.in_(rounds), blind.condition("assignment", _ASSIGNMENT.id, None)
    )
    documents = tuple(connection.execute(given.distinct().order_by("document_id")).scalars())
    return Blindness(rounds, since, documents or None, floors)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Entries numbered for one viewer: those that are hidden do not count."""

    hidden: Sequence[int]

    def shown(self, revision: int) -> int:
        """Return the viewer's number of an entry; a hidden one has that of the last one seen."""
        return revision - bisect_right(self.hidden, revision)

    def real(self, shown: int) -> int:
        """Return the entry of a viewer's number."""
        # up to the hidden entry at a place, with it, lie hidden[place] - place that are seen or it
        places = range(len(self.hidden))
        return shown + bisect_right(places, shown, key=lambda at: self.hidden[at] - at)


def numbers(connection: Connection, blind: Blindness | None, viewer: CoderId | None) -> Numbers:
    """Return the numbers of the entries as a viewer knows them at this moment."""
    if blind is None:
        return Numbers(())
    unseen = select(_ENTRY.revision).where(blind.hidden_entries(viewer))
    return Numbers(connection.execute(unseen.order_by(_ENTRY.revision)).scalars().all())


def blindness_now(connection: Connection) -> Blindness | None:
    """Return what is blind at this moment, or None."""
    return blindness(connection, open_rounds(connection).blind)


def criteria(blind: Blindness, viewer: CoderId | None) -> tuple[Any, ...]:
    """Return the options that keep an ORM SELECT to what a coder may see."""
    return _criteria(blind, tuple(blind.floors.items()), viewer)


@lru_cache(maxsize=64)
def _criteria(
    blind: Blindness, _floors: tuple[tuple[str, int], ...], viewer: CoderId | None
) -> tuple[Any, ...]:
    """Return the options, made once: making them takes longer than a short read."""
    unseen = select(_ENTRY.revision).where(blind.hidden_entries(viewer)).scalar_subquery()
    earlier = earlier_passages(blind, viewer)
    return (
        *(
            with_loader_criteria(kind, in_sight(blind, viewer, kind, earlier))
            for kind in PRIVATE.values()
        ),
        *(
            with_loader_criteria(kind, kind.revision.not_in(unseen))
            for kind in (RowImage, ColumnImage)
        ),
        with_loader_criteria(Decision, _decided_elsewhere(blind)),
        with_loader_criteria(
            Entry, Entry.revision.not_in(unseen) & Entry.revision.not_in(_told(blind, viewer))
        ),
    )


def in_sight(
    blind: Blindness, viewer: CoderId | None, kind: type[Any], earlier: ScalarSelect[int]
) -> ColumnElement[bool]:
    """Return the condition on rows of a table that a coder may see."""
    table = kind.__tablename__
    seen: ColumnElement[bool] = blind.condition(table, kind.id, viewer)
    if kind is Quotation:
        return seen & Quotation.id.not_in(earlier)
    if kind is Memo:
        return seen & Memo.id.not_in(_earlier_memos(viewer, earlier))
    if kind is MemoTag:
        return seen & MemoTag.memo_id.not_in(_earlier_memos(viewer, earlier))
    if kind is MemoLink:
        told = MemoLink.other_memo_id.not_in(_earlier_memos(viewer, earlier))
        return (
            seen
            & or_(MemoLink.quotation_id.is_(None), MemoLink.quotation_id.not_in(earlier))
            & or_(MemoLink.other_memo_id.is_(None), told)
        )
    if kind in (Coding, Evidence, PropertyPlacement, CodeExample):
        about_seen: ColumnElement[bool] = seen & kind.quotation_id.not_in(earlier)
        return about_seen
    if kind is Comparison:
        both = Comparison.quotation_id.not_in(earlier) & Comparison.other_id.not_in(earlier)
        return seen & both
    return seen


def _earlier_memos(viewer: CoderId | None, earlier: ScalarSelect[int]) -> ScalarSelect[int]:
    """Return colleagues' memos about passages that are out of sight."""
    link, memo = MemoLink.__table__.c, Memo.__table__.c
    theirs = (
        select(link.memo_id)
        .join(Memo.__table__, memo.id == link.memo_id)
        .where(link.quotation_id.in_(earlier), memo.coder_id.is_distinct_from(viewer))
    )
    return theirs.scalar_subquery()


def _decided_elsewhere(blind: Blindness) -> ColumnElement[bool]:
    """Return the condition on decisions: one over a text to be coded tells what was said of it."""
    return false() if blind.documents is None else Decision.document_id.not_in(blind.documents)


def earlier_passages(blind: Blindness, viewer: CoderId | None) -> ScalarSelect[int]:
    """Return the passages that colleagues marked, in any round, in the documents to be coded."""
    theirs = select(_QUOTATION.id).where(_QUOTATION.coder_id.is_distinct_from(viewer))
    if blind.documents is not None:
        theirs = theirs.where(_QUOTATION.document_id.in_(blind.documents))
    return theirs.scalar_subquery()


def _told(blind: Blindness, viewer: CoderId | None) -> Select[int]:
    """Return colleagues' earlier entries that tell of passages, and all that take such back."""
    others = Entry.__table__.alias().c
    about = or_(*(_ENTRY.action.like(f"{name}%") for name in OF_PASSAGES))
    earlier = (_ENTRY.revision < blind.since) & _ENTRY.coder_id.is_distinct_from(viewer)
    told = select(_ENTRY.revision).where(earlier, about).cte(recursive=True)
    back = select(others.revision).where(others.reverts == told.c.revision)
    return select(told.union(back).c.revision)


def is_public(action: str) -> bool:
    """Tell whether all may see what a verb does while a round is blind."""
    return action in PUBLIC or action.startswith(_PUBLIC_NOUNS)


def lane_of(coder: CoderId) -> int:
    """Return the lane of a coder, or refuse where there are too many coders."""
    if coder >= LANES:
        raise NotAllowed(
            "A blind round keeps the work of up to {most} coders apart. Nothing was changed; close "
            "the blind round first.",
            most=LANES - 1,
        )
    return coder


def refuse_shared(
    connection: Connection, blind: Blindness, coder: CoderId, changed: Iterable[Changed]
) -> None:
    """Refuse a private entry that touches anything but what only its coder may see."""
    for images in changed:
        table = images.table
        keys = images.made if not isinstance(images, TableImages) else [
            *images.before, *images.after, *images.updated
        ]  # fmt: skip
        if table == Assignment.__tablename__ and isinstance(images, TableImages):
            said = _said_of_own_work(connection, coder, images)
            keys = [key for key in keys if key not in said]
        if table not in PRIVATE or any(blind.lane(table, key) != coder for key in keys):
            raise shared(connection, blind)


def shared(connection: Connection, blind: Blindness) -> NotAllowed:
    """Return the error for what would change what all coders share."""
    name = select(_ROUND.name).where(_ROUND.id.in_(blind.rounds)).limit(1)
    return NotAllowed(
        "“{round}” is a blind round that is still open: until it is closed or unblinded, coders "
        "add and change only their own work of this round, and what the team shares stays as it "
        "is. Nothing was changed; note it in a memo of yours and do it then.",
        round=connection.execute(name).scalar_one(),
    )


def _said_of_own_work(connection: Connection, coder: CoderId, images: TableImages) -> set[int]:
    """Return the assignments of which a coder said how far they are; others do not see the word."""
    table = Assignment.__table__.c
    mine = select(table.id).where(table.id.in_(images.updated), table.coder_id == coder)
    return {
        key for key in connection.execute(mine).scalars() if images.updated[key][1].keys() <= _SAID
    }
