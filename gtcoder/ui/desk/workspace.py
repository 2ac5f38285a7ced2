"""The open coding desk: codebook, transcript, and the passages and memos of what is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gtcoder.queries.codebook import codes
from gtcoder.queries.examples import examples
from gtcoder.queries.people import RoundRow, coders, my_assignment, open_round
from gtcoder.store.ledger import ALL, Change
from gtcoder.store.reader import Reader
from gtcoder.ui.codebook.panel import CodebookPanel
from gtcoder.ui.commands import permit
from gtcoder.ui.desk.acting import add_acts
from gtcoder.ui.desk.bookmarks import Bookmarks
from gtcoder.ui.desk.codes import KnownCodes
from gtcoder.ui.desk.codings import FEW
from gtcoder.ui.desk.columns import Columns
from gtcoder.ui.desk.correcting import add_correcting
from gtcoder.ui.desk.doing import (
    CODE_PAGE,
    PLACE,
    Doing,
    LettersFirst,
    add_all,
    coding_commands,
    read_only_reason,
    reading_commands,
    showing_commands,
)
from gtcoder.ui.desk.hand import Hand
from gtcoder.ui.desk.menu import TextMenu
from gtcoder.ui.desk.moves import Moves
from gtcoder.ui.desk.passages import MEMOS, PASSAGES, SidePanel
from gtcoder.ui.desk.splitting import Splitting
from gtcoder.ui.desk.surface import Surface, looks_of
from gtcoder.ui.desk.text import TextPane
from gtcoder.ui.desk.travel import Travel
from gtcoder.ui.desk.words import round_in_words, selected_in_words
from gtcoder.ui.kit import initials_of
from gtcoder.ui.preferences import Spot
from gtcoder.ui.session import OneCode, OneDocument, Passage, Session, Target
from gtcoder.ui.workspace import Workspace
from gtcoder.vocabulary import AssignmentState, CodeId, DocumentId

CODES = ("code", "membership", "code_example")
CODINGS = ("coding", "quotation")
_PATCHED = frozenset(
    {"coding.apply", "coding.apply_new", "coding.in_vivo", "coding.recode", "coding.remove",
     "coding.apply_several", "coding.duplicate", "coding.weigh", "coding.confirm"}
)  # fmt: skip
_LATER = 80  # ms in which what need not be seen at once is gathered


class DeskWorkspace(Workspace):
    """Three columns; own codings are patched into the text at once, all else follows soon."""

    place = PLACE
    tables = frozenset(
        {*CODES, *CODINGS, "document", "text_version", "turn", "speaker", "participant",
         "variable_value", "coder", "round", "assignment", "memo", "memo_link", "project",
         "comparison"}
    )  # fmt: skip

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.codes = KnownCodes()
        self.book = CodebookPanel(session, place=CODE_PAGE)
        self.text = TextPane(session)
        self.text.come_back(session.preferences.spot(session.location))
        self.view = self.text.view
        self.side = SidePanel(session, self.codes)
        self.hand = Hand(session, self.view, self.codes, self)
        self.moves = Moves(session, (self.book, self.text, self.side), self.codes, self.hand, self)
        self.travel = Travel(session, self.text, self.side, self)
        self.room = QWidget(self)
        self.columns = Columns(self.book, self.text, self.side, self.room)
        self._round: RoundRow | None = None
        self._blind = False
        self._pending: set[str] = set()
        self._later = QTimer(self, singleShot=True, interval=_LATER)
        self._later.timeout.connect(self._catch_up)
        row = QHBoxLayout(self.room)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.columns, 1)
        row.addWidget(self.columns.folded)
        self.actions_by_name = self._add_commands()
        self.actions_by_name |= add_acts(session, self.moves, self.text)
        self.actions_by_name |= add_correcting(session, self.text, self)
        self.surface = Surface(self)
        self.actions_by_name |= self.surface.add_commands()
        self.bookmarks = Bookmarks(self)
        self.actions_by_name |= self.bookmarks.add_commands()
        self.splitting = Splitting(self)
        self.actions_by_name |= self.splitting.add_commands()
        self._letters_first = LettersFirst(self.view, self.actions_by_name.values())
        self.menu = TextMenu(session, self.view, self.moves, self.actions_by_name, self)
        self._connect()

    # What every workspace answers

    def refresh(self) -> None:
        """Read all that the desk shows, but for the codebook, which follows by itself."""
        with self.session.bridge.read() as reader:
            self._read_codes(reader)
            self._read_people(reader)
            self.text.read(reader)
            self._read_work(reader)
        self.side.renew()
        self.side.memos.renew()
        self.splitting.come_back()

    def take(self, change: Change) -> None:
        """Patch codings at once; let the rest follow in a moment."""
        ids = change.touched.get("coding")
        few = ids is not None and ids is not ALL and len(ids) < FEW
        if change.touches(*CODES):
            with self.session.bridge.read() as reader:
                self._read_codes(reader)
        if ids is not None and few:
            self.text.patch(ids)
        elif ids is None and "quotation" in change.touched:
            self.text.patch(self.hand.moving())  # the next press goes on from where it is then
        self._pending |= set(change.touched)
        if few and change.action in _PATCHED:
            self._pending.discard("quotation")
        elif change.touches(*CODINGS):
            self._pending.add("quotation")
        self._later.start()

    def open_target(self, target: Target) -> None:
        """Show a passage, a document, or the passages of a code."""
        if isinstance(target, Passage):
            self.travel.go(target)
        elif isinstance(target, OneDocument):
            self.text.show_document(target.document)
        elif isinstance(target, OneCode):
            self.book.choose(target.code)
            self.side.show_code(target.code)
            self.side.show_view(PASSAGES)

    def status(self) -> tuple[str, ...]:
        """Return round, line, and how much is selected."""
        if self.text.current is None:
            return ()
        line = self.tr("Line {line} of {all}").format(
            line=f"{self.view.line_of(self.view.caret()):,}", all=f"{self.view.line_count:,}"
        )
        span = self.view.selected()
        parts = (round_in_words(self._round), line)
        if span is None:
            return parts
        return (*parts, selected_in_words(self.view.page.text[span.start : span.end]))

    def first_focus(self) -> QWidget:
        """The first focus is in the text."""
        return self.view

    def panels(self) -> tuple[QWidget, ...]:
        """Codebook, text and side panel, from left to right."""
        second = self.splitting.second
        texts = (self.view,) if second is None else (self.view, second.view)
        return (self.book, *texts, self.side.first_focus())

    def may_leave(self) -> bool:
        """Store a memo that is begun."""
        self.moves.asking.close()
        return self.side.memos.may_leave()

    def spot(self) -> Spot | None:
        """Come back to the document in view, where it is."""
        return self.splitting.spot(self.text.spot())

    # Reading

    def _read_codes(self, reader: Reader) -> None:
        rows = codes(reader, retired=True)
        shown = {code: each[0].cited for code, each in examples(reader).items()}
        self.codes.read(rows, self.session.preferences.favourites(reader.study.guid.hex()), shown)
        self.view.set_looks(looks_of(rows))

    def _read_people(self, reader: Reader) -> None:
        everybody, me = coders(reader), self.session.bridge.coder
        self.hand.coders = {row.id: row for row in everybody}
        self.view.set_me(me, {row.id: initials_of(row.name) for row in everybody})
        was_blind, self._blind = self._blind, reader.blind is not None
        shown = self.text.codings.coders
        if self._blind:  # the reader shows what colleagues did in texts not to be coded
            shown = frozenset(() if me is None else (int(me),))
        elif was_blind:
            shown = None
        self.text.codings.coders, self.text.codings.blind = shown, self._blind
        self.text.bar.show_coders(everybody, me, shown, blind=self._blind)
        self.surface.read_people()
        self._round = open_round(reader)

    def _read_work(self, reader: Reader) -> None:
        """Read whether I have finished the document, and which codes I used last in it."""
        document, finished = self.text.current, self.actions_by_name["finished"]
        state = None if document is None else my_assignment(reader, document)
        finished.setChecked(state is AssignmentState.FINISHED)
        missing = self.tr("Open an interview first") if document is None else ""
        permit(finished, missing if self.session.bridge.can_write else read_only_reason())
        table = self.view.index.table
        mine = table.where(table.coder == (self.session.bridge.coder or -1))
        newest = mine.code[mine.id.argsort()[::-1]].tolist()
        self.codes.remember(dict.fromkeys(newest))

    def _catch_up(self) -> None:
        """Read what was left for later, once for a burst of changes."""
        pending, self._pending = self._pending, set()
        if pending & {"document", "text_version", "turn", "speaker", "participant",
                      "variable_value", "coder", "round", "project"}:  # fmt: skip
            self.refresh()
        elif "quotation" in pending:
            self.text.codings.reload()
        if "assignment" in pending:
            with self.session.bridge.read() as reader:
                self._read_work(reader)
        if pending & {*CODES, *CODINGS, "memo", "memo_link", "comparison"}:
            self.side.renew()
        if pending & {"memo", "memo_link", *CODINGS}:
            self.side.memos.renew()
        self.status_changed.emit()

    # Wiring

    def _connect(self) -> None:
        view, moves, hand = self.view, self.moves, self.hand
        self.book.code_clicked.connect(moves.click_code)
        self.book.code_activated.connect(moves.activate_code)
        self.book.code_chosen.connect(moves.choose_code)
        self.book.span_dropped.connect(moves.drop_span)
        self.book.coding_dropped.connect(moves.drop_coding)
        self.book.favourites_changed.connect(self._take_favourites)
        for aside in (self.book, self.side):
            aside.left.connect(view.setFocus)
        self.side.asked.connect(self.travel.go)
        self.travel.arrived.connect(moves.follow)
        self.travel.told.connect(self._tell)
        self.text.document_shown.connect(self._document_shown)
        self.text.reading_changed.connect(self._reading_changed)
        self.text.bar.new.clicked.connect(moves.asking.ask_document)
        moves.side_wanted.connect(self.columns.show_side)
        hand.coded.connect(moves.coded)
        hand.told.connect(self._tell)
        view.selection_changed.connect(self.status_changed)
        view.caret_moved.connect(self.status_changed)
        view.chosen.connect(moves.follow)
        find = self.session.commands.action("codebook.filter")
        view.key_asked.connect(lambda key: find.trigger() if key == "/" else None)
        view.context_asked.connect(self.menu.popup)
        self.side.memos.set_writable(can=self.session.bridge.can_write, reason=read_only_reason())
        if self.session.bridge.can_write:
            view.typed.connect(moves.ask_code)
            view.digit.connect(hand.favourite)
            view.codes_dropped.connect(moves.drop_codes)
            view.remove_asked.connect(hand.remove)
            self.text.reader.margin.carries = True

    def _add_commands(self) -> dict[str, QAction]:
        coding = coding_commands()
        reading = {**reading_commands(), **showing_commands()}
        hand, moves, text, tabs = self.hand, self.moves, self.text, self.text.bar.tabs
        runs: dict[str, Callable[..., Any]] = {
            "apply": lambda: moves.ask_code(), "in_vivo": lambda: hand.in_vivo(),
            "repeat": hand.repeat, "recode": moves.recode, "remove": hand.remove,
            "start_left": lambda: hand.move_edge("start", -1),
            "start_right": lambda: hand.move_edge("start", 1),
            "end_left": lambda: hand.move_edge("end", -1),
            "end_right": lambda: hand.move_edge("end", 1),
            "memo": moves.memo, "finished": moves.finish,
            "word": lambda: text.in_hand.select_word(),
            "sentence": lambda: text.in_hand.select_sentence(),
            "turn": lambda: text.in_hand.select_turn(), "find": text.finder.ask,
            "next": self.travel.next_passage, "previous": self.travel.previous_passage,
            "uncoded": self.travel.next_uncoded, "document": moves.asking.ask_document,
            "next_document": lambda: tabs.step(1), "previous_document": lambda: tabs.step(-1),
            "close_document": lambda: self.text.close_document(None),
            "dim": self._dim, "reading": self.text.ask_reading, "coders": self.text.bar.ask_coders,
            "passages": lambda: moves.show_view(PASSAGES),
            "memos": lambda: moves.show_view(MEMOS),
        }  # fmt: skip
        in_text = {"apply", "repeat", "remove", "word", "sentence", "turn", "next", "previous",
                   "uncoded"}  # fmt: skip
        doings = [
            Doing(
                command,
                runs[name],
                text_only=name in in_text,
                writes=name in coding,
                in_second=name in ("memo", "finished"),
            )
            for name, command in {**coding, **reading}.items()
        ]
        actions = add_all(self.session, doings, self.text)
        actions["dim"].setChecked(self.text.reading.dims)
        self.text.bar.add_actions(actions["finished"], actions["dim"], actions["find"])
        return actions

    def _document_shown(self, document: DocumentId) -> None:
        self.side.show_document(document)
        self.moves.tell_about()
        if not self.stale:
            with self.session.bridge.read() as reader:
                self._read_work(reader)
        self.status_changed.emit()

    def _reading_changed(self) -> None:
        self.actions_by_name["dim"].setChecked(self.text.reading.dims)
        with self.session.bridge.read() as reader:
            self._read_people(reader)

    def _dim(self, on: bool) -> None:
        self.text.reading.dim(on=on)

    def _take_favourites(self, favourites: tuple[CodeId | None, ...]) -> None:
        self.codes.favourites = favourites

    def _tell(self, words: str) -> None:
        self.session.say.toast(words, undo=False)
