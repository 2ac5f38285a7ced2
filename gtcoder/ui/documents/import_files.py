"""The files of an import as a list: what each is, what will become of it, and a box to tick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from gtcoder.ui.documents.plan import Fate, ImportPlan, PlannedFile, State, is_of
from gtcoder.ui.documents.table import Column

_ICONS = {
    State.READY: ("check-circle", "success"),
    State.WARNINGS: ("warning", "warn"),
    State.THERE: ("info", "text2"),
    State.REFUSED: ("warning-circle", "danger"),
    State.OUT: ("prohibit", "text3"),
}


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file with what will become of it; `place` is its place in the plan.

    `values_out` says that variables of its document stay out with it.
    """

    place: int
    file: PlannedFile
    fate: Fate
    notes: int
    values_out: bool = False

    @property
    def comes(self) -> bool:
        """Whether it will come in."""
        return self.fate.state in (State.READY, State.WARNINGS)


def file_rows(plan: ImportPlan) -> tuple[FileRow, ...]:
    """Return the rows of a plan."""
    values = [each for file in plan.files for each in file.variables]
    outside = plan.outside()

    def has_values(file: PlannedFile) -> bool:
        names = outside.intersection(document.name for document in file.documents)
        return any(is_of(each, names) for each in values)

    return tuple(
        FileRow(place, file, fate, len(notes), has_values(file))
        for place, (file, fate, notes) in enumerate(
            zip(plan.files, plan.fates(), plan.notes(), strict=True)
        )
    )


def file_columns(tick: Callable[[FileRow, str], None]) -> list[Column[FileRow]]:
    """Return the columns of the list of files."""
    return [
        Column[FileRow](_tr("In"), lambda _: "", tick=_ticked, write=tick, spoken=_tick_spoken),
        Column[FileRow](_tr("File"), lambda row: row.file.path.name, tip=_where,
                        icon=lambda row: _ICONS[row.fate.state], spoken=_spoken,
                        ink=lambda row: "text" if row.comes else "text2"),
        Column[FileRow](_tr("What"), what, soft=True,
                        ink=lambda row: _WHAT_INKS.get(row.fate.state, "text2")),
    ]  # fmt: skip


_WHAT_INKS = {State.REFUSED: "danger", State.WARNINGS: "warn"}


def what(row: FileRow) -> str:
    """Return in two or three words what will become of a file."""
    state = row.fate.state
    if state is State.REFUSED:
        return _tr("cannot be read")
    if state is State.THERE:
        return _tr("already there")
    if state is State.OUT:
        return _tr("left out")
    if not row.file.documents:
        owners = len({each.owner for each in row.file.variables})
        return _tr("values of 1") if owners == 1 else _tr("values of {n}").format(n=owners)
    if len(row.file.documents) > 1:
        return _tr("{n} documents").format(n=f"{len(row.file.documents):,}")
    if state is State.WARNINGS or row.notes:
        return _tr("1 warning") if row.notes == 1 else _tr("{n} warnings").format(n=row.notes)
    return _tr("ready")


def sentence(row: FileRow) -> str:
    """Return what will become of a file as a sentence; empty where it just comes in."""
    state = row.fate.state
    if state is State.REFUSED:
        return row.fate.why
    if state is State.THERE:
        told = _tr("The same text is there as “{name}”. It stays out unless you tick it.")
        return told.format(name=row.fate.why)
    if state is State.OUT:
        return _tr("You left it out.")
    return ""


def reason(row: FileRow) -> str:
    """Return why a file did not come in, for the list that stays after an import."""
    if row.fate.state is State.THERE:
        told = _tr("The same text is there as “{name}”.")
        if row.values_out:
            told = _tr("The same text is there as “{name}”, so its variables stay out too.")
        return told.format(name=row.fate.why)
    return sentence(row)


def nothing(plan: ImportPlan) -> tuple[str, str]:
    """Return why an import has no file, and what to do about it."""
    faults = [f"“{report.source.file}”: {report.error}" for report in plan.left_out if report.error]
    if faults:
        return _tr("Nothing in it can be read"), "\n".join(faults)
    if plan.left_out:
        told = _tr("Nothing in it is of a kind that can be read")
    else:
        told = _tr("There is no file in it")
    return told, _tr(
        "The study is as it was. Choose files (Ctrl+I) or another folder (Ctrl+Alt+I)."
    )


def _ticked(row: FileRow) -> bool | None:
    return None if row.fate.state is State.REFUSED else row.comes


def _tick_spoken(row: FileRow) -> str:
    return _tr("comes in") if row.comes else _tr("stays out")


def _spoken(row: FileRow) -> str:
    return f"{row.file.path.name}, {what(row)}"


def _where(row: FileRow) -> str:
    return "\n".join(part for part in (str(row.file.path), sentence(row)) if part)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ImportFiles", text)
