"""What comes into a study: projects of other tools and copies, seen before, stored as one entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gtcoder.actions.rounds import open_new_round
from gtcoder.queries.codebook import codes
from gtcoder.queries.frames import coding_table
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.ui.exchange.arrival_sheet import ArrivalSheet
from gtcoder.ui.exchange.report_sheet import ReportSheet
from gtcoder.ui.kit import Button, Chip, Sheet
from gtcoder.ui.main_window import MainWindow
from gtcoder.vocabulary import RoundKind
from tests.ui.exchanging import Copies, stranger, taguette, two_copies

LEFT = Qt.MouseButton.LeftButton


@dataclass
class Bringing:
    """A window with an open study, and what tests do to it and ask of it."""

    window: MainWindow
    qtbot: QtBot

    @property
    def exchange(self) -> Any:
        """Return the commands of exchange."""
        assert self.window.study_commands is not None
        return self.window.study_commands.exchange

    def settle(self) -> None:
        """Wait until nothing is on its way."""
        session = self.window.session
        assert session is not None
        self.qtbot.waitUntil(lambda: not self.window.jobs.running, timeout=9000)
        self.qtbot.waitUntil(lambda: not session.bridge.state.waiting, timeout=9000)

    def sheet(self) -> ArrivalSheet:
        """Return the sheet, once it is there."""
        self.settle()
        sheet = self.exchange.arriving.sheet
        assert isinstance(sheet, ArrivalSheet)
        self.qtbot.waitUntil(sheet.isVisible)
        return sheet

    def notice(self) -> str:
        """Return what the bar says."""
        notice = self.window.bar.notice
        return "" if notice is None else notice.text

    def held(self) -> tuple[int, list[str], int]:
        """Return the entry, the names of codes and the number of codings."""
        assert self.window.session is not None
        with self.window.session.bridge.read() as reader:
            names = sorted(code.name for code in codes(reader))
            return reader.revision, names, len(coding_table(reader))

    def drop(self, *paths: Path) -> None:
        """Let go of files over the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(
            self.window, QDragEnterEvent(QPoint(400, 400), copy, data, LEFT, none)
        )
        QApplication.sendEvent(self.window, QDropEvent(QPointF(400, 400), copy, data, LEFT, none))


@pytest.fixture
def bringing(open_window: Callable[..., MainWindow], study_path: Path, qtbot: QtBot) -> Bringing:
    return Bringing(open_window(study_path, place="ledger"), qtbot)


@pytest.fixture
def copies(tmp_path: Path) -> Copies:
    return two_copies(tmp_path)


@pytest.fixture
def merging(open_window: Callable[..., MainWindow], copies: Copies, qtbot: QtBot) -> Bringing:
    return Bringing(open_window(copies.mine, place="ledger"), qtbot)


def lines(sheet: ArrivalSheet, part: str) -> list[str]:
    """Return what the lines of a part are about."""
    assert sheet.parts.parts.choose(part)
    return [line.what for line in sheet.parts.lines_model.rows]


def helped(bringing: Bringing, sheet: Sheet) -> str:
    """Return the title of the page of help that F1 shows over a sheet, and close it."""
    before = bringing.window.findChildren(Sheet)
    bringing.qtbot.waitUntil(sheet.isActiveWindow)
    QTest.keyClick(sheet, Qt.Key.Key_F1)
    (page,) = (each for each in bringing.window.findChildren(Sheet) if each not in before)
    page.accept()
    return page.windowTitle()


def test_a_dropped_project_is_shown_before_it_comes_in_as_one_entry(
    bringing: Bringing, tmp_path: Path
) -> None:
    before = bringing.held()
    bringing.drop(taguette(tmp_path / "calls.sqlite3"))
    sheet = bringing.sheet()
    assert "Taguette project" in sheet.head.text()
    assert lines(sheet, "codes") == ["leaving", "waiting"]
    assert lines(sheet, "conflicts") == []
    assert "2 codings" in sheet.summary.text()
    assert bringing.held() == before
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bringing.settle()
    revision, names, count = bringing.held()
    assert (revision, names, count) == (before[0] + 1, ["leaving", "waiting"], 2)
    assert "Invented calls 1" in bringing.notice()
    assert bringing.window.session is not None
    bringing.window.session.bridge.undo()
    bringing.settle()
    assert bringing.held()[1:] == before[1:]


