"""The verb `import`: files read, shown as a proposal, and stored as one entry."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gtcoder.cli.codebook_files import add_books, add_replacing, take_books, tell_books
from gtcoder.cli.import_options import add_reading, import_options, save_profile
from gtcoder.cli.import_proposal import Outcome, outcome, propose
from gtcoder.cli.importing_codings import add_coding_options, asks_for_codings, import_codings
from gtcoder.cli.importing_projects import (
    add_project_options,
    parted,
    show_projects,
    take_projects,
    tell_projects,
)
from gtcoder.cli.output import number_of, print_json, print_table, warn
from gtcoder.cli.parsing import WrongUsage, named_value, unique
from gtcoder.cli.performing import perform
from gtcoder.cli.progress import progress
from gtcoder.cli.study_argument import STUDY, add_coder, study_to_change
from gtcoder.cli.verbs import verb
from gtcoder.errors import InvalidInput, UnreadableFile

if TYPE_CHECKING:
    from gtcoder.batch import DocumentDraft, FileReport, ImportBatch
    from gtcoder.exchange.formats import ImportOptions


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("study", metavar="STUDY", help=STUDY)
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        type=Path,
        help="transcripts (txt, md, docx, odt, rtf, html, pdf, vtt, srt), tables of variables "
        "(csv, xlsx), codebooks (csv, xlsx, docx, md, html), folders or zips of them; projects of "
        "other tools (qdpx, qdc, QualCoder, Taguette, requal, RQDA), a study as a folder of "
        "plain text; the kind is found by content",
    )
    add_coder(parser, who="who does it; needed but with --dry-run", needed=False)
    parser.add_argument(
        "--again", action="store_true", help="take in texts that the study holds already"
    )
    parser.add_argument("--dry-run", action="store_true", help="show the proposal, store nothing")
    _add_people(parser)
    _add_variables(parser)
    add_reading(parser)
    add_replacing(parser)
    add_project_options(parser)
    add_coding_options(parser)


def _add_people(parser: ArgumentParser) -> None:
    people = parser.add_argument_group("who speaks")
    people.add_argument(
        "--speakers",
        metavar="auto|none|REGEX",
        help="how speaker turns begin; a regular expression has a group for the label",
    )
    people.add_argument(
        "--participant", metavar="NAME", help="the one person interviewed in these documents"
    )
    people.add_argument(
        "--who",
        metavar="LABEL=NAME",
        type=named_value,
        action="append",
        default=[],
        help="the participant behind a speaker label (may be given several times)",
    )
    people.add_argument(
        "--interviewer",
        metavar="LABEL",
        action="append",
        default=[],
        help="the label of somebody who asks (may be given several times)",
    )


def _add_variables(parser: ArgumentParser) -> None:
    variables = parser.add_argument_group("variables")
    variables.add_argument(
        "--set",
        metavar="NAME=VALUE",
        type=named_value,
        action="append",
        default=[],
        help="a variable of these documents, such as date=2021-05-04 (may be given several times); "
        "replaces what the study says, and names it",
    )
    variables.add_argument(
        "--variables",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="a table of them, its first column “document” or “participant”",
    )


@verb("import", "bring in transcripts, variables and codebooks", _import_arguments)
def import_(options: Namespace) -> None:
    """Read the files; store what could be read as one entry, name what could not."""
    if options.coder is None and not options.dry_run:
        raise WrongUsage("it needs --coder NAME (or --dry-run)")
    if asks_for_codings(options):
        import_codings(options)
        return
    said = import_options(options)
    projects, options.files = parted(options.files)
    brought = take_projects(options, projects)
    if projects and not options.files and not options.variables:
        show_projects(options, brought)
        return
    batch = _with_variables(options, _read(options, said))
    if not batch.documents and not batch.variables and not batch.books:
        raise UnreadableFile(
            "Nothing came in; the study is as it was. {why}", why=" ".join(_reasons(batch))
        )
    save_profile(options, said)
    _warn_of_labels(options, batch)
    found = propose(options, batch) if options.dry_run else _store(options, batch)
    if not (options.dry_run or brought or batch.books or found.values):
        _refuse_erased(batch, found.twins)
    books = take_books(options, batch)
    rows = [*brought, *_rows(batch, found.twins)]
    add_books(rows, books)
    for row in [row for row in rows if row["kind"] == "variables"][:1] or rows[:1]:
        row["warnings"] += found.lost
    _warn_of_values(rows, found)
    _tell_files(options, rows, found.values)
    if not options.json:
        tell_books(books)
        tell_projects(brought)


def _warn_of_labels(options: Namespace, batch: ImportBatch) -> None:
    """Say which labels of --interviewer and --who no speaker of these files has."""
    known = {speaker.label for draft in batch.documents for speaker in draft.speakers}
    asked = [*options.interviewer, *unique(options.who, "--who")]
    for label in dict.fromkeys(asked):
        if label not in known:
            there = ", ".join(sorted(known)) or "none"
            warn(f"no speaker is labelled “{label}” in these files; labels: {there}")


def _warn_of_values(rows: list[dict[str, Any]], found: Outcome) -> None:
    """Name every value that is another than the study had, or stays another than the file has."""
    files = {each["document"]: row for row in rows for each in row["proposal"]}
    tables = [row for row in rows if row["kind"] == "variables"] or rows
    for owner, told in found.differing:
        files.get(owner, tables[0])["warnings"].append(told)


def _reasons(batch: ImportBatch) -> Iterator[str]:
    """Yield why each file gave nothing."""
    for report in batch.reports:
        notes = [report.error] if report.error else [str(note) for note in report.notes]
        yield f"{report.source.file}: {' '.join(notes)}"
    if not batch.reports:
        yield "There is no file in that folder; name one with transcripts in it."


def _read(options: Namespace, said: ImportOptions) -> ImportBatch:
    from gtcoder.exchange.reading import read_files

    with progress() as watched:
        return read_files([*options.files, *options.variables], said, watched)


def _with_variables(options: Namespace, batch: ImportBatch) -> ImportBatch:
    """Return the batch with the variables of --set for each of its documents."""
    from gtcoder.batch import VariableDraft
    from gtcoder.vocabulary import VariableScope

    values = unique(options.set, "--set")
    more = tuple(
        VariableDraft(name, value, VariableScope.DOCUMENT, document.name)
        for document in batch.documents
        for name, value in values.items()
    )
    return replace(batch, variables=(*batch.variables, *more))


def _store(options: Namespace, batch: ImportBatch) -> Outcome:
    """Store the batch; return what became of it."""
    from gtcoder.actions.transcripts import add_documents

    if not batch.documents and not batch.variables:
        return Outcome()
    with study_to_change(options) as project:
        given = {"again": options.again, "replace": options.replace}
        stored = perform(project, add_documents, batch=batch, **given).result
    return outcome(batch, stored)


def _refuse_erased(batch: ImportBatch, twins: Mapping[str, str]) -> None:
    """Refuse where every document was left out because its text was erased for good."""
    from gtcoder.actions.transcripts import ERASED_BEFORE

    names = [draft.name for draft in batch.documents]
    if names and all(twins.get(name) == ERASED_BEFORE for name in names):
        raise InvalidInput(
            "Nothing came in; the study is as it was. What was erased from this study for good "
            "cannot come back: {names}. Import other files.",
            names=", ".join(f"“{name}”" for name in names),
        )


def _rows(batch: ImportBatch, twins: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return what became of each file; drafts stand in the order of their files."""
    from gtcoder.actions.transcripts import VARIABLES_TOO
    from gtcoder.exchange.reading import same_as

    waiting = list(batch.documents)
    same = {same_as(draft.name) for draft in waiting}
    outside = {name for name, why in twins.items() if why.endswith(VARIABLES_TOO)}
    values: dict[tuple[str, str], dict[str, str]] = {}
    for variable in batch.variables:
        if variable.scope == "document" and variable.owner in outside:
            continue
        values.setdefault((variable.scope, variable.owner), {})[variable.name] = variable.value
    rows = []
    for report in batch.reports:
        drafts = list(takewhile(lambda draft: draft.source == report.source, waiting))  # noqa: B023
        del waiting[: len(drafts)]
        rows.append(_row(report, drafts, twins, values, same))
    return rows


