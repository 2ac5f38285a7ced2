"""The frame of an open study: rail, panels, undo by name, search, looks, titles, blind round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from gtcoder.actions.codebook import create_code
from gtcoder.actions.coding import apply_new_code
from gtcoder.actions.team import add_coder, open_new_round
from gtcoder.queries.codebook import codes
from gtcoder.queries.frames import coding_table
from gtcoder.queries.passages import documents
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.ui.desk.workspace import DeskWorkspace
from gtcoder.ui.kit import Sheet
from gtcoder.ui.look import scaled
from gtcoder.ui.places import PLACES
from gtcoder.vocabulary import RoundKind, Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from gtcoder.ui.main_window import MainWindow
    from gtcoder.ui.session import Session

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until nothing is stored or read any more."""

    def at_rest() -> bool:
        busy = window.session is not None and window.session.bridge.state.waiting
        return not busy and not window.jobs.running

    qtbot.waitUntil(at_rest, timeout=20_000)


def place(window: MainWindow) -> str:
    assert window.stack is not None
    return window.stack.key


def sheet_of(window: MainWindow) -> Sheet:
    (sheet,) = [each for each in window.findChildren(Sheet) if each.isVisible()]
    return sheet


def answer(qtbot: QtBot, window: MainWindow, text: str) -> None:
    """Type into the sheet that is open, in place of what it holds, and press Enter."""
    sheet = sheet_of(window)
    line = sheet.findChild(QLineEdit)
    assert line is not None
    qtbot.waitUntil(line.hasFocus)
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    window.activateWindow()  # what the desktop does
    qtbot.waitUntil(window.isActiveWindow)


def test_every_place_is_reached_by_mouse_and_by_its_number(
    qtbot: QtBot, window: MainWindow
) -> None:
    for shown in PLACES:
        qtbot.mouseClick(window.rail.buttons[shown.key], LEFT)
        assert place(window) == shown.key
        assert window.rail.buttons[shown.key].isChecked()
    for number, shown in enumerate(PLACES, start=1):
        qtbot.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), CTRL)
        assert place(window) == shown.key
        checked = [key for key, button in window.rail.buttons.items() if button.isChecked()]
        assert checked == [shown.key]
    settle(qtbot, window)


def test_arrow_keys_go_along_the_rail_and_enter_goes_into_the_place(
    qtbot: QtBot, window: MainWindow
) -> None:
    keys = [shown.key for shown in PLACES]
    window.go("memos")
    window.rail.buttons["memos"].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(window.rail.buttons["memos"], Qt.Key.Key_Down)
    assert place(window) == "ledger"
    assert window.rail.buttons["ledger"].hasFocus()
    qtbot.keyClick(window.rail.buttons["ledger"], Qt.Key.Key_Down)
    assert place(window) == keys[0], "round the end"
    qtbot.keyClick(window.rail.buttons[keys[0]], Qt.Key.Key_Up)
    assert place(window) == "ledger"
    qtbot.keyClick(window.rail.buttons["ledger"], Qt.Key.Key_Return)
    assert not window.rail.buttons["ledger"].hasFocus()
    assert window.stack is not None
    assert window.stack.workspace is not None
    assert window.stack.workspace.first_focus().hasFocus()
    settle(qtbot, window)


def test_f6_goes_round_the_panels_of_every_place_and_back(
    qtbot: QtBot, sample_window: MainWindow
) -> None:
    for shown in PLACES:
        sample_window.go(shown.key)
        settle(qtbot, sample_window)
        go_round(qtbot, sample_window)


