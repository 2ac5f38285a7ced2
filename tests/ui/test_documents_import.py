"""Bringing files in: what is shown before, what is stored, what stays out. Texts are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from gtcoder.actions.transcripts import set_variable
from gtcoder.ui.documents.import_page import ImportPage
from gtcoder.ui.documents.plan import ImportPlan
from gtcoder.ui.documents.targets import ImportFiles
from gtcoder.ui.kit import Sheet
from gtcoder.ui.kit.label import CutLabel
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.messages import Notice, Told
from gtcoder.vocabulary import SpeakerRole, VariableScope
from tests.studies import draft
from tests.ui.documenting import LEFT, Transcripts, answer, cell, press_button

IN, FILE, WHAT = 0, 1, 2
LABEL, ROLE, WHO = 0, 1, 2
OLD = "Invented interview 1"
TWO = (
    "INT: Did anybody call back?\nP1: Nobody did. I waited.\n"
    "INT: For how long?\nP1: Three weeks, I think.\n"
)
GROUP = (
    "Mod: Who stayed?\nMaria: I did.\nPetr: Not me.\nMod: Why not?\nMaria: Habit.\n"
    "Petr: The price.\nMod: Only the price?\nMaria: Also the queue.\nPetr: Yes.\n"
)
RAIN = "<<Ada>> It rained.\n<<Bea>> It did.\n<<Ada>> We left.\n<<Bea>> All of us.\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Return a folder with two interviews, a table, a broken file and one that is there already."""
    folder = tmp_path / "interviews"
    folder.mkdir()
    (folder / "1 Amini.txt").write_text(TWO, encoding="utf-8")
    (folder / "2 Group.md").write_text(GROUP, encoding="utf-8")
    (folder / "3 Facts.csv").write_text(
        "document,date\n1 Amini,2021-05-04\nNobody,2021-05-05\n", encoding="utf-8"
    )
    (folder / "4 Empty.txt").write_bytes(b"")
    (folder / "5 Again.txt").write_text(draft().text, encoding="utf-8")
    return folder


def bring(place: Transcripts, *paths: Path) -> ImportPage:
    """Hand paths to the workspace and wait until they are read."""
    place.session.go("transcripts", ImportFiles(paths))  # type: ignore[arg-type]
    page = place.place.importing
    read(place)
    assert page.isVisible()
    return page


def read(place: Transcripts) -> None:
    place.wait(lambda: not place.place.importing.importing.busy)
    place.settle()


def plan(place: Transcripts) -> ImportPlan:
    return place.place.importing.importing.plan


def row_of(page: ImportPage, name: str) -> int:
    names = [str(cell(page.files, n, FILE).data()) for n in range(page.model.rowCount())]
    return names.index(name)


def choose(place: Transcripts, name: str) -> None:
    """Click on a file."""
    page = place.place.importing
    place.click_cell(page.files, row_of(page, name), FILE)


def test_files_dropped_on_the_window_are_shown_and_come_in_as_one_entry(
    place: Transcripts, files: Path
) -> None:
    told: list[Told] = []
    noticed: list[Notice] = []
    place.session.say.told.connect(told.append)
    place.session.say.noticed.connect(noticed.append)
    place.window.go("open")
    drop(place.window, files)
    page = place.place.importing
    place.wait(lambda: page.model.rowCount() == 5)
    read(place)
    shown = [str(cell(page.files, n, WHAT).data()) for n in range(5)]
    assert shown == ["ready", "ready", "values of 2", "cannot be read", "already there"]
    assert place.names() == [OLD]
    assert page.take.text() == "Import 3 files"
    revision = place.session.bridge.state.revision
    QTest.mouseClick(page.take, LEFT)
    place.settle()
    assert place.names() == [OLD, "1 Amini", "2 Group"]
    assert place.session.bridge.state.revision == revision + 1
    assert place.listed() == place.names()
    assert told[-1].text == "2 documents and 1 value of variables came in"
    assert "left out" in noticed[-1].text
    noticed[-1].actions[0][1]()
    table = place.place.left_out.table
    why = {cell(table, n, 0).data(): cell(table, n, 1).data() for n in range(3)}
    assert why["5 Again.txt"] == f"The same text is there as “{OLD}”."
    assert "empty" in why["4 Empty.txt"]
    assert why["date"] == "There is no document “Nobody”."
    place.press(Qt.Key.Key_Escape)
    assert place.place.documents.isVisible()
    place.session.bridge.undo()
    place.wait(lambda: place.listed() == [OLD])
    assert place.window.bar.notice is None  # nothing came in, so nothing was left out