def test_where_both_say_something_the_words_of_the_file_come_in_if_one_says_so(
    bringing: Bringing, tmp_path: Path
) -> None:
    from gtcoder.actions.codebook import create_code, define_code

    window = bringing.window
    assert window.session is not None
    act = window.session.bridge.act
    act(create_code, name="leaving",
        done=lambda key: act(define_code, code=key, definition="Going off."))  # fmt: skip
    bringing.settle()
    bringing.drop(taguette(tmp_path / "calls.sqlite3"))
    sheet = bringing.sheet()
    assert "Code “leaving”, definition" in lines(sheet, "conflicts")
    chip = sheet.findChild(Chip, "ask-both_say")
    assert chip is not None
    assert chip.value() == "ours"
    chip.choose("file")
    bringing.settle()
    sides = {line.stays for line in sheet.parts.lines_model.rows} if lines(sheet, "codes") else ()
    assert any("Invented." in each and "Going off." not in each for each in sides)
    sheet.reject()


def test_unsigned_work_is_given_to_whom_one_says(bringing: Bringing, tmp_path: Path) -> None:
    bringing.exchange.bring(taguette(tmp_path / "calls.sqlite3"))
    sheet = bringing.sheet()
    assert helped(bringing, sheet) == "About other tools"
    chip = sheet.findChild(Chip, "ask-whose")
    assert chip is not None
    assert chip.value() == "Ann"
    chip.choose("Bob")
    bringing.settle()
    QTest.mouseClick(sheet.take, LEFT)
    bringing.settle()
    assert bringing.window.session is not None
    with bringing.window.session.bridge.read() as reader:
        table = coding_table(reader)
    assert set(table.coder.tolist()) == {2}


def test_one_of_several_projects_in_a_file_is_chosen(bringing: Bringing, tmp_path: Path) -> None:
    bringing.exchange.bring(taguette(tmp_path / "two.sqlite3", projects=2))
    sheet = bringing.sheet()
    assert not sheet.take.isEnabled()
    chip = sheet.findChild(Chip, "ask-inside")
    assert chip is not None
    bringing.qtbot.waitUntil(chip.hasFocus)  # what is to be answered first
    chip.choose("Invented calls 2 (2)")
    bringing.settle()
    assert sheet.take.isEnabled()
    assert lines(sheet, "documents")
    cancel = next(each for each in sheet.findChildren(Button) if each.text() == "Cancel")
    cancel.setFocus()
    QTest.keyClick(cancel, Qt.Key.Key_Return)
    bringing.qtbot.waitUntil(lambda: bringing.exchange.arriving is None)
    assert bringing.held()[2] == 0


BROKEN = {
    "empty.qdpx": b"",
    "broken.qdpx": b"PK\x03\x04 invented",
    "odd.sqlite3": b"SQLite format 3\0" + b"\0" * 200,
    "study.gtc": b"SQLite format 3\0" + b"\0" * 52 + b"gtCr" + b"\0" * 200,
    "talk.txt": b"An invented talk.",
    "codings.csv": b"document,code\n",
}
DOORS = {"study.gtc": "Merge copy…", "talk.txt": "Import transcripts…",
         "codings.csv": "Import codings…"}  # fmt: skip


def test_what_cannot_be_read_is_said_and_changes_nothing(
    bringing: Bringing, tmp_path: Path
) -> None:
    before = bringing.held()
    for name, content in BROKEN.items():
        path = tmp_path / name
        path.write_bytes(content)
        bringing.window.say.withdraw("arrival")
        bringing.exchange.bring(path)
        bringing.settle()
        bringing.qtbot.waitUntil(lambda: bool(bringing.notice()))
        assert "Nothing" in bringing.notice(), name
        assert name in bringing.notice()
        assert DOORS.get(name, "") in bringing.notice()
        assert ("Import transcripts…" in bringing.notice()) == (name in ("talk.txt", "codings.csv"))
        assert bringing.exchange.arriving is None
    assert bringing.held() == before


