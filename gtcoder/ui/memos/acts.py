"""What is done to the open memo besides writing: kind, tags, links, and removing it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gtcoder.ui.axial.pick import pick
from gtcoder.ui.kit import ask_choice
from gtcoder.ui.memos.editor import MemoEditor
from gtcoder.ui.memos.model import headline
from gtcoder.ui.memos.subjects import arguments_of
from gtcoder.ui.session import Session
from gtcoder.vocabulary import MemoId, MemoKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gtcoder.queries.memos import Thing


class MemoActs(QObject):
    """Every act is one entry of the ledger; what is refused is said by the window."""

    def __init__(
        self, session: Session, editor: MemoEditor, store: Callable[[], None], ground: QWidget
    ) -> None:
        super().__init__(ground)
        self._session, self._editor, self._ground = session, editor, ground
        self._store = store  # what is written goes first
        editor.kind_asked.connect(self._change_kind)
        editor.tag_asked.connect(self._tag)
        editor.removal.connect(self._ask_removal)

    def _change_kind(self, kind: MemoKind) -> None:
        from gtcoder.actions.memos import change_memo

        self._store()
        if self._editor.card is not None:
            self._session.bridge.act(change_memo, memo=self._editor.card.id, kind=kind)

    def _tag(self, add: str, remove: str) -> None:
        from gtcoder.actions.memos import tag_memo

        self._store()
        if self._editor.card is not None:
            self._session.bridge.act(
                tag_memo, memo=self._editor.card.id,
                add=(add,) if add else (), remove=(remove,) if remove else (),
            )  # fmt: skip

    def link(self, memo: MemoId, things: Sequence[Thing]) -> None:
        """Let a memo be about more things."""
        from gtcoder.actions.memos import link_memo

        self._session.bridge.act(link_memo, memo=memo, **arguments_of(things))

    def unlink(self, memo: MemoId, thing: Thing) -> None:
        """Let a memo no longer be about a thing."""
        from gtcoder.actions.memos import unlink_memo

        told = self.tr("The link was taken off. Ctrl+Z brings it back.")
        self._session.bridge.act(
            unlink_memo, memo=memo, done=lambda _: self._session.say.toast(told),
            **arguments_of([thing]),
        )  # fmt: skip

    def ask_thing(self, there: Sequence[Thing], then: Callable[[Thing], None]) -> None:
        """Ask what a memo shall be about too, among all there is but passages."""
        from gtcoder.queries.memo_things import linkable

        with self._session.bridge.read() as reader:
            every = linkable(reader)
        known = {subject.words: (subject.about, subject.key) for subject in every}
        names = [words for words, thing in known.items() if thing not in there]
        pick(
            self._ground,
            self.tr("Link the memo to"),
            self.tr("A passage is linked where it is read, with “Link a memo…” beside the text."),
            self.tr("Link"),
            names,
            placeholder=self.tr("A part of the name"),
            then=lambda words: then(known[words]) if words in known else None,
        )

    def _ask_removal(self) -> None:
        card = self._editor.card
        if card is None:
            return
        text = self.tr("“{title}” goes with its links. Ctrl+Z brings it back.")
        ask_choice(
            self._ground,
            self.tr("Remove this memo?"),
            text.format(title=headline(card.title, card.text)),
            [
                (self.tr("Keep it"), "plain", lambda: None),
                (self.tr("Remove"), "danger", partial(self._remove, card.id)),
            ],
        )

    def _remove(self, memo: MemoId) -> None:
        from gtcoder.actions.memos import remove_memo

        told = self.tr("The memo was removed")
        say = self._session.say
        self._session.bridge.act(remove_memo, memo=memo, done=lambda _: say.toast(told))
