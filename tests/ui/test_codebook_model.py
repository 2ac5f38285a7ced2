"""The codebook as rows: tree, filter, order, changes in place, what may be dropped where."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtWidgets import QApplication

from gtcoder.actions import codebook
from gtcoder.queries.codebook import CodeRow, codes
from gtcoder.store.location import FileLocation
from gtcoder.ui.codebook.arrange import Arrangement, Order, arrange
from gtcoder.ui.codebook.model import CODE_MIME, CODES_MIME, SPAN_MIME, CodebookModel
from gtcoder.ui.codebook.rows import CodeRole
from gtcoder.ui.codebook.tree import CodebookTree
from gtcoder.vocabulary import CodeId, CodeLevel
from tests.studies import Study, new_study

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

MOVE, COPY = Qt.DropAction.MoveAction, Qt.DropAction.CopyAction


class Book:
    """A study with an invented codebook: Time > (Waiting > Queue, Été), Anger."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.time = self.make("Time", level=CodeLevel.AXIAL)
        self.waiting = self.make("Waiting", self.time)
        self.queue = self.make("Queue", self.waiting, definition="Standing in LÍNE, invented")
        self.summer = self.make("Été", self.time)
        self.anger = self.make("Anger")

    def make(
        self,
        name: str,
        parent: CodeId | None = None,
        *,
        level: CodeLevel = CodeLevel.OPEN,
        definition: str = "",
    ) -> CodeId:
        return self.study.ann.perform(
            codebook.create_code, name=name, parent=parent, level=level, definition=definition
        )

    def rows(self) -> tuple[CodeRow, ...]:
        with self.study.ann.read() as reader:
            return codes(reader, retired=True)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    study = new_study(FileLocation(tmp_path / "codes.gtc"))
    yield Book(study)
    study.close()


@pytest.fixture
def model(book: Book) -> CodebookModel:
    made = CodebookModel()
    made.show(book.rows(), None)
    return made


def names(model: CodebookModel) -> list[str]:
    return [code.name for code in model.shown()]


def tree_of(model: CodebookModel, parent: QModelIndex | None = None) -> list[object]:
    above = parent or QModelIndex()
    rows = [model.index(row, 0, above) for row in range(model.rowCount(above))]
    return [(row.data(), tree_of(model, row)) for row in rows]


def test_the_model_keeps_qts_rules(model: CodebookModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)


def test_codes_stand_in_their_tree(model: CodebookModel) -> None:
    waiting: object = ("Waiting", [("Queue", [])])
    assert tree_of(model) == [("Time", [waiting, ("Été", [])]), ("Anger", [])]


def test_a_row_says_all_of_itself(book: Book, model: CodebookModel) -> None:
    model.show(book.rows(), {book.queue: 14})
    model.set_favourites((None, book.queue))
    index = model.index_of(book.queue)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Queue, code, 14 passages, in Waiting, favourite 2"
    assert index.data(CodeRole.COUNT) == 14
    assert index.data(CodeRole.PATH) == "Time > Waiting > Queue"
    assert index.data(CodeRole.FAVOURITE) == 2
    assert "Standing in" in index.data(Qt.ItemDataRole.ToolTipRole)
    top = model.index_of(book.time).data(Qt.ItemDataRole.AccessibleTextRole)
    assert top == "Time, category, 0 passages"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("QUEUE", ["Time", "Waiting", "Queue"]),
        ("ete", ["Time", "Été"]),
        ("line", ["Time", "Waiting", "Queue"]),  # in the definition, with other accents
        ("wait que", ["Time", "Waiting", "Queue"]),  # in the path
        ("nowhere", []),
        ("  ", ["Time", "Waiting", "Queue", "Été", "Anger"]),
    ],
)
def test_a_filter_finds_and_keeps_the_place(
    model: CodebookModel, wanted: str, found: list[str]
) -> None:
    model.set_arrangement(Arrangement(wanted))
    assert names(model) == found


def test_siblings_are_sorted(book: Book) -> None:
    counts = {book.anger: 9, book.time: 3, book.summer: 5}

    def tops(order: Order) -> list[str]:
        placed = arrange(book.rows(), counts, Arrangement(order=order))
        return [code.name for code, above in placed if above is None]

    assert tops(Order.BOOK) == ["Time", "Anger"]
    assert tops(Order.NAME) == ["Anger", "Time"]
    assert tops(Order.COUNT) == ["Anger", "Time"]


def test_retired_codes_are_shown_when_asked_for(book: Book, model: CodebookModel) -> None:
    book.study.ann.perform(codebook.retire_code, code=book.anger, reason="invented")
    model.show(book.rows(), None)
    assert "Anger" not in names(model)
    model.set_arrangement(Arrangement(retired=True))
    assert "Anger" in names(model)
    said = model.index_of(book.anger).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Anger, code, retired"
    assert not model.flags(model.index_of(book.anger)) & Qt.ItemFlag.ItemIsDragEnabled


def test_counts_change_in_place(book: Book, model: CodebookModel, qtbot: QtBot) -> None:
    model.show(book.rows(), {book.queue: 1})
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged) as told:
        model.show(book.rows(), {book.queue: 2})
    assert told.args is not None
    assert [index.data() for index in told.args[:2]] == ["Queue", "Queue"]
    assert model.index_of(book.queue).data(CodeRole.COUNT) == 2


