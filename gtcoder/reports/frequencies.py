"""How often each code occurs, and how widely: codings, passages, documents, participants."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from gtcoder.analysis.charts import Bars
from gtcoder.analysis.spans import LongArray
from gtcoder.analysis.tallies import presence, tally
from gtcoder.progress import Progress
from gtcoder.reports.base import SEPARATOR, Basis, Report, report
from gtcoder.reports.code_rows import CodeRows, Counted, code_rows
from gtcoder.reports.coding import COUNTED
from gtcoder.reports.columns import By, Columns, columns
from gtcoder.reports.selection import Chosen, Selection, choose
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import Cells

BARS = 25


class Order(StrEnum):
    """The order of the rows of a frequency table."""

    CODEBOOK = "codebook"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class FrequencyOptions(Selection):
    """The options of the table of frequencies."""

    cells: Cells = field(default=Cells.CODINGS, metadata={"help": "what is counted for each coder"})
    by: By = field(default=By.DOCUMENT, metadata={"help": "where presence is looked for"})
    rollup: bool = field(
        default=False, metadata={"help": "let a category count each coding below it, once"}
    )
    order: Order = field(
        default=Order.CODEBOOK,
        metadata={"help": "rows as in the codebook, or the most frequent first"},
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Measures:
    """One number a code under each heading; the first `voices` are the coders side by side."""

    headings: tuple[str, ...]
    numbers: tuple[LongArray, ...]
    voices: int


@report("frequencies", "Frequencies of codes", FrequencyOptions)
def frequencies(reader: Reader, options: FrequencyOptions, progress: Progress) -> Report:
    """Return one row per code; several coders stand side by side, the spread folds them."""
    chosen = choose(reader, options)
    progress.step(0, 2, "counting")
    rows = code_rows(reader, chosen)
    counted = rows.own(chosen)
    if options.rollup:
        counted = rows.rolled_up(reader, counted)
    documents = columns(reader, chosen, By.DOCUMENT)
    people = columns(reader, chosen, By.PARTICIPANT)
    progress.step(1, 2, "counting")
    measures = _measures(options, chosen, counted, len(rows), documents, people)
    order = _order(options, measures)
    basis = _basis(options, chosen, rows)
    return Report(
        name="frequencies",
        title="Frequencies of codes",
        columns=("code", *(("status",) if rows.retired else ()), *measures.headings),
        rows=_rows(rows, measures, order),
        sentences=(
            *basis.sentences(reader),
            f"{len(chosen.table):,} codings in all.",
            *rows.sentences(),
            *_spread(options, chosen),
            *people.sentences,
            *chosen.sentences,
        ),
        provenance=basis.provenance(reader),
        repeats=("code",) if options.order is Order.CODEBOOK else (),
        chart=_bars(options, chosen, rows, measures),
    )


def _measures(
    options: FrequencyOptions,
    chosen: Chosen,
    counted: Counted,
    n_codes: int,
    documents: Columns,
    people: Columns,
) -> _Measures:
    where = documents if options.by is By.DOCUMENT else people
    name = f"{options.by}s" if options.cells is Cells.PRESENCE else str(options.cells)
    n_voices = len(chosen.voices)
    stacked = Counted(
        counted.voice * n_codes + counted.row, counted.place, counted.spans, counted.voice
    )
    if options.cells is Cells.PRESENCE:
        main = _breadth(stacked, n_codes * n_voices, where)
    else:
        main = _amount(options.cells, stacked, n_codes * n_voices)
    spread = {
        "passages": _amount(Cells.PASSAGES, counted, n_codes),
        "documents": _breadth(counted, n_codes, documents),
        "participants": _breadth(counted, n_codes, people),
    }
    if not chosen.consensus:
        shape = (n_codes, n_voices)
        used = presence(counted.row, counted.voice, shape)
        spread["coders"] = np.count_nonzero(used, axis=1)
    if not chosen.several:
        spread.pop(name, None)
    side_by_side = [f"{name} ({voice})" for voice in chosen.voices]
    return _Measures(
        headings=(*(side_by_side if chosen.several else [name]), *spread),
        numbers=(*main.reshape(n_voices, n_codes), *spread.values()),
        voices=n_voices,
    )


def _amount(cells: Cells, counted: Counted, n_rows: int) -> LongArray:
    column = np.zeros_like(counted.row)
    return tally(cells, counted.row, column, counted.spans, (n_rows, 1))[:, 0]


def _breadth(counted: Counted, n_rows: int, across: Columns) -> LongArray:
    """Return in how many of the known columns each row occurs."""
    parted, column = across.split(counted)
    shape = (n_rows, len(across))
    found = presence(parted.row, column, shape)[:, : across.known]
    breadth: LongArray = np.count_nonzero(found, axis=1)
    return breadth


def _order(options: FrequencyOptions, measures: _Measures) -> LongArray:
    total = np.sum(measures.numbers[: measures.voices], axis=0)
    if options.order is Order.CODEBOOK:
        return np.arange(len(total))
    return np.argsort(-total, kind="stable")


def _rows(
    rows: CodeRows, measures: _Measures, order: LongArray
) -> tuple[tuple[tuple[str, ...] | str | int, ...], ...]:
    counts = np.stack(measures.numbers, axis=1)[order].tolist()
    marks = rows.marks()
    return tuple(
        (rows.codes[place].path, *((marks[place],) if rows.retired else ()), *numbers)
        for place, numbers in zip(order.tolist(), counts, strict=True)
    )


def _basis(options: FrequencyOptions, chosen: Chosen, rows: CodeRows) -> Basis:
    return Basis(
        counted=COUNTED[options.cells],
        whose=chosen.whose,
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
        },
    )


def _spread(options: FrequencyOptions, chosen: Chosen) -> tuple[str, ...]:
    said = []
    if chosen.several:
        said.append(
            "Passages are distinct stretches of text per code; passages, documents and "
            "participants take the coders together and count each once."
        )
    if options.rollup:
        said.append("A category counts each coding below it once.")
    return tuple(said)


def _bars(options: FrequencyOptions, chosen: Chosen, rows: CodeRows, measures: _Measures) -> Bars:
    """Return the most frequent codes as bars, by the coders' counts together."""
    total = np.sum(measures.numbers[: measures.voices], axis=0)
    top = [place for place in np.argsort(-total, kind="stable")[:BARS].tolist() if total[place]]
    names = [code.name for code in rows.codes]
    labels = tuple(
        SEPARATOR.join(rows.codes[place].path) if names.count(names[place]) > 1 else names[place]
        for place in top
    )
    measure = measures.headings[0] if not chosen.several else str(options.cells)
    series = tuple(
        (voice, tuple(float(numbers[place]) for place in top))
        for voice, numbers in zip(chosen.voices, measures.numbers, strict=False)
    )
    note = f"{chosen.whose}; {chosen.round}; {chosen.sample}"
    return Bars("Most frequent codes", measure, labels, series, note)
