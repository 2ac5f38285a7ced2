"""The study as it leaves: kinds of files, what they do not hold, and the shut door."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from gtcoder.actions import team
from gtcoder.exchange import door
from gtcoder.exchange.archive.about import ArchiveOptions, Creator
from gtcoder.exchange.project_files import read_project
from gtcoder.masking import Mask, Pseudonym
from gtcoder.progress import Cancelled, Silent
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.ui.exchange.report_sheet import ReportSheet
from gtcoder.ui.exchange.share_kinds import ShareKind, Wish, share_kinds
from gtcoder.ui.exchange.share_sheet import ShareSheet
from gtcoder.ui.kit import Label, Sheet
from tests.studies import new_study

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from gtcoder.ui.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shared(
    open_window: Callable[..., MainWindow], coded_path: Path, qtbot: QtBot
) -> Iterator[tuple[MainWindow, ShareSheet]]:
    """Return a window on the coded study, and the sheet that asks as what it leaves."""
    window = open_window(coded_path, place="ledger")
    window.activateWindow()
    QTest.keyClick(
        window, Qt.Key.Key_X,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
    )  # fmt: skip
    sheet = window.findChild(ShareSheet)
    assert sheet is not None
    with door.fresh():
        yield window, sheet


def write(qtbot: QtBot, window: MainWindow, sheet: ShareSheet, kind: str, out: Path) -> None:
    """Choose a kind and a place, and write."""
    sheet.format.choose(kind)
    sheet.place.set_path(out)
    assert sheet.write_button.isEnabled(), sheet.place.error
    QTest.mouseClick(sheet.write_button, LEFT)
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=9000)


def test_a_project_is_written_and_says_what_it_does_not_hold(
    qtbot: QtBot, shared: tuple[MainWindow, ShareSheet], tmp_path: Path
) -> None:
    window, sheet = shared
    out = tmp_path / "calls.qdpx"
    write(qtbot, window, sheet, "qdpx", out)
    assert read_project(out).rows.count("document") == 6
    notice = window.bar.notice
    assert notice is not None
    assert [words for words, _ in notice.actions] == ["Show folder", "Show losses"]
    notice.actions[1][1]()
    report = window.findChild(ReportSheet)
    assert report is not None
    text = report.findChild(QPlainTextEdit)
    assert text is not None
    assert "ledger" in text.toPlainText()
    report.accept()
    again = window.bar.notice
    assert again is not None, "what was written stays said"
    assert [words for words, _ in again.actions] == ["Show folder", "Show losses"]


def test_utf16_is_offered_for_projects_alone_and_warned_of(
    shared: tuple[MainWindow, ShareSheet],
) -> None:
    _, sheet = shared
    assert sheet.offsets.isVisible()
    box = sheet.offsets.box
    QTest.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))
    assert sheet.wish().utf16
    assert sheet.offsets._warning.isVisible()
    sheet.format.choose("qdc")
    assert not sheet.offsets.isVisible()
    assert sheet.place.path().suffix == ".qdc"
    sheet.format.choose("folder")
    assert sheet.place.path().suffix == ""
    assert sheet.place.line.accessibleName() == "Folder"
    assert not sheet.chosen.isVisible()
    sheet.format.choose("html")
    assert sheet.place.line.accessibleName() == "File"
    assert sheet.chosen.isVisible()
    sheet.reject()


def test_a_folder_that_is_there_is_not_overwritten(
    shared: tuple[MainWindow, ShareSheet], tmp_path: Path
) -> None:
    _, sheet = shared
    sheet.format.choose("folder")
    (tmp_path / "there").mkdir()
    sheet.place.set_path(tmp_path / "there")
    assert "there already" in sheet.place.error
    assert not sheet.write_button.isEnabled()
    sheet.place.set_path(tmp_path / "nowhere" / "x")
    assert "not there" in sheet.place.error
    sheet.place.set_path(tmp_path / "new")
    assert sheet.write_button.isEnabled()
    sheet.reject()


def test_one_document_is_annotated(
    qtbot: QtBot, shared: tuple[MainWindow, ShareSheet], tmp_path: Path
) -> None:
    window, sheet = shared
    sheet.format.choose("html")
    sheet.chosen.documents.choose({"Invented interview 2"})
    sheet.chosen.coders.choose({"Bob"})
    assert sheet.wish().documents == ("Invented interview 2",)
    write(qtbot, window, sheet, "html", tmp_path / "two.html")
    page = (tmp_path / "two.html").read_text("utf-8")
    assert "That was call 2." in page
    assert "That was call 3." not in page


def inside(sheet: ShareSheet, words: str) -> bool:
    """Tell whether some words are shown, and nothing else of the sheet lies over them."""
    label = next(each for each in sheet.findChildren(Label) if each.text() == words)
    sheet.grab()
    top = label.mapTo(sheet, QPoint(0, 0))
    foot = sheet.write_button.mapTo(sheet, QPoint(0, 0))
    return (
        label.isVisible()
        and label.height() >= label.heightForWidth(label.width())
        and (top.y() + label.height() <= foot.y())
    )


@pytest.mark.parametrize("chip", ["documents", "coders"])
def test_nothing_chosen_is_not_all(shared: tuple[MainWindow, ShareSheet], chip: str) -> None:
    _, sheet = shared
    sheet.format.choose("html")
    chosen = getattr(sheet.chosen, chip)
    every = chosen.value()
    chosen.choose(set())
    assert not sheet.write_button.isEnabled()
    assert inside(sheet, sheet.chosen.check())
    chosen.choose(every)
    assert sheet.write_button.isEnabled()
    assert not sheet.chosen.check()
    chosen.choose(set())
    sheet.format.choose("qdpx")
    assert sheet.write_button.isEnabled(), "it is of annotated transcripts alone"
    sheet.reject()


def test_the_kind_follows_the_ending_that_is_written(
    qtbot: QtBot, shared: tuple[MainWindow, ShareSheet], tmp_path: Path
) -> None:
    _, sheet = shared
    for name, kind, out in (
        ("paper.pdf", "pdf", "paper.pdf"), ("paper.QDC", "qdc", "paper.QDC"),
        ("paper.v2", "qdc", "paper.v2.qdc"), ("paper.zip", "archive", "paper.zip"),
    ):  # fmt: skip
        sheet.place.line.selectAll()
        qtbot.keyClicks(sheet.place.line, str(tmp_path / name))
        assert (sheet.kind.key, sheet.wish().out) == (kind, tmp_path / out)
        assert out in sheet.write_button.toolTip()
    sheet.place.line.selectAll()
    qtbot.keyClicks(sheet.place.line, str(tmp_path / "nowhere" / "paper.pdf"))
    assert inside(sheet, sheet.place.error)
    sheet.format.choose("folder")
    assert sheet.kind.key == "folder"
    sheet.reject()


def test_what_an_archive_lacks_stands_at_its_field(
    shared: tuple[MainWindow, ShareSheet], tmp_path: Path
) -> None:
    _, sheet = shared
    sheet.format.choose("archive")
    sheet.place.set_path(tmp_path / "calls.zip")
    form, title = sheet.archive, sheet.archive.title.text()
    for field, clear in ((form.named, form.title.clear), (form.whose, form.creators.clear)):
        clear()
        assert not sheet.write_button.isEnabled()
        assert "needs" in field.error
    form.title.setText(title)
    form.creators.setPlainText("Kaveh, Mina; 1234-1234; University of Karaj")
    assert form.whose.error == form.named.error == ""
    QTest.mouseClick(sheet.write_button, LEFT)
    assert "no ORCID" in form.whose.error
    assert sheet.place.error == ""
    assert inside(sheet, form.whose.error)
    form.creators.setPlainText("Kaveh, Mina; University of Karaj")
    assert form.whose.error == ""
    assert sheet.wish().archived.creators == (Creator("Kaveh, Mina", "", "University of Karaj"),)
    form.creators.document().setModified(False)
    sheet.reject()


def test_f1_tells_of_the_export(qtbot: QtBot, shared: tuple[MainWindow, ShareSheet]) -> None:
    window, sheet = shared
    qtbot.waitUntil(sheet.isActiveWindow)
    QTest.keyClick(sheet, Qt.Key.Key_F1)
    shown = [each.windowTitle() for each in window.findChildren(Sheet) if each is not sheet]
    assert "About export" in shown
    for each in window.findChildren(Sheet):
        each.reject()


NEAR = 64  # bytes; packed files tell when they were made, and come out a little larger or smaller


class Looking:
    """A user who looks at each step what is there, and stops once there is all of a size."""

    def __init__(self, folder: Path, until: frozenset[int] = frozenset()) -> None:
        self.folder, self.until = folder, until
        self.seen: list[tuple[str, int]] = []

    def step(self, done: int, total: int, what: str = "") -> None:
        self.seen = sizes(self.folder)
        there = [size for _, size in self.seen]
        if self.until and all(any(abs(size - one) < NEAR for one in there) for size in self.until):
            raise Cancelled


def sizes(folder: Path) -> list[tuple[str, int]]:
    """Return the files below a folder by their last names, with their sizes."""
    return [(path.name, path.stat().st_size) for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("kind", share_kinds(), ids=lambda kind: kind.key)
def test_it_can_be_stopped_until_it_is_in_its_place(
    tmp_path: Path, coded_path: Path, kind: ShareKind
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    out = folder / f"calls{kind.ending}"
    wish = Wish(kind.key, out, archived=ArchiveOptions(title="Calls (invented)"))
    looking = Looking(folder)
    with open_study(FileLocation(coded_path), "Ann") as ann, ann.read() as reader, door.fresh():
        kind.write(reader, wish, looking)
        made = sizes(folder)
        assert not {name for name, _ in looking.seen} & {out.name}, "it is not there before the end"
        whole = frozenset(size for _, size in made)
        assert whole <= {size for _, size in looking.seen}, "nothing is left to do"
        if out.is_dir():
            shutil.rmtree(out)
        else:
            out.write_bytes(b"older")
        before = sizes(folder)
        with pytest.raises(Cancelled):
            kind.write(reader, wish, Looking(folder, whole))
    assert sizes(folder) == before


def test_coders_are_taken_by_their_whole_names_and_losses_are_those_of_the_files(
    tmp_path: Path,
) -> None:
    study = new_study(FileLocation(tmp_path / "study.gtc"))
    name = 'Ana "AJ", Ruiz'
    study.ann.perform(team.add_coder, name=name)
    kinds = {kind.key: kind for kind in share_kinds()}
    with study.ann.read() as reader, door.fresh():
        wish = Wish("html", tmp_path / "out.html", coders=(name,))
        assert kinds["html"].write(reader, wish, Silent()).out.exists()
        door.put(door.Door(Mask([Pseudonym("Honestly", "Frankly")])))
        wish = Wish("folder", tmp_path / "folder")
        losses = " ".join(kinds["folder"].write(reader, wish, Silent()).losses)
    study.close()
    assert "entries of the ledger: names stand in them" in losses
    assert not (wish.out / "ledger.csv").exists()
    assert "ledger.csv" not in losses


def test_a_shut_door_lets_nothing_out_and_says_why(
    qtbot: QtBot, shared: tuple[MainWindow, ShareSheet], tmp_path: Path
) -> None:
    window, sheet = shared
    door.put(door.Door(shut="The study asks for pseudonyms (invented)."))
    for kind in share_kinds():
        write(qtbot, window, sheet, kind.key, tmp_path / f"out-{kind.key}{kind.ending}")
        assert "asks for pseudonyms" in sheet.place.error, kind
    assert list(tmp_path.glob("out-*")) == []
    sheet.reject()


def test_a_writing_that_is_stopped_can_be_begun_anew(
    qtbot: QtBot, shared: tuple[MainWindow, ShareSheet], tmp_path: Path
) -> None:
    window, sheet = shared
    sheet.place.set_path(tmp_path / "calls.qdpx")
    QTest.mouseClick(sheet.write_button, LEFT)
    assert not sheet.write_button.isEnabled()
    sheet.progress.cancel_button.click()
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=9000)
    assert sheet.write_button.isEnabled()
    assert list(tmp_path.glob("calls.qdpx")) == []
    sheet.reject()


def test_a_stop_that_comes_too_late_says_that_it_was_written(
    qtbot: QtBot, shared: tuple[MainWindow, ShareSheet], tmp_path: Path
) -> None:
    window, sheet = shared
    out = tmp_path / "calls.qdpx"
    sheet.place.set_path(out)
    QTest.mouseClick(sheet.write_button, LEFT)
    give_up = time.monotonic() + 9
    while not out.exists() and time.monotonic() < give_up:
        time.sleep(0.001)  # the window hears of nothing meanwhile
    sheet.reject()
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=9000)
    notice = window.bar.notice
    assert notice is not None
    assert "Wrote “calls.qdpx”" in notice.text
