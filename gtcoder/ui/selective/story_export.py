"""Writing the storyline to a file, its links as plain words."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from gtcoder.progress import Progress
from gtcoder.ui.frame.writing import export_folder, start_writing
from gtcoder.ui.models.export_sheet import ExportSheet, Wish
from gtcoder.ui.models.formats import FileKind
from gtcoder.ui.session import Session


def ask_export(session: Session, ground: QWidget, owner: QObject) -> ExportSheet:
    """Ask where the storyline goes, and write it in a job."""
    kinds = (
        FileKind("docx", _tr("docx, text and table")),
        FileKind("html", _tr("html, a page")),
        FileKind("md", _tr("md, Markdown")),
        FileKind("tex", _tr("tex, for LaTeX")),
    )

    def write(wish: Wish) -> None:
        start_writing(session, owner, lambda progress: _written(session, wish.out, progress))

    sheet = ExportSheet(
        _tr("Export the storyline"), _tr("Storyline"), kinds,
        folder=export_folder(session), parent=ground, then=write,
    )  # fmt: skip
    sheet.open()
    return sheet


def _written(session: Session, out: Path, progress: Progress) -> Path:
    from gtcoder.exchange.writing import write_report
    from gtcoder.reports.storyline import StorylineOptions, storyline

    with session.bridge.read() as reader:
        report = storyline(reader, StorylineOptions(), progress)
    return write_report(report, out, progress).path


def _tr(text: str) -> str:
    return QCoreApplication.translate("StorylineExport", text)
