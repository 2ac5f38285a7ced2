"""What the theory still lacks, each with the way to where it is mended."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gtcoder.reports.checks import Checked
from gtcoder.ui.axial.board_paint import wrapped
from gtcoder.ui.axial.check_rows import Check, rows_of
from gtcoder.ui.axial.code_list import CodeItem, CodeModel, Index
from gtcoder.ui.kit import IconButton, paint_ring, ring_after
from gtcoder.ui.look import Role, colour, look, pixmap, sans, scaled, theme
from gtcoder.vocabulary import CodeId

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ChecksList(QListView):
    """The findings; Enter or a click leads to the thing, L lets a finding pass or takes it back."""

    asked = Signal(object)  # Finding
    loop_asked = Signal(object)  # Feedback
    pass_asked = Signal(object)  # Finding
    back_asked = Signal(object)  # Waived
    moved = Signal()  # to another row

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.checks: tuple[Check, ...] = ()
        self.writable = True
        self._found, self._board = Checked(), False
        self._unfolded: set[str] = set()
        self._ring = False
        self._rows = CodeModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(self.tr("Checks"))
        self.setObjectName("checks")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.clicked.connect(self._lead)
        look().changed.connect(self.scheduleDelayedItemsLayout)

    def show_findings(self, found: Checked, *, board: bool) -> int:
        """Show what was found and return how many are open; `board`: there is a paradigm."""
        self._found, self._board = found, board
        row = self.currentIndex().row()
        self._fill()
        if 0 <= row < len(self.checks) and self.hasFocus():
            self.setCurrentIndex(self._rows.index(row))
        return len(found.open)

    def current(self) -> Check | None:
        """Return the row that is chosen."""
        row = self.currentIndex().row()
        return self.checks[row] if 0 <= row < len(self.checks) else None

    def turn(self) -> None:
        """Ask to let the chosen finding pass, or to take that back."""
        check = self.current()
        if check is None or not self.writable:
            return
        if check.waived is not None:
            self.back_asked.emit(check.waived)
        elif check.finding is not None:
            self.pass_asked.emit(check.finding)

    def ringed(self, row: int) -> bool:
        """Tell whether the focus ring is on a row."""
        return self._ring and self.hasFocus() and self.currentIndex().row() == row

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = ring_after(event, before=self._ring)
        if self._ring and not self.currentIndex().isValid() and self.checks:
            self.setCurrentIndex(self._rows.index(0))
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.currentIndex().isValid():
            self._lead(self.currentIndex())
        elif event.key() == Qt.Key.Key_L and not event.modifiers():
            self.turn()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.pos()
        if event.reason() != QContextMenuEvent.Reason.Mouse:
            at = self.visualRect(self.currentIndex()).center()
        self.popup(at)

    def popup(self, at: QPoint) -> QMenu | None:
        """Show the menu of the row at a place; of a row that has one."""
        index = self.indexAt(at)
        check = self.checks[index.row()] if index.isValid() else None
        if check is None or check.finding is None:
            return None
        self.setCurrentIndex(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Show where it is mended")).triggered.connect(self._lead_current)
        words = self.tr("Take back") if check.waived else self.tr("Let pass…")
        action = menu.addAction(f"{words}\tL")
        action.triggered.connect(self.turn)
        action.setEnabled(self.writable)
        menu.popup(self.viewport().mapToGlobal(at))
        return menu

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell that another row is chosen."""
        super().currentChanged(current, previous)
        self.moved.emit()

    def _fill(self) -> None:
        self.checks = rows_of(self._found, board=self._board, unfolded=self._unfolded)
        self._rows.set(
            [
                CodeItem(CodeId(n), each.heading, 0, 0, self._spoken(each), self._tip(each))
                for n, each in enumerate(self.checks)
            ]
        )
        self.moved.emit()

    def _spoken(self, check: Check) -> str:
        words = f"{check.heading}: {check.about}" if check.about else check.heading
        if not check.fold:
            return words
        state = self.tr("unfolded") if check.unfolded else self.tr("folded")
        return f"{words}, {state}"

    def _tip(self, check: Check) -> str:
        if check.finding is None:
            return check.about
        keys = self.tr("Enter leads to it, L takes it back")
        if check.waived is None:
            keys = self.tr("Enter leads to it, L lets it pass")
        return "\n".join([check.finding.message, check.about, keys])

    def _lead_current(self) -> None:
        self._lead(self.currentIndex())

    def _lead(self, index: QModelIndex) -> None:
        check = self.checks[index.row()]
        if check.fold:
            self._unfolded ^= {check.fold}
            row = index.row()
            self._fill()
            self.setCurrentIndex(self._rows.index(row))
        elif check.loop is not None:
            self.loop_asked.emit(check.loop)
        elif check.finding is not None:
            self.asked.emit(check.finding)


class PassButton(IconButton):
    """Lets the chosen finding pass, or takes that back."""

    def __init__(self, checks: ChecksList) -> None:
        super().__init__("eye-slash", "", key="L")
        self.setObjectName("let_pass")
        self._checks = checks
        checks.moved.connect(self._follow)
        self.clicked.connect(checks.turn)
        self._follow()

    def _follow(self) -> None:
        check = self._checks.current()
        back = check is not None and check.waived is not None
        self.rename(self.tr("Take back") if back else self.tr("Let pass…"), key="L")
        self.set_icon("eye" if back else "eye-slash")
        self.setEnabled(self._checks.writable and check is not None and check.finding is not None)


_ICONS = {
    "fault": "warning-circle", "gap": "warning", "hint": "info", "success": "check-circle",
    "loop": "arrows-clockwise", "passed": "eye-slash",
}  # fmt: skip


class _Delegate(QStyledItemDelegate):
    def __init__(self, owner: ChecksList) -> None:
        super().__init__(owner)
        self._owner = owner

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        heading, about = self._lines(self._owner.checks[index.row()])
        return QSize(0, len(heading) * scaled(18) + len(about) * scaled(16) + scaled(14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, check = theme(), self._owner.checks[index.row()]
        rect = QRectF(option.rect)
        size, ratio = scaled(16), self._owner.devicePixelRatioF()
        fold = "caret-down" if check.unfolded else "caret-right"
        ink = {"fault": now.danger, "gap": now.warn, "hint": now.accent, "success": now.success,
               "loop": now.accent}.get(check.state, now.text2)  # fmt: skip
        drawn = pixmap(_ICONS.get(check.state, fold), size, colour=ink, ratio=ratio)
        painter.save()
        painter.drawPixmap(round(rect.x()) + scaled(16), round(rect.y()) + scaled(7), drawn)
        heading, about = self._lines(check)
        left, y = rect.x() + scaled(40), rect.y() + scaled(6)
        quiet = check.state in ("passed", "fold")
        for lines, role, tint, step in (
            (heading, Role.SMALL_STRONG, now.text2 if quiet else now.text, 18),
            (about, Role.SMALL, now.text2, 16),
        ):
            painter.setFont(sans(role))
            painter.setPen(colour(tint))
            for text in lines:
                painter.drawText(QRectF(left, y, rect.width(), scaled(step)), text)
                y += scaled(step)
        if self._owner.ringed(index.row()):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_ring(painter, rect.adjusted(8, 1, -8, -1), 6)
        painter.restore()

    def _lines(self, check: Check) -> tuple[tuple[str, ...], tuple[str, ...]]:
        width = self._owner.width() - scaled(52) - 12  # as if the scroll bar were there
        return (
            wrapped(check.heading, sans(Role.SMALL_STRONG), width, 2),
            wrapped(check.about, sans(Role.SMALL), width, 4),
        )
