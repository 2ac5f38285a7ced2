"""Taking entries back: computed from the ledger, and the test for conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Connection, Table, func, select

from gtcoder.errors import NotFound, UndoConflict
from gtcoder.garbage import collecting_later
from gtcoder.model.journal import ColumnImage, Entry, RowImage
from gtcoder.model.project import Project
from gtcoder.model.team import Coder, Round
from gtcoder.model.transcripts import ErasedText, TextVersion
from gtcoder.store.erasing import AKIN, ERASE
from gtcoder.store.following import followed, moves_of
from gtcoder.store.images import (
    Row,
    children_first,
    columns_of,
    journaled_tables,
    names_of,
    unpack_ids,
)
from gtcoder.store.ledger import ImageRow, TableImages, read_images
from gtcoder.store.rows import among
from gtcoder.store.sense import broken_rule
from gtcoder.store.sight import refuse_shared
from gtcoder.store.undo_stacks import FIRST
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import VERBS, action

REVERT = "history.revert"
_CHUNK = 5_000
# Verbs of other names that change the codebook, and so take a lead where it is locked.
_OF_CODEBOOK = frozenset(
    {"properties.define", "properties.change", "properties.order", "properties.remove",
     "core.set_weights"}
)  # fmt: skip
_OF_ROUNDS = ("team.open_round", "team.close_round", "team.unblind")
_RULED = frozenset(
    {"name", "parent_id", "retired", "merged_into_id", "code_id", "role", "source_id", "target_id"}
)


@action(REVERT)
@collecting_later()
def revert(unit: Unit, *, revision: int) -> None:
    """Take back one entry by its inverse images, as a new entry.

    Refused (UndoConflict) when a row no longer holds what the entry wrote, or when somebody built
    on a row that would go. Positions that a correction of the text moved since are no conflict: the
    inverse follows them. A colleague's entry needs role lead.
    """
    entry = unit.get(Entry, revision)  # a colleague's of a blind round is none for the coder
    if entry is None:
        raise NotFound(
            "There is no entry {revision} in the ledger.", revision=unit.numbers.shown(revision)
        )
    if entry.action == FIRST:
        raise UndoConflict("The entry that made the study cannot be taken back.")
    if entry.action == ERASE:
        raise UndoConflict("What was erased for good cannot be brought back. Nothing was changed.")
    _check_rights(unit, entry)
    unit.tell(taken_back=entry.action, entry=revision)
    _check_not_shown(unit, entry)
    connection = unit.connection()
    by_table: dict[str, list[ImageRow]] = {}
    for image in read_images(connection, first=revision, last=revision):
        by_table.setdefault(image.table, []).append(image)
    _check_not_erased(unit, by_table.get(TextVersion.__tablename__, ()))
    if unit.blind is not None:  # before any conflict is named, for those tell of colleagues' work
        touched = (_touched(table, images) for table, images in by_table.items())
        refuse_shared(connection, unit.blind, unit.me, touched)
    moves = moves_of(unit)
    if moves is not None:
        by_table = followed(unit, moves, by_table, revision)
    standing = {table: _unchanged(unit, table, images, entry) for table, images in by_table.items()}
    for table, images in by_table.items():
        _check_unused(unit, table, images, by_table, revision)
    _check_authors(unit, by_table.get(Coder.__tablename__, ()), revision)
    for table in sorted(by_table, key=children_first().index):
        present = standing[table]
        unit.put_back(table, present, dict(_former_rows(table, by_table[table], present)))
    back = {table: _back(images) for table, images in by_table.items()}
    blocking = broken_rule(connection, back, partial(_sees, unit))
    if blocking is not None:
        raise _conflict(unit, *blocking, revision)


def _touched(table: str, images: Sequence[ImageRow]) -> TableImages:
    """Return which rows of a table an entry touched, without what they held."""
    touched = TableImages(table)
    for image in images:
        if image.before is None:
            touched.after[image.key] = ()
        elif image.after is None:
            touched.before[image.key] = ()
        else:
            touched.updated[image.key] = (image.before, image.after)
    return touched


def _sees(unit: Unit, table: str, key: int) -> bool:
    return unit.blind is None or unit.blind.sees(unit.coder, table, key)


def _back(images: Sequence[ImageRow]) -> list[int]:
    """Return the keys of rows that come back, or change back in what a rule speaks of."""
    return [
        image.key
        for image in images
        if image.before is not None and (image.after is None or _RULED & image.before.keys())
    ]


def _check_rights(unit: Unit, entry: Entry) -> None:
    """Refuse where the coder might not do now what the entry did, or did not do it."""
    if entry.coder_id != unit.coder:
        unit.require_lead("take back a colleague's entry")
    first = entry
    while first.reverts is not None:
        first = unit.get_one(Entry, first.reverts)
    verbs = dict(VERBS)
    if first.action in verbs and verbs[first.action].lead_only:
        unit.require_lead("take back what only a lead may do")
    settings = unit.scalars(select(Project.settings)).one()
    changes = first.action.startswith("codebook.") or first.action in _OF_CODEBOOK
    if changes and settings.get("codebook_locked"):
        unit.require_lead("change the codebook, which this study has locked")


def _check_not_shown(unit: Unit, entry: Entry) -> None:
    """Refuse to make a round blind again that coders have seen, or one that is open vanish."""
    first = entry
    while first.reverts is not None:
        first = unit.get_one(Entry, first.reverts)
    if first.action not in _OF_ROUNDS:
        return
    image = select(RowImage.row_id).where(
        RowImage.revision == first.revision, RowImage.table == Round.__tablename__
    )
    kept = select(Round.name).where(Round.id.in_(image), Round.blind)
    name = unit.scalars(kept).first()
    if name is not None:
        raise UndoConflict(
            "“{round}” is or was a blind round: what coders have seen cannot be hidden again, and "
            "one that is open is ended by closing it. Nothing was changed.",
            round=name,
        )


def _former_rows(
    table: str, images: Sequence[ImageRow], present: dict[int, Row]
) -> Iterable[tuple[int, Row]]:
    names = names_of(table)
    defaults = _defaults(table)
    for image in images:
        if image.before is None:
            continue
        now = present.get(image.key)
        base = defaults if now is None else dict(zip(names, now, strict=True))
        full = {**base, **image.before}
        yield image.key, tuple(full[name] for name in names)


def _defaults(table: str) -> dict[str, Any]:
    """Return what a column holds that an older image does not know."""
    values: dict[str, Any] = {}
    for column in columns_of(table):
        default = column.default
        plain = default is not None and default.is_scalar
        values[column.name] = default.arg if plain else None  # type: ignore[union-attr]
    return values


def _unchanged(unit: Unit, table: str, images: Sequence[ImageRow], entry: Entry) -> dict[int, Row]:
    """Return the rows as they are now, or refuse where one is not what the entry left."""
    names = names_of(table)
    present = unit.rows_now(table, [image.key for image in images])
    for image in images:
        row = present.get(image.key)
        now = None if row is None else dict(zip(names, row, strict=True))
        if image.after is None:
            same = now is None
        else:
            same = now is not None and (
                now == image.after or all(now.get(k) == v for k, v in image.after.items())
            )
        if not same:
            raise _conflict(unit, table, image.key, entry.revision)
    return present


def _check_unused(
    unit: Unit,
    table: str,
    images: Sequence[ImageRow],
    going: dict[str, list[ImageRow]],
    revision: int,
) -> None:
    made = [image.key for image in images if image.before is None]
    if not made:
        return
    for other, column in _references(table):
        leaving = {image.key for image in going.get(other.name, ()) if image.before is None}
        changing = {
            image.key
            for image in going.get(other.name, ())
            if image.before is not None and column in image.before
        }
        for condition in among(other.c[column], made):
            statement = select(other.c.id).where(condition)
            for key in unit.connection().execute(statement).scalars():
                if key not in leaving and key not in changing:
                    raise _conflict(unit, other.name, key, revision)


def _check_not_erased(unit: Unit, versions: Sequence[ImageRow]) -> None:
    """Refuse to bring a document back without its words."""
    back = (image.before["sha256"] for image in versions if "sha256" in (image.before or {}))  # type: ignore[index]
    hashes = set(back)
    buried = select(ErasedText.sha256).where(ErasedText.sha256.in_(hashes))
    if unit.connection().execute(buried.limit(1)).first() is not None:
        raise UndoConflict(
            "The text that would come back was erased for good. Nothing was changed."
        )
    told = select(Entry.details).where(Entry.action == ERASE)
    for details in unit.scalars(told) if hashes else ():
        if hashes.intersection(details.get(AKIN, ())):
            raise UndoConflict(
                "The text that would come back shares much with one that was erased for good. "
                "Nothing was changed; erase it too (gtcoder erase), or, if it is somebody else's, "
                "import its file again."
            )


def _check_authors(unit: Unit, images: Sequence[ImageRow], revision: int) -> None:
    """Refuse to take a coder away under whose name the ledger keeps what was done."""
    made = [image.key for image in images if image.before is None]
    acted = select(Coder.name, Entry.revision).join(Entry, Entry.coder_id == Coder.id)
    later = acted.where(Coder.id.in_(made), Entry.revision != revision)
    found = unit.connection().execute(later.order_by(Entry.revision).limit(1)).first()
    if found is not None:
        raise UndoConflict(
            "Entry {revision} cannot be taken back: the ledger keeps entry {later} under the name "
            "of {coder}. Nothing was changed.",
            revision=unit.numbers.shown(revision),
            later=unit.numbers.shown(found.revision),
            coder=found.name,
        )


def _references(table: str) -> list[tuple[Table, str]]:
    return [
        (other, key.parent.name)
        for other in journaled_tables().values()
        for key in other.foreign_keys
        if key.column.table.name == table
    ]


def _conflict(unit: Unit, table: str, key: int, revision: int) -> UndoConflict:
    connection = unit.connection()
    later = last_entry_of(connection, table, key)
    who = "somebody"
    if later is not None and later.coder_id is not None:
        name = select(Coder.name).where(Coder.id == later.coder_id)
        who = connection.execute(name).scalar() or who
    return UndoConflict(
        "Entry {revision} cannot be taken back: {coder} built on it in entry {later} ({action}, "
        "{table}). Nothing was changed. Take back that entry first.",
        revision=unit.numbers.shown(revision),
        coder=who,
        later=unit.numbers.shown(later.revision) if later is not None else "?",
        action=later.action if later is not None else "?",
        table=table,
    )


def last_entry_of(connection: Connection, table: str, key: int) -> Any:
    """Return the newest entry (revision, coder_id, action) that touched a row, or None."""
    rows = select(RowImage.revision).where(RowImage.table == table, RowImage.row_id == key)
    found = list(connection.execute(rows).scalars())
    columns = select(ColumnImage.revision, ColumnImage.ids).where(ColumnImage.table == table)
    images = connection.execute(columns)
    found.extend(image.revision for image in images if key in unpack_ids(image.ids))
    if not found:
        return None
    entry = select(Entry.revision, Entry.coder_id, Entry.action)
    return connection.execute(entry.where(Entry.revision == max(found))).one_or_none()


def makers_of(connection: Connection, table: str, keys: Iterable[int]) -> set[int | None]:
    """Return who made these rows: the coders of the entries in which they first came up."""
    first: dict[int, int] = {}
    wanted = list(keys)
    for place in range(0, len(wanted), _CHUNK):
        rows = select(RowImage.row_id, func.min(RowImage.revision)).where(
            RowImage.table == table, RowImage.row_id.in_(wanted[place : place + _CHUNK])
        )
        first.update(
            (key, seen) for key, seen in connection.execute(rows.group_by(RowImage.row_id))
        )
    among = frozenset(wanted)
    images = select(ColumnImage.revision, ColumnImage.ids).where(ColumnImage.table == table)
    for image in connection.execute(images):
        for key in among.intersection(unpack_ids(image.ids)):
            first[key] = min(image.revision, first.get(key, image.revision))
    found: set[int | None] = set()
    revisions = sorted(set(first.values()))
    for place in range(0, len(revisions), _CHUNK):
        entries = Entry.revision.in_(revisions[place : place + _CHUNK])
        found.update(connection.execute(select(Entry.coder_id).where(entries)).scalars())
    return found


def overwritten_by(unit: Unit, table: str, key: int, column: str, since: int) -> int | None:
    """Return the newest entry after `since` in which a colleague changed a column of a row.

    None where there is none, or where the row holds again what it held then.
    """
    connection = unit.connection()
    images = [
        image
        for image in read_images(connection, first=since + 1, last=unit.revision, tables=[table])
        if image.key == key and image.before is not None and column in (image.after or {})
    ]
    if not images or images[0].before[column] == images[-1].after[column]:  # type: ignore[index]
        return None
    changed = [image.revision for image in images]
    others = select(Entry.revision).where(Entry.revision.in_(changed))
    theirs = others.where(Entry.coder_id.is_distinct_from(unit.coder))
    return connection.execute(theirs.order_by(Entry.revision.desc()).limit(1)).scalar()


def fold(
    connection: Connection, *, last: int, tables: Iterable[str]
) -> dict[str, dict[int, dict[str, Any]]]:
    """Return the rows of these tables as of revision `last`, folded from the ledger.

    Values are encoded (times as ISO text, guids as hex). The codebook "as of a label" is this.
    """
    wanted = list(tables)
    state: dict[str, dict[int, dict[str, Any]]] = {table: {} for table in wanted}
    for image in read_images(connection, first=1, last=last, tables=wanted):
        if image.after is None:
            state[image.table].pop(image.key, None)
        else:
            state[image.table].setdefault(image.key, {}).update(image.after)
    return state
