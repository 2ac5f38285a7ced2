"""Nobody's work is lost, whatever is cancelled, closed or killed in the middle of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QTableView

from gtcoder.queries.passages import documents
from gtcoder.queries.theory import memos
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from tests.journeys.hands import ALT, CONTROL, ENTER, SHIFT, Hands
from tests.journeys.invented import CODE, line_text
from tests.journeys.reading import check_whole, coded, ledger, reading

TOP = Path(__file__).resolve().parents[2]
FILES = 150
KILLED_AFTER = 12
ON_CODING = "Waiting is a message (invented)."
ON_STUDY = "On the study as a whole (invented)."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of many invented interviews."""
    where = tmp_path / "interviews"
    where.mkdir()
    for number in range(FILES):
        said = f"INT: Who called, no. {number}?\nP1: Nobody did, I waited.\n" * 30
        (where / f"P{number}.txt").write_text(said, encoding="utf-8")
    return where


def names(path: Path) -> list[str]:
    with reading(path) as reader:
        return [row.name for row in documents(reader)]


def close(person: Hands) -> None:
    """Close the window by its frame, and wait until it is gone."""
    person.window.close()
    person.wait(lambda: not person.window.isVisible())


def select_line(person: Hands, number: int) -> None:
    """Select the words of a line by the mouse."""
    span = person.span(line_text(number).split(": ")[1], person.span(line_text(number)).start)
    person.drag_over(span)
    assert person.text.selected() == span


def begin_coding(person: Hands) -> None:
    """Give a first line its code, so that the full stop repeats it."""
    select_line(person, 0)
    person.type(CODE)
    person.press(ENTER)
    person.settle()


def test_an_import_cancelled_while_files_are_read_leaves_all_as_it_was(
    hands: Callable[..., Hands], long_path: Path, folder: Path
) -> None:
    person, before = hands(long_path), names(long_path)
    begin_coding(person)
    person.drop_files(folder)
    assert person.busy()
    person.button("Cancel")
    person.wait(lambda: person.look_for(QTableView, "transcripts"))
    person.settle()
    assert names(long_path) == before
    close(person)
    check_whole(long_path)
    assert names(long_path) == before
    assert len(coded(long_path)) == 1


def test_a_window_closed_while_files_are_read_closes_at_once(
    hands: Callable[..., Hands], long_path: Path, folder: Path
) -> None:
    person, before = hands(long_path), names(long_path)
    begin_coding(person)
    person.drop_files(folder)
    assert person.busy()
    person.window.close()
    assert not person.window.isVisible()
    check_whole(long_path)
    assert names(long_path) == before
    again = hands(long_path)
    assert again.find(QTableView, "transcripts").model().rowCount() == len(before)


def test_a_window_closed_while_an_import_is_stored_waits_for_all_of_it(
    hands: Callable[..., Hands], long_path: Path, folder: Path
) -> None:
    person = hands(long_path)
    person.drop_files(folder)
    take = person.find(QAbstractButton, "take")
    person.wait(lambda: take.text() == f"Import {FILES} files" and take.isEnabled())
    person.click(take)
    assert person.busy()
    close(person)
    check_whole(long_path)
    assert len(names(long_path)) == FILES + 1


def test_a_window_closed_while_agreement_is_computed_closes_with_all_codings(
    hands: Callable[..., Hands], sample_path: Path
) -> None:
    person, before = hands(sample_path, "Nasrin Ravandi"), coded(sample_path)
    person.settle()
    person.click(person.find(QAbstractButton, "Agreement", person.window.rail))
    assert person.busy()
    person.window.close()
    assert not person.window.isVisible()
    check_whole(sample_path)
    assert coded(sample_path) == before


def quit_by_key(person: Hands) -> None:
    person.press(Qt.Key.Key_Q, CONTROL)
    person.wait(lambda: not person.window.isVisible())


def close_study(person: Hands) -> None:
    person.press(Qt.Key.Key_W, CONTROL | SHIFT)
    person.wait(lambda: person.look_for(QAbstractButton, "start-new"))


def change_coder(person: Hands) -> None:
    person.button("Coder: Ann")
    person.button("Bob", person.sheet())
    person.press(ENTER)
    person.wait(lambda: person.look_for(QAbstractButton, "Coder: Bob"))


def larger_text(person: Hands) -> None:
    person.press(Qt.Key.Key_Equal, ALT | CONTROL)
    person.settle()


@pytest.mark.parametrize("leave", [close, quit_by_key, close_study, change_coder, larger_text])
def test_codings_that_wait_are_stored_before_the_study_goes(
    hands: Callable[..., Hands], long_path: Path, leave: Callable[[Hands], None]
) -> None:
    person = hands(long_path)
    begin_coding(person)
    for number in range(1, 21):
        select_line(person, number)
        person.press(Qt.Key.Key_Period)
    assert person.window.session is not None
    assert person.window.session.bridge.state.waiting == 20
    leave(person)
    assert len(coded(long_path)) == 21
    assert {(code, coder) for code, _, _, coder, _ in coded(long_path)} == {(CODE, "Ann")}
    person.window.close()
    check_whole(long_path)


def begin_memo_on_the_coding(person: Hands) -> None:
    person.press(Qt.Key.Key_M, ALT)
    person.type(ON_CODING)


def begin_memo_on_the_study(person: Hands) -> None:
    person.go("Memos")
    person.press(Qt.Key.Key_N, CONTROL | SHIFT)
    person.type(ON_STUDY)


def memos_stored(path: Path) -> dict[str, int]:
    """Return the texts of memos and on how many passages each is."""
    with reading(path) as reader:
        return {memo.text: len(memo.quotations) for memo in memos(reader)}


def test_memos_that_are_typed_are_stored_when_their_place_is_left(
    hands: Callable[..., Hands], long_path: Path
) -> None:
    person = hands(long_path)
    begin_coding(person)
    begin_memo_on_the_coding(person)
    begin_memo_on_the_study(person)
    assert memos_stored(long_path) == {ON_CODING: 1}
    person.go("Ledger")
    assert memos_stored(long_path) == {ON_CODING: 1, ON_STUDY: 0}


@pytest.mark.parametrize("begin", [begin_memo_on_the_coding, begin_memo_on_the_study])
def test_a_memo_that_is_typed_is_stored_when_the_window_is_closed(
    hands: Callable[..., Hands], long_path: Path, begin: Callable[[Hands], None]
) -> None:
    person = hands(long_path)
    begin_coding(person)
    begin(person)
    assert memos_stored(long_path) == {}
    close(person)
    check_whole(long_path)
    assert list(memos_stored(long_path)) == [
        ON_CODING if begin is begin_memo_on_the_coding else ON_STUDY
    ]


def test_what_was_acknowledged_outlives_a_kill(long_path: Path, tmp_path: Path) -> None:
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.coding_window", str(long_path)],
        stdout=subprocess.PIPE, cwd=TOP, text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "GTCODER_STATE_DIR": str(tmp_path)},
    )  # fmt: skip
    assert worker.stdout is not None
    told = [int(worker.stdout.readline()) for _ in range(KILLED_AFTER)]
    worker.send_signal(signal.SIGKILL)
    told += [int(line) for line in worker.stdout if line.endswith("\n")]
    worker.wait()
    worker.stdout.close()
    with open_study(FileLocation(long_path), "Ann"):
        pass
    check_whole(long_path)
    entries = ledger(long_path)
    assert set(told) <= {entry.revision for entry in entries}
    assert len(coded(long_path)) == sum(entry.action == "coding.apply" for entry in entries)
    assert len(coded(long_path)) >= KILLED_AFTER
