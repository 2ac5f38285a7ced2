"""The way into a study: start page, sheets, recents, dropped files, and what hinders."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QRadioButton

from gtcoder.actions.codebook import create_code
from gtcoder.queries.codebook import codes
from gtcoder.store.backup import last_backup
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.ui.preferences import PreferencesFile, Recent
from gtcoder.ui.start.asking import NewStudy, WhoCodes
from gtcoder.ui.start.cards import RecentRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from gtcoder.ui.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def bare(open_window: Callable[..., MainWindow]) -> MainWindow:
    """Return a window on its start page."""
    return open_window()


def wait_sheet(qtbot: QtBot, window: MainWindow, kind: type[WhoCodes | NewStudy]) -> None:
    qtbot.waitUntil(lambda: isinstance(window.opener.sheet, kind), timeout=60_000)


def rows(window: MainWindow) -> list[RecentRow]:
    return [row for row in window.start.findChildren(RecentRow) if row.isVisibleTo(window.start)]


def words(widget: object) -> str:
    assert hasattr(widget, "findChildren")
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def said(window: MainWindow) -> str:
    return window.bar.notice.text if window.bar.notice else ""


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(300, 300), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(event)


def test_a_first_start_shows_the_ways_in_and_no_empty_menus(bare: MainWindow) -> None:
    assert not bare.rail.isVisible()
    assert bare.start.new.hasFocus()
    assert "Studies you open will be listed here." in words(bare.start)
    shown = [name for name, menu in bare.top.menus.items() if menu.menuAction().isVisible()]
    assert shown == ["study", "view", "help"]


def test_the_sample_study_opens_by_a_click_and_asks_once_who_codes(
    qtbot: QtBot, bare: MainWindow
) -> None:
    qtbot.mouseClick(bare.start.sample, LEFT)
    wait_sheet(qtbot, bare, WhoCodes)
    sheet = bare.opener.sheet
    assert isinstance(sheet, WhoCodes)
    chosen = [each.text() for each in sheet.findChildren(QRadioButton) if each.isChecked()]
    assert chosen == ["Nasrin Ravandi"]
    first = sheet.findChild(QRadioButton, "coder-Nasrin Ravandi")
    assert first is not None
    qtbot.waitUntil(lambda: sheet.focusWidget() is first)
    qtbot.keyClick(first, Qt.Key.Key_Down)
    with qtbot.waitSignal(bare.settled, timeout=20_000):
        qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert bare.session is not None
    assert bare.session.coder_name == "Jonas Ahrendt"
    assert bare.rail.isVisible()
    assert bare.stack is not None
    assert bare.stack.key == "open"
    shown = [name for name, menu in bare.top.menus.items() if menu.menuAction().isVisible()]
    assert shown == ["study", "edit", "codes", "view", "help"]
    assert bare.status.coder.words() == "Jonas Ahrendt"


def test_somebody_new_joins_by_typing_a_name(
    qtbot: QtBot, bare: MainWindow, study_path: Path
) -> None:
    bare.opener.open(str(study_path))
    wait_sheet(qtbot, bare, WhoCodes)
    sheet = bare.opener.sheet
    assert isinstance(sheet, WhoCodes)
    qtbot.keyClicks(sheet.name, "Mina Kaveh")
    with qtbot.waitSignal(bare.settled, timeout=20_000):
        qtbot.keyClick(sheet.name, Qt.Key.Key_Return)
    assert bare.session is not None
    assert bare.session.coder_name == "Mina Kaveh"
    assert bare.session.bridge.can_write


def new_sheet(qtbot: QtBot, window: MainWindow) -> NewStudy:
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    sheet = window.opener.sheet
    assert isinstance(sheet, NewStudy)
    return sheet


def test_the_title_of_a_new_study_suggests_its_place(qtbot: QtBot, bare: MainWindow) -> None:
    sheet = new_sheet(qtbot, bare)
    assert sheet.findChild(QLineEdit, "new-title") is sheet.focusWidget()
    qtbot.keyClicks(sheet.title, "How patients / leave?")
    assert sheet.place.text() == str(Path.home() / "How_patients_leave.gtc")
    sheet.place.setFocus()
    qtbot.keyClick(sheet.place, Qt.Key.Key_End)
    qtbot.keyClick(sheet.place, Qt.Key.Key_Backspace)
    kept = sheet.place.text()
    qtbot.keyClicks(sheet.title, " early")
    assert sheet.place.text() == kept, "a place set by hand stays"


def test_a_new_study_refuses_a_file_that_is_there_and_keeps_what_was_typed(
    qtbot: QtBot, bare: MainWindow, tmp_path: Path
) -> None:
    there = tmp_path / "there.gtc"
    there.write_bytes(b"not to be touched")
    sheet = new_sheet(qtbot, bare)
    qtbot.keyClicks(sheet.title, "Waiting")
    sheet.place.clear()
    qtbot.keyClicks(sheet.place, str(there))
    qtbot.keyClicks(sheet.coder, "Ann")
    qtbot.keyClick(sheet.coder, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "is there already" in words(sheet))
    assert there.read_bytes() == b"not to be touched"
    assert (sheet.title.text(), sheet.place.text()) == ("Waiting", str(there))
    assert sheet.isVisible()
    qtbot.keyClick(sheet.place, Qt.Key.Key_Home)
    qtbot.keyClick(sheet.place, Qt.Key.Key_End)
    qtbot.keyClick(sheet.place, Qt.Key.Key_Backspace)
    assert "is there already" not in words(sheet), "the error goes when it is mended"
    sheet.place.setText(str(tmp_path / "mine"))
    with qtbot.waitSignal(bare.settled, timeout=20_000):
        qtbot.keyClick(sheet.place, Qt.Key.Key_Return)
    assert (tmp_path / "mine.gtc").is_file()
    assert bare.windowTitle() == "Waiting – gtcoder"
    assert bare.opener.sheet is None


def test_opening_again_takes_the_last_coder_and_a_lost_file_is_told_and_forgotten(
    qtbot: QtBot, open_window: Callable[..., MainWindow], study_path: Path, tmp_path: Path
) -> None:
    lost = Recent(str(tmp_path / "lost.gtc"), "Lost study", "Ann", "3 interviews", "")
    PreferencesFile().remember(lost)
    first = open_window(study_path, "Bob")
    first.close()
    window = open_window()
    assert [row.text() for row in rows(window)] == ["Invented study", "Lost study"]
    assert "Not found where it was" in rows(window)[1].accessibleName()
    assert "1 interview, 0 codes, 2 coders" in rows(window)[0].accessibleName()
    rows(window)[1].setFocus()
    qtbot.keyClick(rows(window)[1], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "There is no study" in said(window))
    qtbot.keyClick(rows(window)[1], Qt.Key.Key_Delete)
    assert [row.text() for row in rows(window)] == ["Invented study"]
    assert rows(window)[0].hasFocus(), "the focus stays in the list"
    assert len(PreferencesFile().now.recents) == 1
    with qtbot.waitSignal(window.settled, timeout=20_000):
        qtbot.mouseClick(rows(window)[0], LEFT)
    assert window.session is not None
    assert window.session.coder_name == "Bob"
    assert window.opener.sheet is None, "nobody was asked"


def test_a_dropped_study_opens(qtbot: QtBot, bare: MainWindow, study_path: Path) -> None:
    drop(bare, study_path)
    wait_sheet(qtbot, bare, WhoCodes)
    assert isinstance(bare.opener.sheet, WhoCodes)
    with qtbot.waitSignal(bare.settled, timeout=20_000):
        qtbot.keyClick(bare.opener.sheet, Qt.Key.Key_Return)
    assert bare.windowTitle() == "Invented study – gtcoder"


def test_a_dropped_transcript_goes_to_the_import(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "invented_two.txt"
    file.write_text("INT: Invented question?\nP2: An invented answer.\n", encoding="utf-8")
    drop(window, file)
    assert window.stack is not None
    assert window.stack.key == "transcripts"
    workspace = window.stack.workspace
    assert workspace is not None
    qtbot.waitUntil(lambda: "invented_two" in everything(workspace), timeout=20_000)


def everything(widget: object) -> str:
    """Return the words of all labels and item views below a widget."""
    from PySide6.QtWidgets import QAbstractItemView, QWidget

    assert isinstance(widget, QWidget)
    found = [words(widget)]
    for view in widget.findChildren(QAbstractItemView):
        model = view.model()
        found += [
            str(model.index(row, 0).data()) for row in range(model.rowCount() if model else 0)
        ]
    return " ".join(found)


def lock_elsewhere(path: Path) -> None:
    """Leave the lock of a colleague's machine beside a study."""
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    user = {"process": 4242, "began": "1", "coder": "J. Weber", "since": moment}
    lock = {"machine": "f" * 16, "host": "reading-room-2", "heartbeat": moment, "users": [user]}
    path.with_name(f"{path.name}.lock").write_text(json.dumps(lock), encoding="utf-8")


