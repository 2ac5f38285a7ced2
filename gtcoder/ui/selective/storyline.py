"""The storyline: one text with links to categories and relations, stored when it is left."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gtcoder.actions import storyline as verbs
from gtcoder.errors import GtcoderError, StaleText
from gtcoder.storytext import Link, put_together
from gtcoder.ui.kit import Button, Label, Panel, TwoTexts
from gtcoder.ui.look import Role, look, scaled
from gtcoder.ui.selective.story_rows import StoryRows
from gtcoder.ui.selective.story_text import StoryText
from gtcoder.ui.session import Session


class Storyline(Panel):
    """The text; stored when it is left, on Ctrl+Enter and with the button."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Storyline"), name="storyline", parent=parent)
        self._session, self._rows = session, StoryRows()
        self._stored, self._read_at = "", 0
        self._under_way = False
        self.both: TwoTexts | None = None
        self.text = StoryText(self)
        self.text.setObjectName("storyline_text")
        self.text.setAccessibleName(self.tr("Storyline"))
        self.text.setPlaceholderText(
            self.tr(
                "What is this all about? Tell it in a few sentences, from the core category. "
                "Type [[ or @ to link a category or a relation."
            )
        )
        self.text.done.connect(self.store)
        self.text.textChanged.connect(self._follow)
        self._state = Label("", Role.SMALL, ink="text2", wrap=True)
        self.link_button = Button(self.tr("Link…"), kind="quiet", icon_name="link")
        self.export_button = Button(self.tr("Export"), kind="quiet", icon_name="download-simple")
        self.store_button = Button(
            self.tr("Store"), tip=self.tr("Store the storyline (Ctrl+Enter)")
        )
        self.store_button.clicked.connect(self.store)
        foot = QWidget()
        self._foot = QHBoxLayout(foot)
        self._foot.addWidget(self._state, 1)
        for button in (self.link_button, self.export_button, self.store_button):
            self._foot.addWidget(button)
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
        return self.text.stored_text().strip() != self._stored.strip()

    def show_story(self, rows: StoryRows) -> None:
        """Show the storyline as it stands; what is being written here stays."""
        written = self.changed or self._under_way
        self._rows = rows
        self.text.know(rows.known)
        if written:
            self._follow()
            return
        self._read_at = rows.revision
        pieces = rows.story.pieces if rows.story else ()
        stored = "".join(
            piece if isinstance(piece, str) else piece.token if piece.written else piece.name
            for piece in pieces
        )
        self._stored = stored
        shown = rows.story.plain if rows.story else ""
        if self.changed or self.text.toPlainText().strip() != shown.strip():
            place, caret = self.text.verticalScrollBar().value(), self.text.textCursor().position()
            self.text.show_pieces(pieces, caret=caret)
            self.text.verticalScrollBar().setValue(place)
        self._follow()

    def store(self) -> None:
        """Store what is written."""
        text = self.text.stored_text().strip()
        if not self.changed or not text or self._under_way or not self._session.bridge.can_write:
            return
        self._under_way = True
        self._session.bridge.act(
            verbs.write_storyline,
            done=lambda _: self._done(text),
            failed=self._not_stored,
            text=text,
            expected_revision=self._read_at or None,
        )
        self._follow()

    def _done(self, text: str) -> None:
        """Know what is stored; what a colleague wrote since the last reading is newer still."""
        self._under_way = False
        self._stored = text
        self._follow()

    def _not_stored(self, error: GtcoderError) -> None:
        self._under_way = False
        self._follow()
        if not isinstance(error, StaleText):
            self._session.say.error(error)
            return
        self._read_at = max(self._read_at, int(error.parameters["entry"]))
        theirs = error.theirs
        shown = StaleText(
            error.template,
            yours=self._rows.written(error.yours),
            theirs=self._rows.written(theirs),
            **error.parameters,
        )
        self.both = TwoTexts(shown, parent=self)
        self.both.kept.connect(partial(self._stand, theirs))
        self.both.dropped.connect(partial(self._stand, theirs, shown.theirs))
        self.both.open()

    def _stand(self, theirs: str, text: str) -> None:
        """Let a text stand in place of theirs, which is what is stored by now."""
        self._stored = put_together(theirs, self._token_of)
        self.text.show_pieces(self._rows.read(text))
        self.store()

    def _token_of(self, link: Link) -> str:
        subject = self._rows.known.by_guid.get(link.guid)
        return link.name if subject is None else subject.token

    def _follow(self) -> None:
        waiting = self.changed and bool(self.text.toPlainText().strip())
        self.store_button.setEnabled(waiting and not self.text.isReadOnly())
        words = self.tr("Not stored yet") if waiting else ""
        self._state.setText(words or (self._standing() if self._stored else ""))

    def _standing(self) -> str:
        """Say where the story is kept, and that it is not the only one."""
        others = self._rows.story.others if self._rows.story else 0
        if not others:
            return self.tr("Stored as a memo")
        words = self.tr("The newest of {n} storylines; the others stand among the memos.")
        return words.format(n=others + 1)

    def _relay(self) -> None:
        self.text.document().setDocumentMargin(scaled(16))
        self._foot.setContentsMargins(scaled(16), scaled(10), scaled(12), scaled(10))
