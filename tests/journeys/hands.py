"""A person at the window: finds things by their words, and has a mouse and a keyboard only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.transcript.view import TranscriptView
from gtcoder.vocabulary import Span

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NONE = Qt.KeyboardModifier.NoModifier
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ENTER = Qt.Key.Key_Return
LONG = 20_000  # ms that a loaded machine may take for what is done in a moment

W = TypeVar("W", bound=QWidget)


@dataclass
class Eyes:
    """What can be seen of a window, and waited for."""

    window: MainWindow
    qtbot: QtBot

    def wait(self, check: Callable[[], object]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(lambda: bool(check()), timeout=LONG)

    def settle(self) -> None:
        """Wait until nothing is on its way: nothing waits to be stored, nothing is computed."""
        self.wait(lambda: not self.busy())

    def busy(self) -> bool:
        """Tell whether something is on its way."""
        session = self.window.session
        return bool(self.window.jobs.running or (session and session.bridge.state.waiting))

    def find(self, kind: type[W], name: str, within: QWidget | None = None) -> W:
        """Return the visible widget with that object name, accessible name or text."""
        found = self.look_for(kind, name, within)
        assert found is not None, f"no {kind.__name__} “{name}” is to be seen"
        return found

    def look_for(self, kind: type[W], name: str, within: QWidget | None = None) -> W | None:
        """Return such a widget, or None."""
        for widget in (within or self.window).findChildren(kind):
            names = {widget.objectName(), widget.accessibleName()}
            if isinstance(widget, QAbstractButton | QLabel):
                names.add(widget.text())
            if widget.isVisible() and name in names:
                return widget
        return None

    def words(self, within: QWidget | None = None) -> str:
        """Return all that labels say."""
        labels = (within or self.window).findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def status(self, name: str) -> str:
        """Return a fact of the status bar."""
        return self.find(QLabel, f"status-{name}").text()

    def sheet(self) -> QDialog:
        """Return the sheet that is open, once it is."""
        self.wait(lambda: self._sheets())
        sheet = self._sheets()[-1]
        self.wait(sheet.isActiveWindow)
        return sheet

    def no_sheet(self) -> None:
        """Wait until no sheet is open, and come back to the window."""
        self.wait(lambda: not self._sheets())
        self.front()

    def _sheets(self) -> list[QDialog]:
        return [each for each in self.window.findChildren(QDialog) if each.isVisible()]

    def front(self) -> None:
        """Take the window to the front, as a click on its frame does."""
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)


class Hands(Eyes):
    """Hands at one window."""

    def _wake(self) -> None:
        """Have the keyboard here: a desktop gives it to a window again when its sheet is gone."""
        if QApplication.activePopupWidget() is not None:
            return
        active = QApplication.activeWindow()
        gone = isinstance(active, QMenu)
        while active is not None and active is not self.window:
            active = active.parentWidget()
        if active is None or gone:
            self.front()

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is."""
        self._wake()
        QTest.keyClick(focused(), key, held)

    def type(self, text: str) -> None:
        """Type letters, each where the focus is then."""
        self._wake()
        for letter in text:
            QTest.keyClicks(focused(), letter)

    def write(self, line: QWidget, text: str) -> None:
        """Click in a line, and write over what stands there."""
        self.click(line)
        self.press(Qt.Key.Key_A, CONTROL)
        self.press(Qt.Key.Key_Delete)
        self.type(text)

    def click(
        self, widget: QWidget, at: QPoint | None = None, held: Qt.KeyboardModifier = NONE
    ) -> None:
        """Click on a widget."""
        assert widget.isVisible()
        assert widget.isEnabled()
        QTest.mouseClick(widget, LEFT, held, at or widget.rect().center())

    def button(self, name: str, within: QWidget | None = None) -> None:
        """Click on a button; on the circle or the box of one that is chosen or ticked."""
        found = self.find(QAbstractButton, name, within)
        ticked = isinstance(found, QRadioButton | QCheckBox)
        self.click(found, QPoint(8, found.height() // 2) if ticked else None)

    def menu(self, *words: str) -> None:
        """Open a menu of the bar by the mouse, and choose in it by the keyboard."""
        bar = self.window.findChild(QMenuBar)
        assert bar is not None
        entry = _entry(bar.actions(), words[0])
        QTest.mouseClick(bar, LEFT, pos=bar.actionGeometry(entry).center())
        menu = entry.menu()
        assert isinstance(menu, QMenu)
        self.choose(menu, words[1])

    def choose(self, menu: QMenu, words: str) -> None:
        """Go down an open menu to an entry, and press Enter."""
        self.wait(menu.isVisible)
        action = _entry(menu.actions(), words)
        assert action.isEnabled(), words
        for _ in menu.actions():
            QTest.keyClick(menu, Qt.Key.Key_Down)
            if menu.activeAction() is action:
                break
        assert menu.activeAction() is action, words
        QTest.keyClick(menu, ENTER)

    def go(self, place: str) -> None:
        """Go to a place of the rail."""
        rail = self.window.rail
        self.click(self.find(QAbstractButton, place, rail))
        self.wait(lambda: self.find(QWidget, place, self.window.pages))
        self.settle()

    def row(self, view: QAbstractItemView, words: str, column: int = 0) -> QModelIndex:
        """Return the row that says these words, in trees too."""
        model = view.model()
        found = model.match(
            model.index(0, column), Qt.ItemDataRole.DisplayRole, words, 1,
            Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive | Qt.MatchFlag.MatchWrap,
        )  # fmt: skip
        assert found, f"no row “{words}”"
        return found[0]

    def click_row(
        self, view: QAbstractItemView, index: QModelIndex, held: Qt.KeyboardModifier = NONE
    ) -> None:
        """Click on a row, scrolling to it."""
        view.scrollTo(index)
        self.click(view.viewport(), view.visualRect(index).center(), held)

    def drop(self, widget: QWidget, data: QMimeData, at: QPoint) -> None:
        """Drag something in and let go of it, as the platform tells a widget of it."""
        both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
        enter = QDragEnterEvent(at, both, data, LEFT, NONE)
        QApplication.sendEvent(widget, enter)
        assert enter.isAccepted(), "it may not be dropped here"
        QApplication.sendEvent(widget, QDragMoveEvent(at, both, data, LEFT, NONE))
        QApplication.sendEvent(widget, QDropEvent(QPointF(at), both, data, LEFT, NONE))

    def drop_files(self, *paths: Path) -> None:
        """Let go of files over the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        self.drop(self.window, data, QPoint(400, 400))

    # The transcript

    @property
    def text(self) -> TranscriptView:
        """The transcript in sight."""
        return self.find(TranscriptView, "transcript")

    def span(self, words: str, start: int = 0) -> Span:
        """Return where words stand in the transcript."""
        begin = self.text.page.text.index(words, start)
        return Span(begin, begin + len(words))

    def spot(self, offset: int) -> QPoint:
        """Return the place on the screen before a character, turning the wheel until it shows."""
        view = self.text
        unit = view.display.offsets.to_qt(offset)
        cursor = view.textCursor()
        cursor.setPosition(unit)
        middle = self._bring_in_sight(cursor)
        # Qt takes a click on the very edge for the next letter where text runs backwards.
        for aside in (0, 1, 2, 3, -1, -2):
            at = middle + QPoint(aside, 0)
            if view.cursorForPosition(at).position() == unit:
                return at
        raise AssertionError("no click leads there")

    def _bring_in_sight(self, cursor: QTextCursor) -> QPoint:
        view = self.text
        for _ in range(400):
            rect, room = view.cursorRect(cursor), view.viewport().rect()
            before = view.verticalScrollBar().value()
            if not room.top() + 30 <= rect.center().y() <= room.bottom() - 30:
                self.wheel(view.viewport(), -1 if rect.center().y() > room.center().y() else 1)
            if view.verticalScrollBar().value() == before:
                return QPoint(rect.left(), rect.center().y())
        raise AssertionError("the wheel does not lead there")

    def wheel(self, widget: QWidget, notches: int) -> None:
        """Turn the wheel."""
        at = QPointF(widget.rect().center())
        event = QWheelEvent(
            at, widget.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton,
            NONE, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, event)

    def drag_over(self, span: Span) -> None:
        """Select a stretch by the mouse."""
        self.spot(span.end)
        first, last = self.spot(span.start), self.spot(span.end)
        port = self.text.viewport()
        QTest.mousePress(port, LEFT, pos=first)
        QTest.mouseMove(port, (first + last) / 2)
        QTest.mouseMove(port, last)
        QTest.mouseRelease(port, LEFT, pos=last)

    def click_text(self, offset: int) -> None:
        """Click into the transcript, before a character."""
        self.click(self.text.viewport(), self.spot(offset))


def focused() -> QWidget:
    """Return the widget that keys go to: the open menu or list, else the one with the focus."""
    popup = QApplication.activePopupWidget()
    widget = QApplication.focusWidget() if popup is None else popup.focusWidget() or popup
    assert widget is not None, "nothing has the focus"
    return widget


def click_often(hands: Hands, offset: int, times: int) -> None:
    """Click into the transcript several times in a row, faster than Qt's tests let go."""
    spot, port = hands.spot(offset), hands.text.viewport()
    QTest.mouseClick(port, LEFT, pos=spot, delay=QApplication.doubleClickInterval() + 50)
    for number in range(2, times + 1):
        press = QTest.mousePress if number % 2 else QTest.mouseDClick
        press(port, LEFT, pos=spot)
    QTest.mouseRelease(port, LEFT, pos=spot)


def drag(hands: Hands, at: int, to: int) -> None:
    """Drag what is there to another place of the transcript."""
    first, last = hands.spot(at), hands.spot(to)
    port = hands.text.viewport()
    QTest.mousePress(port, LEFT, pos=first)
    QTest.mouseMove(port, (first + last) / 2)
    QTest.mouseMove(port, last)
    QTest.mouseRelease(port, LEFT, pos=last)


def menu_of(hands: Hands, view: QAbstractItemView, row: QModelIndex) -> QMenu:
    """Return the context menu of a row, opened by the mouse."""
    spot = view.visualRect(row).center()
    where = view.viewport().mapToGlobal(spot)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, where)
    QApplication.sendEvent(view.viewport(), event)
    return popup(hands)


def popup(hands: Hands) -> QMenu:
    """Return the menu that is open."""
    hands.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def line(within: QWidget, name: str) -> QLineEdit:
    """Return a line by its object name or accessible name."""
    for each in within.findChildren(QLineEdit):
        if each.isVisible() and name in (each.objectName(), each.accessibleName()):
            return each
    raise AssertionError(f"no line “{name}”")


def _entry(actions: list[QAction], words: str) -> QAction:
    for action in actions:
        if action.isVisible() and action.text().replace("&", "") == words:
            return action
    raise AssertionError(f"the menu has no “{words}”: {[a.text() for a in actions]}")
