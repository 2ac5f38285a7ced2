"""Two states of a study as one, row by row and column by column, from where both began."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from gtcoder.exchange.merging.cells import MISSING, Missing, Settled, settle
from gtcoder.exchange.merging.plan import ConflictKind
from gtcoder.exchange.merging.states import OTHERS, Row, State, Table, references
from gtcoder.store.by_guid import KEYS_IN_JSON, points_to
from gtcoder.store.images import names_of
from gtcoder.study_rows import Guid

Chooser = Callable[[str, str, Any, Any], Settled]  # table, column, one, other

# Columns that say one thing together: they are taken from one side or the other.
_TOGETHER: Mapping[str, tuple[str, ...]] = {
    "quotation": ("start", "end"),
    "given_segment": ("start", "end"),
    "bookmark": ("start", "end"),
    "turn": ("start", "end", "body"),
    "decision": ("start", "end", "verdict", "code_id", "said", "stands"),
    "relation": ("type_id", "source_id", "target_id"),
    "refused_relation": ("source_id", "target_id"),
    "refused_merge": ("one_id", "other_id"),
    "comparison": ("quotation_id", "other_id"),
    "membership": ("code_id", "category_id"),
    "model_edge": ("model_id", "source_id", "target_id"),
    "coding": ("quotation_id", "coder_id", "round_id"),
}
# What belongs to a thing, and is there again when the thing comes back.
_PARTS: Mapping[str, tuple[str, ...]] = {
    "document": ("text_version", "speaker", "turn", "variable_value", "quotation", "bookmark",
                 "assignment", "given_segment", "decision", "memo_link", "sampling_link"),
    "code": ("coding", "membership", "attribute_value", "memo_link", "property", "code_example"),
    "memo": ("memo_link", "memo_tag"),
    "model": ("model_node", "model_edge"),
    "relation": ("evidence", "memo_link"),
    "paradigm": ("paradigm_placement",),
    "property": ("property_placement",),
    "instrument": ("instrument_item", "expert", "item_rating", "item_decision"),
    "sampling_decision": ("sampling_link",),
    "participant": ("variable_value",),
    "variable": ("variable_value",),
    "attribute": ("attribute_value",),
}  # fmt: skip
_OF_QUOTATIONS = ("coding", "code_example", "evidence", "property_placement", "comparison",
                  "memo_link")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clash:
    """Something over which the two states differ: the values of one and other, and what stands."""

    kind: ConflictKind
    table: str
    guid: Guid
    column: str = ""
    one: Any = None
    other: Any = None
    kept: Any = None


@dataclass(slots=True)
class Joined:
    """Two states made one, and what they clashed over.

    `back` are rows that one had removed, `folded` those that went into another of their unique key.
    """

    state: State
    clashes: list[Clash] = field(default_factory=list)
    back: set[tuple[str, Guid]] = field(default_factory=set)
    folded: list[tuple[str, Guid, Guid]] = field(default_factory=list)

    def clash(self, kind: ConflictKind, table: str, guid: Guid, column: str = "",
              one: Any = None, other: Any = None, kept: Any = None) -> None:  # fmt: skip
        """Note a clash."""
        self.clashes.append(Clash(kind, table, guid, column, one, other, kept))


def joined(one: State, other: State, base: State | None, choose: Chooser | None = None) -> Joined:
    """Return both states as one; of rows that one removed only what the other left as it was goes.

    Nothing is done yet about what does not go together in the whole (`closed`, `rules`).
    """
    made = Joined({})
    for table in one:
        made.state[table] = {} if table == OTHERS else _table(
            made, table, one[table], other[table], None if base is None else base[table],
            choose,
        )  # fmt: skip
    return made


def _table(
    made: Joined, table: str, one: Table, other: Table, base: Table | None, choose: Chooser | None
) -> Table:
    found: Table = {}
    for guid, row in one.items():
        theirs = other.get(guid)
        before = None if base is None else base.get(guid)
        if theirs is row or theirs == row:
            found[guid] = row
        elif theirs is not None:
            found[guid] = _row(made, table, before, (row, theirs), choose)
        elif before is None or before != row:
            found[guid] = row
            if before is not None:
                made.back.add((table, guid))
    for guid, row in other.items():
        if guid not in one:
            before = None if base is None else base.get(guid)
            if before is None or before != row:
                found[guid] = row
                if before is not None:
                    made.back.add((table, guid))
    return found


def _row(
    made: Joined,
    table: str,
    before: Row | None,
    sides: tuple[Row, Row],
    choose: Chooser | None,
) -> Row:
    one, other = sides
    row = dict(one)
    together = _TOGETHER.get(table, ())
    for name in names_of(table)[1:]:
        if name in together or one[name] == other[name]:
            continue
        was: Any | Missing = MISSING if before is None else before[name]
        if choose is not None:
            settled = choose(table, name, one[name], other[name])
        else:
            settled = settle(table, name, was, one[name], other[name])
        row[name] = settled.value
        if settled.lost or settled.both:
            kind = ConflictKind.BOTH_KEPT if settled.both else ConflictKind.ONE_KEPT
            made.clash(kind, table, one["guid"], name, one[name], other[name], row[name])
    if together:
        _settle_together(made, table, before, sides, row, together, choose)
    return row


def _settle_together(
    made: Joined,
    table: str,
    before: Row | None,
    sides: tuple[Row, Row],
    row: dict[str, Any],
    names: tuple[str, ...],
    choose: Chooser | None,
) -> None:
    one, other = ([side[name] for name in names] for side in sides)
    was = MISSING if before is None else [before[name] for name in names]
    settled = choose(table, "", one, other) if choose else settle(table, "", was, one, other)
    row.update(zip(names, settled.value, strict=True))
    if settled.lost:
        column = names[1] if table == "relation" else names[0]
        made.clash(ConflictKind.ONE_KEPT, table, row["guid"], column, sides[0], sides[1], row)


def closed(made: Joined, one: State, other: State) -> None:
    """Bring back what rows of the joined state point to, and what belongs to what comes back."""
    whole = [
        (table, row)
        for table, rows in made.state.items()
        if not _holds_together(made.state, table)
        for row in rows.values()
    ]
    _keep_what_was_resized(made, one, other)
    returned = sorted(made.back)
    while whole or returned:
        for table, row in whole:
            for target, guid in references(table, row):
                if guid not in made.state[target]:
                    _bring(made, target, guid, one, other)
                    returned.append((target, guid))
        parts = list(_parts(made, returned, one, other))
        whole = [(table, made.state[table][guid]) for table, guid in returned] + parts
        returned = [(table, row["guid"]) for table, row in parts if table in _PARTS]


def _keep_what_was_resized(made: Joined, one: State, other: State) -> None:
    """Bring back the codings of passages that one removed and the other gave other ends."""
    passages = {guid for table, guid in made.back if table == "quotation"}
    back = list(_put_back(made, "quotation", "coding", passages, one, other))
    made.back |= {(table, row["guid"]) for table, row in back}


def _holds_together(state: State, table: str) -> bool:
    """Tell whether all that a table points to is there, where that is quickly seen."""
    rows = state[table].values()
    return not any(of == table for of, _ in KEYS_IN_JSON) and all(
        {row[name] for row in rows} - {None} <= state[other].keys()
        for name, other in points_to(table).items()
    )


def _bring(made: Joined, table: str, guid: Guid, one: State, other: State) -> None:
    row = one[table].get(guid) or other[table].get(guid)
    if row is None:
        raise KeyError(f"{table} {guid.hex()}")
    made.state[table][guid] = row
    made.back.add((table, guid))


def _parts(
    made: Joined, returned: list[tuple[str, Guid]], one: State, other: State
) -> Iterator[tuple[str, Row]]:
    """Put back the parts of what returned that point to nothing that is gone, and yield them."""
    owners: dict[str, set[Guid]] = {}
    for table, guid in returned:
        owners.setdefault(table, set()).add(guid)
    for table in _PARTS:
        for part in _PARTS[table] if table in owners else ():
            yield from _put_back(made, table, part, owners[table], one, other)


def _put_back(
    made: Joined, table: str, part: str, owners: set[Guid], one: State, other: State
) -> Iterator[tuple[str, Row]]:
    quotations: set[Guid] = set()
    for state in (one, other):
        for guid, row in state[part].items():
            if guid in made.state[part] or not _of(table, part, row, owners):
                continue
            if all(key in made.state[target] for target, key in references(part, row)):
                made.state[part][guid] = row
                yield part, row
                if part == "quotation":
                    quotations.add(guid)
    for hanging in _OF_QUOTATIONS if quotations else ():
        yield from _put_back(made, "quotation", hanging, quotations, one, other)


def _of(table: str, part: str, row: Row, owners: set[Guid]) -> bool:
    return any(target == table and key in owners for target, key in references(part, row))
