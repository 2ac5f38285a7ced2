"""What a blind round hides again is gone from every workspace, whoever made it blind again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from gtcoder.actions import codebook, coding, team, theory
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.ui.agreement.asked import Asked
from gtcoder.ui.agreement.workspace import AgreementWorkspace
from gtcoder.ui.desk.workspace import DeskWorkspace
from gtcoder.ui.ledger.workspace import LedgerWorkspace
from gtcoder.ui.memos.workspace import MemosWorkspace
from gtcoder.vocabulary import DocumentId, RoundKind, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from gtcoder.store.project import OpenProject
    from gtcoder.ui.main_window import MainWindow

KEYS = ["open", "memos", "agreement", "ledger"]


@pytest.fixture
def ann(study_path: Path) -> Iterator[OpenProject]:
    """The lead at another machine, with a blind round in which all have coded, told by now."""
    with open_study(FileLocation(study_path), "Ann") as lead:
        silence = lead.perform(codebook.create_code, name="Silence")
        blind = lead.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
        document = DocumentId(1)
        lead.perform(coding.apply_code, document=document, span=Span(5, 20), code=silence)
        lead.perform(theory.write_memo, title="Secret", text="Ann’s words, invented",
                     document=document, span=Span(5, 20))  # fmt: skip
        with open_study(FileLocation(study_path), "Bob") as bob:
            bob.perform(coding.apply_code, document=document, span=Span(60, 70), code=silence)
            bob.perform(team.finish_document, document=document)
        lead.perform(team.finish_document, document=document)
        lead.perform(team.unblind, round=blind, reason="All have finished")
        yield lead


def settle(qtbot: QtBot, window: MainWindow) -> None:
    assert window.session is not None
    session = window.session
    qtbot.waitUntil(lambda: not session.jobs.running and not session.bridge.state.waiting)
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not session.jobs.running)


def seen(window: MainWindow, key: str) -> bool:
    """Whether anything of Ann's work in the round can be seen in a workspace."""
    assert window.stack is not None
    place = window.stack.workspace
    if isinstance(place, DeskWorkspace):
        return 1 in place.text.view.index.table.coder.tolist()
    if isinstance(place, AgreementWorkspace):
        return place.numbers is not None
    assert isinstance(place, MemosWorkspace | LedgerWorkspace)
    model = place.list.model()
    rows = (model.index(row, 0) for row in range(model.rowCount()))
    return any("Secret" in str(index.data()) for index in rows)


def show(qtbot: QtBot, window: MainWindow, key: str) -> None:
    """Go to a workspace, and see there what Ann did."""
    window.go(key)
    settle(qtbot, window)
    assert window.stack is not None
    agreement = window.stack.workspace
    if isinstance(agreement, AgreementWorkspace):
        assert agreement.facts is not None
        agreement.chips.offer(agreement.facts, Asked(round="Blind", resamples=20))
        agreement.compute()
        qtbot.waitUntil(lambda: agreement.numbers is not None)
    assert seen(window, key)


def make_blind(qtbot: QtBot, window: MainWindow, ann: OpenProject) -> None:
    """Begin another blind round, and wait until the window knows."""
    ann.perform(team.open_new_round, name="Blind again", kind=RoundKind.BLIND)
    assert window.session is not None
    with ann.read() as reader:
        bridge, revision = window.session.bridge, reader.revision
    qtbot.waitUntil(lambda: bridge.state.revision == revision, timeout=10_000)


@pytest.mark.parametrize("key", KEYS)
def test_it_is_gone_from_the_place_in_sight(
    qtbot: QtBot,
    open_window: Callable[..., MainWindow],
    study_path: Path,
    ann: OpenProject,
    key: str,
) -> None:
    window = open_window(study_path, "Bob")
    show(qtbot, window, key)
    make_blind(qtbot, window, ann)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: not seen(window, key), timeout=2000)


def test_it_is_gone_from_places_that_come_into_sight_again(
    qtbot: QtBot, open_window: Callable[..., MainWindow], study_path: Path, ann: OpenProject
) -> None:
    window = open_window(study_path, "Bob")
    for key in KEYS:
        show(qtbot, window, key)
    window.go("tables")
    make_blind(qtbot, window, ann)
    for key in KEYS:
        window.go(key)
        settle(qtbot, window)
        qtbot.waitUntil(lambda: not seen(window, key), timeout=2000)  # noqa: B023  at once
