"""The card of a coding: its code, who coded, what the code means, and the memos on the passage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gtcoder.queries.frames import ORIGINS
from gtcoder.queries.hovering import Noted, memos_by_coding
from gtcoder.store.ledger import Change
from gtcoder.ui.desk.codes import KnownCodes
from gtcoder.ui.desk.overlay import Overlay
from gtcoder.ui.kit import RIM, Label, paint_swatch
from gtcoder.ui.look import Role, isolated, sans, scaled
from gtcoder.ui.session import Session
from gtcoder.ui.transcript.reader import TranscriptReader
from gtcoder.vocabulary import CodeId, CodeLevel, CodingId, CodingOrigin, DocumentId

WAIT, NEXT = 350, 90  # milliseconds until a card comes, and until it is that of the next coding
_WIDTH, _MEMOS, _LINES = 320, 2, 5
_AUTO = ORIGINS.index(CodingOrigin.AUTO)
_TABLES = ("memo", "memo_link", "coding", "quotation")


@dataclass(frozen=True, slots=True)
class CardText:
    """What a card says."""

    name: str
    colour: int
    category: bool
    context: str
    coder: str
    definition: str
    memos: tuple[Noted, ...] = ()
    automatic: bool = False  # and not confirmed yet


class _Swatch(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.number, self.category = 0, False

    def sizeHint(self) -> QSize:
        return QSize(scaled(11), scaled(11))

    def paintEvent(self, event: QPaintEvent) -> None:
        size = scaled(11)
        box = QRectF(0, (self.height() - size) / 2, size, size)
        paint_swatch(QPainter(self), box, self.number, category=self.category)


class HoverCard(Overlay):
    """Shows what a coding is; the pointer goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, name=parent.tr("About this coding"))
        self.setObjectName("hover_card")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._swatch, self.name = _Swatch(), Label("", Role.STRONG)
        self.who = Label("", Role.SMALL, ink="text2")
        self.definition = Label("", Role.SMALL, wrap=True)
        self.memos = [Label("", Role.SMALL, wrap=True) for _ in range(_MEMOS)]
        self.more = Label("", Role.SMALL, ink="text2")
        head = QHBoxLayout()
        head.setSpacing(scaled(8))
        head.addWidget(self._swatch)
        head.addWidget(self.name, 1)
        self._inside = QVBoxLayout()
        edge = scaled(14)
        self._inside.setContentsMargins(edge, scaled(11), edge, scaled(12))
        self._inside.setSpacing(scaled(6))
        self._inside.addLayout(head)
        for label in (self.who, self.definition, *self.memos, self.more):
            self._inside.addWidget(label)
        self.column.addLayout(self._inside)

    def show_card(self, text: CardText, about: QRect) -> None:
        """Show a card beside a rectangle of the window."""
        self.close_card()
        self._swatch.number, self._swatch.category = text.colour, text.category
        self._swatch.setFixedWidth(scaled(11))
        room = scaled(_WIDTH)
        metrics = QFontMetrics(sans(Role.STRONG))
        beside = room - scaled(19)
        self.name.setText(metrics.elidedText(text.name, Qt.TextElideMode.ElideRight, beside))
        by = self.tr("Coded by {coder}")
        if text.automatic:
            by = self.tr("Automatic, by {coder}, not confirmed")
        parts = (by.format(coder=text.coder), text.context)
        said = "  ·  ".join(part for part in parts if part)
        small = QFontMetrics(sans(Role.SMALL))
        self.who.setText(small.elidedText(said, Qt.TextElideMode.ElideRight, room))
        for label in (self.name, self.who, self.more):
            label.setFixedHeight(QFontMetrics(label.font()).height())
        self._fill(self.definition, text.definition, lines=3)
        for place, label in enumerate(self.memos):
            note = text.memos[place] if place < len(text.memos) else None
            self._fill(label, "" if note is None else self._said(note), lines=_LINES)
        left = len(text.memos) - _MEMOS
        many = self.tr("and 1 more memo") if left == 1 else self.tr("and {count} more memos")
        self.more.setText(many.format(count=left))
        self.more.setVisible(left > 0)
        self.setAccessibleDescription(self.words())
        self.setFixedWidth(room + 2 * (scaled(14) + RIM))
        self.column.activate()
        self.open_near(about)

    def words(self) -> str:
        """Return all that the card says, line by line."""
        labels = (self.name, self.who, self.definition, *self.memos, self.more)
        return "\n".join(label.text() for label in labels if not label.isHidden())

    def _said(self, note: Noted) -> str:
        words = self.tr("Memo by {coder}: {text}")
        text = " ".join(part for part in (note.title, note.text) if part)
        return words.format(coder=note.coder, text=text)

    def _fill(self, label: Label, words: str, *, lines: int) -> None:
        """Set a label to as many lines of some words as it may have."""
        room = scaled(_WIDTH)
        metrics = QFontMetrics(sans(Role.SMALL))
        most = room * lines - metrics.averageCharWidth() * 8 * (lines - 1)
        one = " ".join(words.split())
        fitting = metrics.elidedText(one, Qt.TextElideMode.ElideRight, most)
        label.setText(fitting)
        label.setVisible(bool(words))
        if words:
            label.setFixedWidth(room)
            label.setFixedHeight(label.heightForWidth(room))


