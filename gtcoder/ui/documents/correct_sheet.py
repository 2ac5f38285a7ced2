"""The box in which a text is corrected, beside the original and what a correction would touch."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from gtcoder.actions.correcting import Corrected, correct
from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.queries.corrections import Correction, correction
from gtcoder.queries.passages import text as frozen_text
from gtcoder.textdiff import LostPassages, Piece
from gtcoder.ui.documents.marked import mark
from gtcoder.ui.kit import FrameModel, Label, Sheet, TableView, TextArea
from gtcoder.ui.look import Role, look, scaled, serif, theme
from gtcoder.ui.session import Session
from gtcoder.vocabulary import DocumentId, Span

_LATER = 250  # ms after the last letter in which what would change is looked up
_MARKED = 1_000  # places that are marked; of more, the first
_LONGEST = 160  # letters of a passage in the list
_BEFORE = 12  # letters before the first that differs


class CorrectSheet(Sheet):
    """A document's text, or a stretch of it, as it is and as it should be.

    What would change is shown before anything is stored.
    """

    def __init__(
        self,
        session: Session,
        document: DocumentId,
        name: str,
        *,
        parent: QWidget,
        span: Span | None = None,
    ) -> None:
        title = parent.tr("Correct “{name}”").format(name=name)
        super().__init__(title, parent=parent, width=920)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._document, self._name = session, document, name
        with session.bridge.read() as reader:
            self._text = frozen_text(reader, document)
        self._part, self._span = span is not None, span or Span(0, len(self._text))
        self._found: Correction | None = None
        lines = 5 if span else 14
        stretch = self._text[self._span.start : self._span.end]
        self.was = _area(self.tr("As it is"), stretch, lines)
        self.was.setReadOnly(True)
        self.now = _area(self.tr("As it should be"), stretch, lines)
        self.now.setObjectName("corrected")
        self.note = Label("", Role.BODY, ink="text2", wrap=True)
        self.note.setObjectName("correction-note")
        self.touched = TableView(name=self.tr("Passages in other words"), fits=True)
        self.touched.setObjectName("touched")
        self.touched.setFixedHeight(scaled(150))
        self.drop = QCheckBox(self.tr("Drop the passages of which nothing is left"))
        self.drop.setObjectName("drop-lost")
        self._lay_out()
        self._later = QTimer(self, singleShot=True, interval=_LATER)
        self._later.timeout.connect(self._look)
        self.now.textChanged.connect(self._changed)
        self.drop.toggled.connect(self._permit)
        self.was.verticalScrollBar().valueChanged.connect(self.now.verticalScrollBar().setValue)
        self.now.verticalScrollBar().valueChanged.connect(self.was.verticalScrollBar().setValue)
        look().changed.connect(self._mark)
        self._show(None)
        self.now.setFocus()

    def _lay_out(self) -> None:
        self.say(
            self.tr(
                "Codings, turns and all else that lies in the text move along, and Ctrl+Z takes "
                "the correction back. The text as it was stays in the ledger."
            )
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(scaled(12))
        grid.setVerticalSpacing(scaled(4))
        for place, area in enumerate((self.was, self.now)):
            grid.addWidget(Label(area.accessibleName(), Role.SMALL_STRONG, ink="text2"), 0, place)
            grid.addWidget(area, 1, place)
            grid.setColumnStretch(place, 1)
        self.body.addLayout(grid, 1)
        for widget in (self.note, self.touched, self.drop):
            self.body.addWidget(widget)
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        self._act = self.add_button(self.tr("Correct"), "primary", self._store)
        self.now.submitted.connect(self._act.click)

    def corrected(self) -> str:
        """Return the text, or its stretch, as it should be."""
        # plain text would have blanks for no-break spaces
        return self.now.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def _pieces(self, typed: str) -> list[Piece]:
        """Return the stretch that is corrected; a whole text is compared with the one before."""
        return [(self._span.start, self._span.end, typed)] if self._part else []

    def _changed(self) -> None:
        self._found = None
        self._permit()
        self._later.start()

    def _look(self) -> None:
        new = self.corrected()
        self._session.jobs.start(
            partial(self._compare, new), done=partial(self._compared, new), owner=self
        )

    def _compare(self, new: str, _: Progress) -> Correction:
        with self._session.bridge.read() as reader:
            return correction(reader, self._document, new, self._pieces(new))

    def _compared(self, new: str, found: Correction) -> None:
        if new == self.corrected():
            self._show(found)

    def _show(self, found: Correction | None) -> None:
        self._found = found
        rows = [] if found is None else found.passages
        lost = 0 if found is None else found.lost
        self.drop.setVisible(lost > 0)
        self.touched.setVisible(bool(rows))
        columns = (self.tr("Was"), self.tr("Becomes"), self.tr("Codes"), self.tr("Coder"))
        nothing = self.tr("(nothing is left)")
        cells = [
            (
                _from_change(row.before, row.after),
                nothing if row.lost else _from_change(row.after, row.before),
                "; ".join(path[-1] for path in row.codes),
                row.coder,
            )
            for row in rows
        ]
        self.touched.setModel(FrameModel(columns, cells, parent=self.touched))
        self.note.setText(self._told(found))
        self._mark()
        self._permit()

    def _told(self, found: Correction | None) -> str:
        if found is None or not found.places:
            return self.tr("Nothing is changed yet.")
        places, passages = len(found.places), len(found.passages)
        parts = [
            self.tr("1 place differs") if places == 1 else self.tr("{count} places differ"),
            self.tr("1 passage in other words")
            if passages == 1
            else self.tr("{passages} passages in other words"),
            self.tr("1 only lies elsewhere")
            if found.moved == 1
            else self.tr("{moved} only lie elsewhere"),
        ]
        told = " · ".join(parts)
        return told.format(count=f"{places:,}", passages=f"{passages:,}", moved=f"{found.moved:,}")

    def _mark(self) -> None:
        """Mark in both texts what differs."""
        places = () if self._found is None else self._found.places[:_MARKED]
        at = self._span.start
        mark(self.was, [Span(p.was.start - at, p.was.end - at) for p in places],
             QColor(theme().danger_bg))  # fmt: skip
        mark(self.now, [Span(p.now.start - at, p.now.end - at) for p in places],
             QColor(theme().success_bg))  # fmt: skip

    def _permit(self, *_: object) -> None:
        found = self._found
        ready = found is not None and bool(found.places)
        lost = found is not None and found.lost > 0 and not self.drop.isChecked()
        self._act.setEnabled(ready and not lost)
        tip = self.tr("Leave a word of each passage, or say that they are dropped.")
        self._act.setToolTip(tip if lost else self.tr("Correct (Ctrl+Enter)"))

    def _store(self) -> None:
        if self._found is None:
            return
        self._act.setEnabled(False)
        self._session.bridge.act(
            correct,
            done=self._stored,
            failed=self._failed,
            document=self._document,
            text=None if self._part else self.corrected(),
            edits=self._pieces(self.corrected()),
            expected_sha256=self._found.sha256,
            lost=LostPassages.DROP if self.drop.isChecked() else LostPassages.REFUSE,
        )

    def _stored(self, done: Corrected) -> None:
        count = len(done.changed)
        one, many = (
            self.tr("“{name}” corrected: 1 passage in other words"),
            self.tr("“{name}” corrected: {count} passages in other words"),
        )
        told = one if count == 1 else many
        self._session.say.toast(told.format(name=self._name, count=f"{count:,}"))
        self.accept()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self.note.setText(str(error))
        self._permit()


def _area(name: str, text: str, lines: int) -> TextArea:
    area = TextArea("", name=name, lines=lines)
    area.setFont(serif(15))
    area.setPlainText(text)
    area.document().setModified(False)
    return area


def _from_change(text: str, other: str) -> str:
    """Return the words of a passage in a line, from a little before where it differs."""
    differs = (n for n, (one, two) in enumerate(zip(text, other, strict=False)) if one != two)
    same = next(differs, min(len(text), len(other)))
    begin = text.rfind(" ", 0, max(same - _BEFORE, 0)) + 1
    words = ("… " if begin else "") + " ".join(text[begin:].split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
