"""What gestures and commands do to the three columns, besides coding itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from gtcoder.actions import team
from gtcoder.ui.codebook.panel import CodebookPanel
from gtcoder.ui.desk.asking import Asking
from gtcoder.ui.desk.changing import Changes
from gtcoder.ui.desk.codes import KnownCodes
from gtcoder.ui.desk.hand import Hand, code_in
from gtcoder.ui.desk.notes import About
from gtcoder.ui.desk.passages import MEMOS, PASSAGES, SidePanel
from gtcoder.ui.desk.text import TextPane
from gtcoder.ui.desk.words import selected_in_words
from gtcoder.ui.session import Session
from gtcoder.vocabulary import CodeId, CodingId, Span

_SOON = 30  # ms after a coding before panels follow, so that it is painted first


class Moves(QObject):
    """Holds the columns together: what is chosen in one is shown in the others."""

    side_wanted = Signal()
    told = Signal(str)

    def __init__(
        self,
        session: Session,
        columns: tuple[CodebookPanel, TextPane, SidePanel],
        codes: KnownCodes,
        hand: Hand,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session, self._codes, self._hand = session, codes, hand
        self._book, self._text, self._side = columns
        self._desk = parent
        self._view = self._text.view
        self.told.connect(hand.told)
        self.changes = Changes(session, self._view, codes, hand, parent)
        self.asking = Asking(self._text, codes, hand, self.changes, parent)
        self.asking.memo_asked.connect(self.memo_on)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.follow_now)

    # Codes

    def click_code(self, code: int) -> None:
        """Apply a code that is clicked while text is selected; else show its passages."""
        if self._view.selected() is None:
            self._side.show_code(CodeId(code))
            self._side.show_view(PASSAGES)
        elif self._session.bridge.can_write:
            self._hand.apply(CodeId(code))
            self._view.setFocus()

    def activate_code(self, code: int) -> None:
        """Do as a click does, and go where one reads on; on a selection all selected codes go."""
        selected = self._view.selected() is not None
        several = [row.id for row in self._book.selected()]
        if selected and len(several) > 1 and code in several and self._session.bridge.can_write:
            self.changes.apply_several(several)
            self._view.setFocus()
            return
        self.click_code(code)
        if not selected:
            self.side_wanted.emit()
            self._side.list.setFocus()

    def choose_code(self, code: int | None) -> None:
        """Show the passages of the code that is current in the codebook."""
        if code is not None and code != self._side.code:
            self._side.show_code(CodeId(code))
        self._view.choose_code(code)
        self.tell_about()

    def drop_codes(self, codes: Sequence[CodeId], span: Span | None) -> None:
        """Apply codes that were dropped on the text, or put them on the chosen coding as well."""
        if span is None and self._view.chosen_coding is not None:
            self.changes.duplicate(codes, ())
        elif len(codes) > 1:
            self.changes.apply_several(codes, (), span)
        else:
            self._hand.apply(codes[0], span)

    def drop_span(self, code: int, start: int, end: int) -> None:
        """Apply a code on which text was dropped."""
        self._hand.apply(CodeId(code), Span(start, end))
        self._view.setFocus()

    def drop_coding(self, code: int, coding: int, also: bool) -> None:  # a slot
        """Give a coding the code on which it was dropped, or put that on its words as well."""
        self._view.pick(coding)
        if self._view.chosen_coding == coding:  # else it is gone
            if also:
                self.changes.duplicate([CodeId(code)], ())
            else:
                self.changes.recode(CodeId(code))
        self._view.setFocus()

    # Codings

    def follow(self, _: object = None) -> None:
        """Let the panels follow, in a moment, the coding that is chosen in the text."""
        self._soon.start()

    def coded(self, coding: CodingId) -> None:
        """Choose what was just coded, and let go of the selection."""
        selected, span = self._view.selected(), self._view.coding_span(coding)
        elsewhere = selected is not None and span is not None and not _meet(selected, span)
        elsewhere |= self._text.in_hand is not self._view
        if self.asking.is_open() or elsewhere:  # the reader is at the next words already
            return
        if selected is not None:
            self._view.select(None)
        self._view.choose(coding)
        self._soon.start()

    def ask_code(self, typed: str = "") -> None:
        """Open the palette."""
        self._count()
        self.asking.ask_code(typed)

    def recode(self) -> None:
        """Ask for another code for the chosen coding."""
        if self._view.chosen_coding is None:
            self._hand.told.emit(self.tr("Choose a coding first: click on it, or press Tab in it."))
        else:
            self._count()
            self.asking.ask_other_code(self.tr("Change code"), self.changes.recode)

    def tell_about(self) -> None:
        """Tell the memo pane what is chosen."""
        self._side.memos.set_about(self._about(None))

    # Memos and work

    def memo(self) -> None:
        """Begin a memo on the selection, the chosen coding, the code or the document."""
        self.memo_on(self._text.in_hand.selected())

    def memo_on(self, span: Span | None) -> None:
        """Begin a memo on a stretch, or on what is chosen."""
        self.side_wanted.emit()
        self._side.show_view(MEMOS)
        self._side.memos.begin(self._about(span))

    def show_view(self, key: str) -> None:
        """Show the passages, the comparison or the memos, and go there."""
        self.side_wanted.emit()
        self.follow_now()
        self._side.show_view(key)
        self._side.first_focus().setFocus()

    def finish(self, done: bool) -> None:
        """Say that I have finished the document, or am back at it."""
        document = self._text.current
        if document is not None:
            verb = team.finish_document if done else team.reopen_document
            told = (
                self.tr("You have finished “{name}” in this round")
                if done
                else self.tr("You are back at work on “{name}”")
            ).format(name=self._text.documents.names[document])
            say = self._session.say
            self._session.bridge.act(verb, document=document, done=lambda _: say.toast(told))

    def _count(self) -> None:
        """Take over the counts that the codebook has read."""
        counted = self._book.known().counted
        self._codes.count({} if counted is None else counted.passages())

    def _about(self, span: Span | None) -> About:
        view, document = self._text.in_hand, self._text.current
        document = document if view is self._view else view.page.document
        if span is not None:
            words = selected_in_words(view.page.text[span.start : span.end])
            return About(self.tr("On the {words}").format(words=words), document, span)
        chosen = view.chosen_coding
        where = None if chosen is None else view.coding_span(chosen)
        if chosen is not None and where is not None:
            code = code_in(view, chosen)
            row = None if code is None else self._codes.rows.get(code)
            words = self.tr("On “{code}”, line {line}").format(
                code="" if row is None else row.name, line=view.line_of(where.start)
            )
            return About(words, document, where, CodingId(chosen), code)
        row = self._codes.rows.get(self._side.code) if self._side.code is not None else None
        if row is not None:
            words = self.tr("On the code “{code}”").format(code=row.name)
            return About(words, document, code=row.id)
        name = "" if document is None else self._text.documents.names.get(document, "")
        return About(self.tr("On {document}").format(document=name), document)

    def follow_now(self) -> None:
        """Show the chosen coding in the codebook and beside the text."""
        view = self._text.in_hand
        coding = view.chosen_coding
        code = None if coding is None else code_in(view, coding)
        if code is not None:
            self._side.show_code(code, coding)
            self._book.choose(code)
        self.tell_about()


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
