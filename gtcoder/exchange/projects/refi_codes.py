"""The tree of codes; folders that cannot be applied become codes as well."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from gtcoder.exchange.free_names import FreeNames
from gtcoder.exchange.projects.refi_intake import Intake, Thing, said_of
from gtcoder.exchange.projects.refi_values import code_name, colour_of, name_of, text_of
from gtcoder.exchange.projects.refi_xml import Node
from gtcoder.exchange.refi.code_texts import FIELDS, read_texts, without_attributes
from gtcoder.exchange.refi.packed import completed
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import AttributeKind, CodeLevel, CodeOrigin

_COLOURS = 20
_BY_ELEMENT = ("guid", "name", "parent_id", "colour", *FIELDS)
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)?|[.,]\d+)")


class CodeTree:
    """Takes codes in; siblings of one name get numbers."""

    def __init__(self, intake: Intake) -> None:
        self._names: dict[Guid | None, FreeNames] = {}
        self.by_guid: dict[Guid, Guid] = {}
        self._intake = intake
        self._made = 0

    def take(self, codes: list[Node]) -> None:
        """Make a code of each node, and of each below it."""
        self._below(None, codes)

    def _below(self, parent: Guid | None, codes: Sequence[Node]) -> None:
        listed = [code for code in codes if code.tag == "Code"]
        for position, code in enumerate(listed):
            made = self._take_one(parent, code, position)
            self._below(made, code.children)

    def _take_one(self, parent: Guid | None, node: Node, position: int) -> Guid:
        intake = self._intake
        said = said_of(node)
        stored = intake.stored("code", node.guid, said)
        values = self._values(node, stored, said.plain)
        if stored:
            self._take_edited(node.guid, said.plain)
        name = node.get("name") if stored else code_name(node.get("name"), "")
        name = name if name_of(name, "") else "Code without a name"
        if not stored.get("retired"):
            name = self.free_name(parent, name)
        self._made += 1
        told = {column: each for column, each in stored.items() if column not in _BY_ELEMENT}
        row = completed("code", {"position": position, **values}, told)
        made = intake.add("code", node.guid, name=name, parent_id=parent, **row)
        intake.report.came("codes")
        if node.guid is not None:
            self.by_guid.setdefault(node.guid, made)
        intake.became(node.guid, "code_id", made)
        intake.note_refs(node, Thing("code_id", made))
        if "::" in name and not stored:
            intake.report.tell("names of codes that hold “::” were kept as they are", name)
        if node.get("isCodable").strip() in ("false", "0") and not stored:
            intake.report.tell(
                "folders of codes, which cannot be applied where they come from, became codes",
                name,
            )
        return made

    def _values(self, node: Node, stored: dict[str, Any], plain: str) -> dict[str, Any]:
        """Return colour and texts of a code, with what a code of another program begins with."""
        said = colour_of(node.get("color"))
        if node.get("color") and said is None:
            self._intake.report.tell("colours of codes that cannot be read were chosen anew")
        kept = stored.get("colour", 0 if stored and said is None else None)
        colour = said or (kept if kept is not None else self._made % _COLOURS + 1)
        lines = self._intake.attributes.get(node.guid or b"", ())
        texts = read_texts(plain, stored, lines) if stored else {"definition": text_of(plain)}
        return {
            "colour": colour,
            "level": CodeLevel.OPEN,
            "origin": CodeOrigin.IMPORTED,
            "created_at": self._intake.when,
            **texts,
        }

    def _take_edited(self, code: Guid | None, plain: str) -> None:
        """Take the values of attributes that were edited in the lines of a description."""
        intake = self._intake
        _, edited = without_attributes(plain, intake.attributes.get(code or b"", ()))
        if not edited:
            return
        attributes = {row["guid"]: row for row in intake.carried["attribute"]}
        for row in intake.carried["attribute_value"]:
            attribute = attributes.get(row["attribute_id"], {"name": ""})
            value = edited.get(attribute["name"]) if row["code_id"] == code else None
            if value is not None and _may_be(attribute, value):
                row["value"] = value
            elif value is not None:
                intake.report.tell(
                    "values of attributes that were edited into none of theirs stayed as they were",
                    attribute["name"],
                )

    def free_name(self, parent: Guid | None, name: str) -> str:
        """Return a name that no other code in the same place has; a taken one gets a number."""
        free = self.beside(parent).take(name)
        if free != name:
            self._intake.report.tell("codes beside another one of their name got a number", free)
        return free

    def beside(self, parent: Guid | None) -> FreeNames:
        """Return the names of the codes in one place."""
        return self._names.setdefault(parent, FreeNames(any_case=True))


def _may_be(attribute: Mapping[str, Any], value: str) -> bool:
    """Tell whether an attribute may have a value."""
    kind = attribute.get("kind")
    if kind == AttributeKind.NUMBER:
        return _NUMBER.fullmatch(value) is not None
    if kind == AttributeKind.CHOICE:
        return value in attribute.get("choices", ())
    return bool(value)
