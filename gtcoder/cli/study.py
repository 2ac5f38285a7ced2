"""The study as a whole: new, verify, undo, redo, label."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from gtcoder.cli.output import answer
from gtcoder.cli.parsing import WrongUsage, number
from gtcoder.cli.performing import perform
from gtcoder.cli.progress import progress
from gtcoder.cli.study_argument import (
    STUDY,
    add_json,
    add_reader,
    add_study_to_change,
    study_to_change,
    study_to_read,
)
from gtcoder.cli.verbs import verb
from gtcoder.errors import DamagedStudy

if TYPE_CHECKING:
    from gtcoder.store.ledger import Change
    from gtcoder.store.project import OpenProject


def _new_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "study", metavar="STUDY", help="a file NAME.gtc or postgresql://host/database?study=NAME"
    )
    parser.add_argument("--coder", metavar="NAME", required=True, help="the first coder, a lead")
    parser.add_argument("--title", metavar="T", help="the study's title (default: its name)")
    add_json(parser)


@verb("new", "make an empty study and its first coder (a lead)", _new_arguments)
def new(options: Namespace) -> None:
    """Make the study; it is all there or not at all."""
    from gtcoder.store.location import SUFFIX, FileLocation, parse_location
    from gtcoder.store.naming import cleaned
    from gtcoder.store.opening import create_study

    location = parse_location(options.study)
    if isinstance(location, FileLocation):
        if location.path.suffix != SUFFIX:
            raise WrongUsage(f"the file of a study ends in {SUFFIX}, as in {location.path}{SUFFIX}")
        name = location.path.stem
    else:
        name = location.study
    coder = cleaned(options.coder)
    create_study(location, coder=coder, title=options.title or name)
    record = {"study": str(location), "coder": coder, "title": options.title or name}
    answer(options, record, f"Made the study {location} with {coder} as its lead.")


def _verify_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("study", metavar="STUDY", help=STUDY)
    add_reader(parser)


@verb("verify", "prove that the study is what its ledger says", _verify_arguments)
def verify(options: Namespace) -> None:
    """Fold the ledger, compare it with the tables, check texts, spans and before-images."""
    from gtcoder.store.verify import verify as prove

    with study_to_read(options) as project, progress() as watched:
        found = prove(project, watched)
        if found.ok:
            _refuse_nobody(project)
    problems = [
        {"table": problem.table, "row": problem.row, "message": problem.message}
        for problem in found.problems
    ]
    record = {
        "ok": found.ok,
        "problems": problems,
        "digest": found.digest,
        "revision": found.revision,
    }
    lines = [*map(str, found.problems), f"digest {found.digest} at revision {found.revision}"]
    answer(options, record, "\n".join(lines))
    if not found.ok:
        raise DamagedStudy(
            "The study is not what its ledger says: {first}{more}. Nothing was touched; keep this "
            "file and go back to a copy that verifies.",
            first=found.problems[0],
            more="" if len(problems) == 1 else f" and {len(problems) - 1} more",
        )


def _refuse_nobody(project: OpenProject) -> None:
    """Refuse where a blind round asks who reads; what is damaged is told to anybody."""
    with project.read():
        pass


def _undo_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    parser.add_argument(
        "--revision",
        metavar="R",
        type=number,
        help="the entry to take back (a colleague's takes a lead), by the number that “list "
        "history --as” you gives now: entries are numbered anew when a blind round ends. Unless "
        "given, your last one",
    )


@verb("undo", "take back your last entry, or a given one", _undo_arguments)
def undo(options: Namespace) -> None:
    """Take back an entry by a new entry."""
    with study_to_change(options) as project:
        wanted = options.revision
        change = project.undo() if wanted is None else project.revert(wanted)
        _tell_revert(options, project, change, "Took back")


@verb("redo", "do again what you took back last", add_study_to_change)
def redo(options: Namespace) -> None:
    """Do again what was undone last, if nothing was done since."""
    with study_to_change(options) as project:
        _tell_revert(options, project, project.redo(), "Did again what was taken back in")


def _tell_revert(options: Namespace, project: OpenProject, change: Change, what: str) -> None:
    from gtcoder.queries.ledger import entries

    with project.read() as reader:
        entry = entries(reader, since=change.revision - 1)[0]
    record = {"revision": change.revision, "reverts": entry.reverts}
    named = entry.details.get("taken_back", "")
    answer(options, record, f"{what} entry {entry.reverts} ({named}), as entry {change.revision}.")


def _label_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    parser.add_argument("name", metavar="NAME", help="such as “axial coding” or “as submitted”")
    parser.add_argument("--note", metavar="T", default="", help="what the label stands for")


@verb("label", "name the study's state as it is now, to ask for it later", _label_arguments)
def label(options: Namespace) -> None:
    """Set a label on the present revision."""
    from gtcoder.actions.project import set_label

    with study_to_change(options) as project:
        at = project.seen
        done = perform(project, set_label, name=options.name, note=options.note)
    record = {"revision": done.revision, "label": options.name, "labelled": at}
    answer(options, record, f"The state after entry {at} is called “{options.name}”.")