def test_a_copy_is_merged_with_both_texts_of_a_definition(
    merging: Bringing, copies: Copies
) -> None:
    before = merging.held()
    merging.exchange.merge(copies.theirs)
    sheet = merging.sheet()
    assert "Both know entry" in sheet.head.text()
    assert lines(sheet, "codes")[:2] == ["queue", "silence"]
    assert len(lines(sheet, "conflicts")) == 1
    sides = {area.accessibleName(): area.toPlainText()
             for area in sheet.parts.texts.findChildren(QPlainTextEdit)}  # fmt: skip
    assert sides["Here"] == "Nobody says a word."
    assert sides["In the file"] == "They stop calling."
    assert sides["Here"] in sides["What stays"]
    assert sides["In the file"] in sides["What stays"]
    QTest.mouseClick(sheet.take, LEFT)
    merging.settle()
    assert merging.held() == (before[0] + 1, ["queue", "silence"], 3)
    assert "Conflicts: 1." in merging.notice()
    assert merging.window.session is not None
    merging.window.session.bridge.undo()
    merging.settle()
    assert "is merged" not in merging.notice()
    merging.window.session.bridge.redo()
    merging.settle()
    read = merging.exchange.read_elsewhere()
    assert {row.coder for row in read.model.rows} == {"Ann", "Bob"}
    assert {row.copy for row in read.model.rows} == {copies.theirs.name}
    assert helped(merging, read) == "About merging copies"
    read.accept()
    merging.exchange.merge(copies.theirs)
    again = merging.sheet()
    assert "nothing that is not here" in again.summary.text()
    assert helped(merging, again) == "About merging copies"
    assert not again.take.isEnabled()
    again.reject()


def test_the_report_can_be_read_and_copied(merging: Bringing, copies: Copies) -> None:
    merging.exchange.merge(copies.theirs)
    sheet = merging.sheet()
    QTest.mouseClick(sheet.report, LEFT)
    merging.qtbot.waitUntil(lambda: bool(merging.window.findChildren(ReportSheet)))
    report = merging.window.findChildren(ReportSheet)[0]
    copy = report.findChild(Button, "copy_report")
    assert copy is not None
    QTest.mouseClick(copy, LEFT)
    text = QGuiApplication.clipboard().text()
    assert "Conflicts" in text
    assert "In the file: They stop calling." in text
    report.save(copies.mine.parent / "report.txt")
    merging.settle()
    assert (copies.mine.parent / "report.txt").read_text("utf-8") == text
    report.accept()
    sheet.reject()


def test_what_a_colleague_does_meanwhile_is_compared_again(
    merging: Bringing, copies: Copies
) -> None:
    from gtcoder.actions.codebook import create_code

    merging.exchange.merge(copies.theirs)
    sheet = merging.sheet()
    assert merging.window.session is not None
    with merging.qtbot.waitSignal(merging.window.session.bridge.changed):
        merging.window.session.bridge.act(create_code, name="Queue")
    arriving = merging.exchange.arriving
    merging.qtbot.waitUntil(lambda: not arriving._again.isActive(), timeout=3000)
    merging.settle()
    assert "Conflicts: 2." in sheet.summary.text()
    assert lines(sheet, "codes")[0].casefold() == "queue"
    sheet.reject()


def test_one_person_of_two_identities_is_asked_about(merging: Bringing, tmp_path: Path) -> None:
    merging.exchange.merge(stranger(tmp_path / "other.gtc"))
    sheet = merging.sheet()
    assert "no entry in common" in sheet.warning.text()
    chip = sheet.findChild(Chip, "ask-coder:Ann")
    assert chip is not None
    assert "Ann (2)" in chip.shown
    assert "Ann (2)" in " ".join(lines(sheet, "coders"))
    chip.choose("one")
    merging.settle()
    assert "Ann (2)" not in " ".join(lines(sheet, "coders"))
    again = sheet.findChild(Chip, "ask-coder:Ann")
    assert again is not None
    assert again.value() == "one"
    sheet.reject()


