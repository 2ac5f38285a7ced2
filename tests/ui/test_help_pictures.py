"""Pictures in the help: as wide as the page, in the window's theme, larger on a click."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel

from gtcoder.resources import resource
from gtcoder.ui.frame.help import help_text, show_coefficients, show_help
from gtcoder.ui.frame.help_layout import blocks
from gtcoder.ui.frame.help_page import HelpPage, picture
from gtcoder.ui.look import look
from gtcoder.ui.main_window import MainWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TEMPLATES = ("stepwise", "paradigm", "cycle", "fields")
LARGEST, LARGEST_OF_THE_DESK = 150_000, 60_000  # bytes
IMAGE = re.compile(r"!\[(.*?)\]\((.+?)\)", re.DOTALL)


def images(page: HelpPage) -> list[tuple[str, QImage]]:
    """Return the pictures of the page, by name, as they are drawn."""
    found = []
    block = page.document().begin()
    while block.isValid():
        parts: Any = block.begin()
        while not parts.atEnd():
            form = parts.fragment().charFormat()
            if form.isImageFormat():
                name = form.toImageFormat().name()
                found.append((name, page.loadResource(2, name)))
            parts += 1
        block = block.next()
    return found


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> HelpPage:
    window.go("model")
    sheet = show_help(window)
    shown = sheet.findChild(HelpPage)
    assert shown is not None
    qtbot.waitUntil(shown.isVisible)
    return shown


def test_the_help_of_models_shows_a_picture_of_each_template(page: HelpPage) -> None:
    found = images(page)
    assert [name for name, _ in found] == [f"model_{kind}.png" for kind in TEMPLATES]
    for _, image in found:
        assert not image.isNull()
        assert 500 < image.deviceIndependentSize().width() <= page.viewport().width()
    assert page.horizontalScrollBar().maximum() == 0


def test_paragraphs_stand_apart_and_headings_are_linked(window: MainWindow, qtbot: QtBot) -> None:
    sheet = show_coefficients(window)
    shown = sheet.findChild(HelpPage)
    assert shown is not None
    qtbot.waitUntil(shown.isVisible)
    plain = [each for each in blocks(shown.document()) if not QTextCursor(each).currentTable()]
    assert all(each.blockFormat().bottomMargin() > 0 for each in plain if each.text())
    sheet.activateWindow()
    shown.setFocus()
    qtbot.waitUntil(shown.hasFocus)
    QTest.keyClick(shown, Qt.Key.Key_Tab)
    QTest.keyClick(shown, Qt.Key.Key_Tab)  # the second link
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert shown.textCursor().block().text() == "Which one"
    assert shown.verticalScrollBar().value() > 0
    sheet.close()


def test_a_picture_is_shown_larger_on_a_click(page: HelpPage, qtbot: QtBot) -> None:
    before = set(page.window().window().findChildren(QDialog))
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Tab)
    QTest.keyClick(page, Qt.Key.Key_Return)
    (large,) = set(page.window().findChildren(QDialog)) - before
    qtbot.waitUntil(large.isVisible)
    shown = next(label for label in large.findChildren(QLabel) if not label.pixmap().isNull())
    small = images(page)[0][1].deviceIndependentSize().width()
    assert shown.pixmap().deviceIndependentSize().width() > small
    assert large.rect().contains(shown.geometry())  # nothing is cut off
    assert large.windowTitle() in page.accessibleDescription().splitlines()  # what it shows
    QTest.keyClick(large, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not large.isVisible())


@pytest.mark.parametrize("kind", TEMPLATES)
def test_pictures_are_small_files_light_and_dark(kind: str) -> None:
    assert f"model_{kind}.png" in help_text("model")
    for theme, light in (("light", True), ("dark", False)):
        look().wear(theme)
        image = picture(f"model_{kind}.png")
        assert image.width() == pytest.approx(1204, abs=4)
        assert (image.pixelColor(2, 2).lightness() > 200) is light
    for name in (f"model_{kind}.png", f"model_{kind}_dark.png"):
        assert resource("pictures", name).stat().st_size <= LARGEST


def test_every_picture_is_named_and_every_one_that_is_named_is_there_and_small() -> None:
    pages = [page.read_text(encoding="utf-8") for page in resource("help").glob("*.md")]
    helping = {name: told for page in pages for told, name in IMAGE.findall(page)}
    assert all(len(told) > 20 for told in helping.values()), "say in words what a picture shows"
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    named = {*helping, *(Path(name).name for _, name in IMAGE.findall(readme))}
    there = {picture.name for picture in resource("pictures").iterdir()}
    assert named <= there
    assert {name.replace("_dark.", ".") for name in there} == named
    for name in helping:
        if name.startswith("desk_"):
            assert resource("pictures", name).stat().st_size <= LARGEST_OF_THE_DESK, name


def test_pages_that_belong_to_no_place_are_opened_from_the_menu(
    window: MainWindow, qtbot: QtBot
) -> None:
    for page in ("projects", "merging", "sharing"):
        window.commands.action(f"help.{page}").trigger()
        qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(HelpPage)))
        shown = next(each for each in window.findChildren(HelpPage) if each.isVisible())
        assert all(not image.isNull() for _, image in images(shown))
        assert help_text(page).splitlines()[0].removeprefix("# ") in shown.toPlainText()
        sheet = shown.window()
        assert isinstance(sheet, QDialog)
        sheet.accept()


def test_a_picture_that_is_not_there_is_none() -> None:
    assert picture("nothing.png").isNull()
