"""Participants' paths through a model as a grid: who came to which step, as the how manyth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from gtcoder.queries.models import ModelRow, paths
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import ModelId, ParticipantId

Index = QModelIndex | QPersistentModelIndex
PROPOSED = Qt.ItemDataRole.UserRole + 20  # whether a row is a proposal alone
ACT, FIRST = 2, 3  # the column of what can be done, and that of the first step
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Way:
    """A participant's way: the keys of the steps in order, and what each visit stands on."""

    participant: ParticipantId
    name: str
    steps: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Ways:
    """The steps of a model (key, words) and the ways through them."""

    model: ModelId | None = None
    steps: tuple[tuple[str, str], ...] = ()
    rows: tuple[Way, ...] = ()


def read_ways(reader: Reader, model: ModelRow) -> Ways:
    """Return the confirmed ways through a model; proposals where none is confirmed."""
    from gtcoder.reports.model_paths import on_the_way, proposed_paths
    from gtcoder.reports.models import graph_of_model
    from gtcoder.reports.names import participant_names

    graph = graph_of_model(reader, model.name)
    steps = []
    for node in on_the_way(model):
        data = graph.nodes[node.key] if node.key in graph else {}
        number, label = int(data.get("number", 0) or 0), str(data.get("label", node.key))
        steps.append((node.key, f"{number} {label}" if number else label))
    confirmed = {row.participant: row for row in paths(reader, model.id)}
    proposed = {row.participant: row for row in proposed_paths(reader, model)}
    rows = []
    for person, name in participant_names(reader).items():
        found = confirmed.get(person) or proposed.get(person)
        notes = tuple(visit.note for visit in found.visits) if found else ()
        taken = found.steps if found else ()
        rows.append(Way(person, name, taken, notes, confirmed=person in confirmed))
    return Ways(model.id, tuple(steps), tuple(rows))


class PathsModel(QAbstractTableModel):
    """Participant, what the row is, what can be done, and a column for each step.

    Writing a number makes the step the how manyth of the way, writing none takes it out.
    """

    wished = Signal(object)  # Way, with the steps as they were written

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ways, self.writable = Ways(), True

    def show(self, ways: Ways) -> None:
        """Show other ways."""
        if [key for key, _ in ways.steps] == [key for key, _ in self.ways.steps] and len(
            ways.rows
        ) == len(self.ways.rows):
            self.ways = ways
            if ways.rows:
                last = self.index(self.rowCount() - 1, self.columnCount() - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.ways = ways
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Return how many participants there are."""
        return 0 if parent.isValid() else len(self.ways.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Return name, state, steps and act."""
        return 0 if parent.isValid() else len(self.ways.steps) + 3

    def headerData(
        self, section: int, orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # fmt: skip
        """Return the name of a column."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        names = [self.tr("Participant"), self.tr("Order"), ""]
        names += [words for _, words in self.ways.steps]
        return names[section] if section < len(names) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what Qt asks of a cell."""
        if not index.isValid():
            return None
        way, column = self.ways.rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._words(way, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(way, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._note(way, column) or None
        if role == PROPOSED:
            return bool(way.steps) and not way.confirmed
        if role == Qt.ItemDataRole.TextAlignmentRole and column >= FIRST:
            return int(Qt.AlignmentFlag.AlignCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the cells of the steps be written."""
        found = super().flags(index)
        if self.writable and index.column() >= FIRST:
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for the way that a number written in a cell makes."""
        way, column = self.ways.rows[index.row()], index.column()
        if role != Qt.ItemDataRole.EditRole or column < FIRST:
            return False
        if str(value).strip() != self._words(way, column):
            self.wished.emit(rewritten(way, self.ways.steps[column - FIRST][0], str(value)))
        return True

    def _words(self, way: Way, column: int) -> str:
        if column == 0:
            return way.name
        if column == 1:
            return self._state(way)
        if column == ACT:
            return self._act(way)
        key = self.ways.steps[column - FIRST][0]
        return ", ".join(str(n) for n, step in enumerate(way.steps, 1) if step == key)

    def _state(self, way: Way) -> str:
        if way.confirmed:
            return self.tr("confirmed")
        return self.tr("proposed") if way.steps else self.tr("none")

    def _act(self, way: Way) -> str:
        if not self.writable or not way.steps:
            return ""
        return self.tr("Take back") if way.confirmed else self.tr("Confirm")

    def _spoken(self, way: Way, column: int) -> str:
        words = self._words(way, column)
        if column < FIRST:
            return words
        step = self.ways.steps[column - FIRST][1]
        if not words:
            return self.tr("{name}: {step} not on the way").format(name=way.name, step=step)
        said = self.tr("{name}: {step} as {ranks}, {state}")
        return said.format(name=way.name, step=step, ranks=words, state=self._state(way))

    def _note(self, way: Way, column: int) -> str:
        if column < FIRST:
            return ""
        key = self.ways.steps[column - FIRST][0]
        pairs = zip(way.steps, way.notes, strict=False)
        return "\n".join(note for step, note in pairs if step == key and note)


def rewritten(way: Way, key: str, text: str) -> Way:
    """Return the way with a step at the places written, before what stood there; else without."""
    wanted = [int(number) for number in _NUMBERS.findall(text)]
    notes = way.notes if len(way.notes) == len(way.steps) else ("",) * len(way.steps)
    marked = [
        (rank, 1, step, note)
        for rank, (step, note) in enumerate(zip(way.steps, notes, strict=True), 1)
        if step != key
    ]
    kept: Sequence[str] = [note for step, note in zip(way.steps, notes, strict=True) if step == key]
    for number, rank in enumerate(wanted):
        marked.append((rank, 0, key, kept[number] if number < len(kept) else ""))
    marked.sort(key=lambda each: each[:2])
    return Way(
        way.participant, way.name, tuple(each[2] for each in marked),
        tuple(each[3] for each in marked), way.confirmed,
    )  # fmt: skip
