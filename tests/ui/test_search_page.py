"""The search page, by mouse and keyboard: finding everywhere, and coding what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gtcoder.actions import codebook, theory
from gtcoder.queries.ledger import entries
from gtcoder.queries.passages import codings
from gtcoder.ui.desk.frame import OpenCoding
from gtcoder.ui.memos.asking import chosen_in
from gtcoder.ui.search.found import ACCEPTED, CODED, OPEN, REJECTED
from gtcoder.ui.search.page import SearchPage
from gtcoder.vocabulary import HitUnit, SearchKind

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from gtcoder.ui.main_window import MainWindow
    from gtcoder.ui.session import Session

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def place_of(window: MainWindow) -> OpenCoding:
    assert window.stack is not None
    place = window.stack.workspace
    assert isinstance(place, OpenCoding)
    return place


def search(qtbot: QtBot, window: MainWindow, words: str) -> SearchPage:
    """Go to the page by its key and look for words."""
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F, CTRL | SHIFT)
    page = place_of(window).page
    assert isinstance(page, SearchPage)
    qtbot.waitUntil(page.options.line.hasFocus)
    page.options.line.selectAll()
    qtbot.keyClicks(page.options.line, words)
    qtbot.keyClick(page.options.line, Qt.Key.Key_Return)
    wait(qtbot, window, page)
    return page


def wait(qtbot: QtBot, window: MainWindow, page: SearchPage) -> None:
    qtbot.waitUntil(lambda: not page.looking.busy and not window.jobs.running)
    QApplication.processEvents()


def shown(page: SearchPage) -> list[str]:
    return [page.model.hit(row).text for row in range(page.model.rowCount())]


def states(page: SearchPage) -> list[int]:
    return [page.model.state(row) for row in range(page.model.rowCount())]


def coded(session: Session) -> list[tuple[str, str, str]]:
    with session.bridge.read() as reader:
        return [(row.text, row.code[-1], str(row.origin)) for row in codings(reader)]


def test_pages_are_turned_by_mouse_and_keys(qtbot: QtBot, window: MainWindow) -> None:
    window.go("open")
    place = place_of(window)
    assert place.room.isVisible()
    assert window.commands.action("desk.find").isVisible()
    qtbot.mouseClick(place.segments.segment("search"), LEFT)
    assert isinstance(place.page, SearchPage)
    assert place.page.options.line.hasFocus()
    assert not window.commands.action("desk.find").isVisible(), "its key is the desk's"
    qtbot.keyClick(window, Qt.Key.Key_PageDown, CTRL)
    assert place.room.isVisible()
    assert place.page is None
    assert place.view.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_PageUp, CTRL)
    assert isinstance(place.page, SearchPage)
    window.wear("light", 1.1)
    assert isinstance(place_of(window).page, SearchPage), "made anew where it was"


def test_a_hit_leads_to_its_place(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    session.bridge.act(codebook.create_code, name="Too late", definition="late")
    with qtbot.waitSignal(session.bridge.changed):
        session.bridge.act(theory.write_memo, text="Late again.", title="")
    page = search(qtbot, window, "LATE")
    assert shown(page) == ["late", "Late", "late", "late"]
    assert page.foot.told.text().startswith("4 found")
    page.list.setFocus()
    first = chosen_in(page).passage
    assert first is not None
    assert first.span is not None
    page.list.setCurrentIndex(page.model.index(3))
    assert chosen_in(page).codes, "the definition of a code"
    page.list.setCurrentIndex(page.model.index(0))
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    place = place_of(window)
    assert place.page is None
    assert place.view.caret() == first.span.start
    assert place.view.page.text[place.view.caret() :].startswith("late»")
    page = search(qtbot, window, "late")
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_End)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert place_of(window).page is None
    qtbot.waitUntil(lambda: place_of(window).side.code is not None)
    page = search(qtbot, window, "again")
    page.list.setFocus()
    assert chosen_in(page).things[0][0] == "memo"
    qtbot.keyClick(page.list, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    assert window.stack is not None
    assert window.stack.key == "memos"
    page = search(qtbot, window, "again")
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert window.stack.key == "memos"


def test_hits_are_accepted_rejected_and_coded_in_one_entry(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    page = search(qtbot, window, '"went silent" queue they')
    assert shown(page) == ["They", "went silent", "they", "queue"]
    page.list.setFocus()
    for key in (Qt.Key.Key_A, Qt.Key.Key_R):
        qtbot.keyClick(page.list, key)
    assert states(page) == [ACCEPTED, REJECTED, OPEN, OPEN]
    assert page.list.currentIndex().row() == 2, "the next one"
    qtbot.keyClick(page.list, Qt.Key.Key_A)
    qtbot.keyClick(page.list, Qt.Key.Key_A)
    qtbot.keyClick(page.list, Qt.Key.Key_O)
    assert states(page) == [ACCEPTED, REJECTED, ACCEPTED, OPEN]
    qtbot.keyClick(page.list, Qt.Key.Key_C)
    chooser = page.acts._chooser
    assert chooser is not None
    qtbot.keyClicks(chooser.line, "Acting > Leaving")
    qtbot.keyClick(chooser.line, Qt.Key.Key_Return, CTRL)
    assert page.foot.code.text() == "Code 2 passages as “Leaving”"
    assert coded(session) == []
    qtbot.keyClick(page.list, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: states(page) == [CODED, REJECTED, CODED, OPEN])
    assert coded(session) == [("They", "Leaving", "auto"), ("they", "Leaving", "auto")]
    with session.bridge.read() as reader:
        entry = entries(reader)[-1]
    assert entry.action == "coding.autocode"
    told = {name: entry.details[name] for name in ("accepted", "rejected", "found", "unit")}
    assert told == {"accepted": 2, "rejected": 1, "found": 4, "unit": "match"}
    assert not page.foot.code.isEnabled(), "nothing is left to code"
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: coded(session) == [])
    qtbot.waitUntil(lambda: states(page) == [ACCEPTED, REJECTED, ACCEPTED, OPEN])


def test_all_open_ones_are_taken_at_once_by_mouse(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    session.bridge.project.perform(codebook.create_code, name="Silence")
    page = search(qtbot, window, "they")
    page.options.unit.choose(HitUnit.TURN)
    wait(qtbot, window, page)
    assert shown(page) == [
        "They went silent first 🙂. Nobody complained, they just stopped recharging."
    ]
    assert page.model.hits_in(0) == 2
    code, pick, accept = page.foot.code, page.foot.pick, page.foot.accept
    assert not code.isEnabled()
    qtbot.mouseClick(accept, LEFT)
    assert states(page) == [ACCEPTED]
    qtbot.mouseClick(pick, LEFT)
    chooser = page.acts._chooser
    assert chooser is not None
    qtbot.keyClicks(chooser.line, "sil")
    qtbot.keyClick(chooser.line, Qt.Key.Key_Return)
    qtbot.mouseClick(code, LEFT)
    qtbot.waitUntil(lambda: states(page) == [CODED])
    assert [name for _, name, _ in coded(session)] == ["Silence"]


def test_lists_patterns_and_limits_are_chosen_by_chips(qtbot: QtBot, window: MainWindow) -> None:
    page = search(qtbot, window, "nothing of it")
    assert page.empty.isVisible()
    page.options.kind.choose(SearchKind.LIST)
    qtbot.waitUntil(page.options.lines.hasFocus)
    qtbot.keyClicks(page.options.lines, "silent\rqueue\rwe")
    qtbot.keyClick(page.options.lines, Qt.Key.Key_Return, CTRL)
    wait(qtbot, window, page)
    assert shown(page) == ["we", "we", "silent", "We", "we", "we", "queue"]
    page.options.voices.choose("Invented interview 1")
    wait(qtbot, window, page)
    assert shown(page) == ["we", "silent", "We", "we", "we", "queue"]
    page.options.whole.choose(True)
    wait(qtbot, window, page)
    assert shown(page) == ["silent", "We", "we", "queue"]
    page.options.kind.choose(SearchKind.REGEX)
    qtbot.waitUntil(page.options.line.hasFocus)
    page.options.line.setText("(we")
    qtbot.keyClick(page.options.line, Qt.Key.Key_Return)
    wait(qtbot, window, page)
    assert page.error.isVisible()
    assert "no regular expression" in page.error.text()
    page.options.line.setText(r"we\b|🙂")
    qtbot.keyClick(page.options.line, Qt.Key.Key_Return)
    wait(qtbot, window, page)
    assert not page.error.isVisible()
    assert shown(page) == ["🙂", "We", "we"]


def test_a_long_list_comes_a_piece_at_a_time(qtbot: QtBot, window: MainWindow) -> None:
    from tests.queries.test_search import add as add_text
    from tests.studies import Study

    assert window.session is not None
    project = window.session.bridge.project
    add_text(Study(None, project, project, None), "Long note", "aha 🙂 " * 5_000)  # type: ignore[arg-type]
    page = search(qtbot, window, "aha")
    assert len(page.model.hits) == 5_000
    assert page.model.rowCount() == 2_000
    page.model.fetchMore(page.list.rootIndex())
    assert page.model.rowCount() == 4_000
    assert page.model.hit(3_999).start == 3_999 * 6
    qtbot.mouseClick(page.foot.accept, LEFT)
    assert len(page.model.accepted()) == 5_000
