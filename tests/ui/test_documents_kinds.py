"""New kinds of files before they come in: surveys, times, marks, profiles. Texts are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from gtcoder.ui.documents.preview_looks import clock
from gtcoder.ui.kit import Sheet
from tests.ui.documenting import LEFT, Transcripts, answer
from tests.ui.test_documents_import import bring, choose, read

CUES = (
    "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v INT>How did you notice?\n\n"
    "00:01:05.000 --> 00:01:09.000\n<v P1>They went silent first.\n"
)
PAGE = (
    "<html><body><h1>Invented talk</h1><p>INT: How was <i>it</i>?</p>"
    "<p>P1: We <b>waited</b>.</p><p>INT: Long?</p><p>P1: Yes.</p></body></html>"
)
LONG = "We waited a week for the call and nobody rang at all."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with subtitles, a page, and a survey."""
    made = tmp_path / "files"
    made.mkdir()
    (made / "P1_Karaj.vtt").write_text(CUES, "utf-8")
    (made / "talk.html").write_text(PAGE, "utf-8")
    rows = "".join(f"R{n},{20 + n},{LONG}\n" for n in range(4))
    (made / "survey.csv").write_text(f"id,age,Why did you leave?\n{rows}", "utf-8")
    return made


def test_times_and_marks_are_seen_before_anything_is_stored(
    place: Transcripts, folder: Path
) -> None:
    page = bring(place, folder)
    choose(place, "P1_Karaj.vtt")
    shown = page.text.preview.toPlainText()
    assert "0:01  INT: How did you notice?" in shown
    assert "1:05  P1: They went silent first." in shown
    assert page.reading.times.isVisible()
    choose(place, "talk.html")
    document = page.text.preview.document()
    forms = {}
    for word in ("it", "waited", "Yes"):
        found = document.find(word, 0)
        assert not found.isNull(), word
        found.setPosition(found.selectionEnd(), QTextCursor.MoveMode.MoveAnchor)
        form = found.charFormat()
        forms[word] = (form.fontItalic(), form.fontWeight() >= 600)
    assert forms == {"it": (True, False), "waited": (False, True), "Yes": (False, False)}


def test_a_table_is_read_as_a_survey_when_that_is_said(place: Transcripts, folder: Path) -> None:
    page = bring(place, folder)
    choose(place, "survey.csv")
    assert page.survey.kind.isVisible()
    page.survey.kind.choose("survey")
    read(place)
    assert page.text.several.isVisible()
    assert page.survey.who.value() == "id"
    assert page.survey.texts.value() == {"Why did you leave?"}
    choose(place, "P1_Karaj.vtt")
    QTest.keyClick(page.files, Qt.Key.Key_Space)
    choose(place, "talk.html")
    QTest.keyClick(page.files, Qt.Key.Key_Space)
    QTest.mouseClick(page.take, LEFT)
    place.settle()
    stored = place.stored()
    assert len(stored.documents) == 5
    assert {row.name for row in stored.participants} >= {"R0", "R1", "R2", "R3"}


def test_a_profile_is_saved_and_reads_the_next_files_alike(
    place: Transcripts, folder: Path
) -> None:
    page = bring(place, folder / "P1_Karaj.vtt")
    page.for_all.names.setFocus()
    place.type("{participant}_{site}")
    place.press(Qt.Key.Key_Return)
    read(place)
    place.wait(lambda: "site: Karaj" in page.reading._values.text())
    QTest.mouseClick(page.for_all.profiles.save, LEFT)
    sheet = next(each for each in place.window.findChildren(Sheet) if each.isVisible())
    answer(sheet, "Karaj calls", "Save")
    place.settle()
    assert page.for_all.profiles.chip.value() == "Karaj calls"
    QTest.mouseClick(page.cancel, LEFT)
    page = bring(place, folder / "P1_Karaj.vtt")
    assert page.for_all.names.text() == ""
    page.for_all.profiles.chip.choose("Karaj calls")
    read(place)
    place.wait(lambda: "site: Karaj" in page.reading._values.text())
    assert page.for_all.names.text() == "{participant}_{site}"
    QTest.mouseClick(page.for_all.profiles.remove, LEFT)
    place.settle()
    assert page.for_all.profiles.chip.value() == ""


def test_a_faulty_pattern_of_names_is_said_below_it(place: Transcripts, folder: Path) -> None:
    page = bring(place, folder / "P1_Karaj.vtt")
    line = page.for_all.findChild(QLineEdit, "file-names")
    assert line is not None
    line.setFocus()
    place.type("{site")
    place.press(Qt.Key.Key_Return)
    place.wait(lambda: bool(page.for_all._names.error))
    assert page.reading._pattern.error == ""


def test_a_table_of_codings_is_sent_to_its_own_door(place: Transcripts, folder: Path) -> None:
    (folder / "codings.csv").write_text("document,code,quote\ntalk,waiting,We waited\n", "utf-8")
    page = bring(place, folder / "codings.csv")
    assert "Import codings…" in page.model.rows[0].fate.why
    assert not page.take.isEnabled()


def test_times_are_read_as_people_say_them() -> None:
    assert [clock(ms) for ms in (0, 63_000, 3_723_400)] == ["0:00", "1:03", "1:02:03"]
