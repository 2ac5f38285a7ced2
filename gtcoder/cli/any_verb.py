"""The verb `do`: every verb of the study, by its stable name, with NAME=VALUE arguments."""

from __future__ import annotations

import difflib
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import TYPE_CHECKING, Any

from gtcoder.cli.output import answer, print_json
from gtcoder.cli.parsing import WrongUsage, named_value
from gtcoder.cli.performing import perform
from gtcoder.cli.study_argument import STUDY, add_coder, study_to_change
from gtcoder.cli.verbs import verb

if TYPE_CHECKING:
    from gtcoder.cli.signatures import Signature

# What is not done by its name, and how it is done instead.
_ELSEWHERE = {
    "study.create": "gtcoder new",
    "study.keep_result": "gtcoder agreement --keep",
    "study.save_import_profile": "gtcoder import --save-profile",
    "team.join": "--new-coder with any verb that writes",
    "history.revert": "gtcoder undo --revision",
    "transcripts.add": "gtcoder import",
    "coding.autocode": "gtcoder autocode",
    "transcripts.erase": "gtcoder erase",
    "study.take_in": "gtcoder import or gtcoder merge-study",
}
_DRAFTS = "takes a table or drafts, which a command line cannot hold"


def _do_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--list", action="store_true", help="print every verb with its arguments and their types"
    )
    parser.add_argument("study", metavar="STUDY", nargs="?", help=STUDY)
    parser.add_argument("what", metavar="NAME", nargs="?", help="such as codebook.recolour")
    parser.add_argument(
        "values",
        metavar="NAME=VALUE",
        nargs="*",
        help="arguments: codes by path, documents, coders, rounds and participants by name, "
        "codings, quotations, memos and relations by the number that “list --json” gives; several "
        "values are parted by “;” or given again",
    )
    parser.add_argument("--reason", metavar="T", default="", help="why; some verbs ask for it")
    add_coder(parser, who="who does it; needed but with --list", needed=False)


@verb("do", "do anything that can be done to a study, by the name of its verb", _do_arguments)
def do(options: Namespace) -> None:
    """Print what can be done, or do it."""
    from gtcoder.cli.signatures import signatures

    known = {each.name: each for each in signatures() if each.name not in _ELSEWHERE}
    if options.list:
        _print_list(options, list(known.values()))
        return
    if options.study is None or options.what is None:
        raise WrongUsage("it takes STUDY and the NAME of a verb, or --list")
    if options.coder is None:
        raise WrongUsage("it needs --coder NAME")
    chosen = _find(known, options.what)
    given = chosen.sorted_words(_pairs(options.values))
    with study_to_change(options) as project:
        with project.read() as reader:
            arguments = chosen.resolve(reader, given)
        done = perform(project, chosen.run, reason=options.reason, **arguments)
    record = {"revision": done.revision, "changed": done.changed, "result": _plain(done.result)}
    what = f"Done as entry {done.revision}" if done.changed else "Nothing was to be changed"
    answer(options, record, what + ("." if done.result is None else f"; it gave {done.result}."))


def _pairs(words: list[str]) -> list[tuple[str, str]]:
    try:
        return [named_value(word) for word in words]
    except ArgumentTypeError as error:
        raise WrongUsage(str(error)) from None


def _find(known: dict[str, Signature], name: str) -> Signature:
    by_function = {each.run.__name__: each for each in known.values()}
    found = known.get(name) or by_function.get(name)
    if found is not None:
        return found
    elsewhere = _elsewhere()
    if name in elsewhere:
        raise WrongUsage(f"{name} is not done by name: {elsewhere[name]}")
    near = difflib.get_close_matches(name, [*known, *by_function], n=3, cutoff=0.4)
    raise WrongUsage(f"there is no verb “{name}”. Nearest: {', '.join(near) or 'see --list'}")


def _elsewhere() -> dict[str, str]:
    """Return the verbs that are not done by name, and why or how instead."""
    from gtcoder.cli.signatures import unwritable

    return dict.fromkeys(unwritable(), _DRAFTS) | _ELSEWHERE


def _print_list(options: Namespace, known: list[Signature]) -> None:
    elsewhere = _elsewhere()
    if options.json:
        print_json({"verbs": [each.record() for each in known], "elsewhere": elsewhere})
        return
    for each in known:
        notes = [each.about, *(["needs --reason"] if each.needs_reason else [])]
        notes += ["leads only"] if each.lead_only else []
        print(f"{each.name}  {' · '.join(notes)}")
        for argument in each.arguments:
            print(f"    {argument}")
    print("\nNot by name:")
    for name, where in sorted(elsewhere.items()):
        print(f"{name}  {where}")


def _plain(result: Any) -> Any:
    return result if isinstance(result, int | str | float | bool | None) else str(result)
