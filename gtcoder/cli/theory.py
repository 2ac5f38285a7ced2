"""Theory: memos, relations between categories, the paradigm, and its diagram."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import Any

from gtcoder.cli.parsing import WrongUsage, count, number
from gtcoder.cli.performing import perform, tell
from gtcoder.cli.study_argument import add_study_to_change, study_to_change
from gtcoder.cli.verbs import verb
from gtcoder.vocabulary import MemoKind, ParadigmRole, QuotationId, RelationId


def _memo_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    parser.add_argument(
        "--text", metavar="T", required=True, help="the memo; - reads it from stdin"
    )
    parser.add_argument("--title", metavar="T", default="")
    kinds = [str(kind) for kind in MemoKind if kind is not MemoKind.STORYLINE]
    parser.add_argument("--kind", choices=kinds, default="theoretical")
    about = parser.add_argument_group("what it is about (each may be given several times)")
    several: dict[str, Any] = {"action": "append", "default": []}
    about.add_argument("--code", metavar="PATH", **several)
    about.add_argument("--document", metavar="D", **several)
    about.add_argument("--participant", metavar="NAME", **several)
    about.add_argument("--quotation", metavar="ID", type=count, **several)
    about.add_argument("--relation", metavar="ID", type=count, **several)


@verb("memo", "write a memo about codes, documents, passages, or the study", _memo_arguments)
def memo(options: Namespace) -> None:
    """Write a memo."""
    from gtcoder.actions.theory import write_memo
    from gtcoder.cli.names import code_id, document_id, participant_id

    text = _from_stdin() if options.text == "-" else options.text
    with study_to_change(options) as project:
        with project.read() as reader:
            about: dict[str, Any] = {
                "codes": [code_id(reader, path) for path in options.code],
                "documents": [document_id(reader, name) for name in options.document],
                "participants": [participant_id(reader, name) for name in options.participant],
            }
        done = perform(
            project,
            write_memo,
            text=text,
            kind=MemoKind(options.kind),
            title=options.title,
            quotations=[QuotationId(number) for number in options.quotation],
            relations=[RelationId(number) for number in options.relation],
            **about,
        )
    tell(options, done, f"Wrote memo {done.result}.", memo=done.result)


def _from_stdin() -> str:
    try:
        text = sys.stdin.read()
        text.encode("utf-8")  # a stream may pass broken bytes on
    except UnicodeError:
        raise WrongUsage("what came on stdin is no text in UTF-8") from None
    return text


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
