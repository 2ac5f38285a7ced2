from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from gtcoder.errors import InvalidInput
from gtcoder.ui.jobs import Jobs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from gtcoder.progress import Progress


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.shut_down()


def test_the_outcome_arrives_on_the_gui_thread(qtbot: QtBot, jobs: Jobs) -> None:
    here, seen = threading.get_ident(), []

    def done(worker: int) -> None:
        seen.extend([worker != here, threading.get_ident() == here])

    jobs.start(lambda _: threading.get_ident(), done=done)
    qtbot.waitUntil(lambda: seen == [True, True])
    assert jobs.running == 0


def test_an_expected_error_is_handed_over(qtbot: QtBot, jobs: Jobs) -> None:
    failed: list[Exception] = []

    def refuse(_: Progress) -> None:
        raise InvalidInput("Nothing was changed.")

    jobs.start(refuse, done=lambda _: pytest.fail("no outcome"), failed=failed.append)
    qtbot.waitUntil(lambda: len(failed) == 1)
    assert str(failed[0]) == "Nothing was changed."


def test_a_fault_reaches_the_hook(qtbot: QtBot, jobs: Jobs) -> None:
    def break_down(_: Progress) -> None:
        raise KeyError("fault")

    with qtbot.captureExceptions() as raised:
        jobs.start(break_down)
        qtbot.waitUntil(lambda: len(raised) == 1)
    assert raised[0][0] is KeyError


def test_cancelling_stops_at_the_next_step_and_drops_the_outcome(qtbot: QtBot, jobs: Jobs) -> None:
    begun, go_on, steps = threading.Event(), threading.Event(), []

    def work(progress: Progress) -> int:
        begun.set()
        go_on.wait(5)
        for number in range(10):
            progress.step(number, 10)
            steps.append(number)
        return 1

    job = jobs.start(work, done=lambda _: pytest.fail("an outcome in spite of the cancel"))
    assert begun.wait(5)
    job.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert steps == []


def test_progress_is_told_and_does_not_pile_up(qtbot: QtBot, jobs: Jobs) -> None:
    told: list[tuple[int, int, str]] = []

    def work(progress: Progress) -> str:
        for number in range(5_000):
            progress.step(number + 1, 5_000, "steps")
        return "done"

    finished: list[str] = []
    job = jobs.start(work, done=finished.append)
    job.on_step = lambda done, total, what: told.append((done, total, what))
    qtbot.waitUntil(lambda: finished == ["done"])
    assert 0 < len(told) < 5_000
    assert told[-1] == (5_000, 5_000, "steps")


def test_nothing_is_called_for_an_owner_that_is_gone(qtbot: QtBot, jobs: Jobs) -> None:
    owner, hold = QObject(), threading.Event()
    jobs.start(lambda _: hold.wait(5), done=lambda _: pytest.fail("called"), owner=owner)
    delete(owner)
    hold.set()
    qtbot.waitUntil(lambda: jobs.running == 0)


def _note(order: list[int], number: int, _: Progress) -> None:
    order.append(number)


def test_one_thread_makes_a_queue(qtbot: QtBot) -> None:
    queue, order = Jobs(threads=1), list[int]()
    for number in range(20):
        queue.start(partial(_note, order, number))
    queue.shut_down(cancel=False)
    assert order == list(range(20))
