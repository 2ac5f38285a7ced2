"""The ledger: who did what and why, pages, filters, taking back, the codebook then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QPushButton

from gtcoder.actions.codebook import create_code, rename_code, retire_code
from gtcoder.actions.coding import apply_code
from gtcoder.queries.codebook import codes
from gtcoder.queries.passages import documents
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.ui.ledger.detail import CHANGED
from gtcoder.ui.ledger.model import LINE, Line
from gtcoder.ui.ledger.workspace import LedgerWorkspace
from gtcoder.ui.session import OneEntry
from gtcoder.vocabulary import Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from gtcoder.ui.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
PAGE = 40  # entries that are read at once, and more than a view shows


def ledger_of(qtbot: QtBot, window: MainWindow) -> LedgerWorkspace:
    window.go("ledger")
    assert window.stack is not None
    workspace = window.stack.workspace
    assert isinstance(workspace, LedgerWorkspace)
    settle(qtbot, workspace)
    return workspace


def settle(qtbot: QtBot, ledger: LedgerWorkspace) -> None:
    session = ledger.session
    qtbot.waitUntil(
        lambda: not session.bridge.state.waiting and not session.jobs.running and not ledger.stale,
        timeout=20_000,
    )


def lines(ledger: LedgerWorkspace) -> list[Line]:
    model = ledger.model
    return [model.index(row).data(LINE) for row in range(model.rowCount())]


def sentences(ledger: LedgerWorkspace) -> list[str]:
    return [line.sentence for line in lines(ledger) if line.entry is not None]


@pytest.fixture
def worked(study_path: Path) -> Path:
    """Return the small study after Ann and Bob have worked in it."""
    place = FileLocation(study_path)
    with open_study(place, "Ann") as ann, open_study(place, "Bob") as bob:
        waiting = ann.perform(create_code, name="Waiting")
        with ann.read() as reader:
            document = documents(reader)[0].id
        bob.perform(apply_code, document=document, span=Span(5, 20), code=waiting)
        ann.perform(rename_code, code=waiting, name="Delay", reason="Shorter to say")
        ann.perform(create_code, name="Silence")
    return study_path


@pytest.fixture
def window(open_window: Callable[..., MainWindow], worked: Path) -> MainWindow:
    """Return a window in which Ann, who leads, reads that study."""
    return open_window(worked)


@pytest.fixture
def ledger(qtbot: QtBot, window: MainWindow) -> LedgerWorkspace:
    """Return its ledger, in sight."""
    return ledger_of(qtbot, window)


def choose(ledger: LedgerWorkspace, words: str) -> Line:
    """Choose the newest entry whose sentence holds these words."""
    row = next(n for n, line in enumerate(lines(ledger)) if words in line.sentence)
    ledger.list.setCurrentIndex(ledger.model.index(row))
    line = lines(ledger)[row]
    assert line.entry is not None
    return line


def test_entries_stand_under_their_day_newest_first(ledger: LedgerWorkspace) -> None:
    first, *rest = lines(ledger)
    assert first.entry is None
    assert first.day
    numbers = [line.entry.revision for line in rest if line.entry is not None]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[-1] == 1
    assert ledger.list.currentIndex().row() == 1
    assert ledger.status() == (f"{numbers[0]} entries in all",)
    spoken = ledger.model.index(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Ann" in spoken
    assert "Shorter to say" in spoken


def test_a_day_cannot_be_chosen_and_is_passed_by_with_the_arrows(
    qtbot: QtBot, ledger: LedgerWorkspace
) -> None:
    assert not ledger.model.flags(ledger.model.index(0)) & Qt.ItemFlag.ItemIsSelectable
    qtbot.keyClick(ledger.list, Qt.Key.Key_Down)
    assert ledger.list.currentIndex().row() == 2
    qtbot.keyClick(ledger.list, Qt.Key.Key_Home)
    assert lines(ledger)[ledger.list.currentIndex().row()].entry is not None


def test_an_entry_is_shown_in_full(ledger: LedgerWorkspace) -> None:
    line = choose(ledger, "Delay")
    assert line.entry is not None
    detail = ledger.detail
    assert detail._title.text() == line.sentence
    assert f"Entry {line.entry.revision} · Ann" in detail._who.text()
    assert detail._why.text() == "Why: Shorter to say"
    said = " ".join(each.text() for each in detail._changes.findChildren(type(detail._why)))
    assert "Waiting → Delay" in said


def test_filters_and_finding_narrow_it(qtbot: QtBot, ledger: LedgerWorkspace) -> None:
    every = len(sentences(ledger))
    bob = next(each for each in ledger.filters._coders if each[0] == "Bob")[1]
    ledger.filters.coder.choose(bob)
    assert {line.entry.coder for line in lines(ledger) if line.entry} == {"Bob"}
    qtbot.keyClick(ledger.filters.coder, Qt.Key.Key_Delete)
    assert len(sentences(ledger)) == every, "Del takes the filter away"
    ledger.filters.kind.choose("coding")
    assert len(sentences(ledger)) == 1
    ledger.filters.kind.choose("")
    ledger.filters.search.setFocus()
    field = ledger.window().focusWidget()
    assert field is not None
    qtbot.keyClicks(field, "Shorter")
    qtbot.waitUntil(lambda: len(sentences(ledger)) == 1)
    assert "Delay" in sentences(ledger)[0]


def test_a_filter_that_leaves_nothing_says_so(qtbot: QtBot, ledger: LedgerWorkspace) -> None:
    ledger.filters.search.setFocus()
    field = ledger.window().focusWidget()
    assert field is not None
    qtbot.keyClicks(field, "nothing has these words")
    qtbot.waitUntil(lambda: not sentences(ledger))
    assert not ledger.detail.isVisible()
    assert ledger.nothing.isVisible()
    assert not ledger._revert_action.isEnabled()


def test_many_entries_come_page_by_page(
    qtbot: QtBot,
    open_window: Callable[..., MainWindow],
    study_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("gtcoder.ui.ledger.workspace.PAGE", PAGE)
    with open_study(FileLocation(study_path), "Ann") as ann:
        for number in range(5 * PAGE):
            ann.perform(create_code, name=f"Code {number}")
        newest = ann.seen
    ledger = ledger_of(qtbot, open_window(study_path))
    assert ledger.model.entries() == PAGE
    for _ in range(3):
        ledger.list.scrollToBottom()
    qtbot.waitUntil(lambda: ledger.model.entries() > PAGE)
    assert ledger.model.entries() < newest
    ledger.session.go("ledger", OneEntry(2))
    assert ledger._line() == lines(ledger)[ledger.list.currentIndex().row()]
    line = ledger._line()
    assert line is not None
    assert line.entry is not None
    assert line.entry.revision == 2
    inside = ledger.list.visualRect(ledger.list.currentIndex())
    assert ledger.list.viewport().rect().contains(inside.center())
    assert sum(each.entry is None for each in lines(ledger)) == len(
        {each.day for each in lines(ledger)}
    ), "a day has one heading, however many pages it fills"


def test_an_older_entry_is_taken_back_as_a_new_one(
    qtbot: QtBot, window: MainWindow, ledger: LedgerWorkspace
) -> None:
    line = choose(ledger, "Delay")
    assert line.entry is not None
    assert ledger.detail.revert.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_R, CTRL)
    settle(qtbot, ledger)
    with ledger.session.bridge.read() as reader:
        assert sorted(code.name for code in codes(reader)) == ["Silence", "Waiting"]
    qtbot.waitUntil(lambda: ledger.model.entries() == 8)
    old = next(each for each in lines(ledger) if each.entry and each.entry == line.entry)
    assert old.taken_back_by == ledger.session.bridge.state.revision
    choose(ledger, old.sentence)
    ledger.list.setCurrentIndex(ledger.model.index(ledger.model.row_of(line.entry.revision)))
    assert not ledger.detail.revert.isEnabled(), "once is enough"
    assert "Taken back by entry" in ledger.detail._said.text()


def test_a_refused_revert_says_who_and_what_stands_against_it(
    qtbot: QtBot, window: MainWindow, ledger: LedgerWorkspace, worked: Path
) -> None:
    with open_study(FileLocation(worked), "Bob") as bob, bob.read() as reader:
        silence = next(code.id for code in codes(reader) if code.name == "Silence")
        document = documents(reader)[0].id
        bob.perform(apply_code, document=document, span=Span(30, 40), code=silence)
    qtbot.waitUntil(lambda: "Applied “Silence”" in sentences(ledger)[0], timeout=10_000)
    choose(ledger, "Made the code “Silence”")
    qtbot.mouseClick(ledger.detail.revert, Qt.MouseButton.LeftButton)
    settle(qtbot, ledger)
    notice = window.bar.notice
    assert notice is not None
    assert "Bob built on it in entry 8 (apply code)" in notice.text
    assert [name for name, _ in notice.actions] == ["Show the entry"]
    (show, *_) = [each for each in window.bar.findChildren(QPushButton) if each.isVisible()]
    qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
    line = ledger._line()
    assert line is not None
    assert line.entry is not None
    assert line.entry.coder == "Bob"


def test_a_colleagues_entry_takes_a_lead(
    qtbot: QtBot, open_window: Callable[..., MainWindow], worked: Path
) -> None:
    ledger = ledger_of(qtbot, open_window(worked, "Bob"))
    choose(ledger, "Silence")
    assert not ledger.detail.revert.isEnabled()
    assert "lead" in ledger.detail.revert.toolTip()
    assert not ledger._revert_action.isEnabled()
    line = next(each for each in lines(ledger) if each.entry and each.entry.coder == "Bob")
    ledger.list.setCurrentIndex(ledger.model.index(lines(ledger).index(line)))
    assert ledger.detail.revert.isEnabled(), "one's own can be taken back"
    assert "Ctrl+R" in ledger.detail.revert.toolTip()


def test_the_codebook_is_read_as_it_was_then(qtbot: QtBot, ledger: LedgerWorkspace) -> None:
    choose(ledger, "Made the code “Delay”")
    segment = ledger.detail.tabs.segment(CHANGED)
    segment.setFocus()
    qtbot.keyClick(segment, Qt.Key.Key_Right)
    settle(qtbot, ledger)
    assert then(ledger) == ["Waiting"]
    choose(ledger, "Delay")
    settle(qtbot, ledger)
    assert then(ledger) == ["Delay"]
    ledger.list.setCurrentIndex(ledger.model.index(1))
    settle(qtbot, ledger)
    assert then(ledger) == ["Delay", "Silence"]
    assert ledger.detail._said.text() == "2 codes and categories"


def then(ledger: LedgerWorkspace) -> list[str]:
    views = [each for each in ledger.detail.findChildren(QAbstractItemView) if each.isVisible()]
    model = views[0].model()
    return sorted(str(model.index(row, 0).data()) for row in range(model.rowCount()))


def test_new_entries_come_in_above_and_the_chosen_one_stays(
    qtbot: QtBot, window: MainWindow, ledger: LedgerWorkspace
) -> None:
    line = choose(ledger, "Delay")
    with ledger.session.bridge.read() as reader:
        code = next(each for each in codes(reader) if each.name == "Silence").id
    ledger.session.bridge.act(retire_code, code=code, reason="Not said by anybody")
    settle(qtbot, ledger)
    qtbot.waitUntil(lambda: "Silence" in sentences(ledger)[0])
    now = ledger._line()
    assert now is not None
    assert now.entry == line.entry
    assert ledger.list.rect().contains(QPoint(5, 5))
