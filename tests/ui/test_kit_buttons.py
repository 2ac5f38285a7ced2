"""Buttons, segmented control, header and what is painted beside words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QImage, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from gtcoder.ui.kit import (
    Avatar,
    Button,
    EmptyState,
    IconButton,
    KeycapLabel,
    Label,
    Panel,
    PanelHeader,
    Segmented,
    action_button,
    initials_of,
    paint_keycap,
    paint_swatch,
)
from gtcoder.ui.look import look, theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    Show = Callable[..., QWidget]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Show]:
    """Return a function that shows widgets side by side in a window."""
    window = QWidget()
    row = QHBoxLayout(window)
    qtbot.addWidget(window)

    def show(*widgets: QWidget) -> QWidget:
        for widget in widgets:
            row.addWidget(widget)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        return window

    yield show
    window.close()


def seen(widget: QWidget) -> set[str]:
    """Return the colours a widget shows."""
    image = widget.grab().toImage()
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
    }


def test_a_click_on_a_button_leaves_the_focus_where_it_was(qtbot: QtBot, shown: Show) -> None:
    line, button, icon = QLineEdit(), Button("Merge", kind="primary"), IconButton("plus", "New")
    shown(line, button, icon)
    line.setFocus()
    with qtbot.waitSignals([button.clicked, icon.clicked]):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        qtbot.mouseClick(icon, Qt.MouseButton.LeftButton)
    assert line.hasFocus()


def test_tab_reaches_the_buttons_and_space_presses_them(qtbot: QtBot, shown: Show) -> None:
    line, button = QLineEdit(), Button("Merge")
    shown(line, button)
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert button.hasFocus()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Space)


def test_a_primary_button_is_filled_with_the_accent_of_the_theme_in_force(shown: Show) -> None:
    button = Button("Merge", kind="primary")
    shown(button)
    assert theme().accent.upper() in seen(button)
    light = theme().accent.upper()
    look().wear("dark")
    assert theme().accent.upper() in seen(button)
    assert light not in seen(button)


def test_an_icon_button_says_its_name_and_key() -> None:
    button = IconButton("plus", "New code", key="Ctrl+N")
    assert button.accessibleName() == "New code"
    assert button.toolTip() == "New code (Ctrl+N)"
    assert not button.icon().isNull()


def test_an_icon_button_grows_with_the_text() -> None:
    button = IconButton("plus", "New code")
    before = button.height()
    look().wear("light", scale=1.5)
    assert button.height() == round(before * 1.5)


def test_an_action_button_follows_its_action_and_does_it(qtbot: QtBot, shown: Show) -> None:
    action = QAction("Dim the interviewer")
    action.setCheckable(True)
    action.setToolTip("Dim the interviewer (Alt+D)")
    button = action_button(action, "eye-closed")
    shown(button)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert action.isChecked()
    assert button.isChecked()
    action.setChecked(False)
    assert not button.isChecked()
    action.setEnabled(False)
    assert not button.isEnabled()
    assert button.toolTip() == "Dim the interviewer (Alt+D)"
    assert button.accessibleName() == "Dim the interviewer"


def test_arrow_keys_go_round_the_segments_that_are_enabled(qtbot: QtBot, shown: Show) -> None:
    views = Segmented([("a", "Board"), ("b", "Relations"), ("c", "Suggested")], name="Views")
    shown(views)
    views.segment("b").setEnabled(False)
    heard: list[str] = []
    views.changed.connect(heard.append)
    qtbot.keyClick(views.segment("a"), Qt.Key.Key_Right)
    assert views.chosen == "c"
    qtbot.keyClick(views.segment("c"), Qt.Key.Key_Right)
    assert views.chosen == "a"
    assert heard == ["c", "a"]


def test_a_click_chooses_a_segment_and_setting_it_says_nothing(qtbot: QtBot, shown: Show) -> None:
    views = Segmented([("a", "Board"), ("b", "Relations")], name="Views")
    shown(views)
    heard: list[str] = []
    views.changed.connect(heard.append)
    views.chosen = "b"
    assert heard == []
    qtbot.mouseClick(views.segment("a"), Qt.MouseButton.LeftButton)
    assert heard == ["a"]


def test_tab_enters_the_segments_at_the_chosen_one(qtbot: QtBot, shown: Show) -> None:
    line, views = QLineEdit(), Segmented([("a", "Board"), ("b", "Relations")], name="Views")
    shown(line, views)
    views.chosen = "b"
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert views.segment("b").hasFocus()
    assert theme().focus.upper() in seen(views)


def test_a_count_is_shown_and_said(qtbot: QtBot, shown: Show) -> None:
    views = Segmented([("a", "Board"), ("b", "Suggested")], name="Views")
    shown(views)
    before = views.sizeHint().width()
    views.set_count("b", 1234)
    assert views.segment("b").accessibleName() == "Suggested 1234"
    qtbot.waitUntil(lambda: views.sizeHint().width() > before)


def test_a_header_hides_an_empty_count(shown: Show) -> None:
    header = PanelHeader("Codebook")
    shown(header)
    labels = [each for each in header.findChildren(Label) if each.isVisible()]
    assert [each.text() for each in labels] == ["Codebook"]
    header.set_count("265")
    assert [e.text() for e in header.findChildren(Label) if e.isVisible()] == ["Codebook", "265"]


def test_a_panel_has_its_name_and_its_ground(shown: Show) -> None:
    panel = Panel("Codebook", name="codebook", width=268)
    shown(panel)
    assert panel.objectName() == "codebook"
    assert panel.accessibleName() == "Codebook"
    assert panel.wished_width() == 268
    assert {theme().panel.upper(), theme().line.upper()} <= seen(panel)


def test_an_empty_state_offers_its_one_act(qtbot: QtBot, shown: Show) -> None:
    done: list[str] = []
    state = EmptyState("No codes yet.", "Select a passage.", "New code", lambda: done.append("new"))
    window = shown(state)
    window.resize(400, 600)
    qtbot.mouseClick(state.button, Qt.MouseButton.LeftButton)
    assert done == ["new"]
    qtbot.waitUntil(lambda: state.height() > 500)
    assert 0.2 < state.button.y() / state.height() < 0.5


def test_an_empty_state_without_an_act_has_no_button(shown: Show) -> None:
    state = EmptyState("No codes yet.")
    shown(state)
    assert not state.button.isVisible()


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Mina Kaveh", "MK"),
        ("M. Kaveh", "MK"),
        ("Anne-Marie von Berg", "AB"),
        ("bob", "BO"),
        ("JW", "JW"),
        ("", "?"),
    ],
)
def test_initials(name: str, initials: str) -> None:
    assert initials_of(name) == initials


def test_a_code_is_a_filled_square_and_a_category_a_ring() -> None:
    for category in (False, True):
        image = QImage(20, 20, QImage.Format.Format_RGB32)
        image.fill(QColor(theme().panel))
        painter = QPainter(image)
        paint_swatch(painter, QRectF(5, 5, 10, 10), 3, category=category)
        painter.end()
        middle = image.pixelColor(10, 10).name().upper()
        assert middle == (theme().panel if category else theme().mark(3)).upper()
        assert image.pixelColor(6, 10).name().upper() == theme().mark(3).upper()


def test_a_keycap_ends_where_it_was_asked_to() -> None:
    image = QImage(120, 40, QImage.Format.Format_RGB32)
    image.fill(QColor(theme().panel))
    painter = QPainter(image)
    width = paint_keycap(painter, QPointF(100, 20), "Ctrl K")
    painter.end()
    painted = [x for x in range(120) if image.pixelColor(x, 20) != QColor(theme().panel)]
    assert painted[0] == round(100 - width)
    assert painted[-1] == 99


def test_painted_labels_say_what_they_show() -> None:
    assert KeycapLabel("Ctrl K").accessibleName() == "Ctrl K"
    assert Avatar("MK", name="Mina Kaveh").accessibleName() == "Mina Kaveh"
