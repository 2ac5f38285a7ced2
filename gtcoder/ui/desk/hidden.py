"""What a filter hides of what was just coded: a quiet word beside the filters, and a way out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gtcoder.ui.kit import Button
from gtcoder.ui.look import Role, colour, sans, scaled, theme
from gtcoder.vocabulary import CodingId

if TYPE_CHECKING:
    from gtcoder.ui.desk.workspace import DeskWorkspace

_tr = QCoreApplication.translate


class _Sentence(QWidget):
    """One line of words that is cut where there is no room; the tooltip has all of it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        self.text = text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(sans(Role.SMALL))
        return QSize(metrics.horizontalAdvance(self.text) + 4, scaled(24))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(60), scaled(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, font, elide = QPainter(self), sans(Role.SMALL), Qt.TextElideMode.ElideRight
        words = QFontMetrics(font).elidedText(self.text, elide, self.width())
        painter.setFont(font)
        painter.setPen(colour(theme().text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()


class HiddenWords(QWidget):
    """The sentence among the filters, and the button that shows what they hide."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hidden_codings")
        self.words = _Sentence()
        self.button = Button(
            self.tr("Show"), kind="quiet", tip=self.tr("Lift what hides it (Alt+Shift+A)")
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scaled(8))
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.hide()

    def say(self, text: str) -> None:
        """Say a sentence; none hides all of it."""
        self.words.say(text)
        self.setVisible(bool(text))


class HiddenCodings(QObject):
    """Says that the filter in force hides codings one just made or changed, as long as it does."""

    def __init__(self, desk: DeskWorkspace, lifted: Callable[[], None]) -> None:
        super().__init__(desk)
        self._desk, self._lifted = desk, lifted
        self._codings, self._row = desk.text.codings, desk.text.filters
        self._hidden: list[CodingId] = []
        desk.hand.coded.connect(self._coded)
        desk.moves.changes.stands.connect(self.look)
        # Only once the reading is over that counted them.
        self._codings.counted.connect(self._look_again, Qt.ConnectionType.QueuedConnection)
        self._row.hidden.button.clicked.connect(self.show)

    def look(self, codings: Sequence[CodingId]) -> None:
        """Say it where the filter hides some of these codings."""
        self._hidden = [coding for coding in codings if self._codings.hiding(coding)]
        self._say()
        if self._hidden:
            label = self._row.hidden.words
            QAccessible.updateAccessibility(QAccessibleEvent(label, QAccessible.Event.Alert))

    def show(self) -> None:
        """Lift what hides them, choose the last one, and go back to the text."""
        hidden = self._hidden
        filters = {name for coding in hidden for name in self._codings.hiding(coding)}
        if not filters:
            self._desk.hand.told.emit(_tr("desk", "No filter hides what you just coded."))
            return
        self._codings.lift(filters)
        self._lifted()
        self._desk.view.pick(hidden[-1])
        self._desk.view.setFocus()

    def _coded(self, coding: CodingId) -> None:
        self.look([coding])

    def _look_again(self) -> None:
        if self._hidden:
            self._hidden = [coding for coding in self._hidden if self._codings.hiding(coding)]
            self._say()

    def _say(self) -> None:
        if len(self._hidden) > 1:
            words = _tr("desk", "The filter hides {count} codings on these words")
            self._row.hidden.say(words.format(count=len(self._hidden)))
        elif self._hidden:
            words = _tr("desk", "The filter hides “{code}” on these words")
            code = self._codings.code_of(self._hidden[0])
            row = None if code is None else self._desk.codes.rows.get(code)
            self._row.hidden.say(words.format(code="" if row is None else row.name))
        else:
            self._row.hidden.say("")