def _row(
    report: FileReport,
    drafts: list[DocumentDraft],
    twins: Mapping[str, str],
    values: Mapping[tuple[str, str], dict[str, str]],
    same: Container[str],
) -> dict[str, Any]:
    taken = [draft for draft in drafts if draft.name not in twins]
    skipped = [f"left out: {twins[draft.name]}" for draft in drafts if draft not in taken]
    notes = [str(note) for note in report.notes if not (skipped and note.message in same)]
    return {
        "file": report.source.file,
        "kind": report.source.kind,
        "encoding": report.source.encoding,
        "sha256": report.source.sha256,
        "documents": len(taken),
        "speakers": sum(len(draft.speakers) for draft in taken),
        "codes": 0,
        "codings": 0,
        "coders": 0,
        "warnings": [*notes, *skipped],
        "error": report.error,
        "proposal": [_proposal(draft, values) for draft in drafts],
    }


def _proposal(
    draft: DocumentDraft, values: Mapping[tuple[str, str], dict[str, str]]
) -> dict[str, Any]:
    own = values.get(("document", draft.name), {})
    return {
        "document": draft.name,
        "characters": len(draft.text),
        "turns": len(draft.turns),
        "times": sum(turn.begins is not None for turn in draft.turns),
        "marks": len(draft.marks),
        "participant": draft.participant,
        "variables": own | values.get(("participant", draft.participant or ""), {}),
        "speakers": [
            {"label": each.label, "role": each.role, "participant": each.participant}
            for each in draft.speakers
        ],
    }


