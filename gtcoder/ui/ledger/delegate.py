"""How an entry is drawn: time, coder, sentence, and its reason in italics."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gtcoder.ui.ledger.model import LINE, Line
from gtcoder.ui.look import Role, fixed, isolated, sans, scaled, theme

_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def italic(role: Role) -> QFont:
    """Return the slanted form of a role, for reasons."""
    font = QFont(sans(role))
    font.setItalic(True)
    return font


class LedgerDelegate(QStyledItemDelegate):
    """Days as headings; an entry in one line, or two where it has a reason."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        line: Line = index.data(LINE)
        if line.entry is None:
            return QSize(scaled(80), scaled(44))
        return QSize(scaled(80), scaled(52 if line.entry.reason else 32))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line: Line = index.data(LINE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.entry is None:
            self._paint_day(painter, option.rect, line.day)
        else:
            self._paint_entry(painter, option, line)
        painter.restore()

    def _paint_day(self, painter: QPainter, box: QRect, day: str) -> None:
        painter.setFont(sans(Role.STRONG))
        painter.setPen(QColor(theme().text))
        place = box.adjusted(scaled(24), scaled(14), 0, -scaled(4))
        painter.drawText(place, _MIDDLE, day)

    def _paint_entry(self, painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
        entry, now = line.entry, theme()
        assert entry is not None
        inner = option.rect.adjusted(scaled(12), 1, -scaled(12), -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.sel if chosen else now.hover))
            painter.drawRoundedRect(inner, 6, 6)
        x, top, height = inner.left() + scaled(12), inner.top(), scaled(30)
        ink = now.text3 if line.taken_back_by is not None else now.text
        for width, font, colour, words in (
            (scaled(64), fixed(), now.text2, f"{entry.revision:,}"),
            (scaled(48), sans(Role.SMALL), now.text2, f"{entry.at.astimezone():%H:%M}"),
            (min(scaled(140), inner.width() // 5), sans(Role.SMALL), now.text2, entry.coder),
        ):
            self._paint_words(
                painter, QRect(x, top, width - scaled(8), height), words, font, colour
            )
            x += width
        room = QRect(x, top, inner.right() - x - scaled(12), height)
        for label in line.labels:
            room.setRight(room.right() - self._paint_label(painter, room, label))
        font = QFont(sans(Role.BODY))
        font.setStrikeOut(line.taken_back_by is not None)
        self._paint_words(painter, room, isolated(line.sentence), font, ink)
        if entry.reason:
            below = room.translated(0, scaled(20))
            self._paint_words(painter, below, entry.reason, italic(Role.SMALL), now.text2)

    def _paint_words(
        self, painter: QPainter, room: QRect, words: str, font: QFont, colour: str
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        metrics = QFontMetrics(font)
        elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _MIDDLE, elided)

    def _paint_label(self, painter: QPainter, room: QRect, label: str) -> int:
        """Paint a label as a pill at the right end; return the room it takes."""
        font, now = sans(Role.TINY), theme()
        width = min(QFontMetrics(font).horizontalAdvance(label) + scaled(16), room.width() // 2)
        pill = QRect(
            room.right() - width, room.top() + scaled(6), width, room.height() - scaled(12)
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now.info_bg))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        self._paint_words(
            painter, pill.adjusted(scaled(8), 0, -scaled(8), 0), label, font, now.accent
        )
        return width + scaled(8)
