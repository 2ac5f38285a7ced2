"""What one entry did to one table, and how it is written to and read from the journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, insert, select

from gtcoder.model.journal import ColumnImage, Entry, RowImage
from gtcoder.store.images import (
    BULK,
    Row,
    encode_column,
    encode_row,
    names_of,
    pack_columns,
    pack_ids,
    unpack_columns,
    unpack_ids,
)


class _All(frozenset[int]):
    """All rows of a table, said without listing them."""

    def __contains__(self, _key: object) -> bool:
        return True

    def __bool__(self) -> bool:
        return True


ALL: frozenset[int] = _All()


def together(keys: frozenset[int] | None, more: frozenset[int]) -> frozenset[int]:
    """Return the keys of both; with ALL it is ALL."""
    if keys is None:
        return more
    return ALL if keys is ALL or more is ALL else keys | more


@dataclass(frozen=True, slots=True)
class Change:
    """What an entry touched: all that a view needs to decide whether to read again."""

    revision: int
    action: str
    coder: int | None
    touched: dict[str, frozenset[int]] = field(default_factory=dict)

    def touches(self, *tables: str) -> bool:
        """Tell whether any of these tables changed."""
        return any(table in self.touched for table in tables)

    def without(self, *tables: str) -> Change:
        """Return the change as if these tables had not been touched."""
        left = {table: keys for table, keys in self.touched.items() if table not in tables}
        return replace(self, touched=left)


@dataclass(slots=True)
class TableImages:
    """Rows of one table around one entry, encoded: only-after = made, only-before = deleted.

    For changed rows `before` and `after` hold the columns in `changed`; elsewhere all of them.
    """

    table: str
    before: dict[int, Row] = field(default_factory=dict)
    after: dict[int, Row] = field(default_factory=dict)
    updated: dict[int, tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=dict)

    @classmethod
    def between(
        cls, table: str, before: dict[int, Row | None], after: dict[int, Row]
    ) -> TableImages:
        """Return what differs between two states of the same rows."""
        names = names_of(table)
        images = cls(table)
        for key, old in before.items():
            new = after.get(key)
            if old is None and new is not None:
                images.after[key] = new
            elif old is not None and new is None:
                images.before[key] = old
            elif old is not None and new is not None and old != new:
                places = [place for place in range(len(names)) if old[place] != new[place]]
                images.updated[key] = (
                    {names[place]: old[place] for place in places},
                    {names[place]: new[place] for place in places},
                )
        return images

    def __len__(self) -> int:
        return len(self.before) + len(self.after) + len(self.updated)

    def keys(self) -> frozenset[int]:
        """Return the keys of all rows concerned, or ALL where they are too many to list."""
        if len(self) > BULK:
            return ALL
        return frozenset([*self.before, *self.after, *self.updated])


@dataclass(frozen=True, slots=True)
class NewRows:
    """Rows of one table that one entry made all at once, kept as columns of database values."""

    table: str
    made: range
    columns: Mapping[str, Sequence[Any]]

    def __len__(self) -> int:
        return len(self.made)

    def keys(self) -> frozenset[int]:
        """Return the keys of the rows, or ALL where they are too many to list."""
        return ALL if len(self) > BULK else frozenset(self.made)

    def as_images(self) -> TableImages:
        """Return the rows one by one, encoded."""
        every = {"id": self.made, **self.columns}
        rows = zip(*(every[name] for name in names_of(self.table)), strict=True)
        encoded = (encode_row(self.table, row) for row in rows)
        return TableImages(self.table, after=dict(zip(self.made, encoded, strict=True)))


Changed = TableImages | NewRows


@dataclass(frozen=True, slots=True)
class JournalRows:
    """The images of an entry as rows of the journal, ready to be written after the entry."""

    rows: list[dict[str, Any]]
    columns: list[dict[str, Any]]

    @classmethod
    def of(cls, changed: Sequence[Changed], revision: int) -> JournalRows:
        """Return the journal's rows for what an entry changed."""
        rows: list[dict[str, Any]] = []
        columns: list[dict[str, Any]] = []
        for images in changed:
            if len(images) <= BULK:
                one_by_one = images.as_images() if isinstance(images, NewRows) else images
                rows.extend(_as_rows(one_by_one))
            elif isinstance(images, NewRows):
                columns.append(_new_columns(images))
            else:
                columns.extend(_as_columns(images))
        for seq, image in enumerate([*rows, *columns]):
            image.update(revision=revision, seq=seq)
        return cls(rows, columns)

    def __len__(self) -> int:
        return len(self.rows) + len(self.columns)

    def write(self, connection: Connection) -> None:
        """Write them."""
        if self.rows:
            connection.execute(insert(RowImage), self.rows)
        if self.columns:
            connection.execute(insert(ColumnImage), self.columns)


