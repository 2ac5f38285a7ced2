"""The whole study as a folder of plain text and tables."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from gtcoder.cli.exports.kinds import Exported, ExportKind
from gtcoder.cli.progress import progress
from gtcoder.cli.study_argument import reader_of

if TYPE_CHECKING:
    from gtcoder.exchange.plain_pages import WrittenFolder


def _fits(options: Namespace, out: Path) -> bool:
    return not out.suffix or out.is_dir()


def _write(options: Namespace, out: Path) -> Exported:
    from gtcoder.exchange.plain_writer import write_study

    with reader_of(options) as reader, progress() as watched:
        made = write_study(reader, out, watched)
    if not made.whole:
        ledger = "the ledger: who did what when, and what was taken back"
        return Exported(_paths(made), [*made.losses, made.why_not, ledger])
    undo = "what undo needs: the ledger goes along to be read (ledger.csv)"
    aside = [f"on its pages, though its rows do: {loss}" for loss in made.losses]
    return Exported(_paths(made), [undo, *made.rows_losses, *aside])


def _paths(made: WrittenFolder) -> list[str]:
    return [str(path) for path in made.written]


KIND = ExportKind(_fits, _write)
