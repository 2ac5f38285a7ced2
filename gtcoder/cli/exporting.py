"""The verb `export`: a table, a transcript, a project, or all of the study; and `pseudonyms`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from gtcoder.cli.exports import KINDS
from gtcoder.cli.output import answer, show_rows
from gtcoder.cli.parsing import WrongUsage
from gtcoder.cli.progress import progress
from gtcoder.cli.study_argument import add_study_to_read, reader_of
from gtcoder.cli.verbs import verb


def _export_arguments(parser: ArgumentParser) -> None:
    add_study_to_read(parser)
    parser.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        help="its ending says as what (csv xlsx docx html md qdpx …); a name without an ending is "
        "a new folder, which takes the whole study as plain text",
    )
    for kind in KINDS:
        if kind.arguments is not None:
            kind.arguments(parser)


@verb("export", "write a table of the study, or all of it as plain text", _export_arguments)
def export(options: Namespace) -> None:
    """Write a file or a folder, and say what it cannot hold."""
    out: Path = options.file
    kind = next(each for each in KINDS if each.fits(options, out))
    for other in KINDS:
        for name in other.own if other is not kind else ():
            if getattr(options, name):
                raise WrongUsage(f"--{name.replace('_', '-')} goes with {other.what}")
    made = kind.write(options, out)
    lines = ["Wrote:", *made.written]
    lines += ["It does not hold:", *made.losses] if made.losses else []
    record = {"written": made.written, "losses": made.losses}
    answer(options, record, "\n".join(lines))


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
