"""The page of paths: participants and steps as a grid; proposals count when they are confirmed."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.actions import models as verbs
from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.reports.model_paths import PROPOSED as FROM_THE_TEXT
from gtcoder.ui.kit import EmptyState, Hairline, Held, Label, TableDelegate, TableView
from gtcoder.ui.look import Role, look, sans, scaled, theme
from gtcoder.ui.models.acts import Acts
from gtcoder.ui.models.drawn import Drawn
from gtcoder.ui.models.paths_model import ACT, FIRST, PROPOSED, PathsModel, Way, Ways, read_ways
from gtcoder.ui.session import Session
from gtcoder.vocabulary import ParticipantId

Index = QModelIndex | QPersistentModelIndex
_EDITS = (
    QAbstractItemView.EditTrigger.AnyKeyPressed
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.DoubleClicked
)


class _Cells(TableDelegate):
    """Numbers of proposals in italics with a dashed line round them; acts in the accent."""

    def paint_words(self, painter: QPainter, rect: QRectF, index: Index, *, total: bool) -> None:
        now = theme()
        proposed, words = bool(index.data(PROPOSED)), str(index.data() or "")
        act, step = index.column() == ACT, index.column() >= FIRST
        font = QFont(sans(Role.BUTTON if act else Role.BODY))
        font.setItalic(proposed and not act and index.column() > 0)
        painter.setFont(font)
        ink = now.text2 if proposed and index.column() else now.text
        painter.setPen(QColor(now.accent if act else ink))
        middle = Qt.AlignmentFlag.AlignCenter if step else Qt.AlignmentFlag.AlignVCenter
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(rect.width()) + 1)
        painter.drawText(rect, int(middle), shown)
        if step and words:
            width = max(metrics.horizontalAdvance(words) + scaled(12), scaled(26))
            pill = QRectF(0, 0, width, scaled(22))
            pill.moveCenter(rect.center())
            pen = QPen(QColor(now.edge if proposed else now.accent), 1)
            pen.setStyle(Qt.PenStyle.DashLine if proposed else Qt.PenStyle.SolidLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(pill, 6, 6)


class PathsTable(TableView):
    """The grid; typing a number writes it, Enter in the last column does what stands there."""

    def __init__(self) -> None:
        super().__init__(name="")
        self._delegate = _Cells(self)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(_EDITS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear a cell with Del; all else is as in any table."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Delete and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.model().setData(index, "", Qt.ItemDataRole.EditRole)
        else:
            super().keyPressEvent(event)

    def sort_by(self, column: int) -> None:
        """Stay in the order of the participants."""


class PathsPage(QWidget):
    """Shows the ways through the model that is shown."""

    def __init__(self, session: Session, acts: Acts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._acts = session, acts
        self._drafts: dict[ParticipantId, Way] = {}
        self._stored = Ways()
        self.table, self.model = PathsTable(), PathsModel(self)
        self.table.setAccessibleName(self.tr("Paths of participants"))
        self.table.setObjectName("paths")
        self.table.setModel(self.model)
        self._held = Held(self._show, self.table)
        self.model.writable = session.bridge.can_write
        self._sentence = Label("", Role.SMALL, ink="text2", wrap=True)
        self._empty = EmptyState(
            self.tr("No steps here."),
            self.tr("Paths lead through steps, branches and phases. Choose a model that has any."),
        )
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        self._foot = QVBoxLayout()
        self._foot.addWidget(self._sentence)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        column.addWidget(Hairline())
        column.addLayout(self._foot)
        self.model.wished.connect(self._write)
        self.table.clicked.connect(self._clicked)
        self.table.opened_row.connect(self._opened)
        look().changed.connect(self._wear)
        self._wear()

    def show_drawn(self, drawn: Drawn) -> None:
        """Read the ways through a model off the window's thread."""
        row = drawn.row
        if row is None:
            self._show(Ways())
            return

        def work(_: Progress) -> Ways:
            with self._session.bridge.read() as reader:
                return read_ways(reader, row)

        self._session.jobs.start(work, done=self._held.take, failed=self._failed, owner=self)

    def first_focus(self) -> QWidget:
        """Return the grid."""
        return self.table

    def sentence(self) -> str:
        """Return what is confirmed, and what the marks mean."""
        return self._sentence.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), QColor(theme().paper))

    def confirm(self, row: int) -> None:
        """Confirm the proposal of a participant, or take a confirmed path back."""
        way, model = self.model.ways.rows[row], self.model.ways.model
        if model is None or not way.steps:
            return
        self._drafts.pop(way.participant, None)
        if way.confirmed:
            self._acts.act(verbs.clear_path, model=model, participant=way.participant)
        else:
            self._store(way)

    def _write(self, way: Way) -> None:
        """Store what was written of a confirmed path; a proposal waits until it is confirmed."""
        if way.confirmed and way.steps:
            self._store(way)
        elif way.confirmed and self.model.ways.model is not None:
            self._acts.act(
                verbs.clear_path, model=self.model.ways.model, participant=way.participant
            )
        else:
            self._drafts[way.participant] = way
            self._show(self._stored)

    def _store(self, way: Way) -> None:
        notes = tuple("" if note == FROM_THE_TEXT else note for note in way.notes)
        self._acts.act(
            verbs.set_path, model=self.model.ways.model, participant=way.participant,
            steps=list(way.steps), notes=list(notes),
        )  # fmt: skip

    def _show(self, ways: Ways) -> None:
        if ways.model != self._stored.model:
            self._drafts.clear()
        self._stored = ways
        rows = tuple(
            way if way.confirmed else self._drafts.get(way.participant, way) for way in ways.rows
        )
        self.model.show(Ways(ways.model, ways.steps, rows))
        self._pages.setCurrentIndex(int(not ways.steps))
        self._sentence.setText(self._said(rows) if ways.steps else "")

    def _said(self, rows: tuple[Way, ...]) -> str:
        confirmed = sum(way.confirmed for way in rows)
        proposed = sum(bool(way.steps) and not way.confirmed for way in rows)
        words = self.tr(
            "{n} of {all} paths confirmed; {m} proposed from where the steps come up in the text, "
            "in italics: they count when you confirm them. Type a number to change the order."
        )
        return words.format(n=confirmed, all=len(rows), m=proposed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self._session.say.error(error)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == ACT:
            self.confirm(index.row())

    def _opened(self, row: int) -> None:
        if self.table.currentIndex().column() < FIRST:
            self.confirm(row)

    def _wear(self) -> None:
        self._foot.setContentsMargins(scaled(16), scaled(6), scaled(16), scaled(6))
