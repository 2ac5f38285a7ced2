"""Themes of a codebook with subtotals, and which documents cover all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from gtcoder.analysis.spans import LongArray
from gtcoder.analysis.tallies import presence, tally
from gtcoder.errors import InvalidInput
from gtcoder.progress import Progress
from gtcoder.queries.codebook import CodeRow
from gtcoder.reports.base import Basis, Report, Row, listing, number_of, report
from gtcoder.reports.code_rows import CodeRows, Counted, code_rows
from gtcoder.reports.coding import COUNTED, TOTAL
from gtcoder.reports.columns import By, columns
from gtcoder.reports.selection import Chosen, Selection, choose
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import Cells, CodeId

_NAMED = 8  # documents listed by name in a sentence
_OWN = "(in no theme below it)"


@dataclass(frozen=True, slots=True)
class ThemeOptions(Selection):
    """The options of the table of themes."""

    cells: Cells = field(default=Cells.CODINGS, metadata={"help": "what an occurrence is"})


@dataclass(frozen=True, slots=True)
class ThemeCoverageOptions(Selection):
    """The options of the table of documents by theme."""

    by: By = field(default=By.DOCUMENT, metadata={"help": "what the rows are"})


@dataclass(frozen=True, slots=True)
class _Group:
    """A code at the top of the codebook with the themes below it, as places of the rows."""

    head: int
    themes: tuple[int, ...]


@report("themes", "Themes with subtotals", ThemeOptions)
def themes(reader: Reader, options: ThemeOptions, progress: Progress) -> Report:
    """Return a row per theme, a subtotal for each code at the top, and the total.

    A theme counts what stands under it and under all codes below it, once. What was given to the
    code at the top itself has a row of its own, so that the rows add up to the subtotal wherever
    no passage stands in two themes; where some do, a sentence says by how much they differ.
    """
    chosen = choose(reader, options)
    progress.step(0, 1, "counting")
    rows = code_rows(reader, chosen)
    own = rows.own(chosen)
    groups = _groups(rows.codes)
    whole = _numbers(options.cells, chosen, rows, rows.rolled_up(reader, own))
    alone = _numbers(options.cells, chosen, rows, own)
    body: list[Row] = []
    totals: list[int] = []
    for group in groups:
        body += _group_rows(rows.codes, group, whole, alone)
        totals.append(len(body) - 1)
    everything = _everything(options.cells, chosen, own)
    body.append((TOTAL, "", *everything))
    totals.append(len(body) - 1)
    basis = Basis(
        counted=f"{COUNTED[options.cells]}; a theme counts what stands below it too, once",
        whose=chosen.whose,
        round=chosen.round,
        sample=chosen.sample,
        more={"themes": sum(len(group.themes) for group in groups), "coders": list(chosen.voices)},
    )
    return Report(
        name="themes",
        title="Themes with subtotals",
        columns=("high-level theme", "theme", *_headings(options.cells, chosen)),
        rows=tuple(body),
        sentences=(
            *basis.sentences(reader),
            *_overlap(body, totals, options.cells),
            *chosen.sentences,
        ),
        provenance=basis.provenance(reader),
        totals=frozenset(totals),
        repeats=("high-level theme",),
    )


@report("theme-coverage", "Which documents cover all themes", ThemeCoverageOptions)
def theme_coverage(reader: Reader, options: ThemeCoverageOptions, progress: Progress) -> Report:
    """Return a row per document or participant: 1 where a theme occurs, and how many do."""
    chosen = choose(reader, options)
    progress.step(0, 1, "counting")
    rows = code_rows(reader, chosen)
    places = [place for group in _groups(rows.codes) for place in group.themes]
    if not places:
        raise InvalidInput(
            "There is no theme to cover: no code of the codebook has codes in use below it. "
            "Nothing was computed; put codes below a category first."
        )
    counted = rows.rolled_up(reader, rows.own(chosen))
    across = columns(reader, chosen, options.by)
    parted, column = across.split(counted)
    found = presence(parted.row, column, (len(rows), len(across)))[places][:, : across.known]
    covered = found.sum(axis=0)
    names = across.names[: across.known]
    body: list[Row] = [
        (name, *(int(cell) for cell in cells), int(many))
        for name, cells, many in zip(names, found.T, covered, strict=True)
    ]
    body.append((TOTAL, *(int(each) for each in found.sum(axis=1)), int(found.sum())))
    basis = Basis(
        counted=f"presence of a theme, or of a code below it, in a {options.by}; 1 is there",
        whose=chosen.whose,
        round=chosen.round,
        sample=chosen.sample,
        more={"themes": len(places), "coders": list(chosen.voices)},
    )
    return Report(
        name="theme-coverage",
        title=f"Themes by {options.by}",
        columns=(str(options.by), *_theme_names(rows.codes, places), "themes covered"),
        rows=tuple(body),
        sentences=(
            _answer(options.by, names, covered, len(places)),
            *basis.sentences(reader),
            *across.sentences,
            *chosen.sentences,
        ),
        provenance=basis.provenance(reader),
        totals=frozenset({len(body) - 1}),
    )


def _groups(codes: Sequence[CodeRow]) -> list[_Group]:
    """Return the codes at the top that have live codes below them, with these."""
    known = {code.id for code in codes}
    below: dict[CodeId | None, list[int]] = {}
    for place, code in enumerate(codes):
        if not code.retired:
            below.setdefault(code.parent if code.parent in known else None, []).append(place)
    heads = below.get(None, ())
    return [
        _Group(place, tuple(below[codes[place].id])) for place in heads if codes[place].id in below
    ]


def _theme_names(codes: Sequence[CodeRow], places: Sequence[int]) -> list[str]:
    """Return the themes' names, with that of the code above where two would be alike."""
    alone = [codes[place].name for place in places]
    return [
        name if alone.count(name) == 1 else codes[place].written
        for name, place in zip(alone, places, strict=True)
    ]


