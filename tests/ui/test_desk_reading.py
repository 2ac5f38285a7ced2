from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from gtcoder.actions import codebook, coding, team, transcripts
from gtcoder.batch import ImportBatch
from gtcoder.queries.people import my_assignment
from gtcoder.queries.theory import memos
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import create_study, open_study
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.session import Passage
from gtcoder.vocabulary import AssignmentState, CodeId, DocumentId, RoundKind, Span
from tests.studies import draft
from tests.ui.desks import LATE, SILENCE, Desk, open_desk

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
OpenWindow = Callable[..., MainWindow]


@pytest.fixture
def code(study_path: Path) -> CodeId:
    """A study of two documents: “Silence” by Bob in both, and by Ann in the first one."""
    with open_study(FileLocation(study_path), "Bob") as bob:
        made = bob.perform(codebook.create_code, name="Silence")
        bob.perform(
            transcripts.add_documents, batch=ImportBatch(documents=(draft("Invented 2", "2\n"),))
        )
        for document in (DocumentId(1), DocumentId(2)):
            bob.perform(coding.apply_code, document=document, span=Span(60, 82), code=made)
    with open_study(FileLocation(study_path), "Ann") as ann:
        ann.perform(coding.apply_code, document=DocumentId(1), span=Span(5, 20), code=made)
    return made


@pytest.fixture
def desk(code: CodeId, window: MainWindow, qtbot: QtBot) -> Desk:
    return open_desk(window, qtbot)


def listed(desk: Desk) -> list[tuple[int, int]]:
    shown = desk.place.side.shown
    rows = () if shown is None else shown.rows
    return [(row.passage.document_id, row.passage.start) for row in rows]


