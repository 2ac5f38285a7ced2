"""Reports written to the file that --out names."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

from gtcoder.cli.output import warn
from gtcoder.cli.progress import progress

if TYPE_CHECKING:
    from gtcoder.reports.base import Report


def add_raw(parser: ArgumentParser) -> None:
    """Add --raw."""
    parser.add_argument(
        "--raw",
        action="store_true",
        help="csv for scripts: no apostrophe before texts that begin with = + - @, which a "
        "spreadsheet program may run as formulas",
    )


def write_table(report: Report, out: Path, *, raw: bool = False) -> str:
    """Write a report in the format its ending names and return the path; notes go to stderr."""
    from gtcoder.exchange.writing import write_report

    with progress() as watched:
        written = write_report(report, out, watched, raw=raw)
    for note in written.notes:
        warn(f"{out.name}: {note}")
    return str(written.path)
