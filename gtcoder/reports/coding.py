"""How often codes occur: by code, and code by document or participant."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from gtcoder.analysis.spans import LongArray
from gtcoder.analysis.tallies import tally
from gtcoder.errors import InvalidInput
from gtcoder.progress import Progress
from gtcoder.reports.base import Basis, Cell, Report, Row, listing, report
from gtcoder.reports.code_rows import CodeRows, Counted, code_rows
from gtcoder.reports.columns import By, Columns, columns
from gtcoder.reports.selection import Chosen, Selection, choose
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import Cells

COUNTED = {
    Cells.CODINGS: "codings",
    Cells.PASSAGES: "passages, which are the distinct stretches of text of a code",
    Cells.PRESENCE: "presence, 1 where the code occurs and 0 where it does not",
    Cells.CHARACTERS: "characters of text under the code, each once",
}
TOTAL = "Total"


@dataclass(frozen=True, slots=True)
class CodeTableOptions(Selection):
    """The options of a table of codes by documents or participants."""

    cells: Cells = field(default=Cells.CODINGS, metadata={"help": "what a cell counts"})
    by: By = field(default=By.DOCUMENT, metadata={"help": "what the columns are"})
    fold: bool = field(
        default=False, metadata={"help": "count what several coders did as one; not for codings"}
    )
    rollup: bool = field(
        default=False, metadata={"help": "let a category count each coding below it, once"}
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """Counts: blocks × codes × columns, with totals to the right, below and in the corner."""

    body: LongArray
    right: LongArray
    below: LongArray
    corner: LongArray


@report("codes-by-document", "Codes by document", CodeTableOptions)
def codes_by_document(reader: Reader, options: CodeTableOptions, progress: Progress) -> Report:
    """Return a row per code and a column per document or participant, with totals.

    Coders stand below one another, a block each, unless folded.
    """
    chosen = choose(reader, options)
    _refuse_adding_up(options, chosen)
    progress.step(0, 3, "counting")
    rows = code_rows(reader, chosen)
    across = columns(reader, chosen, options.by)
    own = rows.own(chosen)
    shown = rows.rolled_up(reader, own) if options.rollup else own
    progress.step(1, 3, "counting")
    blocks = 1 if options.fold else len(chosen.voices)
    table = _count(options, (blocks, len(rows)), across, shown, own)
    progress.step(2, 3, "counting")
    names = chosen.voices if blocks > 1 else ()
    lead = ("coder", "code") if names else ("code",)
    marked = ("status",) if rows.retired else ()
    body = tuple(chain.from_iterable(_block(rows, table, b, names) for b in range(blocks)))
    height = len(rows) + 1
    basis = _basis(options, chosen, rows, across)
    return Report(
        name="codes-by-document",
        title=f"Codes by {options.by}",
        columns=(*lead, *marked, *across.names, "total"),
        rows=body,
        sentences=(*basis.sentences(reader), *_sentences(options, chosen, rows, across)),
        provenance=basis.provenance(reader),
        totals=frozenset(range(height - 1, height * blocks, height)),
        repeats=lead,
    )


def _refuse_adding_up(options: CodeTableOptions, chosen: Chosen) -> None:
    if options.fold and options.cells is Cells.CODINGS and chosen.several:
        raise InvalidInput(
            "The codings of {coders} are not added up: what two coders coded alike would count "
            "twice. Nothing was computed; take passages, presence or characters as cells to "
            "fold coders into one, or leave fold out to see the coders apart.",
            coders=listing(chosen.voices),
        )


def _count(
    options: CodeTableOptions,
    size: tuple[int, int],
    across: Columns,
    shown: Counted,
    own: Counted,
) -> _Table:
    body = _cross(options.cells, size, across, shown)
    bare = body if shown is own else _cross(options.cells, size, across, own)
    if options.cells is Cells.PRESENCE:
        right, corner = (each[:, :, : across.known].sum(axis=2) for each in (body, bare))
    else:
        right = _single(options.cells, size, shown)
        corner = right if shown is own else _single(options.cells, size, own)
    return _Table(body, right, bare.sum(axis=1), corner.sum(axis=1))


def _cross(cells: Cells, size: tuple[int, int], across: Columns, counted: Counted) -> LongArray:
    parted, column = across.split(counted)
    row = _stacked(parted, size)
    shape = (size[0] * size[1], len(across))
    return tally(cells, row, column, parted.spans, shape).reshape(*size, len(across))


def _single(cells: Cells, size: tuple[int, int], counted: Counted) -> LongArray:
    row = _stacked(counted, size)
    return tally(cells, row, np.zeros_like(row), counted.spans, (size[0] * size[1], 1)).reshape(
        size
    )


def _stacked(counted: Counted, size: tuple[int, int]) -> LongArray:
    """Return the rows of codings when the coders' blocks stand below one another."""
    return counted.row if size[0] == 1 else counted.voice * size[1] + counted.row


def _block(rows: CodeRows, table: _Table, block: int, names: tuple[str, ...]) -> list[Row]:
    lead: tuple[Cell, ...] = names[block : block + 1]
    marks = [(mark,) if rows.retired else () for mark in rows.marks()]
    cells = zip(table.body[block].tolist(), table.right[block].tolist(), strict=True)
    found: list[Row] = [
        (*lead, code.path, *mark, *counts, total)
        for code, mark, (counts, total) in zip(rows.codes, marks, cells, strict=True)
    ]
    blank = ("",) if rows.retired else ()
    below = (*table.below[block].tolist(), int(table.corner[block]))
    return [*found, (*lead, TOTAL, *blank, *below)]


def _basis(options: CodeTableOptions, chosen: Chosen, rows: CodeRows, across: Columns) -> Basis:
    whose = chosen.whose
    if options.fold and chosen.several:
        whose = f"{listing(chosen.voices)}, folded into one"
    return Basis(
        counted=COUNTED[options.cells],
        whose=whose,
        round=chosen.round,
        sample=chosen.sample,
        more={
            "cells": str(options.cells),
            "by": str(options.by),
            "rollup": options.rollup,
            "coders": list(chosen.voices),
            "codings": len(chosen.table),
            "codes": len(rows),
            "codes_used": rows.used,
            "columns": across.known,
        },
    )


def _sentences(
    options: CodeTableOptions, chosen: Chosen, rows: CodeRows, across: Columns
) -> tuple[str, ...]:
    said = [f"{len(chosen.table):,} codings in all.", *rows.sentences(), _totals(options)]
    if options.fold and chosen.several:
        said.append("What several coders did on the same stretch counts once.")
    if options.rollup:
        said.append(
            "A category counts each coding below it once; the total row counts each coding under "
            "its own code only."
        )
    if options.by is By.PARTICIPANT and options.cells is Cells.CHARACTERS:
        said.append("A passage counts whole for each participant whose words it stands on.")
    return (*said, *across.sentences, *chosen.sentences)


def _totals(options: CodeTableOptions) -> str:
    if options.cells is Cells.CODINGS:
        return "Totals add up codings."
    if options.cells is Cells.PRESENCE:
        return (
            f"The total of a code is the number of {options.by}s it occurs in; the total of a "
            f"{options.by} is the number of codes that occur in it."
        )
    return f"Totals add up {options.cells}; a stretch under two codes counts for both."