def test_passages_of_the_chosen_code_lead_both_ways(desk: Desk, code: CodeId) -> None:
    place = desk.place
    tree = place.book.tree
    spot = tree.visualRect(tree.model().index(0, 0)).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    desk.wait(lambda: listed(desk) == [(1, 5), (1, 60), (2, 60)])
    assert (
        place.side.counts.text()
        == "3 passages  ·  2 of 2 interviews  ·  2 participants  ·  2 coders"
    )
    row = place.side.list.model().index(2, 0)
    desk.wait(lambda: place.side.list.visualRect(row).height() > 0)
    place.side.list.scrollTo(row)
    spot = place.side.list.visualRect(row).center()
    QTest.mouseClick(place.side.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert place.text.current == 2
    chosen = place.view.chosen_coding
    assert chosen is not None
    assert place.view.coding_span(chosen) == Span(60, 82)
    place.text.show_document(DocumentId(1))
    desk.click("How did you notice")
    desk.wait(lambda: place.side.list.chosen() is not None)
    desk.wait(lambda: place.side.list.chosen().passage.start == 5)


def test_n_and_p_go_through_the_passages_across_documents(desk: Desk, code: CodeId) -> None:
    desk.place.side.show_code(code)
    desk.wait(lambda: len(listed(desk)) == 3)
    seen = []
    for key in (Qt.Key.Key_N, Qt.Key.Key_N, Qt.Key.Key_N, Qt.Key.Key_P):
        desk.press(key)
        chosen = desk.place.view.chosen_coding
        assert chosen is not None
        span = desk.place.view.coding_span(chosen)
        assert span is not None
        seen.append((desk.place.text.current, span.start))
    assert seen == [(1, 5), (1, 60), (2, 60), (1, 60)]


def test_letters_select_units_and_are_letters_again_on_a_selection(desk: Desk) -> None:
    view = desk.place.view
    desk.click("And what did you do then?")
    desk.press(Qt.Key.Key_T)
    assert view.selected() == desk.span("And what did you do then?")
    desk.press(Qt.Key.Key_W)
    palette = desk.place.moves.asking.palette
    assert palette.is_open
    assert palette.line.text() == "w"
    desk.press(Qt.Key.Key_Escape)
    desk.click("Honestly")
    desk.press(Qt.Key.Key_W)
    assert view.selected() == desk.span("Honestly")
    desk.click("Nobody")
    desk.press(Qt.Key.Key_S)
    assert view.selected() == desk.span("Nobody complained, they just stopped recharging.")
    desk.place.view.setFocus()
    desk.press(Qt.Key.Key_Slash)
    assert desk.place.book.search.hasFocus(), "the slash never begins a code's name"


def test_u_finds_the_next_turn_without_a_coding_of_mine(desk: Desk, code: CodeId) -> None:
    desk.press(Qt.Key.Key_U)
    assert desk.place.view.caret() == desk.span(SILENCE).start
    desk.press(Qt.Key.Key_U)
    assert desk.place.view.caret() == desk.span("We called them").start


def test_tabs_open_close_and_remember_where_one_was(desk: Desk) -> None:
    text, tabs = desk.place.text, desk.place.text.bar.tabs
    desk.click(LATE)
    caret = desk.place.view.caret()
    QTest.mouseClick(text.bar.new, Qt.MouseButton.LeftButton)
    desk.type("inv 2")
    desk.press(Qt.Key.Key_Return)
    assert text.current == 2
    assert tabs.documents() == [1, 2]
    assert desk.place.view.page.name == "Invented 2"
    desk.press(Qt.Key.Key_Tab, CONTROL)
    assert text.current == 1
    assert desk.place.view.caret() == caret
    desk.press(Qt.Key.Key_W, CONTROL)
    assert tabs.documents() == [2]
    desk.press(Qt.Key.Key_W, CONTROL)
    assert tabs.documents() == [2]
    assert text.current == 2


def test_words_are_found_in_the_document_and_left_ready_to_be_coded(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F, CONTROL)
    finder = desk.place.text.finder
    assert finder.isVisible()
    desk.type("THEY")
    assert finder.count.text() == "1 of 2"
    first = desk.place.view.selected()
    desk.press(Qt.Key.Key_Return)
    assert finder.count.text() == "2 of 2"
    assert desk.place.view.selected() != first
    desk.press(Qt.Key.Key_Escape)
    assert not finder.isVisible()
    assert QApplication.focusWidget() is desk.place.view
    span = desk.place.view.selected()
    assert span is not None
    assert desk.place.view.page.text[span.start : span.end] == "they"


def test_a_memo_on_bare_words_is_stored_with_its_passage(desk: Desk) -> None:
    desk.drag_over(LATE)
    desk.press(Qt.Key.Key_M, ALT)
    pane = desk.place.side.memos
    assert QApplication.focusWidget() is pane.editor
    assert pane.subject.text() == "On the 4 words selected"
    desk.type("Too late again.")
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.wait(lambda: len(pane.list.rows.notes) == 0 and not desk.waiting())
    with desk.session.bridge.read() as reader:
        (memo,) = memos(reader)
    assert memo.text == "Too late again."
    assert len(memo.quotations) == 1
    assert not pane.has_draft()


def test_a_memo_on_a_coding_is_listed_and_one_that_is_begun_is_never_lost(
    desk: Desk, code: CodeId
) -> None:
    desk.click("How did you notice")
    desk.press(Qt.Key.Key_M, ALT)
    pane = desk.place.side.memos
    assert pane.subject.text() == "On “Silence”, line 1"
    desk.type("First.")
    desk.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is desk.place.view
    pane.editor.setFocus()
    QTest.mouseClick(pane.button, Qt.MouseButton.LeftButton)
    desk.wait(lambda: [note.text for note in pane.list.rows.notes] == ["First."])
    desk.type("Begun")
    desk.click("And what did you do")  # something else is chosen: the memo stays where it is
    assert pane.subject.text() == "On “Silence”, line 1"
    desk.window.go("ledger")
    assert not pane.has_draft()
    with desk.session.bridge.read() as reader:
        first, begun = memos(reader)
    assert begun.text == "Begun"
    assert begun.quotations == first.quotations


def test_the_memo_of_a_refused_verb_comes_back_into_the_field(desk: Desk, code: CodeId) -> None:
    pane = desk.place.side.memos
    with open_study(FileLocation(Path(desk.session.location)), "Ann") as ann:
        ann.perform(team.close_round, round=1)
    desk.drag_over(LATE)
    desk.press(Qt.Key.Key_M, ALT)
    desk.type("Kept")
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.wait(lambda: not desk.waiting())
    assert pane.editor.text() == "Kept"
    pane.editor.clear()


def test_being_finished_is_said_and_taken_back(desk: Desk) -> None:
    action = desk.place.actions_by_name["finished"]
    action.trigger()
    desk.wait(lambda: not desk.waiting())
    with desk.session.bridge.read() as reader:
        assert my_assignment(reader, DocumentId(1)) is AssignmentState.FINISHED
    desk.place.text.show_document(DocumentId(2))
    assert not action.isChecked()
    desk.place.text.show_document(DocumentId(1))
    assert action.isChecked()
    action.trigger()
    desk.wait(lambda: not desk.waiting())
    with desk.session.bridge.read() as reader:
        assert my_assignment(reader, DocumentId(1)) is AssignmentState.IN_WORK


def test_whose_codings_are_shown_can_be_chosen(desk: Desk) -> None:
    desk.wait_coded(2)
    bar = desk.place.text.bar
    bar.coder_menu().actions()[1].trigger()
    assert len(desk.place.view.index) == 1
    assert bar.coders.text().strip() == "Only mine"
    with open_study(FileLocation(Path(desk.session.location)), "Bob") as bob:
        bob.perform(coding.apply_code, document=DocumentId(1), span=Span(0, 4), code=CodeId(1))
    desk.wait(lambda: desk.session.bridge.state.revision == desk.session.bridge.project.seen)
    bar.coder_menu().actions()[0].trigger()
    desk.wait_coded(3)
    assert bar.coders.text().strip() == "2 coders"


def test_the_menu_of_a_coding_leads_to_its_history(desk: Desk) -> None:
    desk.click("How did you notice")
    view = desk.place.view
    spot = desk.point(8)
    view.context_asked.emit(view.viewport().mapToGlobal(spot))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[:4] == ["Also code as…", "Change code…", "Weight…", "Memo on this"]
    next(a for a in menu.actions() if a.text() == "History of this coding").trigger()
    menu.close()
    assert desk.window.stack is not None
    assert desk.window.stack.key == "ledger"


def test_a_blind_round_says_so_and_shows_only_mine(
    code: CodeId, study_path: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    with open_study(FileLocation(study_path), "Bob") as bob:
        his = bob.perform(codebook.create_code, name="Bob’s alone")
        bob.perform(coding.apply_code, document=DocumentId(1), span=Span(90, 99), code=his)
    with open_study(FileLocation(study_path), "Ann") as ann:
        ann.perform(team.open_new_round, name="Blind round 2", kind=RoundKind.BLIND)
    with open_study(FileLocation(study_path), "Bob") as bob:
        bob.perform(coding.apply_code, document=DocumentId(1), span=Span(100, 120), code=code)
    desk = open_desk(open_window(study_path), qtbot)
    assert desk.place.status()[0] == "Blind round 2"
    assert desk.window.status.blind.words() == ("Blind round 2 · colleagues’ codings are hidden")
    assert desk.painted() == {(code, 5, 20)}, "on the desk those of earlier rounds neither"
    chip = desk.place.text.bar.coders
    assert chip.text().strip() == "Only yours"
    assert "only your codings are shown here, of every round" in chip.toolTip()
    desk.place.side.show_code(code)
    desk.wait(lambda: "1 passage of yours" in desk.place.side.counts.text())
    desk.place.book.choose(his)
    counts = desk.place.book.card.counts
    desk.wait(lambda: counts.text() == "0 passages · 0 of 2 interviews · 0 coders")


def test_an_empty_study_says_what_to_do(
    tmp_path: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    path = tmp_path / "empty.gtc"
    create_study(FileLocation(path), coder="Ann", title="Empty invented study")
    window = open_window(path)
    window.go("open")
    assert window.stack is not None
    text = window.stack.workspace.text  # type: ignore[union-attr]
    assert text._empty.isVisible()
    assert text._empty.button.text() == "Bring in interviews"
    assert window.stack.workspace.status() == ()  # type: ignore[union-attr]


def test_a_target_opens_its_passage_and_narrow_windows_fold_the_side(
    desk: Desk, code: CodeId
) -> None:
    desk.window.go("open", Passage(DocumentId(2), Span(60, 82)))
    assert desk.place.text.current == 2
    assert desk.place.view.caret() == 60
    desk.window.resize(1100, 700)
    desk.wait(lambda: not desk.place.side.isVisible())
    desk.drag_over(LATE)
    desk.press(Qt.Key.Key_M, ALT)
    assert desk.place.side.isVisible()
    desk.window.resize(1440, 900)
    desk.wait(lambda: not desk.place.columns.folded.isVisible())
    assert desk.place.side.isVisible()


def test_a_study_that_is_only_read_is_not_coded(
    code: CodeId, study_path: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    with qtbot.waitSignal(window.settled, timeout=20_000):
        window.opener.read(str(study_path), "Ann", "")
    desk = open_desk(window, qtbot)
    desk.drag_over(LATE)
    desk.type("s")
    desk.press(Qt.Key.Key_Delete)
    assert not desk.place.moves.asking.is_open()
    apply = desk.place.actions_by_name["apply"]
    assert not apply.isEnabled()
    assert apply.toolTip() == "The study is open for reading only."
    assert desk.place.side.memos.editor.isReadOnly()
    assert len(desk.stored()) == 3  # those of both documents
