"""The whole study as a folder of plain text and tables."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from gtcoder.cli.exports.kinds import Exported, ExportKind
from gtcoder.cli.progress import progress
from gtcoder.cli.study_argument import reader_of


def _fits(options: Namespace, out: Path) -> bool:
    return not out.suffix or out.is_dir()


def _write(options: Namespace, out: Path) -> Exported:
    from gtcoder.exchange.plain_writer import write_study

    with reader_of(options) as reader, progress() as watched:
        made = write_study(reader, out, watched)
    return Exported([str(path) for path in made.written], list(made.left_out))


KIND = ExportKind(_fits, _write)
