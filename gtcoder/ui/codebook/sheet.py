"""A sheet that does one thing to the codebook, and stays open while that is refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from shiboken6 import isValid

from gtcoder.errors import GtcoderError, ReasonNeeded, StaleText
from gtcoder.ui.bridge import Bridge
from gtcoder.ui.kit import Field, Sheet, TextArea
from gtcoder.ui.reasons import offer_reasons

Arguments = dict[str, Any]
Call = tuple[Callable[..., Any], Arguments]
Done = Callable[[list[Any]], None]


class Acts:
    """Several verbs one after the other; the first that is refused ends them."""

    def __init__(
        self, bridge: Bridge, calls: Sequence[Call], *, reason: str, done: Done,
        failed: Callable[[GtcoderError, list[Any]], None],
    ) -> None:  # fmt: skip
        self._bridge, self._calls, self._reason = bridge, list(calls), reason
        self._done, self._failed, self._results = done, failed, list[Any]()

    def start(self) -> None:
        """Ask for the next verb."""
        verb, arguments = self._calls.pop(0)
        self._bridge.act(verb, done=self._next, failed=self._stop, reason=self._reason, **arguments)

    def _next(self, result: Any) -> None:
        self._results.append(result)
        if self._calls:
            self.start()
        else:
            self._done(self._results)

    def _stop(self, error: GtcoderError) -> None:
        self._failed(error, self._results)


class VerbSheet(Sheet):
    """A sheet whose primary button calls verbs; what they refuse is said under a field.

    A subclass adds fields, ends with `finish_layout`, tells in `ready` whether all is filled in,
    and answers `calls`.
    """

    def __init__(
        self, title: str, bridge: Bridge, *, parent: QWidget, then: Done | None = None
    ) -> None:
        super().__init__(title, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.bridge, self._then = bridge, then
        self._fields: list[Field] = []
        self._reason: QLineEdit | None = None
        self._reason_needed = True
        self._fields_of: dict[QLineEdit, Field] = {}
        self._waiting, self._finished = False, 0

    def ready(self) -> bool:
        """Tell whether enough is filled in."""
        return True

    def calls(self) -> Sequence[Call]:
        """Return the verbs to call with their arguments."""
        return ()

    def add_field(self, field: Field) -> None:
        """Add a field; what is refused is said under the first one."""
        self._fields.append(field)
        self.body.addWidget(field)

    def add_line(self, label: str, text: str = "", *, hint: str = "") -> QLineEdit:
        """Add a field of one line."""
        line = QLineEdit(text)
        line.selectAll()
        line.textChanged.connect(self.follow)
        self._fields_of[line] = Field(label, line, hint=hint)
        self.add_field(self._fields_of[line])
        return line

    def add_area(self, label: str, text: str, placeholder: str, *, lines: int = 3) -> TextArea:
        """Add a field of several lines."""
        area = TextArea(placeholder, name=label, lines=lines)
        area.setPlainText(text)
        area.textChanged.connect(self.follow)
        area.submitted.connect(self.act)
        self.add_field(Field(label, area))
        return area

    def add_reason(self, example: str, text: str = "", *, needed: bool = True) -> None:
        """Add the field for the reason, which the ledger keeps; hidden until it is `needed`."""
        self._reason = self.add_line(
            self.tr("Why"), text, hint=self.tr("Needed: the ledger keeps it beside what you did.")
        )
        self._reason.setObjectName("reason")
        self._reason.setPlaceholderText(example)
        offer_reasons(self._reason, self.bridge)
        self.need_reason(needed=needed)

    def need_reason(self, *, needed: bool) -> None:
        """Ask for the reason, or not."""
        if self._reason is not None:
            self._reason_needed = needed
            self._fields_of[self._reason].setVisible(needed)

    def reason_line(self) -> QLineEdit | None:
        """Return the field for the reason, where there is one."""
        return self._reason

    def finish_layout(self, primary: str) -> None:
        """Add the buttons and show the sheet."""
        self.add_button(self.tr("Cancel"), "plain", self.reject, tip=self.tr("Cancel (Esc)"))
        self._button = self.add_button(primary, "primary", self.act)
        self._button.setObjectName("primary")
        self.follow()
        self.open()

    def follow(self) -> None:
        """Let the primary button wait until all is filled in."""
        reason = not self._lacks_reason()
        self._button.setEnabled(reason and self.ready() and not self._waiting)
        if self._button.isEnabled() or self._waiting:
            tip = self.tr("{act} (Enter)").format(act=self._button.text())
        elif self.ready():
            tip = self.tr("Write why first; the ledger keeps it.")
        else:
            tip = self.tr("Nothing is filled in or changed yet.")
        self._button.setToolTip(tip)

    def _lacks_reason(self) -> bool:
        return self._reason is not None and self._reason_needed and not self._reason.text().strip()

    def act(self) -> None:
        """Do it; the sheet closes when it is done."""
        self.follow()
        if not self._button.isEnabled():
            if self._reason is not None and self._lacks_reason():
                self._reason.setFocus()
            return
        calls = self.calls()[self._finished :]
        if not calls:
            self.accept()
            return
        for field in self._fields:
            field.set_error("")
        self._waiting = True
        self.follow()
        reason = "" if self._reason is None else self._reason.text()
        Acts(self.bridge, calls, reason=reason, done=self._acted, failed=self._refused).start()

    def stale(self, error: StaleText) -> None:
        """Answer that somebody else wrote meanwhile; as it stands it is said like any refusal."""
        self._fields[0].set_error(str(error))

    def _acted(self, results: list[Any]) -> None:
        if isValid(self):
            self.accept()
        if self._then is not None:
            self._then(results)

    def _refused(self, error: GtcoderError, results: list[Any]) -> None:
        if results and self._then is not None:
            self._then(results)
        if not isValid(self):
            self.bridge.failed.emit(error)
            return
        self._waiting, self._finished = False, self._finished + len(results)
        self.follow()
        if isinstance(error, ReasonNeeded):
            self.need_reason(needed=True)
            self.follow()
        if isinstance(error, StaleText):
            self.stale(error)
        else:
            self._fields[0].set_error(str(error))
