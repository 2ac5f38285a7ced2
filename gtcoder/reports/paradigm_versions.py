"""Two versions of a paradigm side by side: cards, roles, relations and their evidence."""

from __future__ import annotations

from dataclasses import dataclass, field

from gtcoder.errors import NotFound
from gtcoder.progress import Progress
from gtcoder.queries.codebook import nearest
from gtcoder.queries.ledger import revision_of
from gtcoder.queries.paradigm_versions import (
    Board,
    Difference,
    Kind,
    boards_at,
    entries_of,
    side_by_side,
)
from gtcoder.reports.base import Basis, Report, Row, number_of, report
from gtcoder.store.reader import Reader

NOW = "now"


@dataclass(frozen=True, slots=True)
class VersionOptions:
    """Which two boards are set side by side."""

    paradigm: str = field(
        default="", metadata={"help": "the paradigm by its name of now; without one: the first"}
    )
    from_: str = field(
        default="", metadata={"help": "a label or the number of an entry; without one: its first"}
    )
    to: str = field(default=NOW, metadata={"help": "a label, the number of an entry, or now"})
    other: str = field(
        default="", metadata={"help": "another paradigm at “to”; without one: the same"}
    )
    changes_only: bool = field(default=False, metadata={"help": "leave out what stayed the same"})


@report("paradigm-versions", "Versions of a paradigm", VersionOptions)
def paradigm_versions(reader: Reader, options: VersionOptions, progress: Progress) -> Report:
    """Return one row per category and relation of either board, with how it differs."""
    progress.step(0, 1, "reading the ledger")
    first, second = _boards(reader, options)
    every = side_by_side(first, second)
    changes = [each for each in every if each.kind is not Kind.SAME]
    shown = changes if options.changes_only else every
    moments = (_moment(options.from_, first), _moment(options.to, second))
    names = (first.name, second.name)
    basis = Basis(
        counted=f"{number_of(len(changes), 'difference')} between two boards; evidence in passages",
        whose="the study's theory",
        sample=f"“{names[0]}” {moments[0]} beside “{names[1]}” {moments[1]}",
        more={"from": first.revision, "to": second.revision, "differences": len(changes)},
    )
    return Report(
        name="paradigm-versions",
        title=f"Versions of “{second.name}”",
        columns=("what", "name", *_headings(moments, names), "difference"),
        rows=tuple(_row(each) for each in shown),
        sentences=basis.sentences(reader),
        provenance=basis.provenance(reader),
    )


def _boards(reader: Reader, options: VersionOptions) -> tuple[Board, Board]:
    now = boards_at(reader, reader.revision)
    to = reader.revision if options.to in ("", NOW) else revision_of(reader, options.to)
    later = now if to == reader.revision else boards_at(reader, to)
    wanted = _named(options.paradigm, now or later)
    second = _named(options.other, now or later) if options.other else wanted
    if options.from_:
        start = reader.revision if options.from_ == NOW else revision_of(reader, options.from_)
        before = boards_at(reader, start)
    else:
        begun = entries_of(reader, wanted.paradigm)
        before = boards_at(reader, min([*begun, to]))
    return (
        _there(before, wanted, options.from_ or "its first entry"),
        _there(later, second, options.to or NOW),
    )


def _named(name: str, boards: tuple[Board, ...]) -> Board:
    for board in boards:
        if name in ("", board.name):
            return board
    raise NotFound(
        "There is no paradigm “{name}”. Nearest: {near}.",
        name=name,
        near=nearest(name, (board.name for board in boards)),
    )


def _there(boards: tuple[Board, ...], wanted: Board, moment: str) -> Board:
    for board in boards:
        if board.paradigm == wanted.paradigm:
            return board
    raise NotFound(
        "The paradigm “{name}” was not there at {moment}. Choose a later moment.",
        name=wanted.name,
        moment=moment,
    )


def _moment(at: str, board: Board) -> str:
    if at == NOW:
        return "now"
    if not at or at.isdecimal():
        return f"at entry {board.revision}"
    return f"at “{at}” (entry {board.revision})"


def _headings(moments: tuple[str, str], names: tuple[str, str]) -> tuple[str, str]:
    if names[0] != names[1] or moments[0] == moments[1]:
        moments = (f"{names[0]}, {moments[0]}", f"{names[1]}, {moments[1]}")
    if moments[0] == moments[1]:
        return f"{moments[0]} (first)", f"{moments[1]} (second)"
    return moments


def _row(each: Difference) -> Row:
    said = "" if each.kind is Kind.SAME else each.kind.value
    return (each.what, each.subject, each.before, each.after, said)
