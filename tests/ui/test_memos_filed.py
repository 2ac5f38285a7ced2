"""Memos in the window: kinds and tags that change, links made and taken off, filters, one key."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QObject, QPoint, Qt

from gtcoder.actions.codebook import create_code
from gtcoder.actions.memos import write_memo
from gtcoder.actions.relations import relate
from gtcoder.actions.theory import place_in_paradigm
from gtcoder.queries.memo_filter import MemoSort
from gtcoder.queries.memos import About, memo_list
from gtcoder.ui.kit import Sheet
from gtcoder.ui.memos.asking import chosen_in
from gtcoder.ui.memos.editor import MemoText
from gtcoder.ui.memos.links import LinkButton
from gtcoder.ui.memos.tags import TagChip
from gtcoder.ui.memos.workspace import MemosWorkspace
from gtcoder.ui.tables.export_sheet import ExportSheet
from gtcoder.vocabulary import CodeId, CodeLevel, MemoKind, ParadigmRole

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from gtcoder.queries.memos import MemoCard
    from gtcoder.ui.main_window import MainWindow
    from gtcoder.ui.session import Session

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT, LEFT = Qt.KeyboardModifier.AltModifier, Qt.MouseButton.LeftButton


@pytest.fixture
def memos(window: MainWindow) -> MemosWorkspace:
    """Return the memos of the small study, in sight."""
    window.go("memos")
    return shown(window)


def shown(window: MainWindow) -> MemosWorkspace:
    assert window.stack is not None
    workspace = window.stack.workspace
    assert isinstance(workspace, MemosWorkspace)
    return workspace


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.bridge.state.waiting, timeout=20_000)
    qtbot.wait(1)


def cards(session: Session) -> tuple[MemoCard, ...]:
    with session.bridge.read() as reader:
        return memo_list(reader)


def do(qtbot: QtBot, session: Session, verb: object, **arguments: object) -> None:
    session.bridge.act(verb, **arguments)  # type: ignore[arg-type]
    settle(qtbot, session)


def test_tags_and_kind_of_a_new_memo_and_of_a_stored_one(
    qtbot: QtBot, memos: MemosWorkspace, session: Session
) -> None:
    do(qtbot, session, write_memo, text="Earlier", tags=["Field work"])
    memos.new()
    qtbot.waitUntil(memos.editor.text.hasFocus)
    qtbot.keyClicks(memos.editor.text, "Tired.")
    line = memos.editor.tags.line
    line.setFocus()
    qtbot.keyClicks(line, "fie")
    popup = line.completer().popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: memos.editor.tags.tags == ("Field work",))
    qtbot.keyClicks(line, "late,")
    memos.editor.kind.choose(MemoKind.DIARY)
    qtbot.keyClick(memos.editor.text, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(cards(session)) == 2)
    filed = ("diary", ("Field work", "late"))
    qtbot.waitUntil(lambda: (cards(session)[1].kind, cards(session)[1].tags) == filed)
    qtbot.waitUntil(lambda: memos.editor.card is not None and memos.editor.tags.tags == filed[1])
    memos.editor.kind.choose(MemoKind.REFLEXIVE)

    def late() -> list[TagChip]:
        return [each for each in memos.findChildren(TagChip) if each.text() == "late"]

    qtbot.waitUntil(lambda: len(late()) == 1)  # the chips of the memo as it was written are gone
    qtbot.mouseClick(late()[0], LEFT)
    qtbot.waitUntil(lambda: cards(session)[1].tags == ("Field work",))
    settle(qtbot, session)
    assert cards(session)[1].kind == "reflexive"
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: cards(session)[1].tags == ())
    session.bridge.undo()
    qtbot.waitUntil(lambda: memos.editor.tags.tags == ("Field work",))


def test_a_link_is_chosen_by_typing_followed_and_taken_off(
    qtbot: QtBot, memos: MemosWorkspace, session: Session
) -> None:
    do(qtbot, session, create_code, name="Silence")
    do(qtbot, session, write_memo, text="What it means", title="Meaning")
    qtbot.waitUntil(lambda: memos.editor.card is not None)
    qtbot.keyClick(memos.window(), Qt.Key.Key_L, CTRL | SHIFT)
    (sheet,) = [each for each in memos.findChildren(Sheet) if each.isVisible()]
    qtbot.keyClicks(sheet.focusWidget(), "sil")
    qtbot.keyClick(sheet.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cards(session)[0].about == ("code Silence",))
    qtbot.waitUntil(lambda: len(memos.links.findChildren(LinkButton)) == 1)
    (button,) = memos.links.findChildren(LinkButton)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(button, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: cards(session)[0].about == ())
    session.bridge.undo()
    qtbot.waitUntil(lambda: len(memos.links.findChildren(LinkButton)) == 1)
    (button,) = memos.links.findChildren(LinkButton)
    qtbot.mouseClick(button, LEFT, pos=QPoint(button.width() - 12, 12))
    qtbot.waitUntil(lambda: cards(session)[0].about == ())


def test_the_list_is_narrowed_and_sorted(
    qtbot: QtBot, memos: MemosWorkspace, session: Session
) -> None:
    made: list[CodeId] = []
    session.bridge.act(create_code, name="Würde", done=made.append)
    settle(qtbot, session)
    code = made[0]
    do(qtbot, session, write_memo, text="b", title="Zulu", tags=["core"], codes=[code])
    do(qtbot, session, write_memo, text="a", title="Alpha", kind=MemoKind.DIARY)
    column, filters = memos.column, memos.column.filters
    qtbot.waitUntil(lambda: len(column.shown()) == 2)

    def titles() -> list[str]:
        return [card.title for card in column.shown()]

    assert titles() == ["Alpha", "Zulu"]
    filters.sort.choose(MemoSort.TITLE)
    assert titles() == ["Alpha", "Zulu"]
    filters.tag.choose("core")
    assert titles() == ["Zulu"]
    qtbot.keyClick(filters.tag, Qt.Key.Key_Delete)
    filters.kind.choose("diary")
    assert titles() == ["Alpha"]
    filters.kind.choose("all")
    filters.about.choose((About.CODE, code))
    assert titles() == ["Zulu"]
    filters.about.choose("whole")
    assert titles() == ["Alpha"]
    filters.about.choose("all")
    filters.days.choose(0)
    assert titles() == ["Alpha", "Zulu"]
    filters.search.setFocus()
    qtbot.keyClicks(filters.search, "wurde")
    qtbot.waitUntil(lambda: titles() == ["Zulu"])
    assert column.panel.header.findChildren(type(column._none))[1].text() == "1 / 2"


def has_memos(session: Session, count: int) -> bool:
    return len(cards(session)) == count


def ready(workspace: Any) -> bool:
    """Tell whether a workspace has read what is to be chosen in it."""
    if workspace.place == "axial":
        return bool(workspace.theory.revision)
    return bool(workspace.place != "selective" or workspace.page.shown.model().rowCount())


def test_alt_m_begins_a_memo_on_what_is_chosen_anywhere(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    made: list[CodeId] = []
    for name in ("Silence", "Leaving"):
        session.bridge.act(create_code, name=name, level=CodeLevel.AXIAL, done=made.append)
    settle(qtbot, session)
    do(qtbot, session, place_in_paradigm, category=made[0], role=ParadigmRole.CONTEXT)
    do(qtbot, session, relate, source=made[0], target=made[1], type="leads to")
    assert window.stack is not None
    for place, choose, about in (
        ("axial", lambda each: each.choose_card(made[0]), {"codes"}),
        ("axial", lambda each: each.choose_link(1), {"relations"}),
        ("selective", lambda each: each.page.shown.choose(made[1]), {"codes"}),
        ("ledger", lambda each: None, {"memos"}),  # the newest entry wrote one
        ("agreement", lambda each: None, {"rounds"}),
        ("tables", lambda each: None, set()),
    ):
        window.go(place)
        workspace = window.stack.workspace
        assert workspace is not None
        workspace.read_now()
        qtbot.waitUntil(partial(ready, workspace))
        choose(workspace)
        wanted = chosen_in(workspace)
        before = len(cards(session))
        qtbot.keyClick(window, Qt.Key.Key_M, ALT)
        memos = shown(window)
        qtbot.waitUntil(memos.editor.text.hasFocus)
        qtbot.keyClicks(memos.editor.text, place)
        qtbot.keyClick(memos.editor.text, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(partial(has_memos, session, before + 1))
        from gtcoder.ui.memos.subjects import written_on

        assert {name for name, keys in written_on(session, wanted).items() if keys} == about
        assert bool(cards(session)[-1].things) == bool(about)


def test_markdown_is_set_without_changing_a_letter(qtbot: QtBot) -> None:
    written = "# Head\n- one\n  1. two\n> said\n[a](b)\n| a | b |\n`x`\n---\n"
    paper = MemoText()
    qtbot.addWidget(paper)
    paper.setPlainText(written)
    document = paper.document()
    assert document.toPlainText() == written
    formats = {block: document.findBlockByNumber(block).layout().formats() for block in range(8)}
    assert all(formats[block] for block in range(8)), "every line is set as what it is"
    table = formats[5][0].format
    assert table.fontFixedPitch() or table.fontFamilies()


def test_two_thousand_memos_are_models_and_quick(
    qtbot: QtBot, memos: MemosWorkspace, session: Session
) -> None:
    from gtcoder.queries.memos import MemoCard
    from gtcoder.vocabulary import MemoId

    day = datetime(2026, 1, 1, tzinfo=UTC)
    many = tuple(
        MemoCard(
            MemoId(n), "diary", f"Memo {n}", "Invented words. " * 40, "Ann", day,
            day + timedelta(minutes=n), (), (), (),
        )
        for n in range(2_000)
    )  # fmt: skip
    widgets = len(memos.findChildren(QObject))
    memos.column.show_cards(many)
    assert len(memos.column.shown()) == 2_000
    assert len(memos.findChildren(QObject)) < widgets + 20


def test_what_the_list_shows_is_exported(
    qtbot: QtBot, memos: MemosWorkspace, session: Session, tmp_path: Path
) -> None:
    do(qtbot, session, write_memo, text="a", title="Alpha", kind=MemoKind.DIARY)
    do(qtbot, session, write_memo, text="b", title="Beta")
    qtbot.waitUntil(lambda: len(memos.column.shown()) == 2)
    memos.column.filters.kind.choose("diary")
    qtbot.keyClick(memos.window(), Qt.Key.Key_E, CTRL)
    (sheet,) = [each for each in memos.findChildren(ExportSheet) if each.isVisible()]
    sheet.format.choose("html")
    out = tmp_path / "memos.html"
    sheet.path.setText(str(out))
    qtbot.mouseClick(sheet.write_button, LEFT)
    qtbot.waitUntil(out.exists)
    page = out.read_text(encoding="utf-8")
    assert "Alpha" in page
    assert "Beta" not in page
    assert "1 memo of 2" in page
