"""What can be done in selective coding: levels, attributes, and the table as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gtcoder.actions import codebook as verbs
from gtcoder.progress import Progress
from gtcoder.ui.axial.pick import pick
from gtcoder.ui.kit import ask_choice, ask_text
from gtcoder.ui.models.export_sheet import ExportSheet, Wish, start_writing
from gtcoder.ui.selective.rows import Structures
from gtcoder.ui.session import Session
from gtcoder.vocabulary import CodeId, CodeLevel

_LADDER = (CodeLevel.OPEN, CodeLevel.SELECTIVE, CodeLevel.AXIAL)


class SelectiveActs(QObject):
    """Asks what must be asked, then queues the verb; `structures` is kept up to date."""

    column_added = Signal(str)

    def __init__(self, session: Session, ground: QWidget) -> None:
        super().__init__(ground)
        self._session, self._ground = session, ground
        self.structures = Structures()

    def set_value(self, code: CodeId, column: str, value: str) -> None:
        """Store one cell."""
        self._act(verbs.set_attribute, code=code, name=column, value=value)

    def ask_column(self) -> None:
        """Ask for the name of a further column; it is stored with its first cell."""
        ask_text(
            self._ground,
            self.tr("Add a column"),
            self.tr("Every code can say something in it, such as who acts: customer, company."),
            self.tr("Add column"),
            lines=1,
            then=self.column_added.emit,
        )

    def ask_core(self) -> None:
        """Ask which category is the core."""
        codes = self.structures.theory.codes.values()
        known = {
            code.written: code.id
            for code in codes
            if code.level in (CodeLevel.AXIAL, CodeLevel.SELECTIVE)
        }
        pick(
            self._ground,
            self.tr("Choose the core category"),
            "",
            self.tr("Make it the core"),
            list(known),
            placeholder=self.tr("Name of a category"),
            then=lambda name: self.make_core(known[name]),
        )

    def make_core(self, code: CodeId | None) -> None:
        """Make a category the core; where another one is, ask first."""
        core = self.structures.core
        if code is None or (core is not None and core.id == code):
            return
        if core is None:
            self._set_core(code, None)
            return
        new = self.structures.theory.codes[code]
        words = self.tr("“{old}” is the core category now. It goes back to being a category.")
        ask_choice(
            self._ground,
            self.tr("Make “{new}” the core category").format(new=new.name),
            words.format(old=core.name),
            (
                (self.tr("Keep “{old}”").format(old=core.name), "plain", _nothing),
                (self.tr("Change the core"), "primary", lambda: self._set_core(code, core.id)),
            ),
        )

    def raise_level(self, code: CodeId | None) -> None:
        """Let a code become a structure, a structure a category."""
        self._step(code, 1)

    def lower_level(self, code: CodeId | None) -> None:
        """Let a category become a structure, a structure a code, the core a category."""
        self._step(code, -1)

    def ask_export(self) -> None:
        """Ask where the table goes."""
        formats = (
            (self.tr("docx, a table for the paper"), "docx"),
            (self.tr("xlsx, a sheet"), "xlsx"),
            (self.tr("csv, plain data"), "csv"),
        )
        title, name = self.tr("Export the structures"), self.tr("Structures")
        ExportSheet(title, name, formats, parent=self._ground, then=self._write).open()

    def _write(self, wish: Wish) -> None:
        bridge = self._session.bridge

        def work(progress: Progress) -> Path:
            from gtcoder.exchange.writing import write_report
            from gtcoder.reports.codebook import CodebookOptions, codebook

            with bridge.read() as reader:
                report = codebook(reader, CodebookOptions(), progress)
            return write_report(report, wish.out, progress).path

        start_writing(self._session, self, work)

    def _step(self, code: CodeId | None, by: int) -> None:
        row = self.structures.theory.codes.get(code) if code is not None else None
        if row is None:
            return
        if row.level is CodeLevel.CORE:
            level = CodeLevel.AXIAL if by < 0 else CodeLevel.CORE
        else:
            place = _LADDER.index(row.level) + by
            level = _LADDER[min(max(place, 0), len(_LADDER) - 1)]
        if level is not row.level:
            self._act(verbs.set_level, code=row.id, level=level)

    def _set_core(self, code: CodeId, old: CodeId | None) -> None:
        if old is not None:
            self._act(verbs.set_level, code=old, level=CodeLevel.AXIAL)
        self._act(verbs.set_level, code=code, level=CodeLevel.CORE)

    def _act(self, verb: Callable[..., Any], **values: Any) -> None:
        if self._session.bridge.can_write:
            self._session.bridge.act(verb, **values)


def _nothing() -> None:
    """Leave everything as it is."""
