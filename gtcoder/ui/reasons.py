"""Recent reasons under the field that asks why: Down lists them, Alt+1 … Alt+5 take one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QWidget

from gtcoder.errors import GtcoderError
from gtcoder.queries.reasons import recent_reasons
from gtcoder.ui.bridge import Bridge
from gtcoder.ui.kit import Button, Sheet, ask_text
from gtcoder.ui.look import icon

MOST = 5
_LONGEST = 90


def offer_reasons(editor: QLineEdit | QPlainTextEdit, bridge: Bridge) -> RecentReasons | None:
    """Offer my recent reasons in a field that asks why; None where I gave none yet."""
    try:
        with bridge.read() as reader:
            reasons = recent_reasons(reader, limit=MOST)
    except GtcoderError:
        return None  # the field works without them, and what is wrong is said elsewhere
    return RecentReasons(editor, reasons) if reasons else None


def ask_why(
    bridge: Bridge, parent: QWidget, title: str, text: str, primary: str, *,
    hint: str = "", required: bool = True, then: Callable[[str], None],
) -> Sheet:  # fmt: skip
    """Ask for nothing but a reason and hand it to `then`; recent ones are on a key."""
    sheet = ask_text(parent, title, text, primary, hint=hint, required=required, then=then)
    editor = sheet.findChild(QPlainTextEdit)
    if editor is not None:
        offer_reasons(editor, bridge)
    return sheet


class RecentReasons(QObject):
    """The recent reasons of a field, newest first; the field owns them."""

    def __init__(self, editor: QLineEdit | QPlainTextEdit, reasons: Sequence[str]) -> None:
        super().__init__(editor)
        self._editor, self.reasons = editor, tuple(reasons[:MOST])
        self.menu = QMenu(editor)
        self.menu.setAccessibleName(self.tr("Recent reasons"))
        self.menu.setToolTipsVisible(True)
        for number, reason in enumerate(self.reasons, 1):
            line = self.menu.addAction(f"{_short(reason)}\tAlt+{number}")
            line.setToolTip(reason)
            line.triggered.connect(partial(self.take, number - 1))
        editor.installEventFilter(self)
        tip = self.tr("Your recent reasons (Down, or Alt+1 to Alt+{last})").format(
            last=len(self.reasons)
        )
        self._add_button(editor, tip)

    def show_all(self) -> None:
        """List the reasons under the field."""
        self.menu.popup(self._editor.mapToGlobal(self._editor.rect().bottomLeft()))
        self.menu.setActiveAction(self.menu.actions()[0])

    def take(self, place: int) -> None:
        """Let the field say a reason."""
        if isinstance(self._editor, QLineEdit):
            self._editor.setText(self.reasons[place])
        else:
            self._editor.setPlainText(self.reasons[place])
        self._editor.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer Down and Alt with a digit."""
        kind = event.type()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        assert isinstance(event, QKeyEvent)
        act = self._asked(event)
        if act is None:
            return False
        event.accept()
        if kind == QEvent.Type.KeyPress:
            act()
        return True

    def _asked(self, event: QKeyEvent) -> Callable[[], None] | None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Down and held in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.AltModifier,
        ):
            return self.show_all if held or not self._has_lines() else None
        place = event.key() - Qt.Key.Key_1
        if held == Qt.KeyboardModifier.AltModifier and 0 <= place < len(self.reasons):
            return partial(self.take, place)
        return None

    def _has_lines(self) -> bool:
        """Tell whether Down means the next line in this field."""
        return isinstance(self._editor, QPlainTextEdit) and bool(self._editor.toPlainText())

    def _add_button(self, editor: QLineEdit | QPlainTextEdit, tip: str) -> None:
        if isinstance(editor, QLineEdit):
            shown = editor.addAction(
                icon("clock-counter-clockwise"), QLineEdit.ActionPosition.TrailingPosition
            )
            shown.setText(self.tr("Recent reasons"))
            shown.setToolTip(tip)
            shown.triggered.connect(self.show_all)
            return
        sheet = editor.window()
        if isinstance(sheet, Sheet):
            button = Button(
                self.tr("Recent reasons"), kind="quiet", icon_name="clock-counter-clockwise",
                tip=tip,
            )  # fmt: skip
            button.clicked.connect(self.show_all)
            sheet.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            sheet.adjustSize()


def _short(reason: str) -> str:
    words = " ".join(reason.split())
    if len(words) > _LONGEST:
        more = QCoreApplication.translate("RecentReasons", "{start} …")
        words = more.format(start=words[:_LONGEST])
    return words.replace("&", "&&")
