"""Who speaks, where a file knows it and the study has only put somebody in."""

from __future__ import annotations

from gtcoder.exchange.merging.states import Row, State


def without_stopgaps(ours: State, theirs: State) -> State:
    """Return our state without participants that merely bear the name of their document.

    An import makes one where a file does not say who speaks. Of documents that the other state
    knows as well, and where it names somebody, such a participant of whom nothing is known gives
    way.
    """
    told = {row["participant_id"] for row in ours["variable_value"].values()}
    told |= {row["participant_id"] for row in ours["memo_link"].values()}
    made = dict(ours)
    for table in ("document", "speaker"):
        rows = dict(ours[table])
        for guid, row in ours[table].items():
            other = theirs[table].get(guid)
            if other is None or other["participant_id"] is None or row["participant_id"] in told:
                continue
            if _is_stopgap(ours, table, row):
                rows[guid] = {**row, "participant_id": None}
        made[table] = rows
    return made


def _is_stopgap(state: State, table: str, row: Row) -> bool:
    person = state["participant"].get(row["participant_id"])
    document = row if table == "document" else state["document"][row["document_id"]]
    return person is not None and person["name"] == document["name"]
