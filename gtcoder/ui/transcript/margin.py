"""The stripes margin: a bar for each coding in view, and the codes' names in one column."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from gtcoder.ui.look import scaled, theme
from gtcoder.ui.transcript.beside import Beside
from gtcoder.ui.transcript.carry import Carrying
from gtcoder.ui.transcript.index import Strip
from gtcoder.ui.transcript.stripes import (
    COLUMN,
    PITCH,
    ROW,
    Entry,
    StripePainter,
    entries,
    has_names,
    x_of,
)
from gtcoder.ui.transcript.view import TranscriptView

WIDTH = 206


class Margin(Beside):
    """Paints bars and names; a click on either chooses the coding, and it can be dragged away.

    `not_carried` says that a drag was begun where codings stay.
    """

    not_carried = Signal()

    def __init__(self, view: TranscriptView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.setObjectName("margin")
        self.setMouseTracking(True)
        self.memos: Mapping[int, int] = {}
        self.carries = False  # codings can be dragged away
        self.carrying = Carrying(self, view)
        self.carded = False  # whoever owns the view shows a card of the coding pointed at
        self._entries: list[Entry] = []
        self._placed = False  # the entries are those of the codings and lines in view
        self._stripes = StripePainter(view)
        view.codings_changed.connect(self._renew)
        view.codings_patched.connect(self._renew_changed)
        view.frame_changed.connect(self._stale)
        view.choice_changed.connect(self.update)
        view.worn.connect(self._wear)
        self._renew()

    def set_memos(self, counts: Mapping[int, int]) -> None:
        """Say how many memos each coding has, for the tooltip."""
        self.memos = counts

    def _renew(self) -> None:
        self._stale()
        self._name()
        self.update()

    def _renew_changed(self) -> None:
        """Paint again what stands elsewhere than before; a coding more moves few names."""
        self._name()
        before, self._entries = set(self._entries), self.placed()
        self._placed = True
        changed = before.symmetric_difference(self._entries)
        if changed:
            spare = scaled(ROW)
            high = min(min(each.top, each.row or each.anchor) for each in changed) - spare
            low = max(max(each.foot, each.row or each.anchor) for each in changed) + spare
            self.update(0, int(high), self.width(), int(low - high) + 1)

    def _wear(self) -> None:
        self._stripes.forget()
        self._stale()

    def _stale(self) -> None:
        self._placed = False

    def _name(self) -> None:
        count = len(self.view.index)
        said = self.tr("Codes beside the text, {count} codings").format(count=count)
        self.setAccessibleName(said)

    def placed(self) -> list[Entry]:
        """Return what is beside the lines in view."""
        view = self.view
        return entries(
            view.visible_strips(),
            view.visible_lines(),
            view.measures.band,
            self.height(),
            scaled(ROW),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, area = QPainter(self), event.rect()
        painter.fillRect(area, QColor(theme().paper))
        if not self._placed:
            self._entries, self._placed = self.placed(), True
        self._stripes.paint(painter, self._entries, area, self.width())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stale()

    # Pointer

    def hit(self, spot: QPointF) -> tuple[QRectF, Entry] | None:
        """Return what is under a point: its area, and the coding with those folded there."""
        for each in reversed(self._entries):
            for area in self._areas(each):
                if area.contains(spot):
                    return area, each
        return None

    def _areas(self, each: Entry) -> list[QRectF]:
        found = [QRectF(x_of(each.strip) - 2, each.top, scaled(PITCH), each.foot - each.top)]
        if each.row is not None and has_names(self.width()):
            left, tall = scaled(COLUMN) - 4, scaled(ROW)
            found.append(QRectF(left, each.row - tall / 2, self.width() - left, tall))
        return found

    def tip_at(self, spot: QPoint) -> tuple[str, QRectF] | None:
        """Return code, coder and memos of the coding under a point, and of those folded there."""
        found = self.hit(QPointF(spot))
        if found is None:
            return None
        area, each = found
        if self.carded and not each.folded:
            return None
        return "\n".join(self._said(strip) for strip in (each.strip, *each.folded)), area

    def _said(self, strip: Strip) -> str:
        choice = self.view.choice
        look = choice.looks.get(strip.code)
        parts = [look.name if look else "", choice.initials.get(strip.coder, "")]
        if memos := self.memos.get(strip.id, 0):
            said = self.tr("1 memo") if memos == 1 else self.tr("{count} memos")
            parts.append(said.format(count=memos))
        return " · ".join(part for part in parts if part)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.hit(event.position())
        left = event.button() == Qt.MouseButton.LeftButton
        if found is not None and left:
            self.view.pick(found[1].strip.id)
        held = found[1].strip if found is not None and left else None
        self.carrying.press(held, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.carrying.move(event):
            return
        found = self.hit(event.position())
        self.view.hover_at = event.globalPosition().toPoint()
        self.view.say_hover(None if found is None else found[1].strip.id)
        shape = Qt.CursorShape
        self.setCursor(shape.PointingHandCursor if found else shape.ArrowCursor)

    def leaveEvent(self, event: QEvent) -> None:
        self.view.say_hover(None)
