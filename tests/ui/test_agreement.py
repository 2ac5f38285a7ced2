"""The workspace of agreement: what stands on the screen is what the core computes."""

from __future__ import annotations

import threading
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from gtcoder.actions import coding, project, team
from gtcoder.analysis.records import AgreementRecord, Over
from gtcoder.analysis.study import AgreementOptions, Per
from gtcoder.queries import ledger
from gtcoder.reports.quality import StudyAgreement, StudyAgreementOptions, agreement
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.ui.agreement.asked import BESIDE
from gtcoder.ui.agreement.code_model import VALUE, Axis, axis_for
from gtcoder.ui.agreement.words import interval_text, percent_text, value_text
from gtcoder.ui.agreement.workspace import AgreementWorkspace
from gtcoder.ui.session import OneCode
from gtcoder.ui.tables.export_sheet import ExportSheet
from gtcoder.vocabulary import RoundKind, Span, UnitOfCoding
from tests.studies import new_study
from tests.ui.placing import (
    Placed,
    Placing,
    add_coding,
    assert_named_at_every_size,
    coded_study,
    keep,
    sheet_of,
)

Shown = Placed[AgreementWorkspace]
ALPHA = "krippendorff_alpha"


@pytest.fixture
def shown(placing: Placing, coded_path: Path, qtbot: QtBot) -> Shown:
    placed = placing(coded_path, AgreementWorkspace)
    computed(qtbot, placed)
    return placed


def computed(qtbot: QtBot, placed: Shown) -> None:
    workspace = placed.workspace
    qtbot.waitUntil(
        lambda: (
            workspace.numbers is not None
            and not workspace.numbers.pending
            and workspace.numbers.asked == workspace.chips.asked()
            and not workspace.bar.dated.isVisible()
        )
    )


def asked(placed: Shown, **changes: object) -> StudyAgreement:
    """Ask the core itself."""
    how: dict[str, object] = {"coefficients": (ALPHA, *BESIDE), "per": Per.CODE, "bootstrap": 1000}
    with placed.session.bridge.read() as reader:
        options = AgreementOptions(**(how | changes))  # type: ignore[arg-type]
        return agreement(reader, StudyAgreementOptions(options))


def records(found: StudyAgreement, over: Over, coefficient: str = ALPHA) -> list[AgreementRecord]:
    return [r for r in found.results.records if r.over is over and r.coefficient == coefficient]


def cells(placed: Shown) -> dict[str, dict[str, str]]:
    """Return the table as it is written: code → heading → cell."""
    model = placed.workspace.cockpit.model
    return {
        model.shown(row, 0): {key: model.shown(row, place) for place, key in enumerate(model.keys)}
        for row in range(model.rowCount())
    }


def child(placed: Shown, kind: type[QWidget], name: str) -> QWidget:
    found = placed.workspace.findChild(kind, name)
    assert isinstance(found, QWidget)
    return found


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.7412, ".74"), (1.0, "1.00"), (-0.031, "−.03"), (-0.001, ".00"), (None, "n/a"),
     (0.7993, ".799"), (0.6668, ".667"), (0.0, ".00")],
)  # fmt: skip
def test_coefficients_are_written_as_in_papers(value: float | None, text: str) -> None:
    assert value_text(value, (0.667, 0.8)) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.954, "95 %"), (0.9969, "99.7 %"), (0.99999, "> 99.9 %"), (1.0, "100 %"), (0.0, "0 %"),
     (0.004, "0.4 %"), (0.0001, "< 0.1 %"), (None, "")],
)  # fmt: skip
def test_shares_are_never_rounded_to_none_or_all(share: float | None, text: str) -> None:
    assert percent_text(share) == text


def test_the_axis_goes_below_nought_where_values_do(shown: Shown) -> None:
    lines = shown.workspace.cockpit.model.lines
    assert axis_for((), (0.667, 0.8)).ticks == (0.0, 0.2, 0.4, 0.667, 0.8, 1.0)
    assert min(line.value for line in lines if line.value is not None) < -0.05
    axis = axis_for(lines, ())
    assert axis.low == -0.2
    assert axis.ticks[0] == -0.2
    assert axis.place(-1.0, 10.0, 100.0) == 10.0
    assert Axis().place(0.5, 10.0, 100.0) == 60.0


