"""Memos beside the text: write one at once, read those that bear on what is chosen."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from gtcoder.actions.memos import write_memo
from gtcoder.errors import GtcoderError, NotFound
from gtcoder.queries.retrieval import quotation_of
from gtcoder.ui.desk.notes import About, Note, NoteList, notes_about
from gtcoder.ui.kit import Button, Label, TextArea
from gtcoder.ui.look import Role, scaled
from gtcoder.ui.memos.asking import link_a_memo
from gtcoder.ui.session import OneMemo, Session
from gtcoder.vocabulary import MemoId, MemoKind

_PAUSE = 120
_NOTHING = About("")


class MemoPane(QWidget):
    """A memo that is begun stays with what it is about until it is stored; it is never dropped."""

    stored = Signal(object)  # MemoId

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._about, self._wanted = _NOTHING, _NOTHING
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._read)
        self.subject = Label("", Role.SMALL_STRONG, ink="text2")
        self.subject.setMinimumWidth(1)
        self.editor = TextArea(
            self.tr("They leave without a word: is silence a way to act?"),
            name=self.tr("New memo"),
            lines=5,
        )
        self.editor.setObjectName("new_memo")
        self.button = Button(self.tr("Store memo"), kind="primary")
        self.button.setToolTip(self.tr("Store memo (Ctrl+Enter)"))
        self.link = Button(self.tr("Link a memo…"), kind="quiet")
        self.link.setToolTip(self.tr("Let a memo that is written already be about this too"))
        self.link.clicked.connect(self._link)
        self.list = NoteList(name=self.tr("Memos on what is chosen"))
        self._none = Label(self.tr("No memo yet."), ink="text2")
        self._build()
        self.editor.submitted.connect(self.store)
        self.editor.textChanged.connect(self._follow)
        self.button.clicked.connect(self.store)
        self.list.opened.connect(self._open)
        self._follow()

    @property
    def about(self) -> About:
        """What a memo written now is about."""
        return self._about

    def has_draft(self) -> bool:
        """Whether something is written that is not stored."""
        return bool(self.editor.text().strip())

    def set_about(self, about: About) -> None:
        """Follow what is chosen, unless a memo is begun."""
        self._wanted = about
        if not self.has_draft():
            self._take()

    def begin(self, about: About) -> None:
        """Begin a memo on something; one that was begun before is stored first."""
        if self.has_draft() and about != self._about:
            self.store()
        self._wanted = about
        self._take()
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def store(self) -> None:
        """Store what is written; the field is empty once it is asked for, and full if refused."""
        if not self.has_draft():
            return
        text, about = self.editor.text().strip(), self._about
        self.editor.clear()
        try:
            arguments = self._arguments(about)
        except GtcoderError as error:
            self._refused(text, error)
            return
        self._session.bridge.act(
            write_memo,
            text=text,
            done=self._stored,
            failed=lambda error: self._refused(text, error),
            **arguments,
        )

    def may_leave(self) -> bool:
        """Store what is begun, and wait for it: what is not stored stays in the field."""
        if not self.has_draft():
            return True
        if self._session.bridge.state.offline:
            self._session.say.notice(
                self.tr(
                    "Your memo waits here: the server does not answer. Stay, or copy its text."
                ),
                kind="warn",
                key="memo",
            )
            return False
        self.store()
        self._session.bridge.drain()
        QCoreApplication.sendPostedEvents()
        if not self.has_draft():
            self._session.say.toast(self.tr("Your memo was stored."))
        return not self.has_draft()

    def renew(self) -> None:
        """Read the list again soon."""
        self._soon.start()

    def set_writable(self, *, can: bool, reason: str) -> None:
        """Let memos be written, or say why not."""
        self.editor.setReadOnly(not can)
        self.editor.setToolTip("" if can else reason)
        self.button.setToolTip(self.tr("Store memo (Ctrl+Enter)") if can else reason)
        self.link.setEnabled(can)
        self._follow()

    def _arguments(self, about: About) -> dict[str, Any]:
        if about.coding is not None:
            # Where the coding is gone, the memo stays with its words.
            with suppress(NotFound), self._session.bridge.read() as reader:
                return {"quotations": [quotation_of(reader, about.coding)]}
        if about.span is not None:
            return {"document": about.document, "span": about.span}
        if about.code is not None:
            return {"codes": [about.code], "kind": MemoKind.CODE}
        if about.document is not None:
            return {"documents": [about.document], "kind": MemoKind.DOCUMENT}
        return {}

    def _link(self) -> None:
        about = self._arguments(self._about)
        about.pop("kind", None)
        if about:
            link_a_memo(self._session, about, self)

    def _stored(self, memo: MemoId) -> None:
        if not isValid(self):  # the workspace was made anew meanwhile, at another text size
            return
        self._take()
        self.renew()
        self.stored.emit(memo)

    def _refused(self, text: str, error: GtcoderError) -> None:
        later = self.editor.text().strip()
        self.editor.setPlainText(f"{text}\n\n{later}" if later else text)
        self._session.say.error(error)

    def _take(self) -> None:
        if self._wanted != self._about:
            self._about = self._wanted
            self.subject.setText(self._about.words)
            self.renew()

    def _follow(self) -> None:
        self.button.setEnabled(self.has_draft() and not self.editor.isReadOnly())
        if not self.has_draft():
            self._take()

    def _read(self) -> None:
        about, bridge = self._about, self._session.bridge
        on = {
            "passage": self.tr("This passage"),
            "code": self.tr("The code"),
            "document": self.tr("The document"),
        }

        def work(_: object) -> tuple[Note, ...]:
            with bridge.read() as reader:
                try:
                    return notes_about(reader, about, on)
                except NotFound:  # removed by a colleague meanwhile
                    return ()

        self._session.jobs.start(work, done=self._show, failed=self._failed, owner=self)

    def _show(self, notes: tuple[Note, ...]) -> None:
        self.list.rows.show(notes)
        self._none.setVisible(not notes)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self._session.say.error(error)

    def _open(self, memo: MemoId) -> None:
        self._session.go("memos", OneMemo(memo))

    def _build(self) -> None:
        writing = QVBoxLayout()
        writing.setContentsMargins(scaled(20), 0, scaled(16), scaled(12))
        writing.setSpacing(scaled(8))
        writing.addWidget(self.subject)
        writing.addWidget(self.editor)
        row = QHBoxLayout()
        row.addWidget(self.link)
        row.addStretch(1)
        row.addWidget(self.button)
        writing.addLayout(row)
        self._none.setContentsMargins(scaled(20), scaled(4), scaled(16), scaled(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(writing)
        column.addWidget(self._none)
        column.addWidget(self.list, 1)
