"""What the desk asks for in a card over the text: a code to apply, another code, a document."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QWidget

from gtcoder.ui.desk.changing import Changes
from gtcoder.ui.desk.chooser import Chooser
from gtcoder.ui.desk.codes import KnownCodes
from gtcoder.ui.desk.hand import Hand
from gtcoder.ui.desk.matching import Choice
from gtcoder.ui.desk.palette import CodePalette
from gtcoder.ui.desk.text import TextPane
from gtcoder.ui.desk.words import selected_in_words
from gtcoder.vocabulary import CodeId, DocumentId, Span


class Asking(QObject):
    """Opens the cards, made when first wanted, and hands on what was chosen.

    When a card closes the focus is where it was, and so is the selection.
    """

    memo_asked = Signal(object)  # Span

    def __init__(
        self,
        text: TextPane,
        codes: KnownCodes,
        hand: Hand,
        changes: Changes,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._text, self._codes, self._hand = text, codes, hand
        self._desk = parent
        self._span, self._also = Span(0, 0), False
        self.changes = changes
        self._palette: CodePalette | None = None
        self._then: Callable[[CodeId], None] | None = None
        self._chooser: Chooser | None = None
        self._documents: Chooser | None = None

    @property
    def palette(self) -> CodePalette:
        """The code palette."""
        if self._palette is None:
            made = self._palette = CodePalette(self._desk.window())
            self._desk.destroyed.connect(made.deleteLater)  # it is the window's, not the desk's
            made.applied.connect(lambda code: self._put([code], []))
            made.created.connect(lambda path: self._put([], [path]))
            made.several.connect(self._put)
            made.memo_asked.connect(lambda: self.memo_asked.emit(self._span))
            made.in_vivo_asked.connect(lambda: self._hand.in_vivo(self._span))
        return self._palette

    def is_open(self) -> bool:
        """Whether the palette is open."""
        return self._palette is not None and self._palette.is_open

    def ask_code(self, typed: str = "") -> None:
        """Open the palette for the selection, the chosen coding's words, or the given passage."""
        view = self._text.view
        span = self._hand.target()
        if span is None:
            span = view.given.at(view.caret())
            view.select(span)  # what will be coded is seen
        if span is None:
            self._hand.told.emit(self.tr("Select a passage first."))
            return
        note = selected_in_words(view.page.text[span.start : span.end])
        self._open_palette(span, note, typed)

    def ask_further_codes(self) -> None:
        """Open the palette for codes to be put on the chosen coding's words as well."""
        chosen = self._text.view.chosen_coding
        span = None if chosen is None else self._text.view.coding_span(chosen)
        if span is None:
            self._hand.told.emit(self.tr("Choose a coding first: click on it, or press Tab in it."))
        else:
            self._open_palette(span, self.tr("Also code as"), "", also=True)

    def ask_pasted(self, text: str) -> None:
        """Open the palette with the codes ticked that the lines of a text name."""
        self.ask_code()
        if self.is_open():
            self.palette.tick_lines(text)

    def _open_palette(self, span: Span, note: str, typed: str, *, also: bool = False) -> None:
        self._span, self._also = span, also
        palette = self.palette
        palette.offer(self._codes.choices(), self._codes.recent)
        palette.set_known(self._codes.paths())
        about, left = self._place(span)
        palette.ask(about, typed=typed, note=note, left=left)

    def _put(self, codes: Sequence[CodeId], new: Sequence[tuple[str, ...]]) -> None:
        """Put what was chosen on the words: as further codes of a coding, or as codes."""
        weight = self.palette.weight
        if self._also:
            self.changes.duplicate(codes, new, weight)
        elif weight is not None or len(codes) + len(new) > 1:
            self.changes.apply_several(codes, new, self._span, weight)
        else:
            for code in codes:
                self._hand.apply(code, self._span)
            for path in new:
                self._hand.create(path, self._span)

    def ask_other_code(self, words: str, then: Callable[[CodeId], None]) -> None:
        """Ask for an existing code other than that of the chosen coding, near it."""
        if self._chooser is None:
            self._chooser = Chooser(
                self._desk.window(),
                name=self.tr("Choose a code"),
                placeholder=self.tr("Lack of reaction"),
                icon_name="tag",
                lines=4,
            )
            self._chooser.chosen.connect(self._chosen)
            self._desk.destroyed.connect(self._chooser.deleteLater)
        span = self._hand.target() or Span(self._text.view.caret(), self._text.view.caret())
        self._then = then
        chosen = self._text.view.chosen_coding
        own = None if chosen is None else self._hand.code_of(chosen)
        others = [choice for choice in self._codes.choices() if choice.key != own]
        self._chooser.offer(others, self._codes.recent)
        about, left = self._place(span)
        self._chooser.ask(about, note=words, left=left)

    def ask_document(self) -> None:
        """Ask which document to open, under the plus of the tabs."""
        if self._documents is None:
            self._documents = Chooser(
                self._desk.window(),
                name=self.tr("Open a document"),
                placeholder=self.tr("Name of a transcript"),
                icon_name="files",
            )
            self._documents.chosen.connect(self._open)
            self._desk.destroyed.connect(self._documents.deleteLater)
        known = self._text.documents
        choices = [
            Choice(key, name, note=self.tr("open") if key in known.open else "")
            for key, name in known.names.items()
        ]
        self._documents.offer(choices)
        plus = self._text.bar.new
        corner = plus.mapTo(self._desk.window(), QPoint(0, 0))
        self._documents.ask(QRect(corner, plus.size()))

    def close(self) -> None:
        """Close whatever is open."""
        for card in (self._palette, self._chooser, self._documents):
            if card is not None:
                card.close_card()

    def _place(self, span: Span) -> tuple[QRect, int]:
        """Return what the card must not cover, and where its left edge goes."""
        about = self._text.about(span)
        view = self._text.view
        end = view.display.offsets.to_qt(span.end)
        line = next((each for each in view.visible_lines() if each.first < end <= each.last), None)
        if line is None:
            return about, about.left()
        x = view.viewport().mapTo(view.window(), QPoint(round(line.x_of(end)), 0)).x()
        return about, max(about.left(), x - 90)

    def _chosen(self, choice: Choice) -> None:
        if self._then is not None and isinstance(choice.key, int):
            self._then(CodeId(choice.key))

    def _open(self, choice: Choice) -> None:
        if isinstance(choice.key, int):
            self._text.show_document(DocumentId(choice.key))
