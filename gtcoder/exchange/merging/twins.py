"""Twins: rows that came up in both copies by themselves and are one thing all the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import UniqueConstraint

from gtcoder.exchange.merging.identities import Identities
from gtcoder.exchange.merging.states import Row, State, canonical, in_order
from gtcoder.store.by_guid import KEYS_IN_TEXT, PAIRS, points_to
from gtcoder.store.images import journaled_tables, names_of
from gtcoder.study_rows import Guid

Key = Hashable
KeyOf = Callable[[Row], Key]
_TIMES = frozenset({"created_at", "changed_at", "opened_at", "closed_at", "finished_at"})
# Tables of which no unique key of the model says what is one; the rest of a row may differ.
_OWN: dict[str, tuple[str, ...]] = {
    "round": ("name", "kind"),
    "text_version": ("document_id", "sha256"),
    "turn": ("document_id", "start", "end"),
    "memo": ("kind", "title", "text", "coder_id", "created_at"),
    "label": ("name", "entry_guid"),
    "instrument_item": ("instrument_id", "text"),
    "assignment": ("coder_id", "document_id", "round_id"),
    "decision": ("round_id", "document_id", "start", "end", "kind"),
    "bookmark": ("document_id", "start", "end", "name", "coder_id"),
    "model_node": ("model_id", "key", "kind", "label", "code_id"),
    "variable_value": ("variable_id", "document_id", "participant_id"),
    "waiver": ("rule", "detail", "code_id", "relation_id", "paradigm_id", "property_id",
               "model_id"),
}  # fmt: skip
FIRST = ("participant", "coder", "round", "document", "text_version")
_LAST = frozenset({"memo", "memo_tag", "memo_link"})  # told by what they are about


@cache
def unique_columns(table: str) -> tuple[tuple[str, ...], ...]:
    """Return the unique keys of a table, but its guid."""
    found = [
        tuple(column.name for column in constraint.columns)
        for constraint in journaled_tables()[table].constraints
        if isinstance(constraint, UniqueConstraint)
    ]
    return tuple(sorted(names for names in found if names != ("guid",)))


@cache
def natural_key(table: str) -> tuple[str, ...]:
    """Return the columns by which two rows of a table, new in both copies, are one."""
    if table in _OWN:
        return _OWN[table]
    unique = unique_columns(table)
    if unique:
        return unique[0]
    return tuple(name for name in names_of(table) if name not in ("id", "guid", *_TIMES))


def find_twins(
    known: Identities,
    one: State,
    other: State,
    base: State | None,
    tables: Iterable[str],
    same_coder: Sequence[str] = (),
    *,
    by_words: bool = False,
) -> None:
    """Join the rows of these tables that are new in both states and alike by their natural key.

    With `by_words` memos are one by what they say, or by their title and what they are about,
    whenever they were written.
    """
    wanted_tables = set(tables)
    for table in sorted(in_order(), key=_LAST.__contains__):
        if table not in wanted_tables:
            continue
        old = {} if base is None else base[table]
        here, there = (
            {guid: row for guid, row in mine[table].items()
             if guid not in theirs[table] and guid not in old}
            for mine, theirs in ((one, other), (other, one))
        )  # fmt: skip
        if not here or not there:
            continue
        if table == "project":
            known.join(table, next(iter(here)), next(iter(there)))
        elif table == "coder":
            wanted = set(same_coder)
            _pair(known, table, _only(here, wanted), _only(there, wanted), lambda r: r["name"])
        elif table == "document":
            _pair_documents(known, (one, here), (other, there))
        elif table == "code":
            _pair_codes(known, (one, here), (other, there))
        elif table == "memo" and by_words:
            _pair_memos(known, (one, here), (other, there))
        elif table == "model":
            _pair(known, table, here, there, _drawn_alike(one, other))
        else:
            _pair(known, table, here, there, _key_of(known, table))


def _only(rows: dict[Guid, Row], names: set[str]) -> dict[Guid, Row]:
    return {guid: row for guid, row in rows.items() if row["name"] in names}


def _key_of(known: Identities, table: str) -> KeyOf:
    refers = points_to(table)
    names = natural_key(table)

    def key(row: Row) -> tuple[Hashable, ...]:
        return tuple(
            known.root(refers[name], row[name])
            if name in refers and row[name] is not None
            else _hashable(row[name])
            for name in names
        )

    if table in PAIRS:
        return lambda row: frozenset(key(row))
    if table in KEYS_IN_TEXT:
        return lambda row: _drawn(row, key(row), known)
    return key


def _drawn(row: Row, key: tuple[Hashable, ...], known: Identities) -> Key:
    """Return the key of a node; one that a template draws of a code is told by the code."""
    name, names, form = KEYS_IN_TEXT["model_node"]
    if row[names] is None or row[name] != form.format(row[names].hex()):
        return key
    return key[0], known.root("code", row[names])


def _hashable(value: Any) -> Hashable:
    return canonical(value) if isinstance(value, list | dict) else value


def _pair(
    known: Identities, table: str, here: dict[Guid, Row], there: dict[Guid, Row], key: KeyOf
) -> set[Guid]:
    """Join rows of one key, the smallest guids with each other; return those that were joined."""
    waiting: dict[Key, list[Guid]] = {}
    for guid in sorted(there):
        waiting.setdefault(key(there[guid]), []).append(guid)
    joined: set[Guid] = set()
    for guid in sorted(here):
        others = waiting.get(key(here[guid]))
        if others:
            twin = others.pop(0)
            known.join(table, guid, twin)
            joined |= {guid, twin}
    return joined


def _pair_documents(
    known: Identities, one: tuple[State, dict[Guid, Row]], other: tuple[State, dict[Guid, Row]]
) -> None:
    """Join documents of the same text: those of one name first."""
    texts = {
        guid: state["text_version"][row["version_id"]]["sha256"]
        for state, rows in (one, other)
        for guid, row in rows.items()
    }
    keys: tuple[KeyOf, ...] = (
        lambda row: (texts[row["guid"]], row["name"]),
        lambda row: texts[row["guid"]],
    )
    here, there = dict(one[1]), dict(other[1])
    for key in keys:
        for guid in _pair(known, "document", here, there, key):
            here.pop(guid, None)
            there.pop(guid, None)


def _pair_memos(
    known: Identities, one: tuple[State, dict[Guid, Row]], other: tuple[State, dict[Guid, Row]]
) -> None:
    """Join memos of one coder and kind that say the same, then those of one title on one thing."""
    about = _about(known, one[0]) | _about(known, other[0])

    def title(row: Row) -> Key:
        said = row["kind"], known.root("coder", row["coder_id"]), row["title"]
        return (*said, about.get(row["guid"], frozenset())) if row["title"] else row["guid"]

    def words(row: Row) -> Key:
        return row["kind"], known.root("coder", row["coder_id"]), row["title"], row["text"]

    def first(row: Row) -> Key:
        return words(row), about.get(row["guid"], frozenset())

    here, there = dict(one[1]), dict(other[1])
    for key in (first, words, title):
        for guid in _pair(known, "memo", here, there, key):
            here.pop(guid, None)
            there.pop(guid, None)


def _about(known: Identities, state: State) -> dict[Guid, frozenset[Key]]:
    """Return what each memo is about; passages count by their place, other memos not at all."""
    found: dict[Guid, set[Key]] = {}
    kinds = {name: of for name, of in points_to("memo_link").items() if of != "memo"}
    for row in state["memo_link"].values():
        for name, table in kinds.items():
            if row[name] is not None:
                passage = state["quotation"].get(row[name]) if table == "quotation" else None
                thing: Key = (table, known.root(table, row[name]))
                if passage is not None:
                    document = known.root("document", passage["document_id"])
                    thing = document, passage["start"], passage["end"]
                found.setdefault(row["memo_id"], set()).add(thing)
    return {memo: frozenset(things) for memo, things in found.items()}


def _pair_codes(
    known: Identities, one: tuple[State, dict[Guid, Row]], other: tuple[State, dict[Guid, Row]]
) -> None:
    """Join codes of one path, from the top of the tree down; letters' case says nothing."""

    def key(row: Row) -> Key:
        parent = row["parent_id"]
        above = None if parent is None else known.root("code", parent)
        return above, row["name"].casefold(), row["retired"], row["merged_into_id"] is not None

    levels = [_by_depth(state["code"], rows) for state, rows in (one, other)]
    for depth in sorted(levels[0].keys() & levels[1].keys()):
        _pair(known, "code", levels[0][depth], levels[1][depth], key)


def _by_depth(codes: dict[Guid, Row], rows: dict[Guid, Row]) -> dict[int, dict[Guid, Row]]:
    found: dict[int, dict[Guid, Row]] = {}
    for guid, row in rows.items():
        depth, at = 0, row["parent_id"]
        while at is not None:
            depth, at = depth + 1, codes[at]["parent_id"]
        found.setdefault(depth, {})[guid] = row
    return found


def _drawn_alike(one: State, other: State) -> KeyOf:
    """Return what tells of models whether they are one drawing: name, template and nodes."""
    nodes: dict[Guid, list[tuple[str, str, str]]] = {}
    for state in (one, other):
        mine: dict[Guid, list[tuple[str, str, str]]] = {}
        for row in state["model_node"].values():
            mine.setdefault(row["model_id"], []).append((row["key"], row["kind"], row["label"]))
        nodes |= mine
    return lambda row: (row["name"], row["template"], tuple(sorted(nodes.get(row["guid"], []))))
