"""Rows by guid: the study read without its local keys, as copies and exchange files know it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any

from sqlalchemy import Connection, DateTime, select, type_coerce

from gtcoder.garbage import collecting_later
from gtcoder.model.base import UtcTime, in_utc
from gtcoder.model.codebook import RefusedMerge
from gtcoder.model.drawn import ModelNode
from gtcoder.model.journal import Entry
from gtcoder.model.project import EntryElsewhere
from gtcoder.model.team import Coder, Decision
from gtcoder.model.theory import RefusedRelation
from gtcoder.model.transcripts import TextBody
from gtcoder.store.images import columns_of, journaled_tables, names_of
from gtcoder.study_rows import Columns, HistoryRow, StudyRows

Guids = Mapping[str, Mapping[int, bytes]]

# Columns of JSON that hold local keys: lists of lists, and the table of each place in those.
KEYS_IN_JSON: dict[tuple[str, str], tuple[str | None, ...]] = {
    (Decision.__tablename__, "said"): ("coder", "code", None, None),
    (Decision.__tablename__, "stands"): ("code", None, None),
}
# Texts that name a row by its local key: the column, and the one that points to that row.
KEYS_IN_TEXT: dict[str, tuple[str, str, str]] = {
    ModelNode.__tablename__: ("key", "code_id", "code {}"),
}
# Pairs without a direction, which a study keeps in the order of its local keys.
PAIRS: dict[str, tuple[str, str]] = {
    RefusedMerge.__tablename__: ("one_id", "other_id"),
    RefusedRelation.__tablename__: ("source_id", "target_id"),
}


@cache
def points_to(table: str) -> dict[str, str]:
    """Return the table that each referring column of a table points to."""
    return {
        column.name: key.column.table.name
        for column in columns_of(table)
        for key in column.foreign_keys
    }


@cache
def state_tables() -> tuple[str, ...]:
    """Return the journaled tables that make up the state, without those that only tell history."""
    every = journaled_tables()
    return tuple(name for name in sorted(every) if not every[name].info.get("history"))


def guids_of(connection: Connection, table: str) -> dict[int, bytes]:
    """Return the guid of each row of a table by its local key."""
    target = journaled_tables()[table]
    return {row.id: row.guid for row in connection.execute(select(target.c.id, target.c.guid))}


@collecting_later()
def read_rows(connection: Connection, *, history: bool = False) -> StudyRows:
    """Return the whole state by guid with its texts; with the ledger, if asked."""
    stored = {table: _stored(connection, table) for table in state_tables()}
    guids: Guids = {
        table: dict(zip(columns.pop("id"), columns["guid"], strict=True))
        for table, columns in stored.items()
    }
    tables = {table: _by_guid(table, stored[table], guids) for table in stored if guids[table]}
    bodies = connection.execute(select(TextBody.sha256, TextBody.text))
    wanted = set(tables.get("text_version", {}).get("sha256", ()))
    texts = {row.sha256: row.text for row in bodies if row.sha256 in wanted}
    return StudyRows(tables, texts, read_history(connection) if history else ())


def _stored(connection: Connection, table: str) -> dict[str, Sequence[Any]]:
    """Return the columns of a table as they stand, moments with their zone."""
    target = journaled_tables()[table]
    moments = {column.name for column in columns_of(table) if isinstance(column.type, UtcTime)}
    # The zone is put back column by column: asking it value by value costs as much as the query.
    wanted = [
        type_coerce(column, DateTime(timezone=True)) if column.name in moments else column
        for column in columns_of(table)
    ]
    rows = connection.execute(select(*wanted).order_by(target.c.id)).all()
    values = zip(*rows, strict=True) if rows else ((),) * len(wanted)
    columns: dict[str, Sequence[Any]] = dict(zip(names_of(table), values, strict=True))
    for name in moments:
        columns[name] = [in_utc(moment) for moment in columns[name]]
    return columns


def _by_guid(table: str, columns: dict[str, Sequence[Any]], guids: Guids) -> Columns:
    if table in KEYS_IN_TEXT:
        name, names, _ = KEYS_IN_TEXT[table]
        known = guids[points_to(table)[names]]
        texts = zip(columns[name], columns[names], strict=True)
        columns[name] = [text_by_guid(table, text, key, known) for text, key in texts]
    for name, other in points_to(table).items():
        columns[name] = [None if key is None else guids[other][key] for key in columns[name]]
    for (of, name), places in KEYS_IN_JSON.items():
        if of == table:
            columns[name] = [_said(value, places, guids) for value in columns[name]]
    if table in PAIRS:
        one, other = PAIRS[table]
        pairs = [sorted(pair) for pair in zip(columns[one], columns[other], strict=True)]
        columns[one], columns[other] = zip(*pairs, strict=True)
    return columns


def without_keys(table: str, values: dict[str, Any], guids: Guids) -> dict[str, Any]:
    """Return a row, its values as JSON knows them, with a guid in hex for each local key."""
    if table in KEYS_IN_TEXT:
        name, names, _ = KEYS_IN_TEXT[table]
        known = guids[points_to(table)[names]]
        values[name] = text_by_guid(table, values[name], values[names], known)
    for name, other in points_to(table).items():
        if values[name] is not None:
            values[name] = _hex(values[name], other, guids)
    for (of, name), places in KEYS_IN_JSON.items():
        if of == table:
            values[name] = _said(values[name], places, guids)
    if table in PAIRS:
        one, other = PAIRS[table]
        values[one], values[other] = sorted((values[one], values[other]))
    return values


def text_by_guid(table: str, text: str, key: int | None, guids: Mapping[int, bytes]) -> str:
    """Return a text that names a row by its key (`KEYS_IN_TEXT`) with that row's guid instead."""
    form = KEYS_IN_TEXT[table][2]
    if key is None or key not in guids or text != form.format(key):
        return text
    return form.format(guids[key].hex())


def _said(value: Any, places: tuple[str | None, ...], guids: Guids) -> Any:
    return mapped_json(value, places, partial(_hex, guids=guids))


def _hex(key: int, table: str, guids: Guids) -> str:
    guid = guids[table].get(key)
    return "?" if guid is None else guid.hex()


def mapped_json(
    value: Any, places: tuple[str | None, ...], mapped: Callable[[Any, str], Any]
) -> Any:
    """Return lists of lists with the keys in them mapped, place by place."""
    return [
        [each if table is None else mapped(each, table)
         for each, table in zip(row, places, strict=True)]
        for row in value
    ]  # fmt: skip


def read_history(connection: Connection) -> tuple[HistoryRow, ...]:
    """Return what came along from other copies, and then the study's own ledger, oldest first."""
    there = EntryElsewhere
    brought = connection.execute(
        select(there.guid, there.number, there.at, there.coder, there.action, there.details,
               there.reason).order_by(there.id)
    )  # fmt: skip
    names = {row.id: row.name for row in connection.execute(select(Coder.id, Coder.name))}
    entry = Entry.__table__.c
    own = connection.execute(
        select(entry.guid, entry.revision, entry.at, entry.coder_id, entry.action, entry.details,
               entry.reason).order_by(entry.revision)
    )  # fmt: skip
    return (
        *(HistoryRow(*row) for row in brought),
        *(HistoryRow(row.guid, row.revision, row.at, names.get(row.coder_id, ""), row.action,
                     row.details, row.reason) for row in own),
    )  # fmt: skip