def test_the_numbers_on_the_screen_are_the_cores(shown: Shown) -> None:
    found = asked(shown)
    (pooled,) = records(found, Over.POOLED)
    head = shown.workspace.cockpit.headline
    assert pooled.value is not None
    assert pooled.interval is not None
    assert head.value.text() == f"\N{GREEK SMALL LETTER ALPHA} = {value_text(pooled.value)}"
    assert interval_text(*pooled.interval) in head.interval.text()
    shares = {r.code: r.value for r in records(found, Over.CODE, "percent_agreement")}
    written = cells(shown)
    of_codes = records(found, Over.CODE)
    assert {r.code for r in of_codes} == set(written) == {"silence", "calls", "queue", "towers"}
    for record in of_codes:
        row = written[record.code or ""]
        assert row["value"] == value_text(record.value, (0.667, 0.8))
        assert row["agree"] == percent_text(shares[record.code])
        if record.interval is not None:
            assert interval_text(*record.interval) in row["plot"]
    assert written["silence"]["codings"] == "12"
    assert "Bob never used it" in written["towers"]["plot"]


def test_all_that_the_number_depends_on_is_said(shown: Shown) -> None:
    method = shown.workspace.cockpit.headline.method.text()
    for part in ("Krippendorff 2011", "characters", "pooled over 4 codes", "Ann and Bob",
                 "6 of 6 interviews, finished by all", "uncoded text counted", "Round 1",
                 "interviewers' turns counted", "1,000 resamples of interviews, seed 1",
                 f"revision {shown.session.bridge.state.revision}"):  # fmt: skip
        assert part in method
    assert shown.workspace.chips.sample.shown == "6 of 6 interviews"
    assert "up to date" in shown.workspace.bar.when.text()
    assert shown.workspace.status()[0] == "Round 1"


def test_an_inferred_sample_is_called_so(placing: Placing, tmp_path: Path, qtbot: QtBot) -> None:
    coded_study(tmp_path / "open.gtc", finished=False)
    placed = placing(tmp_path / "open.gtc", AgreementWorkspace)
    computed(qtbot, placed)
    assert "inferred" in placed.workspace.chips.sample.shown
    assert "nobody said “finished”" in placed.workspace.cockpit.headline.method.text()


def test_another_unit_greys_the_numbers_until_they_are_computed(shown: Shown, qtbot: QtBot) -> None:
    chip, head = shown.workspace.chips.unit, shown.workspace.cockpit.headline.value
    before = head.text()
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(chip, Qt.Key.Key_Down)
    assert chip.list is not None
    view = chip.list.view
    for _ in range(3):  # character, word, sentence, turn
        qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert chip.shown == "turn"
    dated = shown.workspace.bar.dated
    assert dated.isVisible()
    assert dated.text() == "Out of date · Compute"
    assert head.text() == before
    qtbot.keyClick(shown.window, Qt.Key.Key_F5)
    computed(qtbot, shown)
    (pooled,) = records(asked(shown, unit=UnitOfCoding.TURN), Over.POOLED)
    assert head.text() == f"\N{GREEK SMALL LETTER ALPHA} = {value_text(pooled.value, (0.667, 0.8))}"
    assert "24 turns" in shown.workspace.cockpit.headline.method.text()
    there = shown.workspace.here()  # for a text of another size
    shown.workspace.chips.unit.choose("word")
    shown.workspace.open_target(there)
    assert shown.workspace.chips.asked().unit == "turn"


def test_an_undefined_number_says_why_in_its_row(shown: Shown, qtbot: QtBot) -> None:
    shown.workspace.chips.codes.choose({"queue", "unused"})
    shown.workspace.chips.interval.choose((0, 1))
    qtbot.mouseClick(shown.workspace.bar.dated, Qt.MouseButton.LeftButton)
    computed(qtbot, shown)
    row = cells(shown)["unused"]
    assert row["value"] == "n/a"
    assert row["plot"].startswith("Undefined: All judgements that can be compared are the same")
    assert shown.workspace.cockpit.model.shown(1, 0) == "unused"  # last
    assert "pooled over 2 chosen codes" in shown.workspace.cockpit.headline.method.text()
    assert "no interval" in shown.workspace.cockpit.headline.method.text()


