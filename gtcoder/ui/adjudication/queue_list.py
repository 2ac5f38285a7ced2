"""The queue: filters, the list of disagreements, and how many are decided."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gtcoder.ui.adjudication.reading import Desk
from gtcoder.ui.kit import Chip, FlowLayout, FrameModel, Hairline, Label, TableView
from gtcoder.ui.look import Role, look, scaled, theme
from gtcoder.vocabulary import DisagreementKind

ALL, OPEN, DECIDED = "all", "open", "decided"
_SHARES = (0.25, 0.21, 0.36, 0.18)


class QueueTable(TableView):
    """Shares its room among the columns."""

    def keyboardSearch(self, search: str) -> None:
        """Look for nothing: figures are verdicts, also where one cannot be chosen."""

    def _lay_columns(self) -> None:
        super()._lay_columns()
        header = self.horizontalHeader()
        if self.model() is None or header.count() != len(_SHARES):
            return
        for column, share in enumerate(_SHARES):
            header.resizeSection(column, round(self.viewport().width() * share))
        self._frozen.follow()


class Meter(QWidget):
    """How much of the queue is decided, as a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        look().changed.connect(self._wear)
        self._wear()

    def show_share(self, share: float, words: str) -> None:
        """Show another share, 0 to 1."""
        self._share = share
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the whole in grey, and on it what is done."""
        painter, now = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(0, 0, 0, 0))
        whole = QRectF(self.rect())
        radius = whole.height() / 2
        painter.setBrush(QColor(now.sunken))
        painter.drawRoundedRect(whole, radius, radius)
        if self._share:
            whole.setWidth(max(whole.width() * self._share, whole.height()))
            painter.setBrush(QColor(now.accent))
            painter.drawRoundedRect(whole, radius, radius)

    def _wear(self) -> None:
        self.setFixedHeight(scaled(6))


class QueueList(QWidget):
    """`chosen` names a row of the queue by its place; `asked_round` another round."""

    chosen = Signal(int)
    asked_next = Signal()
    asked_round = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._places: list[int] = []
        self.round, self.kind = Chip(self.tr("Round")), Chip(self.tr("Kind"))
        self.state, self.document = Chip(self.tr("State")), Chip(self.tr("Interview"))
        self.model = FrameModel(parent=self)
        self.table = QueueTable(name=self.tr("Disagreements"))
        self.table.setObjectName("disagreements")
        self.table.setModel(self.model)
        self.table.setMinimumHeight(scaled(120))
        self.meter, self.count = Meter(), Label("", Role.SMALL, ink="text2", wrap=True)
        self.count.setObjectName("progress_words")
        states = [(self.tr("open"), OPEN), (self.tr("decided"), DECIDED), (self.tr("all"), ALL)]
        self.state.set_choices(states, ALL)
        self._lay()
        self.table.chosen_row.connect(self._tell)
        self.table.opened_row.connect(lambda _: self.asked_next.emit())
        self.round.changed.connect(lambda name: self.asked_round.emit(str(name)))
        for chip in (self.kind, self.state, self.document):
            chip.changed.connect(self._narrow)
            chip.cleared.connect(self._widen)

    def show_desk(self, desk: Desk, keep: int | None) -> None:
        """Show another state of the queue; the row at `keep` stays chosen."""
        queue = desk.queue
        assert queue is not None  # the page shows an empty state else
        self._desk = desk
        self.round.set_choices([(row.name, row.name) for row in desk.rounds], queue.round.name)
        kinds = Counter(row.kind for row in queue.rows)
        named = [(f"{kind} {kinds[kind]}", kind) for kind in DisagreementKind]
        self._offer(self.kind, [(self.tr("all"), None), *named])
        names = [(desk.words.documents[key], key) for key in queue.documents]
        self._offer(self.document, [(self.tr("all"), None), *names])
        self._fill()
        self._say_progress()
        if keep is not None:
            self.choose(keep)

    def choose(self, place: int) -> None:
        """Choose a row of the queue by its place; one that is filtered away is not shown."""
        for row in range(self.model.rowCount()):
            if self._places[self.model.source_row(row)] == place:
                self.table.selectRow(row)
                return

    def current(self) -> int | None:
        """Return the place of the chosen row."""
        index = self.table.currentIndex()
        if not index.isValid() or index.row() >= self.model.rowCount():
            return None
        return self._places[self.model.source_row(index.row())]

    def next_open(self) -> int | None:
        """Return the place of the next undecided row after the chosen one, going round."""
        desk = self._desk
        if desk is None or desk.queue is None:
            return None
        order = [self._places[self.model.source_row(n)] for n in range(self.model.rowCount())]
        now = self.current()
        at = order.index(now) + 1 if now in order else 0
        rows = desk.queue.rows
        return next((p for p in order[at:] + order[:at] if rows[p].decision is None), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on the panel's ground."""
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def _offer(self, chip: Chip, choices: list[tuple[str, object]]) -> None:
        before = chip.value()
        chip.set_choices(choices, before if before in [value for _, value in choices] else None)

    def _fill(self) -> None:
        desk = self._desk
        if desk is None or desk.queue is None:
            return
        rows = desk.queue.rows
        kind, state, document = (c.value() for c in (self.kind, self.state, self.document))
        self._places = [
            place
            for place, row in enumerate(rows)
            if kind in (None, row.kind)
            and document in (None, row.document)
            and (state == ALL or (row.decision is None) == (state == OPEN))
        ]
        columns = (
            self.tr("Line"), self.tr("Kind"), self.tr("Codes"), self.tr("State"),
        )  # fmt: skip
        self.model.set(columns, [self._cells(desk, place) for place in self._places])

    def _cells(self, desk: Desk, place: int) -> tuple[str, ...]:
        assert desk.queue is not None
        row = desk.queue.rows[place]
        codes = " / ".join(desk.words.codes[code].name for code in row.codes)
        state = self.tr("open") if row.decision is None else self._verdict(desk, place)
        where = f"{desk.lines[place]} · {desk.words.documents[row.document]}"
        return where, str(row.kind), codes, state

    def _verdict(self, desk: Desk, place: int) -> str:
        assert desk.queue is not None
        row = desk.queue.rows[place]
        assert row.decision is not None
        verdict = str(row.decision.verdict)
        if verdict in ("first", "second"):
            answer = row.answers[verdict == "second"]
            return desk.words.coders[answer.coders[0]]
        return {"both": self.tr("both"), "third": self.tr("third")}.get(verdict, self.tr("none"))

    def _say_progress(self) -> None:
        queue = self._desk.queue if self._desk else None
        if queue is None:
            return
        done, every = queue.decided, len(queue.rows)
        words = self.tr("{done} of {all} decided").format(done=f"{done:,}", all=f"{every:,}")
        parts = [words]
        for kind in DisagreementKind:
            rows = [row for row in queue.rows if row.kind is kind]
            if rows:
                decided = sum(row.decision is not None for row in rows)
                parts.append(f"{kind} {decided:,}/{len(rows):,}")
        self.count.setText(" · ".join(parts))
        self.meter.show_share(done / every if every else 0, words)

    def _narrow(self) -> None:
        for chip in (self.kind, self.document):
            chip.set_flag(chip.value() is not None)
        self.state.set_flag(self.state.value() != ALL)
        before = self.current()
        self._fill()
        if self._places:
            self.choose(before if before in self._places else self._places[0])
        else:
            self.chosen.emit(-1)

    def _widen(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            chip.choose(ALL if chip is self.state else None)

    def _tell(self, row: int) -> None:
        if 0 <= row < len(self._places):
            self.chosen.emit(self._places[row])

    def _lay(self) -> None:
        chips = QWidget()
        flow = FlowLayout(chips)
        flow.setContentsMargins(scaled(12), scaled(8), scaled(12), scaled(8))
        for chip in (self.round, self.kind, self.state, self.document):
            flow.addWidget(chip)
        foot = QWidget()
        below = QVBoxLayout(foot)
        below.setContentsMargins(scaled(16), scaled(10), scaled(16), scaled(12))
        below.setSpacing(scaled(6))
        below.addWidget(self.meter)
        below.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(chips)
        column.addWidget(Hairline())
        column.addWidget(self.table, 1)
        column.addWidget(Hairline())
        column.addWidget(foot)
