"""The page of relations joined to what it shows and does: suggestions are computed in a job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.queries.relations import RefusedRow
from gtcoder.queries.retrieval import Passage as Row
from gtcoder.reports.suggestions import Suggestion, suggestions
from gtcoder.ui.axial.centre import RELATIONS
from gtcoder.ui.axial.relations_page import RELATED, SUGGESTED
from gtcoder.ui.commands import Command
from gtcoder.ui.jobs import Job
from gtcoder.ui.session import Passage
from gtcoder.vocabulary import RelationId, Span

if TYPE_CHECKING:
    from gtcoder.ui.axial.workspace import AxialWorkspace


class RelationOrders(QObject):
    """Follows the page of relations; suggestions are computed only while they are looked at."""

    def __init__(self, workspace: AxialWorkspace) -> None:
        super().__init__(workspace)
        self._ws, self._page = workspace, workspace.centre.links_page
        self._job: Job[tuple[Suggestion, ...]] | None = None
        self._shown: tuple[int, object] = (0, None)
        view, hints = self._page.suggestions, workspace.hints
        self._page.types_asked.connect(hints.open_types)
        self._page.turned.connect(self.refresh)
        workspace.centre.view_changed.connect(self.refresh)
        view.options_changed.connect(self.refresh)
        view.chose.connect(self._show_passages)
        view.relate_asked.connect(self._relate)
        view.refusal_asked.connect(hints.ask_refusal)
        view.taken_back.connect(self._take_back)
        view.passage_asked.connect(self._open_passage)
        self._page.table.opened.connect(self.enter)
        workspace.board.opened_link.connect(self.enter)
        if not workspace.session.bridge.can_write:
            view.set_writable(reason=self.tr("The study is open for reading only"))
        self._add_commands()

    def refresh(self, *_: object) -> None:
        """Compute the suggestions where they are looked at and may have changed."""
        ws, view = self._ws, self._page.suggestions
        looked_at = ws.centre.segments.chosen == RELATIONS
        looked_at = looked_at and self._page.segments.chosen == SUGGESTED
        wanted = (ws.theory.revision, view.options)
        if not looked_at or not ws.theory.revision or wanted == self._shown:
            return
        self._shown = wanted
        if self._job is not None:
            self._job.cancel()
        self._job = ws.session.jobs.start(
            self._compute, done=self._show, failed=self._failed, owner=self
        )

    def enter(self, link: RelationId) -> None:
        """Choose a relation and go to its passages."""
        self._ws.choose_link(link)
        panel = self._ws.side.link_panel
        shown = panel.link is not None and bool(panel.link.evidence)
        (panel.passages if shown else panel.add_button).setFocus()
        if shown and panel.passages.chosen() is None:
            panel.passages.setCurrentIndex(panel.passages.model().index(0, 0))

    def _add_commands(self) -> None:
        commands, place, tr = self._ws.session.commands, self._ws.place, self.tr
        commands.add(
            Command("axial.types", tr("Relation types…"), "codes", "",
                    tr("Names, inverses and grammar of the kinds of relation"), group=2),
            self._ws.hints.open_types, place=place,
        )  # fmt: skip
        commands.add(
            Command("axial.suggested", tr("Suggested relations"), "codes", "Ctrl+Alt+R",
                    tr("Pairs of categories whose passages overlap or stand near"), group=2),
            self._show_suggested, place=place,
        )  # fmt: skip

    def _show_suggested(self) -> None:
        self._ws.centre.show_view(RELATIONS)
        self._page.show_view(SUGGESTED)
        self._page.focus_widget().setFocus()

    def _compute(self, progress: Progress) -> tuple[Suggestion, ...]:
        with self._ws.session.bridge.read() as reader:
            return suggestions(reader, self._page.suggestions.options, progress)

    def _show(self, found: tuple[Suggestion, ...]) -> None:
        self._page.suggestions.show_found(found, self._ws.theory)
        self._page.segments.set_count(SUGGESTED, len(found))
        if self._page.segments.chosen == RELATED:
            return
        table = self._page.suggestions.table
        if found and self._page.suggestions.chosen() is None:
            table.selectRow(0)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self._ws.session.say.error(error)

    def _show_passages(self, found: Suggestion) -> None:
        view = self._page.suggestions
        view.show_passages(*self._ws.hints.passages_of(found, view.options))

    def _relate(self, found: Suggestion) -> None:
        self._ws.hints.relate_suggested(found, self._page.suggestions.options)

    def _take_back(self, row: RefusedRow) -> None:
        self._ws.hints.take_refusal_back(row.source, row.target)

    def _open_passage(self, row: Row) -> None:
        target = Passage(row.document_id, Span(row.start, row.end), row.coding)
        self._ws.session.go("open", target)