def test_a_study_in_use_elsewhere_can_be_read(
    qtbot: QtBot, bare: MainWindow, study_path: Path
) -> None:
    lock_elsewhere(study_path)
    before = study_path.read_bytes()
    bare.opener.open_as(str(study_path), "Ann")
    qtbot.waitUntil(lambda: "reading-room-2" in said(bare))
    assert "J. Weber" in said(bare)
    assert "--" not in said(bare), "no words of the command line"
    assert bare.bar.notice is not None
    assert [name for name, _ in bare.bar.notice.actions] == ["Open read-only", "Take over"]
    with qtbot.waitSignal(bare.settled, timeout=20_000):
        bare.bar.findChildren(type(bare.bar._buttons[0]))[0].click()
    assert bare.session is not None
    assert not bare.session.bridge.can_write
    assert said(bare).startswith("Open read-only: J. Weber has it on “reading-room-2”")
    assert bare.status.coder.words() == "Ann, read-only"
    for name in ("edit.undo", "study.title", "study.label"):
        action = bare.commands.action(name)
        assert not action.isEnabled()
        assert "reading only" in action.toolTip()
    bare.close()
    assert study_path.read_bytes() == before


def test_a_study_in_use_elsewhere_can_be_taken_over(
    qtbot: QtBot, bare: MainWindow, study_path: Path
) -> None:
    lock_elsewhere(study_path)
    bare.opener.open_as(str(study_path), "Ann")
    qtbot.waitUntil(lambda: bare.bar.notice is not None)
    with qtbot.waitSignal(bare.settled, timeout=20_000):
        bare.bar._buttons[1].click()
    assert bare.session is not None
    assert bare.session.bridge.can_write
    bare.session.bridge.act(create_code, name="Waiting")
    qtbot.waitUntil(lambda: bare.session is not None and not bare.session.bridge.state.waiting)
    with bare.session.bridge.read() as reader:
        assert [code.name for code in codes(reader)] == ["Waiting"]


