"""The page of saturation in the window: curve, points, categories, and the caution above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from gtcoder.ui.axial.centre import PROPERTIES
from gtcoder.ui.axial.workspace import AxialWorkspace
from gtcoder.ui.kit import Chip
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.selective.saturation_page import SaturationPage
from gtcoder.ui.selective.workspace import SelectiveWorkspace
from gtcoder.ui.session import OnePage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def page(sample_window: MainWindow, qtbot: QtBot) -> SaturationPage:
    assert sample_window.session is not None
    sample_window.session.go("selective", OnePage("saturation"))
    assert sample_window.stack is not None
    workspace = sample_window.stack.workspace
    assert isinstance(workspace, SelectiveWorkspace)
    found = workspace.page
    assert isinstance(found, SaturationPage)
    settle(found, qtbot)
    return found


def settle(page: SaturationPage, qtbot: QtBot) -> None:
    def quiet() -> None:
        assert page.session.jobs.running == 0
        assert page.page.answer is not None
        assert page.page.answer.asked.report == page.views.chosen
        assert dict(page.page.answer.asked.values) == page.options.values()

    qtbot.waitUntil(quiet, timeout=20_000)


def test_the_curve_of_the_sample_and_its_caution(page: SaturationPage, qtbot: QtBot) -> None:
    answer = page.page.answer
    assert answer is not None
    report = answer.report
    assert report.rows[0][2] == 23
    assert report.rows[-1][4] == 1.0
    assert "says nothing about saturation of meaning" in page.page.sentences.text()
    assert "Saturation of meaning is another thing" in page.meaning.text()
    assert "as the threshold was not reached" in page.page.sentences.text()
    assert "codes=" not in page.page.sentences.text()
    assert "not_reached" not in page.page.sentences.text()
    assert page.status() == ("12 interviews",)
    assert page.page.chart.isVisible()
    chip = page.options.form and page.options.form.entry("codes")
    assert isinstance(chip, Chip)
    chip.choose("today")
    settle(page, qtbot)
    assert page.page.answer is not None
    assert page.page.answer.report.rows != report.rows


def test_points_and_categories_are_a_key_away(page: SaturationPage, qtbot: QtBot) -> None:
    page.first_focus().setFocus()
    QTest.keyClick(page.views.segment("saturation"), Qt.Key.Key_Right)
    settle(page, qtbot)
    assert page.page.answer is not None
    assert len(page.page.answer.report.rows) == 12
    assert not page.page.chart.isVisible()
    why = list(page.page.model.columns).index("Undefined")
    assert page.page.model.index(0, why).data() == "The threshold was not reached."
    QTest.keyClick(page.views.segment("saturation-points"), Qt.Key.Key_Right)
    settle(page, qtbot)
    assert page.page.answer.report.name == "saturation-categories"
    assert len(page.page.answer.report.rows) > 40


def test_too_few_orders_are_refused_in_words(page: SaturationPage, qtbot: QtBot) -> None:
    assert page.options.form is not None
    page.options.form.set_values({"permutations": "10"})
    page.compute()
    qtbot.waitUntil(lambda: page.page.answer is None, timeout=10_000)
    assert page.page.empty.isVisible()


def test_the_properties_are_a_click_away(page: SaturationPage, sample_window: MainWindow) -> None:
    QTest.mouseClick(page.grid, Qt.MouseButton.LeftButton)
    assert sample_window.stack is not None
    workspace = sample_window.stack.workspace
    assert isinstance(workspace, AxialWorkspace)
    assert workspace.centre.segments.chosen == PROPERTIES


def test_a_curve_that_is_being_drawn_is_announced(page: SaturationPage, qtbot: QtBot) -> None:
    (picture,) = page.page.chart.findChildren(QLabel)
    qtbot.waitUntil(lambda: not picture.pixmap().isNull(), timeout=20_000)
    assert picture.text() == ""
    assert page.page.answer is not None
    page.page.show_answer(page.page.answer)
    assert picture.text() == "The chart is being drawn."
    qtbot.waitUntil(lambda: not picture.pixmap().isNull(), timeout=20_000)
