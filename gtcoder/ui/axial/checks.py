"""What the theory still lacks, each with the way to where it is mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gtcoder.analysis.theory import Finding
from gtcoder.ui.axial.board_paint import wrapped
from gtcoder.ui.axial.code_list import CodeItem, CodeModel, Index
from gtcoder.ui.kit import paint_ring, ring_after
from gtcoder.ui.look import Role, colour, look, pixmap, sans, scaled, theme
from gtcoder.vocabulary import CodeId

_WARNINGS = frozenset(
    {"no-phenomenon", "several-phenomena", "forbidden-link", "relation-without-evidence"}
)
_NO_DEFINITION = "code-without-definition"


@dataclass(frozen=True, slots=True)
class Check:
    """A finding as it is shown: heading, what it is about, and how grave it is."""

    heading: str
    about: str
    state: str  # warn, info or success
    finding: Finding | None = None


class ChecksList(QListView):
    """The findings; Enter or a click leads to the thing."""

    asked = Signal(object)  # Finding

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.checks: tuple[Check, ...] = ()
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

    def show_findings(self, findings: Sequence[Finding], *, board: bool) -> int:
        """Show what was found and return how many are open; `board`: there is a paradigm."""
        bare = [each for each in findings if each.rule == _NO_DEFINITION]
        rest = [each for each in findings if each.rule != _NO_DEFINITION]
        checks = [self._check(each) for each in rest]
        if bare:
            words = self.tr("{n} codes without a definition").format(n=f"{len(bare):,}")
            if len(bare) == 1:
                words = self.tr("A code without a definition")
            checks.append(Check(words, bare[0].subject, "info", bare[0]))
        count = len(checks)
        if board and not rest:
            heading = self.tr("One phenomenon, all roles filled")
            checks.append(Check(heading, self.tr("Links follow the grammar"), "success"))
        self.checks = tuple(checks)
        self._rows.set(
            [
                CodeItem(CodeId(n), each.heading, 0, 0, f"{each.heading}: {each.about}", each.about)
                for n, each in enumerate(checks)
            ]
        )
        return count

    def ringed(self, row: int) -> bool:
        """Tell whether the focus ring is on a row."""
        return self._ring and self.hasFocus() and self.currentIndex().row() == row

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = ring_after(event, before=self._ring)
        if self._ring and not self.currentIndex().isValid() and self.checks:
            self.setCurrentIndex(self._rows.index(0))
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and self.currentIndex().isValid():
            self._lead(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _lead(self, index: QModelIndex) -> None:
        finding = self.checks[index.row()].finding
        if finding is not None:
            self.asked.emit(finding)

    def _check(self, finding: Finding) -> Check:
        heading = {
            "no-phenomenon": self.tr("No phenomenon"),
            "several-phenomena": self.tr("Several phenomena"),
            "empty-role": self.tr("Empty role"),
            "forbidden-link": self.tr("Link against the grammar"),
            "relation-without-evidence": self.tr("Relation without evidence"),
            "category-without-definition": self.tr("Category without definition"),
        }.get(finding.rule, finding.rule.replace("-", " ").capitalize())
        about = finding.subject
        if finding.rule in ("several-phenomena", "forbidden-link", "empty-role"):
            about = finding.message
        return Check(heading, about, "warn" if finding.rule in _WARNINGS else "info", finding)


_ICONS = {"warn": "warning", "info": "info", "success": "check-circle"}


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
        ink = {"warn": now.warn, "info": now.accent, "success": now.success}[check.state]
        size = scaled(16)
        ratio = self._owner.devicePixelRatioF()
        drawn = pixmap(_ICONS[check.state], size, colour=ink, ratio=ratio)
        painter.save()
        painter.drawPixmap(round(rect.x()) + scaled(16), round(rect.y()) + scaled(7), drawn)
        heading, about = self._lines(check)
        left, y = rect.x() + scaled(40), rect.y() + scaled(6)
        for lines, role, tint, step in (
            (heading, Role.SMALL_STRONG, now.text, 18),
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
            wrapped(check.about, sans(Role.SMALL), width, 3),
        )
