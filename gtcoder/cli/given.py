"""Tables instead of a study: what `agreement` takes of them, and the numbers they give."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from gtcoder.analysis.records import AgreementResults
from gtcoder.cli.output import warn
from gtcoder.cli.parsing import WrongUsage, comma_list

if TYPE_CHECKING:
    from gtcoder.analysis.study import AgreementOptions
    from gtcoder.exchange.given_sheets import GivenTable
    from gtcoder.progress import Progress

STANDARD_INPUT = Path("-")
OF_RATINGS = ("level", "categories", "missing", "weights", "category", "no_header")


def add_tables(parser: ArgumentParser) -> None:
    """Add the arguments of tables of ratings and of spans."""
    given = parser.add_argument_group("tables (csv or xlsx) instead of a study, - for stdin")
    given.add_argument(
        "--ratings", metavar="FILE", type=Path, help="rows are units, columns are coders"
    )
    given.add_argument(
        "--level", choices=["nominal", "ordinal", "interval", "ratio"], help="of the ratings"
    )
    names = {"type": comma_list, "default": ()}
    given.add_argument(
        "--categories",
        metavar="A,B,…",
        help="all values there are, in their order",
        **names,  # type: ignore[arg-type]
    )
    given.add_argument(
        "--missing",
        metavar="A,B,…",
        help="cells that mean “not rated”, as an empty one does",
        **names,  # type: ignore[arg-type]
    )
    given.add_argument(
        "--weights",
        choices=["linear", "quadratic", "linear_value", "quadratic_value"],
        help="of kappas and AC2: by rank of the categories, or by their numbers",
    )
    given.add_argument(
        "--category", metavar="VALUE", default="", help="this value against all the rest"
    )
    given.add_argument(
        "--no-header", action="store_true", help="the first row is a unit and names no coders"
    )
    given.add_argument(
        "--spans", metavar="FILE", type=Path, help="columns document,coder,start,end,code"
    )
    given.add_argument("--lengths", metavar="FILE", type=Path, help="columns document,characters")


def refuse_two_inputs(options: Namespace) -> None:
    """Refuse to read two tables from one standard input."""
    if options.spans == STANDARD_INPUT == options.lengths:
        raise WrongUsage("only one of --spans and --lengths can come from the standard input")


def of_ratings(options: Namespace, watched: Progress) -> AgreementResults:
    """Return the numbers of the table of ratings; doubts go to stderr."""
    from gtcoder.analysis.coefficients import Level
    from gtcoder.analysis.given import RatingOptions, measure_ratings, ratings_from_cells
    from gtcoder.analysis.given_cells import doubts
    from gtcoder.exchange.given_tables import ratings_of

    chosen = RatingOptions(
        level=None if options.level is None else Level(options.level),
        coefficients=tuple(options.coefficient),
        categories=options.categories,
        bootstrap=options.bootstrap,
        seed=options.seed,
        missing=options.missing,
        weights=options.weights or "identity",
        category=options.category,
    )
    table = ratings_of(_table(options.ratings), header=not options.no_header)
    ratings = ratings_from_cells(table.coders, table.rows, chosen, table.numbers)
    for note in (*table.notes, *doubts(table.coders, table.rows, chosen)):
        warn(note)
    return measure_ratings(ratings, chosen, watched)


def of_spans(options: Namespace, asked: AgreementOptions, watched: Progress) -> AgreementResults:
    """Return the numbers of the table of spans."""
    from gtcoder.analysis.agreement import measure
    from gtcoder.analysis.given import study_of_spans
    from gtcoder.exchange.given_tables import lengths_of, spans_of

    spans, lengths = _table(options.spans), _table(options.lengths)
    for table in (spans, lengths):
        for note in table.notes:
            warn(f"{table.name}: {note}")
    return measure(study_of_spans(spans_of(spans), lengths_of(lengths)), asked, watched)


def _table(path: Path) -> GivenTable:
    from gtcoder.exchange.given_sheets import table_of_bytes, table_of_file

    if path == STANDARD_INPUT:
        return table_of_bytes(sys.stdin.buffer.read(), "stdin")
    return table_of_file(path)
