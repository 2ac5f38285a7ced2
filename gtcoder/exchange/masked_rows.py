"""A study as it may leave under a list of pseudonyms: its rows without the listed names."""

from __future__ import annotations

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import JSON, String, UniqueConstraint

from gtcoder.exchange.free_names import FreeNames
from gtcoder.exchange.masked_places import masked_places
from gtcoder.masking import Mask, MaskedText
from gtcoder.store.by_guid import points_to
from gtcoder.store.images import columns_of, journaled_tables
from gtcoder.store.words import WORDS
from gtcoder.study_rows import Guid, StudyRows

Tables = dict[str, dict[str, list[Any]]]

# Their rows name entries of the ledger, which does not go along.
_OF_THE_LEDGER = ("label", "saved_result")
# Texts that nobody wrote: they name a hash, a key, a preset of the program.
_NO_WORDS = {("text_version", "sha256"), ("paradigm", "preset"), ("other_guid", "kind")}
_SAME_NAME_ALLOWED = ("memo_tag",)  # two tags that became one are one
_SIBLINGS = ("parent_id", "name")  # of codes, which no constraint of the database tells apart
_ASKS, _HASH = "pseudonyms", "sha256"


def masked_rows(rows: StudyRows, mask: Mask) -> StudyRows:
    """Return the rows of a study without the listed names.

    Places move with the texts, and a passage that cuts through a name takes it in; passages that
    become the same are one. Names that become the same are numbered. The ledger, earlier versions
    of the texts and what names entries of the ledger stay behind. A masked text is a version of
    its own, with its own guid, hash and length; that of the file it came from is taken away.
    """
    if not mask:
        return rows
    traced = _traced(rows, mask)
    tables: Tables = {
        table: {name: list(values) for name, values in columns.items()}
        for table, columns in rows.tables.items()
        if table not in _OF_THE_LEDGER
    }
    _keep_current_versions(tables)
    changed = {table: _mask_words(table, columns, mask) for table, columns in tables.items()}
    masked_places(tables, traced)
    texts = _store_texts(tables, traced)
    for table in tables:
        _number_names(table, tables[table], changed[table])
    _join_passages(tables)
    for table in tables:
        _drop_doubles(table, tables[table])
    return StudyRows(
        {table: columns for table, columns in tables.items() if columns["guid"]}, texts
    )


def _traced(rows: StudyRows, mask: Mask) -> dict[Guid, MaskedText]:
    """Return the text of each document without the names, with its places."""
    hashes = {row["guid"]: row["sha256"] for row in rows.rows("text_version")}
    return {
        row["guid"]: mask.traced(rows.texts[hashes[row["version_id"]]])
        for row in rows.rows("document")
    }


def _keep_current_versions(tables: Tables) -> None:
    if "document" in tables:
        current = set(tables["document"]["version_id"])
        _keep(tables["text_version"], [guid in current for guid in tables["text_version"]["guid"]])


def _mask_words(table: str, columns: dict[str, list[Any]], mask: Mask) -> dict[str, list[bool]]:
    """Mask what somebody wrote in a table; return of each column which values are others now."""
    changed = {}
    for name in _written(table):
        before = columns[name]
        columns[name] = [_masked(value, mask, table, name) for value in before]
        changed[name] = [a != b for a, b in zip(before, columns[name], strict=True)]
    if table == "project":  # the copy is masked, and asks for nothing more
        columns["settings"] = [{**each, _ASKS: False} if each.get(_ASKS) else each
                               for each in columns["settings"]]  # fmt: skip
    if table == "text_version":  # whoever has the file could tell by its hash whose words these are
        columns["source"] = [{**each, _HASH: ""} if _HASH in each else each
                             for each in columns["source"]]  # fmt: skip
    return changed


@cache
def _written(table: str) -> tuple[str, ...]:
    """Return the columns of a table that hold what somebody wrote."""
    return tuple(
        column.name
        for column in columns_of(table)
        if isinstance(column.type, String | JSON)
        if (table, column.name) not in WORDS and (table, column.name) not in _NO_WORDS
    )


def _masked(value: Any, mask: Mask, table: str, name: str) -> Any:
    if isinstance(value, str):
        return mask.text(value)
    if isinstance(value, Mapping) and (table, name) != ("model_node", "fields"):
        return {key: _deep(each, mask) for key, each in value.items()}
    return _deep(value, mask)


