"""Whole projects on the command line: of other tools, of REFI-QDA, and studies as folders."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gtcoder.cli.output import print_json, warn
from gtcoder.cli.performing import perform
from gtcoder.cli.progress import progress
from gtcoder.cli.same_coder import refuse_unknown
from gtcoder.cli.study_argument import study_to_change, study_to_read
from gtcoder.errors import UnreadableFile

if TYPE_CHECKING:
    from gtcoder.exchange.merging.plan import Conflict, MergePlan
    from gtcoder.exchange.project_files import ForeignProject
    from gtcoder.store.project import OpenProject

_COUNTED = {"documents": "document", "codes": "code", "codings": "coding", "coders": "coder"}
_SHOWN = 20  # differences
_UNSAID = frozenset({"project", "other_guid", "entry_elsewhere", "text_version"})


def add_project_options(parser: ArgumentParser) -> None:
    """Add what can be said of a project before it is read."""
    projects = parser.add_argument_group(
        "projects of other tools",
        "a lead brings them in, and copies of the study too (merge-study)",
    )
    projects.add_argument(
        "--same-coder",
        metavar="NAME",
        action="append",
        default=[],
        help="a coder of the project who is the one of that name here, as --coder is (may be given "
        "several times)",
    )
    projects.add_argument(
        "--inside", metavar="NAME", default="", help="which project, where a file holds several"
    )
    projects.add_argument(
        "--coded-by",
        metavar="NAME",
        default="",
        help="who coded, where the project does not say (unless given, --coder)",
    )


def parted(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Return which paths are whole projects, and the others."""
    from gtcoder.exchange.project_files import project_reader

    projects = [path for path in paths if path.exists() and project_reader(path) is not None]
    return projects, [path for path in paths if path not in projects]


def take_projects(options: Namespace, paths: Sequence[Path]) -> list[dict[str, Any]]:
    """Bring in projects, each as one entry, or show what that would do; return a row for each."""
    rows = []
    for path in paths:
        try:
            rows.append(_take(options, path))
        except UnreadableFile as error:
            rows.append({**_empty(path), "error": str(error)})
    return rows


def _take(options: Namespace, path: Path) -> dict[str, Any]:
    from gtcoder.actions.taking_in import take_in
    from gtcoder.exchange.project_files import ProjectOptions, read_project

    said = ProjectOptions(coder=options.coded_by or options.coder or "", inside=options.inside)
    with progress() as watched:
        found = read_project(path, said, watched)
    if options.dry_run:
        options.viewer = options.coder
        with study_to_read(options) as project:
            return _row(options, path, found, _planned(project, options, found)[0])
    with study_to_change(options) as project:
        plan, revision = _planned(project, options, found)
        with progress() as watched:
            perform(
                project, take_in, arrival=plan.arrival, expected_revision=revision, progress=watched
            )
    return _row(options, path, found, plan)


def _planned(
    project: OpenProject, options: Namespace, found: ForeignProject
) -> tuple[MergePlan, int]:
    """Return what a project comes to, and the entry after which the study was as compared."""
    from gtcoder.exchange.arriving import planned
    from gtcoder.queries.whole import whole_study

    with project.read() as reader:
        ours, revision = whole_study(reader, history=True), reader.revision
    refuse_unknown(options.same_coder, [row["name"] for row in ours.rows("coder")])
    unsigned = options.coder is not None and not found.rows.count("project")
    oneself = [options.coder] if unsigned else []  # in a study of our own all work is signed
    names = (*oneself, *options.same_coder)
    return planned(ours, found, names, replacing=options.replace), revision


def _empty(path: Path) -> dict[str, Any]:
    return {
        "file": path.name,
        "kind": path.suffix.lower().lstrip("."),
        "encoding": "",
        "sha256": "",
        **dict.fromkeys((*_COUNTED, "speakers"), 0),
        "warnings": [],
        "error": None,
        "proposal": [],
    }


