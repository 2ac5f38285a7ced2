"""The sheet that adds a box to a model: its kind, its words or its code, and where it lies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from gtcoder.ui.axial.pick import NameList
from gtcoder.ui.kit import Chip, Field, Sheet
from gtcoder.ui.models.sentences import kind_name, kinds_for
from gtcoder.vocabulary import NodeKind

# What lies in what, so that the likeliest is offered first.
_HOLDS = {
    NodeKind.PHENOMENON: NodeKind.STEP,
    NodeKind.STEP: NodeKind.BRANCH,
    NodeKind.PREREQUISITE: NodeKind.BOX,
    NodeKind.OUTCOME: NodeKind.BOX,
    NodeKind.CARRIED: NodeKind.BOX,
    NodeKind.ALONGSIDE: NodeKind.BOX,
    NodeKind.AROUND: NodeKind.BOX,
    NodeKind.PART: NodeKind.PHASE,
    NodeKind.FIELD: NodeKind.ACTIVITY,
}
_CODED = frozenset({NodeKind.CATEGORY, NodeKind.CODE})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A box that is wanted; `code` is a path or empty, `within`: in the box that was chosen."""

    kind: NodeKind
    label: str
    code: str
    within: bool


class AddSheet(Sheet):
    """Asks for a box; `then(wanted)` adds it."""

    def __init__(
        self,
        template: str,
        codes: Sequence[str],
        *,
        inside: str,
        kind_inside: str,
        parent: QWidget,
        then: Callable[[Wanted], None],
    ) -> None:
        super().__init__(self.tr("Add a box"), parent=parent, width=460)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("add_box")
        self._then, self._codes = then, set(codes)
        kinds = list(kinds_for(template))
        held = NodeKind(kind_inside) if kind_inside in set(NodeKind) else None
        first = _HOLDS.get(held, kinds[0]) if held is not None else kinds[0]
        if first not in kinds:
            kinds.insert(0, first)
        self.kind = Chip(self.tr("Kind"))
        self.kind.set_choices([(kind_name(kind), kind) for kind in kinds], first)
        self.label = QLineEdit()
        self._label_field = Field(
            self.tr("Label"), self.label, hint=self.tr("Empty: as its code is called")
        )
        self.codes = NameList(
            list(codes), label=self.tr("Code"), placeholder=self.tr("Name of a code"), own=False
        )
        self.codes.setParent(self)
        self.with_code = QCheckBox(self.tr("It stands for a code"))
        self.with_code.toggled.connect(self._follow)
        self.within = QCheckBox(self.tr("In “{name}”").format(name=inside))
        self.within.setVisible(bool(inside))
        self.within.setChecked(held in _HOLDS or held is NodeKind.GROUP)
        self.body.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self._label_field, self.within, self.with_code, self.codes.line,
                       self.codes.list):  # fmt: skip
            self.body.addWidget(widget)
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        self.add_button(self.tr("Add"), "primary", self._finish)
        self.kind.changed.connect(self._follow_kind)
        self._follow_kind()
        self._follow()
        self.label.setFocus()

    def _follow_kind(self, *_: object) -> None:
        coded = self.kind.value() in _CODED
        self.with_code.setEnabled(not coded)
        if coded:
            self.with_code.setChecked(True)

    def _follow(self, *_: object) -> None:
        for widget in (self.codes.line, self.codes.list):
            widget.setVisible(self.with_code.isChecked())
        self.adjustSize()

    def _finish(self) -> None:
        label = " ".join(self.label.text().split())
        code = self.codes.value() if self.with_code.isChecked() else ""
        if not label and code not in self._codes:
            self._label_field.set_error(self.tr("A box needs a label or a code."))
            return
        self.accept()
        within = self.within.isChecked() and not self.within.isHidden()
        self._then(Wanted(NodeKind(self.kind.value()), label, code, within))