def _tell_files(options: Namespace, rows: list[dict[str, Any]], variables: int) -> None:
    for row in rows:
        for message in [*row["warnings"], *([row["error"]] if row["error"] else [])]:
            warn(f"{row['file']}: {message}")
    if options.json:
        print_json({"imported": rows, "dry_run": options.dry_run, "profile": options.profile})
        return
    columns = ["file", "kind", "encoding", "documents", "turns", "speakers"]
    cells = [[*(row[c] for c in columns[:4]), *_people(row)] for row in rows]
    for name, more in (("times", _times), ("marks", _marks), ("variables", _variables)):
        if any(map(more, rows)):
            columns.append(name)
            cells = [[*row, more(found)] for row, found in zip(cells, rows, strict=True)]
    print_table(columns, cells)
    if options.profile is not None:
        print(f"Read as the profile “{options.profile}” says.")
    documents = number_of(sum(row["documents"] for row in rows), "document")
    values = number_of(variables, "value")
    done = "would come in" if options.dry_run else "came in"
    print(f"{documents} and {values} of variables {done}.")


def _people(row: dict[str, Any]) -> tuple[int, str]:
    speakers = [each for draft in row["proposal"] for each in draft["speakers"]]
    named = [f"{each['label']} ({each['participant'] or each['role']})" for each in speakers]
    return sum(draft["turns"] for draft in row["proposal"]), ", ".join(named)


def _times(row: dict[str, Any]) -> int:
    return sum(draft.get("times", 0) for draft in row["proposal"])


def _marks(row: dict[str, Any]) -> int:
    return sum(draft.get("marks", 0) for draft in row["proposal"])


def _variables(row: dict[str, Any]) -> str:
    """Return the variables of a file's documents, with their values where it gave one only."""
    found = [draft.get("variables", {}) for draft in row["proposal"]]
    if len(found) == 1:
        return ", ".join(f"{name}={value}" for name, value in found[0].items())
    return ", ".join(dict.fromkeys(name for values in found for name in values))
