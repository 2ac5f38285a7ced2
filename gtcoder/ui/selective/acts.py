"""What can be done in selective coding: levels, attributes, and the table as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gtcoder.actions import codebook as verbs
from gtcoder.actions.many import choose_core
from gtcoder.progress import Progress
from gtcoder.ui.axial.pick import pick
from gtcoder.ui.kit import ask_text
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
        """Ask why, and make a category the core in place of the one that is."""
        core = self.structures.core
        if code is None or (core is not None and core.id == code):
            return
        new = self.structures.theory.codes[code]
        words = ""
        if core is not None:
            words = self.tr("“{old}” is the core category now. It becomes a selective structure.")
            words = words.format(old=core.name)
        ask_text(
            self._ground,
            self.tr("Make “{new}” the core category").format(new=new.name),
            words,
            self.tr("Make it the core") if core is None else self.tr("Change the core"),
            hint=self.tr("Why"),
            then=lambda reason: self._act(choose_core, category=code, reason=reason),
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

    def _act(self, verb: Callable[..., Any], **values: Any) -> None:
        if self._session.bridge.can_write:
            self._session.bridge.act(verb, **values)
