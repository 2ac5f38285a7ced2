"""Paint a scene: one painter for svg, png, pdf and, later, the canvas."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

from PySide6.QtCore import (
    QBuffer,
    QIODevice,
    QMarginsF,
    QPointF,
    QRectF,
    QSize,
    QSizeF,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageWriter,
    QPageSize,
    QPainter,
    QPainterPath,
    QPdfWriter,
    QPen,
    QPolygonF,
    QTransform,
)
from PySide6.QtSvg import QSvgGenerator

from gtcoder.analysis.diagram.boxes import Point, Rect
from gtcoder.analysis.diagram.curves import line_of
from gtcoder.drawing.fonts import application, font
from gtcoder.drawing.measure import ascent_share
from gtcoder.drawing.scene import Edge, Label, RoundedBox, Scene
from gtcoder.errors import InvalidInput

_FINE = 100  # font pixels to the point: type sizes are exact to a hundredth
_RESOLUTION = 1200
_DPI = (36, 2400)
_PIXELS = 600_000_000  # A4 at the finest; more would fill the memory
_RLM = "\u200f"


def svg_bytes(scene: Scene, *, text_as_text: bool = False) -> bytes:
    """Return the scene as SVG; text as outlines unless asked, the same bytes every time."""
    application()
    buffer = _buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(254)  # so that ten units are a millimetre and A4 is 297mm wide
    generator.setSize(QSize(round(scene.width / 72 * 254), round(scene.height / 72 * 254)))
    generator.setViewBox(QRectF(0, 0, scene.width, scene.height))
    generator.setTitle(scene.title)
    generator.setDescription(scene.description)
    with QPainter(generator) as painter:
        paint(painter, scene, outlines=not text_as_text)
    return bytes(buffer.data().data())


def png_bytes(scene: Scene, *, dpi: int = 300) -> bytes:
    """Return the scene as PNG at that resolution; raises InvalidInput for one out of reach."""
    application()
    width, height = round(scene.width / 72 * dpi), round(scene.height / 72 * dpi)
    if not _DPI[0] <= dpi <= _DPI[1]:
        raise InvalidInput(
            "A picture of {dpi} dpi cannot be drawn. Nothing was written. "
            "Choose a number from {least} to {most}; 300 is usual in print.",
            dpi=dpi,
            least=_DPI[0],
            most=_DPI[1],
        )
    image = QImage()
    if width * height <= _PIXELS:
        image = QImage(width, height, QImage.Format.Format_RGB32)
    if image.isNull():
        raise InvalidInput(
            "A picture of {width} × {height} pixels is too large to be drawn. Nothing was written. "
            "Choose fewer dpi, or svg or pdf, which have none.",
            width=width,
            height=height,
        )
    image.setDotsPerMeterX(round(dpi / 0.0254))
    image.setDotsPerMeterY(round(dpi / 0.0254))
    image.setText("Title", scene.title)
    image.fill(QColor(scene.background))
    with QPainter(image) as painter:
        painter.scale(dpi / 72, dpi / 72)
        paint(painter, scene, outlines=True)
    buffer = _buffer()
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


def pdf_bytes(scene: Scene) -> bytes:
    """Return the scene as a PDF of one page, vector, with its fonts embedded."""
    application()
    buffer = _buffer()
    writer = QPdfWriter(buffer)
    size = QSizeF(scene.width, scene.height)
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Point, scene.page))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(_RESOLUTION)
    writer.setTitle(scene.title)
    writer.setCreator("gtcoder")
    with QPainter(writer) as painter:
        painter.scale(_RESOLUTION / 72, _RESOLUTION / 72)
        paint(painter, scene, outlines=False)
    return bytes(buffer.data().data())


def paint(painter: QPainter, scene: Scene, *, outlines: bool) -> None:
    """Paint the scene in points; `outlines` draws texts as shapes instead of with fonts."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font(serif=False, weight=400, pixels=_FINE))
    painter.fillRect(QRectF(0, 0, scene.width, scene.height), QColor(scene.background))
    for shape in scene.zones:
        _paint_shape(painter, shape)
    for edge in scene.edges:
        _paint_edge(painter, edge)
    for shape in (*scene.cards, *scene.badges):
        _paint_shape(painter, shape)
    for label in scene.labels:
        _paint_label(painter, label, outlines=outlines)


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def _rect(rect: Rect) -> QRectF:
    return QRectF(rect.x, rect.y, rect.width, rect.height)


