"""Cases and variables: persons, values of documents and of persons, attributes of codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gtcoder.exchange.free_names import FreeNames
from gtcoder.exchange.projects.refi_extras import told_rows
from gtcoder.exchange.projects.refi_intake import Intake, Said, Thing, said_of, target_of
from gtcoder.exchange.projects.refi_texts import Document
from gtcoder.exchange.projects.refi_values import name_of, text_of
from gtcoder.exchange.projects.refi_xml import Node
from gtcoder.exchange.refi.xml import derived
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import MemoKind, VariableScope

_NVIVO_PREFIX = "Cases:"
_BETWEEN = "; "
_VALUES = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue",
           "DateTimeValue")  # fmt: skip
Owner = tuple[VariableScope, Guid]


class Variables:
    """The variables of a project, made when a document or person has a value of one."""

    def __init__(self, intake: Intake, nodes: Sequence[Node]) -> None:
        self._intake = intake
        self._nodes: dict[Guid, Node] = {}
        self._said: dict[Guid, Said] = {}
        self._rows: dict[tuple[Guid, VariableScope], Guid] = {}
        self._names: dict[VariableScope, FreeNames] = {}
        self._values: dict[tuple[Guid, Guid], tuple[list[str], Guid | None, Owner]] = {}
        self.attributes: dict[Guid, Guid] = {}
        for node in nodes:
            if node.guid is not None:
                self._nodes.setdefault(node.guid, node)
                self._said.setdefault(node.guid, said_of(node))

    def take(self) -> None:
        """Make the variables that our own export tells of, and attributes of earlier files."""
        for guid, said in self._said.items():
            name = name_of(self._nodes[guid].get("name"), "Variable without a name")
            if "attribute" in said.extra:
                self.attributes[guid] = self._intake.add(
                    "attribute", guid, said.extra["attribute"], name=name
                )
                continue
            scope = self._intake.stored("variable", guid, said).get("scope")
            if scope in set(VariableScope):
                self._row(guid, VariableScope(scope))

    def finish(self, usual: VariableScope) -> None:
        """Add the values; a variable without any is kept as one of `usual`."""
        for (variable, _), (values, guid, (scope, owner)) in self._values.items():
            wanted = guid or derived(variable, f"value of {owner.hex()}")
            self._intake.add("variable_value", wanted, variable_id=variable,
                             value=_BETWEEN.join(dict.fromkeys(values)),
                             **{f"{scope}_id": owner})  # fmt: skip
            if len(set(values)) > 1:
                self._intake.report.tell("several values of one variable were put together")
        self._intake.report.came("values of variables", len(self._values))
        used = {guid for guid, _ in self._rows} | self.attributes.keys()
        for guid in self._nodes.keys() - used:
            self._row(guid, usual)
        for guid, said in self._said.items():
            title = name_of(self._nodes[guid].get("name"), "")
            self._intake.comment(guid, f"Variable: {title}", said.plain, MemoKind.METHODOLOGICAL)

    def give(self, owner: Owner, holder: Node, told: Mapping[Guid, Guid] | None = None) -> None:
        """Keep the values that an element holds as those of a document or person.

        `told` are the guids of values, by their variable, that our own export gives.
        """
        for variable, value in self.values_in(holder):
            if variable not in self._nodes:
                self._intake.report.skip("values of variables", "their variable is not in the file")
                continue
            self.set(self._row(variable, owner[0]), owner, value, (told or {}).get(variable))

    def set(self, variable: Guid, owner: Owner, value: str, guid: Guid | None = None) -> None:
        """Keep a value; several for one owner are put together in the end."""
        values, _, _ = self._values.setdefault((variable, owner[1]), ([], guid, owner))
        values.append(value)

    def values_in(self, holder: Node) -> Iterator[tuple[Guid, str]]:
        """Yield the values an element holds, with their variables; empty ones are passed by."""
        for node in holder.all("VariableValue"):
            reference = node.one("VariableRef")
            variable = None if reference is None else target_of(reference)
            said = [child.text for child in node.all(*_VALUES)]
            value = said[0] if self._intake.ours and said else text_of(_BETWEEN.join(said))
            if variable is not None and value:
                yield variable, value

    def named(self, name: str, scope: VariableScope) -> Guid:
        """Return a variable that the file has no element for, by its name."""
        key = self._intake.guids.named(f"variable {scope} {name}")
        if (key, scope) not in self._rows:
            for (guid, kind), row in self._rows.items():
                if kind is scope and guid in self._nodes and self._name(guid) == name:
                    return row
            free = self._names.setdefault(scope, FreeNames()).take(name)
            self._rows[key, scope] = self._intake.add("variable", key, name=free, scope=scope)
            self._intake.report.came("variables")
        return self._rows[key, scope]

    def _row(self, guid: Guid, scope: VariableScope) -> Guid:
        if (guid, scope) not in self._rows:
            name = self._names.setdefault(scope, FreeNames()).take(self._name(guid))
            self._rows[guid, scope] = self._intake.add("variable", guid, name=name, scope=scope)
            self._intake.report.came("variables")
        return self._rows[guid, scope]

    def _name(self, guid: Guid) -> str:
        name = self._nodes[guid].get("name")
        return name_of(name.removeprefix(_NVIVO_PREFIX), "Variable without a name")


class Cases:
    """Takes cases in: a named one is a person, an unnamed one on a source its variables."""

    def __init__(
        self, intake: Intake, variables: Variables, codes: Mapping[Guid | None, Node],
        coded: Mapping[Guid | None, set[Guid]],
    ) -> None:  # fmt: skip
        self._intake, self._variables = intake, variables
        self._codes, self._coded = codes, coded
        self._names = FreeNames()
        self.people: dict[Guid, dict[str, Guid]] = {}

    def take(self, nodes: Sequence[Node]) -> None:
        """Take in the cases."""
        for node in nodes:
            said = said_of(node)
            if "attribute_value" in said.extra:
                self._attributes(node, said)
            elif self._intake.is_picture(node, said):
                continue
            else:
                self._take_one(node, said)

    def _take_one(self, node: Node, said: Said) -> None:
        sources = [self._intake.one(target_of(each), "document_id")
                   for each in node.all("SourceRef")]  # fmt: skip
        documents = list(dict.fromkeys(guid for guid in sources if guid is not None))
        missing = len(sources) - sum(guid is not None for guid in sources)
        skip = self._intake.report.skip
        skip("sources of cases", "the source is no text or not in the file", missing)
        name = name_of(node.get("name"), "") or self._name_of_code(node)
        if not name and len(sources) == 1:
            if documents:
                self._variables.give((VariableScope.DOCUMENT, documents[0]), node)
                self._intake.report.came("cases without a name, as variables of their document")
            else:
                skip("cases", "their source is no text or not in the file")
            return
        self._person(node, said, name or "Case without a name", documents)
        if not (said.extra or self._intake.stored("participant", node.guid, said)):
            skip("passages of cases", "a person speaks in turns here, not in passages",
                 sum(1 for _ in node.all("SelectionRef")))  # fmt: skip
        skip("codes of cases", "a person has no codes here", sum(1 for _ in node.all("CodeRef")))

    def _person(self, node: Node, said: Said, name: str, documents: Sequence[Guid]) -> None:
        intake = self._intake
        free = self._names.take(name)
        guid = intake.add("participant", node.guid, name=free)
        intake.became(node.guid, "participant_id", guid)
        rows = intake.stored_rows("variable_value", "participant_id", node.guid, said, ("value",))
        told = {row["variable_id"]: row["guid"] for row in rows}
        self._variables.give((VariableScope.PARTICIPANT, guid), node, told)
        about = Thing("participant_id", guid)
        intake.comment(guid, free, said.plain, MemoKind.THEORETICAL, about)
        intake.note_refs(node, about)
        intake.report.came("cases, as participants")
        where = documents or self._coded_by(node)
        for document in where:
            self.people.setdefault(document, {})[free] = guid

    def _name_of_code(self, node: Node) -> str:
        code = self._codes.get(node.guid) if node.guid is not None else None
        return "" if code is None else name_of(code.get("name"), "")

    def _coded_by(self, node: Node) -> Sequence[Guid]:
        """Return the documents of a case that is a code as well: NVivo codes them as the case."""
        return sorted(self._coded.get(node.guid, ())) if node.guid in self._codes else ()

    def _attributes(self, node: Node, said: Said) -> None:
        """Keep the attributes of the code that earlier files of our own have as a case."""
        reference = node.one("CodeRef")
        code = self._intake.one(target_of(reference), "code_id") if reference is not None else None
        if code is None:
            return
        rows = told_rows("attribute_value", said.extra.get("attribute_value"), ("code_id", "value"))
        told: dict[Any, Guid] = {row.get("attribute_id"): row["guid"] for row in rows}
        for variable, value in self._variables.values_in(node):
            attribute = self._variables.attributes.get(variable)
            if attribute is not None:
                self._intake.add("attribute_value", told.get(variable), attribute_id=attribute,
                                 code_id=code, value=value)  # fmt: skip

    def tell(self, documents: Sequence[Document]) -> None:
        """Tell of documents that several people speak in, whose lines do not say who."""
        for document in documents:
            if len(self.people.get(document.guid, {})) > 1 and not document.said.extra:
                self._intake.report.tell(
                    "documents of several cases are tied to none, but where lines name who speaks",
                    document.name,
                )


def moved_people(
    intake: Intake, document: Document, now: Mapping[str, Guid]
) -> Mapping[Guid | None, Guid]:
    """Return who stands for whom in a document of our own export that went to another case.

    `now` are the cases that it is a source of. Where one person speaks for another, it is taken;
    what cannot be, such as a source of several, is told by name.
    """
    rows = [document.row, *told_rows("speaker", document.said.extra.get("speaker"),
                                     ("document_id",))]  # fmt: skip
    before = {row.get("participant_id") for row in rows} - {None}
    shown = before if len(before) == 1 else set()
    people = set(now.values())
    gone = not people and all(intake.one(each, "participant_id") is None for each in shown)
    if people == shown or gone or not intake.project.inside("Cases"):
        return {}
    if len(people) == 1 and len(before) <= 1:
        return {next(iter(before), None): people.pop()}
    intake.report.tell(
        "cases do not have the documents as sources that they speak in (what the study’s own rows "
        "say stands)",
        document.name,
    )
    return {}
