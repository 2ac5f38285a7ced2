"""A line of the model: its kind, label, number and ends, and the evidence of its relation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gtcoder.queries.retrieval import Passage
from gtcoder.ui.kit import Button, Chip, Hairline, Label, PassageList
from gtcoder.ui.look import Role, look, scaled
from gtcoder.ui.models.drawn import Drawn
from gtcoder.ui.models.node_acts import NodeActs, edge_id
from gtcoder.ui.models.sentences import edge_kind_name, sentence_of
from gtcoder.vocabulary import QuotationId, RelationId, Stance

_KINDS = (
    "arrow", "step", "branch", "phase", "prerequisite", "outcome", "alongside", "carried",
    "depends", "relation",
)  # fmt: skip
_TAGS = {Stance.FOR: "success", Stance.AGAINST: "danger", Stance.NEGATIVE_CASE: "danger"}


class EdgePanel(QWidget):
    """Shows one line; a line drawn from the study is changed where it was made."""

    relation_asked = Signal(int)

    def __init__(self, acts: NodeActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts, self._key, self._relation = acts, "", 0
        self._stances: Mapping[QuotationId, Stance] = {}
        self._title = Label("", Role.STRONG, wrap=True)
        self._said = Label("", Role.SMALL, ink="text2", wrap=True)
        self.label = QLineEdit()
        self.label.setAccessibleName(self.tr("Label"))
        self.label.setPlaceholderText(self.tr("Label"))
        self.kind, self.evidence = Chip(self.tr("Kind")), Chip(self.tr("Evidence"))
        self.evidence.hide()
        self.number = QLineEdit()
        self.number.setValidator(QIntValidator(0, 99, self.number))
        self.number.setPlaceholderText(self.tr("Number"))
        self.number.setAccessibleName(self.tr("Number on the line"))
        self.both = QCheckBox(self.tr("Runs both ways"))
        self.relation_button = Button(
            self.tr("In axial coding"), kind="quiet",
            tip=self.tr("Show the relation with its evidence in axial coding"),
        )  # fmt: skip
        self.passages = PassageList(name=self.tr("Passages of the relation"))
        self._lay_out()
        self._connect()
        look().changed.connect(self._wear)
        self._wear()

    def show_edge(
        self, drawn: Drawn, key: str, rows: tuple[Passage, ...],
        stances: Mapping[QuotationId, Stance],
    ) -> None:  # fmt: skip
        """Show a line with the passages of its relation."""
        assert drawn.parts is not None
        data = drawn.parts.edges[key].data
        self._key, self._relation = key, int(data.get("relation", 0) or 0)
        self._stances = stances
        self._title.setText(sentence_of(drawn.parts, key))
        self._said.setText(self._words(data))
        kind = str(data.get("kind", "")) or "arrow"
        kinds = _KINDS if kind in _KINDS else (kind, *_KINDS)
        self.kind.set_choices([(edge_kind_name(each), each) for each in kinds], kind)
        if not self.label.hasFocus():
            self.label.setText(str(data.get("label", "")))
        number = int(data.get("number", 0) or 0)
        if not self.number.hasFocus():
            self.number.setText(str(number) if number else "")
        self.both.blockSignals(True)
        self.both.setChecked(bool(data.get("both_ways", False)))
        self.both.blockSignals(False)
        writable = edge_id(key) is not None and self._acts.may_write
        for editor in (self.label, self.kind, self.number, self.both):
            editor.setEnabled(writable)
        self.relation_button.setVisible(bool(self._relation))
        self.passages.set_passages(rows, tag_of=self._tag)
        self.passages.setVisible(bool(rows))

    def offer_relations(self, between: list[tuple[str, RelationId]]) -> None:
        """Offer the relations of the study whose evidence the line can show."""
        choices: list[tuple[str, object]] = [(self.tr("of no relation"), 0)]
        choices += [(words, int(key)) for words, key in between]
        self.evidence.set_choices(choices, self._relation)
        own = edge_id(self._key) is not None and self._acts.may_write
        self.evidence.setVisible(own and bool(between))

    def _tie(self, relation: int) -> None:
        if relation:
            self._acts.change_edge(self._key, relation=RelationId(relation))
        else:
            self._acts.change_edge(self._key, without_relation=True)

    def _words(self, data: dict[str, Any]) -> str:
        if edge_id(self._key) is None and not self._relation:
            return self.tr("The template draws this line.")
        if "evidence_for" not in data:
            return self.tr("It stands on no relation of the study.")
        words = self.tr("Passages for: {n}, against: {m}. Participants: {people}.").format(
            n=data["evidence_for"], m=data["evidence_against"], people=data["participants"]
        )
        if edge_id(self._key) is None:
            words += " " + self.tr("It is drawn from the study.")
        return words

    def _tag(self, passage: Any) -> tuple[str, str]:
        stance = self._stances.get(passage.quotation, Stance.FOR)
        words = {
            Stance.FOR: self.tr("For"),
            Stance.AGAINST: self.tr("Against"),
            Stance.NEGATIVE_CASE: self.tr("Negative case"),
        }
        return words[stance], _TAGS[stance]

    def _connect(self) -> None:
        self.label.editingFinished.connect(self._store_label)
        self.kind.changed.connect(lambda kind: self._acts.change_edge(self._key, kind=kind))
        self.number.editingFinished.connect(self._store_number)
        self.both.toggled.connect(lambda on: self._acts.change_edge(self._key, both_ways=on))
        self.evidence.changed.connect(self._tie)
        self.relation_button.clicked.connect(lambda: self.relation_asked.emit(self._relation))

    def _store_label(self) -> None:
        if self.label.isModified():
            self.label.setModified(False)
            self._acts.label(self._key, self.label.text().strip())

    def _store_number(self) -> None:
        if self.number.isModified():
            self.number.setModified(False)
            self._acts.change_edge(self._key, number=int(self.number.text() or 0))

    def _lay_out(self) -> None:
        self._top = QVBoxLayout()
        for widget in (self._title, self._said, self.label):
            self._top.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.kind)
        row.addWidget(self.number, 1)
        self._top.addLayout(row)
        self._top.addWidget(self.both)
        self._top.addWidget(self.evidence)
        link = QHBoxLayout()
        link.addWidget(self.relation_button)
        link.addStretch(1)
        self._top.addLayout(link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addWidget(Hairline())
        column.addWidget(self.passages, 1)
        column.addStretch(0)

    def _wear(self) -> None:
        edge = scaled(16)
        self._top.setContentsMargins(edge, scaled(12), edge, scaled(12))
        self._top.setSpacing(scaled(8))
