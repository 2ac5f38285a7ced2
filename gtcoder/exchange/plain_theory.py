"""The theory of a plain-text study: the paradigm."""

from __future__ import annotations

from pathlib import Path

from gtcoder.batch import FileNote
from gtcoder.exchange.plain_codebook import CodePaths
from gtcoder.exchange.plain_tables import read_table
from gtcoder.plan import (
    PlacementDraft,
)
from gtcoder.vocabulary import ParadigmRole

PARADIGM = "paradigm.csv"


def read_paradigm(
    folder: Path, paths: CodePaths
) -> tuple[tuple[PlacementDraft, ...], list[FileNote]]:
    """Return the places of categories in paradigms."""
    table = read_table(folder, PARADIGM, needs=("paradigm", "role", "category"), may=("rank",))
    placements = tuple(
        PlacementDraft(
            row.needed("paradigm"),
            row.choice("role", ParadigmRole),
            paths.find(row.needed("category"), row.place),
            row.number("rank", number),
            row.place,
        )
        for number, row in enumerate(table.rows, 1)
    )
    return placements, list(table.notes)
