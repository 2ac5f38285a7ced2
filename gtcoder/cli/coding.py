"""Codings: apply a code to a stretch of text, take one back."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gtcoder.cli.output import answer, complain
from gtcoder.cli.parsing import SEPARATOR, code_path, count, span
from gtcoder.cli.performing import perform
from gtcoder.cli.study_argument import add_study_to_change, study_to_change
from gtcoder.cli.verbs import verb
from gtcoder.vocabulary import CodingId

if TYPE_CHECKING:
    from gtcoder.queries.codebook import CodeRow
    from gtcoder.store.project import OpenProject


def _apply_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    parser.add_argument("--document", metavar="D", required=True)
    parser.add_argument(
        "--span", metavar="START:END", type=span, required=True, help="code points, end-exclusive"
    )
    parser.add_argument(
        "--code",
        metavar="PATH",
        type=code_path,
        action="append",
        required=True,
        help='the code, made when missing: "Code" at the top, "Parent > Child" below another; '
        "several of them are one entry",
    )
    add_weight(parser)
    parser.add_argument("--memo", metavar="T", default="", help="a memo on the passage")
    parser.add_argument(
        "--round", metavar="R", help="name or number of the round (default: the newest open one)"
    )


def add_weight(parser: ArgumentParser) -> None:
    """Add the weight of a coding, which may be left out."""
    parser.add_argument(
        "--weight", metavar="0-100", type=count, help="how strongly it speaks of the code"
    )


@verb("apply", "apply codes to a stretch of a document", _apply_arguments)
def apply(options: Namespace) -> None:
    """Apply codes; what is missing of their paths is made in the same entry."""
    from gtcoder.cli.names import document_id, round_id
    from gtcoder.queries.codebook import codes

    with study_to_change(options) as project:
        with project.read() as reader:
            every, proposing = codes(reader, retired=True), reader.blind is not None
            place = {
                "document": document_id(reader, options.document),
                "span": options.span,
                "round": round_id(reader, options.round),
                "memo": options.memo,
                "weight": options.weight,
            }
        if len(options.code) > 1:
            _apply_several(options, project, every, place)
        else:
            _apply_one(options, project, every, place, proposing=proposing)


def _apply_one(
    options: Namespace,
    project: OpenProject,
    every: Sequence[CodeRow],
    place: dict[str, Any],
    *,
    proposing: bool,
) -> None:
    from gtcoder.actions.coding import apply_code, apply_new_code
    from gtcoder.cli.names import code_at

    path = options.code[0]
    known = code_at(every, path)
    if known is None:
        done = perform(project, apply_new_code, path=path, **place)
        _tell_of_namesakes(path, every)
    else:
        done = perform(project, apply_code, code=known.id, **place)
    record: dict[str, Any] = {
        "coding": done.result,
        "code": list(path if known is None else known.path),
        "code_made": known is None,
        "revision": done.revision,
        "changed": done.changed,
    }
    said = "Applied" if done.changed else "Already there:"
    written = SEPARATOR.join(record["code"])
    new = "a proposal that only you see until the blind round ends" if proposing else "new"
    made = f" The code is {new}." if known is None else ""
    answer(options, record, f"{said} “{written}” as coding {done.result}.{made}")


def _apply_several(
    options: Namespace, project: OpenProject, every: Sequence[CodeRow], place: dict[str, Any]
) -> None:
    from gtcoder.actions.coding_acts import apply_several
    from gtcoder.cli.names import code_at

    paths = list(dict.fromkeys(options.code))
    known = {path: code_at(every, path) for path in paths}
    there = [row for row in known.values() if row is not None]
    new = [path for path, row in known.items() if row is None]
    done = perform(project, apply_several, codes=[row.id for row in there], new=new, **place)
    for path in new:
        _tell_of_namesakes(path, every)
    record: dict[str, Any] = {
        "codings": list(done.result),
        "codes": [list(row.path) for row in there] + [list(path) for path in new],
        "codes_made": len(new),
        "revision": done.revision,
        "changed": done.changed,
    }
    written = ", ".join(f"“{SEPARATOR.join(path)}”" for path in record["codes"])
    numbers = ", ".join(str(key) for key in record["codings"])
    said = "Applied" if done.changed else "Already there:"
    answer(options, record, f"{said} {written} as codings {numbers}.")


def _tell_of_namesakes(path: tuple[str, ...], every: Sequence[CodeRow]) -> None:
    known = [code.path for code in every if not code.retired]
    same = [other for other in known if other[-1].casefold() == path[-1].casefold()]
    if same:
        written = "; ".join(SEPARATOR.join(other) for other in same)
        complain(f"a new code was made; of the same name: {written}")


def add_coding(parser: ArgumentParser) -> None:
    """Add the coding that a verb is about."""
    parser.add_argument(
        "--coding",
        metavar="ID",
        type=count,
        required=True,
        help="its number, as “list codings --json” and “apply --json” give it",
    )


def _remove_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    add_coding(parser)


@verb("remove", "take back a coding", _remove_arguments)
def remove(options: Namespace) -> None:
    """Remove one coding."""
    from gtcoder.actions.coding import remove_coding

    with study_to_change(options) as project:
        done = perform(project, remove_coding, coding=CodingId(options.coding))
    record = {"revision": done.revision, "changed": done.changed}
    answer(options, record, f"Removed coding {options.coding}.")
