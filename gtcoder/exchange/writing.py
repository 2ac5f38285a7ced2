"""Writing reports to files: the kind goes by the ending, and never half a file is left."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gtcoder.errors import InvalidInput

# Imported for their exporters, which register themselves.
from gtcoder.exchange import documents, door, figures, markdown, pages, tables  # noqa: F401
from gtcoder.exchange.exporting import EXPORTERS, Exporter
from gtcoder.exchange.whole_files import whole_file
from gtcoder.progress import Progress, Silent
from gtcoder.reports.base import Report


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written, and what in it differs from the report."""

    path: Path
    notes: tuple[str, ...]


def exporter_for(out: Path) -> Exporter:
    """Return the writer for a file's ending, or refuse with the endings there are."""
    for _, known in EXPORTERS:
        if out.suffix.lower() in known.extensions:
            return known
    raise InvalidInput(
        "“{file}” does not end in a kind of file that reports are written to. Nothing was "
        "written; end it in one of {known}.",
        file=out.name,
        known=", ".join(ending for _, each in EXPORTERS for ending in each.extensions),
    )


def write_report(
    report: Report, out: Path, progress: Progress | None = None, *, raw: bool = False
) -> Written:
    """Write a report; the kind of file goes by its ending. A file that was there is replaced.

    It goes through the door, without the names that the list in force replaces. It is all written
    or not at all. With `raw` a csv file has no guard against formulas. Raises InvalidInput where
    the ending is unknown, the report does not fit the format, or the disk refuses, and NotAllowed
    where the door is shut.
    """
    chosen = exporter_for(out)
    report, named = door.masked_report(report), door.notes_on(out)
    write = tables.write_raw_csv if raw and chosen.name == "csv" else chosen.write
    follow = progress or Silent()
    with whole_file(out, follow) as draft:
        notes = write(report, draft, follow)
    return Written(out, (*notes, *named))