class Hovering(QObject):
    """Shows the card of the coding under the pointer after a moment, or of the one at the caret.

    The memos of a document are read in one question, when its first card is wanted.
    """

    def __init__(
        self,
        session: Session,
        reader: TranscriptReader,
        codes: KnownCodes,
        coder_name: Callable[[int], str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session, self._view, self._codes = session, reader.view, codes
        self._coder_name = coder_name
        self._desk, self.card = parent, HoverCard(parent)
        self._coding: int | None = None
        self._memos: dict[CodingId, tuple[Noted, ...]] | None = None
        self._of: DocumentId | None = None
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._show)
        reader.margin.carded = True
        self._margin = reader.margin
        self._view.hovered.connect(self._hovered)
        self._view.pressed.connect(self.leave)
        self._view.frame_changed.connect(self.leave)
        self._view.caret_moved.connect(self.leave)
        session.bridge.changed.connect(self._changed)

    def leave(self) -> None:
        """Take the card away."""
        self._soon.stop()
        self._coding = None
        self.card.close_card()

    def show_at_caret(self) -> bool:
        """Show the card of the chosen coding, else of the narrowest at the caret."""
        chosen = self._view.chosen_coding
        found = [strip.id for strip in self._view.strips_at_caret()]
        coding = chosen if chosen is not None else next(iter(found), None)
        if coding is None:
            return False
        self._open(coding, self._at_caret())
        return True

    def _hovered(self, coding: int | None) -> None:
        if coding is None:
            self.leave()
            return
        self._coding = coding
        self._soon.start(NEXT if self.card.is_open else WAIT)

    def _show(self) -> None:
        if self._coding is not None:
            self._open(self._coding, self._under_pointer())

    def _open(self, coding: int, about: QRect) -> None:
        text = self._text(coding)
        if text is not None:
            self.card.show_card(text, about)

    def _text(self, coding: int) -> CardText | None:
        place = self._view.index.place(coding)
        if place is None:
            return None
        table = self._view.index.table
        code, coder = int(table.code[place]), int(table.coder[place])
        row = self._codes.rows.get(CodeId(code))
        look = self._view.choice.looks.get(code)
        name = look.name if look is not None else ""
        above: Sequence[str] = () if row is None else row.path[:-1]
        return CardText(
            name,
            self._view.choice.colour(code, coder),
            row is not None and row.level is not CodeLevel.OPEN,
            " > ".join(isolated(each) for each in above),
            self._coder_name(coder),
            "" if row is None else row.definition or row.rule,
            self._read().get(CodingId(coding), ()),
            bool(table.origin[place] == _AUTO),
        )

    def _read(self) -> dict[CodingId, tuple[Noted, ...]]:
        document = self._view.page.document
        if self._memos is None or self._of != document:
            with self._session.bridge.read() as reader:
                self._memos, self._of = memos_by_coding(reader, document), document
            self._margin.set_memos({int(key): len(notes) for key, notes in self._memos.items()})
        return self._memos

    def _changed(self, change: Change) -> None:
        if change.touches(*_TABLES):
            self._memos = None

    def _under_pointer(self) -> QRect:
        spot = self._desk.mapFromGlobal(self._view.hover_at)
        line = self._view.line_at(self._view.viewport().mapFromGlobal(self._view.hover_at).y())
        tall = self._view.measures.band if line is None else line.tall
        port = self._view.viewport()
        top = spot.y() if line is None else port.mapTo(
            self._desk, QPoint(0, round(line.top))
        ).y()  # fmt: skip
        return QRect(spot.x() - scaled(12), top, 1, tall)

    def _at_caret(self) -> QRect:
        rect = self._view.cursorRect()
        corner = self._view.viewport().mapTo(self._desk, rect.topLeft())
        return QRect(corner, rect.size())