def test_a_damaged_file_is_told_with_its_last_backup(
    qtbot: QtBot, bare: MainWindow, study_path: Path
) -> None:
    with open_study(FileLocation(study_path), "Ann") as project:
        project.perform(create_code, name="Waiting")
    copy = last_backup(study_path)  # made when the study was closed
    assert copy is not None
    whole = study_path.read_bytes()
    study_path.write_bytes(whole[: len(whole) // 2])
    bare.opener.open(str(study_path))
    qtbot.waitUntil(lambda: str(copy) in said(bare))
    assert bare.bar.notice is not None
    assert [name for name, _ in bare.bar.notice.actions] == ["Open a copy of the last backup"]
    assert study_path.read_bytes() == whole[: len(whole) // 2], "it was not touched"
    bare.bar._buttons[0].click()
    wait_sheet(qtbot, bare, WhoCodes)
    assert isinstance(bare.opener.sheet, WhoCodes)
    with qtbot.waitSignal(bare.settled, timeout=20_000):
        qtbot.keyClick(bare.opener.sheet, Qt.Key.Key_Return)
    assert bare.session is not None
    with bare.session.bridge.read() as reader:
        assert reader.study.title == "Invented study"
    assert Path(bare.session.location).parent == study_path.parent, "not among the copies"
    assert copy is not None
    assert copy.exists()


def test_the_same_study_can_be_open_in_two_windows_that_see_each_other(
    qtbot: QtBot, open_window: Callable[..., MainWindow], study_path: Path
) -> None:
    ann, bob = open_window(study_path, "Ann"), open_window(study_path, "Bob")
    assert ann.session is not None
    assert bob.session is not None
    with qtbot.waitSignal(bob.session.bridge.changed, timeout=10_000):
        ann.session.bridge.act(create_code, name="Silence")
    bob.go("ledger")
    with bob.session.bridge.read() as reader:
        assert [code.name for code in codes(reader)] == ["Silence"]
    assert bob.status.revision.words() == f"Revision {reader.revision}"


def test_another_study_takes_the_place_of_the_open_one(
    qtbot: QtBot, window: MainWindow, study_path: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.gtc"
    with open_study(FileLocation(study_path), read_only=True):
        shutil.copy(study_path, other)
    with qtbot.waitSignal(window.settled, timeout=20_000):
        window.opener.open_as(str(other), "Bob")
    assert window.session is not None
    assert window.session.location == str(other)
    assert window.session.coder_name == "Bob"
    assert window.pages.count() == 2, "start page and the new stack"
    assert next(row.location for row in window.preferences.now.recents) == str(other)
