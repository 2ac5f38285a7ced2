"""A sheet that sets two versions of a paradigm side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.queries.paradigm_moments import Moment, moments
from gtcoder.queries.paradigm_versions import Board, Difference, boards_at, compare
from gtcoder.queries.theory import ParadigmRow
from gtcoder.ui.axial.version_list import VersionList, changed, items_of
from gtcoder.ui.jobs import Job
from gtcoder.ui.kit import Chip, Label, Segmented, Sheet
from gtcoder.ui.look import scaled
from gtcoder.ui.session import Session
from gtcoder.vocabulary import ParadigmId

_ALL, _CHANGES = "all", "changes"


@dataclass(frozen=True, slots=True)
class Side:
    """What one side shows: a paradigm as of an entry; None is now."""

    paradigm: ParadigmId
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """What was read: the two boards, what differs, and the moments to choose from."""

    boards: tuple[Board | None, Board | None]
    differences: tuple[Difference, ...]
    moments: tuple[tuple[Moment, ...], tuple[Moment, ...]]


class CompareSheet(Sheet):
    """Two lists, each with its paradigm and its moment; what differs is said in words."""

    def __init__(
        self,
        session: Session,
        board: ParadigmRow,
        boards: Sequence[ParadigmRow],
        parent: QWidget,
    ) -> None:
        super().__init__(self.tr("Compare versions"), parent=parent, width=860)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._job: Job[Compared] | None = None
        self._untouched = True
        self._sides = (Side(board.id), Side(board.id))
        self.left = SideView(self.tr("Earlier"), boards)
        self.right = SideView(self.tr("Later"), boards)
        for place, view in enumerate((self.left, self.right)):
            view.asked.connect(self._first_asked if place == 0 else self._second_asked)
        self._shown: Compared | None = None
        self.said = Label("")
        self.extent = Segmented(
            [(_ALL, self.tr("All")), (_CHANGES, self.tr("Only differences"))],
            name=self.tr("What is listed"),
        )
        self.extent.changed.connect(self._list)
        head = QHBoxLayout()
        head.addWidget(self.said, 1)
        head.addWidget(self.extent)
        self.body.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(scaled(16))
        row.addWidget(self.left, 1)
        row.addWidget(self.right, 1)
        self.body.addLayout(row, 1)
        self.add_button(self.tr("Close"), "primary", self.accept)
        self._read()

    def _first_asked(self, side: Side) -> None:
        self._untouched = False
        self._sides = (side, self._sides[1])
        self._read()

    def _second_asked(self, side: Side) -> None:
        self._sides = (self._sides[0], side)
        self._read()

    def _read(self) -> None:
        if self._job is not None:
            self._job.cancel()
        sides, first = self._sides, self._untouched

        def read(progress: Progress) -> Compared:
            progress.step(0, 1)
            return self._compared(sides, choose_first=first)

        self._job = self._session.jobs.start(read, done=self._show, failed=self._failed, owner=self)

    def _compared(self, sides: tuple[Side, Side], *, choose_first: bool) -> Compared:
        with self._session.bridge.read() as reader:
            offered = tuple(moments(reader, side.paradigm) for side in sides)
            first, second = sides
            if choose_first and offered[0]:
                first = replace(first, revision=_earlier(offered[0], reader.revision))
            found = tuple(
                next(
                    (
                        board
                        for board in boards_at(reader, side.revision or reader.revision)
                        if board.paradigm == side.paradigm
                    ),
                    None,
                )
                for side in (first, second)
            )
        before, after = found
        differences = compare(before, after) if before and after else ()
        return Compared((before, after), differences, (offered[0], offered[1]))

    def _show(self, read: Compared) -> None:
        self._job = None
        before, after = read.boards
        if self._untouched and before is not None:
            self._sides = (replace(self._sides[0], revision=before.revision), self._sides[1])
        self._shown = read
        self.left.offer(self._sides[0], read.moments[0])
        self.right.offer(self._sides[1], read.moments[1])
        self._list()
        self.said.setText(self._sentence(before, after, read.differences))

    def _list(self, *_: object) -> None:
        """List both boards, wholly or only what differs."""
        if self._shown is not None:
            only = self.extent.chosen == _CHANGES
            for place, view in enumerate((self.left, self.right)):
                board, differences = self._shown.boards[place], self._shown.differences
                items = () if board is None else items_of(board, differences, first=place == 0)
                view.list.show_items(changed(items) if only else items)

    def _sentence(
        self, before: Board | None, after: Board | None, differences: Sequence[Difference]
    ) -> str:
        if before is None or after is None:
            return self.tr("At one of the two moments the paradigm was not there.")
        if not differences:
            return self.tr("The two boards are the same.")
        if len(differences) == 1:
            return self.tr("1 difference")
        return self.tr("{n} differences").format(n=f"{len(differences):,}")

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self._session.say.error(error)


class SideView(QWidget):
    """One side: what it shows, chosen by two chips, and the list."""

    asked = Signal(object)  # Side

    def __init__(self, name: str, boards: Sequence[ParadigmRow]) -> None:
        super().__init__()
        self._side = Side(boards[0].id)
        self.board, self.moment = Chip(self.tr("Paradigm")), Chip(self.tr("As of"))
        self._boards = [(row.name, row.id) for row in boards]
        self.list = VersionList(name)
        self.list.setMinimumHeight(scaled(440))
        chips = QHBoxLayout()
        chips.setSpacing(scaled(6))
        chips.addWidget(self.board)
        chips.addWidget(self.moment)
        chips.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(8))
        column.addLayout(chips)
        column.addWidget(self.list, 1)
        self.board.setVisible(len(boards) > 1)
        self.board.changed.connect(self._choose_board)
        self.moment.changed.connect(self._choose_moment)

    def offer(self, side: Side, offered: Sequence[Moment]) -> None:
        """Say what is shown, and offer other moments."""
        self._side = side
        self.board.set_choices(self._boards, side.paradigm)
        choices: list[tuple[str, object]] = [(self.tr("now"), None)]
        for each in offered:
            words = self.tr("label “{name}”") if each.labelled else self.tr("entry {n}: {name}")
            choices.append((words.format(n=each.revision, name=each.words), each.revision))
        known = {revision for _, revision in choices}
        if side.revision not in known:
            choices.append((self.tr("entry {n}").format(n=side.revision), side.revision))
        self.moment.set_choices(choices, side.revision)

    def _choose_board(self, key: ParadigmId) -> None:
        self.asked.emit(replace(self._side, paradigm=key))

    def _choose_moment(self, revision: int | None) -> None:
        self.asked.emit(replace(self._side, revision=revision))


def _earlier(offered: Sequence[Moment], now: int) -> int | None:
    """Return the moment to begin with: the newest label before now, else the oldest entry known."""
    named = [each.revision for each in offered if each.labelled and each.revision < now]
    return named[0] if named else offered[-1].revision
