"""Codings: apply a code to a stretch of text, take one back."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gtcoder.cli.output import answer, complain
from gtcoder.cli.parsing import SEPARATOR, code_path, count, span
from gtcoder.cli.performing import perform
from gtcoder.cli.study_argument import add_study_to_change, study_to_change
from gtcoder.cli.verbs import verb
from gtcoder.vocabulary import CodingId


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
        required=True,
        help='the code, made when missing: "Code" at the top, "Parent > Child" below another',
    )
    parser.add_argument("--memo", metavar="T", default="", help="a memo on the passage")
    parser.add_argument(
        "--round", metavar="R", help="name or number of the round (default: the newest open one)"
    )


@verb("apply", "apply a code to a stretch of a document", _apply_arguments)
def apply(options: Namespace) -> None:
    """Apply a code; what is missing of its path is made in the same entry."""
    from gtcoder.actions.coding import apply_code, apply_new_code
    from gtcoder.cli.names import code_at, document_id, round_id
    from gtcoder.queries.codebook import codes

    with study_to_change(options) as project:
        with project.read() as reader:
            every, proposing = codes(reader, retired=True), reader.blind is not None
            place = {
                "document": document_id(reader, options.document),
                "span": options.span,
                "round": round_id(reader, options.round),
                "memo": options.memo,
            }
        known = code_at(every, options.code)
        if known is None:
            done = perform(project, apply_new_code, path=options.code, **place)
            _tell_of_namesakes(options.code, [code.path for code in every if not code.retired])
        else:
            done = perform(project, apply_code, code=known.id, **place)
    path = options.code if known is None else known.path
    record = {
        "coding": done.result,
        "code": list(path),
        "code_made": known is None,
        "revision": done.revision,
        "changed": done.changed,
    }
    said = "Applied" if done.changed else "Already there:"
    written = SEPARATOR.join(path)
    new = "a proposal that only you see until the blind round ends" if proposing else "new"
    made = f" The code is {new}." if known is None else ""
    answer(options, record, f"{said} “{written}” as coding {done.result}.{made}")


def _tell_of_namesakes(path: tuple[str, ...], known: list[tuple[str, ...]]) -> None:
    same = [other for other in known if other[-1].casefold() == path[-1].casefold()]
    if same:
        written = "; ".join(SEPARATOR.join(other) for other in same)
        complain(f"a new code was made; of the same name: {written}")


def _remove_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    parser.add_argument(
        "--coding",
        metavar="ID",
        type=count,
        required=True,
        help="its number, as “list codings --json” and “apply --json” give it",
    )


@verb("remove", "take back a coding", _remove_arguments)
def remove(options: Namespace) -> None:
    """Remove one coding."""
    from gtcoder.actions.coding import remove_coding

    with study_to_change(options) as project:
        done = perform(project, remove_coding, coding=CodingId(options.coding))
    record = {"revision": done.revision, "changed": done.changed}
    answer(options, record, f"Removed coding {options.coding}.")
