"""The whole of a project in the order in which one thing needs the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gtcoder.exchange.projects.refi_archive import RefiFile
from gtcoder.exchange.projects.refi_carried import take_carried
from gtcoder.exchange.projects.refi_cases import Cases, Variables
from gtcoder.exchange.projects.refi_codes import CodeTree
from gtcoder.exchange.projects.refi_codings import Passages, written
from gtcoder.exchange.projects.refi_drawn import Drawn
from gtcoder.exchange.projects.refi_extras import told_rows
from gtcoder.exchange.projects.refi_graphs import Graphs
from gtcoder.exchange.projects.refi_intake import Intake
from gtcoder.exchange.projects.refi_links import Links
from gtcoder.exchange.projects.refi_memos import Memos
from gtcoder.exchange.projects.refi_offsets import Counting, Judgement, judge, usual_counting
from gtcoder.exchange.projects.refi_sets import Sets
from gtcoder.exchange.projects.refi_sources import text_sources
from gtcoder.exchange.projects.refi_texts import Document, take_texts
from gtcoder.exchange.projects.refi_turns import take_document_rows
from gtcoder.exchange.projects.refi_xml import Node, each_below
from gtcoder.progress import Progress
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import VariableScope


def take_study(intake: Intake, file: RefiFile, round_: Guid, progress: Progress) -> None:
    """Take in codes, texts, passages, people, memos, sets, links and graphs."""
    project = intake.project
    books = list(project.all("CodeBook"))
    codes = [code for book in books for code in book.inside("Codes")]
    tree = CodeTree(intake)
    tree.take(codes)
    documents = take_texts(intake, file, text_sources(intake))
    passages = _take_passages(intake, documents, tree, round_, progress)
    variables = Variables(intake, project.inside("Variables"))
    variables.take()
    people = _take_people(intake, variables, documents, passages, codes)
    take_document_rows(intake, documents, people, passages.counting)
    sets = [each for holder in (project, *books) for each in holder.inside("Sets")]
    groups, links = Sets(intake, tree, variables), Links(intake)
    groups.compare(sets)
    Drawn(intake).compare(project.inside("Graphs"))
    links.compare(project.inside("Links"))
    take_carried(intake, {document.guid for document in documents if document.changed})
    notes = [node for node in project.inside("Notes") if node.tag == "Note"]
    memos = Memos(intake, file, documents, passages)
    memos.announce(notes)
    links.take(project.inside("Links"))
    Graphs(intake).take(project.inside("Graphs"))
    memos.take()
    memos.link()
    groups.take(sets)
    persons = VariableScope.PARTICIPANT if project.inside("Cases") else VariableScope.DOCUMENT
    variables.finish(persons)
    passages.finish()


def _take_passages(
    intake: Intake, documents: Sequence[Document], tree: CodeTree, round_: Guid, progress: Progress
) -> Passages:
    """Take in the passages, counted as the texts bear out."""
    counting = _counting(intake, documents)
    by_selection = intake.from_tool("nvivo")
    passages = Passages(
        intake, tree.by_guid, round_, counting, _wanted(intake.project), by_selection
    )
    for done, document in enumerate(documents):
        progress.step(done, len(documents), "placing passages")
        passages.take(document)
    if by_selection and passages.codings:
        intake.report.tell(
            "who coded and when was taken from the passages: NVivo writes on each coding the "
            "person and time of the code"
        )
    return passages


def _counting(intake: Intake, documents: Sequence[Document]) -> Counting:
    """Return what positions count, and tell where that is not beyond doubt."""
    if intake.as_written:
        return Counting(utf16=intake.said.extra.get("offsets") == "utf-16")
    texts = [written(document, part) for document in documents for part in document.source.parts]
    judgement = judge(texts, usual_counting(intake.origin))
    _tell_counting(intake, judgement, any(text.layout.doubtful for text in texts))
    return judgement.counting


def _tell_counting(intake: Intake, found: Judgement, doubtful: bool) -> None:
    if found.counting != found.usual:
        intake.report.tell(
            f"positions were taken as {found.counting.told()}: so {found.met} of {found.of} of "
            f"them fall on the edge of a word, and {found.usual_met} as this program is known to "
            f"count ({found.usual.told()})"
        )
    elif doubtful:
        intake.report.tell(
            f"positions were taken as {found.counting.told()}: {found.met} of {found.of} of them "
            "fall on the edge of a word"
        )


def _wanted(project: Node) -> frozenset[Guid]:
    """Return the guids that links and graphs name, so that passages among them are remembered."""
    found: set[Guid | None] = set()
    for link in project.inside("Links"):
        found |= {Node("", {"guid": link.get(end)}).guid for end in ("originGUID", "targetGUID")}
    for container in project.all("Graphs"):
        for vertex in each_below(container, "Vertex"):
            found.add(Node("", {"guid": vertex.get("representedGUID")}).guid)
    return frozenset(guid for guid in found if guid is not None)


def _take_people(
    intake: Intake,
    variables: Variables,
    documents: Sequence[Document],
    passages: Passages,
    codes: Sequence[Node],
) -> Mapping[Guid, Mapping[str, Guid]]:
    """Take in cases and the values of documents; return the people of each document by name."""
    for document in documents:
        packed = document.said.extra.get("variable_value")
        rows = told_rows("variable_value", packed, ("value",))
        told = {row["variable_id"]: row["guid"] for row in rows}
        for each in document.source.elements:
            variables.give((VariableScope.DOCUMENT, document.guid), each, told)
    nodes = [node for node in intake.project.inside("Cases") if node.tag == "Case"]
    named = {code.guid: code for top in codes for code in (top, *each_below(top, "Code"))}
    both = {node.guid for node in nodes} & named.keys()
    cases = Cases(intake, variables, named, _documents_coded(intake, passages, both))
    cases.take(nodes)
    cases.tell(documents)
    return cases.people


def _documents_coded(
    intake: Intake, passages: Passages, elements: set[Guid | None]
) -> Mapping[Guid | None, set[Guid]]:
    """Return the documents that codes were given in, for the codes that are cases as well."""
    wanted = {intake.one(element, "code_id"): element for element in elements}
    if not wanted:
        return {}
    document = {guid: of for guid, of, *_ in passages.quotations}
    found: dict[Guid | None, set[Guid]] = {}
    for _, quotation, code, *_ in passages.codings:
        if code in wanted:
            found.setdefault(wanted[code], set()).add(document[quotation])
    return found
