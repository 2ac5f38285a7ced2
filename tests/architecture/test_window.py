"""The window's house rules: words to translate, one look, a light start, names for all."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QFrame,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from gtcoder.resources import resource
from gtcoder.ui.kit import IconButton
from gtcoder.ui.look import look
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.places import PLACES
from tests.architecture.source import TOP, Source, sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KEYS = [place.key for place in PLACES]
HEAVY = ("pandas", "numpy", "matplotlib", "networkx", "scipy", "sqlalchemy", "alembic", "docx",
         "qtawesome", "krippendorff")  # fmt: skip


# Words that are no literals where they are given: names of places, whose literals stand in
# `places`, and what a module's own short form for QCoreApplication.translate hands on.
HANDED_ON = frozenset({"text", "place.title", "place.tip", "BY_KEY[key].title"})
# Files whose widgets cannot take their look from the one style sheet, and why.
OWN_STYLE = {
    "gtcoder/ui/desk/chooser.py": "a line without a frame in a card",
    "gtcoder/ui/agreement/heat.py": "a table without a corner of its own",
    "gtcoder/ui/tables/chart.py": "the colours of a drawn figure, put in those of the theme",
}


ASKS_FOR_WORDS = re.compile(r"\b_?tr\s*\(|translate\s*\(")


@cache
def words_given(source: Source) -> tuple[ast.expr, ...]:
    """Return what a file gives to the translator as words."""
    return tuple(_words_given(source))


def _words_given(source: Source) -> Iterator[ast.expr]:
    if not ASKS_FOR_WORDS.search(source.text):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, (ast.Attribute, ast.Name)):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            if called in ("tr", "_tr"):
                yield from node.args
            elif ast.unparse(node.func).endswith("QCoreApplication.translate"):
                yield from node.args[1:2]


def test_words_are_literals_so_that_they_can_be_translated() -> None:
    given = [(source, each) for source in sources("gtcoder/ui") for each in words_given(source)]
    assert len(given) > 500
    found = [
        f"{source.path}:{each.lineno}: {ast.unparse(each)}"
        for source, each in given
        if not isinstance(each, ast.Constant) and ast.unparse(each) not in HANDED_ON
    ]
    assert found == []


def test_no_words_are_counted_by_a_form_that_needs_a_translation() -> None:
    assert [source.path for source in sources("gtcoder/ui") if "(s)" in words_of(source)] == []


def words_of(source: Source) -> str:
    """Return all literals a file gives to the translator."""
    given = (each.value for each in words_given(source) if isinstance(each, ast.Constant))
    return " ".join(each for each in given if isinstance(each, str))


def test_style_sheets_and_colours_come_from_the_look_alone() -> None:
    hex_colour = re.compile(r"""["'](#[0-9A-Fa-f]{6}|#[0-9A-Fa-f]{3})["']""")
    found = [
        f"{source.path}: {what}"
        for source in sources("gtcoder/ui")
        if "/look/" not in source.path and source.path not in OWN_STYLE
        for what in (*hex_colour.findall(source.text), *re.findall("setStyleSheet", source.text))
    ]
    assert found == []


def test_a_bare_window_imports_nothing_heavy() -> None:
    script = (
        "import sys; import gtcoder.ui.app; "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=TOP, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


@pytest.mark.parametrize("key", ["start", *KEYS])
def test_every_place_has_its_help(key: str) -> None:
    text = resource("help", f"{key}.md").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert len(text.split()) > 40


@pytest.fixture(scope="module")
def window(
    tmp_path_factory: pytest.TempPathFactory, built_sample: Path, qapp: object
) -> Iterator[MainWindow]:
    """Return a window on the sample study, for all tests that only look at it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GTCODER_STATE_DIR", str(tmp_path_factory.mktemp("state")))
        path = shutil.copy(built_sample, tmp_path_factory.mktemp("window") / "cem_ict.gtc")
        look().wear("light")
        made = MainWindow()
        made.resize(1440, 900)
        made.show()
        made.opener.open_as(str(path), "Nasrin Ravandi")
        wait_until(lambda: made.session is not None)
        yield made
        made.close()


def wait_until(done: Callable[[], bool]) -> None:
    """Let the window work until something is so."""
    end = time.monotonic() + 60
    while not done():
        QApplication.processEvents()
        assert time.monotonic() < end


@pytest.fixture(params=KEYS)
def place(request: pytest.FixtureRequest, window: MainWindow) -> QWidget:
    """Return each workspace of the sample study, in sight and at rest."""
    window.go(request.param)
    wait_until(lambda: not window.jobs.running)
    assert window.stack is not None
    workspace = window.stack.workspace
    assert workspace is not None
    return workspace


def test_every_command_has_words_and_names_its_key(window: MainWindow, place: QWidget) -> None:
    found = []
    for action in window.commands.shown():
        keys = [key.toString() for key in action.shortcuts()]
        if not action.text() or not action.toolTip():
            found.append(f"{action.objectName()}: no words")
        if keys and f"({keys[0]})" not in action.toolTip() and action.isEnabled():
            found.append(f"{action.objectName()}: “{action.toolTip()}” does not name {keys[0]}")
    assert found == []


def test_no_two_commands_of_a_place_share_a_key(window: MainWindow, place: QWidget) -> None:
    held: dict[str, list[str]] = {}
    for action in window.commands._actions.values():
        if action.isVisible():
            owner = action.parent()
            anywhere = action.shortcutContext().name == "WindowShortcut"
            where = "" if anywhere else f" in {type(owner).__name__}"
            for key in action.shortcuts():
                held.setdefault(f"{key.toString()}{where}", []).append(action.objectName())
    assert {key: names for key, names in held.items() if len(names) > 1} == {}


def name_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def nameless(widget: QWidget) -> bool:
    """Tell whether a screen reader would have nothing to say of a widget one can act in."""
    acting = QAbstractButton, QAbstractItemView, QLineEdit, QPlainTextEdit, QTextEdit
    parts = QHeaderView  # of a view, and read with it
    if not isinstance(widget, acting) or isinstance(widget, parts):
        return False
    if widget.objectName().startswith("qt_") or type(widget.parent()).__name__ == "QComboBox":
        return False
    corner = type(widget).__name__ == "QTableCornerButton"
    return not corner and not name_of(widget)


def seen(top: QWidget) -> list[QWidget]:
    return [each for each in top.findChildren(QWidget) if each.isVisibleTo(top)]


def told(widget: QWidget) -> str:
    above = [type(each).__name__ for each in (widget.parentWidget(), widget) if each is not None]
    return f"{' > '.join(above)} “{widget.objectName()}”"


def test_everything_one_can_act_in_has_a_name(place: QWidget) -> None:
    widgets = seen(place)
    assert len(widgets) > 5
    assert Counter(told(each) for each in widgets if nameless(each)) == {}


def test_the_frame_itself_has_names_for_all(window: MainWindow) -> None:
    parts = (window.top, window.rail, window.status, window.start)
    assert [told(each) for part in parts for each in seen(part) if nameless(each)] == []


def test_a_message_and_its_buttons_have_names(window: MainWindow) -> None:
    window.say.notice("Invented sentence.", actions=(("Show it", lambda: None),), key="test")
    assert window.bar.accessibleName() == "Invented sentence."
    assert [told(each) for each in seen(window.bar) if nameless(each)] == []
    window.say.withdraw("test")


def test_no_view_has_a_frame_of_its_own(place: QWidget) -> None:
    framed = [
        told(each)
        for each in seen(place)
        if isinstance(each, QAbstractScrollArea) and each.frameShape() != QFrame.Shape.NoFrame
        if not each.property("field")
    ]
    assert framed == []


def test_icon_buttons_say_in_a_tooltip_what_they_do(place: QWidget) -> None:
    silent = [each for each in seen(place) if isinstance(each, IconButton) and not each.toolTip()]
    assert [told(each) for each in silent] == []