def test_the_open_study_is_no_copy_of_itself(merging: Bringing, copies: Copies) -> None:
    merging.exchange.merge(copies.mine)
    merging.settle()
    merging.qtbot.waitUntil(lambda: "study that is open" in merging.notice())
    assert merging.exchange.arriving is None


def test_what_is_no_copy_is_sent_to_its_own_door(merging: Bringing, tmp_path: Path) -> None:
    talk = tmp_path / "talk.txt"
    talk.write_text("An invented talk.", "utf-8")
    for path, door in ((taguette(tmp_path / "calls.sqlite3"), "Import project…"),
                       (talk, "Import transcripts…")):  # fmt: skip
        merging.exchange.merge(path)
        merging.settle()
        assert path.name in merging.notice()
        assert door in merging.notice()


def test_who_is_no_lead_can_look_but_not_bring_in(
    open_window: Callable[..., MainWindow], study_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    bob = Bringing(open_window(study_path, "Bob", place="ledger"), qtbot)
    bob.exchange.bring(taguette(tmp_path / "calls.sqlite3"))
    sheet = bob.sheet()
    assert lines(sheet, "codes") == ["leaving", "waiting"]
    assert "Only a lead" in sheet.refused.text()
    assert not sheet.take.isEnabled()
    sheet.reject()


def test_a_reading_that_is_stopped_changes_nothing(bringing: Bringing, tmp_path: Path) -> None:
    before = bringing.held()
    bringing.exchange.bring(taguette(tmp_path / "calls.sqlite3"))
    bringing.exchange.arriving._job.cancel()
    bringing.qtbot.waitUntil(lambda: bringing.exchange.arriving is None)
    bringing.settle()
    assert bringing.window.findChildren(ArrivalSheet) == []
    assert bringing.held() == before


def test_storing_that_is_stopped_changes_nothing_and_can_be_asked_for_again(
    bringing: Bringing, tmp_path: Path
) -> None:
    before = bringing.held()
    bringing.exchange.bring(taguette(tmp_path / "calls.sqlite3"))
    sheet = bringing.sheet()
    summary = sheet.summary.text()
    sheet.take.click()
    sheet.progress.cancel_button.click()
    bringing.settle()
    assert "was stopped" in sheet.refused.text()
    assert sheet.summary.text() == summary
    assert sheet.progress.isHidden()
    assert bringing.held() == before
    sheet.take.click()
    bringing.settle()
    assert bringing.held() != before


def test_everything_in_the_sheets_has_a_name(merging: Bringing, copies: Copies) -> None:
    merging.exchange.merge(copies.theirs)
    merging.sheet().parts.parts.choose("conflicts")
    share = merging.exchange.share()
    share.format.choose("archive")
    merging.settle()
    for sheet in (merging.sheet(), share):
        assert [
            each
            for each in sheet.findChildren(QWidget)
            if isinstance(each, QAbstractButton | QAbstractItemView | QLineEdit | QPlainTextEdit)
            and each.isVisible()
            and not isinstance(each, QHeaderView)
            and not (each.accessibleName() or getattr(each, "text", str)())
        ] == []
    share.reject()
    merging.sheet().reject()


def test_while_a_blind_round_is_open_nothing_comes_in(
    open_window: Callable[..., MainWindow], study_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    with open_study(FileLocation(study_path), "Ann") as ann:
        ann.perform(open_new_round, name="Blind", kind=RoundKind.BLIND)
    window = Bringing(open_window(study_path, place="ledger"), qtbot)
    window.exchange.bring(taguette(tmp_path / "calls.sqlite3"))
    window.settle()
    qtbot.waitUntil(lambda: "close the round first" in window.notice())
    assert window.exchange.arriving is None
