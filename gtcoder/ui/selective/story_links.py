"""Choosing what a storyline links to: a list at the caret that typing narrows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gtcoder.queries.storyline import Subject
from gtcoder.storytext import DASH, LinkKind
from gtcoder.ui.kit import paint_swatch
from gtcoder.ui.look import Role, pixmap, sans, scaled, theme
from gtcoder.vocabulary import CodeLevel

Index = QModelIndex | QPersistentModelIndex
SUBJECT = Qt.ItemDataRole.UserRole
TRIGGERS = ("[[", "@")
_MOST, _SHOWN, _RIM = 60, 8, 4
_MOVES = {
    Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -_SHOWN, Qt.Key.Key_PageDown: _SHOWN,
}  # fmt: skip


class SubjectModel(QAbstractListModel):
    """Categories, relations and codes, one a row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.subjects: tuple[Subject, ...] = ()

    def show(self, subjects: Sequence[Subject]) -> None:
        """Show these rows."""
        if tuple(subjects) != self.subjects:
            self.beginResetModel()
            self.subjects = tuple(subjects)
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.subjects)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what Qt asks of a row."""
        subject = self.subjects[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return subject.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return subject.written
        if role == Qt.ItemDataRole.AccessibleTextRole:
            relation = subject.kind is LinkKind.RELATION
            words = self.tr("Relation: {name}") if relation else self.tr("Category: {name}")
            return words.format(name=subject.written)
        return subject if role == SUBJECT else None


class SubjectDelegate(QStyledItemDelegate):
    """A code with its mark, a relation with an arrow; what it lies under stands behind it."""

    def __init__(self, parent: QObject, *, tall: bool = False) -> None:
        super().__init__(parent)
        self._tall = tall  # a relation in two lines

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(0, scaled(46 if self._tall else 28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        now, rect = theme(), QRectF(option.rect)
        subject: Subject = index.data(SUBJECT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.sel if chosen else now.hover))
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), 6, 6)
        size = scaled(10)
        mark = QRectF(rect.x() + scaled(12), rect.center().y() - size / 2, size, size)
        if subject.kind is LinkKind.CODE:
            plain = subject.level == CodeLevel.OPEN
            paint_swatch(painter, mark, subject.colour, category=not plain)
        else:
            ratio = painter.device().devicePixelRatio()
            arrow = pixmap("arrow-right", scaled(12), colour=now.text2, ratio=ratio)
            painter.drawPixmap(mark.topLeft() - QPoint(1, 1), arrow)
        words = rect.adjusted(scaled(32), 0, -scaled(10), 0)
        if self._tall:
            self._paint_two(painter, words, subject)
        else:
            self._paint_words(painter, words, subject)
        painter.restore()

    def _paint_two(self, painter: QPainter, rect: QRectF, subject: Subject) -> None:
        """Paint where a relation begins, and below it what it says of what."""
        now, side = theme(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        first, _, rest = subject.name.partition(DASH)
        half = rect.height() / 2
        for n, (text, role, ink) in enumerate(
            ((first, Role.BODY, now.text), (rest.replace(DASH, " → "), Role.SMALL, now.text2))
        ):
            line = QRectF(
                rect.x(), rect.y() + n * half + (1 - 2 * n) * scaled(3), rect.width(), half
            )
            font = sans(role)
            painter.setFont(font)
            painter.setPen(QColor(ink))
            shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, side, shown)

    def _paint_words(self, painter: QPainter, rect: QRectF, subject: Subject) -> None:
        now, side = theme(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        metrics = QFontMetricsF(sans())
        name = metrics.elidedText(subject.name, Qt.TextElideMode.ElideMiddle, rect.width())
        painter.setFont(sans())
        painter.setPen(QColor(now.text))
        painter.drawText(rect, side, name)
        above = subject.written.rpartition(" > ")[0] if subject.kind is LinkKind.CODE else ""
        rect.setLeft(rect.x() + metrics.horizontalAdvance(name) + scaled(10))
        if above and rect.width() > scaled(40):
            small = QFontMetricsF(sans(Role.SMALL))
            painter.setFont(sans(Role.SMALL))
            painter.setPen(QColor(now.text2))
            shown = small.elidedText(above, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, side, shown)


class LinkList(QWidget):
    """What can be linked, narrowed by what is written; it lies over the text and takes no focus."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground, self._every = parent, tuple[Subject, ...]()
        self.rows, self.list = SubjectModel(self), QListView(self)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(SubjectDelegate(self.list))
        self.list.setObjectName("story_links")
        self.list.setAccessibleName(self.tr("What can be linked"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.viewport().setAutoFillBackground(False)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.clicked.connect(lambda index: self.chosen.emit(index.data(SUBJECT)))
        column = QVBoxLayout(self)
        column.setContentsMargins(_RIM, _RIM, _RIM, _RIM)
        column.addWidget(self.list)
        self.hide()

    def offer(self, subjects: Sequence[Subject]) -> None:
        """Offer these: categories before relations before codes."""
        self._every = tuple(sorted(subjects, key=_rank))

    def narrow(self, written: str) -> None:
        """Show what has all the words that are written, and choose the first."""
        words = written.casefold().split()
        fitting = [each for each in self._every if all(w in _said(each) for w in words)]
        begins = [each for each in fitting if words and each.name.casefold().startswith(words[0])]
        ordered = [*begins, *(each for each in fitting if each not in begins)]
        self.rows.show(ordered[:_MOST])
        if ordered:
            self.list.setCurrentIndex(self.rows.index(0, 0))

    def show_at(self, place: QPoint) -> None:
        """Open below a place of the text, above the line where there is no room."""
        if not self.rows.subjects:
            self.hide()
            return
        ground = self._ground
        height = scaled(28) * min(len(self.rows.subjects), _SHOWN) + 2 * _RIM
        self.resize(min(scaled(460), ground.width() - scaled(16)), height)
        left = min(place.x(), ground.width() - self.width() - scaled(8))
        below = place.y() + height <= ground.height()
        top = place.y() if below else place.y() - height - scaled(34)
        self.move(max(left, 0), max(top, 0))
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Choose another row."""
        last = self.rows.rowCount() - 1
        row = min(max(self.list.currentIndex().row() + by, 0), last)
        self.list.setCurrentIndex(self.rows.index(row, 0))

    def current(self) -> Subject | None:
        """Return what is chosen."""
        index = self.list.currentIndex()
        return index.data(SUBJECT) if index.isValid() else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and its rim."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme().paper))
        painter.setPen(QColor(theme().line2))
        painter.setBrush(QColor(theme().raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


class LinkTyping(QObject):
    """Opens the list behind [[ or @ and narrows it by what is typed; Enter, Tab and Esc end it."""

    chosen = Signal(object)

    def __init__(self, text: QPlainTextEdit, links: LinkList) -> None:
        super().__init__(text)
        self._text, self._links = text, links
        self.start = -1  # where the words begin that choose; -1: nothing is chosen
        text.cursorPositionChanged.connect(self._leave)

    def begin(self) -> None:
        """Offer everything at the caret."""
        self._text.setFocus()
        self.start = self._text.textCursor().position()
        self._offer("")

    def close(self) -> None:
        """Offer no more."""
        self.start = -1
        self._links.hide()

    def follow(self, typed: str) -> None:
        """Take note of what was typed."""
        cursor = self._text.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        if self.start < 0 and typed:
            trigger = next((each for each in TRIGGERS if before.endswith(each)), "")
            if not trigger or (trigger == "@" and _in_a_word(before[:-1])):
                return
            self.start = cursor.position() - len(trigger)
            self._offer(trigger)
        elif self.start >= 0:
            written = before[max(self.start - cursor.block().position(), 0) :]
            self._offer(next((each for each in TRIGGERS if written.startswith(each)), ""))

    def take(self, event: QKeyEvent) -> bool:
        """Take a key that moves, chooses or ends; tell whether it was one."""
        if event.key() in _MOVES:
            self._links.step(_MOVES[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            subject = self._links.current()
            if subject is None:
                self.close()
                return False
            self.chosen.emit(subject)
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            return False
        return True

    def _offer(self, trigger: str) -> None:
        cursor = self._text.textCursor()
        first = self._text.document().findBlock(self.start)
        if cursor.position() < self.start + len(trigger) or cursor.block() != first:
            self.close()
            return
        cursor.setPosition(self.start, QTextCursor.MoveMode.KeepAnchor)
        self._links.narrow(cursor.selectedText()[len(trigger) :])
        place = self._text.cursorRect().bottomLeft() + QPoint(0, scaled(4))
        self._links.show_at(self._text.viewport().mapTo(self._text, place))

    def _leave(self) -> None:
        if self.start >= 0 and self._text.textCursor().position() < self.start:
            self.close()


def _in_a_word(before: str) -> bool:
    """Tell that an @ stands in an address and asks for no link."""
    return bool(before) and (before[-1].isalnum() or before[-1] in "._-")


def _rank(subject: Subject) -> int:
    if subject.kind is LinkKind.RELATION:
        return 1
    return 2 if subject.level == CodeLevel.OPEN else 0


def _said(subject: Subject) -> str:
    return subject.written.casefold()
