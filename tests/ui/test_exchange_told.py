"""What a plan of merging says before it is carried out: counts, lines and who gets a number."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gtcoder.exchange.merging.plan import (
    Brought,
    Conflict,
    ConflictKind,
    Counted,
    How,
    MergePlan,
    SameName,
)
from gtcoder.study_rows import Arrival
from gtcoder.ui.exchange.parts_view import PartsView
from gtcoder.ui.exchange.report import report_of
from gtcoder.ui.exchange.shown import Fate, Incoming, Line, Part
from gtcoder.ui.exchange.told import conflict_line, plan_parts, plan_questions, plan_summary
from gtcoder.ui.look import Role, sans

RELATION_GONE = MergePlan(
    Arrival(gone={"relation": (b"invented",)}),
    rest={"relation": Counted(gone=1), "other_guid": Counted(new=3)},
)


def test_what_has_no_name_of_its_own_is_counted_too() -> None:
    assert plan_summary(RELATION_GONE) == "Gone: 1."
    work = next(part for part in plan_parts(RELATION_GONE, {}) if part.key == "work")
    assert [(line.what, line.fate, line.count) for line in work.lines] == [
        ("Relations", Fate.GOES, 1)
    ]  # and nothing of identities, which only the program reads
    assert work.count == 1


def test_many_kinds_are_summed_up() -> None:
    rest = {f"kind {n}": Counted(new=n) for n in range(1, 9)}
    plan = MergePlan(Arrival(gone={"relation": (b"invented",)}), rest=rest)
    assert plan_summary(plan).endswith("5 kind 5s, 21 other things.")


def test_a_part_counts_things_not_lines() -> None:
    conflict = Conflict(ConflictKind.BOTH_KEPT, "code", "queue", "definition", "one", "two", "both")
    plan = MergePlan(
        RELATION_GONE.arrival,
        codes=(Brought("queue", How.CHANGED, ("definition",)), Brought("silence", How.NEW)),
        codings=Counted(new=2, gone=1),
        conflicts=(conflict,),
    )
    parts = {part.key: (len(part.lines), part.count) for part in plan_parts(plan, {})}
    assert parts["codes"] == (3, 2)
    assert parts["work"] == (2, 3)
    assert parts["conflicts"] == (1, 1)


@pytest.mark.parametrize(
    ("whose", "words"),
    [("ours", "the one here becomes"), ("theirs", "the one in the file becomes")],
)
def test_of_two_of_one_name_it_is_said_who_gets_the_number(whose: str, words: str) -> None:
    conflict = Conflict(ConflictKind.NAME, "coder", "Ann", "name", "Ann", "Ann", "Ann (2)", whose)
    assert f"{words} “Ann (2)”" in conflict_line(conflict).said
    ours, theirs = (b"2", b"1") if whose == "ours" else (b"1", b"2")
    plan = MergePlan(Arrival(), questions=(SameName("Ann", ours, theirs, "Ann (2)"),))
    (asked,) = plan_questions(plan, ())
    assert asked.sentence.endswith("?")
    assert ("is the one here" in asked.choices[0][0]) == (whose == "ours")


def test_the_report_says_once_what_is_there() -> None:
    plan = MergePlan(RELATION_GONE.arrival, coders=(Brought("Ann", How.ONE),))
    incoming = Incoming("Merge", "head", plan.arrival, parts=plan_parts(plan, {}))
    assert "Ann (is here and there, and is one from now on)" in report_of(incoming)


def test_what_a_line_is_about_is_read_whole_beside_a_long_note(qtbot: QtBot) -> None:
    view = PartsView()
    qtbot.addWidget(view)
    view.resize(696, 400)
    view.show()
    note = Line("Note", Fate.NOTE, "Invented words on how it was read, " * 6)
    view.show_parts([Part("held", "In the file", (Line("Participants", Fate.COMES), note))])
    QApplication.processEvents()
    needed = QFontMetrics(sans(Role.STRONG)).horizontalAdvance("Participants")
    assert view.lines.columnWidth(0) > needed + 30  # with its icon and its edges
    assert view.lines.horizontalScrollBar().maximum() == 0
