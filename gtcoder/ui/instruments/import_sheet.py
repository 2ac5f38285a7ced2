"""The sheet that takes in a table of ratings, opened or pasted, and shows how it is understood."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from gtcoder.batch import RatingTable
from gtcoder.errors import GtcoderError, UnreadableFile
from gtcoder.exchange.rating_tables import (
    RatingOptions,
    pasted_rating_table,
    read_rating_table,
)
from gtcoder.queries.instruments import Foreseen
from gtcoder.ui.instruments.words import scale_hint, scale_name
from gtcoder.ui.kit import Button, Chip, Field, FrameModel, Label, Sheet, TableView, TextArea
from gtcoder.ui.look import Role, scaled
from gtcoder.vocabulary import RatingScale

_SHOWN = 200  # rows of the preview


class ImportSheet(Sheet):
    """Asks for a table and into which instrument; nothing can be taken in while a cell is wrong.

    `foresee` says what the table would do to the instrument of a name; `then` takes it in.
    """

    def __init__(
        self,
        name: str,
        *,
        foresee: Callable[[str, RatingTable], Foreseen],
        parent: QWidget,
        then: Callable[[str, RatingTable], None],
    ) -> None:
        super().__init__(self.tr("Import items and ratings"), parent=parent, width=760)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("import_ratings")
        self._foresee, self._then = foresee, then
        self._path: Path | None = None
        self._table: RatingTable | None = None
        self.say(
            self.tr(
                "A row for each item, a column for each expert, names in the first row. A column "
                "“NAME: comment” holds comments, “NAME: relevance” another scale. Lines alone are "
                "items."
            )
        )
        self.name = QLineEdit(name or self.tr("Interview protocol"))
        self.name.setObjectName("instrument")
        self.scale = Chip(self.tr("Scale"))
        self.scale.setObjectName("scale")
        self.scale.set_choices([(scale_name(scale), scale) for scale in RatingScale])
        self.turned = QCheckBox(self.tr("1 is the top of the scale"))
        self.meaning = Label("", Role.SMALL, ink="text2")
        self.paste = TextArea(
            self.tr("Paste the table here"), name=self.tr("Table to take in"), lines=4
        )
        self.paste.setObjectName("paste")
        self.file = Label("", Role.SMALL, ink="text2")
        self.told = Label("", wrap=True)
        self.told.setObjectName("told")
        self.model = FrameModel(parent=self)
        self.preview = TableView(name=self.tr("The table as it is understood"))
        self.preview.setModel(self.model)
        self._lay()
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        self.primary = self.add_button(self.tr("Take it in"), "primary", self._finish)
        self.primary.setObjectName("take_in")
        self.name.textChanged.connect(self._follow)
        self.paste.textChanged.connect(self._take_text)
        self.paste.submitted.connect(self._finish)
        self.scale.changed.connect(self._follow)
        self.turned.toggled.connect(self._follow)
        self._follow()
        self.paste.setFocus()

    def open_file(self, path: Path) -> None:
        """Show what a file holds."""
        self.paste.clear()
        self._path = path
        self._follow()

    def _lay(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(scaled(10))
        browse = Button(self.tr("Open a file…"), icon_name="folder-open",
                        tip=self.tr("A table in csv or xlsx"))  # fmt: skip
        browse.setObjectName("open_file")
        browse.clicked.connect(self._browse)
        row.addWidget(browse)
        row.addWidget(self.scale)
        row.addWidget(self.turned)
        row.addWidget(self.meaning, 1)
        self.body.addWidget(Field(self.tr("Into the instrument"), self.name))
        self.body.addLayout(row)
        self.body.addWidget(self.file)
        self.body.addWidget(self.paste)
        self.body.addWidget(self.told)
        self.preview.setMinimumHeight(scaled(200))
        policy = self.preview.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.preview.setSizePolicy(policy)
        self.body.addWidget(self.preview, 1)

    def _browse(self) -> None:
        found, _ = QFileDialog.getOpenFileName(
            self, self.windowTitle(), "", self.tr("Tables (*.csv *.tsv *.txt *.xlsx)")
        )
        if found:
            self.open_file(Path(found))

    def _take_text(self) -> None:
        if self.paste.text().strip():
            self._path = None
        self._follow()

    def _follow(self) -> None:
        """Read the table as it stands, and say how it is understood or what is wrong."""
        scale = self.scale.value()
        self.meaning.setText("" if self.turned.isChecked() else scale_hint(scale))
        self.file.setText("" if self._path is None else self._path.name)
        self.file.setVisible(self._path is not None)
        self._table, error = None, ""
        if self._path is not None or self.paste.text().strip():
            try:
                self._table = self._read(RatingOptions(scale, self.turned.isChecked()))
            except (GtcoderError, OSError) as fault:
                error = str(fault)
        self._show(error)

    def _read(self, options: RatingOptions) -> RatingTable:
        if self._path is None:
            return pasted_rating_table(self.paste.text(), options)
        if not self._path.is_file():
            raise UnreadableFile("The file is not there. Nothing was taken in.")
        return read_rating_table(self._path, options)

    def _show(self, error: str) -> None:
        table, said, name = self._table, [], self.name.text().strip()
        if table is not None and name:
            seen = self._foresee(name, table)
            error = "; ".join(seen.faults)
            said = [self._brings(name, seen), *map(str, table.notes)]
            if seen.items and not seen.is_new:
                said.append(self.tr("New items: {names}").format(names="; ".join(seen.items[:3])))
        self.told.setText(error or "\n".join(said))
        self.told.set_ink("danger" if error else "text")
        self.told.setVisible(bool(error or said))
        self.primary.setEnabled(table is not None and bool(name) and not error)
        self._preview(None if error else table)

    def _brings(self, name: str, seen: Foreseen) -> str:
        words = self.tr(
            "“{name}” will be made. Items: {items}; experts: {experts}; ratings: {ratings}."
        )
        if not seen.is_new:
            words = self.tr(
                "Into “{name}”. New items: {items}; new experts: {experts}; new ratings: "
                "{ratings}; changed: {changed}; as they are: {same}."
            )
        return words.format(
            name=name, items=len(seen.items), experts=len(seen.experts), ratings=seen.ratings,
            changed=seen.changed, same=seen.same,
        )  # fmt: skip

    def _preview(self, table: RatingTable | None) -> None:
        self.preview.setVisible(table is not None)
        if table is None:
            self.model.set((), [])
            return
        cells: dict[tuple[int, str], list[str]] = {}
        for each in table.ratings:
            value = "" if each.value is None else str(each.value)
            cells.setdefault((each.item, each.expert), []).append(value)
        rows = [
            (
                item.text or self.tr("item {n}").format(n=item.number),
                *(" · ".join(cells.get((place, expert), [])) for expert in table.experts),
            )
            for place, item in enumerate(table.items[:_SHOWN])
        ]
        self.model.set((self.tr("Item"), *table.experts), rows)

    def _finish(self) -> None:
        if self._table is not None and self.primary.isEnabled():
            table, name = self._table, self.name.text().strip()
            self.paste.document().setModified(False)
            self.accept()
            self._then(name, table)
