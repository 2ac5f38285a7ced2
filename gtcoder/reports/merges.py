"""What was merged, what merges did to codings, and what may be merged still."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from gtcoder.progress import Progress
from gtcoder.queries.folded import MergeRow, merges
from gtcoder.queries.frames import count_codings
from gtcoder.queries.reconciliation import moment
from gtcoder.reports.base import Basis, Report, Row, listing, number_of, report
from gtcoder.reports.proposals import Likeness, merge_proposals
from gtcoder.store.reader import Reader


class MergeRows(StrEnum):
    """What a row of the report on merges is."""

    MERGES = "merges"
    FOLDED = "folded"


@dataclass(frozen=True, slots=True)
class MergesOptions:
    """The options of the report on merges."""

    rows: MergeRows = field(
        default=MergeRows.MERGES,
        metadata={"help": "a row for each merge, or for each coding that one folded into another"},
    )
    since: str = field(
        default="", metadata={"help": "after a label, the number of an entry or a day"}
    )
    until: str = field(
        default="", metadata={"help": "up to a label, the number of an entry or a day"}
    )


@report("merges", "Merges", MergesOptions)
def merged(reader: Reader, options: MergesOptions, progress: Progress) -> Report:
    """Return one row per merge that stands: codings moved and folded; or per folded coding."""
    progress.step(0, 1, "reading the ledger")
    since = moment(reader, options.since).revision if options.since else 0
    until = moment(reader, options.until).revision
    rows = merges(reader, since=since, until=until)
    folded = sum(len(row.folded) for row in rows)
    moved = sum(row.moved or 0 for row in rows)
    basis = Basis(
        counted="merges that were not taken back",
        whose="the study's codebook",
        sample=f"entries {since + 1} to {until}",
        more={"merges": len(rows), "moved": moved, "folded": folded},
    )
    by_coding = options.rows is MergeRows.FOLDED
    return Report(
        name="merges",
        title="Codings that merges folded together" if by_coding else "Merges",
        columns=_FOLDED if by_coding else _MERGES,
        rows=tuple(_codings(rows) if by_coding else map(_merge, rows)),
        sentences=(*basis.sentences(reader), _said(reader, rows, moved, folded)),
        provenance=basis.provenance(reader),
    )


_MERGES = ("entry", "at", "coder", "merged", "into", "codings moved", "codings folded",
           "folded codings", "kept codings", "reason", "state")  # fmt: skip
_FOLDED = ("entry", "code", "into", "document", "start", "end", "coder", "folded coding",
           "kept coding")  # fmt: skip


def _merge(row: MergeRow) -> Row:
    return (
        row.entry,
        row.at.strftime("%Y-%m-%d %H:%M:%S"),
        row.coder,
        listing(row.sources),
        row.into,
        row.moved,
        len(row.folded),
        ", ".join(str(each.coding) for each in row.folded),
        ", ".join("–" if each.kept is None else str(each.kept) for each in row.folded),
        row.reason,
        "merged" if row.merged_still else "unmerged",
    )


def _codings(rows: tuple[MergeRow, ...]) -> list[Row]:
    return [
        (each.entry, each.code, each.into, each.document, each.start, each.end, each.coder,
         each.coding, each.kept)
        for row in rows
        for each in row.folded
    ]  # fmt: skip


def _said(reader: Reader, rows: tuple[MergeRow, ...], moved: int, folded: int) -> str:
    here = number_of(count_codings(reader), "coding")
    return (
        f"{number_of(len(rows), 'merge')} moved {number_of(moved, 'coding')} and folded "
        f"{folded:,} into another on the same passage, whose number stands beside; {here} now. "
        "Unmerging brings them back."
    )


@dataclass(frozen=True, slots=True)
class ProposalsOptions:
    """The options of the proposals."""

    like: tuple[str, ...] = field(
        default=(),
        metadata={"help": "only for these reasons: name, definition, text, once"},
    )
    least: int = field(default=0, metadata={"help": "only from this score on (0 to 100)"})
    refused: bool = field(default=False, metadata={"help": "also pairs that are kept apart"})


@report("merge-proposals", "Codes that may be one", ProposalsOptions)
def proposed(reader: Reader, options: ProposalsOptions, progress: Progress) -> Report:
    """Return one row per pair of codes that may be one, the likeliest first, with the reasons."""
    kinds = {Likeness(each) for each in options.like}
    rows = [
        row
        for row in merge_proposals(reader, progress, refused=options.refused)
        if row.score >= options.least and (not kinds or kinds & row.kinds)
    ]
    basis = Basis(
        counted="pairs of codes in use that may be one",
        whose="all coders",
        more={"pairs": len(rows)},
    )
    return Report(
        name="merge-proposals",
        title="Codes that may be one",
        columns=("score", "code", "codings", "into", "codings of that", "why"),
        rows=tuple(
            (row.score, row.one.path, row.one_codings, row.other.path, row.other_codings,
             "; ".join(reason.words for reason in row.reasons))
            for row in rows
        ),
        sentences=(
            *basis.sentences(reader),
            "A score is that of the strongest reason, from 0 to 100, and 5 more for each other.",
        ),
        provenance=basis.provenance(reader),
    )  # fmt: skip
