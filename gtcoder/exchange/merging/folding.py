"""Rows that a unique key would not let stand side by side: made one, or given another name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gtcoder.exchange.merging.cells import MISSING, settle
from gtcoder.exchange.merging.plan import ConflictKind
from gtcoder.exchange.merging.rows import Joined
from gtcoder.exchange.merging.states import (
    Row,
    State,
    Table,
    in_order,
    pointing_to,
    sorted_pair,
)
from gtcoder.exchange.merging.twins import unique_columns
from gtcoder.store.by_guid import KEYS_IN_TEXT
from gtcoder.store.images import names_of
from gtcoder.study_rows import Guid

# Things with a name of their own stay two, and the one of them gets a number behind it.
_NAMED: Mapping[str, str] = {
    "document": "name", "participant": "name", "round": "name", "coder": "name", "label": "name",
    "model": "name", "attribute": "name", "relation_type": "name", "paradigm": "name",
    "instrument": "name", "variable": "name", "expert": "name", "property": "name",
    "speaker": "label", "model_node": "key",
}  # fmt: skip
_APART = {"comparison": ("quotation_id", "other_id"), "relation": ("source_id", "target_id"),
          "refused_merge": ("one_id", "other_id"), "membership": ("code_id", "category_id"),
          "refused_relation": ("source_id", "target_id")}  # fmt: skip
_BY_HAND = frozenset({"text_version"})  # whose numbers are given elsewhere


def fold(made: Joined) -> bool:
    """Make the joined state one that unique keys allow; tell whether anything was changed."""
    changed = False
    for table in in_order():
        if table in _BY_HAND:
            continue
        if table in _NAMED:
            if table in KEYS_IN_TEXT:  # a template draws each code once
                changed = _fold(made, table, ("model_id", "key"), drawn_only=True) or changed
            for columns in unique_columns(table):
                changed = _rename(made, table, columns) or changed
            continue
        changed = _drop_loops(made.state, table) or changed
        for columns in unique_columns(table):
            changed = _fold(made, table, columns) or changed
    return changed


def _same(rows: Table, columns: tuple[str, ...]) -> Iterator[list[Guid]]:
    """Yield the guids, ascending, of rows that are alike in these columns."""
    keys = list(zip(*([row[name] for row in rows.values()] for name in columns), strict=True))
    if len(set(keys)) == len(keys):
        return
    first: dict[tuple[Any, ...], Guid] = {}
    alike: dict[tuple[Any, ...], list[Guid]] = {}
    for guid, key in zip(rows, keys, strict=True):
        if first.setdefault(key, guid) != guid and None not in key:
            alike.setdefault(key, [first[key]]).append(guid)
    for guids in alike.values():
        yield sorted(guids)


def _fold(made: Joined, table: str, columns: tuple[str, ...], *, drawn_only: bool = False) -> bool:
    rows = made.state[table]
    among = {guid: row for guid, row in rows.items() if _drawn(row)} if drawn_only else rows
    into: dict[Guid, Guid] = {}
    for stays, *others in list(_same(among, columns)):
        for guid in others:
            rows[stays] = _one(made, table, rows[stays], rows.pop(guid))
            into[guid] = stays
            made.folded.append((table, guid, stays))
    if into:
        _lead_to(made.state, table, into)
    return bool(into)


def _drawn(row: Row) -> bool:
    name, names, form = KEYS_IN_TEXT["model_node"]
    return row[names] is not None and bool(row[name] == form.format(row[names].hex()))


def _one(made: Joined, table: str, stays: Row, goes: Row) -> Row:
    row = dict(stays)
    for name in names_of(table)[2:]:
        settled = settle(table, name, MISSING, stays[name], goes[name])
        row[name] = settled.value
        if settled.lost or settled.both:
            kind = ConflictKind.BOTH_KEPT if settled.both else ConflictKind.ONE_KEPT
            made.clash(kind, table, row["guid"], name, stays[name], goes[name], settled.value)
    return row


def _lead_to(state: State, table: str, into: Mapping[Guid, Guid]) -> None:
    """Let what points to rows that went point to those that stay."""
    for other, name in pointing_to(table):
        rows = state[other]
        for guid, row in rows.items():
            if row[name] in into:
                rows[guid] = sorted_pair(other, {**row, name: into[row[name]]})


def _drop_loops(state: State, table: str) -> bool:
    """Take away rows that join a thing with itself, since two things became one."""
    ends = _APART.get(table)
    if ends is None:
        return False
    loops = [guid for guid, row in state[table].items() if row[ends[0]] == row[ends[1]]]
    for guid in loops:
        _take_away(state, table, guid)
    return bool(loops)


def _take_away(state: State, table: str, guid: Guid) -> None:
    """Take a row away with what hangs on it."""
    del state[table][guid]
    for other, name in pointing_to(table):
        for hanging in [key for key, row in state[other].items() if row[name] == guid]:
            if hanging in state[other]:
                _take_away(state, other, hanging)


def _rename(made: Joined, table: str, columns: tuple[str, ...]) -> bool:
    """Give a number to the names of all but the first of rows that share one."""
    rows, name = made.state[table], _NAMED[table]
    groups = list(_same(rows, columns))
    if not groups:
        return False
    places = [column for column in columns if column != name]
    taken = {(*(row[column] for column in places), row[name]) for row in rows.values()}
    for group in sorted(groups):
        for guid in group[1:]:
            row = rows[guid]
            where = tuple(row[column] for column in places)
            new = free_name(row[name], lambda each, at=where: (*at, each) in taken)
            taken.add((*where, new))
            made.clash(ConflictKind.NAME, table, guid, name, row[name], row[name], new)
            rows[guid] = {**row, name: new}
    return True


def free_name(name: str, is_taken: Any) -> str:
    """Return a name with the lowest number behind it under which there is nothing yet."""
    number = 2
    while is_taken(f"{name} ({number})"):
        number += 1
    return f"{name} ({number})"
