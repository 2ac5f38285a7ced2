"""Tables of codings on the command line: laid over the documents that a study has already."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from gtcoder.cli.output import number_of, print_json, warn
from gtcoder.cli.parsing import WrongUsage, named_value, unique
from gtcoder.cli.performing import perform
from gtcoder.cli.progress import progress
from gtcoder.cli.study_argument import study_to_change, study_to_read

if TYPE_CHECKING:
    from gtcoder.exchange.coding_plans import CodingPlan
    from gtcoder.exchange.coding_tables import CodingTable
    from gtcoder.store.project import OpenProject


def add_coding_options(parser: ArgumentParser) -> None:
    """Add how the columns of a table of codings are meant."""
    codings = parser.add_argument_group(
        "tables of codings",
        "new codings of one's own take no lead; those of others, and new coders, do",
    )
    codings.add_argument(
        "--codings",
        action="store_true",
        help="the files are tables (csv, xlsx) of codings on documents that the study has, such as "
        "Taguette's highlights or QualCoder's report of codings",
    )
    codings.add_argument(
        "--map",
        metavar="WHAT=HEADING",
        type=named_value,
        action="append",
        default=[],
        help="which column holds what: document, code, start, end, text, occurrence, coder, memo, "
        "weight; means --codings (may be given several times)",
    )
    codings.add_argument(
        "--new-coders", action="store_true", help="add coders of the table that the study lacks"
    )
    codings.add_argument(
        "--first-place",
        action="store_true",
        help="take words that stand several times where they stand first; such rows are left out "
        "otherwise",
    )


def asks_for_codings(options: Namespace) -> bool:
    """Tell whether the files are to be read as tables of codings."""
    return bool(options.codings or options.map)


def import_codings(options: Namespace) -> None:
    """Take in each table as one entry, or show what that would do; say what became of its rows."""
    from gtcoder.exchange.coding_tables import read_coding_table
    from gtcoder.exchange.formats import AUTO

    if options.variables or options.set:
        raise WrongUsage("tables of codings come alone; import variables by themselves")
    said = unique(options.map, "--map")
    encoding = options.encoding or AUTO
    tables = [read_coding_table(path, said, encoding) for path in options.files]
    rows = [_row(table, _done(options, table)) for table in tables]
    for row in rows:
        for message in row["warnings"]:
            warn(f"{row['file']}: {message}")
    if options.json:
        print_json({"imported": rows, "dry_run": options.dry_run})
        return
    done = "would come in" if options.dry_run else "came in"
    for row in rows:
        new = [number_of(row[name], noun) for name, noun in _COUNTED.items() if row[name]]
        print(f"{row['file']}: {', '.join(new) or 'nothing'} {done}.")
        if row["known"]:
            print(f"{number_of(row['known'], 'coding')} the study has already.")
        if row["left_out"]:
            print(_fit_words(row))


_COUNTED = {"codings": "coding", "codes": "new code", "coders": "new coder", "memos": "memo"}


def _fit_words(row: dict[str, Any]) -> str:
    """Return how many rows fit, and how many do not, in a sentence."""
    fit, several = row["rows"] - row["left_out"], row["several_places"]
    out = row["left_out"] - several
    parts = [f"{number_of(fit, 'row')} {'fits' if fit == 1 else 'fit'}"]
    if several:
        parts.append(f"{several:,} {'stands' if several == 1 else 'stand'} in several places")
    if out:
        parts.append(f"{out:,} {'does' if out == 1 else 'do'} not fit")
    told = f"{', '.join(parts)}. {number_of(row['left_out'], 'row')} left out."
    return f"{told} --first-place takes the first of several places." if several else told


def _done(options: Namespace, table: CodingTable) -> CodingPlan:
    if options.dry_run:
        options.viewer = options.coder
        with study_to_read(options) as project:
            return _planned(options, project, table)[0]
    from gtcoder.actions.taking_in import take_in

    with study_to_change(options) as project:
        plan, revision = _planned(options, project, table)
        if plan.codings or plan.memos:
            with progress() as watched:
                perform(
                    project, take_in, arrival=plan.arrival, expected_revision=revision,
                    progress=watched,
                )  # fmt: skip
        return plan


def _planned(
    options: Namespace, project: OpenProject, table: CodingTable
) -> tuple[CodingPlan, int]:
    """Return what a table comes to, and the entry after which the study was as compared."""
    from gtcoder.exchange.coding_plans import plan_codings
    from gtcoder.queries.whole import whole_study
    from gtcoder.store.opening import first_lead

    with project.read() as reader:
        study, revision = whole_study(reader), reader.revision
    coder = options.coder or first_lead(project.engine)
    plan = plan_codings(
        study, table, coder=coder, new_coders=options.new_coders, first_place=options.first_place
    )
    return plan, revision


def _row(table: CodingTable, plan: CodingPlan) -> dict[str, Any]:
    return {
        "file": table.file,
        "kind": "codings",
        "encoding": table.encoding,
        "sha256": table.sha256,
        "columns": {str(column): heading for column, heading in table.columns.items()},
        "rows": len(table.rows) + len(table.faults),
        "codings": plan.codings,
        "known": plan.known,
        "memos": plan.memos,
        "codes": len(plan.codes),
        "coders": len(plan.coders),
        "new_codes": list(plan.codes),
        "new_coders": list(plan.coders),
        "left_out": plan.left_out,
        "several_places": plan.several,
        "warnings": [*map(str, table.notes), *map(str, plan.notes)],
        "error": None,
    }