def _headings(cells: Cells, chosen: Chosen) -> list[str]:
    counts = [f"{cells} ({voice})" for voice in chosen.voices] if chosen.several else [str(cells)]
    return [*counts, "documents"]


def _numbers(cells: Cells, chosen: Chosen, rows: CodeRows, counted: Counted) -> LongArray:
    """Return rows × (a count for each voice, and documents with coders folded)."""
    height, voices = len(rows), len(chosen.voices)
    row = counted.voice * height + counted.row
    zero = np.zeros_like(row)
    counts = tally(cells, row, zero, counted.spans, (height * voices, 1)).reshape(voices, height)
    documents = np.unique(chosen.table.document, return_inverse=True)[1][counted.place]
    spread = presence(counted.row, documents, (height, int(documents.max(initial=0)) + 1))
    return np.vstack([counts, spread.sum(axis=1)]).T


def _everything(cells: Cells, chosen: Chosen, own: Counted) -> list[int]:
    """Return the last row: all there is, once for each voice, and the documents it is in."""
    zero = np.zeros_like(own.voice)
    once = tally(cells, own.voice, zero, own.spans, (len(chosen.voices), 1))
    return [*once[:, 0].tolist(), len(np.unique(chosen.table.document))]


def _group_rows(
    codes: Sequence[CodeRow], group: _Group, whole: LongArray, alone: LongArray
) -> Iterator[Row]:
    head = codes[group.head].name
    for place in group.themes:
        yield (head, codes[place].name, *whole[place].tolist())
    if alone[group.head].any():
        yield (head, _OWN, *alone[group.head].tolist())
    yield (head, "Subtotal", *whole[group.head].tolist())


def _overlap(body: Sequence[Row], totals: Sequence[int], cells: Cells) -> Iterator[str]:
    """Say where the themes of a subtotal do not add up to it, and why."""
    if cells is Cells.PRESENCE:  # what is there in every theme is there once in all of them
        return
    start = 0
    for end in totals[:-1]:
        parts = sum(int(str(row[2])) for row in body[start:end])
        subtotal = int(str(body[end][2]))
        held = f"The themes of “{body[end][0]}” hold {parts:,} {cells} one by one and "
        if parts > subtotal:
            yield f"{held}{subtotal:,} together: some serve several themes and are counted once."
        elif parts < subtotal:
            yield f"{held}the subtotal {subtotal:,}: codes that serve it without a theme count too."
        start = end + 1


def _answer(by: By, names: Sequence[str], covered: LongArray, themes: int) -> str:
    """Say which rows cover all themes, or how near the best come."""
    whole = [name for name, many in zip(names, covered, strict=True) if many == themes]
    if whole:
        which = f": {listing(whole)}" if len(whole) <= _NAMED else ""
        verb = "covers" if len(whole) == 1 else "cover"
        of = f"of {len(names):,}"
        return f"{number_of(len(whole), str(by))} {of} {verb} all {themes} themes{which}."
    most = int(covered.max(initial=0))
    best = [name for name, many in zip(names, covered, strict=True) if many == most]
    which = f": {listing(best)}" if most and len(best) <= _NAMED else ""
    near = f"the most is {most}, in {number_of(len(best), str(by))}{which}" if names else "none is"
    return f"No {by} covers all {themes} themes; {near}."
