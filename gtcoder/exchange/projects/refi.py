"""REFI-QDA projects (.qdpx, .qde) and codebooks (.qdc) of any program, as rows of a study.

Specification: REFI-QDA Project Exchange 1.5 (2019). What programs really write differs from it and
from one another; what was assumed is told in the notes, and what has no place here in the list of
what did not come in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from gtcoder.batch import FileNote
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.project_files import (
    PROJECTS,
    ForeignProject,
    ProjectOptions,
    ProjectReader,
)
from gtcoder.exchange.projects.refi_archive import ENDINGS, RefiFile, looks_like_refi
from gtcoder.exchange.projects.refi_carried import read_carried, whole
from gtcoder.exchange.projects.refi_cases import Variables
from gtcoder.exchange.projects.refi_codes import CodeTree
from gtcoder.exchange.projects.refi_extras import told_row
from gtcoder.exchange.projects.refi_guids import Guids
from gtcoder.exchange.projects.refi_intake import Intake, said_of
from gtcoder.exchange.projects.refi_people import first_round, take_users
from gtcoder.exchange.projects.refi_pictures import tell_changed_notes
from gtcoder.exchange.projects.refi_sets import Sets, keep_description
from gtcoder.exchange.projects.refi_study import take_study
from gtcoder.exchange.projects.refi_values import Moments, name_of
from gtcoder.exchange.projects.refi_xml import Node, read_xml
from gtcoder.exchange.refi.packed import completed
from gtcoder.progress import Progress
from gtcoder.study_rows import StudyRows

_PROJECT, _CODEBOOK = "Project", "CodeBook"
_NAMESPACES = {
    _PROJECT: "urn:QDA-XML:project:1.0",
    _CODEBOOK: "urn:QDA-XML:codebook:1.0",
}


def read_refi(path: Path, options: ProjectOptions, progress: Progress) -> ForeignProject:
    """Return what a REFI-QDA file holds; raises UnreadableFile where it is none or a trap."""
    with RefiFile(path) as file:
        with file.xml() as stream:
            root = read_xml(stream, progress, file.size)
        if root.tag == _CODEBOOK:
            intake = _intake(Node(_PROJECT, root.attributes, [root]), file)
        elif root.tag == _PROJECT:
            intake = _intake(root, file)
        else:
            raise UnreadableFile(
                "Its XML begins with “{tag}” and is neither a REFI-QDA project nor a codebook. "
                "Nothing of it was taken in; export the project from its tool as REFI-QDA.",
                tag=root.tag[:60],
            )
        _tell_namespaces(intake, root)
        if root.tag == _CODEBOOK:
            _take_codebook(intake, options)
        else:
            _take_project(intake, file, options, progress)
        _tell_odd(intake)
        rows = whole(intake.rows(), intake)
        tell_changed_notes(intake, file, rows)
        return _told(intake, root, path, file.sha256, rows)


def _intake(project: Node, file: RefiFile) -> Intake:
    moments = Moments()
    said = said_of(project)
    stored = told_row("project", said.extra.get("project"))
    written = (project.get("creationDateTime"), project.get("modifiedDateTime"))
    known = [moments[each] for each in written if each and moments[each] is not None]
    told = stored.get("created_at")
    when = told if isinstance(told, datetime) else next(iter(known), None) or file.written_at
    return Intake(project, Guids(file.sha256), project.get("origin"), when, said, moments=moments)


def _take_codebook(intake: Intake, options: ProjectOptions) -> None:
    """Take in codes and sets alone."""
    take_users(intake, [], options.coder)
    tree = CodeTree(intake)
    books = list(intake.project.all(_CODEBOOK))
    tree.take([code for book in books for code in book.inside("Codes")])
    sets = [each for holder in (intake.project, *books) for each in holder.inside("Sets")]
    Sets(intake, tree, Variables(intake, [])).take(sets)


def _take_project(
    intake: Intake, file: RefiFile, options: ProjectOptions, progress: Progress
) -> None:
    file.refuse_flood(_named(intake.project.inside("Sources") + intake.project.inside("Notes")))
    read_carried(intake)
    take_users(intake, intake.project.inside("Users"), options.coder)
    round_ = first_round(intake)
    _take_title(intake)
    take_study(intake, file, round_, progress)
    keep_description(intake, intake.project, intake.said)


def _named(nodes: Iterable[Node]) -> Iterator[str]:
    """Yield the paths of texts that elements and those in them name, each as often as they do."""
    for node in nodes:
        if node.get("plainTextPath"):
            yield node.get("plainTextPath")
        yield from _named(node.children)


def _take_title(intake: Intake) -> None:
    """Keep title, settings and identity of a study of ours."""
    stored = told_row("project", intake.said.extra.get("project"))
    if "guid" in stored:
        title = name_of(intake.project.get("name"), "Study without a title")
        row = completed("project", {"title": title, "created_at": intake.when}, stored)
        intake.drafts.add("project", **row)


def _tell_namespaces(intake: Intake, root: Node) -> None:
    found = {value for name, value in root.attributes.items() if name.startswith("xmlns")}
    odd = sorted(each for each in found if "QDA-XML" in each and each != _NAMESPACES[root.tag])
    for each in odd:
        intake.report.tell("its elements are of another version than 1.0 of REFI-QDA", each)
    if not any("QDA-XML" in each for each in found):
        intake.report.tell("its elements do not say that they are REFI-QDA")


def _tell_odd(intake: Intake) -> None:
    tell = intake.report.tell
    doubled = sum(intake.guids.doubled.values())
    if doubled:
        tell(f"elements that share their guid with another one got one of their own ({doubled})")
    if intake.moments.unzoned:
        tell("dates without a time zone were taken as UTC")
    if intake.moments.unread:
        tell(f"dates that cannot be read became the project's ({intake.moments.unread})")
    coders = intake.coders
    if coders.unsigned and not intake.as_written:
        names = intake.drafts.rows().by_guid("coder")
        usual = "" if coders.usual is None else str(names[coders.usual]["name"])
        tell(f"what nobody signed was given to one coder ({coders.unsigned})", usual)
    if intake.project.get("basePath"):
        tell("the folder of the machine it was written on (basePath) is not kept")


def _told(intake: Intake, root: Node, path: Path, sha256: str, rows: StudyRows) -> ForeignProject:
    origin = name_of(intake.origin, "")
    what = "REFI-QDA project" if root.tag == _PROJECT else "REFI-QDA codebook"
    report = intake.report
    notes = report.notes()
    if root.tag == _PROJECT and not rows.count("code") and not rows.count("document"):
        notes = (*notes, FileNote("it holds neither codes nor texts"))
    return ForeignProject(
        kind=f"{what} of {origin}" if origin else what,
        title=name_of(root.get("name"), "") or name_of(path.stem, "project"),
        rows=rows,
        came=report.counts(),
        skipped=report.left_out(),
        notes=notes,
        encoding="utf-8",
        sha256=sha256,
    )


PROJECTS.add(
    "refi-qda",
    ProjectReader("refi-qda", "REFI-QDA project or codebook", ENDINGS, looks_like_refi, read_refi),
)
