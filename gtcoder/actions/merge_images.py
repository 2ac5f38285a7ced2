"""What merges did, read from the ledger: the images of the one that took a code in, and later."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from gtcoder.model.codebook import Code
from gtcoder.model.journal import ColumnImage, Entry, RowImage
from gtcoder.store.images import unpack_ids
from gtcoder.store.ledger import ImageRow, read_images
from gtcoder.store.unit import Unit

MERGE = "codebook.merge"
UNMERGE = "codebook.unmerge"


@dataclass(frozen=True, slots=True)
class Taken:
    """The merge that took a code in: where that went, what it did, and what later merges did.

    `line` holds the code it went into, the one which that went into, and so on.
    """

    code: int
    line: tuple[int, ...]
    own: tuple[ImageRow, ...]
    later: tuple[ImageRow, ...]

    def given_away(self, unit: Unit, table: str) -> set[int]:
        """Return the rows of a table that unmerges since then gave to codes whose they were."""
        if not self.own:
            return set()
        first, connection = self.own[0].revision, unit.connection()
        images = read_images(
            connection, first=first, last=unit.revision, tables=[table], verb=UNMERGE
        )
        return {image.key for image in images}

    @property
    def into(self) -> int | None:
        """Return the code that the merge named as its target."""
        for image in self.own:
            if image.table == "code" and image.key == self.code and image.after:
                target: int | None = image.after.get("merged_into_id")
                return target
        return None

    @property
    def sources(self) -> list[int]:
        """Return all codes that this merge took in."""
        return [
            image.key
            for image in self.own
            if image.table == "code" and (image.after or {}).get("merged_into_id")
        ]


def taken_in(unit: Unit, code: Code) -> Taken:
    """Return the merge through which a code is merged now, if the ledger still stands for one."""
    connection = unit.connection()
    first = _merge_of(connection, code.id)
    line = tuple(_line(unit, code))
    if first is None:
        return Taken(code.id, line, (), ())
    taken_back = _taken_back(connection)
    images = [
        image
        for image in read_images(connection, first=first, last=unit.revision, verb=MERGE)
        if image.revision not in taken_back
    ]
    own = tuple(image for image in images if image.revision == first)
    later = tuple(image for image in images if image.revision != first)
    return Taken(code.id, line, own, later)


def _line(unit: Unit, code: Code) -> list[int]:
    line: list[int] = []
    while code.merged_into_id is not None:
        line.append(code.merged_into_id)
        code = unit.get_one(Code, code.merged_into_id)
    return line


def _merge_of(connection: Connection, code: int) -> int | None:
    """Return the newest merge, of those that stand, that took a code in."""
    rows = (
        select(RowImage.revision, RowImage.after)
        .join(Entry, Entry.revision == RowImage.revision)
        .where(Entry.action == MERGE, RowImage.table == "code", RowImage.row_id == code)
    )
    found = [row.revision for row in connection.execute(rows) if _went_in(row.after)]
    many = (
        select(ColumnImage.revision, ColumnImage.ids)
        .join(Entry, Entry.revision == ColumnImage.revision)
        .where(Entry.action == MERGE, ColumnImage.table == "code")
    )
    for row in connection.execute(many):
        if code in unpack_ids(row.ids):
            images = read_images(connection, first=row.revision, last=row.revision, tables=["code"])
            found += [i.revision for i in images if i.key == code and _went_in(i.after)]
    taken_back = _taken_back(connection)
    return max((revision for revision in found if revision not in taken_back), default=None)


def _went_in(after: dict[str, object] | None) -> bool:
    return bool((after or {}).get("merged_into_id"))


def _taken_back(connection: Connection) -> set[int]:
    """Return the entries that are taken back now; one whose revert was taken back stands."""
    reverts = select(Entry.revision, Entry.reverts).where(Entry.reverts.is_not(None))
    taken: set[int] = set()
    for revision, target in connection.execute(reverts.order_by(Entry.revision.desc())):
        if revision not in taken and target is not None:
            taken.add(target)
    return taken
