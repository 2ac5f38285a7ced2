"""The picture of a page in tiles: painted in small portions, kept, and only copied when moved."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap

from gtcoder.ui.models.ink import Ink

SIDE = 256  # device pixels
PORTION = 0.004  # seconds of painting between two looks at what else is to be done
_AT_ONCE = 500  # pieces of a scene that is painted whole without waiting
_MOST = 160  # tiles that are kept: some 40 MB
_LOOK = 12  # pieces painted between two looks at the clock
_AHEAD = 64  # tiles that wait to be painted
_OVERVIEW = 1200  # pixels of the larger side of the coarse picture

Spot = tuple[int, int]


class _Painting:
    """A tile under way: what of it is still to be painted."""

    def __init__(self, ink: Ink, area: QRectF, scale: float, background: str) -> None:
        self.pixmap = QPixmap(
            max(1, round(area.width() * scale)), max(1, round(area.height() * scale))
        )
        self.pixmap.fill(QColor(background))
        self._area, self._scale, self._ink = area, scale, ink
        self._todo = iter(ink.within(area))

    def go_on(self, until: float) -> bool:
        """Paint on until that moment; tell whether it is done."""
        painter = QPainter(self.pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self._scale, self._scale)
        painter.translate(-self._area.topLeft())
        pieces = self._ink.pieces
        for count, number in enumerate(self._todo, 1):
            pieces[number].paint(painter, self._scale)
            if count % _LOOK == 0 and time.perf_counter() > until:
                painter.end()
                return False
        painter.end()
        return True


class Tiles:
    """Paints a page from kept tiles; what is not there yet shows coarsely, and is painted later.

    `scale` counts device pixels for a point of the page.
    """

    def __init__(self) -> None:
        self.ink: Ink | None = None
        self._scale = 0.0
        self._kept: OrderedDict[Spot, QPixmap] = OrderedDict()
        self._wanted: dict[Spot, None] = {}
        self._under_way: tuple[Spot, _Painting] | None = None
        self._coarse: QPixmap | None = None
        self._coarse_under_way: _Painting | None = None

    @property
    def waiting(self) -> int:
        """How many tiles are still to be painted."""
        begun = (self._coarse_under_way, self._under_way)
        return len(self._wanted) + sum(each is not None for each in begun)

    def show(self, ink: Ink | None) -> None:
        """Begin with another scene."""
        self.ink = ink
        self._drop()
        self._coarse, self._coarse_under_way = None, None
        if ink is not None and len(ink.pieces) > _AT_ONCE:
            page = QRectF(0, 0, ink.scene.width, ink.scene.height)
            scale = _OVERVIEW / max(page.width(), page.height())
            self._coarse_under_way = _Painting(ink, page, scale, ink.scene.background)

    def paint(self, painter: QPainter, page: QRectF, exposed: QRect, ratio: float) -> None:
        """Paint the exposed part of the widget; the page lies at `page` in it, in its pixels."""
        if self.ink is None:
            return
        scale = page.width() / self.ink.scene.width * ratio
        if scale != self._scale:
            self._drop()
            self._scale = scale
        seen = QRectF(exposed).intersected(page)
        if seen.isEmpty():
            return
        side = SIDE / ratio
        spots = list(_spots(seen.translated(-page.topLeft()), side))
        self._want(spots)
        if len(self.ink.pieces) <= _AT_ONCE:
            self.work(float("inf"))
        else:
            self.work(PORTION)
        if any(spot not in self._kept for spot in spots):
            self._paint_coarse(painter, page, seen)
        painter.setClipRect(page)
        for spot in spots:
            tile = self._kept.get(spot)
            if tile is not None:
                self._kept.move_to_end(spot)
                place = QPointF(spot[0] * side, spot[1] * side) + page.topLeft()
                painter.drawPixmap(QRectF(place, tile.size() / ratio), tile, QRectF(tile.rect()))

    def work(self, seconds: float = PORTION) -> bool:
        """Paint for so long of what is wanted; tell whether anything came to be."""
        until, done = time.perf_counter() + seconds, False
        while self.ink is not None:
            if self._coarse_under_way is not None:
                if not self._coarse_under_way.go_on(until):
                    return done
                self._coarse, self._coarse_under_way = self._coarse_under_way.pixmap, None
                done = True
            if self._under_way is None and not self._take_next():
                return done
            assert self._under_way is not None
            spot, painting = self._under_way
            if not painting.go_on(until):
                return done
            self._keep(spot, painting.pixmap)
            done = True
            if time.perf_counter() > until:
                return done
        return done

    def _want(self, spots: list[Spot]) -> None:
        """Paint these first, then what was wanted before as far as it may still be in sight."""
        busy = self._under_way[0] if self._under_way else None
        new = [spot for spot in spots if spot not in self._kept and spot != busy]
        old = (spot for spot in self._wanted if spot not in new)
        self._wanted = dict.fromkeys([*new, *old][:_AHEAD])

    def _take_next(self) -> bool:
        if self.ink is None or not self._wanted:
            return False
        spot = next(iter(self._wanted))
        del self._wanted[spot]
        side = SIDE / self._scale
        scene = self.ink.scene
        area = QRectF(spot[0] * side, spot[1] * side, side, side)
        self._under_way = spot, _Painting(self.ink, area, self._scale, scene.background)
        return True

    def _keep(self, spot: Spot, pixmap: QPixmap) -> None:
        self._kept[spot] = pixmap
        self._under_way = None
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)

    def _drop(self) -> None:
        self._kept.clear()
        self._wanted.clear()
        self._under_way = None

    def _paint_coarse(self, painter: QPainter, page: QRectF, seen: QRectF) -> None:
        assert self.ink is not None
        if self._coarse is None:
            painter.fillRect(seen, QColor(self.ink.scene.background))
            return
        share = self._coarse.width() / page.width()
        part = seen.translated(-page.topLeft())
        source = QRectF(part.topLeft() * share, part.size() * share)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawPixmap(seen, self._coarse, source)


def _spots(rect: QRectF, side: float) -> Iterator[Spot]:
    """Yield the tiles that a rectangle of the page, in the widget's pixels, touches."""
    for row in range(int(max(rect.top(), 0) // side), int(rect.bottom() // side) + 1):
        for column in range(int(max(rect.left(), 0) // side), int(rect.right() // side) + 1):
            yield column, row