def test_a_row_leads_to_the_passages_of_its_code(shown: Shown, qtbot: QtBot) -> None:
    table, model = shown.workspace.cockpit.table, shown.workspace.cockpit.model
    spot = table.visualRect(model.index(2, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    line = model.line(2)
    said = shown.workspace.cockpit.side.code.words.text()
    assert line.name in said
    assert "matched" in said
    panel = shown.workspace.pages.beside.panel
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert panel.cell is None
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)  # chosen already
    assert panel.cell is not None
    qtbot.mouseClick(child(shown, QAbstractButton, "cell_all_passages"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert line.code is not None
    assert shown.gone == [("open", OneCode(line.code))] * 2


def test_rows_are_sorted_by_a_click_on_the_header(shown: Shown, qtbot: QtBot) -> None:
    table, model = shown.workspace.cockpit.table, shown.workspace.cockpit.model
    header, column = table.horizontalHeader(), model.keys.index(VALUE)
    first = [model.line(n).value for n in range(model.rowCount())]
    assert first == sorted(first, key=lambda v: (v is None, -(v or 0.0)))
    spot = QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert [model.line(n).value for n in range(model.rowCount())] == first[::-1]


def test_stopping_leaves_the_numbers_as_they_were(shown: Shown, qtbot: QtBot) -> None:
    release = threading.Event()
    for _ in range(2):  # both threads of the pool are taken
        shown.session.jobs.start(lambda _: release.wait(20))
    before = shown.workspace.cockpit.headline.value.text(), cells(shown)
    shown.workspace.chips.uncoded.choose("out")
    qtbot.keyClick(shown.window, Qt.Key.Key_F5)
    stop = shown.workspace.progress.cancel_button
    qtbot.waitUntil(stop.isVisible)
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    release.set()
    qtbot.waitUntil(lambda: shown.session.jobs.running == 0)
    assert (shown.workspace.cockpit.headline.value.text(), cells(shown)) == before
    assert shown.workspace.bar.dated.isVisible()
    assert not shown.workspace.progress.isVisible()


def test_a_coding_makes_the_numbers_out_of_date_and_keeping_them_does_not(
    shown: Shown, qtbot: QtBot
) -> None:
    keep(shown, qtbot, "first")
    assert not shown.workspace.bar.dated.isVisible()
    add_coding(shown, qtbot)
    qtbot.waitUntil(shown.workspace.bar.dated.isVisible)
    assert "up to date" not in shown.workspace.bar.when.text()
    assert not shown.workspace.orders.export.isEnabled()  # a file would hold other numbers


def test_a_kept_result_is_what_the_command_line_keeps(shown: Shown, qtbot: QtBot) -> None:
    found = asked(shown)
    keep(shown, qtbot, "after training")
    with shown.session.bridge.read() as reader:
        (row,) = ledger.results(reader)
    assert (row.name, row.kind, row.coder) == ("after training", "agreement", "Ann")
    assert row.revision == found.revision
    assert set(row.options) >= {
        "coders", "documents", "codes", "unit", "uncoded", "interviewer", "coefficient", "per",
        "round", "sample", "bootstrap", "seed", "overlap", "codes_as", "roll_up", "variable",
        "intra", "precision", "sampler",
    }  # fmt: skip
    assert row.record["results"] == found.results.as_dicts()
    assert len(row.record["matched"]) == 7
    assert row.record["kept"] == "after training"


def test_kept_results_stand_beside_what_is_true_now(shown: Shown, qtbot: QtBot) -> None:
    keep(shown, qtbot, "first")
    page = shown.workspace.kept
    views = shown.workspace.bar.views
    qtbot.mouseClick(views.segment("kept"), Qt.MouseButton.LeftButton)
    state = page.list_model.columns.index("State")
    qtbot.waitUntil(lambda: page.list_model.shown(0, state) == "as then")
    then = page.list_model.shown(0, page.list_model.columns.index("Then"))
    add_coding(shown, qtbot)
    qtbot.mouseClick(views.segment("cockpit"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(views.segment("kept"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.list_model.shown(0, state) == "out of date")
    now = page.list_model.shown(0, page.list_model.columns.index("Now"))
    (pooled,) = records(asked(shown, bootstrap=0), Over.POOLED)
    assert now == value_text(pooled.value, (0.667, 0.8)) != then
    assert page.rows_model.rowCount() == len(page.kept[0].results.records)
    assert "revision" in page.words.text()


def test_the_table_is_exported_to_word(shown: Shown, qtbot: QtBot, tmp_path: Path) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    sheet = sheet_of(shown, qtbot)
    assert isinstance(sheet, ExportSheet)
    out = tmp_path / "numbers.docx"
    sheet.path.clear()
    qtbot.keyClicks(sheet.path, str(out))
    qtbot.mouseClick(sheet.write_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(shown.notices))
    assert "numbers.docx" in shown.notices[0].text
    assert shown.notices[0].actions[0][0] == "Show folder"
    (table,) = docx.Document(str(out)).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert [cell.partition(" (")[0] for cell in dict.fromkeys(rows[0])] == [
        "code", "Krippendorff's alpha", "Percent agreement",
    ]  # fmt: skip
    of_codes = records(asked(shown), Over.CODE)
    assert [row[0] for row in rows[4:]] == [record.code for record in of_codes]
    assert rows[1][1:4] == ["value", "LL", "UL"]
    words = "\n".join(each.text for each in docx.Document(str(out)).paragraphs)
    assert "by character" in words
    assert "Ann and Bob, Round 1; 6 documents (finished)" in words


def test_an_export_says_what_it_would_replace_and_where_it_cannot_go(
    shown: Shown, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "there.csv").write_text("old", encoding="utf-8")
    shown.session.commands.action("agreement.export").trigger()
    sheet = sheet_of(shown, qtbot)
    assert isinstance(sheet, ExportSheet)
    sheet.path.setText(str(tmp_path / "there.csv"))
    assert sheet.write_button.text() == "Replace the file"
    assert sheet.format.shown == "Table for any program (CSV)"
    sheet.path.setText(str(tmp_path / "nowhere" / "x.csv"))
    assert not sheet.write_button.isEnabled()
    sheet.path.setText(str(tmp_path / "x.page"))
    assert not sheet.write_button.isEnabled()
    sheet.format.choose("xlsx")
    assert sheet.path.text().endswith("x.xlsx")
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert (tmp_path / "there.csv").read_text("utf-8") == "old"


def test_matched_codings_are_holstis_table(shown: Shown, qtbot: QtBot) -> None:
    views = shown.workspace.bar.views
    qtbot.mouseClick(views.segment("matched"), Qt.MouseButton.LeftButton)
    model = shown.workspace.matched.model
    rows = [model.row(n) for n in range(model.rowCount())]
    found = asked(shown).results.matched
    assert [row[3:6] for row in rows] == [(m.codings_a, m.codings_b, m.matched) for m in found]
    assert rows[-1][0] == "Total"


def test_one_coder_is_told_what_to_do(placing: Placing, tmp_path: Path, qtbot: QtBot) -> None:
    study = new_study(FileLocation(tmp_path / "one.gtc"))
    study.apply(study.code("silence"))
    study.close()
    placed = placing(tmp_path / "one.gtc", AgreementWorkspace)
    empty = placed.workspace.cockpit.empty
    qtbot.waitUntil(lambda: placed.session.jobs.running == 0 and empty.button.isVisible())
    said = " ".join(label.text() for label in empty.findChildren(QWidget) if hasattr(label, "text"))
    assert "Agreement takes two coders or more" in said
    assert "I have finished this document" in said
    qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    assert placed.gone == [("open", None)]
    assert not placed.session.commands.action("agreement.keep").isEnabled()
    assert not placed.session.commands.action("agreement.export").isEnabled()


def test_a_blind_round_gives_no_number(placing: Placing, coded_path: Path, qtbot: QtBot) -> None:
    lead = open_study(FileLocation(coded_path), "Ann")
    lead.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    lead.close()
    placed = placing(coded_path, AgreementWorkspace, "Bob")
    empty = placed.workspace.cockpit.empty
    qtbot.waitUntil(lambda: placed.session.jobs.running == 0 and empty.isVisible())
    assert placed.workspace.chips.asked().round == "Round 1"
    said = " ".join(label.text() for label in empty.findChildren(QWidget) if hasattr(label, "text"))
    assert "“Blind” is a blind round that is still open" in said
    assert "no round is compared" in said
    assert "under Kept" in said


def test_three_coders_are_compared_pair_by_pair(
    placing: Placing, coded_path: Path, qtbot: QtBot
) -> None:
    lead = open_study(FileLocation(coded_path), "Ann")
    lead.perform(team.add_coder, name="Cem")
    lead.close()
    cem = open_study(FileLocation(coded_path), "Cem")
    with cem.read() as reader:
        from gtcoder.queries.codebook import find_code

        code = find_code(reader, "queue").id
    for document in range(1, 7):
        cem.perform(coding.apply_code, document=document, span=Span(150, 165), code=code)
        cem.perform(team.finish_document, document=document)
    cem.close()
    placed = placing(coded_path, AgreementWorkspace)
    computed(qtbot, placed)
    heat = placed.workspace.cockpit.side.pairs
    assert heat.model().rowCount() == 3
    placed.workspace.chips.coefficient.choose("cohen_kappa")
    qtbot.keyClick(placed.window, Qt.Key.Key_F5)
    computed(qtbot, placed)
    head = placed.workspace.cockpit.headline
    assert "Ann and Bob" in head.method.text()
    spot = heat.visualRect(heat.model().index(1, 2)).center()
    qtbot.mouseClick(heat.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert "Bob and Cem" in head.method.text()
    found = asked(placed, coefficients=("cohen_kappa",), bootstrap=0)
    pair = next(r for r in records(found, Over.POOLED, "cohen_kappa") if r.coders == ("Bob", "Cem"))
    assert head.value.text().endswith(value_text(pair.value))
    assert heat.model().index(1, 2).data() == value_text(pair.value)
    assert "no agreed limit" in head.sentence.text()


def test_a_title_of_the_study_is_no_reason_to_compute(shown: Shown, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shown.session.bridge.changed):
        shown.session.bridge.act(project.set_title, title="Another invented study")
    assert not shown.workspace.bar.dated.isVisible()


def test_everything_has_a_name_and_grows_with_the_text(shown: Shown, qtbot: QtBot) -> None:
    assert_named_at_every_size(shown)
    for chip in shown.workspace.chips.chips():
        assert chip.accessibleName()
        assert chip.toolTip()