def go_round(qtbot: QtBot, window: MainWindow) -> None:
    """Press F6 until each panel of the place in sight had the focus, and go one back."""
    assert window.stack is not None
    workspace = window.stack.workspace
    assert workspace is not None
    panels = [panel for panel in workspace.panels() if panel.isVisible()]
    assert panels, workspace

    def here() -> int:
        focused = QApplication.focusWidget()
        assert focused is not None, "the focus is lost"
        holding = [n for n, p in enumerate(panels) if p is focused or p.isAncestorOf(focused)]
        assert holding, f"the focus left the panels for {focused}"
        return holding[0]

    qtbot.keyClick(window, Qt.Key.Key_F6)
    seen = [here()]
    for _ in panels[1:]:
        qtbot.keyClick(window, Qt.Key.Key_F6)
        seen.append(here())
    assert sorted(seen) == list(range(len(panels))), f"each panel of {workspace} once"
    qtbot.keyClick(window, Qt.Key.Key_F6, SHIFT)
    assert [here()] == seen[-2:-1] or len(panels) == 1


def test_undo_and_redo_carry_the_name_of_what_they_do(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    undo, redo = window.commands.action("edit.undo"), window.commands.action("edit.redo")
    settle(qtbot, window)
    qtbot.waitUntil(undo.isEnabled)
    assert not redo.isEnabled()
    assert redo.text() == "Redo"
    assert redo.toolTip() == "There is nothing of yours to redo"
    session.bridge.act(create_code, name="Waiting")
    settle(qtbot, window)
    assert undo.text() == "Undo: create code"
    assert undo.toolTip() == "Undo: create code (Ctrl+Z)"
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    settle(qtbot, window)
    assert redo.text() == "Redo: create code"
    with session.bridge.read() as reader:
        assert not codes(reader)
    qtbot.keyClick(window, Qt.Key.Key_Y, CTRL)
    settle(qtbot, window)
    with session.bridge.read() as reader:
        assert [code.name for code in codes(reader)] == ["Waiting"]
    assert not redo.isEnabled()


def test_a_coder_who_did_nothing_has_nothing_to_undo(
    open_window: Callable[..., MainWindow], study_path: Path
) -> None:
    window = open_window(study_path, "Bob")
    for name, bare in (("edit.undo", "Undo"), ("edit.redo", "Redo")):
        action = window.commands.action(name)
        assert action.text() == bare
        assert not action.isEnabled()


def test_ctrl_k_runs_a_command(qtbot: QtBot, sample_window: MainWindow) -> None:
    window = sample_window
    for typed, place_after in (
        ("Ledger", "ledger"), ("Transcripts", "transcripts"), ("Axial", "axial"),
    ):  # fmt: skip
        window.go("tables")
        settle(qtbot, window)
        ask(qtbot, window, typed)
        assert place(window) == place_after
        settle(qtbot, window)


def ask(qtbot: QtBot, window: MainWindow, typed: str) -> None:
    """Press Ctrl+K, type and take the first row."""
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    assert window.study_commands is not None
    chooser = window.study_commands.search.chooser
    assert chooser.isVisible()
    qtbot.keyClicks(chooser.line, typed)
    first = chooser.view.highlight()
    assert first is not None, f"nothing fits “{typed}”"
    qtbot.keyClick(chooser.line, Qt.Key.Key_Return)
    assert not chooser.isVisible()


def test_ctrl_k_finds_a_code_and_an_interview(qtbot: QtBot, sample_window: MainWindow) -> None:
    window = sample_window
    assert window.session is not None
    with window.session.bridge.read() as reader:
        code = max(codes(reader), key=lambda each: len(each.name))
        document = documents(reader)[-1]
    for words in (code.name, document.name):
        window.go("memos")
        ask(qtbot, window, words)
        assert place(window) == "open"
    settle(qtbot, window)
    assert window.stack is not None
    desk = window.stack.workspace
    assert isinstance(desk, DeskWorkspace)
    assert desk.text.current == document.id


def corner(window: MainWindow) -> str:
    """Return the colour at the rail's lower end, where nothing stands."""
    picture = window.rail.grab().toImage()
    return picture.pixelColor(picture.width() // 2, picture.height() - 3).name()


def test_themes_switch_from_the_menu(qtbot: QtBot, window: MainWindow) -> None:
    light = corner(window)
    window.commands.action("view.dark").trigger()
    dark = corner(window)
    assert (light, dark) == ("#f4f2ee", "#16181b")
    assert window.preferences.now.theme == "dark"
    assert window.commands.action("view.dark").isChecked()
    window.commands.action("view.light").trigger()
    assert corner(window) == light
    settle(qtbot, window)


def test_text_of_every_size_keeps_the_study_its_place_and_its_commands(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    window.go("memos")
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_Minus, CTRL | Qt.KeyboardModifier.AltModifier)
    assert window.preferences.now.text_scale == 0.8
    small = window.top.height()
    settle(qtbot, window)  # or pages that go, but are not gone, are styled again and again
    qtbot.keyClick(window, Qt.Key.Key_Equal, CTRL | Qt.KeyboardModifier.AltModifier)
    assert window.preferences.now.text_scale == 0.9
    window.wear("light", 1.9)
    for _ in range(2):
        qtbot.keyClick(window, Qt.Key.Key_Equal, CTRL | Qt.KeyboardModifier.AltModifier)
    assert window.preferences.now.text_scale == 2.0
    assert window.top.height() == scaled(46) > small
    assert window.rail.width() == scaled(88) == 176
    assert window.status.height() == scaled(28)
    assert window.session is session
    assert place(window) == "memos"
    assert window.pages.count() == 2, "no old pages are kept"
    settle(qtbot, window)
    session.bridge.act(create_code, name="Waiting")
    settle(qtbot, window)
    assert window.commands.action("edit.undo").text() == "Undo: create code"
    qtbot.keyClick(window, Qt.Key.Key_9, CTRL)
    assert place(window) == "ledger"
    names = [action.objectName() for action in window.commands.shown()]
    assert len(names) == len(set(names))
    settle(qtbot, window)


def test_the_start_page_grows_with_the_text(open_window: Callable[..., MainWindow]) -> None:
    window = open_window()
    before = window.start.new.sizeHint().height()
    window.wear("light", 1.5)
    QApplication.processEvents()
    assert window.start.new.height() == scaled(56) > before
    assert window.start.new.hasFocus()
    assert window.pages.count() == 1


def test_a_state_gets_a_label(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_L, CTRL)
    answer(qtbot, window, "as submitted")
    settle(qtbot, window)
    assert "as submitted" in window.toast.text
    window.go("ledger")
    settle(qtbot, window)
    assert window.stack is not None
    page = window.stack.workspace._page(None)  # type: ignore[union-attr]
    assert [name for names in page.labels.values() for name in names] == ["as submitted"]
    assert window.toast.staying
    window.commands.action("edit.undo").trigger()
    assert not window.toast.staying, "what it offers to take back is taken back"
    settle(qtbot, window)


def test_a_study_gets_another_title(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.commands.action("study.title").trigger()
    line = sheet_of(window).findChild(QLineEdit)
    assert line is not None
    assert line.text() == "Invented study"
    answer(qtbot, window, "How patients leave")
    settle(qtbot, window)
    assert window.windowTitle() == "How patients leave – gtcoder"
    assert window.status.study.words() == "How patients leave"
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    settle(qtbot, window)
    assert window.windowTitle() == "Invented study – gtcoder", "undo shows too"
    with session.bridge.read() as reader:
        assert reader.study.title == "Invented study"


def test_a_colleagues_new_title_shows(qtbot: QtBot, window: MainWindow, study_path: Path) -> None:
    from gtcoder.actions.project import set_title

    with open_study(FileLocation(study_path), "Ann") as other:
        other.perform(set_title, title="Renamed elsewhere")
    qtbot.waitUntil(lambda: window.windowTitle() == "Renamed elsewhere – gtcoder", timeout=10_000)


def test_the_coder_is_changed_where_the_coder_is_shown(qtbot: QtBot, window: MainWindow) -> None:
    from gtcoder.ui.frame.topbar import CoderButton

    (button,) = window.top.findChildren(CoderButton)
    assert button.accessibleName() == "Coder: Ann"
    qtbot.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: window.opener.sheet is not None)
    sheet = window.opener.sheet
    assert sheet is not None
    bob = sheet.findChild(type(sheet.focusWidget()), "coder-Bob")
    bob.setChecked(True)  # type: ignore[union-attr]
    with qtbot.waitSignal(window.settled, timeout=20_000):
        qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert window.session is not None
    assert window.session.coder_name == "Bob"
    assert window.status.coder.words() == "Bob"


def test_a_blind_round_is_told_and_hides_what_colleagues_code(
    qtbot: QtBot, open_window: Callable[..., MainWindow], study_path: Path
) -> None:
    with open_study(FileLocation(study_path), "Ann") as ann:
        ann.perform(add_coder, name="Cem")
        with ann.read() as reader:
            document = documents(reader)[0].id
        ann.perform(apply_new_code, document=document, span=Span(30, 40), path=("Known",))
        ann.perform(open_new_round, name="Round 2", kind=RoundKind.BLIND)
        ann.perform(apply_new_code, document=document, span=Span(5, 20), path=("Secret",))
    window = open_window(study_path, "Bob")
    assert window.session is not None
    settle(qtbot, window)
    assert window.status.blind.words() == "Round 2 · colleagues’ codings are hidden"
    with window.session.bridge.read() as reader:
        seen = coding_table(reader)
    assert seen.start.tolist() == []
    with open_study(FileLocation(study_path), "Ann") as ann, ann.read() as reader:
        assert coding_table(reader).start.tolist() == [5, 30]
    window.go("ledger")
    settle(qtbot, window)
    assert "Secret" not in str([action.text() for action in window.commands.shown()])


def test_the_help_of_the_place_and_its_keys_open_as_sheets(
    qtbot: QtBot, window: MainWindow
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Slash, CTRL)
    from PySide6.QtWidgets import QTextBrowser

    text = sheet_of(window).findChild(QTextBrowser)
    assert text is not None
    assert "Ctrl+K" in text.toPlainText()
    assert "Undo" in text.toPlainText()
    (close,) = [b for b in sheet_of(window).findChildren(QPushButton) if b.text() == "Close"]
    qtbot.mouseClick(close, LEFT)


def test_names_with_an_ampersand_are_whole_in_menu_and_search(
    qtbot: QtBot, window: MainWindow
) -> None:
    assert window.commands.action("go.tables").text() == "Tables && charts"
    ask(qtbot, window, "Tables & charts")
    assert place(window) == "tables"
    settle(qtbot, window)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_frame_fits_a_small_screen_with_large_text(
    qtbot: QtBot, open_window: Callable[..., MainWindow], study_path: Path, scale: float
) -> None:
    window = open_window(study_path)
    window.wear("light", scale)
    settle(qtbot, window)
    window.go("memos")
    window.resize(1280, 720)
    QApplication.processEvents()
    assert window.height() == 720
    assert window.width() <= max(1280, scaled(700))
    for button in window.rail.buttons.values():
        assert window.rail.rect().contains(button.geometry())
        assert button.height() >= scaled(24)


def test_what_was_said_of_a_place_goes_when_it_is_left(window: MainWindow) -> None:
    say, bar = window.say, window.bar
    say.notice("The study is only read.", key="read-only", lasting=True)
    say.notice("It was changed meanwhile.", kind="warn", actions=(("Show", lambda: None),))
    say.notice("It could not be stored.", kind="danger")
    stay = [bar.notice]
    say.notice("Nothing was found here.", kind="warn")
    say.notice("Wrote it.", kind="success", actions=(("Show folder", lambda: None),))
    window.go(place(window))
    assert bar.notice is not None
    assert bar.notice.text == "Wrote it."  # still the same place
    window.go("memos")
    assert [bar.notice] == stay
    assert bar.passing == ()
    for left in ("It was changed meanwhile.", "The study is only read."):
        bar.close_button.click()
        assert bar.notice is not None
        assert bar.notice.text == left
