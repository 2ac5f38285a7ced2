"""The study as a package for an archive: data, descriptions, checksums and a licence."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from pathlib import Path

from gtcoder.cli.exports.kinds import Exported, ExportKind
from gtcoder.cli.output import warn
from gtcoder.cli.parsing import WrongUsage
from gtcoder.cli.progress import progress
from gtcoder.cli.study_argument import reader_of
from gtcoder.errors import InvalidInput

_ENDING = ".crate.zip"
_SAID = ("creator", "licence", "title", "description", "subject", "publisher", "year", "contact",
         "language", "without_texts")  # fmt: skip


def _arguments(parser: ArgumentParser) -> None:
    group = parser.add_argument_group(
        "package for an archive",
        "a folder, or a file that ends in .zip (.crate.zip needs no --archive): RO-Crate, DataCite "
        "and checksums beside the study as plain text, in REFI-QDA, and its codebook",
    )
    group.add_argument("--archive", action="store_true", help="write such a package")
    group.add_argument(
        "--without-texts",
        action="store_true",
        help="no transcript and none of its words: places and codes stay, copies of eight words or "
        "more in memos and definitions go",
    )
    group.add_argument(
        "--creator",
        metavar="“FAMILY, GIVEN; ORCID; AFFILIATION”",
        action="append",
        default=[],
        help="who made the data (may be given several times; else the study's coders)",
    )
    group.add_argument("--licence", metavar="SPDX", default="", help="such as CC-BY-4.0")
    group.add_argument("--title", metavar="T", default="", help="else that of the study")
    group.add_argument("--description", metavar="T", default="", help="what the data are")
    group.add_argument(
        "--subject", metavar="T", action="append", default=[], help="a keyword (several times)"
    )
    group.add_argument("--publisher", metavar="T", default="", help="the archive, as DataCite asks")
    group.add_argument("--year", metavar="YYYY", type=int, default=0, help="of publication")
    group.add_argument("--contact", metavar="T", default="", help="whom to ask, with an address")
    group.add_argument("--language", metavar="XX", default="", help="of the interviews, such as fa")


def _fits(options: Namespace, out: Path) -> bool:
    if options.archive or out.name.lower().endswith(_ENDING):
        return True
    for name in _SAID:
        if getattr(options, name):
            raise WrongUsage(f"--{name.replace('_', '-')} goes with --archive")
    return False


def _write(options: Namespace, out: Path) -> Exported:
    from gtcoder.exchange.archive.about import (
        ArchiveOptions,
        creator_from,
        language_from,
        licence_from,
    )
    from gtcoder.exchange.archive.writing import write_archive

    _refuse_ending(out)
    said = ArchiveOptions(
        title=options.title,
        description=options.description,
        creators=tuple(map(creator_from, options.creator)),
        subjects=tuple(options.subject),
        licence=licence_from(options.licence) if options.licence else "",
        publisher=options.publisher,
        year=options.year,
        contact=options.contact,
        language=language_from(options.language) if options.language else "",
        without_texts=options.without_texts,
    )
    with reader_of(options) as reader, progress() as watched:
        made = write_archive(reader, out, said, watched)
    for note in made.notes:
        warn(f"{out.name}: {note}")
    return Exported([str(made.path)], list(made.losses))


def _refuse_ending(out: Path) -> None:
    """Refuse to make a folder that is called like a file."""
    if re.fullmatch(r"\.[A-Za-z]\w*", out.suffix) and out.suffix.lower() != ".zip":
        raise InvalidInput(
            "A package is a folder or a file that ends in .zip, and “{file}” ends in {ending}. "
            "Nothing was written; leave the ending out, end it in .zip, or leave out --archive.",
            file=out.name,
            ending=out.suffix,
        )


KIND = ExportKind(_fits, _write, _arguments)
