"""How much of each document is coded, coder by coder."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gtcoder.analysis.spans import LongArray
from gtcoder.analysis.tallies import tally
from gtcoder.progress import Progress
from gtcoder.queries.frames import document_lengths
from gtcoder.reports.base import Basis, Report, Row, report
from gtcoder.reports.coding import TOTAL
from gtcoder.reports.selection import Chosen, Selection, choose, places_of
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import Cells


@dataclass(frozen=True, slots=True)
class CoverageOptions(Selection):
    """The options of the table of coverage."""


@report("coverage", "Share of the text that is coded", CoverageOptions)
def coverage(reader: Reader, options: CoverageOptions, progress: Progress) -> Report:
    """Return a row per coder and document: characters, of these coded, and their share."""
    chosen = choose(reader, options)
    progress.step(0, 1, "measuring")
    known = document_lengths(reader)
    lengths = np.array([known[document] for document in chosen.documents], dtype=np.int64)
    coded = _coded(chosen)
    rows: list[Row] = []
    totals: list[int] = []
    names = (*chosen.documents.values(), TOTAL)
    for voice, characters in zip(chosen.voices, coded, strict=True):
        whole = [*lengths.tolist(), int(lengths.sum())]
        parts = [*characters.tolist(), int(characters.sum())]
        rows += [
            (voice, name, length, part, part / length if length else None)
            for name, length, part in zip(names, whole, parts, strict=True)
        ]
        totals.append(len(rows) - 1)
    basis = Basis(
        counted="characters under any code, each once",
        whose=chosen.whose,
        round=chosen.round,
        sample=chosen.sample,
        more={"coders": list(chosen.voices), "codings": len(chosen.table)},
    )
    return Report(
        name="coverage",
        title="Share of the text that is coded",
        columns=("coder", "document", "characters", "coded", "share"),
        rows=tuple(rows),
        sentences=(*basis.sentences(reader), *chosen.sentences),
        provenance=basis.provenance(reader),
        totals=frozenset(totals),
        repeats=("coder",),
    )


def _coded(chosen: Chosen) -> LongArray:
    """Return the characters under any code, voices × documents."""
    column = places_of(chosen.documents, chosen.table.document)
    shape = (len(chosen.voices), len(chosen.documents))
    return tally(Cells.CHARACTERS, chosen.voice, column, chosen.spans, shape)
