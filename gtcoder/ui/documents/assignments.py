"""Who codes which document: a grid of documents and coders."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from gtcoder.actions import team
from gtcoder.queries.people import CoderRow, RoundRow
from gtcoder.ui.documents.grid import FormTable
from gtcoder.ui.documents.rows import Listed, Overview
from gtcoder.ui.documents.table import Column, RowsModel
from gtcoder.ui.kit import Label, Panel
from gtcoder.ui.look import Role, scaled
from gtcoder.ui.session import Session
from gtcoder.vocabulary import AssignmentState, CoderId

STATES = {
    AssignmentState.ASSIGNED: ("clipboard-text", "text2"),
    AssignmentState.IN_WORK: ("pencil-simple", "accent"),
    AssignmentState.FINISHED: ("check-circle", "success"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A document with what every coder says of it in the round that is shown."""

    listed: Listed
    states: tuple[tuple[CoderId, AssignmentState], ...]

    def state(self, coder: CoderId) -> AssignmentState | None:
        """Return how far a coder is."""
        return dict(self.states).get(coder)


class AssignmentGrid(Panel):
    """A click or Space on an empty cell asks that coder to code that document.

    In a closed round it says, on a cell of one's own, that one has finished.
    """

    def __init__(self, session: Session, *, may_write: bool, parent: QWidget) -> None:
        super().__init__(parent.tr("Who codes what"), name="assignments-panel", parent=parent)
        self._session = session
        self._coders: tuple[CoderRow, ...] = ()
        self._overview = Overview()
        self._round: RoundRow | None = None
        self.model: RowsModel[Line] = RowsModel((), key=lambda row: row.listed.id)
        self.table = _Grid(self.model, name=self.tr("Assignments"))
        self.table.setObjectName("assignments")
        self.table.locked = not may_write
        self.hint = hint = Label("", Role.SMALL, ink="text2", wrap=True)
        hint.setContentsMargins(scaled(16), scaled(8), scaled(16), scaled(8))
        self.body.addWidget(self.table, 1)
        self.set_footer(hint)

    def show_overview(self, overview: Overview) -> None:
        """Show the assignments as they are now."""
        self._overview = overview
        if overview.coders != self._coders or not self.model.columnCount():
            self._coders = overview.coders
            self.model.set_columns(self._columns(overview.coders))

    def show_round(self, row: RoundRow | None) -> None:
        """Show who codes what in a round."""
        self._round = row
        self.header.set_count(self.tr("no round is chosen") if row is None else row.name)
        self.hint.setText(self._hint(row))
        of_round = [each for each in self._overview.assignments if row and each.round == row.id]
        self.model.set_rows(
            tuple(
                Line(
                    listed,
                    tuple(
                        (each.coder, each.state) for each in of_round if each.document == listed.id
                    ),
                )
                for listed in self._overview.documents
            )
        )

    def _hint(self, row: RoundRow | None) -> str:
        if row is not None and row.closed_at is not None:
            return self.tr(
                "This round is closed. A click or Space on a cell of yours still says that you "
                "have finished what you coded in it."
            )
        return self.tr(
            "A click or Space on an empty cell asks the coder to code the document; Shift and "
            "arrows take several cells. Only coders themselves say finished."
        )

    def _columns(self, coders: tuple[CoderRow, ...]) -> list[Column[Line]]:
        return [
            Column[Line](self.tr("Document"), lambda row: row.listed.document.name, strong=True),
            *map(self._of, coders),
        ]

    def _of(self, coder: CoderRow) -> Column[Line]:
        return Column[Line](
            coder.name,
            partial(self._told, coder.id),
            icon=partial(_icon, coder.id),
            write=partial(self._assign, coder.id),
            act=True,
            spoken=partial(self._spoken, coder),
        )

    def _told(self, coder: CoderId, row: Line) -> str:
        words = {
            AssignmentState.ASSIGNED: self.tr("assigned"),
            AssignmentState.IN_WORK: self.tr("in work"),
            AssignmentState.FINISHED: self.tr("finished"),
        }
        state = row.state(coder)
        return words[state] if state else ""

    def _spoken(self, coder: CoderRow, row: Line) -> str:
        told = self._told(coder.id, row) or self.tr("not asked")
        return f"{row.listed.document.name}, {coder.name}: {told}"

    def _assign(self, coder: CoderId, row: Line, _: str) -> None:
        now, bridge, state = self._round, self._session.bridge, row.state(coder)
        if now is None:
            return
        if now.closed_at is None:
            if state is None:
                bridge.act(team.assign, coder=coder, document=row.listed.id, round=now.id)
        elif coder == bridge.coder and state is not AssignmentState.FINISHED:
            words = self.tr("You have finished “{name}” in “{round}”").format(
                name=row.listed.document.name, round=now.name
            )
            told = partial(self._told_so, words)
            bridge.act(team.finish_document, done=told, document=row.listed.id, round=now.id)

    def _told_so(self, words: str, _: object) -> None:
        self._session.say.toast(words)


class _Grid(FormTable):
    """Cells, not rows, are chosen; Space acts on all of them."""

    def __init__(self, model: RowsModel[Line], *, name: str) -> None:
        super().__init__(model, name=name, stretch=-1)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = self.selectionModel().selectedIndexes()
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return) and len(chosen) > 1:
            for index in chosen:
                self.begin(index)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        several = len(self.selectionModel().selectedIndexes()) > 1
        if several:
            QAbstractItemView.mouseReleaseEvent(self, event)
        else:
            super().mouseReleaseEvent(event)


def _icon(coder: CoderId, row: Line) -> tuple[str, str] | None:
    state = row.state(coder)
    return STATES[state] if state else None
