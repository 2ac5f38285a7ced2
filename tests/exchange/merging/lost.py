"""What a merge would have lost: nothing that either did may be gone without being there at all."""

from __future__ import annotations

from collections.abc import Iterator

from gtcoder.exchange.merging.joining import Merged
from gtcoder.exchange.merging.states import Row, State
from gtcoder.exchange.merging.twins import unique_columns
from gtcoder.study_rows import Guid

# A refusal goes where the other related the two, an example with its passage, a further place
# where it became the place; turns part; and a passage goes when nothing hangs on it any more.
_MAY_GO = frozenset({"refused_relation", "code_example", "membership", "turn", "quotation",
                     "other_guid", "comparison"})  # fmt: skip


def lost(merged: Merged, base: State | None) -> Iterator[tuple[str, Guid]]:
    """Yield rows that one side made or changed and that are in the merged state in no form."""
    roots = merged.known.root
    for side in (merged.ours, merged.theirs):
        for table, rows in side.items():
            if table in _MAY_GO:
                continue
            old = {roots(table, guid): row for guid, row in (base or {}).get(table, {}).items()}
            for guid, row in rows.items():
                if guid in merged.state[table] or guid in old:
                    continue
                if table == "coding" and row["origin"] == "consensus":
                    continue  # it follows the decision that stands, and that is told
                if not _stands(merged.state, table, row):
                    yield table, guid


def _stands(state: State, table: str, row: Row) -> bool:
    """Tell whether a row of the same unique key stands in its place."""
    now = dict(row)
    code = now.get("code_id")
    while code is not None and (into := state["code"][code]["merged_into_id"]) is not None:
        now["code_id"] = code = into
    for names in unique_columns(table):
        key = [now[name] for name in names]
        if any([each[name] for name in names] == key for each in state[table].values()):
            return True
    return False
