"""Defining a code: the sheet, and what happens when a colleague wrote meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from gtcoder.actions import codebook
from gtcoder.errors import GtcoderError, StaleText
from gtcoder.queries.codebook import CodeRow, codes, is_coded
from gtcoder.ui.bridge import Bridge
from gtcoder.ui.codebook.sheet import Call, VerbSheet
from gtcoder.ui.kit import TwoTexts
from gtcoder.ui.session import Session
from gtcoder.vocabulary import CodeId


class DefineSheet(VerbSheet):
    """What a code means, when to use it, when not, and an example, as read at `revision`.

    Why they change is asked where the code is `coded`: its passages got it by what stood before.
    """

    def __init__(
        self,
        bridge: Bridge,
        code: CodeRow,
        revision: int,
        *,
        parent: QWidget,
        coded: bool = True,
    ) -> None:
        title = self.tr("Define “{name}”").format(name=code.name)
        super().__init__(title, bridge, parent=parent)
        self.setMinimumWidth(self.minimumWidth() * 5 // 4)
        self._code, self._revision = code, revision
        tr = self.tr
        asked = {
            "definition": (tr("Definition"), tr("What a passage says that gets this code"), 4),
            "rule": (tr("When to use"), tr("What decides, in a doubtful passage"), 2),
            "when_not": (tr("When not to use"), tr("What looks like it, and which code then"), 2),
            "example": (tr("Written example"), tr("Passages are marked in their own menu"), 2),
        }
        self._was = {name: getattr(code, name) for name in asked}
        self._areas = {
            name: self.add_area(label, self._was[name], placeholder, lines=lines)
            for name, (label, placeholder, lines) in asked.items()
        }
        said = any(self._was.values())
        self.add_reason(tr("Two coders read it differently"), needed=coded and said)
        self.both: TwoTexts | None = None
        self.finish_layout(tr("Define"))
        self._areas["definition"].setFocus()

    def ready(self) -> bool:
        return bool(self._changed())

    def calls(self) -> Sequence[Call]:
        arguments = {"code": self._code.id, "expected_revision": self._revision}
        return [(codebook.define_code, arguments | self._changed())]

    def stale(self, error: StaleText) -> None:
        """Show both texts side by side and let the person choose."""
        changed = self._changed()
        column = next((name for name, text in changed.items() if text == error.yours), "definition")
        # What stands there now is known from here on; only something newer is stale again.
        self._revision = max(self._revision, int(error.parameters["entry"]))
        self.both = TwoTexts(error, parent=self)
        self.both.kept.connect(partial(self._stand, column, error.theirs))
        self.both.dropped.connect(partial(self._stand, column, error.theirs, error.theirs))
        self.both.open()

    def _stand(self, column: str, theirs: str, text: str) -> None:
        """Let a text stand in place of theirs, which is what is stored by now."""
        self._was[column] = theirs
        self._areas[column].setPlainText(text)
        if self._changed():
            self.act()
        else:
            self.accept()

    def _changed(self) -> dict[str, str]:
        texts = {name: area.text().strip() for name, area in self._areas.items()}
        return {name: text for name, text in texts.items() if text != self._was[name]}


def open_define(session: Session, code: CodeId, parent: QWidget) -> DefineSheet | None:
    """Open the sheet on what stands in the study at this moment; None where it cannot be read."""
    try:
        with session.bridge.read() as reader:
            fresh = next((row for row in codes(reader, retired=True) if row.id == code), None)
            revision, coded = reader.revision, is_coded(reader, code)
    except GtcoderError as error:
        session.say.error(error)
        return None
    if fresh is None:
        return None
    return DefineSheet(session.bridge, fresh, revision, parent=parent, coded=coded)