def test_values_that_take_the_place_of_others_are_named_before_and_after(
    place: Transcripts, tmp_path: Path
) -> None:
    noticed: list[Notice] = []
    place.session.say.noticed.connect(noticed.append)
    table = tmp_path / "facts.csv"
    table.write_text(f"document,date\n{OLD},2021\n", encoding="utf-8")
    scope = VariableScope.DOCUMENT
    place.session.bridge.act(set_variable, scope=scope, owner=OLD, name="date", value="2020")
    place.settle()
    page = bring(place, table)
    choose(place, "facts.csv")
    warned = [message for _, _, message in page.text.warnings_model.rows]
    assert warned == [f"date of document “{OLD}” is “2020”, would be “2021”"]
    QTest.mouseClick(page.take, LEFT)
    place.settle()
    assert noticed[-1].text == (
        f"1 value was replaced: date of document “{OLD}” was “2020”, is “2021” now."
    )


def test_escape_takes_nothing_in(place: Transcripts, files: Path) -> None:
    bring(place, files)
    place.press(Qt.Key.Key_Escape)
    place.settle()
    assert place.place.documents.isVisible()
    assert place.names() == [OLD]
    assert plan(place).files == ()


def test_the_page_follows_what_is_undone_meanwhile(place: Transcripts, files: Path) -> None:
    page = bring(place, files / "1 Amini.txt")
    QTest.mouseClick(page.for_all.profiles.save, LEFT)
    answer(next(each for each in place.window.findChildren(Sheet) if each.isVisible()), "P", "Save")
    place.settle()
    QTest.mouseClick(page.take, LEFT)
    place.settle()
    page = bring(place, files / "1 Amini.txt")
    profile = page.for_all.profiles.chip
    profile.choose("P")
    read(place)
    assert cell(page.files, 0, WHAT).data() == "already there"
    place.session.bridge.undo()
    place.wait(lambda: cell(page.files, 0, WHAT).data() == "ready")
    place.session.bridge.undo()
    place.wait(lambda: profile.shown == "none yet")


def test_what_was_written_is_left_only_after_a_question(place: Transcripts, files: Path) -> None:
    page = bring(place, files)
    choose(place, "1 Amini.txt")
    page.reading.name.setFocus()
    place.type("x")
    place.press(Qt.Key.Key_Escape)
    assert page._question.isVisible()
    place.press(Qt.Key.Key_Escape)  # go on writing
    assert page.isVisible()
    assert page.reading.name.hasFocus()
    assert "x" in page.reading.name.text()
    place.press(Qt.Key.Key_Return)
    page.files.setFocus()
    place.press(Qt.Key.Key_Escape)
    press_button(page, "Leave it")
    assert place.place.documents.isVisible()


def test_in_a_small_window_text_and_files_can_be_read(place: Transcripts, tmp_path: Path) -> None:
    place.window.resize(800, 600)
    name = "An invented interview with a very long name that no panel has room for"
    for number in range(6):
        (tmp_path / f"{name} {number}.txt").write_text(TWO, encoding="utf-8")
    page = bring(place, *sorted(tmp_path.glob("*.txt")))
    QApplication.processEvents()
    assert page.text.preview.width() >= 200
    row = page.files.verticalHeader().defaultSectionSize()
    assert page.files.viewport().height() >= 3 * row
    end = page.take.mapTo(place.window, page.take.rect().bottomRight())
    assert place.window.rect().contains(end)
    assert page.reading.name.cursorPosition() == 0
    title = next(each for each in page.findChildren(CutLabel) if each.text().startswith(name))
    title.grab()
    assert title.toolTip() == f"{name} 0.txt"  # for it is cut


def test_the_one_of_subtitles_without_speakers_is_shown(place: Transcripts, tmp_path: Path) -> None:
    path = tmp_path / "captions.vtt"
    path.write_text("WEBVTT\n\n00:00.000 --> 00:02.000\nWe waited.\n", encoding="utf-8")
    page = bring(place, path)
    assert page.people.participant.isVisible()
    assert page.people.participant.text() == "captions"


