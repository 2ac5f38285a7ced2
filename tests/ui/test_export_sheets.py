"""What sheets that write files share: the file field, the folder, formats and options."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton

from gtcoder.drawing import export
from gtcoder.errors import InvalidInput
from gtcoder.ui.frame.writing import export_folder, start_writing, tell_written
from gtcoder.ui.kit import FileField
from gtcoder.ui.kit.file_field import has_folder, is_there
from gtcoder.ui.models.export_sheet import ExportSheet, Wish
from gtcoder.ui.models.formats import FileKind, diagram_kinds

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from gtcoder.progress import Progress
    from gtcoder.ui.main_window import MainWindow
    from gtcoder.ui.messages import Notice
    from gtcoder.ui.session import Session


@pytest.fixture
def field(qtbot: QtBot, tmp_path: Path) -> FileField:
    made = FileField(tmp_path / "model.svg", endings=[".svg", ".png"])
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def write(qtbot: QtBot, field: FileField, text: str) -> None:
    field.line.selectAll()
    qtbot.keyClicks(field.line, text)


@pytest.mark.parametrize(
    ("written", "ending", "then"),
    [("model.svg", ".png", "model.png"), ("model.SVG", ".svg", "model.SVG"),
     ("model.v2", ".png", "model.v2.png"), ("model", ".svg", "model.svg")],
)  # fmt: skip
def test_a_file_takes_the_ending_of_its_format(
    qtbot: QtBot, field: FileField, written: str, ending: str, then: str
) -> None:
    write(qtbot, field, written)
    field.take_ending(ending)
    assert field.line.text() == then


@pytest.mark.parametrize("written", ["", "/", "~nobody-of-this-name/x/"])
def test_what_is_no_file_is_borne(qtbot: QtBot, field: FileField, written: str) -> None:
    field.line.clear()
    qtbot.keyClicks(field.line, written)
    assert not is_there(field.path())
    field.take_ending(".png")
    assert field.is_written() == bool(written)
    assert field.line.text() in ("", "/", "~nobody-of-this-name/x.png")


def test_a_name_longer_than_the_disk_takes_is_no_file(tmp_path: Path) -> None:
    assert not is_there(tmp_path / ("x" * 5000))
    assert has_folder(tmp_path / "x")
    assert not has_folder(tmp_path / "nowhere" / "x")


def test_a_file_is_browsed_for(qtbot: QtBot, field: FileField, tmp_path: Path) -> None:
    browse = field.findChild(QPushButton, "browse")
    assert browse is not None
    assert field.line.accessibleName() == "File"
    asked: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        asked.append(dialog.directory().path())
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert line is not None
        line.setText("other.svg")
        qtbot.keyClick(line, Qt.Key.Key_Return)

    QTimer.singleShot(0, answer)
    with qtbot.waitSignal(field.changed):
        qtbot.mouseClick(browse, Qt.MouseButton.LeftButton)
    assert asked == [str(tmp_path)]
    assert field.path() == tmp_path / "other.svg"


def test_files_go_beside_the_study_or_to_the_persons_own(
    session: Session, study_path: Path
) -> None:
    assert export_folder(session) == study_path.parent
    far = replace(session, location="postgresql://server.invalid/study")
    assert export_folder(far) != study_path.parent
    assert export_folder(far).is_dir()


def test_what_is_written_is_told_with_its_folder_and_its_notes(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    told: list[Notice] = []
    session.say.noticed.connect(told.append)
    tell_written(session, tmp_path / "table.docx", ("Two rows are cut.",))
    (notice,) = told
    assert notice.text == f"Wrote “table.docx” to {tmp_path}. Two rows are cut."
    assert [words for words, _ in notice.actions] == ["Show folder"]


def test_what_cannot_be_written_is_said(qtbot: QtBot, session: Session, window: MainWindow) -> None:
    def work(progress: Progress) -> Path:
        raise InvalidInput("The disk is full (invented).")

    with qtbot.waitSignal(session.say.noticed) as told:
        start_writing(session, window, work)
    assert told.args is not None
    assert told.args[0].text == "The disk is full (invented)."


def test_every_format_of_diagrams_is_offered() -> None:
    kinds = diagram_kinds()
    assert {kind.ending for kind in kinds} == set(export.FORMATS)
    assert kinds[0].ending == "svg"
    assert all(kind.words.startswith(f"{kind.ending}, ") for kind in kinds)


def test_a_format_nobody_described_is_called_by_its_ending(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(export.FORMATS, "page", export.FORMATS["json"])
    assert diagram_kinds()[-1] == FileKind("page", "page")


def test_what_can_be_chosen_goes_by_the_format(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    wishes: list[Wish] = []
    sheet = ExportSheet(
        "Export", "Board: one", diagram_kinds(), folder=tmp_path, parent=window, then=wishes.append
    )
    sheet.open()
    qtbot.waitUntil(sheet.isActiveWindow)
    assert sheet.place.text() == str(tmp_path / "Board- one.svg")
    seen = {}
    for ending in ("svg", "pdf", "png", "json"):
        sheet.format.choose(ending)
        shown = (sheet.theme, sheet.greyscale, sheet.dpi, sheet.text_as_text)
        seen[ending] = tuple(widget.isVisible() for widget in shown)
    assert seen == {
        "svg": (True, True, False, True),
        "pdf": (True, True, False, False),
        "png": (True, True, True, False),
        "json": (False, False, False, False),
    }
    sheet.format.choose("svg")
    qtbot.mouseClick(sheet.text_as_text, Qt.MouseButton.LeftButton, pos=_left(sheet))
    qtbot.keyClick(sheet.place, Qt.Key.Key_Return)
    assert wishes == [Wish("Board: one", tmp_path / "Board- one.svg", text_as_text=True)]


def _left(sheet: ExportSheet) -> QPoint:
    return QPoint(8, sheet.text_as_text.height() // 2)


def test_a_folder_that_is_not_there_is_said_until_the_path_is_another(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    wishes: list[Wish] = []
    sheet = ExportSheet(
        "Export", "model", diagram_kinds(), folder=tmp_path / "gone", parent=window,
        then=wishes.append,
    )  # fmt: skip
    sheet.open()
    qtbot.waitUntil(sheet.isActiveWindow)
    qtbot.keyClick(sheet.place, Qt.Key.Key_Return)
    assert sheet.file.error
    assert wishes == []
    write(qtbot, sheet.file, str(tmp_path / "model.svg"))
    assert not sheet.file.error
    qtbot.keyClick(sheet.place, Qt.Key.Key_Return)
    assert [wish.out for wish in wishes] == [tmp_path / "model.svg"]
