"""What is to be done to our study so that it becomes the one state of both copies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gtcoder.exchange.merging.joining import Merged, as_columns
from gtcoder.exchange.merging.states import (
    STORIES,
    Row,
    in_order,
    roots_in,
    state_of,
    with_roots,
)
from gtcoder.store.by_guid import PAIRS
from gtcoder.study_rows import Arrival, Guid, HistoryRow, StudyRows

_TABLES = (*in_order(), "other_guid")


def arrival_of(
    merged: Merged,
    ours: StudyRows,
    history: tuple[HistoryRow, ...] = (),
    told: Mapping[str, Any] | None = None,
) -> Arrival:
    """Return the rows that come, change and go in our study."""
    held = state_of(ours)
    mine = with_roots(held, merged.taken_over)
    came_from = {table: {new: old for old, new in known.items()}
                 for table, known in merged.taken_over.items()}  # fmt: skip
    known = merged.known.roots()
    now = with_roots(mine, known)
    new: dict[str, Mapping[str, list[Any]]] = {}
    changed: dict[str, dict[Guid, dict[str, Any]]] = {}
    gone: dict[str, list[Guid]] = {}
    for table in _TABLES:
        names = came_from.get(table, {})
        roots = roots_in(mine[table], known.get(table, {}))
        reached: set[Guid] = set()
        for guid in mine[table]:
            old = names.get(guid, guid)
            root = roots.get(guid, guid)
            if root not in merged.state[table]:
                gone.setdefault(table, []).append(old)
                continue
            reached.add(root)
            values = _apart(table, now[table][root], merged.state[table][root])
            values |= _written(table, held[table][old], merged.state[table][root])
            if root != old:
                values["guid"] = root
            if values:
                changed.setdefault(table, {})[old] = values
        coming = [row for guid, row in merged.state[table].items() if guid not in reached]
        if coming:
            new[table] = as_columns(table, coming)
    wanted = set(new.get("text_version", {}).get("sha256", ()))
    texts = {sha256: merged.texts[sha256] for sha256 in wanted if sha256 in merged.texts}
    rows = StudyRows(new, texts, history)
    return Arrival(rows, changed, gone, dict(told or {}))


def _written(table: str, before: Row, after: Row) -> dict[str, Any]:
    """Return a text that names rows by guid, where those have another one now.

    All else that points to a row does so by its local key, which stays.
    """
    if table != STORIES or before["text"] == after["text"]:
        return {}
    return {"text": after["text"]}


def _apart(table: str, before: Row, after: Row) -> dict[str, Any]:
    """Return what differs; both ends of a pair, which a study keeps in an order of its own."""
    values = {name: value for name, value in after.items() if value != before[name]}
    ends = PAIRS.get(table, ())
    return values | {name: after[name] for name in ends} if values.keys() & set(ends) else values
