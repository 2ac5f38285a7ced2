"""Transcripts that were corrected in one copy or in both: one text, and all that lies in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from gtcoder.exchange.merging.plan import ConflictKind
from gtcoder.exchange.merging.rows import Clash
from gtcoder.exchange.merging.states import Row, State, Table
from gtcoder.store.moves import PASSAGES, SPANS, Path, moved
from gtcoder.store.ways import Version, line_of, way
from gtcoder.study_rows import Guid

Texts = Mapping[str, str]
_LISTS = ("said", "stands")


@dataclass(frozen=True, slots=True)
class OneText:
    """States in which what lies in a document counts in the version that it is to have."""

    one: State
    other: State
    base: State | None
    clashes: tuple[Clash, ...] = ()


def in_one_text(
    one: State, other: State, base: State | None, texts: Texts, stands: int | None = None
) -> OneText:
    """Return the states with every document's passages and turns where they lie in one version.

    Where only one side corrected a text, its version holds; where both did, that of the smaller
    guid, and the other is kept beside it. With `stands` it is that of the one (0) or the other (1).
    A passage whose words are gone lies where they were.
    """
    versions = _versions(one, other, *(() if base is None else (base,)))
    clashes: list[Clash] = []
    targets: dict[Guid, Guid] = {}
    for document in sorted(one["document"].keys() | other["document"].keys()):
        sides = [state["document"].get(document) for state in (one, other)]
        before = None if base is None else base["document"].get(document)
        targets[document] = _target(one, other, sides, before, document, clashes, stands)
    mover = _Mover(versions, texts, targets, clashes)
    new_base = None if base is None else mover.moved_base(base)
    return OneText(
        mover.moved_side(one, base, new_base),
        mover.moved_side(other, base, new_base),
        new_base,
        tuple(clashes),
    )


def _versions(*states: State) -> dict[Guid, dict[Guid, Version]]:
    found: dict[Guid, dict[Guid, Version]] = {}
    for state in reversed(states):
        for guid, row in state["text_version"].items():
            here = found.setdefault(row["document_id"], {})
            number = max(row["number"], here[guid].number) if guid in here else row["number"]
            here[guid] = Version(number, row["sha256"], row["characters"], row["edits"])
    return found


def _target(
    one: State,
    other: State,
    sides: Sequence[Row | None],
    before: Row | None,
    document: Guid,
    clashes: list[Clash],
    stands: int | None,
) -> Guid:
    """Return the version that a document is to have."""
    found: list[Guid] = [side["version_id"] for side in sides if side is not None]
    if len(found) == 1 or found[0] == found[1]:
        return found[0]
    first, second = found
    if before is not None and before["version_id"] in found:
        return second if before["version_id"] == first else first
    known = [version in state["text_version"] for version, state in ((first, other), (second, one))]
    if stands is None and known[0] != known[1]:  # what one holds now the other has left behind
        return second if known[0] else first
    chosen: Guid = min(found) if stands is None else found[stands]
    clash = Clash(ConflictKind.TEXT, "document", document, "version_id", first, second, chosen)
    clashes.append(clash)
    return chosen


@dataclass(slots=True)
class _Mover:
    """Moves what lies in documents to the versions that these are to have."""

    versions: Mapping[Guid, Mapping[Guid, Version]]
    texts: Texts
    targets: Mapping[Guid, Guid]
    clashes: list[Clash]

    def moved_base(self, base: State) -> State:
        """Return where both began, moved; its documents still name the versions they had."""
        unsaid = replace(self, clashes=[])
        return unsaid._moved(base, self._turning(base), {})

    def moved_side(self, state: State, base: State | None, new_base: State | None) -> State:
        """Return one side, moved; what it left where it was lies where that lies now."""
        turning = self._turning(state)
        if not turning:
            return state
        known: dict[str, dict[Guid, Row]] = {}
        if base is not None and new_base is not None:
            known = self._left_alone(state, base, new_base, turning)
        made = self._moved(state, turning, known)
        documents = dict(made["document"])
        for document in turning:
            documents[document] = {**documents[document], "version_id": self.targets[document]}
        return {**made, "document": documents}

    def _turning(self, state: State) -> dict[Guid, Path]:
        """Return the documents that get another version, with the way there."""
        return {
            document: self._way(document, row["version_id"], self.targets[document])
            for document, row in state["document"].items()
            if self.targets.get(document, row["version_id"]) != row["version_id"]
        }

    def _way(self, document: Guid, start: Guid, end: Guid) -> Path:
        return way(self.versions[document], self.texts.get, start, end)

    def _left_alone(
        self, state: State, base: State, new_base: State, turning: Iterable[Guid]
    ) -> dict[str, dict[Guid, Row]]:
        """Return where rows are to lie that lie where the correction of this side put them."""
        found: dict[str, dict[Guid, Row]] = {table: {} for table in SPANS}
        for document in turning:
            if document not in base["document"]:
                continue
            versions = [each["document"][document]["version_id"] for each in (base, state)]
            path = self._way(document, *versions)
            for table in SPANS:
                keys = [guid for guid, row in base[table].items()
                        if row["document_id"] == document and guid in state[table]]  # fmt: skip
                names = _moving(table)
                then = moved(table, [_some(base[table][key], names) for key in keys], path)
                for key, place in zip(keys, then, strict=True):
                    if place == _some(state[table][key], names):
                        found[table][key] = _some(new_base[table][key], names)
        return found

    def _moved(
        self, state: State, turning: Mapping[Guid, Path], known: Mapping[str, Mapping[Guid, Row]]
    ) -> State:
        if not turning:
            return state
        return {**state, **{table: self._table(table, state[table], turning, known.get(table, {}))
                            for table in SPANS}}  # fmt: skip

    def _table(
        self,
        table: str,
        rows: Table,
        turning: Mapping[Guid, Path],
        known: Mapping[Guid, Row],
    ) -> Table:
        made = dict(rows)
        names = _moving(table)
        for document, path in turning.items():
            keys = [guid for guid, row in rows.items() if row["document_id"] == document]
            characters = self.versions[document][self.targets[document]].characters
            held = [_some(rows[key], names) for key in keys]
            for key, place in zip(keys, moved(table, held, path), strict=True):
                place = {**place, **known[key]} if key in known else place
                made[key] = self._placed(table, rows[key], place, characters)
        return made

    def _placed(self, table: str, row: Row, place: dict[str, Any], characters: int) -> Row:
        """Return a row in its new place, at least one letter long where it must have words."""
        if place["start"] >= place["end"] and table in PASSAGES:
            start = max(0, min(place["end"], place["start"], characters - 1))
            place = {**place, "start": start, "end": start + 1}
            self.clashes.append(Clash(ConflictKind.PASSAGE, table, row["guid"], "start", row))
        elif place["start"] > place["end"]:
            place = {**place, "start": place["end"]}
        return {**row, **place}


def _moving(table: str) -> tuple[str, ...]:
    return (*SPANS[table], *(_LISTS if table == "decision" else ()))


def _some(row: Row, names: Iterable[str]) -> dict[str, Any]:
    return {name: row[name] for name in names}


def part_turns(turns: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Return the turns of a text so that none begins before the one before it ends, and the rest.

    A turn of which nothing is left goes; its speech lies within it.
    """
    left: list[Row] = []
    gone: list[Row] = []
    order = sorted(turns, key=lambda turn: (turn["start"], turn["end"], turn["guid"]))
    at = 0
    for turn in order:
        start = max(turn["start"], at)
        if start >= turn["end"]:
            gone.append(turn)
            continue
        body = min(max(turn["body"], start), turn["end"])
        at = turn["end"]
        left.append(turn if (start, body) == (turn["start"], turn["body"])
                    else {**turn, "start": start, "body": body})  # fmt: skip
    return left, gone


