"""Storing what is written on the paper; what is refused comes back, never onto another memo."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gtcoder.errors import GtcoderError, NotFound, StaleText
from gtcoder.ui.kit import TwoTexts
from gtcoder.ui.memos.editor import MemoEditor
from gtcoder.ui.memos.subjects import written_on
from gtcoder.ui.session import NewMemo, Session
from gtcoder.vocabulary import MemoId, MemoKind

if TYPE_CHECKING:
    from gtcoder.store.ledger import Change


@dataclass(frozen=True, slots=True)
class Draft:
    """What is written: of a memo as it was read at a revision, or of a new one on `about`.

    `paper` is the sheet of paper it was written on; another memo is on another one. Kind and tags
    count where the memo was `new` on it: of an older one they are changed by themselves.
    """

    memo: MemoId | None
    about: NewMemo
    kind: MemoKind
    title: str
    text: str
    read_at: int
    paper: int
    tags: tuple[str, ...] = ()
    new: bool = True


class Storing(QObject):
    """Stores what the editor holds; `fresh` is what a memo that is not stored yet is about.

    Of each paper one draft is on its way at a time, and what is written meanwhile follows it as
    of the revision that made. While it is `asking`, nothing is stored over a colleague's text.
    `written` gives a new memo, `read_again` says that a paper shall show what is stored,
    `refused` gives a draft that shall be on the paper again. Who puts another memo on the paper
    counts up `paper`.
    """

    written = Signal(object)  # MemoId
    read_again = Signal()
    refused = Signal(object)  # Draft

    def __init__(self, session: Session, editor: MemoEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._editor, self._ground = session, editor, parent
        self._on_way: dict[int, Draft] = {}  # by paper
        self._later: dict[int, Draft] = {}
        self._numbers: dict[int, MemoId] = {}  # of the memos that were new on their paper
        self._tags: dict[int, tuple[str, ...]] = {}  # as they were stored with these
        self._mine: Change | None = None  # the last of mine that touched memos
        self.fresh: NewMemo | None = None
        self.asking = False
        self.paper = 0
        session.bridge.changed.connect(self._hear)

    def store(self) -> None:
        """Store what is written and not stored yet."""
        editor = self._editor
        if self.asking or not editor.changed or not self._session.bridge.can_write:
            return
        draft = self._draft()
        self.fresh = None
        self._session.say.withdraw(_key(draft))
        editor.stored(draft.title, draft.text)
        self._store(draft)

    def set_aside(self) -> None:
        """Offer a title without a text again, before another memo is on the paper."""
        if self._has_bare_title():
            words = self.tr("“{title}” is not stored: a memo needs a text. The title is kept.")
            self._offer_to_write(words)

    def may_close(self) -> bool:
        """Tell whether nothing is lost with the paper; where a title would be, say so."""
        bare = self._has_bare_title()
        if bare:
            words = self.tr("“{title}” is not stored: a memo needs a text. Write it, or remove "
                            "the title.")  # fmt: skip
            self._offer_to_write(words)
        return not bare

    def _has_bare_title(self) -> bool:
        return self._editor.bare_title and self._session.bridge.can_write

    def _offer_to_write(self, words: str) -> None:
        draft = self._draft()
        self._offer(draft, words.format(title=draft.title), self.tr("Write the text"))

    def _draft(self) -> Draft:
        """Return what is on the paper; a memo that was new there is the one it became."""
        editor = self._editor
        memo = editor.card.id if editor.card else self._numbers.get(self.paper)
        return Draft(
            memo, self.fresh or NewMemo(), editor.kind.value(), editor.title.text().strip(),
            editor.text.toPlainText(), editor.read_at, self.paper, editor.tags.tags,
            editor.card is None,
        )  # fmt: skip

    def _store(self, draft: Draft) -> None:
        """Store a draft; what follows on the same paper waits until it is stored."""
        from gtcoder.actions.memos import change_memo, write_memo

        if draft.paper in self._on_way:
            self._later[draft.paper] = draft
            return
        done, refused = partial(self._go_on, draft), partial(self._refuse, draft)
        if draft.memo is not None:
            self._on_way[draft.paper] = draft
            self._session.bridge.act(
                change_memo, memo=draft.memo, title=draft.title, text=draft.text,
                kind=draft.kind if draft.new else None, expected_revision=draft.read_at,
                done=done, failed=refused,
            )  # fmt: skip
            self._file(draft, draft.memo)
            return
        try:
            about = written_on(self._session, draft.about)
        except GtcoderError as error:  # what it is about is gone, or the study out of reach
            self._refuse(draft, error)
            return
        self._on_way[draft.paper], self._tags[draft.paper] = draft, draft.tags
        self._session.bridge.act(
            write_memo, title=draft.title, text=draft.text, kind=draft.kind, tags=draft.tags,
            done=done, failed=refused, **about,
        )  # fmt: skip

    def _file(self, draft: Draft, memo: MemoId) -> None:
        """Let the tags of a memo that was new follow it."""
        from gtcoder.actions.memos import tag_memo

        was = self._tags.get(draft.paper, ())
        if draft.new and draft.tags != was:
            self._tags[draft.paper] = draft.tags
            self._session.bridge.act(
                tag_memo, memo=memo, add=[each for each in draft.tags if each not in was],
                remove=[each for each in was if each not in draft.tags],
            )  # fmt: skip

    def _hear(self, change: Change) -> None:
        if change.coder == self._session.bridge.coder and change.touches("memo"):
            self._mine = change

    def _go_on(self, draft: Draft, made: MemoId | None) -> None:
        """Take note of the revision it was stored in, and store what was written meanwhile."""
        memo = made if draft.memo is None else draft.memo
        read_at, mine = draft.read_at, self._mine
        if mine is not None and memo in mine.touched["memo"]:
            read_at = max(read_at, mine.revision)
        del self._on_way[draft.paper]
        later = self._later.pop(draft.paper, None)
        if draft.paper == self.paper:
            self._editor.read_at = max(self._editor.read_at, read_at)
        if later is not None:
            self._store(replace(later, memo=memo, read_at=read_at))
        if made is not None:
            self._numbers[draft.paper] = made
            self._session.say.toast(self.tr("The memo is stored"))
            self.written.emit(made)

    def _refuse(self, draft: Draft, error: GtcoderError) -> None:
        """Tell why; where a colleague wrote too, ask which version shall stand."""
        self._on_way.pop(draft.paper, None)
        draft = self._later.pop(draft.paper, draft)  # the newest words of the two
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
        self._offer(draft, str(error), self.tr("Show what was written"))

    def _offer(self, draft: Draft, words: str, action: str) -> None:
        key = _key(draft)

        def show() -> None:
            self._session.say.withdraw(key)
            self._session.go("memos", None)
            if draft.paper == self.paper:
                self._editor.text.setFocus()
            else:
                self.refused.emit(draft)

        self._session.say.notice(words, kind="warn", actions=((action, show),), key=key)

    def _ask(self, draft: Draft, error: StaleText) -> None:
        if draft.paper == self.paper:
            self.refused.emit(draft)
        self.asking = True  # and until that is answered nothing is stored over theirs
        sheet = TwoTexts(error, parent=self._ground)
        sheet.text.setPlainText(draft.text)  # newer, where one wrote on meanwhile
        sheet.kept.connect(partial(self._keep, draft))
        sheet.dropped.connect(partial(self._settle, draft))
        sheet.rejected.connect(partial(self._give_up, draft, error))
        sheet.finished.connect(self._answered)
        sheet.open()

    def _keep(self, draft: Draft, text: str) -> None:
        from gtcoder.actions.memos import change_memo

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


def _key(draft: Draft) -> str:
    """Return the key of the notice about a paper; there is one at a time."""
    return f"memo-{draft.paper}"