def test_a_rename_changes_in_place(book: Book, model: CodebookModel, qtbot: QtBot) -> None:
    book.study.ann.perform(codebook.rename_code, code=book.queue, name="Line", reason="invented")
    with qtbot.assertNotEmitted(model.modelReset):
        model.show(book.rows(), None)
    assert model.index_of(book.queue).data() == "Line"


def test_the_tree_stays_open_and_chosen_when_codes_come_and_go(
    book: Book, model: CodebookModel, qtbot: QtBot
) -> None:
    tree = CodebookTree(model)
    qtbot.addWidget(tree)
    tree.show()
    tree.expand(model.index_of(book.time))
    assert tree.choose(book.summer)
    with qtbot.waitSignal(model.modelReset):
        book.make("Another", book.time)
        model.show(book.rows(), None)
    assert tree.isExpanded(model.index_of(book.time))
    assert not tree.isExpanded(model.index_of(book.waiting))
    assert [code.name for code in tree.selected()] == ["Été"]
    current = tree.current()
    assert current is not None
    assert current.id == book.summer


def test_a_filter_opens_all_and_gives_back_what_was_open(
    book: Book, model: CodebookModel, qtbot: QtBot
) -> None:
    tree = CodebookTree(model)
    qtbot.addWidget(tree)
    tree.set_searching(True)
    model.set_arrangement(Arrangement("queue"))
    assert tree.isExpanded(model.index_of(book.waiting))
    tree.set_searching(False)
    model.set_arrangement(Arrangement())
    assert not tree.isExpanded(model.index_of(book.time))


def mime(kind: str, text: str) -> QMimeData:
    data = QMimeData()
    data.setData(kind, text.encode())
    return data


def test_what_is_dragged_names_the_codes(book: Book, model: CodebookModel) -> None:
    data = model.mimeData([model.index_of(book.anger), model.index_of(book.queue)])
    assert bytes(data.data(CODE_MIME).data()) == str(book.anger).encode()
    assert bytes(data.data(CODES_MIME).data()).split() == [b"%d" % book.anger, b"%d" % book.queue]


def test_a_code_dropped_on_a_code_asks_to_go_under_it(
    book: Book, model: CodebookModel, qtbot: QtBot
) -> None:
    data = mime(CODE_MIME, str(book.anger))
    with qtbot.waitSignal(model.codes_dropped) as told:
        assert model.dropMimeData(data, MOVE, -1, -1, model.index_of(book.time))
    assert told.args == [(book.anger,), book.time, False]
    with qtbot.waitSignal(model.codes_dropped) as told:
        assert model.dropMimeData(data, COPY, -1, -1, model.index_of(book.time))
    assert told.args == [(book.anger,), book.time, True]


def test_a_code_dropped_between_rows_asks_for_their_parent(
    book: Book, model: CodebookModel, qtbot: QtBot
) -> None:
    data = mime(CODE_MIME, str(book.queue))
    with qtbot.waitSignal(model.codes_dropped) as told:
        assert model.dropMimeData(data, MOVE, 1, 0, QModelIndex())
    assert told.args == [(book.queue,), None, False]


def test_a_code_cannot_go_below_itself(book: Book, model: CodebookModel, qtbot: QtBot) -> None:
    data = mime(CODE_MIME, str(book.time))
    with qtbot.assertNotEmitted(model.codes_dropped):
        assert not model.dropMimeData(data, MOVE, -1, -1, model.index_of(book.queue))
        assert not model.dropMimeData(data, MOVE, -1, -1, model.index_of(book.time))


def test_text_is_dropped_on_a_code_only(book: Book, model: CodebookModel, qtbot: QtBot) -> None:
    data = mime(SPAN_MIME, "12 40")
    with qtbot.waitSignal(model.span_dropped) as told:
        assert model.dropMimeData(data, COPY, -1, -1, model.index_of(book.anger))
    assert told.args == [book.anger, 12, 40]
    assert not model.dropMimeData(data, COPY, -1, -1, QModelIndex())


def test_a_study_that_is_only_read_takes_no_drop(book: Book, model: CodebookModel) -> None:
    model.can_write = False
    for data in (mime(SPAN_MIME, "1 2"), mime(CODE_MIME, str(book.anger))):
        assert not model.dropMimeData(data, MOVE, -1, -1, model.index_of(book.time))


def test_two_thousand_codes_are_shown_at_once(book: Book, qtbot: QtBot) -> None:
    first = book.rows()[0]
    many = [
        CodeRow(
            CodeId(key), f"{key:032x}", f"Code {key}", (f"Code {key}",), None, first.level,
            first.origin, "invented", "", key % 20 + 1, False, None,
        )
        for key in range(1, 2001)
    ]  # fmt: skip
    model = CodebookModel()
    tree = CodebookTree(model)
    qtbot.addWidget(tree)
    tree.resize(268, 700)
    tree.show()
    model.show(many, {})
    assert model.rowCount() == 2000
    assert tree.choose(CodeId(1999))
    QApplication.processEvents()
    assert tree.visualRect(model.index_of(CodeId(1999))).bottom() <= tree.viewport().height()
    assert tree.row_rect(model.index_of(CodeId(1999))).height() == 27