def overlap(turns: Iterable[Row]) -> bool:
    """Tell whether turns of one text overlap, or are empty, or hold no place for their speech."""
    order = sorted(turns, key=lambda turn: (turn["start"], turn["end"]))
    return any(one["end"] > two["start"] for one, two in pairwise(order)) or any(
        not turn["start"] <= turn["body"] <= turn["end"] or turn["start"] >= turn["end"]
        for turn in order
    )


def numbered(versions: Table, current: Guid, texts: Texts) -> dict[Guid, int]:
    """Return other numbers for versions of one document, where those of two lines meet.

    The line of the current one comes last, after a gap, so that what is made from it gets the next
    number, and none stands right after one that it was not made from.
    """
    made = {guid: Version(row["number"], row["sha256"], row["characters"], row["edits"])
            for guid, row in versions.items()}  # fmt: skip
    line = line_of(made, texts.get, current)[::-1]
    given: dict[Guid, int] = {}
    others = sorted(versions.keys() - set(line), key=lambda guid: (made[guid].number, guid))
    for guid in others:
        number = made[guid].number
        given[guid] = max(given.values()) + 2 if number in given.values() else number
    elsewhere = set(given.values())
    moving = False
    for guid in line:
        highest = max(given.values(), default=0)
        last = guid == current and any(number > made[guid].number for number in elsewhere)
        if moving:
            given[guid] = highest + 1
        elif made[guid].number in elsewhere or last:
            given[guid] = max(highest, *(version.number for version in made.values())) + 2
            moving = True
        else:
            given[guid] = made[guid].number
    return {guid: number for guid, number in given.items() if number != made[guid].number}
