"""What follows of two decisions over one passage, where only one of them stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from gtcoder.exchange.merging.plan import ConflictKind
from gtcoder.exchange.merging.rows import Clash, Joined
from gtcoder.exchange.merging.states import Row, State, Table
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import CodingOrigin, RoundKind

_Stands = tuple[Guid, Guid, int, int]  # document, code, start, end
Place = tuple[Guid | None, _Stands] | None  # what round the consensus is of


def follow_decisions(made: Joined, one: State, other: State) -> None:
    """Let a consensus hold what a decision says that stands, and not what the overruled one said.

    The decision is told with both sides; the coders' own codings stay.
    """
    state = made.state
    clashes = [clash for clash in made.clashes if _is_overruled(clash)]
    back = [state["decision"][guid] for table, guid in made.back
            if table == "decision" and guid in state["decision"]]  # fmt: skip
    if not clashes and not back:
        return
    now = state["decision"].values()
    held = {(row["round_id"], each) for row in now for each in _stands(state["code"], row)}
    sides = [*back, *(side for clash in clashes for side in (clash.one, clash.other))]
    said = {(row["round_id"], each) for row in sides for each in _stands(state["code"], row)}
    there = {guid: _place(state, row) for guid, row in state["coding"].items()}
    for guid, place in there.items():
        if place in said - held:
            del state["coding"][guid]
    _bring_back(state, (said & held) - set(there.values()), (one, other))


def _bring_back(state: State, missing: Collection[Place], sides: tuple[State, State]) -> None:
    """Put back codings of a consensus, with their passages, that one side still holds."""
    found: dict[Place, Row] = {}
    for side in sides:
        for row in side["coding"].values():
            place = _place(side, row)
            if place in missing and row["code_id"] in state["code"]:
                found[place] = min(found.get(place, row), row, key=lambda each: each["guid"])
    for row in found.values():
        passages = (side["quotation"].get(row["quotation_id"]) for side in sides)
        state["coding"][row["guid"]] = row
        state["quotation"].setdefault(row["quotation_id"], next(filter(None, passages)))


def _is_overruled(clash: Clash) -> bool:
    one_kept = clash.kind is ConflictKind.ONE_KEPT
    return one_kept and clash.table == "decision" and clash.column == "start"


def _stands(codes: Table, row: Row) -> Iterator[_Stands]:
    for code, start, end in row["stands"]:
        guid = bytes.fromhex(code)
        while codes[guid]["merged_into_id"] is not None:
            guid = codes[guid]["merged_into_id"]
        yield row["document_id"], guid, start, end


def _place(state: State, row: Row) -> Place:
    """Return the round whose consensus a coding is of, and where it stands."""
    of = state["round"][row["round_id"]]
    if row["origin"] != CodingOrigin.CONSENSUS or of["kind"] != RoundKind.CONSENSUS:
        return None
    at = state["quotation"][row["quotation_id"]]
    return of["of_id"], (at["document_id"], row["code_id"], at["start"], at["end"])
