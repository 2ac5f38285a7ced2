"""Message bar, toast and thin progress."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from gtcoder.ui.jobs import Jobs
from gtcoder.ui.kit import Button, Label, MessageBar, Notice, ThinProgress, Toast
from gtcoder.ui.look import look, theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from gtcoder.progress import Progress

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LOST = Notice("The server does not answer.", "warn", key="offline")


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(900, 500)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.addStretch(1)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


@pytest.fixture
def bar(window: QWidget) -> MessageBar:
    made = MessageBar()
    put(window, made)
    return made


def put(window: QWidget, widget: QWidget) -> None:
    layout = window.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.insertWidget(0, widget)


def said(bar: QWidget) -> list[str]:
    return [each.text() for each in bar.findChildren(Label) if each.isVisible()]


def offered(bar: MessageBar) -> list[Button]:
    return [each for each in bar.findChildren(Button) if each.isVisible()]


def test_a_notice_is_shown_until_it_is_closed(qtbot: QtBot, bar: MessageBar) -> None:
    assert not bar.isVisible()
    bar.show_notice(LOST)
    assert said(bar) == ["The server does not answer."]
    assert bar.accessibleName() == "The server does not answer."
    with qtbot.waitSignal(bar.closed) as closed:
        qtbot.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert closed.args == [LOST]
    assert not bar.isVisible()


def test_the_newest_is_on_top_and_the_one_before_comes_back(qtbot: QtBot, bar: MessageBar) -> None:
    bar.show_notice(LOST)
    bar.show_notice(Notice("Weber changed it meanwhile.", "danger"))
    assert said(bar) == ["Weber changed it meanwhile."]
    qtbot.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert said(bar) == ["The server does not answer."]


def test_a_notice_is_withdrawn_when_it_is_no_longer_true(bar: MessageBar) -> None:
    bar.show_notice(LOST)
    bar.show_notice(Notice("Another.", key="other"))
    bar.clear("offline")
    assert said(bar) == ["Another."]
    bar.clear("other")
    assert bar.notice is None
    assert not bar.isVisible()


def test_a_notice_takes_the_place_of_one_with_its_key(qtbot: QtBot, bar: MessageBar) -> None:
    bar.show_notice(LOST)
    bar.show_notice(Notice("Still no answer.", "danger", key="offline"))
    qtbot.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert bar.notice is None


def test_an_action_closes_the_notice_and_is_done(qtbot: QtBot, bar: MessageBar) -> None:
    done: list[str] = []
    actions = (("Show entry", lambda: done.append("show")), ("Undo", lambda: done.append("undo")))
    bar.show_notice(Notice("Refused.", "warn", actions))
    first, second = offered(bar)
    assert first.text() == "Show entry"
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert done == ["undo"]
    assert not bar.isVisible()


@pytest.mark.parametrize("kind", ["info", "warn", "danger", "success"])
def test_each_kind_has_its_ground_in_both_themes(bar: MessageBar, kind: str) -> None:
    bar.show_notice(Notice("Words.", kind))  # type: ignore[arg-type]  # one of the four
    for name in ("light", "dark"):
        look().wear(name)
        image = bar.grab().toImage()
        assert image.pixelColor(2, 2).name() == getattr(theme(), f"{kind}_bg").lower()


def test_a_long_sentence_wraps(window: QWidget, bar: MessageBar, qtbot: QtBot) -> None:
    bar.show_notice(Notice("Short."))
    qtbot.waitUntil(lambda: bar.height() == 40)
    bar.show_notice(Notice("A sentence that goes on. " * 16))
    qtbot.waitUntil(lambda: bar.height() > 45)


def test_a_toast_stands_at_the_bottom_middle_and_follows(qtbot: QtBot, window: QWidget) -> None:
    toast = Toast(window)
    toast.say("“Anger” applied to 2 passages", action_text="Undo", key="Ctrl Z")
    assert toast.isVisible()
    assert toast.accessibleName() == "“Anger” applied to 2 passages"
    window.resize(1200, 700)
    QApplication.processEvents()
    assert abs(toast.geometry().center().x() - 600) <= 1
    assert 600 < toast.geometry().center().y() < 700


def test_the_act_of_a_toast_is_done_once_and_it_goes(qtbot: QtBot, window: QWidget) -> None:
    toast, done = Toast(window), list[str]()
    toast.say("Merged.", action_text="Undo", on_action=lambda: done.append("undo"))
    qtbot.mouseClick(toast.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not toast.isVisible())
    assert done == ["undo"]


def test_a_toast_waits_while_the_pointer_is_on_it(window: QWidget) -> None:
    toast = Toast(window)
    toast.say("Merged.")
    assert toast.staying
    middle = QPointF(toast.rect().center())
    QApplication.sendEvent(toast, QEnterEvent(middle, middle, middle))
    assert not toast.staying
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert toast.staying


def test_the_next_toast_takes_the_place_of_the_last(qtbot: QtBot, window: QWidget) -> None:
    toast = Toast(window)
    toast.say("Merged.", action_text="Undo")
    toast.say("A much longer sentence than that one was.")
    assert toast.text == "A much longer sentence than that one was."
    assert not toast.action.isVisible()
    toast.leave()
    qtbot.waitUntil(lambda: not toast.isVisible())
    toast.say("Back.")
    qtbot.waitUntil(lambda: toast.opacity == 1.0)
    assert toast.isVisible()


def test_a_toast_has_the_inverse_ground(qtbot: QtBot, window: QWidget) -> None:
    toast = Toast(window)
    toast.say("Merged.")
    qtbot.waitUntil(lambda: toast.opacity == 1.0)
    image = toast.grab().toImage()
    assert image.pixelColor(24, image.height() // 2).name() == theme().tip.lower()


class Work:
    """A job that is stepped by hand."""

    def __init__(self) -> None:
        self.on_step: Callable[[int, int, str], None] = lambda *_: None
        self.stopped = False

    def cancel(self) -> None:
        self.stopped = True


def test_short_work_shows_nothing(qtbot: QtBot, window: QWidget) -> None:
    bar, job = ThinProgress(), Work()
    put(window, bar)
    bar.follow(job)
    job.on_step(1, 2, "Counting")
    assert not bar.isVisible()
    bar.done()
    shown = Shown()
    bar.installEventFilter(shown)
    other = ThinProgress()
    put(window, other)
    other.follow(Work())
    qtbot.waitUntil(other.isVisible)  # began later, and is there by now
    assert not shown.ever


def test_long_work_says_how_far_it_is_and_can_be_stopped(qtbot: QtBot, window: QWidget) -> None:
    bar, job = ThinProgress(), Work()
    put(window, bar)
    bar.follow(job)
    job.on_step(500, 2000, "Counting")
    qtbot.waitUntil(bar.isVisible)
    assert said(bar) == ["Counting 500 of 2,000"]
    image = bar.grab().toImage()
    assert image.pixelColor(bar.width() // 4 - 3, 0).name() == theme().accent.lower()
    assert image.pixelColor(bar.width() // 4 + 3, 0).name() == theme().sunken.lower()
    qtbot.mouseClick(bar.cancel_button, Qt.MouseButton.LeftButton)
    assert job.stopped
    assert not bar.cancel_button.isEnabled()
    bar.done()
    assert not bar.isVisible()


def test_work_of_unknown_length_names_what_it_does(qtbot: QtBot, window: QWidget) -> None:
    bar, job = ThinProgress(), Work()
    put(window, bar)
    bar.follow(job)
    job.on_step(0, 0, "Reading")
    qtbot.waitUntil(bar.isVisible)
    assert said(bar) == ["Reading"]


def test_a_real_job_ends_the_bar_by_itself(qtbot: QtBot, window: QWidget) -> None:
    import threading

    bar, jobs, go = ThinProgress(), Jobs(), threading.Event()
    put(window, bar)

    def work(progress: Progress) -> int:
        progress.step(1, 2, "Counting")
        go.wait(20)
        return 7

    got: list[int] = []
    bar.follow(jobs.start(work, done=got.append))
    qtbot.waitUntil(bar.isVisible)
    assert said(bar) == ["Counting 1 of 2"]
    go.set()
    qtbot.waitUntil(lambda: got == [7])
    assert not bar.isVisible()
    jobs.shut_down()


class Shown(QWidget):
    """Remembers whether what it watches was ever shown."""

    ever = False

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # Qt's name
        self.ever = self.ever or event.type() == QEvent.Type.Show
        return False
