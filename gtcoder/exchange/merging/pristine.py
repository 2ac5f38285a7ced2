"""A study that holds nothing yet: what comes into it makes it what that was."""

from __future__ import annotations

from gtcoder.exchange.merging.states import Row, State
from gtcoder.study_rows import Guid, StudyRows

_FROM_THE_START = ("project", "coder", "round")


def is_pristine(state: State) -> bool:
    """Tell whether a study is as it was made: one coder, one round, and nothing in it."""
    return all(
        len(rows) == 1 if table in _FROM_THE_START else not rows for table, rows in state.items()
    )


def holds_nothing(rows: StudyRows) -> bool:
    """Tell of a study's rows whether it is as it was made."""
    return rows.tables.keys() <= {*_FROM_THE_START} and rows.count("coder") <= 1


def taking_over(empty: State, full: State) -> dict[str, dict[Guid, Guid]]:
    """Return the guids that the rows of an empty study take over from a full one.

    The study's own row becomes that of the other, its round the first round there, and its coder
    the one of the same name.
    """
    roots: dict[str, dict[Guid, Guid]] = {}
    for table in _FROM_THE_START:
        own = next(iter(empty[table].values()))
        wanted = [row for row in full[table].values()
                  if table != "coder" or row["name"] == own["name"]]  # fmt: skip
        if wanted:
            roots[table] = {own["guid"]: min(wanted, key=_earliest)["guid"]}
    return roots


def taken_over(empty: State, full: State, roots: dict[str, dict[Guid, Guid]]) -> State:
    """Return an empty study with the rows it takes over; its coder keeps the role."""
    made = dict(empty)
    for table, known in roots.items():
        ((own, other),) = known.items()
        row = dict(full[table][other])
        if table == "coder":
            row["role"] = empty[table][own]["role"]
        made[table] = {other: row}
    return made


def _earliest(row: Row) -> tuple[str, Guid]:
    return str(row.get("opened_at", "")), row["guid"]
