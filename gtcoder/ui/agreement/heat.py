"""The matrix of coders: one hue, and the figure in every cell."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gtcoder.ui.agreement.view import Heat, Pair
from gtcoder.ui.agreement.words import value_text
from gtcoder.ui.look import Role, look, sans, scaled, theme

Index = QModelIndex | QPersistentModelIndex
RECORD = Qt.ItemDataRole.UserRole
_COLDEST = 0.3  # of the scale; what lies below looks the same
_ROW = 34
_BARE = "QTableView, QTableCornerButton::section { background: transparent; border: none; }"


class HeatModel(QAbstractTableModel):
    """Coders by coders."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heat = Heat((), {})

    def show_heat(self, heat: Heat) -> None:
        """Show another matrix."""
        self.beginResetModel()
        self.heat = heat
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        return 0 if parent.isValid() else len(self.heat.names)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        return self.rowCount(parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        record = self.heat.at(index.row(), index.column()) if index.isValid() else None
        if role == RECORD:
            return record
        if record is None:
            return "" if role == Qt.ItemDataRole.DisplayRole else None
        text, names = value_text(record.value), " × ".join(record.coders)
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{names}: {text}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and section < len(self.heat.names):
            return short_names(self.heat.names)[section]
        if role == Qt.ItemDataRole.ToolTipRole and section < len(self.heat.names):
            return self.heat.names[section]
        return None


class _HeatDelegate(QStyledItemDelegate):
    """Paints a value on its colour; the diagonal is empty."""

    dim = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, record = theme(), index.data(RECORD)
        value = None if record is None else record.value
        ground = QColor(now.sunken) if self.dim or value is None else shade(value)
        rect = QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, 4, 4)
        if option.state & QStyle.StateFlag.State_Selected and record is not None:
            painter.setPen(QColor(now.text))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(sans(Role.STRONG))
        painter.setPen(QColor(now.text3) if self.dim else ink_on(ground))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(index.data() or ""))
        painter.restore()


class _Names(QHeaderView):
    """The names of the coders, on the ground of the panel."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setSectionsClickable(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        lying = self.orientation() == Qt.Orientation.Horizontal
        left = Qt.AlignmentFlag.AlignHCenter if lying else Qt.AlignmentFlag.AlignLeft
        words = QFontMetrics(sans(Role.SMALL)).elidedText(
            str(self.model().headerData(section, self.orientation()) or ""),
            Qt.TextElideMode.ElideRight,
            rect.width(),
        )
        painter.save()
        painter.fillRect(rect, QColor(theme().panel))
        painter.setFont(sans(Role.SMALL))
        painter.setPen(QColor(theme().text2))
        painter.drawText(QRectF(rect), left | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class BareTable(QTableView):
    """A table of painted cells without frame, grid or corner; one cell is chosen."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setStyleSheet(_BARE)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)


class HeatView(BareTable):
    """Shows the matrix as high as it is; `chosen_pair` is told by a click or Enter."""

    chosen_pair = Signal(tuple)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self._model = HeatModel(self)
        self._delegate = _HeatDelegate(self)
        self.setObjectName("pairs")
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalHeader(_Names(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_Names(Qt.Orientation.Vertical, self))
        self.clicked.connect(self._tell)
        self.activated.connect(self._tell)
        look().changed.connect(self._wear)
        self._wear()

    def show_heat(self, heat: Heat) -> None:
        """Show another matrix."""
        self._model.show_heat(heat)
        self._wear()

    def set_dim(self, dim: bool) -> None:  # a setter, as Qt has them
        """Grey what is out of date."""
        self._delegate.dim = dim
        self.viewport().update()

    def sizeHint(self) -> QSize:
        rows = self._model.rowCount()
        return QSize(scaled(260), rows * scaled(_ROW) + self.horizontalHeader().height() + 2)

    def _tell(self, index: QModelIndex) -> None:
        record = index.data(RECORD)
        if record is not None:
            pair: Pair = record.coders
            self.chosen_pair.emit(pair)

    def _wear(self) -> None:
        names = short_names(self._model.heat.names)
        metrics = QFontMetrics(sans(Role.SMALL))
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        self.verticalHeader().setFixedWidth(min(widest + scaled(16), scaled(120)))
        self.horizontalHeader().setFixedHeight(scaled(28))
        self.setFixedHeight(self.sizeHint().height())


def short_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the last names, or the whole names where two are alike."""
    last = tuple(name.rpartition(" ")[2] for name in names)
    return last if len(set(last)) == len(last) else names


def shade(value: float) -> QColor:
    """Return the colour of a value, from .3 to 1 on one hue."""
    share = min(max((value - _COLDEST) / (1 - _COLDEST), 0.0), 1.0)
    cold, warm = QColor(theme().sunken), QColor(theme().accent)
    mixed = [
        round(a + (b - a) * share)
        for a, b in zip(cold.getRgb()[:3], warm.getRgb()[:3], strict=True)  # type: ignore[index]
    ]
    return QColor(*mixed)


def ink_on(ground: QColor) -> QColor:
    """Return the lighter or darker ink, whichever stands out more on a colour."""
    inks = [QColor(theme().text), QColor(theme().on_accent)]
    return max(inks, key=lambda ink: _contrast(ink, ground))


def _contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
