"""The form of a report's options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from gtcoder.reports.base import ReportKind
from gtcoder.reports.options import OptionField, option_fields, options_from
from gtcoder.ui.kit import Chip, FlowLayout, OptionForm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

FIELDS = (
    OptionField("by", str, False, "code", ("code", "category"), "What the rows are."),
    OptionField("coders", str, True, (), (), "Whose codings count."),
    OptionField("at_least", int, False, 2, (), ""),
    OptionField("share", float, False, 0.5, (), ""),
    OptionField("unused", bool, False, False, ("yes", "no"), ""),
    OptionField("document", str, False, "", (), ""),
)
NAMES = {"coders": ["Ann", "Lee, Bob", "Cy"], "document": ["01 Invented", "02 Invented"]}


@pytest.fixture
def form(qtbot: QtBot) -> Iterator[OptionForm]:
    made = OptionForm(FIELDS, suggest=NAMES)
    made.resize(900, 60)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def chip(form: OptionForm, name: str) -> Chip:
    found = form.entry(name)
    assert isinstance(found, Chip)
    return found


def line(form: OptionForm, name: str) -> QLineEdit:
    found = form.entry(name).findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def test_what_keeps_its_default_is_not_given(form: OptionForm) -> None:
    assert form.values() == {}
    assert chip(form, "by").shown == "code"
    assert chip(form, "unused").shown == "no"
    assert chip(form, "coders").shown == "All"
    assert chip(form, "document").shown == "any"
    assert line(form, "at_least").text() == "2"


def test_choices_are_given_in_their_written_form(qtbot: QtBot, form: OptionForm) -> None:
    with qtbot.waitSignals([form.changed] * 4):
        chip(form, "by").choose("category")
        chip(form, "coders").choose({"Ann", "Lee, Bob"})
        chip(form, "unused").choose("yes")
        chip(form, "document").choose("02 Invented")
    assert form.values() == {
        "by": "category",
        "coders": 'Ann,"Lee, Bob"',
        "unused": "yes",
        "document": "02 Invented",
    }


def test_options_and_values_are_called_as_is_said(qtbot: QtBot) -> None:
    words = {("by", "category"): "categories with all below", ("document", ""): "the first"}
    made = OptionForm(FIELDS, suggest=NAMES, labels={"by": "Rows", "share": "Part"}, words=words)
    qtbot.addWidget(made)
    assert chip(made, "document").shown == "the first"
    assert line(made, "share").accessibleName() == "Part"
    chip(made, "by").choose("category")
    assert chip(made, "by").accessibleName() == "Rows categories with all below"
    assert made.values() == {"by": "category"}


def test_a_number_is_typed_and_heard_when_done(qtbot: QtBot, form: OptionForm) -> None:
    field = line(form, "at_least")
    field.selectAll()
    qtbot.keyClicks(field, "a7b")
    assert form.values() == {"at_least": "7"}
    with qtbot.waitSignal(form.changed):
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_each_entry_names_its_option(form: OptionForm) -> None:
    assert line(form, "at_least").accessibleName() == "At least"
    assert chip(form, "coders").accessibleName() == "Coders All"
    assert form.entry("by").toolTip() == "What the rows are."


def test_written_values_are_put_back(form: OptionForm) -> None:
    given = {"by": "category", "coders": 'Cy,"Lee, Bob"', "at_least": "5", "unused": "yes"}
    form.set_values(given)
    assert form.values() == {**given, "coders": '"Lee, Bob",Cy'}


def test_a_narrow_form_wraps(qtbot: QtBot, form: OptionForm) -> None:
    flow = form.layout()
    assert isinstance(flow, FlowLayout)
    assert flow.heightForWidth(300) > flow.heightForWidth(900)
    form.resize(300, 400)
    qtbot.waitUntil(lambda: form.entry("document").y() > form.entry("by").y())


@dataclass(frozen=True)
class Options:
    """Options as a report has them."""

    coders: tuple[str, ...] = ()
    at_least: int = 1
    unused: bool = False


def test_a_report_takes_what_the_form_gives(qtbot: QtBot) -> None:
    def run(*_: Any) -> Any:
        raise NotImplementedError

    kind = ReportKind("invented", "Invented", Options, run)
    made = OptionForm(option_fields(kind), suggest={"coders": ["Ann", "Lee, Bob", "Cy"]})
    qtbot.addWidget(made)
    made.set_values({"coders": '"Lee, Bob"', "at_least": "3", "unused": "yes"})
    assert options_from(kind, made.values()) == Options(("Lee, Bob",), 3, True)
