"""The import profiles of a study: choose one, save what is said now, remove one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gtcoder.errors import GtcoderError
from gtcoder.exchange.formats import ImportOptions
from gtcoder.exchange.import_profiles import profile_from, profile_of
from gtcoder.queries.import_profiles import import_profiles
from gtcoder.ui.kit import Button, Chip, FlowLayout, ask_text
from gtcoder.ui.look import scaled
from gtcoder.ui.session import Session

if TYPE_CHECKING:
    from gtcoder.store.ledger import Change


class ProfileRow(QWidget):
    """A chip with the profiles of the study, and buttons to save and to remove one."""

    chosen = Signal(object)  # ImportProfile
    saving = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.chip = Chip(self.tr("Profile"))
        self.chip.setObjectName("profile")
        self.save = Button(
            self.tr("Save…"), kind="quiet", tip=self.tr("Keep how files are read under a name")
        )
        self.save.setObjectName("save-profile")
        self.remove = Button(
            self.tr("Remove"), kind="quiet", tip=self.tr("Forget the profile; texts stay")
        )
        self.remove.setObjectName("remove-profile")
        flow = FlowLayout(self, gap=scaled(8))
        for widget in (self.chip, self.save, self.remove):
            flow.addWidget(widget)
        self.chip.changed.connect(self._take)
        self.save.clicked.connect(self.saving)
        self.remove.clicked.connect(self._forget)
        session.bridge.changed.connect(self._follow_study)
        self.refresh()

    def refresh(self, name: str = "") -> None:
        """Offer the profiles the study keeps now, one of them as the one that holds."""
        with self._session.bridge.read() as reader:
            rows = import_profiles(reader)
        if all(row.name != name for row in rows):
            name = ""
        none = self.tr("none yet") if not rows else self.tr("none")
        self.chip.set_choices([(none, ""), *((row.name, row.name) for row in rows)], name)
        self._follow()

    def ask_name(self, options: ImportOptions) -> None:
        """Ask for a name, and keep how files are read under it."""
        words = self.tr(
            "The profile keeps how the chosen file is read, who asks, and the pattern of the "
            "files' names. It stays in the study, for the next import and for colleagues."
        )
        ask_text(
            self.window(), self.tr("Save an import profile"), words, self.tr("Save"),
            hint=self.tr("Name"), initial=str(self.chip.value() or ""), lines=1,
            then=partial(self._keep, options),
        )  # fmt: skip

    def _keep(self, options: ImportOptions, name: str) -> None:
        from gtcoder.actions.project import save_import_profile

        told = self.tr("The profile “{name}” is saved").format(name=name)

        def done(_: object) -> None:
            self.refresh(name)
            self._session.say.toast(told)

        self._session.bridge.act(
            save_import_profile, done=done, name=name, profile=profile_of(options).record()
        )

    def _take(self, name: str) -> None:
        self._follow()
        if not name:
            return
        with self._session.bridge.read() as reader:
            record = next((row.record for row in import_profiles(reader) if row.name == name), {})
        try:
            self.chosen.emit(profile_from(record, name))
        except GtcoderError as error:
            self._session.say.error(error)

    def _forget(self) -> None:
        from gtcoder.actions.project import remove_import_profile

        name = str(self.chip.value())
        told = self.tr("The profile “{name}” is removed").format(name=name)

        def done(_: object) -> None:
            self.refresh()
            self._session.say.toast(told)

        self._session.bridge.act(remove_import_profile, done=done, name=name)

    def _follow_study(self, change: Change) -> None:
        """Offer no profile that is gone, such as one whose saving was taken back."""
        if change.touches("project"):
            self.refresh(str(self.chip.value() or ""))

    def _follow(self) -> None:
        may = self._session.bridge.can_write
        self.save.setEnabled(may)
        self.remove.setVisible(may and bool(self.chip.value()))