def test_a_folder_without_a_transcript_says_so(place: Transcripts, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "P1.txt").write_text(TWO, encoding="utf-8")
    (tmp_path / "three").mkdir()
    (tmp_path / "three" / "cut.zip").write_bytes(b"PK\x03\x04 cut off")
    page = bring(place, tmp_path / "two")
    page = bring(place, tmp_path / "one")
    assert page.text.nothing.isVisible()
    assert "no file" in page.text.nothing._sentence.text()
    page = bring(place, tmp_path / "three")
    assert "damaged" in page.text.nothing._hint.text()
    place.press(Qt.Key.Key_Escape)
    assert place.place.documents.isVisible()


@pytest.mark.parametrize("name", ["1 Amini.txt", ""])
def test_files_and_folders_can_be_asked_for_everywhere(
    place: Transcripts, files: Path, name: str
) -> None:
    def answer_dialog() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert line is not None
        line.setText(str(files / name))
        QTest.keyClick(line, Qt.Key.Key_Return)

    place.window.go("ledger")
    QTimer.singleShot(0, answer_dialog)
    command = "study.transcripts" if name else "study.folder"
    action = place.window.commands.action(command)
    assert action in place.window.commands.shown()
    action.trigger()
    page = place.place.importing
    place.wait(lambda: page.model.rowCount() == (1 if name else 5))
    read(place)
    assert page.isVisible()


def test_a_cancel_while_reading_leaves_the_study_alone(place: Transcripts, tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"P{number}.txt").write_text(f"{TWO}\nInvented, no. {number}\n" * 20, "utf-8")
    place.place.import_paths([tmp_path])
    assert place.place.importing.importing.busy
    assert not place.place.importing.take.isEnabled()
    QTest.mouseClick(place.place.importing.cancel, LEFT)
    place.settle()
    assert place.place.documents.isVisible()
    assert plan(place).files == ()
    assert place.names() == [OLD]


def test_two_hundred_files_come_in_while_the_window_answers(
    place: Transcripts, tmp_path: Path
) -> None:
    for number in range(200):
        (tmp_path / f"P{number}.txt").write_text(f"{TWO}\nInvented, no. {number}\n", "utf-8")
    place.place.import_paths([tmp_path])
    answered = 0
    while place.place.importing.importing.busy:
        QApplication.processEvents()
        answered += 1
    assert answered > 5
    read(place)
    assert place.place.importing.take.text() == "Import 200 files"
    place.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    place.settle()
    assert len(place.names()) == 201


def test_space_and_clicks_leave_files_out_and_take_twins_in(
    place: Transcripts, files: Path
) -> None:
    page = bring(place, files)
    choose(place, "1 Amini.txt")
    place.press(Qt.Key.Key_Space)
    assert page.take.text() == "Import 2 files"
    assert cell(page.files, 0, WHAT).data() == "left out"
    place.click_cell(page.files, row_of(page, "5 Again.txt"), IN)
    assert page.take.text() == "Import 3 files"
    place.click_cell(page.files, row_of(page, "4 Empty.txt"), IN)
    assert page.take.text() == "Import 3 files"
    QTest.mouseClick(page.take, LEFT)
    place.settle()
    assert place.names() == [OLD, "2 Group", "5 Again"]


def test_people_and_names_are_said_before_anything_is_stored(
    place: Transcripts, files: Path
) -> None:
    page = bring(place, files)
    choose(place, "2 Group.md")
    people = page.people
    place.write_cell(people.table, 1, WHO, "Maria Novak")
    place.wait(lambda: cell(people.table, 1, WHO).data() == "Maria Novak")
    place.pick(people.table, 2, ROLE, "other")
    place.wait(lambda: cell(people.table, 2, ROLE).data() == "other")
    choose(place, "1 Amini.txt")
    page.reading.name.setFocus()
    page.reading.name.selectAll()
    place.type("Amini")
    place.press(Qt.Key.Key_Return)
    assert cell(people.table, 1, WHO).data() == "Amini"
    QTest.mouseClick(page.take, LEFT)
    place.settle()
    stored = place.stored()
    assert place.names() == [OLD, "Amini", "2 Group"]
    who = {(row.document, row.label): (row.role, row.participant) for row in stored.speakers}
    assert who["Amini", "P1"] == (SpeakerRole.PARTICIPANT, "Amini")
    assert who["2 Group", "Maria"] == (SpeakerRole.PARTICIPANT, "Maria Novak")
    assert who["2 Group", "Petr"] == (SpeakerRole.OTHER, None)
    amini = stored.documents[1]
    assert stored.values[amini.id] == {"date": "2021-05-04"}


