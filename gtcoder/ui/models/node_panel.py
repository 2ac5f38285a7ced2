"""A box of the model: what it says, which code it stands for, what it rests on, its texts."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gtcoder.queries.retrieval import Passage
from gtcoder.ui.kit import Button, Chip, FlowLayout, Hairline, IconButton, Label, PassageList
from gtcoder.ui.look import Role, look, scaled
from gtcoder.ui.models.drawn import Drawn
from gtcoder.ui.models.fields import FieldRows, NoteArea
from gtcoder.ui.models.node_acts import NodeActs
from gtcoder.ui.models.sentences import counted, kind_name, kinds_for
from gtcoder.vocabulary import CodeId, NodeKind

_COLOURS = 20


class NodePanel(QWidget):
    """Shows one box; what is written here is stored when it is left."""

    desk_asked = Signal(object)  # CodeId

    def __init__(self, acts: NodeActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts, self._key = acts, ""
        self._code: CodeId | None = None
        self._written = ""
        self._title = Label("", Role.SMALL, ink="text2", wrap=True)
        self.label = QLineEdit()
        self.label.setAccessibleName(self.tr("Label"))
        self.kind, self.colour = Chip(self.tr("Kind")), Chip(self.tr("Colour"))
        self._counts = Label("", Role.SMALL, ink="text2", wrap=True)
        self.code_button = Button("", kind="quiet", tip=self.tr("Open the code at the desk"))
        self.choose = IconButton("tag", self.tr("Let the box stand for a code"))
        self.choose.setObjectName("choose_code")
        self.without = IconButton("x", self.tr("Let the box stand for no code"))
        self.fields = FieldRows()
        self.note = NoteArea("", name=self.tr("Note"), lines=2)
        self.passages = PassageList(name=self.tr("Passages of the code"))
        self._lay_out()
        self._connect()
        look().changed.connect(self._wear)
        self._wear()

    def show_node(
        self, drawn: Drawn, key: str, code: CodeId | None, rows: tuple[Passage, ...],
        colours: Mapping[CodeId, int], *, more: int,
    ) -> None:  # fmt: skip
        """Show a box; `more` others are chosen too. Passages have the colours of their codes."""
        assert drawn.parts is not None
        node, template = drawn.parts.nodes[key], drawn.which.template if drawn.which else ""
        self._key, self._code = key, code
        data, kind = node.data, str(node.data.get("kind", ""))
        words = kind_name(kind)
        if more:
            words += " · " + self.tr("{n} more chosen").format(n=more)
        self._title.setText(words)
        if not self.label.isModified() or not self.label.hasFocus():
            self.label.setText(str(data.get("label", "")))
        kinds = [*kinds_for(template)]
        if kind in set(NodeKind) and NodeKind(kind) not in kinds:
            kinds.insert(0, NodeKind(kind))
        self.kind.set_choices([(kind_name(each), each) for each in kinds], kind)
        self._show_colour(int(data.get("own_colour", 0) or 0))
        self._written = written = str(data.get("code", ""))
        self._show_code()
        self.code_button.setVisible(bool(written))
        self._counts.setText(counted(data) if written else self.tr("It stands for no code."))
        kept = tuple((n[6:], str(v)) for n, v in data.items() if n.startswith("field "))
        self.fields.show_fields(key, kept)
        if not self.note.hasFocus():
            self.note.setPlainText(str(data.get("note", "")))
        self.passages.set_passages(
            rows, colour_of=lambda row: 0 if row.code is None else colours.get(row.code, 0)
        )
        self.passages.setVisible(bool(rows))
        self._follow_rights(drawn)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._show_code()

    def _show_code(self) -> None:
        """Write the code's path as far as there is room; its end says which code it is."""
        room = self.width() - 2 * scaled(16) - scaled(16)
        shown = self.code_button.fontMetrics().elidedText(
            self._written, Qt.TextElideMode.ElideLeft, max(room, scaled(120))
        )
        self.code_button.setText(shown)
        self.code_button.setAccessibleName(self._written)
        tip = self.tr("Open the code at the desk")
        self.code_button.setToolTip(f"{self._written}\n{tip}" if shown != self._written else tip)

    def _follow_rights(self, drawn: Drawn) -> None:
        writable = drawn.row is not None and self._acts.may_write
        own = writable and bool(drawn.which and drawn.which.template in OWN)
        for widget in (self.kind, self.colour):
            widget.setEnabled(writable)
        for button in (self.choose, self.without):
            button.setVisible(own)
        self.without.setVisible(own and bool(self._written))
        for line in (self.label, self.note):
            line.setReadOnly(not writable)
        self.fields.set_writable(writable=writable)
        self._fields_title.setVisible(writable or any(row[0].text() for row in self.fields.rows))

    def _show_colour(self, number: int) -> None:
        choices: list[tuple[str, object]] = [(self.tr("by its kind or code"), 0)]
        names = self.tr(
            "Cobalt Amber Fern Wine Violet Lagoon Rust Olive Steel Plum "
            "Jade Brick Orchid Iris Ochre Moss Coral Pine Clay Navy"
        ).split()
        choices += [(name, place) for place, name in enumerate(names[:_COLOURS], 1)]
        self.colour.set_choices(choices, number)

    def _connect(self) -> None:
        self.label.editingFinished.connect(self._store_label)
        self.kind.changed.connect(lambda kind: self._acts.change_node(self._key, kind=kind))
        self.colour.changed.connect(lambda n: self._acts.change_node(self._key, colour=n))
        self.code_button.clicked.connect(lambda: self.desk_asked.emit(self._code))
        self.choose.clicked.connect(lambda: self._acts.ask_code(self._key))
        self.without.clicked.connect(lambda: self._acts.change_node(self._key, without_code=True))
        self.fields.written.connect(lambda name, text: self._acts.set_field(self._key, name, text))
        self.note.left.connect(self._store_note)
        self.note.submitted.connect(self._store_note)

    def _store_label(self) -> None:
        if self.label.isModified() and not self.label.isReadOnly():
            self.label.setModified(False)
            self._acts.label(self._key, self.label.text().strip())

    def _store_note(self) -> None:
        if self.note.document().isModified() and not self.note.isReadOnly():
            self.note.document().setModified(False)
            self._acts.change_node(self._key, note=self.note.text().strip())

    def _lay_out(self) -> None:
        self._top = QVBoxLayout()
        chips = QWidget()
        row = FlowLayout(chips)
        for chip in (self.kind, self.colour):
            row.addWidget(chip)
        codes = QHBoxLayout()
        codes.addWidget(self._counts, 1)
        codes.addWidget(self.choose)
        codes.addWidget(self.without)
        link = QHBoxLayout()
        link.addWidget(self.code_button)
        link.addStretch(1)
        self._fields_title = Label(self.tr("Fields"), Role.SMALL_STRONG, ink="text2")
        for widget in (self._title, self.label, chips):
            self._top.addWidget(widget)
        self._top.addLayout(codes)
        self._top.addLayout(link)
        for widget in (
            self._fields_title, self.fields,
            Label(self.tr("Note"), Role.SMALL_STRONG, ink="text2"), self.note,
        ):  # fmt: skip
            self._top.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addWidget(Hairline())
        column.addWidget(self.passages, 1)
        self.code_button.setMinimumWidth(1)  # it is shortened to the room there is
        column.addStretch(0)

    def _wear(self) -> None:
        edge = scaled(16)
        self._top.setContentsMargins(edge, scaled(12), edge, scaled(12))
        self._top.setSpacing(scaled(8))


OWN = frozenset({"stepwise", "cycle", "fields"})
