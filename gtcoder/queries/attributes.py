"""The columns that a researcher gives to codes, and the codebook with them as of any entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from gtcoder.model.codebook import Attribute, AttributeValue
from gtcoder.queries.codebook import (
    CodeRow,
    attributes,
    codes,
    in_tree_order,
    memberships,
)
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import AttributeId, AttributeKind, CodeId

GROUPED = ": "


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column of codes: its name, the group it stands under, what its values are, how many."""

    id: AttributeId
    name: str
    group: str = ""
    kind: AttributeKind = AttributeKind.TEXT
    values: int = 0
    choices: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The name under its group: “customer” of “active stakeholder: customer”."""
        prefix = f"{self.group}{GROUPED}"
        under = self.group and self.name.casefold().startswith(prefix.casefold())
        return self.name[len(prefix) :] if under else self.name


@dataclass(frozen=True, slots=True)
class CodeTable:
    """Codes in use in the tree's order, their columns and values, and what further serves what."""

    codes: tuple[CodeRow, ...] = ()
    columns: tuple[ColumnRow, ...] = ()
    values: Mapping[CodeId, Mapping[str, str]] = field(default_factory=dict)
    members: Mapping[CodeId, tuple[CodeId, ...]] = field(default_factory=dict)

    def value(self, code: CodeId, column: str) -> str:
        """Return an attribute of a code, empty where it has none."""
        return self.values.get(code, {}).get(column, "")

    def column(self, name: str) -> ColumnRow | None:
        """Return the column of that name."""
        return next((each for each in self.columns if each.name == name), None)


def columns(reader: Reader) -> tuple[ColumnRow, ...]:
    """Return the columns of codes in their order, with how many codes say something in each."""
    rows = (
        select(
            Attribute.id,
            Attribute.name,
            Attribute.group,
            Attribute.kind,
            Attribute.position,
            Attribute.choices,
            func.count(AttributeValue.id),
        )
        .outerjoin(AttributeValue, AttributeValue.attribute_id == Attribute.id)
        .group_by(Attribute.id)
    )
    found = sorted(reader.rows(rows), key=lambda row: (row[4], row[0]))
    return tuple(
        ColumnRow(AttributeId(key), name, group, AttributeKind(kind), count, tuple(choices))
        for key, name, group, kind, _, choices, count in found
    )


def code_table(reader: Reader, revision: int | None = None) -> CodeTable:
    """Return the codes with their columns as they are, or as they were after an entry."""
    if revision is None:
        return CodeTable(codes(reader), columns(reader), attributes(reader), memberships(reader))
    tables = ["code", "attribute", "attribute_value", "membership"]
    state = reader.rows_at(revision, tables)
    every = in_tree_order(list(state["code"].values()))
    given = list(state["attribute_value"].values())
    named = {key: row["name"] for key, row in state["attribute"].items()}
    values: dict[CodeId, dict[str, str]] = {}
    for row in given:
        values.setdefault(CodeId(row["code_id"]), {})[named[row["attribute_id"]]] = row["value"]
    return CodeTable(
        tuple(code for code in every if not code.retired),
        _columns_of(state["attribute"].values(), given),
        values,
        _members_of(state["membership"].values()),
    )


def _columns_of(
    rows: Iterable[Mapping[str, Any]], given: Sequence[Mapping[str, Any]]
) -> tuple[ColumnRow, ...]:
    counts: dict[int, int] = {}
    for each in given:
        counts[each["attribute_id"]] = counts.get(each["attribute_id"], 0) + 1
    return tuple(
        ColumnRow(
            AttributeId(row["id"]),
            row["name"],
            row.get("group", ""),
            AttributeKind(row.get("kind", AttributeKind.TEXT)),
            counts.get(row["id"], 0),
            tuple(row.get("choices") or ()),
        )
        for row in sorted(rows, key=lambda row: (row.get("position", 0), row["id"]))
    )


def _members_of(rows: Iterable[Mapping[str, Any]]) -> dict[CodeId, tuple[CodeId, ...]]:
    found: dict[CodeId, tuple[CodeId, ...]] = {}
    for row in sorted(rows, key=lambda row: (row["rank"], row["id"])):
        category = CodeId(row["category_id"])
        found[category] = (*found.get(category, ()), CodeId(row["code_id"]))
    return found
