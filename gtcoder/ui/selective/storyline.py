"""The storyline: one theoretical memo on the core category, written beside the structures."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gtcoder.actions import theory as verbs
from gtcoder.errors import GtcoderError, StaleText
from gtcoder.ui.kit import Button, Label, Panel, TwoTexts
from gtcoder.ui.look import Role, look, scaled
from gtcoder.ui.memos.editor import MemoText
from gtcoder.ui.selective.rows import STORYLINE, Structures
from gtcoder.ui.session import Session
from gtcoder.vocabulary import MemoId, MemoKind


class Storyline(Panel):
    """The text; stored when it is left, on Ctrl+Enter and with the button."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Storyline"), name="storyline", parent=parent)
        self._session, self._structures = session, Structures()
        self._memo: MemoId | None = None
        self._stored, self._read_at = "", 0
        self._under_way = False
        self.both: TwoTexts | None = None
        self.text = MemoText(self)
        self.text.setObjectName("storyline_text")
        self.text.setAccessibleName(self.tr("Storyline"))
        self.text.setPlaceholderText(
            self.tr("What is this all about? Tell it in a few sentences, from the core category.")
        )
        self.text.done.connect(self.store)
        self.text.textChanged.connect(self._follow)
        self._state = Label("", Role.SMALL, ink="text2")
        self.store_button = Button(
            self.tr("Store"), tip=self.tr("Store the storyline (Ctrl+Enter)")
        )
        self.store_button.clicked.connect(self.store)
        foot = QWidget()
        self._foot = QHBoxLayout(foot)
        self._foot.addWidget(self._state, 1)
        self._foot.addWidget(self.store_button)
        self.body.addWidget(self.text, 1)
        self.set_footer(foot)
        if not session.bridge.can_write:
            self.text.setReadOnly(True)
            self.text.setToolTip(self.tr("The study is open for reading only"))
        look().changed.connect(self._relay)
        self._relay()
        self._follow()

    @property
    def changed(self) -> bool:
        """Whether something is written that is not stored."""
        return self.text.toPlainText().strip() != self._stored.strip()

    def show_story(self, structures: Structures) -> None:
        """Show the storyline as it stands; what is being written here stays."""
        self._structures = structures
        memo = structures.story
        if self.changed or self._under_way:
            self._memo = memo.id if memo else self._memo
            return
        self._memo = memo.id if memo else None
        self._stored = memo.text if memo else ""
        self._read_at = structures.theory.revision
        if self.text.toPlainText() != self._stored:
            place = self.text.verticalScrollBar().value()
            self.text.setPlainText(self._stored)
            self.text.verticalScrollBar().setValue(place)
        self._follow()

    def store(self) -> None:
        """Store what is written."""
        text = self.text.toPlainText().strip()
        if not self.changed or not text or self._under_way or not self._session.bridge.can_write:
            return
        self._under_way = True
        core = self._structures.core
        if self._memo is None:
            self._session.bridge.act(
                verbs.write_memo,
                done=lambda memo: self._done(text, memo),
                failed=self._not_stored,
                text=text,
                kind=MemoKind.THEORETICAL,
                title=STORYLINE,
                codes=[core.id] if core else [],
            )
        else:
            memo = self._memo
            self._session.bridge.act(
                verbs.change_memo,
                done=lambda _: self._done(text, memo),
                failed=self._not_stored,
                memo=memo,
                text=text,
                expected_revision=self._read_at,
            )
        self._follow()

    def _done(self, text: str, memo: MemoId) -> None:
        self._under_way = False
        self._memo, self._stored = memo, text
        self._read_at = self._session.bridge.state.revision
        self._follow()

    def _not_stored(self, error: GtcoderError) -> None:
        self._under_way = False
        self._follow()
        if not isinstance(error, StaleText):
            self._session.say.error(error)
            return
        self._read_at = max(self._read_at, int(error.parameters["entry"]))
        self.both = TwoTexts(error, parent=self)
        self.both.kept.connect(partial(self._stand, error.theirs))
        self.both.dropped.connect(partial(self._stand, error.theirs, error.theirs))
        self.both.open()

    def _stand(self, theirs: str, text: str) -> None:
        """Let a text stand in place of theirs, which is what is stored by now."""
        self._stored = theirs
        self.text.setPlainText(text)
        self.store()

    def _follow(self) -> None:
        waiting = self.changed and bool(self.text.toPlainText().strip())
        self.store_button.setEnabled(waiting and not self.text.isReadOnly())
        words = self.tr("Not stored yet") if waiting else ""
        self._state.setText(words or (self.tr("Stored as a memo") if self._stored else ""))

    def _relay(self) -> None:
        self.text.document().setDocumentMargin(scaled(16))
        self._foot.setContentsMargins(scaled(16), scaled(10), scaled(12), scaled(10))
