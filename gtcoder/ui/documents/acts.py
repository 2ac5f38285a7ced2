"""What can be done with a document, each by a verb, asking first where words are needed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gtcoder.actions import team, transcripts
from gtcoder.queries.people import CoderRow, ParticipantRow
from gtcoder.ui.documents.erasing import ErasingActs
from gtcoder.ui.documents.rows import Listed, codings_by_coder
from gtcoder.ui.kit import Sheet, ask_choice, ask_text
from gtcoder.ui.reasons import ask_why
from gtcoder.ui.session import NewMemo, Passage, Session
from gtcoder.vocabulary import (
    AssignmentState,
    CoderId,
    DocumentId,
    SpeakerId,
    SpeakerRole,
    VariableScope,
)


class DocumentActs(QObject):
    """The verbs of transcripts as gestures; `sheet` is the last box that was opened."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self.sheet: Sheet | None = None
        self.erasing = ErasingActs(session, window)

    def open(self, document: Listed) -> None:
        """Read and code it."""
        self._session.go("open", Passage(document.id))

    def new_memo(self, document: Listed) -> None:
        """Write a memo on it."""
        self._session.go("memos", NewMemo(documents=(document.id,)))

    def ask_name(self, document: Listed) -> None:
        """Ask for another name."""
        self.sheet = ask_text(
            self._window,
            self.tr("Rename “{name}”").format(name=document.document.name),
            "",
            self.tr("Rename"),
            hint=self.tr("Name of the document"),
            initial=document.document.name,
            lines=1,
            then=partial(self.rename, document.id),
        )

    def rename(self, document: DocumentId, name: str) -> None:
        """Give it another name."""
        self._session.bridge.act(transcripts.rename_document, document=document, name=name)

    def set_speaker(self, speaker: SpeakerId, role: SpeakerRole, participant: str | None) -> None:
        """Say who a speaker label stands for."""
        who = participant if role is SpeakerRole.PARTICIPANT else None
        self._session.bridge.act(
            transcripts.set_speaker, speaker=speaker, role=role, participant=who
        )

    def set_participant(self, document: DocumentId, participant: str) -> None:
        """Name the one participant of a text without turns."""
        self._session.bridge.act(
            transcripts.set_participant, document=document, participant=participant or None
        )

    def set_variable(self, scope: VariableScope, owner: str, name: str, value: str) -> None:
        """Set a value, or take it away."""
        self._session.bridge.act(
            transcripts.set_variable, scope=scope, owner=owner, name=name, value=value
        )

    def ask_variable(self, document: Listed, persons: tuple[ParticipantRow, ...]) -> None:
        """Ask for a new variable: whose, its name and its value."""
        from gtcoder.ui.documents.variable_sheet import VariableSheet

        owners = [(VariableScope.DOCUMENT, document.document.name)]
        owners += [(VariableScope.PARTICIPANT, person.name) for person in persons]
        self.sheet = VariableSheet(owners, self.set_variable, parent=self._window)
        self.sheet.open()

    def toggle_finished(self, document: Listed) -> None:
        """Say that I have finished it, or that I am back at work on it."""
        done = document.mine == AssignmentState.FINISHED
        verb = team.reopen_document if done else team.finish_document
        self._session.bridge.act(verb, document=document.id)

    def ask_coder(self, document: Listed, coders: tuple[CoderRow, ...]) -> None:
        """Ask which coder is to code it."""
        from gtcoder.ui.documents.choice_sheet import choose_one

        self.sheet = choose_one(
            self._window,
            self.tr("Assign “{name}”").format(name=document.document.name),
            self.tr("Coder"),
            [(coder.name, coder.id) for coder in coders],
            self.tr("Assign"),
            partial(self._assign_one, document.id),
        )

    def assign(self, pairs: list[tuple[CoderId, DocumentId]]) -> None:
        """Ask coders to code documents in the round now open."""
        for coder, document in pairs:
            self._session.bridge.act(team.assign, coder=coder, document=document)

    def ask_correct(self, document: Listed) -> None:
        """Show its text to be corrected, beside what that would touch."""
        from gtcoder.ui.documents.correct_sheet import CorrectSheet

        name = document.document.name
        self.sheet = CorrectSheet(self._session, document.id, name, parent=self._window)
        self.sheet.open()

    def ask_remove(self, document: Listed) -> None:
        """Ask why a document goes, saying what goes with it."""
        with self._session.bridge.read() as reader:
            counts = codings_by_coder(reader, document.id)
        self.sheet = ask_why(
            self._session.bridge,
            self._window,
            self.tr("Remove “{name}”").format(name=document.document.name),
            self._what_goes(counts),
            self.tr("Remove"),
            hint=self.tr("Why it goes; the ledger keeps the reason"),
            then=partial(self._remove, document),
        )

    def _what_goes(self, counts: tuple[tuple[str, int], ...]) -> str:
        if not counts:
            return self.tr(
                "Nobody has coded in it. Its speakers, variables and assignments go with it. "
                "Ctrl+Z brings all of it back."
            )
        told = ", ".join(self._counted(name, count) for name, count in counts)
        return self.tr(
            "With it go {codings}, and memos about nothing else. Ctrl+Z brings all of it back."
        ).format(codings=told)

    def _counted(self, name: str, count: int) -> str:
        if count == 1:
            return self.tr("1 coding by {name}").format(name=name)
        return self.tr("{count} codings by {name}").format(count=f"{count:,}", name=name)

    def _remove(self, document: Listed, reason: str) -> None:
        self._session.bridge.act(
            transcripts.remove_document,
            done=partial(self._removed, document.document.name),
            reason=reason,
            document=document.id,
        )

    def _removed(self, name: str, codings: int) -> None:
        if codings == 1:
            told = self.tr("“{name}” removed with 1 coding")
        else:
            told = self.tr("“{name}” removed with {count} codings")
        self._session.say.toast(told.format(name=name, count=f"{codings:,}"))

    def _assign_one(self, document: DocumentId, coder: CoderId) -> None:
        self.assign([(coder, document)])

    def confirm(self, title: str, text: str, act: str, run: Callable[[], object]) -> None:
        """Ask before something that others will see at once."""
        self.sheet = ask_choice(
            self._window,
            title,
            text,
            [(self.tr("Cancel"), "plain", _nothing), (act, "primary", run)],
        )


def _nothing() -> None:
    """Leave all as it is."""
