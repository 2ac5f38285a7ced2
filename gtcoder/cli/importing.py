"""The verb `import`: files read, shown as a proposal, and stored as one entry."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gtcoder.cli.codebook_files import add_books, add_replacing, take_books, tell_books
from gtcoder.cli.output import number_of, print_json, print_table, warn
from gtcoder.cli.parsing import WrongUsage, named_value, unique
from gtcoder.cli.performing import perform
from gtcoder.cli.progress import progress
from gtcoder.cli.study_argument import STUDY, add_coder, study_to_change, study_to_read
from gtcoder.cli.verbs import verb
from gtcoder.errors import UnreadableFile

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
        help="transcripts (txt, md, docx), tables of variables (csv, xlsx), codebooks (csv, xlsx, "
        "docx, md, html), or folders of them; the kind is found by content",
    )
    add_coder(parser, who="who does it; needed but with --dry-run", needed=False)
    parser.add_argument("--encoding", metavar="auto|NAME", default="auto", help="of plain text")
    parser.add_argument(
        "--again", action="store_true", help="take in texts that the study holds already"
    )
    parser.add_argument("--dry-run", action="store_true", help="show the proposal, store nothing")
    _add_people(parser)
    _add_variables(parser)
    add_replacing(parser)


def _add_people(parser: ArgumentParser) -> None:
    people = parser.add_argument_group("who speaks")
    people.add_argument(
        "--speakers",
        metavar="auto|none|REGEX",
        default="auto",
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
        help="a variable of these documents, such as date=2021-05-04 (may be given several times)",
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
    batch = _with_variables(options, _read(options))
    if not batch.documents and not batch.variables and not batch.books:
        raise UnreadableFile(
            "Nothing came in; the study is as it was. {why}", why=" ".join(_reasons(batch))
        )
    _warn_of_labels(options, batch)
    twins, lost = (_propose(options, batch), []) if options.dry_run else _store(options, batch)
    books = take_books(options, batch)
    rows = _rows(batch, twins)
    add_books(rows, books)
    for row in [row for row in rows if row["kind"] == "variables"][:1] or rows[:1]:
        row["warnings"] += lost
    _tell_files(options, rows, len(batch.variables) - len(lost))
    if not options.json:
        tell_books(books)


def _warn_of_labels(options: Namespace, batch: ImportBatch) -> None:
    """Say which labels of --interviewer and --who no speaker of these files has."""
    known = {speaker.label for draft in batch.documents for speaker in draft.speakers}
    asked = [*options.interviewer, *unique(options.who, "--who")]
    for label in dict.fromkeys(asked):
        if label not in known:
            there = ", ".join(sorted(known)) or "none"
            warn(f"no speaker is labelled “{label}” in these files; labels: {there}")


def _reasons(batch: ImportBatch) -> Iterator[str]:
    """Yield why each file gave nothing."""
    for report in batch.reports:
        notes = [report.error] if report.error else [str(note) for note in report.notes]
        yield f"{report.source.file}: {' '.join(notes)}"
    if not batch.reports:
        yield "There is no file in that folder."


def _read(options: Namespace) -> ImportBatch:
    from gtcoder.exchange.reading import read_files

    with progress() as watched:
        return read_files([*options.files, *options.variables], _import_options(options), watched)


def _import_options(options: Namespace) -> ImportOptions:
    from gtcoder.exchange.formats import ImportOptions

    return ImportOptions(
        speakers=options.speakers,
        participant=options.participant,
        encoding=options.encoding,
        interviewers=tuple(options.interviewer),
        who=unique(options.who, "--who"),
    )


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


def _store(options: Namespace, batch: ImportBatch) -> tuple[dict[str, str], list[str]]:
    """Store the batch; return the documents left out and why, and what of the variables was."""
    from gtcoder.actions.transcripts import add_documents

    if not batch.documents and not batch.variables:
        return {}, []
    with study_to_change(options) as project:
        stored = perform(project, add_documents, batch=batch, again=options.again).result
    twins = len(batch.documents) - len(stored.documents)
    lost = [f"variable {name} was left out: {why}" for name, why in stored.left_out[twins:]]
    return dict(stored.left_out[:twins]), lost


def _propose(options: Namespace, batch: ImportBatch) -> dict[str, str]:
    """Return the documents that would be left out as being there already, and why."""
    from gtcoder.queries.passages import documents

    options.viewer = options.coder
    with study_to_read(options) as project, project.read() as reader:
        known = {row.sha256: row.name for row in documents(reader)}
    twins: dict[str, str] = {}
    for draft in batch.documents:
        if draft.sha256 in known and not options.again:
            twins[draft.name] = f"the same text is there as “{known[draft.sha256]}”"
        known.setdefault(draft.sha256, draft.name)
    return twins


def _rows(batch: ImportBatch, twins: dict[str, str]) -> list[dict[str, Any]]:
    """Return what became of each file; drafts stand in the order of their files."""
    waiting = list(batch.documents)
    rows = []
    for report in batch.reports:
        drafts = list(takewhile(lambda draft: draft.source == report.source, waiting))  # noqa: B023
        del waiting[: len(drafts)]
        rows.append(_row(report, drafts, twins))
    return rows


def _row(report: FileReport, drafts: list[DocumentDraft], twins: dict[str, str]) -> dict[str, Any]:
    taken = [draft for draft in drafts if draft.name not in twins]
    skipped = [f"left out: {twins[draft.name]}" for draft in drafts if draft not in taken]
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
        "warnings": [*map(str, report.notes), *skipped],
        "error": report.error,
        "proposal": [_proposal(draft) for draft in drafts],
    }


def _proposal(draft: DocumentDraft) -> dict[str, Any]:
    return {
        "document": draft.name,
        "characters": len(draft.text),
        "turns": len(draft.turns),
        "participant": draft.participant,
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
        print_json({"imported": rows, "dry_run": options.dry_run})
        return
    columns = ("file", "kind", "encoding", "documents", "turns", "speakers")
    print_table(columns, [[*(row[c] for c in columns[:4]), *_people(row)] for row in rows])
    documents = number_of(sum(row["documents"] for row in rows), "document")
    values = number_of(variables, "value")
    done = "would come in" if options.dry_run else "came in"
    print(f"{documents} and {values} of variables {done}.")


def _people(row: dict[str, Any]) -> tuple[int, str]:
    speakers = [each for draft in row["proposal"] for each in draft["speakers"]]
    named = [f"{each['label']} ({each['participant'] or each['role']})" for each in speakers]
    return sum(draft["turns"] for draft in row["proposal"]), ", ".join(named)
