"""The box in which a text, or what somebody said, is erased for good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gtcoder.actions.erasing import Erased, erase
from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.queries.erasure import Erasure, erasure
from gtcoder.ui.documents.afresh_sheet import AfreshSheet, Unstoppable, fit
from gtcoder.ui.documents.erase_quotes import QuoteList
from gtcoder.ui.jobs import Job
from gtcoder.ui.kit import Field, Label, Sheet, ThinProgress
from gtcoder.ui.look import Role, scaled
from gtcoder.ui.reasons import offer_reasons
from gtcoder.ui.session import Session


class EraseSheet(Sheet):
    """Looks what would go, shows it, asks for a reason and the name, then erases.

    `target` names one document or one participant, as `erase` takes it; `parent` outlives the
    workspaces, which are made anew.
    """

    def __init__(
        self, session: Session, target: Mapping[str, int], name: str, *, parent: QWidget
    ) -> None:
        title = parent.tr("Erase “{name}” for good").format(name=name)
        super().__init__(title, parent=parent, width=760)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._target, self._name = session, dict(target), name
        self._over = parent
        self._found: Erasure | None = None
        self._busy = False
        self.note = Label("", Role.BODY, wrap=True)
        self.note.setObjectName("erase-note")
        self.progress = ThinProgress()
        self.progress.cancel_button.hide()  # the box has its own
        self.quotes = QuoteList(self)
        self.reason, self.typed = QLineEdit(), QLineEdit()
        self.reason.setObjectName("erase-reason")
        self.typed.setObjectName("erase-name")
        self._choice = self._asking()
        for widget in (self.note, self.progress, self._choice):
            self.body.addWidget(widget, int(widget is self._choice))
        self._cancel = self.add_button(self.tr("Cancel"), "plain", self.reject)
        self._act = self.add_button(self.tr("Erase for good"), "danger", self._erase)
        for line in (self.reason, self.typed):
            line.textChanged.connect(self._permit)
        self._ask(on=False)
        self._job: Job[Erasure] = self._look()
        self._permit()

    def _asking(self) -> QWidget:
        asking = QWidget()
        column = QVBoxLayout(asking)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(12))
        offer_reasons(self.reason, self._session.bridge)
        hint = self.tr("The ledger keeps it: write no name in it.")
        self._why = Field(self.tr("Why it is erased"), self.reason, hint=hint)
        name = self.tr("To confirm, write the name: {name}").format(name=self._name)
        self._again = Field(name, self.typed)
        lines = QHBoxLayout()
        lines.setSpacing(scaled(16))
        for field in (self._why, self._again):
            lines.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.quotes, 1)
        column.addLayout(lines)
        return asking

    def _ask(self, *, on: bool) -> None:
        """Show what is asked, or the note alone."""
        self._choice.setVisible(on)
        self._act.setVisible(on)
        if self.isVisible():
            fit(self)

    # What would go

    def _look(self) -> Job[Erasure]:
        self.note.setText(self.tr("Looking through texts, memos and the ledger for its words."))
        self._steps = {
            "ledger": self.tr("Looking for its words"),
            "texts": self.tr("Comparing with the texts that stay"),
        }
        job = self._session.jobs.start(
            self._read, done=self._show, failed=self._not_found, owner=self
        )
        self.progress.follow(job)
        return job

    def _read(self, progress: Progress) -> Erasure:
        with self._session.bridge.read() as reader:
            return erasure(reader, progress=_Spoken(progress, self._steps), **self._target)  # type: ignore[arg-type]

    def _show(self, found: Erasure) -> None:
        self._found = found
        self.note.setText(self._told(found))
        self.quotes.show_quotes(found.quotes)
        self._ask(on=True)
        self.reason.setFocus()
        self._permit()

    def _not_found(self, error: Exception) -> None:
        self.note.setText(_sentence(error))
        self._cancel.setText(self.tr("Close"))

    def _told(self, found: Erasure) -> str:
        goes = self.tr("{characters} go, in {texts} (earlier versions too).").format(
            characters=self._number(found.characters, self.tr("1 character"),
                                    self.tr("{count} characters")),
            texts=self._number(found.versions, self.tr("1 text"), self.tr("{count} texts")),
        )  # fmt: skip
        codings = [
            self._number(count, self.tr("1 coding by {name}"), self.tr("{count} codings by {name}"))
            .format(name=name)
            for name, count in found.codings
        ]  # fmt: skip
        with_it = self.tr("With it go {codings}.").format(codings=", ".join(codings))
        if not codings:
            with_it = self.tr("Nobody has coded in it.")
        if self._target.get("participant") is not None and found.documents:
            where = _named(found.documents)
            goes += " " + self.tr("The texts they speak in stay without their turns: {names}.")
            goes = goes.format(names=where)
        if found.removed:
            words = self.tr("Removed documents go whole with it, from the ledger too: {names}.")
            goes += " " + words.format(names=_named(found.removed))
        if found.akin:
            before = self.tr(
                "If one of them is somebody else's, bring it back in the ledger first."
            )
            with_it += f"\n\n{self._told_of_akin(found)} {before}"
        for_good = self.tr(
            "Nothing brings it back: no Ctrl+Z, no entry of the ledger. What anybody did before "
            "cannot be undone by Ctrl+Z any more. Memos stay, without the words ticked below."
        )
        return f"{goes} {with_it}\n\n{for_good}"

    def _told_of_akin(self, found: Erasure) -> str:
        words = self.tr(
            "The ledger also keeps texts that share much with it: {names}, removed or taken back. "
            "They are not erased with it, and afterwards they cannot be brought back: erase each "
            "of them too (Erase removed text…)."
        )
        return words.format(names=_named(found.akin))

    def _number(self, count: int, one: str, many: str) -> str:
        return one if count == 1 else many.replace("{count}", f"{count:,}")

    def _permit(self, *_: object) -> None:
        """Let it be erased once it is known what goes, why, and that the name was meant."""
        reason, name = self.reason.text().strip(), self._name.strip()
        names = bool(name) and name.casefold() in reason.casefold()
        self._why.set_error(self.tr("Leave the name out: the ledger keeps this.") if names else "")
        same = self.typed.text().strip() == name
        self._act.setEnabled(self._found is not None and bool(reason) and same and not names)
        tip = "" if self._act.isEnabled() else self.tr("Say why, and write the name as it stands.")
        self._act.setToolTip(tip)

    # Erasing

    def _erase(self) -> None:
        self._busy = True
        self.note.setText(
            self.tr("Erasing it in texts, memos and the ledger. This cannot be stopped half-way.")
        )
        self.progress.follow(Unstoppable(), self.tr("Erasing"))
        self._ask(on=False)
        self._cancel.setEnabled(False)
        arguments: dict[str, Any] = {**self._target, "keep": self.quotes.kept}
        self._session.bridge.act(
            erase, done=self._erased, failed=self._failed, reason=self.reason.text().strip(),
            **arguments,
        )  # fmt: skip

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.progress.done()
        self._cancel.setEnabled(True)
        if self._found is not None:
            self.note.setText(f"{_sentence(error)}\n\n{self._told(self._found)}")
        self._ask(on=True)

    def _erased(self, done: Erased) -> None:
        parts = (
            self._number(done.texts, self.tr("1 text"), self.tr("{count} texts")),
            self._number(done.codings, self.tr("1 coding"), self.tr("{count} codings")),
            self._number(done.quotes, self.tr("1 other place"), self.tr("{count} other places")),
        )
        words = self.tr("Erased for good: {texts}, {codings}, and quotes in {places}.")
        told = words.format(texts=parts[0], codings=parts[1], places=parts[2])
        if self._found is not None and self._found.akin:
            told += "\n\n" + self._told_of_akin(self._found)
        self._busy = False
        self.accept()
        sheet = AfreshSheet(self._session, told, parent=self._over)
        sheet.open()

    def reject(self) -> None:
        """Close, and stop looking; while it erases, stay."""
        if self._busy:
            return
        self._job.cancel()
        super().reject()


class _Spoken:
    """Tells the steps of the looking in words for people."""

    def __init__(self, progress: Progress, words: Mapping[str, str]) -> None:
        self._progress, self._words = progress, words

    def step(self, done: int, total: int, what: str = "") -> None:
        """Tell a step."""
        self._progress.step(done, total, self._words.get(what, what))


def _named(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _sentence(error: Exception) -> str:
    if not isinstance(error, GtcoderError):
        raise error
    return str(error)
