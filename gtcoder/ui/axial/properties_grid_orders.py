"""The page of the property grid joined to what it shows: read in a job while it is looked at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress, Silent
from gtcoder.reports.property_grid import Grid, GridCell, GridOptions, GridRow, grid, property_grid
from gtcoder.ui.axial.centre import PROPERTIES
from gtcoder.ui.axial.properties_orders import PropertyOrders
from gtcoder.ui.commands import Command
from gtcoder.ui.jobs import Job
from gtcoder.ui.tables.export_sheet import ExportSheet

if TYPE_CHECKING:
    from gtcoder.reports.base import Report
    from gtcoder.ui.axial.workspace import AxialWorkspace


class PropertyGridOrders(QObject):
    """Follows the page of the grid; what is chosen on it is shown at the side."""

    def __init__(self, workspace: AxialWorkspace, properties: PropertyOrders) -> None:
        super().__init__(workspace)
        self._ws, self._properties = workspace, properties
        self._page = workspace.centre.properties
        self._job: Job[Grid] | None = None
        self._shown: tuple[int, object] = (0, None)
        self._page.asked.connect(self.refresh)
        self._page.export_asked.connect(self._export)
        self._page.table.chose_cell.connect(self._show_cell)
        self._page.table.entered_cell.connect(self._enter)
        workspace.centre.view_changed.connect(self.refresh)
        workspace.session.commands.add(
            Command("axial.property_grid", self.tr("Properties by case"), "view", "Ctrl+Alt+G",
                    self.tr("Where each case lies on each property, and where nobody speaks")),
            self._show_page, place=workspace.place,
        )  # fmt: skip

    def refresh(self, *_: object) -> None:
        """Read the grid where it is looked at and may have changed."""
        ws, wanted = self._ws, (self._ws.theory.revision, self._page.by)
        looked_at = ws.centre.segments.chosen == PROPERTIES
        if not looked_at or not ws.theory.revision or wanted == self._shown:
            return
        self._shown = wanted
        if self._job is not None:
            self._job.cancel()
        self._job = ws.session.jobs.start(
            self._read, done=self._show, failed=self._failed, owner=self
        )

    def _show_page(self) -> None:
        self._ws.centre.show_view(PROPERTIES)
        self._page.focus_widget().setFocus()

    def _read(self, _: Progress) -> Grid:
        with self._ws.session.bridge.read() as reader:
            return grid(reader, self._page.by)

    def _show(self, found: Grid) -> None:
        codes = self._ws.theory.codes.values()
        self._page.show_grid(found, {code.written: code.colour for code in codes})

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self._ws.session.say.error(error)

    def _show_cell(self, row: GridRow, cell: GridCell, case: str) -> None:
        if row.property.category in self._ws.theory.codes:
            key = row.property
            self._properties.show_case(key.category, key.id, case, cell.placed)

    def _enter(self) -> None:
        """Go to the passages of the cell."""
        placed = self._ws.side.card_panel.placed
        (placed.list if placed.list.isVisible() else placed.place_button).setFocus()

    def _export(self) -> None:
        bridge, options = self._ws.session.bridge, GridOptions(by=self._page.by)

        def make(_: Path) -> Report:
            with bridge.read() as reader:
                return property_grid(reader, options, Silent())

        stem = "property-grid"
        ExportSheet(self._ws.session, make, stem=stem, parent=self._ws).open()
