"""Who codes what and when: coders, rounds, assignments, finished documents."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from gtcoder.cli.output import answer
from gtcoder.cli.parsing import WrongUsage, number
from gtcoder.cli.performing import perform, tell
from gtcoder.cli.study_argument import add_study_to_change, study_to_change
from gtcoder.cli.verbs import verb
from gtcoder.vocabulary import CoderRole, RoundKind, SegmentSource

if TYPE_CHECKING:
    from gtcoder.store.project import OpenProject

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
    from gtcoder.store.naming import cleaned

    with study_to_change(options) as project:
        role = CoderRole(options.role)
        done = perform(project, add_coder, name=options.name, role=role)
    name = cleaned(options.name)
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
    opening = parser.add_argument_group("of a round that is opened")
    opening.add_argument(
        "--kind",
        choices=[str(kind) for kind in RoundKind],
        help="open (default): all see all; blind: coders see their own work only, the codebook is "
        "frozen, new codes are proposals; recode: code again what was finished in --of; given "
        "segments: all code the same passages; consensus: what was talked over",
    )
    opening.add_argument(
        "--blind", action="store_true", help="any kind but consensus can be blind as well"
    )
    opening.add_argument("--of", metavar="R", help="the round it repeats or takes quotations from")
    opening.add_argument(
        "--segments",
        choices=[str(source) for source in SegmentSource],
        help="the passages to code (kind “given segments”)",
    )
    opening.add_argument("--by", metavar="NAME", help="whose quotations they are")
    opening.add_argument("--note", metavar="T", default="", help="a remark kept with the round")
    parser.add_argument("--reason", metavar="T", default="", help="why; unblinding asks for it")


@verb("round", "open, close or unblind a round of coding", _round_arguments)
def round_(options: Namespace) -> None:
    """Open a round, close it, or let all coders see a blind one."""
    from gtcoder.actions.rounds import close_round, unblind
    from gtcoder.cli.names import find_round
    from gtcoder.queries.codebook import codes
    from gtcoder.queries.people import unfinished

    chosen = options.kind or options.blind or options.of or options.segments or options.by
    if chosen and options.what != "open":
        raise WrongUsage("--kind, --blind, --of, --segments and --by go with “open”")
    with study_to_change(options) as project:
        if options.what == "open":
            _open(options, project)
            return
        with project.read() as reader:
            found = find_round(reader, options.name)
        ending = close_round if options.what == "close" else unblind
        done = perform(project, ending, round=found.id, reason=options.reason)
        with project.read() as reader:
            left = unfinished(reader, found.id)
            proposed = [code.name for code in codes(reader) if code.proposed_by is not None]
    told = [f"The round “{found.name}” is {options.what.rstrip('e')}ed."]
    if left:
        listed = "; ".join(f"{document} ({coder})" for document, coder in left)
        told.append(f"Not said to be finished, and so not compared: {listed}.")
    if proposed:
        told.append(f"Proposed, for a lead to accept or decline: {'; '.join(proposed)}.")
    more = {"unfinished": [list(pair) for pair in left], "proposed": proposed}
    tell(options, done, " ".join(told), **more)


def _open(options: Namespace, project: OpenProject) -> None:
    from gtcoder.actions.rounds import open_new_round
    from gtcoder.cli.names import find_coder, find_round

    kind = RoundKind(options.kind or "open")
    with project.read() as reader:
        of = None if options.of is None else find_round(reader, options.of).id
        by = None if options.by is None else find_coder(reader, options.by).id
    done = perform(
        project,
        open_new_round,
        name=options.name,
        kind=kind,
        blind=options.blind,
        of=of,
        segments=None if options.segments is None else SegmentSource(options.segments),
        by=by,
        note=options.note,
    )
    blind = ", blind" if options.blind and kind is not RoundKind.BLIND else ""
    tell(options, done, f"The round “{options.name}” ({kind}{blind}) is open.")


def _hand_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser, lead_by_default=True)
    parser.add_argument("--to", metavar="NAME", help="the coder who is asked")
    parser.add_argument("--document", metavar="D")
    parser.add_argument("--round", metavar="R", help=_ROUND)


def _assign_arguments(parser: ArgumentParser) -> None:
    _hand_arguments(parser)
    lots = parser.add_argument_group("a sample drawn by lot, instead of --to and --document")
    lots.add_argument("--draw", metavar="N", help="how many documents, or a share: 20%%")
    lots.add_argument("--by", metavar="VARIABLE", default="", help="stratify by its values")
    lots.add_argument(
        "--seed", metavar="S", type=number, help="default: 1; the same draws the same"
    )
    lots.add_argument("--coders", metavar="A,B", help="who codes the sample")


@verb("assign", "ask coders to code a document, or a sample drawn by lot", _assign_arguments)
def assign(options: Namespace) -> None:
    """Assign a document to a coder in a round, or draw a reliability sample."""
    if options.draw is not None:
        _draw(options)
        return
    if options.by or options.coders or options.seed is not None:
        raise WrongUsage("--by, --seed and --coders go with --draw")
    _hand(options, "assign", "“{document}” is assigned to {coder}.")


@verb("unassign", "take a document back from a coder", _hand_arguments)
def unassign(options: Namespace) -> None:
    """Take an assignment back; what was coded stays."""
    _hand(options, "unassign", "“{document}” is no longer assigned to {coder}.")


def _hand(options: Namespace, what: str, sentence: str) -> None:
    from gtcoder.actions import team
    from gtcoder.cli.names import document_id, find_coder, round_id

    if options.to is None or options.document is None:
        raise WrongUsage("it takes --to NAME and --document D")
    with study_to_change(options) as project:
        with project.read() as reader:
            who = find_coder(reader, options.to).id
            document = document_id(reader, options.document)
            in_round = round_id(reader, options.round)
        chosen = team.assign if what == "assign" else team.unassign
        done = perform(project, chosen, coder=who, document=document, round=in_round)
    tell(options, done, sentence.format(document=options.document, coder=options.to))


def _draw(options: Namespace) -> None:
    from gtcoder.actions.team import draw_sample
    from gtcoder.cli.names import find_coder, round_id
    from gtcoder.queries.passages import documents

    if options.to is not None or options.document is not None:
        raise WrongUsage("--draw goes with --coders, not with --to and --document")
    named = [name.strip() for name in (options.coders or "").split(",") if name.strip()]
    if not named:
        raise WrongUsage("--draw needs --coders A,B")
    seed = 1 if options.seed is None else options.seed
    with study_to_change(options) as project:
        with project.read() as reader:
            coders = [find_coder(reader, name).id for name in named]
            in_round = round_id(reader, options.round)
            names = {row.id: row.name for row in documents(reader)}
        done = perform(
            project, draw_sample,
            round=in_round, coders=coders, size=options.draw, by=options.by, seed=seed,
        )  # fmt: skip
    drawn = [names[key] for key in done.result]
    listed = "; ".join(drawn)
    tell(options, done, f"Drawn (seed {seed}): {listed}.", documents=drawn, coders=named, seed=seed)
