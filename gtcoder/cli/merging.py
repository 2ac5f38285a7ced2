"""Merging a colleague's copy of the study."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gtcoder.cli.output import complain, print_json, print_table, say
from gtcoder.cli.performing import perform
from gtcoder.cli.progress import progress
from gtcoder.cli.same_coder import coder_names, refuse_unknown
from gtcoder.cli.study_argument import STUDY, add_study_to_change, built_from, study_to_change
from gtcoder.cli.verbs import verb

if TYPE_CHECKING:
    from gtcoder.exchange.merging.plan import Brought, Conflict, Counted, MergePlan
    from gtcoder.store.project import OpenProject

Row = dict[str, Any]
_NOTHING_IN_COMMON = (
    "The two have no entry of their ledgers in common: what only one of them holds counts as new, "
    "and nothing as removed."
)


def _merge_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    parser.add_argument("other", metavar="OTHER", help=f"the copy, which is only read: {STUDY}")
    parser.add_argument(
        "--same-coder",
        metavar="NAME",
        action="append",
        default=[],
        help="the coder of this name is one person in both, though known by two identities",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="list what would change; nothing is stored"
    )


@verb(
    "merge-study",
    "bring a colleague's copy in, by identity and text, never by name alone; takes a lead",
    _merge_arguments,
)
def merge_study(options: Namespace) -> None:
    """Merge another copy into the study, or list what that would do."""
    from gtcoder.actions.taking_in import take_in
    from gtcoder.exchange.merging.copies import plan_copies
    from gtcoder.exchange.merging.plan import MergeOptions

    with study_to_change(options) as project, _opened(options.other) as other:
        refuse_unknown(options.same_coder, coder_names(project), coder_names(other))
        plan = plan_copies(
            project,
            other,
            MergeOptions(same_coder=tuple(options.same_coder)),
            copy=Path(options.other).name,
            ledger=not Path(options.other).is_dir(),
        )
        revision, changed = project.seen, False
        if not options.dry_run and not plan.empty:
            with progress() as watched:
                done = perform(
                    project, take_in, arrival=plan.arrival, expected_revision=plan.revision,
                    progress=watched,
                )  # fmt: skip
            revision, changed = done.revision, done.changed
    record = {**_record(plan), "dry_run": options.dry_run, "revision": revision, "changed": changed}
    if options.json:
        print_json(record)
    else:
        _tell(plan, dry=options.dry_run)
    for question in plan.questions:
        undone = "say" if options.dry_run else "undo this and say"
        complain(
            f"both have a coder “{question.name}” with an identity of their own; one of them is "
            f"“{question.other_name}” {'then' if options.dry_run else 'now'}. If they are one "
            f"person, {undone} --same-coder {shlex.quote(question.name)}"
        )


@contextmanager
def _opened(name: str) -> Iterator[OpenProject]:
    from gtcoder.store.location import parse_location
    from gtcoder.store.opening import open_study

    folder = Path(name)
    opened = built_from(folder, None) if folder.is_dir() else open_study(
        parse_location(name), None, read_only=True
    )  # fmt: skip
    with opened as other:
        yield other


def _record(plan: MergePlan) -> Row:
    base = plan.base
    return {
        "base": None if base is None else {
            "revision": base.number, "at": base.at.isoformat(), "coder": base.coder,
            "action": base.action, "theirs": base.theirs,
        },
        "documents": _things(plan.documents),
        "codes": _things(plan.codes),
        "coders": _things(plan.coders),
        "codings": _counts(plan.codings),
        "memos": _counts(plan.memos),
        "rest": {table: _counts(counted) for table, counted in plan.rest.items()},
        "conflicts": [_conflict(each) for each in plan.conflicts],
        "questions": [{"name": each.name, "other_name": each.other_name,
                       "ours": each.ours.hex(), "theirs": each.theirs.hex()}
                      for each in plan.questions],
        "notes": list(plan.notes),
    }  # fmt: skip


def _things(rows: Iterable[Brought]) -> list[Row]:
    return [{"name": each.name, "how": str(each.how), "columns": list(each.details)}
            for each in rows]  # fmt: skip


def _counts(counted: Counted) -> Row:
    return {"new": counted.new, "changed": counted.changed, "gone": counted.gone}


def _conflict(each: Conflict) -> Row:
    return {
        "kind": str(each.kind),
        "what": each.what,
        "name": each.name,
        "column": each.column,
        "ours": each.ours,
        "theirs": each.theirs,
        "kept": each.kept,
    }


def _tell(plan: MergePlan, *, dry: bool) -> None:
    from gtcoder.queries.record_words import column_words, counted_rows, table_words

    if plan.base is None:
        say(_NOTHING_IN_COMMON)
    else:
        base = plan.base
        say(f"Both hold entry {base.number} ({base.coder}, {base.at:%Y-%m-%d %H:%M}); what was "
            "done since is compared.")  # fmt: skip
    for note in plan.notes:
        say(note)
    if plan.empty:
        say("The copy holds nothing that is not here already.")
        return
    rows = [
        [kind, each.name, str(each.how), ", ".join(map(column_words, each.details))]
        for kind, things in (("document", plan.documents), ("code", plan.codes),
                             ("coder", plan.coders))
        for each in things
    ]  # fmt: skip
    work = (("coding", plan.codings), ("memo", plan.memos), *plan.rest.items())
    rows += [
        [table_words(table), counted_rows(count, table), how, ""]
        for table, counted in work
        for how, count in _counts(counted).items()
        if count
    ]
    if rows:
        print_table(("what", "which", "how", "columns"), rows)
    else:
        say("Only what was done there comes along, to be read (gtcoder history-elsewhere).")
    if plan.conflicts:
        say("")
        heads = ("conflict", "what", "which", "of it", "ours", "theirs", "stands")
        said = [
            [str(each.kind), table_words(each.what), each.name, column_words(each.column),
             each.ours, each.theirs, each.kept]
            for each in plan.conflicts
        ]  # fmt: skip
        print_table(heads, said)
    say("Nothing was stored." if dry else "One entry was made; “undo” takes all of it back.")
