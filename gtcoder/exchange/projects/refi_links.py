"""Links: between codes as relations, of notes as links of memos; the others are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from gtcoder.exchange.projects.refi_carried import called, is_carried
from gtcoder.exchange.projects.refi_intake import Intake, Thing
from gtcoder.exchange.projects.refi_values import name_of
from gtcoder.exchange.projects.refi_xml import Node
from gtcoder.exchange.refi.xml import derived
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import RELATION_PRESETS

Row = dict[str, Any]
_MOST_TOLD = 30
_NAMELESS = "is related to"
_PRESETS = {preset.name: preset for preset in RELATION_PRESETS}
_LINKED = {"quotation_id", "code_id", "document_id", "participant_id", "relation_id",
           "other_memo_id"}  # fmt: skip


class Links:
    """Takes links in, each kind of relation once."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._left: list[Node] = []
        self._changed: list[Node] = []
        carried = intake.carried.get("relation_type", ())
        self._types = {(row["name"], row.get("directed", True)): row["guid"] for row in carried}
        self._taken = {name for name, _ in self._types}
        self._there = {(row["type_id"], row["source_id"], row["target_id"])
                       for row in intake.carried.get("relation", ())}  # fmt: skip

    def compare(self, links: Sequence[Node]) -> None:
        """Let relations of our own export say what their links say; another program may have
        changed them."""
        rows = {row["guid"]: row for row in self._intake.carried.get("relation", ())}
        kinds = {row["guid"]: row for row in self._intake.carried.get("relation_type", ())}
        for node in links:
            row = rows.get(node.guid or b"") if node.tag == "Link" else None
            if row is not None and row["type_id"] in kinds:
                self._compare_one(node, row, kinds[row["type_id"]])

    def _compare_one(self, node: Node, row: Row, kind: Row) -> None:
        directed, said = kind.get("directed", True), node.get("direction")
        name, one_way = called(node, kind["name"]), said == "OneWay" if said else directed
        before = (row["source_id"], row["target_id"])
        ends = tuple(self._code(node, end, before) for end in ("originGUID", "targetGUID"))
        alike = (name, one_way) == (kind["name"], directed)
        if alike and (ends == before or (not directed and ends == before[::-1])):
            return
        source, target = ends
        if source is None or target is None or source == target:
            self._changed.append(node)
            return
        type_id = row["type_id"] if alike else self._kind(name, directed=one_way)[0]
        self._there.discard((row["type_id"], *before))
        if self._is_there(type_id, source, target, directed=one_way):
            self._changed.append(node)
            type_id, (source, target) = row["type_id"], before
        row.update(type_id=type_id, source_id=source, target_id=target)
        self._there.add((type_id, source, target))

    def _code(self, node: Node, end: str, before: tuple[Guid, Guid]) -> Guid | None:
        """Return the code at an end; one that was there before, even if it is gone."""
        guid = Node("", {"guid": node.get(end)}).guid
        return guid if guid in before else self._intake.one(guid, "code_id")

    def _is_there(self, type_id: Guid, source: Guid, target: Guid, *, directed: bool) -> bool:
        ends = (type_id, source, target)
        return ends in self._there or (not directed and (type_id, target, source) in self._there)

    def take(self, links: Sequence[Node]) -> None:
        """Take in the links; of those that stay behind the report says what they joined."""
        for node in links:
            if node.tag == "Link" and not is_carried(self._intake, node, "relation"):
                self._take_one(node)
        self._tell("links that did not come in", self._left)
        self._tell(
            "links that another program changed into what gtcoder cannot relate, or has already "
            "(what the study’s own rows say stands)",
            self._changed,
        )

    def _tell(self, what: str, links: Sequence[Node]) -> None:
        if links:
            told = "; ".join(map(self._words, links[:_MOST_TOLD]))
            more = len(links) - _MOST_TOLD
            self._intake.report.tell(f"{what}: {told}" + (f" and {more} more" if more > 0 else ""))

    def _take_one(self, node: Node) -> None:
        origin, target = (self._ends(node, end) for end in ("originGUID", "targetGUID"))
        if not origin or not target:
            self._leave(node, "one of their ends is not in the file, or did not come in")
            return
        codes = [self._one(end, "code_id") for end in (origin, target)]
        memos = [self._one(end, "other_memo_id") for end in (origin, target)]
        if codes[0] is not None and codes[1] is not None:
            self._relate(node, codes[0], codes[1])
        elif memos[0] is not None or memos[1] is not None:
            about, guid = (target, node.get("originGUID"))
            if memos[0] is None:
                about, guid = origin, node.get("targetGUID")
            self._link_memo(node, guid, about)
        else:
            kinds = " and ".join(sorted({_words(origin), _words(target)}))
            self._leave(node, f"gtcoder relates codes only, these join {kinds}")

    def _leave(self, node: Node, why: str) -> None:
        self._intake.report.skip("links", why)
        self._left.append(node)

    def _words(self, node: Node) -> str:
        """Return a link as text: what it joined, as far as that came in, and its name."""
        ends = (self._name(self._ends(node, end)) for end in ("originGUID", "targetGUID"))
        return f"“{name_of(node.get('name'), _NAMELESS)}” ({' → '.join(ends)})"

    def _name(self, things: Sequence[Thing]) -> str:
        named = (self._names[thing.guid] for thing in things if thing.guid in self._names)
        return next(named, _words(things).removesuffix("s") if things else "not in the file")

    @cached_property
    def _names(self) -> Mapping[Guid, str]:
        rows = self._intake.drafts.rows()
        return {row["guid"]: str(row["name"]) for table in ("code", "document", "participant")
                for row in rows.rows(table)}  # fmt: skip

    def _ends(self, node: Node, end: str) -> list[Thing]:
        guid = Node("", {"guid": node.get(end)}).guid
        return self._intake.things.get(guid, []) if guid is not None else []

    def _one(self, things: Sequence[Thing], column: str) -> Guid | None:
        return next((thing.guid for thing in things if thing.column == column), None)

    def _link_memo(self, node: Node, note: str, about: Sequence[Thing]) -> None:
        guid = Node("", {"guid": note}).guid
        linked = [thing for thing in about if thing.column in _LINKED]
        if guid is not None and linked:
            self._intake.noted.setdefault(guid, []).append(linked[0])
            self._intake.report.came("links of notes, as links of memos")
        else:
            self._leave(node, f"gtcoder links no memos to {_words(about)}")

    def _relate(self, node: Node, source: Guid, target: Guid) -> None:
        intake = self._intake
        if source == target:
            self._leave(node, "a code is not related to itself")
            return
        name = name_of(node.get("name"), _NAMELESS)
        type_id, directed = self._kind(name, directed=node.get("direction") == "OneWay")
        if self._is_there(type_id, source, target, directed=directed):
            intake.report.skip("links", "the same two codes are linked the same way already")
            return
        self._there.add((type_id, source, target))
        made = intake.add("relation", node.guid, type_id=type_id, source_id=source,
                          target_id=target)  # fmt: skip
        intake.became(node.guid, "relation_id", made)
        intake.joined[made] = {source, target}
        intake.note_refs(node, Thing("relation_id", made))
        intake.report.came("links between codes, as relations")

    def _kind(self, name: str, *, directed: bool) -> tuple[Guid, bool]:
        """Return the kind of relation of a name that is directed or not; made when first met."""
        if (name, directed) not in self._types:
            free = name
            if free in self._taken:
                free = f"{name} ({'one way' if directed else 'both ways'})"
            self._taken.add(free)
            preset = _PRESETS.get(free)
            fitting = preset if preset is not None and preset.directed == directed else None
            inverse = fitting.inverse if fitting else "" if directed else free
            guid = self._intake.guids.named(f"relation type {free} {directed}")
            while guid in self._intake.carried_guids.get("relation_type", ()):
                guid = derived(guid, "another")
            self._types[name, directed] = self._intake.add(
                "relation_type",
                guid,
                name=free,
                inverse=inverse,
                directed=directed,
                acyclic=fitting.acyclic if fitting else False,
                meaning=fitting.meaning if fitting else "",
            )
        return self._types[name, directed], directed


def _words(things: Sequence[Thing]) -> str:
    kinds = {"quotation_id": "passages", "code_id": "codes", "document_id": "documents",
             "participant_id": "cases", "relation_id": "links",
             "other_memo_id": "memos"}  # fmt: skip
    return kinds.get(things[0].column, "other things")
