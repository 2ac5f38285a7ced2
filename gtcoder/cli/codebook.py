"""The codebook: create, define, rename, move, merge, unmerge, split, retire, restore."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from gtcoder.cli.parsing import WrongUsage
from gtcoder.cli.performing import perform, tell
from gtcoder.cli.study_argument import add_study_to_change, study_to_change
from gtcoder.cli.verbs import verb
from gtcoder.vocabulary import CodeLevel, CodeOrigin

_RULE = "when to use it"
_WHEN_NOT = "when not to use it, and which code then"
_EXAMPLE = "a written example; passages of the study are marked with `example`"
_WHY = "why; the ledger keeps it, and the methods section is written from it"


def _code(parser: ArgumentParser) -> None:
    parser.add_argument("--code", metavar="PATH", required=True, help='"Code" or "Parent > Child"')


def _reason(parser: ArgumentParser) -> None:
    parser.add_argument("--reason", metavar="T", default="", help=_WHY)


def _code_and_reason(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    _code(parser)
    _reason(parser)


def _create_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    _code(parser)
    parser.add_argument("--level", choices=[str(level) for level in CodeLevel], default="open")
    parser.add_argument(
        "--origin", choices=[str(origin) for origin in CodeOrigin], default="constructed"
    )
    parser.add_argument("--definition", metavar="T", default="")
    parser.add_argument("--rule", metavar="T", default="", help=_RULE)
    parser.add_argument("--when-not", metavar="T", default="", help=_WHEN_NOT)
    parser.add_argument("--example", metavar="T", default="", help=_EXAMPLE)


@verb("create", "make a code or category", _create_arguments)
def create(options: Namespace) -> None:
    """Make a code below one that is there, or at the top."""
    from gtcoder.actions.codebook import create_code
    from gtcoder.cli.names import code_id

    above, _, name = options.code.rpartition(" > ")
    with study_to_change(options) as project:
        with project.read() as reader:
            parent = code_id(reader, above) if above else None
            proposing = reader.blind is not None
        done = perform(
            project,
            create_code,
            name=name,
            parent=parent,
            level=CodeLevel(options.level),
            origin=CodeOrigin(options.origin),
            definition=options.definition,
            rule=options.rule,
            when_not=options.when_not,
            example=options.example,
        )
    what = "a proposal that only you see until the blind round ends" if proposing else ""
    tell(options, done, f"Made the code “{options.code}”{what and f', {what}'}.")


def _define_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    _code(parser)
    parser.add_argument("--definition", metavar="T", help="what the code means")
    parser.add_argument("--rule", metavar="T", help=_RULE)
    parser.add_argument("--when-not", metavar="T", help=_WHEN_NOT)
    parser.add_argument("--example", metavar="T", help=_EXAMPLE)
    parser.add_argument(
        "--reason", metavar="T", default="", help=f"needed once the code has codings: {_WHY}"
    )


@verb("define", "say what a code means, when to use it and when not", _define_arguments)
def define(options: Namespace) -> None:
    """Define a code; what is not given stays as it is."""
    from gtcoder.actions.codebook import define_code

    texts = {name: getattr(options, name) for name in ("definition", "rule", "when_not", "example")}
    if not any(text is not None for text in texts.values()):
        raise WrongUsage("nothing to set: give --definition, --rule, --when-not or --example")
    _change_code(options, define_code, f"Defined “{options.code}”.", **texts)


def _rename_arguments(parser: ArgumentParser) -> None:
    _code_and_reason(parser)
    parser.add_argument("--name", metavar="NAME", required=True, help="the new name, not a path")


@verb("rename", "give a code another name", _rename_arguments)
def rename(options: Namespace) -> None:
    """Rename a code; codings, memos and history stay."""
    from gtcoder.actions.codebook import rename_code

    sentence = f"“{options.code}” is now called “{options.name}”."
    _change_code(options, rename_code, sentence, name=options.name)


def _move_arguments(parser: ArgumentParser) -> None:
    _code_and_reason(parser)
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--parent", metavar="PATH", help="the code to go below")
    place.add_argument("--top", action="store_true", help="to the top of the codebook")


@verb("move", "put a code below another one, or at the top", _move_arguments)
def move(options: Namespace) -> None:
    """Move a code with all that lies below it."""
    from gtcoder.actions.codebook import move_code
    from gtcoder.cli.names import code_id

    with study_to_change(options) as project:
        with project.read() as reader:
            code = code_id(reader, options.code)
            parent = None if options.parent is None else code_id(reader, options.parent)
        done = perform(project, move_code, code=code, parent=parent, reason=options.reason)
    tell(options, done, f"“{options.code}” lies {_below(options.parent)}.")


def _below(parent: str | None) -> str:
    return "at the top" if parent is None else f"below “{parent}”"


def _retire_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    parser.add_argument(
        "--code",
        dest="codes",
        metavar="PATH",
        nargs="+",
        action="extend",
        required=True,
        help='"Code" or "Parent > Child"; several go out of use together, as one entry',
    )
    _reason(parser)


@verb("retire", "take codes out of use; their codings stay", _retire_arguments)
def retire(options: Namespace) -> None:
    """Retire codes, several of them for one reason."""
    from gtcoder.actions.codebook import retire_code, retire_codes
    from gtcoder.cli.names import code_id

    with study_to_change(options) as project:
        with project.read() as reader:
            codes = [code_id(reader, written) for written in options.codes]
        if len(codes) == 1:
            done = perform(project, retire_code, code=codes[0], reason=options.reason)
        else:
            done = perform(project, retire_codes, codes=codes, reason=options.reason)
    named = ", ".join(f"“{written}”" for written in options.codes)
    tell(options, done, f"{named} {'is' if len(codes) == 1 else 'are'} retired.")


@verb("restore", "take a retired code into use again", _code_and_reason)
def restore(options: Namespace) -> None:
    """Restore a retired code."""
    from gtcoder.actions.codebook import restore_code

    _change_code(options, restore_code, f"“{options.code}” is in use again.")


def _change_code(options: Namespace, change: Any, sentence: str, **arguments: Any) -> None:
    from gtcoder.cli.names import code_id

    with study_to_change(options) as project:
        with project.read() as reader:
            code = code_id(reader, options.code)
        done = perform(project, change, code=code, reason=options.reason, **arguments)
    tell(options, done, sentence)
