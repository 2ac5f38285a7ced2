"""What rows and values of a study are called in a report on a merge."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gtcoder.exchange.merging.states import Row, State
from gtcoder.store.by_guid import points_to
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import Verdict

_LONGEST = 60
_OWN_NAME = ("name", "title", "label", "key")
_OWNERS = ("category_id", "variable_id", "attribute_id", "memo_id", "relation_id", "property_id",
           "code_id", "model_id", "paradigm_id", "instrument_id", "item_id", "decision_id",
           "document_id", "quotation_id", "participant_id", "round_id")  # fmt: skip
# Tables whose rows say nothing but that two things belong, or do not belong, together.
_ENDS = {"refused_relation": ("source_id", "target_id"), "refused_merge": ("one_id", "other_id"),
         "comparison": ("quotation_id", "other_id"), "membership": ("code_id", "category_id"),
         "model_edge": ("source_id", "target_id")}  # fmt: skip


class Names:
    """Names of rows, looked up in several states of a study one after another."""

    def __init__(self, *states: State) -> None:
        self._states = states

    def row(self, table: str, guid: Guid) -> Row | None:
        """Return a row from the first state that holds it."""
        found = (state.get(table, {}).get(guid) for state in self._states)
        return next((row for row in found if row is not None), None)

    def of(self, table: str, guid: Guid) -> str:
        """Return what a row is called: by its name, or by what it belongs to."""
        row = self.row(table, guid)
        if row is None:
            return "?"
        if table == "document":
            return str(row["name"])
        if table == "code":
            return " > ".join(self.path(guid))
        if table == "quotation":
            place = f"{self.of('document', row['document_id'])} {row['start']}:{row['end']}"
            return f"{place} ({self.of('coder', row['coder_id'])})"
        if table == "coding":
            code, passage = self.of("code", row["code_id"]), row["quotation_id"]
            return f"{code}, {self.of('quotation', passage)}"
        if table in ("relation", "refused_relation"):
            return f"{self.of('code', row['source_id'])} → {self.of('code', row['target_id'])}"
        if table == "memo":
            return row["title"] or _short(row["text"])
        return self._by_parts(table, row)

    def path(self, guid: Guid) -> tuple[str, ...]:
        """Return the names of a code and of those above it, from the top."""
        names: list[str] = []
        seen: set[Guid] = set()
        at: Guid | None = guid
        while at is not None and at not in seen:
            seen.add(at)
            row = self.row("code", at)
            if row is None:
                break
            names.append(row["name"])
            at = row["parent_id"]
        return tuple(reversed(names))

    def value(self, table: str, column: str, value: Any) -> str:
        """Return a value as it is read."""
        if value is None or value == "":
            return ""
        if isinstance(value, dict) and "guid" in value:  # a whole row
            return self._place(table, value)
        target = points_to(table).get(column)
        if target is not None:
            return self.of(target, value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, datetime):
            return f"{value:%Y-%m-%d %H:%M}"
        if isinstance(value, dict):
            return ", ".join(f"{name}: {each}" for name, each in sorted(value.items()))
        return str(value)

    def _place(self, table: str, row: Row) -> str:
        if table in _ENDS:
            refers = points_to(table)
            return " → ".join(self.of(refers[name], row[name]) for name in _ENDS[table])
        if {"source_id", "target_id", "type_id"} <= row.keys():
            ends = (self.of("code", row[name]) for name in ("source_id", "target_id"))
            return f"{' → '.join(ends)} ({self.of('relation_type', row['type_id'])})"
        if row.get("quotation_id") is not None:
            return self.of("quotation", row["quotation_id"])
        if "verdict" in row:  # a decision: what holds, which is more than where
            about = [] if row["code_id"] is None else [self.of("code", row["code_id"])]
            if row["verdict"] == Verdict.THIRD:  # a code, a place or both of their own
                about += [f"{start}:{end}" for _, start, end in row["stands"]]
            return f"{row['verdict']}" + (f" ({', '.join(about)})" if about else "")
        if {"document_id", "start", "end"} <= row.keys():
            return f"{self.of('document', row['document_id'])} {row['start']}:{row['end']}"
        return ", ".join(f"{name}: {value}" for name, value in row.items()
                         if isinstance(value, str | int) and value != "")  # fmt: skip

    def _by_parts(self, table: str, row: Row) -> str:
        own = next((row[name] for name in _OWN_NAME if row.get(name)), "")
        refers = points_to(table)
        owners = [self.of(refers[name], row[name]) for name in _OWNERS
                  if name in refers and row[name] is not None]  # fmt: skip
        return ", ".join([*owners, *([_short(str(own))] if own else [])])


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
