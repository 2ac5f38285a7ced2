"""What a merge does to our study, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from gtcoder.exchange.merging.joining import Merged
from gtcoder.exchange.merging.naming import Names
from gtcoder.exchange.merging.plan import (
    Base,
    Brought,
    Conflict,
    ConflictKind,
    Counted,
    How,
    SameName,
)
from gtcoder.exchange.merging.rows import Clash
from gtcoder.exchange.merging.states import State, in_order, pointing_to
from gtcoder.queries.record_words import counted_rows
from gtcoder.study_rows import Arrival, Guid

_AROUND = 20  # characters about what differs
_LONGEST = 200
_TOLD = frozenset({"document", "code", "coder", "coding", "memo", "quotation", "turn", "speaker",
                   "text_version"})  # fmt: skip
_FOLLOW = frozenset({"coding", "code", "memo_link"})  # a memo on a code stays with that code
_UNNAMED = frozenset({"position", "changed_at", "created_at", "guid"})


class Report:
    """Reads off a merge what comes, changes and goes, by names."""

    def __init__(self, merged: Merged, arrival: Arrival, ours: State) -> None:
        self.merged = merged
        self.arrival = arrival
        self.ours = ours
        self.names = Names(merged.state, merged.ours, merged.theirs)

    def brought(self, table: str) -> tuple[Brought, ...]:
        """Return the rows of a table that come, change or go, by name."""
        return tuple(sorted(self._brought(table), key=lambda each: (each.name, each.how)))

    def _brought(self, table: str) -> Iterator[Brought]:
        came = self.arrival.new.tables.get(table, {}).get("guid", ())
        for guid in came:
            yield Brought(self.names.of(table, guid), How.NEW)
        ones = self._made_one(table)
        changes = self.arrival.changed.get(table, {})
        for guid, values in changes.items():
            root = values.get("guid", guid)
            if root not in ones:
                named = tuple(sorted(name for name in values if name not in _UNNAMED))
                yield Brought(self.names.of(table, root), How.CHANGED, named)
        for root in ones:
            yield Brought(self.names.of(table, root), How.ONE)
        for guid in self.arrival.gone.get(table, ()):
            before = Names(self.ours)
            yield Brought(before.of(table, guid), How.GONE)

    def _made_one(self, table: str) -> set[Guid]:
        """Return the rows that are one from now on and were not known to be."""
        rows = self.arrival.new.rows("other_guid")
        return {self.merged.known.root(table, row["other"]) for row in rows
                if row["kind"] == table}  # fmt: skip

    def counted(self, table: str) -> Counted:
        """Return how many rows of a table come, change and go."""
        arrival = self.arrival
        changed = (set(values) - {"guid"} for values in arrival.changed.get(table, {}).values())
        return Counted(
            arrival.new.count(table), sum(map(bool, changed)), len(arrival.gone.get(table, ()))
        )

    def rest(self) -> dict[str, Counted]:
        """Return by table how many rows come, change and go that are not told by name."""
        counts = ((table, self.counted(table)) for table in in_order() if table not in _TOLD)
        return {table: count for table, count in counts if count != Counted()}

    def conflicts(self) -> tuple[Conflict, ...]:
        """Return what both copies changed, each in its way."""
        found = [self._conflict(clash) for clash in self.merged.clashes if self._stands(clash)]
        found += [self._back(table, guid) for table, guid in self.merged.back
                  if guid in self.merged.state[table]]  # fmt: skip
        found += self._used_though_retired()
        found += self._used_though_merged()
        unique = dict.fromkeys(each for each in found if not _reads_the_same(each))
        return tuple(sorted(unique, key=lambda c: (c.what, c.name, c.column, c.kind, c.kept)))

    def _stands(self, clash: Clash) -> bool:
        return clash.kind is ConflictKind.RULE or clash.guid in self.merged.state[clash.table]

    def _conflict(self, clash: Clash) -> Conflict:
        if clash.kind is ConflictKind.TEXT:
            return self._two_corrections(clash)

        def read(value: Any) -> str:
            return self.names.value(clash.table, clash.column, value)

        name = self.names.of(clash.table, clash.guid)
        kept = read(clash.kept)
        if clash.kind is ConflictKind.PASSAGE:
            kept = self.names.value(clash.table, "", self.merged.state[clash.table][clash.guid])
        column = clash.column
        if column == "start":  # with it goes all that says one thing together
            column = "verdict" if clash.table == "decision" else "place"
        one, other = read(clash.one), read(clash.other)
        whose = self._whose(clash) if clash.kind is ConflictKind.NAME else ""
        return Conflict(clash.kind, clash.table, name, column, one, other, kept, whose)

    def _whose(self, clash: Clash) -> str:
        """Tell in which copy alone a thing has the name; nothing where it has in both."""
        rows = (
            side[clash.table].get(clash.guid) for side in (self.merged.ours, self.merged.theirs)
        )
        here, there = (row is not None and row[clash.column] == clash.one for row in rows)
        return "" if here == there else "ours" if here else "theirs"

    def _two_corrections(self, clash: Clash) -> Conflict:
        """Return what the two texts of a document say where they differ."""
        versions = self.merged.state["text_version"]
        hashes = [versions[guid]["sha256"] for guid in (clash.one, clash.other)]
        pieces = where_apart(*(self.merged.texts[sha256] for sha256 in hashes))
        kept = pieces[clash.kept == clash.other]
        name = self.names.of("document", clash.guid)
        return Conflict(clash.kind, "document", name, "text", *pieces, kept)

    def _used_though_retired(self) -> Iterator[Conflict]:
        """Yield the codes that one retired and the other applied anew."""
        sides = self.merged.ours, self.merged.theirs
        for guid, row in self.merged.state["code"].items():
            states = [side["code"][guid]["retired"] if guid in side["code"] else None
                      for side in sides]  # fmt: skip
            if not row["retired"] or row["merged_into_id"] or False not in states:
                continue
            user = states.index(False)
            new = self.merged.state["coding"].keys() - sides[1 - user]["coding"].keys()
            used = sum(self.merged.state["coding"][key]["code_id"] == guid for key in new)
            if used and True in states:
                said = ["retired", "retired"]
                said[user] = f"applied anew: {used}"
                name = self.names.of("code", guid)
                ours, theirs = said
                yield Conflict(ConflictKind.RULE, "code", name, "retired", ours, theirs, "retired")

    def _used_though_merged(self) -> Iterator[Conflict]:
        """Yield the codes that one merged into another while the other put them to new use.

        Their codings follow; what else was said of them stays with the code that is out of use.
        """
        ours, theirs = self.merged.ours, self.merged.theirs
        for guid, row in self.merged.state["code"].items():
            merged = [guid in side["code"] and side["code"][guid]["merged_into_id"] is not None
                      for side in (ours, theirs)]  # fmt: skip
            if row["merged_into_id"] is None or merged[0] == merged[1]:
                continue
            knows, user = (ours, theirs) if merged[0] else (theirs, ours)
            used = [counted_rows(count, table)
                    for table, count in self._new_uses(guid, user, knows) if count]  # fmt: skip
            if guid in user["code"] and used:
                into = f"merged into {self.names.of('code', row['merged_into_id'])}"
                anew = f"used anew: {', '.join(used)}"
                here, there = (into, anew) if merged[0] else (anew, into)
                name = self.names.of("code", guid)
                yield Conflict(ConflictKind.RULE, "code", name, "merged_into_id", here, there, into)

    def _new_uses(self, code: Guid, user: State, other: State) -> Iterator[tuple[str, int]]:
        """Yield how many rows that only `user` holds still point to a code, by table."""
        uses: dict[str, set[Guid]] = {}
        for table, name in pointing_to("code"):
            if table not in _FOLLOW:
                new = self.merged.state[table].keys() & user[table].keys() - other[table].keys()
                uses.setdefault(table, set()).update(
                    key for key in new if self.merged.state[table][key][name] == code
                )
        for table, keys in uses.items():
            yield table, len(keys)

    def _back(self, table: str, guid: Guid) -> Conflict:
        here = guid in self.merged.ours[table]
        sides = ("changed or used", "removed") if here else ("removed", "changed or used")
        name = self.names.of(table, guid)
        return Conflict(ConflictKind.REMOVED, table, name, "", *sides)

    def questions(self, base: State | None, same_coder: Sequence[str]) -> tuple[SameName, ...]:
        """Return the coders of one name and two identities, both new since the copies parted."""
        mine, theirs = self.merged.ours["coder"], self.merged.theirs["coder"]
        by_name = {row["name"]: guid for guid, row in mine.items() if guid not in theirs}
        found = []
        for guid, row in sorted(theirs.items()):
            twin = by_name.get(row["name"])
            if guid in mine or twin is None or row["name"] in same_coder:
                continue
            if base is not None and {guid, twin} & base["coder"].keys():
                continue
            other = self.merged.state["coder"][max(guid, twin)]["name"]
            found.append(SameName(row["name"], twin, guid, other))
        return tuple(found)


def where_apart(one: str, other: str) -> tuple[str, str]:
    """Return the stretches of two texts from their first difference to their last, in words.

    >>> where_apart("We waited long.", "We waited so long.")
    ('We waited long.', 'We waited so long.')
    """
    shorter = min(len(one), len(other))
    first = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    most = shorter - first
    last = next((at for at in range(most) if one[-1 - at] != other[-1 - at]), most)
    return _piece(one, first, len(one) - last), _piece(other, first, len(other) - last)


def _piece(text: str, start: int, end: int) -> str:
    start, end = max(0, start - _AROUND), min(len(text), end + _AROUND)
    words = " ".join(text[start:end].split())
    cut = words if len(words) <= _LONGEST else f"{words[:_LONGEST]} …"
    return ("… " if start else "") + cut + (" …" if end < len(text) and cut == words else "")


def _reads_the_same(conflict: Conflict) -> bool:
    """Tell whether nobody could see what differs: other keys behind the same words."""
    alike = conflict.ours == conflict.theirs == conflict.kept
    return alike and conflict.kind is ConflictKind.ONE_KEPT


def told_of(
    report: Report, base: Base | None, conflicts: Iterable[Conflict], copy: str
) -> Mapping[str, Any]:
    """Return what the ledger is to say of a merge."""
    said = [
        {"kind": str(each.kind), "what": each.what, "name": each.name, "column": each.column,
         "ours": each.ours, "theirs": each.theirs, "kept": each.kept}
        for each in conflicts
    ]  # fmt: skip
    began = None if base is None else {"entry": base.number, "coder": base.coder}
    return {
        "copy": copy,
        "base": began,
        "documents": _names(report.brought("document")),
        "codes": _names(report.brought("code")),
        "conflicts": said,
    }


def _names(rows: Iterable[Brought]) -> list[str]:
    return [each.name for each in rows if each.how is How.NEW]
