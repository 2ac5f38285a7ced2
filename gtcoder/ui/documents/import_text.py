"""What the chosen file of an import holds: its text or its values, and the warnings below."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.batch import DocumentDraft, VariableDraft
from gtcoder.ui.documents.grid import RowsView
from gtcoder.ui.documents.import_files import FileRow, sentence
from gtcoder.ui.documents.preview import Preview
from gtcoder.ui.documents.table import Column, RowsModel
from gtcoder.ui.kit import EmptyState, Label, PanelHeader
from gtcoder.ui.look import scaled

_BEGINNING = 160  # characters of a text in a list
_LONG = 24  # those of a warning that a narrow line holds
Warned = tuple[int, str, str]  # place, line in words, message


class ImportText(QWidget):
    """Text, values or the reason why there is neither; warnings with their lines below."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.preview = Preview(name=self.tr("Text of the file"))
        self.preview.setObjectName("preview")
        self.values_model: RowsModel[VariableDraft] = RowsModel(
            [
                Column[VariableDraft](self.tr("Of"), lambda row: row.owner, strong=True),
                Column[VariableDraft](
                    self.tr("What"), lambda row: str(row.scope), ink=lambda _: "text2"
                ),
                Column[VariableDraft](self.tr("Variable"), lambda row: row.name),
                Column[VariableDraft](self.tr("Value"), lambda row: row.value),
            ]
        )
        self.values = RowsView(self.values_model, name=self.tr("Values of variables"), stretch=3)
        self.several_model: RowsModel[DocumentDraft] = RowsModel(
            _document_columns(), key=lambda row: row.name
        )
        self.several = RowsView(self.several_model, name=self.tr("Documents"), stretch=0)
        self.several.setObjectName("several")
        self.refused, self.nothing = EmptyState("", ""), EmptyState("", "")
        self.pages = QStackedWidget(self)
        for page in (self.preview, self.values, self.several, self.refused, self.nothing):
            self.pages.addWidget(page)
        self.warnings_model: RowsModel[Warned] = RowsModel(
            [
                Column[Warned](self.tr("Line"), lambda row: row[1], ink=lambda _: "text2",
                               icon=lambda _: ("warning", "warn")),
                Column[Warned](self.tr("Warning"), lambda row: row[2], tip=lambda row: row[2]),
            ],
            key=lambda row: row[0],
        )  # fmt: skip
        self.warnings = RowsView(self.warnings_model, name=self.tr("Warnings"), stretch=1)
        self.warnings.setObjectName("warnings")
        self._header = PanelHeader(self.tr("Warnings"))
        self._below = QWidget()
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        self.full = Label("", ink="text2", wrap=True)
        self.full.setObjectName("full-warning")
        self.full.setContentsMargins(scaled(16), scaled(4), scaled(16), scaled(6))
        below.addWidget(self._header)
        below.addWidget(self.warnings, 1)
        below.addWidget(self.full)
        self.warnings.picked.connect(self._show_full)
        self._lay()

    def _lay(self) -> None:
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self.pages)
        split.addWidget(self._below)
        split.setStretchFactor(0, 1)
        split.setSizes([scaled(500), scaled(150)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)

    def show_row(self, row: FileRow | None, notes: tuple[Warned, ...]) -> None:
        """Show a file of the plan; of none, the page that says why (`show_nothing`)."""
        self.warnings_model.set_rows(notes)
        self._show_full(self.warnings.current_row())
        self._below.setVisible(bool(notes))
        self._header.set_count(f"{len(notes):,}" if notes else "")
        if row is None:
            self.pages.setCurrentWidget(self.nothing)
            return
        if row.file.report.error is not None:
            told = self.tr("“{name}” cannot be read").format(name=row.file.path.name)
            self.refused.set_words(told, sentence(row))
            self.pages.setCurrentWidget(self.refused)
        elif len(row.file.documents) > 1:
            self.several_model.set_rows(row.file.documents)
            self.pages.setCurrentWidget(self.several)
        elif row.file.draft is None:
            self.values_model.set_rows(row.file.variables)
            self.pages.setCurrentWidget(self.values)
        else:
            self.preview.show_draft(row.file.draft)
            self.pages.setCurrentWidget(self.preview)

    def _show_full(self, warned: Warned | None) -> None:
        """Say the chosen warning in full, which its line may be too short for."""
        told = "" if warned is None else warned[2]
        self.full.setText(told)
        self.full.setVisible(len(told) > _LONG)
        self._fit_below()

    def _fit_below(self) -> None:
        """Keep room for a line of the list, and for the chosen warning in full."""
        bar = self.warnings.horizontalHeader().height()
        least = self._header.height() + bar + self.warnings.verticalHeader().defaultSectionSize()
        if not self.full.isHidden():
            least += self.full.heightForWidth(self.width())
        self._below.setMinimumHeight(least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the height that the words need at another width."""
        super().resizeEvent(event)
        self._fit_below()

    def show_nothing(self, sentence: str, hint: str) -> None:
        """Say why there is no file to show."""
        self.nothing.set_words(sentence, hint)


def _document_columns() -> list[Column[DocumentDraft]]:
    """Return the columns of the documents that one file holds."""
    return [
        Column[DocumentDraft](_tr("Document"), lambda row: row.name, strong=True,
                              tip=lambda row: row.name),
        Column[DocumentDraft](_tr("Characters"), lambda row: f"{len(row.text):,}", right=True,
                              order=lambda row: len(row.text)),
        Column[DocumentDraft](_tr("Begins"), _beginning, soft=True, ink=lambda _: "text2"),
    ]  # fmt: skip


def _beginning(row: DocumentDraft) -> str:
    return row.text[:_BEGINNING].replace("\n", " ")


def _tr(text: str) -> str:
    return QCoreApplication.translate("ImportText", text)