def line_pen(colour: str, width: float, *, dashed: bool = False) -> QPen:
    """Return the pen of a line; a dash is as long in points whatever the width."""
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashed:
        pen.setDashPattern([3.2 / width, 2.4 / width])
    return pen


def _paint_shape(painter: QPainter, shape: RoundedBox) -> None:
    painter.setBrush(QColor(shape.fill))
    if shape.width:
        painter.setPen(line_pen(shape.stroke, shape.width, dashed=shape.dashed))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    if shape.ellipse:
        painter.drawEllipse(_rect(shape.rect))
    else:
        painter.drawRoundedRect(_rect(shape.rect), shape.radius, shape.radius)


def _paint_edge(painter: QPainter, edge: Edge) -> None:
    line, heads = edge_shapes(edge)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(line_pen(edge.colour, edge.width, dashed=edge.dashed))
    painter.drawPath(line)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(edge.colour))
    for head in heads:
        painter.drawPolygon(head)


def edge_shapes(edge: Edge) -> tuple[QPainterPath, tuple[QPolygonF, ...]]:
    """Return the line of an edge and its arrow heads."""
    line = line_of(edge.points, curved=edge.curved)
    first, last = line[0], line[-1]
    before, after = line[-2], line[1]
    if edge.curved:
        before, after = _back(line, edge.head), _back(line[::-1], edge.tail)
    inner = [point for point in line[1:-1] if _free(point, edge, first, last)]
    ends = _towards(first, after, edge.tail * 0.9), _towards(last, before, edge.head * 0.9)
    path = _rounded((ends[0], *inner, ends[1]), 0.0 if edge.curved else edge.radius)
    heads = [_head(last, before, edge.head)] if edge.head else []
    if edge.tail:
        heads.append(_head(first, after, edge.tail))
    return path, tuple(heads)


def _back(line: Sequence[Point], head: float) -> Point:
    """Return the last point of the line that lies behind a head of that size."""
    tip = line[-1]
    for point in reversed(line[:-1]):
        if _length(point, tip) >= head:
            return point
    return line[-2]


def _free(point: Point, edge: Edge, first: Point, last: Point) -> bool:
    """Return whether a point of a curve lies outside both heads; corners always count."""
    return not edge.curved or (
        _length(point, first) >= edge.tail and _length(point, last) >= edge.head
    )


def _rounded(points: tuple[Point, ...], radius: float) -> QPainterPath:
    """Return the line through the points with quarter circles at its corners."""
    path = QPainterPath(QPointF(*points[0]))
    for k in range(1, len(points) - 1):
        corner = points[k]
        room = min(radius, _length(points[k - 1], corner) / 2, _length(corner, points[k + 1]) / 2)
        path.lineTo(QPointF(*_towards(corner, points[k - 1], room)))
        path.quadTo(QPointF(*corner), QPointF(*_towards(corner, points[k + 1], room)))
    path.lineTo(QPointF(*points[-1]))
    return path


def _length(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def _towards(start: Point, end: Point, by: float) -> Point:
    length = _length(start, end)
    share = min(1.0, by / length) if length else 0.0
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _head(tip: Point, before: Point, size: float) -> QPolygonF:
    base = _towards(tip, before, size)
    half, length = size * 0.4, _length(tip, before) or 1.0
    dx, dy = half * (before[1] - tip[1]) / length, half * (tip[0] - before[0]) / length
    if dx <= 0 and dy <= 0:
        dx, dy = -dx, -dy
    return QPolygonF(
        [
            QPointF(*tip),
            QPointF(base[0] - dx, base[1] - dy),
            QPointF(base[0] + dx, base[1] + dy),
        ]
    )


def _paint_label(painter: QPainter, label: Label, *, outlines: bool) -> None:
    text = _RLM + label.text if label.right_to_left else label.text
    shape = font(serif=label.serif, weight=label.weight, pixels=round(label.size * _FINE))
    share = ascent_share(serif=label.serif, weight=label.weight)
    base = QPointF(label.rect.x, label.rect.y + label.rect.height * share)
    if outlines:
        path = QPainterPath()
        path.addText(QPointF(0, 0), shape, text)
        place = QTransform.fromTranslate(base.x(), base.y()).scale(1 / _FINE, 1 / _FINE)
        painter.fillPath(place.map(path), QColor(label.colour))
        return
    painter.save()
    painter.translate(base)
    painter.scale(1 / _FINE, 1 / _FINE)
    painter.setFont(shape)
    painter.setPen(QColor(label.colour))
    painter.drawText(QPointF(0, 0), text)
    painter.restore()
