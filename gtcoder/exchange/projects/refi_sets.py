"""Sets: of codes as categories, of sources as variables of documents, of notes as tags of memos."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gtcoder.exchange.projects.refi_cases import Variables
from gtcoder.exchange.projects.refi_codes import CodeTree
from gtcoder.exchange.projects.refi_guids import guid_of
from gtcoder.exchange.projects.refi_intake import Intake, Said, said_of
from gtcoder.exchange.projects.refi_values import code_name, name_of, text_of
from gtcoder.exchange.projects.refi_xml import Node
from gtcoder.exchange.refi.xml import derived
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import CodeLevel, CodeOrigin, MemoKind, VariableScope

GROUP = "document group"
_OF_GROUP = re.compile(r"([^:]+): (.+)")
_COLOUR = 9  # steel, which stands back behind the colours of codes


class Sets:
    """Takes sets in; those that only picture memberships carried elsewhere are passed by."""

    def __init__(self, intake: Intake, tree: CodeTree, variables: Variables) -> None:
        self._intake, self._tree, self._variables = intake, tree, variables
        self._of_categories = {
            derived(element, "members"): code for element, code in tree.by_guid.items()
        }

    def take(self, sets: Sequence[Node]) -> None:
        """Take in the sets."""
        for place, node in enumerate(each for each in sets if each.tag == "Set"):
            said = said_of(node)
            if self._intake.is_picture(node, said):
                continue
            name = name_of(node.get("name"), "Set without a name")
            if not any(child.tag.startswith("Member") for child in node.children):
                self._intake.report.skip("sets", "nothing is in them")
                continue
            self._codes(node, said, name, place)
            self._sources(node, name)
            self._notes(node, name)

    def _members(self, node: Node, tag: str, column: str, what: str) -> list[Guid]:
        """Return the rows that members became, each once; the others are told."""
        intake = self._intake
        written = [each.get("targetGUID") or each.get("guid") for each in node.all(tag)]
        found = [intake.one(guid_of(guid), column) if guid else None for guid in written]
        lost = sum(guid is None for guid in found)
        intake.report.skip(what, "what they name is not in the file, or did not come in", lost)
        return list(dict.fromkeys(guid for guid in found if guid is not None))

    def _codes(self, node: Node, said: Said, name: str, place: int) -> None:
        members = self._members(node, "MemberCode", "code_id", "codes of sets")
        if not members:
            return
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
    """Keep what the project's description says as a memo on the study."""
    owner = intake.guids.named(f"project {project.get('name')}")
    intake.comment(owner, name_of(project.get("name"), ""), said.plain, MemoKind.METHODOLOGICAL)
