"""The planner's page: what its sentence, table and chips say is the report's."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gtcoder.reports.base import Report
from gtcoder.ui.agreement.bar import PLANNER
from gtcoder.ui.agreement.planner_page import PlannerPage
from gtcoder.ui.agreement.workspace import AgreementWorkspace
from gtcoder.ui.session import OnePage
from gtcoder.ui.tables.export_sheet import ExportSheet
from gtcoder.vocabulary import UnitOfCoding
from tests.ui.placing import Placed, Placing, add_coding, assert_named_at_every_size

Shown = Placed[PlannerPage]


@pytest.fixture(autouse=True)
def _few_studies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PlannerPage, "studies", 100)


@pytest.fixture
def shown(placing: Placing, coded_path: Path, qtbot: QtBot) -> Shown:
    placed = placing(coded_path, PlannerPage)
    planned(qtbot, placed.workspace)
    return placed


def planned(qtbot: QtBot, page: PlannerPage, before: Report | None = None) -> Report:
    qtbot.waitUntil(lambda: page.report is not None and page.report is not before, timeout=20_000)
    assert page.report is not None
    return page.report


def test_the_page_says_what_the_report_says(shown: Shown) -> None:
    page = shown.workspace
    report = page.report
    assert report is not None
    assert page.told.text() == " ".join(report.text)
    assert page.words.text() == " ".join(report.sentences)
    assert page.model.rowCount() == len(report.rows)
    assert page.model.row(0)[0] == report.rows[0][0]
    assert page.model.columns[0] == "Documents"
    assert page.status() == ("100 simulated studies",)
    assert page.hindrance() == ""
    assert page.table.horizontalScrollBar().maximum() == 0  # all columns are in sight
    assert_named_at_every_size(shown)


def test_chips_ask_anew(shown: Shown, qtbot: QtBot) -> None:
    page, before = shown.workspace, shown.workspace.report
    chips = page.chips
    assert chips.options().codes == ()
    assert chips.chip("codes").shown == "all together"
    chips.chip("codes").choose({"silence", "queue"})
    assert chips.chip("codes").shown == "the rarest of 2"
    first = planned(qtbot, page, before)
    assert first.provenance["code"] == "queue"
    chips.chip("agreement").choose(0.7)
    second = planned(qtbot, page, first)
    assert second.provenance["agreement"] == 0.7
    chips.chip("unit").choose("turn")
    assert chips.options().unit is UnitOfCoding.TURN
    chips.chip("by").choose("units")
    assert planned(qtbot, page, second).columns[0] == "turns"  # the last question is answered


def test_what_cannot_be_planned_is_said_and_not_exported(shown: Shown, qtbot: QtBot) -> None:
    page = shown.workspace
    page.chips.chip("by").choose("units")
    qtbot.waitUntil(lambda: page.report is None)
    assert any("name the codes" in label.text() for label in page.empty.findChildren(QLabel))
    assert page.hindrance()
    page.ask_export()
    assert not page.findChildren(ExportSheet)


def test_a_new_coding_plans_anew(shown: Shown, qtbot: QtBot) -> None:
    before = shown.workspace.report
    add_coding(shown, qtbot)
    assert planned(qtbot, shown.workspace, before).provenance["revision"]


def test_the_planner_is_a_view_of_agreement(
    placing: Placing, coded_path: Path, qtbot: QtBot
) -> None:
    placed = placing(coded_path, AgreementWorkspace)
    workspace = placed.workspace
    workspace.open_target(OnePage(PLANNER))
    report = planned(qtbot, workspace.planner)
    assert not workspace.chips.isVisible()
    assert workspace.planner.isVisible()
    qtbot.waitUntil(lambda: workspace.numbers is not None and not workspace.numbers.pending)
    numbers = workspace.numbers
    qtbot.keyClick(placed.window, Qt.Key.Key_F5)
    again = planned(qtbot, workspace.planner, report)
    assert workspace.numbers is numbers  # only what is in sight is computed
    assert again.rows == report.rows
    placed.session.commands.action("agreement.export").trigger()
    (sheet,) = workspace.planner.findChildren(ExportSheet)
    assert sheet.isVisible()
    sheet.reject()
