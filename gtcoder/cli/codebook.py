"""The codebook: create, define, rename, move, merge, unmerge, split, retire, restore."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from gtcoder.cli.output import number_of
from gtcoder.cli.parsing import WrongUsage, comma_list, count
from gtcoder.cli.performing import perform, tell
from gtcoder.cli.study_argument import add_study_to_change, study_to_change
from gtcoder.cli.verbs import verb
from gtcoder.vocabulary import CodeLevel, CodeOrigin, CodingId

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
    parser.add_argument("--rule", metavar="T", default="", help="when to apply it and when not")


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
        )
    what = "a proposal that only you see until the blind round ends" if proposing else ""
    tell(options, done, f"Made the code “{options.code}”{what and f', {what}'}.")


def _define_arguments(parser: ArgumentParser) -> None:
    _code_and_reason(parser)
    parser.add_argument("--definition", metavar="T", help="what the code means")
    parser.add_argument("--rule", metavar="T", help="when to apply it and when not")


@verb("define", "set a code's definition or rule of use", _define_arguments)
def define(options: Namespace) -> None:
    """Define a code; what is not given stays as it is."""
    from gtcoder.actions.codebook import define_code

    if options.definition is None and options.rule is None:
        raise WrongUsage("nothing to set: give --definition, --rule or both")
    _change_code(
        options,
        define_code,
        f"Defined “{options.code}”.",
        definition=options.definition,
        rule=options.rule,
    )


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


@verb("retire", "take a code out of use; its codings stay", _code_and_reason)
def retire(options: Namespace) -> None:
    """Retire a code."""
    from gtcoder.actions.codebook import retire_code

    _change_code(options, retire_code, f"“{options.code}” is retired.")


@verb("restore", "take a retired code into use again", _code_and_reason)
def restore(options: Namespace) -> None:
    """Restore a retired code."""
    from gtcoder.actions.codebook import restore_code

    _change_code(options, restore_code, f"“{options.code}” is in use again.")


def _merge_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    parser.add_argument(
        "--from",
        dest="sources",
        metavar="PATH",
        nargs="+",
        action="extend",
        required=True,
        help="the codes that go in; they stay as retired codes and can be unmerged",
    )
    parser.add_argument("--into", metavar="PATH", required=True, help="the code that remains")
    _reason(parser)


@verb("merge", "merge codes into one", _merge_arguments)
def merge(options: Namespace) -> None:
    """Move all codings of some codes to another one."""
    from gtcoder.actions.merging import merge_codes
    from gtcoder.cli.names import code_id

    with study_to_change(options) as project:
        with project.read() as reader:
            sources = [code_id(reader, source) for source in options.sources]
            target = code_id(reader, options.into)
        done = perform(project, merge_codes, sources=sources, target=target, reason=options.reason)
    named = "; ".join(options.sources)
    sentence = f"Merged {named} into “{options.into}”; {number_of(done.result, 'coding')} moved."
    tell(options, done, sentence, codings=done.result)


@verb("unmerge", "bring a merged code back with its codings", _code_and_reason)
def unmerge(options: Namespace) -> None:
    """Take a merge apart, however long ago it was."""
    from gtcoder.actions.merging import unmerge_code
    from gtcoder.cli.names import code_id

    with study_to_change(options) as project:
        with project.read() as reader:
            code = code_id(reader, options.code)
        done = perform(project, unmerge_code, code=code, reason=options.reason)
    sentence = f"“{options.code}” is back with {number_of(done.result, 'coding')}."
    tell(options, done, sentence, codings=done.result)


def _split_arguments(parser: ArgumentParser) -> None:
    _code_and_reason(parser)
    parser.add_argument("--name", metavar="NAME", required=True, help="the new code beside it")
    parser.add_argument(
        "--codings",
        metavar="ID,ID,…",
        type=comma_list,
        required=True,
        help="the codings that go to the new code",
    )
    parser.add_argument("--definition", metavar="T", default="")


@verb("split", "make a new code beside one and give it some of its codings", _split_arguments)
def split(options: Namespace) -> None:
    """Split a code."""
    from gtcoder.actions.merging import split_code

    wrong = [number for number in options.codings if not number.isdecimal()]
    if wrong:
        raise WrongUsage(f"--codings: “{wrong[0]}” is no number of a coding")
    codings = [CodingId(count(number)) for number in options.codings]
    _change_code(
        options,
        split_code,
        f"“{options.name}” was split off “{options.code}” with "
        f"{number_of(len(codings), 'coding')}.",
        name=options.name,
        codings=codings,
        definition=options.definition,
    )


def _change_code(options: Namespace, change: Any, sentence: str, **arguments: Any) -> None:
    from gtcoder.cli.names import code_id

    with study_to_change(options) as project:
        with project.read() as reader:
            code = code_id(reader, options.code)
        done = perform(project, change, code=code, reason=options.reason, **arguments)
    tell(options, done, sentence)