def test_all_who_answer_become_one_participant_by_a_tick(place: Transcripts, files: Path) -> None:
    page = bring(place, files)
    choose(place, "2 Group.md")
    box = page.people.together
    QTest.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))
    assert box.isChecked()
    names = [cell(page.people.table, n, WHO).data() for n in range(3)]
    assert names == ["", "2 Group", "2 Group"]


def test_an_own_pattern_reads_again_and_edits_survive_another_reading(
    place: Transcripts, tmp_path: Path
) -> None:
    (tmp_path / "rain.txt").write_text(RAIN, encoding="utf-8")
    page = bring(place, tmp_path / "rain.txt")
    assert page.people.model.rowCount() == 0
    page.reading.speakers.choose("own")
    place.wait(lambda: page.reading.pattern.hasFocus())
    place.type("(unclosed")
    place.press(Qt.Key.Key_Return)
    read(place)
    place.wait(lambda: "no regular expression" in page.reading._pattern.error)
    page.reading.pattern.selectAll()
    place.type(r"^<<(?P<speaker>\w+)>>")
    place.press(Qt.Key.Key_Return)
    place.wait(lambda: page.people.model.rowCount() == 2)
    read(place)
    assert page.reading._pattern.error == ""
    place.write_cell(page.people.table, 0, WHO, "Ada Lang")
    place.wait(lambda: cell(page.people.table, 0, WHO).data() == "Ada Lang")
    page.reading.encoding.choose("cp1252")
    read(place)
    place.wait(lambda: plan(place).files[0].report.source.encoding == "cp1252")
    assert cell(page.people.table, 0, WHO).data() == "Ada Lang"


def test_interviewers_named_once_hold_for_all_files(place: Transcripts, files: Path) -> None:
    page = bring(place, files)
    page.interviewers.setFocus()
    place.type("Petr")
    place.press(Qt.Key.Key_Return)
    place.wait(lambda: plan(place).for_all.interviewers == ("Petr",))
    read(place)
    choose(place, "2 Group.md")
    roles = [cell(page.people.table, n, ROLE).data() for n in range(3)]
    assert roles == ["participant", "participant", "interviewer"]


def test_the_preview_shows_the_text_true_to_the_file(place: Transcripts, tmp_path: Path) -> None:
    text = "INT: 🙂 Who?\nP1: «Nobody» said so.\nINT: When?\nP1: مرحبا, later.\n"
    (tmp_path / "signs.txt").write_text(text + "x\n" * 400, encoding="utf-8")
    page = bring(place, tmp_path / "signs.txt")
    shown = page.text.preview.toPlainText()
    assert shown.startswith(text)
    assert shown.endswith("…")
    assert shown.count("\n") <= 202


def test_the_empty_list_says_what_to_do(place: Transcripts) -> None:
    place.place.documents.table.setFocus()
    place.press(Qt.Key.Key_Delete)
    sheet = place.place.acts.sheet
    assert sheet is not None
    QTest.keyClicks(sheet.focusWidget(), "a trial")
    press_button(sheet, "Remove")
    place.settle()
    place.wait(lambda: place.place.documents.empty.isVisible())
    assert place.place.documents.empty.button.text() == "Choose files…"


def test_real_files_of_many_kinds_are_read(place: Transcripts, shared: Path) -> None:
    real = shared / "data" / "real"
    page = bring(
        place,
        real / "transcripts" / "code-review",
        real / "encodings",
        real / "docx-structure",
    )
    rows = page.model.rows
    assert len(rows) >= 14
    by_name = {row.file.path.name: row for row in rows}
    assert by_name["sample-arabic-1.txt"].file.report.source.encoding == "cp1256"
    assert by_name["sample-french-1.txt"].file.report.source.encoding == "cp1252"
    choose(place, "sample-arabic-1.txt")
    assert page.text.warnings.isVisible()
    coming = sum(row.comes for row in rows)
    QTest.mouseClick(page.take, LEFT)
    place.settle()
    assert len(place.names()) == coming + 1


def drop(window: MainWindow, *paths: Path) -> None:
    """Let go of files over the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(QPoint(400, 400), copy, data, LEFT, none)
    QApplication.sendEvent(window, over)
    assert over.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(400, 400), copy, data, LEFT, none))
