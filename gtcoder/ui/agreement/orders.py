"""What can be done with the numbers: compute, keep, write, copy the methods text, compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.ui.agreement.computing import Numbers
from gtcoder.ui.agreement.methods_sheet import MethodsSheet
from gtcoder.ui.agreement.others_sheet import OthersSheet
from gtcoder.ui.commands import Command, permit
from gtcoder.ui.session import Session

if TYPE_CHECKING:
    from gtcoder.reports.base import Report


class Orders(QObject):
    """The commands of the workspace, and the sheets of words for the numbers that are shown.

    `asked_keep` tells the numbers that are to be kept.
    """

    asked_compute = Signal()
    asked_keep = Signal(object)
    asked_export = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._parent = session, parent
        self._numbers: Numbers | None = None
        self._add_commands()
        add = session.commands.add
        command = Command("agreement.methods", self.tr("Methods text…"), "study", "Ctrl+Shift+J",
                          self.tr("A paragraph on agreement for the methods section, to copy"),
                          group=4)  # fmt: skip
        self.methods = add(command, self._show_methods, place="agreement")
        command = Command("agreement.others", self.tr("Other programs…"), "study", "Ctrl+Shift+Y",
                          self.tr("What other programs would print for the same codings, and why"),
                          group=4)  # fmt: skip
        self.others = add(command, self._show_others, place="agreement")

    def _add_commands(self) -> None:
        add, place = self._session.commands.add, "agreement"
        command = Command("agreement.compute", self.tr("Compute agreement"), "study", "F5",
                          self.tr("Compute again with what the chips say"), group=4)  # fmt: skip
        add(command, self.asked_compute.emit, place=place)
        command = Command("agreement.keep", self.tr("Keep in the study…"), "study", "Ctrl+Shift+K",
                          self.tr("Keep these numbers beside newer ones"), group=4)  # fmt: skip
        self.keep = add(command, self._ask_keep, place=place)
        command = Command("agreement.export", self.tr("Export…"), "study", "Ctrl+E",
                          self.tr("Write what is shown to a file"), group=4)  # fmt: skip
        self.export = add(command, self.asked_export.emit, place=place)

    def _ask_keep(self) -> None:
        if self._numbers is not None:
            self.asked_keep.emit(self._numbers)

    @property
    def actions(self) -> tuple[tuple[QAction, str], ...]:
        """Return the commands with their icons."""
        return (self.methods, "quotes"), (self.others, "info")

    def permit(self, numbers: Numbers | None) -> None:
        """Take the numbers that are shown now; without any there is nothing to say."""
        self._numbers = numbers
        missing = self.tr("There are no numbers yet") if numbers is None else ""
        for action in (self.methods, self.others):
            permit(action, missing)

    def _show_methods(self) -> None:
        self._open(MethodsSheet(self._parent), "agreement-methods")

    def _show_others(self) -> None:
        self._open(OthersSheet(self._parent), "other-tools")

    def _open(self, sheet: MethodsSheet | OthersSheet, name: str) -> None:
        numbers, bridge = self._numbers, self._session.bridge
        assert numbers is not None  # the command is off without them
        sheet.open()

        def work(progress: Progress) -> Report:
            from gtcoder.reports import REPORTS
            from gtcoder.ui.agreement.view_report import compared, only

            asked = numbers.asked
            options = only(asked) if name == "agreement-methods" else compared(asked)
            if name == "agreement-methods" and not asked.beside:
                both = (asked.coefficient, "percent_agreement")
                options["coefficients"] = tuple(dict.fromkeys(both))
            kind = REPORTS.get(name)
            with bridge.read() as reader:
                return kind.run(reader, kind.Options(**options), progress)

        def failed(error: Exception) -> None:
            if not isinstance(error, GtcoderError):
                raise error
            sheet.show_reason(str(error))

        job = self._session.jobs.start(work, done=sheet.show_report, failed=failed, owner=sheet)
        sheet.rejected.connect(job.cancel)
        sheet.progress.follow(job)
