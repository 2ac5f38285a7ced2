"""How the number of codes came about: what was there, came and went between two moments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select

from gtcoder.errors import NotFound
from gtcoder.model.journal import Entry, RowImage
from gtcoder.queries.ledger import labels, reverted_by, revision_of
from gtcoder.store.reader import Reader

_LAST_DAY = date(9999, 12, 30)  # there is a day after it
_MERGE, _SPLIT = "codebook.merge", "codebook.split"


class CodeState(StrEnum):
    """What a code is at a moment."""

    ABSENT = "not there"
    IN_USE = "in use"
    MERGED = "merged"
    RETIRED = "retired"


class Movement(StrEnum):
    """What changed the number of codes in use between two moments; the last three take away."""

    CREATED = "created"
    SPLIT = "split off"
    UNMERGED = "unmerged"
    RESTORED = "restored"
    MERGED = "merged"
    RETIRED = "retired"
    TAKEN_BACK = "taken back"


ADDING = (Movement.CREATED, Movement.SPLIT, Movement.UNMERGED, Movement.RESTORED)
TAKING = (Movement.MERGED, Movement.RETIRED, Movement.TAKEN_BACK)


@dataclass(frozen=True, slots=True)
class Moment:
    """A state of the study: after which entry, and what people call it."""

    revision: int
    name: str


@dataclass(frozen=True, slots=True)
class Flow:
    """How many codes were in one state at the earlier moment and in the other at the later."""

    before: CodeState
    after: CodeState
    count: int


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The codes in use at two moments, and what lies between: the sum always comes out.

    A code made and merged in between counts as created and as merged. `codes` names who moved.
    """

    since: Moment
    until: Moment
    initial: int
    now: int
    moved: dict[Movement, int]
    flows: tuple[Flow, ...]
    codes: dict[Movement, tuple[str, ...]]

    def of(self, movement: Movement) -> int:
        """Return how many codes moved so."""
        return self.moved.get(movement, 0)

    @property
    def comes_out(self) -> bool:
        """Tell whether initial and movements give what is there now."""
        added = sum(self.of(each) for each in ADDING) - sum(self.of(each) for each in TAKING)
        return self.initial + added == self.now

    @property
    def written(self) -> str:
        """Return the sum as people write it: 377 + 0 created − 112 merged − 0 retired = 265."""
        parts = [f"{self.initial:,}"]
        for movement in Movement:
            always = movement in (Movement.CREATED, Movement.MERGED, Movement.RETIRED)
            if self.of(movement) or always:
                sign = "+" if movement in ADDING else "−"
                parts.append(f"{sign} {self.of(movement):,} {movement}")
        return f"{' '.join(parts)} = {self.now:,}"


def reconciliation(reader: Reader, since: Moment, until: Moment) -> Reconciliation:
    """Return how the codes in use at one moment became those of a later one."""
    return reconciliations(reader, (since, until))[0]


def reconciliations(reader: Reader, moments: Sequence[Moment]) -> tuple[Reconciliation, ...]:
    """Return what lies between each moment and the next."""
    split = set(reader.scalars(_split_off()))
    states = [reader.rows_at(each.revision, ["code"])["code"] for each in moments]
    pairs = zip(pairwise(moments), pairwise(states), strict=True)
    return tuple(_between(pair, rows, split) for pair, rows in pairs)


def moment(reader: Reader, said: str) -> Moment:
    """Return the moment that a label, the number of an entry or a day (2026-03-31) names.

    A day is its end, at the clock of this machine; nothing is now.
    """
    if not said:
        return Moment(reader.revision, "now")
    day = _day(said)
    if day is not None:
        end = datetime.combine(day + timedelta(days=1), time()).astimezone()
        last = select(func.max(Entry.revision)).where(Entry.at < end)
        found = reader.scalars(last)[0]
        return Moment(0 if found is None else int(found), said)
    revision = revision_of(reader, said)
    if not 0 <= revision <= reader.revision:
        raise NotFound(
            "There is no entry {revision}; the ledger has the entries 1 to {last}.",
            revision=revision,
            last=reader.revision,
        )
    return Moment(revision, f"entry {said}" if said.isdecimal() else f"“{said}”")


def before_merging(reader: Reader) -> Moment:
    """Return the moment before the first merge that stands; without one, the beginning."""
    merges = select(Entry.revision).where(Entry.action == _MERGE).order_by(Entry.revision)
    taken_back = reverted_by(reader)
    first = next((each for each in reader.scalars(merges) if each not in taken_back), None)
    if first is None:
        return Moment(0, "the beginning")
    return Moment(first - 1, "before the first merge")


def labelled_between(reader: Reader, since: Moment, until: Moment) -> tuple[Moment, ...]:
    """Return the labelled states between two moments, oldest first."""
    found = {row.revision: row.name for row in labels(reader)
             if since.revision < row.revision < until.revision}  # fmt: skip
    return tuple(Moment(revision, f"“{found[revision]}”") for revision in sorted(found))


def state_of(row: dict[str, Any] | None) -> CodeState:
    """Return what a code's row says it is."""
    if row is None:
        return CodeState.ABSENT
    if row["merged_into_id"] is not None:
        return CodeState.MERGED
    return CodeState.RETIRED if row["retired"] else CodeState.IN_USE


def movements(before: CodeState, after: CodeState, *, split: bool = False) -> tuple[Movement, ...]:
    """Return what happened to a code on its way from one state to another."""
    came = {
        CodeState.ABSENT: Movement.SPLIT if split else Movement.CREATED,
        CodeState.MERGED: Movement.UNMERGED,
        CodeState.RETIRED: Movement.RESTORED,
    }
    went = {
        CodeState.ABSENT: Movement.TAKEN_BACK,
        CodeState.MERGED: Movement.MERGED,
        CodeState.RETIRED: Movement.RETIRED,
    }
    if before is after:
        return ()
    if before is CodeState.IN_USE:
        return (went[after],)
    if after is CodeState.IN_USE:
        return (came[before],)
    if before is CodeState.ABSENT:
        return came[before], went[after]
    return ()


def _split_off() -> Any:
    made = RowImage.before.is_(None)
    return (
        select(RowImage.row_id)
        .join(Entry, Entry.revision == RowImage.revision)
        .where(Entry.action == _SPLIT, RowImage.table == "code", made)
    )


def _day(said: str) -> date | None:
    try:
        return min(date.fromisoformat(said), _LAST_DAY)
    except ValueError:
        return None


def _between(
    moments: tuple[Moment, Moment],
    rows: tuple[dict[int, dict[str, Any]], dict[int, dict[str, Any]]],
    split: set[int],
) -> Reconciliation:
    earlier, later = rows
    flows: Counter[tuple[CodeState, CodeState]] = Counter()
    codes: dict[Movement, list[str]] = {}
    for key in sorted(earlier.keys() | later.keys()):
        before, after = state_of(earlier.get(key)), state_of(later.get(key))
        flows[before, after] += 1
        for each in movements(before, after, split=key in split):
            codes.setdefault(each, []).append((later.get(key) or earlier[key])["name"])
    in_use = [sum(state_of(row) is CodeState.IN_USE for row in each.values()) for each in rows]
    return Reconciliation(
        *moments,
        initial=in_use[0],
        now=in_use[1],
        moved={movement: len(names) for movement, names in codes.items()},
        flows=tuple(Flow(*states, count) for states, count in sorted(flows.items())),
        codes={movement: tuple(names) for movement, names in codes.items()},
    )
