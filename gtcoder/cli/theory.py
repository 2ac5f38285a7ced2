"""Theory: relations between categories, the paradigm, and its diagram."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gtcoder.cli.parsing import number
from gtcoder.cli.performing import perform, tell
from gtcoder.cli.study_argument import add_study_to_change, study_to_change
from gtcoder.cli.verbs import verb
from gtcoder.vocabulary import ParadigmRole


def _relate_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    parser.add_argument("--source", "--from", metavar="PATH", required=True)
    parser.add_argument("--target", "--to", metavar="PATH", required=True)
    parser.add_argument(
        "--type",
        metavar="T",
        required=True,
        help="such as “leads to” or “is a condition for”; a new type is made",
    )
    parser.add_argument("--note", metavar="T", default="")
    parser.add_argument(
        "--strength", metavar="N", type=number, help="1 weak, 2 moderate, 3 strong; else unsaid"
    )


@verb("relate", "relate two categories by a typed link", _relate_arguments)
def relate(options: Namespace) -> None:
    """Relate a category to another."""
    from gtcoder.actions.relations import relate as link
    from gtcoder.cli.names import code_id

    with study_to_change(options) as project:
        with project.read() as reader:
            source, target = code_id(reader, options.source), code_id(reader, options.target)
        done = perform(
            project,
            link,
            source=source,
            target=target,
            type=options.type,
            note=options.note,
            strength=options.strength,
        )
    sentence = f"“{options.source}” {options.type} “{options.target}”: relation {done.result}."
    tell(options, done, sentence, relation=done.result)


def _place_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    parser.add_argument("--category", "--code", metavar="PATH", required=True)
    parser.add_argument("--role", choices=[str(role) for role in ParadigmRole], required=True)
    parser.add_argument(
        "--paradigm",
        metavar="NAME",
        default="",
        help="made when missing (default: the first, or “Paradigm 1”)",
    )
    parser.add_argument("--rank", metavar="N", type=number, help="its place in the role, from 0")


@verb("place", "put a category in a role of the paradigm", _place_arguments)
def place(options: Namespace) -> None:
    """Place a category, or move it to another role."""
    from gtcoder.actions.theory import place_in_paradigm
    from gtcoder.cli.names import code_id

    with study_to_change(options) as project:
        with project.read() as reader:
            category = code_id(reader, options.category)
        done = perform(
            project,
            place_in_paradigm,
            category=category,
            role=ParadigmRole(options.role),
            paradigm=options.paradigm,
            rank=options.rank,
        )
    where = f"“{options.paradigm}”" if options.paradigm else "the paradigm"
    sentence = f"“{options.category}” is placed as {options.role} in {where}."
    tell(options, done, sentence)
