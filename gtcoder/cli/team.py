"""Who codes what and when: coders, rounds, assignments, finished documents."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gtcoder.cli.output import answer
from gtcoder.cli.parsing import WrongUsage
from gtcoder.cli.performing import perform, tell
from gtcoder.cli.study_argument import add_study_to_change, study_to_change
from gtcoder.cli.verbs import verb
from gtcoder.vocabulary import CoderRole, RoundKind

_ROUND = "name or number of the round (default: the newest open one)"


def _coder_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser, lead_by_default=True)
    parser.add_argument("name", metavar="NAME", help="the coder to add")
    parser.add_argument(
        "--role", choices=[str(role) for role in CoderRole], default="coder", help="default: coder"
    )


@verb("coder", "add a coder", _coder_arguments)
def coder(options: Namespace) -> None:
    """Add a coder to the study."""
    from gtcoder.actions.team import add_coder

    with study_to_change(options) as project:
        role = CoderRole(options.role)
        done = perform(project, add_coder, name=options.name, role=role)
    name = " ".join(options.name.split())
    record = {"coder": name, "role": options.role, "revision": done.revision}
    answer(options, record, f"Added {name} as {options.role}.")


def _document_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    parser.add_argument("--document", metavar="D", required=True)
    parser.add_argument("--round", metavar="R", help=_ROUND)


@verb("finish", "say that you have finished coding a document", _document_arguments)
def finish(options: Namespace) -> None:
    """Finish a document in a round."""
    from gtcoder.actions.team import finish_document
    from gtcoder.cli.names import document_id, round_id

    with study_to_change(options) as project:
        with project.read() as reader:
            document = document_id(reader, options.document)
            in_round = round_id(reader, options.round)
        done = perform(project, finish_document, document=document, round=in_round)
    tell(options, done, f"{options.coder} has finished “{options.document}”.")


@verb("reopen", "say that you are back at work on a document", _document_arguments)
def reopen(options: Namespace) -> None:
    """Take a document into work again."""
    from gtcoder.actions.team import reopen_document
    from gtcoder.cli.names import document_id, round_id

    with study_to_change(options) as project:
        with project.read() as reader:
            document = document_id(reader, options.document)
            in_round = round_id(reader, options.round)
        done = perform(project, reopen_document, document=document, round=in_round)
    tell(options, done, f"{options.coder} is back at work on “{options.document}”.")


def _round_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser, lead_by_default=True)
    parser.add_argument("what", choices=["open", "close", "unblind"])
    parser.add_argument("name", metavar="NAME")
    parser.add_argument(
        "--kind",
        choices=[str(kind) for kind in RoundKind],
        help="of a round that is opened (default: open)",
    )
    parser.add_argument("--reason", metavar="T", default="", help="why; unblinding asks for it")


@verb("round", "open, close or unblind a round of coding", _round_arguments)
def round_(options: Namespace) -> None:
    """Open a round, close it, or let all coders see a blind one."""
    from gtcoder.actions.team import close_round, open_new_round, unblind
    from gtcoder.cli.names import find_round

    if options.kind and options.what != "open":
        raise WrongUsage("--kind goes with “open”")
    with study_to_change(options) as project:
        if options.what == "open":
            kind = RoundKind(options.kind or "open")
            opened = perform(project, open_new_round, name=options.name, kind=kind)
            tell(options, opened, f"The round “{options.name}” ({kind}) is open.")
            return
        with project.read() as reader:
            found = find_round(reader, options.name)
        ending = close_round if options.what == "close" else unblind
        done = perform(project, ending, round=found.id, reason=options.reason)
    tell(options, done, f"The round “{found.name}” is {options.what.rstrip('e')}ed.")


def _assign_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser, lead_by_default=True)
    parser.add_argument("--to", metavar="NAME", required=True, help="the coder who is asked")
    parser.add_argument("--document", metavar="D", required=True)
    parser.add_argument("--round", metavar="R", help=_ROUND)


@verb("assign", "ask a coder to code a document", _assign_arguments)
def assign(options: Namespace) -> None:
    """Assign a document to a coder in a round."""
    from gtcoder.actions.team import assign as ask
    from gtcoder.cli.names import document_id, find_coder, round_id

    with study_to_change(options) as project:
        with project.read() as reader:
            who = find_coder(reader, options.to).id
            document = document_id(reader, options.document)
            in_round = round_id(reader, options.round)
        done = perform(project, ask, coder=who, document=document, round=in_round)
    tell(options, done, f"“{options.document}” is assigned to {options.to}.")
