"""The document map: the whole text's codings at a glance, and the part in view as a frame."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from gtcoder.drawing.theme import Theme
from gtcoder.ui.look import scaled, theme
from gtcoder.ui.transcript.beside import Beside
from gtcoder.ui.transcript.options import Colours
from gtcoder.ui.transcript.view import TranscriptView

WIDTH = 24
SINGLY = 400  # more codings than that are counted by row instead of painted one by one
_LATER = 80  # milliseconds
_EDGE = 8  # above and below the text
_BAR, _LANE = 3, 6


class DocumentMap(Beside):
    """Paints marks from a kept picture; a click or drag scrolls there."""

    def __init__(self, view: TranscriptView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.setObjectName("document_map")
        self._marks: QPixmap | None = None
        self._of: tuple[str, float, int, int] | None = None
        self._kept: tuple[tuple[object, ...], Theme, npt.NDArray[np.uint32]] | None = None
        view.codings_changed.connect(self._renew)
        self._later = QTimer(self, singleShot=True, interval=_LATER)
        self._later.timeout.connect(self._renew)
        view.codings_patched.connect(self._renew_soon)
        view.choice_changed.connect(self._renew)
        view.page_changed.connect(self._renew)
        self._renew()

    def _renew_soon(self) -> None:
        """Draw again when a burst of changes is over: a coding is a few pixels here."""
        self._later.start()

    def _renew(self) -> None:
        self._later.stop()
        self._marks = None
        self.setAccessibleName(
            self.tr("Document map, {share} % coded").format(share=percent(self.view))
        )
        self.update()

    def frame(self) -> QRectF:
        """Return where the part in view stands on the map."""
        span, length = self.view.visible_span(), max(1, len(self.view.page.text))
        room = self._room()
        top = scaled(_EDGE) + room * span.start / length
        tall = max(scaled(16), room * (span.end - span.start) / length)
        top = min(top, scaled(_EDGE) + room - tall)
        return QRectF(3.5, max(0.5, top), self.width() - 7, tall)

    def _room(self) -> float:
        return max(1.0, self.height() - 2 * scaled(_EDGE))

    def paintEvent(self, event: QPaintEvent) -> None:
        now, ratio = theme(), self.devicePixelRatioF()
        painter = QPainter(self)
        self.ground(painter)
        painter.fillRect(0, 0, 1, self.height(), QColor(now.line))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(QColor(now.edge), 1))
        painter.setBrush(QColor(now.sunken))
        painter.drawRoundedRect(self.frame(), 4, 4)
        key = (now.name, ratio, self.width(), self.height())
        if self._marks is None or self._of != key:
            self._marks, self._of = self._drawn(now, ratio), key
        painter.drawPixmap(0, scaled(_EDGE), self._marks)
        painter.end()

    def tip_at(self, spot: QPoint) -> tuple[str, QRectF] | None:
        """Return what the map shows."""
        said = self.tr("Document map: {share} % of the text coded").format(share=percent(self.view))
        return said, QRectF(self.rect())

    def _drawn(self, now: Theme, ratio: float) -> QPixmap:
        height = max(1, round(self._room() * ratio))
        picture = QPixmap(max(1, round(self.width() * ratio)), height)
        picture.fill(Qt.GlobalColor.transparent)
        index = self.view.index
        if len(index):
            painter = QPainter(picture)
            painter.setPen(Qt.PenStyle.NoPen)
            if len(index) <= SINGLY:
                self._draw_singly(painter, now, ratio, height)
            else:
                self._draw_rows(painter, now, ratio, height)
            painter.end()
        picture.setDevicePixelRatio(ratio)
        return picture

    def _left(self, ratio: float) -> float:
        return ratio * (self.width() - scaled(_LANE + _BAR)) / 2

    def _draw_singly(self, painter: QPainter, now: Theme, ratio: float, height: int) -> None:
        index, choice = self.view.index, self.view.choice
        scale = height / max(1, len(self.view.page.text))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        end = int(index.last.max())
        starts = dict(zip(index.table.id.tolist(), index.table.start.tolist(), strict=True))
        ends = dict(zip(index.table.id.tolist(), index.table.end.tolist(), strict=True))
        for strip in index.strips(0, end):
            faded = choice.code is not None and strip.code != choice.code
            number = choice.colour_of(strip)
            painter.setBrush(QColor(now.line2 if faded else now.mark(number)))
            top = starts[strip.id] * scale
            tall = max(3 * ratio, (ends[strip.id] - starts[strip.id]) * scale)
            left = self._left(ratio) + (strip.lane % 2) * scaled(_LANE) * ratio
            painter.drawRoundedRect(QRectF(left, top, scaled(_BAR) * ratio, tall), ratio, ratio)

    def _draw_rows(self, painter: QPainter, now: Theme, ratio: float, height: int) -> None:
        """Draw one colour for each row and lane: the codings that began there last."""
        table, choice = self.view.index.table, self.view.choice
        edges = np.linspace(0, len(self.view.page.text), height + 1)
        shown = (
            np.arange(len(table))
            if choice.code is None
            else np.flatnonzero(table.code == choice.code)
        )
        start, end = table.start[shown], table.end[shown]
        key = (table.coder if choice.by is Colours.CODER else table.code)[shown]
        newest = np.searchsorted(start, edges[1:], side="left") - 1
        wide, gap = round(scaled(_BAR) * ratio), round((scaled(_LANE) - scaled(_BAR)) * ratio)
        pixels = np.zeros((height, 2 * wide + gap), np.uint32)
        for lane in (0, 1):
            row = newest - lane
            inside = (row >= 0) & (end[np.maximum(row, 0)] > edges[:-1]) if len(end) else row > row
            place = lane * (wide + gap)
            painted = (
                np.where(inside, self._colours(key[np.maximum(row, 0)], now), 0)
                if len(end)
                else np.zeros(height, np.uint32)
            )
            pixels[:, place : place + wide] = np.reshape(painted, (-1, 1))
        data = pixels.tobytes()
        image = QImage(
            data, pixels.shape[1], height, pixels.strides[0], QImage.Format.Format_ARGB32
        )
        painter.drawImage(round(self._left(ratio)), 0, image)

    def _colours(self, keys: npt.NDArray[np.int32], now: Theme) -> npt.NDArray[np.uint32]:
        """Return the marks of codes, or of coders, from a table kept while looks and theme stay."""
        choice = self.view.choice
        of = (choice.by, choice.looks, choice.coder_colours)
        same = self._kept is not None and all(
            a is b for a, b in zip(self._kept[0], of, strict=True)
        )
        if self._kept is None or not same or self._kept[1] is not now:
            coders = choice.by is Colours.CODER
            known = choice.coder_colours if coders else choice.looks
            marks = np.full(max([0, *known]) + 2, QColor(now.mark(0)).rgba(), np.uint32)
            for each in known:
                number = choice.colour(-1, each) if coders else choice.colour(each, -1)
                marks[each] = QColor(now.mark(number)).rgba()
            self._kept = (of, now, marks)
        table = self._kept[2]
        return table[np.clip(keys, 0, len(table) - 1)]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    def _go(self, event: QMouseEvent) -> None:
        """Put the middle of the view where the pointer is."""
        if not event.buttons() & Qt.MouseButton.LeftButton:
            return
        share = (event.position().y() - scaled(_EDGE)) / self._room()
        length = len(self.view.page.text)
        point = min(max(0, round(share * length)), max(0, length - 1))
        unit = self.view.display.offsets.to_qt(point)
        self.view.scroll_unit(unit, self.view.viewport().height() // 2)


def percent(view: TranscriptView) -> int:
    """Return the share of the text's characters under at least one coding, in whole per cent.

    Only a text that is wholly coded is 100, only one without codings is 0.
    """
    share = view.coded_share()
    return round(share * 100) if share in (0, 1) else min(99, max(1, round(share * 100)))
