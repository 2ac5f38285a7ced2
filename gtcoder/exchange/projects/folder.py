"""A study as a folder of plain text: its rows while no page was edited, else what the pages say."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gtcoder.batch import FileNote
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.arriving_rows import with_known_entries
from gtcoder.exchange.manifests import MANIFEST
from gtcoder.exchange.plain_study import is_plain_study, read_study
from gtcoder.exchange.project_files import (
    PROJECTS,
    Came,
    ForeignProject,
    ProjectOptions,
    ProjectReader,
    Skipped,
)
from gtcoder.exchange.rows_folder import FolderState, rows_of, state_of
from gtcoder.plan import BUILDERS
from gtcoder.progress import Progress
from gtcoder.study_rows import StudyRows

_KIND = "folder of plain text"
_SHOWN = 5
_TOLD = {
    "document": "documents", "participant": "participants", "coder": "coders", "code": "codes",
    "coding": "codings", "memo": "memos", "relation": "relations", "model": "models",
}  # fmt: skip


def read_folder(path: Path, options: ProjectOptions, progress: Progress) -> ForeignProject:
    """Return the study of a folder; its notes say whether the rows or the pages were read."""
    state = state_of(path)
    if state.whole:
        progress.step(0, 1, "reading rows")
        rows, nameless = with_known_entries(rows_of(path, state))
        title = next((str(row["title"]) for row in rows.rows("project")), path.name)
        notes = (FileNote("the files are as they were written: it is the same study"),
                 *_on_ledger(state))  # fmt: skip
        return replace(_project(path, title, rows, notes), skipped=_without_entry(nameless))
    plan = read_study(path, progress)
    builders = [build for _, build in BUILDERS]
    if not builders:
        raise UnreadableFile("Its pages cannot be built here. Nothing of it was taken in.")
    rows, nameless = with_known_entries(builders[0](plan, progress))
    notes = (FileNote(_why_pages(state)), *plan.notes)
    why = "pages were edited since it was written; it may hold what no page does"
    skipped: tuple[Skipped, ...] = ()
    if state.listed:
        skipped = (Skipped("folder of rows", 1, why),)
    skipped += _without_entry(nameless)
    return replace(_project(path, plan.title, rows, notes), skipped=skipped, by_name=True)


def _project(path: Path, title: str, rows: StudyRows, notes: Sequence[FileNote]) -> ForeignProject:
    came = tuple(
        Came(what, rows.count(table)) for table, what in _TOLD.items() if rows.count(table)
    )
    return ForeignProject(
        _KIND, title, rows, came, (), tuple(notes), encoding="utf-8", sha256=_sha256(path)
    )


def _without_entry(count: int) -> tuple[Skipped, ...]:
    if not count:
        return ()
    why = "the entries of the ledger that they name did not come along"
    return (Skipped("labels and saved results", count, why),)


def _on_ledger(state: FolderState) -> tuple[FileNote, ...]:
    if "ledger.csv" in state.changed:
        return (FileNote("ledger.csv was changed since it was written and is left out"),)
    return ()


def _why_pages(state: FolderState) -> str:
    if not state.listed:
        return "the study is built from the pages: the folder has no rows of a study"
    named = ", ".join(state.edited[:_SHOWN])
    more = len(state.edited) - _SHOWN
    others = f" and {more} more" if more > 0 else ""
    return (
        f"the study is built from the pages, as files are not as they were written: {named}"
        f"{others}; its rows get new identities, and what stands in rows/ alone stays behind"
    )


def _sha256(path: Path) -> str:
    """Return the hash of the list of files, which stands for all of them; empty without one."""
    listed = path / MANIFEST
    return hashlib.sha256(listed.read_bytes()).hexdigest() if listed.is_file() else ""


PROJECTS.add(
    "folder",
    ProjectReader("folder", "Folder of plain text", (), is_plain_study, read_folder),
)
