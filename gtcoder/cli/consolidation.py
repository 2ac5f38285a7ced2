"""Consolidating the codebook: merge, unmerge, split, and codes that are kept apart."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gtcoder.cli.output import answer, number_of
from gtcoder.cli.parsing import WrongUsage, comma_list, count
from gtcoder.cli.performing import perform, tell
from gtcoder.cli.progress import progress
from gtcoder.cli.study_argument import add_study_to_change, study_to_change
from gtcoder.cli.verbs import verb
from gtcoder.errors import InvalidInput
from gtcoder.vocabulary import CodeId, CodingId

if TYPE_CHECKING:
    from gtcoder.store.project import OpenProject
    from gtcoder.store.reader import Reader

_WHY = "why; the ledger keeps it, and the methods section is written from it"


def _reason(parser: ArgumentParser) -> None:
    parser.add_argument("--reason", metavar="T", default="", help=_WHY)


def _code_and_reason(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    parser.add_argument("--code", metavar="PATH", required=True, help='"Code" or "Parent > Child"')
    _reason(parser)


def _merge_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    parser.add_argument(
        "--from",
        dest="sources",
        metavar="PATH",
        nargs="+",
        action="extend",
        default=[],
        help="the codes that go in; they stay as retired codes and can be unmerged",
    )
    parser.add_argument("--into", metavar="PATH", default="", help="the code that remains")
    parser.add_argument(
        "--script",
        metavar="FILE",
        type=Path,
        help="a csv with the columns from, into and reason: one merge, one entry, for each row",
    )
    _reason(parser)


@verb("merge", "merge codes into one, or as a script says", _merge_arguments)
def merge(options: Namespace) -> None:
    """Move all codings of some codes to another one."""
    if options.script is not None and (options.sources or options.into):
        raise WrongUsage("give --script, or --from and --into, not both")
    if options.script is not None:
        _merge_script(options)
        return
    if not options.sources or not options.into:
        raise WrongUsage("give --from and --into, or --script FILE")
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


@dataclass(frozen=True, slots=True)
class _Step:
    """A row of a script, its codes looked up."""

    place: str
    source: CodeId
    into: CodeId
    reason: str


def _merge_script(options: Namespace) -> None:
    """Merge row by row; a row that cannot be done is found before the first, as far as it can."""
    from gtcoder.actions.merging import merge_codes

    moved = 0
    with study_to_change(options) as project, progress() as watched:
        with project.read() as reader:
            steps = _steps(reader, options.script, options.reason)
        for number, step in enumerate(steps):
            watched.step(number, len(steps), "merging")
            moved += _do(project, merge_codes, step, number)
        now = project.seen
    what = number_of(len(steps), "merge")
    record = {"revision": now, "changed": bool(steps), "merges": len(steps), "codings": moved}
    answer(options, record, f"{what} done; {number_of(moved, 'coding')} moved.")


def _do(project: OpenProject, merging: Any, step: _Step, done: int) -> int:
    from gtcoder.errors import GtcoderError

    try:
        result: int = project.perform(
            merging, sources=[step.source], target=step.into, reason=step.reason
        )
    except GtcoderError as error:
        raise InvalidInput(
            "{row}: {why} The {done} merges of the rows before it stand; each can be undone.",
            row=step.place,
            why=str(error),
            done=done,
        ) from None
    return result


def _steps(reader: Reader, path: Path, reason: str) -> list[_Step]:
    from gtcoder.cli.names import code_id
    from gtcoder.exchange.plain_tables import read_table

    if not path.is_file():
        raise InvalidInput("There is no file “{path}”. Nothing was changed.", path=path)
    table = read_table(path.parent, path.name, needs=("from", "into"), may=("reason",))
    steps: list[_Step] = []
    gone: dict[CodeId, str] = {}
    for row in table.rows:
        source, into = (code_id(reader, row.needed(end)) for end in ("from", "into"))
        for code in (source, into):
            if code in gone:
                raise InvalidInput(
                    "{row}: “{code}” was merged in {first} already. Nothing was changed.",
                    row=row.place,
                    code=row["from"] if code == source else row["into"],
                    first=gone[code],
                )
        gone[source] = row.place
        why = row["reason"] or reason
        if not why:
            raise InvalidInput(
                "{row}: no reason is given. Nothing was changed; fill the column reason, or "
                "give one for all rows with --reason.",
                row=row.place,
            )
        steps.append(_Step(row.place, source, into, why))
    return steps


@verb("unmerge", "bring a merged code back with its codings", _code_and_reason)
def unmerge(options: Namespace) -> None:
    """Take a merge apart, however long ago it was; say what could not come back."""
    from gtcoder.actions.merging import unmerge_code
    from gtcoder.cli.names import code_id
    from gtcoder.queries.entry_rows import entry_row
    from gtcoder.queries.record_words import counted_rows

    with study_to_change(options) as project:
        with project.read() as reader:
            code = code_id(reader, options.code)
        done = perform(project, unmerge_code, code=code, reason=options.reason)
        with project.read() as reader:
            entry = entry_row(reader, done.revision)
    stayed = {} if entry is None else dict(entry.details.get("stayed") or {})
    sentence = f"“{options.code}” is back with {number_of(done.result, 'coding')}."
    if stayed:
        rows = ", ".join(counted_rows(number, table) for table, number in stayed.items())
        sentence += f" Could not come back, as it was changed since: {rows}."
    tell(options, done, sentence, codings=done.result, stayed=stayed)


def _split_arguments(parser: ArgumentParser) -> None:
    _code_and_reason(parser)
    parser.add_argument("--name", metavar="NAME", required=True, help="the new code beside it")
    parser.add_argument(
        "--codings",
        metavar="ID,ID,…",
        type=comma_list,
        default=(),
        help="the codings that go to the new code",
    )
    parser.add_argument(
        "--both",
        metavar="ID,ID,…",
        type=comma_list,
        default=(),
        help="the codings that stay and are coded with the new code as well",
    )
    parser.add_argument("--definition", metavar="T", default="")
    parser.add_argument("--rule", metavar="T", default="", help="when to apply the new code")


@verb("split", "make a new code beside one and give it some of its codings", _split_arguments)
def split(options: Namespace) -> None:
    """Split a code."""
    from gtcoder.actions.merging import split_code
    from gtcoder.cli.names import code_id

    codings, both = _codings(options.codings, "--codings"), _codings(options.both, "--both")
    if not codings and not both:
        raise WrongUsage("name passages with --codings, --both or both")
    with study_to_change(options) as project:
        with project.read() as reader:
            code = code_id(reader, options.code)
        done = perform(
            project,
            split_code,
            code=code,
            name=options.name,
            codings=codings,
            both=both,
            definition=options.definition,
            rule=options.rule,
            reason=options.reason,
        )
    more = f" and {number_of(len(both), 'passage')} in both" if both else ""
    sentence = (
        f"“{options.name}” was split off “{options.code}” with "
        f"{number_of(len(codings), 'coding')}{more}."
    )
    tell(options, done, sentence)


def _codings(words: tuple[str, ...], option: str) -> list[CodingId]:
    wrong = [number for number in words if not number.isdecimal()]
    if wrong:
        raise WrongUsage(f"{option}: “{wrong[0]}” is no number of a coding")
    return [CodingId(count(number)) for number in words]


def _pair_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    parser.add_argument("--one", metavar="PATH", required=True, help="a code")
    parser.add_argument("--other", metavar="PATH", required=True, help="the code beside it")
    _reason(parser)


@verb("refuse-merge", "keep two codes apart: do not propose their merge again", _pair_arguments)
def refuse_merge(options: Namespace) -> None:
    """Keep two codes apart, with the reason."""
    from gtcoder.actions.kept_apart import refuse_merge as refuse

    _pair(options, refuse, f"“{options.one}” and “{options.other}” are kept apart.")


@verb("unrefuse-merge", "let the merge of two codes be proposed again", _pair_arguments)
def unrefuse_merge(options: Namespace) -> None:
    """Take it back that two codes are kept apart."""
    from gtcoder.actions.kept_apart import unrefuse_merge as unrefuse

    _pair(options, unrefuse, f"“{options.one}” and “{options.other}” may be proposed again.")


def _pair(options: Namespace, change: Any, sentence: str) -> None:
    from gtcoder.cli.names import code_id

    with study_to_change(options) as project:
        with project.read() as reader:
            one, other = (code_id(reader, path) for path in (options.one, options.other))
        done = perform(project, change, one=one, other=other, reason=options.reason)
    tell(options, done, sentence)
