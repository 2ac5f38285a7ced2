"""The verb `import-ratings`: a table of experts' ratings into an instrument."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from gtcoder.cli.output import answer, complain, number_of
from gtcoder.cli.parsing import WrongUsage
from gtcoder.cli.performing import perform
from gtcoder.cli.study_argument import STUDY, add_coder, study_to_change, study_to_read
from gtcoder.cli.verbs import verb
from gtcoder.errors import GtcoderError, InvalidInput
from gtcoder.vocabulary import RatingScale

if TYPE_CHECKING:
    from gtcoder.batch import RatingTable


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("study", metavar="STUDY", help=STUDY)
    parser.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        help="csv or xlsx: a row for each item, a column for each expert (“NAME: comment” for "
        "comments, “NAME: relevance” for another scale); or columns item, expert, value, scale, "
        "comment",
    )
    parser.add_argument(
        "--instrument",
        metavar="NAME",
        help="made where it is missing; unless given, the file's name",
    )
    parser.add_argument(
        "--scale",
        choices=list(RatingScale),
        default=RatingScale.ESSENTIAL.value,
        help="essential: 3 essential, 2 useful, 1 not necessary; relevance: 1 to 4; importance: "
        "1 to 5",
    )
    parser.add_argument(
        "--one-is-top", action="store_true", help="the table's numbers run the other way"
    )
    parser.add_argument("--dry-run", action="store_true", help="show what it holds, store nothing")
    add_coder(parser, who="who does it; needed but with --dry-run", needed=False)


@verb("import-ratings", "bring in experts' ratings of an interview protocol", _arguments)
def import_ratings(options: Namespace) -> None:
    """Read the table, say how it was understood, and take it in as one entry."""
    from gtcoder.exchange.rating_tables import RatingOptions, read_rating_table

    if options.coder is None and not options.dry_run:
        raise WrongUsage("it needs --coder NAME (or --dry-run)")
    how = RatingOptions(RatingScale(options.scale), options.one_is_top)
    try:
        table = read_rating_table(options.file, how)
    except GtcoderError as error:
        error.place = f"{options.file.name} {error.place}".strip()
        raise
    name = options.instrument or options.file.stem
    for note in table.notes:
        complain(f"{options.file.name}: {note}")
    if options.dry_run:
        _propose(options, name, table)
    else:
        _store(options, name, table)


def _propose(options: Namespace, name: str, table: RatingTable) -> None:
    from gtcoder.queries.instruments import foreseen

    options.viewer = options.coder
    with study_to_read(options) as project, project.read() as reader:
        seen = foreseen(reader, name, table)
    if seen.faults:
        raise InvalidInput("{faults}. Nothing was changed.", faults="; ".join(seen.faults))
    _tell(options, name, len(seen.items), len(seen.experts), seen.ratings, seen.changed)


def _store(options: Namespace, name: str, table: RatingTable) -> None:
    from gtcoder.actions.ratings import take_in

    with study_to_change(options) as project:
        done = perform(project, take_in, instrument=name, table=table)
    took = done.result
    _tell(options, name, took.items, took.experts, took.ratings, took.changed, done.revision)


def _tell(
    options: Namespace,
    name: str,
    items: int,
    experts: int,
    ratings: int,
    changed: int,
    revision: int | None = None,
) -> None:
    record = {
        "instrument": name,
        "items": items,
        "experts": experts,
        "ratings": ratings,
        "changed": changed,
        "dry_run": revision is None,
        "revision": revision,
    }
    verb = "would come in" if revision is None else "came in"
    what = ", ".join(
        (number_of(items, "new item"), number_of(experts, "new expert"),
         number_of(ratings, "new rating"), f"{number_of(changed, 'rating')} changed")
    )  # fmt: skip
    answer(options, record, f"Into “{name}” {verb}: {what}.")
