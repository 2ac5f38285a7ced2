"""The list of memos, and how a memo is drawn in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gtcoder.queries.memos import first_words
from gtcoder.ui.look import Role, sans, scaled, theme

if TYPE_CHECKING:
    from gtcoder.queries.theory import MemoCard

Index = QModelIndex | QPersistentModelIndex
MEMO = Qt.ItemDataRole.UserRole
_LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def headline(title: str, text: str) -> str:
    """Return a memo's title, or its first words where it has none."""
    return title or first_words(text)


class MemoModel(QAbstractListModel):
    """The memos that are shown."""

    def __init__(self) -> None:
        super().__init__()
        self._cards: tuple[MemoCard, ...] = ()
        self._rows: dict[int, int] = {}

    def show(self, cards: tuple[MemoCard, ...]) -> None:
        """Show these memos."""
        self.beginResetModel()
        self._cards = cards
        self._rows = {card.id: row for row, card in enumerate(cards)}
        self.endResetModel()

    @property
    def cards(self) -> tuple[MemoCard, ...]:
        """The memos that are shown, in their order."""
        return self._cards

    def row_of(self, memo: int | None) -> int:
        """Return the row of a memo, or -1."""
        return -1 if memo is None else self._rows.get(memo, -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        card = self._cards[index.row()]
        if role == MEMO:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return headline(card.title, card.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            about = ", ".join((*card.tags, *card.about))
            return f"{headline(card.title, card.text)}, {card.kind}, {card.coder}, {about}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return card.text[:400]
        return None


class MemoDelegate(QStyledItemDelegate):
    """A memo in three lines: headline; kind, day and coder; what it is about."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(scaled(80), scaled(76))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: MemoCard = index.data(MEMO)
        now, box = theme(), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = option.state
        inner = box.adjusted(scaled(8), 2, -scaled(8), -2)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.sel if chosen else now.hover))
            painter.drawRoundedRect(inner, 6, 6)
        moment = card.changed_at.astimezone()
        lines = (
            (Role.STRONG, now.text, headline(card.title, card.text)),
            (Role.SMALL, now.text2, f"{card.kind} · {moment.day} {moment:%B} · {card.coder}"),
            (Role.SMALL, now.text2, " · ".join((*(f"#{tag}" for tag in card.tags), *card.about))),
        )
        height, top = scaled(20), inner.top() + scaled(6)
        for row, (role, ink, words) in enumerate(lines):
            painter.setFont(sans(role))
            painter.setPen(QColor(ink))
            width = inner.width() - scaled(20)
            place = QRect(inner.left() + scaled(10), top + row * height, width, height)
            metrics = QFontMetrics(sans(role))
            elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
            painter.drawText(place, _LINE, elided)
        painter.restore()
