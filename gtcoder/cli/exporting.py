"""The verb `export`: tables of a study, or all of it as a folder of plain text."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from gtcoder.cli.files import write_table
from gtcoder.cli.output import answer, number_of, show_rows
from gtcoder.cli.progress import progress
from gtcoder.cli.study_argument import add_study_to_read, reader_of
from gtcoder.cli.verbs import verb
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
_LATER = (".qdpx", ".qdc", ".qde")


def _export_arguments(parser: ArgumentParser) -> None:
    add_study_to_read(parser)
    parser.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        help="its ending says as what (csv xlsx docx html md …); a name without an ending is a new "
        "folder, which takes the whole study as plain text",
    )
    parser.add_argument(
        "--table",
        choices=list(TABLES),
        help="which table goes into a file (unless given, the one that FILE is named after, such "
        "as codebook.docx, or else quotations)",
    )


@verb("export", "write a table of the study, or all of it as plain text", _export_arguments)
def export(options: Namespace) -> None:
    """Write a file or a folder, and say what it cannot hold."""
    out: Path = options.file
    if out.suffix.lower() in _LATER:
        raise InvalidInput(
            "“{file}” would be a project in REFI's exchange format, which is not written yet. "
            "Nothing was written; name a folder, or a file that ends in csv, xlsx, docx, html or "
            "md.",
            file=out.name,
        )
    if not out.suffix or out.is_dir():
        written, losses = _folder(options, out)
    else:
        written, losses = _table(options, out)
    lines = ["Wrote:", *written, *(["It does not hold:", *losses] if losses else [])]
    answer(options, {"written": written, "losses": losses}, "\n".join(lines))


def _folder(options: Namespace, out: Path) -> tuple[list[str], list[str]]:
    from gtcoder.exchange.plain_writer import write_study

    with reader_of(options) as reader, progress() as watched:
        made = write_study(reader, out, watched)
    ledger = "the ledger: who did what when, and what was taken back"
    return [str(path) for path in made.written], [*made.losses, ledger]


def _table(options: Namespace, out: Path) -> tuple[list[str], list[str]]:
    from gtcoder.exchange.writing import exporter_for

    exporter_for(out)
    named = next((name for name in TABLES if name in out.stem.casefold()), "quotations")
    table = options.table or named
    with reader_of(options) as reader:
        made = _made(reader, table)
        lost = _left_out(reader, table, made)
    others = ", ".join(name for name in TABLES if name not in (table, "quotations"))
    all_else = f"all but the table {table} ({others}, theory, ledger)"
    return [write_table(made, out)], [*lost, all_else]


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


@verb("pseudonyms", "tell which names a list of pseudonyms needs, and where", add_study_to_read)
def pseudonyms(options: Namespace) -> None:
    """Print the listed names, then those of people in the study that stand in its texts."""
    from gtcoder.exchange import door
    from gtcoder.queries.pseudonyms import name_rows

    listed = {each.name: each.replacement for each in door.mask().pseudonyms}
    with reader_of(options) as reader, progress() as watched:
        rows = name_rows(reader, listed, watched)
    door.put(door.Door())  # a table of the names themselves, with what stands for them
    columns = ("name", "replacement", "whose", "hits", "documents")
    found = (
        {
            "name": row.name,
            "replacement": listed.get(row.name, ""),
            "whose": row.whose,
            "hits": row.hits,
            "documents": row.documents,
        }
        for row in rows
    )
    show_rows(options, "names", found, columns)
