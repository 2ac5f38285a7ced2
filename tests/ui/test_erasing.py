"""Erasing for good in the window: what goes is shown, and afterwards nothing of it is left."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from gtcoder.actions.memos import write_memo
from gtcoder.actions.transcripts import remove_document
from gtcoder.queries.ledger import entry_page, may_revert
from gtcoder.queries.memos import memos
from gtcoder.ui.documents.afresh_sheet import AfreshSheet
from gtcoder.ui.documents.erase_sheet import EraseSheet
from gtcoder.ui.documents.workspace import TranscriptsWorkspace
from gtcoder.ui.kit import Button
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.messages import Notice
from tests.studies import SPEECHES
from tests.ui.desks import open_desk
from tests.ui.documenting import LEFT, open_transcripts, press_button
from tests.ui.placing import Placing

if TYPE_CHECKING:
    from gtcoder.ui.session import Session

NAME, WORDS = "Invented interview 1", SPEECHES[1][1]


def write(session: Session, qtbot: QtBot, text: str) -> None:
    session.bridge.act(write_memo, title="Invented", text=text)
    qtbot.waitUntil(lambda: not session.bridge.state.waiting, timeout=8000)


def looked(qtbot: QtBot, sheet: object) -> EraseSheet:
    """Return the box once it knows what would go."""
    assert isinstance(sheet, EraseSheet)
    qtbot.waitUntil(sheet.quotes.isVisible, timeout=8000)
    return sheet


def erase(qtbot: QtBot, sheet: EraseSheet) -> AfreshSheet:
    """Answer the box, and return the one that tells what is left."""
    button = next(each for each in sheet.findChildren(Button) if each.text() == "Erase for good")
    QTest.keyClicks(sheet.reason, "consent was withdrawn")
    QTest.keyClicks(sheet.typed, NAME[:-1])
    assert not button.isEnabled()
    QTest.keyClicks(sheet.typed, NAME[-1])
    QTest.mouseClick(button, LEFT)

    def done() -> bool:
        told = QApplication.activeModalWidget()
        return isinstance(told, AfreshSheet) and told.elsewhere.isVisible()

    qtbot.waitUntil(done, timeout=8000)
    told = QApplication.activeModalWidget()
    assert isinstance(told, AfreshSheet)
    return told


def test_after_erasing_no_place_of_the_window_knows_the_text(
    window: MainWindow, study_path: Path, qtbot: QtBot
) -> None:
    copy = study_path.with_suffix(".backups") / "2020-01-01.gtc"
    copy.parent.mkdir(exist_ok=True)
    copy.write_bytes(b"")
    desk = open_desk(window, qtbot)
    assert WORDS in desk.place.view.page.text
    write(desk.session, qtbot, f"Compare: {WORDS}")
    window.go("memos")
    small = open_transcripts(window, qtbot)
    QTest.mouseClick(small.button(small.place.documents.card, "erase"), LEFT)
    sheet = looked(qtbot, small.place.acts.erasing.sheet)
    assert [row.what for row in sheet.quotes.model.rows if row.standing] == ["memo 1"]
    told = erase(qtbot, sheet)
    assert str(copy) in told.copies.toPlainText()
    press_button(told, "Close")
    qtbot.waitUntil(lambda: window.stack is not None and small.place is not window.stack.workspace)
    said: list[Notice] = []
    window.say.noticed.connect(said.append)
    window.commands.action("edit.undo").trigger()
    qtbot.waitUntil(lambda: bool(said), timeout=8000)
    assert "undo ends there" in said[0].text
    for place in ("open", "memos", "transcripts"):
        window.go(place)
        qtbot.waitUntil(lambda: not window.jobs.running, timeout=8000)
        assert not traces(window), place


def traces(window: MainWindow) -> list[str]:
    """Return what any widget says that names the text or holds its words."""
    said = []
    for widget in window.findChildren(QWidget):
        if isinstance(widget, QDialog):
            continue  # it is closed, and on its way out
        asked = (getattr(widget, ask, None) for ask in ("text", "toPlainText", "accessibleName"))
        said += [str(ask()) for ask in asked if callable(ask)]
    return [each for each in said if NAME in each or WORDS[:20] in each]


def test_a_removed_text_is_erased_and_what_is_not_ticked_stays(
    placing: Placing, study_path: Path, qtbot: QtBot
) -> None:
    placed = placing(study_path, TranscriptsWorkspace)
    session, acts = placed.session, placed.workspace.acts.erasing
    write(session, qtbot, f"Compare: {WORDS}")
    document = placed.workspace.documents.current
    assert document is not None
    session.bridge.act(remove_document, document=document.id, reason="a mistake")
    qtbot.waitUntil(lambda: not session.bridge.state.waiting, timeout=8000)
    session.commands.action("transcripts.erase_removed").trigger()
    qtbot.waitUntil(lambda: acts.sheet is not None, timeout=8000)
    assert acts.sheet is not None
    press_button(acts.sheet, "Look…")
    sheet = looked(qtbot, acts.sheet)
    index = sheet.quotes.table.model().index(0, 0)
    spot = sheet.quotes.table.visualRect(index).center()
    QTest.mouseClick(sheet.quotes.table.viewport(), LEFT, pos=spot)
    assert sheet.quotes.kept == {("memo", 1)}
    press_button(erase(qtbot, sheet), "Close")
    with session.bridge.read() as reader:
        assert [memo.text for memo in memos(reader)] == [f"Compare: {WORDS}"]
        assert not may_revert(reader, entry_page(reader, limit=1)[0])


def test_who_leads_not_is_told_so(placing: Placing, study_path: Path) -> None:
    placed = placing(study_path, TranscriptsWorkspace, "Bob")
    action = placed.session.commands.action("transcripts.erase")
    button = placed.workspace.documents.card.findChild(Button, "erase")
    assert isinstance(button, Button)
    for asked in (action, button):
        assert not asked.isEnabled()
        assert "lead" in asked.toolTip()
