"""Projects and codebooks in REFI's exchange format (.qdpx, .qdc)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from gtcoder.cli.exports.kinds import Exported, ExportKind
from gtcoder.cli.output import warn
from gtcoder.cli.progress import progress
from gtcoder.cli.study_argument import reader_of
from gtcoder.errors import InvalidInput

_PROJECT, _CODEBOOK, _BARE = ".qdpx", ".qdc", ".qde"


def _arguments(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("projects for other programs (REFI-QDA: qdpx qdc)")
    group.add_argument(
        "--utf16-offsets",
        action="store_true",
        help="count positions as NVivo does, for which emoji and the like are two characters",
    )


def _fits(options: Namespace, out: Path) -> bool:
    return out.suffix.lower() in (_PROJECT, _CODEBOOK, _BARE)


def _write(options: Namespace, out: Path) -> Exported:
    from gtcoder.exchange.refi.writing import RefiOptions, write_project
    from gtcoder.queries.whole import whole_study

    _refuse(options, out)
    with reader_of(options) as reader, progress() as watched:
        rows = whole_study(reader)
        made = write_project(rows, out, RefiOptions(options.utf16_offsets), watched)
    for note in made.notes:
        warn(f"{out.name}: {note}")
    return Exported([str(made.path)], list(made.losses))


def _refuse(options: Namespace, out: Path) -> None:
    if out.suffix.lower() == _BARE:
        raise InvalidInput(
            "“{file}” would be a project without its texts. Nothing was written; end it in .qdpx, "
            "which holds both.",
            file=out.name,
        )
    if options.utf16_offsets and out.suffix.lower() == _CODEBOOK:
        raise InvalidInput(
            "A codebook (.qdc) holds no texts, so there are no offsets in it. Nothing was written; "
            "leave out --utf16-offsets, or end the file in .qdpx."
        )


KIND = ExportKind(_fits, _write, _arguments, ("utf16_offsets",), "a file that ends in .qdpx")
