"""What the verb `agreement` takes, and what does not go together."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from decimal import Decimal
from pathlib import Path

from gtcoder.cli.given import OF_RATINGS, add_tables, refuse_two_inputs
from gtcoder.cli.parsing import WrongUsage, comma_list, count, number_up_to
from gtcoder.cli.study_argument import STUDY, add_reading_options
from gtcoder.vocabulary import UnitOfCoding

_MOST_RESAMPLES = 100_000
_OF_STUDIES = ("study", "round", "keep", "viewer", "coder", "codes_as", "roll_up", "intra")
_PER = ("code", "category", "document", "pair", "round", "variable")
_OF_SPANS = ("lengths", "coders", "documents", "codes", "per", "matched")


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("study", metavar="STUDY", nargs="?", help=STUDY)
    parser.add_argument("--list", action="store_true", help="print the ids of the coefficients")
    _add_choice(parser)
    _add_way(parser)
    add_tables(parser)
    _add_results(parser)
    add_reading_options(parser)


def _add_choice(parser: ArgumentParser) -> None:
    what = parser.add_argument_group("what is compared (all there is, unless given)")
    for name, metavar in (("coders", "A,B,…"), ("documents", "D,E,…"), ("codes", "PATH,…")):
        what.add_argument(f"--{name}", metavar=metavar, type=comma_list, default=())
    what.add_argument(
        "--round",
        metavar="R",
        help="name or number (default: the first of which two "
        "coders finished the same document, else the first)",
    )
    what.add_argument(
        "--sample",
        choices=["finished", "all"],
        default="finished",
        help="documents all these coders have finished (default), or all",
    )
    what.add_argument(
        "--codes-as",
        choices=["today", "origin"],
        help="codes as they stand today (default), or as applied then, before merges and splits",
    )
    what.add_argument(
        "--roll-up",
        action="store_true",
        help="let codings count for the categories of --codes, or for those at the top",
    )
    what.add_argument(
        "--intra",
        action="store_true",
        help="each coder with themself, in --round and the round that repeats it (stability)",
    )
    what.add_argument(
        "--interviewer",
        choices=["in", "out"],
        default="in",
        help="whether the interviewers' turns count as text (default: in)",
    )
    what.add_argument(
        "--uncoded",
        choices=["in", "out"],
        default="in",
        help="whether text that nobody coded counts as agreement on “not applied” (default: in)",
    )


def _add_way(parser: ArgumentParser) -> None:
    how = parser.add_argument_group("how")
    how.add_argument(
        "--unit",
        choices=[str(unit) for unit in UnitOfCoding],
        default="character",
        help="the unit of coding (default: character)",
    )
    how.add_argument(
        "--coefficient",
        metavar="NAME[:VARIANT]",
        action="append",
        default=[],
        help="one of --list (may be given several times)",
    )
    how.add_argument(
        "--overlap",
        metavar="PERCENT",
        type=_percent,
        help="how much of a unit a coding must cover; of quotations and segments: how much two "
        "must have in common (default there: 90)",
    )
    how.add_argument(
        "--per",
        metavar="WHAT",
        type=_per,
        help="rows of their own for each code, category, document, pair, round or variable=NAME",
    )
    how.add_argument(
        "--bootstrap", metavar="N", type=_resamples, default=2000, help="resamples (default: 2000)"
    )
    how.add_argument("--seed", metavar="S", type=count, default=1, help="default: 1")
    how.add_argument(
        "--precision",
        metavar="P",
        type=float,
        default=0.02,
        help="of gamma: largest relative error of what chance would give (default: .02)",
    )
    how.add_argument(
        "--sampler",
        choices=["statistical", "shuffle"],
        default="statistical",
        help="of gamma: how random codings are made (default: statistical)",
    )


def _resamples(text: str) -> int:
    return 0 if text == "0" else number_up_to(_MOST_RESAMPLES)(text)


def _percent(text: str) -> float:
    """Return a share of 1 from per cent."""
    try:
        found = float(text.removesuffix("%").strip())
    except ValueError:
        found = 0.0
    if not 0 < found <= 100:
        raise ArgumentTypeError("takes a number above 0 and up to 100, per cent")
    return float(Decimal(str(found)) / 100)


def _per(text: str) -> tuple[str, str]:
    """Return what gets rows of its own, and the name of a variable."""
    what, _, name = text.partition("=")
    if what not in _PER or (what == "variable") != bool(name):
        raise ArgumentTypeError(f"takes one of {', '.join(_PER[:-1])} or variable=NAME")
    return what, name


def _add_results(parser: ArgumentParser) -> None:
    results = parser.add_argument_group("what becomes of the results")
    results.add_argument("--out", metavar="FILE", type=Path, help="write them (csv xlsx docx …)")
    results.add_argument(
        "--matched",
        metavar="FILE",
        type=Path,
        help="write codings of A, of B and matched, per interview (Holsti 1969)",
    )
    results.add_argument("--keep", metavar="NAME", help="keep them in the study, by --coder")
    results.add_argument("--coder", metavar="NAME", help="who keeps them")
    results.set_defaults(new_coder=False, take_over=False)


def refuse_mixtures(options: Namespace) -> None:
    """Refuse words that do not go together."""
    if options.list:
        return
    sources = [name for name in ("study", "ratings", "spans") if getattr(options, name)]
    if len(sources) != 1:
        raise WrongUsage("it takes one of STUDY, --ratings or --spans")
    if bool(options.spans) != bool(options.lengths):
        raise WrongUsage("--spans and --lengths go together")
    refuse_two_inputs(options)
    if options.keep and options.coder is None:
        raise WrongUsage("--keep needs --coder NAME, who keeps the result")
    if options.coder and not options.keep:
        raise WrongUsage("--coder goes with --keep; the coders to compare are named by --coders")
    if options.spans and options.per and options.per[0] in ("category", "round", "variable"):
        raise WrongUsage(f"--per {options.per[0]} does not go with --spans")
    surplus = _surplus(options, sources[0])
    if surplus:
        raise WrongUsage(f"--{surplus} does not go with {_said(sources[0])}")


def _surplus(options: Namespace, source: str) -> str | None:
    foreign = {
        "study": OF_RATINGS,
        "spans": (*OF_RATINGS, *_OF_STUDIES),
        "ratings": (*_OF_STUDIES, *_OF_SPANS),
    }
    given = [name for name in foreign[source] if name != source and getattr(options, name)]
    return {"viewer": "as"}.get(given[0], given[0]).replace("_", "-") if given else None


def _said(source: str) -> str:
    return "a study" if source == "study" else f"--{source}"
