"""The pairs of codes of a plain-text study that coders keep apart: read and written."""

from __future__ import annotations

from pathlib import Path

from gtcoder.batch import FileNote
from gtcoder.exchange.plain_codebook import CodePaths
from gtcoder.exchange.plain_pages import Pages
from gtcoder.exchange.plain_project import ProjectFile
from gtcoder.exchange.plain_tables import read_table
from gtcoder.plan import RefusedDraft
from gtcoder.queries.consolidation import kept_apart

KEPT_APART = "kept_apart.csv"
_HEADER = ("one", "other", "coder", "reason")


def read_kept_apart(
    folder: Path, project: ProjectFile, paths: CodePaths
) -> tuple[tuple[RefusedDraft, ...], tuple[FileNote, ...]]:
    """Return the pairs of codes whose merge is not to be proposed, and notes on the file."""
    table = read_table(folder, KEPT_APART, needs=_HEADER)
    drafts = tuple(
        RefusedDraft(
            paths.find(row.needed("one"), row.place),
            paths.find(row.needed("other"), row.place),
            project.coder(row.needed("coder"), row.place),
            row.needed("reason"),
            row.place,
        )
        for row in table.rows
    )
    return drafts, table.notes


def write_kept_apart(pages: Pages) -> None:
    """Write the pairs of codes in use that are kept apart."""
    every = kept_apart(pages.reader)
    rows = [
        (pages.paths[row.one], pages.paths[row.other], row.coder, row.reason)
        for row in every
        if row.one in pages.paths and row.other in pages.paths
    ]
    if rows:
        pages.table(KEPT_APART, _HEADER, rows)
    pages.lose(len(every) - len(rows), "codes out of use, kept apart from others")
