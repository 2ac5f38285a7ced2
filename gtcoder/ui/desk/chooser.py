"""A card with a line to type in and the list of what fits: for codes, documents and commands."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from gtcoder.ui.desk.choice_view import ROW, ChoiceView
from gtcoder.ui.desk.matching import Choice, Matcher
from gtcoder.ui.desk.overlay import RADIUS, Overlay
from gtcoder.ui.kit.floating import RIM
from gtcoder.ui.kit.hairline import Hairline
from gtcoder.ui.kit.keycap import KeycapLabel
from gtcoder.ui.kit.label import Label
from gtcoder.ui.look import Role, pixmap, sans, scaled, theme

MOST = 500  # rows of an unfiltered list
FEWEST, ROWS = 4, 8  # rows in sight
NEW = "new"  # the key of the row that makes what was typed
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 7,
    Qt.Key.Key_PageUp: -7,
}
_KEYS = 3  # in a row of the foot
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Footer(QWidget):
    """The strip of keys at the card's foot, in rows of a few."""

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(scaled(14), scaled(6), scaled(14), scaled(7))
        column.setSpacing(scaled(4))
        for first in range(0, len(keys), _KEYS):
            row = QHBoxLayout()
            row.setSpacing(scaled(6))
            for key, words in keys[first : first + _KEYS]:
                row.addWidget(KeycapLabel(key))
                row.addWidget(Label(words, Role.SMALL, ink="text2"))
                row.addSpacing(scaled(8))
            row.addStretch(1)
            column.addLayout(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(1, 0, -1, -1)
        shape = QPainterPath()
        shape.setFillRule(Qt.FillRule.WindingFill)
        shape.addRoundedRect(rect, RADIUS - 1, RADIUS - 1)
        shape.addRect(QRectF(rect.left(), rect.top(), rect.width(), rect.height() / 2))
        painter.fillPath(shape, QColor(theme().panel))
        painter.fillRect(0, 0, self.width(), 1, QColor(theme().line))


class _Detail(QWidget):
    """A few lines on the highlighted row, cut where they would not hold it."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._parts: tuple[tuple[str, str], ...] = ()
        self._lines = lines
        self.setFixedHeight(lines * scaled(17) + scaled(18))

    def say(self, choice: Choice | None) -> None:
        self._parts = ()
        if choice is not None:
            self._parts = choice.parts or ((("", choice.detail),) if choice.detail else ())
        self.setAccessibleName(". ".join(f"{name} {text}".strip() for name, text in self._parts))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(sans(Role.SMALL))
        room = self.rect().adjusted(scaled(16), scaled(8), -scaled(16), -scaled(8))
        step = room.height() // self._lines
        left = self._lines
        for place, (name, text) in enumerate(self._parts[: self._lines]):
            most = max(1, left - (len(self._parts) - place - 1))
            here = QRect(
                room.left(), room.top() + (self._lines - left) * step, room.width(), most * step
            )
            left -= _paint_part(painter, here, name, text, step)


def _paint_part(painter: QPainter, room: QRect, name: str, text: str, step: int) -> int:
    """Paint a named text, cut to its room; return how many lines it took."""
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
    metrics = QFontMetrics(painter.font())
    indent = metrics.horizontalAdvance(name) + scaled(8) if name else 0
    painter.setPen(QColor(theme().text3))
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft, name)
    room = room.adjusted(indent, 0, 0, scaled(2))
    words = text.split()
    short = " ".join(words)
    while len(words) > 1 and metrics.boundingRect(room, flags, short).height() > room.height():
        words = words[: -max(1, len(words) // 8)]
        short = " ".join(words) + " …"
    painter.setPen(QColor(theme().text2))
    painter.drawText(room, flags, short)
    return max(1, round(metrics.boundingRect(room, flags, short).height() / step))


class Chooser(Overlay):
    """Type, see what fits, press Enter.

    `chosen` gives the Choice; `made` what was typed, where `can_make` lets new things be named:
    by Ctrl+Enter, by the last row, or by Enter when nothing fits. Esc and a click elsewhere close.
    """

    chosen = Signal(object)
    made = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        *,
        name: str,
        placeholder: str,
        icon_name: str = "magnifying-glass",
        keys: Sequence[tuple[str, str]] = (),
        can_make: bool = False,
        lines: int = 2,
    ) -> None:
        super().__init__(parent, name=name)
        self.can_make = can_make
        self._icon_name = icon_name
        self._offered: Sequence[Choice] = ()
        self._matcher = Matcher(())
        self.line, self.note = QLineEdit(), Label("", Role.SMALL, ink="text2")
        self._sign = QLabel()
        self.view = ChoiceView(name=name)
        self.detail = _Detail(lines)
        self._rule = Hairline()
        self._build(placeholder, keys)
        self.setFocusProxy(self.line)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._search)
        self.view.taken.connect(self.take)
        self.view.highlighted.connect(self._describe)

    def offer(self, choices: Sequence[Choice], recent: Iterable[Hashable] = ()) -> None:
        """Set what can be chosen, and the keys of what was used last, newest first."""
        if choices is not self._offered:
            self._offered, self._matcher = choices, Matcher(choices)
        self._matcher.use(recent)

    def ask(
        self, about: QRect, *, typed: str = "", note: str = "", left: int | None = None
    ) -> None:
        """Open near a rectangle of the window, with letters already typed."""
        self._sign.setPixmap(self._picture())
        self.view.rows = self._rows_beside(about)
        self.note.setText(note)
        self.line.setText(typed)
        self._search(typed)
        self.open_near(about, left=left)
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        self.line.end(False)

    def _rows_beside(self, about: QRect) -> int:
        """Return how many rows the card may have so that it does not lie over what it is about."""
        host = self.window().rect()
        room = max(host.bottom() - about.bottom(), about.top() - host.top()) - scaled(12)
        self.view.setFixedHeight(0)
        self.column.activate()
        around = self.sizeHint().height() - 2 * RIM
        if self.detail.isHidden():
            around += self.detail.height()
        return max(FEWEST, min(ROWS, (room - around) // scaled(ROW)))

    def take(self, choice: Choice | None) -> None:
        """Take a row as Enter does."""
        typed = self.line.text().strip()
        if choice is None or choice.key == NEW:
            if self.can_make and typed:
                self.finish()
                self.made.emit(typed)
            return
        self.finish()
        self.chosen.emit(choice)

    def finish(self) -> None:
        """Close, for something was chosen."""
        self.close_card()

    def key(self, event: QKeyEvent) -> bool:
        """Answer a key pressed in the line; tell whether it was one of the list's."""
        key = Qt.Key(event.key())
        if key in _ENTERS:
            making = self.can_make and event.modifiers() & Qt.KeyboardModifier.ControlModifier
            self.take(None if making else self.view.highlight())
        elif key == Qt.Key.Key_Escape:
            self.close_card()
        elif key in _STEPS and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.view.step(_STEPS[key])
        else:
            return key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # no command of the window while one types here
                return True
            if event.type() == QEvent.Type.KeyPress and self.key(event):
                return True
        return super().eventFilter(watched, event)

    def rows(self, typed: str) -> list[Choice]:
        """Return the rows for what is typed."""
        name = typed.strip()
        making = self.can_make and bool(name)
        # The row that makes a new thing stays in sight: the better name is a few letters away.
        found = self._matcher.find(typed, limit=self.view.rows - 1 if making else MOST)
        if making and not self._matcher.named(name):
            found.append(self.new_row(name))
        return found

    def new_row(self, name: str) -> Choice:
        """Return the row that makes what is typed."""
        words = self.tr("New “{name}”").format(name=name)
        return Choice(NEW, words, keycap=self.tr("Ctrl Enter"), icon="plus")

    def _search(self, typed: str) -> None:
        rows = self.rows(typed)
        self.view.show_choices(rows)
        told = any(row.detail or row.parts for row in rows)
        self.detail.setVisible(told)
        self._rule.setVisible(told)
        if self.is_open:
            self.fit()

    def _describe(self, choice: Choice | None) -> None:
        self.detail.say(choice)

    def _build(self, placeholder: str, keys: Sequence[tuple[str, str]]) -> None:
        self.setFixedWidth(scaled(402) + 2 * self.column.contentsMargins().left())
        font = QFont(sans(Role.BODY))
        font.setPixelSize(scaled(15))
        self.line.setFont(font)
        self.line.setPlaceholderText(placeholder)
        self.line.setAccessibleName(self.accessibleName())
        self.line.setStyleSheet("QLineEdit { border: none; background: transparent; padding: 0; }")
        top = QHBoxLayout()
        top.setContentsMargins(scaled(16), scaled(7), scaled(16), scaled(7))
        top.setSpacing(scaled(10))
        for widget in (self._sign, self.line, self.note):
            top.addWidget(widget, int(widget is self.line))
        middle = QVBoxLayout()
        middle.setContentsMargins(scaled(7), scaled(7), scaled(7), scaled(7))
        middle.addWidget(self.view)
        self.column.addLayout(top)
        self.column.addLayout(_inset(Hairline()))
        self.column.addLayout(middle)
        self.column.addLayout(_inset(self._rule))
        self.column.addWidget(self.detail)
        if keys:
            self.column.addWidget(_Footer(keys))

    def _picture(self) -> QPixmap:
        size = scaled(18)
        return pixmap(self._icon_name, size, colour=theme().text2, ratio=self.devicePixelRatioF())


def _inset(rule: Hairline) -> QHBoxLayout:
    """Keep a line off the card's own border."""
    row = QHBoxLayout()
    row.setContentsMargins(1, 0, 1, 0)
    row.addWidget(rule)
    return row
