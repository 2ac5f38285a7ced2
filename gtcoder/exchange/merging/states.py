"""A study laid out to be merged: its rows table by table by guid, and what each points to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from gtcoder.store.by_guid import (
    KEYS_IN_JSON,
    KEYS_IN_TEXT,
    PAIRS,
    mapped_json,
    points_to,
    state_tables,
)
from gtcoder.storytext import LinkKind, relinked
from gtcoder.study_rows import Guid, StudyRows

Row = Mapping[str, Any]
Table = dict[Guid, Row]
State = dict[str, Table]
Roots = Mapping[str, Mapping[Guid, Guid]]

OTHERS = "other_guid"
_LOST = "?"
STORIES, _LINK = "memo", "]]"
_LED_TO = {LinkKind.CODE: "code", LinkKind.RELATION: "relation"}


def state_of(rows: StudyRows) -> State:
    """Return the rows of a study by table and guid, every table there; dead keys in JSON gone."""
    state: State = {table: {**rows.by_guid(table)} for table in state_tables()}
    for table, name in KEYS_IN_JSON:
        for guid, row in state[table].items():
            if any(_LOST in each for each in row[name]):
                left = [each for each in row[name] if _LOST not in each]
                state[table][guid] = {**row, name: left}
    return state


@cache
def in_order() -> tuple[str, ...]:
    """Return the tables of the state, each after those that it points to."""
    found: list[str] = []
    left = [table for table in state_tables() if table != OTHERS]
    while left:
        for table in left:
            needed = set(points_to(table).values()) - {table}
            if table == "document":
                needed.discard("text_version")  # the two point to each other
            if needed <= set(found):
                found.append(table)
                left.remove(table)
                break
        else:
            raise AssertionError(left)
    return tuple(found)


@cache
def pointing_to(table: str) -> tuple[tuple[str, str], ...]:
    """Return every table and column that points to a table."""
    return tuple(
        (other, name)
        for other in state_tables()
        for name, target in points_to(other).items()
        if target == table
    )


def references(table: str, row: Row) -> Iterator[tuple[str, Guid]]:
    """Yield what a row points to, in columns and within JSON."""
    for name, other in points_to(table).items():
        if row[name] is not None:
            yield other, row[name]
    for (of, name), places in KEYS_IN_JSON.items():
        if of == table:
            for each in row[name]:
                for value, other_table in zip(each, places, strict=True):
                    if other_table is not None:
                        yield other_table, bytes.fromhex(value)


def with_roots(state: State, roots: Roots) -> State:
    """Return a state in which rows are known by the guids that `roots` gives them.

    Where a state holds the row of that guid as well, the two are not one in it, and both stay.
    """
    own = {table: roots_in(state[table], known) for table, known in roots.items()}
    if not any(own.values()):
        return state
    return {table: _renamed(table, rows, own) for table, rows in state.items()}


def roots_in(rows: Table, known: Mapping[Guid, Guid]) -> dict[Guid, Guid]:
    """Return the guids by which rows of a table are known, but for rows that are there apart."""
    first: dict[Guid, Guid] = {}
    for guid, root in sorted(known.items()):
        if guid in rows and root not in rows:
            first.setdefault(root, guid)
    return {guid: root for root, guid in first.items()}


def _renamed(table: str, rows: Table, roots: Roots) -> Table:
    own = roots.get(table, {})
    refers = {name: roots[other] for name, other in points_to(table).items() if roots.get(other)}
    keyed = [
        (name, places)
        for (of, name), places in KEYS_IN_JSON.items()
        if of == table and any(place and roots.get(place) for place in places)
    ]
    linked = table == STORIES and any(roots.get(other) for other in _LED_TO.values())
    if not own and not refers and not keyed and not linked:
        return rows
    made: Table = {}
    for row in rows.values():
        new = _with_row(table, row, own, refers, keyed, roots)
        made[new["guid"]] = new
    return made


def _with_row(
    table: str, row: Row, own: Mapping[Guid, Guid], refers: Roots, keyed: list[Any], roots: Roots
) -> Row:
    changed: dict[str, Any] = {}
    if row["guid"] in own:
        changed["guid"] = own[row["guid"]]
    for name, known in refers.items():
        if row[name] in known:
            changed[name] = known[row[name]]
    for name, places in keyed:
        changed[name] = mapped_json(row[name], places, lambda key, of: _hex(key, roots.get(of, {})))
    if table == STORIES and _LINK in row["text"]:
        changed["text"] = relinked(
            row["text"], lambda kind, guid: _hex(guid, roots.get(_LED_TO[kind], {}))
        )
    if not changed:
        return row
    made = {**row, **changed}
    if table in KEYS_IN_TEXT:
        name, names, form = KEYS_IN_TEXT[table]
        if row[names] is not None and row[name] == form.format(row[names].hex()):
            made[name] = form.format(made[names].hex())
    return sorted_pair(table, made)


def sorted_pair(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row, its two ends in order where the order says nothing."""
    if table in PAIRS:
        one, other = PAIRS[table]
        row[one], row[other] = sorted((row[one], row[other]))
    return row


def _hex(key: str, known: Mapping[Guid, Guid]) -> str:
    guid = bytes.fromhex(key)
    return known.get(guid, guid).hex()


def canonical(value: Any) -> str:
    """Return a value as text that is the same wherever it is written, to put values in order."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def comes_first(one: State, other: State) -> bool:
    """Tell which of two states is read first, by what they hold and not by whose they are."""
    for table in state_tables():
        here, there = one[table], other[table]
        apart = [
            guid
            for guid in here.keys() | there.keys()
            if here.get(guid) is not there.get(guid) and here.get(guid) != there.get(guid)
        ]
        if apart:
            first = min(apart)
            return canonical(here.get(first)) < canonical(there.get(first))
    return True
