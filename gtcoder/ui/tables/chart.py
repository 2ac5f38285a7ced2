"""The chart of a report as a picture, drawn off the window's thread in the theme's colours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from gtcoder.drawing.theme import Theme
from gtcoder.progress import Progress
from gtcoder.ui.look import scaled, theme

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from gtcoder.reports.base import Chart

_DOTS = 100  # an inch, at ratio 1
NARROWEST = 400  # pixels of a picture
_LABELS = 8.5  # points; beside a table there is less room than on a page


def draw(chart: Chart, width: int, ratio: float, colours: Theme, progress: Progress) -> QImage:
    """Draw a chart as wide as there is room; `ratio` is pixels a point.

    It is drawn without pyplot, whose state all threads would share.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    progress.step(0, 0, "Drawing")
    figure = chart.figure()
    figure.set_size_inches(max(width, NARROWEST) / _DOTS, figure.get_size_inches()[1])
    figure.set_dpi(_DOTS * ratio)
    _wear(figure, colours)
    progress.step(0, 0, "Drawing")
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    across, down = canvas.get_width_height()
    data = bytes(canvas.buffer_rgba())
    image = QImage(data, across, down, 4 * across, QImage.Format.Format_RGBA8888).copy()
    image.setDevicePixelRatio(ratio)
    return image


def _wear(figure: Figure, colours: Theme) -> None:
    """Take the theme's colours for those of print."""
    import numpy as np
    from matplotlib.colors import to_hex
    from matplotlib.patches import Rectangle
    from matplotlib.text import Text

    worn = {
        "#1e2126": colours.text,
        "#565b64": colours.text2,
        "#8c857a": colours.edge,
        "#0e6470": colours.accent,
        "#e2ded6": colours.line2,
        "#0a525c": colours.accent_hover,
    }
    figure.set_facecolor(colours.paper)
    for axes in figure.axes:
        axes.set_facecolor(colours.paper)
        for bar in axes.patches:
            if isinstance(bar, Rectangle):
                bar.set_facecolor(worn.get(to_hex(bar.get_facecolor()), bar.get_facecolor()))
                bar.set_edgecolor(worn.get(to_hex(bar.get_edgecolor()), bar.get_edgecolor()))
        for line in axes.lines:
            line.set_color(worn.get(str(line.get_color()).lower(), colours.text2))
        for area in axes.collections:
            faces = [to_hex(tuple(face)) for face in np.asarray(area.get_facecolor()).tolist()]
            area.set_facecolor([worn.get(face, face) for face in faces])
        legend = axes.get_legend()
        for handle in () if legend is None else legend.legend_handles:
            _wear_handle(handle, worn)
        for spine in axes.spines.values():
            spine.set_edgecolor(colours.edge)
        axes.tick_params(axis="x", colors=colours.text2)
        axes.tick_params(axis="y", labelsize=_LABELS)
    for text in figure.findobj(Text):
        if isinstance(text, Text):
            text.set_color(worn.get(to_hex(text.get_color()), colours.text2))


def _wear_handle(handle: Any, worn: Mapping[str, str]) -> None:
    """Take the theme's colours for what stands in a legend."""
    from matplotlib.colors import to_hex
    from matplotlib.lines import Line2D

    if isinstance(handle, Line2D):
        for part in (handle, getattr(handle, "_legmarker", None)):
            if part is not None:
                plain = to_hex(part.get_color())
                part.set_color(worn.get(plain, plain))
        return
    face, edge = (to_hex(colour) for colour in (handle.get_facecolor(), handle.get_edgecolor()))
    handle.set_facecolor(worn.get(face, face))
    handle.set_edgecolor(worn.get(edge, edge))


class ChartView(QScrollArea):
    """Shows the picture as large as it was drawn; another width asks for another picture."""

    room_changed = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chart")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(scaled(8), scaled(8), scaled(8), scaled(8))
        column.addWidget(self._picture)
        column.addStretch(1)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        self._soon = QTimer(self, interval=120, singleShot=True)
        self._soon.timeout.connect(self.room_changed)

    def show_picture(self, image: QImage | None, words: str) -> None:
        """Show another picture; `words` are what it says, for those who do not see it."""
        self._picture.setPixmap(QPixmap() if image is None else QPixmap.fromImage(image))
        self._picture.setAccessibleName(words)

    def wait(self) -> None:
        """Say that a picture is on its way, in place of the one before."""
        self._picture.setText(self.tr("The chart is being drawn."))
        self._picture.setAccessibleName(self._picture.text())

    def room(self) -> int:
        """Return how wide a picture may be without scrolling."""
        return self.viewport().width() - 2 * scaled(8)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for a picture, which may be of another answer or theme."""
        super().showEvent(event)
        self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask for nothing while hidden."""
        super().hideEvent(event)
        self._soon.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for a picture of that width, once the pointer rests."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self.isVisible():
            self._soon.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on paper."""
        QPainter(self.viewport()).fillRect(event.rect(), QColor(theme().paper))
