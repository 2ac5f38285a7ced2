"""One entry in full: who, when, why, what it changed, and the way to take it back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gtcoder.ui.kit import Button, FrameModel, Label, Segmented, TableView
from gtcoder.ui.ledger.model import Line
from gtcoder.ui.look import Role, scaled

if TYPE_CHECKING:
    from gtcoder.queries.changes import RowChange
    from gtcoder.queries.codebook import CodeRow

CHANGED, CODEBOOK = "changed", "codebook"


class EntryDetail(QWidget):
    """The panel beside the ledger; `revert_asked` and `codebook_asked` carry the revision."""

    revert_asked = Signal(int)
    codebook_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: Line | None = None
        self._title = Label("", Role.STRONG, wrap=True)
        self._who = Label("", Role.SMALL, ink="text2", wrap=True)
        self._why = Label("", wrap=True)
        self.tabs = Segmented(
            [(CHANGED, self.tr("What changed")), (CODEBOOK, self.tr("Codebook then"))],
            name=self.tr("What is shown of the entry"),
        )
        self.tabs.changed.connect(self._turn)
        self._changes = QScrollArea(self)
        self._changes.setFrameShape(QScrollArea.Shape.NoFrame)
        self._changes.setWidgetResizable(True)
        self._changes.setAccessibleName(self.tr("What the entry changed"))
        self._changes.viewport().setAutoFillBackground(False)
        self._codes = TableView(name=self.tr("Codebook after this entry"))
        self._said = Label("", Role.SMALL, ink="text2", wrap=True)
        self._tip = self.tr("Take back what this entry did, as a new entry (Ctrl+R)")
        self.revert = Button(
            self.tr("Revert this entry"), icon_name="arrow-counter-clockwise", tip=self._tip
        )
        self.revert.clicked.connect(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(scaled(16), scaled(16), scaled(16), scaled(16))
        column.setSpacing(scaled(8))
        for widget in (self._title, self._who, self._why, self.tabs):
            column.addWidget(widget)
        column.addWidget(self._changes, 1)
        column.addWidget(self._codes, 1)
        column.addWidget(self._said)
        column.addWidget(self.revert)
        self._codes.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def show_line(
        self, line: Line | None, changes: tuple[RowChange, ...], *, hindrance: str = ""
    ) -> None:
        """Show an entry and what it changed; `hindrance` is why it cannot be taken back here."""
        self._line = line
        self.setVisible(line is not None)
        if line is None or line.entry is None:
            return
        entry = line.entry
        moment = entry.at.astimezone()
        self._title.setText(line.sentence)
        self._who.setText(
            self.tr("Entry {number} · {coder} · {day} at {time}").format(
                number=f"{entry.revision:,}",
                coder=entry.coder or "–",
                day=f"{moment.day} {moment:%B} {moment.year}",
                time=f"{moment:%H:%M}",
            )
        )
        self._why.setText(self.tr("Why: {reason}").format(reason=entry.reason))
        self._why.setVisible(bool(entry.reason))
        self._show_changes(changes)
        self.revert.setEnabled(not hindrance)
        self.revert.setToolTip(hindrance or self._tip)
        taken = line.taken_back_by
        words = self.tr("Taken back by entry {number}.").format(number=f"{taken or 0:,}")
        self._said.setText(words)
        self._said.setVisible(taken is not None)
        self._turn(self.tabs.chosen)

    def show_codebook(self, codes: tuple[CodeRow, ...]) -> None:
        """Show the codebook as it stood after the entry."""
        columns = (self.tr("Code"), self.tr("Level"), self.tr("Definition"))
        rows = [(code.path, str(code.level), code.definition) for code in codes]
        self._codes.setModel(FrameModel(columns, rows, parent=self._codes))
        count = len(codes)
        words = self.tr("1 code") if count == 1 else self.tr("{count} codes and categories")
        self._said.setText(words.format(count=f"{count:,}"))
        self._said.setVisible(True)

    def _show_changes(self, changes: tuple[RowChange, ...]) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(4))
        for change in changes:
            words = f"{change.what}: {change.kind}"
            column.addWidget(Label(words, Role.SMALL_STRONG, wrap=True))
            for each in change.columns:
                before, after = (_as_said(value) or "–" for value in (each.before, each.after))
                words = (
                    f"{each.column}: {before} → {after}"
                    if each.before
                    else f"{each.column}: {after}"
                )
                column.addWidget(Label(words, Role.SMALL, ink="text2", wrap=True))
        if not changes:
            column.addWidget(Label(self.tr("Nothing that is shown to you."), ink="text2"))
        column.addStretch(1)
        self._changes.setWidget(inner)
        inner.setAutoFillBackground(False)

    def _turn(self, key: str) -> None:
        self._changes.setVisible(key == CHANGED)
        self._codes.setVisible(key == CODEBOOK)
        if key == CODEBOOK and self._line is not None and self._line.entry is not None:
            self.codebook_asked.emit(self._line.entry.revision)

    def _ask(self) -> None:
        if self._line is not None and self._line.entry is not None:
            self.revert_asked.emit(self._line.entry.revision)


def _as_said(value: str | None) -> str:
    """Return a value in words; a moment as people say it."""
    try:
        moment = datetime.fromisoformat(value or "")
    except ValueError:
        return value or ""
    if moment.tzinfo is None:  # a word or number that only looks like a date
        return value or ""
    here = moment.astimezone()
    return f"{here.day} {here:%B} {here.year}, {here:%H:%M}"
