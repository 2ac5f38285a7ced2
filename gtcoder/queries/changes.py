"""What an entry changed, row by row and column by column, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from gtcoder.model.journal import ColumnImage
from gtcoder.queries.entry_rows import entry_row
from gtcoder.queries.entry_scene import Image, scene, told_apart
from gtcoder.queries.entry_told import Told, quoted, shortened
from gtcoder.queries.record_words import column_words, counted_rows, table_words
from gtcoder.store.images import unpack_columns
from gtcoder.store.reader import Reader
from gtcoder.storytext import plain_words

MADE, CHANGED, REMOVED = "made", "changed", "removed"
_KINDS = {"insert": MADE, "update": CHANGED, "delete": REMOVED}
_LONGEST = 300
_ROWS = 500
_UNSAID = {"id", "guid", "created_at", "entry_guid", "position", "rank"}
_CODES = {"code_id", "origin_code_id", "parent_id", "merged_into_id", "category_id", "source_id",
          "target_id", "one_id"}  # fmt: skip
_OF_MODELS = {"model_node", "model_edge", "step_visit"}
_NODES = {"parent_id", "source_id", "target_id", "node_id"}


@dataclass(frozen=True, slots=True)
class ColumnChange:
    """What a column held before and after, in words; empty where there was or is nothing."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that was made, changed or removed, in words; or many of a table at once.

    Of many at once `key` is None, `count` says how many and `columns` is what they have in common.
    """

    table: str
    key: int | None
    kind: str
    what: str
    columns: tuple[ColumnChange, ...]
    count: int = 1


def entry_changes(reader: Reader, revision: int) -> tuple[RowChange, ...]:
    """Return what an entry changed, as far as the viewer may see it; () of a hidden entry."""
    entry = entry_row(reader, revision)
    if entry is None:
        return ()
    known = scene(reader, [entry], images=_ROWS)
    told = Told(entry, known)
    changes = [
        _row_change(told, table, image) for table, images in told.images.items() for image in images
    ]
    return (*changes, *_many(reader, told, revision, told_apart(reader, entry)))


def _row_change(told: Told, table: str, image: Image) -> RowChange:
    kind = MADE if image.before is None else REMOVED if image.after is None else CHANGED
    return RowChange(
        table,
        image.key,
        kind,
        _in_words(told, table, image),
        _columns(told, image.before, image.after, table),
    )


def _columns(
    told: Told, before: dict[str, Any] | None, after: dict[str, Any] | None, table: str = ""
) -> tuple[ColumnChange, ...]:
    old, new = before or {}, after or {}
    value = _of_model if table in _OF_MODELS else _value
    said = []
    for column in {**old, **new}:
        one, other = (value(told, column, row.get(column)) for row in (old, new))
        if column not in _UNSAID and one != other:
            said.append(ColumnChange(column_words(column), one, other))
    return tuple(said)


def _of_model(told: Told, column: str, value: Any) -> str:
    """Return a value of a drawn model in words: its keys are those of nodes and not of codes."""
    if value is None or column not in _NODES:
        return _value(told, column, value)
    nodes = (image for image in told.images.get("model_node", ()) if image.key == value)
    row = next((image.known for image in nodes), {})
    return quoted(row.get("label") or row.get("key") or f"node {value}")


def _value(told: Told, column: str, value: Any) -> str:
    """Return a value in words; keys become names."""
    names = told.known.names
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if column == "grammar":
        return "; ".join(" → ".join(pair) for pair in value)
    if column in ("said", "stands"):
        return "; ".join(_coded(told, row) for row in value)
    if column in _CODES:
        return told.code(value)
    if column == "quotation_id":
        return told.place(value)
    if column == "relation_id":
        return told.relation(value)
    if column == "type_id":
        return str(told.known.row("relation_type", value).get("name", value))
    if column in ("instrument_id", "expert_id", "item_id"):
        return _of_instrument(told, column, value)
    for about in ("coder", "round", "document", "participant"):
        if column == f"{about}_id":
            known: dict[int, str] = getattr(names, f"{about}s")
            return known.get(value, f"{about} {value}")
    return shortened(plain_words(str(value)) if column == "text" else str(value), _LONGEST)


def _coded(told: Told, row: list[int]) -> str:
    """Return what a decision keeps of a coding: who, if it says so, which code, and where."""
    *who, code, start, end = row
    said = f"{told.code(code)} {start}–{end}"
    return f"{told.known.names.coders.get(who[0], who[0])}: {said}" if who else said


def _in_words(told: Told, table: str, image: Image) -> str:
    """Return what a row is to people."""
    row = {**told.known.row(table, image.key), **image.known}
    if table == "coding":
        return f"{told.code(row.get('code_id'))} in {told.place(row.get('quotation_id'))}"
    if table == "quotation":
        return told.place(image.key)
    if table in ("code", "coder", "round", "document", "participant"):
        known: dict[int, str] = getattr(told.known.names, f"{table}s")
        return quoted(known.get(image.key) or row.get("name", f"{table} {image.key}"))
    if table == "refused_relation":
        return f"{told.code(row.get('source_id'))} and {told.code(row.get('target_id'))}"
    if table == "refused_merge":
        return f"{told.code(row.get('one_id'))} and {told.code(row.get('other_id'))}"
    if table == "relation":
        return told.relation(image.key)
    if table in ("paradigm_placement", "core_judgement"):
        return told.code(row.get("category_id"))
    if table == "sampling_link":
        return _linked(told, row)
    if table == "waiver":
        return quoted(row.get("rule", ""))
    if table == "item_decision":
        return _of_instrument(told, "item_id", row.get("item_id"))
    if table == "item_rating":
        expert = _of_instrument(told, "expert_id", row.get("expert_id"))
        return f"{expert} on {_of_instrument(told, 'item_id', row.get('item_id'))}"
    if table == "evidence":
        return f"{told.place(row.get('quotation_id'))} on {told.relation(row.get('relation_id'))}"
    for column in ("title", "name", "label", "text", "decision"):
        if row.get(column):
            return quoted(shortened(str(row[column]), 60))
    return f"{table_words(table)} {image.key}"


def _of_instrument(told: Told, column: str, key: int | None) -> str:
    """Return an instrument, an expert by name, or an item by its first words."""
    table = "instrument_item" if column == "item_id" else column.removesuffix("_id")
    row = told.known.row(table, key)
    name = row.get("text") or row.get("name") or f"{table_words(table)} {key}"
    return quoted(shortened(" ".join(str(name).split()), 60))


def _linked(told: Told, row: dict[str, Any]) -> str:
    """Return what a decision on sampling is joined to."""
    if row.get("code_id") is not None:
        return told.code(row["code_id"])
    if row.get("document_id") is not None:
        return quoted(told.document(row["document_id"]))
    return quoted(told.known.names.participants.get(row.get("participant_id", 0), "a participant"))


def _many(
    reader: Reader, told: Told, revision: int, hidden: Collection[str]
) -> Iterator[RowChange]:
    """Yield the images that hold many rows of a table, each as one count."""
    image = ColumnImage.__table__.c
    rows = select(image.table, image.kind, image.count, image.before, image.after).where(
        image.revision == revision, image.table.not_in(list(hidden))
    )
    for table, kind, count, before, after in reader.rows(rows.order_by(image.seq)):
        common = _columns(told, _constants(before), _constants(after)) if kind == "update" else ()
        what = counted_rows(count, table)
        yield RowChange(table, None, _KINDS[kind], what, common, count)


def _constants(packed: bytes | None) -> dict[str, Any]:
    """Return the columns that hold one value in all rows."""
    if packed is None:
        return {}
    columns = unpack_columns(packed)
    return {name: values[0] for name, values in columns.items() if len(set(map(str, values))) == 1}