def _as_rows(images: TableImages) -> Iterator[dict[str, Any]]:
    names = names_of(images.table)

    def image(key: int, before: Any, after: Any) -> dict[str, Any]:
        return {"table": images.table, "row_id": key, "before": before, "after": after}

    for key, row in images.before.items():
        yield image(key, dict(zip(names, row, strict=True)), None)
    for key, (old, new) in images.updated.items():
        yield image(key, old, new)
    for key, row in images.after.items():
        yield image(key, None, dict(zip(names, row, strict=True)))


def _as_columns(images: TableImages) -> Iterator[dict[str, Any]]:
    for kind, rows in (("delete", images.before), ("insert", images.after)):
        if rows:
            packed = pack_columns(_columns(images.table, list(rows.values())))
            side = "before" if kind == "delete" else "after"
            yield {**_head(images.table, kind, list(rows)), side: packed}
    groups: dict[tuple[str, ...], list[int]] = {}
    for key, (_old, new) in images.updated.items():
        groups.setdefault(tuple(new), []).append(key)
    for columns, keys in groups.items():
        pairs = [images.updated[key] for key in keys]
        yield {
            **_head(images.table, "update", keys),
            "before": pack_columns({name: [old[name] for old, _ in pairs] for name in columns}),
            "after": pack_columns({name: [new[name] for _, new in pairs] for name in columns}),
        }


def _new_columns(new: NewRows) -> dict[str, Any]:
    every = {"id": new.made, **new.columns}
    packed = pack_columns({name: encode_column(new.table, name, every[name])
                           for name in names_of(new.table)})  # fmt: skip
    return {**_head(new.table, "insert", new.made), "after": packed}


def _head(table: str, kind: str, keys: Sequence[int]) -> dict[str, Any]:
    head = {"table": table, "kind": kind, "count": len(keys), "ids": pack_ids(keys)}
    return {**head, "before": None, "after": None}


def _columns(table: str, rows: Sequence[Row]) -> dict[str, Sequence[Any]]:
    return dict(zip(names_of(table), zip(*rows, strict=True), strict=True))


@dataclass(frozen=True, slots=True)
class ImageRow:
    """One row's image, whichever way it was stored; None before = made, None after = deleted."""

    revision: int
    table: str
    key: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def read_images(
    connection: Connection,
    *,
    first: int,
    last: int,
    tables: Iterable[str] | None = None,
    verb: str | None = None,
) -> Iterator[ImageRow]:
    """Yield the images of entries `first` to `last`, in the ledger's order; of one verb's only."""
    wanted = None if tables is None else list(tables)
    columns = list(_column_images(connection, first, last, wanted, verb))
    place = 0
    statement = select(RowImage.revision, RowImage.table, RowImage.row_id, RowImage.before,
                       RowImage.after).where(RowImage.revision.between(first, last))  # fmt: skip
    if wanted is not None:
        statement = statement.where(RowImage.table.in_(wanted))
    if verb is not None:
        statement = statement.join(Entry, Entry.revision == RowImage.revision)
        statement = statement.where(Entry.action == verb)
    for row in connection.execute(statement.order_by(RowImage.revision, RowImage.seq)):
        while place < len(columns) and columns[place][0] < row.revision:
            yield from _unpacked(connection, columns[place])
            place += 1
        yield ImageRow(row.revision, row.table, row.row_id, row.before, row.after)
    for waiting in columns[place:]:
        yield from _unpacked(connection, waiting)


def _column_images(
    connection: Connection, first: int, last: int, tables: list[str] | None, verb: str | None
) -> Iterator[tuple[int, int]]:
    statement = select(ColumnImage.revision, ColumnImage.seq).where(
        ColumnImage.revision.between(first, last)
    )
    if tables is not None:
        statement = statement.where(ColumnImage.table.in_(tables))
    if verb is not None:
        statement = statement.join(Entry, Entry.revision == ColumnImage.revision)
        statement = statement.where(Entry.action == verb)
    for row in connection.execute(statement.order_by(ColumnImage.revision, ColumnImage.seq)):
        yield row.revision, row.seq


def _unpacked(connection: Connection, place: tuple[int, int]) -> Iterator[ImageRow]:
    image = connection.execute(
        select(ColumnImage).where(ColumnImage.revision == place[0], ColumnImage.seq == place[1])
    ).one()
    ids = unpack_ids(image.ids)
    olds = _each(image.before, len(ids))
    news = _each(image.after, len(ids))
    for key, old, new in zip(ids, olds, news, strict=True):
        yield ImageRow(image.revision, image.table, key, old, new)


def _each(packed: bytes | None, count: int) -> Iterator[dict[str, Any] | None]:
    if packed is None:
        yield from [None] * count
        return
    columns = unpack_columns(packed)
    names = list(columns)
    for values in zip(*columns.values(), strict=True):
        yield dict(zip(names, values, strict=True))
