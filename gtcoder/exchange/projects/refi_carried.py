"""Rows that our own export carries in the project's description, beside the elements."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import UniqueConstraint

from gtcoder.exchange.projects.refi_extras import told_rows
from gtcoder.exchange.projects.refi_intake import Intake
from gtcoder.exchange.projects.refi_texts import CHANGED
from gtcoder.exchange.projects.refi_values import name_of
from gtcoder.exchange.projects.refi_xml import Node
from gtcoder.exchange.refi.beyond import legal
from gtcoder.exchange.refi.code_texts import attributes_of
from gtcoder.exchange.refi.packed import completed
from gtcoder.queries.record_words import rows_words
from gtcoder.store.by_guid import KEYS_IN_JSON, points_to, state_tables
from gtcoder.store.images import columns_of, journaled_tables, names_of
from gtcoder.study_rows import Guid, StudyRows

_BY_ELEMENTS = frozenset(
    {"project", "coder", "code", "document", "text_version", "speaker", "turn", "quotation",
     "coding", "participant", "variable", "variable_value", "memo", "memo_link", "memo_tag"}
)  # fmt: skip
_ABOUT_ONE = frozenset({"memo_link", "sampling_link", "waiver", "variable_value"})
_APART_ALREADY = frozenset({"quotation", "coding", "text_version", "code"})


def read_carried(intake: Intake) -> None:
    """Read the rows; a relation or model whose Link or Graph is gone was removed elsewhere.

    Where all Links are gone, or all Graphs, the program may have no place for any: rows stay then.
    """
    packed = intake.said.extra.get("rows")
    if not isinstance(packed, Mapping):
        return
    for table in state_tables():
        if table in packed and table not in _BY_ELEMENTS:
            told = told_rows(table, packed[table])
            intake.carried[table] = [completed(table, {}, row) for row in told]
    values = intake.carried.get("attribute_value", ())
    intake.attributes = attributes_of(intake.carried.get("attribute", ()), values)
    for table, container in (("relation", "Links"), ("model", "Graphs"), ("paradigm", "Graphs")):
        there = {node.guid for node in intake.project.inside(container)}
        rows = intake.carried.get(table)
        if rows and not there:
            intake.report.tell(
                f"no {container} are in the file any more: what our own export told of them holds",
                rows_words(table),
            )
        elif rows:
            kept = [row for row in rows if row["guid"] in there]
            intake.report.skip(
                rows_words(table), "they were removed in the program that wrote the file",
                len(rows) - len(kept),
            )  # fmt: skip
            intake.carried[table] = kept
    intake.carried_guids = {
        table: frozenset(row["guid"] for row in rows) for table, rows in intake.carried.items()
    }


def take_carried(intake: Intake, changed: Collection[Guid]) -> None:
    """Add the rows as they are; they know others by the guids that elements have.

    Places in `changed` documents, whose text another program changed, stay behind.
    """
    for table, carried in intake.carried.items():
        rows = carried
        if "start" in names_of(table):
            rows = [row for row in carried if row["document_id"] not in changed]
            intake.report.skip(rows_words(table), CHANGED, len(carried) - len(rows))
        for row in rows:
            guid = intake.guids.take(table, row["guid"])
            intake.drafts.add(table, **{**row, "guid": guid})
            if table in ("relation", "model", "paradigm"):
                intake.became(guid, f"{table}_id", guid)
        intake.report.came(rows_words(table), len(rows))
    for link in intake.project.inside("Links"):
        for thing in intake.things.get(link.guid or b"", ()):
            if thing.column == "relation_id":
                intake.note_refs(link, thing)


def is_carried(intake: Intake, node: Node, *tables: str) -> bool:
    """Tell whether a row of the project's own stands for an element."""
    return any(node.guid in intake.carried_guids.get(table, ()) for table in tables)


def called(node: Node, name: str) -> str:
    """Return the name of an element where it is not the one that our own export gave, else that."""
    said = name_of(node.get("name"), "")
    return name if not said or said == name_of(legal(name), "") else said


def whole(rows: StudyRows, intake: Intake) -> StudyRows:
    """Return the rows without those that point to what is not there, as few as will do.

    An optional reference that leads nowhere is emptied, a row that needs it goes; what was edited
    in another program may have lost what our extras still name.
    """
    tables = {name: dict(columns) for name, columns in rows.tables.items()}
    changed = True
    while changed:
        changed = False
        there = {name: frozenset(columns["guid"]) for name, columns in tables.items()}
        for table in list(tables):
            lost = _lost(table, tables[table], there)
            if lost:
                changed = True
                intake.report.skip(
                    rows_words(table),
                    "what they belong to is not in the file",
                    len(lost),
                )
                tables[table] = _without(tables[table], lost)
    return StudyRows({name: each for name, each in tables.items() if each["guid"]}, rows.texts)


def _lost(table: str, columns: dict[str, Any], there: Mapping[str, frozenset[Guid]]) -> set[int]:
    """Return the places of rows that cannot stay; optional references are emptied on the way."""
    optional = {column.name for column in columns_of(table) if column.nullable}
    targets = [name for name in points_to(table) if name in optional]
    lost: set[int] = set()
    for name, other in points_to(table).items():
        missing = set(columns[name]) - there.get(other, frozenset())
        if name in optional:
            missing.discard(None)
        if not missing:
            continue
        if name in optional and table not in _ABOUT_ONE:
            columns[name] = [None if each in missing else each for each in columns[name]]
        else:
            lost |= {place for place, each in enumerate(columns[name]) if each in missing}
    for (of, name), kinds in KEYS_IN_JSON.items():
        if of == table:
            columns[name] = [list(_kept(value, kinds, there)) for value in columns[name]]
    if table not in _APART_ALREADY:
        lost |= set(_doubled(table, columns))
    if table in _ABOUT_ONE:
        every = zip(*(columns[name] for name in targets), strict=True)
        most = {1} if table != "waiver" else {0, 1}
        lost |= {place for place, row in enumerate(every) if sum(map(bool, row)) not in most}
    return lost


def _doubled(table: str, columns: Mapping[str, Any]) -> Iterator[int]:
    """Yield the places of rows that say again what another row of their table says."""
    for rule in journaled_tables()[table].constraints:
        if not isinstance(rule, UniqueConstraint):
            continue
        known: set[tuple[Any, ...]] = set()
        values = (columns[column.name] for column in rule.columns)
        for place, row in enumerate(zip(*values, strict=True)):
            if None not in row and row in known:
                yield place
            known.add(row)


def _kept(
    value: Any, kinds: tuple[str | None, ...], there: Mapping[str, frozenset[Guid]]
) -> Iterator[Any]:
    for row in value:
        if not isinstance(row, list) or len(row) != len(kinds):
            continue
        pairs = list(zip(kinds, row, strict=True))
        if all(_is_there(there, kind, each) if kind else type(each) is int
               for kind, each in pairs):  # fmt: skip
            yield row


def _is_there(there: Mapping[str, frozenset[Guid]], kind: str, each: Any) -> bool:
    try:
        return bytes.fromhex(each) in there.get(kind, frozenset())
    except (TypeError, ValueError):
        return False


def _without(columns: dict[str, Any], lost: set[int]) -> dict[str, Any]:
    return {
        name: [each for place, each in enumerate(values) if place not in lost]
        for name, values in columns.items()
    }
