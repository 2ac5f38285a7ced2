"""The new passage beside earlier ones of its code: the nearest, the most different, the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.actions import comparisons as verbs
from gtcoder.errors import GtcoderError
from gtcoder.ui.desk.codes import KnownCodes
from gtcoder.ui.desk.retrieved import Row
from gtcoder.ui.jobs import Job
from gtcoder.ui.kit import Button, EmptyState, Label, PassageList, ThinProgress
from gtcoder.ui.look import Role, scaled
from gtcoder.ui.session import Session
from gtcoder.vocabulary import CodeId, CodingId, ComparisonVerdict

if TYPE_CHECKING:
    from gtcoder.reports.nearest import Neighbour, Neighbours  # noqa: TC004  never looked up

_PAUSE = 120  # ms in which changes are gathered
_WORDS = 220


@dataclass(frozen=True, slots=True)
class _Beside(Row):
    """An earlier passage with how alike it is and what was found of it."""

    neighbour: Neighbour | None = None
    near: bool = True
    found: str = ""

    @property
    def aside(self) -> str:
        """What was found, with the note."""
        return self.found

    @property
    def memo(self) -> str:
        """No memo: the list shows what was found."""
        return ""


class ComparePane(QWidget):
    """Follows the coding that is chosen in the text; `asked` is the row to go to.

    Keys in the list: 1 the same, 2 different, 3 split, 4 memo.
    """

    asked = Signal(object)
    loaded = Signal()

    def __init__(self, session: Session, codes: KnownCodes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare")
        self.setAccessibleName(self.tr("Compare with earlier passages"))
        self._session, self._codes = session, codes
        self._coding: CodingId | None = None
        self._job: Job[Neighbours | None] | None = None
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._read)
        self.found: Neighbours | None = None
        self._drafts: dict[tuple[CodingId | None, int], str] = {}  # notes not recorded yet
        self._names = {
            ComparisonVerdict.SAME: self.tr("Same"),
            ComparisonVerdict.DIFFERENT: self.tr("Different"),
            ComparisonVerdict.SPLIT: self.tr("Split"),
            ComparisonVerdict.MEMO: self.tr("Memo"),
        }
        self._build()
        self.list.chosen_passage.connect(self._chosen)
        self.list.activated_passage.connect(self.asked)
        self._follow()

    def show_coding(self, coding: int | None) -> None:
        """Compare the passage of another coding."""
        key = None if coding is None else CodingId(coding)
        if key != self._coding:
            self._coding, self.found = key, None
            self.note.clear()
        self.renew()

    def renew(self) -> None:
        """Read again soon, if it is seen."""
        if self.isVisible():
            self._soon.start()

    def record(self, verdict: ComparisonVerdict) -> None:
        """Record what holding the chosen passage against the new one showed."""
        row, found = self.list.chosen(), self.found
        if row is None or found is None or found.passage.code is None:
            return
        note = self.note.text().strip()
        if verdict is ComparisonVerdict.MEMO and not note:
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)
            self._session.say.toast(self.tr("Write what you saw, then choose Memo."), undo=False)
            return
        self._session.bridge.act(
            verbs.record_comparison,
            code=found.passage.code,
            passage=found.passage.quotation,
            other=row.passage.quotation,
            verdict=verdict,
            note=note,
        )
        self._drafts.pop((self._coding, int(row.passage.quotation)), None)

    def take_back(self) -> None:
        """Take back what was recorded of the chosen passage."""
        row = self.list.chosen()
        if isinstance(row, _Beside) and row.neighbour and row.neighbour.comparison is not None:
            self._session.bridge.act(verbs.remove_comparison, comparison=row.neighbour.comparison)

    def showEvent(self, event: object) -> None:
        """Read what was left out while nobody looked."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._soon.start()

    def _read(self) -> None:
        coding, bridge = self._coding, self._session.bridge
        if self._job is not None:
            self._job.cancel()
        if coding is None:
            self._show(None)
            return

        def work(_: object) -> Neighbours | None:
            from gtcoder.reports.nearest import neighbours  # loads all reports

            with bridge.read() as reader:
                return neighbours(reader, coding)

        self._job = self._session.jobs.start(work, done=self._show, failed=self._failed, owner=self)
        self.progress.follow(self._job)

    def _show(self, found: Neighbours | None) -> None:
        if found is not None and found.passage.coding != self._coding:
            return
        chosen = self.list.chosen()
        self.found = found
        rows: list[_Beside] = []
        if found is not None:
            rows = [self._row(each, near=True) for each in found.nearest]
            rows += [self._row(each, near=False) for each in found.different]
            words = " ".join(found.passage.text.split())
            short = words if len(words) <= _WORDS else words[: _WORDS - 1] + "…"
            self.words.setText(f"“{short}”")
            told = self.tr("{code}: {count} passages were coded before this one")
            if found.earlier == 1:
                told = self.tr("{code}: 1 passage was coded before this one")
            name, count = found.passage.code_name, f"{found.earlier:,}"
            self.about.setText(told.format(code=name, count=count))
        keep = None if chosen is None else chosen.passage.quotation
        again = next((row for row in rows if row.passage.quotation == keep), None)
        self.list.set_passages(rows, again or (rows[0] if rows else None), tag_of=self._tag)
        self._follow()
        self.loaded.emit()

    def _row(self, each: Neighbour, *, near: bool) -> _Beside:
        found = ""
        if each.verdict is not None:
            found = ": ".join(part for part in (self._names[each.verdict], each.note) if part)
        code = self._codes.rows.get(each.passage.code or CodeId(0))
        return _Beside(each.passage, 0 if code is None else code.colour, None, each, near, found)

    def _tag(self, row: _Beside) -> tuple[str, str]:
        likeness = 0 if row.neighbour is None else round(100 * row.neighbour.likeness)
        words = self.tr("near · {likeness} %") if row.near else self.tr("different · {likeness} %")
        return words.format(likeness=likeness), "text2"

    def _chosen(self, row: object) -> None:
        if isinstance(row, _Beside):
            note = row.neighbour.note if row.neighbour else ""
            self.note.setText(self._drafts.get((self._coding, int(row.passage.quotation)), note))
        self._follow()

    def _keep(self, note: str) -> None:
        """Keep a note that is being written, whichever passage is looked at next."""
        row = self.list.chosen()
        if row is not None:
            self._drafts[self._coding, int(row.passage.quotation)] = note

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self._session.say.error(error)

    def _follow(self) -> None:
        """Show the page and what can be done."""
        page: QWidget = self._content
        if self.found is None:
            page = self._nothing
        elif not (self.found.nearest or self.found.different):
            page = self._first
        self._pages.setCurrentWidget(page)
        row = self.list.chosen()
        can = row is not None and self._session.bridge.can_write
        for button in self.buttons.values():
            button.setEnabled(can)
        self.note.setEnabled(can)
        known = isinstance(row, _Beside) and row.neighbour is not None and row.found
        self.back.setEnabled(bool(can and known))

    def _build(self) -> None:
        self._nothing = EmptyState(
            self.tr("No passage is chosen."),
            self.tr("Choose a coding in the text, and it is held against earlier ones here."),
        )
        self._first = EmptyState(
            self.tr("There is no earlier passage of this code."),
            self.tr("When the next one is coded, it can be held against this one."),
        )
        self.about, self.words = Label("", Role.SMALL, ink="text2", wrap=True), Label("", wrap=True)
        self.list = PassageList(name=self.tr("Earlier passages to compare with"))
        self.list.setObjectName("compared")
        self.note = QLineEdit()
        self.note.setObjectName("comparison_note")
        self.note.setPlaceholderText(self.tr("What the two show (a note)"))
        self.note.setAccessibleName(self.tr("Note on the comparison"))
        self.note.setToolTip(self.tr("Kept with the verdict that you choose; Enter: to the list"))
        self.note.textEdited.connect(self._keep)
        self.note.returnPressed.connect(self.list.setFocus)
        self.progress = ThinProgress()
        self.buttons = {
            verdict: self._button(verdict, str(number))
            for number, verdict in enumerate(ComparisonVerdict, 1)
        }
        self.back = Button(
            self.tr("Take back"), kind="quiet", tip=self.tr("Take back what was recorded (Del)")
        )
        self.back.clicked.connect(self.take_back)
        self._key("Del", self.take_back)
        self._lay_out()

    def _lay_out(self) -> None:
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, scaled(10))
        column.setSpacing(scaled(6))
        for widget in (self.about, self.words):
            widget.setContentsMargins(scaled(20), 0, scaled(16), 0)
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setContentsMargins(scaled(20), 0, scaled(12), 0)
        row.setSpacing(scaled(6))
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        line = QHBoxLayout()
        line.setContentsMargins(scaled(20), 0, scaled(12), 0)
        line.addWidget(self.note, 1)
        line.addWidget(self.back)
        column.addLayout(line)
        column.addLayout(row)
        self._pages = QStackedWidget(self)
        for page in (self._nothing, self._first, self._content):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.progress)
        whole.addWidget(self._pages, 1)

    def _button(self, verdict: ComparisonVerdict, key: str) -> Button:
        tips = {
            ComparisonVerdict.SAME: self.tr("Both say the same of the code"),
            ComparisonVerdict.DIFFERENT: self.tr("They show different sides of the code"),
            ComparisonVerdict.SPLIT: self.tr("The code holds two things and should be split"),
            ComparisonVerdict.MEMO: self.tr("Keep the note as a memo on both and the code"),
        }
        button = Button(self._names[verdict], tip=f"{tips[verdict]} ({key})")
        button.clicked.connect(lambda: self.record(verdict))
        self._key(key, lambda: self.record(verdict))
        return button

    def _key(self, key: str, run: object) -> None:
        made = QShortcut(QKeySequence(key), self.list)
        made.setContext(Qt.ShortcutContext.WidgetShortcut)
        made.activated.connect(run)
