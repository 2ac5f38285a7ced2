"""The row over the transcript: open documents at the left, how it is read at the right."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from gtcoder.queries.people import CoderRow
from gtcoder.ui.desk.tabs import HEIGHT, DocumentTabs
from gtcoder.ui.desk.words import coders_in_words
from gtcoder.ui.kit import IconButton, action_button
from gtcoder.ui.look import Role, icon, look, sans, scaled, theme

Shown = frozenset[int] | None


class _WordButton(QToolButton):
    """A flat button with an icon before its words."""

    def __init__(self) -> None:
        super().__init__()
        self._icon_name = "users"
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFont(sans(Role.BUTTON))
        self.setIconSize(QSize(scaled(16), scaled(16)))
        self.setFixedHeight(scaled(30))
        look().changed.connect(self._wear)
        self._wear()

    def show_icon(self, name: str) -> None:
        self._icon_name = name
        self._wear()

    def _wear(self) -> None:
        self.setIcon(icon(self._icon_name))


class DeskBar(QWidget):
    """Tabs, whose codings are shown, dimming, text size, finding, and being finished."""

    coders_chosen = Signal(object)  # the coders whose codings are shown; None for all
    reading_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._coders: tuple[CoderRow, ...] = ()
        self._me: int | None = None
        self._shown: Shown = None
        self.tabs = DocumentTabs()
        self.new = IconButton("plus", self.tr("Open a document"), key="Ctrl+T")
        self.coders = _WordButton()
        self.coders.setObjectName("coders_shown")
        self.coders.clicked.connect(self.ask_coders)
        self.filter = IconButton("funnel", self.tr("Filter and colour codings"), key="Alt+F")
        self.reading = IconButton("text-aa", self.tr("Font, size, width and numbers"))
        self.reading.clicked.connect(self.reading_asked)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(scaled(8), 0, scaled(8), 0)
        self._row.setSpacing(scaled(4))
        self._row.addWidget(self.tabs)
        self._row.addWidget(self.new)
        self._row.addStretch(1)
        self._row.addWidget(self.coders)
        self._row.addWidget(self.filter)
        self._row.addWidget(self.reading)
        self.setFixedHeight(scaled(HEIGHT))

    def add_actions(self, finished: QAction, dim: QAction, find: QAction) -> None:
        """Put the buttons of these commands in their places."""
        at = self._row.indexOf(self.reading)
        self._row.insertWidget(at, action_button(dim, "eye-closed"))
        self._row.insertWidget(at, action_button(finished, "check-circle"))
        self._row.addWidget(action_button(find, "magnifying-glass"))

    def show_coders(
        self, coders: tuple[CoderRow, ...], me: int | None, shown: Shown, *, blind: bool
    ) -> None:
        """Say whose codings are shown; while a round is blind, mine alone, of all rounds."""
        self._coders, self._me, self._shown = coders, me, shown
        self.coders.setEnabled(not blind)
        self.coders.show_icon("eye-slash" if blind else "users")
        if blind:
            words = self.tr("Only yours")
        elif shown is None:
            words = coders_in_words(len(coders))
        elif shown == {me}:
            words = self.tr("Only mine")
        elif len(shown) == 1:
            words = next((row.name for row in coders if row.id in shown), "")
        else:
            words = self.tr("{some} of {all} coders").format(some=len(shown), all=len(coders))
        self.coders.setText(f"\u2009{words}")
        self.coders.setAccessibleName(self.tr("Codings shown: {whose}").format(whose=words))
        tip = self.tr("Whose codings are shown")
        if blind:
            tip = self.tr("A blind round is open: only your codings are shown here, of every round")
        self.coders.setToolTip(tip)

    def coder_menu(self) -> QMenu:
        """Return the list of coders to choose from."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for words, shown in ((self.tr("All coders"), None), (self.tr("Only mine"), self._mine())):
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(self._shown == shown)
            group.addAction(action)
            action.triggered.connect(lambda _=False, s=shown: self.coders_chosen.emit(s))
        menu.addSeparator()
        for row in self._coders:
            action = menu.addAction(row.name)
            action.setCheckable(True)
            action.setChecked(self._shown is None or row.id in self._shown)
            action.triggered.connect(lambda on, key=row.id: self._toggle(int(key), on=on))
        return menu

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme().panel))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme().line))

    def _mine(self) -> frozenset[int]:
        return frozenset() if self._me is None else frozenset({self._me})

    def _toggle(self, coder: int, *, on: bool) -> None:
        every = {int(row.id) for row in self._coders}
        chosen = set(every if self._shown is None else self._shown)
        chosen = chosen | {coder} if on else chosen - {coder}
        self.coders_chosen.emit(None if chosen == every else frozenset(chosen))

    def ask_coders(self) -> None:
        """Open the list of coders."""
        self.coder_menu().popup(self.coders.mapToGlobal(QPoint(0, self.coders.height())))