def _row(options: Namespace, path: Path, found: ForeignProject, plan: MergePlan) -> dict[str, Any]:
    """Return what a project held, what of it came in, and what did not and why."""
    new = plan.arrival.new
    return {
        **_empty(path),
        "kind": found.kind,
        "encoding": found.encoding,
        "sha256": found.sha256,
        **{name: new.count(table) for name, table in _COUNTED.items()},
        "speakers": new.count("speaker"),
        "new": _counts({table: new.count(table) for table in new.tables}),
        "changed": _counts({table: len(rows) for table, rows in plan.arrival.changed.items()}),
        "title": found.title,
        "held": {each.what: each.count for each in found.came},
        "skipped": [
            {"what": each.what, "count": each.count, "why": each.why} for each in found.skipped
        ],
        "conflicts": [_conflict(each) for each in plan.conflicts],
        "questions": [each.name for each in plan.questions],
        "warnings": [
            *map(str, found.notes),
            *plan.notes,
            *_asked(plan),
            *_unheard_of(options, found),
        ],
    }


def _counts(rows: Mapping[str, int]) -> list[str]:
    """Return in words how many rows of each kind; what only keeps account is not counted."""
    from gtcoder.queries.record_words import counted_rows

    told = {table: count for table, count in rows.items() if count and table not in _UNSAID}
    return [counted_rows(count, table) for table, count in told.items()]


def _conflict(conflict: Conflict) -> dict[str, str]:
    return {
        "kind": str(conflict.kind),
        "what": conflict.what,
        "name": conflict.name,
        "column": conflict.column,
        "ours": conflict.ours,
        "theirs": conflict.theirs,
        "kept": conflict.kept,
    }


def _asked(plan: MergePlan) -> list[str]:
    return [
        f"“{each.name}” is the name of a coder here as well; they are kept as two people, unless "
        f"--same-coder {shlex.quote(each.name)} says that they are one"
        for each in plan.questions
    ]


def _unheard_of(options: Namespace, found: ForeignProject) -> Iterator[str]:
    there = {row["name"] for row in found.rows.rows("coder")}
    for name in options.same_coder:
        if name not in there:
            yield f"it has no coder “{name}”, whom --same-coder names"


def show_projects(options: Namespace, rows: Sequence[dict[str, Any]]) -> None:
    """Print what became of projects, where nothing else was named; refuse where none was read."""
    if all(row["error"] for row in rows):
        why = " ".join(f"{row['file']}: {row['error']}" for row in rows)
        raise UnreadableFile("Nothing came in; the study is as it was. {why}", why=why)
    for row in rows:
        for message in [*row["warnings"], *([row["error"]] if row["error"] else [])]:
            warn(f"{row['file']}: {message}")
    if options.json:
        print_json({"imported": rows, "dry_run": options.dry_run})
    else:
        tell_projects(rows)


def _tell_differences(conflicts: Sequence[dict[str, str]]) -> None:
    from gtcoder.queries.record_words import column_words, table_words

    for each in conflicts[:_SHOWN]:
        column = column_words(each["column"]) if each["column"] else each["kind"]
        warn(
            f"{table_words(each['what'])} “{each['name']}”, {column}: here “{each['ours']}”, there "
            f"“{each['theirs']}”; it is “{each['kept']}” now"
        )
    more = Counter(table_words(each["what"]) for each in conflicts[_SHOWN:])
    if more:
        listed = ", ".join(f"{count} × {what}" for what, count in more.most_common())
        warn(f"… and {more.total():,} more differences ({listed}); --json lists them all")


def tell_projects(rows: Sequence[dict[str, Any]]) -> None:
    """Say in words what projects held, and what of them was left out."""
    from gtcoder.queries.record_words import counted_of

    for row in rows:
        if row["error"]:
            continue
        held = ", ".join(counted_of(count, what) for what, count in row["held"].items())
        print(f"{row['kind']} “{row['title']}”: it holds {held or 'nothing'}.")
        print(f"New here: {', '.join(row['new']) or 'nothing'}.")
        if row["changed"]:
            print(f"Changed here: {', '.join(row['changed'])}.")
        for each in row["skipped"]:
            print(f"Left out: {counted_of(each['count'], each['what'])}: {each['why']}.")
        _tell_differences(row["conflicts"])
