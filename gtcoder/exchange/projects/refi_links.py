"""Links: between codes as relations, of notes as links of memos; the others are told."""

from __future__ import annotations

from collections.abc import Sequence

from gtcoder.exchange.projects.refi_carried import is_carried
from gtcoder.exchange.projects.refi_intake import Intake, Thing
from gtcoder.exchange.projects.refi_values import name_of
from gtcoder.exchange.projects.refi_xml import Node
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import RELATION_PRESETS

_NAMELESS = "is related to"
_PRESETS = {preset.name: preset for preset in RELATION_PRESETS}
_LINKED = {"quotation_id", "code_id", "document_id", "participant_id", "relation_id",
           "other_memo_id"}  # fmt: skip


class Links:
    """Takes links in, each kind of relation once."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        carried = intake.carried.get("relation_type", ())
        self._types = {(row["name"], row.get("directed", True)): row["guid"] for row in carried}
        self._taken = {name for name, _ in self._types}
        self._there = {(row["type_id"], row["source_id"], row["target_id"])
                       for row in intake.carried.get("relation", ())}  # fmt: skip

    def take(self, links: Sequence[Node]) -> None:
        """Take in the links."""
        for node in links:
            if node.tag == "Link" and not is_carried(self._intake, node, "relation"):
                self._take_one(node)

    def _take_one(self, node: Node) -> None:
        intake = self._intake
        origin, target = (self._ends(node, end) for end in ("originGUID", "targetGUID"))
        if not origin or not target:
            intake.report.skip("links", "one of their ends is not in the file, or did not come in")
            return
        codes = [self._one(end, "code_id") for end in (origin, target)]
        memos = [self._one(end, "other_memo_id") for end in (origin, target)]
        if codes[0] is not None and codes[1] is not None:
            self._relate(node, codes[0], codes[1])
        elif memos[0] is not None or memos[1] is not None:
            about, guid = (target, node.get("originGUID"))
            if memos[0] is None:
                about, guid = origin, node.get("targetGUID")
            self._link_memo(guid, about)
        else:
            kinds = " and ".join(sorted({_words(origin), _words(target)}))
            intake.report.skip("links", f"gtcoder relates codes only, these join {kinds}")

    def _ends(self, node: Node, end: str) -> list[Thing]:
        guid = Node("", {"guid": node.get(end)}).guid
        return self._intake.things.get(guid, []) if guid is not None else []

    def _one(self, things: Sequence[Thing], column: str) -> Guid | None:
        return next((thing.guid for thing in things if thing.column == column), None)

    def _link_memo(self, note: str, about: Sequence[Thing]) -> None:
        guid = Node("", {"guid": note}).guid
        linked = [thing for thing in about if thing.column in _LINKED]
        if guid is not None and linked:
            self._intake.noted.setdefault(guid, []).append(linked[0])
            self._intake.report.came("links of notes, as links of memos")

    def _relate(self, node: Node, source: Guid, target: Guid) -> None:
        intake = self._intake
        if source == target:
            intake.report.skip("links", "a code is not related to itself")
            return
        name = name_of(node.get("name"), _NAMELESS)
        kind = self._kind(name, directed=node.get("direction") == "OneWay")
        type_id, directed = kind
        ends = (type_id, source, target)
        if ends in self._there or (not directed and (type_id, target, source) in self._there):
            intake.report.skip("links", "the same two codes are linked the same way already")
            return
        self._there.add(ends)
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
            self._types[name, directed] = self._intake.add(
                "relation_type",
                self._intake.guids.named(f"relation type {free} {directed}"),
                name=free,
                inverse=inverse,
                directed=directed,
                acyclic=fitting.acyclic if fitting else False,
                meaning=fitting.meaning if fitting else "",
            )
        return self._types[name, directed], directed


def _words(things: Sequence[Thing]) -> str:
    kinds = {"quotation_id": "passages", "code_id": "codes", "document_id": "documents",
             "participant_id": "cases", "relation_id": "links"}  # fmt: skip
    return kinds.get(things[0].column, "other things")
