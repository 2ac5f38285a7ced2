"""The list of pseudonyms a command line names: taken up before anything is printed or written."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from gtcoder.errors import NotAllowed

if TYPE_CHECKING:
    from gtcoder.store.project import OpenProject


def add_pseudonyms(parser: ArgumentParser) -> None:
    """Add --pseudonyms and --originals."""
    names = parser.add_mutually_exclusive_group()
    names.add_argument(
        "--pseudonyms",
        metavar="FILE",
        type=Path,
        help="a csv of names and replacements: none of the names is printed or written (offsets "
        "stay those of the study's own texts)",
    )
    names.add_argument(
        "--originals",
        action="store_true",
        help="print and write the names, although the study asks for pseudonyms",
    )


def take_up(options: Namespace) -> None:
    """Let the list that the options name hold for all that is printed or written."""
    key: Path | None = getattr(options, "pseudonyms", None)
    if key is None:
        return
    from gtcoder.exchange import door
    from gtcoder.exchange.pseudonyms import read_key, refuse_inside

    if getattr(options, "study", None):
        refuse_inside(key, options.study)
    door.put(door.Door(read_key(key)))


def refuse_names(options: Namespace, project: OpenProject) -> None:
    """Refuse to give out a study that asks for pseudonyms without its list; or warn."""
    if not hasattr(options, "originals") or options.pseudonyms is not None:
        return
    with project.read() as reader:
        asks = bool(reader.study.settings.get("pseudonyms"))
    if asks and not options.originals:
        raise NotAllowed(
            "This study is given out with pseudonyms only. Nothing was printed or written; add "
            "--pseudonyms FILE with the list of names, or --originals to have the names.",
        )
    if asks:
        from gtcoder.cli.output import warn

        warn("the study asks for pseudonyms; with --originals the names stand in what follows")
