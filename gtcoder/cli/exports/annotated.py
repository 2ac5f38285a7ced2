"""Transcripts with their codings beside them: html, docx or pdf."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path

from gtcoder.cli.exports.kinds import Exported, ExportKind
from gtcoder.cli.parsing import WrongUsage
from gtcoder.cli.progress import progress
from gtcoder.cli.study_argument import reader_of


def _arguments(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("transcripts with their codings beside them (html docx pdf)")
    group.add_argument(
        "--annotated", action="store_true", help="write transcripts, with stripes or comments"
    )
    group.add_argument(
        "--document",
        metavar="NAME",
        action="append",
        default=[],
        help="this one alone (may be given several times); without it, all",
    )
    group.add_argument(
        "--coders", metavar="A,B,…", default="", help="whose codings; without it, as in reports"
    )
    group.add_argument(
        "--round", metavar="NAME", default="", help="of which round, or “all”; else as in reports"
    )


def _fits(options: Namespace, out: Path) -> bool:
    if options.annotated:
        return True
    if options.document or options.coders or options.round:
        raise WrongUsage("--document, --coders and --round go with --annotated")
    return False


def _write(options: Namespace, out: Path) -> Exported:
    from gtcoder.drawing.annotated import write_annotated
    from gtcoder.exchange.annotated.sheet import annotated
    from gtcoder.reports import REPORTS, options_from

    kind = REPORTS.get("quotations")
    given = {"coders": options.coders, "round": options.round}
    chosen = options_from(kind, {name: value for name, value in given.items() if value})
    chosen = replace(chosen, documents=tuple(options.document))
    with reader_of(options) as reader, progress() as watched:
        made = annotated(reader, chosen)
        write_annotated(made, out, watched)
    return Exported([str(out)], list(made.left_out))


KIND = ExportKind(_fits, _write, _arguments)
