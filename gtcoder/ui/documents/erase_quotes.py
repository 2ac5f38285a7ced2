"""What quotes a text that is to be erased: a list with a box to tick, and the words in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gtcoder.queries.erasure import Quote
from gtcoder.store.pieces import SHORTEST
from gtcoder.ui.documents.grid import FormTable
from gtcoder.ui.documents.marked import mark
from gtcoder.ui.documents.table import ROW, Column, RowsModel
from gtcoder.ui.kit import Button, Label, TextArea
from gtcoder.ui.look import Role, look, scaled, theme
from gtcoder.vocabulary import Span

_LONGEST = 160  # characters of what is quoted in the list
_SHOWN = 20_000  # characters of the words in full
_MARKED = 500
_PHRASE = 40


class QuoteList(QWidget):
    """Quotes in other places, all ticked; what is not ticked is left as it is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._left: set[tuple[str, int]] = set()
        self.model: RowsModel[Quote] = RowsModel(self._columns(), key=lambda quote: quote.place)
        self.table = FormTable(self.model, name=self.tr("Quotes elsewhere"), stretch=2)
        self.table.setObjectName("quotes")
        self.table.choose_rows()
        self.table.setMinimumHeight(scaled(130))
        self.words = TextArea("", name=self.tr("The words of the chosen place"), lines=3)
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self._count = Label("", Role.STRONG)
        self._all = Button(self.tr("Tick all"), kind="quiet", tip=self.tr("Erase every quote"))
        self._none = Button(
            self.tr("Tick none"), kind="quiet", tip=self.tr("Leave every quote as it is")
        )
        tip = self.tr("Leave phrases of under {count} characters, as names of codes often are")
        self._long = Button(
            self.tr("Leave short phrases"), kind="quiet", tip=tip.format(count=_PHRASE)
        )
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._count, 1)
        for button in (self._long, self._all, self._none):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(6))
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.words)
        self._all.clicked.connect(self._tick_all)
        self._none.clicked.connect(self._tick_none)
        self._long.clicked.connect(self._leave_phrases)
        self.table.picked.connect(self._show_words)
        look().changed.connect(self._mark)

    @property
    def kept(self) -> frozenset[tuple[str, int]]:
        """The places whose quotes are left as they are."""
        return frozenset(self._left)

    def show_quotes(self, quotes: Sequence[Quote]) -> None:
        """Show quotes, all of them to be erased."""
        self._left.clear()
        self.model.set_rows(tuple(quotes))
        for widget in (self.table, self.words, self._long, self._all, self._none):
            widget.setVisible(bool(quotes))
        if quotes:
            self.table.choose(quotes[0].place)
            self._show_words(quotes[0])
        self._tell()

    def _columns(self) -> list[Column[Quote]]:
        return [
            Column[Quote](self.tr("Erase"), lambda _: "", tick=self._ticked, write=self._tick,
                          spoken=self._said),
            Column[Quote](self.tr("Place"), self._place, tip=self._tip, ink=_ink),
            Column[Quote](self.tr("Words"), _quoted, soft=True, tip=_quoted, ink=_ink),
        ]  # fmt: skip

    def _ticked(self, quote: Quote) -> bool | None:
        return quote.place not in self._left if quote.standing else None

    def _tick(self, quote: Quote, value: str) -> None:
        if value:
            self._left.discard(quote.place)
        else:
            self._left.add(quote.place)
        self.model.tell_anew()
        self._tell()

    def _tick_all(self) -> None:
        self._leave(())

    def _tick_none(self) -> None:
        self._leave(self.model.rows)

    def _leave_phrases(self) -> None:
        """Leave what says nothing of the person: no name, and no more than a phrase."""
        self._leave([q for q in self.model.rows if all(map(_is_phrase, q.pieces))])

    def _leave(self, quotes: Sequence[Quote]) -> None:
        self._left = {quote.place for quote in quotes if quote.standing}
        self.model.tell_anew()
        self._tell()

    def _place(self, quote: Quote) -> str:
        name = quote.what[:1].upper() + quote.what[1:]
        return name if quote.standing else self.tr("{place} (ledger only)").format(place=name)

    def _tip(self, quote: Quote) -> str:
        if quote.standing:
            return quote.what
        return self.tr("These words stand in the ledger alone. They always go.")

    def _said(self, quote: Quote) -> str:
        if not quote.standing:
            return self.tr("always erased")
        return self.tr("is left") if quote.place in self._left else self.tr("is erased")

    def _tell(self) -> None:
        count, left = len(self.model.rows), len(self._left)
        if not count:
            words = self.tr("Nothing else in the study quotes it or names it.")
        elif count == 1:
            words = self.tr("Quoted or named in 1 other place")
        else:
            words = self.tr("Quoted or named in {count} other places")
        if left:
            words += self.tr("; 1 left as it is") if left == 1 else self.tr("; {left} left as is")
        self._count.setText(words.format(count=f"{count:,}", left=f"{left:,}"))

    def _show_words(self, quote: Quote | None) -> None:
        text = "" if quote is None else quote.text
        self.words.setPlainText(text[:_SHOWN] if text else "")
        self._mark()

    def _mark(self) -> None:
        """Mark what is to go in the words in full, and bring the first of it into view."""
        quote: Quote | None = self.table.currentIndex().data(ROW)
        spans = [] if quote is None else list(_spans(quote))
        mark(self.words, spans, QColor(theme().danger_bg))
        selections = self.words.extraSelections()
        if selections:
            cursor = QTextCursor(selections[0].cursor)
            cursor.clearSelection()
            self.words.setTextCursor(cursor)
            self.words.ensureCursorVisible()


def _spans(quote: Quote) -> Iterator[Span]:
    text, found = quote.text[:_SHOWN], 0
    for piece in quote.pieces:
        at = text.find(piece)
        while at >= 0 and found < _MARKED:
            yield Span(at, at + len(piece))
            found += 1
            at = text.find(piece, at + len(piece))


def _quoted(quote: Quote) -> str:
    pieces = " … ".join(" ".join(piece.split()) for piece in quote.pieces)
    return f"“{pieces}”" if len(pieces) <= _LONGEST else f"“{pieces[: _LONGEST - 1]}…”"


def _is_phrase(piece: str) -> bool:
    return SHORTEST <= len(piece) < _PHRASE  # what is shorter is a name


def _ink(quote: Quote) -> str:
    return "text" if quote.standing else "text2"
