"""The memos that bear on what is chosen, nearest first, and how they are listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QFontMetricsF, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gtcoder.queries.retrieval import quotation_of
from gtcoder.queries.theory import MemoRow, memos
from gtcoder.store.reader import Reader
from gtcoder.ui.look import Role, sans, scaled, serif, theme
from gtcoder.vocabulary import CodeId, CodingId, DocumentId, MemoId, QuotationId, Span

Index = QModelIndex | QPersistentModelIndex
_LINES = 7  # of a memo in the list; the rest is read in its own place


@dataclass(frozen=True, slots=True)
class About:
    """What a memo would be about: a coding, a stretch, a code or the document; `words` says it."""

    words: str
    document: DocumentId | None = None
    span: Span | None = None
    coding: CodingId | None = None
    code: CodeId | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A memo in the list, and by what it belongs here."""

    id: MemoId
    title: str
    text: str
    coder: str
    at: datetime
    on: str


def notes_about(reader: Reader, about: About, on: dict[str, str]) -> tuple[Note, ...]:
    """Return the memos on the passage, on its code and on the document; `on` words these three."""
    quotation: QuotationId | None = None
    if about.coding is not None:
        quotation = quotation_of(reader, about.coding)
    found: dict[str, list[MemoRow]] = {"passage": [], "code": [], "document": []}
    for row in reversed(memos(reader)):
        if quotation is not None and quotation in row.quotations:
            found["passage"].append(row)
        elif about.code is not None and about.code in row.codes:
            found["code"].append(row)
        elif about.document is not None and about.document in row.documents:
            found["document"].append(row)
    return tuple(
        Note(row.id, row.title, row.text, row.coder, row.changed_at, on[kind])
        for kind, rows in found.items()
        for row in rows
    )


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.notes: tuple[Note, ...] = ()

    def show(self, notes: Sequence[Note]) -> None:
        self.beginResetModel()
        self.notes = tuple(notes)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        return 0 if parent.isValid() else len(self.notes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        note = self.notes[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return note.title or note.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{note.on}, {note.coder}: {note.title} {note.text}"
        if role == Qt.ItemDataRole.UserRole:
            return note
        return None


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view: QWidget = option.widget
        width = max(scaled(120), view.width())
        note: Note = index.data(Qt.ItemDataRole.UserRole)
        room = QRectF(0, 0, width - 2 * scaled(20), 10_000)
        height = self._text_rect(note, room).height() + scaled(22 + 22)
        return QSize(width, round(height + (scaled(20) if note.title else 0)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        note: Note = index.data(Qt.ItemDataRole.UserRole)
        now, rect = theme(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.sel))
            painter.drawRoundedRect(rect.adjusted(scaled(8), 1, -scaled(8), -1), 8, 8)
        inner = rect.adjusted(scaled(20), scaled(10), -scaled(20), -scaled(10))
        self._paint_head(painter, inner, note)
        inner.setTop(inner.top() + scaled(20))
        if note.title:
            painter.setFont(sans(Role.STRONG))
            painter.setPen(QColor(now.text))
            painter.drawText(inner, Qt.AlignmentFlag.AlignLeft, note.title)
            inner.setTop(inner.top() + scaled(20))
        painter.setFont(serif(14))
        painter.setPen(QColor(now.text))
        clip = self._text_rect(note, inner)
        painter.setClipRect(clip.adjusted(0, 0, 2, 0))
        painter.drawText(clip, Qt.TextFlag.TextWordWrap, note.text)
        painter.restore()
        line = QRectF(inner.left(), rect.bottom() - 1, inner.width(), 1)
        painter.fillRect(line, QColor(now.line))

    def _paint_head(self, painter: QPainter, inner: QRectF, note: Note) -> None:
        painter.setFont(sans(Role.SMALL))
        painter.setPen(QColor(theme().text2))
        day = note.at.astimezone()
        when = f"{day.day} {day:%b}"
        metrics = QFontMetrics(painter.font())
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight, when)
        room = int(inner.width()) - metrics.horizontalAdvance(when) - scaled(10)
        words = metrics.elidedText(f"{note.on} · {note.coder}", Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft, words)

    def _text_rect(self, note: Note, room: QRectF) -> QRectF:
        metrics = QFontMetricsF(serif(14))
        whole = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, note.text)
        height = min(whole.height(), _LINES * metrics.lineSpacing())
        return QRectF(room.left(), room.top(), room.width(), height)


class NoteList(QListView):
    """The memos; Enter or a double click opens one in its own place."""

    opened = Signal(object)  # MemoId

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = _Rows(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.rows.notes[index.row()].id)
