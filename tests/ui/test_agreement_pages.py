"""The pages of agreement beside the codes: intervals, pairs, rounds, confusion, and passages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from gtcoder.actions import coding, team, transcripts
from gtcoder.analysis.records import Over
from gtcoder.analysis.study import AgreementOptions, Per
from gtcoder.queries import passages
from gtcoder.queries.codebook import find_code
from gtcoder.reports.quality import StudyAgreementOptions, agreement
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.ui.agreement.asked import DOCUMENT, VARIABLE, Asked, canonical
from gtcoder.ui.agreement.chips import within
from gtcoder.ui.agreement.kept_desk import asked_of
from gtcoder.ui.agreement.methods_sheet import MethodsSheet
from gtcoder.ui.agreement.others_sheet import OthersSheet
from gtcoder.ui.agreement.passages import FIRST, Cell
from gtcoder.ui.agreement.passages_panel import PassagesPanel
from gtcoder.ui.agreement.view_report import view_report
from gtcoder.ui.agreement.words import value_text
from gtcoder.ui.agreement.workspace import AgreementWorkspace
from gtcoder.ui.session import Passage
from gtcoder.vocabulary import Span, VariableScope
from tests.ui.placing import Placed, Placing, add_coding, keep, sheet_of

Shown = Placed[AgreementWorkspace]


@pytest.fixture
def shown(placing: Placing, coded_path: Path, qtbot: QtBot) -> Shown:
    placed = placing(coded_path, AgreementWorkspace)
    computed(qtbot, placed)
    return placed


def computed(qtbot: QtBot, placed: Shown) -> None:
    def is_there() -> bool:
        numbers = placed.workspace.numbers
        asked = placed.workspace.chips.asked()
        return numbers is not None and not numbers.pending and numbers.asked == asked

    qtbot.waitUntil(is_there)


def go(placed: Shown, qtbot: QtBot, view: str) -> None:
    button = placed.workspace.bar.views.segment(view)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def second_round(path: Path) -> None:
    """Let Ann and Bob code one code alike in a second round."""
    lead = open_study(FileLocation(path), "Ann")
    lead.perform(team.open_new_round, name="Round 2")
    lead.perform(
        transcripts.set_variable, scope=VariableScope.DOCUMENT, owner="Invented interview 2",
        name="Place", value="north",
    )  # fmt: skip
    lead.close()
    for who in ("Ann", "Bob"):
        coder = open_study(FileLocation(path), who)
        with coder.read() as reader:
            code = find_code(reader, "queue").id
        for document in (1, 2):
            coder.perform(coding.apply_code, document=document, span=Span(10, 30), code=code)
            coder.perform(team.finish_document, document=document)
        coder.close()


def test_everything_the_command_line_can_ask_can_be_chosen(shown: Shown) -> None:
    from gtcoder.analysis.chosen import listed

    chips = shown.workspace.chips
    for each in listed():
        for name in (each.id, *(f"{each.id}:{variant}" for variant in each.variants)):
            facts = shown.workspace.facts
            assert facts is not None
            chips.offer(facts, within(Asked(coefficient=name), facts))
            assert canonical(chips.asked().coefficient) == canonical(name)
    chips.coefficient.choose("cohen_kappa")
    chips.beside.choose({"gwet_ac1", "scott_pi"})
    for name, value in (
        ("unit", "quotation"), ("overlap", 0.75), ("codes_as", "origin"),
        ("roll_up", "categories"), ("interviewer", "out"), ("uncoded", "out"),
        ("sample", "all"),
    ):  # fmt: skip
        chips._chips[name].choose(value)
    options = chips.asked().options()
    assert options.asked.coefficients[:3] == ("cohen_kappa", "scott_pi", "gwet_ac1")
    assert (options.asked.unit, options.asked.overlap) == ("quotation", 0.75)
    assert (options.codes_as, options.roll_up, options.interviewer) == ("origin", True, False)
    assert (options.sample, options.asked.uncoded) == ("all", "out")
    assert not chips._chips["precision"].isVisible()
    chips.coefficient.choose("gamma")
    assert chips._chips["precision"].isVisible()


def test_another_coefficient_is_there_at_once_and_its_interval_after_it(
    shown: Shown, qtbot: QtBot
) -> None:
    workspace = shown.workspace
    seen: list[tuple[bool, str]] = []
    computer = workspace.computer
    computer.values.connect(
        lambda numbers: seen.append((numbers.pending, workspace.cockpit.headline.interval.text()))
    )
    before = workspace.numbers
    assert before is not None
    workspace.chips.coefficient.choose("gwet_ac1")
    computed(qtbot, shown)
    assert seen == [(True, "interval is being computed")]
    assert workspace.numbers is not None
    assert workspace.numbers.compared is before.compared  # no coding was read again
    assert workspace.cockpit.headline.value.text().startswith("AC1 = ")
    assert "95 % interval" in workspace.cockpit.headline.interval.text()
    workspace.chips.coefficient.choose("prf:precision")
    computed(qtbot, shown)
    assert workspace.cockpit.headline.value.text().startswith("P = ")
    workspace.chips.coefficient.choose("u_alpha_2016:cu")  # no domain is declared
    computed(qtbot, shown)
    assert workspace.cockpit.headline.value.text() == "cu\N{GREEK SMALL LETTER ALPHA} = n/a"
    assert "domain" in workspace.cockpit.headline.sentence.text()
    assert "all codes together" in workspace.cockpit.footer.text()


def test_further_coefficients_stand_in_columns_of_their_own(shown: Shown, qtbot: QtBot) -> None:
    shown.workspace.chips.beside.choose({"cohen_kappa"})
    computed(qtbot, shown)
    model = shown.workspace.cockpit.model
    column = model.keys.index("beside cohen_kappa")
    with shown.session.bridge.read() as reader:
        asked = AgreementOptions(coefficients=("cohen_kappa",), per=Per.CODE, bootstrap=0)
        found = agreement(reader, StudyAgreementOptions(asked)).results.records
    values = {r.code: value_text(r.value) for r in found if r.over is Over.CODE}
    rows = range(model.rowCount())
    assert {model.line(n).path: model.shown(n, column) for n in rows} == values


def test_intervals_have_a_row_for_everything_and_for_each_interview(
    shown: Shown, qtbot: QtBot
) -> None:
    page = shown.workspace.pages.intervals
    go(shown, qtbot, "intervals")
    assert [line.over for line in page.model.lines[:3]] == [Over.POOLED, Over.MEAN, Over.CODE]
    pooled = page.model.lines[0]
    assert shown.workspace.numbers is not None
    assert (pooled.low, pooled.high) != (None, None)
    assert "Krippendorff 2011" in page.head.method.text()
    page.rows.choose((DOCUMENT, ""))
    qtbot.waitUntil(lambda: any(line.over is Over.DOCUMENT for line in page.model.lines))
    names = {line.name for line in page.model.lines if line.over is Over.DOCUMENT}
    assert "Invented interview 3" in names
    assert len(names) == 6
    row = next(n for n, line in enumerate(page.model.lines) if line.name == "Invented interview 3")
    with shown.session.bridge.read() as reader:
        third = passages.find_document(reader, "Invented interview 3")
        assert page.model.lines[row].units == len(passages.text(reader, third))
    spot = page.table.visualRect(page.model.index(row, 0)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert shown.workspace.pages.beside.panel.empty.text() == "2 passages"


def test_a_click_leads_to_passages_and_these_to_the_transcript(shown: Shown, qtbot: QtBot) -> None:
    go(shown, qtbot, "pairs")
    workspace = shown.workspace
    grid, panel = workspace.pages.pairs.grid, workspace.pages.beside.panel
    grid.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert panel.title.text() == "Ann × Bob"
    both = panel.list.model().rowCount()
    assert both == 12  # silence and queue in six interviews
    kinds = panel._kinds
    assert kinds is not None
    qtbot.mouseClick(kinds.segment(FIRST), Qt.MouseButton.LeftButton)
    rows = [panel.list.model().index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole)
            for n in range(panel.list.model().rowCount())]  # fmt: skip
    assert len(rows) > both
    assert all("coded by Ann" in row for row in rows)
    index = panel.list.model().index(0, 0)
    panel.list.setCurrentIndex(index)
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    place, target = shown.gone[-1]
    assert place == "open"
    assert isinstance(target, Passage)
    assert target.span == Span(10, 12)
    qtbot.keyClick(panel.list, Qt.Key.Key_Escape)
    assert panel.cell is None


def test_a_number_of_three_coders_leads_to_any_two(qtbot: QtBot) -> None:
    panel = PassagesPanel()
    qtbot.addWidget(panel)
    pairs: list[tuple[str, str]] = []
    panel.asked_pair.connect(pairs.append)
    panel.show_cell(Cell(("Ann", "Bob"), among=("Ann", "Bob", "Cem")), "calls", "", code=True)
    assert not panel.pair.isHidden()
    assert panel.pair.shown == "Ann × Bob"
    panel.pair.choose(("Bob", "Cem"))
    assert pairs == [("Bob", "Cem")]
    panel.show_cell(Cell(("Ann", "Bob")), "calls", "", code=True)
    assert panel.pair.isHidden()


def test_confusion_counts_what_each_gave(shown: Shown, qtbot: QtBot) -> None:
    go(shown, qtbot, "confusion")
    page = shown.workspace.pages.confusion
    assert page.matrix is not None
    names = [*page.matrix.codes, "nothing"]
    grid = page.grid.grid_model.grid
    assert len(grid.cells) == len(names) == 5
    queue, nothing = names.index("queue"), names.index("nothing")
    cell = grid.cells[queue][queue]
    assert cell is not None
    assert cell.text == "120"  # six interviews, twenty characters each
    calls = grid.cells[names.index("calls")][nothing]
    assert calls is not None
    assert (calls.kind, calls.text) == ("apart", "120")
    page.grid.chosen_cell.emit(names.index("calls"), nothing)
    panel = shown.workspace.pages.beside.panel
    assert panel.title.text() == "Ann: calls\nBob: nothing"
    assert panel.list.model().rowCount() == 6
    page.pair.choose(("Bob", "Ann"))
    assert page.matrix.coders == ("Bob", "Ann")


def test_rounds_compare_the_same_coders_and_lead_to_their_codes(
    placing: Placing, coded_path: Path, qtbot: QtBot
) -> None:
    second_round(coded_path)
    placed = placing(coded_path, AgreementWorkspace)
    computed(qtbot, placed)
    go(placed, qtbot, "rounds")
    page = placed.workspace.pages.rounds
    qtbot.waitUntil(lambda: page.found is not None)
    points = {point.round: point.value for point in page.drift.points}
    assert set(points) == {"Round 1", "Round 2"}
    assert points["Round 2"] == 1.0
    assert "No round repeats" in page.footer.text()
    panel = placed.workspace.pages.beside.panel
    spot = page.table.visualRect(page.model.index(1, 0)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: panel.empty.text() == "2 passages")  # queue in two interviews
    assert panel.title.text() == "Round 2\nAnn × Bob"
    go(placed, qtbot, "intervals")
    intervals = placed.workspace.pages.intervals
    intervals.rows.choose((VARIABLE, "Place"))
    qtbot.waitUntil(lambda: any(line.over is Over.GROUP for line in intervals.model.lines))
    row = next(n for n, line in enumerate(intervals.model.lines) if line.name == "Place: north")
    intervals.table.selectRow(row)
    assert (panel.title.text(), panel.empty.text()) == ("Place: north", "2 passages")
    page.table.opened_row.emit(1)
    computed(qtbot, placed)
    assert "Round 2" in placed.workspace.cockpit.headline.method.text()


def test_a_change_of_the_study_makes_every_page_out_of_date(shown: Shown, qtbot: QtBot) -> None:
    go(shown, qtbot, "confusion")
    page = shown.workspace.pages.confusion
    assert not page.grid._delegate.dim
    add_coding(shown, qtbot)
    qtbot.waitUntil(shown.workspace.bar.dated.isVisible)
    assert page.grid._delegate.dim
    qtbot.mouseClick(shown.workspace.bar.dated, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.grid._delegate.dim)


def test_every_page_is_written_with_its_figure(shown: Shown, qtbot: QtBot) -> None:
    numbers = shown.workspace.numbers
    assert numbers is not None
    quick = replace(numbers, asked=replace(numbers.asked, resamples=20))
    bridge, pages = shown.session.bridge, shown.workspace.pages
    for view in ("intervals", "pairs", "rounds", "confusion"):
        go(shown, qtbot, view)
        report = view_report(bridge, pages, quick, view, Path("invented.docx"))
        assert report.rows, view
        assert report.chart is not None, view
        assert report.provenance["revision"] == numbers.revision


def test_words_are_there_to_copy_and_what_others_print(shown: Shown, qtbot: QtBot) -> None:
    shown.session.commands.action("agreement.methods").trigger()
    sheet = sheet_of(shown, qtbot)
    assert isinstance(sheet, MethodsSheet)
    qtbot.waitUntil(sheet.copy_button.isEnabled)
    qtbot.mouseClick(sheet.copy_button, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert "Two coders (Ann and Bob)" in copied
    assert "Krippendorff, K." in copied
    shown.session.commands.action("agreement.others").trigger()
    others = sheet_of(shown, qtbot)
    assert isinstance(others, OthersSheet)
    qtbot.waitUntil(lambda: others.model.rowCount() > 0)
    programs = {others.model.shown(n, 0) for n in range(others.model.rowCount())}
    assert {"ATLAS.ti", "MAXQDA", "NVivo"} <= programs
    assert others.words.text()
    others.reject()


def test_a_question_is_the_same_text_whatever_the_coefficient() -> None:
    one = Asked(coefficient="gwet_ac1", resamples=5, beside=("scott_pi",), uncoded="out")
    assert one.of_text == Asked(resamples=0)
    assert replace(one, unit="turn").of_text != one.of_text


def test_a_kept_question_is_asked_again_with_all_that_was_chosen(
    shown: Shown, qtbot: QtBot
) -> None:
    asked = Asked(
        round="Round 1", unit="turn", uncoded="out", interviewer=False, coefficient="prf:recall",
        resamples=0, beside=("scott_pi",), overlap=0.5, codes_as="origin", precision=0.05,
    )  # fmt: skip
    workspace = shown.workspace
    assert workspace.facts is not None
    workspace.chips.offer(workspace.facts, asked)
    workspace.compute()
    computed(qtbot, shown)
    keep(shown, qtbot, "invented")
    qtbot.waitUntil(lambda: bool(workspace.kept.kept))
    assert asked_of(workspace.kept.kept[0]) == asked
