"""A paradigm of a moment as a list: roles with cards, relations, and in words what differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFocusEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gtcoder.queries.paradigm_versions import Board, Difference, Kind
from gtcoder.ui.axial.board_paint import wrapped
from gtcoder.ui.axial.board_words import role_name
from gtcoder.ui.kit import paint_ring, ring_after
from gtcoder.ui.look import Role, colour, look, sans, scaled, theme
from gtcoder.vocabulary import ParadigmRole

Index = QModelIndex | QPersistentModelIndex
_ITEM = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Item:
    """A row: the name of a role (`head`), or a card or relation with what differs in words."""

    text: str
    mark: str = ""
    head: bool = False


def tr(text: str) -> str:
    """Translate a literal of the lists."""
    return QCoreApplication.translate("Versions", text)


def items_of(board: Board, differences: Sequence[Difference], *, first: bool) -> tuple[Item, ...]:
    """Return the rows of a board; `first`: it is the earlier one, which says what became of it."""
    marks: dict[tuple[str, int], list[str]] = {}
    for each in differences:
        said = _mark(each, first=first)
        if said:
            marks.setdefault((each.what, each.key), []).append(said)
    items: list[Item] = []
    for role in ParadigmRole:
        cards = [card for card in board.cards if card.role is role]
        items += [Item(role_name(role), head=True)] if cards else []
        for card in cards:
            items.append(Item(card.name, "; ".join(marks.get(("category", card.category), ()))))
    items += [Item(tr("Relations"), head=True)] if board.lines else []
    for line in board.lines:
        words = f"{line.reads} ({line.evidence})"
        items.append(Item(words, "; ".join(marks.get(("relation", line.relation), ()))))
    return tuple(items)


def changed(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the rows that differ, each under its heading."""
    kept: list[Item] = []
    head: Item | None = None
    for item in items:
        if item.head:
            head = item
        elif item.mark:
            kept += [head, item] if head is not None else [item]
            head = None
    return tuple(kept)


def _mark(each: Difference, *, first: bool) -> str:
    """Return what a difference means on one side, in words."""
    other = each.after if first else each.before
    words = {
        Kind.ADDED: "" if first else tr("added"),
        Kind.REMOVED: tr("removed later") if first else "",
        Kind.MOVED: tr("moves to {other}") if first else tr("moved from {other}"),
        Kind.RENAMED: tr("later called “{other}”") if first else tr("was called “{other}”"),
        Kind.CHANGED: tr("changes to {other}") if first else tr("changed from {other}"),
        Kind.SAME: "",
    }
    return words[each.kind].format(other=other)


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.items: tuple[Item, ...] = ()

    def set(self, items: Sequence[Item]) -> None:
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == _ITEM:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item.text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{item.text}: {item.mark}" if item.mark else item.text
        return None


class VersionList(QListView):
    """One side of the comparison."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ring = False
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.viewport().setAutoFillBackground(False)
        look().changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def items(self) -> tuple[Item, ...]:
        """What is listed."""
        return self._rows.items

    def show_items(self, items: Sequence[Item]) -> None:
        """List something else."""
        self._rows.set(items)

    def ringed(self, row: int) -> bool:
        """Tell whether the focus ring is on a row."""
        return self._ring and self.hasFocus() and self.currentIndex().row() == row

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = ring_after(event, before=self._ring)
        if self._ring and not self.currentIndex().isValid() and self.items:
            self.setCurrentIndex(self._rows.index(0))
        super().focusInEvent(event)


class _Delegate(QStyledItemDelegate):
    def __init__(self, owner: VersionList) -> None:
        super().__init__(owner)
        self._owner = owner

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        item: Item = index.data(_ITEM)
        text, mark = self._lines(item)
        room = scaled(16) if item.head else scaled(8)
        return QSize(0, len(text) * scaled(18) + len(mark) * scaled(16) + room)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: Item = index.data(_ITEM)
        now, rect = theme(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if item.mark:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(now.sel))
            painter.drawRoundedRect(rect.adjusted(4, 1, -4, -1), 6, 6)
        text, mark = self._lines(item)
        left = rect.x() + (scaled(8) if item.head else scaled(18))
        y = rect.y() + (scaled(10) if item.head else scaled(4))
        strong = Role.SMALL_STRONG if item.head else Role.BODY
        ink = now.text2 if item.head else now.text
        for lines, role, tint, step in (
            (text, strong, ink, 18),
            (mark, Role.SMALL_STRONG, now.text, 16),
        ):
            painter.setFont(sans(role))
            painter.setPen(colour(tint))
            for words in lines:
                painter.drawText(QRectF(left, y, rect.width(), scaled(step)), words)
                y += scaled(step)
        if self._owner.ringed(index.row()):
            paint_ring(painter, rect.adjusted(4, 1, -4, -1), 6)
        painter.restore()

    def _lines(self, item: Item) -> tuple[tuple[str, ...], tuple[str, ...]]:
        width = self._owner.width() - scaled(30) - 12  # as if the scroll bar were there
        font = sans(Role.SMALL_STRONG if item.head else Role.BODY)
        mark = wrapped(item.mark, sans(Role.SMALL_STRONG), width, 2)
        return wrapped(item.text, font, width, 3), mark
