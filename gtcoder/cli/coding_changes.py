"""Codings changed: another code, other ends, a weight, further codes, automatic ones confirmed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gtcoder.cli.coding import add_coding, add_weight
from gtcoder.cli.output import complain
from gtcoder.cli.parsing import SEPARATOR, WrongUsage, code_path, count, span
from gtcoder.cli.performing import perform, tell
from gtcoder.cli.study_argument import add_study_to_change, study_to_change
from gtcoder.cli.verbs import verb
from gtcoder.vocabulary import CodingId


def _recode_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    add_coding(parser)
    parser.add_argument("--code", metavar="PATH", required=True, help="the code it is to carry")


@verb("recode", "give a coding another code", _recode_arguments)
def recode(options: Namespace) -> None:
    """Recode one coding; a double that it would make is dropped, and said."""
    from gtcoder.actions.coding import recode as act
    from gtcoder.cli.names import code_id

    with study_to_change(options) as project:
        with project.read() as reader:
            code = code_id(reader, options.code)
        done = perform(project, act, coding=CodingId(options.coding), code=code)
    dropped = done.result != options.coding
    if dropped:
        complain(f"the passage carried that code already as coding {done.result}")
    said = f"Coding {options.coding} carries “{options.code}” now."
    if dropped:
        said = f"Coding {options.coding} was dropped as a double of coding {done.result}."
    tell(options, done, said, coding=done.result, dropped=dropped)


def _resize_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    add_coding(parser)
    parser.add_argument(
        "--span", metavar="START:END", type=span, required=True, help="code points, end-exclusive"
    )


@verb("resize", "move the ends of a coding", _resize_arguments)
def resize(options: Namespace) -> None:
    """Give a coding another stretch of its document."""
    from gtcoder.actions.coding import resize as act

    with study_to_change(options) as project:
        done = perform(project, act, coding=CodingId(options.coding), span=options.span)
    where = f"{options.span.start}:{options.span.end}"
    tell(options, done, f"Coding {options.coding} stands on {where} now.", coding=options.coding)


def _weigh_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    add_coding(parser)
    add_weight(parser)
    parser.add_argument("--clear", action="store_true", help="take the weight away")


@verb("weigh", "say how strongly a passage speaks of its code", _weigh_arguments)
def weigh(options: Namespace) -> None:
    """Set the weight of a coding, or clear it."""
    from gtcoder.actions.coding_acts import weigh as act

    if (options.weight is None) != options.clear:
        raise WrongUsage("weigh takes either --weight or --clear")
    with study_to_change(options) as project:
        done = perform(project, act, coding=CodingId(options.coding), weight=options.weight)
    said = "no weight" if options.clear else f"the weight {options.weight}"
    tell(options, done, f"Coding {options.coding} has {said} now.", weight=options.weight)


def _duplicate_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    add_coding(parser)
    parser.add_argument(
        "--code",
        metavar="PATH",
        type=code_path,
        action="append",
        required=True,
        help="a further code for the same words, made when missing; may be given several times",
    )
    add_weight(parser)


@verb("duplicate", "put further codes on the words of a coding", _duplicate_arguments)
def duplicate(options: Namespace) -> None:
    """Code the same words with further codes, in one entry."""
    from gtcoder.actions.coding_acts import duplicate as act
    from gtcoder.cli.names import code_at
    from gtcoder.queries.codebook import codes

    with study_to_change(options) as project:
        with project.read() as reader:
            every = codes(reader, retired=True)
        known = {path: code_at(every, path) for path in options.code}
        done = perform(
            project,
            act,
            coding=CodingId(options.coding),
            codes=[row.id for row in known.values() if row is not None],
            new=[path for path, row in known.items() if row is None],
            weight=options.weight,
        )
    written = ", ".join(f"“{SEPARATOR.join(path)}”" for path in known)
    said = f"The words of coding {options.coding} carry {written} too."
    tell(options, done, said, codings=list(done.result))


def _confirm_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    parser.add_argument(
        "--coding",
        metavar="ID",
        type=count,
        action="append",
        default=[],
        help="an automatic coding that is right; may be given several times",
    )
    parser.add_argument("--code", metavar="PATH", help="all of yours that carry this code")


@verb("confirm", "confirm automatic codings, so that they count as made by hand",
      _confirm_arguments)  # fmt: skip
def confirm(options: Namespace) -> None:
    """Confirm automatic codings, named or all of a code."""
    from gtcoder.actions.coding_acts import confirm as act
    from gtcoder.cli.names import code_id

    with study_to_change(options) as project:
        with project.read() as reader:
            code = None if options.code is None else code_id(reader, options.code)
        keys = [CodingId(key) for key in options.coding]
        done = perform(project, act, codings=keys, code=code)
    noun = "automatic coding" if done.result == 1 else "automatic codings"
    tell(options, done, f"{done.result} {noun} confirmed.", confirmed=done.result)
