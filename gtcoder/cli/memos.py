"""Memos: written with their kind, tags and what they are about."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from gtcoder.cli.parsing import WrongUsage, count
from gtcoder.cli.performing import perform, tell
from gtcoder.cli.study_argument import add_study_to_change, study_to_change
from gtcoder.cli.verbs import verb
from gtcoder.vocabulary import MemoKind

if TYPE_CHECKING:
    from gtcoder.store.reader import Reader

# By option: the argument of the verb, and what is written on the command line.
_ABOUT = {
    "code": ("codes", "PATH"),
    "document": ("documents", "D"),
    "participant": ("participants", "NAME"),
    "quotation": ("quotations", "ID"),
    "relation": ("relations", "ID"),
    "memo": ("memos", "ID"),
    "speaker": ("speakers", "ID"),
    "property": ("properties", "ID"),
    "paradigm": ("paradigms", "NAME"),
    "model": ("models", "NAME"),
    "round": ("rounds", "R"),
    "sampling": ("sampling", "ID"),
    "instrument": ("instruments", "NAME"),
}


def _memo_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    parser.add_argument(
        "--text", metavar="T", required=True, help="the memo; - reads it from stdin"
    )
    parser.add_argument("--title", metavar="T", default="")
    kinds = [str(kind) for kind in MemoKind if kind is not MemoKind.STORYLINE]
    parser.add_argument("--kind", choices=kinds, default="theoretical")
    several: dict[str, Any] = {"action": "append", "default": []}
    parser.add_argument("--tag", metavar="T", help="a tag; may be given several times", **several)
    about = parser.add_argument_group(
        "what it is about (each may be given several times; numbers as “list --json” gives them)"
    )
    for name, (_, word) in _ABOUT.items():
        kind: dict[str, Any] = {"type": count} if word == "ID" else {}
        about.add_argument(f"--{name}", metavar=word, **several, **kind)


@verb("memo", "write a memo about anything, or about the study", _memo_arguments)
def memo(options: Namespace) -> None:
    """Write a memo."""
    from gtcoder.actions.memos import write_memo

    text = _from_stdin() if options.text == "-" else options.text
    with study_to_change(options) as project:
        with project.read() as reader:
            about = _about(reader, options)
        done = perform(
            project,
            write_memo,
            text=text,
            kind=MemoKind(options.kind),
            title=options.title,
            tags=options.tag,
            **about,
        )
    tell(options, done, f"Wrote memo {done.result}.", memo=done.result)


def _about(reader: Reader, options: Namespace) -> dict[str, Any]:
    """Return what the memo is about, as the verb takes it."""
    from gtcoder.cli import names

    find: dict[str, Any] = {
        "code": names.code_id,
        "document": names.document_id,
        "participant": names.participant_id,
        "paradigm": names.paradigm_id,
        "model": names.model_id,
        "round": lambda reader, name: names.find_round(reader, name).id,
        "instrument": names.instrument_id,
    }
    found: dict[str, Any] = {}
    for name, (argument, _) in _ABOUT.items():
        given = getattr(options, name)
        found[argument] = [find[name](reader, word) for word in given] if name in find else given
    return found


def _from_stdin() -> str:
    try:
        text = sys.stdin.read()
        text.encode("utf-8")  # a stream may pass broken bytes on
    except UnicodeError:
        raise WrongUsage("what came on stdin is no text in UTF-8") from None
    return text
