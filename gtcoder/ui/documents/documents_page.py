"""The list of transcripts, with the card of the chosen one beside it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.ui.documents.acts import DocumentActs
from gtcoder.ui.documents.assignments import STATES
from gtcoder.ui.documents.card import DocumentCard
from gtcoder.ui.documents.grid import RowsView
from gtcoder.ui.documents.measures import Measure
from gtcoder.ui.documents.rows import Listed, Overview
from gtcoder.ui.documents.table import Column, RowsModel
from gtcoder.ui.documents.words import percent
from gtcoder.ui.kit import EmptyState, initials_of
from gtcoder.ui.look import scaled
from gtcoder.vocabulary import AssignmentState, DocumentId


class DocumentsPage(QWidget):
    """What transcripts there are, how long, how much of them is coded, and who is through."""

    chosen = Signal()
    wants_import = Signal()

    def __init__(self, acts: DocumentActs, *, may_write: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._overview = Overview()
        self._measures: Mapping[DocumentId, Measure] = {}
        self.model: RowsModel[Listed] = RowsModel(self._columns(role=False), key=lambda row: row.id)
        self.table = RowsView(self.model, name=self.tr("Transcripts"), stretch=1)
        self.table.setObjectName("transcripts")
        self.card = DocumentCard(acts, may_write=may_write, parent=self)
        self.empty = EmptyState(
            self.tr("No transcripts yet."),
            self.tr(
                "Drag interviews onto this window, or choose files: plain text, Markdown, Word, "
                "OpenDocument, RTF, PDF, HTML, subtitles (srt, vtt), zips of these; tables of "
                "variables or survey answers as csv or xlsx."
            ),
            self.tr("Choose files…"),
            self.wants_import.emit,
        )
        self.empty.button.setEnabled(may_write)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.addWidget(self.table)
        self._split.addWidget(self.card)
        self._split.setStretchFactor(0, 1)
        self._split.setSizes([scaled(960), self.card.wished_width()])
        self._pages = QStackedWidget(self)
        for page in (self._split, self.empty):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.table.picked.connect(self._pick)
        self.table.opened.connect(acts.open)

    @property
    def current(self) -> Listed | None:
        """The chosen document."""
        row: Listed | None = self.table.current_row()
        return row

    def show_overview(self, overview: Overview) -> None:
        """Show the study as it is now; the chosen document stays chosen."""
        before, self._overview = self.current, overview
        role = any(row.role for row in overview.documents)
        if role != (self.model.columnCount() == len(self._columns(role=True))):
            self.model.set_columns(self._columns(role=role))
        self.model.set_rows(overview.documents)
        self._pages.setCurrentWidget(self._split if overview.documents else self.empty)
        there = before is not None and self.table.choose(before.id)
        if not there and overview.documents:
            self.table.choose(self.table.row_at(0).id if self.table.row_at(0) else None)
        self._show_card()

    def show_measures(self, measures: Mapping[DocumentId, Measure]) -> None:
        """Show words and shares once they are counted."""
        self._measures = measures
        rows = self.model.rowCount()
        if rows:
            corner = self.model.index(rows - 1, self.model.columnCount() - 1)
            self.model.dataChanged.emit(self.model.index(0, 0), corner)
        self._show_card()

    def choose(self, document: DocumentId) -> None:
        """Choose a document, past the filter if need be."""
        if not self.table.choose(document):
            self.table.sorted.set_filter("")
            self.table.choose(document)

    def _pick(self, _: object) -> None:
        self._show_card()
        self.chosen.emit()

    def _show_card(self) -> None:
        current = self.current
        card = None if current is None else self._overview.card(current.id)
        measure = None if current is None else self._measures.get(current.id)
        self.card.show_card(card, measure, self._overview)

    def _columns(self, *, role: bool) -> list[Column[Listed]]:
        columns = [
            Column[Listed](self.tr("#"), lambda row: f"{row.number:02}",
                           order=lambda row: row.number, ink=lambda _: "text2"),
            Column[Listed](self.tr("Name"), lambda row: row.document.name, strong=True,
                           order=lambda row: row.document.name,
                           tip=lambda row: row.document.name),
            Column[Listed](self.tr("Participants"), self._people, ink=lambda _: "text2", soft=True,
                           tip=lambda row: "\n".join(row.people)),
        ]  # fmt: skip
        if role:
            columns.append(
                Column[Listed](
                    self.tr("Role"),
                    lambda row: row.role,
                    ink=lambda _: "text2",
                    soft=True,
                    tip=lambda row: row.role,
                )
            )
        columns += [
            Column[Listed](self.tr("Words"), self._words, right=True,
                           order=self._word_count, tip=self._length),
            Column[Listed](self.tr("Turns"), lambda row: f"{row.document.turns:,}", right=True,
                           order=lambda row: row.document.turns),
            Column[Listed](self.tr("Codings"), lambda row: f"{row.document.codings:,}", right=True,
                           order=lambda row: row.document.codings,
                           tip=lambda _: self.tr("Codings you may see")),
            Column[Listed](self.tr("Coded"), self._coded, right=True, bar=self._share,
                           order=self._share, spoken=self._coded_spoken),
            Column[Listed](self.tr("Your work"), self._mine, order=self._mine,
                           icon=lambda row: STATES.get(row.mine) if row.mine else None),
            Column[Listed](self.tr("Finished by"), _initials,
                           spoken=lambda row: ", ".join(row.finished), ink=lambda _: "text2",
                           tip=lambda row: ", ".join(row.finished)),
        ]  # fmt: skip
        return columns

    def _people(self, row: Listed) -> str:
        if len(row.people) > 2:
            return self.tr("{count} participants").format(count=len(row.people))
        return ", ".join(row.people)

    def _mine(self, row: Listed) -> str:
        words = {
            AssignmentState.ASSIGNED: self.tr("assigned"),
            AssignmentState.IN_WORK: self.tr("in work"),
            AssignmentState.FINISHED: self.tr("finished"),
        }
        return words[row.mine] if row.mine else ""

    def _words(self, row: Listed) -> str:
        count = self._word_count(row)
        return "" if count is None else f"{count:,}"

    def _word_count(self, row: Listed) -> int | None:
        measure = self._measures.get(row.id)
        return None if measure is None else measure.words

    def _length(self, row: Listed) -> str:
        return self.tr("{count} characters").format(count=f"{row.document.characters:,}")

    def _share(self, row: Listed) -> float | None:
        measure = self._measures.get(row.id)
        return None if measure is None else measure.share

    def _coded(self, row: Listed) -> str:
        share = self._share(row)
        return "" if share is None else percent(share)

    def _coded_spoken(self, row: Listed) -> str:
        share = self._share(row)
        return "" if share is None else self.tr("{share} coded").format(share=percent(share))


def _initials(row: Listed) -> str:
    return " ".join(map(initials_of, row.finished))