def _deep(value: Any, mask: Mask) -> Any:
    """Return a value with all its texts masked, and the keys in it, which are somebody's words."""
    return mask.all_in({"": {"": value}})[""][""]


def _store_texts(tables: Tables, traced: Mapping[Guid, MaskedText]) -> dict[str, str]:
    """Give each version the hash and length of its masked text, and a guid of its own."""
    versions = tables.get("text_version")
    if versions is None:
        return {}
    texts, renamed = {}, {}
    for place, document in enumerate(versions["document_id"]):
        text = traced[document].text
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        texts[sha256] = text
        guid = versions["guid"][place]
        if sha256 != versions["sha256"][place]:
            renamed[guid] = uuid.uuid5(uuid.UUID(bytes=guid), sha256).bytes
        versions["guid"][place] = renamed.get(guid, guid)
        versions["sha256"][place], versions["characters"][place] = sha256, len(text)
        versions["edits"][place] = None
    _point_to(tables, "text_version", renamed)
    return texts


def _number_names(
    table: str, columns: dict[str, list[Any]], changed: Mapping[str, list[bool]]
) -> None:
    """Number the names that became those of another, where no two may be the same."""
    for unique in _unique(table):
        for name in unique:
            if name in changed and table not in _SAME_NAME_ALLOWED:
                others = [columns[other] for other in unique if other != name]
                _number(columns[name], others, changed[name])


def _number(names: list[str], others: Sequence[list[Any]], changed: Sequence[bool]) -> None:
    owners = list(zip(*others, strict=True)) if others else [()] * len(names)
    there: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for owner, name, new in zip(owners, names, changed, strict=True):
        if not new:
            there[owner].append(name)
    free = {owner: FreeNames(there[owner], any_case=True) for owner in set(owners)}
    for place, new in enumerate(changed):
        if new:
            names[place] = free[owners[place]].take(names[place])


@cache
def _unique(table: str) -> tuple[tuple[str, ...], ...]:
    """Return the columns that together tell the rows of a table apart."""
    constraints = journaled_tables()[table].constraints
    found = {
        tuple(column.name for column in each.columns)
        for each in constraints
        if isinstance(each, UniqueConstraint)
    }
    found |= {(column.name,) for column in columns_of(table) if column.unique}
    if table == "code":
        found.add(_SIBLINGS)
    return tuple(sorted(found - {("guid",)}))


def _join_passages(tables: Tables) -> None:
    """Make one of passages that became the same; what hung on either hangs on it."""
    quotations = tables.get("quotation")
    if quotations is None:
        return
    first: dict[tuple[Any, ...], Guid] = {}
    twins: dict[Guid, Guid] = {}
    names = next(each for each in _unique("quotation") if "start" in each)
    keys = zip(*(quotations[name] for name in names), strict=True)
    for guid, key in zip(quotations["guid"], keys, strict=True):
        if first.setdefault(key, guid) != guid:
            twins[guid] = first[key]
    _keep(quotations, [guid not in twins for guid in quotations["guid"]])
    _point_to(tables, "quotation", twins)


def _point_to(tables: Tables, target: str, renamed: Mapping[Guid, Guid]) -> None:
    """Let every reference to a renamed row of a table follow it."""
    if not renamed:
        return
    for table, columns in tables.items():
        for name, other in points_to(table).items():
            if other == target:
                columns[name] = [renamed.get(guid, guid) for guid in columns[name]]


def _drop_doubles(table: str, columns: dict[str, list[Any]]) -> None:
    """Drop rows that became the same as an earlier one, and what compares a passage with itself."""
    if table == "code":
        return
    for unique in _unique(table):
        seen: set[tuple[Any, ...]] = set()
        kept = []
        for key in zip(*(columns[name] for name in unique), strict=True):
            kept.append(None in key or key not in seen)
            seen.add(key)
        _keep(columns, kept)
    if table == "comparison":
        pairs = zip(columns["quotation_id"], columns["other_id"], strict=True)
        _keep(columns, [one != other for one, other in pairs])


def _keep(columns: dict[str, list[Any]], kept: Iterable[bool]) -> None:
    told = list(kept)
    if not all(told):
        for name, values in columns.items():
            columns[name] = [value for value, keep in zip(values, told, strict=True) if keep]
