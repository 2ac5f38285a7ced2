"""Sets: of codes as categories, of sources as variables of documents, of notes as tags of memos."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from gtcoder.exchange.projects.refi_carried import called
from gtcoder.exchange.projects.refi_cases import Variables
from gtcoder.exchange.projects.refi_codes import CodeTree
from gtcoder.exchange.projects.refi_guids import guid_of
from gtcoder.exchange.projects.refi_intake import Intake, Said, said_of
from gtcoder.exchange.projects.refi_values import code_name, name_of, text_of
from gtcoder.exchange.projects.refi_xml import Node
from gtcoder.exchange.refi.xml import derived
from gtcoder.queries.record_words import rows_words
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import CodeLevel, CodeOrigin, MemoKind, VariableScope

Row = dict[str, Any]
GROUP = "document group"
_OF_GROUP = re.compile(r"([^:]+): (.+)")
_LOST = "what they name is not in the file, or did not come in"
_REMOVED = "they were removed in the program that wrote the file"
_COLOUR = 9  # steel, which stands back behind the colours of codes


class Sets:
    """Takes sets in; those that only picture memberships carried elsewhere are passed by."""

    def __init__(self, intake: Intake, tree: CodeTree, variables: Variables) -> None:
        self._intake, self._tree, self._variables = intake, tree, variables
        self._unnamed = intake.of_project("sets")
        self._of_categories = {
            derived(element, "members"): code for element, code in tree.by_guid.items()
        }

    def compare(self, sets: Sequence[Node]) -> None:
        """Let memberships of our own export follow the sets that picture them."""
        intake = self._intake
        rows = intake.carried.get("membership", [])
        there = {node.guid: node for node in sets if node.tag == "Set"}
        if rows and not there:
            intake.report.tell(
                "no Sets are in the file any more: what our own export told of them holds",
                rows_words("membership"),
            )
        elif rows:
            codes = intake.drafts.rows().tables.get("code", {})
            names = dict(zip(codes.get("guid", ()), codes.get("name", ()), strict=True))
            for category in dict.fromkeys(row["category_id"] for row in rows):
                mine = [row for row in rows if row["category_id"] == category]
                node = there.get(derived(category, "members"))
                if node is not None:
                    self._compare_one(node, mine, names.get(category, ""))
                elif category in names:
                    gone = "sets of codes are gone from the file; their codes stay where they were"
                    intake.report.tell(gone, names[category])

    def _compare_one(self, node: Node, mine: Sequence[Row], name: str) -> None:
        """Take over which codes a set has; its category keeps its name."""
        intake, category = self._intake, mine[0]["category_id"]
        before = {row["code_id"]: row for row in mine}
        written = dict.fromkeys(guid_of(each.get("targetGUID") or each.get("guid"))
                                for each in node.all("MemberCode"))  # fmt: skip
        new = [intake.one(guid, "code_id") for guid in written if guid not in before]
        intake.report.skip("codes of sets", _LOST, sum(code is None for code in new))
        rows = intake.carried["membership"]
        gone = [row for code, row in before.items() if code not in written]
        intake.carried["membership"] = [row for row in rows if row not in gone]
        intake.report.skip(rows_words("membership"), _REMOVED, len(gone))
        last = max(row.get("rank", 0) for row in mine)
        for rank, code in enumerate((each for each in new if each not in (None, category)), 1):
            guid = derived(category, f"member {code.hex()}")
            intake.carried["membership"].append(
                {"guid": guid, "code_id": code, "category_id": category, "rank": last + rank}
            )
        if name and called(node, name) != name:
            intake.report.tell("sets are not called as the category whose further members they "
                               "show; its own name holds", node.get("name"))  # fmt: skip

    def take(self, sets: Sequence[Node]) -> None:
        """Take in the sets."""
        for place, node in enumerate(each for each in sets if each.tag == "Set"):
            said = said_of(node)
            name = name_of(node.get("name"), "Set without a name")
            if self._intake.is_picture(node, said):
                self._sources(node, name)
                self._notes(node, name)
                continue
            if not any(child.tag.startswith("Member") for child in node.children):
                self._intake.report.skip("sets", "nothing is in them")
            if not self._codes(node, said, name, place):
                owner = node.guid or derived(self._unnamed, name)
                self._intake.comment(owner, f"Set: {name}", said.plain, MemoKind.METHODOLOGICAL)
            self._sources(node, name)
            self._notes(node, name)

    def _members(self, node: Node, tag: str, column: str, what: str) -> list[Guid]:
        """Return the rows that members became, each once; the others are told."""
        intake = self._intake
        written = [each.get("targetGUID") or each.get("guid") for each in node.all(tag)]
        found = [intake.one(guid_of(guid), column) if guid else None for guid in written]
        lost = sum(guid is None for guid in found)
        intake.report.skip(what, _LOST, lost)
        return list(dict.fromkeys(guid for guid in found if guid is not None))

    def _codes(self, node: Node, said: Said, name: str, place: int) -> bool:
        """Take in a set of codes, description and all; tell whether it is one."""
        members = self._members(node, "MemberCode", "code_id", "codes of sets")
        if not members:
            return False
        intake = self._intake
        category = self._of_categories.get(node.guid or b"")
        if category is None:
            category = self._category(node, said, name, place)
            intake.report.came("sets of codes, as categories")
            intake.report.tell("sets of codes became categories, their codes further members",
                               name)  # fmt: skip
        for rank, code in enumerate(each for each in members if each != category):
            intake.add("membership", derived(category, f"member {code.hex()}"), code_id=code,
                       category_id=category, rank=rank)  # fmt: skip
        return True

    def _category(self, node: Node, said: Said, name: str, place: int) -> Guid:
        intake = self._intake
        taken = self._tree.beside(None)
        called = code_name(name, name)
        if called in taken:
            called = f"{called} (set)"
        made = intake.add(
            "code", node.guid, name=self._tree.free_name(None, called), parent_id=None,
            level=CodeLevel.AXIAL, origin=CodeOrigin.IMPORTED, definition=text_of(said.plain),
            colour=_COLOUR, position=len(taken) + place, created_at=intake.when,
        )  # fmt: skip
        intake.became(node.guid, "code_id", made)
        return made

    def _sources(self, node: Node, name: str) -> None:
        documents = self._members(node, "MemberSource", "document_id", "sources of sets")
        if not documents:
            return
        grouped = _OF_GROUP.fullmatch(name)
        variable, value = (grouped[1].strip(), grouped[2].strip()) if grouped else (GROUP, name)
        known = self._variables.named(variable, VariableScope.DOCUMENT)
        for document in documents:
            self._variables.set(known, (VariableScope.DOCUMENT, document), value)
        self._intake.report.came("sets of sources, as variables of documents")
        self._intake.report.tell(
            "sets of sources became values of document variables (“document group”, or the name "
            "before a colon)",
            name,
        )

    def _notes(self, node: Node, name: str) -> None:
        memos = self._members(node, "MemberNote", "other_memo_id", "notes of sets")
        for memo in memos:
            self._intake.add("memo_tag", derived(memo, f"tag {name}"), memo_id=memo, name=name)
        if memos:
            self._intake.report.came("sets of notes, as tags of memos")


def keep_description(intake: Intake, project: Node, said: Said) -> None:
    """Keep what the project's description says as a memo on the study.

    Its title says when the project was begun: another may have the same name.
    """
    written = project.get("creationDateTime")
    begun = intake.moments[written] if written else None
    title = " ".join((project.get("name"), f"({begun:%Y-%m-%d})" if begun else ""))
    owner = intake.of_project("description")
    intake.comment(owner, name_of(title, ""), said.plain, MemoKind.METHODOLOGICAL)
