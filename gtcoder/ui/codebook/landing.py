"""Where something dragged over the tree would land, and how that is shown."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from gtcoder.queries.codebook import CodeRow
from gtcoder.ui.look import Role, sans, scaled, theme
from gtcoder.vocabulary import CodeId

_tr = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Landing:
    """On a row (`line` is False) or between rows, under `parent`; `words` say what would happen.

    Between rows in the codebook's order, it goes right before (`top`) or after the `anchor`.
    """

    parent: QModelIndex
    rect: QRect
    words: str
    line: bool = False
    top: bool = True
    pointer: QPoint = QPoint()  # noqa: RUF009  # never changed
    anchor: CodeId | None = None


def words_of_drop(
    target: CodeRow | None, *, span: bool = False, coding: bool = False, copy: bool = False
) -> str:
    """Say what a drop of text, of a coding or of codes would do; `copy`: while Ctrl is held."""
    if target is None:
        return _tr("codebook", "Move to the top")
    if span:
        return _tr("codebook", "Code as “{name}”").format(name=target.name)
    if coding:
        words = _tr("codebook", "Change code to “{name}”")
        also = _tr("codebook", "Also code as “{name}”")
        return (also if copy else words).format(name=target.name)
    if copy:
        return _tr("codebook", "Merge into “{name}”").format(name=target.name)
    return _tr("codebook", "Move under “{name}”").format(name=target.name)


def words_of_place(anchor: CodeRow, *, top: bool) -> str:
    """Say between which codes a drop would put another."""
    words = _tr("codebook", "Put before “{name}”") if top else _tr("codebook", "Put after “{name}”")
    return words.format(name=anchor.name)


def paint_landing(painter: QPainter, landing: Landing, room: QRect) -> None:
    """Paint the line or the outline in accent, and the chip at the pointer."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    accent = QColor(theme().accent)
    if landing.line:
        y = landing.rect.top() if landing.top else landing.rect.bottom() + 1
        rect = QRect(landing.rect.left(), max(0, y - 1), landing.rect.width(), 2)
        painter.fillRect(rect, accent)
    elif not landing.rect.isEmpty():
        painter.setPen(QPen(accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(landing.rect).adjusted(1, 1, -1, -1), 6, 6)
    _paint_chip(painter, landing, room)
    painter.restore()


def _paint_chip(painter: QPainter, landing: Landing, room: QRect) -> None:
    now, font = theme(), sans(Role.SMALL)
    metrics = QFontMetricsF(font)
    widest = room.width() - scaled(24)
    words = metrics.elidedText(landing.words, Qt.TextElideMode.ElideRight, widest)
    width, height = metrics.horizontalAdvance(words) + scaled(16), scaled(24)
    left = min(landing.pointer.x() + scaled(14), room.right() - width - 2)
    top = landing.pointer.y() + scaled(16)
    if top + height > room.bottom():
        top = landing.pointer.y() - scaled(10) - height
    rect = QRectF(max(2, left), top, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(now.tip))
    painter.drawRoundedRect(rect, 6, 6)
    painter.setFont(font)
    painter.setPen(QColor(now.tip_text))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
