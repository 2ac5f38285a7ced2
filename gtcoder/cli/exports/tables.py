"""One table of the study as a file: codebook, quotations, codings, memos."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from gtcoder.cli.exports.kinds import Exported, ExportKind
from gtcoder.cli.files import add_raw, write_table
from gtcoder.cli.output import number_of
from gtcoder.cli.progress import progress
from gtcoder.cli.study_argument import reader_of
from gtcoder.errors import InvalidInput

if TYPE_CHECKING:
    from gtcoder.reports.base import Report
    from gtcoder.store.reader import Reader

# A table by its name on the command line: the report that makes it.
TABLES = {
    "codebook": "codebook-in-full",
    "quotations": "quotations",
    "codings": "quotations",
    "memos": "memos",
}
_CODING = ("document", "start", "end", "code", "coder", "round", "origin", "weight", "text")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--table",
        choices=list(TABLES),
        help="which table goes into a file (unless given, the one that FILE is named after, such "
        "as codebook.docx, or else quotations)",
    )
    add_raw(parser)


def _fits(options: Namespace, out: Path) -> bool:
    return True


def _write(options: Namespace, out: Path) -> Exported:
    _refuse_unknown(out)
    named = next((name for name in TABLES if name in out.stem.casefold()), "quotations")
    table = options.table or named
    with reader_of(options) as reader:
        made = _made(reader, table)
        lost = _left_out(reader, table, made)
    others = ", ".join(name for name in TABLES if name not in (table, "quotations"))
    all_else = f"all but the table {table} ({others}, theory, ledger)"
    return Exported([write_table(made, out, raw=options.raw)], [*lost, all_else])


def _refuse_unknown(out: Path) -> None:
    """Refuse a file whose ending nothing is written to, with all endings there are."""
    from gtcoder.exchange import writing  # noqa: F401  (its exporters register themselves)
    from gtcoder.exchange.exporting import EXPORTERS

    known = [ending for _, each in EXPORTERS for ending in each.extensions]
    if out.suffix.lower() not in known:
        raise InvalidInput(
            "“{file}” does not end in a kind of file that the study is written to. Nothing was "
            "written; end a table in one of {known}, a project in .qdpx, a codebook in .qdc, a "
            "package in .zip with --archive, or leave the ending out for a folder of plain text.",
            file=out.name,
            known=", ".join(known),
        )


def _left_out(reader: Reader, table: str, made: Report) -> list[str]:
    """Say what belongs to a table and does not stand in it."""
    from gtcoder.queries.codebook import codes
    from gtcoder.queries.frames import coding_table
    from gtcoder.queries.people import rounds

    if table == "codebook":
        retired = sum(code.retired for code in codes(reader, retired=True))
        return [f"{number_of(retired, 'code')} retired or merged"] if retired else []
    if "round" not in made.columns:
        return []
    place = made.columns.index("round")
    there = {row[place] for row in made.rows}
    missing = {row.id: row.name for row in rounds(reader) if row.name not in there}
    left = sum(key in missing for key in coding_table(reader).round.tolist())
    how = "the report “quotations” lists a round with --option round=NAME"
    return [f"{number_of(left, 'coding')} of other rounds; {how}"] if left else []


def _made(reader: Reader, table: str) -> Report:
    from gtcoder.reports import REPORTS
    from gtcoder.reports.base import narrowed

    kind = REPORTS.get(TABLES[table])
    with progress() as watched:
        every = {"round": "all"} if table == "codings" else {}
        made = kind.run(reader, kind.Options(**every), watched)
    if table != "codings":
        return made
    return narrowed(made, tuple(name for name in _CODING if name in made.columns))


KIND = ExportKind(_fits, _write, _arguments, ("table", "raw"), "a table (csv, xlsx, docx …)")
