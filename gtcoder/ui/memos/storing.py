"""Storing what is written on the paper; what is refused comes back, never onto another memo."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gtcoder.errors import GtcoderError, NotFound, StaleText
from gtcoder.ui.kit import TwoTexts
from gtcoder.ui.memos.editor import MemoEditor
from gtcoder.ui.memos.subjects import written_on
from gtcoder.ui.session import NewMemo, Session
from gtcoder.vocabulary import MemoId, MemoKind


@dataclass(frozen=True, slots=True)
class Draft:
    """What is written: of a memo as it was read at a revision, or of a new one on `about`.

    `paper` is the sheet of paper it was written on; another memo is on another one.
    """

    memo: MemoId | None
    about: NewMemo
    kind: MemoKind
    title: str
    text: str
    read_at: int
    paper: int


class Storing(QObject):
    """Stores what the editor holds; `fresh` is what a memo that is not stored yet is about.

    While it is `asking`, nothing is stored over a colleague's text. `written` gives a new memo,
    `read_again` says that a paper shall show what is stored, `refused` gives a draft that shall
    be on the paper again. Who puts another memo on the paper counts up `paper`.
    """

    written = Signal(object)  # MemoId
    read_again = Signal()
    refused = Signal(object)  # Draft

    def __init__(self, session: Session, editor: MemoEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._editor, self._ground = session, editor, parent
        self._new: Draft | None = None  # on its way to be a memo
        self._later: Draft | None = None  # what was written on its paper meanwhile
        self.fresh: NewMemo | None = None
        self.asking = False
        self.paper = 0

    def store(self) -> None:
        """Store what is written and not stored yet."""
        editor = self._editor
        if self.asking or not editor.changed or not self._session.bridge.can_write:
            return
        draft = Draft(
            editor.card.id if editor.card else None, self.fresh or NewMemo(),
            editor.kind.value(), editor.title.text().strip(), editor.text.toPlainText(),
            editor.read_at, self.paper,
        )  # fmt: skip
        self.fresh = None
        editor.stored(draft.title, draft.text, self._session.bridge.state.revision + 1)
        self._store(draft)

    def _store(self, draft: Draft) -> None:
        """Store a draft; what follows on a new memo waits until that has its number."""
        from gtcoder.actions.theory import change_memo, write_memo

        refused = partial(self._refuse, draft)
        if draft.memo is not None:
            self._session.bridge.act(
                change_memo, memo=draft.memo, title=draft.title, text=draft.text,
                expected_revision=draft.read_at, failed=refused,
            )  # fmt: skip
            return
        if self._new is not None and self._new.paper == draft.paper:
            self._later = draft
            return
        try:
            about = written_on(self._session, draft.about)
        except GtcoderError as error:  # what it is about is gone, or the study out of reach
            self._refuse(draft, error)
            return
        self._new = draft
        self._session.bridge.act(
            write_memo, title=draft.title, text=draft.text, kind=draft.kind,
            done=self._write_on, failed=refused, **about,
        )  # fmt: skip

    def _write_on(self, memo: MemoId) -> None:
        later, self._new, self._later = self._later, None, None
        self._session.say.toast(self.tr("The memo is stored"))
        if later is not None:
            self._store(replace(later, memo=memo, read_at=self._session.bridge.state.revision))
        self.written.emit(memo)

    def _refuse(self, draft: Draft, error: GtcoderError) -> None:
        """Tell why; where a colleague wrote too, ask which version shall stand."""
        if draft.memo is None:
            draft, self._new, self._later = self._later or draft, None, None
        if isinstance(error, StaleText):
            self._ask(draft, error)
            return
        if isinstance(error, NotFound) and draft.memo is not None:
            draft = replace(draft, memo=None)  # removed meanwhile: it can be stored as a new one
        self._bring_back(draft, error)

    def _bring_back(self, draft: Draft, error: GtcoderError) -> None:
        """Put a draft back where its paper is still there, else offer to."""
        if draft.paper == self.paper:
            self.refused.emit(draft)
            self._session.say.error(error)
            return
        key = f"memo-{draft.paper}"

        def show() -> None:
            self._session.say.withdraw(key)
            self._session.go("memos", None)
            self.refused.emit(draft)

        action = (self.tr("Show what was written"), show)
        self._session.say.notice(str(error), kind="warn", actions=(action,), key=key)

    def _ask(self, draft: Draft, error: StaleText) -> None:
        if draft.paper == self.paper:
            self.refused.emit(draft)
        self.asking = True  # and until that is answered nothing is stored over theirs
        sheet = TwoTexts(error, parent=self._ground)
        sheet.kept.connect(partial(self._keep, draft))
        sheet.dropped.connect(partial(self._settle, draft))
        sheet.rejected.connect(partial(self._give_up, draft, error))
        sheet.finished.connect(self._answered)
        sheet.open()

    def _keep(self, draft: Draft, text: str) -> None:
        from gtcoder.actions.theory import change_memo

        self._session.bridge.act(
            change_memo, memo=draft.memo, title=draft.title, text=text,
            failed=partial(self._refuse, replace(draft, text=text)),
        )  # fmt: skip
        self._settle(draft)

    def _settle(self, draft: Draft) -> None:
        if draft.paper == self.paper:
            self._editor.show_memo(None, 0, about="", mine=True)
        self.read_again.emit()

    def _give_up(self, draft: Draft, error: StaleText) -> None:
        """Leave what was written on its paper, or offer it where another memo is in sight."""
        if draft.paper != self.paper:
            self._bring_back(draft, error)

    def _answered(self) -> None:
        self.asking = False
