"""What the memo on the paper is about: shown, added to, and taken off."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gtcoder.ui.memos.acts import MemoActs
from gtcoder.ui.memos.editor import MemoEditor
from gtcoder.ui.memos.links import LinkList
from gtcoder.ui.memos.storing import Storing
from gtcoder.ui.memos.subjects import links_of, links_to_be, things_of_ids
from gtcoder.ui.session import NewMemo, Session
from gtcoder.vocabulary import MemoKind

if TYPE_CHECKING:
    from gtcoder.queries.memos import MemoCard, Thing


class Linking(QObject):
    """Links of a stored memo change in the study; those of a new one wait with it."""

    def __init__(
        self,
        session: Session,
        editor: MemoEditor,
        storing: Storing,
        acts: MemoActs,
        links: LinkList,
    ) -> None:
        super().__init__(links)
        self._session, self._editor, self._storing = session, editor, storing
        self._acts, self._links = acts, links
        links.unlinked.connect(self._unlink)
        links.more_asked.connect(self.ask)

    def show_card(self, card: MemoCard) -> None:
        """Show what a stored memo is about."""
        self._links.show_links(links_of(card), writable=self._may())

    def show_fresh(self) -> None:
        """Show what a memo that is not stored yet will be about."""
        fresh = self._storing.fresh or NewMemo()
        own = set(fresh.things)
        links = tuple(
            link if link.thing in own else replace(link, thing=None)
            for link in links_to_be(self._session, fresh)
        )
        self._links.show_links(links, writable=self._may())

    def show_nothing(self) -> None:
        """Show that there is no memo."""
        self._links.show_links(())

    def ask(self) -> None:
        """Ask what the open memo, stored or not, shall be about too."""
        card, fresh = self._editor.card, self._storing.fresh
        if self._may() and (card is not None or fresh is not None):
            there = card.things if card else things_of_ids(fresh or NewMemo())
            self._acts.ask_thing(there, self._link)

    def _link(self, thing: Thing) -> None:
        fresh = self._storing.fresh
        if self._editor.card is not None:
            self._acts.link(self._editor.card.id, [thing])
        elif fresh is not None:
            self._storing.fresh = replace(fresh, things=(*fresh.things, thing))
            self.show_fresh()

    def _unlink(self, thing: Thing) -> None:
        fresh = self._storing.fresh
        if self._editor.card is not None:
            self._acts.unlink(self._editor.card.id, thing)
        elif fresh is not None:
            left = tuple(each for each in fresh.things if each != thing)
            self._storing.fresh = replace(fresh, things=left)
            self.show_fresh()

    def _may(self) -> bool:
        card = self._editor.card
        story = card is not None and card.kind == MemoKind.STORYLINE
        return self._session.bridge.can_write and not story
