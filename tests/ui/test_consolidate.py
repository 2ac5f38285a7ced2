"""The page Consolidate: pairs side by side, merged, kept apart, split and counted by hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gtcoder.actions import codebook, coding
from gtcoder.queries.codebook import codes
from gtcoder.queries.consolidation import kept_apart
from gtcoder.queries.ledger import entry_page
from gtcoder.queries.passages import codings
from gtcoder.store.location import FileLocation
from gtcoder.ui.consolidate.page import ConsolidatePage
from gtcoder.ui.desk.pages import CONSOLIDATE
from gtcoder.ui.ledger.workspace import LedgerWorkspace
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.memos.asking import chosen_in
from gtcoder.ui.session import OnePage, Session
from gtcoder.vocabulary import Span
from tests.studies import new_study


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a study with two pairs of codes that may be one; copy it before opening."""
    path = tmp_path_factory.mktemp("pairs") / "pairs.gtc"
    study = new_study(FileLocation(path))
    names = ("Silence first", "Silence, first", "Waiting in queues", "Waiting in the queue", "Calm")
    for place, name in enumerate(names):
        code = study.ann.perform(
            codebook.create_code, name=name, definition=f"Invented meaning {place}."
        )
        for start in (5, 80, 155):
            span = Span(start + 14 * place, start + 14 * place + 12)
            study.ann.perform(coding.apply_code, document=study.document, span=span, code=code)
    study.close()
    return path


@pytest.fixture
def window(open_window: Callable[..., MainWindow], built: Path, tmp_path: Path) -> MainWindow:
    """Show a copy of the study."""
    shutil.copy(built, tmp_path / "pairs.gtc")
    return open_window(tmp_path / "pairs.gtc")


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> ConsolidatePage:
    """Go to the page, and wait until the codes were compared."""
    session = _session(window)
    session.go("open", OnePage(CONSOLIDATE))
    found = window.findChild(ConsolidatePage)
    assert found is not None
    qtbot.waitUntil(lambda: bool(found.held.proposals))
    return found


def _session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def _key(page: ConsolidatePage, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    focused = QApplication.focusWidget() or page.list.table
    QTest.keyClick(focused, key, held or Qt.KeyboardModifier.NoModifier)


def _names(page: ConsolidatePage) -> tuple[str, str]:
    assert page.pair is not None
    return page.pair[0].name, page.pair[1].name


def test_pairs_are_walked_merged_and_undone(page: ConsolidatePage, qtbot: QtBot) -> None:
    page.list.table.setFocus()
    first = _names(page)
    assert page.left.title.text().startswith(first[0])
    assert page.left.side is not None
    assert len(page.left.side.passages) == 3
    assert page.why.text() == "Names of the same words."
    _key(page, Qt.Key.Key_J)
    second = _names(page)
    assert second != first
    assert "2 of" in page.list.looked.text()
    _key(page, Qt.Key.Key_K)
    assert _names(page) == first
    memo = page.session.commands.action("open:consolidate.memo_on_this")
    assert (memo.isVisible(), memo.shortcut().toString()) == (True, "Alt+M")
    assert chosen_in(page).codes == (page.pair[0].id, page.pair[1].id) if page.pair else False
    _key(page, Qt.Key.Key_M)  # without a reason nothing happens but the question
    assert page.foot.missing.isVisible()
    assert page.foot.reason.hasFocus()
    QTest.keyClicks(page.foot.reason, "jmk the same act")  # letters are letters in a field
    assert page.foot.text == "jmk the same act"
    QTest.keyClick(page.foot.reason, Qt.Key.Key_Return)
    assert page.list.table.hasFocus()
    qtbot.waitUntil(lambda: page.held.total is not None and page.held.total.now == 4)
    with page.session.bridge.read() as reader:
        assert {row.name for row in codes(reader)}.isdisjoint({first[0]})
        assert entry_page(reader, limit=1)[0].reason == "jmk the same act"
    assert "merged 1" in page.bar.parts.text()
    page.session.bridge.undo()
    qtbot.waitUntil(lambda: page.held.total is not None and page.held.total.now == 5)
    assert first in {(row.one.name, row.other.name) for row in page.held.proposals}


def test_a_pair_kept_apart_does_not_come_again(page: ConsolidatePage, qtbot: QtBot) -> None:
    page.foot.reason.setText("two acts")
    page.list.table.setFocus()
    pair, count = _names(page), len(page.held.proposals)
    _key(page, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: len(page.held.proposals) == count - 1)
    assert page.pair is None or _names(page) != pair
    with page.session.bridge.read() as reader:
        assert [row.reason for row in kept_apart(reader)] == ["two acts"]
    page.list.kind.choose("refused")
    assert set(_names(page)) == set(pair)
    assert "two acts" in page.why.text()
    page.list.table.setFocus()
    _key(page, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: len(page.held.proposals) == count)


def test_a_code_is_split_passage_by_passage(page: ConsolidatePage, qtbot: QtBot) -> None:
    page.list.table.setFocus()
    page.foot.reason.setText("two kinds")
    assert page.left.side is not None
    code = page.left.side.code.id
    _key(page, Qt.Key.Key_S)
    sheet = page.sheet
    assert sheet is not None
    QTest.keyClicks(sheet.name, "Silence later")
    QTest.keyClicks(sheet.rule, "Only after the call")
    sheet.queue.setFocus()
    for key in (Qt.Key.Key_M, Qt.Key.Key_B, Qt.Key.Key_K):
        QTest.keyClick(sheet.queue, key)
    assert sheet.said.text() == "1 move, 1 are in both, 1 stay."
    QTest.mouseClick(sheet.split, Qt.MouseButton.LeftButton)

    def made() -> bool:
        with page.session.bridge.read() as reader:
            return any(row.name == "Silence later" for row in codes(reader))

    qtbot.waitUntil(made)
    with page.session.bridge.read() as reader:
        new = next(row for row in codes(reader) if row.name == "Silence later")
        assert new.rule == "Only after the call"
        assert len(codings(reader, code=new.id)) == 2
        assert len(codings(reader, code=code)) == 2


def test_the_ledger_counts_between_moments(page: ConsolidatePage, qtbot: QtBot) -> None:
    page.foot.reason.setText("the same act")
    page.list.table.setFocus()
    _key(page, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: page.held.total is not None and page.held.total.now == 4)
    QTest.mouseClick(page.bar.count, Qt.MouseButton.LeftButton)
    ledger = page.window().findChild(LedgerWorkspace)
    assert ledger is not None
    count = ledger.count
    qtbot.waitUntil(lambda: count.shown is not None)
    assert count.isVisible()
    assert count.sum.text() == "5 + 0 created − 1 merged − 0 retired = 4"
    qtbot.waitUntil(lambda: not count.chart._picture.pixmap().isNull())
    count.since.choose("0")
    qtbot.waitUntil(lambda: count.sum.text().startswith("0 + 5 created − 1 merged"))
