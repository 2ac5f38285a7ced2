"""The memos in the list as a file: a booklet in texts, a table in spreadsheets."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gtcoder.progress import Silent
from gtcoder.ui.session import Session
from gtcoder.ui.tables.export_sheet import ExportSheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gtcoder.reports.base import Report
    from gtcoder.ui.memos.column import MemoColumn


def ask_export(session: Session, column: MemoColumn, ground: QWidget) -> None:
    """Ask for a kind of file and a place for the memos that the filters let through."""
    wanted = tuple(int(card.id) for card in column.shown())
    make = partial(_report, session, wanted)
    ExportSheet(session, make, stem="memos", parent=ground).open()


def _report(session: Session, wanted: tuple[int, ...], _: Path) -> Report:
    from gtcoder.reports.memos import memos_in_order

    with session.bridge.read() as reader:
        return memos_in_order(reader, wanted, Silent())
